//! `--optimize`: smaller and faster code than the reference's, for the same virtual machines.
//!
//! Each pass is a file here and goes over the instructions of one function (`code::Code`), or over the whole program.
//! Those for machine code ([`Pass::is_native`]) are choices of the back end for it, `emit/native/`.
//! A program prints what it printed before; what it looks like in between is not kept: which string is the same object as
//! which, how deep the stack is, which table entry comes first. Nothing here runs unless it is asked for.

mod code;
mod dead;
mod display;
mod fold;
mod jump;
mod line;
mod peephole;
mod slot;
mod store;
mod table;
mod unpack;

use alloc::vec::Vec;

use crate::emit::Program;
use crate::scope::ScopeId;
use crate::set::{Member, Set};
use code::Code;
use mpy_format::CodeKind;

macro_rules! passes {
    ($($(#[doc = $doc:literal])* $pass:ident = $name:literal;)*) => {
        /// A pass.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Pass {
            $($(#[doc = $doc])* $pass,)*
        }

        impl Pass {
            /// Every pass, in the order in which they first run.
            pub const ALL: &[Pass] = &[$(Pass::$pass,)*];

            /// Its name on the command line.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Pass::$pass => $name,)*
                }
            }
        }
    };
}

passes! {
    /// `NAME: int = const(1)` is a constant as `NAME = const(1)` is. The parser does it.
    Const = "const";
    /// Strings and bytes that are joined or repeated, and conditions on constants.
    Fold = "fold";
    /// `x in [1, 2]` and `for x in [1, 2]` take a constant tuple.
    Display = "display";
    /// `a, b, c, d = w, x, y, z` stores to locals without making a tuple or turning the stack.
    Unpack = "unpack";
    /// Instructions that undo each other, or that one instruction can do together.
    Peephole = "peephole";
    /// Locals that nobody reads, or only right after they are written.
    Store = "store";
    /// Jumps to jumps and to returns go where those go.
    Jump = "jump";
    /// Code that nothing reaches.
    Dead = "dead";
    /// The locals that are used most have the slots with the short instructions.
    Slot = "slot";
    /// No line numbers where nothing can be raised.
    Line = "line";
    /// The strings and constants that are used most have the short numbers, and those that nobody uses are gone.
    Table = "table";
    /// Machine code: jumps ahead are as short as their distance allows.
    Branch = "branch";
    /// Machine code: a comparison that a jump waits for makes no truth value.
    Compare = "compare";
    /// Machine code: the variables that are used most are in registers.
    Register = "register";
    /// Machine code: values stay where they are, in variables and in registers that calls preserve, until they are needed.
    Keep = "keep";
    /// Machine code: instructions take constants as operands.
    Operand = "operand";
    /// Machine code: `+ - & | ^` and comparisons of small integers without the runtime.
    SmallInt = "smallint";
}

impl Pass {
    /// Whether it is about machine code.
    pub const fn is_native(self) -> bool {
        self as u16 >= Pass::Branch as u16
    }
}

impl Member for Pass {
    const ALL: &'static [Pass] = Pass::ALL;
    const WHAT: &'static str = "pass";

    fn name(self) -> &'static str {
        self.name()
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// Which passes run; without any the bytes are the reference's.
pub type Passes = Set<Pass>;

/// Those of the passes over instructions that make machine code better, too. Code that is not reached becomes no machine code
/// anyway, and a return is longer than a jump to one.
const OF_MACHINE_CODE: [Pass; 5] = [Pass::Fold, Pass::Display, Pass::Unpack, Pass::Peephole, Pass::Store];

/// How often the passes over a function may make room for each other. Each round is linear, and few functions need more
/// than three.
const MAX_ROUNDS: usize = 8;

/// Rewrites a program.
///
/// ```
/// use mpy_cross::optimize::{Pass, Passes};
/// use mpy_cross::{Options, compile, source::SourceFile};
///
/// let source = SourceFile::new("app.py", "def f(x):\n    y = g(x)\n    return y\n");
/// let size = |passes| compile(&source, &Options { passes, ..Options::default() }).0.unwrap().to_bytes().len();
/// assert!(size(Passes::ALL) < size(Passes::NONE));
/// assert!(size(Passes::NONE.with(Pass::Store)) < size(Passes::NONE));
/// ```
pub fn optimize(program: &mut Program, passes: Passes) {
    let mut instructions = Vec::with_capacity(program.instructions.len());
    for scope in program.scopes.ids() {
        let function = &program.functions[scope.index()];
        let start = instructions.len();
        let passes = match program.scopes[scope].code_kind {
            CodeKind::Bytecode => passes,
            CodeKind::Native => {
                let wanted = OF_MACHINE_CODE.into_iter().filter(|&pass| passes.contains(pass));
                wanted.fold(Passes::NONE, Passes::with)
            }
            CodeKind::Viper | CodeKind::Asm => Passes::NONE,
        };
        if passes == Passes::NONE {
            instructions.extend_from_slice(program.code(scope));
            program.functions[scope.index()].code = start..instructions.len();
            continue;
        }
        let mut code = Code::new(program.code(scope), function.n_labels);
        rewrite(&mut code, program, scope, passes);
        if passes.contains(Pass::Slot) {
            slot::rank(&code, &mut program.scopes[scope]);
        }
        code.write(passes.contains(Pass::Line), &program.scopes[scope], &mut instructions);
        program.functions[scope.index()].code = start..instructions.len();
    }
    program.instructions = instructions;
    if passes.contains(Pass::Table) {
        table::rank(program);
    }
}

fn rewrite(code: &mut Code, program: &mut Program, scope: ScopeId, passes: Passes) {
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for &pass in Pass::ALL {
            if passes.contains(pass) {
                changed |= match pass {
                    Pass::Fold => fold::run(code, program),
                    Pass::Display => display::run(code, program, program.scopes[scope].kind),
                    Pass::Unpack => unpack::run(code, &program.scopes[scope]),
                    Pass::Peephole => peephole::run(code, &program.scopes[scope]),
                    Pass::Store => store::run(code, &program.scopes[scope]),
                    Pass::Jump => jump::run(code),
                    Pass::Dead => dead::run(code),
                    Pass::Const | Pass::Slot | Pass::Line | Pass::Table => false,
                    Pass::Branch | Pass::Compare | Pass::Register | Pass::Keep => false,
                    Pass::Operand | Pass::SmallInt => false,
                };
            }
        }
        if !changed {
            return;
        }
    }
}

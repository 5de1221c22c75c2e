//! Compiler from Python to MicroPython `.mpy` modules.
//!
//! Text becomes tokens ([`lex`]), a tree ([`parse`], [`ast`], constants folded by [`fold`]), instructions with their scopes
//! ([`lower`], [`scope`]), and code ([`emit`]). [`compile`] is all of it.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod set;
pub mod source;
mod stack;

pub mod lex;

pub mod ast;
pub mod float;
pub mod fold;
pub mod parse;

pub mod lower;
pub mod scope;

pub mod asm;
pub mod emit;
pub mod optimize;

pub mod diagnostic;
pub mod lint;
pub mod recover;

#[cfg(feature = "cli")]
pub mod cli;

use alloc::{boxed::Box, string::String, vec, vec::Vec};

use mpy_format::mpy::SUB_VERSION;
use mpy_format::{Arch, CodeKind, Header, Module};

use ast::Mode;
use diagnostic::Diagnostic;
use emit::{BackEnds, Processor};
use lex::LexOptions;
use lower::LowerOptions;
use optimize::{Pass, Passes};
use parse::ParseOptions;
use source::SourceFile;

/// What to compile to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the text is.
    pub mode: Mode,
    /// From 1 on there are no assertions and `__debug__` is false, from 3 on there are no line numbers.
    pub optimize: u32,
    /// The width of the target's small int.
    pub small_int_bits: u32,
    /// The target of machine code.
    pub arch: Arch,
    /// Extensions of the target that machine code may use; 0 for none.
    pub arch_flags: u32,
    /// Whether machine code is the reference's even where that is not what the program says: numbers that were cut off,
    /// registers that are overwritten too early. To compare the two.
    pub keeps_faults: bool,
    /// What functions become that no decorator says anything about.
    pub emitter: Emitter,
    /// What is done beyond what the reference does; nothing, unless it is asked for.
    pub passes: Passes,
    /// How deep blocks, expressions and constants may nest in a function: what nests deeper is refused with its place.
    /// With the feature `std` there is no limit unless one is set, for the machine stack grows. Without, a level takes
    /// some of the stack that there is, and the limit is 50 unless another one is set.
    pub max_nesting: u32,
}

/// The kinds of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Emitter {
    /// Bytecode.
    #[default]
    Bytecode,
    /// Machine code.
    Native,
    /// Machine code on unboxed values.
    Viper,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mode: Mode::File,
            optimize: 0,
            small_int_bits: Header::bytecode().small_int_bits.into(),
            arch: Arch::None,
            arch_flags: 0,
            keeps_faults: false,
            emitter: Emitter::Bytecode,
            passes: Passes::NONE,
            max_nesting: stack::MAX_NESTING,
        }
    }
}

impl Options {
    /// The part of them that tokens and the tree depend on.
    pub fn parse_options(&self) -> ParseOptions {
        ParseOptions {
            lex: LexOptions { small_int_bits: self.small_int_bits, debug: self.optimize == 0 },
            mode: self.mode,
            annotated_const: self.passes.contains(Pass::Const),
        }
    }

    /// The part of them that instructions depend on.
    pub fn lower_options(&self) -> LowerOptions {
        LowerOptions {
            optimize: self.optimize,
            small_int_bits: self.small_int_bits,
            code_kind: match self.emitter {
                Emitter::Bytecode => CodeKind::Bytecode,
                Emitter::Native => CodeKind::Native,
                Emitter::Viper => CodeKind::Viper,
            },
            has_target: emit::native::has_target(self.arch),
            has_assembler: emit::inline::has_assembler(self.arch),
            max_nesting: self.max_nesting,
        }
    }

    /// The header of the file, if there is machine code in it.
    pub fn header(&self) -> Header {
        Header {
            arch_flags: (self.arch_flags != 0).then_some(self.arch_flags),
            // The header has a byte for it.
            small_int_bits: self.small_int_bits as u8,
            sub_version: SUB_VERSION,
            arch: self.arch,
        }
    }

    /// What makes code of instructions.
    pub fn back_ends(&self) -> BackEnds {
        let Options { arch, arch_flags, keeps_faults, passes, .. } = *self;
        BackEnds::new(Processor { arch, flags: arch_flags, keeps_faults, passes })
    }
}

/// Compiles a source file to a module; without errors there is one.
///
/// A thread that compiles has 256 KiB of machine stack left when it starts to; what nests deeper than that gets more.
///
/// ```
/// use mpy_cross::{Options, compile, source::SourceFile};
///
/// let (module, errors) = compile(&SourceFile::new("app.py", "print('hello')\n"), &Options::default());
/// assert!(errors.is_empty());
/// assert_eq!(module.and_then(|module| module.source_file().map(<[u8]>::to_vec)), Some(b"app.py".to_vec()));
///
/// let broken = SourceFile::new("app.py", "x = = 1\n");
/// let (module, errors) = compile(&broken, &Options::default());
/// assert!(module.is_none());
/// assert!(errors[0].plain(&broken).ends_with("SyntaxError: invalid syntax\n"));
/// ```
pub fn compile(source: &SourceFile, options: &Options) -> (Option<Module>, Vec<Diagnostic>) {
    let (module, errors, _) = compile_with_listing(source, options);
    (module, errors)
}

/// The same, with what the architecture `debug` lists instead of making machine code; empty for others.
pub fn compile_with_listing(source: &SourceFile, options: &Options) -> (Option<Module>, Vec<Diagnostic>, String) {
    let mut listing = String::new();
    let mut done = try_compile(source, options, &mut listing);
    // A name may be assigned although its annotation calls it a constant, and a jump that goes further than the two it
    // stands for may go too far: what only a pass makes wrong is right.
    let careful = options.passes.without(Pass::Const).without(Pass::Jump);
    if done.is_err() && careful != options.passes {
        done = try_compile(source, &Options { passes: careful, ..options.clone() }, &mut listing);
    }
    let (module, errors) = match done {
        Ok(module) => (Some(module), Vec::new()),
        Err(diagnostic) => (None, vec![*diagnostic]),
    };
    (module, errors, listing)
}

fn try_compile(source: &SourceFile, options: &Options, listing: &mut String) -> Result<Module, Box<Diagnostic>> {
    let ast = parse::parse(source, options.parse_options()).map_err(Diagnostic::from)?;
    let mut program = lower::lower(ast, source.embedded_name(), options.lower_options()).map_err(Diagnostic::from)?;
    if options.passes != Passes::NONE {
        optimize::optimize(&mut program, options.passes);
    }
    let mut back_ends = options.back_ends();
    let done = emit::emit_module(program, options.header(), &mut back_ends);
    *listing = back_ends.take_listing();
    Ok(done.map_err(|error| Diagnostic::from(error).at_its_line(source))?)
}

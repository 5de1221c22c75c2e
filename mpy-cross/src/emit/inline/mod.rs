//! The inline assembler: functions whose body is a list of machine instructions.
//!
//! Lowering reads the body as an [`Assembly`], which says what is written and not what it means. [`InlineAssembler`] goes
//! over it in passes; what an instruction is, a [`Dialect`] knows. Errors come in the reference's order: those of a
//! sizing pass, where labels ahead and distances do not count yet, before those of the final one.

mod rv32;
mod thumb;
mod xtensa;

use alloc::{boxed::Box, format, string::String, vec::Vec};

use hashbrown::HashMap;
use mpy_format::native::NativeType;
use mpy_format::{Arch, Body, RawCode};

use super::error::Refusal;
use super::native::Extensions;
use super::{Emit, EmitError, Label, Processor, Program, Tables};
use crate::asm::{Code, Pass};
use crate::ast::{Interner, Symbol};
use crate::scope::ScopeId;
use crate::source::Span;

/// What an assembler function says.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembly {
    /// The parameters; `None` for what is more than a name.
    pub parameters: Vec<Option<Symbol>>,
    /// What it returns.
    pub result: NativeType,
    /// The body.
    pub statements: Vec<Statement>,
    /// The line of the definition.
    pub line: u32,
    /// The definition's name.
    pub span: Span,
}

/// A statement of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Its line.
    pub line: u32,
    /// The line of its bracket, which errors in operands are charged to.
    pub bracket_line: u32,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `label(name)`
    Label(Symbol),
    /// `align(number)`
    Align(i64),
    /// `data(size, value, …)`
    Data {
        /// Bytes of each value.
        size: i64,
        /// The values, of which there is one at least.
        values: Vec<Operand>,
    },
    /// `mnemonic(operand, …)`
    Instruction {
        /// Its name.
        mnemonic: Symbol,
        /// What it works on.
        operands: Vec<Operand>,
    },
}

/// An operand, as far as any assembler tells its kinds apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A register, a label or a condition.
    Name(Symbol),
    /// A number: its lowest 64 bits.
    Integer(i64),
    /// `[a, b]`
    Pair(Box<[Operand; 2]>),
    /// `{a, b}`
    Set(Vec<Operand>),
    /// `offset(register)`, `-offset(register)`
    Address {
        /// Whether there is a minus before it.
        is_negated: bool,
        /// What is before the bracket.
        offset: Box<Operand>,
        /// What is in the bracket.
        register: Box<Operand>,
    },
    /// Anything else.
    Other,
}

/// What one architecture knows about assembler functions.
pub trait Dialect {
    /// Passes before the final one: two where the first one finds out what the second one needs.
    fn n_sizing_passes(&self) -> u32 {
        1
    }

    /// Whether parameters are named as they must be.
    fn check_parameters(&self, names: &[Option<&str>]) -> Result<(), &'static str>;

    /// Writes what comes before the body. Each pass starts with it.
    fn entry(&mut self, code: &mut Code);

    /// Writes what comes after the body.
    fn exit(&mut self, code: &mut Code);

    /// Writes an instruction.
    fn instruction(&mut self, mnemonic: &str, operands: &[Operand], context: &mut Context<'_>);
}

/// What an instruction is written to, and what its operands mean.
pub struct Context<'a> {
    /// The code.
    pub code: &'a mut Code,
    names: &'a Interner,
    labels: &'a HashMap<Symbol, Label>,
    error: Option<String>,
}

impl<'a> Context<'a> {
    /// Notes an error. The last one of an instruction counts.
    pub fn fail(&mut self, text: String) {
        self.error = Some(text);
    }

    /// The name that an operand is; empty if it is none.
    pub fn name(&self, operand: &Operand) -> &'a str {
        match operand {
            Operand::Name(symbol) => text(self.names, *symbol),
            Operand::Integer(_) | Operand::Pair(_) | Operand::Set(_) => "",
            Operand::Address { .. } | Operand::Other => "",
        }
    }

    /// The label that an operand names, if it has been met.
    pub fn known_label(&self, operand: &Operand) -> Option<Label> {
        match operand {
            Operand::Name(symbol) => self.labels.get(symbol).copied(),
            Operand::Integer(_) | Operand::Pair(_) | Operand::Set(_) => None,
            Operand::Address { .. } | Operand::Other => None,
        }
    }

    /// The label that an operand names. A label that is not there is an error of the final pass; until then it may
    /// still come.
    pub fn label(&mut self, mnemonic: &str, operand: &Operand) -> Option<Label> {
        let Operand::Name(symbol) = operand else {
            self.fail(format!("'{mnemonic}' expects a label"));
            return None;
        };
        let label = self.labels.get(symbol).copied();
        if label.is_none() && self.code.pass() == Pass::Final {
            let name = String::from_utf8_lossy(self.names.text(*symbol));
            self.fail(format!("label '{name}' not defined"));
        }
        label
    }
}

/// Names come from the lexer, which takes only UTF-8 for them.
fn text(names: &Interner, symbol: Symbol) -> &str {
    core::str::from_utf8(names.text(symbol)).unwrap_or_default()
}

/// The number that digits without leading zeros stand for.
fn plain_number(digits: &str) -> Option<u32> {
    let number = digits.parse::<u32>().ok()?;
    (digits.len() == 1 || !digits.starts_with('0')).then_some(number)
}

/// The dialect of an architecture; some have none.
fn dialect(processor: Processor) -> Option<Box<dyn Dialect>> {
    let Processor { arch, flags, keeps_faults, passes: _ } = processor;
    match arch {
        Arch::None | Arch::X86 | Arch::X64 | Arch::Rv64imc | Arch::Debug => None,
        Arch::Armv6 | Arch::Armv6m | Arch::Armv7m | Arch::Armv7em | Arch::Armv7emsp | Arch::Armv7emdp => {
            Some(Box::new(thumb::Thumb::new(arch)))
        }
        Arch::Xtensa | Arch::Xtensawin => Some(Box::new(xtensa::Xtensa::new(arch == Arch::Xtensawin, keeps_faults))),
        Arch::Rv32imc => Some(Box::new(rv32::Rv32::new(Extensions::from_flags(flags), keeps_faults))),
    }
}

/// Whether an architecture has an inline assembler.
pub const fn has_assembler(arch: Arch) -> bool {
    match arch {
        Arch::None | Arch::X86 | Arch::X64 | Arch::Rv64imc | Arch::Debug => false,
        Arch::Armv6 | Arch::Armv6m | Arch::Armv7m | Arch::Armv7em | Arch::Armv7emsp | Arch::Armv7emdp => true,
        Arch::Xtensa | Arch::Xtensawin | Arch::Rv32imc => true,
    }
}

/// The back end for assembler functions.
pub struct InlineAssembler {
    dialect: Option<Box<dyn Dialect>>,
    code: Code,
}

impl InlineAssembler {
    /// The assembler of a processor.
    pub fn new(processor: Processor) -> InlineAssembler {
        InlineAssembler { dialect: dialect(processor), code: Code::default() }
    }
}

impl Emit for InlineAssembler {
    fn emit(&mut self, program: &Program, _tables: &mut Tables, scope: ScopeId) -> Result<RawCode, EmitError> {
        let assembly = program.functions[scope.index()].assembly.as_ref();
        let assembly = assembly.expect("lowering reads what it marks as assembler");
        let Some(dialect) = &mut self.dialect else {
            let text = "machine code is not compiled yet";
            return Err(EmitError::Refused(Refusal::new(text, assembly.span, assembly.line)));
        };
        let (names, code) = (&program.names, &mut self.code);
        let mut assembler = Assembler { assembly, names, code, labels: HashMap::new(), n_placed: 0 };
        assembler.assemble(dialect.as_mut())?;
        let n_pos_args = assembly.parameters.len() as u32;
        let body = Body::Asm { n_pos_args, type_sig: assembly.result.number().into() };
        Ok(RawCode { code: self.code.bytes().to_vec(), body, children: Vec::new() })
    }
}

/// Code beyond this size is refused: no branch of any architecture reaches over it.
const MAX_SIZE: u64 = 1 << 26;

/// One function on its way through the passes.
struct Assembler<'a> {
    assembly: &'a Assembly,
    names: &'a Interner,
    code: &'a mut Code,
    /// The labels met so far, in any pass.
    labels: HashMap<Symbol, Label>,
    /// How many labels this pass has placed.
    n_placed: u32,
}

impl Assembler<'_> {
    fn assemble(&mut self, dialect: &mut dyn Dialect) -> Result<(), EmitError> {
        let Assembly { parameters, statements, line, span, .. } = self.assembly;
        let parameters: Vec<_> = parameters.iter().map(|name| name.map(|name| text(self.names, name))).collect();
        let refused = |text| EmitError::Refused(Refusal::new(text, *span, *line));
        dialect.check_parameters(&parameters).map_err(refused)?;
        let n_labels = statements.iter().filter(|it| matches!(it.kind, StatementKind::Label(_))).count() as u32;
        let n_sizing_passes = dialect.n_sizing_passes();
        for _ in 0..n_sizing_passes {
            self.code.start(Pass::Size, n_labels);
            // The reference finds the errors of the first of two passes once more, at the start of the second one.
            let in_second = |error: EmitError| if n_sizing_passes > 1 { error.at_line(*line) } else { error };
            self.pass(dialect).map_err(in_second)?;
        }
        self.code.start(Pass::Final, n_labels);
        self.pass(dialect)
    }

    fn pass(&mut self, dialect: &mut dyn Dialect) -> Result<(), EmitError> {
        self.n_placed = 0;
        dialect.entry(self.code);
        for statement in &self.assembly.statements {
            self.statement(statement, dialect)?;
        }
        dialect.exit(self.code);
        match self.code.take_error() {
            Some(error) => Err(EmitError::OutOfRange { error, span: self.assembly.span }),
            None => Ok(()),
        }
    }

    fn statement(&mut self, statement: &Statement, dialect: &mut dyn Dialect) -> Result<(), EmitError> {
        let refusal = |text: &str| EmitError::Refused(Refusal::new(text, statement.span, statement.line));
        let is_too_large = "too much code for one function";
        let at = u64::from(self.code.position());
        match &statement.kind {
            StatementKind::Label(symbol) => {
                let label = Label(self.n_placed);
                if *self.labels.entry(*symbol).or_insert(label) != label {
                    return Err(refusal("label redefined"));
                }
                self.n_placed += 1;
                self.code.place(label);
            }
            StatementKind::Align(to) => {
                // DIFF: the reference aligns to 0 by going back to the start of the function, and writes over it.
                let mask = (*to as u32).checked_sub(1).ok_or_else(|| refusal("'align' requires a positive number"))?;
                // What is no power of two gives what the arithmetic for one gives.
                let aligned = (at + u64::from(mask)) & !u64::from(mask);
                if aligned > MAX_SIZE {
                    return Err(refusal(is_too_large));
                }
                self.zeros(aligned - at);
            }
            StatementKind::Data { size, values } => {
                let size = u64::from(*size as u32);
                for value in values {
                    let &Operand::Integer(value) = value else {
                        return Err(refusal("'data' requires integer arguments"));
                    };
                    if u64::from(self.code.position()) + size > MAX_SIZE {
                        return Err(refusal(is_too_large));
                    }
                    let bytes = value.to_le_bytes();
                    let n = size.min(bytes.len() as u64);
                    self.code.push(&bytes[..n as usize]);
                    self.zeros(size - n);
                }
            }
            StatementKind::Instruction { mnemonic, operands } => {
                let (names, labels) = (self.names, &self.labels);
                let mut context = Context { code: self.code, names, labels, error: None };
                let mnemonic = String::from_utf8_lossy(names.text(*mnemonic));
                dialect.instruction(&mnemonic, operands, &mut context);
                let error = context.error;
                if let Some(error) = self.code.take_error() {
                    return Err(EmitError::OutOfRange { error, span: statement.span });
                }
                if let Some(error) = error {
                    let refusal = Refusal::new(error, statement.span, statement.bracket_line);
                    return Err(EmitError::Refused(refusal));
                }
            }
        }
        Ok(())
    }

    fn zeros(&mut self, n: u64) {
        let zeros = [0; 256];
        let mut rest = n as usize;
        while rest > 0 {
            let now = rest.min(zeros.len());
            self.code.push(&zeros[..now]);
            rest -= now;
        }
    }
}

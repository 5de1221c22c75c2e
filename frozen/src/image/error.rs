//! Why a module cannot be frozen.

use std::fmt;

use mpy_format::CodeKind;
use mpy_format::error::DecodeError;

/// A module that cannot be frozen, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeError {
    /// Name of the module; empty for what concerns all of them.
    pub module: String,
    /// What was found in it.
    pub kind: FreezeErrorKind,
}

/// What a ROM image cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FreezeErrorKind {
    /// Machine code, which has no frozen form.
    NativeCode(CodeKind),
    /// An integer beyond 31 bits, in decimal, for a VM without them.
    BigInt(String),
    /// A float, for a VM without them.
    Float(String),
    /// A complex number.
    Complex(String),
    /// A number that is not one.
    BadNumber(String),
    /// A reference to the table of runtime functions outside of machine code.
    FunTable,
    /// Text that is not UTF-8.
    BadText,
    /// An object longer than its header can say.
    TooLong {
        /// What it is.
        kind: String,
        /// Its length.
        length: usize,
    },
    /// More different names than interned strings have numbers.
    TooManyStrings(usize),
    /// A module compiled for a machine with wider small ints.
    SmallInts(u8),
    /// Bytecode that the verifier refuses.
    BadCode(DecodeError),
    /// A function with more locals, operands or blocks than a code object can say.
    TooLarge,
    /// Functions in functions, or tuples in tuples, beyond what any file may have.
    TooDeep,
}

impl fmt::Display for FreezeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_empty() {
            write!(f, "module `{}`: ", self.module)?;
        }
        self.kind.fmt(f)
    }
}

impl fmt::Display for FreezeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NativeCode(kind) => write!(f, "{} code cannot be frozen, only bytecode", kind.name()),
            Self::BigInt(digits) => write!(f, "the integer {digits} needs more than the 31 bits of this VM"),
            Self::Float(text) => write!(f, "the number {text} is a float, and this VM has none"),
            Self::Complex(text) => write!(f, "the number {text} is complex, and this VM has no such numbers"),
            Self::BadNumber(text) => write!(f, "the constant `{text}` is not a number"),
            Self::FunTable => write!(f, "bytecode refers to the table that only machine code may use"),
            Self::BadText => write!(f, "a string constant is not UTF-8"),
            Self::TooLong { kind, length } => write!(f, "an object of kind {kind} is too long: {length}"),
            Self::TooManyStrings(count) => write!(f, "{count} different names are too many"),
            Self::SmallInts(bits) => write!(f, "compiled for small ints of {bits} bits, the VM has 31"),
            Self::TooDeep => write!(f, "functions or tuples are nested too deeply"),
            Self::TooLarge => write!(f, "a function is too large"),
            Self::BadCode(why) => write!(f, "bad bytecode: {why}"),
        }
    }
}

impl std::error::Error for FreezeError {}

impl From<DecodeError> for FreezeErrorKind {
    fn from(error: DecodeError) -> Self {
        Self::BadCode(error)
    }
}

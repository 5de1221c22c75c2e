//! Errors of this stage.

use alloc::{boxed::Box, string::String};

use crate::asm::RangeError;
use crate::source::Span;
use crate::stack::TOO_DEEP;

/// A function that a target cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmitError {
    /// A jump is further than 32 KiB.
    BytecodeOverflow,
    /// A number lies in more tuples than the reference has stack to write.
    NestedTooDeep,
    /// What a function says has no meaning for the target.
    Refused(Box<Refusal>),
    /// The types of values do not go together.
    WrongType(Box<Refusal>),
    /// There is no machine code for the architecture.
    NoTarget(Box<Refusal>),
    /// Something has no machine code.
    Unsupported {
        /// What it is.
        text: &'static str,
        /// The function; the reference does not say.
        span: Span,
    },
    /// Something is too far away or too large for the instructions that there are.
    OutOfRange {
        /// What it is.
        error: RangeError,
        /// Where it is; the reference does not say.
        span: Span,
    },
}

/// A place of a function that has no meaning for its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The text of the exception.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// The line that the traceback names.
    pub line: u32,
    /// The scope that the traceback names.
    pub scope: String,
}

impl Refusal {
    /// An error in a scope that is not known yet.
    pub(super) fn new(text: impl Into<String>, span: Span, line: u32) -> Box<Refusal> {
        Box::new(Refusal { text: text.into(), span, line, scope: String::new() })
    }
}

impl EmitError {
    /// The text of the exception.
    pub fn text(&self) -> &str {
        match self {
            EmitError::BytecodeOverflow => "bytecode overflow",
            EmitError::NestedTooDeep => TOO_DEEP,
            EmitError::Refused(refusal) | EmitError::WrongType(refusal) | EmitError::NoTarget(refusal) => &refusal.text,
            EmitError::Unsupported { text, .. } => text,
            EmitError::OutOfRange { error, .. } => error.text,
        }
    }

    /// The same error charged to another line.
    pub(super) fn at_line(mut self, line: u32) -> EmitError {
        if let EmitError::Refused(refusal) = &mut self {
            refusal.line = line;
        }
        self
    }

    pub(super) fn in_scope(mut self, name: &[u8]) -> EmitError {
        if let EmitError::Refused(refusal) | EmitError::WrongType(refusal) = &mut self {
            refusal.scope = String::from_utf8_lossy(name).into_owned();
        }
        self
    }
}

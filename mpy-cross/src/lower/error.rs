//! Errors of this stage.

use alloc::{borrow::Cow, boxed::Box, string::String};
use core::fmt;

use crate::source::Span;
use crate::stack::TOO_DEEP;

/// Lowering of a part, or why it cannot be.
pub(super) type Res<T = ()> = Result<T, LowerError>;

/// The class of the exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// `SyntaxError`
    Syntax,
    /// `NotImplementedError`
    NotImplemented,
    /// `ViperTypeError`
    ViperType,
    /// `RuntimeError`
    Runtime,
}

impl Exception {
    /// Its name in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Exception::Syntax => "SyntaxError",
            Exception::NotImplemented => "NotImplementedError",
            Exception::ViperType => "ViperTypeError",
            Exception::Runtime => "RuntimeError",
        }
    }
}

/// A program that cannot be compiled although it can be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowerError(Box<Report>);

/// The other place that an error has to do with, such as the first of two; which that is depends on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// Of a name: whether it is bound there, rather than used.
    pub is_binding: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Report {
    exception: Exception,
    text: Cow<'static, str>,
    span: Span,
    related: Option<Related>,
    line: u32,
    scope: String,
}

impl LowerError {
    /// A `SyntaxError` at `span`. Line 0 leaves the line to what encloses the place.
    pub(super) fn syntax(text: &'static str, span: Span, line: u32) -> LowerError {
        LowerError::new(Exception::Syntax, text, span, line)
    }

    /// The same for any exception.
    pub(super) fn new(exception: Exception, text: impl Into<Cow<'static, str>>, span: Span, line: u32) -> LowerError {
        let text = text.into();
        LowerError(Box::new(Report { exception, text, span, related: None, line, scope: String::new() }))
    }

    /// What stands at `span` nests deeper than it may.
    pub(super) fn too_deep(span: Span, line: u32) -> LowerError {
        LowerError::new(Exception::Runtime, TOO_DEEP, span, line)
    }

    /// Adds the other place that the error has to do with.
    pub(super) fn related(self, span: Option<Span>) -> LowerError {
        self.mentioned(span.map(|span| Related { span, is_binding: false }))
    }

    /// Adds where the name that it is about was met.
    pub(super) fn mentioned(mut self, related: Option<Related>) -> LowerError {
        self.0.related = related;
        self
    }

    /// Charges the error to `line` if it has none yet.
    pub(super) fn or_line(mut self, line: u32) -> LowerError {
        if self.0.line == 0 {
            self.0.line = line;
        }
        self
    }

    pub(super) fn in_scope(mut self, name: &[u8]) -> LowerError {
        self.0.scope = String::from_utf8_lossy(name).into_owned();
        self
    }

    /// The class of the exception.
    pub fn exception(&self) -> Exception {
        self.0.exception
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Where in the source.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The other place that it has to do with.
    pub fn related_place(&self) -> Option<Related> {
        self.0.related
    }

    /// The line that the traceback names.
    pub fn line(&self) -> u32 {
        self.0.line
    }

    /// The scope that the traceback names, such as `<module>`.
    pub fn scope(&self) -> &str {
        &self.0.scope
    }
}

impl fmt::Display for LowerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.exception().name(), self.text())
    }
}

impl core::error::Error for LowerError {}

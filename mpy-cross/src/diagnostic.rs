//! What the compiler has to say about a program, and how it is shown.
//!
//! [`Diagnostic::plain`] is the reference's text to the byte; [`Diagnostic::rich`] has it first, then the source with the
//! place underlined; [`Diagnostic::json`] is for programs. Only `explain` knows what is said about the errors of each
//! stage.

#[cfg(feature = "std")]
mod excerpt;
mod explain;
#[cfg(feature = "std")]
mod json;
#[cfg(feature = "std")]
mod rich;

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

#[cfg(feature = "std")]
use codespan_reporting::diagnostic::Severity;
#[cfg(feature = "std")]
pub use codespan_reporting::{files::Error as ShowError, term::termcolor};

use crate::{
    lint::Warning,
    source::{SourceFile, Span},
};

/// An error in a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The exception that it is to the reference.
    pub exception: Exception,
    /// The exception's text, as the reference has it.
    pub message: String,
    /// The line that the reference gives; some errors have none.
    pub line: Option<u32>,
    /// The function or class that the line is said to be in, for errors found after parsing.
    pub scope: Option<String>,
    /// The place, and what is wrong there.
    pub label: Option<Label>,
    /// Other places that matter.
    pub notes: Vec<Label>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark: lower case, no full stop; possibly empty.
    pub text: String,
}

/// The exceptions that compiling raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the exception of its name")]
pub enum Exception {
    SyntaxError,
    IndentationError,
    NotImplementedError,
    ViperTypeError,
    ValueError,
    RuntimeError,
    OverflowError,
}

impl Exception {
    /// Its name in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Exception::SyntaxError => "SyntaxError",
            Exception::IndentationError => "IndentationError",
            Exception::NotImplementedError => "NotImplementedError",
            Exception::ViperTypeError => "ViperTypeError",
            Exception::ValueError => "ValueError",
            Exception::RuntimeError => "RuntimeError",
            Exception::OverflowError => "OverflowError",
        }
    }
}

impl Diagnostic {
    /// An error with nothing but its text.
    pub fn new(exception: Exception, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            exception,
            message: message.into(),
            line: None,
            scope: None,
            label: None,
            notes: Vec::new(),
            hint: None,
        }
    }

    /// The reference's text: a traceback of one line, if there is a line, and the exception.
    pub fn plain(&self, source: &SourceFile) -> String {
        let mut text = String::new();
        if let Some(line) = self.line {
            let (file, scope) = match &self.scope {
                Some(scope) => (source.late_error_name(), format!(", in {scope}")),
                None => (source.name().into(), String::new()),
            };
            text = format!("Traceback (most recent call last):\n  File \"{file}\", line {line}{scope}\n");
        }
        text + &self.headline() + "\n"
    }

    /// Writes the reference's text, then the source with the place marked, then the hint.
    #[cfg(feature = "std")]
    pub fn rich(&self, source: &SourceFile, out: &mut dyn termcolor::WriteColor) -> Result<(), ShowError> {
        let places = rich::Places {
            severity: Severity::Error,
            primary: self.label.as_ref(),
            secondary: &self.notes,
            hint: self.hint.as_deref(),
        };
        rich::write(&self.plain(source), places, source, out)
    }

    /// One JSON object, without a line end.
    #[cfg(feature = "std")]
    pub fn json(&self, source: &SourceFile) -> String {
        json::error(self, source)
    }

    /// Machine code knows of lines, not of places in them: if the error has another line than its place, which is then the
    /// function's name, the line becomes the place.
    pub(crate) fn at_its_line(mut self, source: &SourceFile) -> Diagnostic {
        if let (Some(line), Some(label)) = (self.line, &mut self.label) {
            let Span { start, end } = source.line_span(line);
            if source.line_of(label.span.start) != line {
                let text = &source.bytes()[start as usize..end as usize];
                let n_blank = text.len() - text.trim_ascii_start().len();
                let span = Span::new(start + n_blank as u32, end);
                let function = core::mem::replace(&mut label.span, span);
                self.notes.push(Label { span: function, text: "in this function".to_string() });
            } else if self.exception == Exception::ViperTypeError {
                label.text = format!("in this function: {}", label.text);
            }
        }
        self
    }

    fn headline(&self) -> String {
        format!("{}: {}", self.exception.name(), self.message)
    }
}

impl Warning {
    /// One line: `file:line:column: warning: text [code]`.
    pub fn plain(&self, source: &SourceFile) -> String {
        let at = source.position(self.label.span.start);
        let (file, code) = (source.name(), self.code.number());
        format!("{file}:{}:{}: warning: {} [{code}]\n", at.line, at.column, self.message)
    }

    /// Writes that line, then the source with the place marked, then the hint.
    #[cfg(feature = "std")]
    pub fn rich(&self, source: &SourceFile, out: &mut dyn termcolor::WriteColor) -> Result<(), ShowError> {
        let places = rich::Places {
            severity: Severity::Warning,
            primary: Some(&self.label),
            secondary: &self.notes,
            hint: self.hint,
        };
        rich::write(&self.plain(source), places, source, out)
    }

    /// One JSON object, without a line end.
    #[cfg(feature = "std")]
    pub fn json(&self, source: &SourceFile) -> String {
        json::warning(self, source)
    }
}

/// The JSON object of a file that cannot be read or written.
#[cfg(feature = "std")]
pub fn file_error_json(file: &str, text: &str) -> String {
    json::file_error(file, text)
}

#[cfg(test)]
mod tests;

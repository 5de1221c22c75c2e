//! What the compiler has to say about a program, and how it is shown.
//!
//! [`Diagnostic::plain`] is the reference's text to the byte. [`Diagnostic::rich`] has the same message first, then the
//! source line with the place underlined. No other file knows how errors of the stages are worded.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use codespan_reporting::{
    diagnostic::{self as codespan, LabelStyle},
    files::SimpleFile,
    term::{self, termcolor::WriteColor},
};

use crate::{
    emit::EmitError,
    lex::token::Kind,
    lower::{self, LowerError},
    parse::{ParseError, ParseErrorKind},
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
                Some(scope) => (source.embedded_name(), format!(", in {scope}")),
                None => (source.name(), String::new()),
            };
            text = format!("Traceback (most recent call last):\n  File \"{file}\", line {line}{scope}\n");
        }
        text + &self.headline() + "\n"
    }

    /// Writes the reference's text, then the source with the place marked, then the hint.
    pub fn rich(&self, source: &SourceFile, out: &mut dyn WriteColor) -> Result<(), codespan_reporting::files::Error> {
        let text = String::from_utf8_lossy(source.bytes());
        // Spans are of bytes: they fit the text only if making it valid UTF-8 changed nothing.
        let is_exact = matches!(text, alloc::borrow::Cow::Borrowed(_));
        let mut labels = Vec::new();
        if is_exact {
            let places = self.label.iter().map(|label| (LabelStyle::Primary, label));
            for (style, label) in places.chain(self.notes.iter().map(|label| (LabelStyle::Secondary, label))) {
                let range = clamp(&text, label.span);
                labels.push(codespan::Label::new(style, (), range).with_message(&label.text));
            }
        }
        let shown = codespan::Diagnostic::error()
            .with_message(self.headline())
            .with_labels(labels)
            .with_notes(self.hint.iter().map(|hint| format!("hint: {hint}")).collect());
        out.write_all(self.plain(source).as_bytes())?;
        term::emit(out, &term::Config::default(), &SimpleFile::new(source.name(), &text), &shown)
    }

    fn headline(&self) -> String {
        format!("{}: {}", self.exception.name(), self.message)
    }
}

fn clamp(text: &str, span: Span) -> core::ops::Range<usize> {
    let floor = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start), floor(span.end));
    start..end.max(start)
}

impl From<ParseError> for Diagnostic {
    fn from(error: ParseError) -> Diagnostic {
        let ParseError { kind, span, line, opened } = error;
        let (exception, message, label, hint) = describe(&kind);
        // The reference does not say where these are.
        let line = (kind != ParseErrorKind::UnicodeName).then_some(line);
        Diagnostic {
            line,
            label: Some(Label { span, text: label }),
            notes: opened
                .map(|span| Label { span, text: "this bracket is still open".to_string() })
                .into_iter()
                .collect(),
            hint: hint.map(ToString::to_string),
            ..Diagnostic::new(exception, message)
        }
    }
}

impl From<LowerError> for Diagnostic {
    fn from(error: LowerError) -> Diagnostic {
        let exception = match error.exception() {
            lower::Exception::Syntax => Exception::SyntaxError,
            lower::Exception::NotImplemented => Exception::NotImplementedError,
        };
        Diagnostic {
            line: Some(error.line()),
            scope: Some(error.scope().to_string()),
            label: Some(Label { span: error.span(), text: String::new() }),
            ..Diagnostic::new(exception, error.text())
        }
    }
}

impl From<EmitError> for Diagnostic {
    fn from(error: EmitError) -> Diagnostic {
        let EmitError::Refused(refusal) = error else {
            return Diagnostic::new(Exception::RuntimeError, error.text());
        };
        Diagnostic {
            line: Some(refusal.line),
            scope: Some(refusal.scope),
            label: Some(Label { span: refusal.span, text: String::new() }),
            ..Diagnostic::new(Exception::SyntaxError, refusal.text)
        }
    }
}

fn describe(kind: &ParseErrorKind) -> (Exception, String, String, Option<&'static str>) {
    use Exception::{IndentationError, NotImplementedError, SyntaxError};
    let invalid = || "invalid syntax".to_string();
    match kind {
        ParseErrorKind::Unexpected(kind) => (SyntaxError, invalid(), format!("unexpected {}", name(*kind)), None),
        ParseErrorKind::InvalidToken => {
            (SyntaxError, invalid(), "not a token".to_string(), Some("is a string closed, and its escapes valid?"))
        }
        ParseErrorKind::UnexpectedEnd => {
            (SyntaxError, invalid(), "unexpected end of file".to_string(), Some("is a bracket left open?"))
        }
        ParseErrorKind::UnexpectedIndent => {
            (IndentationError, "unexpected indent".to_string(), "no block starts here".to_string(), None)
        }
        ParseErrorKind::DedentMismatch => (
            IndentationError,
            "unindent doesn't match any outer indent level".to_string(),
            "no enclosing block starts in this column".to_string(),
            Some("a tab counts up to the next multiple of 8 columns"),
        ),
        ParseErrorKind::MalformedFormat => (
            SyntaxError,
            "malformed f-string".to_string(),
            "a field is empty or a brace stands alone".to_string(),
            Some("write `{{` and `}}` for braces that are text"),
        ),
        ParseErrorKind::NotConstant => (
            SyntaxError,
            "not a constant".to_string(),
            "its value is not known when compiling".to_string(),
            Some("`const()` takes numbers, strings, tuples of them, and names defined by `const()`"),
        ),
        ParseErrorKind::Integer { base, digits } => (
            SyntaxError,
            format!("invalid syntax for integer with base {base}: '{digits}'"),
            "not an integer".to_string(),
            (*base == 0).then_some("write octal numbers with `0o`"),
        ),
        ParseErrorKind::Number => {
            (SyntaxError, "invalid syntax for number".to_string(), "not a number".to_string(), None)
        }
        ParseErrorKind::UnicodeName => (
            NotImplementedError,
            "unicode name escapes".to_string(),
            "`\\N{…}` in this string".to_string(),
            Some("write the character itself or its code, as in `\\u00e9`"),
        ),
    }
}

fn name(kind: Kind) -> String {
    match kind {
        Kind::Newline => "end of line".to_string(),
        Kind::Dedent => "end of block".to_string(),
        Kind::Name => "name".to_string(),
        Kind::Literal => "literal".to_string(),
        kind => format!("`{}`", kind.spelling()),
    }
}

#[cfg(test)]
mod tests;

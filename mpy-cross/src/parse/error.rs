//! What can be wrong with a text before code is generated.

use alloc::string::String;

use super::{
    Position,
    clue::{self, Clue, open_bracket},
};
use crate::{
    lex::{
        LexError,
        token::{Kind, Token},
    },
    source::{SourceFile, Span},
};

/// An error with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseError {
    /// What was found.
    pub kind: ParseErrorKind,
    /// Where.
    pub span: Span,
    /// The line that it is charged to.
    pub line: u32,
    /// The innermost bracket that is open there, if it was opened on another line: it may be the one to close.
    pub opened: Option<Opened>,
    /// The mistake that was probably made.
    pub clue: Option<Clue>,
}

/// An open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Which of the three.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

impl ParseError {
    /// An error without anything else to say about it.
    pub(super) fn new(kind: ParseErrorKind, span: Span, line: u32) -> ParseError {
        ParseError { kind, span, line, opened: None, clue: None }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum ParseErrorKind {
    /// A token, by its kind, that cannot follow what is before it.
    Unexpected(Kind),
    /// A string that does not end, or has an escape that is none.
    InvalidToken,
    /// The end of the text inside a construct.
    UnexpectedEnd,
    /// A block where none was opened.
    UnexpectedIndent,
    /// A line indented like no block round it.
    DedentMismatch,
    /// An f-string or t-string whose braces make no sense.
    MalformedFormat,
    /// `NAME = const(x)` where `x` is no constant.
    NotConstant,
    /// An integer with a digit its base does not have.
    Integer {
        /// The base; 0 for leading zeros.
        base: u32,
        /// The digits.
        digits: String,
    },
    /// A float with a letter too many.
    Number,
    /// `\N{…}`
    UnicodeName,
}

/// Why the generated parser stopped.
pub(super) type Stop = lalrpop_util::ParseError<Position, Kind, ()>;

/// The index of the token where the parser stopped.
pub(super) fn position(tokens: &[Token], stop: &Stop) -> usize {
    match stop {
        Stop::UnrecognizedToken { token: (at, ..), .. } | Stop::ExtraToken { token: (at, ..) } => *at as usize,
        Stop::InvalidToken { .. } | Stop::UnrecognizedEof { .. } | Stop::User { .. } => tokens.len() - 1,
    }
}

/// The error for the place where the parser stopped.
pub(super) fn at_token(source: &SourceFile, tokens: &[Token], lex: &Option<LexError>, stop: &Stop) -> ParseError {
    let at = position(tokens, stop);
    let token = tokens[at];
    let kind = match (stop, lex) {
        (Stop::User { .. }, Some(LexError::Integer { base, digits })) => {
            ParseErrorKind::Integer { base: *base, digits: digits.clone() }
        }
        (Stop::User { .. }, Some(LexError::Number)) => ParseErrorKind::Number,
        (Stop::User { .. }, Some(LexError::UnicodeName)) => ParseErrorKind::UnicodeName,
        _ => match token.kind {
            Kind::Indent => ParseErrorKind::UnexpectedIndent,
            Kind::DedentMismatch => ParseErrorKind::DedentMismatch,
            Kind::MalformedFormat => ParseErrorKind::MalformedFormat,
            Kind::Invalid => ParseErrorKind::InvalidToken,
            Kind::End => ParseErrorKind::UnexpectedEnd,
            kind => ParseErrorKind::Unexpected(kind),
        },
    };
    let opened = open_bracket(&tokens[..at], source).filter(|open| open.line != token.line);
    let is_syntax =
        matches!(kind, ParseErrorKind::Unexpected(_) | ParseErrorKind::InvalidToken | ParseErrorKind::UnexpectedEnd);
    ParseError {
        opened: opened.map(|open| Opened { kind: open.kind, span: open.span }),
        clue: if is_syntax { clue::clue(tokens, at, source) } else { None },
        ..ParseError::new(kind, on_one_line(token.span, source), token.line)
    }
}

/// A string that does not end goes on to the end of the line, or of the file: its start says enough.
fn on_one_line(span: Span, source: &SourceFile) -> Span {
    let line = source.line_span(source.line_of(span.start));
    Span::new(span.start, span.end.min(line.end.max(span.start)))
}

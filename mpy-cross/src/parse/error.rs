//! What can be wrong with a text before code is generated.

use alloc::string::String;

use super::Position;
use crate::{
    lex::{
        LexError,
        token::{Kind, Token},
    },
    source::Span,
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
    pub opened: Option<Span>,
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
pub(super) fn at_token(tokens: &[Token], lex: &Option<LexError>, stop: &Stop) -> ParseError {
    let token = tokens[position(tokens, stop)];
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
    let opened = open_bracket(&tokens[..position(tokens, stop)]).filter(|open| open.line != token.line);
    ParseError { kind, span: token.span, line: token.line, opened: opened.map(|open| open.span) }
}

fn open_bracket(tokens: &[Token]) -> Option<&Token> {
    let mut closed = 0usize;
    for token in tokens.iter().rev() {
        match token.kind {
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => closed += 1,
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen if closed == 0 => return Some(token),
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => closed -= 1,
            _ => {}
        }
    }
    None
}

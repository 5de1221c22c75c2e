//! What the tokens round a syntax error suggest: the mistake that was probably made there.
//!
//! The parser only knows that a token cannot follow. This looks at its neighbours, for people; nothing depends on it.

use super::error::Opened;
use crate::{
    lex::token::{Kind, Token},
    source::{SourceFile, Span},
};

/// A mistake with its usual look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// `if x` at the end of a line; the word that starts the statement.
    MissingColon(Span),
    /// Nothing indented after the line of this word.
    MissingBlock(Span),
    /// `if x = 1:`
    AssignInCondition,
    /// `else if`
    ElseIf,
    /// `print x`
    PrintStatement,
    /// A keyword in the place of a name.
    KeywordAsName,
    /// `match x:` and the like.
    MatchStatement,
    /// `def f(a, /)`
    PositionalOnly,
    /// `F"x"`, `ub"x"`
    StringPrefix,
    /// `"a" b"b"`
    BytesAndString,
    /// `except A, B:`
    ExceptComma,
    /// `except* A:`
    ExceptStar,
    /// `def f[T](a)`
    TypeParameters,
    /// `import .a`
    RelativeImport,
    /// `@a[0]`
    Decorator,
    /// `x = a if b`
    MissingElse,
    /// `x = 1 +`
    MissingValue,
    /// A bracket that closes one of another kind.
    WrongBracket(Opened),
    /// A bracket that closes none.
    NoBracket,
    /// A quote without its end.
    OpenString,
    /// The same with fields, one of which may lack its brace.
    OpenFormat,
    /// An f-string whose field is not an expression, or that cannot stand here: what it stands for is refused.
    FormatField,
    /// `"\x1"`
    BadEscape,
    /// A sign that Python has no use for.
    ForeignSign(u8),
    /// `x++`
    Increment,
    /// `a && b`
    DoubleAmpersand,
    /// `a || b`
    DoublePipe,
    /// `x := 1` without parentheses.
    BareWalrus,
    /// `a <> b`
    LessMore,
    /// `{**a}`, `a[*b]`, `return *a, b`
    Unpacking,
    /// `[x async for …]`
    AsyncComprehension,
    /// `with (a as b):`
    ParenthesisedWith,
    /// `else`, `except` and the like with nothing to belong to.
    NothingToContinue,
    /// Two values beside each other inside brackets.
    MissingComma,
}

/// The clue at `tokens[at]`, the token that cannot follow.
pub(super) fn clue(tokens: &[Token], at: usize, source: &SourceFile) -> Option<Clue> {
    let view = View { tokens, at, source };
    if view.is_made_up() {
        return Some(Clue::FormatField);
    }
    let found = view.layout().or_else(|| view.brackets()).or_else(|| view.statement()).or_else(|| view.literals());
    found.or_else(|| view.signs()).or_else(|| view.missing())
}

/// The innermost bracket that is open behind these tokens and stands in the text: what an f-string stands for has its own.
pub(super) fn open_bracket<'t>(tokens: &'t [Token], source: &SourceFile) -> Option<&'t Token> {
    let mut closed = 0usize;
    for token in tokens.iter().rev() {
        match token.kind {
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => closed += 1,
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen if closed == 0 => {
                return Some(token).filter(|token| text(source, token.span) == token.kind.spelling().as_bytes());
            }
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => closed -= 1,
            _ => {}
        }
    }
    None
}

fn text(source: &SourceFile, span: Span) -> &[u8] {
    source.bytes().get(span.start as usize..span.end as usize).unwrap_or_default()
}

struct View<'a> {
    tokens: &'a [Token],
    at: usize,
    source: &'a SourceFile,
}

impl View<'_> {
    fn kind(&self) -> Kind {
        self.tokens[self.at].kind
    }

    /// The kind of the `n`th token before this one.
    fn before(&self, n: usize) -> Option<Kind> {
        self.at.checked_sub(n).map(|at| self.tokens[at].kind)
    }

    fn text(&self, token: Token) -> &[u8] {
        text(self.source, token.span)
    }

    fn open_bracket(&self) -> Option<&Token> {
        open_bracket(&self.tokens[..self.at], self.source)
    }

    /// The tokens of this statement before the token, without an `async` in front.
    fn statement_tokens(&self) -> &[Token] {
        let is_start = |token: &Token| {
            matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent | Kind::Semicolon | Kind::DedentMismatch)
        };
        let start = self.tokens[..self.at].iter().rposition(is_start).map_or(0, |end| end + 1);
        match &self.tokens[start..self.at] {
            [Token { kind: Kind::Async, .. }, rest @ ..] => rest,
            tokens => tokens,
        }
    }

    /// Whether the token is one of those that a format string stands for.
    fn is_made_up(&self) -> bool {
        let is_string = |text: &[u8]| {
            matches!(text, [b'f' | b't' | b'r', ..]) && matches!(text, [.., b'"' | b'\'']) && text.len() > 2
        };
        let kind = self.kind();
        let is_spelled = kind == Kind::Name || kind.spelling().starts_with(|sign: char| sign.is_ascii_punctuation());
        is_spelled && is_string(self.text(self.tokens[self.at]))
    }

    fn layout(&self) -> Option<Clue> {
        let statement = self.statement_tokens();
        match (self.kind(), statement.first()) {
            (Kind::Newline, Some(first)) if opens_block(first.kind) && !has_colon(statement) => {
                Some(Clue::MissingColon(first.span))
            }
            // The line before ended with a colon, and this one is not indented.
            (_, None) if self.before(1) == Some(Kind::Newline) && self.before(2) == Some(Kind::Colon) => {
                let before = View { at: self.at - 1, ..*self };
                before.statement_tokens().first().map(|first| Clue::MissingBlock(first.span))
            }
            (Kind::Else | Kind::Elif | Kind::Except | Kind::Finally, None) => Some(Clue::NothingToContinue),
            _ => None,
        }
    }

    fn brackets(&self) -> Option<Clue> {
        let open = self.open_bracket();
        match (self.kind(), open.map(|open| open.kind)) {
            (Kind::ParenClose | Kind::BracketClose | Kind::BraceClose, None) => Some(Clue::NoBracket),
            (Kind::ParenClose, Some(Kind::ParenOpen))
            | (Kind::BracketClose, Some(Kind::BracketOpen))
            | (Kind::BraceClose, Some(Kind::BraceOpen)) => None,
            (Kind::ParenClose | Kind::BracketClose | Kind::BraceClose, Some(_)) => {
                open.map(|open| Clue::WrongBracket(Opened { kind: open.kind, span: open.span }))
            }
            (Kind::Async, Some(_)) => Some(Clue::AsyncComprehension),
            (Kind::Star | Kind::DoubleStar, Some(Kind::BraceOpen)) => Some(Clue::Unpacking),
            (Kind::Star, Some(Kind::BracketOpen)) if self.before(1) == Some(Kind::BracketOpen) => Some(Clue::Unpacking),
            (Kind::Star, _)
                if matches!(
                    self.before(1),
                    Some(Kind::Return | Kind::Yield | Kind::In | Kind::If | Kind::Elif | Kind::While)
                ) =>
            {
                Some(Clue::Unpacking)
            }
            _ => None,
        }
    }

    fn statement(&self) -> Option<Clue> {
        let statement = self.statement_tokens();
        let first = *statement.first()?;
        let is_alone = statement.len() == 1;
        match (first.kind, self.kind()) {
            (Kind::If | Kind::Elif | Kind::While, Kind::Equal) => Some(Clue::AssignInCondition),
            (Kind::Else, Kind::If) if is_alone => Some(Clue::ElseIf),
            (Kind::Except, Kind::Comma) => Some(Clue::ExceptComma),
            (Kind::Except, Kind::Star) => Some(Clue::ExceptStar),
            (Kind::Def | Kind::Class, Kind::BracketOpen) if statement.len() == 2 => Some(Clue::TypeParameters),
            (Kind::Import, Kind::Period) if is_alone => Some(Clue::RelativeImport),
            (Kind::At, _) => Some(Clue::Decorator),
            (Kind::With, Kind::As) if self.open_bracket().is_some() => Some(Clue::ParenthesisedWith),
            (Kind::Def, Kind::Slash) => Some(Clue::PositionalOnly),
            (Kind::Def, kind) if is_keyword(kind) => Some(Clue::KeywordAsName),
            (Kind::Name, Kind::Name | Kind::Literal) if is_alone => match self.text(first) {
                b"print" | b"exec" => Some(Clue::PrintStatement),
                b"match" | b"case" | b"type" => Some(Clue::MatchStatement),
                _ => None,
            },
            (Kind::Name, Kind::Colon | Kind::Name) if matches!(self.text(first), b"match" | b"case") => {
                Some(Clue::MatchStatement)
            }
            _ => None,
        }
    }

    fn literals(&self) -> Option<Clue> {
        let token = self.tokens[self.at];
        match (self.before(1), token.kind) {
            (Some(Kind::Name), Kind::Literal) => {
                let before = self.tokens[self.at - 1];
                let is_letter = |letter: &u8| matches!(letter | 0x20, b'b' | b'f' | b'r' | b't' | b'u');
                let is_prefix = self.text(before).len() <= 2 && self.text(before).iter().all(is_letter);
                (is_prefix && before.span.end == token.span.start).then_some(Clue::StringPrefix)
            }
            (Some(Kind::Literal), Kind::Literal) => {
                let texts = [self.text(self.tokens[self.at - 1]), self.text(token)];
                let is_bytes = texts.map(|text| text.starts_with(b"b") || text.starts_with(b"rb"));
                (is_bytes[0] != is_bytes[1] && texts.iter().all(|text| has_quote(text))).then_some(Clue::BytesAndString)
            }
            (_, Kind::Invalid) => Some(match self.text(token) {
                [sign] if !sign.is_ascii_alphanumeric() && !matches!(sign, b'"' | b'\'') => Clue::ForeignSign(*sign),
                text if is_closed(text) => Clue::BadEscape,
                [b'f' | b't', ..] | [b'r', b'f' | b't', ..] => Clue::OpenFormat,
                _ => Clue::OpenString,
            }),
            _ => None,
        }
    }

    fn signs(&self) -> Option<Clue> {
        match (self.before(1), self.kind()) {
            (Some(Kind::Ampersand), Kind::Ampersand) => Some(Clue::DoubleAmpersand),
            (Some(Kind::Pipe), Kind::Pipe) => Some(Clue::DoublePipe),
            (Some(Kind::Less), Kind::More) => Some(Clue::LessMore),
            (Some(sign @ (Kind::Plus | Kind::Minus)), Kind::Newline | Kind::ParenClose)
                if self.before(2) == Some(sign) =>
            {
                Some(Clue::Increment)
            }
            (_, Kind::Assign) => Some(Clue::BareWalrus),
            (
                Some(Kind::Def | Kind::Class | Kind::Period | Kind::Import | Kind::As | Kind::Global | Kind::Nonlocal),
                kind,
            ) if is_keyword(kind) => Some(Clue::KeywordAsName),
            (_, kind)
                if is_keyword(kind) && self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Equal) =>
            {
                Some(Clue::KeywordAsName)
            }
            (Some(kind), Kind::Equal) if is_keyword(kind) => Some(Clue::KeywordAsName),
            _ => None,
        }
    }

    fn missing(&self) -> Option<Clue> {
        let ends = matches!(
            self.kind(),
            Kind::Newline | Kind::ParenClose | Kind::BracketClose | Kind::BraceClose | Kind::Comma | Kind::Colon
        );
        let statement = self.statement_tokens();
        if statement.first().is_some_and(|first| matches!(first.kind, Kind::Import | Kind::From)) {
            return None;
        }
        if ends && self.before(1).is_some_and(wants_value) {
            return Some(Clue::MissingValue);
        }
        let last = statement.iter().rposition(|token| matches!(token.kind, Kind::If | Kind::Else | Kind::For));
        if ends && last.is_some_and(|last| last > 0 && statement[last].kind == Kind::If) {
            return Some(Clue::MissingElse);
        }
        self.comma()
    }

    fn comma(&self) -> Option<Clue> {
        self.open_bracket()?;
        let ends_value = matches!(
            self.before(1)?,
            Kind::Name | Kind::Literal | Kind::ParenClose | Kind::BracketClose | Kind::BraceClose
        );
        let starts_value = matches!(self.kind(), Kind::Name | Kind::Literal | Kind::BraceOpen);
        // On a line of its own it is the bracket that was forgotten.
        let is_beside = self.tokens[self.at - 1].line == self.tokens[self.at].line;
        (ends_value && starts_value && is_beside).then_some(Clue::MissingComma)
    }
}

fn opens_block(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::If
            | Kind::Elif
            | Kind::Else
            | Kind::For
            | Kind::While
            | Kind::Def
            | Kind::Class
            | Kind::With
            | Kind::Try
            | Kind::Except
            | Kind::Finally
    )
}

/// Whether there is a colon outside of brackets and of a `lambda`.
fn has_colon(statement: &[Token]) -> bool {
    let mut depth = 0usize;
    let mut lambdas = 0usize;
    for token in statement {
        match token.kind {
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => depth += 1,
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => depth = depth.saturating_sub(1),
            Kind::Lambda if depth == 0 => lambdas += 1,
            Kind::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            Kind::Colon if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Whether a value comes after it, whatever else.
fn wants_value(kind: Kind) -> bool {
    let is_word = matches!(kind, Kind::Not | Kind::And | Kind::Or | Kind::In | Kind::Is | Kind::Await | Kind::If);
    let is_sign = kind.spelling().ends_with(['+', '-', '*', '/', '%', '@', '|', '^', '&', '<', '>', '=', '~']);
    is_word || (is_sign && kind != Kind::Arrow)
}

fn has_quote(text: &[u8]) -> bool {
    text.iter().any(|byte| matches!(byte, b'"' | b'\''))
}

/// Whether a string has both of its quotes.
fn is_closed(text: &[u8]) -> bool {
    let quote = text.iter().position(|byte| matches!(byte, b'"' | b'\'')).map(|start| &text[start..]);
    quote.is_some_and(|text| text.len() > 1 && text.first() == text.last())
}

fn is_keyword(kind: Kind) -> bool {
    kind.spelling().starts_with(|letter: char| letter.is_ascii_alphabetic())
}

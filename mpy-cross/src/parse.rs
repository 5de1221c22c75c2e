//! Tokens to a syntax tree.
//!
//! The grammar is in `python.lalrpop`; its actions call `builder`. An LR parser and the reference's predictive one stop
//! at the same token: the first that no program continues with.

mod builder;
mod clue;
mod error;
#[expect(unused, nonstandard_style, clippy::all, reason = "generated code")]
mod python {
    lalrpop_util::lalrpop_mod!(generated, "/parse/python.rs");
    pub use self::generated::InputParser;
}

use core::mem;

pub use clue::Clue;
pub use error::{Opened, ParseError, ParseErrorKind};

use crate::{
    ast::{Ast, Interner, Mode},
    lex::{
        LexError, LexOptions, Tokens, lex,
        token::{Kind, Token, Value},
    },
    source::SourceFile,
};
use builder::{Builder, Position};

/// What the text is parsed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// What its tokens depend on.
    pub lex: LexOptions,
    /// What the text is.
    pub mode: Mode,
    /// Whether `NAME: int = const(1)` is a constant.
    pub annotated_const: bool,
}

/// Parses a source file. Its names count as names that were met before the text.
///
/// ```
/// use mpy_cross::ast::{ExprKind, Root, StmtKind};
/// use mpy_cross::{Options, parse::parse, source::SourceFile};
///
/// let ast = parse(&SourceFile::new("app.py", "x = 6 * 7\n"), Options::default().parse_options()).unwrap();
/// let Root::File(block) = ast.root else { panic!("a file") };
/// let StmtKind::Assign { targets: _, value } = ast[ast[block.stmts][0]].kind else { panic!("an assignment") };
/// assert_eq!(ast[value].kind, ExprKind::SmallInt(42));
/// ```
pub fn parse(source: &SourceFile, options: ParseOptions) -> Result<Ast, ParseError> {
    let (names, mut lexed) = lex_file(source, options.lex);
    let consts = mem::take(&mut lexed.consts);
    let stop = match attempt(&lexed, Ast::new(names, consts), options) {
        Ok(ast) => return Ok(ast),
        Err(Refusal::Error(error)) => return Err(error),
        Err(Refusal::Stop(stop)) => stop,
    };
    let at = error::position(&lexed.tokens, &stop);
    if let Some(error) = error_before(source, at, options) {
        return Err(error);
    }
    Err(error::at_token(source, &lexed.tokens, &lexed.error, &stop))
}

fn lex_file(source: &SourceFile, options: LexOptions) -> (Interner, Tokens) {
    let mut names = Interner::new();
    names.intern(source.name_bytes());
    names.intern(source.embedded_name());
    let tokens = lex(source.bytes(), &mut names, options);
    (names, tokens)
}

/// Why there is no tree.
enum Refusal {
    /// The builder found an error.
    Error(ParseError),
    /// The parser stopped.
    Stop(error::Stop),
}

fn attempt(lexed: &Tokens, ast: Ast, options: ParseOptions) -> Result<Ast, Refusal> {
    let mut builder = Builder::new(&lexed.tokens, ast, options);
    let start = match options.mode {
        Mode::File => Kind::StartFile,
        Mode::Eval => Kind::StartEval,
        Mode::Single => Kind::StartSingle,
    };
    let stream = Stream { tokens: &lexed.tokens, at: 0, start: Some(start), error: lexed.error.as_ref() };
    let root = python::InputParser::new().parse(&mut builder, stream);
    // An error of the builder is found before the parser goes on, so it comes first.
    if let Some(error) = builder.error {
        return Err(Refusal::Error(error));
    }
    builder.ast.root = root.map_err(Refusal::Stop)?;
    Ok(builder.ast)
}

/// The error in the statement before a token that cannot follow it. The reference completes a statement, and so sees that
/// `X = const(y)` is none, before it looks at what follows. Here a token that nothing can follow completes nothing; a
/// newline in its place does.
fn error_before(source: &SourceFile, at: usize, options: ParseOptions) -> Option<ParseError> {
    let (names, mut lexed) = lex_file(source, options.lex);
    let token = Token { kind: Kind::Newline, value: Value::None, ..lexed.tokens[at] };
    lexed.tokens.truncate(at);
    lexed.tokens.push(token);
    lexed.error = None;
    let consts = mem::take(&mut lexed.consts);
    match attempt(&lexed, Ast::new(names, consts), options) {
        Err(Refusal::Error(error)) => Some(error),
        Ok(_) | Err(Refusal::Stop(_)) => None,
    }
}

/// The tokens as the generated parser takes them. A broken literal is handed out, as the parser may not want any literal
/// there; its error comes when the parser asks for the token after it.
struct Stream<'t> {
    tokens: &'t [Token],
    at: usize,
    start: Option<Kind>,
    error: Option<&'t LexError>,
}

impl Iterator for Stream<'_> {
    type Item = Result<(Position, Kind, Position), ()>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(start) = self.start.take() {
            return Some(Ok((0, start, 0)));
        }
        let Some(token) = self.tokens.get(self.at) else {
            return self.error.map(|_| Err(()));
        };
        let is_last = self.at + 1 == self.tokens.len();
        if is_last && (token.kind == Kind::End || self.error == Some(&LexError::UnicodeName)) {
            self.at += 1;
            return (token.kind != Kind::End).then_some(Err(()));
        }
        let at = self.at as Position;
        self.at += 1;
        Some(Ok((at, token.kind, at + 1)))
    }
}

#[cfg(test)]
mod tests;

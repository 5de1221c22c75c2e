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

pub use clue::Clue;
pub use error::{Opened, ParseError, ParseErrorKind};

use crate::{
    ast::{Ast, Mode, Root},
    lex::{
        LexError, LexOptions, Lexer, Tokens,
        token::{Kind, Token, Value},
    },
    source::SourceFile,
};
use builder::{Builder, Memory, Position};

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
    let mut ast = new_ast(source);
    if attempt(&mut Lexer::new(source.bytes(), &mut ast, options.lex), options, PART).is_ok() {
        return Ok(ast);
    }
    // What is wrong is said with all tokens at hand.
    ast = new_ast(source);
    let mut lexer = Lexer::new(source.bytes(), &mut ast, options.lex);
    let stop = match attempt(&mut lexer, options, usize::MAX) {
        Ok(()) => return Ok(ast),
        Err(Refusal::Error(error)) => return Err(error),
        Err(Refusal::Stop(stop)) => stop,
    };
    let tokens = lexer.out;
    let at = error::position(&tokens.tokens, &stop);
    let before = error_before(&tokens.tokens[..=at], &mut ast, options);
    Err(before.unwrap_or_else(|| error::at_token(source, &tokens.tokens, &tokens.error, &stop)))
}

/// So many tokens at least are parsed at a time. A longer list of them is slower and takes more memory.
const PART: usize = 4096;

fn new_ast(source: &SourceFile) -> Ast {
    let mut ast = Ast::new();
    ast.names.intern(source.name_bytes());
    ast.names.intern(source.embedded_name());
    ast
}

/// Why there is no tree.
enum Refusal {
    /// The builder found an error.
    Error(ParseError),
    /// The parser stopped.
    Stop(error::Stop),
}

/// Completes the tree of a text, or says why there is none. With parts of more tokens than there are, the tokens of a
/// text without one are left in the lexer.
fn attempt(lexer: &mut Lexer<'_, '_>, options: ParseOptions, n_tokens: usize) -> Result<(), Refusal> {
    // Only a module has statements that do not depend on what is behind them.
    let n_tokens = if options.mode == Mode::File { n_tokens } else { usize::MAX };
    let mut memory = Memory::default();
    loop {
        lexer.part(n_tokens);
        let Lexer { out: Tokens { tokens, error }, part_len, ast, .. } = lexer;
        let part = &tokens[..*part_len];
        ast.root = parse_tokens(part, error.as_ref(), Builder::new(part, ast, &mut memory, options))?;
        if part.len() == tokens.len() {
            return Ok(());
        }
    }
}

fn parse_tokens(tokens: &[Token], error: Option<&LexError>, mut builder: Builder<'_>) -> Result<Root, Refusal> {
    let start = match builder.mode {
        Mode::File => Kind::StartFile,
        Mode::Eval => Kind::StartEval,
        Mode::Single => Kind::StartSingle,
    };
    let root = python::InputParser::new().parse(&mut builder, Stream { tokens, at: 0, start: Some(start), error });
    // An error of the builder is found before the parser goes on, so it comes first.
    match builder.error {
        Some(error) => Err(Refusal::Error(error)),
        None => root.map_err(Refusal::Stop),
    }
}

/// The error in the statement before a token that cannot follow it, the last one. The reference completes a statement,
/// and so sees that `X = const(y)` is none, before it looks at what follows. Here a token that nothing can follow
/// completes nothing; a newline in its place does.
fn error_before(tokens: &[Token], ast: &mut Ast, options: ParseOptions) -> Option<ParseError> {
    let mut tokens = tokens.to_vec();
    let last = tokens.last_mut()?;
    (last.kind, last.value) = (Kind::Newline, Value::None);
    match parse_tokens(&tokens, None, Builder::new(&tokens, ast, &mut Memory::default(), options)) {
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

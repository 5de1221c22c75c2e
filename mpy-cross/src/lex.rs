//! Bytes to tokens: words and signs by logos, lines and indentation here, literals in the modules below.
//!
//! [`Tokens`] is a flat list, and places in the tree are made from positions in it. A long text is cut in parts, each of
//! whole statements, so that the list stays short. Lexing stops at the first token that no program contains.

pub mod number;
mod reader;
mod string;
pub mod token;

use alloc::{string::String, vec::Vec};

use logos::Logos;

pub use string::MAX_INTERNED;

use crate::{
    ast::{Ast, Const},
    lex::{
        reader::Reader,
        token::{Kind, Token, Value},
    },
    source::Span,
};

/// The tokens of a text; the last one is [`Kind::End`] unless it has an error.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In order.
    pub tokens: Vec<Token>,
    /// Why there are no more tokens, if the last one is not the end: what is wrong with the *last* one. It is an error
    /// only for a parser that accepts that token, except for [`LexError::UnicodeName`].
    pub error: Option<LexError>,
}

/// What is wrong with a literal that is well-formed enough to be a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexError {
    /// An integer with a digit that its base does not have, or with none.
    Integer {
        /// 2, 8, 10 or 16; 0 for leading zeros.
        base: u32,
        /// The digits.
        digits: String,
    },
    /// A float or imaginary number with a letter too many.
    Number,
    /// `"\N{…}"`: it stops everything, even where no string may stand.
    UnicodeName,
}

/// What the text is lexed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexOptions {
    /// The width of the target's small int.
    pub small_int_bits: u32,
    /// What `__debug__` is.
    pub debug: bool,
}

/// Cuts a text into tokens. Its names, short strings and other constants are added to `ast`.
///
/// ```
/// use mpy_cross::ast::Ast;
/// use mpy_cross::lex::{LexOptions, lex, token::Kind};
///
/// let tokens = lex(b"x += 1\n", &mut Ast::new(), LexOptions { small_int_bits: 31, debug: true });
/// let kinds: Vec<Kind> = tokens.tokens.iter().map(|token| token.kind).collect();
/// assert_eq!(kinds, [Kind::Name, Kind::PlusEqual, Kind::Literal, Kind::Newline, Kind::End]);
/// ```
pub fn lex(source: &[u8], ast: &mut Ast, options: LexOptions) -> Tokens {
    let mut lexer = Lexer::new(source, ast, options);
    lexer.part(usize::MAX);
    lexer.out
}

/// A text that is being cut.
pub(crate) struct Lexer<'s, 'a> {
    /// The tokens of the current part; where it is not the last one, the first of the next part is behind them.
    pub(crate) out: Tokens,
    /// How many tokens the current part has.
    pub(crate) part_len: usize,
    /// What they refer to.
    pub(crate) ast: &'a mut Ast,
    reader: Reader<'s>,
    options: LexOptions,
    /// The widths of open blocks in columns, as 16-bit numbers.
    indents: Vec<u16>,
    /// Tokens still owed: that many indents, or minus that many dedents.
    dents: isize,
    /// Brackets open; inside them newlines are space.
    brackets: usize,
    /// The column of the current byte, from 1; valid where only space is before it on its line.
    column: u64,
    /// Whether the last line outside all blocks is a decorator, so that its statement goes on.
    is_decorated: bool,
}

impl<'s, 'a> Lexer<'s, 'a> {
    /// At the start of a text.
    pub(crate) fn new(source: &'s [u8], ast: &'a mut Ast, options: LexOptions) -> Lexer<'s, 'a> {
        Lexer {
            out: Tokens::default(),
            part_len: 0,
            ast,
            reader: Reader::new(source),
            options,
            indents: Vec::from([0]),
            dents: 0,
            brackets: 0,
            column: 1,
            is_decorated: false,
        }
    }

    /// Drops the tokens of the last part and cuts the next one: whole statements, up to the first one that starts behind
    /// `n_tokens` tokens, or all that is left.
    pub(crate) fn part(&mut self, n_tokens: usize) {
        self.out.tokens.drain(..self.part_len);
        self.out.tokens.reserve(n_tokens.min(self.reader.rest().len() / 4));
        self.part_len = self.cut(n_tokens);
    }
}

impl Lexer<'_, '_> {
    /// Cuts at least so many tokens if there are as many; gives the number of those before the last statement begun.
    fn cut(&mut self, n_tokens: usize) -> usize {
        loop {
            let first = self.out.tokens.is_empty();
            let starts_line = self.starts_line();
            let at_newline = self.skip_space(true);
            let (line, start, column) = (self.reader.line, self.reader.offset(), self.column);
            let mut kind = self.dent_or_newline(at_newline).unwrap_or(Kind::Invalid);
            let mut value = Value::None;
            if kind == Kind::Invalid {
                if self.reader.rest().is_empty() {
                    kind = Kind::End;
                } else {
                    (kind, value) = self.word_or_sign(start);
                }
            }
            // A file must not start indented.
            if first && column != 1 && kind != Kind::Newline {
                (kind, value) = (Kind::Indent, Value::None);
            }
            // Layout has no text of its own: it stands at the end of the token before it.
            let before = self.out.tokens.last().map_or(0, |token| token.span.end);
            let span = match kind {
                Kind::Newline | Kind::Dedent => Span::new(before, before),
                Kind::Indent | Kind::End => Span::new(start, start),
                // It is the next line that is wrong.
                Kind::DedentMismatch => Span::new(self.reader.offset(), self.reader.offset()),
                _ => Span::new(start, self.reader.end_offset().max(start)),
            };
            self.out.tokens.push(Token { kind, value, span, line });
            let stop = matches!(kind, Kind::End | Kind::Invalid | Kind::MalformedFormat | Kind::DedentMismatch);
            if stop || self.out.error.is_some() {
                return self.out.tokens.len();
            }
            if starts_line && self.starts_statement(kind) && self.out.tokens.len() > n_tokens {
                return self.out.tokens.len() - 1;
            }
        }
    }

    /// Whether a logical line outside all blocks starts here.
    fn starts_line(&self) -> bool {
        let last = self.out.tokens.last().map(|token| token.kind);
        self.indents.len() == 1 && self.dents == 0 && matches!(last, Some(Kind::Newline | Kind::Dedent))
    }

    /// Whether a line that starts with this token, outside all blocks, starts a statement.
    fn starts_statement(&mut self, first: Kind) -> bool {
        let goes_on = matches!(first, Kind::Elif | Kind::Else | Kind::Except | Kind::Finally);
        let was_decorated = core::mem::replace(&mut self.is_decorated, first == Kind::At);
        !goes_on && !was_decorated
    }

    /// Whether the next token is one of layout, and which.
    fn dent_or_newline(&mut self, at_newline: bool) -> Option<Kind> {
        match self.dents {
            1.. => {
                self.dents -= 1;
                Some(Kind::Indent)
            }
            ..0 => {
                self.dents += 1;
                Some(Kind::Dedent)
            }
            0 if at_newline => {
                self.skip_space(false);
                Some(self.indent())
            }
            0 => None,
        }
    }

    /// Compares the indentation of the line that starts here with the open blocks.
    fn indent(&mut self) -> Kind {
        let width = self.column - 1;
        let top = |indents: &[u16]| u64::from(indents.last().copied().unwrap_or(0));
        if width > top(&self.indents) {
            self.indents.push(width as u16);
            self.dents += 1;
        }
        while width < top(&self.indents) && self.dents <= 0 {
            self.indents.pop();
            self.dents -= 1;
        }
        if self.dents < 0 && width != top(&self.indents) { Kind::DedentMismatch } else { Kind::Newline }
    }

    /// Skips space, comments and joined lines; with `stop`, up to a newline that ends a logical line. Says whether there
    /// is one.
    fn skip_space(&mut self, stop: bool) -> bool {
        let mut in_comment = false;
        loop {
            self.reader.settle();
            let rest = self.reader.rest();
            let Some(&byte) = rest.first() else {
                return false;
            };
            match byte {
                b'\n' => {
                    if stop && self.brackets == 0 {
                        return true;
                    }
                    in_comment = false;
                    self.reader.advance();
                    self.column = 1;
                }
                _ if in_comment => {
                    let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    self.reader.skip(len);
                }
                b'\t' => {
                    self.column = (self.column - 1 + TAB_WIDTH) / TAB_WIDTH * TAB_WIDTH + 1;
                    self.reader.skip(1);
                }
                b' ' => {
                    let len = rest.iter().position(|&byte| byte != b' ').unwrap_or(rest.len());
                    self.column += len as u64;
                    self.reader.skip(len);
                }
                0x0b..=0x0d => {
                    self.column += 1;
                    self.reader.skip(1);
                }
                b'#' => in_comment = true,
                b'\\' if rest.get(1) == Some(&b'\n') => {
                    self.reader.skip(1);
                    self.reader.advance();
                    self.column = 1;
                }
                _ => return false,
            }
        }
    }

    fn word_or_sign(&mut self, start: u32) -> (Kind, Value) {
        let rest = self.reader.rest();
        let mut lexer = Kind::lexer(rest);
        let kind = match lexer.next() {
            Some(Ok(kind)) => kind,
            Some(Err(())) | None => {
                self.reader.skip(1);
                return (Kind::Invalid, Value::None);
            }
        };
        let len = lexer.span().end;
        match kind {
            Kind::StringStart => return self.string(start),
            Kind::NumberStart => return (Kind::Literal, self.number()),
            Kind::Name => {
                let symbol = self.ast.names.intern(&rest[..len]);
                self.reader.skip(len);
                return (Kind::Name, Value::Symbol(symbol));
            }
            Kind::Debug => {
                self.reader.skip(len);
                return (if self.options.debug { Kind::True } else { Kind::False }, Value::None);
            }
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => self.brackets = self.brackets.wrapping_add(1),
            // More closed than opened is no program, and the parser finds out at this very token.
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => self.brackets = self.brackets.wrapping_sub(1),
            _ => {}
        }
        self.reader.skip(len);
        (kind, Value::None)
    }

    fn constant(&mut self, constant: Const) -> Value {
        Value::Const(self.ast.add(constant))
    }
}

const TAB_WIDTH: u64 = 8;

#[cfg(test)]
mod tests;

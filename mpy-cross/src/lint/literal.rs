//! How numbers, bytes and indentation are written.

use alloc::vec::Vec;

use super::{Code, Linter};
use crate::{
    ast::{Ast, Const},
    lex::{
        Tokens,
        token::{Kind, Value},
    },
    source::Span,
};

impl Linter<'_> {
    /// Tokens with the constants they refer to.
    pub(super) fn literals(&mut self, tokens: &Tokens, constants: &Ast) {
        for token in tokens.tokens.iter().filter(|token| token.kind == Kind::Literal) {
            let Span { start, end } = token.span;
            let text = self.source.bytes().get(start as usize..end as usize).unwrap_or_default();
            let constant = match token.value {
                Value::Const(id) => Some(&constants[id]),
                Value::None | Value::Symbol(_) | Value::SmallInt(_) => None,
            };
            let is_number = matches!(token.value, Value::SmallInt(_))
                || matches!(
                    constant,
                    Some(Const::SmallInt(_) | Const::BigInt(_) | Const::Float(_) | Const::Imaginary(_))
                );
            if is_number && has_stray_underscore(text) {
                let message = "underscore that does not stand between digits";
                self.warn(Code::NumberUnderscore, token.span, message, "the same as without it")
                    .hint("CPython refuses this");
            }
            if let Some(Const::Bytes(bytes)) = constant
                && !bytes.is_ascii()
                && let Some(at) = beyond_ascii(text)
            {
                let after = text[at..].iter().position(u8::is_ascii).unwrap_or(text.len() - at);
                let span = Span::new(start + at as u32, start + (at + after) as u32);
                let message = "character beyond ASCII in a bytes literal";
                let warning = self.warn(Code::BytesNotAscii, span, message, "stands for the bytes it has in this file");
                warning.hint("write them as `\\x…`; CPython refuses this");
            }
        }
    }

    /// The indentation of each logical line must begin with that of the block it is in.
    pub(super) fn indentation(&mut self, tokens: &Tokens) {
        let mut blocks: Vec<&[u8]> = Vec::new();
        let mut is_start = true;
        for token in &tokens.tokens {
            if matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent | Kind::DedentMismatch) {
                is_start = true;
                continue;
            }
            if !core::mem::take(&mut is_start) || token.kind == Kind::End {
                continue;
            }
            let line = self.source.line_span(self.source.line_of(token.span.start));
            let indent = &self.source.bytes()[line.start as usize..token.span.start as usize];
            if !indent.iter().all(|&byte| byte == b' ' || byte == b'\t') {
                continue;
            }
            while blocks.last().is_some_and(|block| block.len() > indent.len() && block.starts_with(indent)) {
                blocks.pop();
            }
            match blocks.last() {
                Some(&block) if block == indent => {}
                Some(&block) if !indent.starts_with(block) => {
                    let span = Span::new(line.start, token.span.start);
                    let message = "tabs and spaces are mixed differently from the lines before";
                    self.warn(Code::IndentationMixed, span, message, "unlike the block round it")
                        .hint("CPython refuses this");
                    // Once is enough.
                    return;
                }
                _ => blocks.push(indent),
            }
        }
    }
}

/// Where the first character beyond ASCII is inside the quotes of adjacent literals; comments between them may have some.
fn beyond_ascii(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'#' => at += text[at..].iter().position(|&byte| byte == b'\n').unwrap_or(text.len() - at),
            b'"' | b'\'' => {
                let triple = [byte; 3];
                let quote = if text[at..].starts_with(&triple) { &triple[..] } else { &triple[..1] };
                at += quote.len();
                while at < text.len() && !text[at..].starts_with(quote) {
                    if !text[at].is_ascii() {
                        return Some(at);
                    }
                    // What follows a backslash ends nothing, in a raw literal neither.
                    at += if text[at] == b'\\' && text.get(at + 1).is_some_and(u8::is_ascii) { 2 } else { 1 };
                }
                at += quote.len();
            }
            _ => at += 1,
        }
    }
    None
}

/// `1__0`, `1_`, `0x1_.`
fn has_stray_underscore(text: &[u8]) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    text.iter().enumerate().any(|(at, &byte)| {
        byte == b'_'
            && !(at.checked_sub(1).is_some_and(|before| is_digit(text.get(before))) && is_digit(text.get(at + 1)))
    })
}

//! String literals: escapes, joining, and what f-strings and t-strings expand to.
//!
//! A field of an f-string is not understood here. Its text is copied into the argument list of a `.format(…)` that is read
//! after the string, and a colon, a `!r` or a closing brace outside square and curly brackets ends it, whatever a parser
//! would say. A t-string becomes a call of `__template__` in the same way.

use alloc::vec::Vec;
use core::mem;

use super::{
    LexError, Lexer,
    reader::Piece,
    token::{Kind, Value},
};
use crate::{
    ast::{Const, Symbol},
    source::Span,
};

/// What has been gathered for one token: a run of literals.
struct Literals {
    state: State,
    text: Vec<u8>,
    /// The call that the f-strings and t-strings among them make; empty if there are none.
    call: Vec<u8>,
    /// The parts of `call` that are copied from the source.
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Str,
    Bytes,
    /// An escape that is not one, or one that does not fit.
    Invalid,
    Unterminated,
    MalformedFormat,
}

#[derive(Clone, Copy, Default)]
struct Prefix {
    bytes: bool,
    raw: bool,
    format: bool,
    template: bool,
    len: usize,
}

/// The most arguments that a call of `__template__` takes one by one.
const MAX_ARGS: usize = 255;

/// Strings up to this length are interned.
pub const MAX_INTERNED: usize = 10;

impl Lexer<'_, '_> {
    /// Reads the run of literals that starts here.
    pub(super) fn string(&mut self, start: u32) -> (Kind, Value) {
        let Some(mut prefix) = self.prefix() else {
            return (Kind::Invalid, Value::None);
        };
        let state = if prefix.bytes { State::Bytes } else { State::Str };
        let mut run = Literals { state, text: Vec::new(), call: Vec::new(), pieces: Vec::new() };
        let mut has_template = false;
        let mut end;
        loop {
            has_template |= prefix.template;
            // A string and bytes cannot be joined; nor can anything be joined to a broken string.
            if run.state != (if prefix.bytes { State::Bytes } else { State::Str }) {
                end = self.reader.offset();
                break;
            }
            self.reader.skip(prefix.len);
            self.literal(prefix, &mut run);
            if self.out.error.is_some() {
                return (Kind::Invalid, Value::None);
            }
            end = self.reader.end_offset();
            self.skip_space(true);
            match self.prefix() {
                Some(next) => prefix = next,
                None => break,
            }
        }
        let value = match run.state {
            State::Invalid | State::Unterminated => return (Kind::Invalid, Value::None),
            State::MalformedFormat => return (Kind::MalformedFormat, Value::None),
            State::Str | State::Bytes if has_template => {
                let mut call = mem::take(&mut run.text);
                call.extend_from_slice(b",),");
                for piece in &mut run.pieces {
                    piece.at += call.len() as u32;
                }
                call.append(&mut run.call);
                run.call = call;
                Value::Symbol(Symbol::DUNDER_TEMPLATE)
            }
            State::Str => self.str_value(mem::take(&mut run.text)),
            State::Bytes => self.constant(Const::Bytes(mem::take(&mut run.text).into_boxed_slice())),
        };
        if !run.call.is_empty() {
            run.call.push(b')');
            self.reader.push(run.call, run.pieces, Span::new(start, end));
        }
        (if has_template { Kind::Name } else { Kind::Literal }, value)
    }

    fn str_value(&mut self, text: Vec<u8>) -> Value {
        if text.len() <= MAX_INTERNED {
            return Value::Symbol(self.ast.names.intern(&text));
        }
        match self.ast.names.get(&text) {
            Some(symbol) => Value::Symbol(symbol),
            None => self.constant(Const::Str(text.into_boxed_slice())),
        }
    }

    /// The prefix of the string literal that starts here, if one does.
    fn prefix(&mut self) -> Option<Prefix> {
        let is_quote = |byte| byte == b'\'' || byte == b'"';
        let (first, second) = (self.reader.peek(0), self.reader.peek(1));
        if is_quote(first) {
            return Some(Prefix::default());
        }
        if !matches!(first, b'u' | b'b' | b'r' | b'f' | b't') {
            return None;
        }
        let pair = match (first, second) {
            _ if is_quote(second) => false,
            (b'r', b'b' | b'f' | b't') | (b'b' | b'f' | b't', b'r') if is_quote(self.reader.peek(2)) => true,
            _ => return None,
        };
        let has = |letter| first == letter || (pair && second == letter);
        let len = 1 + usize::from(pair);
        Some(Prefix { bytes: has(b'b'), raw: has(b'r'), format: has(b'f'), template: has(b't'), len })
    }

    /// Reads one literal from its first quote to behind its last.
    fn literal(&mut self, prefix: Prefix, run: &mut Literals) {
        let quote = self.reader.peek(0);
        self.reader.advance();
        let n_quotes = if self.reader.peek(0) == quote && self.reader.peek(1) == quote {
            self.reader.skip(2);
            3
        } else {
            1
        };
        if prefix.format && run.call.is_empty() {
            run.call.extend_from_slice(b".format(");
        }
        if prefix.template && run.call.is_empty() {
            run.text.extend_from_slice(b"((");
            run.text.extend(core::iter::repeat_n(quote, n_quotes));
        }
        let mut template = Template { quote, n_quotes, depth: 0, format_at: 0, needs_format: false, fields: 0 };
        let is_format = prefix.format || prefix.template;
        let mut closing = 0;
        while closing < n_quotes {
            if !is_format {
                self.copy_plain(quote, &mut run.text, &mut closing);
            }
            let byte = self.reader.peek(0);
            match byte {
                0 => break,
                b'\n' if n_quotes == 1 => break,
                _ if byte == quote => {
                    closing += 1;
                    run.text.push(byte);
                }
                b'\n' if prefix.template => run.text.extend_from_slice(b"\\n"),
                _ => {
                    closing = 0;
                    match byte {
                        b'{' if is_format && template.depth == 0 => {
                            self.brace(prefix, run, &mut template);
                            continue;
                        }
                        b'{' if is_format => {
                            template.depth += 1;
                            run.text.push(byte);
                        }
                        b'\\' if prefix.template => {
                            run.text.push(b'\\');
                            if prefix.raw {
                                run.text.push(b'\\');
                            } else {
                                self.reader.advance();
                                run.text.push(self.reader.peek(0));
                            }
                        }
                        b'\\' => {
                            self.reader.advance();
                            self.escape(prefix.raw, run);
                            if self.out.error.is_some() {
                                return;
                            }
                            if run.state == State::Invalid && self.reader.peek(0) == 0 {
                                break;
                            }
                        }
                        b'}' if template.depth > 0 => template.close_brace(run),
                        b'}' if prefix.template => {
                            run.text.push(byte);
                            if self.reader.peek(1) == b'}' {
                                self.reader.advance();
                            } else {
                                run.state = State::MalformedFormat;
                            }
                        }
                        _ => run.text.push(byte),
                    }
                }
            }
            self.reader.advance();
        }
        if closing < n_quotes {
            run.state = State::Unterminated;
        }
        if prefix.template {
            if template.depth > 0 {
                run.state = State::MalformedFormat;
            }
            if 1 + template.fields * 4 > MAX_ARGS {
                run.call.insert(0, b'(');
                run.call.push(b')');
                for piece in &mut run.pieces {
                    piece.at += 1;
                }
            }
        } else {
            run.text.truncate(run.text.len() - closing);
        }
    }

    /// Copies bytes that mean themselves, as many as the current text has.
    fn copy_plain(&mut self, quote: u8, text: &mut Vec<u8>, closing: &mut usize) {
        let rest = self.reader.rest();
        let len = rest.iter().position(|&b| b == quote || b == b'\\' || b == b'\n').unwrap_or(rest.len());
        if len > 0 {
            text.extend_from_slice(&rest[..len]);
            *closing = 0;
            self.reader.skip(len);
        }
    }

    /// Reads what an opening brace in a format starts; stops at the byte that ends the field's expression.
    fn brace(&mut self, prefix: Prefix, run: &mut Literals, template: &mut Template) {
        self.reader.advance();
        if self.reader.peek(0) == b'{' {
            if !prefix.template {
                run.text.push(b'{');
            }
            self.reader.advance();
            run.text.push(b'{');
            return;
        }
        run.call.push(b'(');
        let start = run.call.len();
        let source = self.reader.offset();
        self.field(&mut run.call);
        run.pieces.push(Piece { at: start as u32, len: (run.call.len() - start) as u32, source });
        // `{a=}` shows the text, then the value.
        let is_shown = run.call.last() == Some(&b'=');
        if is_shown {
            run.text.extend_from_slice(run.call.get(start..).unwrap_or_default());
            run.call.pop();
        }
        if prefix.template {
            while run.call.last().is_some_and(|&b| is_space(b)) {
                run.call.pop();
            }
        }
        if run.call.len() == start {
            run.state = State::MalformedFormat;
        }
        run.call.extend_from_slice(b"),");
        if prefix.template {
            self.template_field(start, is_shown, run, template);
        }
        run.text.push(b'{');
    }

    fn field(&mut self, call: &mut Vec<u8>) {
        let mut depth = 0u32;
        loop {
            let byte = self.reader.peek(0);
            if byte == 0 {
                return;
            }
            if depth == 0 {
                let is_conversion = byte == b'!'
                    && matches!(self.reader.peek(1), b'r' | b's')
                    && matches!(self.reader.peek(2), b':' | b'}');
                if byte == b':' || byte == b'}' || is_conversion {
                    return;
                }
            }
            match byte {
                b'[' | b'{' => depth = depth.wrapping_add(1),
                b']' | b'}' => depth = depth.wrapping_sub(1),
                _ => {}
            }
            call.push(byte);
            self.reader.advance();
        }
    }

    /// Adds the text of a field of a t-string, its conversion, and makes ready for its format.
    fn template_field(&mut self, start: usize, is_shown: bool, run: &mut Literals, template: &mut Template) {
        let quote = template.quote;
        run.call.push(quote);
        // The reference cuts three bytes for `),` and the quote.
        for i in start..(run.call.len() - 3).max(start) {
            let byte = run.call[i];
            if byte == quote || byte == b'\\' {
                run.call.push(b'\\');
            }
            run.call.push(byte);
        }
        run.call.extend_from_slice(&[quote, b',']);
        run.text.extend(core::iter::repeat_n(quote, template.n_quotes));
        run.text.push(b',');
        run.text.extend(core::iter::repeat_n(quote, template.n_quotes));
        if self.reader.peek(0) == b'!' {
            self.reader.advance();
            run.call.extend_from_slice(&[quote, self.reader.peek(0), quote, b',']);
            self.reader.advance();
        } else if is_shown && self.reader.peek(0) != b':' {
            run.call.extend_from_slice(b"'r',");
        } else {
            run.call.extend_from_slice(b"None,");
        }
        if self.reader.peek(0) == b':' {
            self.reader.advance();
        }
        template.depth = 1;
        template.format_at = run.text.len();
    }

    /// Reads an escape from behind its backslash up to, not including, its last byte.
    fn escape(&mut self, raw: bool, run: &mut Literals) {
        let byte = self.reader.peek(0);
        let mut code = u64::from(byte);
        if raw {
            run.text.push(b'\\');
        } else {
            match byte {
                b'\n' => return,
                b'\\' | b'\'' | b'"' => {}
                b'a' => code = 0x07,
                b'b' => code = 0x08,
                b't' => code = 0x09,
                b'n' => code = 0x0a,
                b'v' => code = 0x0b,
                b'f' => code = 0x0c,
                b'r' => code = 0x0d,
                b'u' | b'U' if run.state == State::Bytes => run.text.push(b'\\'),
                b'x' => code = self.hex(2, run),
                b'u' => code = self.hex(4, run),
                b'U' => code = self.hex(8, run),
                b'N' => {
                    self.out.error = Some(LexError::UnicodeName);
                    return;
                }
                b'0'..=b'7' => {
                    code -= u64::from(b'0');
                    for _ in 0..2 {
                        let digit = self.reader.peek(1);
                        if !matches!(digit, b'0'..=b'7') {
                            break;
                        }
                        self.reader.advance();
                        code = code * 8 + u64::from(digit - b'0');
                    }
                }
                _ => run.text.push(b'\\'),
            }
        }
        match run.state {
            State::Str if code < 0x11_0000 => push_utf8(code as u32, &mut run.text),
            State::Bytes if code < 0x100 => run.text.push(code as u8),
            _ => run.state = State::Invalid,
        }
    }

    fn hex(&mut self, n_digits: usize, run: &mut Literals) -> u64 {
        let mut code = 0;
        for _ in 0..n_digits {
            self.reader.advance();
            let Some(digit) = char::from(self.reader.peek(0)).to_digit(16) else {
                run.state = State::Invalid;
                return 0;
            };
            code = code * 16 + u64::from(digit);
        }
        code
    }
}

/// What is remembered from field to field of one t-string.
struct Template {
    quote: u8,
    n_quotes: usize,
    /// Braces open: 1 in the format of a field, more in a field of it.
    depth: usize,
    /// Where in the text the format of the field starts.
    format_at: usize,
    /// Whether the format has fields of its own.
    needs_format: bool,
    /// Fields so far.
    fields: usize,
}

impl Template {
    fn close_brace(&mut self, run: &mut Literals) {
        self.depth -= 1;
        if self.depth > 0 {
            self.needs_format = true;
            run.text.push(b'}');
            return;
        }
        self.fields += 1;
        if mem::take(&mut self.needs_format) {
            run.call.push(b'f');
        }
        run.call.push(self.quote);
        run.call.extend_from_slice(run.text.get(self.format_at + 1..).unwrap_or_default());
        run.text.truncate(self.format_at);
        run.call.extend_from_slice(&[self.quote, b',']);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Appends a code point, surrogates included.
fn push_utf8(code: u32, text: &mut Vec<u8>) {
    let tail = |shift: u32| 0x80 | ((code >> shift) & 0x3f) as u8;
    match code {
        0..0x80 => text.push(code as u8),
        0x80..0x800 => text.extend_from_slice(&[0xc0 | (code >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => text.extend_from_slice(&[0xe0 | (code >> 12) as u8, tail(6), tail(0)]),
        _ => text.extend_from_slice(&[0xf0 | (code >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}

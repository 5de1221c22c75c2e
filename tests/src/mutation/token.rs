//! Changes that know tokens, lines and blocks: most of the programs still compile, to something else.

use std::ops::Range;

use mpy_cross::ast::Ast;
use mpy_cross::lex::{LexOptions, lex, token::Kind};

use super::Random;

/// Tokens that may stand for each other.
const GROUPS: &[&[&str]] = &[
    &["+", "-", "*", "/", "//", "%", "@", "**", "&", "|", "^", "<<", ">>"],
    &["==", "!=", "<", ">", "<=", ">=", "in", "is"],
    &["=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "**=", "&=", "|=", "^=", "<<=", ">>="],
    &["and", "or"],
    &["None", "True", "False", "...", "__debug__", "()"],
    &["break", "continue", "pass", "return"],
    &["global", "nonlocal"],
    &["if", "while"],
    &["except", "finally"],
    &["def", "async def"],
    &["yield", "await", "not", "lambda:", "yield from"],
];
/// Names that mean something, and others.
const NAMES: &[&str] =
    &["self", "super", "__class__", "const", "math", "print", "micropython", "_", "x", "a", "\u{e9}", "namedtuple"];
/// Numbers at the limits of how they are encoded, for small ints of 31 and of 63 bits.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "-16",
    "-17",
    "47",
    "48",
    "63",
    "64",
    "-64",
    "-65",
    "8191",
    "8192",
    "0x3fffffff",
    "0x40000000",
    "-0x40000000",
    "-0x40000001",
    "0x7fffffff",
    "0x80000000",
    "0xffffffff",
    "0x3fffffffffffffff",
    "0x4000000000000000",
    "0x8000000000000000",
    "12345678901234567890",
    "0b1",
    "0o17",
    "0.0",
    "-0.0",
    "1e308",
    "1e309",
    "5e-324",
    ".5",
    "1j",
    "1_000",
];
/// Texts round the length up to which they are interned, and of every kind.
const TEXTS: &[&str] = &[
    "''",
    "'a'",
    "'ten chars.'",
    "'eleven char'",
    "'\\x00\\xff'",
    "'\\u20ac'",
    "'\u{e9}'",
    "b''",
    "b'\\xff'",
    "r'\\n'",
    "f'{x}'",
    "f'{x!r:>{a}}'",
    "t'{x}'",
    "'''a\nb'''",
    "'a' 'b'",
];

/// Changes a program in one to three places; `other` lends names and statements.
pub(super) fn mutate(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut text = seed.to_vec();
    for _ in 0..=random.below(3) {
        text = match random.below(8) {
            0..3 => change_token(random, &text, other),
            3 => exchange_tokens(random, &text),
            4 => change_tokens_anyhow(random, &text),
            _ => change_statements(random, &text, other),
        };
    }
    text
}

/// The words, signs and literals of a text: layout has no text of its own, and what an f-string expands to no place.
fn tokens(text: &[u8]) -> Vec<(Kind, Range<usize>)> {
    let options = LexOptions { small_int_bits: 31, debug: true };
    let mut tokens: Vec<(Kind, Range<usize>)> = Vec::new();
    for token in lex(text, &mut Ast::new(), options).tokens {
        let place = token.span.start as usize..token.span.end as usize;
        if !place.is_empty() && place.end <= text.len() && tokens.last().is_none_or(|(_, last)| last.end <= place.start)
        {
            tokens.push((token.kind, place));
        }
    }
    tokens
}

/// What the token may be replaced by: one of these.
fn alternatives(kind: Kind, token: &[u8]) -> Option<&'static [&'static str]> {
    match kind {
        Kind::Literal if token[0].is_ascii_digit() || token[0] == b'.' => Some(NUMBERS),
        Kind::Literal => Some(TEXTS),
        Kind::Name => Some(NAMES),
        _ => GROUPS.iter().copied().find(|group| group.iter().any(|text| text.as_bytes() == token)),
    }
}

/// One token of its kind for another.
fn change_token(random: &mut Random, text: &[u8], other: &[u8]) -> Vec<u8> {
    let tokens = tokens(text);
    let fitting: Vec<_> =
        tokens.iter().filter_map(|(kind, at)| Some((*kind, at, alternatives(*kind, &text[at.clone()])?))).collect();
    if fitting.is_empty() {
        return text.to_vec();
    }
    let (kind, at, alternatives) = &fitting[random.below(fitting.len())];
    let mut new = alternatives[random.below(alternatives.len())].as_bytes();
    let names = self::tokens(if random.below(2) == 0 { text } else { other });
    if *kind == Kind::Name && random.below(4) > 0 {
        // Mostly a name that means something else in the program.
        let source = if names.first() == tokens.first() { text } else { other };
        let names: Vec<_> = names.iter().filter(|(kind, _)| *kind == Kind::Name).collect();
        if let Some((_, place)) = names.get(random.below(names.len().max(1))) {
            new = source.get(place.clone()).unwrap_or(new);
        }
    }
    let is_word = new.first().is_some_and(|&byte| is_name(byte));
    let after_word = at.start > 0 && is_name(text[at.start - 1]);
    let before_word = text.get(at.end).is_some_and(|&byte| is_name(byte));
    let space = |needed: bool| if needed { &b" "[..] } else { b"" };
    let [first, last] = [space(is_word && after_word), space(before_word)];
    [&text[..at.start], first, new, last, &text[at.end..]].concat()
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// Two tokens of one kind in each other's place.
fn exchange_tokens(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return text.to_vec();
    }
    let (kind, a) = &tokens[random.below(tokens.len())];
    let same: Vec<_> = tokens.iter().filter(|(other, place)| other == kind && place != a).collect();
    if same.is_empty() {
        return text.to_vec();
    }
    let (_, b) = same[random.below(same.len())];
    let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
    let [first, second] = [a, b].map(|place| &text[place.clone()]);
    [&text[..a.start], second, &text[a.end..b.start], first, &text[b.end..]].concat()
}

/// A token out, or twice, or anywhere.
fn change_tokens_anyhow(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return text.to_vec();
    }
    let (_, from) = &tokens[random.below(tokens.len())];
    let (_, to) = &tokens[random.below(tokens.len())];
    let token = &text[from.clone()];
    match random.below(3) {
        0 => [&text[..from.start], &text[from.end..]].concat(),
        1 => [&text[..from.end], b" ", token, &text[from.end..]].concat(),
        _ => [&text[..to.start], b" ", token, b" ", &text[to.end..]].concat(),
    }
}

/// A line with the lines that are indented more: a statement, mostly.
#[derive(Clone)]
struct Statement {
    lines: Range<usize>,
    indent: usize,
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|&byte| byte == b'\n').collect()
}

fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b' ').count()
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

fn statement(random: &mut Random, lines: &[&[u8]]) -> Option<Statement> {
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| !is_blank(lines[at])).collect();
    let start = *starts.get(random.below(starts.len().max(1)))?;
    Some(statement_at(lines, start))
}

fn statement_at(lines: &[&[u8]], start: usize) -> Statement {
    let indent = indent(lines[start]);
    let n_inside = lines[start + 1..].iter().take_while(|line| is_blank(line) || self::indent(line) > indent).count();
    Statement { lines: start..start + 1 + n_inside, indent }
}

/// A statement out, twice, behind its neighbour, or one of the other program before it.
fn change_statements(random: &mut Random, text: &[u8], other: &[u8]) -> Vec<u8> {
    let lines = lines(text);
    let Some(Statement { lines: at, indent }) = statement(random, &lines) else { return text.to_vec() };
    let [before, inside, after] = [&lines[..at.start], &lines[at.clone()], &lines[at.end..]].map(<[_]>::concat);
    let pass = [&b" ".repeat(indent)[..], b"pass\n"].concat();
    match random.below(6) {
        0 => [before, pass, after].concat(),
        1 => [before, inside.clone(), inside, after].concat(),
        2 if at.end < lines.len() && self::indent(lines[at.end]) == indent => {
            let next = statement_at(&lines, at.end).lines;
            [before, lines[next.clone()].concat(), inside, lines[next.end..].concat()].concat()
        }
        3 => {
            // In a block of its own.
            const HEADS: &[&str] = &[
                "if x:\n",
                "while x:\n",
                "for x in y:\n",
                "with x as y:\n",
                "def f(x, *y):\n",
                "class x:\n",
                "try:\n",
            ];
            let head = HEADS[random.below(HEADS.len())];
            let deeper: Vec<u8> = lines[at.clone()].iter().flat_map(|line| [b"    ", *line].concat()).collect();
            let tail = if head == "try:\n" { [&b" ".repeat(indent)[..], b"finally: x\n"].concat() } else { Vec::new() };
            [before, b" ".repeat(indent), head.into(), deeper, tail, after].concat()
        }
        _ => {
            let others = self::lines(other);
            let Some(lent) = statement(random, &others) else { return text.to_vec() };
            let moved = others[lent.lines].iter().flat_map(|line| {
                let line = if is_blank(line) { line } else { line.get(lent.indent..).unwrap_or(line) };
                [&b" ".repeat(indent)[..], line].concat()
            });
            [before, moved.collect(), inside, after].concat()
        }
    }
}

//! More than the first syntax error of a file.
//!
//! The reference stops at the first, and so does [`crate::compile`]. For a person or an editor the statement with the error
//! is taken out, up to the next line that is indented no more than it, and what is left is parsed again. Spaces take its
//! place, so that places stay what they are.

use alloc::vec::Vec;

use crate::{
    ast::Ast,
    diagnostic::Diagnostic,
    lex::{
        lex,
        token::{Kind, Token},
    },
    parse::{ParseError, ParseErrorKind, ParseOptions, parse},
    source::{SourceFile, Span},
};

/// So many errors of a file are enough.
const MAX_ERRORS: usize = 10;

/// The syntax errors of a file, in order; the first is what [`crate::compile`] says.
///
/// ```
/// use mpy_cross::{Options, recover::syntax_errors, source::SourceFile};
///
/// let source = SourceFile::new("app.py", "x = = 1\ny = 2\nif y\n    z\nprint(x y)\n");
/// let errors = syntax_errors(&source, Options::default().parse_options());
/// assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [Some(1), Some(3), Some(5)]);
/// ```
pub fn syntax_errors(source: &SourceFile, options: ParseOptions) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    let mut left = source.clone();
    let mut done = None;
    while errors.len() < MAX_ERRORS
        && let Err(error) = parse(&left, options)
        // What comes before the end of what was taken out is about that.
        && done.is_none_or(|done| error.span.start > done)
    {
        let taken_out = statement(&left, &error, options);
        errors.push(Diagnostic::from(error));
        let Some(place) = taken_out else { break };
        done = Some(place.lines.end);
        let mut bytes = left.bytes().to_vec();
        place.take_out(&mut bytes);
        left = SourceFile::new(source.name(), bytes);
    }
    errors
}

/// What is taken out.
struct Place {
    /// From the first token of a statement to the end of its last line.
    lines: Span,
    /// What stands for it.
    instead: &'static [u8],
}

impl Place {
    fn take_out(&self, bytes: &mut [u8]) {
        let statement = &mut bytes[self.lines.start as usize..self.lines.end as usize];
        let first_line = statement.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(statement.len());
        statement.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        if self.instead.len() <= first_line {
            statement[..self.instead.len()].copy_from_slice(self.instead);
        }
    }
}

/// The statement that an error is in; none where the text behind it cannot be read.
fn statement(source: &SourceFile, error: &ParseError, options: ParseOptions) -> Option<Place> {
    let at = error.span.start;
    let rest = &source.bytes()[at as usize..];
    let is_long_string = rest.windows(3).take(3).any(|quotes| matches!(quotes, b"'''" | b"\"\"\""));
    if error.kind == ParseErrorKind::InvalidToken && is_long_string || error.kind == ParseErrorKind::UnexpectedEnd {
        return None;
    }
    let is_layout = matches!(error.kind, ParseErrorKind::UnexpectedIndent | ParseErrorKind::DedentMismatch);
    let tokens = lex(source.bytes(), &mut Ast::new(), options.lex).tokens;
    let mut first = source.line_of(if is_layout { at } else { start_of_statement(&tokens, at) });
    let outline = Outline { source };
    let indent = outline.indent(first);
    while first > 1 && outline.indent(first - 1) == indent && outline.text(first - 1).starts_with(b"@") {
        first -= 1;
    }
    let belongs = |line: u32| {
        let text = outline.text(line);
        text.is_empty()
            || text.starts_with(b"#")
            || outline.indent(line) > indent
            || outline.indent(line) == indent
                && (is_layout || goes_on(text) || outline.text(line - 1).starts_with(b"@"))
    };
    let mut last = source.line_of(at).max(first);
    // A string that goes on from one line to the next holds them together.
    let strings = tokens.iter().filter(|token| token.kind == Kind::Literal).map(|token| {
        // Space behind it has been looked at for one more.
        let Span { start, end } = token.span;
        Span::new(start, start + source.bytes()[start as usize..end as usize].trim_ascii_end().len() as u32)
    });
    let mut strings = strings.skip_while(|span| span.end <= at).peekable();
    while outline.has(last + 1) {
        let end = source.line_span(last).end;
        while strings.next_if(|span| span.end <= end).is_some() {}
        if strings.peek().is_none_or(|span| span.start >= end) && !belongs(last + 1) {
            break;
        }
        last += 1;
    }
    let start = source.line_span(first).start + outline.margin(first);
    let text = outline.text(first);
    let instead: &[u8] = match word(text) {
        _ if is_layout => b"",
        b"elif" | b"else" => b"",
        b"except" | b"finally" => b"finally:0",
        _ => b"0",
    };
    Some(Place { lines: Span::new(start, source.line_span(last).end.max(start)), instead })
}

/// Where the first token of the statement stands that a place is in. What is wrong with the first token is that it follows
/// the line before, which is to start a block, or is a decorator.
fn start_of_statement(tokens: &[Token], at: u32) -> u32 {
    let is_layout = |kind| matches!(kind, Kind::Newline | Kind::Indent | Kind::Dedent);
    let (mut start, mut before) = (at, at);
    let mut starts_line = true;
    for token in tokens.iter().take_while(|token| token.span.start <= at) {
        if !is_layout(token.kind) && starts_line {
            (before, start) = (start, token.span.start);
        }
        starts_line = is_layout(token.kind);
    }
    if start == at { before.min(at) } else { start }
}

/// Whether a line goes on with the statement that is indented like it.
fn goes_on(text: &[u8]) -> bool {
    matches!(text.first(), Some(b')' | b']' | b'}')) || matches!(word(text), b"elif" | b"else" | b"except" | b"finally")
}

fn word(text: &[u8]) -> &[u8] {
    let len = text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    &text[..len]
}

/// The lines of a text as indentation and what is behind it.
struct Outline<'s> {
    source: &'s SourceFile,
}

impl<'s> Outline<'s> {
    fn line(&self, line: u32) -> &'s [u8] {
        let Span { start, end } = self.source.line_span(line);
        &self.source.bytes()[start as usize..end as usize]
    }

    fn has(&self, line: u32) -> bool {
        (self.source.line_span(line).start as usize) < self.source.bytes().len()
    }

    /// Without space before it and behind it.
    fn text(&self, line: u32) -> &'s [u8] {
        self.line(line).trim_ascii()
    }

    /// How many bytes of space are before the text.
    fn margin(&self, line: u32) -> u32 {
        let line = self.line(line);
        (line.len() - line.trim_ascii_start().len()) as u32
    }

    /// How many columns that is.
    fn indent(&self, line: u32) -> usize {
        let margin = &self.line(line)[..self.margin(line) as usize];
        margin.iter().fold(0, |columns, &byte| if byte == b'\t' { columns / 8 * 8 + 8 } else { columns + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    /// The lines and columns of the errors of a text.
    fn places(text: &str) -> Vec<(u32, u32)> {
        let source = SourceFile::new("x.py", text);
        let errors = syntax_errors(&source, Options::default().parse_options());
        let place = |error: &Diagnostic| source.position(error.label.as_ref().expect("it has a place").span.start);
        errors.iter().map(place).map(|at| (at.line, at.column)).collect()
    }

    #[test]
    fn statements_behind_are_read() {
        assert_eq!(places("x = 1\n"), []);
        assert_eq!(places("x = = 1\ny = = 1\n"), [(1, 5), (2, 5)]);
        assert_eq!(places("def f(:\n    x = = 1\ny = = 1\n"), [(1, 7), (3, 5)]);
        assert_eq!(places("def f():\n    x = = 1\n    y = = 1\nz = = 1\n"), [(2, 9), (3, 9), (4, 5)]);
        assert_eq!(places("f(a b,\n  c\n)\nf(= d)\n"), [(1, 5), (4, 3)]);
        assert_eq!(places("def f(:\n    x = '''\n = '''\ny = = 1\n"), [(1, 7), (4, 5)]);
        assert_eq!(places(&"= 1\n".repeat(20)).len(), MAX_ERRORS);
    }

    #[test]
    fn clauses_go_with_their_statement() {
        assert_eq!(places("if a b:\n    c\nelif d:\n    e\nelse:\n    g\nh = = i\n"), [(1, 6), (7, 5)]);
        assert_eq!(places("try:\n    a\nexcept B c:\n    d\nelse:\n    e\nf = = g\n"), [(3, 10), (7, 5)]);
        assert_eq!(places("if a:\n    b\nelse c:\n    d\nf = = g\n"), [(3, 6), (5, 5)]);
        assert_eq!(places("@a\n@b\ndef f(:\n    pass\n\n@c d\ndef g(): pass\nf = = g\n"), [(3, 7), (6, 4), (8, 5)]);
    }

    #[test]
    fn blocks_that_are_missing_or_out_of_place() {
        assert_eq!(places("def f():\nx = 1\ny = 2\nz = = 3\n"), [(2, 1), (4, 5)]);
        assert_eq!(places("class A:\n    def f():\n\nx = 1\ny = 2\nz = = 3\n").last(), Some(&(6, 5)));
        assert_eq!(places("a\n    b\n    c\nd = = e\n"), [(2, 5), (4, 5)]);
        assert_eq!(places("if a:\n        b\n    c\n    d\ne = = f\n"), [(3, 5), (5, 5)]);
        assert_eq!(places("def f():\n"), [(2, 1)]);
    }

    /// What is behind a text that does not end is part of it.
    #[test]
    fn where_nothing_more_can_be_read() {
        assert_eq!(places("x = '''a\ny = = 1\n"), [(1, 5)]);
        assert_eq!(places("x = 'a\ny = = 1\n"), [(1, 5), (2, 5)]);
    }
}

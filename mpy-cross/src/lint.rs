//! Warnings: what the compiler accepts, as the reference does, although it cannot be meant.
//!
//! [`check`] reads the tree and the tokens of a file; it changes nothing about what is compiled. Each lint walks the flat
//! pools of the tree once, so none of them recurses. Each is in the file of what it looks at.

mod call;
mod flow;
mod literal;
mod name;
mod value;

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use crate::{
    Options,
    ast::{Ast, Symbol},
    diagnostic::Label,
    lex, parse,
    set::{Member, Set},
    source::{SourceFile, Span},
};

macro_rules! codes {
    ($($(#[$meta:meta])* $code:ident = $number:literal)*) => {
        /// The warnings there are. A number never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$meta])* $code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$code,)*];

            /// The stable name, such as `W001`.
            pub const fn number(self) -> &'static str {
                match self { $(Code::$code => $number,)* }
            }
        }
    };
}
codes! {
    /// `f(a=1, a=2)`
    KeywordRepeated = "W001"
    /// `X = const(1)`, then `def f(X): …`: wherever `X` is read, it is still 1.
    ConstantRebound = "W002"
    /// A name that nothing in the file binds and that is no builtin.
    NameUnbound = "W003"
    /// Code behind `return`, `raise`, `break`, `continue` or an endless loop.
    Unreachable = "W004"
    /// `{1: a, 1: b}`, `{1, 1}`
    KeyRepeated = "W005"
    /// `assert (x, "message")`, which always holds.
    AssertTuple = "W006"
    /// `x is 1`, `x is "a"`
    IsLiteral = "W007"
    /// `f(a=1, b := 2)`, `f(x for x in y, 1)`: CPython refuses these.
    ArgumentOrder = "W008"
    /// `1__0`, `1_`
    NumberUnderscore = "W009"
    /// `b"é"`: which bytes these are depends on how the file is encoded.
    BytesNotAscii = "W010"
    /// Lines of one block that are indented by different mixtures of tabs and spaces.
    IndentationMixed = "W011"
    /// `yield from` in an `async def`, where `await` is meant.
    YieldFromInAsync = "W012"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

impl Member for Code {
    const ALL: &'static [Code] = Code::ALL;
    const WHAT: &'static str = "warning";

    fn name(self) -> &'static str {
        self.number()
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// A set of warnings.
pub type Warnings = Set<Code>;

/// A warning.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// Which one.
    pub code: Code,
    /// What has been found, in a line.
    pub message: String,
    /// Where.
    pub label: Label,
    /// The other place that matters.
    pub notes: Vec<Label>,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

/// The warnings about a file, in the order of the text. A file with a syntax error has none: it has the error.
///
/// ```
/// use mpy_cross::{Options, lint::{self, Code, Warnings}, source::SourceFile};
///
/// let source = SourceFile::new("app.py", "print(end='', end='!')\n");
/// let warnings = lint::check(&source, &Options::default(), Warnings::ALL);
/// assert_eq!(warnings[0].code, Code::KeywordRepeated);
/// assert!(lint::check(&source, &Options::default(), Warnings::ALL.without(Code::KeywordRepeated)).is_empty());
/// ```
pub fn check(source: &SourceFile, options: &Options, which: Warnings) -> Vec<Warning> {
    if which == Warnings::NONE {
        return Vec::new();
    }
    let Ok(ast) = parse::parse(source, options.parse_options()) else {
        return Vec::new();
    };
    let mut linter = Linter { ast: &ast, source, found: Vec::new() };
    linter.calls();
    linter.constants();
    linter.names();
    linter.flow();
    linter.values();
    let mut constants = Ast::new();
    let tokens = lex::lex(source.bytes(), &mut constants, options.parse_options().lex);
    linter.literals(&tokens, &constants);
    linter.indentation(&tokens);
    let mut found = linter.found;
    found.retain(|warning| which.contains(warning.code));
    found.sort_by_key(|warning| (warning.label.span.start, warning.code));
    found
}

struct Linter<'a> {
    ast: &'a Ast,
    source: &'a SourceFile,
    found: Vec<Warning>,
}

impl Linter<'_> {
    fn warn(&mut self, code: Code, span: Span, message: impl Into<String>, label: &str) -> &mut Warning {
        let label = Label { span, text: label.to_string() };
        self.found.push(Warning { code, message: message.into(), label, notes: Vec::new(), hint: None });
        self.found.last_mut().expect("it has just been added")
    }

    fn text(&self, symbol: Symbol) -> String {
        String::from_utf8_lossy(self.ast.names.text(symbol)).into_owned()
    }
}

impl Warning {
    fn note(&mut self, span: Span, text: &str) -> &mut Warning {
        self.notes.push(Label { span, text: text.to_string() });
        self
    }

    fn hint(&mut self, hint: &'static str) {
        self.hint = Some(hint);
    }
}

#[cfg(test)]
mod tests;

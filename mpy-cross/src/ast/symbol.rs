//! Names and short strings, each kept once.

use alloc::vec::Vec;
use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A text of an [`Interner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// Its number, for tables beside the interner: the first is 0, and each new one is the next.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

macro_rules! known {
    ($($name:ident = $text:literal)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "the variants exist to be counted")]
        enum Known { $($name,)* }
        #[expect(missing_docs, reason = "each is the symbol of the text it is called by")]
        impl Symbol { $(pub const $name: Symbol = Symbol(Known::$name as u32);)* }
        const KNOWN: &[&str] = &[$($text,)*];
    };
}

// Names that the language or the compiler gives a meaning to: every interner starts with them.
known! {
    EMPTY = ""
    STAR = "*"
    ASSERTION_ERROR = "AssertionError"
    RUNTIME_ERROR = "RuntimeError"
    STOP_ASYNC_ITERATION = "StopAsyncIteration"
    DUNDER_AENTER = "__aenter__"
    DUNDER_AEXIT = "__aexit__"
    DUNDER_AITER = "__aiter__"
    DUNDER_ANEXT = "__anext__"
    DUNDER_CLASS = "__class__"
    DUNDER_ENTER = "__enter__"
    DUNDER_EXIT = "__exit__"
    DUNDER_MODULE = "__module__"
    DUNDER_NAME = "__name__"
    DUNDER_QUALNAME = "__qualname__"
    DUNDER_REPL_PRINT = "__repl_print__"
    DUNDER_TEMPLATE = "__template__"
    ALIGN = "align"
    ASM_RV32 = "asm_rv32"
    ASM_THUMB = "asm_thumb"
    ASM_XTENSA = "asm_xtensa"
    BOOL = "bool"
    BYTECODE = "bytecode"
    CONST = "const"
    DATA = "data"
    INT = "int"
    LABEL = "label"
    MICROPYTHON = "micropython"
    NATIVE = "native"
    OBJECT = "object"
    RANGE = "range"
    SUPER = "super"
    UINT = "uint"
    VIPER = "viper"
    LAMBDA = "<lambda>"
    DICTCOMP = "<dictcomp>"
    GENEXPR = "<genexpr>"
    LISTCOMP = "<listcomp>"
    MODULE = "<module>"
    SETCOMP = "<setcomp>"
}

/// Names of more than ten bytes that the reference has interned before it reads anything: a string literal that is one of
/// them is interned however long it is.
const PRELOADED: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "GeneratorExit",
    "ImportError",
    "IndentationError",
    "Interpolation",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "NotImplementedError",
    "OverflowError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "UnicodeError",
    "ViperTypeError",
    "ZeroDivisionError",
    "__build_class__",
    "__complex__",
    "__contains__",
    "__delitem__",
    "__getattr__",
    "__getitem__",
    "__qualname__",
    "__repl_print__",
    "__reversed__",
    "__setitem__",
    "__template__",
    "__traceback__",
    "bound_method",
    "classmethod",
    "difference_update",
    "format_spec",
    "heap_unlock",
    "interpolations",
    "intersection",
    "intersection_update",
    "maximum recursion depth exceeded",
    "micropython",
    "staticmethod",
    "string.templatelib",
    "symmetric_difference",
    "symmetric_difference_update",
    "templatelib",
    "unpack_from",
    "vcvt_f32_s32",
    "vcvt_s32_f32",
];

/// The texts of symbols: bytes, as a Python string need not be UTF-8.
#[derive(Debug)]
pub struct Interner {
    text: Vec<u8>,
    /// Where each symbol's text ends; it starts where the one before ends.
    ends: Vec<u32>,
    table: HashTable<Symbol>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// An interner of the names that the compiler knows.
    pub fn new() -> Interner {
        let mut interner = Interner::empty();
        for text in KNOWN.iter().chain(PRELOADED) {
            interner.intern(text.as_bytes());
        }
        interner
    }

    fn empty() -> Interner {
        let hasher = DefaultHashBuilder::default();
        Interner { text: Vec::new(), ends: Vec::new(), table: HashTable::new(), hasher }
    }

    /// The symbol of a text, new if the text is.
    pub fn intern(&mut self, text: &[u8]) -> Symbol {
        let hash = self.hasher.hash_one(text);
        if let Some(symbol) = self.find(hash, text) {
            return symbol;
        }
        let symbol = Symbol(as_u32(self.ends.len()));
        self.text.extend_from_slice(text);
        self.ends.push(as_u32(self.text.len()));
        let (all, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.table.insert_unique(hash, symbol, |&other| hasher.hash_one(slice(all, ends, other)));
        symbol
    }

    /// The symbol of a text that was met before.
    pub fn get(&self, text: &[u8]) -> Option<Symbol> {
        self.find(self.hasher.hash_one(text), text)
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &[u8] {
        slice(&self.text, &self.ends, symbol)
    }

    /// The number of symbols.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none; there never is.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn find(&self, hash: u64, text: &[u8]) -> Option<Symbol> {
        self.table.find(hash, |&other| self.text(other) == text).copied()
    }
}

impl Default for Interner {
    fn default() -> Interner {
        Interner::new()
    }
}

fn slice<'a>(text: &'a [u8], ends: &[u32], symbol: Symbol) -> &'a [u8] {
    let start = symbol.index().checked_sub(1).map_or(0, |before| ends[before]);
    &text[start as usize..ends[symbol.index()] as usize]
}

fn as_u32(i: usize) -> u32 {
    u32::try_from(i).expect("a source file of at most 4 GiB has less text than that")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_symbol_a_text() {
        let mut names = Interner::new();
        let before = names.len();
        let a = names.intern(b"alpha");
        assert_eq!(a.index(), before);
        assert_eq!(names.intern(b"alpha"), a);
        assert_ne!(names.intern(b"beta"), a);
        assert_eq!(names.text(a), b"alpha");
        assert_eq!(names.get(b"gamma"), None);
        assert_eq!(names.get(b"super"), Some(Symbol::SUPER));
        assert_eq!(names.text(Symbol::SETCOMP), b"<setcomp>");
    }
}

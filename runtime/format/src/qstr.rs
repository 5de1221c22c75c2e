//! The static qstrs: strings whose numbers are part of the `.mpy` format.
//!
//! A file may name these by number alone. Numbers above [`Qstr::LAST_STATIC`] belong to whoever interns strings at run
//! time and never appear in a file.

/// Number of an interned string. 0 is no string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qstr(pub u16);

impl Qstr {
    /// Not a string.
    pub const NULL: Qstr = Qstr(0);
    /// `""`, the first static string.
    pub const EMPTY: Qstr = Qstr(1);
    /// How many static strings there are.
    pub const N_STATIC: u16 = STATIC.len() as u16;
    /// The last static string.
    pub const LAST_STATIC: Qstr = Qstr(Self::N_STATIC);

    /// The static string `text`; does not compile (or panics) where there is none. For names known when this is built.
    pub const fn of(text: &str) -> Qstr {
        match Qstr::find(text.as_bytes()) {
            Some(qstr) => qstr,
            None => panic!("not a static qstr"),
        }
    }

    /// The static string with these bytes.
    pub const fn find(text: &[u8]) -> Option<Qstr> {
        let (mut low, mut high) = (0, STATIC.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let number = BY_TEXT[middle];
            match compare(STATIC[number as usize - 1].as_bytes(), text) {
                0 => return Some(Qstr(number as u16)),
                1 => high = middle,
                _ => low = middle + 1,
            }
        }
        None
    }

    /// Text of a static string; nothing for 0 and for numbers given at run time.
    pub const fn as_static_str(self) -> Option<&'static str> {
        if self.is_static() { Some(STATIC[self.0 as usize - 1]) } else { None }
    }

    /// Whether its number is part of the format.
    pub const fn is_static(self) -> bool {
        1 <= self.0 && self.0 <= Self::N_STATIC
    }
}

/// Order of two byte strings: 0 equal, 1 `a` after `b`, 2 `a` before `b`.
const fn compare(a: &[u8], b: &[u8]) -> u8 {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return if a[i] > b[i] { 1 } else { 2 };
        }
        i += 1;
    }
    if a.len() == b.len() {
        0
    } else if a.len() > b.len() {
        1
    } else {
        2
    }
}

/// The numbers of the static strings, sorted by text.
const BY_TEXT: [u8; STATIC.len()] = {
    let mut sorted = [0; STATIC.len()];
    let mut n = 0;
    while n < STATIC.len() {
        let mut i = n;
        while i > 0 && compare(STATIC[sorted[i - 1] as usize - 1].as_bytes(), STATIC[n].as_bytes()) == 1 {
            sorted[i] = sorted[i - 1];
            i -= 1;
        }
        sorted[i] = n as u8 + 1;
        n += 1;
    }
    sorted
};

const _: () = assert!(STATIC.len() == 165, "the list of .mpy version 6");

/// The static strings; the first has number 1.
#[rustfmt::skip]
pub const STATIC: [&str; 165] = [
    "", "__dir__", "\n", " ", "*", "/", "<module>", "_", "__call__", "__class__", "__delitem__", "__enter__",
    "__exit__", "__getattr__", "__getitem__", "__hash__", "__init__", "__int__", "__iter__", "__len__", "__main__",
    "__module__", "__name__", "__new__", "__next__", "__qualname__", "__repr__", "__setitem__", "__str__",
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "EOFError", "Ellipsis", "Exception",
    "GeneratorExit", "ImportError", "IndentationError", "IndexError", "KeyError", "KeyboardInterrupt",
    "LookupError", "MemoryError", "NameError", "NoneType", "NotImplementedError", "OSError", "OverflowError",
    "RuntimeError", "StopIteration", "SyntaxError", "SystemExit", "TypeError", "ValueError", "ZeroDivisionError",
    "abs", "all", "any", "append", "args", "bool", "builtins", "bytearray", "bytecode", "bytes", "callable", "chr",
    "classmethod", "clear", "close", "const", "copy", "count", "dict", "dir", "divmod", "end", "endswith", "eval",
    "exec", "extend", "find", "format", "from_bytes", "get", "getattr", "globals", "hasattr", "hash", "id",
    "index", "insert", "int", "isalpha", "isdigit", "isinstance", "islower", "isspace", "issubclass", "isupper",
    "items", "iter", "join", "key", "keys", "len", "list", "little", "locals", "lower", "lstrip", "main", "map",
    "micropython", "next", "object", "open", "ord", "pop", "popitem", "pow", "print", "range", "read", "readinto",
    "readline", "remove", "replace", "repr", "reverse", "rfind", "rindex", "round", "rsplit", "rstrip", "self",
    "send", "sep", "set", "setattr", "setdefault", "sort", "sorted", "split", "start", "startswith",
    "staticmethod", "step", "stop", "str", "strip", "sum", "super", "throw", "to_bytes", "tuple", "type", "update",
    "upper", "utf-8", "value", "values", "write", "zip",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookup_goes_both_ways() {
        for number in 1..=Qstr::N_STATIC {
            let text = Qstr(number).as_static_str().expect("a static number");
            assert_eq!(Qstr::find(text.as_bytes()), Some(Qstr(number)), "{text:?}");
        }
        assert_eq!(Qstr::find(b"no such name"), None);
        assert_eq!(Qstr::NULL.as_static_str(), None);
        assert_eq!(Qstr(166).as_static_str(), None);
        const MODULE: Qstr = Qstr::of("<module>");
        assert_eq!(MODULE, Qstr(7));
    }
}

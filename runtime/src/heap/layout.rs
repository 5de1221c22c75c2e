//! Object headers: one word that says what an object is, how large it is, and where its references are.
//!
//! ```text
//! 31                                8 7        2  1   0
//! | length (24)                      | kind (6) | M | 1 |     M: marked in the running collection
//! ```
//! Bit 0 is 1 in a header and 0 in an address; the collector relies on it when it threads references through
//! headers. Mark, compact, freeze, preload and the size report share the one table below.

use crate::types::Type;

/// How the size of an object follows from its header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// This many words after the header; the length is free for the type's use.
    Fixed(u32),
    /// The length is the number of words.
    Words,
    /// The length is the number of bytes, padded to whole words.
    Bytes,
}

/// Which words of an object are values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refs {
    /// All of them.
    All,
    /// The first so many; the rest are bytes.
    First(u32),
    /// All, but they do not keep what they refer to alive.
    Weak,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident : $size:expr, $refs:expr, $type:ident;)*) => {
        /// What an object is.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            /// Every kind, by number.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];
            const SIZE: [Size; Kind::ALL.len()] = [$($size),*];
            const REFS: [Refs; Kind::ALL.len()] = [$($refs),*];
            const TYPE: [Type; Kind::ALL.len()] = [$(Type::$type),*];
        }
    };
}

kinds! {
    // Strings of bytes: no references.
    /// `str` that is not interned: UTF-8.
    Str: Size::Bytes, Refs::First(0), Str;
    /// `bytes`.
    Bytes: Size::Bytes, Refs::First(0), Bytes;
    /// Storage of a `bytearray`; not seen by programs.
    Buffer: Size::Bytes, Refs::First(0), Object;
    /// `float`: f64 or f32 by feature.
    Float: Size::Bytes, Refs::First(0), Float;
    /// `int` beyond 31 bits: the limbs of its magnitude; the length is one less than their bytes if it is negative.
    BigInt: Size::Bytes, Refs::First(0), Int;
    /// `complex`: two floats, the real one first.
    Complex: Size::Bytes, Refs::First(0), Complex;
    /// One compiled function: `consts` (tuple), `children` (tuple or none), two words of [`CodeShape`](crate::vm::code::CodeShape),
    /// then prelude and bytecode.
    Code: Size::Bytes, Refs::First(2), Code;

    // Sequences of words.
    /// `tuple`.
    Tuple: Size::Words, Refs::All, Tuple;
    /// A tuple whose items have names: the items, then the tuple of the names, or the class that has them.
    AttrTuple: Size::Words, Refs::All, Tuple;
    /// Storage of a list, or of anything else that grows; not seen by programs.
    Items: Size::Words, Refs::All, Object;
    /// Entries of a small table: key, value, key, value … in insertion order.
    Table: Size::Words, Refs::All, Object;
    /// Entries of a large table: hash index, holes, index slots in use, then as [`Kind::Table`].
    HashTable: Size::Words, Refs::All, Object;
    /// References that do not keep alive.
    Weak: Size::Words, Refs::Weak, Object;
    /// `code`, `module`, then positional defaults.
    Function: Size::Words, Refs::All, Function;
    /// As [`Kind::Function`], the last word being the dict of keyword defaults.
    FunctionKw: Size::Words, Refs::All, Function;
    /// A function, then its cells.
    Closure: Size::Words, Refs::All, Closure;
    /// Function, then the words of the suspended frame.
    Generator: Size::Words, Refs::All, Generator;

    // Fixed shapes. A holder's `table` is always word 0 and its count of used entries is the length.
    /// `items`; the length is the list's.
    List: Size::Fixed(1), Refs::All, List;
    /// `items`, the place behind the last item and a flag (small int); the length is the place of the first item.
    Deque: Size::Fixed(2), Refs::All, Deque;
    /// `buffer`; the length is the bytearray's, in bytes.
    ByteArray: Size::Fixed(1), Refs::All, ByteArray;
    /// Holder: `table`.
    Dict: Size::Fixed(1), Refs::All, Dict;
    /// As [`Kind::Dict`].
    OrderedDict: Size::Fixed(1), Refs::All, OrderedDict;
    /// Holder: `table` (keys only).
    Set: Size::Fixed(1), Refs::All, Set;
    /// Holder: `table` (keys only).
    FrozenSet: Size::Fixed(1), Refs::All, FrozenSet;
    /// Holder: `table`, `class`.
    Instance: Size::Fixed(2), Refs::All, Object;
    /// Holder: `table`, `class`, `native`: an instance whose class derives from a builtin type.
    InstanceNative: Size::Fixed(3), Refs::All, Object;
    /// Holder: `table`, `name`, `bases` (tuple), `flags`.
    Class: Size::Fixed(4), Refs::All, Type;
    /// `dict`.
    Module: Size::Fixed(1), Refs::All, Module;
    /// `start`, `stop`, `step`.
    Range: Size::Fixed(3), Refs::All, Range;
    /// `start`, `stop`, `step`.
    Slice: Size::Fixed(3), Refs::All, Slice;
    /// The value of a closed-over variable.
    Cell: Size::Fixed(1), Refs::All, Object;
    /// `function`, `self`.
    BoundMethod: Size::Fixed(2), Refs::All, BoundMethod;
    /// `class`, `args` (tuple), `traceback` (items or none), `attributes` (dict or none).
    Exception: Size::Fixed(4), Refs::All, Exception;
    /// `get`, `set`, `delete`.
    Property: Size::Fixed(3), Refs::All, Property;
    /// `function`.
    StaticMethod: Size::Fixed(1), Refs::All, StaticMethod;
    /// `function`.
    ClassMethod: Size::Fixed(1), Refs::All, ClassMethod;
    /// `class`, `self`.
    Super: Size::Fixed(2), Refs::All, Super;
    /// `object()`.
    Object: Size::Fixed(0), Refs::All, Object;
    /// `of`, `start` and `length` (small ints).
    MemoryView: Size::Fixed(3), Refs::All, MemoryView;
    /// `dict`; the length says which view: 0 keys, 1 values, 2 items.
    DictView: Size::Fixed(1), Refs::All, DictView;

    // Iterators.
    /// `sequence`, `index`: list, tuple, str, bytes, bytearray, anything with `__getitem__`.
    SequenceIterator: Size::Fixed(2), Refs::All, Iterator;
    /// `next`, `stop`, `step`.
    RangeIterator: Size::Fixed(3), Refs::All, Iterator;
    /// `holder`, `entry`; the length says what it gives, 0 keys, 1 values, 2 items, and above that where it ends.
    TableIterator: Size::Fixed(2), Refs::All, Iterator;
    /// `iterator`, `count`.
    Enumerate: Size::Fixed(2), Refs::All, Enumerate;
    /// The iterators.
    Zip: Size::Words, Refs::All, Zip;
    /// `function`, then the iterators.
    Map: Size::Words, Refs::All, Map;
    /// `function`, `iterator`.
    Filter: Size::Fixed(2), Refs::All, Filter;
    /// `sequence`, `index`, counting down.
    Reversed: Size::Fixed(2), Refs::All, Reversed;
    /// `callable`, `sentinel`: `iter(f, x)`.
    CallIterator: Size::Fixed(2), Refs::All, Iterator;
}

impl Kind {
    /// The kind with this number, which a header holds.
    #[inline(always)]
    pub const fn from_number(number: u8) -> Kind {
        Kind::ALL[number as usize]
    }

    /// How large an object of this kind is.
    #[inline]
    pub const fn size(self) -> Size {
        Kind::SIZE[self as usize]
    }

    /// Which of its words are values.
    #[inline]
    pub const fn refs(self) -> Refs {
        Kind::REFS[self as usize]
    }

    /// The builtin type that a program sees.
    pub const fn type_(self) -> Type {
        Kind::TYPE[self as usize]
    }
}

const _: () = assert!(Kind::ALL.len() <= 64, "a kind has six bits");

/// The word before an object's fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Header(pub u32);

/// The longest object: its length has 24 bits.
pub const MAX_LENGTH: u32 = (1 << 24) - 1;

impl Header {
    /// The mark of the running collection.
    pub const MARK: u32 = 2;

    /// The header of an unmarked object; `length` is at most [`MAX_LENGTH`].
    pub const fn new(kind: Kind, length: u32) -> Header {
        debug_assert!(length <= MAX_LENGTH);
        Header(length << 8 | (kind as u32) << 2 | 1)
    }

    /// What the object is.
    #[inline(always)]
    pub const fn kind(self) -> Kind {
        Kind::from_number((self.0 >> 2 & 0x3f) as u8)
    }

    /// Its length, in the unit of its [`Size`].
    #[inline(always)]
    pub const fn length(self) -> u32 {
        self.0 >> 8
    }

    /// Words after the header.
    #[inline]
    pub const fn words(self) -> u32 {
        match self.kind().size() {
            Size::Fixed(words) => words,
            Size::Words => self.length(),
            Size::Bytes => self.length().div_ceil(4),
        }
    }

    /// Words after the header that are values.
    #[inline]
    pub const fn refs(self) -> u32 {
        match self.kind().refs() {
            Refs::All | Refs::Weak => self.words(),
            Refs::First(count) => count,
        }
    }
}

/// Bytes in RAM of an object with `words` words after its header.
pub const fn words_size(words: u32) -> u32 {
    4 + words * 4
}

/// Bytes in RAM of an object with `bytes` bytes after its header.
pub const fn bytes_size(bytes: u32) -> u32 {
    words_size(bytes.div_ceil(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_what_was_put_in() {
        for &kind in Kind::ALL {
            let header = Header::new(kind, 1234);
            assert_eq!((header.kind(), header.length(), header.0 & 3), (kind, 1234, 1));
            assert!(header.refs() <= header.words());
        }
    }
}

//! Every Python value is one 32-bit word: its tags, and nothing else.
//!
//! ```text
//! ........ .......1   small int, 31 bits, two's complement
//! ........ .....010   interned string, by number
//! pppppppp ppppp110   immediate, payload p (below)
//! ........ ......00   address of an object, 4-byte aligned; 0 is "no value"
//!
//! immediate payload:  iiiiiiii iiiiiiii iiiii cc nnnnnn
//!   cc = 00   singleton n: None 0, False 1, True 3 (the numbers native code expects), then our own
//!   cc = 01   builtin type i          cc = 10   builtin function i = table << 8 | entry
//!   cc = 11   builtin module i
//! ```
//! Nothing outside this file shifts or masks a value.

use core::marker::PhantomData;

use mpy_format::qstr::Qstr;

/// The bits of a value, without a claim that an address in them is still good.
///
/// A `Word` may be kept across a collection but, if it holds an address, not be turned back into a [`Value`]:
/// that step is unsafe and lives in the heap and in the loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Word(u32);

/// What a word is, by its tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tag {
    /// No value: an unbound local, an empty field.
    Null,
    /// A small int.
    Int(i32),
    /// An interned string.
    Qstr(Qstr),
    /// One of the singletons of [`Word`], by number.
    Singleton(u8),
    /// A builtin type, by number.
    Type(u16),
    /// A builtin function: `table << 8 | entry`.
    Function(u16),
    /// A builtin module, by number.
    Module(u16),
    /// An object at this address.
    Object(u32),
}

const TYPE: u32 = 1;
const FUNCTION: u32 = 2;
const MODULE: u32 = 3;

const fn immediate(class: u32, index: u32, number: u32) -> Word {
    Word((index << 8 | class << 6 | number) << 3 | 6)
}

impl Word {
    /// No value.
    pub const NULL: Word = Word(0);
    /// `None`.
    pub const NONE: Word = immediate(0, 0, 0);
    /// `False`.
    pub const FALSE: Word = immediate(0, 0, 1);
    /// `True`.
    pub const TRUE: Word = immediate(0, 0, 3);
    /// `...`.
    pub const ELLIPSIS: Word = immediate(0, 0, 4);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Word = immediate(0, 0, 5);
    /// The end of an iteration, returned by a `next` step; no program ever sees it.
    pub const STOP: Word = immediate(0, 0, 6);
    /// A deleted entry of a table; no program ever sees it.
    pub const HOLE: Word = immediate(0, 0, 7);
    /// On the operand stack of a `finally` block: a `return` goes on behind it. No program ever sees it.
    pub const UNWIND_RETURN: Word = immediate(0, 0, 10);
    /// On the operand stack of a `finally` block: a jump goes on behind it. No program ever sees it.
    pub const UNWIND_JUMP: Word = immediate(0, 0, 11);
    /// The empty tuple.
    pub const EMPTY_TUPLE: Word = immediate(0, 0, 8);
    /// The empty bytes object.
    pub const EMPTY_BYTES: Word = immediate(0, 0, 9);
    /// `sys.stdout`.
    pub const STDOUT: Word = immediate(0, 0, 12);
    /// `sys.stderr`.
    pub const STDERR: Word = immediate(0, 0, 13);

    /// The smallest and the largest small int.
    pub const INT_MIN: i32 = -(1 << 30);
    /// See [`Word::INT_MIN`].
    pub const INT_MAX: i32 = (1 << 30) - 1;

    /// A small int; `None` when `value` needs more than 31 bits.
    #[inline(always)]
    pub const fn int(value: i32) -> Option<Word> {
        let shifted = value << 1;
        if shifted >> 1 == value { Some(Word(shifted as u32 | 1)) } else { None }
    }

    /// A small int whose value is known to fit, as sizes, indices and offsets do; the top bit is lost otherwise.
    #[inline(always)]
    pub const fn small(value: i32) -> Word {
        Word((value << 1) as u32 | 1)
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(value: bool) -> Word {
        if value { Word::TRUE } else { Word::FALSE }
    }

    /// An interned string.
    #[inline(always)]
    pub const fn qstr(name: Qstr) -> Word {
        Word((name.0 as u32) << 3 | 2)
    }

    /// The builtin type with this number.
    pub const fn type_(number: u16) -> Word {
        immediate(TYPE, number as u32, 0)
    }

    /// The builtin function at `entry` of method table `table`.
    pub const fn function(table: u8, entry: u8) -> Word {
        immediate(FUNCTION, (table as u32) << 8 | entry as u32, 0)
    }

    /// The builtin module with this number.
    pub const fn module(number: u16) -> Word {
        immediate(MODULE, number as u32, 0)
    }

    /// The object at `address`, which is a multiple of four.
    #[inline(always)]
    pub const fn object(address: u32) -> Word {
        debug_assert!(address & 3 == 0);
        Word(address)
    }

    /// The bits as they stand in memory.
    #[inline(always)]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// A word from the bits in memory.
    #[inline(always)]
    pub const fn from_bits(bits: u32) -> Word {
        Word(bits)
    }

    /// Whether this is "no value".
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }

    /// The small int in this word.
    #[inline(always)]
    pub const fn as_int(self) -> Option<i32> {
        if self.0 & 1 != 0 { Some(self.0 as i32 >> 1) } else { None }
    }

    /// The small int in a word that is known to hold one; some number otherwise.
    #[inline(always)]
    pub const fn to_int(self) -> i32 {
        self.0 as i32 >> 1
    }

    /// The interned string in this word.
    #[inline(always)]
    pub const fn as_qstr(self) -> Option<Qstr> {
        if self.0 & 7 == 2 { Some(Qstr((self.0 >> 3) as u16)) } else { None }
    }

    /// The address in this word, when it refers to an object.
    #[inline(always)]
    pub const fn as_address(self) -> Option<u32> {
        if self.0 & 3 == 0 && self.0 != 0 { Some(self.0) } else { None }
    }

    /// The number of the builtin type in this word.
    pub const fn as_type(self) -> Option<u16> {
        match self.tag() {
            Tag::Type(number) => Some(number),
            _ => None,
        }
    }

    /// Whether the word is an immediate, a small int or an interned string: not an address, not "no value".
    #[inline(always)]
    pub const fn is_immediate(self) -> bool {
        self.0 & 3 != 0
    }

    /// What the word is.
    pub const fn tag(self) -> Tag {
        if self.0 & 1 != 0 {
            return Tag::Int(self.0 as i32 >> 1);
        }
        if self.0 & 3 == 0 {
            return if self.0 == 0 { Tag::Null } else { Tag::Object(self.0) };
        }
        if self.0 & 7 == 2 {
            return Tag::Qstr(Qstr((self.0 >> 3) as u16));
        }
        let payload = self.0 >> 3;
        match payload >> 6 & 3 {
            TYPE => Tag::Type((payload >> 8) as u16),
            FUNCTION => Tag::Function((payload >> 8) as u16),
            MODULE => Tag::Module((payload >> 8) as u16),
            _ => Tag::Singleton((payload & 0x3f) as u8),
        }
    }
}

/// A value that can be used until the next collection: the borrow `'m` of the [`Mutator`](crate::heap::Mutator)
/// that it was read or made through ends there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Value<'m>(Word, PhantomData<&'m ()>);

impl<'m> Value<'m> {
    /// No value.
    pub const NULL: Value<'m> = Value(Word::NULL, PhantomData);
    /// `None`.
    pub const NONE: Value<'m> = Value(Word::NONE, PhantomData);
    /// `...`.
    pub const ELLIPSIS: Value<'m> = Value(Word::ELLIPSIS, PhantomData);
    /// The end of an iteration.
    pub const STOP: Value<'m> = Value(Word::STOP, PhantomData);
    /// The key of a deleted entry of a table.
    pub const HOLE: Value<'m> = Value(Word::HOLE, PhantomData);
    /// The empty tuple.
    pub const EMPTY_TUPLE: Value<'m> = Value(Word::EMPTY_TUPLE, PhantomData);

    /// A value from its bits.
    ///
    /// # Safety
    /// If `word` is an address, an object with a written header is there, and stays there for `'m` (GC-1, GC-2).
    #[inline(always)]
    pub const unsafe fn from_word(word: Word) -> Value<'m> {
        Value(word, PhantomData)
    }

    /// A value that refers to no object; `None` for an address.
    #[inline(always)]
    pub const fn immediate(word: Word) -> Option<Value<'m>> {
        if word.is_immediate() || word.is_null() { Some(Value(word, PhantomData)) } else { None }
    }

    /// A small int that is known to fit 31 bits; see [`Word::small`].
    #[inline(always)]
    pub const fn small(value: i32) -> Value<'m> {
        Value(Word::small(value), PhantomData)
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(value: bool) -> Value<'m> {
        Value(Word::bool(value), PhantomData)
    }

    /// An interned string.
    #[inline(always)]
    pub const fn qstr(name: Qstr) -> Value<'m> {
        Value(Word::qstr(name), PhantomData)
    }

    /// The builtin type with this number.
    pub const fn type_(number: u16) -> Value<'m> {
        Value(Word::type_(number), PhantomData)
    }

    /// The builtin module with this number.
    pub const fn module(number: u16) -> Value<'m> {
        Value(Word::module(number), PhantomData)
    }

    /// The bits of this value.
    #[inline(always)]
    pub const fn word(self) -> Word {
        self.0
    }

    /// The small int in this value.
    #[inline(always)]
    pub const fn as_int(self) -> Option<i32> {
        self.0.as_int()
    }

    /// Whether this is "no value".
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0.0 == Word::NONE.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_code_finds_its_constants() {
        assert_eq!([Word::NONE.bits(), Word::FALSE.bits(), Word::TRUE.bits()], [6, 14, 30]);
    }

    #[test]
    fn small_ints_are_31_bits() {
        for value in [0, 1, -1, Word::INT_MAX, Word::INT_MIN] {
            assert_eq!(Word::int(value).and_then(Word::as_int), Some(value));
        }
        assert_eq!((Word::int(Word::INT_MAX + 1), Word::int(Word::INT_MIN - 1)), (None, None));
    }

    #[test]
    fn tags_do_not_overlap() {
        assert_eq!(Word::type_(77).tag(), Tag::Type(77));
        assert_eq!(Word::function(3, 200).tag(), Tag::Function(3 << 8 | 200));
        assert_eq!(Word::module(5).tag(), Tag::Module(5));
        assert_eq!(Word::qstr(Qstr(40_000)).tag(), Tag::Qstr(Qstr(40_000)));
        assert_eq!(Word::TRUE.tag(), Tag::Singleton(3));
        assert_eq!(Word::object(0x2000_0004).tag(), Tag::Object(0x2000_0004));
    }
}

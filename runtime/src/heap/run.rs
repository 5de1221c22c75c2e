//! A run of bytes on the heap or in ROM: what `str`, `bytes`, `bytearray` and views of them have in common.
//!
//! The bytes of a `bytearray` can change while a run is held, so a run lends no slice: its methods read.

use core::cell::Cell;
use core::cmp::Ordering;
use core::marker::PhantomData;

/// Bytes that can be read until the next collection.
#[derive(Clone, Copy)]
pub struct Run<'m> {
    start: *const u8,
    length: u32,
    _borrow: PhantomData<&'m [Cell<u8>]>,
}

impl<'m> From<&'m [u8]> for Run<'m> {
    fn from(bytes: &'m [u8]) -> Run<'m> {
        Run { start: bytes.as_ptr(), length: bytes.len() as u32, _borrow: PhantomData }
    }
}

impl<'m> From<&'m [Cell<u8>]> for Run<'m> {
    fn from(bytes: &'m [Cell<u8>]) -> Run<'m> {
        Run { start: bytes.as_ptr().cast(), length: bytes.len() as u32, _borrow: PhantomData }
    }
}

impl<'m> Run<'m> {
    /// No bytes.
    pub const EMPTY: Run<'m> = Run { start: core::ptr::NonNull::dangling().as_ptr(), length: 0, _borrow: PhantomData };

    /// How many bytes.
    #[inline(always)]
    pub fn len(self) -> u32 {
        self.length
    }

    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// The bytes, for a method of this file that runs nothing else meanwhile.
    #[inline(always)]
    fn slice(&self) -> &[u8] {
        // SAFETY: a run is made of a slice that lives for `'m`. If its bytes are cells, nothing writes to them while the
        // slice lives: it does not leave the methods of this file, none of which calls back.
        unsafe { core::slice::from_raw_parts(self.start, self.length as usize) }
    }

    /// Byte `index`.
    #[inline]
    pub fn get(self, index: u32) -> Option<u8> {
        self.slice().get(index as usize).copied()
    }

    /// Byte `index`, which is there.
    #[inline]
    pub fn at(self, index: u32) -> u8 {
        self.slice()[index as usize]
    }

    /// The bytes `from..to`, as far as they are there.
    pub fn part(self, from: u32, to: u32) -> Run<'m> {
        let to = to.min(self.length);
        let from = from.min(to);
        Run { start: self.start.wrapping_add(from as usize), length: to - from, _borrow: PhantomData }
    }

    /// The bytes from `from` on.
    pub fn rest(self, from: u32) -> Run<'m> {
        self.part(from, self.length)
    }

    /// The bytes, one by one.
    pub fn bytes(self) -> impl DoubleEndedIterator<Item = u8> + use<'m> {
        (0..self.length).map(move |index| self.at(index))
    }

    /// Copies as many bytes as `target` has room for to its front, and says how many.
    pub fn copy_to(self, target: &mut [u8]) -> usize {
        let count = target.len().min(self.length as usize);
        target[..count].copy_from_slice(&self.slice()[..count]);
        count
    }

    /// Copies all bytes to the front of `target`, which may be the same memory.
    pub fn copy_to_cells(self, target: &[Cell<u8>]) {
        assert!(target.len() >= self.length as usize);
        let target = target.as_ptr().cast::<u8>().cast_mut();
        // SAFETY: both are live memory of at least this length; cells may be written, and `copy` allows an overlap.
        unsafe { core::ptr::copy(self.start, target, self.length as usize) }
    }

    /// Whether the bytes are the same.
    pub fn equals(self, other: Run<'_>) -> bool {
        self.slice() == other.slice()
    }

    /// Which comes first.
    pub fn order(self, other: Run<'_>) -> Ordering {
        self.slice().cmp(other.slice())
    }

    /// Whether `part` stands at `index`.
    pub fn has_at(self, index: u32, part: Run<'_>) -> bool {
        self.slice().get(index as usize..).is_some_and(|rest| rest.starts_with(part.slice()))
    }

    /// Where `part` first stands.
    pub fn find(self, part: Run<'_>) -> Option<u32> {
        match part.slice() {
            [] => Some(0),
            part => self.slice().windows(part.len()).position(|bytes| bytes == part).map(|at| at as u32),
        }
    }

    /// Where `part` last stands.
    pub fn find_last(self, part: Run<'_>) -> Option<u32> {
        match part.slice() {
            [] => Some(self.length),
            part => self.slice().windows(part.len()).rposition(|bytes| bytes == part).map(|at| at as u32),
        }
    }

    /// Where code point `index` of UTF-8 starts; the end is a place too.
    pub fn find_char(self, index: u32) -> Option<u32> {
        let starts = self.slice().iter().enumerate().filter(|&(_, &byte)| byte & 0xc0 != 0x80).map(|(at, _)| at as u32);
        starts.chain([self.length]).nth(index as usize)
    }

    /// Whether the bytes are UTF-8, lone surrogates allowed.
    pub fn is_utf8(self) -> bool {
        let (bytes, mut at) = (self.slice(), 0);
        while let Some(&first) = bytes.get(at) {
            at += 1;
            let follow = match first {
                ..0x80 => 0,
                0xc0..0xe0 => 1,
                0xe0..0xf0 => 2,
                0xf0..0xf8 => 3,
                _ => return false,
            };
            for _ in 0..follow {
                if bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80) {
                    return false;
                }
                at += 1;
            }
        }
        true
    }

    /// How many code points UTF-8 has.
    pub fn count_chars(self) -> u32 {
        self.slice().iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
    }
}

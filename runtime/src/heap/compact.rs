//! Compaction: slides what is alive to the start of the block, in place and in order.
//!
//! Jonkers' threading: every reference to an object is linked into a chain that starts in the object's header, so that
//! all can be set when its new address is known. An address has bit 0 clear, a header has it set: that ends the chain.
//!
//! ```text
//! before   cell A: → X      cell B: → X      X: header
//! threaded cell A: header   cell B: → A      X: → B
//! ```
//! Two passes in address order: the first sets the references that point forward, the second those that point
//! backward, and moves. Sliding keeps the order of objects, which [`super::identity`] relies on.

use super::Heap;
use super::layout::Header;
use crate::value::Word;

impl Heap {
    /// Moves all marked objects together, clears the marks and updates every reference.
    pub(super) fn compact(&mut self) {
        let top = self.top.get();
        let mut address = self.sp;
        while address < self.end {
            self.thread(address);
            address += 4;
        }

        let (mut object, mut to) = (self.start, self.start);
        while object < top {
            let header = self.unthread(object, to);
            if header.0 & Header::MARK != 0 {
                for index in 0..header.refs() {
                    self.thread(object + 4 + index * 4);
                }
                to += 4 + header.words() * 4;
            }
            object += 4 + header.words() * 4;
        }

        let (mut object, mut to) = (self.start, self.start);
        while object < top {
            let header = self.unthread(object, to);
            let size = 4 + header.words() * 4;
            if header.0 & Header::MARK != 0 {
                self.write(object, Word::from_bits(header.0 & !Header::MARK));
                if to != object {
                    self.slide(object, to, size);
                }
                to += size;
            }
            object += size;
        }
        if cfg!(feature = "gc-stress") {
            let mut address = to;
            while address < top {
                self.write(address, Word::from_bits(super::POISON));
                address += 4;
            }
        }
        self.top.set(to);
    }

    /// Links the reference in `cell` into the chain of the object it refers to.
    #[inline]
    fn thread(&self, cell: u32) {
        if let Some(target) = self.read(cell).as_address()
            && self.holds(target)
        {
            self.write(cell, self.read(target));
            self.write(target, Word::from_bits(cell));
        }
    }

    /// Sets every reference in the chain of `object` to `to`, restores its header and returns it.
    #[inline]
    fn unthread(&self, object: u32, to: u32) -> Header {
        let mut link = self.read(object).bits();
        while link & 1 == 0 {
            let next = self.read(link).bits();
            self.write(link, Word::from_bits(to));
            link = next;
        }
        self.write(object, Word::from_bits(link));
        Header(link)
    }

    #[inline]
    fn slide(&self, from: u32, to: u32, size: u32) {
        let (source, target) = (self.memory.pointer::<u8>(from), self.memory.pointer::<u8>(to));
        // SAFETY: both ranges are words of objects in the block: `to <= from`, and `from + size` is at most `top`.
        unsafe { core::ptr::copy(source, target, size as usize) };
    }
}

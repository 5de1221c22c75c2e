//! Marking: finds what is alive, in bounded space and without recursion.
//!
//! The gap between objects and stack is the mark stack. When it is full, objects are left grey (marked, children not yet
//! seen) and a pass over the heap finds them again.

use super::Heap;
use super::layout::{Header, Refs};
use crate::value::{Tag, Word};
use crate::vm::Vm;

use super::Root;

/// Number of the first interned string that lives in RAM.
pub(super) fn first_qstr_in_ram(vm: &Vm) -> u32 {
    vm.rom.first_ram_qstr()
}

/// The part of the gap that is used as mark stack.
struct MarkStack {
    bottom: u32,
    next: u32,
    overflowed: bool,
}

impl Heap {
    /// Marks all that the roots and the stack reach. `first_ram_qstr`: interned strings from here on are in RAM.
    pub(super) fn mark(&mut self, first_ram_qstr: u32) {
        let interned = self.read(self.root_address(Root::Interned));
        let intern = Interned { table: interned.as_address(), first: first_ram_qstr };
        let bottom = self.top.get();
        let mut stack = MarkStack { bottom, next: bottom, overflowed: false };
        let mut address = self.sp;
        while address < self.end {
            self.mark_word(self.read(address), &intern, &mut stack);
            self.drain(&intern, &mut stack);
            address += 4;
        }
        while stack.overflowed {
            stack.overflowed = false;
            let mut object = self.start;
            while object < self.top.get() {
                let header = self.header(object);
                if header.0 & Header::MARK != 0 {
                    self.mark_fields(object, header, &intern, &mut stack);
                    self.drain(&intern, &mut stack);
                }
                object += 4 + header.words() * 4;
            }
        }
    }

    fn drain(&self, intern: &Interned, stack: &mut MarkStack) {
        while stack.next > stack.bottom {
            stack.next -= 4;
            let object = self.read(stack.next).bits();
            self.mark_fields(object, self.header(object), intern, stack);
        }
    }

    fn mark_fields(&self, object: u32, header: Header, intern: &Interned, stack: &mut MarkStack) {
        if header.kind().refs() == Refs::Weak {
            return;
        }
        for index in 0..header.refs() {
            self.mark_word(self.read(object + 4 + index * 4), intern, stack);
        }
    }

    #[inline]
    fn mark_word(&self, word: Word, intern: &Interned, stack: &mut MarkStack) {
        let address = match word.tag() {
            Tag::Object(address) => address,
            Tag::Qstr(name) => match intern.entry(u32::from(name.0)) {
                Some(entry) => match self.read(entry).as_address() {
                    Some(text) => text,
                    None => return,
                },
                None => return,
            },
            _ => return,
        };
        if !self.holds(address) {
            return;
        }
        let header = self.header(address);
        if header.0 & Header::MARK != 0 {
            return;
        }
        self.write(address, Word::from_bits(header.0 | Header::MARK));
        if header.refs() == 0 {
            return;
        }
        if stack.next + 4 > self.sp {
            stack.overflowed = true;
            return;
        }
        // The mark stack is outside the objects: `write` takes any word of the block.
        self.write(stack.next, Word::from_bits(address));
        stack.next += 4;
    }

    /// Clears the weak references to what was not marked.
    pub(super) fn sweep_weak(&mut self) {
        for root in [Root::Interned, Root::Identities] {
            let Some(table) = self.read(self.root_address(root)).as_address() else { continue };
            for index in 0..self.header(table).refs() {
                let entry = table + 4 + index * 4;
                let dead = self
                    .read(entry)
                    .as_address()
                    .is_some_and(|object| self.holds(object) && self.header(object).0 & Header::MARK == 0);
                if dead {
                    self.write(entry, Word::NULL);
                }
            }
        }
    }
}

struct Interned {
    table: Option<u32>,
    first: u32,
}

impl Interned {
    /// Address of the table's entry for an interned string that is in RAM.
    fn entry(&self, name: u32) -> Option<u32> {
        match self.table {
            Some(table) if name >= self.first && name < u32::from(crate::qstr::FIRST_CHAR) => {
                Some(table + 4 + (name - self.first) * 4)
            }
            _ => None,
        }
    }
}

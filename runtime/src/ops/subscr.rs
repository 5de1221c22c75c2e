//! Subscripts.

use crate::exception::{Part, Raised};
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::ops::special::call_special;
use crate::q;
use crate::types::{Res, Type, builtin_type_of, deque, list, native_of, range, slice, storage, table, text};
use crate::value::Value;
use crate::vm::Vm;

/// Calls `body` with a slot that holds the object behind an instance, or the object itself.
fn with_native<R>(
    vm: &mut Vm,
    object: Slot,
    body: impl FnOnce(&mut Vm, Slot, Type) -> Result<R, Raised>,
) -> Result<R, Raised> {
    let m = vm.view();
    let native = native_of(m, m.get(object));
    let type_ = builtin_type_of(m, native);
    if native == m.get(object) {
        return body(vm, object, type_);
    }
    storage::scoped(vm, |vm| {
        let this = vm.push_slot(object)?;
        let m = vm.view();
        m.set(this, native_of(m, m.get(this)));
        body(vm, this, type_)
    })
}

#[cold]
fn refuse(vm: &mut Vm, object: Slot, what: &'static str) -> Raised {
    vm.raise_parts(Type::TypeError, &[Part::Text("'"), Part::TypeOf(object), Part::Text(what)])
}

/// `object[index]`.
///
/// # Errors
/// `IndexError`, `KeyError`, `TypeError: 'T' object isn't subscriptable`; what `__getitem__` raises.
pub fn op_load_subscr(vm: &mut Vm, object: Slot, index: Slot) -> Res {
    let m = vm.view();
    if let (Some(number), Some(list)) = (m.get(index).as_int(), m.object_of(m.get(object), Kind::List))
        && let Some(item) = list::item(m, list.value(), number as u32)
    {
        return Ok(m.ret(item));
    }
    if let Some(ret) = call_special(vm, object, q!(__getitem__), &[index])? {
        return Ok(ret);
    }
    with_native(vm, object, |vm, object, type_| match type_ {
        Type::List | Type::Tuple => load_sequence(vm, object, index, type_),
        Type::Dict | Type::OrderedDict => load_dict(vm, object, index),
        Type::Range => range::subscr(vm, object, index),
        Type::Deque => deque::load(vm, object, index),
        Type::Str | Type::Bytes | Type::ByteArray | Type::MemoryView => {
            storage::scoped(vm, |vm| text::subscr::load(vm, object, index, type_))
        }
        _ => Err(refuse(vm, object, "' object isn't subscriptable")),
    })
}

fn load_sequence(vm: &mut Vm, sequence: Slot, index: Slot, type_: Type) -> Res {
    let m = vm.view();
    let length = list::len(m, m.get(sequence));
    if slice::is_slice(m, m.get(index)) {
        let bounds = slice::bounds(vm, index, length)?;
        if type_ == Type::Tuple && bounds.step != 1 {
            return Err(vm.raise(Type::NotImplementedError, "only slices with step=1 (aka None) are supported"));
        }
        return list::sliced(vm, sequence, bounds);
    }
    let index = slice::index_in(vm, Part::TypeOf(sequence), length, index)?;
    let m = vm.view();
    Ok(m.ret(list::item(m, m.get(sequence), index).unwrap_or(Value::NONE)))
}

/// `dict[key]`.
///
/// # Errors
/// `KeyError`; what finding the key raises.
pub fn load_dict(vm: &mut Vm, dict: Slot, key: Slot) -> Res {
    match table::find(vm, dict, key)? {
        Some(entry) => {
            let m = vm.view();
            let found = m.object(m.get(dict)).and_then(|dict| table::entry(m, dict, entry));
            Ok(m.ret(found.map_or(Value::NONE, |(_, value)| value)))
        }
        None => Err(vm.raise_with(Type::KeyError, key)),
    }
}

/// `object[index] = value`.
///
/// # Errors
/// As [`op_load_subscr`].
pub fn op_store_subscr(vm: &mut Vm, object: Slot, index: Slot, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if let (Some(number), Some(list)) = (m.get(index).as_int(), m.object_of(m.get(object), Kind::List))
        && (number as u32) < m.length(list)
    {
        return list::store(vm, object, number as u32, value);
    }
    if call_special(vm, object, q!(__setitem__), &[index, value])?.is_some() {
        return Ok(());
    }
    with_native(vm, object, |vm, object, type_| match type_ {
        Type::List => store_list(vm, object, index, value),
        Type::Dict | Type::OrderedDict => table::set(vm, object, index, value),
        Type::Deque => deque::store(vm, object, index, value),
        Type::ByteArray | Type::MemoryView
            if storage::scoped(vm, |vm| text::subscr::store(vm, object, index, value, type_))? =>
        {
            Ok(())
        }
        _ => Err(refuse(vm, object, "' object doesn't support item assignment")),
    })
}

fn store_list(vm: &mut Vm, list: Slot, index: Slot, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let length = list::len(m, m.get(list));
    if slice::is_slice(m, m.get(index)) {
        let (start, stop) = plain_slice(vm, index, length)?;
        let m = vm.view();
        if !matches!(builtin_type_of(m, native_of(m, m.get(value))), Type::List | Type::Tuple) {
            let parts = [Part::Text("object '"), Part::TypeOf(value), Part::Text("' isn't a tuple or list")];
            return Err(vm.raise_parts(Type::TypeError, &parts));
        }
        return list::splice(vm, list, start, stop, value);
    }
    let index = slice::index(vm, Type::List, length, index)?;
    list::store(vm, list, index, value)
}

/// The items that a slice of step 1 means; no other can be assigned to or deleted.
fn plain_slice(vm: &mut Vm, slice: Slot, length: u32) -> Result<(u32, u32), Raised> {
    let bounds = slice::bounds(vm, slice, length)?;
    if bounds.step != 1 {
        return Err(vm.raise_bare(Type::NotImplementedError));
    }
    Ok((bounds.start as u32, bounds.stop.max(bounds.start) as u32))
}

/// `del object[index]`.
///
/// # Errors
/// As [`op_load_subscr`].
pub fn op_delete_subscr(vm: &mut Vm, object: Slot, index: Slot) -> Result<(), Raised> {
    if call_special(vm, object, q!(__delitem__), &[index])?.is_some() {
        return Ok(());
    }
    with_native(vm, object, |vm, object, type_| match type_ {
        Type::List => {
            let m = vm.view();
            let length = list::len(m, m.get(object));
            let (start, stop) = if slice::is_slice(m, m.get(index)) {
                plain_slice(vm, index, length)?
            } else {
                let start = slice::index(vm, Type::List, length, index)?;
                (start, start + 1)
            };
            list::remove_range(vm, object, start, stop)
        }
        Type::Dict | Type::OrderedDict => match table::delete(vm, object, index)? {
            true => Ok(()),
            false => Err(vm.raise_with(Type::KeyError, index)),
        },
        _ => Err(refuse(vm, object, "' object doesn't support item deletion")),
    })
}

//! Lists and sets as instructions build and take them apart.

use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Slot};
use crate::ops::iter;
use crate::types::{Res, table};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A list of the `count` values that start in `first`.
pub(crate) fn list_from_slots(vm: &mut Vm, first: Slot, count: u32) -> Res {
    let m = vm.reserve(words_size(1) + words_size(count))?;
    let items = match count {
        0 => Value::NULL,
        _ => m.alloc_from(Kind::Items, count, |index| m.get(first.next(index))).value(),
    };
    Ok(m.ret(m.alloc(Kind::List, count, &[items])))
}

/// Appends what is in `item` to the list in `list`.
pub(crate) fn list_append_slot(vm: &mut Vm, list: Slot, item: Slot) -> Result<(), Raised> {
    crate::types::list::append_slot(vm, list, item)
}

/// Item `index` of a list or tuple.
pub(crate) fn item_at<'m>(m: Mutator<'m>, sequence: Value<'m>, index: u32) -> Option<Value<'m>> {
    let object = m.object(sequence)?;
    match m.kind(object) {
        Kind::Tuple => m.items(object).get(index as usize).copied(),
        Kind::List if index < m.length(object) => Some(m.field(m.object(m.field(object, 0))?, index)),
        _ => None,
    }
}

/// A list of what iterating over what is in `iterable` gives.
pub(crate) fn list_from_iterable(vm: &mut Vm, iterable: Slot) -> Res {
    let (list, iterator, item) = (vm.slot()?, vm.slot()?, vm.slot()?);
    let ret = list_from_slots(vm, list, 0)?;
    vm.keep(ret, list);
    let ret = iter::op_iter(vm, iterable)?;
    vm.keep(ret, iterator);
    loop {
        let ret = iter::op_next(vm, iterator)?;
        vm.keep(ret, item);
        if vm.view().get(item).word() == Word::STOP {
            break;
        }
        list_append_slot(vm, list, item)?;
    }
    Ok(vm.ret_slot(list))
}

/// A list of `count` items of a list, from `start` on.
pub(crate) fn list_copy_range(vm: &mut Vm, list: Slot, start: u32, count: u32) -> Res {
    let m = vm.reserve(words_size(1) + words_size(count))?;
    let items = match count {
        0 => Value::NULL,
        _ => m
            .alloc_from(Kind::Items, count, |index| item_at(m, m.get(list), start + index).unwrap_or(Value::NONE))
            .value(),
    };
    Ok(m.ret(m.alloc(Kind::List, count, &[items])))
}

/// A set of the `count` values that start in `first`.
pub(crate) fn set_from_slots(vm: &mut Vm, first: Slot, count: u32) -> Res {
    let set = vm.slot()?;
    let m = vm.reserve(words_size(1))?;
    m.set(set, m.alloc(Kind::Set, 0, &[Value::NULL]).value());
    for index in 0..count {
        set_add(vm, set, first.next(index))?;
    }
    Ok(vm.ret_slot(set))
}

/// Adds what is in `item` to the set in `set`.
pub(crate) fn set_add(vm: &mut Vm, set: Slot, item: Slot) -> Result<(), Raised> {
    table::set(vm, set, item, item)
}

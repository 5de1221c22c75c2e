//! `tuple`.

use super::{Args, Method, Res, list, signature};
use crate::heap::Slot;
use crate::heap::layout::{Kind, words_size};
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A tuple of the items of the list in `list`.
///
/// # Errors
/// `MemoryError`.
pub fn from_list(vm: &mut Vm, list: Slot) -> Res {
    let m = vm.view();
    let count = list::len(m, m.get(list));
    let m = vm.reserve(words_size(count))?;
    Ok(m.ret(m.tuple_from(count, |index| list::item(m, m.get(list), index).unwrap_or(Value::NONE))))
}

/// A tuple of the items of what is in `iterable`; a tuple is its own.
///
/// # Errors
/// `MemoryError`; what iterating raises.
pub fn from_iterable(vm: &mut Vm, iterable: Slot) -> Res {
    let m = vm.view();
    // One with names is not its own: the copy has none.
    if m.as_tuple(m.get(iterable)).is_some() && m.kind_of(m.get(iterable)) != Some(Kind::AttrTuple) {
        return Ok(vm.ret_slot(iterable));
    }
    let level = vm.stack_level();
    let list = list::from_iterable(vm, iterable)?;
    let ret = from_list(vm, list)?;
    vm.release(level);
    Ok(ret)
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 1)?;
    match args.get(1) {
        Some(iterable) => from_iterable(vm, iterable),
        None => Ok(vm.ret(Word::EMPTY_TUPLE)),
    }
}

/// The methods.
pub(super) const METHODS: &[Method] =
    &[Method::fixed(q!(count), 2, list::count), Method::range(q!(index), 2, 4, list::index)];

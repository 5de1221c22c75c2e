//! The iteration protocol.

use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `iter(x)`.
///
/// # Errors
/// `TypeError: 'T' object isn't iterable`; what `__iter__` raises.
pub fn op_iter(vm: &mut Vm, iterable: Slot) -> Res {
    let _ = iterable;
    Err(vm.raise(Type::TypeError, "object isn't iterable"))
}

/// The next item of an iterator; [`Word::STOP`](crate::value::Word::STOP) at the end, which is no exception. A
/// generator's return value is dropped (`yield from` and `next` ask [`crate::vm`] for it).
///
/// # Errors
/// `TypeError` for what is no iterator; what producing the item raises.
pub fn op_next(vm: &mut Vm, iterator: Slot) -> Res {
    let _ = iterator;
    Err(vm.raise(Type::TypeError, "object isn't an iterator"))
}

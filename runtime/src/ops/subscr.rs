//! Subscripts.

use crate::exception::Raised;
use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `object[index]`.
///
/// # Errors
/// `IndexError`, `KeyError`, `TypeError: 'T' object isn't subscriptable`; what `__getitem__` raises.
pub fn op_load_subscr(vm: &mut Vm, object: Slot, index: Slot) -> Res {
    let _ = (object, index);
    Err(vm.raise(Type::TypeError, "object isn't subscriptable"))
}

/// `object[index] = value`.
///
/// # Errors
/// As [`op_load_subscr`].
pub fn op_store_subscr(vm: &mut Vm, object: Slot, index: Slot, value: Slot) -> Result<(), Raised> {
    let _ = (object, index, value);
    Err(vm.raise(Type::TypeError, "object doesn't support item assignment"))
}

/// `del object[index]`.
///
/// # Errors
/// As [`op_load_subscr`].
pub fn op_delete_subscr(vm: &mut Vm, object: Slot, index: Slot) -> Result<(), Raised> {
    let _ = (object, index);
    Err(vm.raise(Type::TypeError, "object doesn't support item deletion"))
}

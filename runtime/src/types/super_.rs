//! `super`.

use super::{Args, Res, Type};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::NotImplementedError, "super"))
}

/// `super().name` for a call; see [`op_load_method`](crate::ops::attr::op_load_method): `object`'s slot keeps the `self`
/// to pass, or "no value".
pub(crate) fn load_method(
    vm: &mut Vm,
    class: crate::heap::Slot,
    object: crate::heap::Slot,
    name: mpy_format::qstr::Qstr,
) -> Res {
    let _ = (class, object, name);
    Err(vm.raise(Type::NotImplementedError, "super"))
}

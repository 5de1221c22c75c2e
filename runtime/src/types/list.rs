//! `list`.

use super::{Args, Method, Res, Type};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::NotImplementedError, "list"))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

/// Appends what is in `item` to the list in `list`.
pub(crate) fn append_slot(vm: &mut Vm, list: crate::heap::Slot, item: crate::heap::Slot) -> Result<(), crate::exception::Raised> {
    let _ = (list, item);
    Err(vm.raise(Type::NotImplementedError, "list"))
}

//! `deque` where `collections` is not built in: no program can name or make one.

use super::{Builtin, Method, Res};
use crate::exception::Raised;
use crate::heap::{Mutator, Slot};
use crate::value::Value;
use crate::vm::Vm;

/// Programs cannot make one.
pub(super) const NEW: Option<Builtin> = None;

/// The methods.
pub(super) const METHODS: &[Method] = &[];

/// No value is a deque.
pub(crate) fn len<'m>(_: Mutator<'m>, _: Value<'m>) -> u32 {
    0
}

/// No value is a deque.
pub(crate) fn first_place<'m>(_: Mutator<'m>, _: Value<'m>) -> u32 {
    0
}

/// No value is a deque.
pub(crate) fn next<'m>(_: Mutator<'m>, _: Value<'m>, _: u32) -> Option<(Value<'m>, u32)> {
    None
}

/// No value is a deque.
pub(crate) fn load(vm: &mut Vm, _: Slot, _: Slot) -> Res {
    Ok(vm.ret_none())
}

/// No value is a deque.
pub(crate) fn store(_: &mut Vm, _: Slot, _: Slot, _: Slot) -> Result<(), Raised> {
    Ok(())
}

//! `complex` where complex numbers are not built in: no program can name or make one.

use mpy_format::operator::BinaryOp;
use mpy_format::qstr::Qstr;

use super::Builtin;
use crate::exception::Raised;
use crate::heap::{Mutator, Ret, Slot};
use crate::ops::print::Sink;
use crate::value::Value;
use crate::vm::Vm;

/// Programs cannot make one.
pub(super) const NEW: Option<Builtin> = None;

/// Bytes of a complex number on the heap.
#[cfg(feature = "load")]
pub(crate) const SIZE: u32 = 0;

/// A file with a complex number in it is refused.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(_: Mutator<'m>, _: &[u8]) -> Option<Value<'m>> {
    None
}

/// No value is complex.
pub(crate) fn hash<'m>(_: Mutator<'m>, _: Value<'m>) -> Option<u32> {
    None
}

/// No value is complex.
pub(crate) fn truth<'m>(_: Mutator<'m>, _: Value<'m>) -> Option<bool> {
    None
}

/// No value is complex.
pub(crate) fn equal<'m>(_: Mutator<'m>, _: Value<'m>, _: Value<'m>) -> Option<bool> {
    None
}

/// No value is complex.
pub(crate) fn op_binary(_: &mut Vm, _: BinaryOp, _: Slot, _: Slot) -> Result<Option<Ret>, Raised> {
    Ok(None)
}

/// No value is complex.
pub(crate) fn op_unary(_: &mut Vm, _: Qstr, _: Slot) -> Result<Option<Ret>, Raised> {
    Ok(None)
}

/// No value is complex.
pub(crate) fn load_attr(_: &mut Vm, _: Slot, _: Qstr) -> Result<Option<Ret>, Raised> {
    Ok(None)
}

/// No value is complex.
pub(crate) fn print(_: &mut Vm, _: Sink, _: Slot) -> Result<(), Raised> {
    Ok(())
}

/// The power of floats that is no real number.
#[cfg(feature = "float")]
pub(super) fn power_of_floats(vm: &mut Vm, _: super::float::Float, _: super::float::Float) -> super::Res {
    Err(vm.raise(super::Type::ValueError, "complex values not supported"))
}

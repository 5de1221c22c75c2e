//! Ints beyond 31 bits where they are not built in: there are none, and what would be one is an `OverflowError`.

use core::cmp::Ordering;
use core::convert::Infallible;
use core::marker::PhantomData;

use mpy_format::operator::BinaryOp;

use super::Literal;
use crate::exception::Raised;
use crate::heap::{Mutator, Ret, Slot};
use crate::types::{Res, Type};
use crate::types::text::number::Look;
use crate::value::Value;
use crate::vm::Vm;

/// There is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Integer<'m>(Infallible, PhantomData<&'m ()>);

/// An operand of an operation whose result does not fit.
#[derive(Clone, Copy)]
#[expect(dead_code, reason = "nobody looks at an operand whose result is an error")]
pub(crate) enum Operand {
    /// A small int.
    Small(i32),
    /// What is in a slot.
    Slot(Slot),
}

/// No value is one.
#[inline(always)]
pub(crate) fn value_of<'m>(_: Mutator<'m>, _: Value<'m>) -> Option<Integer<'m>> {
    None
}

impl Integer<'_> {
    /// Whether it is less than 0.
    pub fn is_negative(self) -> bool {
        match self.0 {}
    }

    /// The order of two ints.
    pub fn compare(self, _: Integer<'_>) -> Ordering {
        match self.0 {}
    }

    /// The int as a machine word.
    pub fn to_word(self) -> Option<i32> {
        match self.0 {}
    }

    /// Its low 32 bits.
    pub fn low_word(self) -> u32 {
        match self.0 {}
    }

    /// The nearest float.
    #[cfg(feature = "float")]
    pub fn to_float(self) -> crate::types::float::Float {
        match self.0 {}
    }
}

#[cold]
fn raise_overflow(vm: &mut Vm) -> Raised {
    vm.raise(Type::OverflowError, "small int overflow")
}

/// `OverflowError`.
pub(crate) fn make(vm: &mut Vm, _: i64) -> Res {
    Err(raise_overflow(vm))
}

/// `OverflowError`.
#[cfg(feature = "float")]
pub(crate) fn from_float(vm: &mut Vm, _: bool, _: crate::types::float::width::Bits, _: i32) -> Res {
    Err(raise_overflow(vm))
}

/// `OverflowError`.
pub(crate) fn binary(vm: &mut Vm, _: BinaryOp, _: Operand, _: Operand) -> Result<Option<Ret>, Raised> {
    Err(raise_overflow(vm))
}

/// `OverflowError`.
pub(crate) fn power_modulo(vm: &mut Vm, _: Slot, _: Slot, _: Slot) -> Res {
    Err(raise_overflow(vm))
}

/// `OverflowError`.
pub(super) fn from_digits(vm: &mut Vm, _: Slot, _: &Literal) -> Res {
    Err(raise_overflow(vm))
}

/// A constant takes no room.
#[cfg(feature = "load")]
pub(crate) fn constant_size(_: &[u8]) -> u32 {
    0
}

/// A file with such a constant in it is refused.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(_: Mutator<'m>, _: bool, _: &[u8]) -> Option<Value<'m>> {
    None
}

/// `OverflowError`.
pub(super) fn from_bytes(vm: &mut Vm, _: Slot, _: bool) -> Res {
    Err(raise_overflow(vm))
}

/// Never has to do anything.
pub(super) fn to_bytes(_: &mut Vm, _: Slot, _: u32, _: bool) -> Result<Option<Ret>, Raised> {
    Ok(None)
}

/// Never has to do anything.
pub(crate) fn write(_: &mut Vm, _: Slot, _: Look) -> Result<u32, Raised> {
    Ok(0)
}

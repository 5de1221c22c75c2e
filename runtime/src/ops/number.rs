//! Numbers: what counts as one, and what builtins ask of a value that should be one.

use super::special::call_special;
use crate::exception::{Part, Raised};
use crate::heap::{Mutator, Slot};
use crate::q;
#[cfg(feature = "float")]
use crate::types::float::{self, Float};
use crate::types::{Res, Type, native_of};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A number of a builtin type.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub enum Number {
    /// An int or a bool.
    Int(i32),
    /// A float.
    #[cfg(feature = "float")]
    Float(Float),
}

#[cfg(feature = "float")]
impl Number {
    /// The number as a float, rounded where it has too many digits.
    pub fn to_float(self) -> Float {
        match self {
            Number::Int(number) => number as Float,
            Number::Float(number) => number,
        }
    }
}

/// The integer that a value is: an int, a bool, or one behind an instance.
#[inline]
pub fn int_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<i32> {
    match native_of(m, value).word() {
        Word::TRUE => Some(1),
        Word::FALSE => Some(0),
        word => word.as_int(),
    }
}

/// The number that a value is, also where it is behind an instance.
#[inline(never)]
pub fn number_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Number> {
    #[cfg(feature = "float")]
    if let Some(number) = float::value_of(m, value) {
        return Some(Number::Float(number));
    }
    int_of(m, value).map(Number::Int)
}

/// The integer in `slot`, for an index, a count or a size; an instance is asked for it by `__int__`.
///
/// # Errors
/// `TypeError: can't convert T to int`; what `__int__` raises.
pub fn op_index(vm: &mut Vm, slot: Slot) -> Result<i32, Raised> {
    match op_int(vm, slot)? {
        Some(number) => Ok(number),
        None => Err(raise_conversion(vm, slot, " to int")),
    }
}

/// The same, but `None` for what is no integer.
///
/// # Errors
/// What `__int__` raises, `TypeError` if it does not return an integer.
pub fn op_int(vm: &mut Vm, slot: Slot) -> Result<Option<i32>, Raised> {
    let m = vm.view();
    if let Some(number) = int_of(m, m.get(slot)) {
        return Ok(Some(number));
    }
    if call_special(vm, slot, q!(__int__), &[])?.is_none() {
        return Ok(None);
    }
    let m = vm.view();
    match int_of(m, m.root(crate::heap::Root::Result)) {
        Some(number) => Ok(Some(number)),
        None => Err(vm.raise_bare(Type::TypeError)),
    }
}

/// `TypeError: can't convert T…`, for a conversion such as `" to int"`.
#[cold]
pub(crate) fn raise_conversion(vm: &mut Vm, slot: Slot, to: &'static str) -> Raised {
    vm.raise_parts(Type::TypeError, &[Part::Text("can't convert "), Part::TypeOf(slot), Part::Text(to)])
}

/// `ZeroDivisionError`.
#[cold]
pub(crate) fn raise_zero_division(vm: &mut Vm) -> Raised {
    vm.raise(Type::ZeroDivisionError, "divide by zero")
}

/// What arithmetic raises whose result needs more than 31 bits.
#[cold]
pub(crate) fn raise_overflow(vm: &mut Vm) -> Raised {
    vm.raise(Type::OverflowError, "small int overflow")
}

/// The result of integer arithmetic.
///
/// # Errors
/// `OverflowError: small int overflow` when it needs more than 31 bits and big integers are not built in.
pub fn make_int(vm: &mut Vm, number: i64) -> Res {
    match i32::try_from(number).ok().and_then(Word::int) {
        Some(word) => Ok(vm.ret(word)),
        None => Err(raise_overflow(vm)),
    }
}

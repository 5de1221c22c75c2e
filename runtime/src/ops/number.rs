//! Numbers: what counts as one, and what builtins ask of a value that should be one.

use super::special::call_special;
use crate::exception::{Part, Raised};
use crate::heap::{Mutator, Ret, Root, Slot};
use crate::q;
#[cfg(feature = "float")]
use crate::types::float::{self, Float};
use crate::types::int::big::{self, Integer};
use crate::types::{Res, Type, native_of};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A number of a builtin type.
#[derive(Clone, Copy, Debug)]
pub enum Number<'m> {
    /// A small int or a bool.
    Int(i32),
    /// An int beyond 31 bits.
    Big(Integer<'m>),
    /// A float.
    #[cfg(feature = "float")]
    Float(Float),
}

#[cfg(feature = "float")]
impl Number<'_> {
    /// The number as a float, rounded where it has too many digits.
    pub fn to_float(self) -> Float {
        match self {
            Number::Int(number) => number as Float,
            Number::Big(integer) => integer.to_float(),
            Number::Float(number) => number,
        }
    }
}

/// The small int that a value is: an int, a bool, or one behind an instance.
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
pub fn number_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Number<'m>> {
    #[cfg(feature = "float")]
    if let Some(number) = float::value_of(m, value) {
        return Some(Number::Float(number));
    }
    if let Some(integer) = big::value_of(m, value) {
        return Some(Number::Big(integer));
    }
    int_of(m, value).map(Number::Int)
}

/// The integer in `slot`, for an index, a count or a size: 32 bits. An instance is asked for it by `__int__`.
///
/// # Errors
/// `TypeError: can't convert T to int`; `OverflowError`; what `__int__` raises.
pub fn op_index(vm: &mut Vm, slot: Slot) -> Result<i32, Raised> {
    match op_int(vm, slot)? {
        Some(number) => Ok(number),
        None => Err(raise_conversion(vm, slot, " to int")),
    }
}

/// The same, but `None` for what is no integer.
///
/// # Errors
/// `OverflowError`; what `__int__` raises, `TypeError` if it does not return an integer.
pub fn op_int(vm: &mut Vm, slot: Slot) -> Result<Option<i32>, Raised> {
    let m = vm.view();
    match int_of(m, m.get(slot)) {
        Some(number) => Ok(Some(number)),
        None => op_int_slow(vm, slot),
    }
}

/// [`op_int`] of what is no small int.
#[inline(never)]
fn op_int_slow(vm: &mut Vm, slot: Slot) -> Result<Option<i32>, Raised> {
    if let Some(number) = op_word(vm, slot)? {
        return Ok(Some(number));
    }
    if !call_int(vm, slot)? {
        return Ok(None);
    }
    let result = vm.slot()?;
    let m = vm.view();
    m.set(result, m.root(Root::Result));
    let number = op_word(vm, result);
    vm.release(Slot::at(result.address() + 4));
    number
}

/// The integer in `slot`, which is not asked for one; `None` for what is no int.
///
/// # Errors
/// `OverflowError` for what needs more than 32 bits.
pub fn op_word(vm: &mut Vm, slot: Slot) -> Result<Option<i32>, Raised> {
    let m = vm.view();
    if let Some(number) = int_of(m, m.get(slot)) {
        return Ok(Some(number));
    }
    match big::value_of(m, m.get(slot)).map(Integer::to_word) {
        Some(None) => Err(raise_word(vm)),
        number => Ok(number.flatten()),
    }
}

/// The low 32 bits of the integer in `slot`, for a byte or another number that is cut off.
///
/// # Errors
/// As [`op_index`], but none for an int that is too long.
pub fn op_low_word(vm: &mut Vm, slot: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    if let Some(number) = int_of(m, m.get(slot)) {
        return Ok(number as u32);
    }
    match big::value_of(m, m.get(slot)) {
        Some(integer) => Ok(integer.low_word()),
        None => op_index(vm, slot).map(|number| number as u32),
    }
}

/// Asks an instance for an int; it is the result then. `false` for what has none.
fn call_int(vm: &mut Vm, slot: Slot) -> Result<bool, Raised> {
    if call_special(vm, slot, q!(__int__), &[])?.is_none() {
        return Ok(false);
    }
    let m = vm.view();
    match is_int(m, m.root(Root::Result)) {
        true => Ok(true),
        false => Err(vm.raise_bare(Type::TypeError)),
    }
}

/// Whether the value is an int or a bool, also behind an instance.
pub fn is_int<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    int_of(m, value).is_some() || big::value_of(m, value).is_some()
}

/// The int that `int(x)` gives, where `x` is one or has `__int__`; `None` for anything else.
///
/// # Errors
/// What `__int__` raises, `TypeError` if it does not return an integer.
pub(crate) fn int_from(vm: &mut Vm, slot: Slot) -> Result<Option<Ret>, Raised> {
    let mut place = slot;
    if !is_int(vm.view(), vm.view().get(slot)) {
        if !call_int(vm, slot)? {
            return Ok(None);
        }
        place = vm.slot()?;
        let m = vm.view();
        m.set(place, m.root(Root::Result));
    }
    let m = vm.view();
    Ok(Some(match int_of(m, m.get(place)) {
        Some(number) => vm.ret(Word::small(number)),
        None => m.ret(native_of(m, m.get(place))),
    }))
}

/// Replaces what is in `slot` by the int that it is; an instance is asked for it by `__int__`.
///
/// # Errors
/// `TypeError: can't convert T to int`; what `__int__` raises.
pub(crate) fn to_int(vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if is_int(m, m.get(slot)) {
        return Ok(());
    }
    if !call_int(vm, slot)? {
        return Err(raise_conversion(vm, slot, " to int"));
    }
    let m = vm.view();
    m.set(slot, m.root(Root::Result));
    Ok(())
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

/// What is raised for an int that needs more bits than a machine word has.
#[cold]
pub(crate) fn raise_word(vm: &mut Vm) -> Raised {
    vm.raise(Type::OverflowError, "overflow converting long int to machine word")
}

/// The result of integer arithmetic.
///
/// # Errors
/// `MemoryError`; `OverflowError: small int overflow` when it needs more than 31 bits and big integers are not built in.
pub fn make_int(vm: &mut Vm, number: i64) -> Res {
    match i32::try_from(number).ok().and_then(Word::int) {
        Some(word) => Ok(vm.ret(word)),
        None => big::make(vm, number),
    }
}

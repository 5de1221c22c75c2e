//! `float`: 64 bits on a 64-bit host, else 32.

mod decimal;
mod text;
mod whole;
pub(super) mod width;

use mpy_format::operator::BinaryOp;

pub use self::text::{Buffer, format, repr};
#[cfg(feature = "complex")]
pub(super) use self::text::{Start, parse_start, shortest};
#[cfg(feature = "bigint")]
pub(crate) use self::whole::from_limbs;
pub use self::width::Float;
use self::width::{floor, fmod, pow, rint};
use super::int::{big, held_text, hold_text};
use super::{Args, Builtin, Method, Res, Type, complex, native_of, signature};
use crate::exception::Raised;
use crate::heap::layout::{Kind, bytes_size, words_size};
use crate::heap::{Mutator, Object, Ret, Root, Slot};
use crate::ops::number::{self, Number, number_of};
use crate::ops::special::call_special;
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Bytes of a float on the heap.
pub(crate) const SIZE: u32 = bytes_size(size_of::<Float>() as u32);

/// The float that a value is, also where it is behind an instance.
#[inline]
pub fn value_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Float> {
    let object = m.object_of(native_of(m, value), Kind::Float)?;
    m.bytes(object).try_into().ok().map(Float::from_le_bytes)
}

/// A new float, in what was reserved.
fn alloc(m: Mutator<'_>, number: Float) -> Object<'_> {
    m.alloc_bytes(Kind::Float, size_of::<Float>() as u32, |bytes| bytes.copy_from_slice(&number.to_le_bytes()))
}

/// Returns a new float.
///
/// # Errors
/// `MemoryError`.
pub fn make(vm: &mut Vm, number: Float) -> Res {
    let m = vm.reserve(SIZE)?;
    Ok(m.ret(alloc(m, number)))
}

/// The float that `repr` writes so, in what was reserved.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(m: Mutator<'m>, text: &[u8]) -> Option<Value<'m>> {
    text::parse(text).map(|number| alloc(m, number).value())
}

/// A hash that whole numbers share with ints.
pub(crate) fn hash(number: Float) -> u32 {
    if let Some(whole) = whole::low_word(number) {
        return whole;
    }
    u32::from(crate::qstr::hash(&number.to_le_bytes()))
}

/// The int that is left without the fraction.
///
/// # Errors
/// `OverflowError` for an infinity; `ValueError` for what is not a number.
pub(crate) fn to_int(vm: &mut Vm, number: Float) -> Res {
    if number.is_nan() {
        return Err(vm.raise(Type::ValueError, "can't convert NaN to int"));
    }
    if number.is_infinite() {
        return Err(vm.raise(Type::OverflowError, "can't convert inf to int"));
    }
    let whole = number as i32;
    if Word::int(whole).is_some() {
        return Ok(vm.ret(Word::small(whole)));
    }
    let (mantissa, exponent) = decimal::pieces(number.abs());
    big::from_float(vm, number < 0.0, mantissa, exponent)
}

/// `a % b` with the sign of `b`, which is not 0.
fn modulo(a: Float, b: Float) -> Float {
    let rest = fmod(a, b);
    if rest == 0.0 {
        Float::copysign(0.0, b)
    } else if (rest < 0.0) != (b < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// `a // b`; `b` is not 0.
fn floor_divide(a: Float, b: Float) -> Float {
    let rest = fmod(a, b);
    let mut quotient = (a - rest) / b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Float::copysign(0.0, a / b);
    }
    let whole = floor(quotient);
    if quotient - whole > 0.5 { whole + 1.0 } else { whole }
}

/// The arithmetic operator `op` on two floats; `None` if floats have no such operator.
///
/// # Errors
/// `ZeroDivisionError`; `ValueError` for a power that is no real number, where there are no complex ones.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, a: Float, b: Float) -> Result<Option<Ret>, Raised> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::TrueDivide | BinaryOp::FloorDivide | BinaryOp::Modulo if b == 0.0 => {
            return Err(number::raise_zero_division(vm));
        }
        BinaryOp::TrueDivide => a / b,
        BinaryOp::FloorDivide => floor_divide(a, b),
        BinaryOp::Modulo => modulo(a, b),
        BinaryOp::Power if a == 0.0 && b < 0.0 && b.is_finite() => return Err(number::raise_zero_division(vm)),
        BinaryOp::Power if a < 0.0 && b != floor(b) && !b.is_nan() => {
            return complex::power_of_floats(vm, a, b).map(Some);
        }
        BinaryOp::Power => pow(a, b),
        _ => return Ok(None),
    };
    make(vm, result).map(Some)
}

/// `divmod(a, b)`.
///
/// # Errors
/// `ZeroDivisionError`.
pub(crate) fn divmod(vm: &mut Vm, a: Float, b: Float) -> Res {
    if b == 0.0 {
        return Err(number::raise_zero_division(vm));
    }
    let m = vm.reserve(SIZE * 2 + words_size(2))?;
    let pair = [floor_divide(a, b), modulo(a, b)].map(|number| alloc(m, number).value());
    Ok(m.ret(m.tuple(&pair)))
}

/// `round(number)`: halves go to the even int.
///
/// # Errors
/// As [`to_int`].
pub(crate) fn round_to_int(vm: &mut Vm, number: Float) -> Res {
    to_int(vm, rint(number))
}

/// `round(number, places)`.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn round(vm: &mut Vm, number: Float, places: i32) -> Res {
    let scale = pow(10.0, places as Float);
    make(vm, rint(number * scale) / scale)
}

/// The number in `slot` as a float; an instance is asked for it by `__float__`.
///
/// # Errors
/// `TypeError: can't convert T to float`; what `__float__` raises.
pub(crate) fn op_float(vm: &mut Vm, slot: Slot) -> Result<Float, Raised> {
    match op_float_or_none(vm, slot)? {
        Some(number) => Ok(number),
        None => Err(number::raise_conversion(vm, slot, " to float")),
    }
}

/// The same, but `None` for what is no number.
///
/// # Errors
/// What `__float__` raises.
pub(crate) fn op_float_or_none(vm: &mut Vm, slot: Slot) -> Result<Option<Float>, Raised> {
    let m = vm.view();
    if let Some(number) = number_of(m, m.get(slot)).map(Number::to_float) {
        return Ok(Some(number));
    }
    if call_special(vm, slot, q!(__float__), &[])?.is_none() {
        return Ok(None);
    }
    let m = vm.view();
    Ok(value_of(m, m.root(Root::Result)))
}

/// `float()`, `float(x)`.
fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 1)?;
    let Some(slot) = args.get(1) else { return make(vm, 0.0) };
    if hold_text(vm, slot)? {
        return match text::parse(held_text(vm.view(), slot)) {
            Some(number) => make(vm, number),
            None => Err(vm.raise(Type::ValueError, "invalid syntax for number")),
        };
    }
    if vm.view().kind_of(vm.view().get(slot)) == Some(Kind::Float) {
        return Ok(vm.ret_slot(slot));
    }
    let number = op_float(vm, slot)?;
    make(vm, number)
}

/// Makes one.
pub(super) const NEW: Option<Builtin> = Some(new);

/// The methods.
pub(super) const METHODS: &[Method] = &[];

#[cfg(test)]
mod tests;

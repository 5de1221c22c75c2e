//! `complex`: two floats.

use mpy_format::operator::BinaryOp;
use mpy_format::qstr::Qstr;

use super::float::width::{atan2, cos, exp, log, sin, sqrt};
use super::float::{self, Buffer, Float};
use super::{Args, Builtin, Res, Type, native_of, signature};
use crate::exception::Raised;
use crate::heap::layout::{Kind, bytes_size};
use crate::heap::{Mutator, Object, Ret, Root, Slot};
use crate::ops::number::{self, Number, number_of};
use crate::ops::print::Sink;
use crate::ops::special::call_special;
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

const FLOAT: usize = size_of::<Float>();

/// Bytes of a complex number on the heap.
pub(crate) const SIZE: u32 = bytes_size(2 * FLOAT as u32);

#[derive(Clone, Copy, PartialEq)]
struct Complex {
    real: Float,
    imag: Float,
}

impl From<Float> for Complex {
    fn from(real: Float) -> Complex {
        Complex { real, imag: 0.0 }
    }
}

impl Complex {
    fn times(self, other: Complex) -> Complex {
        Complex {
            real: self.real * other.real - self.imag * other.imag,
            imag: self.real * other.imag + self.imag * other.real,
        }
    }

    /// `self / other`, which is not 0.
    fn divided_by(self, other: Complex) -> Complex {
        if other.imag == 0.0 {
            return Complex { real: self.real / other.real, imag: self.imag / other.real };
        }
        if other.real == 0.0 {
            return Complex { real: self.imag / other.imag, imag: -self.real / other.imag };
        }
        let square = other.real * other.real + other.imag * other.imag;
        self.times(Complex { real: other.real / square, imag: other.imag / -square })
    }

    fn magnitude(self) -> Float {
        sqrt(self.real * self.real + self.imag * self.imag)
    }

    /// `self ** exponent`, which is `exp(exponent * ln(self))`; `self` is not 0.
    fn power(self, exponent: Complex) -> Complex {
        let (ln, angle) = (log(self.magnitude()), atan2(self.imag, self.real));
        let scale = exp(exponent.real * ln - exponent.imag * angle);
        let turn = exponent.imag * ln + exponent.real * angle;
        Complex { real: scale * cos(turn), imag: scale * sin(turn) }
    }

    /// Whether it counts as true.
    fn is_true(self) -> bool {
        self.real != 0.0 || self.imag != 0.0
    }
}

/// The complex number that a value is, also where it is behind an instance.
fn value_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Complex> {
    let object = m.object_of(native_of(m, value), Kind::Complex)?;
    let (real, imag) = m.bytes(object).split_at_checked(FLOAT)?;
    let float = |bytes: &[u8]| bytes.try_into().ok().map(Float::from_le_bytes);
    Some(Complex { real: float(real)?, imag: float(imag)? })
}

/// A new complex number, in what was reserved.
fn alloc(m: Mutator<'_>, number: Complex) -> Object<'_> {
    m.alloc_bytes(Kind::Complex, 2 * FLOAT as u32, |bytes| {
        let (real, imag) = bytes.split_at_mut(FLOAT);
        real.copy_from_slice(&number.real.to_le_bytes());
        imag.copy_from_slice(&number.imag.to_le_bytes());
    })
}

fn make(vm: &mut Vm, number: Complex) -> Res {
    let m = vm.reserve(SIZE)?;
    Ok(m.ret(alloc(m, number)))
}

/// The imaginary number that is written so, in what was reserved.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(m: Mutator<'m>, text: &[u8]) -> Option<Value<'m>> {
    parse(text).map(|number| alloc(m, number).value())
}

/// A hash that numbers without an imaginary part share with floats; `None` for what is not complex.
pub(crate) fn hash<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<u32> {
    value_of(m, value).map(|number| float::hash(number.real) ^ float::hash(number.imag))
}

/// Whether a complex number counts as true; `None` for other values, and for instances.
pub(crate) fn truth<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<bool> {
    m.object_of(value, Kind::Complex).and_then(|_| value_of(m, value)).map(Complex::is_true)
}

/// Whether two numbers are equal of which one is complex; `None` if none is, or if one is no number.
pub(crate) fn equal<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<bool> {
    let number = |value| value_of(m, value).or_else(|| number_of(m, value).map(|it| it.to_float().into()));
    match (value_of(m, left), value_of(m, right)) {
        (None, None) => None,
        (Some(left), right_complex) => Some(left == right_complex.or_else(|| number(right))?),
        (None, Some(right)) => Some(number(left)? == right),
    }
}

/// The number in `slot`; an instance is asked for it by `__float__` and by `__complex__`. `None` for what is none.
fn op_complex(vm: &mut Vm, slot: Slot) -> Result<Option<Complex>, Raised> {
    if let Some(number) = float::op_float_or_none(vm, slot)? {
        return Ok(Some(number.into()));
    }
    let m = vm.view();
    if let Some(number) = value_of(m, m.get(slot)) {
        return Ok(Some(number));
    }
    if call_special(vm, slot, q!(__complex__), &[])?.is_none() {
        return Ok(None);
    }
    let m = vm.view();
    Ok(value_of(m, m.root(Root::Result)))
}

/// The arithmetic operator `op` on two values, of which one is complex; `None` if none is, or if they have no such operator.
///
/// # Errors
/// `ZeroDivisionError`; `TypeError` for `//`; what `__float__` and `__complex__` of the right operand raise.
pub(crate) fn op_binary(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let (a, b) = match (value_of(m, m.get(left)), value_of(m, m.get(right))) {
        (None, None) => return Ok(None),
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => match op_complex(vm, right)? {
            Some(b) => (a, b),
            None => return Ok(None),
        },
        (None, Some(b)) => match number_of(m, m.get(left)).map(Number::to_float) {
            Some(a) => (a.into(), b),
            None => return Ok(None),
        },
    };
    let result = match op {
        BinaryOp::Add => Complex { real: a.real + b.real, imag: a.imag + b.imag },
        BinaryOp::Subtract => Complex { real: a.real - b.real, imag: a.imag - b.imag },
        BinaryOp::Multiply => a.times(b),
        BinaryOp::FloorDivide => return Err(vm.raise(Type::TypeError, "can't truncate-divide a complex number")),
        BinaryOp::TrueDivide if b.is_true() => a.divided_by(b),
        BinaryOp::TrueDivide => return Err(vm.raise(Type::ZeroDivisionError, "complex divide by zero")),
        BinaryOp::Power => return power(vm, a, b).map(Some),
        _ => return Ok(None),
    };
    make(vm, result).map(Some)
}

/// DIFF: where the square of the magnitude is too small for a float, the reference leaves the imaginary part as it was.
fn power(vm: &mut Vm, base: Complex, exponent: Complex) -> Res {
    if base.magnitude() != 0.0 {
        return make(vm, base.power(exponent));
    }
    if exponent.imag == 0.0 && exponent.real >= 0.0 {
        return make(vm, Float::from(u8::from(exponent.real == 0.0)).into());
    }
    Err(vm.raise(Type::ZeroDivisionError, "0.0 to a complex power"))
}

/// `base ** exponent`, of floats, where that is no real number.
///
/// # Errors
/// `MemoryError`.
pub(super) fn power_of_floats(vm: &mut Vm, base: Float, exponent: Float) -> Res {
    power(vm, base.into(), exponent.into())
}

/// The unary operator whose special method is `method`; `None` if the value is not complex or has no such operator.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn op_unary(vm: &mut Vm, method: Qstr, operand: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let value = native_of(m, m.get(operand));
    let Some(number) = value_of(m, value) else { return Ok(None) };
    match method {
        _ if method == q!(__pos__) => Ok(Some(m.ret(value))),
        _ if method == q!(__neg__) => make(vm, Complex { real: -number.real, imag: -number.imag }).map(Some),
        _ if method == q!(__abs__) => float::make(vm, number.magnitude()).map(Some),
        _ => Ok(None),
    }
}

/// The part of the complex number in `object` that `name` means, a new float; `None` for other names and values.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn load_attr(vm: &mut Vm, object: Slot, name: Qstr) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let Some(number) = value_of(m, m.get(object)) else { return Ok(None) };
    match name {
        _ if name == q!(real) => float::make(vm, number.real).map(Some),
        _ if name == q!(imag) => float::make(vm, number.imag).map(Some),
        _ => Ok(None),
    }
}

/// Writes the complex number in `value`: in parentheses if it has a real part.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn print(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let Some(Complex { real, imag }) = value_of(m, m.get(value)) else { return Ok(()) };
    let mut buffer: Buffer = [0; 36];
    if real == 0.0 {
        vm.put(sink, float::shortest(&mut buffer, imag, None))?;
        return vm.put(sink, b"j");
    }
    vm.put(sink, b"(")?;
    vm.put(sink, float::shortest(&mut buffer, real, None))?;
    vm.put(sink, float::shortest(&mut buffer, imag, Some(b'+')))?;
    vm.put(sink, b"j)")
}

/// The complex number that `text` writes: a real part, an imaginary one with a `j` behind it, or the two in this order, with
/// spaces around each; `None` if it writes none.
fn parse(text: &[u8]) -> Option<Complex> {
    let first = float::parse_start(text)?;
    if let Some(imag) = imaginary(&first) {
        return first.is_last(1).then_some(Complex { real: 0.0, imag });
    }
    let real = first.value()?;
    if first.is_last(0) {
        return Some(real.into());
    }
    let second = float::parse_start(first.rest)?;
    second.is_last(1).then_some(Complex { real, imag: imaginary(&second)? })
}

/// The imaginary number that a text starts with: a `j` alone is 1.
fn imaginary(start: &float::Start<'_>) -> Option<Float> {
    let is_imaginary = matches!(start.rest, [b'j' | b'J', ..]);
    is_imaginary.then(|| start.value().unwrap_or(if start.is_negative { -1.0 } else { 1.0 }))
}

/// The value of an argument that is not the only one.
fn part(vm: &mut Vm, slot: Slot) -> Result<Complex, Raised> {
    let m = vm.view();
    match value_of(m, m.get(slot)) {
        Some(number) => Ok(number),
        None => float::op_float(vm, slot).map(Complex::from),
    }
}

/// `complex()`, `complex(x)`, `complex(real, imag)`.
fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 2)?;
    let Some(first) = args.get(1) else { return make(vm, 0.0.into()) };
    if let Some(second) = args.get(2) {
        let (a, b) = (part(vm, first)?, part(vm, second)?);
        return make(vm, Complex { real: a.real - b.imag, imag: a.imag + b.real });
    }
    let m = vm.view();
    if m.kind_of(m.get(first)) == Some(Kind::Complex) {
        return Ok(vm.ret_slot(first));
    }
    if let Some(text) = m.as_str(native_of(m, m.get(first))) {
        return match parse(text) {
            Some(number) => make(vm, number),
            None => Err(vm.raise(Type::ValueError, "invalid syntax for number")),
        };
    }
    match op_complex(vm, first)? {
        Some(number) => make(vm, number),
        None => Err(number::raise_conversion(vm, first, " to complex")),
    }
}

/// Makes one.
pub(super) const NEW: Option<Builtin> = Some(new);

//! Ints beyond 31 bits.
//!
//! Each operation looks at its operands, works out what room it needs at most, reserves that, and computes in it; what of it
//! the result does not need is free again.

use core::cmp::Ordering;

use mpy_format::operator::BinaryOp;

use super::natural::{self, Interrupted, Work, bits, trimmed};
use super::{Literal, held_text};
use crate::exception::Raised;
use crate::heap::integer::MAX_LIMBS;
use crate::heap::layout::{Kind, MAX_LENGTH, bytes_size, words_size};
use crate::heap::{Mutator, Ret, Slot};
use crate::ops::number::{raise_word, raise_zero_division};
#[cfg(feature = "float")]
use crate::types::float::width::{Bits, words};
use crate::types::text::number::{Look, Writer};
use crate::types::{Res, Type, native_of};
use crate::value::Value;
use crate::vm::Vm;

/// An int of any size: its sign, and limbs of 32 bits, the lowest first and the highest not 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Integer<'m> {
    is_negative: bool,
    limbs: &'m [u32],
}

/// An operand: a small int, or what is in a slot, which is an int.
#[derive(Clone, Copy)]
pub(crate) enum Operand {
    /// A small int.
    Small(i32),
    /// Any int, also behind an instance.
    Slot(Slot),
}

/// Why there is no result.
enum Refusal {
    /// A division by 0.
    ZeroDivision,
    /// A shift by less than 0.
    NegativeShift,
    /// A shift by more than a machine word can say.
    Word,
    /// It would be longer than any int.
    TooLong,
    /// Ints have no such operator.
    Operator,
}

/// The int beyond 31 bits that a value is, also behind an instance.
#[inline]
pub(crate) fn value_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Integer<'m>> {
    let object = m.object_of(native_of(m, value), Kind::BigInt)?;
    let (is_negative, limbs) = m.limbs(object);
    Some(Integer { is_negative, limbs })
}

impl<'m> Integer<'m> {
    /// The int that `operand` is; the limb of a small one is kept in `room`.
    fn read(m: Mutator<'m>, operand: Operand, room: &'m mut u32) -> Integer<'m> {
        let number = match operand {
            Operand::Small(number) => number,
            Operand::Slot(slot) => match value_of(m, m.get(slot)) {
                Some(integer) => return integer,
                None => crate::ops::number::int_of(m, m.get(slot)).unwrap_or(0),
            },
        };
        *room = number.unsigned_abs();
        Integer { is_negative: number < 0, limbs: trimmed(core::slice::from_ref(room)) }
    }

    /// Whether it is less than 0.
    pub fn is_negative(self) -> bool {
        self.is_negative
    }

    /// The order of two ints.
    pub fn compare(self, other: Integer<'_>) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => natural::compare(self.limbs, other.limbs),
            (true, true) => natural::compare(other.limbs, self.limbs),
            (is_negative, _) => is_negative.cmp(&!is_negative).reverse(),
        }
    }

    /// The int as a machine word of 32 bits, if it fits one.
    pub fn to_word(self) -> Option<i32> {
        match *self.limbs {
            [] => Some(0),
            [limb] if self.is_negative => 0i32.checked_sub_unsigned(limb),
            [limb] => i32::try_from(limb).ok(),
            _ => None,
        }
    }

    /// Its low 32 bits in two's complement: a hash that equal floats have too.
    pub fn low_word(self) -> u32 {
        let low = self.limbs.first().copied().unwrap_or(0);
        if self.is_negative { low.wrapping_neg() } else { low }
    }

    /// The nearest float; of two, the even one. Too large ones become infinite.
    #[cfg(feature = "float")]
    pub fn to_float(self) -> crate::types::float::Float {
        let number = crate::types::float::from_limbs(self.limbs);
        if self.is_negative { -number } else { number }
    }

    /// How many bits two's complement has, of numbers that are not negative without a sign.
    fn signed_bits(self) -> u32 {
        let is_power = self.limbs.split_last().is_some_and(|(last, rest)| {
            last.is_power_of_two() && rest.iter().all(|&limb| limb == 0)
        });
        match self.is_negative {
            true => bits(self.limbs) + u32::from(!is_power),
            false => bits(self.limbs),
        }
    }

    /// The limbs in two's complement, without end.
    fn twos_complement(self) -> impl Iterator<Item = u32> {
        let ones = if self.is_negative { u32::MAX } else { 0 };
        let mut carry = self.is_negative;
        self.limbs.iter().copied().chain(core::iter::repeat(0)).map(move |limb| {
            let (sum, is_carried) = (limb ^ ones).overflowing_add(u32::from(carry));
            carry = is_carried;
            sum
        })
    }
}

/// Room for `words` limbs.
fn reserve(vm: &mut Vm, words: u32) -> Result<Mutator<'_>, Raised> {
    if words > 4 * MAX_LIMBS {
        return Err(vm.raise_memory_error(words));
    }
    vm.reserve(words_size(words))
}

/// The new int that `work` computes from the int in `operands` in room of `words` limbs.
fn build(
    vm: &mut Vm,
    words: u32,
    operands: [Operand; 3],
    work: impl FnOnce([Integer<'_>; 3], &mut [u32], &mut Work<'_>) -> Result<(bool, usize), Interrupted>,
) -> Res {
    let m = reserve(vm, words)?;
    let [mut a, mut b, mut c] = [0; 3];
    let operands = [
        Integer::read(m, operands[0], &mut a),
        Integer::read(m, operands[1], &mut b),
        Integer::read(m, operands[2], &mut c),
    ];
    let is_interrupted = || m.vm.is_interrupted();
    let built = m.build_int(words, |room| work(operands, room, &mut Work::new(&is_interrupted)));
    let built = built.map(|value| m.ret(value));
    finish(vm, built)
}

/// A new int.
pub(crate) fn make(vm: &mut Vm, number: i64) -> Res {
    let limbs = [number.unsigned_abs() as u32, (number.unsigned_abs() >> 32) as u32];
    from_limbs(vm, number < 0, &limbs, 0)
}

/// The int of these limbs, shifted left.
fn from_limbs(vm: &mut Vm, is_negative: bool, limbs: &[u32], places: u32) -> Res {
    let words = limbs.len() as u32 + places / 32 + 1;
    build(vm, words, [Operand::Small(0); 3], |_, room, _| {
        natural::shift_left(room, limbs, places);
        Ok((is_negative, room.len()))
    })
}

/// The whole number `mantissa * 2^exponent`, without its fraction.
#[cfg(feature = "float")]
pub(crate) fn from_float(vm: &mut Vm, is_negative: bool, mantissa: Bits, exponent: i32) -> Res {
    let whole = if exponent < 0 { mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0) } else { mantissa };
    from_limbs(vm, is_negative, &words(whole), exponent.max(0) as u32)
}

/// The arithmetic operator `op` on two ints, where the result is no float.
///
/// # Errors
/// `ZeroDivisionError`, `ValueError` for negative shifts, `OverflowError` for too long ones, `MemoryError`,
/// `KeyboardInterrupt`.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, left: Operand, right: Operand) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let [mut a, mut b] = [0; 2];
    let words = room(op, Integer::read(m, left, &mut a), Integer::read(m, right, &mut b));
    match words {
        Ok(words) => build(vm, words, [left, right, Operand::Small(0)], |[a, b, _], room, work| {
            compute(op, a, b, room, work)
        })
        .map(Some),
        Err(Refusal::ZeroDivision) => Err(raise_zero_division(vm)),
        Err(Refusal::NegativeShift) => Err(vm.raise(Type::ValueError, "negative shift count")),
        Err(Refusal::Word) => Err(raise_word(vm)),
        Err(Refusal::TooLong) => Err(vm.raise_memory_error(u32::MAX)),
        Err(Refusal::Operator) => Ok(None),
    }
}

/// How many limbs of room [`compute`] needs.
fn room(op: BinaryOp, a: Integer<'_>, b: Integer<'_>) -> Result<u32, Refusal> {
    let (first, second) = (a.limbs.len() as u32, b.limbs.len() as u32);
    let is_one = |integer: Integer<'_>| *integer.limbs == [1];
    // A result that is no longer than this is one that a header can say.
    let longest = |limbs: u32| if limbs <= MAX_LIMBS { Ok(limbs) } else { Err(Refusal::TooLong) };
    match op {
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Or | BinaryOp::Xor | BinaryOp::And => {
            longest(first.max(second) + 1)
        }
        BinaryOp::Multiply => longest(first + second),
        BinaryOp::FloorDivide | BinaryOp::Modulo if second == 0 => Err(Refusal::ZeroDivision),
        BinaryOp::FloorDivide | BinaryOp::Modulo => Ok(first.max(second) + 1 + second),
        BinaryOp::Lshift | BinaryOp::Rshift => match b.to_word() {
            None => Err(Refusal::Word),
            Some(places) if places < 0 => Err(Refusal::NegativeShift),
            Some(_) if first == 0 || op == BinaryOp::Rshift => Ok(first + 1),
            Some(places) => longest(first + places as u32 / 32 + 1),
        },
        BinaryOp::Power if first == 0 || is_one(a) => Ok(4),
        BinaryOp::Power if second > 1 => Err(Refusal::TooLong),
        BinaryOp::Power => {
            let half = natural::power_room(a.limbs, b.low_word()).ok_or(Refusal::TooLong)?;
            longest(half).map(|half| 2 * half)
        }
        _ => Err(Refusal::Operator),
    }
}

/// `a op b`, in room as [`room`] says: the sign, and how many limbs of the room the result has.
fn compute(
    op: BinaryOp,
    a: Integer<'_>,
    b: Integer<'_>,
    room: &mut [u32],
    work: &mut Work<'_>,
) -> Result<(bool, usize), Interrupted> {
    let length = room.len();
    match op {
        BinaryOp::Add => Ok(add(a, b, room)),
        BinaryOp::Subtract => Ok(add(a, Integer { is_negative: !b.is_negative, ..b }, room)),
        BinaryOp::Multiply => {
            natural::multiply(room, a.limbs, b.limbs, work)?;
            Ok((a.is_negative != b.is_negative, length))
        }
        BinaryOp::FloorDivide | BinaryOp::Modulo => divide(op == BinaryOp::Modulo, a, b, room, work),
        BinaryOp::Lshift => {
            natural::shift_left(room, a.limbs, b.low_word());
            Ok((a.is_negative, length))
        }
        BinaryOp::Rshift => {
            // Rounded to minus infinity.
            if natural::shift_right(room, a.limbs, b.low_word()) && a.is_negative {
                natural::increment(room);
            }
            Ok((a.is_negative, length))
        }
        BinaryOp::Power => {
            let is_odd = b.low_word() & 1 != 0;
            // Only powers of 0 and 1 can have a longer exponent, and one is like another.
            let exponent = if b.limbs.len() > 1 { 2 - u32::from(is_odd) } else { b.low_word() };
            let length = natural::power(room, a.limbs, exponent, work)?;
            Ok((a.is_negative && is_odd, length))
        }
        _ => Ok((bitwise(op, a, b, room), length)),
    }
}

/// The sum of two ints.
fn add(a: Integer<'_>, b: Integer<'_>, room: &mut [u32]) -> (bool, usize) {
    if a.is_negative == b.is_negative {
        natural::add(room, a.limbs, b.limbs);
        return (a.is_negative, room.len());
    }
    let (large, small) = if natural::compare(a.limbs, b.limbs).is_lt() { (b, a) } else { (a, b) };
    natural::subtract(room, large.limbs, small.limbs);
    (large.is_negative, room.len())
}

/// `a // b` or `a % b`: the quotient is rounded to minus infinity, so that the rest has the sign of `b`.
fn divide(
    is_modulo: bool,
    a: Integer<'_>,
    b: Integer<'_>,
    room: &mut [u32],
    work: &mut Work<'_>,
) -> Result<(bool, usize), Interrupted> {
    let length = b.limbs.len();
    let (dividend, divisor) = room.split_at_mut(room.len() - length);
    let places = b.limbs.last().map_or(0, |limb| limb.leading_zeros());
    natural::shift_left(divisor, b.limbs, places);
    natural::shift_left(dividend, a.limbs, places);
    natural::divide(dividend, divisor, work)?;
    let is_rounded = a.is_negative != b.is_negative && dividend[..length].iter().any(|&limb| limb != 0);
    if is_modulo {
        natural::shift_right(divisor, &dividend[..length], places);
        natural::subtract(&mut dividend[..length], if is_rounded { b.limbs } else { divisor }, if is_rounded { divisor } else { &[] });
        return Ok((b.is_negative, length));
    }
    let quotient = dividend.len() - length;
    dividend.copy_within(length.., 0);
    // Rounded, it can need a limb more.
    room[quotient] = 0;
    if is_rounded {
        natural::increment(&mut room[..=quotient]);
    }
    Ok((a.is_negative != b.is_negative, quotient + 1))
}

/// `a | b`, `a ^ b` or `a & b`: says whether it is negative.
fn bitwise(op: BinaryOp, a: Integer<'_>, b: Integer<'_>, room: &mut [u32]) -> bool {
    let combine = |a: u32, b: u32| match op {
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        _ => a & b,
    };
    let is_negative = combine(a.is_negative.into(), b.is_negative.into()) != 0;
    // In two's complement there and back.
    for (out, (a, b)) in room.iter_mut().zip(a.twos_complement().zip(b.twos_complement())) {
        *out = combine(a, b) ^ if is_negative { u32::MAX } else { 0 };
    }
    if is_negative {
        natural::increment(room);
    }
    is_negative
}

/// `pow(base, exponent, modulus)`, with the sign of the modulus, which is not 0. A negative exponent gives 0.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub(crate) fn power_modulo(vm: &mut Vm, base: Slot, exponent: Slot, modulus: Slot) -> Res {
    let operands = [base, exponent, modulus].map(Operand::Slot);
    let m = vm.view();
    let [mut a, mut b] = [0; 2];
    let (base, modulus) = (Integer::read(m, operands[0], &mut a), Integer::read(m, operands[2], &mut b));
    let words = natural::power_modulo_room(base.limbs, modulus.limbs) as u32;
    build(vm, words, operands, |[base, exponent, modulus], room, work| {
        let length = modulus.limbs.len();
        if exponent.is_negative {
            return Ok((false, 0));
        }
        natural::power_modulo(room, base.limbs, exponent.limbs, modulus.limbs, work)?;
        let (result, other) = room.split_at_mut(length);
        // An odd power of a negative number, and a rest of a negative modulus: each counts from the other end.
        let is_odd = base.is_negative && exponent.low_word() & 1 != 0;
        if is_odd != modulus.is_negative && result.iter().any(|&limb| limb != 0) {
            other[..length].copy_from_slice(result);
            natural::subtract(result, modulus.limbs, &other[..length]);
        }
        Ok((modulus.is_negative, length))
    })
}

/// The int whose digits stand in the text in `slot`.
pub(super) fn from_digits(vm: &mut Vm, slot: Slot, literal: &Literal) -> Res {
    let words = natural::parse_room(literal.digits.len(), literal.radix) as u32;
    let m = reserve(vm, words)?;
    let text = held_text(m, slot);
    let is_interrupted = || m.vm.is_interrupted();
    let built = m.build_int(words, |room| {
        let length = natural::parse(room, literal.values(text), literal.radix, &mut Work::new(&is_interrupted))?;
        Ok::<_, Interrupted>((literal.is_negative, length))
    });
    let built = built.map(|value| m.ret(value));
    finish(vm, built)
}

/// Bytes on the heap of the int that a constant of a file is, at most.
#[cfg(feature = "load")]
pub(crate) fn constant_size(digits: &[u8]) -> u32 {
    words_size(natural::parse_room(digits.len(), 10) as u32)
}

/// The int that these decimal digits write, in what was reserved.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(m: Mutator<'m>, is_negative: bool, digits: &[u8]) -> Option<Value<'m>> {
    let values = digits.iter().map(|digit| u32::from(digit - b'0'));
    let words = natural::parse_room(digits.len(), 10) as u32;
    let built = m.build_int(words, |room| {
        natural::parse(room, values, 10, &mut Work::new(&|| false)).map(|length| (is_negative, length))
    });
    built.ok()
}

/// The number that the bytes in `slot` are, the lowest one first or last.
pub(super) fn from_bytes(vm: &mut Vm, slot: Slot, is_little: bool) -> Res {
    let words = held_text(vm.view(), slot).len() as u32 / 4 + 1;
    let m = reserve(vm, words)?;
    let bytes = held_text(m, slot);
    let built = m.build_int(words, |room| {
        for at in 0..bytes.len() {
            let byte = bytes[if is_little { at } else { bytes.len() - 1 - at }];
            room[at / 4] |= u32::from(byte) << (at % 4 * 8);
        }
        Ok::<_, Interrupted>((false, room.len()))
    });
    let built = built.map(|value| m.ret(value));
    finish(vm, built)
}

/// The bytes of the int in `slot` in two's complement, the lowest one first or last; `None` if they are more than `length`.
pub(super) fn to_bytes(vm: &mut Vm, slot: Slot, length: u32, is_little: bool) -> Result<Option<Ret>, Raised> {
    let needed = value_of(vm.view(), vm.view().get(slot)).map_or(0, |integer| integer.signed_bits().div_ceil(8));
    if needed > length {
        return Ok(None);
    }
    let m = vm.reserve(bytes_size(length))?;
    let Some(integer) = value_of(m, m.get(slot)) else { return Ok(None) };
    Ok(Some(m.ret(m.alloc_bytes(Kind::Bytes, length, |bytes| {
        let values = integer.twos_complement().flat_map(u32::to_le_bytes);
        match is_little {
            true => bytes.iter_mut().zip(values).for_each(|(byte, value)| *byte = value),
            false => bytes.iter_mut().rev().zip(values).for_each(|(byte, value)| *byte = value),
        }
    }))))
}

/// Writes the int in `number` as text to the end of a new `bytes`, which takes its place, and says where the text starts.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub(crate) fn write(vm: &mut Vm, number: Slot, look: Look) -> Result<u32, Raised> {
    /// What stands before the digits, and what a number is longer than its digits.
    const MORE: u32 = 3 + 4;

    let m = vm.view();
    let limit = value_of(m, m.get(number)).map_or(0, |integer| bits(integer.limbs));
    let digits = natural::most_digits(limit, look.radix);
    // Between two separators there are three digits at least.
    let length = digits + if look.separator == 0 { 0 } else { digits / 3 } + MORE;
    if length > MAX_LENGTH {
        return Err(vm.raise_memory_error(length));
    }
    let m = vm.reserve(bytes_size(length))?;
    let Some(integer) = value_of(m, m.get(number)) else { return Ok(0) };
    let is_interrupted = || m.vm.is_interrupted();
    let mut written = Ok(0);
    let text = m.alloc_bytes(Kind::Bytes, length, |bytes| {
        for (bytes, limb) in bytes.as_chunks_mut().0.iter_mut().zip(integer.limbs) {
            *bytes = limb.to_le_bytes();
        }
        let mut writer = Writer::new(bytes.len(), look);
        let put = |bytes: &mut [u8], digit| writer.digit(bytes, digit);
        written = natural::digits(bytes, integer.limbs.len(), look.radix, put, &mut Work::new(&is_interrupted))
            .map(|()| writer.finish(bytes, integer.is_negative) as u32);
    });
    m.set(number, text.value());
    written.map_err(|Interrupted| vm.raise_bare(Type::KeyboardInterrupt))
}

/// Returns an int that was built.
fn finish(vm: &mut Vm, built: Result<Ret, Interrupted>) -> Res {
    built.map_err(|Interrupted| vm.raise_bare(Type::KeyboardInterrupt))
}

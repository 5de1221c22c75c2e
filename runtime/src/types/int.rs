//! `int`: what fits 31 bits is kept in the value itself, the rest is in `big`.

#[cfg(feature = "bigint")]
pub mod big;
#[cfg(not(feature = "bigint"))]
#[path = "int/big_absent.rs"]
pub mod big;
#[cfg(feature = "bigint")]
pub mod natural;

use core::ops::Range;

use mpy_format::operator::BinaryOp;

use self::big::Operand;
use super::text::change::is_white;
use super::{Args, Method, Res, Type, native_of, signature, takes, text};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, bytes_size};
use crate::heap::{Mutator, Ret, Slot};
use crate::ops::binary::op_binary;
use crate::ops::number::{self, Number, int_of, number_of, op_index};
use crate::ops::print::{Sink, put_parts};
use crate::q;
use crate::value::Word;
use crate::vm::Vm;

/// `a // b`, rounded to minus infinity; `b` is not 0.
#[inline]
pub(crate) fn floor_divide(a: i32, b: i32) -> i32 {
    let quotient = a.wrapping_div(b);
    if a.wrapping_rem(b) != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient }
}

/// `a % b`, with the sign of `b`, which is not 0.
#[inline]
pub(crate) fn modulo(a: i32, b: i32) -> i32 {
    let rest = a.wrapping_rem(b);
    if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
}

/// `base ** exponent`; `None` when it needs more than 32 bits.
fn power(base: i32, exponent: i32) -> Option<i32> {
    let (mut result, mut square, mut rest) = (1i32, base, exponent);
    loop {
        if rest & 1 != 0 {
            result = result.checked_mul(square)?;
        }
        rest >>= 1;
        if rest == 0 {
            return Some(result);
        }
        square = square.checked_mul(square)?;
    }
}

fn shifted_left(number: i32, places: i32) -> Option<i32> {
    match places {
        0..31 => Some(number << places).filter(|shifted| shifted >> places == number),
        _ => (number == 0).then_some(0),
    }
}

/// The arithmetic operator `op` on two small ints; `None` if ints have no such operator.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`, `MemoryError`; `ValueError` for negative shifts, and powers where there are no floats.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, a: i32, b: i32) -> Result<Option<Ret>, Raised> {
    let result = match op {
        BinaryOp::Or => Some(a | b),
        BinaryOp::Xor => Some(a ^ b),
        BinaryOp::And => Some(a & b),
        BinaryOp::Lshift | BinaryOp::Rshift if b < 0 => {
            return Err(vm.raise(Type::ValueError, "negative shift count"));
        }
        BinaryOp::Lshift => shifted_left(a, b),
        BinaryOp::Rshift => Some(a >> b.min(31)),
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::FloorDivide | BinaryOp::Modulo if b == 0 => return Err(number::raise_zero_division(vm)),
        BinaryOp::FloorDivide => Some(floor_divide(a, b)),
        BinaryOp::Modulo => Some(modulo(a, b)),
        #[cfg(feature = "float")]
        BinaryOp::TrueDivide => return super::float::binary(vm, op, a as _, b as _),
        #[cfg(feature = "float")]
        BinaryOp::Power if b < 0 => return super::float::binary(vm, op, a as _, b as _),
        #[cfg(not(feature = "float"))]
        BinaryOp::Power if b < 0 => return Err(raise_negative_power(vm)),
        BinaryOp::Power => power(a, b),
        _ => return Ok(None),
    };
    match result.and_then(Word::int) {
        Some(word) => Ok(Some(vm.ret(word))),
        None => big::binary(vm, op, Operand::Small(a), Operand::Small(b)),
    }
}

/// The same on two ints of which one is not small.
///
/// # Errors
/// As [`binary`]; `KeyboardInterrupt`.
pub(crate) fn binary_big(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let is_negative = match number_of(m, m.get(right)) {
        Some(Number::Int(number)) => number < 0,
        Some(Number::Big(integer)) => integer.is_negative(),
        _ => false,
    };
    match op {
        BinaryOp::TrueDivide => binary_float(vm, op, left, right),
        BinaryOp::Power if is_negative => binary_float(vm, op, left, right),
        _ => big::binary(vm, op, Operand::Slot(left), Operand::Slot(right)),
    }
}

/// The same on floats, which the operands become.
#[cfg(feature = "float")]
fn binary_float(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    match (number_of(m, m.get(left)), number_of(m, m.get(right))) {
        (Some(left), Some(right)) => super::float::binary(vm, op, left.to_float(), right.to_float()),
        _ => Ok(None),
    }
}

/// There are no floats: `TypeError` for a division, `ValueError` for a negative power.
#[cfg(not(feature = "float"))]
fn binary_float(vm: &mut Vm, op: BinaryOp, _: Slot, _: Slot) -> Result<Option<Ret>, Raised> {
    match op {
        BinaryOp::TrueDivide => Ok(None),
        _ => Err(raise_negative_power(vm)),
    }
}

#[cfg(not(feature = "float"))]
#[cold]
fn raise_negative_power(vm: &mut Vm) -> Raised {
    vm.raise(Type::ValueError, "negative power with no float support")
}

/// `divmod(a, b)` of two ints.
///
/// # Errors
/// As [`binary`].
pub(crate) fn divmod(vm: &mut Vm, a: Slot, b: Slot) -> Res {
    let (quotient, rest) = (vm.slot()?, vm.slot()?);
    let ret = op_binary(vm, BinaryOp::FloorDivide, a, b)?;
    vm.keep(ret, quotient);
    let ret = op_binary(vm, BinaryOp::Modulo, a, b)?;
    vm.keep(ret, rest);
    let m = vm.reserve(crate::heap::layout::words_size(2))?;
    Ok(m.ret(m.tuple(&[m.get(quotient), m.get(rest)])))
}

/// `pow(base, exponent, modulus)` of small ints.
///
/// # Errors
/// `ValueError` for a modulus of 0.
pub(crate) fn power_modulo(vm: &mut Vm, base: i32, exponent: i32, modulus: i32) -> Res {
    if modulus == 0 {
        return Err(vm.raise(Type::ValueError, "divide by zero"));
    }
    let limit = modulus.unsigned_abs();
    // A negative exponent gives 0, as it does in the reference.
    let (mut result, mut rest) = (u32::from(exponent >= 0) % limit, exponent.max(0));
    let mut square = modulo(base, limit as i32) as u32;
    while rest != 0 {
        if rest & 1 != 0 {
            result = multiply_modulo(result, square, limit);
        }
        square = multiply_modulo(square, square, limit);
        rest >>= 1;
    }
    // Less than the modulus, which is a small int.
    Ok(vm.ret(Word::small(modulo(result as i32, modulus))))
}

/// `a * b % limit` of numbers below `limit`, a bit at a time: nothing needs 64 bits.
fn multiply_modulo(a: u32, b: u32, limit: u32) -> u32 {
    let reduced = |sum: u32| if sum >= limit { sum - limit } else { sum };
    (0..Word::INT_MAX.count_ones() + 1).rev().fold(0, |product, bit| {
        let doubled = reduced(product << 1);
        if b >> bit & 1 != 0 { reduced(doubled + a) } else { doubled }
    })
}

/// An int as it is written.
struct Literal {
    is_negative: bool,
    radix: u32,
    /// Where its digits stand.
    digits: Range<usize>,
}

/// A text that is not written as an int.
struct SyntaxError {
    /// What was read begins here.
    start: usize,
    /// It was read in this base.
    base: i32,
}

impl Literal {
    /// The digits of the literal in `text`.
    fn values<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = u32> + use<'t> {
        text[self.digits.clone()].iter().filter_map(|&byte| (byte as char).to_digit(36))
    }

    /// Its number, if it is a small one.
    fn small(&self, text: &[u8]) -> Option<Word> {
        // Counted down, for the smallest has no positive counterpart.
        let mut number = 0i32;
        for digit in self.values(text) {
            number = number.checked_mul(self.radix as i32)?.checked_sub(digit as i32)?;
        }
        Word::int(if self.is_negative { number } else { number.checked_neg()? })
    }
}

/// What stands before the digits of a base.
fn prefix_base(letter: u8) -> Option<i32> {
    match letter | 0x20 {
        b'x' => Some(16),
        b'o' => Some(8),
        b'b' => Some(2),
        _ => None,
    }
}

/// The int that `text` writes in `base`; base 0 means that a prefix says which.
fn parse(text: &[u8], base: i32) -> Result<Literal, SyntaxError> {
    let mut at = text.iter().take_while(|byte| is_white(**byte)).count();
    let sign = text.get(at).copied().filter(|byte| matches!(byte, b'+' | b'-'));
    at += usize::from(sign.is_some());
    let mut radix = if base == 0 { 10 } else { base };
    if let [b'0', letter, ..] = text[at..] {
        if let Some(found) = prefix_base(letter).filter(|&found| base == 0 || base == found) {
            radix = found;
            at += 2;
        } else if base == 0 {
            // As in source text, a number with a leading zero is zero or nothing.
            radix = 1;
        }
    }
    let is_digit = |byte: u8| (byte as char).to_digit(36).is_some_and(|digit| (digit as i32) < radix);
    let length = text[at..].iter().take_while(|&&byte| byte == b'_' || is_digit(byte)).count();
    let digits = at..at + length;
    if digits.is_empty() || !text[digits.end..].iter().all(|&byte| is_white(byte)) {
        return Err(SyntaxError { start: at, base: if radix == 1 { 0 } else { radix } });
    }
    Ok(Literal { is_negative: sign == Some(b'-'), radix: radix as u32, digits })
}

/// The text in a slot that [`hold_text`] has seen.
pub(super) fn held_text<'m>(m: Mutator<'m>, slot: Slot) -> &'m [u8] {
    let value = native_of(m, m.get(slot));
    m.as_str(value).or_else(|| m.as_bytes(value)).unwrap_or(b"")
}

/// Whether what is in `slot` has the buffer protocol. What can change is replaced by a copy that does not.
pub(super) fn hold_text(vm: &mut Vm, slot: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    if text::buffer(m, m.get(slot)).is_none() {
        return Ok(false);
    }
    if text::of(m, m.get(slot)).is_none_or(|text| text.type_ == Type::ByteArray) {
        let ret = text::cut(vm, Type::Bytes, slot, 0, u32::MAX)?;
        vm.keep(ret, slot);
    }
    Ok(true)
}

/// `ValueError: invalid syntax for integer with base 10: '…'`.
#[cold]
fn raise_syntax(vm: &mut Vm, text: Slot, start: usize, base: i32) -> Raised {
    let build = |vm: &mut Vm| {
        let message = vm.new_text()?;
        let sink = Sink::Text(message);
        let parts = [Part::Text("invalid syntax for integer with base "), Part::Int(base), Part::Text(": ")];
        put_parts(vm, sink, &parts)?;
        text::repr::put(vm, sink, text, start as u32, false)?;
        let ret = vm.finish_text(message)?;
        vm.keep(ret, message);
        Ok(message)
    };
    match build(vm) {
        Ok(message) => vm.raise_with(Type::ValueError, message),
        Err(raised) => raised,
    }
}

/// The int that the text in `slot` writes.
fn from_text(vm: &mut Vm, slot: Slot, base: i32) -> Res {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.raise(Type::ValueError, "int() arg 2 must be >= 2 and <= 36"));
    }
    let text = held_text(vm.view(), slot);
    match parse(text, base) {
        Ok(literal) => match literal.small(text) {
            Some(word) => Ok(vm.ret(word)),
            None => big::from_digits(vm, slot, &literal),
        },
        Err(SyntaxError { start, base }) => Err(raise_syntax(vm, slot, start, base)),
    }
}

/// `int()`, `int(x)`, `int(text, base)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 2)?;
    let Some(slot) = args.get(1) else { return Ok(vm.ret(Word::small(0))) };
    if let Some(base) = args.get(2) {
        text::check_text(vm, slot)?;
        let base = op_index(vm, base)?;
        return from_text(vm, slot, base);
    }
    if let Some(ret) = number::int_from(vm, slot)? {
        return Ok(ret);
    }
    if hold_text(vm, slot)? {
        return from_text(vm, slot, 10);
    }
    #[cfg(feature = "float")]
    {
        let m = vm.view();
        if let Some(number) = super::float::value_of(m, m.get(slot)) {
            return super::float::to_int(vm, number);
        }
    }
    Err(number::raise_conversion(vm, slot, " to int"))
}

/// Whether the argument, if it is given, says that the lowest byte comes first.
fn is_little(vm: &Vm, order: Option<Slot>) -> bool {
    let m = vm.view();
    order.is_some_and(|order| m.as_str(m.get(order)) == Some(b"little"))
}

/// `int.from_bytes(bytes)`, `int.from_bytes(bytes, byteorder)`: never negative.
fn from_bytes(vm: &mut Vm, args: Args) -> Res {
    if !hold_text(vm, args.slot(1))? {
        return Err(vm.raise(Type::TypeError, "object with buffer protocol required"));
    }
    let is_little = is_little(vm, args.get(2));
    let bytes = held_text(vm.view(), args.slot(1));
    let mut number = 0u32;
    let mut is_too_long = false;
    for index in 0..bytes.len() {
        let byte = bytes[if is_little { bytes.len() - 1 - index } else { index }];
        is_too_long |= number >> 24 != 0;
        number = number << 8 | u32::from(byte);
    }
    if is_too_long {
        return big::from_bytes(vm, args.slot(1), is_little);
    }
    number::make_int(vm, i64::from(number))
}

/// `int.to_bytes(self, length=1, byteorder='big')`: with a sign if it is negative.
fn to_bytes(vm: &mut Vm, args: Args) -> Res {
    let length = match args.get(1) {
        Some(length) => op_index(vm, length)?,
        None => 1,
    };
    if length < 0 {
        return Err(vm.raise_bare(Type::ValueError));
    }
    let is_little = is_little(vm, args.get(2));
    let too_long = |vm: &mut Vm| vm.raise(Type::OverflowError, "buffer too small");
    let m = vm.view();
    let Some(number) = int_of(m, m.get(args.slot(0))) else {
        return match big::to_bytes(vm, args.slot(0), length as u32, is_little)? {
            Some(ret) => Ok(ret),
            None => Err(too_long(vm)),
        };
    };
    let bits = if number < 0 { 33 - (!number).leading_zeros() } else { 32 - number.leading_zeros() };
    // -1 needs a bit.
    if bits.div_ceil(8) > length as u32 {
        return Err(too_long(vm));
    }
    if length == 0 {
        return Ok(vm.ret(Word::EMPTY_BYTES));
    }
    if length as u32 > crate::heap::layout::MAX_LENGTH {
        return Err(vm.raise_memory_error(length as u32));
    }
    let m = vm.reserve(bytes_size(length as u32))?;
    Ok(m.ret(m.alloc_bytes(Kind::Bytes, length as u32, |bytes| {
        for index in 0..bytes.len() {
            let at = if is_little { index } else { bytes.len() - 1 - index };
            bytes[at] = (number >> (index * 8).min(31)) as u8;
        }
    })))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::range(q!(from_bytes), 2, 4, from_bytes).with(takes::CLASS),
    Method::range(q!(to_bytes), 1, 4, to_bytes),
];


#[cfg(test)]
mod tests;

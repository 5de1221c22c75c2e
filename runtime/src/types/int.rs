//! `int`: 31 bits.

use mpy_format::operator::BinaryOp;

use super::text::change::is_white;
use super::{Args, Method, Res, Type, native_of, signature, takes, text};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, bytes_size};
use crate::heap::{Mutator, Ret, Slot};
use crate::ops::number::{self, int_of, op_index, op_int};
use crate::ops::print::{Sink, put_parts};
use crate::q;
use crate::value::{Value, Word};
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

/// The arithmetic operator `op` on two ints; `None` if ints have no such operator.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`; `ValueError` for negative shifts, and powers where there are no floats.
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
        BinaryOp::Power if b < 0 => return Err(vm.raise(Type::ValueError, "negative power with no float support")),
        BinaryOp::Power => power(a, b),
        _ => return Ok(None),
    };
    match result.and_then(Word::int) {
        Some(word) => Ok(Some(vm.ret(word))),
        None => Err(number::raise_overflow(vm)),
    }
}

/// `divmod(a, b)`.
pub(crate) fn divmod(vm: &mut Vm, a: i32, b: i32) -> Res {
    if b == 0 {
        return Err(number::raise_zero_division(vm));
    }
    let quotient = Word::int(floor_divide(a, b)).map(Word::to_int);
    let Some(quotient) = quotient else { return Err(number::raise_overflow(vm)) };
    let m = vm.reserve(crate::heap::layout::words_size(2))?;
    Ok(m.ret(m.tuple(&[quotient, modulo(a, b)].map(Value::small))))
}

/// `pow(base, exponent, modulus)`.
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

/// Why a text is no int.
enum ParseError {
    /// It is not written as one; what was read begins here, in this base.
    Syntax { start: usize, base: i32 },
    /// It needs more than 31 bits.
    Overflow,
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
fn parse(text: &[u8], base: i32) -> Result<i32, ParseError> {
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
    let start = at;
    let mut number = 0i32;
    while let Some(&byte) = text.get(at) {
        if byte != b'_' {
            let Some(digit) = (byte as char).to_digit(36).filter(|&digit| (digit as i32) < radix) else { break };
            // Counted down, for the smallest has no positive counterpart.
            number = number
                .checked_mul(radix)
                .and_then(|number| number.checked_sub(digit as i32))
                .filter(|&number| number >= Word::INT_MIN)
                .ok_or(ParseError::Overflow)?;
        }
        at += 1;
    }
    if at == start || !text[at..].iter().all(|&byte| is_white(byte)) {
        return Err(ParseError::Syntax { start, base: if radix == 1 { 0 } else { radix } });
    }
    let number = if sign == Some(b'-') { number } else { -number };
    Word::int(number).map(Word::to_int).ok_or(ParseError::Overflow)
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
    match parse(held_text(vm.view(), slot), base) {
        Ok(number) => Ok(vm.ret(Word::small(number))),
        Err(ParseError::Overflow) => Err(number::raise_overflow(vm)),
        Err(ParseError::Syntax { start, base }) => Err(raise_syntax(vm, slot, start, base)),
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
    if let Some(number) = op_int(vm, slot)? {
        return Ok(vm.ret(Word::small(number)));
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
        return Err(number::raise_overflow(vm));
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
    let m = vm.view();
    let number = int_of(m, m.get(args.slot(0))).unwrap_or(0);
    let bits = if number < 0 { 33 - (!number).leading_zeros() } else { 32 - number.leading_zeros() };
    // -1 needs a bit.
    if bits.div_ceil(8) > length as u32 {
        return Err(vm.raise(Type::OverflowError, "buffer too small"));
    }
    let is_little = is_little(vm, args.get(2));
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

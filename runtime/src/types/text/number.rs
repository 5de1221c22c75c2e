//! Numbers in fields.

#[cfg(feature = "float")]
mod float;
#[cfg(not(feature = "float"))]
#[path = "number/float_absent.rs"]
mod float;

pub use self::float::{put_float, truncate};
use super::spec::{self, Align, Content, Spec};
use crate::exception::Raised;
use crate::heap::Mutator;
use crate::ops::number::{int_of, number_of};
use crate::ops::print::Sink;
use crate::value::Value;
use crate::vm::Vm;

/// Whether the value is an int or a bool.
pub fn is_integer<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    int_of(m, value).is_some()
}

/// Whether the value is a number.
pub fn is_number<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    number_of(m, value).is_some()
}

/// Digits, separators, sign and prefix of a number of 32 bits.
const LONGEST: usize = 32 + 8 + 3;

/// Writes the digits of `number` to the end of `buffer`, and says where they start.
fn write_digits(number: u32, base: u32, upper: bool, separator: u8, buffer: &mut [u8; LONGEST]) -> usize {
    let (mut rest, mut start, mut count) = (number, buffer.len(), 0);
    let group = if base == 10 { 3 } else { 4 };
    loop {
        if separator != 0 && count > 0 && count % group == 0 {
            start -= 1;
            buffer[start] = separator;
        }
        start -= 1;
        let digit = b"0123456789abcdef"[(rest % base) as usize];
        buffer[start] = if upper { digit.to_ascii_uppercase() } else { digit };
        rest /= base;
        count += 1;
        if rest == 0 {
            return start;
        }
    }
}

/// Writes an integer; `code` says in which base: `b`, `o`, `x`, `X`, or any other for 10.
///
/// # Errors
/// `MemoryError`.
pub fn put_int(vm: &mut Vm, sink: Sink, spec: &Spec, number: i32, code: u8) -> Result<(), Raised> {
    let base = match code {
        b'b' => 2,
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let mut spec = *spec;
    let mut precision = spec.precision.unwrap_or(0);
    if spec.pads_with_zeros() {
        spec.width = spec.width.max(precision);
        precision = 0;
    }
    let mut buffer = [0; LONGEST];
    let mut start = write_digits(number.unsigned_abs(), base, code == b'X', spec.separator, &mut buffer);
    let digits = LONGEST - start;
    if spec.alternate && base != 10 {
        buffer[start - 1] = code;
        buffer[start - 2] = b'0';
        start -= 2;
    }
    let sign = if number < 0 { b'-' } else { spec.sign };
    if sign != 0 {
        start -= 1;
        buffer[start] = sign;
    }
    // What stands before the padding: nothing, unless the padding is between the sign and the digits.
    let is_split = precision > 1 || spec.align == Align::AfterSign;
    let front = if is_split { LONGEST - start - digits } else { 0 };
    let (front, body) = buffer[start..].split_at(front);
    spec.width = spec.width.saturating_sub(front.len() as u32);
    let (mut left, mut right) = (0, 0);
    if precision > 1 {
        // The precision is how many digits there are at least; with them the number stands in its field.
        let spaces = spec.width.saturating_sub(precision.max(body.len() as u32));
        *(if spec.align == Align::Left { &mut right } else { &mut left }) = spaces;
        spec = Spec { fill: b'0', align: Align::Right, width: precision, ..spec };
    }
    spec::put_spaces(vm, sink, left)?;
    vm.put(sink, front)?;
    spec::put(vm, sink, &spec, Content::Bytes(body))?;
    spec::put_spaces(vm, sink, right)
}

//! Numbers in fields.

#[cfg(feature = "float")]
mod float;
#[cfg(not(feature = "float"))]
#[path = "number/float_absent.rs"]
mod float;

pub use self::float::{put_float, truncate};
use super::get_run;
use super::spec::{self, Align, Content, Spec};
use crate::exception::Raised;
use crate::heap::{Mutator, Slot};
use crate::ops::number::{Number, number_of};
use crate::ops::print::Sink;
use crate::types::int::big;
use crate::value::Value;
use crate::vm::Vm;

/// Whether the value is a number.
pub fn is_number<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    number_of(m, value).is_some()
}

/// How the text of an int looks.
#[derive(Clone, Copy)]
pub struct Look {
    /// The base.
    pub radix: u32,
    /// Whether digits are capitals.
    pub is_upper: bool,
    /// Between groups of digits, or 0 for nothing.
    pub separator: u8,
    /// Stands before the digits, behind a zero; or 0 for nothing.
    pub prefix: u8,
    /// Stands before numbers that are not negative, or 0 for nothing.
    pub sign: u8,
}

impl Look {
    /// An int as `str` has it.
    pub const PLAIN: Look = Look { radix: 10, is_upper: false, separator: 0, prefix: 0, sign: 0 };

    fn sign_of(self, is_negative: bool) -> u8 {
        if is_negative { b'-' } else { self.sign }
    }

    /// How many bytes stand before the digits.
    fn front(self, is_negative: bool) -> u32 {
        u32::from(self.sign_of(is_negative) != 0) + if self.prefix == 0 { 0 } else { 2 }
    }
}

/// Writes an int, the last digit first, to the end of a buffer.
pub struct Writer {
    start: usize,
    digits: u32,
    look: Look,
}

impl Writer {
    /// Text that ends at `end`.
    pub fn new(end: usize, look: Look) -> Writer {
        Writer { start: end, digits: 0, look }
    }

    fn put(&mut self, buffer: &mut [u8], byte: u8) {
        self.start -= 1;
        buffer[self.start] = byte;
    }

    /// Writes a digit.
    pub fn digit(&mut self, buffer: &mut [u8], digit: u32) {
        let group = if self.look.radix == 10 { 3 } else { 4 };
        if self.look.separator != 0 && self.digits > 0 && self.digits.is_multiple_of(group) {
            self.put(buffer, self.look.separator);
        }
        let letter = b"0123456789abcdef"[digit as usize];
        self.put(buffer, if self.look.is_upper { letter.to_ascii_uppercase() } else { letter });
        self.digits += 1;
    }

    /// Writes what stands before the digits, and says where the text starts.
    pub fn finish(mut self, buffer: &mut [u8], is_negative: bool) -> usize {
        if self.look.prefix != 0 {
            self.put(buffer, self.look.prefix);
            self.put(buffer, b'0');
        }
        match self.look.sign_of(is_negative) {
            0 => {}
            sign => self.put(buffer, sign),
        }
        self.start
    }
}

/// Digits, separators, sign and prefix of a number of 32 bits.
const LONGEST: usize = 32 + 8 + 3;

fn write_small(buffer: &mut [u8; LONGEST], number: i32, look: Look) -> usize {
    let mut writer = Writer::new(LONGEST, look);
    let mut rest = number.unsigned_abs();
    loop {
        writer.digit(buffer, rest % look.radix);
        rest /= look.radix;
        if rest == 0 {
            return writer.finish(buffer, number < 0);
        }
    }
}

/// Writes the int in `number`; `code` says in which base: `b`, `o`, `x`, `X`, or any other for 10.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn put_int(vm: &mut Vm, sink: Sink, spec: &Spec, number: Slot, code: u8) -> Result<(), Raised> {
    let radix = match code {
        b'b' => 2,
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let prefix = if spec.alternate && radix != 10 { code } else { 0 };
    let look = Look { radix, is_upper: code == b'X', separator: spec.separator, prefix, sign: spec.sign };
    let m = vm.view();
    match number_of(m, m.get(number)) {
        Some(Number::Int(number)) => {
            let mut buffer = [0; LONGEST];
            let start = write_small(&mut buffer, number, look);
            put_digits(vm, sink, *spec, Content::Bytes(&buffer[start..]), look.front(number < 0))
        }
        Some(Number::Big(integer)) => {
            let front = look.front(integer.is_negative());
            let text = vm.push_slot(number)?;
            let start = big::write(vm, text, look)?;
            put_digits(vm, sink, *spec, Content::Slot(text, start, get_run(vm.view(), text).len()), front)?;
            vm.release(Slot::at(text.address() + 4));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Writes an int whose text is `text`; the digits are what is behind the first `front` bytes.
fn put_digits(vm: &mut Vm, sink: Sink, mut spec: Spec, text: Content<'_>, front: u32) -> Result<(), Raised> {
    let mut precision = spec.precision.unwrap_or(0);
    if spec.pads_with_zeros() {
        spec.width = spec.width.max(precision);
        precision = 0;
    }
    // What stands before the padding: nothing, unless the padding is between the sign and the digits.
    let is_split = precision > 1 || spec.align == Align::AfterSign;
    let (front, body) = text.split_at(if is_split { front } else { 0 });
    spec.width = spec.width.saturating_sub(front.length());
    let (mut left, mut right) = (0, 0);
    if precision > 1 {
        // The precision is how many digits there are at least; with them the number stands in its field.
        let spaces = spec.width.saturating_sub(precision.max(body.length()));
        *(if spec.align == Align::Left { &mut right } else { &mut left }) = spaces;
        spec = Spec { fill: b'0', align: Align::Right, width: precision, ..spec };
    }
    spec::put_spaces(vm, sink, left)?;
    spec::put(vm, sink, &Spec::PLAIN, front)?;
    spec::put(vm, sink, &spec, body)?;
    spec::put_spaces(vm, sink, right)
}

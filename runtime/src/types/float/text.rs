//! Floats as text: `repr`, and the codes `e`, `f` and `g` of formatting.
//!
//! The digits are exact. How many there are is the reference's rule: [`SAFE_DIGITS`] where they give the same float
//! again, else as many more as that takes, up to what is asked for and [`MAX_DIGITS`]; zeros behind that.

use super::decimal::{self, Decimal};
use super::width::{Float, MAX_DIGITS, SAFE_DIGITS};
use crate::types::text::change::is_white;

/// From this exponent on `repr` writes one.
const REPR_EXPONENT: i32 = 16;

/// Room for the text of any float.
pub type Buffer = [u8; 36];

/// How much of a [`Buffer`] is used before numbers are written in another way, or with fewer zeros.
const ROOM: i32 = 33;

/// A text being written.
struct Text<'b> {
    buffer: &'b mut Buffer,
    length: usize,
}

impl<'b> Text<'b> {
    fn put(&mut self, byte: u8) {
        if let Some(place) = self.buffer.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn put_all(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.put(byte));
    }

    /// Writes digits of which the last `places` stand behind the point, filled up with zeros before them.
    fn put_fixed(&mut self, digits: impl Iterator<Item = u8>, count: i32, places: i32) {
        let missing = (places + 1 - count).max(0);
        let mut before_point = count + missing - places;
        for digit in (0..missing).map(|_| 0).chain(digits) {
            if before_point == 0 {
                self.put(b'.');
            }
            before_point -= 1;
            self.put(b'0' + digit);
        }
    }

    /// Takes away the zeros at the end of a fraction that begins behind `start`.
    fn trim_fraction(&mut self, start: usize) {
        if self.buffer[start..self.length].contains(&b'.') {
            while self.buffer[self.length - 1] == b'0' {
                self.length -= 1;
            }
            self.length -= usize::from(self.buffer[self.length - 1] == b'.');
        }
    }

    fn put_exponent(&mut self, letter: u8, exponent: i32) {
        self.put(letter);
        self.put(if exponent < 0 { b'-' } else { b'+' });
        let exponent = exponent.unsigned_abs();
        if exponent >= 100 {
            self.put(b'0' + (exponent / 100) as u8);
        }
        self.put(b'0' + (exponent / 10 % 10) as u8);
        self.put(b'0' + (exponent % 10) as u8);
    }

    fn finish(self) -> &'b [u8] {
        &self.buffer[..self.length]
    }
}

/// What the places of a number are counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Exponent,
    Fixed,
    General,
}

/// How many of anything are wanted.
#[derive(Clone, Copy)]
struct Wanted {
    style: Style,
    precision: i32,
    /// [`Style::General`] writes an exponent from this one on.
    first_exponent: i32,
}

/// The text of `value` by a code (`e`, `f`, `g`, or in capitals), with a precision (6 if there is none) and a sign to
/// write before numbers that are not negative.
pub fn format(buffer: &mut Buffer, value: Float, code: u8, precision: Option<u32>, sign: Option<u8>) -> &[u8] {
    let precision = precision.map_or(6, |precision| precision.min(1000) as i32);
    let style = match code | 0x20 {
        b'f' => Style::Fixed,
        b'g' => Style::General,
        _ => Style::Exponent,
    };
    write(buffer, value, code, sign, Wanted { style, precision, first_exponent: precision }).finish()
}

/// `repr(value)`: the text that reads as the same float again.
pub fn repr(buffer: &mut Buffer, value: Float) -> &[u8] {
    let mut text = write_shortest(buffer, value, None);
    if !text.buffer[..text.length].iter().any(|byte| matches!(byte, b'.' | b'e' | b'n')) {
        text.put_all(b".0");
    }
    text.finish()
}

/// The same without `.0` behind whole numbers, and with a sign to write before numbers that are not negative.
#[cfg(feature = "complex")]
pub(crate) fn shortest(buffer: &mut Buffer, value: Float, sign: Option<u8>) -> &[u8] {
    write_shortest(buffer, value, sign).finish()
}

fn write_shortest(buffer: &mut Buffer, value: Float, sign: Option<u8>) -> Text<'_> {
    let wanted = Wanted { style: Style::General, precision: MAX_DIGITS, first_exponent: REPR_EXPONENT };
    write(buffer, value, b'g', sign, wanted)
}

fn write(buffer: &mut Buffer, value: Float, code: u8, sign: Option<u8>, wanted: Wanted) -> Text<'_> {
    let mut text = Text { buffer, length: 0 };
    let is_negative = value.is_sign_negative() && !value.is_nan();
    if let Some(sign) = if is_negative { Some(b'-') } else { sign } {
        text.put(sign);
    }
    if value.is_finite() {
        write_finite(&mut text, value.abs(), code & 0x20 | b'E', wanted);
    } else {
        let name = if value.is_nan() { b"NAN" } else { b"INF" };
        text.put_all(&name.map(|letter| letter | code & 0x20));
    }
    text
}

fn write_finite(text: &mut Text<'_>, value: Float, letter: u8, wanted: Wanted) {
    let room = ROOM - text.length as i32;
    let Wanted { mut style, mut precision, first_exponent } = wanted;
    let mut exponent = if value == 0.0 { 0 } else { decimal::exponent(value) };
    if style == Style::Fixed && exponent > 0 && exponent + precision + 2 > room {
        style = Style::General;
        precision += 1;
    }
    // The exponent that the first digit has; where zeros come first, that of one of them.
    let first = match style {
        Style::Fixed => {
            precision = precision.min(room - 3);
            let is_short = exponent >= -2 || precision <= 2;
            if is_short { exponent.max(0) } else { 1 - (-exponent).min(precision) }
        }
        _ => exponent,
    };
    let asked = match style {
        Style::Fixed => precision + 1 + first,
        Style::Exponent => precision + 1,
        Style::General => precision.max(1),
    };
    let most = asked.min(MAX_DIGITS);
    let overhead = if style == Style::Fixed { 3 } else { ROOM - MAX_DIGITS - 6 };
    let zeros = (asked - most).min(room - most - overhead);

    let mut digits = [0; decimal::MAX];
    let (mut count, mut places);
    let mut number = most.min(SAFE_DIGITS);
    loop {
        places = number - 1 - first;
        count = decimal::digits(value, places, &mut digits);
        if number == most || reads_as(&digits[..count], -places, value) {
            break;
        }
        number += 1;
    }
    let start = text.length;
    if style == Style::Fixed {
        // Zeros up to the places that were asked for.
        let added = most + zeros - number;
        let all = digits[..count].iter().copied().chain((0..added).map(|_| 0));
        text.put_fixed(all, count as i32 + added, places + added);
        return;
    }
    if count == 0 {
        // Zero: as many of them as there would be digits.
        count = number as usize;
    }
    if count as i32 > number {
        // A carry: the last digit is a zero too many.
        count -= 1;
        exponent += 1;
        places -= 1;
    }
    let digits = digits[..count].iter().copied();
    if style == Style::General && (exponent == 0 || exponent >= -4 && exponent < first_exponent) {
        let added = (-places).max(0);
        text.put_fixed(digits.chain((0..added).map(|_| 0)), count as i32 + added, places.max(0));
        text.trim_fraction(start);
        return;
    }
    let added = if style == Style::General { 0 } else { most + zeros - number };
    let behind = count as i32 + added - 1;
    text.put_fixed(digits.chain((0..added).map(|_| 0)), behind + 1, behind);
    if style == Style::General {
        text.trim_fraction(start);
    }
    text.put_exponent(letter, exponent);
}

/// Whether digits times ten to the power of `exponent` are read as `value`.
fn reads_as(digits: &[u8], exponent: i32, value: Float) -> bool {
    let mut decimal = Decimal::new();
    for &digit in digits {
        decimal.push(digit, false);
    }
    decimal.value(exponent) == value
}

/// A number at the start of a text.
pub(crate) struct Start<'t> {
    /// Whether it begins with a minus.
    pub is_negative: bool,
    /// Without the sign; none if there is nothing but the sign.
    magnitude: Option<Float>,
    /// What stands behind it.
    pub rest: &'t [u8],
}

impl Start<'_> {
    /// The number, if there is one.
    pub fn value(&self) -> Option<Float> {
        self.magnitude.map(|magnitude| if self.is_negative { -magnitude } else { magnitude })
    }

    /// Whether only spaces stand behind it and `count` bytes more.
    pub fn is_last(&self, count: usize) -> bool {
        self.rest.get(count..).is_some_and(|rest| rest.iter().all(|&byte| is_white(byte)))
    }
}

/// The float that `text` writes, spaces around it allowed; `None` if it writes none.
pub(crate) fn parse(text: &[u8]) -> Option<Float> {
    let start = parse_start(text)?;
    if start.is_last(0) { start.value() } else { None }
}

/// What `text` begins with, behind spaces; `None` where an exponent is missing.
pub(crate) fn parse_start(text: &[u8]) -> Option<Start<'_>> {
    let text = &text[text.iter().take_while(|&&byte| is_white(byte)).count()..];
    let (is_negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let names: [(&[u8], Float); 3] = [(b"infinity", Float::INFINITY), (b"inf", Float::INFINITY), (b"nan", Float::NAN)];
    let starts_with = |name: &[u8]| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let (value, length) = match names.iter().find(|(name, _)| starts_with(name)) {
        Some(&(name, value)) => (value, name.len()),
        None => parse_finite(text)?,
    };
    Some(Start { is_negative, magnitude: (length > 0).then_some(value), rest: &text[length..] })
}

/// The number at the start of `text`, and how many bytes it has; `None` where an exponent is missing.
fn parse_finite(text: &[u8]) -> Option<(Float, usize)> {
    /// Beyond every exponent that matters, and not near the end of the numbers.
    const FAR: i32 = 100_000_000;

    let mut decimal = Decimal::new();
    let (mut is_fraction, mut at) = (false, 0);
    let mut exponent = None;
    let mut is_negative = false;
    while let Some(&byte) = text.get(at) {
        match (byte, &mut exponent) {
            (b'0'..=b'9', None) => decimal.push(byte - b'0', is_fraction),
            (b'0'..=b'9', Some(exponent)) if *exponent < FAR => *exponent = *exponent * 10 + i32::from(byte - b'0'),
            (b'0'..=b'9' | b'_', _) => {}
            (b'.', None) if !is_fraction => is_fraction = true,
            (b'e' | b'E', None) => {
                exponent = Some(0);
                if let Some(sign @ (b'+' | b'-')) = text.get(at + 1) {
                    is_negative = *sign == b'-';
                    at += 1;
                }
                text.get(at + 1)?;
            }
            _ => break,
        }
        at += 1;
    }
    let exponent = exponent.unwrap_or(0);
    Some((decimal.value(if is_negative { -exponent } else { exponent }), at))
}

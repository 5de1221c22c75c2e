//! Text to floats.

use super::extended::Extended;

/// Reads digits, a fraction and an exponent; gives the number and the text behind it. Nothing if there is no number, or an
/// exponent without digits at the end of the text.
pub fn parse(text: &[u8]) -> Option<(f64, &[u8])> {
    let mut digits = Digits::default();
    let mut rest = text;
    let mut exponent = 0i32;
    let mut exponent_is_negative = false;
    let mut part = Part::Integer;
    while let [byte, tail @ ..] = rest {
        match byte {
            b'0'..=b'9' if part == Part::Exponent => {
                // Beyond this all numbers are zero or infinite.
                if exponent < (i32::MAX / 2 - 9) / 10 {
                    exponent = exponent * 10 + i32::from(byte - b'0');
                }
            }
            b'0'..=b'9' => digits.push(byte - b'0', part),
            b'.' if part == Part::Integer => part = Part::Fraction,
            b'e' | b'E' if part != Part::Exponent => {
                part = Part::Exponent;
                let signed = matches!(tail, [b'+' | b'-', ..]);
                exponent_is_negative = matches!(tail, [b'-', ..]);
                rest = &tail[usize::from(signed)..];
                if rest.is_empty() {
                    return None;
                }
                continue;
            }
            _ => break,
        }
        rest = tail;
    }
    if rest.len() == text.len() {
        return None;
    }
    let exponent = if exponent_is_negative { -exponent } else { exponent };
    let exponent = exponent.saturating_add(digits.scale).saturating_add(digits.integer_zeros);
    Some((Extended::from(digits.mantissa).scale_by_ten(exponent).to_f64(), rest))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Integer,
    Fraction,
    Exponent,
}

/// Digits gathered in a mantissa, and zeros at the end that are only counted until another digit comes.
#[derive(Default)]
struct Digits {
    mantissa: u64,
    scale: i32,
    integer_zeros: i32,
    fraction_zeros: i32,
}

impl Digits {
    /// From here on a mantissa has no room for another digit.
    const FULL: u64 = 0x1999_9999_9999_9998;

    fn push(&mut self, digit: u8, part: Part) {
        if digit == 0 || self.mantissa >= Digits::FULL {
            if part == Part::Integer {
                self.integer_zeros = self.integer_zeros.saturating_add(1);
            } else {
                self.fraction_zeros = self.fraction_zeros.saturating_add(1);
            }
            return;
        }
        for _ in 0..core::mem::take(&mut self.integer_zeros) {
            self.accept(0, Part::Integer);
        }
        for _ in 0..core::mem::take(&mut self.fraction_zeros) {
            self.accept(0, Part::Fraction);
        }
        self.accept(digit, part);
    }

    fn accept(&mut self, digit: u8, part: Part) {
        if self.mantissa < Digits::FULL {
            self.mantissa = self.mantissa * 10 + u64::from(digit);
            self.scale -= i32::from(part == Part::Fraction);
        } else {
            self.scale += i32::from(part == Part::Integer);
        }
    }
}

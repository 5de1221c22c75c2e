//! Floating-point literals, to the last bit as the reference reads them.
//!
//! The reference scales the digits by a power of ten in the x87's 80-bit format. That is nearly always the nearest double,
//! but not always: so the very same multiplications are done here, on integers.

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

/// A number of the x87's 80-bit format that is not negative: `mantissa * 2^exponent`, the mantissa's top bit set unless it
/// is zero. Results below the least normal number count as zero: as a double they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Extended {
    mantissa: u64,
    exponent: i32,
}

impl Extended {
    const ZERO: Extended = Extended { mantissa: 0, exponent: 0 };
    const INFINITY: Extended = Extended { mantissa: 1 << 63, exponent: i32::MAX };
    const MAX_EXPONENT: i32 = 16_383 - 63;
    const MIN_EXPONENT: i32 = -16_382 - 63;

    /// Rounds `value * 2^exponent` to nearest, ties to even; `sticky` says that more bits follow.
    fn round(value: u128, exponent: i32, sticky: bool) -> Extended {
        if value == 0 {
            return Extended::ZERO;
        }
        let shift = 64 - i32::try_from(value.leading_zeros()).unwrap_or(128);
        if shift <= 0 {
            return Extended { mantissa: (value << -shift) as u64, exponent: exponent + shift }.checked();
        }
        let mut mantissa = (value >> shift) as u64;
        let mut exponent = exponent + shift;
        let below = value & ((1 << shift) - 1);
        let half = 1u128 << (shift - 1);
        if below > half || (below == half && (sticky || mantissa & 1 == 1)) {
            let (sum, carry) = mantissa.overflowing_add(1);
            mantissa = if carry { 1 << 63 } else { sum };
            exponent += i32::from(carry);
        }
        Extended { mantissa, exponent }.checked()
    }

    fn checked(self) -> Extended {
        match self.exponent {
            e if e > Extended::MAX_EXPONENT => Extended::INFINITY,
            e if e < Extended::MIN_EXPONENT => Extended::ZERO,
            _ => self,
        }
    }

    fn is_infinite(self) -> bool {
        self.exponent == i32::MAX
    }

    fn times(self, other: Extended) -> Extended {
        if self.is_infinite() || other.is_infinite() {
            return Extended::INFINITY;
        }
        let product = u128::from(self.mantissa) * u128::from(other.mantissa);
        Extended::round(product, self.exponent + other.exponent, false)
    }

    fn divided_by(self, other: Extended) -> Extended {
        if other.is_infinite() || self.mantissa == 0 {
            return Extended::ZERO;
        }
        // 64 more bits than the quotient's, so at least one below the mantissa; what is left over is sticky.
        let dividend = u128::from(self.mantissa) << 64;
        let (quotient, rest) = (dividend / u128::from(other.mantissa), dividend % u128::from(other.mantissa));
        let exact = (quotient << 1) | u128::from(rest != 0);
        Extended::round(exact, self.exponent - other.exponent - 65, rest != 0)
    }

    fn scale_by_ten(self, exponent: i32) -> Extended {
        if self.mantissa == 0 {
            return self;
        }
        let mut result = self;
        let mut power = Extended::from(10);
        let mut n = exponent.unsigned_abs();
        while n != 0 {
            if n & 1 == 1 {
                result = if exponent < 0 { result.divided_by(power) } else { result.times(power) };
            }
            n >>= 1;
            if n != 0 {
                power = power.times(power);
            }
        }
        result
    }

    fn to_f64(self) -> f64 {
        if self.mantissa == 0 {
            return 0.0;
        }
        // The exponent of the top bit; below -1022 a double has fewer bits.
        let top = if self.is_infinite() { 1024 } else { self.exponent + 63 };
        if top >= 1024 {
            return f64::INFINITY;
        }
        let bits = if top < -1022 { 53 - (-1022 - top) } else { 53 };
        if bits < 0 {
            return 0.0;
        }
        let shift = (64 - bits) as u32;
        let (kept, below) = match shift {
            64 => (0, self.mantissa),
            _ => (self.mantissa >> shift, self.mantissa & ((1 << shift) - 1)),
        };
        let half = 1u64 << (shift - 1);
        let up = below > half || (below == half && kept & 1 == 1);
        let kept = kept + u64::from(up);
        // A carry out of the mantissa lands in the exponent field, where it belongs.
        let field = if top < -1022 { 0 } else { u64::from((top + 1022) as u32) };
        f64::from_bits((field << 52) + kept)
    }
}

impl From<u64> for Extended {
    fn from(n: u64) -> Extended {
        Extended::round(u128::from(n), 0, false)
    }
}

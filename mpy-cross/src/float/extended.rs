//! The x87's 80-bit floating-point format, as far as decimal conversion needs it.

/// A number of the x87's 80-bit format that is not negative: `mantissa * 2^exponent`, the mantissa's top bit set unless it
/// is zero. Results below the least normal number count as zero: as a double they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extended {
    mantissa: u64,
    exponent: i32,
}

impl Extended {
    const ZERO: Extended = Extended { mantissa: 0, exponent: 0 };
    const INFINITY: Extended = Extended { mantissa: 1 << 63, exponent: i32::MAX };
    const MAX_EXPONENT: i32 = 16_383 - 63;
    const MIN_EXPONENT: i32 = -16_382 - 63;

    /// Rounds `value * 2^exponent` to nearest, ties to even.
    fn round(value: u128, exponent: i32) -> Extended {
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
        if below > half || (below == half && mantissa & 1 == 1) {
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
        Extended::round(product, self.exponent + other.exponent)
    }

    fn divided_by(self, other: Extended) -> Extended {
        if other.is_infinite() || self.mantissa == 0 {
            return Extended::ZERO;
        }
        let divisor = u128::from(other.mantissa);
        let dividend = u128::from(self.mantissa) << 64;
        let (quotient, rest) = (dividend / divisor, dividend % divisor);
        // The quotient has 64 bits or 65: two more to round by, and one that says whether anything is left.
        let (more, rest) = ((rest << 2) / divisor, (rest << 2) % divisor);
        let exact = (quotient << 3) | (more << 1) | u128::from(rest != 0);
        Extended::round(exact, self.exponent - other.exponent - 67)
    }

    pub(super) fn scale_by_ten(self, exponent: i32) -> Extended {
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

    pub(super) fn to_f64(self) -> f64 {
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

impl Extended {
    /// The integer part of the sum with one half, which is rounded to the format before it is cut off.
    pub(super) fn add_half_and_cut(self) -> u64 {
        // Everything here is below 2^64, and has its point somewhere in or before the mantissa.
        let n_fraction = (-self.exponent).clamp(0, 127) as u32;
        if n_fraction > 64 {
            // Less than one half.
            return 0;
        }
        // One more bit than the fraction has, for the half.
        let doubled = u128::from(self.mantissa) << 1;
        let sum = Extended::round(doubled + (1u128 << n_fraction), self.exponent - 1);
        match -sum.exponent {
            n @ 0..64 => sum.mantissa >> n,
            64.. => 0,
            ..0 => u64::MAX,
        }
    }
}

impl From<f64> for Extended {
    /// A finite number that is not negative.
    fn from(x: f64) -> Extended {
        let (field, fraction) = ((x.to_bits() >> 52) as i32 & 0x7ff, x.to_bits() & ((1 << 52) - 1));
        let (mantissa, exponent) = if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
        Extended::round(u128::from(mantissa), exponent)
    }
}

impl From<u64> for Extended {
    fn from(n: u64) -> Extended {
        Extended::round(u128::from(n), 0)
    }
}

//! Floats and their decimal digits, both ways exact: all work is done on one natural number of fixed room.

use super::width::{Bits, Float, KEPT, TINY, WORDS};

/// Bits of a mantissa, the highest one included.
const MANTISSA: i32 = Float::MANTISSA_DIGITS as i32;

/// Exponent of the lowest bit of the smallest floats.
const LOWEST: i32 = Float::MIN_EXP - MANTISSA;

/// A natural number: words of 16 bits, the lowest first, so that dividing takes no more than a 32-bit division.
struct Natural {
    words: [u16; WORDS],
    length: usize,
}

impl Natural {
    fn new(number: Bits) -> Natural {
        let mut natural = Natural { words: [0; WORDS], length: 0 };
        let mut rest = number;
        while rest != 0 {
            natural.push(rest as u16);
            rest >>= 16;
        }
        natural
    }

    fn push(&mut self, word: u16) {
        self.words[self.length] = word;
        self.length += 1;
    }

    fn used(&mut self) -> &mut [u16] {
        &mut self.words[..self.length]
    }

    fn multiply_add(&mut self, factor: u16, summand: u16) {
        let mut carry = u32::from(summand);
        for word in self.used() {
            carry += u32::from(*word) * u32::from(factor);
            *word = carry as u16;
            carry >>= 16;
        }
        if carry != 0 {
            self.push(carry as u16);
        }
    }

    /// Divides, and gives the rest.
    fn divide(&mut self, divisor: u16) -> u16 {
        let mut rest = 0;
        for word in self.used().iter_mut().rev() {
            rest = rest << 16 | u32::from(*word);
            *word = (rest / u32::from(divisor)) as u16;
            rest %= u32::from(divisor);
        }
        while self.used().last() == Some(&0) {
            self.length -= 1;
        }
        rest as u16
    }

    fn shift_left(&mut self, bits: u32) {
        let words = (bits / 16) as usize;
        if self.length != 0 {
            self.words.copy_within(..self.length, words);
            self.words[..words].fill(0);
            self.length += words;
        }
        self.multiply_add(1 << (bits % 16), 0);
    }

    /// Shifts, and says whether bits that are not 0 went.
    fn shift_right(&mut self, bits: u32) -> bool {
        let words = ((bits / 16) as usize).min(self.length);
        let is_inexact = self.words[..words].iter().any(|&word| word != 0);
        self.words.copy_within(words..self.length, 0);
        self.length -= words;
        self.divide(1 << (bits % 16)) != 0 || is_inexact
    }

    /// Multiplies by ten to the power of `places`.
    fn scale_up(&mut self, places: u32) {
        for _ in 0..places / 4 {
            self.multiply_add(10_000, 0);
        }
        for _ in 0..places % 4 {
            self.multiply_add(10, 0);
        }
    }

    /// Divides by ten to the power of `places`, and says whether there was a rest.
    fn scale_down(&mut self, places: u32) -> bool {
        let mut is_inexact = false;
        for _ in 0..places / 4 {
            is_inexact |= self.divide(10_000) != 0;
        }
        for _ in 0..places % 4 {
            is_inexact |= self.divide(10) != 0;
        }
        is_inexact
    }

    /// Bits without leading zeros.
    fn bits(&self) -> i32 {
        match self.words[..self.length].last() {
            Some(last) => self.length as i32 * 16 - last.leading_zeros() as i32,
            None => 0,
        }
    }

    /// The lowest bits.
    fn low(&self) -> Bits {
        self.words[..self.length].iter().rev().fold(0, |low, &word| low << 16 | Bits::from(word))
    }
}

/// A decimal number that is being read.
pub(super) struct Decimal {
    digits: Natural,
    count: u32,
    exponent: i32,
    is_longer: bool,
}

impl Decimal {
    /// Zero.
    pub(super) fn new() -> Decimal {
        Decimal { digits: Natural::new(0), count: 0, exponent: 0, is_longer: false }
    }

    /// Adds a digit, 0 to 9.
    pub(super) fn push(&mut self, digit: u8, is_fraction: bool) {
        if self.count < KEPT {
            self.digits.multiply_add(10, u16::from(digit));
            self.count += u32::from(self.digits.length != 0);
            self.exponent -= i32::from(is_fraction);
        } else {
            self.is_longer |= digit != 0;
            self.exponent += i32::from(!is_fraction);
        }
    }

    /// The float nearest to the number times ten to the power of `exponent`; of two, the even one.
    pub(super) fn value(mut self, exponent: i32) -> Float {
        let exponent = self.exponent.saturating_add(exponent);
        // Below ten to the power of this, and not below a tenth of that.
        let magnitude = exponent.saturating_add(self.count as i32);
        if self.count == 0 || magnitude <= TINY {
            return 0.0;
        }
        if magnitude > Float::MAX_10_EXP + 1 {
            return Float::INFINITY;
        }
        let places = exponent.unsigned_abs();
        let mut binary = 0;
        if exponent >= 0 {
            self.digits.scale_up(places);
        } else {
            // So many bits that a mantissa and one to round by are left: log2(10) is less than 3402/1024.
            let needed = ((places * 3402) >> 10) as i32 + MANTISSA + 3;
            let shift = (needed - self.digits.bits()).max(0);
            self.digits.shift_left(shift as u32);
            self.is_longer |= self.digits.scale_down(places);
            binary = -shift;
        }
        let dropped = (self.digits.bits() - MANTISSA).max(LOWEST - binary);
        let mantissa = if dropped > 0 {
            self.is_longer |= self.digits.shift_right(dropped as u32 - 1);
            let half = self.digits.low();
            let mantissa = half >> 1;
            mantissa + (half & 1 & (Bits::from(self.is_longer) | mantissa))
        } else {
            self.digits.shift_left(dropped.unsigned_abs());
            self.digits.low()
        };
        // The highest bit of the mantissa, where there is one, counts as one of the exponent.
        let bits = mantissa + (((binary + dropped - LOWEST) as Bits) << (MANTISSA - 1));
        Float::from_bits(bits.min(Float::INFINITY.to_bits()))
    }
}

/// A float that is neither negative nor infinite, in pieces: mantissa, and exponent of its lowest bit.
pub(super) fn pieces(value: Float) -> (Bits, i32) {
    const HIGHEST: Bits = 1 << (MANTISSA - 1);
    let bits = value.to_bits();
    match (bits >> (MANTISSA - 1)) as i32 {
        0 => (bits, LOWEST),
        exponent => (bits & (HIGHEST - 1) | HIGHEST, exponent - 1 + LOWEST),
    }
}

/// `value` times ten to the power of `places`, as a whole number; halves are rounded up if it is rounded.
fn scaled(value: Float, places: i32, is_rounded: bool) -> Natural {
    let (mantissa, exponent) = pieces(value);
    let mut number = Natural::new(mantissa);
    number.scale_up(places.max(0) as u32);
    let shift = exponent.unsigned_abs();
    if exponent >= 0 {
        number.shift_left(shift);
    } else if places >= 0 && is_rounded {
        number.shift_right(shift - 1);
        number.multiply_add(1, 1);
        number.shift_right(1);
    } else {
        number.shift_right(shift);
    }
    if places < 0 {
        number.scale_down(places.unsigned_abs() - 1);
        if number.divide(10) >= 5 && is_rounded {
            number.multiply_add(1, 1);
        }
    }
    number
}

/// How many digits [`digits`] writes at most: those of a rounded number of [`MAX_DIGITS`](super::width::MAX_DIGITS), and a carry.
pub(super) const MAX: usize = 20;

fn write(mut number: Natural, digits: &mut [u8; MAX]) -> usize {
    let mut start = MAX;
    while number.length != 0 && start > 0 {
        start -= 1;
        digits[start] = number.divide(10) as u8;
    }
    digits.copy_within(start.., 0);
    MAX - start
}

/// Writes the digits of `value` times ten to the power of `places`, rounded, halves up, and says how many there are.
pub(super) fn digits(value: Float, places: i32, digits: &mut [u8; MAX]) -> usize {
    write(scaled(value, places, true), digits)
}

/// The exponent of the first digit of `value`, which is not 0. The float nearest to a power of ten has that of the power,
/// also where it is a little less; by so little that the first digits, rounded, are those of the power.
pub(super) fn exponent(value: Float) -> i32 {
    const DIGITS: i32 = 10;
    let (mantissa, exponent) = pieces(value);
    let highest = exponent + Bits::BITS as i32 - 1 - mantissa.leading_zeros() as i32;
    // log10(2) is about 78913/262144; what that is off by, the digits tell.
    let estimate = (highest * 78_913) >> 18;
    let count = write(scaled(value, DIGITS - estimate, false), &mut [0; MAX]);
    let exponent = estimate + count as i32 - 1 - DIGITS;
    let mut one = Decimal::new();
    one.push(1, false);
    exponent + i32::from(value >= Float::MIN_POSITIVE && one.value(exponent + 1) == value)
}

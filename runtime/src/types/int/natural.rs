//! Natural numbers of any length: limbs of 32 bits, the lowest first, in room that the caller has.
//!
//! Nothing here divides 64 bits by 32, which small processors do slowly: a divisor's reciprocal is found once, and then
//! there are multiplications only.

use core::cmp::Ordering;

/// Somebody wants the work to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interrupted;

/// Asks now and then whether long work is to go on.
pub struct Work<'a> {
    left: usize,
    is_interrupted: &'a dyn Fn() -> bool,
}

impl<'a> Work<'a> {
    /// How many limbs are worked on between two questions.
    const INTERVAL: usize = 1 << 14;

    /// Work that stops when `is_interrupted` says so.
    pub fn new(is_interrupted: &'a dyn Fn() -> bool) -> Work<'a> {
        Work { left: Work::INTERVAL, is_interrupted }
    }

    /// Counts that so many limbs were worked on.
    ///
    /// # Errors
    /// [`Interrupted`].
    pub fn done(&mut self, limbs: usize) -> Result<(), Interrupted> {
        match self.left.checked_sub(limbs) {
            Some(left) => self.left = left,
            None if (self.is_interrupted)() => return Err(Interrupted),
            None => self.left = Work::INTERVAL,
        }
        Ok(())
    }
}

/// A number without its leading zeros.
pub fn trimmed(limbs: &[u32]) -> &[u32] {
    &limbs[..limbs.iter().rposition(|&limb| limb != 0).map_or(0, |last| last + 1)]
}

/// How many bits a number without leading zeros has.
pub fn bits(limbs: &[u32]) -> u32 {
    limbs.last().map_or(0, |last| limbs.len() as u32 * 32 - last.leading_zeros())
}

/// The order of two numbers without leading zeros.
pub fn compare(a: &[u32], b: &[u32]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn limb(limbs: &[u32], index: usize) -> u32 {
    limbs.get(index).copied().unwrap_or(0)
}

/// `out = a + b`; all of `out` is written.
pub fn add(out: &mut [u32], a: &[u32], b: &[u32]) {
    let mut carry = 0;
    for (index, out) in out.iter_mut().enumerate() {
        let sum = u64::from(limb(a, index)) + u64::from(limb(b, index)) + carry;
        *out = sum as u32;
        carry = sum >> 32;
    }
}

/// `out = a - b`, where `b` is not greater; all of `out` is written.
pub fn subtract(out: &mut [u32], a: &[u32], b: &[u32]) {
    let mut borrow = 0;
    for (index, out) in out.iter_mut().enumerate() {
        let difference = i64::from(limb(a, index)) - i64::from(limb(b, index)) - borrow;
        *out = difference as u32;
        borrow = i64::from(difference < 0);
    }
}

/// `limbs = limbs + 1`, within its room.
pub fn increment(limbs: &mut [u32]) {
    for limb in limbs {
        *limb = limb.wrapping_add(1);
        if *limb != 0 {
            return;
        }
    }
}

/// `out = a * b`. The room is as long as both together at least; all of `out` is written.
///
/// # Errors
/// [`Interrupted`].
pub fn multiply(out: &mut [u32], a: &[u32], b: &[u32], work: &mut Work<'_>) -> Result<(), Interrupted> {
    out.fill(0);
    for (index, &factor) in a.iter().enumerate() {
        let mut carry = 0;
        let (row, behind) = out[index..].split_at_mut(b.len());
        for (out, &limb) in row.iter_mut().zip(b) {
            let sum = u64::from(factor) * u64::from(limb) + u64::from(*out) + carry;
            *out = sum as u32;
            carry = sum >> 32;
        }
        behind[0] = carry as u32;
        work.done(b.len())?;
    }
    Ok(())
}

/// `out = a << places`; all of `out` is written, and what does not fit is lost.
pub fn shift_left(out: &mut [u32], a: &[u32], places: u32) {
    let (whole, part) = ((places / 32) as usize, places % 32);
    for (index, out) in out.iter_mut().enumerate() {
        let high = index.checked_sub(whole).map_or(0, |index| limb(a, index));
        let low = index.checked_sub(whole + 1).map_or(0, |index| limb(a, index));
        *out = (pair(high, low) << part >> 32) as u32;
    }
}

/// `out = a >> places`; all of `out` is written. Says whether bits that are not 0 went.
pub fn shift_right(out: &mut [u32], a: &[u32], places: u32) -> bool {
    let (whole, part) = ((places / 32) as usize, places % 32);
    for (index, out) in out.iter_mut().enumerate() {
        *out = (pair(limb(a, index + whole + 1), limb(a, index + whole)) >> part) as u32;
    }
    a.iter().take(whole).any(|&limb| limb != 0) || limb(a, whole) & ((1 << part) - 1) != 0
}

fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// A divisor of one limb whose highest bit is set, with its reciprocal.
///
/// Möller and Granlund, Improved division by invariant integers (2011), algorithm 4.
#[derive(Clone, Copy)]
struct Divisor {
    limb: u32,
    /// `(2^64 - 1) / limb - 2^32`
    reciprocal: u32,
}

impl Divisor {
    const fn new(limb: u32) -> Divisor {
        // The quotient of `2^64 - 1 - limb * 2^32` and the divisor, bit by bit.
        let (mut rest, mut reciprocal) = (!limb, 0);
        let mut bit = 0;
        while bit < 32 {
            let is_long = rest >> 31 != 0;
            rest = rest << 1 | 1;
            reciprocal <<= 1;
            if is_long || rest >= limb {
                rest = rest.wrapping_sub(limb);
                reciprocal |= 1;
            }
            bit += 1;
        }
        Divisor { limb, reciprocal }
    }

    /// Quotient and rest of `high * 2^32 + low`, where `high` is less than the divisor.
    #[inline]
    fn divide(self, high: u32, low: u32) -> (u32, u32) {
        let estimate = (u64::from(self.reciprocal) * u64::from(high)).wrapping_add(pair(high, low));
        let mut quotient = ((estimate >> 32) as u32).wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if rest > estimate as u32 {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.limb);
        }
        if rest >= self.limb {
            quotient = quotient.wrapping_add(1);
            rest -= self.limb;
        }
        (quotient, rest)
    }
}

/// Divides `dividend` by `divisor`, whose highest bit is set. The dividend's highest limb is less than the divisor's: there
/// is a zero before a number. Its low limbs, as many as the divisor has, become the rest, those above the quotient.
///
/// Knuth, The Art of Computer Programming 4.3.1, algorithm D; a digit of the quotient goes where a digit of the dividend has
/// become 0.
///
/// # Errors
/// [`Interrupted`].
pub fn divide(dividend: &mut [u32], divisor: &[u32], work: &mut Work<'_>) -> Result<(), Interrupted> {
    let length = divisor.len();
    let highest = Divisor::new(divisor[length - 1]);
    let second = length.checked_sub(2).map_or(0, |index| divisor[index]);
    for at in (0..dividend.len().saturating_sub(length)).rev() {
        let part = &mut dividend[at..=at + length];
        let third = length.checked_sub(2).map_or(0, |index| part[index]);
        let mut digit = digit_estimate(highest, second, [part[length], part[length - 1], third]);
        if subtract_multiple(part, divisor, digit) {
            digit -= 1;
            add_back(part, divisor);
        }
        part[length] = digit;
        work.done(length)?;
    }
    Ok(())
}

/// A digit of the quotient, or one more, from the highest three limbs of what is left and the highest two of the divisor.
#[inline]
fn digit_estimate(highest: Divisor, second: u32, top: [u32; 3]) -> u32 {
    let (mut digit, mut rest) = if top[0] < highest.limb {
        let (digit, rest) = highest.divide(top[0], top[1]);
        (digit, u64::from(rest))
    } else {
        (u32::MAX, u64::from(top[1]) + u64::from(highest.limb))
    };
    while rest >> 32 == 0 && u64::from(digit) * u64::from(second) > pair(rest as u32, top[2]) {
        digit -= 1;
        rest += u64::from(highest.limb);
    }
    digit
}

/// `part -= divisor * digit`; says whether that was too much.
#[inline]
fn subtract_multiple(part: &mut [u32], divisor: &[u32], digit: u32) -> bool {
    let mut carry = 0;
    for (part, &limb) in part.iter_mut().zip(divisor) {
        let product = u64::from(digit) * u64::from(limb) + carry;
        let (difference, is_less) = part.overflowing_sub(product as u32);
        *part = difference;
        carry = (product >> 32) + u64::from(is_less);
    }
    let last = &mut part[divisor.len()];
    let is_less = u64::from(*last) < carry;
    *last = last.wrapping_sub(carry as u32);
    is_less
}

#[cold]
fn add_back(part: &mut [u32], divisor: &[u32]) {
    let mut carry = 0;
    for (part, &limb) in part.iter_mut().zip(divisor) {
        let sum = u64::from(*part) + u64::from(limb) + carry;
        *part = sum as u32;
        carry = sum >> 32;
    }
}

/// Limbs of each half of the room that [`power`] needs; `None` if the power is too long to be counted.
pub fn power_room(base: &[u32], exponent: u32) -> Option<u32> {
    u32::try_from(u64::from(bits(base)) * u64::from(exponent) / 32 + 2).ok()
}

/// Raises `base` to the power of `exponent` in room of two halves, each as long as [`power_room`] says; the result is as
/// many low limbs of the room as are returned.
///
/// # Errors
/// [`Interrupted`].
pub fn power(room: &mut [u32], base: &[u32], exponent: u32, work: &mut Work<'_>) -> Result<usize, Interrupted> {
    let half = room.len() / 2;
    let (mut result, mut other) = room.split_at_mut(half);
    let (mut length, mut is_swapped) = (1, false);
    result[0] = 1;
    for bit in (0..32 - exponent.leading_zeros()).rev() {
        for is_square in [true, false] {
            if !is_square && exponent >> bit & 1 == 0 {
                continue;
            }
            let factor = if is_square { &result[..length] } else { base };
            let room = &mut other[..length + factor.len()];
            multiply(room, &result[..length], factor, work)?;
            length = trimmed(room).len();
            core::mem::swap(&mut result, &mut other);
            is_swapped = !is_swapped;
        }
    }
    if is_swapped {
        room.copy_within(half..half + length, 0);
    }
    Ok(length)
}

/// Limbs of the room that [`power_modulo`] needs.
pub fn power_modulo_room(base: &[u32], modulus: &[u32]) -> usize {
    3 * modulus.len() + (2 * modulus.len()).max(base.len()) + 1
}

/// The rest of `base` to the power of `exponent` after a division by `modulus`, as so many low limbs of the room as the
/// modulus has; it has [`power_modulo_room`].
///
/// # Errors
/// [`Interrupted`].
pub fn power_modulo(
    room: &mut [u32],
    base: &[u32],
    exponent: &[u32],
    modulus: &[u32],
    work: &mut Work<'_>,
) -> Result<(), Interrupted> {
    let length = modulus.len();
    let (result, rest) = room.split_at_mut(length);
    let (divisor, rest) = rest.split_at_mut(length);
    let (factor, product) = rest.split_at_mut(length);
    // A multiple of the modulus has its highest bit set; modulo the modulus itself is left to the end.
    let places = modulus.last().map_or(0, |limb| limb.leading_zeros());
    shift_left(divisor, modulus, places);
    let reduce = |product: &mut [u32], work: &mut Work<'_>| divide(product, divisor, work);
    shift_left(product, base, 0);
    reduce(product, work)?;
    factor.copy_from_slice(&product[..length]);
    result[0] = 1;
    for bit in (0..bits(exponent)).rev() {
        multiply(product, result, result, work)?;
        reduce(product, work)?;
        result.copy_from_slice(&product[..length]);
        if exponent[(bit / 32) as usize] >> (bit % 32) & 1 != 0 {
            multiply(product, result, factor, work)?;
            reduce(product, work)?;
            result.copy_from_slice(&product[..length]);
        }
    }
    shift_left(product, result, places);
    reduce(product, work)?;
    shift_right(result, &product[..length], places);
    Ok(())
}

/// The highest power of `radix` that a limb holds, and its exponent.
const fn chunk(radix: u32) -> (u32, u32) {
    let (mut power, mut digits) = (radix, 1);
    while let Some(next) = power.checked_mul(radix) {
        power = next;
        digits += 1;
    }
    (power, digits)
}

/// Limbs that are enough for a number of so many digits.
pub fn parse_room(digits: usize, radix: u32) -> usize {
    let bits_per_digit = 32 - (radix - 1).leading_zeros() as usize;
    digits * bits_per_digit / 32 + 1
}

/// Reads a number from its digits; the room, which is zero, is as [`parse_room`] says.
///
/// # Errors
/// [`Interrupted`].
pub fn parse(
    room: &mut [u32],
    digits: impl Iterator<Item = u32>,
    radix: u32,
    work: &mut Work<'_>,
) -> Result<usize, Interrupted> {
    let (most, _) = chunk(radix);
    let (mut length, mut value, mut scale) = (0, 0, 1);
    let mut append = |scale: u32, value: u32| {
        let mut carry = u64::from(value);
        for limb in &mut room[..length] {
            carry += u64::from(*limb) * u64::from(scale);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry != 0 {
            room[length] = carry as u32;
            length += 1;
        }
        work.done(length)
    };
    for digit in digits {
        value = value * radix + digit;
        scale *= radix;
        if scale == most {
            append(scale, value)?;
            (value, scale) = (0, 1);
        }
    }
    append(scale, value)?;
    Ok(length)
}

/// How many digits a number of so many bits has at most.
pub fn most_digits(bits: u32, radix: u32) -> u32 {
    match radix {
        // log10(2) is a little less than 1234/4096.
        10 => ((u64::from(bits) * 1234) >> 12) as u32 + 1,
        _ => bits / (31 - radix.leading_zeros()) + 1,
    }
}

/// Gives the digits of a number, the last one first, to `put`, which may keep them in the same bytes: the number is the
/// first `length` limbs there, little-endian, and what of them has become 0 is not looked at again.
///
/// # Errors
/// [`Interrupted`].
pub fn digits(
    bytes: &mut [u8],
    length: usize,
    radix: u32,
    mut put: impl FnMut(&mut [u8], u32),
    work: &mut Work<'_>,
) -> Result<(), Interrupted> {
    let (scale, count) = chunk(radix);
    let places = scale.leading_zeros();
    let divisor = Divisor::new(scale << places);
    let mut length = length;
    while length > 0 {
        let mut rest = divide_bytes(&mut bytes[..length * 4], divisor, places);
        // No more than one limb becomes 0, for the scale is less than a limb.
        length -= usize::from(bytes[length * 4 - 4..length * 4] == [0; 4]);
        work.done(length)?;
        let mut left = count;
        // Of the highest digits only those before which there is another.
        while if length > 0 { left > 0 } else { rest > 0 } {
            put(bytes, rest % radix);
            rest /= radix;
            left -= 1;
        }
    }
    Ok(())
}

/// Divides a number in bytes by `divisor >> places`, and gives the rest.
fn divide_bytes(bytes: &mut [u8], divisor: Divisor, places: u32) -> u32 {
    let mut rest = 0;
    for limb in bytes.as_chunks_mut().0.iter_mut().rev() {
        let shifted = pair(rest, u32::from_le_bytes(*limb)) << places;
        let (quotient, left) = divisor.divide((shifted >> 32) as u32, shifted as u32);
        *limb = quotient.to_le_bytes();
        rest = left >> places;
    }
    rest
}

#[cfg(test)]
mod tests;

//! Floats that are whole numbers.

use super::decimal::pieces;
#[cfg(feature = "bigint")]
use super::width::Bits;
use super::width::{Float, floor, words};

/// The low 32 bits of a whole number in two's complement; `None` for one that is not whole.
pub(super) fn low_word(number: Float) -> Option<u32> {
    if !number.is_finite() || floor(number) != number {
        return None;
    }
    let (mantissa, exponent) = pieces(number.abs());
    let low = match exponent {
        0..32 => words(mantissa)[0] << exponent,
        ..0 => words(mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0))[0],
        _ => 0,
    };
    Some(if number < 0.0 { low.wrapping_neg() } else { low })
}

/// The float nearest to a natural number, the highest limb of which is not 0; of two, the even one.
#[cfg(feature = "bigint")]
pub(crate) fn from_limbs(limbs: &[u32]) -> Float {
    use crate::types::int::natural;

    // The highest bits, more than a mantissa has; whether there are any below is all that matters of those.
    let shift = natural::bits(limbs).saturating_sub(Bits::BITS);
    let mut top = [0; Bits::BITS as usize / 32];
    let is_inexact = natural::shift_right(&mut top, limbs, shift);
    // In two steps, for a float of 32 bits has but one limb.
    let top = top.iter().rev().fold(0, |top: Bits, &limb| top << 16 << 16 | Bits::from(limb));
    let top = (top | Bits::from(is_inexact)) as Float;
    if shift >= Float::MAX_EXP as u32 {
        return Float::INFINITY;
    }
    // Two to the power of the shift.
    let scale = Float::from_bits(Bits::from(shift + Float::MAX_EXP as u32 - 1) << (Float::MANTISSA_DIGITS - 1));
    top * scale
}

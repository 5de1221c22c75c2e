//! Floats to text.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{extended::Extended, read::parse};

/// The digits that are tried first, and the most there are.
const SHORTEST: usize = 16;
const LONGEST: usize = 19;

/// Text that reads as the same number: 16 significant digits if that is enough; decimal notation from 1e-4 up to 1e16. An
/// integer has no point.
pub fn to_text(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let x = x.abs();
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    if x == 0.0 {
        return format!("{sign}0");
    }
    let exponent = decimal_exponent(x);
    let mut n_digits = SHORTEST;
    loop {
        let text = with_digits(x, exponent, n_digits);
        let is_exact = parse(text.as_bytes()).is_some_and(|(read, _)| read == x);
        if is_exact || n_digits == LONGEST {
            return sign.to_string() + &text;
        }
        n_digits += 1;
    }
}

/// The power of ten of the first digit.
fn decimal_exponent(x: f64) -> i32 {
    let binary = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let mut exponent = (f64::from(binary) * core::f64::consts::LOG10_2) as i32;
    let is_large = x >= 1.0;
    let bound = |exponent: i32| Extended::from(1u64).scale_by_ten(exponent + i32::from(is_large)).to_f64();
    while (x >= bound(exponent)) == is_large {
        exponent += if is_large { 1 } else { -1 };
    }
    exponent
}

fn with_digits(x: f64, mut exponent: i32, n_digits: usize) -> String {
    let shift = n_digits as i32 - exponent - 1;
    let mut mantissa = Extended::from(x).scale_by_ten(shift).add_half_and_cut();
    if mantissa >= 10u64.pow(n_digits as u32) {
        mantissa /= 10;
        exponent += 1;
    }
    // A first digit of zero stays: the reference prints the mantissa as it came out.
    let digits = format!("{mantissa:0n_digits$}");
    if (0..16).contains(&exponent) {
        let (whole, fraction) = digits.split_at(exponent as usize + 1);
        return point(whole, fraction);
    }
    if (-4..0).contains(&exponent) {
        let zeros = "0".repeat((-exponent - 1) as usize);
        return point("0", &(zeros + &digits));
    }
    let (first, rest) = digits.split_at(1);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", point(first, rest), exponent.abs())
}

/// Both parts, without zeros at the end, nor the point if nothing is behind it.
fn point(whole: &str, fraction: &str) -> String {
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        fraction => format!("{whole}.{fraction}"),
    }
}

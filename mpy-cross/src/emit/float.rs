//! Floats as the text that a constant table has for them: the digits that read back as the same number, 16 if that
//! is enough, in decimal notation from 1e-4 up to 1e16.

use alloc::{
    format,
    string::{String, ToString},
};

/// A float: there is always a point, an exponent or a word.
pub fn to_repr(value: f64) -> String {
    let mut text = to_text(value);
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        text.push_str(".0");
    }
    text
}

/// An imaginary number.
pub fn to_repr_imaginary(value: f64) -> String {
    let mut text = to_text(value);
    text.push('j');
    text
}

fn to_text(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_string();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    if value.is_infinite() {
        return format!("{sign}inf");
    }
    let (digits, exponent) = decimal(value);
    let n_digits = digits.len() as i32;
    if (0..16).contains(&exponent) {
        if n_digits <= exponent + 1 {
            return format!("{sign}{digits:0<width$}", width = exponent as usize + 1);
        }
        let (whole, fraction) = digits.split_at(exponent as usize + 1);
        return format!("{sign}{whole}.{fraction}");
    }
    if (-4..0).contains(&exponent) {
        return format!("{sign}0.{:0<width$}{digits}", "", width = (-exponent - 1) as usize);
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let exponent_sign = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{first}{point}{rest}e{exponent_sign}{:02}", exponent.abs())
}

/// The significant digits of a finite positive number, without zeros at the end, and the exponent of the first.
fn decimal(value: f64) -> (String, i32) {
    let mut text = String::new();
    for n_digits in 16..=19 {
        text = format!("{value:.*e}", n_digits - 1);
        if text.parse() == Ok(value) {
            break;
        }
    }
    let (mantissa, exponent) = text.split_once('e').expect("the e of the format");
    let exponent = exponent.parse().expect("digits after the e");
    let mut digits: String = mantissa.chars().filter(|&c| c != '.').collect();
    let kept = digits.trim_end_matches('0').len().max(1);
    digits.truncate(kept);
    (digits, exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_depends_on_the_exponent() {
        // Asked of CPython's `repr`, with which it agrees on these.
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (123.456, "123.456"),
            (f64::INFINITY, "inf"),
            (0.30000000000000004, "0.30000000000000004"),
        ];
        for (value, text) in cases {
            assert_eq!(to_repr(value), text);
        }
        assert_eq!(to_repr_imaginary(2.0), "2j");
    }
}

//! Floats as the text that a constant table has for them: the digits that read back as the same number, 16 if that
//! is enough, in decimal notation from 1e-4 up to 1e16.

use alloc::string::String;

use crate::float::to_text;

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

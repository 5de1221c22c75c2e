//! Text of floats against that of Rust's own library, which is exact.

use std::format;
use std::string::String;
use std::vec::Vec;

use super::text::{parse, repr};
use super::width::Bits;
use super::*;

/// Floats of every size: the borders, and numbers of random bits.
fn samples() -> impl Iterator<Item = Float> {
    let borders = [
        0.0,
        1.0,
        0.1,
        8.95,
        9.995,
        1e15,
        1e16,
        1e22,
        1e23,
        Float::MAX,
        Float::MIN_POSITIVE,
        Float::EPSILON,
        Float::from_bits(1),
        Float::from_bits(Float::MIN_POSITIVE.to_bits() - 1),
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let random = (0..3000).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Float::from_bits(state as Bits)
    });
    let powers = (Float::MIN_10_EXP - 16..=Float::MAX_10_EXP).map(|power| format!("1e{power}").parse().unwrap_or(0.0));
    borders.into_iter().chain(powers).chain(random).filter(|number| number.is_finite())
}

fn text(number: Float, code: u8, precision: u32) -> String {
    String::from_utf8(super::format(&mut [0; 36], number, code, Some(precision), None).to_vec()).expect("ASCII")
}

#[test]
fn what_is_written_is_read_as_the_same_float() {
    for number in samples() {
        let mut buffer = [0; 36];
        let text = repr(&mut buffer, number);
        assert_eq!(parse(text).map(Float::to_bits), Some(number.to_bits()), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn reading_is_exact() {
    for number in samples() {
        // The shortest text, all digits, and numbers half-way to the next and beside it.
        for text in [format!("{number:e}"), format!("{number}"), format!("{number:.40e}")] {
            assert_eq!(parse(text.as_bytes()).map(Float::to_bits), text.parse().ok().map(Float::to_bits), "{text}");
        }
    }
    let digits: String = (0..3000).map(|digit| char::from(b'0' + (digit * 7 % 10) as u8)).collect();
    for text in [format!("0.{digits}"), format!("{digits}e-3000"), format!("0.{}{digits}e400", "0".repeat(400))] {
        assert_eq!(parse(text.as_bytes()), text.parse().ok(), "{text}");
    }
}

/// The number half-way between 1 and the next float, and its neighbours a digit far behind.
#[test]
fn half_way_goes_to_the_even_float() {
    let half = match size_of::<Float>() {
        8 => "1.00000000000000011102230246251565404236316680908203125",
        _ => "1.000000059604644775390625",
    };
    assert_eq!(parse(half.as_bytes()), Some(1.0));
    assert_eq!(parse(format!("{half}{}1", "0".repeat(900)).as_bytes()), Some(1.0 + Float::EPSILON));
    let below = format!("{}4{}", &half[..half.len() - 1], "9".repeat(900));
    assert_eq!(parse(below.as_bytes()), Some(1.0));
}

/// Rust rounds halves to even digits and the reference upwards: compared is what is no half.
#[test]
fn digits_are_exact() {
    for number in samples() {
        for precision in [0, 1, 5] {
            let exact = format!("{:.40e}", number);
            let mantissa: Vec<u8> = exact.bytes().filter(u8::is_ascii_digit).collect();
            let rest = &mantissa[precision as usize + 1..];
            if rest[0] == b'5' && rest[1..35].iter().all(|&digit| digit == b'0') {
                continue;
            }
            let expected = format!("{number:.*e}", precision as usize);
            let (digits, exponent) = expected.split_once('e').expect("an exponent");
            let exponent: i32 = exponent.parse().expect("a number");
            let sign = if exponent < 0 { '-' } else { '+' };
            assert_eq!(text(number, b'e', precision), format!("{digits}e{sign}{:02}", exponent.abs()));
        }
    }
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in ["", " ", "+", "-", "a", "1e", "1e+", "1 2", "1.2.3", "infin", "nano", "0x1", "1e5.0", "--1"] {
        assert_eq!(parse(text.as_bytes()), None, "{text}");
    }
    assert_eq!(parse(b"1e99999999999"), Some(Float::INFINITY));
    assert_eq!(parse(b"-1e-99999999999").map(Float::is_sign_negative), Some(true));
    assert_eq!(parse(b" \t1_0.5_0e1_0 "), Some(10.5e10));
}

#[test]
fn equal_numbers_have_equal_hashes() {
    for number in [0, 1, -1, 77, 1 << 20, -(1 << 24)] {
        assert_eq!(hash(number as Float), number as u32);
    }
    assert_ne!(hash(0.25), hash(0.5));
}

//! Integer arithmetic at its borders, against the host's own with more bits.

use super::*;
use crate::testing::with_vm;

const BORDERS: [i32; 17] = [
    Word::INT_MIN,
    Word::INT_MIN + 1,
    -46_341,
    -32_768,
    -7,
    -2,
    -1,
    0,
    1,
    2,
    7,
    31,
    32,
    32_768,
    46_341,
    Word::INT_MAX - 1,
    Word::INT_MAX,
];

/// What `a op b` is, with as many bits as it needs; `None` where it is an error.
fn model(op: BinaryOp, a: i64, b: i64) -> Option<i128> {
    let (wide, other) = (i128::from(a), i128::from(b));
    let floor = |a: i128, b: i128| (a - a.rem_euclid(b.abs())) / b - i128::from(b < 0 && a.rem_euclid(b.abs()) != 0);
    Some(match op {
        BinaryOp::Or => wide | other,
        BinaryOp::Xor => wide ^ other,
        BinaryOp::And => wide & other,
        BinaryOp::Lshift if b >= 0 => wide.checked_shl(b.min(80) as u32)?,
        BinaryOp::Rshift if b >= 0 => wide >> b.min(100),
        BinaryOp::Add => wide + other,
        BinaryOp::Subtract => wide - other,
        BinaryOp::Multiply => wide * other,
        BinaryOp::FloorDivide if b != 0 => floor(wide, other),
        BinaryOp::Modulo if b != 0 => wide - other * floor(wide, other),
        BinaryOp::Power if b >= 0 => match wide {
            // Beyond this every other base has left the small ints.
            -1..=1 => wide.pow(b as u32 % 2 + 2 * u32::from(b > 1)),
            _ => wide.checked_pow(b.min(31) as u32).unwrap_or(i128::MAX),
        },
        _ => return None,
    })
}

/// Whether a number is a small int.
fn is_small(number: i128) -> bool {
    (i128::from(Word::INT_MIN)..=i128::from(Word::INT_MAX)).contains(&number)
}

#[test]
fn small_arithmetic_is_exact() {
    let operators = [
        BinaryOp::Or,
        BinaryOp::Xor,
        BinaryOp::And,
        BinaryOp::Lshift,
        BinaryOp::Rshift,
        BinaryOp::Add,
        BinaryOp::Subtract,
        BinaryOp::Multiply,
        BinaryOp::FloorDivide,
        BinaryOp::Modulo,
        BinaryOp::Power,
    ];
    with_vm(1 << 14, |vm| {
        let place = vm.slot().expect("a slot");
        for op in operators {
            for (a, b) in BORDERS.into_iter().flat_map(|a| BORDERS.map(|b| (a, b))) {
                let wanted = model(op, a.into(), b.into());
                match binary(vm, op, a, b) {
                    Ok(Some(ret)) => {
                        vm.keep(ret, place);
                        let got = vm.view().get(place).as_int().map(i128::from);
                        // A negative power is a float.
                        let is_float = op == BinaryOp::Power && b < 0;
                        assert!(is_float || got == wanted.filter(|&number| is_small(number)), "{a} {op} {b}");
                    }
                    Ok(None) => panic!("ints have {op}"),
                    Err(raised) => {
                        let is_too_long = [Type::OverflowError, Type::MemoryError].map(|it| vm.raised_is(&raised, it));
                        let is_long = wanted.is_some_and(|number| !is_small(number));
                        assert_eq!(is_too_long.contains(&true), is_long, "{a} {op} {b}");
                        vm.caught(raised, place);
                    }
                }
            }
        }
    });
}

/// The number of a text; `Err(true)` if it is no small one, `Err(false)` if it is none.
fn read(text: &str, base: i32) -> Result<i32, bool> {
    let literal = parse(text.as_bytes(), base).map_err(|_| false)?;
    literal.small(text.as_bytes()).map(Word::to_int).ok_or(true)
}

#[test]
fn text_is_read_in_every_base() {
    for number in BORDERS {
        for base in 2..=36 {
            let mut digits = std::vec::Vec::new();
            let mut rest = number.unsigned_abs();
            while rest != 0 || digits.is_empty() {
                digits.insert(0, char::from_digit(rest % base, base).expect("a digit"));
                rest /= base;
            }
            let sign = if number < 0 { "-" } else { "" };
            let text: std::string::String = digits.into_iter().collect();
            assert_eq!(read(&std::format!(" {sign}{text}\n"), base as i32), Ok(number));
            assert_eq!(read(&std::format!("{sign}{}", text.to_uppercase()), base as i32), Ok(number));
        }
    }
    assert_eq!(read("1073741824", 10), Err(true));
    assert_eq!(read("-1073741825", 10), Err(true));
    for (text, base) in [("", 10), ("+", 10), ("0x", 16), ("0b2", 0), ("1 1", 10), ("012", 0), ("9", 8), ("--1", 10)] {
        assert_eq!(read(text, base), Err(false), "{text}");
    }
    assert_eq!((read("0x1f", 0), read("0b11", 16), read("00", 0), read("1__0_", 10)), (Ok(31), Ok(0xb11), Ok(0), Ok(10)));
}

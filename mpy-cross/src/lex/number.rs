//! Number literals.

use alloc::{string::String, vec::Vec};

use num_bigint::{BigInt, BigUint};

use super::{LexError, Lexer, token::Value};
use crate::{ast::Const, float};

impl Lexer<'_, '_> {
    /// Reads the number that starts here. It goes on over all letters, digits, dots and underscores, and over a sign
    /// behind an `e`; whether it makes sense is seen afterwards.
    pub(super) fn number(&mut self) -> Value {
        let rest = self.reader.rest();
        let is_based = rest[0] == b'0' && rest.get(1).is_some_and(|b| matches!(b | 0x20, b'b' | b'o' | b'x'));
        let mut is_integer = rest[0] != b'.';
        let mut text = Vec::new();
        let mut len = 0;
        while let Some(&byte) = rest.get(len) {
            match byte {
                b'e' | b'E' if !is_based => {
                    is_integer = false;
                    text.push(b'e');
                    if let Some(&sign @ (b'+' | b'-')) = rest.get(len + 1) {
                        text.push(sign);
                        len += 1;
                    }
                }
                b'_' => {}
                b'.' | b'j' | b'J' => {
                    is_integer = false;
                    text.push(byte);
                }
                _ if byte.is_ascii_alphanumeric() => text.push(byte),
                _ => break,
            }
            len += 1;
        }
        self.reader.skip(len);
        let number = if is_integer { self.integer(&text) } else { self.float(&text) };
        number.unwrap_or_else(|error| {
            self.out.error = Some(error);
            Value::None
        })
    }

    fn integer(&mut self, text: &[u8]) -> Result<Value, LexError> {
        let (base, digits) = match text {
            [b'0', b'x' | b'X', digits @ ..] => (16, digits),
            [b'0', b'o' | b'O', digits @ ..] => (8, digits),
            [b'0', b'b' | b'B', digits @ ..] => (2, digits),
            // Leading zeros are for nothing but zero.
            [b'0', _, ..] => (0, text),
            _ => (10, text),
        };
        let fits = |b: &u8| if base == 0 { *b == b'0' } else { char::from(*b).is_digit(base) };
        if digits.is_empty() || !digits.iter().all(fits) {
            let digits = digits.iter().map(|&b| char::from(b)).collect::<String>();
            return Err(LexError::Integer { base, digits });
        }
        if base == 0 {
            return Ok(Value::SmallInt(0));
        }
        let mut small = Some(0i64);
        for &digit in digits {
            let digit = char::from(digit).to_digit(base).map(i64::from);
            small = small.and_then(|n| n.checked_mul(i64::from(base))?.checked_add(digit?));
        }
        let small = small.filter(|&n| fits_small_int(n, self.options.small_int_bits));
        Ok(match small.map(|n| (n, i32::try_from(n))) {
            Some((_, Ok(n))) => Value::SmallInt(n),
            Some((n, Err(_))) => self.constant(Const::SmallInt(n)),
            None => self.constant(Const::BigInt(big_integer(digits, base))),
        })
    }

    fn float(&mut self, text: &[u8]) -> Result<Value, LexError> {
        let (value, rest) = float::parse(text).ok_or(LexError::Number)?;
        match rest {
            [] => Ok(self.constant(Const::Float(value))),
            [b'j' | b'J'] => Ok(self.constant(Const::Imaginary(value))),
            _ => Err(LexError::Number),
        }
    }
}

/// Whether an integer is one of `bits` bits, sign included. No bits and more than 64 are no width; what a 64-bit machine
/// makes of them when it shifts is.
pub fn fits_small_int(n: i64, bits: u32) -> bool {
    let width = (bits.wrapping_sub(1) & 63) + 1;
    let unused = 64 - width.min(HOST_SMALL_INT_BITS);
    (n << unused) >> unused == n
}

/// Wider small ints than the reference itself has on a 64-bit machine do not exist.
const HOST_SMALL_INT_BITS: u32 = 63;

/// Digits that are known to be of the base, in less than quadratic time.
fn big_integer(digits: &[u8], base: u32) -> BigInt {
    BigUint::parse_bytes(digits, base).unwrap_or_default().into()
}

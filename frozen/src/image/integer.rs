//! Ints beyond 31 bits: decimal text there and back.

use mpy_runtime::types::int::natural::{self, Interrupted, Work};

/// Nobody waits for the freezer to be interrupted.
fn patient<T>(work: impl FnOnce(&mut Work<'_>) -> Result<T, Interrupted>) -> T {
    work(&mut Work::new(&|| false)).unwrap_or_else(|Interrupted| unreachable!("nothing asks for it"))
}

/// The limbs of the number that these decimal digits write, the lowest first, the highest not 0.
pub fn limbs(digits: &[u8]) -> Vec<u32> {
    let mut limbs = vec![0; natural::parse_room(digits.len(), 10)];
    let values = digits.iter().map(|digit| u32::from(digit - b'0'));
    let length = patient(|work| natural::parse(&mut limbs, values, 10, work));
    limbs.truncate(length);
    limbs
}

/// The decimal text of an int whose limbs are these little-endian bytes.
pub fn decimal(bytes: &[u8], is_negative: bool) -> Vec<u8> {
    let mut number = bytes.to_vec();
    let mut text = Vec::new();
    let put = |_: &mut [u8], digit: u32| text.push(b"0123456789"[digit as usize]);
    patient(|work| natural::digits(&mut number, bytes.len() / 4, 10, put, work));
    if is_negative {
        text.push(b'-');
    }
    text.reverse();
    text
}

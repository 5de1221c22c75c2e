//! Code points and the bytes they take.

use crate::heap::Run;

/// Whether a byte goes on with the code point before it.
#[inline]
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Where the code point behind the one at `at` starts.
pub fn next(run: Run<'_>, at: u32) -> u32 {
    let mut at = at + 1;
    while run.get(at).is_some_and(is_continuation) {
        at += 1;
    }
    at
}

/// Where the code point before `at` starts.
fn previous(run: Run<'_>, at: u32) -> Option<u32> {
    (0..at).rev().find(|&at| !is_continuation(run.at(at)))
}

/// Where code point `index` starts; a negative one counts from the end. The end is a place too.
pub fn offset(run: Run<'_>, index: i32) -> Option<u32> {
    if index < 0 {
        return (0..index.unsigned_abs()).try_fold(run.len(), |at, _| previous(run, at));
    }
    run.find_char(index as u32)
}

/// The code point at `at`, and where the next one starts. Of bytes that are no UTF-8 it is some number.
pub fn decode(run: Run<'_>, at: u32) -> (u32, u32) {
    let first = run.at(at);
    if first < 0x80 {
        return (u32::from(first), at + 1);
    }
    let end = next(run, at);
    // As many ones as there are bytes, then a zero.
    let mut code = u32::from(first) & 0x7f >> first.leading_ones();
    for index in at + 1..end {
        code = code << 6 | u32::from(run.at(index) & 0x3f);
    }
    (code, end)
}

/// The UTF-8 of a code point below 0x110000, a surrogate included.
pub fn encode(code: u32, buffer: &mut [u8; 4]) -> &[u8] {
    let follow = match code {
        ..0x80 => {
            buffer[0] = code as u8;
            return &buffer[..1];
        }
        0x80..0x800 => 1,
        0x800..0x1_0000 => 2,
        _ => 3,
    };
    buffer[0] = (0xff00u32 >> (follow + 1)) as u8 | (code >> (6 * follow)) as u8;
    for (index, byte) in buffer[1..=follow].iter_mut().enumerate() {
        *byte = 0x80 | (code >> (6 * (follow - 1 - index))) as u8 & 0x3f;
    }
    &buffer[..=follow]
}

//! Text for a person, on the serial line that the chip crate drives.
//!
//! Panics and faults come with no context to hand a port through, so the seam is a symbol: a chip crate defines
//! `permafrost_console_write` (see [`write`]), and a firmware without one does not link.

// SAFETY: chip crates define it as a safe `fn` of exactly this signature, compiled by the same rustc.
unsafe extern "Rust" {
    safe fn permafrost_console_write(bytes: &[u8]);
}

/// Writes all of `bytes`, waiting for the line; usable at any time, in fault handlers as well.
pub fn write(bytes: &[u8]) {
    permafrost_console_write(bytes);
}

/// Writes `number` in decimal: `core::fmt` would cost kilobytes.
pub fn write_decimal(mut number: u32) {
    let mut digits = [0; 10];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    write(&digits[first..]);
}

/// Writes `number` as eight hexadecimal digits with `0x` before.
pub fn write_hex(number: u32) {
    write(b"0x");
    for shift in (0..32).step_by(4).rev() {
        let digit = (number >> shift & 15) as u8;
        write(&[if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }]);
    }
}

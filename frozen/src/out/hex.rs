//! Intel HEX, 32-bit form: what drag-and-drop programmers take.
//!
//! ```text
//! :10 0100 00 214601360121470136007EFE09D21901 40
//!  |  |    |  data                             two's complement of the sum of all bytes
//!  |  |    record type
//!  |  low half of the address
//!  number of data bytes
//! ```

use std::fmt::Write;

use crate::link::Firmware;

/// Data bytes of a line; what every tool writes.
const LINE: u32 = 16;

const DATA: u8 = 0;
const END_OF_FILE: u8 = 1;
/// The data is the high half of the addresses that follow.
const EXTENDED_LINEAR_ADDRESS: u8 = 4;
/// The data is where the processor starts.
const START_LINEAR_ADDRESS: u8 = 5;

/// The flash contents as text; gaps stay gaps.
pub fn encode_hex(firmware: &Firmware<'_>) -> String {
    let mut out = String::new();
    let mut high = 0;
    for (start, bytes) in firmware.flash() {
        let mut at = start;
        let mut rest = bytes;
        while !rest.is_empty() {
            if at >> 16 != high {
                high = at >> 16;
                record(&mut out, EXTENDED_LINEAR_ADDRESS, 0, &(high as u16).to_be_bytes());
            }
            // A line ends at a multiple of its length, so that none crosses into the next high half.
            let len = (LINE - at % LINE).min(rest.len() as u32);
            let (line, after) = rest.split_at(len as usize);
            record(&mut out, DATA, at as u16, line);
            at += len;
            rest = after;
        }
    }
    record(&mut out, START_LINEAR_ADDRESS, 0, &firmware.vm.header.entry.to_be_bytes());
    record(&mut out, END_OF_FILE, 0, &[]);
    out
}

fn record(out: &mut String, kind: u8, at: u16, data: &[u8]) {
    let [at_high, at_low] = at.to_be_bytes();
    let mut sum = 0u8;
    out.push(':');
    for &byte in [data.len() as u8, at_high, at_low, kind].iter().chain(data) {
        sum = sum.wrapping_add(byte);
        write!(out, "{byte:02X}").expect("a String takes all text");
    }
    writeln!(out, "{:02X}", sum.wrapping_neg()).expect("a String takes all text");
}

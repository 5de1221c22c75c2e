//! Every form of every machine instruction, read by an independent disassembler.
//!
//! Each form comes with registers and numbers at the limits of their fields; what is one beyond a limit is refused.
#![forbid(unsafe_code)]

mod arm;
mod rv32;
mod thumb;
mod xtensa;

use permafrost_tests::disassembler::{self, Encoded};

/// The instructions of one architecture.
#[derive(Default)]
struct Table {
    codes: Vec<Encoded>,
}

impl Table {
    fn half(&mut self, code: u16, text: String) {
        self.codes.push(Encoded { text, bytes: code.to_le_bytes().to_vec() });
    }

    fn word(&mut self, code: u32, text: String) {
        self.codes.push(Encoded { text, bytes: code.to_le_bytes().to_vec() });
    }

    /// An instruction of three bytes.
    fn triple(&mut self, code: u32, text: String) {
        assert_eq!(code >> 24, 0, "{text}");
        self.codes.push(Encoded { text, bytes: code.to_le_bytes()[..3].to_vec() });
    }

    fn check(&self, arch: &str) {
        match disassembler::check(arch, &self.codes) {
            Ok(n) => println!("{arch}: {n} instructions read as they should"),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Numbers at the limits of a signed field of so many bits that counts in steps, and some between.
fn signed(bits: u32, step: i32) -> Vec<i32> {
    let limit = 1 << (bits - 1);
    vec![-limit, -step, 0, step, 0x5555_5555 & (limit - 1) & -step, -0x5555_5555 & (limit - 1) & -step, limit - step]
}

/// Numbers just beyond the limits, or between steps.
fn beyond_signed(bits: u32, step: i32) -> Vec<i32> {
    let limit = 1 << (bits - 1);
    let mut numbers = vec![-limit - step, limit, i32::MIN, i32::MAX & -step];
    numbers.extend((step > 1).then_some(step / 2));
    numbers
}

/// The same for an unsigned field.
fn unsigned(bits: u32, step: u32) -> Vec<u32> {
    let limit = 1 << bits;
    vec![0, step, 0x5555_5555 & (limit - 1) & !(step - 1), 0xaaaa_aaaa & (limit - 1) & !(step - 1), limit - step]
}

fn beyond_unsigned(bits: u32, step: u32) -> Vec<u32> {
    let mut numbers = vec![1 << bits, !(step - 1)];
    numbers.extend((step > 1).then_some(step / 2));
    numbers
}

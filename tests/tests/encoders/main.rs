//! Every form of every machine instruction, read by an independent disassembler.
//!
//! Each form comes with registers and numbers at the limits of their fields; what is one beyond a limit is refused.
#![forbid(unsafe_code)]

mod arm;
mod rv32;
mod thumb;
mod x86;
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

/// Every instruction of an assembler's source has to be named in the test's.
fn assert_all_are_named(assembler: &str, module: &str, test: &str) {
    let constants = assembler.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(':'));
    let names: Vec<_> = constants.map(|(name, _)| name).filter(|name| !name.starts_with("fn ")).collect();
    let is_in_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let is_named = |name: &str| {
        let path = format!("{module}::{name}");
        test.match_indices(&path).any(|(at, _)| !test[at + path.len()..].starts_with(is_in_name))
    };
    let missing: Vec<_> = names.iter().filter(|name| !is_named(name)).collect();
    assert!(names.len() > 50, "{names:?}");
    assert!(missing.is_empty(), "without a test: {missing:?}");
}

#[test]
fn no_instruction_of_risc_v_is_left_out() {
    let assembler = include_str!("../../../mpy-cross/src/asm/rv32.rs");
    assert_all_are_named(assembler, "rv32", include_str!("rv32.rs"));
}

#[test]
fn no_instruction_of_xtensa_is_left_out() {
    let assembler = include_str!("../../../mpy-cross/src/asm/xtensa.rs");
    assert_all_are_named(assembler, "xtensa", include_str!("xtensa.rs"));
}

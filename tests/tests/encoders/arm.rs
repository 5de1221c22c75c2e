//! The 32-bit instructions of Arm.

use mpy_cross::asm::arm::{self, Condition, Op, Shift, Transfer};
use mpy_cross::asm::field::{Signed, Unsigned};
use mpy_cross::asm::thumb::{self, Reg};
use permafrost_tests::disassembler::ADDRESS;

use super::thumb::{address, list, name, pairs, regs, suffix, triples};
use super::{Table, signed, unsigned};

/// All conditions with the end that they give a mnemonic.
fn conditions() -> Vec<(Condition, &'static str)> {
    let some = thumb::Condition::ALL.map(|condition| (Condition::If(condition), suffix(condition)));
    some.into_iter().chain([(Condition::Always, "")]).collect()
}

const OPS: [(Op, &str); 10] = [
    (Op::And, "and"),
    (Op::Eor, "eor"),
    (Op::Sub, "sub"),
    (Op::Rsb, "rsb"),
    (Op::Add, "add"),
    (Op::Tst, "tst"),
    (Op::Cmp, "cmp"),
    (Op::Orr, "orr"),
    (Op::Mov, "mov"),
    (Op::Mvn, "mvn"),
];

const SHIFTS: [(Shift, &str); 3] = [(Shift::Lsl, "lsl"), (Shift::Lsr, "lsr"), (Shift::Asr, "asr")];

/// The registers that an operation has besides its last operand.
fn named(op: Op, d: Reg, n: Reg) -> String {
    match op {
        Op::And | Op::Eor | Op::Sub | Op::Rsb | Op::Add | Op::Orr => format!("{}, {}", name(d), name(n)),
        Op::Tst | Op::Cmp => name(n),
        Op::Mov | Op::Mvn => name(d),
    }
}

#[test]
fn instructions_read_as_they_should() {
    let mut table = Table::default();
    data_processing(&mut table);
    memory(&mut table);
    for (condition, suffix) in conditions() {
        for words in signed(24, 1) {
            let field = Signed::new(words).expect("it fits");
            let target = ADDRESS.wrapping_add_signed(8 + words * 4);
            table.word(arm::branch(condition, field), format!("b{suffix} {target}"));
        }
    }
    for m in regs() {
        table.word(arm::branch_exchange(false, m), format!("bx {}", name(m)));
        table.word(arm::branch_exchange(true, m), format!("blx {}", name(m)));
    }
    for registers in [0x0101, 0x1555, 0x0aaa, 0x5fff] {
        table.word(arm::push_list(registers), format!("push {}", list(registers)));
        let popped = registers & 0x1fff | Reg::PC.mask();
        table.word(arm::pop_list(popped), format!("pop {}", list(popped)));
    }
    table.check("arm");
}

fn data_processing(table: &mut Table) {
    for (op, mnemonic) in OPS {
        for (condition, suffix) in conditions() {
            for (d, n) in pairs() {
                for value in [0, 1, 0x55, 0xaa, 0xff] {
                    let text = format!("{mnemonic}{suffix} {}, #{value}", named(op, d, n));
                    table.word(arm::immediate(condition, op, d, n, value), text);
                }
            }
        }
        for (d, n, m) in triples() {
            let text = format!("{mnemonic} {}, {}", named(op, d, n), name(m));
            let instruction = arm::registers(Condition::Always, op, d, n, m);
            table.word(instruction, text.clone());
            if !matches!(op, Op::Tst | Op::Cmp) {
                table.word(arm::setting_flags(instruction), text.replacen(' ', "s ", 1));
            }
        }
    }
    for (d, n, m) in triples() {
        let three = format!("{}, {}, {}", name(d), name(n), name(m));
        table.word(arm::multiply(d, n, m), format!("mul {three}"));
        for (op, mnemonic) in SHIFTS {
            table.word(arm::shift(op, d, n, m), format!("{mnemonic} {three}"));
        }
    }
    for (d, m) in pairs() {
        for amount in unsigned(5, 1).into_iter().filter(|&amount| amount > 0) {
            let field = Unsigned::new(amount).expect("it fits");
            for (op, mnemonic) in SHIFTS {
                let text = format!("{mnemonic} {}, {}, #{amount}", name(d), name(m));
                table.word(arm::shift_immediate(op, d, m, field), text);
            }
        }
    }
    table.word(arm::registers(Condition::Always, Op::Mov, Reg::LR, Reg::LR, Reg::PC), "mov lr, pc".into());
}

fn memory(table: &mut Table) {
    let forms = [
        (Transfer::Store, false, "str"),
        (Transfer::Load, false, "ldr"),
        (Transfer::Store, true, "strb"),
        (Transfer::Load, true, "ldrb"),
    ];
    for (op, is_byte, mnemonic) in forms {
        for (t, n) in pairs() {
            for bytes in unsigned(12, 1) {
                let field = Unsigned::new(bytes).expect("it fits");
                let text = format!("{mnemonic} {}, {}", name(t), address(n, bytes));
                table.word(arm::offset(op, is_byte, t, n, field), text);
            }
        }
        for (t, n, m) in triples() {
            for amount in unsigned(5, 1) {
                let field = Unsigned::new(amount).expect("it fits");
                let shift = if amount == 0 { String::new() } else { format!(", lsl #{amount}") };
                let text = format!("{mnemonic} {}, [{}, {}{shift}]", name(t), name(n), name(m));
                table.word(arm::indexed(op, is_byte, t, n, m, field), text);
            }
        }
    }
    for (op, mnemonic) in [(Transfer::Store, "strh"), (Transfer::Load, "ldrh")] {
        for (t, n) in pairs() {
            for bytes in [0, 1, 0x55, 0xaa, 0xff] {
                let text = format!("{mnemonic} {}, {}", name(t), address(n, u32::from(bytes)));
                table.word(arm::offset_half(op, t, n, bytes), text);
            }
        }
        for (t, n, m) in triples() {
            let text = format!("{mnemonic} {}, [{}, {}]", name(t), name(n), name(m));
            table.word(arm::indexed_half(op, t, n, m), text);
        }
    }
}

//! The instructions of Xtensa.

use mpy_cross::asm::xtensa::{self, Branch, Memory, One, Reg, Rrr, Rst, Unary, ZeroBranch};

use super::{Table, beyond_signed, beyond_unsigned, signed, unsigned};

/// Registers whose numbers have every bit set and not set.
fn regs() -> Vec<Reg> {
    [0, 5, 10, 15].map(reg).to_vec()
}

fn pairs() -> Vec<(Reg, Reg)> {
    regs().into_iter().flat_map(|a| regs().into_iter().map(move |b| (a, b))).collect()
}

fn reg(number: u8) -> Reg {
    Reg::new(number).expect("a register")
}

fn name(reg: Reg) -> String {
    format!("a{}", reg.number())
}

/// Where a jump leads whose distance is counted from four behind it.
fn target(distance: i32) -> String {
    let from_here = distance + 4;
    if from_here == 0 {
        return ". 0".into();
    }
    format!(". {from_here:+}")
}

#[test]
fn registers_have_numbers_below_16() {
    assert!(Reg::new(15).is_some());
    assert!(Reg::new(16).is_none());
}

#[test]
fn instructions_read_as_they_should() {
    let mut table = Table::default();
    three_registers(&mut table);
    two_registers(&mut table);
    one_register(&mut table);
    shifts(&mut table);
    numbers(&mut table);
    memory(&mut table);
    branches(&mut table);
    jumps(&mut table);
    narrow(&mut table);
    table.triple(xtensa::NOP, "nop".into());
    table.half(xtensa::RET_N, "ret.n".into());
    table.half(xtensa::RETW_N, "retw.n".into());
    table.check("xtensa");
}

/// The disassembler's processors have no `nop.n`, and are little endian, where nobody wants `ssa8b`. It takes
/// `movi.n` with 47 for `break.n`, which differs in the lowest bit. What is expected is what Debian's
/// binutils-xtensa-lx106 says.
#[test]
fn instructions_that_the_disassembler_does_not_know() {
    assert_eq!(xtensa::NOP_N, 0xf03d);
    assert_eq!(xtensa::SSA8B.encode(reg(5)), 0x40_3500);
    assert_eq!(xtensa::MOVI_N.encode(reg(0), 47), Some(0xf02c));
}

fn three_registers(table: &mut Table) {
    let forms: [(&str, Rrr); 13] = [
        ("add", xtensa::ADD),
        ("addx2", xtensa::ADDX2),
        ("addx4", xtensa::ADDX4),
        ("addx8", xtensa::ADDX8),
        ("sub", xtensa::SUB),
        ("subx2", xtensa::SUBX2),
        ("subx4", xtensa::SUBX4),
        ("subx8", xtensa::SUBX8),
        ("and", xtensa::AND),
        ("or", xtensa::OR),
        ("xor", xtensa::XOR),
        ("mull", xtensa::MULL),
        ("src", xtensa::SRC),
    ];
    for (mnemonic, form) in forms {
        for r in regs() {
            for (s, t) in pairs() {
                table.triple(form.encode(r, s, t), format!("{mnemonic} {}, {}, {}", name(r), name(s), name(t)));
            }
        }
    }
}

fn two_registers(table: &mut Table) {
    let unary: [(&str, Unary); 5] =
        [("neg", xtensa::NEG), ("abs", xtensa::ABS), ("sll", xtensa::SLL), ("srl", xtensa::SRL), ("sra", xtensa::SRA)];
    let others: [(&str, Rst); 2] = [("nsa", xtensa::NSA), ("nsau", xtensa::NSAU)];
    for (a, b) in pairs() {
        for (mnemonic, form) in unary {
            table.triple(form.encode(a, b), format!("{mnemonic} {}, {}", name(a), name(b)));
        }
        for (mnemonic, form) in others {
            table.triple(form.encode(a, b), format!("{mnemonic} {}, {}", name(a), name(b)));
        }
    }
}

fn one_register(table: &mut Table) {
    let forms: [(&str, One); 6] = [
        ("ssr", xtensa::SSR),
        ("ssl", xtensa::SSL),
        ("ssa8l", xtensa::SSA8L),
        ("jx", xtensa::JX),
        ("callx0", xtensa::CALLX0),
        ("callx8", xtensa::CALLX8),
    ];
    for (mnemonic, form) in forms {
        for s in regs() {
            table.triple(form.encode(s), format!("{mnemonic} {}", name(s)));
        }
    }
}

fn shifts(table: &mut Table) {
    for (a, b) in pairs() {
        let forms = [
            ("slli", xtensa::SLLI, 1..=31, [0, 32]),
            ("srai", xtensa::SRAI, 0..=31, [32, u32::MAX]),
            ("srli", xtensa::SRLI, 0..=15, [16, u32::MAX]),
        ];
        for (mnemonic, form, bits, beyond) in forms {
            for bits in bits {
                let text = format!("{mnemonic} {}, {}, {bits}", name(a), name(b));
                table.triple(form.encode(a, b, bits).expect("it fits"), text);
            }
            for bits in beyond {
                assert_eq!(form.encode(a, b, bits), None, "{mnemonic} {bits}");
            }
        }
    }
    for bits in 0..32 {
        table.triple(xtensa::ssai(bits).expect("it fits"), format!("ssai {bits}"));
    }
    assert_eq!(xtensa::ssai(32), None);
}

fn numbers(table: &mut Table) {
    for (t, s) in pairs() {
        for imm in signed(8, 1) {
            let text = format!("addi {}, {}, {imm}", name(t), name(s));
            table.triple(xtensa::ADDI.encode(t, s, imm).expect("it fits"), text);
        }
        for imm in beyond_signed(8, 1) {
            assert_eq!(xtensa::ADDI.encode(t, s, imm), None, "addi {imm}");
        }
        for imm in signed(16, 256) {
            let text = format!("addmi {}, {}, {imm}", name(t), name(s));
            table.triple(xtensa::ADDMI.encode_multiple(t, s, imm).expect("it fits"), text);
        }
        for imm in beyond_signed(16, 256) {
            assert_eq!(xtensa::ADDMI.encode_multiple(t, s, imm), None, "addmi {imm}");
        }
    }
    for t in regs() {
        for imm in signed(12, 1) {
            table.triple(xtensa::MOVI.encode(t, imm).expect("it fits"), format!("movi {}, {imm}", name(t)));
        }
        for imm in beyond_signed(12, 1) {
            assert_eq!(xtensa::MOVI.encode(t, imm), None, "movi {imm}");
        }
        for size in unsigned(15, 8) {
            table.triple(xtensa::ENTRY.encode(t, size).expect("it fits"), format!("entry {}, {size}", name(t)));
        }
        for size in beyond_unsigned(15, 8) {
            assert_eq!(xtensa::ENTRY.encode(t, size), None, "entry {size}");
        }
    }
}

fn memory(table: &mut Table) {
    let forms: [(&str, Memory, u32); 7] = [
        ("l8ui", xtensa::L8UI, 0),
        ("l16ui", xtensa::L16UI, 1),
        ("l16si", xtensa::L16SI, 1),
        ("l32i", xtensa::L32I, 2),
        ("s8i", xtensa::S8I, 0),
        ("s16i", xtensa::S16I, 1),
        ("s32i", xtensa::S32I, 2),
    ];
    for (mnemonic, form, scale) in forms {
        for (t, s) in pairs() {
            for offset in unsigned(8 + scale, 1 << scale) {
                let text = format!("{mnemonic} {}, {}, {offset}", name(t), name(s));
                table.triple(form.encode(t, s, offset).expect("it fits"), text);
            }
            for offset in beyond_unsigned(8 + scale, 1 << scale) {
                assert_eq!(form.encode(t, s, offset), None, "{mnemonic} {offset}");
            }
        }
    }
}

fn branches(table: &mut Table) {
    let forms: [(&str, Branch); 12] = [
        ("bnone", xtensa::BNONE),
        ("beq", xtensa::BEQ),
        ("blt", xtensa::BLT),
        ("bltu", xtensa::BLTU),
        ("ball", xtensa::BALL),
        ("bbc", xtensa::BBC),
        ("bany", xtensa::BANY),
        ("bne", xtensa::BNE),
        ("bge", xtensa::BGE),
        ("bgeu", xtensa::BGEU),
        ("bnall", xtensa::BNALL),
        ("bbs", xtensa::BBS),
    ];
    for (mnemonic, form) in forms {
        for (s, t) in pairs() {
            for distance in signed(8, 1) {
                let text = format!("{mnemonic} {}, {}, {}", name(s), name(t), target(distance));
                table.triple(form.encode(s, t, distance).expect("it fits"), text);
            }
            for distance in beyond_signed(8, 1) {
                assert_eq!(form.encode(s, t, distance), None, "{mnemonic} {distance}");
            }
        }
    }
    for (mnemonic, form) in [("bbci", xtensa::BBCI), ("bbsi", xtensa::BBSI)] {
        for s in regs() {
            for bit in unsigned(5, 1) {
                for distance in signed(8, 1) {
                    let text = format!("{mnemonic} {}, {bit}, {}", name(s), target(distance));
                    table.triple(form.encode(s, bit, distance).expect("it fits"), text);
                }
            }
            assert_eq!((form.encode(s, 32, 0), form.encode(s, 0, 128), form.encode(s, 0, -129)), (None, None, None));
        }
    }
    let forms: [(&str, ZeroBranch); 4] =
        [("beqz", xtensa::BEQZ), ("bnez", xtensa::BNEZ), ("bltz", xtensa::BLTZ), ("bgez", xtensa::BGEZ)];
    for (mnemonic, form) in forms {
        for s in regs() {
            for distance in signed(12, 1) {
                let text = format!("{mnemonic} {}, {}", name(s), target(distance));
                table.triple(form.encode(s, distance).expect("it fits"), text);
            }
            for distance in beyond_signed(12, 1) {
                assert_eq!(form.encode(s, distance), None, "{mnemonic} {distance}");
            }
        }
    }
}

fn jumps(table: &mut Table) {
    for distance in signed(18, 1) {
        table.triple(xtensa::J.encode(distance).expect("it fits"), format!("j {}", target(distance)));
    }
    for distance in beyond_signed(18, 1) {
        assert_eq!(xtensa::J.encode(distance), None, "j {distance}");
    }
    for distance in signed(20, 4) {
        table.triple(xtensa::CALL0.encode(distance).expect("it fits"), format!("call0 {}", target(distance)));
    }
    for distance in beyond_signed(20, 4) {
        assert_eq!(xtensa::CALL0.encode(distance), None, "call0 {distance}");
    }
    for t in regs() {
        for distance in [-0x4_0000, -0x2_aaac, -0x1_5554, -4] {
            let at = permafrost_tests::disassembler::ADDRESS.wrapping_add_signed(distance);
            let text = format!("l32r {}, . {at}", name(t));
            table.triple(xtensa::L32R.encode(t, distance).expect("it fits"), text);
        }
        for distance in [0, -2, -0x4_0004, 4] {
            assert_eq!(xtensa::L32R.encode(t, distance), None, "l32r {distance}");
        }
    }
}

fn narrow(table: &mut Table) {
    for (a, b) in pairs() {
        for c in regs() {
            table.half(xtensa::ADD_N.encode(a, b, c), format!("add.n {}, {}, {}", name(a), name(b), name(c)));
        }
        table.half(xtensa::MOV_N.encode_move(a, b), format!("mov.n {}, {}", name(a), name(b)));
        for imm in [-1, 1, 5, 10, 15] {
            let text = format!("addi.n {}, {}, {imm}", name(a), name(b));
            table.half(xtensa::ADDI_N.encode_add(a, b, imm).expect("it fits"), text);
        }
        for imm in [-2, 0, 16] {
            assert_eq!(xtensa::ADDI_N.encode_add(a, b, imm), None, "addi.n {imm}");
        }
        for (mnemonic, form) in [("l32i.n", xtensa::L32I_N), ("s32i.n", xtensa::S32I_N)] {
            for offset in unsigned(6, 4) {
                let text = format!("{mnemonic} {}, {}, {offset}", name(a), name(b));
                table.half(form.encode_memory(a, b, offset).expect("it fits"), text);
            }
            for offset in beyond_unsigned(6, 4) {
                assert_eq!(form.encode_memory(a, b, offset), None, "{mnemonic} {offset}");
            }
        }
    }
    for s in regs() {
        for imm in (-32..=95).filter(|&imm| imm != 47) {
            table.half(xtensa::MOVI_N.encode(s, imm).expect("it fits"), format!("movi.n {}, {imm}", name(s)));
        }
        for imm in [-33, 96, i32::MIN, i32::MAX] {
            assert_eq!(xtensa::MOVI_N.encode(s, imm), None, "movi.n {imm}");
        }
    }
}

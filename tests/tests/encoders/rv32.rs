//! The instructions of RISC-V.

use mpy_cross::asm::rv32::{self, B, CbImmediate, Ci, Csr, I, R, Reg, S, Shift, ShortReg};
use permafrost_tests::disassembler::ADDRESS;

use super::{Table, beyond_signed, beyond_unsigned, signed, unsigned};

const NAMES: [&str; 32] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "s2",
    "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
];

fn reg(number: u8) -> Reg {
    Reg::new(number).expect("a register")
}

fn name(reg: Reg) -> &'static str {
    NAMES[reg.number() as usize]
}

/// Registers whose numbers have every bit set and not set.
fn regs() -> Vec<Reg> {
    [0, 1, 10, 21, 31].map(reg).to_vec()
}

/// Those that the instruction does not take to mean something else.
fn nonzero() -> Vec<Reg> {
    [1, 10, 21, 31].map(reg).to_vec()
}

fn short_regs() -> Vec<(ShortReg, &'static str)> {
    [8, 10, 13, 15].map(|number| (reg(number).short().expect("it is short"), NAMES[usize::from(number)])).to_vec()
}

fn target(distance: i32) -> u32 {
    ADDRESS.wrapping_add_signed(distance)
}

#[test]
fn registers_have_numbers_below_32() {
    assert!(Reg::new(31).is_some());
    assert!(Reg::new(32).is_none());
    let short: Vec<_> = (0..32).filter(|&number| reg(number).short().is_some()).collect();
    assert_eq!(short, (8..16).collect::<Vec<_>>());
}

#[test]
fn whole_words_read_as_they_should() {
    let mut table = Table::default();
    three_registers(&mut table);
    numbers(&mut table);
    stores_and_branches(&mut table);
    upper_and_jumps(&mut table);
    control_registers(&mut table);
    table.word(rv32::ECALL, "ecall".into());
    table.word(rv32::EBREAK, "ebreak".into());
    table.check("rv32");
}

fn three_registers(table: &mut Table) {
    let forms: [(&str, R); 21] = [
        ("add", rv32::ADD),
        ("sub", rv32::SUB),
        ("sll", rv32::SLL),
        ("slt", rv32::SLT),
        ("sltu", rv32::SLTU),
        ("xor", rv32::XOR),
        ("srl", rv32::SRL),
        ("sra", rv32::SRA),
        ("or", rv32::OR),
        ("and", rv32::AND),
        ("mul", rv32::MUL),
        ("mulh", rv32::MULH),
        ("mulhsu", rv32::MULHSU),
        ("mulhu", rv32::MULHU),
        ("div", rv32::DIV),
        ("divu", rv32::DIVU),
        ("rem", rv32::REM),
        ("remu", rv32::REMU),
        ("sh1add", rv32::SH1ADD),
        ("sh2add", rv32::SH2ADD),
        ("sh3add", rv32::SH3ADD),
    ];
    for (mnemonic, form) in forms {
        for rd in regs() {
            for rs1 in regs() {
                for rs2 in regs() {
                    let text = format!("{mnemonic} {}, {}, {}", name(rd), name(rs1), name(rs2));
                    table.word(form.encode(rd, rs1, rs2), text);
                }
            }
        }
    }
}

fn numbers(table: &mut Table) {
    let forms: [(&str, I, bool); 12] = [
        ("addi", rv32::ADDI, false),
        ("slti", rv32::SLTI, false),
        ("sltiu", rv32::SLTIU, false),
        ("xori", rv32::XORI, false),
        ("ori", rv32::ORI, false),
        ("andi", rv32::ANDI, false),
        ("jalr", rv32::JALR, true),
        ("lb", rv32::LB, true),
        ("lh", rv32::LH, true),
        ("lw", rv32::LW, true),
        ("lbu", rv32::LBU, true),
        ("lhu", rv32::LHU, true),
    ];
    for (mnemonic, form, is_address) in forms {
        // `ori` into no register is a hint, which has other names.
        let to = if mnemonic == "ori" { nonzero() } else { regs() };
        for (rd, rs1) in to.into_iter().flat_map(|rd| regs().into_iter().map(move |rs1| (rd, rs1))) {
            for imm in signed(12, 1) {
                let (to, from) = (name(rd), name(rs1));
                let text = if is_address {
                    format!("{mnemonic} {to}, {imm}({from})")
                } else {
                    format!("{mnemonic} {to}, {from}, {imm}")
                };
                table.word(form.encode(rd, rs1, imm).expect("it fits"), text);
            }
            for imm in beyond_signed(12, 1) {
                assert_eq!(form.encode(rd, rs1, imm), None, "{mnemonic} {imm}");
            }
        }
    }
    let forms: [(&str, Shift); 3] = [("slli", rv32::SLLI), ("srli", rv32::SRLI), ("srai", rv32::SRAI)];
    for (mnemonic, form) in forms {
        for shamt in unsigned(5, 1) {
            let text = format!("{mnemonic} t6, a0, {shamt}");
            table.word(form.encode(reg(31), reg(10), shamt).expect("it fits"), text);
        }
        for shamt in beyond_unsigned(5, 1) {
            assert_eq!(form.encode(reg(31), reg(10), shamt), None, "{mnemonic} {shamt}");
        }
    }
}

fn stores_and_branches(table: &mut Table) {
    let stores: [(&str, S); 3] = [("sb", rv32::SB), ("sh", rv32::SH), ("sw", rv32::SW)];
    let branches: [(&str, B); 6] = [
        ("beq", rv32::BEQ),
        ("bne", rv32::BNE),
        ("blt", rv32::BLT),
        ("bge", rv32::BGE),
        ("bltu", rv32::BLTU),
        ("bgeu", rv32::BGEU),
    ];
    for (a, b) in regs().into_iter().flat_map(|a| regs().into_iter().map(move |b| (a, b))) {
        for (mnemonic, form) in stores {
            for imm in signed(12, 1) {
                let text = format!("{mnemonic} {}, {imm}({})", name(a), name(b));
                table.word(form.encode(a, b, imm).expect("it fits"), text);
            }
            for imm in beyond_signed(12, 1) {
                assert_eq!(form.encode(a, b, imm), None, "{mnemonic} {imm}");
            }
        }
        for (mnemonic, form) in branches {
            for distance in signed(13, 2) {
                let text = format!("{mnemonic} {}, {}, {}", name(a), name(b), target(distance));
                table.word(form.encode(a, b, distance).expect("it fits"), text);
            }
            for distance in beyond_signed(13, 2) {
                assert_eq!(form.encode(a, b, distance), None, "{mnemonic} {distance}");
            }
        }
    }
}

fn upper_and_jumps(table: &mut Table) {
    for rd in regs() {
        for upper in [0, 0x1000, 0x5555_5000, 0xaaaa_a000, 0xffff_f000] {
            table.word(rv32::LUI.encode(rd, upper).expect("it fits"), format!("lui {}, {}", name(rd), upper >> 12));
            let text = format!("auipc {}, {}", name(rd), upper >> 12);
            table.word(rv32::AUIPC.encode(rd, upper).expect("it fits"), text);
        }
        assert_eq!((rv32::LUI.encode(rd, 1), rv32::AUIPC.encode(rd, 0x1800)), (None, None));
        for distance in signed(21, 2) {
            let text = format!("jal {}, {}", name(rd), target(distance));
            table.word(rv32::JAL.encode(rd, distance).expect("it fits"), text);
        }
        for distance in beyond_signed(21, 2) {
            assert_eq!(rv32::JAL.encode(rd, distance), None, "jal {distance}");
        }
    }
}

fn control_registers(table: &mut Table) {
    // Numbers that have no names.
    let numbers = [0x01a, 0x555, 0xaaa, 0xfff];
    let forms: [(&str, Csr); 3] = [("csrrw", rv32::CSRRW), ("csrrs", rv32::CSRRS), ("csrrc", rv32::CSRRC)];
    for (mnemonic, form) in forms {
        for csr in numbers {
            for rs1 in regs() {
                let text = format!("{mnemonic} t6, {csr}, {}", name(rs1));
                table.word(form.encode(reg(31), csr, rs1).expect("it fits"), text);
            }
        }
        assert_eq!(form.encode(reg(31), 0x1000, reg(0)), None);
    }
    let forms: [(&str, Csr); 3] = [("csrrwi", rv32::CSRRWI), ("csrrsi", rv32::CSRRSI), ("csrrci", rv32::CSRRCI)];
    for (mnemonic, form) in forms {
        for csr in numbers {
            for imm in unsigned(5, 1) {
                let text = format!("{mnemonic} a0, {csr}, {imm}");
                table.word(form.encode_immediate(reg(10), csr, imm).expect("it fits"), text);
            }
        }
        assert_eq!(form.encode_immediate(reg(10), 0x1000, 0), None);
        assert_eq!(form.encode_immediate(reg(10), 0, 32), None);
    }
}

#[test]
fn compressed_instructions_read_as_they_should() {
    let mut table = Table::default();
    compressed_registers(&mut table);
    compressed_numbers(&mut table);
    compressed_memory(&mut table);
    compressed_jumps(&mut table);
    pushes(&mut table);
    table.half(rv32::C_NOP, "c.nop".into());
    table.half(rv32::C_EBREAK, "c.ebreak".into());
    table.check("rv32");
}

fn compressed_registers(table: &mut Table) {
    for rd in nonzero() {
        for rs2 in nonzero() {
            table.half(rv32::C_MV.encode(rd, rs2), format!("c.mv {}, {}", name(rd), name(rs2)));
            table.half(rv32::C_ADD.encode(rd, rs2), format!("c.add {}, {}", name(rd), name(rs2)));
        }
        table.half(rv32::C_JR.encode(rd, Reg::ZERO), format!("c.jr {}", name(rd)));
        table.half(rv32::C_JALR.encode(rd, Reg::ZERO), format!("c.jalr {}", name(rd)));
    }
    let forms = [("c.sub", rv32::C_SUB), ("c.xor", rv32::C_XOR), ("c.or", rv32::C_OR), ("c.and", rv32::C_AND)];
    for (mnemonic, form) in forms {
        for (rd, to) in short_regs() {
            for (rs2, from) in short_regs() {
                table.half(form.encode(rd, rs2), format!("{mnemonic} {to}, {from}"));
            }
        }
    }
}

fn compressed_numbers(table: &mut Table) {
    let forms: [(&str, Ci); 2] = [("c.addi", rv32::C_ADDI), ("c.li", rv32::C_LI)];
    for (mnemonic, form) in forms {
        for rd in nonzero() {
            for imm in signed(6, 1).into_iter().filter(|&imm| imm != 0 || mnemonic == "c.li") {
                table.half(form.encode(rd, imm).expect("it fits"), format!("{mnemonic} {}, {imm}", name(rd)));
            }
            for imm in beyond_signed(6, 1) {
                assert_eq!(form.encode(rd, imm), None, "{mnemonic} {imm}");
            }
        }
    }
    for rd in nonzero() {
        for upper in signed(18, 0x1000).into_iter().filter(|&upper| upper != 0) {
            let text = format!("c.lui {}, {}", name(rd), upper >> 12 & 0xf_ffff);
            table.half(rv32::C_LUI.encode_upper(rd, upper).expect("it fits"), text);
        }
        for upper in beyond_signed(18, 0x1000).into_iter().chain([0]) {
            assert_eq!(rv32::C_LUI.encode_upper(rd, upper), None, "c.lui {upper}");
        }
        for shamt in unsigned(5, 1).into_iter().filter(|&shamt| shamt != 0) {
            let text = format!("c.slli {}, {shamt}", name(rd));
            table.half(rv32::C_SLLI.encode_shift(rd, shamt).expect("it fits"), text);
        }
        for shamt in beyond_unsigned(5, 1) {
            assert_eq!(rv32::C_SLLI.encode_shift(rd, shamt), None, "c.slli {shamt}");
        }
    }
    let shifts: [(&str, CbImmediate); 2] = [("c.srli", rv32::C_SRLI), ("c.srai", rv32::C_SRAI)];
    for (rd, to) in short_regs() {
        for (mnemonic, form) in shifts {
            for shamt in unsigned(5, 1).into_iter().filter(|&shamt| shamt != 0) {
                table.half(form.encode_shift(rd, shamt).expect("it fits"), format!("{mnemonic} {to}, {shamt}"));
            }
            for shamt in beyond_unsigned(5, 1) {
                assert_eq!(form.encode_shift(rd, shamt), None, "{mnemonic} {shamt}");
            }
        }
        for imm in signed(6, 1) {
            table.half(rv32::C_ANDI.encode(rd, imm).expect("it fits"), format!("c.andi {to}, {imm}"));
        }
        for imm in beyond_signed(6, 1) {
            assert_eq!(rv32::C_ANDI.encode(rd, imm), None, "c.andi {imm}");
        }
    }
}

fn compressed_memory(table: &mut Table) {
    for rd in nonzero() {
        for offset in unsigned(8, 4) {
            let text = format!("c.lwsp {}, {offset}(sp)", name(rd));
            table.half(rv32::C_LWSP.encode_stack(rd, offset).expect("it fits"), text);
            let text = format!("c.swsp {}, {offset}(sp)", name(rd));
            table.half(rv32::C_SWSP.encode(rd, offset).expect("it fits"), text);
        }
        for offset in beyond_unsigned(8, 4) {
            assert_eq!(rv32::C_LWSP.encode_stack(rd, offset), None, "c.lwsp {offset}");
            assert_eq!(rv32::C_SWSP.encode(rd, offset), None, "c.swsp {offset}");
        }
    }
    for (rd, to) in short_regs() {
        for offset in unsigned(10, 4).into_iter().filter(|&offset| offset != 0) {
            let text = format!("c.addi4spn {to}, sp, {offset}");
            table.half(rv32::C_ADDI4SPN.encode(rd, offset).expect("it fits"), text);
        }
        for offset in beyond_unsigned(10, 4).into_iter().chain([0]) {
            assert_eq!(rv32::C_ADDI4SPN.encode(rd, offset), None, "c.addi4spn {offset}");
        }
        for (rs1, base) in short_regs() {
            for (mnemonic, form) in [("c.lw", rv32::C_LW), ("c.sw", rv32::C_SW)] {
                for offset in unsigned(7, 4) {
                    let text = format!("{mnemonic} {to}, {offset}({base})");
                    table.half(form.encode(rd, rs1, offset).expect("it fits"), text);
                }
                for offset in beyond_unsigned(7, 4) {
                    assert_eq!(form.encode(rd, rs1, offset), None, "{mnemonic} {offset}");
                }
            }
        }
    }
}

fn compressed_jumps(table: &mut Table) {
    for (mnemonic, form) in [("c.beqz", rv32::C_BEQZ), ("c.bnez", rv32::C_BNEZ)] {
        for (rs1, from) in short_regs() {
            for distance in signed(9, 2) {
                let text = format!("{mnemonic} {from}, {}", target(distance));
                table.half(form.encode(rs1, distance).expect("it fits"), text);
            }
            for distance in beyond_signed(9, 2) {
                assert_eq!(form.encode(rs1, distance), None, "{mnemonic} {distance}");
            }
        }
    }
    for (mnemonic, form) in [("c.j", rv32::C_J), ("c.jal", rv32::C_JAL)] {
        for distance in signed(12, 2) {
            table.half(form.encode(distance).expect("it fits"), format!("{mnemonic} {}", target(distance)));
        }
        for distance in beyond_signed(12, 2) {
            assert_eq!(form.encode(distance), None, "{mnemonic} {distance}");
        }
    }
}

fn pushes(table: &mut Table) {
    for n_saved in (0..=12).filter(|&n| n != 11) {
        let list = match n_saved {
            0 => "{ra}".into(),
            1 => "{ra, s0}".into(),
            n => format!("{{ra, s0-s{}}}", n - 1),
        };
        // The return address is saved too, and the stack moves by 16 bytes at a time.
        let saved = (n_saved + 1) * 4;
        for n_blocks in 0..4 {
            let size = u32::next_multiple_of(saved, 16) + n_blocks * 16;
            let text = format!("cm.push {list}, -{size}");
            table.half(rv32::CM_PUSH.encode(n_saved, n_blocks).expect("it fits"), text);
            let text = format!("cm.popret {list}, {size}");
            table.half(rv32::CM_POPRET.encode(n_saved, n_blocks).expect("it fits"), text);
        }
        assert_eq!(rv32::CM_PUSH.encode(n_saved, 4), None);
    }
    assert_eq!((rv32::CM_PUSH.encode(11, 0), rv32::CM_POPRET.encode(13, 0)), (None, None));
}

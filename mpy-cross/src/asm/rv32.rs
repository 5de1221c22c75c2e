//! RISC-V: RV32I, M, C, Zicsr, and what is used of Zba and Zcmp.
//!
//! A format is a type: its fixed bits are the fields, its operands the parameters of `encode`. An instruction is a
//! constant of its format. Sections are those of the RISC-V Instruction Set Manual, volume I, version 20191213.

use super::field::{signed, unsigned};

/// An integer register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reg(u8);

impl Reg {
    /// Always zero (x0).
    pub const ZERO: Reg = Reg(0);
    /// Return address (x1).
    pub const RA: Reg = Reg(1);
    /// Stack pointer (x2).
    pub const SP: Reg = Reg(2);
    /// A temporary (x6).
    pub const T1: Reg = Reg(6);
    /// A temporary (x7).
    pub const T2: Reg = Reg(7);
    /// A saved register (x8).
    pub const S0: Reg = Reg(8);
    /// A saved register (x9).
    pub const S1: Reg = Reg(9);
    /// First argument and result (x10).
    pub const A0: Reg = Reg(10);
    /// Second argument (x11).
    pub const A1: Reg = Reg(11);
    /// Third argument (x12).
    pub const A2: Reg = Reg(12);
    /// Fourth argument (x13).
    pub const A3: Reg = Reg(13);
    /// A saved register (x18).
    pub const S2: Reg = Reg(18);
    /// A saved register (x19).
    pub const S3: Reg = Reg(19);
    /// A saved register (x20).
    pub const S4: Reg = Reg(20);
    /// A temporary (x28).
    pub const T3: Reg = Reg(28);

    /// The register of a number below 32.
    pub const fn new(number: u8) -> Option<Reg> {
        if number < 32 { Some(Reg(number)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        self.0 as u32
    }

    /// The register as most compressed instructions know it.
    pub const fn short(self) -> Option<ShortReg> {
        if self.0 >= 8 && self.0 < 16 { Some(ShortReg(self.0 - 8)) } else { None }
    }

    /// Its bit in a set of registers.
    pub const fn bit(self) -> u32 {
        1 << self.0
    }
}

/// One of x8 to x15, which have numbers of three bits in compressed instructions (16.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortReg(u8);

impl ShortReg {
    const fn number(self) -> u16 {
        self.0 as u16
    }
}

/// Three registers (2.2).
///
/// ```text
///  31     25 24  20 19  15 14  12 11   7 6      0
/// | funct7  | rs2  | rs1  | fn3  |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct R {
    opcode: u32,
    funct3: u32,
    funct7: u32,
}

impl R {
    /// `rd = rs1 op rs2`
    pub const fn encode(self, rd: Reg, rs1: Reg, rs2: Reg) -> u32 {
        self.funct7 << 25 | rs2.number() << 20 | rs1.number() << 15 | self.funct3 << 12 | rd.number() << 7 | self.opcode
    }
}

/// Two registers and a signed number (2.2). For loads and `jalr` the number is added to `rs1`.
///
/// ```text
///  31         20 19  15 14  12 11   7 6      0
/// |  imm[11:0]  | rs1  | fn3  |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct I {
    opcode: u32,
    funct3: u32,
}

impl I {
    /// `rd = rs1 op imm`
    pub const fn encode(self, rd: Reg, rs1: Reg, imm: i32) -> Option<u32> {
        match signed(imm, 12, 0) {
            Some(imm) => Some(imm << 20 | rs1.number() << 15 | self.funct3 << 12 | rd.number() << 7 | self.opcode),
            None => None,
        }
    }
}

/// Two registers and a distance to shift by (2.4).
///
/// ```text
///  31     25 24   20 19  15 14  12 11   7 6      0
/// | funct7  | shamt | rs1  | fn3  |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    opcode: u32,
    funct3: u32,
    funct7: u32,
}

impl Shift {
    /// `rd = rs1 shifted by shamt`
    pub const fn encode(self, rd: Reg, rs1: Reg, shamt: u32) -> Option<u32> {
        match unsigned(shamt, 5, 0) {
            Some(shamt) => Some(
                self.funct7 << 25
                    | shamt << 20
                    | rs1.number() << 15
                    | self.funct3 << 12
                    | rd.number() << 7
                    | self.opcode,
            ),
            None => None,
        }
    }
}

/// A store (2.6).
///
/// ```text
///  31       25 24  20 19  15 14  12 11      7 6      0
/// | imm[11:5] | rs2  | rs1  | fn3  | imm[4:0]| opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct S {
    opcode: u32,
    funct3: u32,
}

impl S {
    /// `rs2` is stored at `imm + rs1`.
    pub const fn encode(self, rs2: Reg, rs1: Reg, imm: i32) -> Option<u32> {
        match signed(imm, 12, 0) {
            Some(imm) => Some(
                (imm >> 5) << 25
                    | rs2.number() << 20
                    | rs1.number() << 15
                    | self.funct3 << 12
                    | (imm & 0x1f) << 7
                    | self.opcode,
            ),
            None => None,
        }
    }
}

/// A branch (2.5); the distance is in bytes from the branch.
///
/// ```text
///    31      30     25 24  20 19  15 14  12 11     8     7     6      0
/// | imm[12] | imm[10:5]| rs2 | rs1  | fn3  | imm[4:1]| imm[11]| opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct B {
    opcode: u32,
    funct3: u32,
}

impl B {
    /// Goes on at `distance` if `rs1 op rs2`.
    pub const fn encode(self, rs1: Reg, rs2: Reg, distance: i32) -> Option<u32> {
        match signed(distance, 13, 1) {
            Some(imm) => Some(
                (imm >> 12) << 31
                    | (imm >> 5 & 0x3f) << 25
                    | rs2.number() << 20
                    | rs1.number() << 15
                    | self.funct3 << 12
                    | (imm >> 1 & 0xf) << 8
                    | (imm >> 11 & 1) << 7
                    | self.opcode,
            ),
            None => None,
        }
    }
}

/// The upper 20 bits of a number (2.4).
///
/// ```text
///  31         12 11   7 6      0
/// | imm[31:12]  |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct U {
    opcode: u32,
}

impl U {
    /// `rd = upper` (`lui`) or `rd = pc + upper` (`auipc`); the lower 12 bits of `upper` are zero.
    pub const fn encode(self, rd: Reg, upper: u32) -> Option<u32> {
        match unsigned(upper, 32, 12) {
            Some(upper) => Some(upper | rd.number() << 7 | self.opcode),
            None => None,
        }
    }
}

/// A jump (2.5); the distance is in bytes from the jump.
///
/// ```text
///    31      30      21    20     19       12 11   7 6      0
/// | imm[20] | imm[10:1]| imm[11]| imm[19:12] |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct J {
    opcode: u32,
}

impl J {
    /// Goes on at `distance`; `rd` is what follows the jump.
    pub const fn encode(self, rd: Reg, distance: i32) -> Option<u32> {
        match signed(distance, 21, 1) {
            Some(imm) => Some(
                (imm >> 20) << 31
                    | (imm >> 1 & 0x3ff) << 21
                    | (imm >> 11 & 1) << 20
                    | (imm >> 12 & 0xff) << 12
                    | rd.number() << 7
                    | self.opcode,
            ),
            None => None,
        }
    }
}

/// A control register and a register or a number of five bits (9.1).
///
/// ```text
///  31    20 19       15 14  12 11   7 6      0
/// |  csr   | rs1 / imm | fn3  |  rd  | opcode |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Csr {
    opcode: u32,
    funct3: u32,
}

impl Csr {
    /// `rd = csr` and `csr = csr op rs1`
    pub const fn encode(self, rd: Reg, csr: u32, rs1: Reg) -> Option<u32> {
        self.encode_immediate(rd, csr, rs1.number())
    }

    /// `rd = csr` and `csr = csr op imm`
    pub const fn encode_immediate(self, rd: Reg, csr: u32, imm: u32) -> Option<u32> {
        match (unsigned(csr, 12, 0), unsigned(imm, 5, 0)) {
            (Some(csr), Some(imm)) => Some(csr << 20 | imm << 15 | self.funct3 << 12 | rd.number() << 7 | self.opcode),
            _ => None,
        }
    }
}

/// Two whole registers (16.2).
///
/// ```text
///  15  12 11       7 6    2 1  0
/// | fn4  | rd / rs1 | rs2  | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cr {
    op: u16,
    funct4: u16,
}

impl Cr {
    /// `rd = rs2`, `rd += rs2`; with x0 as `rs2` a jump to `rd`.
    pub const fn encode(self, rd: Reg, rs2: Reg) -> u16 {
        self.funct4 << 12 | (rd.0 as u16) << 7 | (rs2.0 as u16) << 2 | self.op
    }
}

/// A register and a number of six bits (16.2), whose meaning is the instruction's.
///
/// ```text
///  15  13    12    11       7 6        2 1  0
/// | fn3  | imm[5] | rd / rs1 | imm[4:0] | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ci {
    op: u16,
    funct3: u16,
}

impl Ci {
    /// `rd = rd op imm`
    pub const fn encode(self, rd: Reg, imm: i32) -> Option<u16> {
        match signed(imm, 6, 0) {
            Some(field) => Some(self.bits(rd, field)),
            None => None,
        }
    }

    /// `rd = upper`: a signed number of 18 bits, of which the lower 12 are zero (`c.lui`, 16.5).
    pub const fn encode_upper(self, rd: Reg, upper: i32) -> Option<u16> {
        match signed(upper, 18, 12) {
            Some(0) => None,
            Some(upper) => Some(self.bits(rd, upper >> 12)),
            None => None,
        }
    }

    /// `rd = rd shifted by shamt` (`c.slli`, 16.5).
    pub const fn encode_shift(self, rd: Reg, shamt: u32) -> Option<u16> {
        match unsigned(shamt, 5, 0) {
            Some(shamt) => Some(self.bits(rd, shamt)),
            None => None,
        }
    }

    /// `rd` from `offset + sp` (`c.lwsp`, 16.3); the field is `offset[5 | 4:2 | 7:6]`.
    pub const fn encode_stack(self, rd: Reg, offset: u32) -> Option<u16> {
        match unsigned(offset, 8, 2) {
            Some(offset) => Some(self.bits(rd, offset & 0x3c | offset >> 6)),
            None => None,
        }
    }

    const fn bits(self, rd: Reg, field: u32) -> u16 {
        let field = field as u16;
        self.funct3 << 13 | (field >> 5 & 1) << 12 | (rd.0 as u16) << 7 | (field & 0x1f) << 2 | self.op
    }
}

/// A store on the stack (16.3).
///
/// ```text
///  15  13 12           7 6    2 1  0
/// | fn3  | off[5:2|7:6] | rs2  | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Css {
    op: u16,
    funct3: u16,
}

impl Css {
    /// `rs2` is stored at `offset + sp`.
    pub const fn encode(self, rs2: Reg, offset: u32) -> Option<u16> {
        match unsigned(offset, 8, 2) {
            Some(offset) => {
                let field = (offset & 0x3c | offset >> 6) as u16;
                Some(self.funct3 << 13 | field << 7 | (rs2.0 as u16) << 2 | self.op)
            }
            None => None,
        }
    }
}

/// An address on the stack (16.5).
///
/// ```text
///  15  13 12                5 4   2 1  0
/// | fn3  | imm[5:4|9:6|2|3]  | rd' | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ciw {
    op: u16,
    funct3: u16,
}

impl Ciw {
    /// `rd = sp + offset`, which is not zero.
    pub const fn encode(self, rd: ShortReg, offset: u32) -> Option<u16> {
        match unsigned(offset, 10, 2) {
            Some(0) => None,
            Some(offset) => {
                let offset = offset as u16;
                let field = (offset >> 4 & 3) << 6 | (offset >> 6) << 2 | (offset >> 2 & 1) << 1 | offset >> 3 & 1;
                Some(self.funct3 << 13 | field << 5 | rd.number() << 2 | self.op)
            }
            None => None,
        }
    }
}

/// A load or a store (16.3).
///
/// ```text
///  15  13 12      10 9    7 6        5 4        2 1  0
/// | fn3  | off[5:3] | rs1' | off[2|6] | rd' / rs2'| op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cl {
    op: u16,
    funct3: u16,
}

impl Cl {
    /// `reg` is loaded from or stored at `offset + rs1`.
    pub const fn encode(self, reg: ShortReg, rs1: ShortReg, offset: u32) -> Option<u16> {
        match unsigned(offset, 7, 2) {
            Some(offset) => {
                let offset = offset as u16;
                Some(
                    self.funct3 << 13
                        | (offset >> 3 & 7) << 10
                        | rs1.number() << 7
                        | (offset >> 2 & 1) << 6
                        | (offset >> 6 & 1) << 5
                        | reg.number() << 2
                        | self.op,
                )
            }
            None => None,
        }
    }
}

/// Arithmetic on two short registers (16.5).
///
/// ```text
///  15     10 9          7 6   5 4    2 1  0
/// | funct6  | rd' / rs1' | fn2 | rs2' | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ca {
    op: u16,
    funct6: u16,
    funct2: u16,
}

impl Ca {
    /// `rd = rd op rs2`
    pub const fn encode(self, rd: ShortReg, rs2: ShortReg) -> u16 {
        self.funct6 << 10 | rd.number() << 7 | self.funct2 << 5 | rs2.number() << 2 | self.op
    }
}

/// A branch on zero (16.4); the distance is in bytes from the branch.
///
/// ```text
///  15  13 12        10 9    7 6              2 1  0
/// | fn3  | off[8|4:3] | rs1' | off[7:6|2:1|5] | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cb {
    op: u16,
    funct3: u16,
}

impl Cb {
    /// Goes on at `distance` if `rs1 op 0`.
    pub const fn encode(self, rs1: ShortReg, distance: i32) -> Option<u16> {
        match signed(distance, 9, 1) {
            Some(offset) => {
                let offset = offset as u16;
                Some(
                    self.funct3 << 13
                        | (offset >> 8 & 1) << 12
                        | (offset >> 3 & 3) << 10
                        | rs1.number() << 7
                        | (offset >> 6 & 3) << 5
                        | (offset >> 1 & 3) << 3
                        | (offset >> 5 & 1) << 2
                        | self.op,
                )
            }
            None => None,
        }
    }
}

/// A short register and a number of six bits (16.5).
///
/// ```text
///  15  13    12    11 10 9          7 6        2 1  0
/// | fn3  | imm[5] | fn2 | rd' / rs1' | imm[4:0] | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CbImmediate {
    op: u16,
    funct3: u16,
    funct2: u16,
}

impl CbImmediate {
    /// `rd = rd op imm` (`c.andi`)
    pub const fn encode(self, rd: ShortReg, imm: i32) -> Option<u16> {
        match signed(imm, 6, 0) {
            Some(field) => Some(self.bits(rd, field)),
            None => None,
        }
    }

    /// `rd = rd shifted by shamt`
    pub const fn encode_shift(self, rd: ShortReg, shamt: u32) -> Option<u16> {
        match unsigned(shamt, 5, 0) {
            Some(shamt) => Some(self.bits(rd, shamt)),
            None => None,
        }
    }

    const fn bits(self, rd: ShortReg, field: u32) -> u16 {
        let field = field as u16;
        self.funct3 << 13
            | (field >> 5 & 1) << 12
            | self.funct2 << 10
            | rd.number() << 7
            | (field & 0x1f) << 2
            | self.op
    }
}

/// A jump (16.4); the distance is in bytes from the jump.
///
/// ```text
///  15  13 12                           2 1  0
/// | fn3  | off[11|4|9:8|10|6|7|3:1|5]   | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cj {
    op: u16,
    funct3: u16,
}

impl Cj {
    /// Goes on at `distance`.
    pub const fn encode(self, distance: i32) -> Option<u16> {
        match signed(distance, 12, 1) {
            Some(offset) => {
                let offset = offset as u16;
                Some(
                    self.funct3 << 13
                        | (offset >> 11 & 1) << 12
                        | (offset >> 4 & 1) << 11
                        | (offset >> 8 & 3) << 9
                        | (offset >> 10 & 1) << 8
                        | (offset >> 6 & 1) << 7
                        | (offset >> 7 & 1) << 6
                        | (offset >> 1 & 7) << 3
                        | (offset >> 5 & 1) << 2
                        | self.op,
                )
            }
            None => None,
        }
    }
}

/// Saved registers pushed or popped at once (Zcmp: Code Size Reduction extension 1.0).
///
/// ```text
///  15         8 7     4 3     2 1  0
/// |  funct8    | rlist | spimm | op |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cmpp {
    op: u16,
    funct8: u16,
}

impl Cmpp {
    /// `n_saved` registers from s0 on besides the return address: all but 11. The stack moves by what they take,
    /// rounded up to 16 bytes, and `n_blocks` times 16 bytes more.
    pub const fn encode(self, n_saved: u32, n_blocks: u32) -> Option<u16> {
        let list = match n_saved {
            0..=10 => 4 + n_saved,
            12 => 15,
            _ => return None,
        };
        match unsigned(n_blocks, 2, 0) {
            Some(n_blocks) => Some(self.funct8 << 8 | (list as u16) << 4 | (n_blocks as u16) << 2 | self.op),
            None => None,
        }
    }
}

const OP: u32 = 0x33;
const OP_IMM: u32 = 0x13;
const LOAD: u32 = 0x03;
const STORE: u32 = 0x23;
const BRANCH: u32 = 0x63;
const SYSTEM: u32 = 0x73;

/// `add rd, rs1, rs2`
pub const ADD: R = R { opcode: OP, funct3: 0, funct7: 0 };
/// `sub rd, rs1, rs2`
pub const SUB: R = R { opcode: OP, funct3: 0, funct7: 0x20 };
/// `sll rd, rs1, rs2`
pub const SLL: R = R { opcode: OP, funct3: 1, funct7: 0 };
/// `slt rd, rs1, rs2`
pub const SLT: R = R { opcode: OP, funct3: 2, funct7: 0 };
/// `sltu rd, rs1, rs2`
pub const SLTU: R = R { opcode: OP, funct3: 3, funct7: 0 };
/// `xor rd, rs1, rs2`
pub const XOR: R = R { opcode: OP, funct3: 4, funct7: 0 };
/// `srl rd, rs1, rs2`
pub const SRL: R = R { opcode: OP, funct3: 5, funct7: 0 };
/// `sra rd, rs1, rs2`
pub const SRA: R = R { opcode: OP, funct3: 5, funct7: 0x20 };
/// `or rd, rs1, rs2`
pub const OR: R = R { opcode: OP, funct3: 6, funct7: 0 };
/// `and rd, rs1, rs2`
pub const AND: R = R { opcode: OP, funct3: 7, funct7: 0 };
/// `mul rd, rs1, rs2` (7.1)
pub const MUL: R = R { opcode: OP, funct3: 0, funct7: 1 };
/// `mulh rd, rs1, rs2`
pub const MULH: R = R { opcode: OP, funct3: 1, funct7: 1 };
/// `mulhsu rd, rs1, rs2`
pub const MULHSU: R = R { opcode: OP, funct3: 2, funct7: 1 };
/// `mulhu rd, rs1, rs2`
pub const MULHU: R = R { opcode: OP, funct3: 3, funct7: 1 };
/// `div rd, rs1, rs2` (7.2)
pub const DIV: R = R { opcode: OP, funct3: 4, funct7: 1 };
/// `divu rd, rs1, rs2`
pub const DIVU: R = R { opcode: OP, funct3: 5, funct7: 1 };
/// `rem rd, rs1, rs2`
pub const REM: R = R { opcode: OP, funct3: 6, funct7: 1 };
/// `remu rd, rs1, rs2`
pub const REMU: R = R { opcode: OP, funct3: 7, funct7: 1 };
/// `sh1add rd, rs1, rs2` (Zba: Bit-Manipulation extension 1.0)
pub const SH1ADD: R = R { opcode: OP, funct3: 2, funct7: 0x10 };
/// `sh2add rd, rs1, rs2` (Zba)
pub const SH2ADD: R = R { opcode: OP, funct3: 4, funct7: 0x10 };
/// `sh3add rd, rs1, rs2` (Zba)
pub const SH3ADD: R = R { opcode: OP, funct3: 6, funct7: 0x10 };

/// `addi rd, rs1, imm`
pub const ADDI: I = I { opcode: OP_IMM, funct3: 0 };
/// `slti rd, rs1, imm`
pub const SLTI: I = I { opcode: OP_IMM, funct3: 2 };
/// `sltiu rd, rs1, imm`
pub const SLTIU: I = I { opcode: OP_IMM, funct3: 3 };
/// `xori rd, rs1, imm`
pub const XORI: I = I { opcode: OP_IMM, funct3: 4 };
/// `ori rd, rs1, imm`
pub const ORI: I = I { opcode: OP_IMM, funct3: 6 };
/// `andi rd, rs1, imm`
pub const ANDI: I = I { opcode: OP_IMM, funct3: 7 };
/// `jalr rd, imm(rs1)`
pub const JALR: I = I { opcode: 0x67, funct3: 0 };
/// `lb rd, imm(rs1)`
pub const LB: I = I { opcode: LOAD, funct3: 0 };
/// `lh rd, imm(rs1)`
pub const LH: I = I { opcode: LOAD, funct3: 1 };
/// `lw rd, imm(rs1)`
pub const LW: I = I { opcode: LOAD, funct3: 2 };
/// `lbu rd, imm(rs1)`
pub const LBU: I = I { opcode: LOAD, funct3: 4 };
/// `lhu rd, imm(rs1)`
pub const LHU: I = I { opcode: LOAD, funct3: 5 };

/// `slli rd, rs1, shamt`
pub const SLLI: Shift = Shift { opcode: OP_IMM, funct3: 1, funct7: 0 };
/// `srli rd, rs1, shamt`
pub const SRLI: Shift = Shift { opcode: OP_IMM, funct3: 5, funct7: 0 };
/// `srai rd, rs1, shamt`
pub const SRAI: Shift = Shift { opcode: OP_IMM, funct3: 5, funct7: 0x20 };

/// `sb rs2, imm(rs1)`
pub const SB: S = S { opcode: STORE, funct3: 0 };
/// `sh rs2, imm(rs1)`
pub const SH: S = S { opcode: STORE, funct3: 1 };
/// `sw rs2, imm(rs1)`
pub const SW: S = S { opcode: STORE, funct3: 2 };

/// `beq rs1, rs2, distance`
pub const BEQ: B = B { opcode: BRANCH, funct3: 0 };
/// `bne rs1, rs2, distance`
pub const BNE: B = B { opcode: BRANCH, funct3: 1 };
/// `blt rs1, rs2, distance`
pub const BLT: B = B { opcode: BRANCH, funct3: 4 };
/// `bge rs1, rs2, distance`
pub const BGE: B = B { opcode: BRANCH, funct3: 5 };
/// `bltu rs1, rs2, distance`
pub const BLTU: B = B { opcode: BRANCH, funct3: 6 };
/// `bgeu rs1, rs2, distance`
pub const BGEU: B = B { opcode: BRANCH, funct3: 7 };

/// `lui rd, upper`
pub const LUI: U = U { opcode: 0x37 };
/// `auipc rd, upper`
pub const AUIPC: U = U { opcode: 0x17 };
/// `jal rd, distance`
pub const JAL: J = J { opcode: 0x6f };

/// `csrrw rd, csr, rs1`
pub const CSRRW: Csr = Csr { opcode: SYSTEM, funct3: 1 };
/// `csrrs rd, csr, rs1`
pub const CSRRS: Csr = Csr { opcode: SYSTEM, funct3: 2 };
/// `csrrc rd, csr, rs1`
pub const CSRRC: Csr = Csr { opcode: SYSTEM, funct3: 3 };
/// `csrrwi rd, csr, imm`
pub const CSRRWI: Csr = Csr { opcode: SYSTEM, funct3: 5 };
/// `csrrsi rd, csr, imm`
pub const CSRRSI: Csr = Csr { opcode: SYSTEM, funct3: 6 };
/// `csrrci rd, csr, imm`
pub const CSRRCI: Csr = Csr { opcode: SYSTEM, funct3: 7 };

/// `ecall` (2.8)
pub const ECALL: u32 = SYSTEM;
/// `ebreak`
pub const EBREAK: u32 = 1 << 20 | SYSTEM;

/// `c.jr rs1`, with x0 as the other register
pub const C_JR: Cr = Cr { op: 2, funct4: 8 };
/// `c.mv rd, rs2`
pub const C_MV: Cr = Cr { op: 2, funct4: 8 };
/// `c.jalr rs1`, with x0 as the other register
pub const C_JALR: Cr = Cr { op: 2, funct4: 9 };
/// `c.add rd, rs2`
pub const C_ADD: Cr = Cr { op: 2, funct4: 9 };
/// `c.ebreak`
pub const C_EBREAK: u16 = 0x9002;

/// `c.addi rd, imm`
pub const C_ADDI: Ci = Ci { op: 1, funct3: 0 };
/// `c.nop`
pub const C_NOP: u16 = 0x0001;
/// `c.li rd, imm`
pub const C_LI: Ci = Ci { op: 1, funct3: 2 };
/// `c.lui rd, upper`
pub const C_LUI: Ci = Ci { op: 1, funct3: 3 };
/// `c.slli rd, shamt`
pub const C_SLLI: Ci = Ci { op: 2, funct3: 0 };
/// `c.lwsp rd, offset(sp)`
pub const C_LWSP: Ci = Ci { op: 2, funct3: 2 };
/// `c.swsp rs2, offset(sp)`
pub const C_SWSP: Css = Css { op: 2, funct3: 6 };
/// `c.addi4spn rd, sp, offset`
pub const C_ADDI4SPN: Ciw = Ciw { op: 0, funct3: 0 };
/// `c.lw rd, offset(rs1)`
pub const C_LW: Cl = Cl { op: 0, funct3: 2 };
/// `c.sw rs2, offset(rs1)`
pub const C_SW: Cl = Cl { op: 0, funct3: 6 };

/// `c.sub rd, rs2`
pub const C_SUB: Ca = Ca { op: 1, funct6: 0x23, funct2: 0 };
/// `c.xor rd, rs2`
pub const C_XOR: Ca = Ca { op: 1, funct6: 0x23, funct2: 1 };
/// `c.or rd, rs2`
pub const C_OR: Ca = Ca { op: 1, funct6: 0x23, funct2: 2 };
/// `c.and rd, rs2`
pub const C_AND: Ca = Ca { op: 1, funct6: 0x23, funct2: 3 };

/// `c.srli rd, shamt`
pub const C_SRLI: CbImmediate = CbImmediate { op: 1, funct3: 4, funct2: 0 };
/// `c.srai rd, shamt`
pub const C_SRAI: CbImmediate = CbImmediate { op: 1, funct3: 4, funct2: 1 };
/// `c.andi rd, imm`
pub const C_ANDI: CbImmediate = CbImmediate { op: 1, funct3: 4, funct2: 2 };

/// `c.beqz rs1, distance`
pub const C_BEQZ: Cb = Cb { op: 1, funct3: 6 };
/// `c.bnez rs1, distance`
pub const C_BNEZ: Cb = Cb { op: 1, funct3: 7 };
/// `c.jal distance`
pub const C_JAL: Cj = Cj { op: 1, funct3: 1 };
/// `c.j distance`
pub const C_J: Cj = Cj { op: 1, funct3: 5 };

/// `cm.push {ra, s0-…}, -stack`
pub const CM_PUSH: Cmpp = Cmpp { op: 2, funct8: 0xb8 };
/// `cm.popret {ra, s0-…}, stack`
pub const CM_POPRET: Cmpp = Cmpp { op: 2, funct8: 0xbe };

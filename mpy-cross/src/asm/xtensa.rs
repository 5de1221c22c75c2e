//! Xtensa: the core, code density, windowed registers and 32-bit multiply options, little endian.
//!
//! A format is a type: its fixed bits are the fields, its operands the parameters of `encode`. An instruction is a
//! constant of its format. Sections are those of the Xtensa Instruction Set Architecture Reference Manual (2010);
//! formats are in 7.3, instructions by name in chapter 6. Instructions have 24 bits, or 16 with the suffix `.N`.

use super::field::{signed, unsigned};

/// An address register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reg(u8);

impl Reg {
    /// Return address.
    pub const A0: Reg = Reg(0);
    /// Stack pointer.
    pub const A1: Reg = Reg(1);
    /// First argument and result.
    pub const A2: Reg = Reg(2);
    /// Second argument.
    pub const A3: Reg = Reg(3);
    /// Third argument.
    pub const A4: Reg = Reg(4);
    /// Fourth argument.
    pub const A5: Reg = Reg(5);
    /// Fifth argument.
    pub const A6: Reg = Reg(6);
    /// Sixth argument.
    pub const A7: Reg = Reg(7);
    /// The return address of what is called with `callx8`.
    pub const A8: Reg = Reg(8);
    /// A temporary.
    pub const A9: Reg = Reg(9);
    /// First argument and result of what is called with `callx8`.
    pub const A10: Reg = Reg(10);
    /// Second argument of what is called with `callx8`.
    pub const A11: Reg = Reg(11);
    /// Saved by functions that are called with `call0`.
    pub const A12: Reg = Reg(12);
    /// Saved by functions that are called with `call0`.
    pub const A13: Reg = Reg(13);
    /// Saved by functions that are called with `call0`.
    pub const A14: Reg = Reg(14);
    /// Saved by functions that are called with `call0`.
    pub const A15: Reg = Reg(15);

    /// The register of a number below 16.
    pub const fn new(number: u8) -> Option<Reg> {
        if number < 16 { Some(Reg(number)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        self.0 as u32
    }
}

/// Up to three registers; a field that is no operand is fixed.
///
/// ```text
///  23  20 19  16 15  12 11   8 7    4 3    0
/// | op2  | op1  |  r   |  s   |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rrr {
    op2: u32,
    op1: u32,
    op0: u32,
}

impl Rrr {
    /// The three fields as they are: registers, parts of numbers, more of the instruction.
    const fn bits(self, r: u32, s: u32, t: u32) -> u32 {
        self.op2 << 20 | self.op1 << 16 | r << 12 | s << 8 | t << 4 | self.op0
    }

    /// `r = s op t`
    pub const fn encode(self, r: Reg, s: Reg, t: Reg) -> u32 {
        self.bits(r.number(), s.number(), t.number())
    }
}

/// A register from another one, the third field fixed.
///
/// ```text
///  23  20 19  16 15  12 11   8 7    4 3    0
/// | op2  | op1  |  rd  |  rs  | fix  | op0  |    from s
/// | op2  | op1  |  rd  | fix  |  rs  | op0  |    from t
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Unary {
    rrr: Rrr,
    fixed: u32,
    from: UnarySource,
}

#[derive(Clone, Copy, Debug)]
enum UnarySource {
    S,
    T,
}

impl Unary {
    /// `rd = op rs`
    pub const fn encode(self, rd: Reg, rs: Reg) -> u32 {
        match self.from {
            UnarySource::S => self.rrr.bits(rd.number(), rs.number(), self.fixed),
            UnarySource::T => self.rrr.bits(rd.number(), self.fixed, rs.number()),
        }
    }
}

/// Two registers of which the second is the address or the source, `r` fixed.
///
/// ```text
///  23  20 19  16 15  12 11   8 7    4 3    0
/// | op2  | op1  | fix  |  s   |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rst {
    rrr: Rrr,
    r: u32,
}

impl Rst {
    /// `t = op s`, or `t` to where `s` says.
    pub const fn encode(self, t: Reg, s: Reg) -> u32 {
        self.rrr.bits(self.r, s.number(), t.number())
    }
}

/// One register in `s`; in `callx` and `jx` the field `t` is two fields, `m` and `n`.
///
/// ```text
///  23  20 19  16 15  12 11   8 7    4 3    0
/// | op2  | op1  | fix  |  s   | fix  | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct One {
    rrr: Rrr,
    r: u32,
    t: u32,
}

impl One {
    /// The instruction with its register.
    pub const fn encode(self, s: Reg) -> u32 {
        self.rrr.bits(self.r, s.number(), self.t)
    }
}

/// A left shift by a number: `sa = 32 - bits`.
///
/// ```text
///  23  21 20    19  16 15  12 11   8 7       4 3    0
/// | op2  |sa[4]| op1  |  r   |  s   | sa[3:0] | op0  |    slli
/// | op2  |sa[4]| op1  |  r   |sa[3:0]|   t    | op0  |    srai, sa = bits
/// | op2        | op1  |  r   |  sa  |   t     | op0  |    srli, sa = bits
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    rrr: Rrr,
    kind: ShiftKind,
}

#[derive(Clone, Copy, Debug)]
enum ShiftKind {
    Left,
    Arithmetic,
    Right,
}

impl Shift {
    /// `rd = rs` shifted by so many bits: 1 to 31 to the left, 0 to 31 with the sign and 0 to 15 without it.
    pub const fn encode(self, rd: Reg, rs: Reg, bits: u32) -> Option<u32> {
        let (rd, rs) = (rd.number(), rs.number());
        match self.kind {
            ShiftKind::Left if bits >= 1 && bits <= 31 => {
                let sa = 32 - bits;
                Some((sa >> 4) << 20 | self.rrr.bits(rd, rs, sa & 0xf))
            }
            ShiftKind::Arithmetic if bits <= 31 => Some((bits >> 4) << 20 | self.rrr.bits(rd, bits & 0xf, rs)),
            ShiftKind::Right if bits <= 15 => Some(self.rrr.bits(rd, bits, rs)),
            ShiftKind::Left | ShiftKind::Arithmetic | ShiftKind::Right => None,
        }
    }
}

/// Two registers and a number of eight bits.
///
/// ```text
///  23     16 15  12 11   8 7    4 3    0
/// |  imm8   |  r   |  s   |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rri8 {
    op0: u32,
    r: u32,
}

impl Rri8 {
    const fn bits(self, s: Reg, t: Reg, imm8: u32) -> u32 {
        (imm8 & 0xff) << 16 | self.r << 12 | s.number() << 8 | t.number() << 4 | self.op0
    }

    /// `t = s + imm` (`addi`)
    pub const fn encode(self, t: Reg, s: Reg, imm: i32) -> Option<u32> {
        self.encode_scaled(t, s, imm, 0)
    }

    /// `t = s + imm`, a multiple of 256 (`addmi`).
    pub const fn encode_multiple(self, t: Reg, s: Reg, imm: i32) -> Option<u32> {
        self.encode_scaled(t, s, imm, 8)
    }

    const fn encode_scaled(self, t: Reg, s: Reg, imm: i32, scale: u32) -> Option<u32> {
        match signed(imm, 8 + scale, scale) {
            Some(field) => Some(self.bits(s, t, field >> scale)),
            None => None,
        }
    }
}

/// A load or a store at a register and an unsigned offset, counted in units of what is moved.
///
/// ```text
///  23     16 15  12 11   8 7    4 3    0
/// |  imm8   |  r   |  s   |  t   |  2   |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    r: u32,
    scale: u32,
}

impl Memory {
    /// `t` from or to `offset + s`; the offset is in bytes and a multiple of what is moved.
    pub const fn encode(self, t: Reg, s: Reg, offset: u32) -> Option<u32> {
        match unsigned(offset, 8 + self.scale, self.scale) {
            Some(offset) => Some(Rri8 { op0: 2, r: self.r }.bits(s, t, offset >> self.scale)),
            None => None,
        }
    }
}

/// A number of twelve bits into a register.
///
/// ```text
///  23       16 15  12 11        8 7    4 3    0
/// | imm[7:0]  |  r   | imm[11:8] |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Movi;

impl Movi {
    /// `t = imm`
    pub const fn encode(self, t: Reg, imm: i32) -> Option<u32> {
        match signed(imm, 12, 0) {
            Some(imm) => Some((imm & 0xff) << 16 | 10 << 12 | (imm >> 8) << 8 | t.number() << 4 | 2),
            None => None,
        }
    }
}

/// A branch on two registers; distances are in bytes from four behind the branch.
///
/// ```text
///  23     16 15  12 11   8 7    4 3    0
/// |  imm8   |  r   |  s   |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    r: u32,
}

impl Branch {
    /// Goes on at `distance` if `s op t`.
    pub const fn encode(self, s: Reg, t: Reg, distance: i32) -> Option<u32> {
        Rri8 { op0: 7, r: self.r }.encode(t, s, distance)
    }

    /// The branch that is taken when this one is not.
    pub const fn inverse(self) -> Branch {
        Branch { r: self.r ^ 8 }
    }
}

/// A branch on one bit of a register.
///
/// ```text
///  23     16 15  13   12    11   8 7       4 3    0
/// |  imm8   |  r   | bit[4]|  s   | bit[3:0]| op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct BitBranch {
    r: u32,
}

impl BitBranch {
    /// Goes on at `distance` if that bit of `s` is as the branch wants it.
    pub const fn encode(self, s: Reg, bit: u32, distance: i32) -> Option<u32> {
        match (unsigned(bit, 5, 0), signed(distance, 8, 0)) {
            (Some(bit), Some(imm8)) => {
                Some(imm8 << 16 | (self.r | bit >> 4) << 12 | s.number() << 8 | (bit & 0xf) << 4 | 7)
            }
            _ => None,
        }
    }
}

/// A branch on zero; distances are in bytes from four behind the branch.
///
/// ```text
///  23      12 11   8 7  6 5  4 3    0
/// |  imm12   |  s   | m  | n  | op0  |
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZeroBranch {
    m: u32,
}

impl ZeroBranch {
    /// Goes on at `distance` if `s op 0`.
    pub const fn encode(self, s: Reg, distance: i32) -> Option<u32> {
        match signed(distance, 12, 0) {
            Some(imm12) => Some(imm12 << 12 | s.number() << 8 | self.m << 6 | 1 << 4 | 6),
            None => None,
        }
    }

    /// The branch that is taken when this one is not.
    pub const fn inverse(self) -> ZeroBranch {
        ZeroBranch { m: self.m ^ 1 }
    }
}

/// Makes a frame on the stack of a function with windowed registers; its size is counted in eight bytes.
///
/// ```text
///  23      12 11   8 7  6 5  4 3    0
/// |  imm12   |  s   | 0  | 3  |  6   |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Entry;

impl Entry {
    /// `s = s - size`, in the caller's window.
    pub const fn encode(self, s: Reg, size: u32) -> Option<u32> {
        match unsigned(size, 15, 3) {
            Some(size) => Some((size >> 3) << 12 | s.number() << 8 | 3 << 4 | 6),
            None => None,
        }
    }
}

/// A jump or call; the distance of `j` is in bytes from four behind it, that of `call0` in bytes from the word behind
/// it or in it, a multiple of four.
///
/// ```text
///  23            6 5  4 3    0
/// |   offset18    | n  | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Call {
    op0: u32,
    scale: u32,
}

impl Call {
    /// Goes on at `distance`.
    pub const fn encode(self, distance: i32) -> Option<u32> {
        match signed(distance, 18 + self.scale, self.scale) {
            Some(offset) => Some((offset >> self.scale) << 6 | self.op0),
            None => None,
        }
    }
}

/// A word from before the instruction.
///
/// ```text
///  23            8 7    4 3    0
/// |     imm16     |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct L32r;

impl L32r {
    /// `t` from the word at `distance` from the instruction's end, rounded down to a word: always negative, up to
    /// 256 KiB.
    pub const fn encode(self, t: Reg, distance: i32) -> Option<u32> {
        if distance < -(1 << 18) || distance >= 0 || distance % 4 != 0 {
            return None;
        }
        Some(((distance >> 2 & 0xffff) as u32) << 8 | t.number() << 4 | 1)
    }
}

/// Three registers in 16 bits.
///
/// ```text
///  15  12 11   8 7    4 3    0
/// |  r   |  s   |  t   | op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rrrn {
    op0: u16,
}

impl Rrrn {
    const fn bits(self, r: u32, s: u32, t: u32) -> u16 {
        (r << 12 | s << 8 | t << 4) as u16 | self.op0
    }

    /// `r = s op t` (`add.n`)
    pub const fn encode(self, r: Reg, s: Reg, t: Reg) -> u16 {
        self.bits(r.number(), s.number(), t.number())
    }

    /// `t = s` (`mov.n`)
    pub const fn encode_move(self, t: Reg, s: Reg) -> u16 {
        self.bits(0, s.number(), t.number())
    }

    /// `r = s + imm`, which is -1 or 1 to 15 (`addi.n`).
    pub const fn encode_add(self, r: Reg, s: Reg, imm: i32) -> Option<u16> {
        match imm {
            -1 => Some(self.bits(r.number(), s.number(), 0)),
            1..=15 => Some(self.bits(r.number(), s.number(), imm as u32)),
            _ => None,
        }
    }

    /// `t` from or to `offset + s`, a multiple of four up to 60 (`l32i.n`, `s32i.n`).
    pub const fn encode_memory(self, t: Reg, s: Reg, offset: u32) -> Option<u16> {
        match unsigned(offset, 6, 2) {
            Some(offset) => Some(self.bits(offset >> 2, s.number(), t.number())),
            None => None,
        }
    }
}

/// A number of seven bits into a register, in 16 bits.
///
/// ```text
///  15      12 11   8  7   6      4 3    0
/// | imm[3:0] |  s   | 0 | imm[6:4]| op0  |
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MoviN;

impl MoviN {
    /// `s = imm`, which is -32 to 95.
    pub const fn encode(self, s: Reg, imm: i32) -> Option<u16> {
        if imm < -32 || imm > 95 {
            return None;
        }
        let imm = imm as u16;
        Some((imm & 0xf) << 12 | (s.number() as u16) << 8 | imm & 0x70 | 12)
    }
}

const fn rrr(op2: u32, op1: u32) -> Rrr {
    Rrr { op2, op1, op0: 0 }
}

const fn from_s(op2: u32, op1: u32, t: u32) -> Unary {
    Unary { rrr: rrr(op2, op1), fixed: t, from: UnarySource::S }
}

const fn from_t(op2: u32, op1: u32, s: u32) -> Unary {
    Unary { rrr: rrr(op2, op1), fixed: s, from: UnarySource::T }
}

const fn one(op2: u32, r: u32, t: u32) -> One {
    One { rrr: rrr(op2, 0), r, t }
}

/// `add r, s, t`
pub const ADD: Rrr = rrr(8, 0);
/// `addx2 r, s, t`
pub const ADDX2: Rrr = rrr(9, 0);
/// `addx4 r, s, t`
pub const ADDX4: Rrr = rrr(10, 0);
/// `addx8 r, s, t`
pub const ADDX8: Rrr = rrr(11, 0);
/// `sub r, s, t`
pub const SUB: Rrr = rrr(12, 0);
/// `subx2 r, s, t`
pub const SUBX2: Rrr = rrr(13, 0);
/// `subx4 r, s, t`
pub const SUBX4: Rrr = rrr(14, 0);
/// `subx8 r, s, t`
pub const SUBX8: Rrr = rrr(15, 0);
/// `and r, s, t`
pub const AND: Rrr = rrr(1, 0);
/// `or r, s, t`
pub const OR: Rrr = rrr(2, 0);
/// `xor r, s, t`
pub const XOR: Rrr = rrr(3, 0);
/// `mull r, s, t`
pub const MULL: Rrr = rrr(8, 2);
/// `src r, s, t`
pub const SRC: Rrr = rrr(8, 1);

/// `neg r, t`
pub const NEG: Unary = from_t(6, 0, 0);
/// `abs r, t`
pub const ABS: Unary = from_t(6, 0, 1);
/// `sll r, s`
pub const SLL: Unary = from_s(10, 1, 0);
/// `srl r, t`
pub const SRL: Unary = from_t(9, 1, 0);
/// `sra r, t`
pub const SRA: Unary = from_t(11, 1, 0);

/// `nsa t, s`
pub const NSA: Rst = Rst { rrr: rrr(4, 0), r: 14 };
/// `nsau t, s`
pub const NSAU: Rst = Rst { rrr: rrr(4, 0), r: 15 };

/// `ssr s`
pub const SSR: One = one(4, 0, 0);
/// `ssl s`
pub const SSL: One = one(4, 1, 0);
/// `ssa8l s`
pub const SSA8L: One = one(4, 2, 0);
/// `ssa8b s`
pub const SSA8B: One = one(4, 3, 0);
/// `jx s`
pub const JX: One = one(0, 0, 2 << 2 | 2);
/// `callx0 s`
pub const CALLX0: One = one(0, 0, 3 << 2);
/// `callx8 s`
pub const CALLX8: One = one(0, 0, 3 << 2 | 2);

/// `slli r, s, bits`
pub const SLLI: Shift = Shift { rrr: rrr(0, 1), kind: ShiftKind::Left };
/// `srai r, t, bits`
pub const SRAI: Shift = Shift { rrr: rrr(2, 1), kind: ShiftKind::Arithmetic };
/// `srli r, t, bits`
pub const SRLI: Shift = Shift { rrr: rrr(4, 1), kind: ShiftKind::Right };

/// `addi t, s, imm`
pub const ADDI: Rri8 = Rri8 { op0: 2, r: 12 };
/// `addmi t, s, imm`
pub const ADDMI: Rri8 = Rri8 { op0: 2, r: 13 };

/// `l8ui t, s, offset`
pub const L8UI: Memory = Memory { r: 0, scale: 0 };
/// `l16ui t, s, offset`
pub const L16UI: Memory = Memory { r: 1, scale: 1 };
/// `l16si t, s, offset`
pub const L16SI: Memory = Memory { r: 9, scale: 1 };
/// `l32i t, s, offset`
pub const L32I: Memory = Memory { r: 2, scale: 2 };
/// `s8i t, s, offset`
pub const S8I: Memory = Memory { r: 4, scale: 0 };
/// `s16i t, s, offset`
pub const S16I: Memory = Memory { r: 5, scale: 1 };
/// `s32i t, s, offset`
pub const S32I: Memory = Memory { r: 6, scale: 2 };

/// `movi t, imm`
pub const MOVI: Movi = Movi;
/// `l32r t, distance`
pub const L32R: L32r = L32r;
/// `entry s, size`
pub const ENTRY: Entry = Entry;
/// `j distance`
pub const J: Call = Call { op0: 6, scale: 0 };
/// `call0 distance`
pub const CALL0: Call = Call { op0: 5, scale: 2 };

/// `bnone s, t, distance`
pub const BNONE: Branch = Branch { r: 0 };
/// `beq s, t, distance`
pub const BEQ: Branch = Branch { r: 1 };
/// `blt s, t, distance`
pub const BLT: Branch = Branch { r: 2 };
/// `bltu s, t, distance`
pub const BLTU: Branch = Branch { r: 3 };
/// `ball s, t, distance`
pub const BALL: Branch = Branch { r: 4 };
/// `bbc s, t, distance`
pub const BBC: Branch = Branch { r: 5 };
/// `bany s, t, distance`
pub const BANY: Branch = BNONE.inverse();
/// `bne s, t, distance`
pub const BNE: Branch = BEQ.inverse();
/// `bge s, t, distance`
pub const BGE: Branch = BLT.inverse();
/// `bgeu s, t, distance`
pub const BGEU: Branch = BLTU.inverse();
/// `bnall s, t, distance`
pub const BNALL: Branch = BALL.inverse();
/// `bbs s, t, distance`
pub const BBS: Branch = BBC.inverse();

/// `bbci s, bit, distance`
pub const BBCI: BitBranch = BitBranch { r: 6 };
/// `bbsi s, bit, distance`
pub const BBSI: BitBranch = BitBranch { r: 14 };

/// `beqz s, distance`
pub const BEQZ: ZeroBranch = ZeroBranch { m: 0 };
/// `bnez s, distance`
pub const BNEZ: ZeroBranch = BEQZ.inverse();
/// `bltz s, distance`
pub const BLTZ: ZeroBranch = ZeroBranch { m: 2 };
/// `bgez s, distance`
pub const BGEZ: ZeroBranch = BLTZ.inverse();

/// `add.n r, s, t`
pub const ADD_N: Rrrn = Rrrn { op0: 10 };
/// `addi.n r, s, imm`
pub const ADDI_N: Rrrn = Rrrn { op0: 11 };
/// `mov.n t, s`
pub const MOV_N: Rrrn = Rrrn { op0: 13 };
/// `movi.n s, imm`
pub const MOVI_N: MoviN = MoviN;
/// `l32i.n t, s, offset`
pub const L32I_N: Rrrn = Rrrn { op0: 8 };
/// `s32i.n t, s, offset`
pub const S32I_N: Rrrn = Rrrn { op0: 9 };

/// `ssai bits`: shifts by register will be by so many bits.
pub const fn ssai(bits: u32) -> Option<u32> {
    match unsigned(bits, 5, 0) {
        Some(bits) => Some(rrr(4, 0).bits(4, bits & 0xf, bits >> 4)),
        None => None,
    }
}

/// `nop`
pub const NOP: u32 = rrr(0, 0).bits(2, 0, 15);

/// `ret.n`
pub const RET_N: u16 = MOV_N.bits(15, 0, 0);
/// `retw.n`
pub const RETW_N: u16 = MOV_N.bits(15, 0, 1);
/// `nop.n`
pub const NOP_N: u16 = MOV_N.bits(15, 0, 3);

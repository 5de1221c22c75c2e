//! x86 instructions, of 32 and of 64 bits. Sections are those of the Intel 64 and IA-32 manual, volume 2.
//!
//! ```text
//! instruction := [0x66] [REX] opcode ModRM [SIB] [displacement] [immediate]
//!
//!   7   6   5   4   3   2   1   0           7 6   5 4 3   2 1 0
//! +---------------+---+---+---+---+       +-----+-------+-------+
//! | 0   1   0   0 | W | R | X | B |  REX  | mod |  reg  |  rm   |  ModRM        (2.1.3, 2.2.1.2)
//! +---------------+---+---+---+---+       +-----+-------+-------+
//! W: 64-bit operands    R, B: bit 3 of reg and of rm    X: bit 3 of an index register, which is not used here
//! ```
//! Where there are only registers below 8, the two forms differ in `REX.W` alone.

use super::Code;

/// How many bits a register has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 32, and eight registers.
    Bits32,
    /// 64, and sixteen registers.
    Bits64,
}

/// Conditions, by their number in opcodes (appendix B.1.4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in mnemonics")]
pub enum Condition {
    No = 0x1,
    B = 0x2,
    Ae = 0x3,
    E = 0x4,
    Ne = 0x5,
    Be = 0x6,
    A = 0x7,
    L = 0xc,
    Ge = 0xd,
    Le = 0xe,
    G = 0xf,
}

/// Instructions `op rm, reg` on registers of full width, by their opcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in mnemonics")]
pub enum Binary {
    Add = 0x01,
    Or = 0x09,
    And = 0x21,
    Sub = 0x29,
    Xor = 0x31,
    Cmp = 0x39,
    Test = 0x85,
    Mov = 0x89,
}

/// Instructions `op rm`: their opcode, and the number that stands in `reg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `not`
    Not,
    /// `neg`
    Neg,
    /// `shl rm, cl`
    Shl,
    /// `shr rm, cl`
    Shr,
    /// `sar rm, cl`
    Sar,
}

impl Unary {
    const fn opcode(self) -> (u8, u8) {
        match self {
            Unary::Not => (0xf7, 2),
            Unary::Neg => (0xf7, 3),
            Unary::Shl => (0xd3, 4),
            Unary::Shr => (0xd3, 5),
            Unary::Sar => (0xd3, 7),
        }
    }
}

/// What memory is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Half,
    /// 32 bits.
    Word32,
    /// As many as a register has.
    Full,
}

const MOD_INDIRECT: u8 = 0;
const MOD_DISP8: u8 = 1;
const MOD_DISP32: u8 = 2;
const MOD_REGISTER: u8 = 3;

const SP: u8 = 4;
const BP: u8 = 5;

fn modrm(mode: u8, reg: u8, rm: u8) -> u8 {
    mode << 6 | (reg & 7) << 3 | (rm & 7)
}

/// The prefix, where one is needed: for the width, or for a register from 8 on.
fn rex(code: &mut Code, mode: Mode, is_full: bool, reg: u8, rm: u8) {
    let is_wide = is_full && mode == Mode::Bits64;
    if is_wide || reg >= 8 || rm >= 8 {
        code.push(&[0x40 | u8::from(is_wide) << 3 | (reg >> 3) << 2 | rm >> 3]);
    }
}

fn fits_i8(value: i32) -> bool {
    i8::try_from(value).is_ok()
}

/// ModRM and what follows it for `[base + displacement]` (2.1.5, table 2-2).
fn memory(code: &mut Code, reg: u8, base: u8, displacement: i32) {
    // Without a displacement, this base would mean something else.
    let mode = match displacement {
        0 if base & 7 != BP => MOD_INDIRECT,
        _ if fits_i8(displacement) => MOD_DISP8,
        _ => MOD_DISP32,
    };
    code.push(&[modrm(mode, reg, base)]);
    if base & 7 == SP {
        // SIB without an index.
        code.push(&[0x24]);
    }
    match mode {
        MOD_INDIRECT => {}
        MOD_DISP8 => code.push(&[displacement as u8]),
        _ => code.push(&displacement.to_le_bytes()),
    }
}

/// `op rm, reg`
pub fn binary(code: &mut Code, mode: Mode, op: Binary, rm: u8, reg: u8) {
    rex(code, mode, true, reg, rm);
    code.push(&[op as u8, modrm(MOD_REGISTER, reg, rm)]);
}

/// `op rm`
pub fn unary(code: &mut Code, mode: Mode, op: Unary, rm: u8) {
    let (opcode, number) = op.opcode();
    rex(code, mode, true, 0, rm);
    code.push(&[opcode, modrm(MOD_REGISTER, number, rm)]);
}

/// `imul reg, rm`
pub fn imul(code: &mut Code, mode: Mode, reg: u8, rm: u8) {
    rex(code, mode, true, reg, rm);
    code.push(&[0x0f, 0xaf, modrm(MOD_REGISTER, reg, rm)]);
}

/// `test rm, reg` on the lowest bytes of the first four registers; in 64-bit code of the first eight, of which the
/// upper four would need a prefix.
pub fn test_byte(code: &mut Code, rm: u8, reg: u8) {
    code.push(&[0x84, modrm(MOD_REGISTER, reg, rm)]);
}

/// `bt rm, bit` on the lower 32 bits: the bit goes to the carry.
pub fn test_bit(code: &mut Code, rm: u8, bit: u8) {
    rex(code, Mode::Bits32, false, 0, rm);
    code.push(&[0x0f, 0xba, modrm(MOD_REGISTER, 4, rm), bit]);
}

/// `set<condition> rm`, the lowest byte of one of the first four registers.
pub fn set(code: &mut Code, condition: Condition, rm: u8) {
    code.push(&[0x0f, 0x90 | condition as u8, modrm(MOD_REGISTER, 0, rm)]);
}

/// `add rm, immediate`, in the short form if it fits.
pub fn add_immediate(code: &mut Code, mode: Mode, rm: u8, immediate: i32) {
    group1(code, mode, 0, rm, immediate);
}

/// `add rm, immediate`, in the long form.
pub fn add_immediate32(code: &mut Code, mode: Mode, rm: u8, immediate: i32) {
    rex(code, mode, true, 0, rm);
    code.push(&[0x81, modrm(MOD_REGISTER, 0, rm)]);
    code.push(&immediate.to_le_bytes());
}

/// `sub rm, immediate`, in the short form if it fits.
pub fn sub_immediate(code: &mut Code, mode: Mode, rm: u8, immediate: i32) {
    group1(code, mode, 5, rm, immediate);
}

fn group1(code: &mut Code, mode: Mode, number: u8, rm: u8, immediate: i32) {
    rex(code, mode, true, 0, rm);
    if fits_i8(immediate) {
        code.push(&[0x83, modrm(MOD_REGISTER, number, rm), immediate as u8]);
    } else {
        code.push(&[0x81, modrm(MOD_REGISTER, number, rm)]);
        code.push(&immediate.to_le_bytes());
    }
}

/// `op rm, immediate` of those operations that have such a form (`add` to `cmp`), in the short form if it fits.
pub fn binary_immediate(code: &mut Code, mode: Mode, op: Binary, rm: u8, immediate: i32) {
    group1(code, mode, op as u8 >> 3, rm, immediate);
}

/// `op rm, bits` of a shift.
pub fn shift_immediate(code: &mut Code, mode: Mode, op: Unary, rm: u8, bits: u8) {
    let (_, number) = op.opcode();
    rex(code, mode, true, 0, rm);
    code.push(&[0xc1, modrm(MOD_REGISTER, number, rm), bits]);
}

/// `push reg`
pub fn push(code: &mut Code, reg: u8) {
    rex(code, Mode::Bits32, false, 0, reg);
    code.push(&[0x50 | (reg & 7)]);
}

/// `pop reg`
pub fn pop(code: &mut Code, reg: u8) {
    rex(code, Mode::Bits32, false, 0, reg);
    code.push(&[0x58 | (reg & 7)]);
}

/// `ret`
pub fn ret(code: &mut Code) {
    code.push(&[0xc3]);
}

/// `mov reg, immediate` of 32 bits; the others of the register become zero.
pub fn mov_immediate32(code: &mut Code, reg: u8, immediate: u32) {
    rex(code, Mode::Bits32, false, 0, reg);
    code.push(&[0xb8 | (reg & 7)]);
    code.push(&immediate.to_le_bytes());
}

/// `mov reg, immediate` of 64 bits.
pub fn mov_immediate64(code: &mut Code, reg: u8, immediate: u64) {
    rex(code, Mode::Bits64, true, 0, reg);
    code.push(&[0xb8 | (reg & 7)]);
    code.push(&immediate.to_le_bytes());
}

/// `mov [base + displacement], reg`. A byte is stored from one of the first four registers.
pub fn store(code: &mut Code, mode: Mode, size: Size, reg: u8, base: u8, displacement: i32) {
    if size == Size::Half {
        code.push(&[0x66]);
    }
    rex(code, mode, size == Size::Full, reg, base);
    code.push(&[if size == Size::Byte { 0x88 } else { 0x89 }]);
    memory(code, reg, base, displacement);
}

/// `mov reg, [base + displacement]`, or `movzx` of what is shorter than 32 bits.
pub fn load(code: &mut Code, mode: Mode, size: Size, reg: u8, base: u8, displacement: i32) {
    rex(code, mode, size == Size::Full, reg, base);
    match size {
        Size::Byte => code.push(&[0x0f, 0xb6]),
        Size::Half => code.push(&[0x0f, 0xb7]),
        Size::Word32 | Size::Full => code.push(&[0x8b]),
    }
    memory(code, reg, base, displacement);
}

/// `lea reg, [base + displacement]`
pub fn lea(code: &mut Code, mode: Mode, reg: u8, base: u8, displacement: i32) {
    rex(code, mode, true, reg, base);
    code.push(&[0x8d]);
    memory(code, reg, base, displacement);
}

/// `lea reg, [rip + displacement]` (2.2.1.6)
pub fn lea_rip(code: &mut Code, reg: u8, displacement: i32) {
    rex(code, Mode::Bits64, true, reg, 0);
    code.push(&[0x8d, modrm(MOD_INDIRECT, reg, BP)]);
    code.push(&displacement.to_le_bytes());
}

/// `jmp reg`
pub fn jmp_register(code: &mut Code, reg: u8) {
    rex(code, Mode::Bits32, false, 0, reg);
    code.push(&[0xff, modrm(MOD_REGISTER, 4, reg)]);
}

/// `call reg`
pub fn call_register(code: &mut Code, reg: u8) {
    rex(code, Mode::Bits32, false, 0, reg);
    code.push(&[0xff, modrm(MOD_REGISTER, 2, reg)]);
}

/// `call` over a distance from its end.
pub fn call(code: &mut Code, distance: i32) {
    code.push(&[0xe8]);
    code.push(&distance.to_le_bytes());
}

/// `jmp` over a distance from its end.
pub fn jmp8(code: &mut Code, distance: i8) {
    code.push(&[0xeb, distance as u8]);
}

/// `jmp` over a distance from its end.
pub fn jmp32(code: &mut Code, distance: i32) {
    code.push(&[0xe9]);
    code.push(&distance.to_le_bytes());
}

/// `j<condition>` over a distance from its end.
pub fn jcc8(code: &mut Code, condition: Condition, distance: i8) {
    code.push(&[0x70 | condition as u8, distance as u8]);
}

/// `j<condition>` over a distance from its end.
pub fn jcc32(code: &mut Code, condition: Condition, distance: i32) {
    code.push(&[0x0f, 0x80 | condition as u8]);
    code.push(&distance.to_le_bytes());
}

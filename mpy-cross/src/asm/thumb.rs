//! Encodings of Thumb: the 16-bit instructions that every Cortex-M has, and the 32-bit ones of ARMv7-M.
//!
//! One function a format. Sections are those of the ARMv7-M Architecture Reference Manual, DDI 0403E. Registers and
//! numbers that do not fit a field have no value of the field's type. Floating point is in [`vfp`].

pub mod vfp;

use super::Code;
use super::field::{Signed, Unsigned};

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reg(u8);

/// A register that three bits can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Low(u8);

#[expect(missing_docs, reason = "each is the register of its name")]
impl Low {
    pub const R0: Low = Low(0);
    pub const R1: Low = Low(1);
    pub const R2: Low = Low(2);
    pub const R3: Low = Low(3);
    pub const R4: Low = Low(4);
    pub const R5: Low = Low(5);
    pub const R6: Low = Low(6);
    pub const R7: Low = Low(7);
}

impl Low {
    /// The register with a number, if it is below 8.
    pub const fn new(number: u8) -> Option<Low> {
        if number < 8 { Some(Low(number)) } else { None }
    }

    const fn bits(self) -> u16 {
        self.0 as u16
    }

    /// Its bit in a list of registers.
    pub const fn mask(self) -> u16 {
        1 << self.0
    }
}

impl Reg {
    /// The stack pointer.
    pub const SP: Reg = Reg(13);
    /// The address to return to.
    pub const LR: Reg = Reg(14);
    /// The program counter, which reads as the address of the instruction plus 4.
    pub const PC: Reg = Reg(15);

    /// A low one.
    pub const R4: Reg = Reg(4);
    /// The last of the low ones.
    pub const R7: Reg = Reg(7);
    /// The first register that only some Thumb instructions can name.
    pub const R8: Reg = Reg(8);

    /// The register with a number, if it is below 16.
    pub const fn new(number: u8) -> Option<Reg> {
        if number < 16 { Some(Reg(number)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The same register where only the low ones can be named.
    pub const fn low(self) -> Option<Low> {
        Low::new(self.0)
    }

    const fn bits(self) -> u16 {
        self.0 as u16
    }

    /// Its bit in a list of registers.
    pub const fn mask(self) -> u16 {
        1 << self.0
    }
}

impl From<Low> for Reg {
    fn from(low: Low) -> Reg {
        Reg(low.0)
    }
}

/// An instruction of 32 bits: two halves, the first one at the lower address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide(pub u16, pub u16);

/// Appends a 16-bit instruction.
pub fn push_narrow(code: &mut Code, instruction: u16) {
    code.push(&instruction.to_le_bytes());
}

/// Appends a 32-bit instruction.
pub fn push_wide(code: &mut Code, Wide(first, second): Wide) {
    push_narrow(code, first);
    push_narrow(code, second);
}

/// Conditions, A7.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the condition of its name")]
pub enum Condition {
    Eq = 0,
    Ne = 1,
    Cs = 2,
    Cc = 3,
    Mi = 4,
    Pl = 5,
    Vs = 6,
    Vc = 7,
    Hi = 8,
    Ls = 9,
    Ge = 10,
    Lt = 11,
    Gt = 12,
    Le = 13,
}

impl Condition {
    /// All of them, by number.
    pub const ALL: [Condition; 14] = [
        Condition::Eq,
        Condition::Ne,
        Condition::Cs,
        Condition::Cc,
        Condition::Mi,
        Condition::Pl,
        Condition::Vs,
        Condition::Vc,
        Condition::Hi,
        Condition::Ls,
        Condition::Ge,
        Condition::Lt,
        Condition::Gt,
        Condition::Le,
    ];

    /// Its name, as assemblers write it.
    pub const fn name(self) -> &'static str {
        match self {
            Condition::Eq => "eq",
            Condition::Ne => "ne",
            Condition::Cs => "cs",
            Condition::Cc => "cc",
            Condition::Mi => "mi",
            Condition::Pl => "pl",
            Condition::Vs => "vs",
            Condition::Vc => "vc",
            Condition::Hi => "hi",
            Condition::Ls => "ls",
            Condition::Ge => "ge",
            Condition::Lt => "lt",
            Condition::Gt => "gt",
            Condition::Le => "le",
        }
    }

    /// The condition with a name.
    pub fn from_name(name: &str) -> Option<Condition> {
        Condition::ALL.into_iter().find(|condition| condition.name() == name)
    }

    /// What is true when this is not.
    pub const fn inverse(self) -> Condition {
        Condition::ALL[self as usize ^ 1]
    }

    const fn bits(self) -> u16 {
        self as u16
    }
}

/// Shifts by a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Shift {
    Lsl = 0,
    Lsr = 1,
    Asr = 2,
}

/// ```text
/// 0 0 0 op imm5 Rm Rd       A5.2.1: lsls, lsrs, asrs Rd, Rm, #imm5
/// ```
/// For `lsrs` and `asrs` 0 stands for 32.
pub fn shift_immediate(op: Shift, d: Low, m: Low, amount: Unsigned<5>) -> u16 {
    (op as u16) << 11 | (amount.bits() as u16) << 6 | m.bits() << 3 | d.bits()
}

/// Addition or subtraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum AddSub {
    Add = 0,
    Sub = 1,
}

/// ```text
/// 0 0 0 1 1 0 S Rm Rn Rd    A5.2.1: adds, subs Rd, Rn, Rm
/// ```
pub fn add_sub(op: AddSub, d: Low, n: Low, m: Low) -> u16 {
    0x1800 | (op as u16) << 9 | m.bits() << 6 | n.bits() << 3 | d.bits()
}

/// ```text
/// 0 0 0 1 1 1 S imm3 Rn Rd  A5.2.1: adds, subs Rd, Rn, #imm3
/// ```
pub fn add_sub_small(op: AddSub, d: Low, n: Low, value: Unsigned<3>) -> u16 {
    0x1c00 | (op as u16) << 9 | (value.bits() as u16) << 6 | n.bits() << 3 | d.bits()
}

/// Operations with a constant of eight bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Immediate {
    Mov = 0,
    Cmp = 1,
    Add = 2,
    Sub = 3,
}

/// ```text
/// 0 0 1 op Rdn imm8         A5.2.1: movs, cmp, adds, subs Rdn, #imm8
/// ```
pub fn immediate(op: Immediate, dn: Low, value: u8) -> u16 {
    0x2000 | (op as u16) << 11 | dn.bits() << 8 | u16::from(value)
}

/// Operations on two low registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name; neg is rsbs with 0")]
pub enum DataProcessing {
    And = 0,
    Eor = 1,
    Lsl = 2,
    Lsr = 3,
    Asr = 4,
    Adc = 5,
    Sbc = 6,
    Ror = 7,
    Tst = 8,
    Neg = 9,
    Cmp = 10,
    Cmn = 11,
    Orr = 12,
    Mul = 13,
    Bic = 14,
    Mvn = 15,
}

/// ```text
/// 0 1 0 0 0 0 op:4 Rm Rdn   A5.2.2: ands … mvns Rdn, Rm
/// ```
pub fn data_processing(op: DataProcessing, dn: Low, m: Low) -> u16 {
    0x4000 | (op as u16) << 6 | m.bits() << 3 | dn.bits()
}

/// Operations on any registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum SpecialData {
    Add = 0,
    Mov = 2,
}

/// ```text
/// 0 1 0 0 0 1 op D Rm:4 Rd:3    A5.2.3: add, mov Rd, Rm
/// ```
pub fn special_data(op: SpecialData, d: Reg, m: Reg) -> u16 {
    0x4400 | (op as u16) << 8 | (d.bits() & 8) << 4 | m.bits() << 3 | d.bits() & 7
}

/// ```text
/// 0 1 0 0 0 1 1 1 L Rm:4 0 0 0  A5.2.3: bx, blx Rm
/// ```
pub fn branch_exchange(links: bool, m: Reg) -> u16 {
    0x4700 | u16::from(links) << 7 | m.bits() << 3
}

/// ```text
/// 0 1 0 0 1 Rt imm8         A5.2: ldr Rt, [pc, #imm8 * 4]
/// ```
/// The address is counted from the program counter with its lowest two bits zero.
pub fn load_literal(t: Low, words: u8) -> u16 {
    0x4800 | t.bits() << 8 | u16::from(words)
}

/// Loads and stores with a register as offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Indexed {
    Str = 0,
    Strh = 1,
    Strb = 2,
    Ldrsb = 3,
    Ldr = 4,
    Ldrh = 5,
    Ldrb = 6,
    Ldrsh = 7,
}

/// ```text
/// 0 1 0 1 op Rm Rn Rt       A5.2.4: str … ldrsh Rt, [Rn, Rm]
/// ```
pub fn indexed(op: Indexed, t: Low, n: Low, m: Low) -> u16 {
    0x5000 | (op as u16) << 9 | m.bits() << 6 | n.bits() << 3 | t.bits()
}

/// Loads and stores with a constant as offset, in units of what is accessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Offset {
    Str,
    Ldr,
    Strb,
    Ldrb,
    Strh,
    Ldrh,
}

/// ```text
/// 0 1 1 0 L imm5 Rn Rt      A5.2.4: str, ldr Rt, [Rn, #imm5 * 4]
/// 0 1 1 1 L imm5 Rn Rt              strb, ldrb Rt, [Rn, #imm5]
/// 1 0 0 0 L imm5 Rn Rt              strh, ldrh Rt, [Rn, #imm5 * 2]
/// ```
pub fn offset(op: Offset, t: Low, n: Low, units: Unsigned<5>) -> u16 {
    let op = match op {
        Offset::Str => 0b01100,
        Offset::Ldr => 0b01101,
        Offset::Strb => 0b01110,
        Offset::Ldrb => 0b01111,
        Offset::Strh => 0b10000,
        Offset::Ldrh => 0b10001,
    };
    op << 11 | (units.bits() as u16) << 6 | n.bits() << 3 | t.bits()
}

/// ```text
/// 1 0 0 1 L Rt imm8         A5.2.4: str, ldr Rt, [sp, #imm8 * 4]
/// ```
pub fn stack_offset(loads: bool, t: Low, words: u8) -> u16 {
    0x9000 | u16::from(loads) << 11 | t.bits() << 8 | u16::from(words)
}

/// ```text
/// 1 0 1 0 1 Rd imm8         A5.2: add Rd, sp, #imm8 * 4
/// ```
pub fn stack_address(d: Low, words: u8) -> u16 {
    0xa800 | d.bits() << 8 | u16::from(words)
}

/// ```text
/// 1 0 1 1 0 0 0 0 S imm7    A5.2.5: add, sub sp, #imm7 * 4
/// ```
pub fn adjust_stack(op: AddSub, words: Unsigned<7>) -> u16 {
    0xb000 | (op as u16) << 7 | words.bits() as u16
}

/// Extensions of the lower part of a register to all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Extend {
    Sxth = 0,
    Sxtb = 1,
    Uxth = 2,
    Uxtb = 3,
}

/// ```text
/// 1 0 1 1 0 0 1 0 op Rm Rd  A5.2.5: sxth, sxtb, uxth, uxtb Rd, Rm
/// ```
pub fn extend(op: Extend, d: Low, m: Low) -> u16 {
    0xb200 | (op as u16) << 6 | m.bits() << 3 | d.bits()
}

/// ```text
/// 1 0 1 1 0 1 0 M list:8    A5.2.5: push {list}, M: lr too
/// ```
pub fn push(list: u8, with_lr: bool) -> u16 {
    0xb400 | u16::from(with_lr) << 8 | u16::from(list)
}

/// ```text
/// 1 0 1 1 1 1 0 P list:8    A5.2.5: pop {list}, P: pc too
/// ```
pub fn pop(list: u8, with_pc: bool) -> u16 {
    0xbc00 | u16::from(with_pc) << 8 | u16::from(list)
}

/// ```text
/// 1 0 1 1 0 1 1 0 0 1 1 im 0 A I F   B4.2: cpsie, cpsid i
/// ```
pub fn change_interrupts(disables: bool) -> u16 {
    0xb662 | u16::from(disables) << 4
}

/// Instructions that some processors do nothing for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Hint {
    Nop = 0,
    Wfi = 3,
}

/// ```text
/// 1 0 1 1 1 1 1 1 op:4 0 0 0 0   A5.2.5: nop, wfi
/// ```
pub fn hint(op: Hint) -> u16 {
    0xbf00 | (op as u16) << 4
}

/// ```text
/// 1 0 1 1 1 1 1 1 cond mask      A5.2.5: it{x{y{z}}} cond
/// ```
/// The mask has a bit for each further instruction, the lowest one of the condition for `t` and its inverse for `e`, from
/// the top; then a one, then zeros.
pub fn if_then(condition: Condition, mask: Unsigned<4>) -> u16 {
    0xbf00 | condition.bits() << 4 | mask.bits() as u16
}

/// ```text
/// 1 1 0 1 cond imm8         A5.2.6: b<cond> pc + imm8 * 2
/// ```
pub fn branch_if(condition: Condition, halves: Signed<8>) -> u16 {
    0xd000 | condition.bits() << 8 | halves.bits() as u16
}

/// ```text
/// 1 1 1 0 0 imm11           A5.2: b pc + imm11 * 2
/// ```
pub fn branch(halves: Signed<11>) -> u16 {
    0xe000 | halves.bits() as u16
}

/// Which half of a register is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveWide {
    /// The lower one, `movw`; the upper one becomes 0.
    Low = 0,
    /// The upper one, `movt`.
    High = 1,
}

/// ```text
/// 1 1 1 1 0 i 1 0 T 1 0 0 imm4 | 0 imm3 Rd imm8   A5.3.3: movw, movt Rd, #imm4:i:imm3:imm8
/// ```
pub fn move_wide(half: MoveWide, d: Reg, value: u16) -> Wide {
    let (first, second) = split_immediate(value);
    Wide(0xf240 | (half as u16) << 7 | first | value >> 12, second | d.bits() << 8)
}

/// Where `i:imm3:imm8` goes in the two halves.
fn split_immediate(value: u16) -> (u16, u16) {
    ((value & 0x800) >> 1, (value & 0x700) << 4 | value & 0xff)
}

/// ```text
/// 1 1 1 1 0 i 1 0 0 0 0 0 Rn | 0 imm3 Rd imm8     A5.3.3: addw Rd, Rn, #i:imm3:imm8
/// 1 1 1 1 0 i 1 0 1 0 1 0 Rn | 0 imm3 Rd imm8             subw
/// ```
pub fn add_sub_wide(op: AddSub, d: Reg, n: Reg, value: Unsigned<12>) -> Wide {
    let (first, second) = split_immediate(value.bits() as u16);
    let op = match op {
        AddSub::Add => 0xf200,
        AddSub::Sub => 0xf2a0,
    };
    Wide(op | first | n.bits(), second | d.bits() << 8)
}

/// Operations on the bits of a register and a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Logical {
    And = 0,
    Orr = 2,
    Eor = 4,
}

/// A constant as `i:imm3:imm8`, A5.3.2: a byte, or eight bits that start with a 1 and are rotated to the right by 8 to 31.
pub fn modified_immediate(value: u32) -> Option<Unsigned<12>> {
    let rotated = (8..32).find_map(|by| {
        let bits = value.rotate_left(by);
        (0x80..0x100).contains(&bits).then_some(by << 7 | bits & 0x7f)
    });
    Unsigned::new(if value < 0x100 { value } else { rotated? })
}

/// ```text
/// 1 1 1 1 0 i 0 op:4 0 Rn | 0 imm3 Rd imm8        A5.3.1: and, orr, eor Rd, Rn, #constant
/// ```
pub fn logical_immediate(op: Logical, d: Reg, n: Reg, constant: Unsigned<12>) -> Wide {
    let (first, second) = split_immediate(constant.bits() as u16);
    Wide(0xf000 | first | (op as u16) << 5 | n.bits(), second | d.bits() << 8)
}

/// ```text
/// 1 1 1 1 0 S cond imm6 | 1 0 J1 0 J2 imm11    A5.3.4: b<cond>.w pc + S:J2:J1:imm6:imm11 * 2
/// ```
pub fn branch_if_wide(condition: Condition, halves: Signed<20>) -> Wide {
    let halves = halves.bits();
    let (s, j2, j1) = (bit(halves, 19), bit(halves, 18), bit(halves, 17));
    let imm6 = (halves >> 11) as u16 & 0x3f;
    let imm11 = halves as u16 & 0x7ff;
    Wide(0xf000 | s << 10 | condition.bits() << 6 | imm6, 0x8000 | j1 << 13 | j2 << 11 | imm11)
}

/// ```text
/// 1 1 1 1 0 S imm10 | 1 L J1 1 J2 imm11    A5.3.4: b.w, bl pc + S:I1:I2:imm10:imm11 * 2, J = ~(I ^ S)
/// ```
pub fn branch_wide(links: bool, halves: Signed<24>) -> Wide {
    let halves = halves.bits();
    let (s, i1, i2) = (bit(halves, 23), bit(halves, 22), bit(halves, 21));
    let (j1, j2) = (1 ^ i1 ^ s, 1 ^ i2 ^ s);
    let imm10 = (halves >> 11) as u16 & 0x3ff;
    let imm11 = halves as u16 & 0x7ff;
    Wide(0xf000 | s << 10 | imm10, 0x9000 | u16::from(links) << 14 | j1 << 13 | j2 << 11 | imm11)
}

fn bit(value: u32, n: u32) -> u16 {
    (value >> n & 1) as u16
}

/// ```text
/// 1 1 1 1 0 0 1 1 1 1 1 0 1 1 1 1 | 1 0 0 0 Rd SYSm    B5.2.2: mrs Rd, special
/// ```
pub fn load_special(d: Reg, special: u8) -> Wide {
    Wide(0xf3ef, 0x8000 | d.bits() << 8 | u16::from(special))
}

/// Operations on the bits of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Bits {
    Clz,
    Rbit,
}

/// ```text
/// 1 1 1 1 1 0 1 0 1 0 op:2 Rm | 1 1 1 1 Rd 1 0 op:2 Rm    A5.3.15: clz, rbit Rd, Rm
/// ```
pub fn bits(op: Bits, d: Reg, m: Reg) -> Wide {
    let (first, second) = match op {
        Bits::Clz => (0xfab0, 0xf080),
        Bits::Rbit => (0xfa90, 0xf0a0),
    };
    Wide(first | m.bits(), second | d.bits() << 8 | m.bits())
}

/// ```text
/// 1 1 1 1 1 0 1 1 1 0 U 1 Rn | 1 1 1 1 Rd 1 1 1 1 Rm    A5.3.17: sdiv, udiv Rd, Rn, Rm
/// ```
pub fn divide(is_signed: bool, d: Reg, n: Reg, m: Reg) -> Wide {
    Wide(0xfb90 | u16::from(!is_signed) << 5 | n.bits(), 0xf0f0 | d.bits() << 8 | m.bits())
}

/// ```text
/// 1 1 1 0 1 0 0 0 0 1 0 1 Rn | Rt 1 1 1 1 imm8    A5.3.6: ldrex Rt, [Rn, #imm8 * 4]
/// ```
pub fn load_exclusive(t: Reg, n: Reg, words: u8) -> Wide {
    Wide(0xe850 | n.bits(), t.bits() << 12 | 0x0f00 | u16::from(words))
}

/// ```text
/// 1 1 1 0 1 0 0 0 0 1 0 0 Rn | Rt Rd imm8         A5.3.6: strex Rd, Rt, [Rn, #imm8 * 4]
/// ```
pub fn store_exclusive(d: Reg, t: Reg, n: Reg, words: u8) -> Wide {
    Wide(0xe840 | n.bits(), t.bits() << 12 | d.bits() << 8 | u16::from(words))
}

/// ```text
/// 1 1 1 1 1 0 0 0 1 size L Rn | Rt imm12    A5.3.7 to A5.3.10: str, ldr, … Rt, [Rn, #imm12]
/// ```
/// The offset is in bytes, whatever is accessed.
pub fn offset_wide(op: Offset, t: Reg, n: Reg, bytes: Unsigned<12>) -> Wide {
    let op = match op {
        Offset::Strb => 0b000,
        Offset::Ldrb => 0b001,
        Offset::Strh => 0b010,
        Offset::Ldrh => 0b011,
        Offset::Str => 0b100,
        Offset::Ldr => 0b101,
    };
    Wide(0xf880 | op << 4 | n.bits(), t.bits() << 12 | bytes.bits() as u16)
}

/// ```text
/// 1 1 1 0 1 0 0 1 0 0 1 0 1 1 0 1 | list:16    A5.3.5: push.w {list}
/// ```
pub fn push_any(list: u16) -> Wide {
    Wide(0xe92d, list)
}

/// ```text
/// 1 1 1 0 1 0 0 0 1 0 1 1 1 1 0 1 | list:16    A5.3.5: pop.w {list}
/// ```
pub fn pop_any(list: u16) -> Wide {
    Wide(0xe8bd, list)
}

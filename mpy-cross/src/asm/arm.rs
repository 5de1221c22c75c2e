//! Encodings of Arm's 32-bit instruction set, as far as compiled code for ARMv6 uses it.
//!
//! One function a format. Sections are those of the ARMv7-A Architecture Reference Manual, DDI 0406C, whose encodings
//! A1 are those of ARMv6. Registers and numbers that do not fit a field have no value of the field's type.

use super::Code;
use super::field::{Signed, Unsigned};
use super::thumb::{self, Reg};

/// When an instruction is executed, A8.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// If a comparison before it came out so.
    If(thumb::Condition),
    /// Always.
    Always,
}

impl Condition {
    const fn bits(self) -> u32 {
        match self {
            Condition::If(condition) => (condition as u32) << 28,
            Condition::Always => 0xe << 28,
        }
    }
}

/// Appends an instruction.
pub fn push(code: &mut Code, instruction: u32) {
    code.push(&instruction.to_le_bytes());
}

/// Data-processing operations, A5.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Op {
    And = 0,
    Eor = 1,
    Sub = 2,
    Rsb = 3,
    Add = 4,
    /// Sets the flags and has no result.
    Tst = 8,
    /// Sets the flags and has no result.
    Cmp = 10,
    Orr = 12,
    /// Has no first operand.
    Mov = 13,
    /// Has no first operand.
    Mvn = 15,
}

impl Op {
    /// The operation with its bit for setting flags, and the registers it has of those that are named.
    fn bits(self, d: Reg, n: Reg) -> u32 {
        let (d, n) = (field(d, 12), field(n, 16));
        (self as u32) << 21
            | match self {
                Op::And | Op::Eor | Op::Sub | Op::Rsb | Op::Add | Op::Orr => d | n,
                Op::Tst | Op::Cmp => n | 1 << 20,
                Op::Mov | Op::Mvn => d,
            }
    }
}

fn field(reg: Reg, at: u32) -> u32 {
    u32::from(reg.number()) << at
}

/// ```text
/// cond 0 0 0 op:4 S Rn Rd 0 0 0 0 0 0 0 0 Rm    A5.2.1: and … mvn Rd, Rn, Rm
/// ```
pub fn registers(condition: Condition, op: Op, d: Reg, n: Reg, m: Reg) -> u32 {
    condition.bits() | op.bits(d, n) | field(m, 0)
}

/// ```text
/// cond 0 0 1 op:4 S Rn Rd 0 0 0 0 imm8          A5.2.3: and … mvn Rd, Rn, #imm8
/// ```
/// The four zeros are how far the number is rotated.
pub fn immediate(condition: Condition, op: Op, d: Reg, n: Reg, value: u8) -> u32 {
    condition.bits() | 1 << 25 | op.bits(d, n) | u32::from(value)
}

/// The same data-processing instruction, setting the flags.
pub fn setting_flags(instruction: u32) -> u32 {
    instruction | 1 << 20
}

/// Shifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Shift {
    Lsl = 0,
    Lsr = 1,
    Asr = 2,
}

/// ```text
/// cond 0 0 0 1 1 0 1 0 0 0 0 0 Rd Rs 0 type:2 1 Rm    A5.2.2: lsl, lsr, asr Rd, Rm, Rs
/// ```
pub fn shift(op: Shift, d: Reg, m: Reg, amount: Reg) -> u32 {
    Condition::Always.bits() | 0x01a0_0010 | field(d, 12) | field(amount, 8) | (op as u32) << 5 | field(m, 0)
}

/// ```text
/// cond 0 0 0 1 1 0 1 0 0 0 0 0 Rd imm5 type:2 0 Rm    A5.2.1: lsl, lsr, asr Rd, Rm, #imm5
/// ```
/// The amount is not 0, which means something else.
pub fn shift_immediate(op: Shift, d: Reg, m: Reg, amount: Unsigned<5>) -> u32 {
    Condition::Always.bits() | 0x01a0_0000 | field(d, 12) | amount.bits() << 7 | (op as u32) << 5 | field(m, 0)
}

/// ```text
/// cond 0 0 0 0 0 0 0 0 Rd 0 0 0 0 Rm 1 0 0 1 Rn       A5.2.5: mul Rd, Rn, Rm
/// ```
/// Before ARMv6 `Rd` and `Rn` had to differ.
pub fn multiply(d: Reg, n: Reg, m: Reg) -> u32 {
    Condition::Always.bits() | 0x0000_0090 | field(d, 16) | field(m, 8) | field(n, 0)
}

/// Whether memory is written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Transfer {
    Store = 0,
    Load = 1,
}

/// ```text
/// cond 0 1 0 1 1 B 0 L Rn Rt imm12    A5.3: str, ldr, strb, ldrb Rt, [Rn, #imm12]
/// ```
pub fn offset(op: Transfer, is_byte: bool, t: Reg, n: Reg, bytes: Unsigned<12>) -> u32 {
    transfer(op, is_byte, t, n) | 0x0500_0000 | bytes.bits()
}

/// ```text
/// cond 0 1 1 1 1 B 0 L Rn Rt imm5 0 0 0 Rm    A5.3: str, ldr, strb, ldrb Rt, [Rn, Rm, lsl #imm5]
/// ```
pub fn indexed(op: Transfer, is_byte: bool, t: Reg, n: Reg, m: Reg, shift: Unsigned<5>) -> u32 {
    transfer(op, is_byte, t, n) | 0x0700_0000 | shift.bits() << 7 | field(m, 0)
}

/// What the two have in common: the offset is added.
fn transfer(op: Transfer, is_byte: bool, t: Reg, n: Reg) -> u32 {
    let bits = 1 << 23 | u32::from(is_byte) << 22 | (op as u32) << 20;
    Condition::Always.bits() | bits | field(n, 16) | field(t, 12)
}

/// ```text
/// cond 0 0 0 1 1 1 0 L Rn Rt imm4H 1 0 1 1 imm4L    A5.2.8: strh, ldrh Rt, [Rn, #imm4H:imm4L]
/// ```
pub fn offset_half(op: Transfer, t: Reg, n: Reg, bytes: u8) -> u32 {
    let bytes = u32::from(bytes);
    half(op, t, n) | 1 << 22 | (bytes >> 4) << 8 | bytes & 0xf
}

/// ```text
/// cond 0 0 0 1 1 0 0 L Rn Rt 0 0 0 0 1 0 1 1 Rm     A5.2.8: strh, ldrh Rt, [Rn, Rm]
/// ```
pub fn indexed_half(op: Transfer, t: Reg, n: Reg, m: Reg) -> u32 {
    half(op, t, n) | field(m, 0)
}

/// What the two have in common.
fn half(op: Transfer, t: Reg, n: Reg) -> u32 {
    Condition::Always.bits() | 0x0180_00b0 | (op as u32) << 20 | field(n, 16) | field(t, 12)
}

/// ```text
/// cond 1 0 0 1 0 0 1 0 1 1 0 1 list:16    A5.5: push {list}
/// ```
pub fn push_list(list: u16) -> u32 {
    Condition::Always.bits() | 0x092d_0000 | u32::from(list)
}

/// ```text
/// cond 1 0 0 0 1 0 1 1 1 1 0 1 list:16    A5.5: pop {list}
/// ```
pub fn pop_list(list: u16) -> u32 {
    Condition::Always.bits() | 0x08bd_0000 | u32::from(list)
}

/// ```text
/// cond 1 0 1 0 imm24                      A5.5: b<cond> pc + imm24 * 4
/// ```
/// The program counter is 8 ahead.
pub fn branch(condition: Condition, words: Signed<24>) -> u32 {
    condition.bits() | 0x0a00_0000 | words.bits()
}

/// ```text
/// cond 0 0 0 1 0 0 1 0 1 1 1 1 1 1 1 1 1 1 1 1 0 0 L 1 Rm    A5.2.12: bx, blx Rm
/// ```
pub fn branch_exchange(links: bool, m: Reg) -> u32 {
    Condition::Always.bits() | 0x012f_ff10 | u32::from(links) << 5 | field(m, 0)
}

/// Appends what calls the rest of the function in Thumb state, for a function that is entered in this one.
///
/// ```text
/// push {r4, lr}   add lr, pc, #9   blx lr   pop {r4, lr}   bx lr
/// ```
pub fn push_call_of_thumb(code: &mut Code) {
    let saved = Reg::R4.mask() | Reg::LR.mask();
    push(code, push_list(saved));
    // Two instructions behind what the program counter reads as, and in the other state.
    push(code, immediate(Condition::Always, Op::Add, Reg::LR, Reg::PC, 9));
    push(code, branch_exchange(true, Reg::LR));
    push(code, pop_list(saved));
    push(code, branch_exchange(false, Reg::LR));
}

//! Encodings of floating-point instructions of single precision (FPv4-SP).
//!
//! A register's number is in two fields: four bits, and a lowest bit elsewhere. In the drawings `D:Vd`, `N:Vn` and `M:Vm`
//! are the two, with the lowest bit named first.

use super::super::field::Unsigned;
use super::{Reg, Wide};

/// A register of single precision, `s0` to `s31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Single(u8);

impl Single {
    /// The first one.
    pub const S0: Single = Single(0);

    /// The register with a number, if it is below 32.
    pub const fn new(number: u8) -> Option<Single> {
        if number < 32 { Some(Single(number)) } else { None }
    }

    const fn high(self) -> u16 {
        self.0 as u16 >> 1
    }

    const fn low(self) -> u16 {
        self.0 as u16 & 1
    }
}

/// Operations on two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Binary {
    Add,
    Sub,
    Mul,
    Div,
}

/// ```text
/// 1 1 1 0 1 1 1 0 op D op:2 Vn | Vd 1 0 1 0 N op M 0 Vm    A6.4: vadd, vsub, vmul, vdiv.f32 Sd, Sn, Sm
/// ```
pub fn binary(op: Binary, d: Single, n: Single, m: Single) -> Wide {
    let (first, second) = match op {
        Binary::Add => (0xee30, 0x0a00),
        Binary::Sub => (0xee30, 0x0a40),
        Binary::Mul => (0xee20, 0x0a00),
        Binary::Div => (0xee80, 0x0a00),
    };
    Wide(first | d.low() << 6 | n.high(), second | d.high() << 12 | n.low() << 7 | m.low() << 5 | m.high())
}

/// Operations on one register, and comparison with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `vcmpe.f32`, which compares and traps a quiet not-a-number.
    Compare,
    /// `vsqrt.f32`
    Sqrt,
    /// `vneg.f32`
    Neg,
    /// `vcvt.f32.s32`
    FromInt,
    /// `vcvt.s32.f32`, rounding towards zero.
    ToInt,
}

/// ```text
/// 1 1 1 0 1 1 1 0 1 D 1 1 op:4 | Vd 1 0 1 0 op 1 M 0 Vm    A6.4: vcmpe, vsqrt, vneg, vcvt Sd, Sm
/// ```
pub fn unary(op: Unary, d: Single, m: Single) -> Wide {
    let (first, second) = match op {
        Unary::Compare => (0xeeb4, 0x0ac0),
        Unary::Sqrt => (0xeeb1, 0x0ac0),
        Unary::Neg => (0xeeb1, 0x0a40),
        Unary::FromInt => (0xeeb8, 0x0ac0),
        Unary::ToInt => (0xeebd, 0x0ac0),
    };
    Wide(first | d.low() << 6, second | d.high() << 12 | m.low() << 5 | m.high())
}

/// ```text
/// 1 1 1 0 1 1 1 0 0 0 0 op Vn | Rt 1 0 1 0 N 0 0 1 0 0 0 0    A6.6: vmov Sn, Rt; op: vmov Rt, Sn
/// ```
pub fn transfer(to_core: bool, t: Reg, n: Single) -> Wide {
    Wide(0xee00 | u16::from(to_core) << 4 | n.high(), 0x0a10 | t.bits() << 12 | n.low() << 7)
}

/// ```text
/// 1 1 1 0 1 1 1 0 1 1 1 1 0 0 0 1 | Rt 1 0 1 0 0 0 0 1 0 0 0 0    A6.6: vmrs Rt, fpscr
/// ```
/// The program counter stands for the flags.
pub fn load_status(t: Reg) -> Wide {
    Wide(0xeef1, 0x0a10 | t.bits() << 12)
}

/// ```text
/// 1 1 1 0 1 1 0 1 1 D 0 L Rn | Vd 1 0 1 0 imm8    A6.5: vstr, vldr Sd, [Rn, #imm8 * 4]
/// ```
pub fn offset(loads: bool, d: Single, n: Reg, words: Unsigned<8>) -> Wide {
    Wide(0xed80 | d.low() << 6 | u16::from(loads) << 4 | n.bits(), 0x0a00 | d.high() << 12 | words.bits() as u16)
}

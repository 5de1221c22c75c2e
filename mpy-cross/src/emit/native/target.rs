//! What an architecture offers: its registers and calling convention as data, and the operations compiled code is
//! made of.
//!
//! Functions are compiled for a machine with registers of a word and a frame of words on the stack, the function's
//! *places*, numbered from 0. A target writes the instructions for one operation at a time to the [`Code`]; it keeps
//! nothing in mind but what it needs between entry and exit of a function.
//!
//! ```text
//! start_pass  [data] entry … operations, labels … exit [data]  end_pass        once for each `Pass`
//! ```
//! A constant size of each operation in the last two passes is the target's duty (see [`Code`]).

use alloc::string::String;
use core::ops::RangeInclusive;

use mpy_format::native::Entry;

use crate::asm::{Code, Pass};
use crate::emit::Label;

/// A register, by its number in instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reg(pub u8);

/// Which registers are used for what.
#[derive(Clone, Copy, Debug)]
pub struct Registers {
    /// What a call gives back.
    pub result: Reg,
    /// The arguments of a call.
    pub arguments: [Reg; 4],
    /// Scratch registers, which calls do not preserve. The first two are also used for what is pushed.
    pub temps: [Reg; 3],
    /// Registers that calls preserve: two for variables, the second also for a generator's state, and one for the
    /// table of interned strings.
    pub locals: [Reg; 3],
    /// Preserved by calls as well; the table of the runtime is in it throughout.
    pub fun_table: Reg,
    /// One that is always zero.
    pub zero: Option<Reg>,
    /// What the function itself gives back; other than `result` where registers are windowed.
    pub own_result: Reg,
    /// Where its own arguments come in. Where they come on the stack ([`Machine::arguments_on_stack`]), where they are
    /// loaded to.
    pub own_arguments: [Reg; 4],
}

/// What an architecture is like.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Its registers.
    pub registers: Registers,
    /// Bytes in a word.
    pub word_size: u32,
    /// Registers that the runtime saves where it catches exceptions.
    pub n_saved_registers: u32,
    /// The word of what is saved there that holds the first of [`Registers::locals`].
    pub saved_local: u32,
    /// Whether registers are saved by `setjmp`, after `nlr_push`.
    pub uses_setjmp: bool,
    /// Whether a function finds its arguments on the stack.
    pub arguments_on_stack: bool,
    /// The register that says by how much to shift, if it has to be a certain one.
    pub shift_amount: Option<Reg>,
    /// Whether bytes can be stored from some registers only, the arguments among them.
    pub stores_from_arguments: bool,
    /// Whether there is an instruction for `~a`; otherwise it is `a ^ -1`.
    pub has_not: bool,
    /// The numbers that [`Target::jump_if_compare_constant`] takes, if it takes any.
    pub compared_constants: Option<RangeInclusive<i64>>,
    /// Whether sums of small integers can be told from what is none.
    pub adds_small_ints: bool,
}

impl Machine {
    /// Whether [`Target::jump_if_compare_constant`] takes a number.
    pub fn compares_with(&self, value: i64) -> bool {
        self.compared_constants.as_ref().is_some_and(|constants| constants.contains(&value))
    }
}

/// How many bytes are read or written. What is read is extended with zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte.
    Byte,
    /// Two bytes.
    Half,
    /// Four bytes, whatever a word is.
    Word32,
}

impl Width {
    /// In bytes.
    pub const fn size(self) -> u32 {
        1 << self.log2()
    }

    /// As a shift.
    pub const fn log2(self) -> u32 {
        match self {
            Width::Byte => 0,
            Width::Half => 1,
            Width::Word32 => 2,
        }
    }
}

/// Reading or writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The register is written.
    Load,
    /// The register is read.
    Store,
}

/// Operations `a = a op b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `a |= b`
    Or,
    /// `a ^= b`
    Xor,
    /// `a &= b`
    And,
    /// `a += b`
    Add,
    /// `a -= b`
    Subtract,
    /// `a *= b`
    Multiply,
}

/// Operations `a = a op b` where `b` is a number of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// `a <<= b`
    Left,
    /// `a >>= b`, with zeros coming in.
    RightUnsigned,
    /// `a >>= b`, with copies of the sign coming in.
    RightSigned,
}

/// Operations that there may be with a constant in the instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// With a number.
    Arithmetic(Arithmetic),
    /// By a number of bits.
    Shift(Shift),
}

/// Comparisons, in the order of their operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `a < b`
    Less,
    /// `a > b`
    More,
    /// `a == b`
    Equal,
    /// `a <= b`
    LessEqual,
    /// `a >= b`
    MoreEqual,
    /// `a != b`
    NotEqual,
}

/// A comparison of two words, and what it takes them for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// The operator.
    pub op: Comparison,
    /// Whether the words are signed numbers.
    pub is_signed: bool,
}

/// An architecture.
///
/// Places are words of the frame, offsets are in units of what is accessed, not bytes.
pub trait Target {
    /// What it is like.
    fn machine(&self) -> &'static Machine;

    /// Whether operations are listed instead of being made instructions, in the words of the reference.
    fn is_listing(&self) -> bool {
        false
    }

    /// What has been listed since the last call.
    fn take_listing(&mut self) -> String {
        String::new()
    }

    /// Whether the first pass tells the target something; if it does not, the target only learns that it has begun.
    fn needs_measuring(&self) -> bool {
        true
    }

    /// A function begins. Tables of constants that belong to code start empty, but how many entries the pass before
    /// made may be needed.
    fn start_pass(&mut self, pass: Pass) {
        let _ = pass;
    }

    /// The function is complete.
    fn end_pass(&mut self, code: &mut Code) {
        let _ = code;
    }

    /// Whether the sizing or final pass has shown that something must be longer than it was taken to be. Then these two
    /// passes are made again; the target sees to it that this ends.
    fn needs_another_round(&mut self) -> bool {
        false
    }

    /// Entry to a function: saves registers and makes a frame of so many places. The name is for listings.
    fn entry(&mut self, code: &mut Code, n_places: u32, name: &str);
    /// Exit from it.
    fn exit(&mut self, code: &mut Code);
    /// Loads an argument that is on the stack, if they are there.
    fn load_argument(&mut self, code: &mut Code, to: Reg, index: u32) {
        let _ = (code, to, index);
        unreachable!("no argument is on the stack");
    }
    /// Where a label is, for listings.
    fn label(&mut self, code: &mut Code, label: Label) {
        code.place(label);
    }

    /// Goes to a label.
    fn jump(&mut self, code: &mut Code, label: Label);
    /// Goes to the label if the register is zero, or if it is not. For a `bool` only the lowest byte counts.
    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, is_bool: bool);
    /// Goes to the label if the registers are equal.
    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label);
    /// Goes to the label if `a op b`; `scratch` is neither of them and may be changed.
    fn jump_if_compare(&mut self, code: &mut Code, test: Test, (a, b): (Reg, Reg), label: Label, scratch: Reg) {
        self.compare(code, test, scratch, a, b);
        self.jump_if(code, false, scratch, label, false);
    }
    /// Goes to the label if the lowest bit of each register is set, or if one of them is not, as `wanted` says; `scratch` is
    /// none of them and may be changed.
    fn jump_on_odd(&mut self, code: &mut Code, wanted: bool, (a, b): (Reg, Option<Reg>), label: Label, scratch: Reg) {
        self.load_immediate(code, scratch, 1);
        self.arithmetic(code, Arithmetic::And, scratch, a);
        if let Some(b) = b {
            self.arithmetic(code, Arithmetic::And, scratch, b);
        }
        self.jump_if(code, !wanted, scratch, label, false);
    }
    /// Goes to the label if `a op value`, for one of [`Machine::compared_constants`].
    fn jump_if_compare_constant(&mut self, code: &mut Code, test: Test, (a, value): (Reg, i64), label: Label) {
        let _ = (code, test, a, value, label);
        unreachable!("this target says that it cannot");
    }
    /// `to` = the sum or the difference of two small integers, which are words whose lowest bit is set, and goes to the
    /// label if that is a small integer; `to` is neither of them. Where [`Machine::adds_small_ints`] says so, as the next.
    fn add_small_ints(&mut self, code: &mut Code, op: Arithmetic, to: Reg, (a, b): (Reg, Reg), label: Label) {
        let _ = (code, op, to, a, b, label);
        unreachable!("this target says that it cannot");
    }
    /// The same with an even number that is added to the word of `a`.
    fn add_to_small_int(&mut self, code: &mut Code, to: Reg, a: Reg, value: i64, label: Label) {
        let _ = (code, to, a, value, label);
        unreachable!("this target says that it cannot");
    }
    /// Goes to the address in the register.
    fn jump_to(&mut self, code: &mut Code, reg: Reg);
    /// Calls an entry of the table. Its arguments are in their registers, as many as [`Entry::n_arguments`] says.
    fn call(&mut self, code: &mut Code, entry: Entry);

    /// `to = from`
    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg);
    /// `to = value`, of which as many bits count as there are in a word.
    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64);
    /// `to = 0`
    fn clear(&mut self, code: &mut Code, to: Reg);
    /// `to` = the place.
    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32);
    /// The place = `from`.
    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg);
    /// `to` = the address of the place.
    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32);
    /// `to` = the address of the label.
    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label);
    /// `to` = the word that is so many words from `base`.
    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32);
    /// The word that is so many words from `base` = `from`.
    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32);
    /// Reads or writes `reg` at so many units from `base`; offsets that are no more than a number in the source can be
    /// anything.
    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64);
    /// The same with a register of units, which may be changed, as `base` may.
    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        for _ in 0..width.size() {
            self.arithmetic(code, Arithmetic::Add, base, index);
        }
        self.access(code, access, width, reg, base, 0);
    }
    /// Whether [`Target::access_indexed`] takes any base but the last scratch register, and changes neither base nor index.
    fn keeps_base(&self) -> bool {
        false
    }
    /// Whether [`Target::access`] takes offsets other than 0.
    fn has_offset(&self, access: Access, width: Width) -> bool {
        let _ = (access, width);
        true
    }

    /// `a = -a`
    fn negate(&mut self, code: &mut Code, reg: Reg);
    /// `a = ~a`, where there is an instruction for it.
    fn not(&mut self, code: &mut Code, reg: Reg);
    /// `a = a op b`
    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg);
    /// `a = a op b`; where `b` has to be a certain register, it is.
    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg);
    /// Whether there is the next operation with a number, so that it is no longer than with one in a register.
    fn takes_constant(&self, op: Operation, value: i64) -> bool {
        let _ = (op, value);
        false
    }
    /// `to = from op value`
    fn operate_with_constant(&mut self, code: &mut Code, op: Operation, to: Reg, from: Reg, value: i64) {
        let _ = (code, op, to, from, value);
        unreachable!("this target says that it cannot");
    }
    /// `to` = whether `a op b`, as 0 or 1; `to` is neither of them.
    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg);
}

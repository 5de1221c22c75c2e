//! RISC-V: RV32IMC, with Zba and Zcmp where the options allow them.
//!
//! ```text
//! zero            0             s3 s2 s4   locals
//! ra              return        s1         the table of the runtime
//! a0 a1 a2 a3     arguments     s0         what is called, if a short load reaches it
//! t1 t2           temporaries   t3         addresses and distances that are too far for an instruction
//! ```

use mpy_format::native::Entry;

use super::target::{Access, Arithmetic, Comparison, Machine, Operation, Reg, Registers, Shift, Target, Test, Width};
use crate::asm::field::{Signed, Unsigned};
use crate::asm::rv32::{self, Reg as R};
use crate::asm::{Code, RangeError};
use crate::emit::Label;

static MACHINE: Machine = Machine {
    registers: Registers {
        result: generic(R::A0),
        arguments: [generic(R::A0), generic(R::A1), generic(R::A2), generic(R::A3)],
        temps: [generic(R::T1), generic(R::T2), generic(R::T3)],
        locals: [generic(R::S3), generic(R::S2), generic(R::S4)],
        fun_table: generic(R::S1),
        zero: Some(generic(R::ZERO)),
        own_result: generic(R::A0),
        own_arguments: [generic(R::A0), generic(R::A1), generic(R::A2), generic(R::A3)],
    },
    word_size: 4,
    n_saved_registers: 14,
    saved_local: 6,
    uses_setjmp: false,
    arguments_on_stack: false,
    shift_amount: None,
    stores_from_arguments: false,
    has_not: true,
    compared_constants: Some(0..=0),
    adds_small_ints: true,
};

/// What is far away is reached through this one.
const FAR: R = R::T3;
/// Free where nothing is kept in registers that calls do not preserve.
const OTHER: R = R::T2;

const fn generic(reg: R) -> Reg {
    Reg(reg.number() as u8)
}

fn known(reg: Reg) -> R {
    R::new(reg.0).expect("registers come from the machine's description")
}

/// Extensions of RV32IMC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// Addition of a shifted register.
    pub zba: bool,
    /// Pushing and popping several registers.
    pub zcmp: bool,
}

impl Extensions {
    /// As they are numbered in the header of a file.
    pub const fn from_flags(flags: u32) -> Extensions {
        Extensions { zba: flags & 1 != 0, zcmp: flags & 2 != 0 }
    }
}

/// The target.
#[derive(Debug, Default)]
pub struct Rv32 {
    extensions: Extensions,
    /// Whether a base that is what is loaded may be lost, as it is with the reference.
    keeps_faults: bool,
    /// Registers that functions save, as bits. It grows as functions use more: what a later function saves depends on
    /// the ones before it, as with the reference.
    saved: u32,
    /// How far the stack moves, without what `cm.push` moves it by.
    stack_size: i32,
    /// Blocks of four words that `cm.push` makes for places.
    n_blocks: u32,
    /// Where places start on the stack, in bytes.
    first_place: u32,
}

/// The registers that are saved by `cm.push`: `ra` and s0 to s4, which the last local is.
const N_PUSHED: u32 = 5;

impl Rv32 {
    /// The target with its extensions.
    pub fn new(extensions: Extensions, keeps_faults: bool) -> Rv32 {
        Rv32 { extensions, keeps_faults, ..Rv32::default() }
    }

    /// Where a place is on the stack, in bytes.
    fn place_offset(&self, place: u32) -> u32 {
        self.first_place + place * 4
    }

    /// ```text
    /// |            | sp when the function is entered
    /// | places     |
    /// | registers  |
    /// |            | sp
    /// ```
    fn push_registers(&mut self, code: &mut Code, n_places: u32) {
        self.first_place = self.saved.count_ones() * 4;
        self.stack_size = (self.first_place + n_places * 4) as i32;
        move_stack(code, -self.stack_size);
        for (index, reg) in members(self.saved).enumerate() {
            half(code, rv32::C_SWSP.encode(reg, index as u32 * 4));
        }
    }

    /// `cm.push` puts the registers above the places, at the end of whole blocks of four words. It makes up to three
    /// blocks for places as well.
    fn push_registers_at_once(&mut self, code: &mut Code, n_places: u32) {
        let n_words = N_PUSHED + 1;
        let n_unused = n_words.next_multiple_of(4) - n_words;
        let n_left = n_places.saturating_sub(n_unused);
        self.n_blocks = (n_left / 4).min(3);
        self.stack_size = ((n_left - self.n_blocks * 4) * 4) as i32;
        self.first_place = 0;
        half(code, rv32::CM_PUSH.encode(N_PUSHED, self.n_blocks));
        move_stack(code, -self.stack_size);
    }

    /// Reads or writes at so many bytes from `base`.
    fn access_bytes(&self, code: &mut Code, access: Access, width: Width, reg: R, base: R, offset: i32) {
        let encode = |base: R, offset: i32| match (access, width) {
            (Access::Load, Width::Byte) => rv32::LBU.encode(reg, base, offset),
            (Access::Load, Width::Half) => rv32::LHU.encode(reg, base, offset),
            (Access::Load, Width::Word32) => rv32::LW.encode(reg, base, offset),
            (Access::Store, Width::Byte) => rv32::SB.encode(reg, base, offset),
            (Access::Store, Width::Half) => rv32::SH.encode(reg, base, offset),
            (Access::Store, Width::Word32) => rv32::SW.encode(reg, base, offset),
        };
        // A bit less than the short instructions can.
        let is_near = width == Width::Word32 && (0..64).contains(&offset);
        if let (true, Some(reg), Some(base)) = (is_near, reg.short(), base.short()) {
            let form = match access {
                Access::Load => rv32::C_LW,
                Access::Store => rv32::C_SW,
            };
            half(code, form.encode(reg, base, offset as u32));
        } else if Signed::<12>::new(offset).is_some() {
            word(code, encode(base, offset));
        } else {
            let (upper, lower) = split(offset);
            // DIFF: the reference loses a base that is what is loaded: the upper bits of the offset overwrite it.
            let through = if access == Access::Load && (reg != base || self.keeps_faults) { reg } else { FAR };
            load_upper(code, through, upper);
            half(code, Some(rv32::C_ADD.encode(through, base)));
            word(code, encode(through, lower));
        }
    }
}

/// The registers of a set, lowest first.
fn members(set: u32) -> impl Iterator<Item = R> {
    (0..32).filter(move |number| set >> number & 1 != 0).filter_map(R::new)
}

fn word(code: &mut Code, instruction: Option<u32>) {
    let instruction = instruction.expect("the numbers have been looked at, or are known to fit");
    code.push(&instruction.to_le_bytes());
}

fn half(code: &mut Code, instruction: Option<u16>) {
    let instruction = instruction.expect("the numbers have been looked at, or are known to fit");
    code.push(&instruction.to_le_bytes());
}

/// A number as one whose lower 12 bits are zero and a signed number of 12 bits that is added to it.
const fn split(value: i32) -> (i32, i32) {
    let lower = value << 20 >> 20;
    (value.wrapping_sub(lower), lower)
}

/// `rd = upper`, whose lower 12 bits are zero.
fn load_upper(code: &mut Code, rd: R, upper: i32) {
    // A bit less than `c.lui` can.
    if Signed::<17>::new(upper).is_some() && upper != 0 {
        half(code, rv32::C_LUI.encode_upper(rd, upper));
    } else {
        word(code, rv32::LUI.encode(rd, upper as u32));
    }
}

/// `rd = value` in two instructions, or one if it has only upper bits.
fn load_in_halves(code: &mut Code, rd: R, value: i32) {
    let (upper, lower) = split(value);
    load_upper(code, rd, upper);
    match lower {
        0 => {}
        1..32 => half(code, rv32::C_ADDI.encode(rd, lower)),
        _ => word(code, rv32::ADDI.encode(rd, rd, lower)),
    }
}

/// `rd = value`, as short as it can be.
pub fn load_immediate(code: &mut Code, rd: R, value: i32) {
    if Signed::<6>::new(value).is_some() {
        half(code, rv32::C_LI.encode(rd, value));
    } else if Signed::<12>::new(value).is_some() {
        word(code, rv32::ADDI.encode(rd, R::ZERO, value));
    } else {
        load_in_halves(code, rd, value);
    }
}

/// `rd` = the address that is so many bytes from here.
pub fn load_address(code: &mut Code, rd: R, distance: i32) {
    let (upper, lower) = split(distance);
    word(code, rv32::AUIPC.encode(rd, upper as u32));
    word(code, rv32::ADDI.encode(rd, rd, lower));
}

fn move_stack(code: &mut Code, by: i32) {
    if by == 0 {
    } else if Signed::<6>::new(by).is_some() {
        half(code, rv32::C_ADDI.encode(R::SP, by));
    } else if Signed::<12>::new(by).is_some() {
        word(code, rv32::ADDI.encode(R::SP, R::SP, by));
    } else {
        load_in_halves(code, R::T1, by);
        half(code, Some(rv32::C_ADD.encode(R::SP, R::T1)));
    }
}

/// Goes on so many bytes from here, however far.
fn jump_far(code: &mut Code, distance: i32) {
    let (upper, lower) = split(distance);
    word(code, rv32::AUIPC.encode(FAR, upper as u32));
    word(code, rv32::JALR.encode(R::ZERO, FAR, lower));
}

/// `to = from` shifted by so many bits, 1 to 31.
fn shift_constant(code: &mut Code, op: Shift, to: R, from: R, by: u32) {
    let short = to.short().filter(|_| to == from);
    match (op, short) {
        (Shift::Left, _) if to == from => half(code, rv32::C_SLLI.encode_shift(to, by)),
        (Shift::Left, _) => word(code, rv32::SLLI.encode(to, from, by)),
        (Shift::RightUnsigned, Some(short)) => half(code, rv32::C_SRLI.encode_shift(short, by)),
        (Shift::RightUnsigned, None) => word(code, rv32::SRLI.encode(to, from, by)),
        (Shift::RightSigned, Some(short)) => half(code, rv32::C_SRAI.encode_shift(short, by)),
        (Shift::RightSigned, None) => word(code, rv32::SRAI.encode(to, from, by)),
    }
}

/// The branch for a comparison, and whether its operands change places. With those in the same places, the branch for the
/// inverse comparison is the inverse.
const fn branch(test: Test) -> (rv32::B, bool) {
    let (less, more_equal) = if test.is_signed { (rv32::BLT, rv32::BGE) } else { (rv32::BLTU, rv32::BGEU) };
    match test.op {
        Comparison::Less => (less, false),
        Comparison::More => (less, true),
        Comparison::Equal => (rv32::BEQ, false),
        Comparison::LessEqual => (more_equal, true),
        Comparison::MoreEqual => (more_equal, false),
        Comparison::NotEqual => (rv32::BNE, false),
    }
}

/// Goes to a label that is ahead, or too far back for a short jump.
fn jump_ahead(code: &mut Code, label: Label) {
    if let Some(distance) = code.distance_ahead(label, 0, 12) {
        half(code, rv32::C_J.encode(distance));
    } else if let Some(distance) = code.distance_ahead(label, 0, 21) {
        word(code, rv32::JAL.encode(R::ZERO, distance));
    } else {
        jump_far(code, code.distance(label, 0));
    }
}

/// Goes to such a label if the form is true of the registers; `inverse` is true if it is not.
fn jump_ahead_if(code: &mut Code, form: rv32::B, inverse: rv32::B, a: R, b: R, label: Label) {
    if let Some(distance) = code.distance_ahead(label, 0, 13) {
        return word(code, form.encode(a, b, distance));
    }
    word(code, inverse.encode(a, b, 4 + 8));
    jump_far(code, code.distance(label, 0));
}

/// Goes to a label ahead if that takes a short instruction only.
fn jump_ahead_if_zero(code: &mut Code, form: rv32::Cb, reg: R, label: Label) -> bool {
    let (Some(reg), None) = (reg.short(), code.distance_back(label, 0)) else { return false };
    let distance = code.distance_ahead(label, 0, 9);
    if let Some(distance) = distance {
        half(code, form.encode(reg, distance));
    }
    distance.is_some()
}

impl Target for Rv32 {
    fn machine(&self) -> &'static Machine {
        &MACHINE
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, _name: &str) {
        self.saved |= R::S1.bit() | R::S2.bit() | R::S3.bit() | R::S4.bit();
        if n_places > i32::MAX as u32 / 16 {
            code.refuse(RangeError::new("too many variables"));
        } else if self.extensions.zcmp {
            self.push_registers_at_once(code, n_places);
        } else {
            self.push_registers(code, n_places);
        }
    }

    fn exit(&mut self, code: &mut Code) {
        if self.extensions.zcmp {
            move_stack(code, self.stack_size);
            half(code, rv32::CM_POPRET.encode(N_PUSHED, self.n_blocks));
            return;
        }
        for (index, reg) in members(self.saved).enumerate() {
            half(code, rv32::C_LWSP.encode_stack(reg, index as u32 * 4));
        }
        move_stack(code, self.stack_size);
        half(code, Some(rv32::C_JR.encode(R::RA, R::ZERO)));
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        match code.distance_back(label, 0).filter(|&distance| Signed::<12>::new(distance).is_some()) {
            Some(distance) => half(code, rv32::C_J.encode(distance)),
            None => jump_ahead(code, label),
        }
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, _is_bool: bool) {
        let ahead = if is_zero { rv32::C_BEQZ } else { rv32::C_BNEZ };
        if jump_ahead_if_zero(code, ahead, known(reg), label) {
            return;
        }
        if is_zero {
            return self.jump_if_equal(code, reg, generic(R::ZERO), label);
        }
        let reg = known(reg);
        let back = code.distance_back(label, 0);
        match (back, reg.short()) {
            // A bit less than `c.bnez` can.
            (Some(distance), Some(short)) if Signed::<8>::new(distance).is_some() => {
                half(code, rv32::C_BNEZ.encode(short, distance));
            }
            (Some(distance), _) if Signed::<13>::new(distance).is_some() => {
                word(code, rv32::BNE.encode(reg, R::ZERO, distance));
            }
            (Some(_), Some(short)) => {
                half(code, rv32::C_BEQZ.encode(short, 2 + 8));
                jump_far(code, code.distance(label, 0));
            }
            _ => jump_ahead_if(code, rv32::BNE, rv32::BEQ, reg, R::ZERO, label),
        }
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        let (a, b) = (known(a), known(b));
        match code.distance_back(label, 0).filter(|&distance| Signed::<13>::new(distance).is_some()) {
            Some(distance) => word(code, rv32::BEQ.encode(a, b, distance)),
            None => jump_ahead_if(code, rv32::BEQ, rv32::BNE, a, b, label),
        }
    }

    fn jump_if_compare(&mut self, code: &mut Code, test: Test, (a, b): (Reg, Reg), label: Label, _: Reg) {
        let (form, is_swapped) = branch(test);
        let (inverse, _) = branch(test.inverse());
        let (a, b) = if is_swapped { (known(b), known(a)) } else { (known(a), known(b)) };
        match code.distance_back(label, 0).filter(|&distance| Signed::<13>::new(distance).is_some()) {
            Some(distance) => word(code, form.encode(a, b, distance)),
            None => jump_ahead_if(code, form, inverse, a, b, label),
        }
    }

    fn jump_on_odd(&mut self, code: &mut Code, wanted: bool, (a, b): (Reg, Option<Reg>), label: Label, scratch: Reg) {
        let scratch = known(scratch);
        let tested = match b {
            Some(b) => {
                word(code, Some(rv32::AND.encode(scratch, known(a), known(b))));
                scratch
            }
            None => known(a),
        };
        word(code, rv32::ANDI.encode(scratch, tested, 1));
        self.jump_if(code, !wanted, generic(scratch), label, false);
    }

    fn jump_if_compare_constant(&mut self, code: &mut Code, test: Test, (a, value): (Reg, i64), label: Label) {
        debug_assert_eq!(value, 0, "there is a register for nothing else");
        let zero = generic(R::ZERO);
        self.jump_if_compare(code, test, (a, zero), label, zero);
    }

    fn add_small_ints(&mut self, code: &mut Code, op: Arithmetic, to: Reg, (a, b): (Reg, Reg), label: Label) {
        // The sum is less than one of the two exactly if the other is negative, unless it has overflowed.
        let (to, a, b) = (known(to), known(a), known(b));
        word(code, rv32::ADDI.encode(to, b, -1));
        word(code, rv32::SLTI.encode(FAR, to, 0));
        if op == Arithmetic::Subtract {
            word(code, Some(rv32::SUB.encode(to, a, to)));
            word(code, Some(rv32::SLT.encode(OTHER, a, to)));
        } else {
            half(code, Some(rv32::C_ADD.encode(to, a)));
            word(code, Some(rv32::SLT.encode(OTHER, to, a)));
        }
        self.jump_if_equal(code, generic(FAR), generic(OTHER), label);
    }

    fn add_to_small_int(&mut self, code: &mut Code, to: Reg, a: Reg, value: i64, label: Label) {
        let value = value as i32;
        let (sum, term) = (known(to), known(a));
        match rv32::ADDI.encode(sum, term, value) {
            Some(instruction) => code.push(&instruction.to_le_bytes()),
            None => {
                load_immediate(code, sum, value);
                half(code, Some(rv32::C_ADD.encode(sum, term)));
            }
        }
        let op = if value < 0 { Comparison::Less } else { Comparison::MoreEqual };
        self.jump_if_compare(code, Test { op, is_signed: true }, (to, a), label, generic(FAR));
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        half(code, Some(rv32::C_JR.encode(known(reg), R::ZERO)));
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        let offset = u32::from(entry.number()) * 4;
        self.saved |= R::RA.bit();
        let callee = if Unsigned::<6>::new(offset).is_some() {
            self.saved |= R::S0.bit();
            R::S0
        } else {
            FAR
        };
        self.access_bytes(code, Access::Load, Width::Word32, callee, R::S1, offset as i32);
        half(code, Some(rv32::C_JALR.encode(callee, R::ZERO)));
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        half(code, Some(rv32::C_MV.encode(known(to), known(from))));
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        load_immediate(code, known(to), value as i32);
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        half(code, rv32::C_LI.encode(known(to), 0));
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        let (to, offset) = (known(to), self.place_offset(place));
        if Unsigned::<8>::new(offset).is_some() {
            half(code, rv32::C_LWSP.encode_stack(to, offset));
        } else {
            self.access_bytes(code, Access::Load, Width::Word32, to, R::SP, offset as i32);
        }
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        let (from, offset) = (known(from), self.place_offset(place));
        if Unsigned::<8>::new(offset).is_some() {
            half(code, rv32::C_SWSP.encode(from, offset));
        } else {
            self.access_bytes(code, Access::Store, Width::Word32, from, R::SP, offset as i32);
        }
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        let (to, offset) = (known(to), self.place_offset(place));
        match to.short().and_then(|short| rv32::C_ADDI4SPN.encode(short, offset)) {
            Some(short) => half(code, Some(short)),
            None if Unsigned::<11>::new(offset).is_some() => word(code, rv32::ADDI.encode(to, R::SP, offset as i32)),
            None => {
                load_in_halves(code, to, offset as i32);
                half(code, Some(rv32::C_ADD.encode(to, R::SP)));
            }
        }
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        load_address(code, known(to), code.distance(label, 0));
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        self.access(code, Access::Load, Width::Word32, to, base, offset.into());
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        self.access(code, Access::Store, Width::Word32, from, base, offset.into());
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        let offset = (offset as i32) << width.log2();
        self.access_bytes(code, access, width, known(reg), known(base), offset);
    }

    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        let (base, index) = (known(base), known(index));
        match width {
            Width::Byte => word(code, Some(rv32::ADD.encode(FAR, base, index))),
            Width::Half if self.extensions.zba => word(code, Some(rv32::SH1ADD.encode(FAR, index, base))),
            Width::Word32 if self.extensions.zba => word(code, Some(rv32::SH2ADD.encode(FAR, index, base))),
            Width::Half | Width::Word32 => {
                word(code, rv32::SLLI.encode(FAR, index, width.log2()));
                half(code, Some(rv32::C_ADD.encode(FAR, base)));
            }
        }
        self.access_bytes(code, access, width, known(reg), FAR, 0);
    }

    fn keeps_base(&self) -> bool {
        true
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        word(code, Some(rv32::SUB.encode(known(reg), R::ZERO, known(reg))));
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        word(code, rv32::XORI.encode(known(reg), known(reg), -1));
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        let (a, b) = (known(a), known(b));
        match op {
            Arithmetic::Or => word(code, Some(rv32::OR.encode(a, a, b))),
            Arithmetic::Xor if a == b => half(code, rv32::C_LI.encode(a, 0)),
            Arithmetic::Xor => word(code, Some(rv32::XOR.encode(a, a, b))),
            Arithmetic::And => word(code, Some(rv32::AND.encode(a, b, a))),
            Arithmetic::Add => half(code, Some(rv32::C_ADD.encode(a, b))),
            Arithmetic::Subtract => word(code, Some(rv32::SUB.encode(a, a, b))),
            Arithmetic::Multiply => word(code, Some(rv32::MUL.encode(a, a, b))),
        }
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg) {
        let form = match op {
            Shift::Left => rv32::SLL,
            Shift::RightUnsigned => rv32::SRL,
            Shift::RightSigned => rv32::SRA,
        };
        word(code, Some(form.encode(known(a), known(a), known(b))));
    }

    fn takes_constant(&self, op: Operation, value: i64) -> bool {
        match op {
            Operation::Arithmetic(Arithmetic::Subtract | Arithmetic::Multiply) => false,
            Operation::Arithmetic(_) => Signed::<12>::new(value as i32).is_some(),
            Operation::Shift(_) => (1..32).contains(&value),
        }
    }

    fn operate_with_constant(&mut self, code: &mut Code, op: Operation, to: Reg, from: Reg, value: i64) {
        let (to, from, value) = (known(to), known(from), value as i32);
        let is_short = to == from && Signed::<6>::new(value).is_some() && value != 0;
        match op {
            Operation::Arithmetic(Arithmetic::Add) if is_short => half(code, rv32::C_ADDI.encode(to, value)),
            Operation::Arithmetic(Arithmetic::And) => match to.short().filter(|_| is_short) {
                Some(short) => half(code, rv32::C_ANDI.encode(short, value)),
                None => word(code, rv32::ANDI.encode(to, from, value)),
            },
            Operation::Arithmetic(Arithmetic::Or) => word(code, rv32::ORI.encode(to, from, value)),
            Operation::Arithmetic(Arithmetic::Xor) => word(code, rv32::XORI.encode(to, from, value)),
            Operation::Arithmetic(_) => word(code, rv32::ADDI.encode(to, from, value)),
            Operation::Shift(op) => shift_constant(code, op, to, from, value as u32),
        }
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        let (to, a, b) = (known(to), known(a), known(b));
        let less = if test.is_signed { rv32::SLT } else { rv32::SLTU };
        match test.op {
            Comparison::Less => word(code, Some(less.encode(to, a, b))),
            Comparison::More => word(code, Some(less.encode(to, b, a))),
            Comparison::LessEqual => {
                word(code, Some(less.encode(to, b, a)));
                word(code, rv32::XORI.encode(to, to, 1));
            }
            Comparison::MoreEqual => {
                word(code, Some(less.encode(to, a, b)));
                word(code, rv32::XORI.encode(to, to, 1));
            }
            Comparison::Equal => {
                word(code, Some(rv32::SUB.encode(to, a, b)));
                word(code, rv32::SLTIU.encode(to, to, 1));
            }
            Comparison::NotEqual => {
                word(code, Some(rv32::SUB.encode(to, b, a)));
                word(code, Some(rv32::SLTU.encode(to, R::ZERO, to)));
            }
        }
    }
}

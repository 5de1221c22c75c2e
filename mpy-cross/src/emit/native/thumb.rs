//! The Cortex-M processors: Thumb, with the 32-bit instructions of ARMv7-M where there are some.

use mpy_format::native::Entry;

use super::target::{Access, Arithmetic, Comparison, Machine, Operation, Reg, Registers, Shift, Target, Test, Width};
use crate::asm::field::{Signed, Unsigned};
use crate::asm::thumb::{
    self, AddSub, Condition, DataProcessing, Extend, Hint, Immediate, Indexed, Logical, Low, MoveWide, Offset,
    SpecialData, push_narrow, push_wide,
};
use crate::asm::{Code, Pass, RangeError};
use crate::emit::Label;

/// What ARMv6, ARMv6-M and ARMv7-M have in common, Thumb or not.
pub(super) static MACHINE: Machine = Machine {
    registers: Registers {
        result: Reg(0),
        arguments: [Reg(0), Reg(1), Reg(2), Reg(3)],
        temps: [Reg(0), Reg(1), Reg(2)],
        locals: [Reg(4), Reg(5), Reg(6)],
        fun_table: Reg(7),
        zero: None,
        own_result: Reg(0),
        own_arguments: [Reg(0), Reg(1), Reg(2), Reg(3)],
    },
    word_size: 4,
    // Ten, and six for floats, since the code may run on a processor that has them.
    n_saved_registers: 16,
    saved_local: 3,
    uses_setjmp: false,
    arguments_on_stack: false,
    shift_amount: None,
    stores_from_arguments: false,
    has_not: true,
    compared_constants: Some(0..=0xff),
    adds_small_ints: true,
};

const FUN_TABLE: Low = Low::R7;

/// A condition that is true when a comparison of two registers is.
pub(super) const fn condition(test: Test) -> Condition {
    match (test.op, test.is_signed) {
        (Comparison::Less, false) => Condition::Cc,
        (Comparison::More, false) => Condition::Hi,
        (Comparison::LessEqual, false) => Condition::Ls,
        (Comparison::MoreEqual, false) => Condition::Cs,
        (Comparison::Less, true) => Condition::Lt,
        (Comparison::More, true) => Condition::Gt,
        (Comparison::LessEqual, true) => Condition::Le,
        (Comparison::MoreEqual, true) => Condition::Ge,
        (Comparison::Equal, _) => Condition::Eq,
        (Comparison::NotEqual, _) => Condition::Ne,
    }
}

/// What does not fit its short form in a function.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Far {
    /// Addresses of labels.
    addresses: bool,
    /// Conditional jumps of ARMv7-M.
    jumps: bool,
}

/// A processor that executes Thumb.
pub struct Thumb {
    has_armv7m: bool,
    /// Whether distances lose the bits that do not fit, as they do with the reference.
    keeps_faults: bool,
    /// Whether an index is scaled in r3, which nothing is kept in, where the reference saves and restores its register.
    uses_scratch: bool,
    /// The low registers that the current function saves, and the words that it takes from the stack beyond those.
    saved: u8,
    frame_words: u32,
    /// What is far in the current function, as earlier rounds have shown, and this one.
    far: Far,
    found_far: Far,
}

impl Thumb {
    /// An ARMv6-M or, with more instructions, an ARMv7-M processor.
    pub fn new(has_armv7m: bool, keeps_faults: bool, uses_scratch: bool) -> Thumb {
        let (far, found_far) = (Far::default(), Far::default());
        Thumb { has_armv7m, keeps_faults, uses_scratch, saved: 0, frame_words: 0, far, found_far }
    }

    fn adjust_stack(&self, code: &mut Code, op: AddSub, words: u32) {
        if self.has_armv7m && Unsigned::<7>::new(words).is_none() {
            let Some(bytes) = Unsigned::new(words * 4) else { return refuse_places(code) };
            return push_wide(code, thumb::add_sub_wide(op, thumb::Reg::SP, thumb::Reg::SP, bytes));
        }
        let most = Unsigned::<7>::truncated(u32::MAX);
        let mut rest = words;
        while rest > most.bits() {
            push_narrow(code, thumb::adjust_stack(op, most));
            rest -= most.bits();
        }
        if words > 0 {
            push_narrow(code, thumb::adjust_stack(op, Unsigned::truncated(rest)));
        }
    }

    /// `to = value`
    fn load(&self, code: &mut Code, to: Low, value: i32) {
        if let Ok(value) = u8::try_from(value) {
            return push_narrow(code, thumb::immediate(Immediate::Mov, to, value));
        }
        if self.has_armv7m {
            return match u16::try_from(value) {
                Ok(value) => push_wide(code, thumb::move_wide(MoveWide::Low, to.into(), value)),
                Err(_) => load_wide(code, to, value),
            };
        }
        // The lowest number has no opposite; it is a shifted 1.
        let (magnitude, is_negative) = (value.unsigned_abs(), value < 0 && value != i32::MIN);
        let shift = magnitude.trailing_zeros();
        if magnitude >> shift < 0x100 {
            // Of the lowest number the reference takes copies of the sign too, which shifting drops.
            push_narrow(code, thumb::immediate(Immediate::Mov, to, (magnitude as i32 >> shift) as u8));
            let shift = Unsigned::truncated(shift);
            push_narrow(code, thumb::shift_immediate(thumb::Shift::Lsl, to, to, shift));
        } else if let Ok(magnitude) = u16::try_from(magnitude) {
            load_half(code, to, magnitude);
        } else {
            return load_literal(code, to, value);
        }
        if is_negative {
            push_narrow(code, thumb::data_processing(DataProcessing::Neg, to, to));
        }
    }

    /// `to = base + (units << shift)`
    fn add(&self, code: &mut Code, to: Low, base: Low, units: u32, shift: u32) {
        let bytes = units.wrapping_shl(shift);
        if let Ok(bytes) = u8::try_from(bytes) {
            if to != base {
                move_register(code, to.into(), base.into());
            }
            push_narrow(code, thumb::immediate(Immediate::Add, to, bytes));
        } else if to != base {
            if let Ok(units) = u8::try_from(units) {
                push_narrow(code, thumb::immediate(Immediate::Mov, to, units));
                push_narrow(code, thumb::shift_immediate(thumb::Shift::Lsl, to, to, Unsigned::truncated(shift)));
            } else {
                self.load(code, to, bytes as i32);
            }
            push_narrow(code, thumb::add_sub(AddSub::Add, to, to, base));
        } else {
            let other = opposite(to);
            let list = other.mask() as u8;
            push_narrow(code, thumb::push(list, false));
            self.load(code, other, bytes as i32);
            push_narrow(code, thumb::add_sub(AddSub::Add, to, to, other));
            push_narrow(code, thumb::pop(list, false));
        }
    }

    fn access_units(&self, code: &mut Code, access: Access, width: Width, reg: Low, base: Low, units: u32) {
        let op = match (access, width) {
            (Access::Load, Width::Byte) => Offset::Ldrb,
            (Access::Load, Width::Half) => Offset::Ldrh,
            (Access::Load, Width::Word32) => Offset::Ldr,
            (Access::Store, Width::Byte) => Offset::Strb,
            (Access::Store, Width::Half) => Offset::Strh,
            (Access::Store, Width::Word32) => Offset::Str,
        };
        let shift = width.log2();
        if let Some(units) = Unsigned::new(units) {
            return push_narrow(code, thumb::offset(op, reg, base, units));
        }
        if self.has_armv7m
            && let Some(bytes) = Unsigned::new(units.wrapping_shl(shift))
        {
            return push_wide(code, thumb::offset_wide(op, reg.into(), base.into(), bytes));
        }
        // As much of the offset as there is room for stays in the instruction.
        let most = Unsigned::truncated(u32::MAX);
        let rest = units.wrapping_sub(most.bits());
        match access {
            Access::Load => {
                self.add(code, reg, base, rest, shift);
                push_narrow(code, thumb::offset(op, reg, reg, most));
            }
            Access::Store => {
                let list = base.mask() as u8;
                push_narrow(code, thumb::push(list, false));
                self.add(code, base, base, rest, shift);
                push_narrow(code, thumb::offset(op, reg, base, most));
                push_narrow(code, thumb::pop(list, false));
            }
        }
    }

    /// Whether a distance that does not fit the short form asks for another round: if it is known, and code runs there.
    fn is_too_far(&self, code: &Code) -> bool {
        code.pass() == Pass::Final && !code.is_dead() && !self.keeps_faults
    }

    /// Goes to the label. Without ARMv7-M a long jump changes r1: not r0, which may hold what the function gives back.
    fn branch(&self, code: &mut Code, label: Label) {
        let distance = distance(code, label);
        let near = Signed::new(distance >> 1);
        if let Some(halves) = near.filter(|_| code.is_behind(label)) {
            return push_narrow(code, thumb::branch(halves));
        }
        if let Some(distance) = code.distance_ahead(label, 4, 12) {
            return push_narrow(code, thumb::branch(Signed::truncated(distance >> 1)));
        }
        if self.has_armv7m {
            return match Signed::new(distance >> 1) {
                Some(halves) => push_wide(code, thumb::branch_wide(false, halves)),
                None => refuse_distance(code),
            };
        }
        // Both forms have the same size, since a distance ahead is not known until the final pass.
        //
        //     near:  b label                        far:  [nop]
        //            nop                                  ldr r1, word
        //            nop                                  add pc, r1
        //            nop                            word: distance
        //            [nop]
        let nop = thumb::hint(Hint::Nop);
        let is_odd = code.position() & 2 != 0;
        if let Some(halves) = near {
            push_narrow(code, thumb::branch(halves));
            for _ in 0..3 + u32::from(is_odd) {
                push_narrow(code, nop);
            }
            return;
        }
        let mut rest = distance - 2;
        if is_odd {
            push_narrow(code, nop);
            rest -= 2;
        }
        push_narrow(code, thumb::load_literal(Low::R1, 0));
        push_narrow(code, thumb::special_data(SpecialData::Add, thumb::Reg::PC, Low::R1.into()));
        code.push(&rest.to_le_bytes());
    }

    fn branch_if(&mut self, code: &mut Code, condition: Condition, label: Label) {
        let distance = distance(code, label);
        if let Some(halves) = Signed::new(distance >> 1).filter(|_| code.is_behind(label)) {
            return push_narrow(code, thumb::branch_if(condition, halves));
        }
        if let Some(distance) = code.distance_ahead(label, 4, 9) {
            return push_narrow(code, thumb::branch_if(condition, Signed::truncated(distance >> 1)));
        }
        if self.has_armv7m && !self.far.jumps {
            // DIFF: the reference drops the upper bits of a distance beyond a megabyte.
            let halves = Signed::new(distance >> 1).unwrap_or_else(|| {
                self.found_far.jumps |= self.is_too_far(code);
                Signed::truncated(distance >> 1)
            });
            return push_wide(code, thumb::branch_if_wide(condition, halves));
        }
        // Over a jump that reaches the label.
        let start = code.position();
        push_narrow(code, thumb::branch_if(condition.inverse(), Signed::truncated(0)));
        self.branch(code, label);
        let halves = Signed::truncated((code.position().saturating_sub(start + 4) / 2) as i32);
        code.patch(start, &thumb::branch_if(condition.inverse(), halves).to_le_bytes());
    }
}

impl Target for Thumb {
    fn machine(&self) -> &'static Machine {
        &MACHINE
    }

    fn start_pass(&mut self, pass: Pass) {
        if pass == Pass::Measure {
            (self.far, self.found_far) = (Far::default(), Far::default());
        }
    }

    fn needs_another_round(&mut self) -> bool {
        core::mem::replace(&mut self.far, self.found_far) != self.found_far
    }

    fn needs_measuring(&self) -> bool {
        false
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, _name: &str) {
        // The registers r1 to r3 are saved to take their room on the stack, which stays aligned to eight bytes.
        self.saved = if n_places < 2 { 0xf2 } else { 0xfe };
        self.frame_words = if n_places < 4 { 0 } else { (n_places - 2) & !1 };
        push_narrow(code, thumb::push(self.saved, true));
        self.adjust_stack(code, AddSub::Sub, self.frame_words);
    }

    fn exit(&mut self, code: &mut Code) {
        self.adjust_stack(code, AddSub::Add, self.frame_words);
        push_narrow(code, thumb::pop(self.saved, true));
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        self.branch(code, label);
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, _is_bool: bool) {
        push_narrow(code, thumb::immediate(Immediate::Cmp, low(reg), 0));
        self.branch_if(code, if is_zero { Condition::Eq } else { Condition::Ne }, label);
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        push_narrow(code, thumb::data_processing(DataProcessing::Cmp, low(a), low(b)));
        self.branch_if(code, Condition::Eq, label);
    }

    fn jump_if_compare(&mut self, code: &mut Code, test: Test, (a, b): (Reg, Reg), label: Label, _: Reg) {
        push_narrow(code, thumb::data_processing(DataProcessing::Cmp, low(a), low(b)));
        self.branch_if(code, condition(test), label);
    }

    fn jump_on_odd(&mut self, code: &mut Code, wanted: bool, (a, b): (Reg, Option<Reg>), label: Label, scratch: Reg) {
        // The lowest bit goes to the carry.
        let (scratch, mut tested) = (low(scratch), low(a));
        if let Some(b) = b {
            move_register(code, scratch.into(), tested.into());
            push_narrow(code, thumb::data_processing(DataProcessing::And, scratch, low(b)));
            tested = scratch;
        }
        push_narrow(code, thumb::shift_immediate(thumb::Shift::Lsr, scratch, tested, Unsigned::truncated(1)));
        self.branch_if(code, if wanted { Condition::Cs } else { Condition::Cc }, label);
    }

    fn jump_if_compare_constant(&mut self, code: &mut Code, test: Test, (a, value): (Reg, i64), label: Label) {
        push_narrow(code, thumb::immediate(Immediate::Cmp, low(a), value as u8));
        self.branch_if(code, condition(test), label);
    }

    fn add_small_ints(&mut self, code: &mut Code, op: Arithmetic, to: Reg, (a, b): (Reg, Reg), label: Label) {
        let (to, a, b) = (low(to), low(a), low(b));
        push_narrow(code, thumb::add_sub_small(AddSub::Sub, to, b, Unsigned::truncated(1)));
        push_narrow(
            code,
            match op {
                Arithmetic::Subtract => thumb::add_sub(AddSub::Sub, to, a, to),
                _ => thumb::add_sub(AddSub::Add, to, to, a),
            },
        );
        self.branch_if(code, Condition::Vc, label);
    }

    fn add_to_small_int(&mut self, code: &mut Code, to: Reg, a: Reg, value: i64, label: Label) {
        let (to, a) = (low(to), low(a));
        if value.unsigned_abs() < 0x100 {
            add_constant(code, to, a, value);
        } else {
            self.load(code, to, value as i32);
            push_narrow(code, thumb::add_sub(AddSub::Add, to, to, a));
        }
        self.branch_if(code, Condition::Vc, label);
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        push_narrow(code, thumb::branch_exchange(false, low(reg).into()));
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        // The address goes to a register that is no argument; the entry that sets up a function has four of them.
        let scratch = if entry == Entry::SetupCodeState { Low::R4 } else { Low::R3 };
        self.access_units(code, Access::Load, Width::Word32, scratch, FUN_TABLE, entry.number().into());
        push_narrow(code, thumb::branch_exchange(true, scratch.into()));
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        move_register(code, low(to).into(), low(from).into());
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        self.load(code, low(to), value as i32);
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        push_narrow(code, thumb::immediate(Immediate::Mov, low(to), 0));
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        let place = place_offset(code, place);
        push_narrow(code, thumb::stack_offset(true, low(to), place));
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        let place = place_offset(code, place);
        push_narrow(code, thumb::stack_offset(false, low(from), place));
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        let place = place_offset(code, place);
        push_narrow(code, thumb::stack_address(low(to), place));
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        let to = low(to);
        // The lowest bit says that the code there is Thumb.
        let at = code.label(label).unwrap_or_else(|| code.position());
        let distance = at.wrapping_sub(code.position()) as i32 | 1;
        // To the last of the instructions, where the program counter is 4 ahead.
        let to_add = |n_before: u32| distance - (n_before as i32 + 4);
        let last = thumb::special_data(SpecialData::Add, to.into(), thumb::Reg::PC);
        if self.far.addresses {
            // DIFF: the reference drops the upper bits of the distance.
            if self.has_armv7m {
                load_wide(code, to, to_add(8));
            } else {
                let n_before = if code.position() & 2 != 0 { 10 } else { 8 };
                load_literal(code, to, to_add(n_before));
            }
            return push_narrow(code, last);
        }
        let distance = to_add(if self.has_armv7m { 6 } else { 8 });
        let half = i16::try_from(distance).unwrap_or_else(|_| {
            self.found_far.addresses |= self.is_too_far(code);
            distance as i16
        });
        if self.has_armv7m {
            push_wide(code, thumb::move_wide(MoveWide::Low, to.into(), half as u16));
        } else {
            load_half(code, to, half as u16);
        }
        push_narrow(code, thumb::extend(Extend::Sxth, to, to));
        push_narrow(code, last);
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        self.access_units(code, Access::Load, Width::Word32, low(to), low(base), offset);
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        self.access_units(code, Access::Store, Width::Word32, low(from), low(base), offset);
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        self.access_units(code, access, width, low(reg), low(base), offset as u32);
    }

    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        let (reg, base, index) = (low(reg), low(base), low(index));
        let op = match (access, width) {
            (Access::Load, Width::Byte) => Indexed::Ldrb,
            (Access::Load, Width::Half) => Indexed::Ldrh,
            (Access::Load, Width::Word32) => Indexed::Ldr,
            (Access::Store, Width::Byte) => Indexed::Strb,
            (Access::Store, Width::Half) => Indexed::Strh,
            (Access::Store, Width::Word32) => Indexed::Str,
        };
        let scale = |to| thumb::shift_immediate(thumb::Shift::Lsl, to, index, Unsigned::truncated(width.log2()));
        match (access, width) {
            (_, Width::Byte) => push_narrow(code, thumb::indexed(op, reg, base, index)),
            (_, Width::Half | Width::Word32) if self.uses_scratch => {
                push_narrow(code, scale(Low::R3));
                push_narrow(code, thumb::indexed(op, reg, base, Low::R3));
            }
            (Access::Load, Width::Half | Width::Word32) => {
                push_narrow(code, scale(Low::R2));
                push_narrow(code, thumb::indexed(op, reg, base, Low::R2));
            }
            (Access::Store, Width::Half | Width::Word32) => {
                let list = index.mask() as u8;
                push_narrow(code, thumb::push(list, false));
                push_narrow(code, scale(index));
                push_narrow(code, thumb::indexed(op, reg, base, index));
                push_narrow(code, thumb::pop(list, false));
            }
        }
    }

    fn keeps_base(&self) -> bool {
        self.uses_scratch
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        push_narrow(code, thumb::data_processing(DataProcessing::Neg, low(reg), low(reg)));
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        push_narrow(code, thumb::data_processing(DataProcessing::Mvn, low(reg), low(reg)));
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        let (a, b) = (low(a), low(b));
        let instruction = match op {
            Arithmetic::Or => thumb::data_processing(DataProcessing::Orr, a, b),
            Arithmetic::Xor => thumb::data_processing(DataProcessing::Eor, a, b),
            Arithmetic::And => thumb::data_processing(DataProcessing::And, a, b),
            Arithmetic::Add => thumb::add_sub(AddSub::Add, a, a, b),
            Arithmetic::Subtract => thumb::add_sub(AddSub::Sub, a, a, b),
            Arithmetic::Multiply => thumb::data_processing(DataProcessing::Mul, a, b),
        };
        push_narrow(code, instruction);
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg) {
        let op = match op {
            Shift::Left => DataProcessing::Lsl,
            Shift::RightUnsigned => DataProcessing::Lsr,
            Shift::RightSigned => DataProcessing::Asr,
        };
        push_narrow(code, thumb::data_processing(op, low(a), low(b)));
    }

    fn takes_constant(&self, op: Operation, value: i64) -> bool {
        match op {
            Operation::Arithmetic(Arithmetic::Add) => value.unsigned_abs() < 0x100,
            Operation::Arithmetic(op) => {
                let is_logical = logical(op).is_some() && self.has_armv7m;
                extension(op, value).is_some() || is_logical && thumb::modified_immediate(value as u32).is_some()
            }
            Operation::Shift(_) => (1..32).contains(&value),
        }
    }

    fn operate_with_constant(&mut self, code: &mut Code, op: Operation, to: Reg, from: Reg, value: i64) {
        let (to, from) = (low(to), low(from));
        match op {
            Operation::Arithmetic(Arithmetic::Add) => add_constant(code, to, from, value),
            Operation::Arithmetic(op) => match (extension(op, value), logical(op)) {
                (Some(extension), _) => push_narrow(code, thumb::extend(extension, to, from)),
                (None, Some(op)) => {
                    let value = thumb::modified_immediate(value as u32).expect("this has been asked before");
                    push_wide(code, thumb::logical_immediate(op, to.into(), from.into(), value));
                }
                (None, None) => unreachable!("this has been asked before"),
            },
            Operation::Shift(op) => {
                let op = match op {
                    Shift::Left => thumb::Shift::Lsl,
                    Shift::RightUnsigned => thumb::Shift::Lsr,
                    Shift::RightSigned => thumb::Shift::Asr,
                };
                push_narrow(code, thumb::shift_immediate(op, to, from, Unsigned::truncated(value as u32)));
            }
        }
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        let condition = condition(test);
        let set = |value| thumb::immediate(Immediate::Mov, low(to), value);
        push_narrow(code, thumb::data_processing(DataProcessing::Cmp, low(a), low(b)));
        if self.has_armv7m {
            // `ite`: the second instruction is for the inverse.
            let mask = if condition as u32 & 1 == 0 { 0b1100 } else { 0b0100 };
            push_narrow(code, thumb::if_then(condition, Unsigned::truncated(mask)));
            push_narrow(code, set(1));
            push_narrow(code, set(0));
        } else {
            push_narrow(code, thumb::branch_if(condition, Signed::truncated(1)));
            push_narrow(code, set(0));
            push_narrow(code, thumb::branch(Signed::truncated(0)));
            push_narrow(code, set(1));
        }
    }
}

/// The register as the encoder names it. The registers of the [`Machine`] are all low.
fn low(reg: Reg) -> Low {
    Low::new(reg.0).expect("compiled code uses low registers only")
}

/// Another register: the one with the opposite number, since that is what the reference takes.
fn opposite(reg: Low) -> Low {
    let number = reg.mask().trailing_zeros() as u8;
    Low::new(number ^ 7).unwrap_or(Low::R7)
}

fn move_register(code: &mut Code, to: thumb::Reg, from: thumb::Reg) {
    push_narrow(code, thumb::special_data(SpecialData::Mov, to, from));
}

/// `to = from + value`, which is below 256, positive or negative; the flags are those of the sum.
fn add_constant(code: &mut Code, to: Low, from: Low, value: i64) {
    let (magnitude, is_negative) = (value.unsigned_abs() as u32, value < 0);
    match Unsigned::new(magnitude) {
        Some(small) if to != from || magnitude == 0 => {
            let op = if is_negative { AddSub::Sub } else { AddSub::Add };
            push_narrow(code, thumb::add_sub_small(op, to, from, small));
        }
        Some(_) | None => {
            let op = if is_negative { Immediate::Sub } else { Immediate::Add };
            if to != from {
                move_register(code, to.into(), from.into());
            }
            push_narrow(code, thumb::immediate(op, to, magnitude as u8));
        }
    }
}

/// The extension that an operation with a constant is.
const fn extension(op: Arithmetic, value: i64) -> Option<Extend> {
    match (op, value) {
        (Arithmetic::And, 0xff) => Some(Extend::Uxtb),
        (Arithmetic::And, 0xffff) => Some(Extend::Uxth),
        _ => None,
    }
}

/// The operation with a constant that ARMv7-M has.
const fn logical(op: Arithmetic) -> Option<Logical> {
    match op {
        Arithmetic::And => Some(Logical::And),
        Arithmetic::Or => Some(Logical::Orr),
        Arithmetic::Xor => Some(Logical::Eor),
        Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply => None,
    }
}

/// `to = value`, in two instructions of ARMv7-M.
fn load_wide(code: &mut Code, to: Low, value: i32) {
    push_wide(code, thumb::move_wide(MoveWide::Low, to.into(), value as u16));
    push_wide(code, thumb::move_wide(MoveWide::High, to.into(), (value >> 16) as u16));
}

/// `to = value`, in three instructions.
fn load_half(code: &mut Code, to: Low, value: u16) {
    let [low, high] = value.to_le_bytes();
    push_narrow(code, thumb::immediate(Immediate::Mov, to, high));
    push_narrow(code, thumb::shift_immediate(thumb::Shift::Lsl, to, to, Unsigned::truncated(8)));
    push_narrow(code, thumb::immediate(Immediate::Add, to, low));
}

/// `to = value`, from a word that is jumped over.
///
/// ```text
///        [nop]
///        ldr to, word
///        b after
/// word:  value
/// after:
/// ```
fn load_literal(code: &mut Code, to: Low, value: i32) {
    if code.position() & 2 != 0 {
        push_narrow(code, thumb::hint(Hint::Nop));
    }
    push_narrow(code, thumb::load_literal(to, 0));
    push_narrow(code, thumb::branch(Signed::truncated(1)));
    code.push(&value.to_le_bytes());
}

/// From the program counter, which is 4 ahead, to the label.
fn distance(code: &Code, label: Label) -> i32 {
    code.distance(label, 4)
}

/// A place of the frame as an instruction's field.
fn place_offset(code: &mut Code, place: u32) -> u8 {
    u8::try_from(place).unwrap_or_else(|_| {
        refuse_places(code);
        0
    })
}

fn refuse_places(code: &mut Code) {
    if code.pass() == Pass::Final {
        code.refuse(RangeError::unsupported("too many locals for native method"));
    }
}

fn refuse_distance(code: &mut Code) {
    code.refuse(RangeError::new("function too large for its jumps"));
}

//! ARMv6 processors, in their 32-bit instruction set.

use mpy_format::native::Entry;

use super::target::{Access, Arithmetic, Machine, Operation, Reg, Shift, Target, Test, Width};
use super::thumb::{self, MACHINE};
use crate::asm::arm::{self, Condition, Op, Transfer, push};
use crate::asm::field::{Signed, Unsigned};
use crate::asm::thumb::{Condition as Flags, Reg as Register};
use crate::asm::{Code, RangeError};
use crate::emit::Label;

/// Free for the instructions of one operation.
const SCRATCH: Register = Register::R8;
const FUN_TABLE: Register = Register::R7;
/// Registers r1 to r8: what a function saves besides the one that says where it returns to.
const SAVED: u16 = 0x01fe;

/// A processor that executes 32-bit instructions.
pub struct Arm {
    /// Whether places that are far away are lost, as they are with the reference.
    keeps_faults: bool,
    /// The bytes that the current function takes from the stack beyond the registers it saves.
    frame_bytes: u32,
}

impl Arm {
    /// An ARMv6 processor.
    pub fn new(keeps_faults: bool) -> Arm {
        Arm { keeps_faults, frame_bytes: 0 }
    }

    /// Reads or writes a place.
    fn access_place(&self, code: &mut Code, op: Transfer, reg: Register, place: u32) {
        // DIFF: the offset of a place beyond the 1023rd runs into the other fields of the reference's instruction.
        if self.keeps_faults {
            return push(code, arm::offset(op, false, reg, Register::SP, Unsigned::truncated(0)) | (place * 4));
        }
        access_bytes(code, op, Width::Word32, reg, Register::SP, place * 4);
    }

    fn adjust_stack(&self, code: &mut Code, op: Op) {
        if self.frame_bytes == 0 {
            return;
        }
        if let Ok(bytes) = u8::try_from(self.frame_bytes) {
            return push(code, arm::immediate(Condition::Always, op, Register::SP, Register::SP, bytes));
        }
        load(code, SCRATCH, self.frame_bytes as i32);
        push(code, arm::registers(Condition::Always, op, Register::SP, Register::SP, SCRATCH));
    }
}

impl Target for Arm {
    fn machine(&self) -> &'static Machine {
        &MACHINE
    }

    fn needs_measuring(&self) -> bool {
        false
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, _name: &str) {
        // The room of the saved registers serves for up to three places; the stack stays aligned to eight bytes.
        self.frame_bytes = if n_places > 3 { n_places.div_ceil(2) * 8 } else { 0 };
        push(code, arm::push_list(SAVED | Register::LR.mask()));
        self.adjust_stack(code, Op::Sub);
    }

    fn exit(&mut self, code: &mut Code) {
        self.adjust_stack(code, Op::Add);
        push(code, arm::pop_list(SAVED | Register::PC.mask()));
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        branch(code, Condition::Always, label);
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, _is_bool: bool) {
        let reg = register(reg);
        push(code, arm::immediate(Condition::Always, Op::Cmp, reg, reg, 0));
        branch(code, Condition::If(if is_zero { Flags::Eq } else { Flags::Ne }), label);
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        compare(code, register(a), register(b));
        branch(code, Condition::If(Flags::Eq), label);
    }

    fn jump_if_compare(&mut self, code: &mut Code, test: Test, (a, b): (Reg, Reg), label: Label, _: Reg) {
        compare(code, register(a), register(b));
        branch(code, Condition::If(thumb::condition(test)), label);
    }

    fn jump_on_odd(&mut self, code: &mut Code, wanted: bool, (a, b): (Reg, Option<Reg>), label: Label, scratch: Reg) {
        let (tested, scratch) = (register(a), register(scratch));
        if let Some(b) = b {
            push(code, arm::registers(Condition::Always, Op::And, scratch, tested, register(b)));
        }
        let tested = if b.is_some() { scratch } else { tested };
        push(code, arm::immediate(Condition::Always, Op::Tst, tested, tested, 1));
        branch(code, Condition::If(if wanted { Flags::Ne } else { Flags::Eq }), label);
    }

    fn jump_if_compare_constant(&mut self, code: &mut Code, test: Test, (a, value): (Reg, i64), label: Label) {
        let a = register(a);
        push(code, arm::immediate(Condition::Always, Op::Cmp, a, a, value as u8));
        branch(code, Condition::If(thumb::condition(test)), label);
    }

    fn add_small_ints(&mut self, code: &mut Code, op: Arithmetic, to: Reg, (a, b): (Reg, Reg), label: Label) {
        let (to, a, b) = (register(to), register(a), register(b));
        push(code, arm::immediate(Condition::Always, Op::Sub, to, b, 1));
        let op = if op == Arithmetic::Subtract { Op::Sub } else { Op::Add };
        push(code, arm::setting_flags(arm::registers(Condition::Always, op, to, a, to)));
        branch(code, Condition::If(Flags::Vc), label);
    }

    fn add_to_small_int(&mut self, code: &mut Code, to: Reg, a: Reg, value: i64, label: Label) {
        let (to, a) = (register(to), register(a));
        let op = if value < 0 { Op::Sub } else { Op::Add };
        let instruction = match u8::try_from(value.unsigned_abs()) {
            Ok(byte) => arm::immediate(Condition::Always, op, to, a, byte),
            Err(_) => {
                load(code, to, value as i32);
                arm::registers(Condition::Always, Op::Add, to, a, to)
            }
        };
        push(code, arm::setting_flags(instruction));
        branch(code, Condition::If(Flags::Vc), label);
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        push(code, arm::branch_exchange(false, register(reg)));
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        // The program counter is two instructions ahead, where the call returns to.
        push(code, arm::registers(Condition::Always, Op::Mov, Register::LR, Register::LR, Register::PC));
        let bytes = Unsigned::truncated(u32::from(entry.number()) * 4);
        push(code, arm::offset(Transfer::Load, false, Register::PC, FUN_TABLE, bytes));
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        let to = register(to);
        push(code, arm::registers(Condition::Always, Op::Mov, to, to, register(from)));
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        load(code, register(to), value as i32);
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        operate(code, Op::Eor, to, to);
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        self.access_place(code, Transfer::Load, register(to), place);
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        self.access_place(code, Transfer::Store, register(from), place);
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        let to = register(to);
        if let Ok(bytes) = u8::try_from(place * 4) {
            return push(code, arm::immediate(Condition::Always, Op::Add, to, Register::SP, bytes));
        }
        load(code, SCRATCH, (place * 4) as i32);
        push(code, arm::registers(Condition::Always, Op::Add, to, Register::SP, SCRATCH));
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        let to = register(to);
        // From the addition, where the program counter is 8 ahead.
        let distance = code.distance(label, 12 + 8);
        load_literal(code, to, distance);
        push(code, arm::registers(Condition::Always, Op::Add, to, to, Register::PC));
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        access_bytes(code, Transfer::Load, Width::Word32, register(to), register(base), offset.wrapping_mul(4));
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        access_bytes(code, Transfer::Store, Width::Word32, register(from), register(base), offset.wrapping_mul(4));
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        let bytes = (offset as u32).wrapping_mul(width.size());
        access_bytes(code, transfer(access), width, register(reg), register(base), bytes);
    }

    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        let (op, reg, base, index) = (transfer(access), register(reg), register(base), register(index));
        match width {
            Width::Byte => push(code, arm::indexed(op, true, reg, base, index, Unsigned::truncated(0))),
            Width::Half => {
                // These do not shift their offset.
                push(code, arm::shift_immediate(arm::Shift::Lsl, SCRATCH, index, Unsigned::truncated(1)));
                push(code, arm::indexed_half(op, reg, base, SCRATCH));
            }
            Width::Word32 => push(code, arm::indexed(op, false, reg, base, index, Unsigned::truncated(2))),
        }
    }

    fn keeps_base(&self) -> bool {
        true
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        let reg = register(reg);
        push(code, arm::immediate(Condition::Always, Op::Rsb, reg, reg, 0));
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        operate(code, Op::Mvn, reg, reg);
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        let op = match op {
            Arithmetic::Or => Op::Orr,
            Arithmetic::Xor => Op::Eor,
            Arithmetic::And => Op::And,
            Arithmetic::Add => Op::Add,
            Arithmetic::Subtract => Op::Sub,
            Arithmetic::Multiply => return push(code, arm::multiply(register(a), register(b), register(a))),
        };
        operate(code, op, a, b);
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg) {
        push(code, arm::shift(shift(op), register(a), register(a), register(b)));
    }

    fn takes_constant(&self, op: Operation, value: i64) -> bool {
        match op {
            Operation::Arithmetic(Arithmetic::Add) => value.unsigned_abs() < 0x100,
            Operation::Arithmetic(Arithmetic::Subtract | Arithmetic::Multiply) => false,
            Operation::Arithmetic(Arithmetic::Or | Arithmetic::Xor | Arithmetic::And) => u8::try_from(value).is_ok(),
            Operation::Shift(_) => (1..32).contains(&value),
        }
    }

    fn operate_with_constant(&mut self, code: &mut Code, op: Operation, to: Reg, from: Reg, value: i64) {
        let (to, from) = (register(to), register(from));
        let op = match op {
            Operation::Arithmetic(Arithmetic::Or) => Op::Orr,
            Operation::Arithmetic(Arithmetic::Xor) => Op::Eor,
            Operation::Arithmetic(Arithmetic::And) => Op::And,
            Operation::Arithmetic(_) if value < 0 => Op::Sub,
            Operation::Arithmetic(_) => Op::Add,
            Operation::Shift(op) => {
                let by = Unsigned::truncated(value as u32);
                return push(code, arm::shift_immediate(shift(op), to, from, by));
            }
        };
        push(code, arm::immediate(Condition::Always, op, to, from, value.unsigned_abs() as u8));
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        let (condition, to) = (thumb::condition(test), register(to));
        compare(code, register(a), register(b));
        for (condition, value) in [(condition, 1), (condition.inverse(), 0)] {
            push(code, arm::immediate(Condition::If(condition), Op::Mov, to, to, value));
        }
    }
}

/// The register as the encoder names it.
fn register(reg: Reg) -> Register {
    Register::new(reg.0).expect("the machine has sixteen registers")
}

fn shift(op: Shift) -> arm::Shift {
    match op {
        Shift::Left => arm::Shift::Lsl,
        Shift::RightUnsigned => arm::Shift::Lsr,
        Shift::RightSigned => arm::Shift::Asr,
    }
}

fn transfer(access: Access) -> Transfer {
    match access {
        Access::Load => Transfer::Load,
        Access::Store => Transfer::Store,
    }
}

/// `a = a op b`
fn operate(code: &mut Code, op: Op, a: Reg, b: Reg) {
    push(code, arm::registers(Condition::Always, op, register(a), register(a), register(b)));
}

fn compare(code: &mut Code, a: Register, b: Register) {
    push(code, arm::registers(Condition::Always, Op::Cmp, a, a, b));
}

/// `to = value`
fn load(code: &mut Code, to: Register, value: i32) {
    let (op, byte) = match (u8::try_from(value), u8::try_from(!value)) {
        (Ok(byte), _) => (Op::Mov, byte),
        (Err(_), Ok(byte)) => (Op::Mvn, byte),
        (Err(_), Err(_)) => return load_literal(code, to, value),
    };
    push(code, arm::immediate(Condition::Always, op, to, to, byte));
}

/// `to = value`, from a word that is jumped over.
fn load_literal(code: &mut Code, to: Register, value: i32) {
    push(code, arm::offset(Transfer::Load, false, to, Register::PC, Unsigned::truncated(0)));
    push(code, arm::branch(Condition::Always, Signed::truncated(0)));
    code.push(&value.to_le_bytes());
}

fn access_bytes(code: &mut Code, op: Transfer, width: Width, reg: Register, base: Register, bytes: u32) {
    let is_byte = match width {
        Width::Byte => true,
        Width::Word32 => false,
        Width::Half => {
            if let Ok(bytes) = u8::try_from(bytes) {
                return push(code, arm::offset_half(op, reg, base, bytes));
            }
            load(code, SCRATCH, bytes as i32);
            return push(code, arm::indexed_half(op, reg, base, SCRATCH));
        }
    };
    if let Some(bytes) = Unsigned::new(bytes) {
        return push(code, arm::offset(op, is_byte, reg, base, bytes));
    }
    load(code, SCRATCH, bytes as i32);
    push(code, arm::indexed(op, is_byte, reg, base, SCRATCH, Unsigned::truncated(0)));
}

fn branch(code: &mut Code, condition: Condition, label: Label) {
    match Signed::new(code.distance(label, 8) >> 2) {
        Some(words) => push(code, arm::branch(condition, words)),
        None => code.refuse(RangeError::new("function too large for its jumps")),
    }
}

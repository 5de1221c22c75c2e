//! x86, of 32 and of 64 bits.
//!
//! The stack pointer points to place 0. With 32 bits, arguments of calls are pushed from the registers that stand for
//! them, and a function's own arguments lie above the return address and the four saved registers.

use mpy_format::native::Entry;

use super::{Access, Arithmetic, Comparison, Machine, Operation, Reg, Registers, Shift, Target, Test, Width};
use crate::asm::Code;
use crate::asm::x86::{self, Binary, Condition, Mode, Size, Unary};
use crate::emit::Label;

const AX: Reg = Reg(0);
const CX: Reg = Reg(1);
const DX: Reg = Reg(2);
const BX: Reg = Reg(3);
const SP: Reg = Reg(4);
const BP: Reg = Reg(5);
const SI: Reg = Reg(6);
const DI: Reg = Reg(7);
const R12: Reg = Reg(12);
const R13: Reg = Reg(13);

static MACHINE32: Machine = Machine {
    registers: Registers {
        result: AX,
        arguments: [AX, CX, DX, BX],
        temps: [AX, CX, DX],
        locals: [BX, SI, DI],
        fun_table: BP,
        zero: None,
        own_result: AX,
        own_arguments: [AX, CX, DX, BX],
    },
    word_size: 4,
    n_saved_registers: 6,
    saved_local: 5,
    uses_setjmp: false,
    arguments_on_stack: true,
    shift_amount: Some(CX),
    stores_from_arguments: true,
    has_not: true,
    compared_constants: Some(i32::MIN as i64..=i32::MAX as i64),
    adds_small_ints: true,
};

// System V ABI; the runtime saves as many registers as the other ABI needs.
static MACHINE64: Machine = Machine {
    registers: Registers {
        result: AX,
        arguments: [DI, SI, DX, CX],
        temps: [AX, DI, SI],
        locals: [BX, R12, R13],
        fun_table: BP,
        zero: None,
        own_result: AX,
        own_arguments: [DI, SI, DX, CX],
    },
    word_size: 8,
    n_saved_registers: 10,
    saved_local: 5,
    uses_setjmp: false,
    arguments_on_stack: false,
    shift_amount: Some(CX),
    stores_from_arguments: true,
    has_not: true,
    compared_constants: Some(i32::MIN as i64..=i32::MAX as i64),
    adds_small_ints: true,
};

/// Saved by a function, in the order in which they are pushed.
const SAVED32: [Reg; 4] = [BP, BX, SI, DI];
const SAVED64: [Reg; 4] = [BP, BX, R12, R13];

/// A condition that is true when a comparison of two registers is.
const fn condition(test: Test) -> Condition {
    match (test.op, test.is_signed) {
        (Comparison::Less, false) => Condition::B,
        (Comparison::More, false) => Condition::A,
        (Comparison::LessEqual, false) => Condition::Be,
        (Comparison::MoreEqual, false) => Condition::Ae,
        (Comparison::Less, true) => Condition::L,
        (Comparison::More, true) => Condition::G,
        (Comparison::LessEqual, true) => Condition::Le,
        (Comparison::MoreEqual, true) => Condition::Ge,
        (Comparison::Equal, _) => Condition::E,
        (Comparison::NotEqual, _) => Condition::Ne,
    }
}

/// The instruction for an operation, unless it is a multiplication, which is of another form.
const fn binary(op: Arithmetic) -> Option<Binary> {
    match op {
        Arithmetic::Or => Some(Binary::Or),
        Arithmetic::Xor => Some(Binary::Xor),
        Arithmetic::And => Some(Binary::And),
        Arithmetic::Add => Some(Binary::Add),
        Arithmetic::Subtract => Some(Binary::Sub),
        Arithmetic::Multiply => None,
    }
}

const fn shift(op: Shift) -> Unary {
    match op {
        Shift::Left => Unary::Shl,
        Shift::RightUnsigned => Unary::Shr,
        Shift::RightSigned => Unary::Sar,
    }
}

/// Either of them.
pub(super) struct X86 {
    mode: Mode,
    /// Places of the frame, with those that align it.
    n_places: u32,
}

impl X86 {
    pub(super) const fn new(mode: Mode) -> X86 {
        X86 { mode, n_places: 0 }
    }

    fn word_size(&self) -> u32 {
        self.machine().word_size
    }

    fn saved(&self) -> [Reg; 4] {
        match self.mode {
            Mode::Bits32 => SAVED32,
            Mode::Bits64 => SAVED64,
        }
    }

    fn offset(&self, word: u32) -> i32 {
        (word * self.word_size()) as i32
    }

    fn load_full(&self, code: &mut Code, to: Reg, base: Reg, offset: i32) {
        x86::load(code, self.mode, Size::Full, to.0, base.0, offset);
    }

    fn jump_on(code: &mut Code, condition: Condition, label: Label) {
        match code.distance_back(label, 2).map(i8::try_from) {
            Some(Ok(distance)) => x86::jcc8(code, condition, distance),
            Some(Err(_)) | None => match code.distance_ahead(label, 2, 8) {
                Some(distance) => x86::jcc8(code, condition, distance as i8),
                None => {
                    let distance = code.distance(label, 6);
                    x86::jcc32(code, condition, distance);
                }
            },
        }
    }
}

impl Target for X86 {
    fn machine(&self) -> &'static Machine {
        match self.mode {
            Mode::Bits32 => &MACHINE32,
            Mode::Bits64 => &MACHINE64,
        }
    }

    fn needs_measuring(&self) -> bool {
        false
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, _name: &str) {
        for reg in self.saved() {
            x86::push(code, reg.0);
        }
        // With the return address and the saved registers, calls find the stack aligned to 16 bytes.
        self.n_places = match self.mode {
            Mode::Bits32 => n_places | 3,
            Mode::Bits64 => n_places | 1,
        };
        x86::sub_immediate(code, self.mode, SP.0, self.offset(self.n_places));
    }

    fn exit(&mut self, code: &mut Code) {
        x86::sub_immediate(code, self.mode, SP.0, -self.offset(self.n_places));
        for reg in self.saved().into_iter().rev() {
            x86::pop(code, reg.0);
        }
        x86::ret(code);
    }

    fn load_argument(&mut self, code: &mut Code, to: Reg, index: u32) {
        let return_address = 1;
        let offset = self.offset(self.n_places + self.saved().len() as u32 + return_address + index);
        self.load_full(code, to, SP, offset);
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        match code.distance_back(label, 2).map(i8::try_from) {
            Some(Ok(distance)) => x86::jmp8(code, distance),
            Some(Err(_)) | None => match code.distance_ahead(label, 2, 8) {
                Some(distance) => x86::jmp8(code, distance as i8),
                None => {
                    let distance = code.distance(label, 5);
                    x86::jmp32(code, distance);
                }
            },
        }
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, is_bool: bool) {
        if is_bool {
            x86::test_byte(code, reg.0, reg.0);
        } else {
            x86::binary(code, self.mode, Binary::Test, reg.0, reg.0);
        }
        X86::jump_on(code, if is_zero { Condition::E } else { Condition::Ne }, label);
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        x86::binary(code, self.mode, Binary::Cmp, b.0, a.0);
        X86::jump_on(code, Condition::E, label);
    }

    fn jump_if_compare(&mut self, code: &mut Code, test: Test, (a, b): (Reg, Reg), label: Label, _: Reg) {
        x86::binary(code, self.mode, Binary::Cmp, a.0, b.0);
        X86::jump_on(code, condition(test), label);
    }

    fn jump_on_odd(&mut self, code: &mut Code, wanted: bool, (a, b): (Reg, Option<Reg>), label: Label, scratch: Reg) {
        let mut tested = a;
        if let Some(b) = b {
            self.move_register(code, scratch, a);
            self.arithmetic(code, Arithmetic::And, scratch, b);
            tested = scratch;
        }
        x86::test_bit(code, tested.0, 0);
        // The bit is in the carry.
        X86::jump_on(code, if wanted { Condition::B } else { Condition::Ae }, label);
    }

    fn jump_if_compare_constant(&mut self, code: &mut Code, test: Test, (a, value): (Reg, i64), label: Label) {
        x86::binary_immediate(code, self.mode, Binary::Cmp, a.0, value as i32);
        X86::jump_on(code, condition(test), label);
    }

    fn add_small_ints(&mut self, code: &mut Code, op: Arithmetic, to: Reg, (a, b): (Reg, Reg), label: Label) {
        // The lowest bit is set right by an instruction that has no flags.
        let mode = self.mode;
        let set_bit = |code: &mut Code, reg: Reg, by| x86::lea(code, mode, to.0, reg.0, by);
        if op == Arithmetic::Subtract {
            self.move_register(code, to, a);
            self.arithmetic(code, op, to, b);
            set_bit(code, to, 1);
        } else {
            set_bit(code, b, -1);
            self.arithmetic(code, op, to, a);
        }
        X86::jump_on(code, Condition::No, label);
    }

    fn add_to_small_int(&mut self, code: &mut Code, to: Reg, a: Reg, value: i64, label: Label) {
        match i32::try_from(value) {
            Ok(value) => {
                self.move_register(code, to, a);
                x86::add_immediate(code, self.mode, to.0, value);
            }
            Err(_) => {
                self.load_immediate(code, to, value);
                self.arithmetic(code, Arithmetic::Add, to, a);
            }
        }
        X86::jump_on(code, Condition::No, label);
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        x86::jmp_register(code, reg.0);
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        let registers = &self.machine().registers;
        let function = registers.result;
        let load_function = self.offset(entry.number().into());
        if self.mode == Mode::Bits64 {
            self.load_full(code, function, registers.fun_table, load_function);
            return x86::call_register(code, function.0);
        }
        let n = entry.n_arguments();
        let n_aligned = n.next_multiple_of(4);
        if n_aligned > n {
            x86::sub_immediate(code, self.mode, SP.0, self.offset((n_aligned - n) as u32));
        }
        for reg in registers.arguments[..n].iter().rev() {
            x86::push(code, reg.0);
        }
        self.load_full(code, function, registers.fun_table, load_function);
        x86::call_register(code, function.0);
        if n > 0 {
            x86::add_immediate(code, self.mode, SP.0, self.offset(n_aligned as u32));
        }
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        x86::binary(code, self.mode, Binary::Mov, to.0, from.0);
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        match (self.mode, u32::try_from(value)) {
            (Mode::Bits32, _) => x86::mov_immediate32(code, to.0, value as u32),
            (Mode::Bits64, Ok(value)) => x86::mov_immediate32(code, to.0, value),
            (Mode::Bits64, Err(_)) => x86::mov_immediate64(code, to.0, value as u64),
        }
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        self.arithmetic(code, Arithmetic::Xor, to, to);
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        self.load_word(code, to, SP, place);
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        self.store_word(code, from, SP, place);
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        match place {
            0 => self.move_register(code, to, SP),
            _ => x86::lea(code, self.mode, to.0, SP.0, self.offset(place)),
        }
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        match self.mode {
            Mode::Bits32 => {
                // A call pushes where it is.
                x86::call(code, 0);
                let distance = code.distance(label, 0);
                x86::pop(code, to.0);
                x86::add_immediate32(code, self.mode, to.0, distance);
            }
            Mode::Bits64 => {
                let distance = code.distance(label, 7);
                x86::lea_rip(code, to.0, distance);
            }
        }
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        self.load_full(code, to, base, self.offset(offset));
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        x86::store(code, self.mode, Size::Full, from.0, base.0, self.offset(offset));
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        let size = match width {
            Width::Byte => Size::Byte,
            Width::Half => Size::Half,
            Width::Word32 => Size::Word32,
        };
        let displacement = (offset << width.log2()) as i32;
        match access {
            Access::Load => x86::load(code, self.mode, size, reg.0, base.0, displacement),
            Access::Store => x86::store(code, self.mode, size, reg.0, base.0, displacement),
        }
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        x86::unary(code, self.mode, Unary::Neg, reg.0);
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        x86::unary(code, self.mode, Unary::Not, reg.0);
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        match binary(op) {
            Some(op) => x86::binary(code, self.mode, op, a.0, b.0),
            None => x86::imul(code, self.mode, a.0, b.0),
        }
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, _b: Reg) {
        x86::unary(code, self.mode, shift(op), a.0);
    }

    fn takes_constant(&self, op: Operation, value: i64) -> bool {
        match op {
            Operation::Arithmetic(Arithmetic::Multiply) => false,
            Operation::Arithmetic(_) => i32::try_from(value).is_ok(),
            Operation::Shift(_) => (1..i64::from(self.word_size() * 8)).contains(&value),
        }
    }

    fn operate_with_constant(&mut self, code: &mut Code, op: Operation, to: Reg, from: Reg, value: i64) {
        if to != from {
            self.move_register(code, to, from);
        }
        match op {
            Operation::Arithmetic(op) => {
                let op = binary(op).expect("this has been asked before");
                x86::binary_immediate(code, self.mode, op, to.0, value as i32);
            }
            Operation::Shift(op) => x86::shift_immediate(code, self.mode, shift(op), to.0, value as u8),
        }
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        self.clear(code, to);
        x86::binary(code, self.mode, Binary::Cmp, a.0, b.0);
        x86::set(code, condition(test), to.0);
    }
}

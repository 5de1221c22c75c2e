//! The pseudo architecture `debug`: its operations are listed, and make no code.

use alloc::{format, string::String};
use core::fmt;

use mpy_format::native::Entry;

use super::{Access, Arithmetic, Machine, Reg, Registers, Shift, Target, Test, Width};
use crate::asm::{Code, Pass};
use crate::emit::Label;

static MACHINE: Machine = Machine {
    registers: Registers {
        result: Reg(0),
        arguments: [Reg(1), Reg(2), Reg(3), Reg(4)],
        temps: [Reg(5), Reg(6), Reg(7)],
        locals: [Reg(8), Reg(9), Reg(10)],
        fun_table: Reg(11),
        zero: None,
        own_result: Reg(0),
        own_arguments: [Reg(1), Reg(2), Reg(3), Reg(4)],
    },
    word_size: 8,
    n_saved_registers: 0,
    saved_local: 5,
    uses_setjmp: false,
    arguments_on_stack: false,
    shift_amount: None,
    stores_from_arguments: false,
    has_not: true,
    compared_constants: None,
    adds_small_ints: false,
};

const REGISTERS: [&str; 12] = [
    "r_ret",
    "r_arg1",
    "r_arg2",
    "r_arg3",
    "r_arg4",
    "r_temp0",
    "r_temp1",
    "r_temp2",
    "r_local1",
    "r_local2",
    "r_local3",
    "r_fun_table",
];

fn name(reg: Reg) -> &'static str {
    REGISTERS[usize::from(reg.0)]
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "label_{}", self.0)
    }
}

/// The listing, of final passes.
#[derive(Default)]
pub(super) struct Debug {
    listing: String,
}

impl Debug {
    fn line(&mut self, code: &Code, indent: &str, text: &str) {
        if code.pass() == Pass::Final {
            let dead = if code.is_dead() { "dead_code " } else { "" };
            self.listing += &format!("{indent}{dead}{text}\n");
        }
    }

    fn operation(&mut self, code: &Code, text: &str) {
        self.line(code, "    ", text);
    }
}

impl Target for Debug {
    fn machine(&self) -> &'static Machine {
        &MACHINE
    }

    fn is_listing(&self) -> bool {
        true
    }

    fn take_listing(&mut self) -> String {
        core::mem::take(&mut self.listing)
    }

    fn needs_measuring(&self) -> bool {
        false
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, name: &str) {
        self.line(code, "", &format!("ENTRY({name}, num_locals={n_places})"));
    }

    fn exit(&mut self, code: &mut Code) {
        self.line(code, "", "EXIT(0)");
    }

    fn label(&mut self, code: &mut Code, label: Label) {
        code.place(label);
        self.line(code, "", &format!("label({label})"));
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        self.operation(code, &format!("jump({label})"));
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, is_bool: bool) {
        let condition = if is_zero { "zero" } else { "nonzero" };
        self.operation(code, &format!("jump_if_reg_{condition}({}, {label}, {is_bool})", name(reg)));
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        self.operation(code, &format!("jump_if_reg_eq({}, {}, {label})", name(a), name(b)));
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        self.operation(code, &format!("jump_reg({})", name(reg)));
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        self.operation(code, &format!("call_ind({entry})"));
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        self.operation(code, &format!("mov_reg_reg({}, {})", name(to), name(from)));
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        let value = value as i32;
        self.operation(code, &format!("mov_reg_imm({}, {value}={value:#x})", name(to)));
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        self.operation(code, &format!("clr({})", name(to)));
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        self.operation(code, &format!("mov_reg_local({}, local_{place})", name(to)));
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        self.operation(code, &format!("mov_local_reg(local_{place}, {})", name(from)));
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        self.operation(code, &format!("mov_reg_local_addr({}, local_{place})", name(to)));
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        self.operation(code, &format!("mov_reg_pcrel({}, {label})", name(to)));
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        self.operation(code, &format!("load({}, {}, {offset})", name(to), name(base)));
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        self.operation(code, &format!("store({}, {}, {offset})", name(from), name(base)));
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        let verb = verb(access, width);
        if self.has_offset(access, width) {
            self.operation(code, &format!("{verb}({}, {}, {})", name(reg), name(base), offset as i32));
        } else {
            self.operation(code, &format!("{verb}({}, {})", name(reg), name(base)));
        }
    }

    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        for _ in 0..width.size() {
            self.arithmetic(code, Arithmetic::Add, base, index);
        }
        self.operation(code, &format!("{}({}, {})", verb(access, width), name(reg), name(base)));
    }

    fn has_offset(&self, access: Access, width: Width) -> bool {
        access == Access::Load && width == Width::Half
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        self.operation(code, &format!("neg({})", name(reg)));
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        self.operation(code, &format!("not({})", name(reg)));
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        let op = match op {
            Arithmetic::Or => "or",
            Arithmetic::Xor => "xor",
            Arithmetic::And => "and",
            Arithmetic::Add => "add",
            Arithmetic::Subtract => "sub",
            Arithmetic::Multiply => "mul",
        };
        self.operation(code, &format!("{op}({}, {})", name(a), name(b)));
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg) {
        let op = match op {
            Shift::Left => "lsl",
            Shift::RightUnsigned => "lsr",
            Shift::RightSigned => "asr",
        };
        self.operation(code, &format!("{op}({}, {})", name(a), name(b)));
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        let number = test.op as u8 + if test.is_signed { 6 } else { 0 };
        self.operation(code, &format!("setcc({number}, {}, {}, {})", name(to), name(a), name(b)));
    }
}

fn verb(access: Access, width: Width) -> &'static str {
    match (access, width) {
        (Access::Load, Width::Byte) => "load8",
        (Access::Load, Width::Half) => "load16",
        (Access::Load, Width::Word32) => "load32",
        (Access::Store, Width::Byte) => "store8",
        (Access::Store, Width::Half) => "store16",
        (Access::Store, Width::Word32) => "store32",
    }
}

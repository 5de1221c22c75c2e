//! `@micropython.asm_thumb`
//!
//! Which instructions there are depends on the processor: those of 32 bits need ARMv7-M, those on floats an FPU.

use alloc::{format, string::String};

use mpy_format::Arch;

use super::{Context, Dialect, Operand, plain_number};
use crate::asm::field::{Signed, Unsigned};
use crate::asm::thumb::{
    self, AddSub, Bits, Condition, DataProcessing, Hint, Immediate, Low, MoveWide, Offset, Reg, Shift, SpecialData,
    Wide, push_narrow, push_wide, vfp,
};
use crate::asm::{Code, Pass, arm};

/// The assembler of the Arm processors.
pub struct Thumb {
    /// Whether the function is entered in ARM state.
    is_entered_in_arm_state: bool,
    has_armv7m: bool,
    has_fpu: bool,
}

impl Thumb {
    /// The assembler for an Arm architecture.
    pub fn new(arch: Arch) -> Thumb {
        let has_armv7m = matches!(arch, Arch::Armv7m | Arch::Armv7em | Arch::Armv7emsp | Arch::Armv7emdp);
        let has_fpu = matches!(arch, Arch::Armv7emsp | Arch::Armv7emdp);
        Thumb { is_entered_in_arm_state: arch == Arch::Armv6, has_armv7m, has_fpu }
    }
}

/// Registers saved besides the link register: r1 keeps the stack aligned.
const SAVED: u8 = 0xf2;

impl Dialect for Thumb {
    fn check_parameters(&self, names: &[Option<&str>]) -> Result<(), &'static str> {
        if names.len() > 4 {
            return Err("can only have up to 4 parameters to Thumb assembly");
        }
        if names.iter().zip(["r0", "r1", "r2", "r3"]).any(|(name, register)| *name != Some(register)) {
            return Err("parameters must be registers in sequence r0 to r3");
        }
        Ok(())
    }

    fn entry(&mut self, code: &mut Code) {
        if self.is_entered_in_arm_state {
            arm::push_call_of_thumb(code);
        }
        push_narrow(code, thumb::push(SAVED, true));
    }

    fn exit(&mut self, code: &mut Code) {
        push_narrow(code, thumb::pop(SAVED, true));
    }

    fn instruction(&mut self, mnemonic: &str, operands: &[Operand], context: &mut Context<'_>) {
        let mut line = Line { thumb: self, mnemonic, context };
        let is_known = if self.has_fpu && mnemonic.starts_with('v') {
            line.floating_point(operands)
        } else {
            match operands {
                [] => line.without_operands(),
                [a] => line.with_one(a),
                [a, b @ Operand::Name(_)] => line.with_two_registers(a, b),
                [a, b] => line.with_two(a, b),
                [a, b, c] => line.with_three(a, b, c),
                _ => None,
            }
        };
        if is_known.is_none() {
            let n = operands.len();
            line.context.fail(format!("unsupported Thumb instruction '{mnemonic}' with {n} arguments"));
        }
    }
}

/// One instruction. Wrong operands are noted and stand for 0; `None` means that there is no such instruction.
struct Line<'a, 'c> {
    thumb: &'a Thumb,
    mnemonic: &'a str,
    context: &'a mut Context<'c>,
}

impl Line<'_, '_> {
    fn without_operands(&mut self) -> Option<()> {
        let op = match self.mnemonic {
            "nop" => Hint::Nop,
            "wfi" => Hint::Wfi,
            _ => return None,
        };
        self.narrow(thumb::hint(op))
    }

    fn with_one(&mut self, a: &Operand) -> Option<()> {
        match self.mnemonic {
            "b" => {
                let distance = self.distance(a);
                let halves = self.reach(Signed::new(distance >> 1), Signed::truncated(distance >> 1));
                self.narrow(thumb::branch(halves))
            }
            "bl" => {
                let distance = self.distance(a);
                // The reference takes no more than the range of the first processors with this instruction.
                let is_near = Signed::<22>::new(distance >> 1).is_some();
                let halves = Signed::<24>::truncated(distance >> 1);
                let halves = self.reach(is_near.then_some(halves), halves);
                self.wide(thumb::branch_wide(true, halves))
            }
            "bx" => {
                let m = self.register(a);
                self.narrow(thumb::branch_exchange(false, m))
            }
            // What is said about interrupts is not looked at.
            "cpsid" => self.narrow(thumb::change_interrupts(true)),
            "cpsie" => self.narrow(thumb::change_interrupts(false)),
            "push" => {
                let list = self.registers(a);
                match list & !(0xff | Reg::LR.mask()) {
                    0 => self.narrow(thumb::push(list as u8, list & Reg::LR.mask() != 0)),
                    _ if self.thumb.has_armv7m => self.wide(thumb::push_any(list)),
                    _ => None,
                }
            }
            "pop" => {
                let list = self.registers(a);
                match list & !(0xff | Reg::PC.mask()) {
                    0 => self.narrow(thumb::pop(list as u8, list & Reg::PC.mask() != 0)),
                    _ if self.thumb.has_armv7m => self.wide(thumb::pop_any(list)),
                    _ => None,
                }
            }
            _ => match (self.mnemonic.strip_prefix('b'), self.mnemonic.strip_prefix("it")) {
                (Some(rest), _) => self.branch_if(rest, a),
                (None, Some(rest)) if self.thumb.has_armv7m => self.if_then(rest, a),
                _ => None,
            },
        }
    }

    /// `b<cond>`, `b<cond>_n` and `b<cond>_w`
    fn branch_if(&mut self, rest: &str, target: &Operand) -> Option<()> {
        let (name, is_wide) = match rest.split_once('_') {
            None => (rest, false),
            Some((name, "n")) => (name, false),
            Some((name, "w")) if self.thumb.has_armv7m => (name, true),
            Some(_) => return None,
        };
        let condition = Condition::from_name(name)?;
        let distance = self.distance(target);
        if is_wide {
            let halves = self.reach(Signed::new(distance >> 1), Signed::truncated(distance >> 1));
            return self.wide(thumb::branch_if_wide(condition, halves));
        }
        let halves = self.reach(Signed::new(distance >> 1), Signed::truncated(distance >> 1));
        self.narrow(thumb::branch_if(condition, halves))
    }

    /// `it`, followed by `t` or `e` for each instruction after the first.
    fn if_then(&mut self, rest: &str, condition: &Operand) -> Option<()> {
        let condition = Condition::from_name(self.context.name(condition))?;
        if rest.len() > 3 {
            return None;
        }
        let mut mask = 8;
        for letter in rest.bytes().rev() {
            let is_then = match letter {
                b't' => true,
                b'e' => false,
                _ => return None,
            };
            let low_bit = condition as u32 & 1;
            mask = mask >> 1 | if is_then { low_bit } else { low_bit ^ 1 } << 3;
        }
        self.narrow(thumb::if_then(condition, Unsigned::truncated(mask)))
    }

    fn with_two_registers(&mut self, a: &Operand, b: &Operand) -> Option<()> {
        let bits = match self.mnemonic {
            "mov" => {
                let (d, m) = (self.register(a), self.register(b));
                return self.narrow(thumb::special_data(SpecialData::Mov, d, m));
            }
            "mrs" if self.thumb.has_armv7m => {
                let (d, special) = (self.register_up_to(a, 12), self.special(b));
                return self.wide(thumb::load_special(d, special));
            }
            "clz" if self.thumb.has_armv7m => Some(Bits::Clz),
            "rbit" if self.thumb.has_armv7m => Some(Bits::Rbit),
            _ => None,
        };
        if let Some(op) = bits {
            let (d, m) = (self.register(a), self.register(b));
            return self.wide(thumb::bits(op, d, m));
        }
        let op = match self.mnemonic {
            "and_" => DataProcessing::And,
            "eor" => DataProcessing::Eor,
            "lsl" => DataProcessing::Lsl,
            "lsr" => DataProcessing::Lsr,
            "asr" => DataProcessing::Asr,
            "adc" => DataProcessing::Adc,
            "sbc" => DataProcessing::Sbc,
            "ror" => DataProcessing::Ror,
            "tst" => DataProcessing::Tst,
            "neg" => DataProcessing::Neg,
            "cmp" => DataProcessing::Cmp,
            "cmn" => DataProcessing::Cmn,
            "orr" => DataProcessing::Orr,
            "mul" => DataProcessing::Mul,
            "bic" => DataProcessing::Bic,
            "mvn" => DataProcessing::Mvn,
            _ => return None,
        };
        let (dn, m) = (self.low(a), self.low(b));
        self.narrow(thumb::data_processing(op, dn, m))
    }

    fn with_two(&mut self, a: &Operand, b: &Operand) -> Option<()> {
        let has_armv7m = self.thumb.has_armv7m;
        match self.mnemonic {
            "mov" => self.immediate(Immediate::Mov, a, b),
            "cmp" => self.immediate(Immediate::Cmp, a, b),
            "add" => self.immediate(Immediate::Add, a, b),
            "sub" => self.immediate(Immediate::Sub, a, b),
            "movw" if has_armv7m => self.move_half(MoveWide::Low, a, b),
            "movt" if has_armv7m => self.move_half(MoveWide::High, a, b),
            "movwt" if has_armv7m => {
                let (d, value) = (self.register_up_to(a, 14), self.integer(b, u32::MAX));
                self.wide(thumb::move_wide(MoveWide::Low, d, value as u16));
                self.wide(thumb::move_wide(MoveWide::High, d, (value >> 16) as u16))
            }
            "ldrex" if has_armv7m => {
                let t = self.register(a);
                let Some([base, offset]) = self.address(b) else { return Some(()) };
                let (n, words) = (self.register(base), self.integer(offset, 0xff) >> 2);
                self.wide(thumb::load_exclusive(t, n, words as u8))
            }
            "ldr" => self.load_store(Offset::Ldr, 2, a, b),
            "ldrb" => self.load_store(Offset::Ldrb, 0, a, b),
            "ldrh" => self.load_store(Offset::Ldrh, 1, a, b),
            "str" => self.load_store(Offset::Str, 2, a, b),
            "strb" => self.load_store(Offset::Strb, 0, a, b),
            "strh" => self.load_store(Offset::Strh, 1, a, b),
            _ => None,
        }
    }

    fn immediate(&mut self, op: Immediate, a: &Operand, b: &Operand) -> Option<()> {
        let (dn, value) = (self.low(a), self.integer(b, 0xff));
        self.narrow(thumb::immediate(op, dn, value as u8))
    }

    fn move_half(&mut self, half: MoveWide, a: &Operand, b: &Operand) -> Option<()> {
        // DIFF: the reference aborts on r15.
        let (d, value) = (self.register_up_to(a, 14), self.integer(b, 0xffff));
        self.wide(thumb::move_wide(half, d, value as u16))
    }

    /// An access of `1 << size` bytes. What is no address makes it no instruction.
    fn load_store(&mut self, op: Offset, size: u32, a: &Operand, b: &Operand) -> Option<()> {
        let t = self.low(a);
        let [base, offset] = self.address(b)?;
        let (n, bytes) = (self.low(base), self.integer(offset, 0x1f << size));
        self.narrow(thumb::offset(op, t, n, Unsigned::truncated(bytes >> size)))
    }

    fn with_three(&mut self, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        match self.mnemonic {
            "lsl" => self.shift(Shift::Lsl, a, b, c),
            "lsr" => self.shift(Shift::Lsr, a, b, c),
            "asr" => self.shift(Shift::Asr, a, b, c),
            "add" => self.add_sub(AddSub::Add, a, b, c),
            "sub" => self.add_sub(AddSub::Sub, a, b, c),
            "sdiv" if self.thumb.has_armv7m => self.divide(true, a, b, c),
            "udiv" if self.thumb.has_armv7m => self.divide(false, a, b, c),
            "strex" if self.thumb.has_armv7m => {
                let (d, t) = (self.register(a), self.register(b));
                let Some([base, offset]) = self.address(c) else { return Some(()) };
                let (n, words) = (self.register(base), self.integer(offset, 0xff) >> 2);
                self.wide(thumb::store_exclusive(d, t, n, words as u8))
            }
            _ => None,
        }
    }

    fn shift(&mut self, op: Shift, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        let (d, m, amount) = (self.low(a), self.low(b), self.integer(c, 0x1f));
        self.narrow(thumb::shift_immediate(op, d, m, Unsigned::truncated(amount)))
    }

    fn add_sub(&mut self, op: AddSub, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        let (d, n) = (self.low(a), self.low(b));
        if let Operand::Name(_) = c {
            let m = self.low(c);
            return self.narrow(thumb::add_sub(op, d, n, m));
        }
        let value = self.integer(c, 7);
        self.narrow(thumb::add_sub_small(op, d, n, Unsigned::truncated(value)))
    }

    fn divide(&mut self, is_signed: bool, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        let (d, n, m) = (self.register(a), self.register(b), self.register(c));
        self.wide(thumb::divide(is_signed, d, n, m))
    }

    fn floating_point(&mut self, operands: &[Operand]) -> Option<()> {
        let op = match (self.mnemonic, operands) {
            ("vcmp", [_, _]) => vfp::Unary::Compare,
            ("vsqrt", [_, _]) => vfp::Unary::Sqrt,
            ("vneg", [_, _]) => vfp::Unary::Neg,
            ("vcvt_f32_s32", [_, _]) => vfp::Unary::FromInt,
            ("vcvt_s32_f32", [_, _]) => vfp::Unary::ToInt,
            ("vmrs", [to, from]) => {
                let t = if self.context.name(to) == "APSR_nzcv" { Reg::PC } else { self.register(to) };
                if self.context.name(from) != "FPSCR" {
                    return None;
                }
                return self.wide(vfp::load_status(t));
            }
            ("vmov", [to, from]) => {
                let to_core = self.context.name(to).starts_with('r');
                let (t, n) = match to_core {
                    true => (self.register(to), self.single(from)),
                    false => {
                        let n = self.single(to);
                        (self.register(from), n)
                    }
                };
                return self.wide(vfp::transfer(to_core, t, n));
            }
            ("vldr" | "vstr", [register, address]) => {
                let d = self.single(register);
                let Some([base, offset]) = self.address(address) else { return Some(()) };
                let (n, words) = (self.low(base), self.integer(offset, 0x3fc) >> 2);
                let loads = self.mnemonic == "vldr";
                return self.wide(vfp::offset(loads, d, n.into(), Unsigned::truncated(words)));
            }
            ("vadd", [a, b, c]) => return self.float_binary(vfp::Binary::Add, a, b, c),
            ("vsub", [a, b, c]) => return self.float_binary(vfp::Binary::Sub, a, b, c),
            ("vmul", [a, b, c]) => return self.float_binary(vfp::Binary::Mul, a, b, c),
            ("vdiv", [a, b, c]) => return self.float_binary(vfp::Binary::Div, a, b, c),
            _ => return None,
        };
        let [a, b] = operands else { return None };
        let (d, m) = (self.single(a), self.single(b));
        self.wide(vfp::unary(op, d, m))
    }

    fn float_binary(&mut self, op: vfp::Binary, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        let (d, n, m) = (self.single(a), self.single(b), self.single(c));
        self.wide(vfp::binary(op, d, n, m))
    }

    // What is written.

    fn narrow(&mut self, instruction: u16) -> Option<()> {
        push_narrow(self.context.code, instruction);
        Some(())
    }

    fn wide(&mut self, instruction: Wide) -> Option<()> {
        push_wide(self.context.code, instruction);
        Some(())
    }

    // Operands.

    fn fail(&mut self, what: &str) {
        self.context.fail(format!("'{}' {what}", self.mnemonic));
    }

    fn register(&mut self, operand: &Operand) -> Reg {
        self.register_up_to(operand, 15)
    }

    fn low(&mut self, operand: &Operand) -> Low {
        self.register_up_to(operand, 7).low().unwrap_or(Low::R0)
    }

    fn register_up_to(&mut self, operand: &Operand, max: u8) -> Reg {
        let number = match self.context.name(operand) {
            "sl" => Some(10),
            "fp" => Some(11),
            "sp" => Some(13),
            "lr" => Some(14),
            "pc" => Some(15),
            name => name.strip_prefix('r').and_then(plain_number).filter(|&number| number <= 15),
        };
        match number {
            Some(number) if number <= u32::from(max) => return Reg::new(number as u8).unwrap_or(Low::R0.into()),
            Some(_) => self.fail(&format!("expects at most r{max}")),
            None => self.fail("expects a register"),
        }
        Low::R0.into()
    }

    fn registers(&mut self, operand: &Operand) -> u16 {
        let Operand::Set(names) = operand else {
            self.fail("expects {r0, r1, ...}");
            return Reg::from(Low::R0).mask();
        };
        names.iter().fold(0, |list, name| list | self.register(name).mask())
    }

    fn special(&mut self, operand: &Operand) -> u8 {
        match self.context.name(operand) {
            "IPSR" => 5,
            "BASEPRI" => 17,
            _ => {
                self.fail("expects a special register");
                0
            }
        }
    }

    fn single(&mut self, operand: &Operand) -> vfp::Single {
        let digits = self.context.name(operand).strip_prefix('s').filter(|digits| !digits.is_empty());
        let is_number = |digits: &&str| digits.bytes().all(|digit| digit.is_ascii_digit());
        match digits.filter(is_number).map(|digits| digits.parse::<u8>().ok().and_then(vfp::Single::new)) {
            Some(Some(single)) => return single,
            Some(None) => self.fail("expects at most r31"),
            None => self.fail("expects an FPU register"),
        }
        vfp::Single::S0
    }

    fn integer(&mut self, operand: &Operand, mask: u32) -> u32 {
        let &Operand::Integer(value) = operand else {
            self.fail("expects an integer");
            return 0;
        };
        let value = value as u32;
        if value & !mask != 0 {
            self.fail(&format!("integer 0x{value:x} doesn't fit in mask 0x{mask:x}"));
            return 0;
        }
        value
    }

    fn address<'o>(&mut self, operand: &'o Operand) -> Option<&'o [Operand; 2]> {
        match operand {
            Operand::Pair(pair) => Some(pair),
            Operand::Name(_) | Operand::Integer(_) | Operand::Set(_) | Operand::Address { .. } | Operand::Other => {
                self.fail("expects an address of the form [a, b]");
                None
            }
        }
    }

    /// From the program counter to the label; whatever until the final pass.
    fn distance(&mut self, operand: &Operand) -> i32 {
        let label = self.context.label(self.mnemonic, operand);
        label.map_or(0, |label| self.context.code.distance(label, 4))
    }

    /// The distance, if it fits; otherwise that is an error of the final pass.
    fn reach<T>(&mut self, fitting: Option<T>, truncated: T) -> T {
        if fitting.is_none() && self.context.code.pass() == Pass::Final {
            self.context.fail(String::from("branch not in range"));
        }
        fitting.unwrap_or(truncated)
    }
}

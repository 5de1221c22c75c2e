//! `@micropython.asm_xtensa`
//!
//! Wrong operands are noted and stand for 0, so that the last one that is wrong is the error. Numbers that are loaded
//! come from the table before the code, which the first sizing pass counts.

use alloc::format;

use super::{Context, Dialect, Operand, plain_number};
use crate::asm::xtensa::{self, BitBranch, Branch, Memory, One, Reg, Rri8, Rrr, Rst, Shift, Unary, ZeroBranch};
use crate::asm::{Code, Pass, RangeError};
use crate::emit::Label;
use crate::emit::native::{Target, xtensa as target};

/// The assembler of Xtensa.
pub struct Xtensa {
    target: target::Xtensa,
}

impl Xtensa {
    /// The assembler for processors with register windows, or for those without.
    pub fn new(is_windowed: bool, keeps_faults: bool) -> Xtensa {
        Xtensa { target: target::Xtensa::new(is_windowed, keeps_faults) }
    }
}

impl Dialect for Xtensa {
    fn n_sizing_passes(&self) -> u32 {
        2
    }

    fn check_parameters(&self, names: &[Option<&str>]) -> Result<(), &'static str> {
        if names.len() > 4 {
            return Err("can only have up to 4 parameters to Xtensa assembly");
        }
        if names.iter().zip(["a2", "a3", "a4", "a5"]).any(|(name, register)| *name != Some(register)) {
            return Err("parameters must be registers in sequence a2 to a5");
        }
        Ok(())
    }

    fn entry(&mut self, code: &mut Code) {
        self.target.entry(code, 0, "");
    }

    fn exit(&mut self, code: &mut Code) {
        self.target.exit(code);
        self.target.end_pass(code);
    }

    fn instruction(&mut self, mnemonic: &str, operands: &[Operand], context: &mut Context<'_>) {
        let mut line = Line { target: &mut self.target, mnemonic, context };
        let is_known = match form(mnemonic) {
            Some(form) => line.with_form(form, operands),
            None => line.without_form(operands),
        };
        if is_known.is_none() {
            let n = operands.len();
            context.fail(format!("unsupported Xtensa instruction '{mnemonic}' with {n} arguments"));
        }
    }
}

/// The form of an instruction that is no more than its operands.
enum Form {
    Three(Rrr),
    Narrow,
    Two(Unary),
    Count(Rst),
    One(One),
    Move,
    Add(Rri8),
    Memory(Memory, u32),
    Word(u32),
    Half(u16),
}

fn form(mnemonic: &str) -> Option<Form> {
    Some(match mnemonic {
        "abs_" => Form::Two(xtensa::ABS),
        "add" => Form::Three(xtensa::ADD),
        "add_n" => Form::Narrow,
        "addi" => Form::Add(xtensa::ADDI),
        "addx2" => Form::Three(xtensa::ADDX2),
        "addx4" => Form::Three(xtensa::ADDX4),
        "addx8" => Form::Three(xtensa::ADDX8),
        "and_" => Form::Three(xtensa::AND),
        "callx0" => Form::One(xtensa::CALLX0),
        "jx" => Form::One(xtensa::JX),
        "l16si" => Form::Memory(xtensa::L16SI, 1),
        "l16ui" => Form::Memory(xtensa::L16UI, 1),
        "l32i" => Form::Memory(xtensa::L32I, 2),
        "l8ui" => Form::Memory(xtensa::L8UI, 0),
        "mov" | "mov_n" => Form::Move,
        "mull" => Form::Three(xtensa::MULL),
        "neg" => Form::Two(xtensa::NEG),
        "nop" => Form::Word(xtensa::NOP),
        "nop_n" => Form::Half(xtensa::NOP_N),
        "nsa" => Form::Count(xtensa::NSA),
        "nsau" => Form::Count(xtensa::NSAU),
        "or_" => Form::Three(xtensa::OR),
        "ret" | "ret_n" => Form::Half(xtensa::RET_N),
        "s16i" => Form::Memory(xtensa::S16I, 1),
        "s32i" => Form::Memory(xtensa::S32I, 2),
        "s8i" => Form::Memory(xtensa::S8I, 0),
        "sll" => Form::Two(xtensa::SLL),
        "sra" => Form::Two(xtensa::SRA),
        "src" => Form::Three(xtensa::SRC),
        "srl" => Form::Two(xtensa::SRL),
        "ssa8b" => Form::One(xtensa::SSA8B),
        "ssa8l" => Form::One(xtensa::SSA8L),
        "ssl" => Form::One(xtensa::SSL),
        "ssr" => Form::One(xtensa::SSR),
        "sub" => Form::Three(xtensa::SUB),
        "subx2" => Form::Three(xtensa::SUBX2),
        "subx4" => Form::Three(xtensa::SUBX4),
        "subx8" => Form::Three(xtensa::SUBX8),
        "xor" => Form::Three(xtensa::XOR),
        _ => return None,
    })
}

fn zero_branch(mnemonic: &str) -> Option<ZeroBranch> {
    match mnemonic {
        "beqz" | "beqz_n" => Some(xtensa::BEQZ),
        "bnez" | "bnez_n" => Some(xtensa::BNEZ),
        "bltz" => Some(xtensa::BLTZ),
        "bgez" => Some(xtensa::BGEZ),
        _ => None,
    }
}

fn branch(mnemonic: &str) -> Option<Branch> {
    match mnemonic {
        "bnone" => Some(xtensa::BNONE),
        "beq" => Some(xtensa::BEQ),
        "blt" => Some(xtensa::BLT),
        "bltu" => Some(xtensa::BLTU),
        "ball" => Some(xtensa::BALL),
        "bbc" => Some(xtensa::BBC),
        "bany" => Some(xtensa::BANY),
        "bne" => Some(xtensa::BNE),
        "bge" => Some(xtensa::BGE),
        "bgeu" => Some(xtensa::BGEU),
        "bnall" => Some(xtensa::BNALL),
        "bbs" => Some(xtensa::BBS),
        _ => None,
    }
}

/// One instruction. `None` means that there is none like that.
struct Line<'a, 'c> {
    target: &'a mut target::Xtensa,
    mnemonic: &'a str,
    context: &'a mut Context<'c>,
}

impl Line<'_, '_> {
    fn with_form(&mut self, form: Form, operands: &[Operand]) -> Option<()> {
        match (form, operands) {
            (Form::Three(form), [a, b, c]) => {
                let (a, b, c) = (self.register(a), self.register(b), self.register(c));
                self.word(Some(form.encode(a, b, c)));
            }
            (Form::Narrow, [a, b, c]) => {
                let (a, b, c) = (self.register(a), self.register(b), self.register(c));
                self.half(Some(xtensa::ADD_N.encode(a, b, c)));
            }
            (Form::Two(form), [a, b]) => {
                let (a, b) = (self.register(a), self.register(b));
                self.word(Some(form.encode(a, b)));
            }
            (Form::Count(form), [a, b]) => {
                let (b, a) = (self.register(b), self.register(a));
                self.word(Some(form.encode(a, b)));
            }
            (Form::One(form), [a]) => {
                let a = self.register(a);
                self.word(Some(form.encode(a)));
            }
            (Form::Move, [a, b]) => {
                let (b, a) = (self.register(b), self.register(a));
                self.half(Some(xtensa::MOV_N.encode_move(a, b)));
            }
            (Form::Add(form), [a, b, number]) => {
                let number = self.number(number, -128, 127);
                let (b, a) = (self.register(b), self.register(a));
                self.word(form.encode(a, b, number));
            }
            (Form::Memory(form, scale), [a, b, offset]) => {
                // What is no multiple is rounded down.
                let offset = self.number(offset, 0, 0xff << scale) >> scale << scale;
                let (b, a) = (self.register(b), self.register(a));
                self.word(form.encode(a, b, offset as u32));
            }
            (Form::Word(bits), []) => self.word(Some(bits)),
            (Form::Half(bits), []) => self.half(Some(bits)),
            _ => return None,
        }
        Some(())
    }

    fn without_form(&mut self, operands: &[Operand]) -> Option<()> {
        match operands {
            [a] => self.with_one(a),
            [a, b] => {
                let a = self.register(a);
                self.with_two(a, b)
            }
            [a, b, c] => self.with_three(a, b, c),
            _ => None,
        }
    }

    fn with_one(&mut self, a: &Operand) -> Option<()> {
        match self.mnemonic {
            "j" => {
                if let Some(label) = self.label(a) {
                    target::jump(self.context.code, label);
                }
            }
            "ssai" => {
                let bits = self.number(a, 0, 31);
                self.word(xtensa::ssai(bits as u32));
            }
            "call0" => self.call(a),
            _ => return None,
        }
        Some(())
    }

    fn with_two(&mut self, a: Reg, b: &Operand) -> Option<()> {
        if let Some(branch) = zero_branch(self.mnemonic) {
            if let Some(label) = self.label(b) {
                target::jump_if_zero(self.context.code, branch, a, label);
            }
            return Some(());
        }
        match self.mnemonic {
            "movi" => {
                let value = self.integer(b).unwrap_or(0);
                self.target.load_constant(self.context.code, a, value as u32);
            }
            "l32r" => self.load_before(a, b),
            "movi_n" => {
                let number = self.number(b, -32, 95);
                self.half(xtensa::MOVI_N.encode(a, number));
            }
            _ => return None,
        }
        Some(())
    }

    fn with_three(&mut self, a: &Operand, b: &Operand, c: &Operand) -> Option<()> {
        if let Some(branch) = branch(self.mnemonic) {
            let (a, b) = (self.register(a), self.register(b));
            if let Some(label) = self.label(c) {
                target::jump_if(self.context.code, branch, a, b, label);
            }
            return Some(());
        }
        match self.mnemonic {
            "addi_n" => {
                let (a, b) = (self.register(a), self.register(b));
                // DIFF: the reference encodes -1 and 0 as another instruction; the processor's has no 0.
                let number = self.number(c, -1, 15);
                if self.target.keeps_faults && number <= 0 {
                    self.half(Some(0xfffb));
                    return Some(());
                }
                if *c == Operand::Integer(0) {
                    self.number(c, 1, 15);
                }
                self.half(xtensa::ADDI_N.encode_add(a, b, number));
            }
            "addmi" => {
                let (a, b) = (self.register(a), self.register(b));
                let number = self.multiple(c, -128 * 256, 127 * 256, 256);
                self.word(xtensa::ADDMI.encode_multiple(a, b, number));
            }
            "bbci" => self.bit_branch(xtensa::BBCI, [a, b, c]),
            "bbsi" => self.bit_branch(xtensa::BBSI, [a, b, c]),
            "slli" => self.shift(xtensa::SLLI, [a, b, c], 1, 31),
            "srai" => self.shift(xtensa::SRAI, [a, b, c], 0, 31),
            "srli" => self.shift(xtensa::SRLI, [a, b, c], 0, 15),
            "l32i_n" | "s32i_n" => {
                let form = if self.mnemonic == "l32i_n" { xtensa::L32I_N } else { xtensa::S32I_N };
                let (a, b) = (self.register(a), self.register(b));
                let offset = self.multiple(c, 0, 60, 4);
                self.half(form.encode_memory(a, b, offset as u32));
            }
            _ => return None,
        }
        Some(())
    }

    fn shift(&mut self, form: Shift, [a, b, c]: [&Operand; 3], min: i32, max: i32) {
        let (a, b) = (self.register(a), self.register(b));
        let bits = self.number(c, min, max);
        self.word(form.encode(a, b, bits as u32));
    }

    fn bit_branch(&mut self, form: BitBranch, [a, b, c]: [&Operand; 3]) {
        let a = self.register(a);
        let bit = self.number(b, 0, 31);
        let distance = self.label(c).map_or(0, |label| self.context.code.distance(label, 4));
        let instruction = form.encode(a, bit as u32, distance);
        self.reach(instruction, "ERROR: xtensa bit_branch out of range");
    }

    /// Calls the code at the label; both it and what follows the call have to be at multiples of four.
    fn call(&mut self, operand: &Operand) {
        let distance = self.label(operand).map_or(0, |label| self.context.code.distance(label, 3));
        let here = self.context.code.position() + 3;
        if self.is_final() && !here.wrapping_add_signed(distance).is_multiple_of(4) {
            self.context.code.refuse(RangeError::new("ERROR: call0 target not word-aligned"));
        } else if self.is_final() && distance % 4 != 0 {
            self.context.code.refuse(RangeError::new("ERROR: call0 location not word-aligned"));
        }
        // DIFF: the reference counts in bytes what the processor counts in words.
        let distance = if self.target.keeps_faults { distance.wrapping_mul(4) } else { distance & !3 };
        let instruction = xtensa::CALL0.encode(distance);
        self.reach(instruction, "ERROR: xtensa call0 out of range");
    }

    /// Loads the word at the label, which has to be at a multiple of four, as the instruction has to.
    fn load_before(&mut self, reg: Reg, operand: &Operand) {
        let place = self.label(operand).and_then(|label| self.context.code.label(label));
        let (place, here) = (place.unwrap_or(0), self.context.code.position());
        if self.is_final() && !place.is_multiple_of(4) {
            self.context.code.refuse(RangeError::new("ERROR: l32r target not word-aligned"));
        } else if self.is_final() && !here.is_multiple_of(4) {
            self.context.code.refuse(RangeError::new("ERROR: l32r location not word-aligned"));
        }
        target::load_word_before(self.context.code, reg, place);
    }

    fn is_final(&self) -> bool {
        self.context.code.pass() == Pass::Final
    }

    fn word(&mut self, instruction: Option<u32>) {
        // Without an instruction an operand is wrong, and that is noted.
        self.context.code.push(&instruction.unwrap_or(0).to_le_bytes()[..3]);
    }

    fn half(&mut self, instruction: Option<u16>) {
        self.context.code.push(&instruction.unwrap_or(0).to_le_bytes());
    }

    /// An instruction that is too far from its label only if the final pass says so.
    fn reach(&mut self, instruction: Option<u32>, text: &'static str) {
        if instruction.is_none() && self.is_final() {
            self.context.code.refuse(RangeError::new(text));
        }
        self.word(instruction);
    }

    fn register(&mut self, operand: &Operand) -> Reg {
        let name = self.context.name(operand);
        let number = name.strip_prefix('a').and_then(plain_number);
        let register = number.and_then(|number| u8::try_from(number).ok()).and_then(Reg::new);
        if register.is_none() {
            self.context.fail(format!("'{}' expects a register", self.mnemonic));
        }
        register.unwrap_or(Reg::A0)
    }

    fn label(&mut self, operand: &Operand) -> Option<Label> {
        self.context.label(self.mnemonic, operand)
    }

    /// The lowest 32 bits of a number.
    fn integer(&mut self, operand: &Operand) -> Option<i32> {
        let &Operand::Integer(value) = operand else {
            self.context.fail(format!("'{}' expects an integer", self.mnemonic));
            return None;
        };
        Some(value as i32)
    }

    fn number(&mut self, operand: &Operand, min: i32, max: i32) -> i32 {
        let Some(value) = self.integer(operand) else { return 0 };
        if value < min || value > max {
            let mnemonic = self.mnemonic;
            self.context.fail(format!("'{mnemonic}' integer {value} isn't within range {min}..{max}"));
            return 0;
        }
        value
    }

    /// The same with a number that also has to be a multiple.
    fn multiple(&mut self, operand: &Operand, min: i32, max: i32, of: i32) -> i32 {
        let value = self.number(operand, min, max);
        if value % of != 0 {
            self.context.fail(format!("{value} is not a multiple of {of}"));
            return 0;
        }
        value
    }
}

//! `@micropython.asm_rv32`
//!
//! Operands are checked one after the other, and the first one that is wrong is the error. What an operand may be
//! follows from the form of the instruction.

use alloc::format;

use super::{Context, Dialect, Operand, plain_number};
use crate::asm::field;
use crate::asm::rv32::{self, B, Ca, Cb, CbImmediate, Cj, Cl, Cr, Csr, I, J, R, Reg, S, Shift, ShortReg, U};
use crate::asm::{Code, Pass};
use crate::emit::native::Extensions;
use crate::emit::native::rv32::{load_address, load_immediate};

/// The assembler of RISC-V.
pub struct Rv32 {
    extensions: Extensions,
    keeps_faults: bool,
}

impl Rv32 {
    /// The assembler for a processor with these extensions.
    pub fn new(extensions: Extensions, keeps_faults: bool) -> Rv32 {
        Rv32 { extensions, keeps_faults }
    }
}

impl Dialect for Rv32 {
    fn check_parameters(&self, names: &[Option<&str>]) -> Result<(), &'static str> {
        if names.len() > 4 {
            return Err("can only have up to 4 parameters for RV32 assembly");
        }
        let arguments = [Reg::A0, Reg::A1, Reg::A2, Reg::A3];
        if names.iter().zip(arguments).any(|(name, argument)| name.and_then(register) != Some(argument)) {
            return Err("parameters must be registers in sequence a0 to a3");
        }
        Ok(())
    }

    fn entry(&mut self, _code: &mut Code) {}

    fn exit(&mut self, code: &mut Code) {
        code.push(&rv32::C_JR.encode(Reg::RA, Reg::ZERO).to_le_bytes());
    }

    fn instruction(&mut self, mnemonic: &str, operands: &[Operand], context: &mut Context<'_>) {
        let form = form(mnemonic).filter(|form| self.extensions.zba || !matches!(form, Form::Zba(_)));
        let Some(form) = form else {
            return context.fail(format!("invalid RV32 instruction '{mnemonic}'"));
        };
        let places = form.places();
        if operands.len() != places.len() {
            return context.fail(format!("opcode '{mnemonic}': expecting {} arguments", places.len()));
        }
        let mut line = Line { mnemonic, context };
        let mut values = [0; 3];
        for (index, (operand, place)) in operands.iter().zip(places).enumerate() {
            let argument = index + 1;
            let read = match *place {
                Place::Address { offset, is_short } => {
                    line.address(argument, operand, offset, is_short).map(|(offset, register)| {
                        values[2] = register;
                        offset
                    })
                }
                Place::Register(registers) => line.register(argument, operand, registers),
                Place::Number(number) => line.number(argument, operand, number),
                Place::Upper => line.integer(argument, operand).map(|value| value << 12),
                Place::Label(bits) => line.label(argument, operand, bits),
            };
            let Some(value) = read else { return };
            values[index] = value;
        }
        if self.keeps_faults && matches!(form, Form::ShortRegisters(_)) {
            // DIFF: the reference keeps two bits of the numbers of registers, which have three.
            values = values.map(|register| register & !4);
        }
        form.write(values, context.code);
    }
}

/// The register of a name: what the calling convention calls it, or its number.
fn register(name: &str) -> Option<Reg> {
    const NAMES: [&str; 32] = [
        "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7",
        "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
    ];
    let number = match NAMES.iter().position(|&it| it == name) {
        Some(number) => number as u32,
        None => name.strip_prefix('x').and_then(plain_number)?,
    };
    u8::try_from(number).ok().and_then(Reg::new)
}

/// Which registers an operand can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Registers {
    Any,
    NotZero,
    /// Nor the stack pointer.
    NotZeroNorStack,
    Short,
}

impl Registers {
    fn contains(self, reg: Reg) -> bool {
        match self {
            Registers::Any => true,
            Registers::NotZero => reg != Reg::ZERO,
            Registers::NotZeroNorStack => reg != Reg::ZERO && reg != Reg::SP,
            Registers::Short => reg.short().is_some(),
        }
    }
}

/// Which numbers an operand can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    is_signed: bool,
    bits: u32,
    n_zeros: u32,
    /// How far it is shifted before it is looked at.
    shift: u32,
    may_be_zero: bool,
}

const fn signed(bits: u32, n_zeros: u32) -> Number {
    Number { is_signed: true, bits, n_zeros, shift: 0, may_be_zero: true }
}

const fn unsigned(bits: u32, n_zeros: u32) -> Number {
    Number { is_signed: false, bits, n_zeros, shift: 0, may_be_zero: true }
}

impl Number {
    const fn not_zero(self) -> Number {
        Number { may_be_zero: false, ..self }
    }

    /// Of a signed number the lowest 32 bits count.
    fn contains(self, value: i64) -> bool {
        if self.is_signed {
            field::signed(value as i32, self.bits, self.n_zeros).is_some()
        } else {
            u32::try_from(value).is_ok_and(|value| field::unsigned(value, self.bits, self.n_zeros).is_some())
        }
    }
}

/// What an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Register(Registers),
    Number(Number),
    /// The upper 20 bits of a number.
    Upper,
    /// A label no further than a signed number of so many bits.
    Label(u32),
    /// `offset(register)`, the last operand of an instruction.
    Address {
        offset: Number,
        is_short: bool,
    },
}

const ANY: Place = Place::Register(Registers::Any);
const NOT_ZERO: Place = Place::Register(Registers::NotZero);
const SHORT: Place = Place::Register(Registers::Short);
const SHIFT: Place = Place::Number(unsigned(5, 0));
const CSR: Place = Place::Number(unsigned(12, 0));
const SIGNED_12: Place = Place::Number(signed(12, 0));
const SIGNED_6: Place = Place::Number(signed(6, 0));
const SIGNED_6_NOT_ZERO: Place = Place::Number(signed(6, 0).not_zero());
const STACK_ADDRESS: Place = Place::Number(unsigned(10, 2).not_zero());
const ANY_NUMBER: Place = Place::Number(signed(32, 0));
const UPPER: Number = Number { is_signed: false, bits: 17, n_zeros: 12, shift: 12, may_be_zero: false };
const FAR_ADDRESS: Place = Place::Address { offset: signed(12, 0), is_short: false };
// The processor has no negative offsets here. The reference takes them for what their lowest bits say.
const SHORT_ADDRESS: Place = Place::Address { offset: signed(7, 2), is_short: true };
const STACK_OFFSET: Place = Place::Number(signed(8, 2));

/// The form of an instruction.
#[derive(Clone, Copy, Debug)]
enum Form {
    Registers(R),
    Zba(R),
    Immediate(I),
    Load(I),
    Shift(Shift),
    Store(S),
    Branch(B),
    Upper(U),
    Jump(J),
    Csr(Csr),
    CsrImmediate(Csr),
    Word(u32),
    ShortMove(Cr),
    ShortJumpTo(Cr),
    ShortAdd,
    ShortLoadNumber,
    ShortUpper,
    ShortShiftLeft,
    LoadStack,
    StoreStack,
    StackAddress,
    ShortMemory(Cl),
    ShortRegisters(Ca),
    ShortShift(CbImmediate),
    ShortAnd,
    ShortBranch(Cb),
    ShortJump(Cj),
    Half(u16),
    /// Any register to any register.
    Move,
    /// A number as short as it can be.
    LoadNumber,
    LoadAddress,
}

impl Form {
    const fn places(&self) -> &'static [Place] {
        match self {
            Form::Registers(_) | Form::Zba(_) => &[ANY, ANY, ANY],
            Form::Immediate(_) => &[ANY, ANY, SIGNED_12],
            Form::Load(_) | Form::Store(_) => &[ANY, FAR_ADDRESS],
            Form::Shift(_) => &[ANY, ANY, SHIFT],
            Form::Branch(_) => &[ANY, ANY, Place::Label(13)],
            Form::Upper(_) => &[ANY, Place::Upper],
            Form::Jump(_) => &[ANY, Place::Label(21)],
            Form::Csr(_) => &[ANY, ANY, CSR],
            Form::CsrImmediate(_) => &[ANY, CSR, SHIFT],
            Form::Word(_) | Form::Half(_) => &[],
            Form::ShortMove(_) => &[NOT_ZERO, NOT_ZERO],
            Form::ShortJumpTo(_) => &[NOT_ZERO],
            Form::ShortAdd => &[NOT_ZERO, SIGNED_6_NOT_ZERO],
            Form::ShortLoadNumber => &[NOT_ZERO, SIGNED_6],
            Form::ShortUpper => &[Place::Register(Registers::NotZeroNorStack), Place::Number(UPPER)],
            Form::ShortShiftLeft => &[NOT_ZERO, SHIFT],
            Form::LoadStack => &[NOT_ZERO, STACK_OFFSET],
            Form::StoreStack => &[ANY, STACK_OFFSET],
            Form::StackAddress => &[SHORT, STACK_ADDRESS],
            Form::ShortMemory(_) => &[SHORT, SHORT_ADDRESS],
            Form::ShortRegisters(_) => &[SHORT, SHORT],
            Form::ShortShift(_) => &[SHORT, SHIFT],
            Form::ShortAnd => &[SHORT, SIGNED_6],
            Form::ShortBranch(_) => &[SHORT, Place::Label(9)],
            Form::ShortJump(_) => &[Place::Label(12)],
            Form::Move => &[ANY, ANY],
            Form::LoadNumber => &[ANY, ANY_NUMBER],
            Form::LoadAddress => &[ANY, Place::Label(32)],
        }
    }

    /// Writes the instruction with operands that fit its places; the register of an address comes last.
    fn write(self, [a, b, c]: [i64; 3], code: &mut Code) {
        let word = |word: Option<u32>| word.map(Written::Word);
        let half = |half: Option<u16>| half.map(Written::Half);
        let written = match self {
            Form::Registers(form) | Form::Zba(form) => word(Some(form.encode(reg(a), reg(b), reg(c)))),
            Form::Immediate(form) => word(form.encode(reg(a), reg(b), c as i32)),
            Form::Load(form) => word(form.encode(reg(a), reg(c), b as i32)),
            Form::Shift(form) => word(form.encode(reg(a), reg(b), c as u32)),
            Form::Store(form) => word(form.encode(reg(a), reg(c), b as i32)),
            Form::Branch(form) => word(form.encode(reg(a), reg(b), c as i32)),
            Form::Upper(form) => word(form.encode(reg(a), b as u32)),
            Form::Jump(form) => word(form.encode(reg(a), b as i32)),
            Form::Csr(form) => word(form.encode(reg(a), c as u32, reg(b))),
            Form::CsrImmediate(form) => word(form.encode_immediate(reg(a), b as u32, c as u32)),
            Form::Word(bits) => word(Some(bits)),
            Form::Half(bits) => half(Some(bits)),
            Form::ShortMove(form) => half(Some(form.encode(reg(a), reg(b)))),
            Form::ShortJumpTo(form) => half(Some(form.encode(reg(a), Reg::ZERO))),
            Form::ShortAdd => half(rv32::C_ADDI.encode(reg(a), b as i32)),
            Form::ShortLoadNumber => half(rv32::C_LI.encode(reg(a), b as i32)),
            Form::ShortUpper => half(rv32::C_LUI.encode_upper(reg(a), b as i32)),
            Form::ShortShiftLeft => half(rv32::C_SLLI.encode_shift(reg(a), b as u32)),
            Form::LoadStack => half(rv32::C_LWSP.encode_stack(reg(a), b as u32 & 0xff)),
            Form::StoreStack => half(rv32::C_SWSP.encode(reg(a), b as u32 & 0xff)),
            Form::StackAddress => half(rv32::C_ADDI4SPN.encode(short(a), b as u32)),
            Form::ShortMemory(form) => half(form.encode(short(a), short(c), b as u32 & 0x7f)),
            Form::ShortRegisters(form) => half(Some(form.encode(short(a), short(b)))),
            Form::ShortShift(form) => half(form.encode_shift(short(a), b as u32)),
            Form::ShortAnd => half(rv32::C_ANDI.encode(short(a), b as i32)),
            Form::ShortBranch(form) => half(form.encode(short(a), b as i32)),
            Form::ShortJump(form) => half(form.encode(a as i32)),
            Form::Move => half(Some(rv32::C_MV.encode(reg(a), reg(b)))),
            Form::LoadNumber => return load_immediate(code, reg(a), b as i32),
            Form::LoadAddress => return load_address(code, reg(a), b as i32),
        };
        match written.expect("operands fit their places") {
            Written::Half(half) => code.push(&half.to_le_bytes()),
            Written::Word(word) => code.push(&word.to_le_bytes()),
        }
    }
}

enum Written {
    Half(u16),
    Word(u32),
}

fn reg(number: i64) -> Reg {
    u8::try_from(number).ok().and_then(Reg::new).expect("it is the number of a register")
}

fn short(number: i64) -> ShortReg {
    reg(number).short().expect("only short registers have this place")
}

/// All instructions. Words of Python have an underscore behind them, and others one for a full stop.
fn form(mnemonic: &str) -> Option<Form> {
    Some(match mnemonic {
        "add" => Form::Registers(rv32::ADD),
        "addi" => Form::Immediate(rv32::ADDI),
        "and_" => Form::Registers(rv32::AND),
        "andi" => Form::Immediate(rv32::ANDI),
        "auipc" => Form::Upper(rv32::AUIPC),
        "beq" => Form::Branch(rv32::BEQ),
        "bge" => Form::Branch(rv32::BGE),
        "bgeu" => Form::Branch(rv32::BGEU),
        "blt" => Form::Branch(rv32::BLT),
        "bltu" => Form::Branch(rv32::BLTU),
        "bne" => Form::Branch(rv32::BNE),
        "c_add" => Form::ShortMove(rv32::C_ADD),
        "c_addi" => Form::ShortAdd,
        "c_addi4spn" => Form::StackAddress,
        "c_and" => Form::ShortRegisters(rv32::C_AND),
        "c_andi" => Form::ShortAnd,
        "c_beqz" => Form::ShortBranch(rv32::C_BEQZ),
        "c_bnez" => Form::ShortBranch(rv32::C_BNEZ),
        "c_ebreak" => Form::Half(rv32::C_EBREAK),
        "c_j" => Form::ShortJump(rv32::C_J),
        "c_jal" => Form::ShortJump(rv32::C_JAL),
        "c_jalr" => Form::ShortJumpTo(rv32::C_JALR),
        "c_jr" => Form::ShortJumpTo(rv32::C_JR),
        "c_li" => Form::ShortLoadNumber,
        "c_lui" => Form::ShortUpper,
        "c_lw" => Form::ShortMemory(rv32::C_LW),
        "c_lwsp" => Form::LoadStack,
        "c_mv" => Form::ShortMove(rv32::C_MV),
        "c_nop" => Form::Half(rv32::C_NOP),
        "c_or" => Form::ShortRegisters(rv32::C_OR),
        "c_slli" => Form::ShortShiftLeft,
        "c_srai" => Form::ShortShift(rv32::C_SRAI),
        "c_srli" => Form::ShortShift(rv32::C_SRLI),
        "c_sub" => Form::ShortRegisters(rv32::C_SUB),
        "c_sw" => Form::ShortMemory(rv32::C_SW),
        "c_swsp" => Form::StoreStack,
        "c_xor" => Form::ShortRegisters(rv32::C_XOR),
        "csrrc" => Form::Csr(rv32::CSRRC),
        "csrrci" => Form::CsrImmediate(rv32::CSRRCI),
        "csrrs" => Form::Csr(rv32::CSRRS),
        "csrrsi" => Form::CsrImmediate(rv32::CSRRSI),
        "csrrw" => Form::Csr(rv32::CSRRW),
        "csrrwi" => Form::CsrImmediate(rv32::CSRRWI),
        "div" => Form::Registers(rv32::DIV),
        "divu" => Form::Registers(rv32::DIVU),
        "ebreak" => Form::Word(rv32::EBREAK),
        "ecall" => Form::Word(rv32::ECALL),
        "jal" => Form::Jump(rv32::JAL),
        "jalr" => Form::Immediate(rv32::JALR),
        "la" => Form::LoadAddress,
        "lb" => Form::Load(rv32::LB),
        "lbu" => Form::Load(rv32::LBU),
        "lh" => Form::Load(rv32::LH),
        "lhu" => Form::Load(rv32::LHU),
        "li" => Form::LoadNumber,
        "lui" => Form::Upper(rv32::LUI),
        "lw" => Form::Load(rv32::LW),
        "mul" => Form::Registers(rv32::MUL),
        "mulh" => Form::Registers(rv32::MULH),
        "mulhsu" => Form::Registers(rv32::MULHSU),
        "mulhu" => Form::Registers(rv32::MULHU),
        "mv" => Form::Move,
        "or_" => Form::Registers(rv32::OR),
        "ori" => Form::Immediate(rv32::ORI),
        "rem" => Form::Registers(rv32::REM),
        "remu" => Form::Registers(rv32::REMU),
        "sb" => Form::Store(rv32::SB),
        "sh" => Form::Store(rv32::SH),
        "sh1add" => Form::Zba(rv32::SH1ADD),
        "sh2add" => Form::Zba(rv32::SH2ADD),
        "sh3add" => Form::Zba(rv32::SH3ADD),
        "sll" => Form::Registers(rv32::SLL),
        "slli" => Form::Shift(rv32::SLLI),
        "slt" => Form::Registers(rv32::SLT),
        "slti" => Form::Immediate(rv32::SLTI),
        "sltiu" => Form::Immediate(rv32::SLTIU),
        "sltu" => Form::Registers(rv32::SLTU),
        "sra" => Form::Registers(rv32::SRA),
        "srai" => Form::Shift(rv32::SRAI),
        "srl" => Form::Registers(rv32::SRL),
        "srli" => Form::Shift(rv32::SRLI),
        "sub" => Form::Registers(rv32::SUB),
        "sw" => Form::Store(rv32::SW),
        "xor" => Form::Registers(rv32::XOR),
        "xori" => Form::Immediate(rv32::XORI),
        _ => return None,
    })
}

/// One instruction whose operands are read.
struct Line<'a, 'c> {
    mnemonic: &'a str,
    context: &'a mut Context<'c>,
}

impl Line<'_, '_> {
    fn fail<T>(&mut self, argument: usize, what: &str) -> Option<T> {
        self.context.fail(format!("opcode '{}' argument {argument}: {what}", self.mnemonic));
        None
    }

    fn register(&mut self, argument: usize, operand: &Operand, registers: Registers) -> Option<i64> {
        let Some(reg) = register(self.context.name(operand)) else {
            return self.fail(argument, "expecting register");
        };
        if !registers.contains(reg) {
            return self.fail(argument, "unknown register");
        }
        Some(reg.number().into())
    }

    fn integer(&mut self, argument: usize, operand: &Operand) -> Option<i64> {
        match *operand {
            Operand::Integer(value) => Some(value),
            _ => self.fail(argument, "expecting integer"),
        }
    }

    fn number(&mut self, argument: usize, operand: &Operand, number: Number) -> Option<i64> {
        let value = self.integer(argument, operand)? << number.shift;
        if !number.contains(value) {
            return self.fail(argument, "out of range");
        }
        if value == 0 && !number.may_be_zero {
            return self.fail(argument, "must not be zero");
        }
        Some(value)
    }

    /// How far the label is; 0 until that is known.
    ///
    /// DIFF: the reference checks the distance of labels ahead before it knows where they are, and refuses short
    /// branches for being far from the start of the function.
    fn label(&mut self, argument: usize, operand: &Operand, bits: u32) -> Option<i64> {
        if !matches!(operand, Operand::Name(_)) {
            return self.fail(argument, "expecting label");
        }
        let Some(label) = self.context.known_label(operand) else {
            if self.context.code.pass() == Pass::Final {
                let name = self.context.name(operand);
                return self.fail(argument, &format!("undefined label '{name}'"));
            }
            return Some(0);
        };
        let distance = self.context.code.distance(label, 0);
        if !signed(bits, u32::from(bits < 32)).contains(distance.into()) {
            return self.fail(argument, "out of range");
        }
        Some(distance.into())
    }

    /// The offset and the register.
    fn address(&mut self, argument: usize, operand: &Operand, number: Number, is_short: bool) -> Option<(i64, i64)> {
        let Operand::Address { is_negated, offset, register } = operand else {
            return self.fail(argument, "expecting offset");
        };
        let offset = if *is_negated {
            let value = self.integer(argument, offset)?.wrapping_neg();
            if !number.contains(value) {
                return self.fail(argument, "out of range");
            }
            value
        } else {
            self.number(argument, offset, number)?
        };
        let registers = if is_short { Registers::Short } else { Registers::Any };
        Some((offset, self.register(argument + 1, register, registers)?))
    }
}

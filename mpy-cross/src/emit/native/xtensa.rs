//! Xtensa, with registers that calls preserve by saving them (`call0`) or by moving the window of registers (`call8`).
//!
//! ```text
//!                                   call0             call8, own        call8, of a callee
//! return address                    a0                a0                a8
//! arguments, result                 a2 a3 a4 a5       a2 a3 a4 a5       a10 a11 a12 a13
//! locals                            a12 a13 a14       a4 a5 a6
//! the table of the runtime          a15               a7
//! addresses that are too far        a6 or a9          a6 or a9
//! ```
//! Numbers that no instruction can hold are in a table before the code, which the entry jumps over. How many there are
//! is known from the pass before.

use alloc::vec::Vec;

use mpy_format::native::Entry;

use super::target::{Access, Arithmetic, Comparison, Machine, Reg, Registers, Shift, Target, Test, Width};
use crate::asm::field::{Signed, Unsigned};
use crate::asm::xtensa::{self, Branch, Reg as R, ZeroBranch};
use crate::asm::{Code, Pass, RangeError};
use crate::emit::Label;

static CALL0: Machine = Machine {
    registers: Registers {
        result: generic(R::A2),
        arguments: [generic(R::A2), generic(R::A3), generic(R::A4), generic(R::A5)],
        temps: [generic(R::A2), generic(R::A3), generic(R::A4)],
        locals: [generic(R::A12), generic(R::A13), generic(R::A14)],
        fun_table: generic(R::A15),
        zero: None,
        own_result: generic(R::A2),
        own_arguments: [generic(R::A2), generic(R::A3), generic(R::A4), generic(R::A5)],
    },
    word_size: 4,
    n_saved_registers: 10,
    saved_local: 8,
    uses_setjmp: false,
    arguments_on_stack: false,
    shift_amount: None,
    stores_from_arguments: false,
    has_not: false,
    compared_constants: None,
    adds_small_ints: false,
};

static CALL8: Machine = Machine {
    registers: Registers {
        result: generic(R::A10),
        arguments: [generic(R::A10), generic(R::A11), generic(R::A12), generic(R::A13)],
        temps: [generic(R::A10), generic(R::A11), generic(R::A12)],
        locals: [generic(R::A4), generic(R::A5), generic(R::A6)],
        fun_table: generic(R::A7),
        zero: None,
        own_result: generic(R::A2),
        own_arguments: [generic(R::A2), generic(R::A3), generic(R::A4), generic(R::A5)],
    },
    word_size: 4,
    n_saved_registers: 17,
    saved_local: 6,
    uses_setjmp: true,
    arguments_on_stack: false,
    shift_amount: None,
    stores_from_arguments: false,
    has_not: false,
    compared_constants: None,
    adds_small_ints: false,
};

/// What nothing else uses.
const SCRATCH: R = R::A9;

/// Registers that a function with `call0` saves, in the words from its stack pointer up.
const SAVED: [R; 5] = [R::A0, R::A12, R::A13, R::A14, R::A15];

/// Words above the stack pointer that belong to the functions that are called with `call8`.
const SPILL_SIZE: u32 = 32;

const TOO_MANY_PLACES: RangeError = RangeError::new("too many variables");

const fn generic(reg: R) -> Reg {
    Reg(reg.number() as u8)
}

fn known(reg: Reg) -> R {
    R::new(reg.0).expect("registers come from the machine's description")
}

/// The target.
#[derive(Debug)]
pub struct Xtensa {
    is_windowed: bool,
    /// Whether numbers are cut off and registers lost as they are with the reference.
    pub keeps_faults: bool,
    /// Numbers in the table, as far as this pass has come.
    n_constants: u32,
    /// How many the pass before had.
    n_expected: u32,
    /// Where the table is.
    constants_at: u32,
    /// How far the stack moves, in bytes.
    stack_size: u32,
    /// The addresses of labels that this pass has loaded.
    n_addresses: usize,
    /// Those of them that are too far for a number in an instruction, as far as the final passes so far have shown.
    far_addresses: Vec<bool>,
    /// How many of them the final pass has found, each of which takes a number of the table from then on.
    n_found_far: u32,
    /// How many final passes have found one.
    n_rounds: u32,
    pass: Pass,
    /// Whether a sizing pass has used other numbers than the one before: the size of the frame may be one.
    has_other_constants: bool,
}

/// After so many rounds, all addresses are taken to be far.
const MAX_ROUNDS: u32 = 4;

impl Xtensa {
    /// The target for processors with register windows, or for those without.
    pub fn new(is_windowed: bool, keeps_faults: bool) -> Xtensa {
        Xtensa {
            is_windowed,
            keeps_faults,
            n_constants: 0,
            n_expected: 0,
            constants_at: 0,
            stack_size: 0,
            n_addresses: 0,
            far_addresses: Vec::new(),
            n_found_far: 0,
            n_rounds: 0,
            pass: Pass::Measure,
            has_other_constants: false,
        }
    }

    /// Where a place is on the stack, in bytes.
    fn place_offset(&self, place: u32) -> u32 {
        let n_saved = if self.is_windowed { 1 } else { SAVED.len() as u32 };
        (n_saved + place) * 4
    }

    /// The table of numbers, and a jump over it.
    fn constants(&mut self, code: &mut Code) {
        if self.n_expected == 0 {
            return;
        }
        let size = self.n_expected as usize * 4;
        triple(code, xtensa::J.encode(size as i32), "ERROR: xtensa j out of range");
        code.push(&[0]);
        self.constants_at = code.position();
        for _ in 0..self.n_expected {
            code.push(&[0; 4]);
        }
    }

    /// `reg = value`, from the table.
    pub fn load_constant(&mut self, code: &mut Code, reg: R, value: u32) {
        let at = self.constants_at + self.n_constants * 4;
        self.n_constants += 1;
        if code.pass() == Pass::Final {
            code.patch(at, &value.to_le_bytes());
            load_word_before(code, reg, at);
        } else {
            code.push(&[0; 3]);
        }
    }

    /// `reg = value`, as short as it can be.
    fn load_number(&mut self, code: &mut Code, reg: R, value: u32) {
        let signed = value as i32;
        if let Some(short) = xtensa::MOVI_N.encode(reg, signed) {
            half(code, Some(short));
        } else if let Some(number) = xtensa::MOVI.encode(reg, signed) {
            fit(code, Some(number));
        } else {
            self.load_constant(code, reg, value);
        }
    }

    /// `reg = base + offset` in two instructions, where `reg` is not the base.
    fn load_sum(&mut self, code: &mut Code, reg: R, base: R, offset: u32) {
        self.load_number(code, reg, offset);
        half(code, Some(xtensa::ADD_N.encode(reg, base, reg)));
    }

    /// Reads or writes so many units from `base`.
    fn access_units(&mut self, code: &mut Code, access: Access, width: Width, reg: R, base: R, offset: u32) {
        if let Some(instruction) = near(access, width, reg, base, offset) {
            code.push(instruction.bytes());
            return;
        }
        let through = match access {
            // DIFF: the reference loses a base that is what is loaded: the offset overwrites it.
            Access::Load if reg != base || self.keeps_faults => reg,
            Access::Load => SCRATCH,
            // DIFF: the reference takes a6, where windows have a local.
            Access::Store if self.is_windowed && !self.keeps_faults => SCRATCH,
            Access::Store => R::A6,
        };
        self.load_sum(code, through, base, offset << width.log2());
        let instruction = near(access, width, reg, through, 0).expect("there is always an offset of 0");
        code.push(instruction.bytes());
    }
}

/// An instruction of either size.
enum Instruction {
    Narrow([u8; 2]),
    Wide([u8; 4]),
}

impl Instruction {
    fn bytes(&self) -> &[u8] {
        match self {
            Instruction::Narrow(bytes) => bytes,
            Instruction::Wide(bytes) => &bytes[..3],
        }
    }
}

/// A load or a store at no more units than its instruction reaches.
fn near(access: Access, width: Width, reg: R, base: R, offset: u32) -> Option<Instruction> {
    let offset = Unsigned::<8>::new(offset)?.bits() << width.log2();
    let narrow = match (access, width) {
        (Access::Load, Width::Word32) => xtensa::L32I_N.encode_memory(reg, base, offset),
        (Access::Store, Width::Word32) => xtensa::S32I_N.encode_memory(reg, base, offset),
        (_, Width::Byte | Width::Half) => None,
    };
    if let Some(narrow) = narrow {
        return Some(Instruction::Narrow(narrow.to_le_bytes()));
    }
    wide(access, width).encode(reg, base, offset).map(|wide| Instruction::Wide(wide.to_le_bytes()))
}

const fn wide(access: Access, width: Width) -> xtensa::Memory {
    match (access, width) {
        (Access::Load, Width::Byte) => xtensa::L8UI,
        (Access::Load, Width::Half) => xtensa::L16UI,
        (Access::Load, Width::Word32) => xtensa::L32I,
        (Access::Store, Width::Byte) => xtensa::S8I,
        (Access::Store, Width::Half) => xtensa::S16I,
        (Access::Store, Width::Word32) => xtensa::S32I,
    }
}

fn half(code: &mut Code, instruction: Option<u16>) {
    let instruction = instruction.expect("the numbers have been looked at, or are known to fit");
    code.push(&instruction.to_le_bytes());
}

fn fit(code: &mut Code, instruction: Option<u32>) {
    let instruction = instruction.expect("the numbers have been looked at, or are known to fit");
    code.push(&instruction.to_le_bytes()[..3]);
}

/// An instruction whose distance may turn out to be too far in the last pass.
fn triple(code: &mut Code, instruction: Option<u32>, text: &'static str) {
    if instruction.is_none() && code.pass() == Pass::Final && !code.is_dead() {
        code.refuse(RangeError::new(text));
    }
    code.push(&instruction.unwrap_or(0).to_le_bytes()[..3]);
}

/// Goes to the label.
pub fn jump(code: &mut Code, label: Label) {
    triple(code, xtensa::J.encode(code.distance(label, 4)), "ERROR: xtensa j out of range");
}

/// How far a branch goes to a label that is not ahead of it: one to itself goes backwards too.
fn distance_back(code: &Code, label: Label) -> Option<i32> {
    code.label(label).map(|_| code.distance(label, 4)).filter(|&distance| distance < 0)
}

/// Goes to the label if `reg op 0`. Only jumps backwards are short.
pub fn jump_if_zero(code: &mut Code, branch: ZeroBranch, reg: R, label: Label) {
    let short = distance_back(code, label).and_then(|distance| branch.encode(reg, distance));
    match short {
        Some(short) => fit(code, Some(short)),
        None => {
            fit(code, branch.inverse().encode(reg, 2));
            triple(code, xtensa::J.encode(code.distance(label, 4)), "ERROR: xtensa bccz out of range");
        }
    }
}

/// Goes to the label if `a op b`. Only jumps backwards are short.
pub fn jump_if(code: &mut Code, branch: Branch, a: R, b: R, label: Label) {
    let short = distance_back(code, label).and_then(|distance| branch.encode(a, b, distance));
    match short {
        Some(short) => fit(code, Some(short)),
        None => {
            fit(code, branch.inverse().encode(a, b, 2));
            triple(code, xtensa::J.encode(code.distance(label, 4)), "ERROR: xtensa bcc out of range");
        }
    }
}

/// `reg` = the word at that place of the code, which lies before the instruction.
pub fn load_word_before(code: &mut Code, reg: R, at: u32) {
    let distance = at.wrapping_sub(code.position().next_multiple_of(4)) as i32;
    triple(code, xtensa::L32R.encode(reg, distance), "ERROR: xtensa l32r out of range");
}

impl Target for Xtensa {
    fn machine(&self) -> &'static Machine {
        if self.is_windowed { &CALL8 } else { &CALL0 }
    }

    fn start_pass(&mut self, pass: Pass) {
        self.pass = pass;
        if pass == Pass::Measure {
            self.far_addresses.clear();
            self.n_rounds = 0;
        }
    }

    fn end_pass(&mut self, _code: &mut Code) {
        self.has_other_constants = self.pass == Pass::Size && self.n_constants != self.n_expected;
        (self.n_expected, self.n_constants) = (self.n_constants, 0);
        self.n_addresses = 0;
    }

    fn needs_another_round(&mut self) -> bool {
        if core::mem::take(&mut self.has_other_constants) {
            return true;
        }
        if self.n_found_far == 0 {
            return false;
        }
        self.n_rounds += 1;
        if self.n_rounds == MAX_ROUNDS {
            self.n_found_far += self.far_addresses.iter().filter(|&&is_far| !is_far).count() as u32;
            self.far_addresses.fill(true);
        }
        self.n_expected += core::mem::take(&mut self.n_found_far);
        true
    }

    fn entry(&mut self, code: &mut Code, n_places: u32, _name: &str) {
        self.constants(code);
        let size = u64::from(self.place_offset(0)) + u64::from(n_places) * 4;
        let size = size.next_multiple_of(16) + if self.is_windowed { SPILL_SIZE.into() } else { 0 };
        self.stack_size = u32::try_from(size).unwrap_or(u32::MAX);
        if self.is_windowed {
            triple(code, xtensa::ENTRY.encode(R::A1, self.stack_size), TOO_MANY_PLACES.text);
            half(code, xtensa::S32I_N.encode_memory(R::A0, R::A1, 0));
            return;
        }
        match 0i32.checked_sub_unsigned(self.stack_size).and_then(|by| xtensa::ADDI.encode(R::A1, R::A1, by)) {
            Some(short) => fit(code, Some(short)),
            None => {
                self.load_distance(code, R::A9, self.stack_size);
                fit(code, Some(xtensa::SUB.encode(R::A1, R::A1, R::A9)));
            }
        }
        for (index, reg) in SAVED.into_iter().enumerate() {
            half(code, xtensa::S32I_N.encode_memory(reg, R::A1, index as u32 * 4));
        }
    }

    fn exit(&mut self, code: &mut Code) {
        if self.is_windowed {
            half(code, xtensa::L32I_N.encode_memory(R::A0, R::A1, 0));
            half(code, Some(xtensa::RETW_N));
            return;
        }
        for (index, reg) in SAVED.into_iter().enumerate().rev() {
            half(code, xtensa::L32I_N.encode_memory(reg, R::A1, index as u32 * 4));
        }
        match i32::try_from(self.stack_size).ok().and_then(|by| xtensa::ADDI.encode(R::A1, R::A1, by)) {
            Some(short) => fit(code, Some(short)),
            None => {
                self.load_distance(code, R::A9, self.stack_size);
                half(code, Some(xtensa::ADD_N.encode(R::A1, R::A1, R::A9)));
            }
        }
        half(code, Some(xtensa::RET_N));
    }

    fn jump(&mut self, code: &mut Code, label: Label) {
        jump(code, label);
    }

    fn jump_if(&mut self, code: &mut Code, is_zero: bool, reg: Reg, label: Label, _is_bool: bool) {
        let branch = if is_zero { xtensa::BEQZ } else { xtensa::BNEZ };
        jump_if_zero(code, branch, known(reg), label);
    }

    fn jump_if_equal(&mut self, code: &mut Code, a: Reg, b: Reg, label: Label) {
        jump_if(code, xtensa::BEQ, known(a), known(b), label);
    }

    fn jump_to(&mut self, code: &mut Code, reg: Reg) {
        fit(code, Some(xtensa::JX.encode(known(reg))));
    }

    fn call(&mut self, code: &mut Code, entry: Entry) {
        let callee = if self.is_windowed { R::A8 } else { R::A0 };
        let table = known(self.machine().registers.fun_table);
        self.access_units(code, Access::Load, Width::Word32, callee, table, entry.number().into());
        let call = if self.is_windowed { xtensa::CALLX8 } else { xtensa::CALLX0 };
        fit(code, Some(call.encode(callee)));
    }

    fn move_register(&mut self, code: &mut Code, to: Reg, from: Reg) {
        half(code, Some(xtensa::MOV_N.encode_move(known(to), known(from))));
    }

    fn load_immediate(&mut self, code: &mut Code, to: Reg, value: i64) {
        self.load_number(code, known(to), value as u32);
    }

    fn clear(&mut self, code: &mut Code, to: Reg) {
        half(code, xtensa::MOVI_N.encode(known(to), 0));
    }

    fn load_place(&mut self, code: &mut Code, to: Reg, place: u32) {
        self.access_place(code, Access::Load, known(to), place);
    }

    fn store_place(&mut self, code: &mut Code, place: u32, from: Reg) {
        self.access_place(code, Access::Store, known(from), place);
    }

    fn load_place_address(&mut self, code: &mut Code, to: Reg, place: u32) {
        let (to, offset) = (known(to), self.place_offset(place));
        if let Some(short) = xtensa::ADDI.encode(to, R::A1, offset as i32) {
            fit(code, Some(short));
        } else {
            self.load_distance(code, to, offset);
            half(code, Some(xtensa::ADD_N.encode(to, to, R::A1)));
        }
    }

    fn load_label_address(&mut self, code: &mut Code, to: Reg, label: Label) {
        let to = known(to);
        // The sum is taken from behind the `call0`.
        let distance = self.cut_off(code.distance(label, 3 + 3));
        if self.is_far_address() {
            // DIFF: the reference keeps the lowest 12 bits.
            self.load_constant(code, to, distance as u32);
        } else if let Some(number) = xtensa::MOVI.encode(to, distance) {
            fit(code, Some(number));
        } else {
            if code.pass() == Pass::Final && !code.is_dead() {
                self.far_addresses[self.n_addresses - 1] = true;
                self.n_found_far += 1;
            }
            code.push(&[0; 3]);
        }
        // Calling what follows leaves its address in a0. It has to start at a multiple of four: what is before is not run.
        let at = code.position();
        fit(code, xtensa::CALL0.encode((at >> 1 & 1) as i32 * 4));
        code.push(&[0; 3][..(5u32.wrapping_sub(at) & 3) as usize]);
        half(code, Some(xtensa::ADD_N.encode(to, to, R::A0)));
    }

    fn load_word(&mut self, code: &mut Code, to: Reg, base: Reg, offset: u32) {
        self.access_units(code, Access::Load, Width::Word32, known(to), known(base), offset);
    }

    fn store_word(&mut self, code: &mut Code, from: Reg, base: Reg, offset: u32) {
        self.access_units(code, Access::Store, Width::Word32, known(from), known(base), offset);
    }

    fn access(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, offset: i64) {
        self.access_units(code, access, width, known(reg), known(base), offset as u32);
    }

    fn access_indexed(&mut self, code: &mut Code, access: Access, width: Width, reg: Reg, base: Reg, index: Reg) {
        let (base, index) = (known(base), known(index));
        match width {
            Width::Byte => half(code, Some(xtensa::ADD_N.encode(base, index, base))),
            Width::Half => fit(code, Some(xtensa::ADDX2.encode(base, index, base))),
            Width::Word32 => fit(code, Some(xtensa::ADDX4.encode(base, index, base))),
        }
        self.access_units(code, access, width, known(reg), base, 0);
    }

    fn negate(&mut self, code: &mut Code, reg: Reg) {
        fit(code, Some(xtensa::NEG.encode(known(reg), known(reg))));
    }

    fn not(&mut self, code: &mut Code, reg: Reg) {
        self.negate(code, reg);
        fit(code, xtensa::ADDI.encode(known(reg), known(reg), -1));
    }

    fn arithmetic(&mut self, code: &mut Code, op: Arithmetic, a: Reg, b: Reg) {
        let (a, b) = (known(a), known(b));
        let form = match op {
            Arithmetic::Or => xtensa::OR,
            Arithmetic::Xor => xtensa::XOR,
            Arithmetic::And => xtensa::AND,
            Arithmetic::Add => return half(code, Some(xtensa::ADD_N.encode(a, a, b))),
            Arithmetic::Subtract => xtensa::SUB,
            Arithmetic::Multiply => xtensa::MULL,
        };
        fit(code, Some(form.encode(a, a, b)));
    }

    fn shift(&mut self, code: &mut Code, op: Shift, a: Reg, b: Reg) {
        let (prepare, form) = match op {
            Shift::Left => (xtensa::SSL, xtensa::SLL),
            Shift::RightUnsigned => (xtensa::SSR, xtensa::SRL),
            Shift::RightSigned => (xtensa::SSR, xtensa::SRA),
        };
        fit(code, Some(prepare.encode(known(b))));
        fit(code, Some(form.encode(known(a), known(a))));
    }

    fn compare(&mut self, code: &mut Code, test: Test, to: Reg, a: Reg, b: Reg) {
        let (to, a, b) = (known(to), known(a), known(b));
        let (less, not_less) = if test.is_signed { (xtensa::BLT, xtensa::BGE) } else { (xtensa::BLTU, xtensa::BGEU) };
        let (branch, a, b) = match test.op {
            Comparison::Less => (less, a, b),
            Comparison::More => (less, b, a),
            Comparison::Equal => (xtensa::BEQ, a, b),
            Comparison::LessEqual => (not_less, b, a),
            Comparison::MoreEqual => (not_less, a, b),
            Comparison::NotEqual => (xtensa::BNE, a, b),
        };
        half(code, xtensa::MOVI_N.encode(to, 1));
        fit(code, branch.encode(a, b, 1));
        half(code, xtensa::MOVI_N.encode(to, 0));
    }
}

impl Xtensa {
    /// A number of which the reference keeps the lowest 12 bits.
    fn cut_off(&self, number: i32) -> i32 {
        if self.keeps_faults { Signed::<12>::truncated(number).value() } else { number }
    }

    /// `reg` = a distance on the stack. It takes no number from the table, whose length would then depend on the number of
    /// places, which the first pass does not know.
    fn load_distance(&self, code: &mut Code, reg: R, distance: u32) {
        let Some(distance) = i32::try_from(distance).ok().filter(|&distance| distance < 1 << 15) else {
            return code.refuse(TOO_MANY_PLACES);
        };
        if let Some(short) = xtensa::MOVI.encode(reg, self.cut_off(distance)) {
            return fit(code, Some(short));
        }
        // DIFF: the reference keeps the lowest 12 bits.
        fit(code, xtensa::MOVI.encode(reg, distance & 0xff));
        fit(code, xtensa::ADDMI.encode_multiple(reg, reg, distance & !0xff));
    }

    /// Whether the next address of a label is known to be far.
    fn is_far_address(&mut self) -> bool {
        let index = self.n_addresses;
        self.n_addresses += 1;
        if index == self.far_addresses.len() {
            self.far_addresses.push(false);
        }
        self.far_addresses[index]
    }

    /// Reads or writes a place.
    fn access_place(&mut self, code: &mut Code, access: Access, reg: R, place: u32) {
        let offset = self.place_offset(place);
        let offset = if self.keeps_faults { offset & 0x3ff } else { offset };
        if let Some(instruction) = wide(access, Width::Word32).encode(reg, R::A1, offset) {
            return fit(code, Some(instruction));
        }
        // DIFF: the reference keeps the lowest eight bits of the place.
        let through = if access == Access::Load { reg } else { SCRATCH };
        self.load_distance(code, through, offset);
        half(code, Some(xtensa::ADD_N.encode(through, through, R::A1)));
        self.access_units(code, access, Width::Word32, reg, through, 0);
    }
}

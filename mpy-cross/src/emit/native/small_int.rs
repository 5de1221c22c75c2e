//! Operators on small integers without a call of the runtime ([`Pass::SmallInt`]).
//!
//! A small integer is a word whose lowest bit is set, and the number above that; objects have that bit clear. Ports that
//! represent objects in another way run no machine code. Where both operands are small integers, and so is the result,
//! it is made here; else the runtime is asked as ever.
//!
//! ```text
//! a + b:  jump to slow unless both have the bit        a < b:  jump to fast if both have the bit
//!         result = a + b - 1, as words                         result = BinaryOp(<, a, b)
//!         jump to done unless that overflows                   jump to the target if it is true
//! slow:   result = BinaryOp(+, a, b)                           jump to done
//! done:                                                fast:   jump to the target if a < b, as words
//!                                                      done:
//! ```

use mpy_format::Constant;
use mpy_format::native::Entry;
use mpy_format::operator::BinaryOp;

use super::function::FunctionEmitter;
use super::operator::{Numeric, numeric};
use super::value::{Holder, Type, Value};
use super::{Arithmetic, Reg};
use crate::emit::{Instruction, Label};
use crate::optimize::Pass;

/// An operand of an operator.
#[derive(Clone, Copy)]
enum Operand {
    /// An object in a register.
    Object(Reg),
    /// A small integer, as a word.
    Known(i64),
}

impl FunctionEmitter<'_> {
    /// `a b -- a op b`, if it is an operator that small integers have instructions for, and the operands may be some.
    pub(super) fn small_int_operator(&mut self, op: BinaryOp) -> bool {
        let Numeric::Arithmetic(op_on_words) = numeric(op, true) else { return false };
        let is_sum = matches!(op_on_words, Arithmetic::Add | Arithmetic::Subtract);
        if op_on_words == Arithmetic::Multiply || !self.may_be_small_ints() || is_sum && !self.machine.adds_small_ints {
            return false;
        }
        let (other, done) = (self.new_label(), self.new_label());
        let (left, right) = self.pop_operands();
        self.free_for_call();
        self.jump_on_small_ints(!is_sum, left, right, other);
        if is_sum {
            self.add_words(op_on_words, left, right, done);
            self.target.label(self.code, other);
            self.call_operator(op, left, right);
        } else {
            self.call_operator(op, left, right);
            self.target.jump(self.code, done);
            self.target.label(self.code, other);
            self.combine_words(op_on_words, left, right);
        }
        self.target.label(self.code, done);
        self.push_result();
        true
    }

    /// `a b --`, and goes to the label if `a op b` is as true as the condition; if it is such an operator.
    pub(super) fn small_int_jump(&mut self, op: BinaryOp, condition: bool, label: Label) -> bool {
        let Numeric::Compare(test) = numeric(op, true) else { return false };
        if !self.may_be_small_ints() {
            return false;
        }
        let (fast, done) = (self.new_label(), self.new_label());
        let (first, result) = (self.regs.arguments[0], self.regs.result);
        self.settle_below(2);
        let (left, right) = self.pop_operands();
        self.jump_on_small_ints(true, left, right, fast);
        self.call_operator(op, left, right);
        if first != result {
            self.target.move_register(self.code, first, result);
        }
        self.call(Entry::ObjIsTrue);
        self.target.jump_if(self.code, !condition, result, label, true);
        self.target.jump(self.code, done);
        self.target.label(self.code, fast);
        let test = test.inverse_unless(condition);
        match (left, right) {
            (Operand::Object(left), Operand::Known(word))
                if self.passes.contains(Pass::Operand) && self.machine.compares_with(word) =>
            {
                self.target.jump_if_compare_constant(self.code, test, (left, word), label);
            }
            _ => {
                let words = (self.operand_word(left), self.operand_word(right));
                let scratch = self.regs.arguments[3];
                self.target.jump_if_compare(self.code, test, words, label, scratch);
            }
        }
        self.target.label(self.code, done);
        true
    }

    /// Whether nothing is known about the upper two values that makes one of them something else than a small integer,
    /// and not everything is known.
    fn may_be_small_ints(&self) -> bool {
        let may_be = |value: Value| match value {
            Value { kind, holder: Holder::Immediate(_) } => kind == Type::INT && !self.is_viper,
            Value { kind, .. } => kind == Type::OBJECT,
        };
        let (left, right) = (self.stack.peek(1), self.stack.peek(0));
        let is_known = |value: Value| matches!(value.holder, Holder::Immediate(_));
        self.passes.contains(Pass::SmallInt)
            && may_be(left)
            && may_be(right)
            && !(is_known(left) && is_known(right))
            && !self.previous_is_no_small_int()
    }

    /// Whether what has just been pushed is certainly not a small integer.
    fn previous_is_no_small_int(&self) -> bool {
        match self.previous {
            Some(Instruction::LoadStr(_) | Instruction::Build(..)) => true,
            Some(Instruction::LoadConstant(index)) => !matches!(self.tables.constants.get(index), Constant::Int(_)),
            _ => false,
        }
    }

    /// Pops both operands: into the registers of the second and third argument, unless they are in registers that calls
    /// preserve.
    fn pop_operands(&mut self) -> (Operand, Operand) {
        let [_, second, third, _] = self.regs.arguments;
        let right = self.pop_operand(third);
        (self.pop_operand(second), right)
    }

    fn pop_operand(&mut self, to: Reg) -> Operand {
        match self.stack.peek(0).holder {
            Holder::Immediate(number) => {
                self.stack.drop(1);
                Operand::Known(number << 1 | 1)
            }
            Holder::Register(reg) if self.regs.locals.contains(&reg) => {
                self.stack.drop(1);
                Operand::Object(reg)
            }
            Holder::Register(_) | Holder::Place | Holder::Variable(_) => {
                self.pop_to(to);
                Operand::Object(to)
            }
        }
    }

    /// Goes to the label if both are small integers, or if they are not.
    fn jump_on_small_ints(&mut self, wanted: bool, left: Operand, right: Operand, label: Label) {
        let (a, b) = match (left, right) {
            (Operand::Object(a), Operand::Object(b)) => (a, (a != b).then_some(b)),
            (Operand::Object(a), Operand::Known(_)) | (Operand::Known(_), Operand::Object(a)) => (a, None),
            (Operand::Known(_), Operand::Known(_)) => return,
        };
        self.target.jump_on_odd(self.code, wanted, (a, b), label, self.regs.result);
    }

    /// The runtime's answer.
    fn call_operator(&mut self, op: BinaryOp, left: Operand, right: Operand) {
        let [first, second, third, _] = self.regs.arguments;
        self.operand_to(third, right);
        self.operand_to(second, left);
        self.call_with(Entry::BinaryOp, &[(first, op.number().into())]);
    }

    fn operand_to(&mut self, to: Reg, operand: Operand) {
        match operand {
            Operand::Object(reg) if reg == to => {}
            Operand::Object(reg) => self.target.move_register(self.code, to, reg),
            Operand::Known(word) => self.target.load_immediate(self.code, to, word),
        }
    }

    /// The register of an operand; a constant is loaded to the register of results.
    fn operand_word(&mut self, operand: Operand) -> Reg {
        match operand {
            Operand::Object(reg) => reg,
            Operand::Known(word) => {
                self.target.load_immediate(self.code, self.regs.result, word);
                self.regs.result
            }
        }
    }

    /// Makes the sum or the difference, and goes to the label if it is a small integer.
    fn add_words(&mut self, op: Arithmetic, left: Operand, right: Operand, done: Label) {
        let (result, second) = (self.regs.result, self.regs.arguments[1]);
        match (left, right) {
            (Operand::Object(a), Operand::Known(word)) => {
                let by = if op == Arithmetic::Add { word - 1 } else { 1 - word };
                self.target.add_to_small_int(self.code, result, a, by, done);
            }
            (Operand::Known(word), Operand::Object(b)) if op == Arithmetic::Add => {
                self.target.add_to_small_int(self.code, result, b, word - 1, done);
            }
            (Operand::Known(_), Operand::Object(b)) => {
                self.operand_to(second, left);
                self.target.add_small_ints(self.code, op, result, (second, b), done);
            }
            (Operand::Object(a), Operand::Object(b)) => {
                self.target.add_small_ints(self.code, op, result, (a, b), done);
            }
            (Operand::Known(_), Operand::Known(_)) => unreachable!("what is known is not compiled here"),
        }
    }

    /// Combines the bits of both. The lowest one is set in both, so that `^` has to set it again.
    fn combine_words(&mut self, op: Arithmetic, left: Operand, right: Operand) {
        let result = self.regs.result;
        match (left, right) {
            (Operand::Object(a), Operand::Known(word)) | (Operand::Known(word), Operand::Object(a)) => {
                let bits = if op == Arithmetic::Xor { word - 1 } else { word };
                self.target.load_immediate(self.code, result, bits);
                self.target.arithmetic(self.code, op, result, a);
            }
            (Operand::Object(a), Operand::Object(b)) => {
                if op == Arithmetic::Xor {
                    self.target.load_immediate(self.code, result, 1);
                    self.target.arithmetic(self.code, op, result, a);
                } else {
                    self.target.move_register(self.code, result, a);
                }
                self.target.arithmetic(self.code, op, result, b);
            }
            (Operand::Known(_), Operand::Known(_)) => unreachable!("what is known is not compiled here"),
        }
    }
}

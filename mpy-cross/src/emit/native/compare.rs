//! Comparisons that a jump waits for: no truth value is made only to be tested ([`Pass::Compare`]).
//!
//! ```text
//!     while i < n:        cmp i, n            instead of      cmp i, n
//!                         jump if less                        result = 1 if less else 0
//!                                                             jump if result
//! ```

use mpy_format::native::Entry;
use mpy_format::operator::BinaryOp;

use super::function::FunctionEmitter;
use super::operator::{Numeric, numeric};
use super::value::Type;
use super::{Comparison, Test, WrongType};
use crate::emit::{Instruction, Label};
use crate::optimize::Pass;

impl Comparison {
    /// The comparison that is true when this one is not.
    const fn inverse(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::MoreEqual,
            Comparison::More => Comparison::LessEqual,
            Comparison::Equal => Comparison::NotEqual,
            Comparison::LessEqual => Comparison::More,
            Comparison::MoreEqual => Comparison::Less,
            Comparison::NotEqual => Comparison::Equal,
        }
    }
}

impl Test {
    /// Whether words are equal, or whether they are not: the same for both kinds of number.
    pub(super) const fn equal(wanted: bool) -> Test {
        Test { op: Comparison::Equal, is_signed: false }.inverse_unless(wanted)
    }

    /// The test that is true when this one is not.
    pub(super) const fn inverse(self) -> Test {
        Test { op: self.op.inverse(), is_signed: self.is_signed }
    }

    pub(super) const fn inverse_unless(self, condition: bool) -> Test {
        if condition { self } else { self.inverse() }
    }
}

impl FunctionEmitter<'_> {
    /// Compiles an operator and the jump behind it as one, if they are that. Tells whether it has.
    pub(super) fn compare_and_jump(&mut self, operator: Instruction, jump: Option<&Instruction>) -> bool {
        let Some(&Instruction::PopJumpIf(condition, label)) = jump else { return false };
        let (left, right) = (self.peek_kind(1), self.peek_kind(0));
        let are_objects = left == Type::OBJECT && right == Type::OBJECT;
        match operator {
            Instruction::Binary(op) if are_objects && self.small_int_jump(op, condition, label) => {}
            _ if !self.passes.contains(Pass::Compare) => return false,
            Instruction::Binary(BinaryOp::Is) if are_objects => {
                self.jump_if_compare(Test::equal(condition), label);
            }
            Instruction::BinaryNot(BinaryOp::Is) if are_objects => {
                self.jump_if_compare(Test::equal(!condition), label);
            }
            Instruction::Binary(BinaryOp::ExceptionMatch) if are_objects => {
                self.binary(BinaryOp::ExceptionMatch, false);
                self.jump_if_true_object(condition, label);
            }
            Instruction::BinaryNot(op) if are_objects => {
                self.binary(op, false);
                self.jump_if(!condition, label, true);
            }
            Instruction::Binary(op) if left.is_integer() && left == right => {
                let Numeric::Compare(test) = numeric(op, left == Type::INT) else { return false };
                self.jump_if_numbers(test.inverse_unless(condition), label);
            }
            _ => return false,
        }
        true
    }

    /// `a b --`, and goes to the label if `a op b`, of two numbers.
    fn jump_if_numbers(&mut self, test: Test, label: Label) {
        let Some(value) = self.constant_at(0).filter(|&value| self.machine.compares_with(value)) else {
            return self.jump_if_compare(test, label);
        };
        self.settle_below(2);
        self.stack.drop(1);
        let (_, number) = self.pop_flexibly(self.regs.arguments[1], &[]);
        self.target.jump_if_compare_constant(self.code, test, (number, value), label);
    }

    /// `a b --`, and goes to the label if `a op b`, of two words as they are.
    fn jump_if_compare(&mut self, test: Test, label: Label) {
        let [first, second, third, _] = self.regs.arguments;
        self.settle_below(2);
        let (_, right) = self.pop_flexibly(third, &[]);
        let (_, left) = self.pop_flexibly(if right == second { third } else { second }, &[]);
        let scratch = [first, second, third].into_iter().find(|&reg| reg != left && reg != right);
        let scratch = scratch.expect("two of three are taken at most");
        self.target.jump_if_compare(self.code, test, (left, right), label, scratch);
    }

    /// `number --`, and goes to the label if it is as true as the condition; in the register that it is in.
    pub(super) fn jump_if_number(&mut self, condition: bool, label: Label) {
        self.settle_below(1);
        let (kind, reg) = self.pop_flexibly(self.regs.result, &[]);
        if kind != Type::BOOL && !kind.is_integer() {
            self.wrong_type(WrongType::NotTruth(kind));
        }
        self.target.jump_if(self.code, !condition, reg, label, false);
    }

    /// The same for an object that is `True` or `False` for sure, so that there is no need to ask the runtime.
    fn jump_if_true_object(&mut self, condition: bool, label: Label) {
        let [_, second, third, _] = self.regs.arguments;
        self.settle_below(1);
        let (_, value) = self.pop_flexibly(third, &[second]);
        self.load_entry(second, Entry::ConstTrue);
        // The scratch register of the comparison may be neither of them.
        let scratch = if value == self.regs.result { third } else { self.regs.result };
        self.target.jump_if_compare(self.code, Test::equal(condition), (value, second), label, scratch);
    }
}

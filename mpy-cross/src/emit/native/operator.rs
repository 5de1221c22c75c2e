//! Operators: on objects a call, on numbers an instruction or two.

use mpy_format::native::Entry;
use mpy_format::operator::{BinaryOp, UnaryOp};

use super::function::FunctionEmitter;
use super::value::Type;
use super::{Arithmetic, Comparison, Shift, Test, WrongType};

/// What an operator does to two numbers.
pub(super) enum Numeric {
    Arithmetic(Arithmetic),
    Shift(Shift),
    Compare(Test),
    /// By the runtime.
    Call(Entry),
    /// Nothing that numbers have.
    Unknown,
}

/// What an operator does to numbers; in place or not is the same. Shifts to the right are of the left operand's type.
pub(super) fn numeric(op: BinaryOp, is_signed: bool) -> Numeric {
    let compare = |op| Numeric::Compare(Test { op, is_signed });
    match op {
        BinaryOp::Or | BinaryOp::InplaceOr => Numeric::Arithmetic(Arithmetic::Or),
        BinaryOp::Xor | BinaryOp::InplaceXor => Numeric::Arithmetic(Arithmetic::Xor),
        BinaryOp::And | BinaryOp::InplaceAnd => Numeric::Arithmetic(Arithmetic::And),
        BinaryOp::Add | BinaryOp::InplaceAdd => Numeric::Arithmetic(Arithmetic::Add),
        BinaryOp::Subtract | BinaryOp::InplaceSubtract => Numeric::Arithmetic(Arithmetic::Subtract),
        BinaryOp::Multiply | BinaryOp::InplaceMultiply => Numeric::Arithmetic(Arithmetic::Multiply),
        BinaryOp::Lshift | BinaryOp::InplaceLshift => Numeric::Shift(Shift::Left),
        BinaryOp::Rshift | BinaryOp::InplaceRshift if is_signed => Numeric::Shift(Shift::RightSigned),
        BinaryOp::Rshift | BinaryOp::InplaceRshift => Numeric::Shift(Shift::RightUnsigned),
        BinaryOp::FloorDivide | BinaryOp::InplaceFloorDivide => Numeric::Call(Entry::SmallIntFloorDivide),
        BinaryOp::Modulo | BinaryOp::InplaceModulo => Numeric::Call(Entry::SmallIntModulo),
        BinaryOp::Less => compare(Comparison::Less),
        BinaryOp::More => compare(Comparison::More),
        BinaryOp::Equal => compare(Comparison::Equal),
        BinaryOp::LessEqual => compare(Comparison::LessEqual),
        BinaryOp::MoreEqual => compare(Comparison::MoreEqual),
        BinaryOp::NotEqual => compare(Comparison::NotEqual),
        BinaryOp::In
        | BinaryOp::Is
        | BinaryOp::ExceptionMatch
        | BinaryOp::MatMultiply
        | BinaryOp::InplaceMatMultiply
        | BinaryOp::TrueDivide
        | BinaryOp::InplaceTrueDivide
        | BinaryOp::Power
        | BinaryOp::InplacePower => Numeric::Unknown,
    }
}

impl FunctionEmitter<'_> {
    /// `a -- op a`
    pub(super) fn unary(&mut self, op: UnaryOp) {
        let kind = self.peek_kind(0);
        if kind.is_integer() {
            return self.unary_number(op, kind);
        }
        if kind != Type::OBJECT {
            return self.wrong_type(WrongType::Unary(kind));
        }
        let [first, second, ..] = self.regs.arguments;
        self.pop_to(second);
        self.call_with(Entry::UnaryOp, &[(first, op.number().into())]);
        self.push_result();
    }

    fn unary_number(&mut self, op: UnaryOp, kind: Type) {
        let result = self.regs.result;
        match op {
            UnaryOp::Positive => {}
            UnaryOp::Negative => {
                let (_, reg) = self.pop_flexibly(result, &[result]);
                self.target.negate(self.code, reg);
                self.push_register(kind, reg);
            }
            UnaryOp::Invert if self.machine.has_not => {
                let (_, reg) = self.pop_flexibly(result, &[result]);
                self.target.not(self.code, reg);
                self.push_register(kind, reg);
            }
            UnaryOp::Invert => {
                let ones = self.regs.arguments[0];
                let (_, reg) = self.pop_flexibly(result, &[ones, result]);
                self.target.load_immediate(self.code, ones, -1);
                self.target.arithmetic(self.code, Arithmetic::Xor, reg, ones);
                self.push_register(kind, reg);
            }
            UnaryOp::Not => self.wrong_type(WrongType::NotOfNumber),
        }
    }

    /// `a b -- a op b`, or `not (a op b)`.
    pub(super) fn binary(&mut self, op: BinaryOp, is_negated: bool) {
        let (left, right) = (self.peek_kind(1), self.peek_kind(0));
        if left.is_integer() && right.is_integer() {
            return self.binary_numbers(op, is_negated, left, right);
        }
        if left != Type::OBJECT || right != Type::OBJECT {
            self.stack.drop(1);
            return self.wrong_type(WrongType::Binary { left, right });
        }
        if !is_negated && self.small_int_operator(op) {
            return;
        }
        let [first, second, third, _] = self.regs.arguments;
        self.pop_to(third);
        self.pop_to(second);
        self.call_with(Entry::BinaryOp, &[(first, op.number().into())]);
        if is_negated {
            self.target.move_register(self.code, second, self.regs.result);
            self.call_with(Entry::UnaryOp, &[(first, UnaryOp::Not.number().into())]);
        }
        self.push_result();
    }

    fn binary_numbers(&mut self, op: BinaryOp, is_negated: bool, left: Type, right: Type) {
        let [first, second, third, _] = self.regs.arguments;
        let result = self.regs.result;
        let is_signed = left == Type::INT;
        let numeric = numeric(op, is_signed);
        if self.binary_with_constant(op, left) {
            return;
        }
        if let (Numeric::Shift(shift), Some(amount)) = (&numeric, self.machine.shift_amount) {
            self.pop_to(amount);
            self.pop_to(result);
            self.target.shift(self.code, *shift, result, amount);
            return self.push_register(left, result);
        }
        if let Numeric::Call(entry) = numeric {
            self.pop_to(second);
            self.pop_to(first);
            if !is_signed {
                self.wrong_type(WrongType::DivisionOfUint);
            }
            self.call(entry);
            return self.push_register(Type::INT, result);
        }
        let (_, right_reg) = self.pop_flexibly(third, &[result, second]);
        // Not over the right operand.
        let wanted = self.wanted.filter(|&reg| reg != right_reg && !matches!(numeric, Numeric::Compare(_)));
        let second = wanted.unwrap_or(second);
        self.pop_to(second);
        match numeric {
            Numeric::Arithmetic(op) => {
                self.target.arithmetic(self.code, op, second, right_reg);
                self.push_register(left, second);
            }
            Numeric::Shift(op) => {
                self.target.shift(self.code, op, second, right_reg);
                self.push_register(left, second);
            }
            Numeric::Compare(test) => {
                if left != right {
                    self.wrong_type(WrongType::ComparedWithUint);
                }
                self.free_register(result);
                self.target.compare(self.code, test, result, second, right_reg);
                self.push_register(Type::BOOL, result);
            }
            Numeric::Call(_) | Numeric::Unknown => {
                self.stack.push_places(left, 1);
                self.wrong_type(WrongType::UnknownOperator(op, is_negated));
            }
        }
    }
}

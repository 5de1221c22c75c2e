//! Numbers and constants: instructions that have the constant in them ([`Pass::Operand`]).

use mpy_format::operator::BinaryOp;

use super::function::FunctionEmitter;
use super::operator::{Numeric, numeric};
use super::value::{Holder, Type};
use super::{Arithmetic, Operation, Shift};
use crate::optimize::Pass;

impl FunctionEmitter<'_> {
    /// The constant that is so far from the top, if instructions may have constants in them.
    pub(super) fn constant_at(&self, from_top: usize) -> Option<i64> {
        match self.stack.peek(from_top).holder {
            Holder::Immediate(value) if self.passes.contains(Pass::Operand) => Some(value),
            Holder::Immediate(_) | Holder::Register(_) | Holder::Place | Holder::Variable(_) => None,
        }
    }

    /// `a b -- a op b` of numbers one of which is a constant, if there are instructions for that.
    pub(super) fn binary_with_constant(&mut self, op: BinaryOp, kind: Type) -> bool {
        let numeric = numeric(op, kind == Type::INT);
        let (value, is_left) = match (self.constant_at(1), self.constant_at(0)) {
            (None, Some(value)) => (value, false),
            (Some(value), None) if is_commutative(&numeric) => (value, true),
            _ => return false,
        };
        let Some((op, value)) = operation(&numeric, value) else { return false };
        if !self.target.takes_constant(op, value) {
            return false;
        }
        let to = self.wanted.unwrap_or(self.regs.arguments[1]);
        if !is_left {
            self.stack.drop(1);
        }
        let (_, from) = self.pop_flexibly(to, &[]);
        if is_left {
            self.stack.drop(1);
        }
        self.free_register(to);
        self.target.operate_with_constant(self.code, op, to, from, value);
        self.push_register(kind, to);
        true
    }
}

fn is_commutative(numeric: &Numeric) -> bool {
    matches!(numeric, Numeric::Arithmetic(op) if *op != Arithmetic::Subtract)
}

/// What an operator with a constant is best done with.
fn operation(numeric: &Numeric, value: i64) -> Option<(Operation, i64)> {
    match *numeric {
        Numeric::Arithmetic(Arithmetic::Subtract) => {
            Some((Operation::Arithmetic(Arithmetic::Add), value.checked_neg()?))
        }
        Numeric::Arithmetic(Arithmetic::Multiply) if value > 0 && value.count_ones() == 1 => {
            Some((Operation::Shift(Shift::Left), value.trailing_zeros().into()))
        }
        Numeric::Arithmetic(op) => Some((Operation::Arithmetic(op), value)),
        Numeric::Shift(op) => Some((Operation::Shift(op), value)),
        Numeric::Compare(_) | Numeric::Call(_) | Numeric::Unknown => None,
    }
}

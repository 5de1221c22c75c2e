//! The precedence of binary operators.

use alloc::vec::Vec;

use super::{Builder, Position};
use crate::ast::*;

/// A run of operators of one precedence whose last operand is not complete yet. Its other operands are on top of those of
/// the runs around it.
struct Run {
    precedence: u8,
    start: Position,
    first: ExprId,
    n_before: usize,
    pending: BinaryOp,
}

impl Builder<'_> {
    /// A flat run of operands, each with the operator before it and where it starts and ends, to nested ones.
    pub fn arith(
        &mut self,
        l: Position,
        first: ExprId,
        end: Position,
        rest: Vec<(BinaryOp, Position, ExprId, Position)>,
    ) -> ExprId {
        let mut runs = Vec::<Run>::new();
        let mut operands = Vec::<Operand>::new();
        let (mut start, mut operand, mut end) = (l, first, end);
        for (op, next_start, next, next_end) in rest {
            let precedence = precedence(op);
            while runs.last().is_some_and(|run| run.precedence > precedence) {
                (start, operand) = self.close(&mut runs, &mut operands, operand, end);
            }
            match runs.last_mut() {
                Some(run) if run.precedence == precedence => {
                    operands.push(Operand { op: run.pending, value: operand });
                    run.pending = op;
                }
                _ => runs.push(Run { precedence, start, first: operand, n_before: operands.len(), pending: op }),
            }
            (start, operand, end) = (next_start, next, next_end);
        }
        while !runs.is_empty() {
            (_, operand) = self.close(&mut runs, &mut operands, operand, end);
        }
        operand
    }

    /// Ends the innermost run with its last operand.
    fn close(
        &mut self,
        runs: &mut Vec<Run>,
        operands: &mut Vec<Operand>,
        last: ExprId,
        end: Position,
    ) -> (Position, ExprId) {
        let run = runs.pop().expect("a run is open");
        operands.push(Operand { op: run.pending, value: last });
        let expr = self.binary(run.start, run.first, &operands[run.n_before..], end);
        operands.truncate(run.n_before);
        (run.start, expr)
    }
}

/// Higher binds tighter.
fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 0,
        BinaryOp::Xor => 1,
        BinaryOp::And => 2,
        BinaryOp::ShiftLeft | BinaryOp::ShiftRight => 3,
        BinaryOp::Add | BinaryOp::Subtract => 4,
        BinaryOp::Multiply
        | BinaryOp::MatrixMultiply
        | BinaryOp::FloorDivide
        | BinaryOp::TrueDivide
        | BinaryOp::Modulo => 5,
        BinaryOp::Power => 6,
    }
}

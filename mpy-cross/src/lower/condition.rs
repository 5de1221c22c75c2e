//! Jumps on the truth of an expression.

use super::Lowerer;
use super::error::Res;
use crate::ast::{Expr, ExprId, ExprKind, List};
use crate::emit::{Instruction, Label};
use crate::fold;

impl Lowerer<'_> {
    /// Goes to `label` if the expression is as true as `jump_if`, without making a value of `and`, `or` and `not`.
    pub(super) fn condition(&mut self, id: ExprId, jump_if: bool, label: Label) -> Res {
        if let Some(truth) = fold::truth(self.ast, id) {
            if truth == jump_if {
                self.push(Instruction::Jump(label));
            }
            return Ok(());
        }
        let Expr { kind, span, line } = self.ast[id];
        self.nested(span, line, |lowerer| match kind {
            // The first operand that is true decides an `or`, the first that is false an `and`.
            ExprKind::Or(operands) => lowerer.decided_by(true, operands, jump_if, label),
            ExprKind::And(operands) => lowerer.decided_by(false, operands, jump_if, label),
            ExprKind::Not(operand) => lowerer.condition(operand, !jump_if, label),
            _ => {
                lowerer.expr(id)?;
                lowerer.push(Instruction::PopJumpIf(jump_if, label));
                Ok(())
            }
        })
    }

    fn decided_by(&mut self, decisive: bool, operands: List<ExprId>, jump_if: bool, label: Label) -> Res {
        let operands = &self.ast[operands];
        if decisive == jump_if {
            return operands.iter().try_for_each(|&operand| self.condition(operand, jump_if, label));
        }
        let past = self.new_label();
        if let [others @ .., last] = operands {
            others.iter().try_for_each(|&operand| self.condition(operand, decisive, past))?;
            self.condition(*last, jump_if, label)?;
        }
        self.label(past);
        Ok(())
    }
}

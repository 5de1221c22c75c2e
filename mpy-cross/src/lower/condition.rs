//! Jumps on the truth of an expression.

use super::Lowerer;
use super::error::Res;
use crate::ast::{ExprId, ExprKind, List};
use crate::emit::{Instruction, Label};
use crate::fold;
use crate::stack;

impl Lowerer<'_> {
    /// Goes to `label` if the expression is as true as `jump_if`, without making a value of `and`, `or` and `not`.
    pub(super) fn condition(&mut self, id: ExprId, jump_if: bool, label: Label) -> Res {
        if let Some(truth) = fold::truth(self.ast, id) {
            if truth == jump_if {
                self.push(Instruction::Jump(label));
            }
            return Ok(());
        }
        stack::with_room(|| match self.ast[id].kind {
            // The first operand that is true decides an `or`, the first that is false an `and`.
            ExprKind::Or(operands) => self.decided_by(true, operands, jump_if, label),
            ExprKind::And(operands) => self.decided_by(false, operands, jump_if, label),
            ExprKind::Not(operand) => self.condition(operand, !jump_if, label),
            _ => {
                self.expr(id)?;
                self.push(Instruction::PopJumpIf(jump_if, label));
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

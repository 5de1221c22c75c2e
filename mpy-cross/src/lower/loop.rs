//! Loops, and the jumps that leave them.

use mpy_format::operator::BinaryOp;

use super::Lowerer;
use super::error::{LowerError, Res};
use crate::ast::{self, ArgKind, ExprId, ExprKind, Stmt, Symbol, TrailerKind};
use crate::emit::{Arguments, Block, Instruction, Label};
use crate::fold;

/// The loop that a `break` or `continue` is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    /// After the loop and its `else`.
    pub end: Label,
    /// Before the next round.
    pub next: Label,
    /// Whether `break` has to drop an iterator.
    pub drops_iterator: bool,
    /// Blocks that were open where the loop starts.
    pub n_blocks: u32,
}

/// `range(start, stop, step)` with a constant step, which is counted without an iterator.
struct Range {
    start: Option<ExprId>,
    stop: ExprId,
    step: i64,
}

impl Lowerer<'_> {
    /// Enters a loop; what was the innermost one is given back, for [`Lowerer::leave_loop`].
    fn enter_loop(&mut self, drops_iterator: bool) -> (Loop, Option<Loop>) {
        let entered =
            Loop { end: self.new_label(), next: self.new_label(), drops_iterator, n_blocks: self.frame.n_blocks };
        (entered, self.frame.innermost.replace(entered))
    }

    /// Leaves the loop, before its `else`: a `break` there is about the loop around it.
    fn leave_loop(&mut self, outer: Option<Loop>) {
        self.frame.innermost = outer;
    }

    pub(super) fn break_or_continue(&mut self, stmt: &Stmt, is_break: bool) -> Res {
        let Some(innermost) = self.frame.innermost else {
            return self.fail(LowerError::syntax("'break'/'continue' outside loop", stmt.span, stmt.line));
        };
        self.push(Instruction::UnwindJump {
            label: if is_break { innermost.end } else { innermost.next },
            n_blocks: self.frame.n_blocks - innermost.n_blocks,
            drops_iterator: is_break && innermost.drops_iterator,
        });
        Ok(())
    }

    pub(super) fn while_loop(&mut self, test: ExprId, body: ast::Block, otherwise: Option<ast::Block>) -> Res {
        let (this, outer) = self.enter_loop(false);
        let truth = fold::truth(self.ast, test);
        if truth != Some(false) {
            let top = self.new_label();
            if truth != Some(true) {
                self.push(Instruction::Jump(this.next));
            }
            self.label(top);
            self.block(body)?;
            self.label(this.next);
            self.condition(test, true, top)?;
        }
        self.leave_loop(outer);
        self.optional_block(otherwise)?;
        self.label(this.end);
        Ok(())
    }

    pub(super) fn for_loop(
        &mut self,
        target: ExprId,
        iter: ExprId,
        body: ast::Block,
        otherwise: Option<ast::Block>,
    ) -> Res {
        if let Some(range) = self.counted_range(target, iter) {
            return self.range_loop(target, &range, body, otherwise);
        }
        let (this, outer) = self.enter_loop(true);
        let exhausted = self.new_label();
        self.expr(iter)?;
        self.push(Instruction::GetIter { on_stack: true });
        self.label(this.next);
        self.push(Instruction::ForIter(exhausted));
        self.assign(target)?;
        self.block(body)?;
        self.push(Instruction::Jump(this.next));
        self.label(exhausted);
        self.push(Instruction::ForIterEnd);
        self.leave_loop(outer);
        self.optional_block(otherwise)?;
        self.label(this.end);
        Ok(())
    }

    /// The range of `for name in range(…)`, if it can be counted.
    fn counted_range(&self, target: ExprId, iter: ExprId) -> Option<Range> {
        let ExprKind::Name(_) = self.ast[target].kind else { return None };
        let ExprKind::Postfix { base, trailers } = self.ast[iter].kind else { return None };
        let [trailer] = &self.ast[trailers] else { return None };
        let TrailerKind::Call(args) = trailer.kind else { return None };
        if self.ast[base].kind != ExprKind::Name(Symbol::RANGE) {
            return None;
        }
        let positional = |arg: &ast::Arg| match arg.kind {
            ArgKind::Positional(value) => Some(value),
            ArgKind::Star(_)
            | ArgKind::DoubleStar(_)
            | ArgKind::Keyword { .. }
            | ArgKind::Named { .. }
            | ArgKind::Generator(_) => None,
        };
        match &self.ast[args] {
            [stop] => Some(Range { start: None, stop: positional(stop)?, step: 1 }),
            [start, stop] => Some(Range { start: Some(positional(start)?), stop: positional(stop)?, step: 1 }),
            [start, stop, step] => match self.ast[positional(step)?].kind {
                ExprKind::SmallInt(step) if step != 0 => {
                    Some(Range { start: Some(positional(start)?), stop: positional(stop)?, step })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Keeps the next value on the stack, and below it the end unless that is a constant.
    fn range_loop(&mut self, target: ExprId, range: &Range, body: ast::Block, otherwise: Option<ast::Block>) -> Res {
        let (this, outer) = self.enter_loop(false);
        let top = self.new_label();
        let entry = self.new_label();
        let keeps_stop = !matches!(self.ast[range.stop].kind, ExprKind::SmallInt(_));
        if keeps_stop {
            self.expr(range.stop)?;
        }
        match range.start {
            Some(start) => self.expr(start)?,
            None => self.push(Instruction::LoadSmallInt(0)),
        }
        self.push(Instruction::Jump(entry));
        self.label(top);
        self.push(Instruction::DupTop);
        self.assign(target)?;
        self.block(body)?;
        self.label(this.next);
        self.push(Instruction::LoadSmallInt(range.step));
        self.push(Instruction::Binary(BinaryOp::InplaceAdd));
        self.label(entry);
        if keeps_stop {
            self.push(Instruction::DupTopTwo);
            self.push(Instruction::RotTwo);
        } else {
            self.push(Instruction::DupTop);
            self.expr(range.stop)?;
        }
        self.push(Instruction::Binary(if range.step >= 0 { BinaryOp::Less } else { BinaryOp::More }));
        self.push(Instruction::PopJumpIf(true, top));
        self.leave_loop(outer);

        let mut after = None;
        if let Some(otherwise) = otherwise {
            // The `else` may leave loops around this one, so it starts without this one's values.
            self.drop_range(keeps_stop);
            self.block(otherwise)?;
            let label = self.new_label();
            self.push(Instruction::Jump(label));
            self.push(Instruction::AdjustStack(1 + i32::from(keeps_stop)));
            after = Some(label);
        }
        self.label(this.end);
        self.drop_range(keeps_stop);
        if let Some(after) = after {
            self.label(after);
        }
        Ok(())
    }

    fn drop_range(&mut self, keeps_stop: bool) {
        self.push(Instruction::PopTop);
        if keeps_stop {
            self.push(Instruction::PopTop);
        }
    }

    /// `async for` as a loop over awaited `__anext__()` until `StopAsyncIteration`; the iterator stays on the stack.
    pub(super) fn async_for_loop(
        &mut self,
        target: ExprId,
        iter: ExprId,
        body: ast::Block,
        otherwise: Option<ast::Block>,
    ) -> Res {
        let exhausted = self.new_label();
        let raised = self.new_label();
        let got = self.new_label();
        let unexpected = self.new_label();
        self.expr(iter)?;
        self.call_method_0(Symbol::DUNDER_AITER);
        let (this, outer) = self.enter_loop(false);
        self.label(this.next);
        self.enter_block(Block::Except, raised);
        self.push(Instruction::DupTop);
        self.await_method(Symbol::DUNDER_ANEXT);
        self.assign(target)?;
        self.push(Instruction::PopExceptJump { label: got, in_handler: false });

        self.label(raised);
        self.push(Instruction::StartExceptHandler);
        self.push(Instruction::DupTop);
        self.load_global(Symbol::STOP_ASYNC_ITERATION);
        self.unless_caught(unexpected);
        self.push(Instruction::PopTop);
        self.push(Instruction::PopExceptJump { label: exhausted, in_handler: true });
        self.label(unexpected);
        self.push(Instruction::AdjustStack(1));
        self.leave_block();
        self.push(Instruction::EndExceptHandler);

        self.label(got);
        self.block(body)?;
        self.push(Instruction::Jump(this.next));
        self.leave_loop(outer);
        self.label(exhausted);
        self.optional_block(otherwise)?;
        self.label(this.end);
        self.push(Instruction::PopTop);
        Ok(())
    }

    /// Replaces the object on the stack by what its method gives.
    fn call_method_0(&mut self, method: Symbol) {
        let name = self.qstr(method);
        self.push(Instruction::LoadMethod { name, is_super: false });
        self.push(Instruction::CallMethod(Arguments::default()));
    }

    /// Replaces the object on the stack by what its method gives when awaited.
    pub(super) fn await_method(&mut self, method: Symbol) {
        self.call_method_0(method);
        self.yield_from();
    }
}

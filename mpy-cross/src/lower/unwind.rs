//! Blocks that are left in more than one way: `try` and `with`.

use alloc::vec::Vec;

use super::Lowerer;
use super::error::{LowerError, Res};
use crate::ast::{self, Handler, List, Symbol, WithItem};
use crate::emit::{Access, Arguments, Block, Instruction, Label};

/// Stack places that a `return` or a jump out of a block with a `finally` needs.
const UNWIND_SLOTS: i32 = 3;

impl Lowerer<'_> {
    pub(super) fn enter_block(&mut self, block: Block, handler: Label) {
        self.push(Instruction::SetupBlock(block, handler));
        self.frame.n_blocks += 1;
        self.frame.max_blocks = self.frame.max_blocks.max(self.frame.n_blocks);
    }

    pub(super) fn leave_block(&mut self) {
        self.frame.n_blocks -= 1;
        let after = self.new_label();
        self.push(Instruction::EndFinally(after));
    }

    pub(super) fn try_stmt(
        &mut self,
        body: ast::Block,
        handlers: List<Handler>,
        otherwise: Option<ast::Block>,
        cleanup: Option<ast::Block>,
    ) -> Res {
        let Some(cleanup) = cleanup else {
            return self.try_except(body, handlers, otherwise);
        };
        let finally = self.new_label();
        self.enter_block(Block::Finally, finally);
        if handlers.is_empty() {
            self.push(Instruction::AdjustStack(UNWIND_SLOTS));
            self.block(body)?;
            self.push(Instruction::AdjustStack(-UNWIND_SLOTS));
        } else {
            self.try_except(body, handlers, otherwise)?;
        }
        // `None` says that the block has been left at its end.
        self.load_none();
        self.label(finally);
        // There may be the value of a `return` below what says how the block has been left.
        self.push(Instruction::AdjustStack(1));
        self.block(cleanup)?;
        self.push(Instruction::AdjustStack(-1));
        self.leave_block();
        Ok(())
    }

    fn try_except(&mut self, body: ast::Block, handlers: List<Handler>, otherwise: Option<ast::Block>) -> Res {
        let raised = self.new_label();
        let success = self.new_label();
        self.enter_block(Block::Except, raised);
        self.block(body)?;
        self.push(Instruction::PopExceptJump { label: success, in_handler: false });
        self.label(raised);
        self.push(Instruction::StartExceptHandler);
        let done = self.new_label();
        let handlers = &self.ast[handlers];
        for (index, handler) in handlers.iter().enumerate() {
            if handler.exception.is_none() && index + 1 != handlers.len() {
                let next = handlers.get(index + 1).map(|next| next.span);
                let error = LowerError::syntax("default 'except' must be last", handler.span, handler.line);
                return self.fail(error.related(next));
            }
            self.handler(handler, done)?;
        }
        self.leave_block();
        self.push(Instruction::EndExceptHandler);
        self.label(success);
        self.optional_block(otherwise)?;
        self.label(done);
        Ok(())
    }

    fn handler(&mut self, handler: &Handler, done: Label) -> Res {
        let next = self.new_label();
        if let Some(exception) = handler.exception {
            self.push(Instruction::DupTop);
            self.expr(exception)?;
            self.unless_caught(next);
        }
        match handler.name {
            None => {
                self.push(Instruction::PopTop);
                self.block(handler.body)?;
            }
            Some(name) => {
                // The name is unbound when the handler is left, however that happens.
                self.store(name.symbol);
                let unbind = self.new_label();
                self.enter_block(Block::Finally, unbind);
                self.block(handler.body)?;
                self.load_none();
                self.label(unbind);
                self.push(Instruction::AdjustStack(1));
                self.load_none();
                self.store(name.symbol);
                self.delete(name.symbol);
                self.push(Instruction::AdjustStack(-1));
                self.leave_block();
            }
        }
        self.push(Instruction::PopExceptJump { label: done, in_handler: true });
        self.label(next);
        self.push(Instruction::AdjustStack(1));
        Ok(())
    }

    pub(super) fn with_stmt(&mut self, items: List<WithItem>, body: ast::Block) -> Res {
        let mut handlers = Vec::new();
        for item in &self.ast[items] {
            let handler = self.new_label();
            self.expr(item.context)?;
            self.enter_block(Block::With, handler);
            self.bind(item)?;
            handlers.push(handler);
        }
        self.block(body)?;
        while let Some(handler) = handlers.pop() {
            let labels = self.new_labels(3);
            self.push(Instruction::WithCleanup { handler, labels });
            self.leave_block();
        }
        Ok(())
    }

    /// Stores what entering the context gave, or drops it.
    fn bind(&mut self, item: &WithItem) -> Res {
        match item.target {
            Some(target) => self.assign(target),
            None => {
                self.push(Instruction::PopTop);
                Ok(())
            }
        }
    }

    /// `async with` as a `try` with a `finally` that awaits `__aexit__`; the context manager stays on the stack.
    pub(super) fn async_with_stmt(&mut self, items: List<WithItem>, body: ast::Block) -> Res {
        let mut opened = Vec::new();
        for item in &self.ast[items] {
            let labels = self.new_labels(4);
            self.expr(item.context)?;
            self.push(Instruction::DupTop);
            self.await_method(Symbol::DUNDER_AENTER);
            self.bind(item)?;
            self.enter_block(Block::Finally, labels);
            self.push(Instruction::AdjustStack(UNWIND_SLOTS));
            opened.push(labels);
        }
        self.block(body)?;
        while let Some(labels) = opened.pop() {
            self.push(Instruction::AdjustStack(-UNWIND_SLOTS));
            self.async_exit(labels);
        }
        Ok(())
    }

    fn async_exit(&mut self, labels: Label) {
        let (exit_quietly, unwind, end) = (Label(labels.0 + 1), Label(labels.0 + 2), Label(labels.0 + 3));
        let base_exception = self.names.intern(b"BaseException");
        let base_exception = self.qstr(base_exception);
        self.push(Instruction::AsyncWithCleanup { labels, base_exception });

        // An exception: `manager exception --`
        self.push(Instruction::DupTop);
        self.push(Instruction::RotThree);
        self.push(Instruction::RotTwo);
        self.load_exit();
        self.push(Instruction::RotThree);
        self.push(Instruction::RotThree);
        self.push(Instruction::DupTop);
        self.attribute(Access::Load, Symbol::DUNDER_CLASS);
        self.push(Instruction::RotTwo);
        self.load_none();
        self.push(Instruction::CallMethod(Arguments::positional(3)));
        self.yield_from();
        self.push(Instruction::PopJumpIf(false, end));
        self.push(Instruction::PopTop);
        self.load_none();
        self.push(Instruction::Jump(end));
        self.push(Instruction::AdjustStack(2));

        // A `return` or a jump: `manager value how --`
        self.label(unwind);
        self.push(Instruction::RotThree);
        self.push(Instruction::RotThree);
        // The end of the body: `None manager --`
        self.label(exit_quietly);
        self.load_exit();
        self.load_none();
        self.push(Instruction::DupTop);
        self.push(Instruction::DupTop);
        self.push(Instruction::CallMethod(Arguments::positional(3)));
        self.yield_from();
        self.push(Instruction::PopTop);
        self.push(Instruction::AdjustStack(-1));
        self.label(end);
        self.leave_block();
    }

    fn load_exit(&mut self) {
        let name = self.qstr(Symbol::DUNDER_AEXIT);
        self.push(Instruction::LoadMethod { name, is_super: false });
    }
}

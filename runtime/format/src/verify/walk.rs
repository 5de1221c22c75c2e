//! What each instruction does to the stack and the blocks.

use super::block::{Block, Blocks, Kind};
use super::targets::{State, Targets};
use super::{ITERATOR_SLOTS, TOKEN_SLOTS, Verified};
use crate::error::{DecodeError, ErrorKind};
use crate::op::{Op, Opcode};
use crate::operand::Checked;
use crate::operator::BinaryOp;

/// A function being verified, instruction by instruction, along every way that execution may take.
pub(super) struct Verifier<'a> {
    pub(super) code: &'a [u8],
    pub(super) targets: Targets<'a>,
    pub(super) blocks: Blocks<'a>,
    /// Slots that the stack has.
    pub(super) room: u32,
    pub(super) n_locals: u32,
    pub(super) n_state: u32,
    pub(super) n_exc_stack: u32,
    pub(super) verified: Verified,
}

/// An instruction, and where it and the next one are.
#[derive(Clone, Copy)]
struct Here {
    at: u32,
    next: u32,
    op: Op,
}

impl Here {
    fn found(&self, kind: ErrorKind) -> DecodeError {
        DecodeError { at: self.at, kind }
    }

    /// Where it jumps, which `collect` has found to be inside the code.
    fn target(&self) -> u32 {
        self.op.target(self.at).and_then(|target| u32::try_from(target).ok()).unwrap_or(self.at)
    }
}

impl Verifier<'_> {
    /// Looks at everything that can be reached.
    pub(super) fn run(&mut self) -> Result<(), DecodeError> {
        let high = self.code.len() as u32;
        let root = Block { kind: Kind::Root, nesting: 0, parent: 0, base: 0, low: 0, high, handler: 0, normal_exit: 0 };
        let block = self.blocks.add(0, root)?;
        let start = State { block, depth: 0 };
        if self.targets.contains(0) {
            self.targets.flow(0, 0, start)?;
        } else {
            self.line(0, start)?;
        }
        while let Some((at, state)) = self.targets.take_pending() {
            self.line(at, state)?;
        }
        Ok(())
    }

    fn decode(&self, at: u32) -> Result<Here, DecodeError> {
        let mut reader = Checked::new(self.code, at as usize);
        if reader.is_at_end() {
            return Err(DecodeError { at, kind: ErrorKind::RunsOffEnd });
        }
        let op = Op::decode(&mut reader)?;
        Ok(Here { at, next: reader.at() as u32, op })
    }

    /// The instruction after `here`, which only execution from `here` reaches.
    fn following(&self, here: &Here) -> Option<Here> {
        if self.targets.contains(here.next) { None } else { self.decode(here.next).ok() }
    }

    /// Follows execution to the next place where others may join it.
    fn line(&mut self, at: u32, mut state: State) -> Result<(), DecodeError> {
        let mut here = self.decode(at)?;
        let mut after_none = false;
        loop {
            let block = self.blocks.get(state.block);
            if !(block.low..block.high).contains(&here.at) {
                return Err(here.found(ErrorKind::BlockMismatch));
            }
            let Some((next, next_state)) = self.step(&here, state, &block, after_none)? else { return Ok(()) };
            after_none = here.op.opcode() == Opcode::LoadConstNone;
            state = next_state;
            if self.targets.contains(next) {
                if after_none {
                    state = self.enter_handler_with_none(next, state);
                }
                return self.targets.flow(here.at, next, state);
            }
            here = self.decode(next)?;
        }
    }

    /// A `finally` that is reached without anything going on: `None` is there in place of a token.
    fn enter_handler_with_none(&self, next: u32, state: State) -> State {
        let block = self.blocks.get(state.block);
        match block.kind {
            Kind::Finally | Kind::With if next == block.handler && state.depth == block.base + 1 => {
                State { block: state.block + 1, depth: block.base + TOKEN_SLOTS as u16 }
            }
            Kind::Root | Kind::Iterator | Kind::Except | Kind::ExceptHandler | Kind::Finally => state,
            Kind::FinallyHandler | Kind::With | Kind::WithHandler | Kind::AsyncWith => state,
        }
    }

    /// Notes a depth; an error if the frame has no room for it.
    fn reach(&mut self, here: &Here, depth: u32) -> Result<u16, DecodeError> {
        if depth > self.room {
            let needs = depth.saturating_add(self.n_locals);
            return Err(here.found(ErrorKind::FrameTooSmall { needs, has: self.n_state }));
        }
        self.verified.max_depth = self.verified.max_depth.max(depth);
        Ok(depth as u16)
    }

    /// What taking `pops` values and pushing `pushes` leaves.
    fn effect(&mut self, here: &Here, state: State, pops: u32, pushes: u32) -> Result<State, DecodeError> {
        let floor = self.blocks.get(state.block).floor();
        let rest = u32::from(state.depth).checked_sub(pops).filter(|&rest| rest >= floor);
        let rest = rest.ok_or(here.found(ErrorKind::StackUnderflow))?;
        Ok(State { block: state.block, depth: self.reach(here, rest.saturating_add(pushes))? })
    }

    /// Executes one instruction. Gives where execution goes on besides jumps, if it does.
    fn step(
        &mut self,
        here: &Here,
        state: State,
        block: &Block,
        after_none: bool,
    ) -> Result<Option<(u32, State)>, DecodeError> {
        if block.kind == Kind::WithHandler && here.op.opcode() != Opcode::WithCleanup {
            return Err(here.found(ErrorKind::BlockMismatch));
        }
        let depth = u32::from(state.depth);
        let at_floor = depth == block.floor();
        match here.op {
            Op::Jump { .. } => {
                self.targets.flow(here.at, here.target(), state)?;
                return Ok(None);
            }
            Op::PopJumpIfTrue { .. } | Op::PopJumpIfFalse { .. } => {
                let popped = self.effect(here, state, 1, 0)?;
                self.targets.flow(here.at, here.target(), popped)?;
                return Ok(Some((here.next, popped)));
            }
            Op::JumpIfTrueOrPop { .. } | Op::JumpIfFalseOrPop { .. } => {
                let popped = self.effect(here, state, 1, 0)?;
                self.targets.flow(here.at, here.target(), state)?;
                return Ok(Some((here.next, popped)));
            }
            Op::SetupExcept { .. } | Op::SetupFinally { .. } | Op::SetupWith { .. } => {
                return self.setup(here, state).map(Some);
            }
            Op::PopExceptJump { .. } => {
                let ends = matches!(block.kind, Kind::Except | Kind::ExceptHandler) && at_floor;
                if !ends {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                self.targets.flow(here.at, here.target(), block.outside())?;
                return Ok(None);
            }
            Op::EndFinally {} => {
                let ends = match block.kind {
                    Kind::ExceptHandler => depth == block.floor() + 1,
                    Kind::FinallyHandler => at_floor,
                    Kind::Root | Kind::Iterator | Kind::Except | Kind::Finally => false,
                    Kind::With | Kind::WithHandler | Kind::AsyncWith => false,
                };
                if !ends {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                return Ok(Some((here.next, block.outside())));
            }
            Op::WithCleanup {} => {
                let end = self.following(here).filter(|end| end.op.opcode() == Opcode::EndFinally);
                let Some(end) = end.filter(|_| block.kind == Kind::WithHandler && at_floor) else {
                    return Err(here.found(ErrorKind::BlockMismatch));
                };
                return Ok(Some((end.next, block.outside())));
            }
            Op::UnwindJump { count, .. } => {
                let target = self.unwind(here, state, count.n_blocks, count.pops_iterator)?;
                self.targets.flow(here.at, here.target(), target)?;
                return Ok(None);
            }
            Op::GetIterStack {} => {
                let popped = self.effect(here, state, 1, 0)?;
                return self.start_loop(here, popped, here.next).map(Some);
            }
            Op::LoadNull {} => {
                // A generator expression gets its iterator as an argument and puts it where its loop wants it.
                if let Some(next) = self.borrowed_iterator(here) {
                    return self.start_loop(here, state, next).map(Some);
                }
            }
            Op::ForIter { .. } => {
                if block.kind != Kind::Iterator || !at_floor {
                    return Err(here.found(ErrorKind::NoIterator));
                }
                self.targets.flow(here.at, here.target(), block.outside())?;
            }
            Op::PopTop {} if block.kind == Kind::Iterator && at_floor => {
                // `break` drops all of the iterator.
                let mut last = *here;
                for _ in 1..ITERATOR_SLOTS {
                    last = self
                        .following(&last)
                        .filter(|next| next.op == Op::PopTop {})
                        .ok_or(here.found(ErrorKind::StackUnderflow))?;
                }
                return Ok(Some((last.next, block.outside())));
            }
            Op::RotTwo {} if block.kind == Kind::AsyncWith && after_none && depth == block.floor() + 1 => {
                // The end of the body of an `async with`: `None` goes below the context manager.
                let jump = self.following(here).filter(|jump| jump.op.opcode() == Opcode::Jump);
                let exits = jump.is_some_and(|jump| jump.next == block.handler && jump.target() == block.normal_exit);
                if !exits {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                return Ok(None);
            }
            Op::DupTop {} => {
                // `async for` duplicates what it iterates over inside the block that guards it.
                self.check_value(here, state, 0)?;
                let depth = self.reach(here, depth + 1)?;
                return Ok(Some((here.next, State { block: state.block, depth })));
            }
            Op::StoreComp { target } => {
                if target.depth < target.kind.n_values() {
                    return Err(here.found(ErrorKind::MeaninglessOperand(target.depth)));
                }
                self.check_value(here, state, target.depth)?;
            }
            _ => {}
        }
        let (pops, pushes) = here.op.stack_effect();
        let after = self.effect(here, state, pops, pushes)?;
        Ok(if here.op.is_terminator() { None } else { Some((here.next, after)) })
    }

    /// Starts a loop; its iterator's slots are above `state`.
    fn start_loop(&mut self, here: &Here, state: State, next: u32) -> Result<(u32, State), DecodeError> {
        let around = self.blocks.get(state.block);
        let depth = self.reach(here, u32::from(state.depth) + ITERATOR_SLOTS)?;
        let block = Block { kind: Kind::Iterator, parent: state.block, base: state.depth, ..around };
        Ok((next, State { block: self.blocks.add(here.at, block)?, depth }))
    }

    /// Null, the value of a local, null, null: where that ends, if it is there.
    fn borrowed_iterator(&self, here: &Here) -> Option<u32> {
        let local = self
            .following(here)
            .filter(|next| matches!(next.op.opcode(), Opcode::LoadFastMulti | Opcode::LoadFastN))?;
        let third = self.following(&local).filter(|next| next.op == Op::LoadNull {})?;
        let fourth = self.following(&third).filter(|next| next.op == Op::LoadNull {})?;
        Some(fourth.next)
    }

    /// Starts an exception block.
    fn setup(&mut self, here: &Here, state: State) -> Result<(u32, State), DecodeError> {
        let handler = here.target();
        let opens = |op: Op| op.opcode() == Opcode::DupTop;
        let (kind, active) = match here.op.opcode() {
            Opcode::SetupExcept => (Kind::Except, Kind::ExceptHandler),
            Opcode::SetupWith => (Kind::With, Kind::WithHandler),
            // No other handler can start so: a token cannot be duplicated.
            _ if opens(self.decode(handler)?.op) => (Kind::AsyncWith, Kind::AsyncWith),
            _ => (Kind::Finally, Kind::FinallyHandler),
        };
        let around = self.blocks.get(state.block);
        let nesting = around.nesting + 1;
        if u32::from(nesting) > self.n_exc_stack {
            return Err(here.found(ErrorKind::TooManyBlocks(self.n_exc_stack)));
        }
        self.verified.max_blocks = self.verified.max_blocks.max(nesting.into());
        // The value that `__enter__` returns is above the base of a `with`.
        let (pops, pushes) = here.op.stack_effect();
        let inside = self.effect(here, state, pops, pushes)?;
        let base = if kind == Kind::With { inside.depth - 1 } else { inside.depth };
        // `WITH_CLEANUP` calls with three arguments; the longest stack of an `async with` is the token's two slots,
        // a method with its object, and three arguments, less the context manager.
        let handler_depth = match kind {
            Kind::Except => 1,
            Kind::With => TOKEN_SLOTS + 1,
            Kind::AsyncWith => TOKEN_SLOTS + 4,
            _ => TOKEN_SLOTS,
        };
        self.reach(here, u32::from(base) + handler_depth)?;
        let mut waiting = Block {
            kind,
            nesting,
            parent: state.block,
            base,
            low: around.low,
            high: around.high.min(handler),
            handler,
            normal_exit: 0,
        };
        if kind == Kind::AsyncWith {
            // The context manager goes, so it may not belong to a block around.
            self.effect(here, state, 1, 1)?;
            waiting.normal_exit = self.async_with(handler, &waiting)?;
        }
        let block = self.blocks.add(here.at, waiting)?;
        if kind != Kind::AsyncWith {
            let low = around.low.max(handler);
            let entered = self.blocks.add(here.at, Block { kind: active, low, high: around.high, ..waiting })?;
            let slots = if kind == Kind::Except { 1 } else { TOKEN_SLOTS };
            self.targets.flow(here.at, handler, State { block: entered, depth: base + slots as u16 })?;
        }
        Ok((here.next, State { block, depth: inside.depth }))
    }

    /// What `UNWIND_JUMP` leaves at its target.
    fn unwind(&self, here: &Here, state: State, n_blocks: u8, pops_iterator: bool) -> Result<State, DecodeError> {
        let mismatch = here.found(ErrorKind::BlockMismatch);
        if n_blocks == 0 {
            return Err(mismatch);
        }
        let mut state = state;
        for _ in 0..n_blocks {
            let block = self.blocks.get(state.block);
            let leaves = match block.kind {
                Kind::Except | Kind::ExceptHandler | Kind::Finally | Kind::FinallyHandler => true,
                Kind::With | Kind::AsyncWith => true,
                Kind::Root | Kind::Iterator | Kind::WithHandler => false,
            };
            if !leaves || u32::from(state.depth) != block.floor() {
                return Err(mismatch);
            }
            state = block.outside();
        }
        if pops_iterator {
            let block = self.blocks.get(state.block);
            if block.kind != Kind::Iterator || u32::from(state.depth) != block.floor() {
                return Err(here.found(ErrorKind::NoIterator));
            }
            state = block.outside();
        }
        Ok(state)
    }

    /// The slot so far below the top has a value in it, not a part of an iterator or a token.
    fn check_value(&self, here: &Here, state: State, below: u32) -> Result<(), DecodeError> {
        let slot = u32::from(state.depth).checked_sub(1).and_then(|top| top.checked_sub(below));
        let slot = slot.ok_or(here.found(ErrorKind::StackUnderflow))?;
        let mut index = state.block;
        loop {
            let block = self.blocks.get(index);
            if (u32::from(block.base)..block.floor()).contains(&slot) {
                return Err(here.found(ErrorKind::StackUnderflow));
            }
            if slot >= u32::from(block.base) || block.kind == Kind::Root {
                return Ok(());
            }
            index = block.parent;
        }
    }

    /// Checks that the handler of an `async with` is what the compiler emits; gives where it is entered when nothing has
    /// interrupted the body.
    ///
    /// ```text
    /// handler:      is the token an exception? if not, go to interrupted
    ///               exception = call __aexit__(class, exception, None); if it is false, go to end
    ///               replace the exception with None and go to end
    /// interrupted:  the context manager goes above the token
    /// normal_exit:  call __aexit__(None, None, None)
    /// end:          END_FINALLY
    /// ```
    fn async_with(&mut self, handler: u32, waiting: &Block) -> Result<u32, DecodeError> {
        const SEQUENCE: [Opcode; 34] = [
            Opcode::DupTop,
            Opcode::LoadGlobal,
            Opcode::BinaryOpMulti,
            Opcode::PopJumpIfFalse,
            Opcode::DupTop,
            Opcode::RotThree,
            Opcode::RotTwo,
            Opcode::LoadMethod,
            Opcode::RotThree,
            Opcode::RotThree,
            Opcode::DupTop,
            Opcode::LoadAttr,
            Opcode::RotTwo,
            Opcode::LoadConstNone,
            Opcode::CallMethod,
            Opcode::GetIter,
            Opcode::LoadConstNone,
            Opcode::YieldFrom,
            Opcode::PopJumpIfFalse,
            Opcode::PopTop,
            Opcode::LoadConstNone,
            Opcode::Jump,
            Opcode::RotThree,
            Opcode::RotThree,
            Opcode::LoadMethod,
            Opcode::LoadConstNone,
            Opcode::DupTop,
            Opcode::DupTop,
            Opcode::CallMethod,
            Opcode::GetIter,
            Opcode::LoadConstNone,
            Opcode::YieldFrom,
            Opcode::PopTop,
            Opcode::EndFinally,
        ];
        const INTERRUPTED: usize = 22;
        const NORMAL_EXIT: usize = 24;
        const END: usize = 33;
        let mismatch = DecodeError { at: handler, kind: ErrorKind::BlockMismatch };
        let mut starts = [0; SEQUENCE.len()];
        let mut jumps = [(0, 0); 3];
        let mut rest = jumps.iter_mut();
        let mut at = handler;
        for (start, expected) in starts.iter_mut().zip(SEQUENCE) {
            let here = self.decode(at)?;
            let fits = match here.op {
                Op::BinaryOpMulti { operator } => operator == BinaryOp::ExceptionMatch,
                Op::CallMethod { args } => (args.n_pos, args.n_kw) == (3, 0),
                _ => true,
            };
            if !fits || here.op.opcode() != expected {
                return Err(mismatch);
            }
            if here.op.target(at).is_some()
                && let Some(jump) = rest.next()
            {
                *jump = (at, here.target());
            }
            *start = at;
            at = here.next;
        }
        let [(_, to_interrupted), (_, to_end), (_, to_end_too)] = jumps;
        let (end, interrupted) = (starts[END], starts[INTERRUPTED]);
        let inside = waiting.high == handler && at <= self.blocks.get(waiting.parent).high;
        if to_interrupted != interrupted || to_end != end || to_end_too != end || !inside {
            return Err(mismatch);
        }
        // Nothing else jumps into the sequence: its own places are sealed, and it has no others.
        let own = [handler, interrupted, starts[NORMAL_EXIT], end];
        let first = self.targets.position(handler);
        for index in first.. {
            let Some(target) = self.targets.at(index).filter(|&target| target <= end) else { break };
            if !own.contains(&target) {
                return Err(mismatch);
            }
        }
        own.into_iter().try_for_each(|at| self.targets.seal(handler, at))?;
        if at as usize >= self.code.len() {
            return Err(DecodeError { at: end, kind: ErrorKind::RunsOffEnd });
        }
        self.targets.flow(end, at, waiting.outside())?;
        Ok(starts[NORMAL_EXIT])
    }
}

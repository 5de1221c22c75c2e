//! The exception blocks of a frame, and the ways out of them: `return`, jumps, `yield` and exceptions.

use mpy_format::operand::ForwardLabel;

use super::{Flow, ITERATOR_SLOTS, Run, Step};
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Root, Slot};
use crate::types::Type;
use crate::value::{Value, Word};
use crate::vm::frame::{Handler, Record, State, address};

impl Run<'_> {
    pub(super) fn push_handler(&mut self, target: ForwardLabel, is_finally: bool, depth_below_top: u32) {
        let state = self.state();
        let index = state.handlers();
        let offset = self.at.wrapping_add_signed(target.0) - self.vm.heap.frame_code(self.fp);
        let depth = (self.operands() - self.sp) / 4 - depth_below_top;
        let place = self.vm.heap.handler_address(self.fp, index);
        self.write(place + 4, Handler::new(offset, depth, is_finally).word());
        self.write(place, Word::NULL);
        self.set_state(state.with_handlers(index + 1));
    }

    /// Removes the innermost handler; its second word is what was being handled.
    pub(super) fn pop_handler(&mut self) -> Word {
        let state = self.state();
        let Some(index) = state.handlers().checked_sub(1) else { return Word::NULL };
        self.set_state(state.with_handlers(index));
        self.read(self.vm.heap.handler_address(self.fp, index))
    }

    /// The innermost handler and the address of its second word.
    pub(super) fn handler(&self) -> Option<(Handler, u32)> {
        let index = self.state().handlers().checked_sub(1)?;
        let place = self.vm.heap.handler_address(self.fp, index);
        Some((Handler::from_word(self.read(place + 4)), place))
    }

    /// Goes to a handler with the operand stack as deep as when it was set up.
    pub(super) fn enter_handler(&mut self, handler: Handler) {
        self.sp = self.operands() - handler.depth() * 4;
        self.set_ip_offset(handler.offset());
    }

    /// A `return` or a jump leaves a `finally` that is running: what that interrupted is dropped from below the value
    /// on top.
    pub(super) fn cancel_finally(&mut self) {
        let word = self.pop();
        if matches!(self.top(), Word::UNWIND_RETURN | Word::UNWIND_JUMP) {
            self.sp += 4;
        }
        self.set_top(word);
    }

    /// Returns the value on top, through the `finally` blocks that have not run.
    pub(super) fn return_top(&mut self) -> Step {
        let offset = self.ip_offset();
        while let Some((handler, _)) = self.handler() {
            if handler.is_finally() {
                if handler.offset() >= offset {
                    let value = self.top();
                    self.enter_handler(handler);
                    self.push(value);
                    self.push(Word::UNWIND_RETURN);
                    return Ok(Flow::Next);
                }
                self.cancel_finally();
            }
            self.pop_handler();
        }
        self.leave()
    }

    /// Jumps to `target` (an offset in the code object) out of `count` exception blocks. On top stands a word to pop.
    pub(super) fn unwind_jump_to(&mut self, target: u32, count: u32, pops_iterator: bool) -> Step {
        let offset = self.ip_offset();
        let mut count = count;
        while count > 0 {
            count -= 1;
            let Some((handler, place)) = self.handler() else { break };
            if handler.is_finally() {
                if handler.offset() >= offset {
                    self.enter_handler(handler);
                    self.push(Word::NONE);
                    self.push(Word::UNWIND_JUMP);
                    let rest = target << 8 | count << 1 | u32::from(pops_iterator);
                    self.write(place, Word::small(rest as i32));
                    return Ok(Flow::Next);
                }
                self.cancel_finally();
            }
            self.pop_handler();
        }
        self.sp += 4;
        if pops_iterator {
            self.sp += ITERATOR_SLOTS * 4;
        }
        self.set_ip_offset(target);
        Ok(Flow::Next)
    }

    /// Ends the running frame with the value on top.
    pub(super) fn leave(&mut self) -> Step {
        let mut value = self.top();
        let state = self.state();
        let context = self.vm.heap.record(self.fp, Record::Context);
        let is_generator = self.runs_generator();
        if state.has(State::INIT) {
            if value != Word::NONE {
                self.sync();
                return Err(self.vm.raise(Type::TypeError, "__init__() should return None"));
            }
            value = context;
        } else if is_generator {
            self.vm.end_generator();
        }
        let result = address(self.vm.heap.record(self.fp, Record::Result));
        let caller = address(self.vm.heap.record(self.fp, Record::Caller));
        if state.has(State::ENTRY) {
            let heap = &self.vm.heap;
            if is_generator {
                heap.write(heap.root_address(Root::Callee), value);
                value = Word::STOP;
            }
            heap.write(heap.root_address(Root::Result), value);
            self.vm.heap.sp = result;
            self.vm.switch_to(caller);
            return Ok(Flow::Exit);
        }
        self.vm.switch_to(caller);
        self.vm.heap.sp = result;
        self.load();
        if state.has(State::FOR_ITER) {
            // The iterator is exhausted: `result` is the slot above it.
            self.sp += (1 + ITERATOR_SLOTS) * 4;
            self.ip.set(self.ip.get() + state.exit());
        } else {
            if state.has(State::DELEGATE) {
                if state.exit() != 0 {
                    // Who was told to exit may swallow that: here it goes on. It is still where it was thrown from.
                    let exit = self.slot(0);
                    self.sync();
                    return Err(self.vm.raise_slot(exit));
                }
                // What was sent goes with the iterator.
                self.sp += 4;
            }
            self.set_top(value);
        }
        Ok(Flow::Next)
    }

    /// Gives the value on top to who resumed the running generator, and suspends it.
    pub(super) fn yield_top(&mut self) -> Step {
        loop {
            let value = self.pop();
            self.sync();
            self.vm.suspend(self.sp);
            let state = self.state();
            let result = address(self.vm.heap.record(self.fp, Record::Result));
            let caller = address(self.vm.heap.record(self.fp, Record::Caller));
            self.vm.switch_to(caller);
            if state.has(State::ENTRY) {
                let heap = &self.vm.heap;
                heap.write(heap.root_address(Root::Result), value);
                self.vm.heap.sp = result;
                return Ok(Flow::Exit);
            }
            self.vm.heap.sp = result;
            self.load();
            self.set_top(value);
            if !state.has(State::DELEGATE) {
                return Ok(Flow::Next);
            }
            // The caller is a generator in `yield from`: it yields the value too, and will execute that again.
            self.ip.set(self.ip.get() - 1);
        }
    }

    /// Whether the running frame is a generator's.
    pub(super) fn runs_generator(&self) -> bool {
        let context = self.vm.heap.record(self.fp, Record::Context);
        self.vm.view().kind_of(self.vm.value(context)) == Some(Kind::Generator)
    }

    /// Finds the handler of an exception, leaving frames that have none.
    ///
    /// # Errors
    /// The exception, when the frame that the loop was entered for has no handler.
    pub(super) fn unwind(&mut self, raised: Raised) -> Result<(), Raised> {
        let mut raised = raised;
        loop {
            let offset = self.vm.current_code().unwrap_or(0);
            self.vm.add_traceback(Slot::at(self.fp + Record::Function as u32 * 4), offset.saturating_sub(1));
            self.reload();
            while let Some((handler, place)) = self.handler() {
                if handler.offset() < offset {
                    // Raised in the handler itself.
                    self.pop_handler();
                    continue;
                }
                self.enter_handler(handler);
                let m = self.vm.view();
                let exception = m.root(Root::Raised).word();
                m.set_root(Root::Raised, Value::NULL);
                self.write(place, exception);
                self.push(exception);
                return Ok(());
            }
            let state = self.state();
            if self.runs_generator() {
                if self.vm.raised_is(&raised, Type::StopIteration) {
                    raised = self.vm.raise(Type::RuntimeError, "generator raised StopIteration");
                }
                self.vm.end_generator();
            }
            let result = address(self.vm.heap.record(self.fp, Record::Result));
            let caller = address(self.vm.heap.record(self.fp, Record::Caller));
            self.vm.switch_to(caller);
            self.vm.heap.sp = result;
            if state.has(State::ENTRY) {
                return Err(raised);
            }
            self.load();
        }
    }
}

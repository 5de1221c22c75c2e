//! The loop: one method for each instruction, dispatched by the opcode table.
//!
//! What is quick and cannot fail is done here; all else is out of line in `ops`, `types` and beside. Before such a step the
//! registers are written back ([`Run::sync`]), after it the instruction pointer is read again, since the code may have moved.

mod delegation;

use core::cell::Cell;

use mpy_format::op::{Visit, dispatch};
use mpy_format::operand::{
    CallArgs, ChildIndex, ClosedCells, CompKind, CompTarget, ConstantIndex, Count, ForwardLabel, Label, LocalSlot,
    LowSlot, QstrIndex, SmallInt, TinyInt, UnpackSides, UnwindCount,
};
use mpy_format::operator::{BinaryOp, UnaryOp};
use mpy_format::qstr::Qstr;

use super::call::{Call, Called};
use super::frame::{CODE_CHILDREN, CODE_CONSTS, FUNCTION_FIELDS, Handler, RECORD_WORDS, Record, State, address};
use super::generator::Resumed;
use super::signature::Trusted;
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Ret, Root, Slot};
use crate::ops::{attr, binary, iter, subscr, truth, unary};
use crate::types::{self, Res, Type, int, table};
use crate::value::{Value, Word};
use crate::vm::Vm;
use crate::vm::build;

/// How many slots a `for` loop keeps its iterator in: state, then what the quick forms below need.
const ITERATOR_SLOTS: u32 = 4;

/// What an instruction says to the loop.
pub(crate) enum Flow {
    /// Go on.
    Next,
    /// The frame that the loop was entered for has ended.
    Exit,
}

type Step = Result<Flow, Raised>;

/// The registers of the loop.
struct Run<'v> {
    vm: &'v mut Vm,
    /// Next instruction; shared with the reader of operands.
    ip: &'v Cell<u32>,
    /// This instruction.
    at: u32,
    /// Top of the operand stack: the lowest word in use.
    sp: u32,
    /// Record of the running frame.
    fp: u32,
    /// Address of local 0.
    locals: u32,
}

impl Vm {
    /// Runs the running frame until it ends: the result is what it returned, or yielded.
    pub(crate) fn run(&mut self) -> Res {
        self.run_from(None)
    }

    /// The same, with what is in `exception` thrown into the running frame, a generator's.
    pub(crate) fn run_thrown(&mut self, exception: Slot) -> Res {
        self.run_from(Some(exception))
    }

    fn run_from(&mut self, thrown: Option<Slot>) -> Res {
        let ip = Cell::new(self.ip);
        let memory = self.heap.memory;
        let mut run = Run { vm: self, ip: &ip, at: 0, sp: 0, fp: 0, locals: 0 };
        run.load();
        let mut first = thrown.map(|exception| run.throw(exception));
        loop {
            let step = match first.take() {
                Some(step @ (Ok(Flow::Exit) | Err(_))) => step,
                Some(Ok(Flow::Next)) | None => loop {
                    run.at = ip.get();
                    let mut reader = Trusted::new(memory, &ip);
                    let Ok(step) = dispatch(&mut reader, &mut run);
                    match step {
                        Ok(Flow::Next) => {}
                        other => break other,
                    }
                },
            };
            match step {
                Ok(_) => return Ok(run.vm.ret_root()),
                Err(raised) => {
                    // The instruction pointer was written back before the step that failed, and may have moved since.
                    run.vm.heap.sp = run.sp;
                    run.unwind(raised)?;
                }
            }
        }
    }
}

impl Run<'_> {
    /// Reads the registers of the running frame.
    fn load(&mut self) {
        self.ip.set(self.vm.ip);
        self.sp = self.vm.heap.sp;
        self.fp = self.vm.fp;
        let shape = self.vm.heap.shape(self.vm.heap.frame_code(self.fp));
        self.locals = self.fp + (RECORD_WORDS + u32::from(shape.n_locals) - 1) * 4;
    }

    /// Writes the registers back: before anything that may raise, call or collect.
    #[inline(always)]
    fn sync(&mut self) {
        self.vm.ip = self.ip.get();
        self.vm.heap.sp = self.sp;
    }

    /// The code may have moved.
    #[inline(always)]
    fn reload(&mut self) {
        self.ip.set(self.vm.ip);
    }

    #[inline(always)]
    fn read(&self, address: u32) -> Word {
        self.vm.heap.read(address)
    }

    #[inline(always)]
    fn write(&self, address: u32, word: Word) {
        self.vm.heap.write(address, word);
    }

    #[inline(always)]
    fn push(&mut self, word: Word) {
        self.sp -= 4;
        self.write(self.sp, word);
    }

    #[inline(always)]
    fn pop(&mut self) -> Word {
        let word = self.read(self.sp);
        self.sp += 4;
        word
    }

    #[inline(always)]
    fn top(&self) -> Word {
        self.read(self.sp)
    }

    #[inline(always)]
    fn set_top(&mut self, word: Word) {
        self.write(self.sp, word);
    }

    /// The slot `depth` values below the top.
    #[inline(always)]
    fn slot(&self, depth: u32) -> Slot {
        Slot::at(self.sp + depth * 4)
    }

    /// The slot of the first of the `count` values on top; any slot for none.
    #[inline(always)]
    fn first_of(&self, count: u32) -> Slot {
        Slot::at(self.sp + count * 4 - 4)
    }

    #[inline(always)]
    fn local(&self, index: u32) -> u32 {
        self.locals - index * 4
    }

    #[inline(always)]
    fn result(&self) -> Word {
        self.read(self.vm.heap.root_address(Root::Result))
    }

    /// Runs a step out of line.
    #[inline(always)]
    fn slow<R>(&mut self, step: impl FnOnce(&mut Vm) -> Result<R, Raised>) -> Result<R, Raised> {
        self.sync();
        let result = step(self.vm)?;
        self.ip.set(self.vm.ip);
        Ok(result)
    }

    /// Pops `pops` values and pushes the result of a step that has them in slots.
    #[inline(always)]
    fn replace(&mut self, pops: u32, step: impl FnOnce(&mut Vm) -> Res) -> Step {
        let _ = self.slow(step)?;
        self.sp += pops * 4;
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }

    /// Sees that an instruction finds the collection that its code has built: verified code may still have another value
    /// there.
    #[inline]
    fn check_kind(&mut self, slot: Slot, kind: Kind) -> Result<(), Raised> {
        let word = self.read(slot.address());
        if self.vm.view().kind_of(self.vm.value(word)) == Some(kind) {
            return Ok(());
        }
        self.sync();
        Err(self.vm.raise(Type::TypeError, "malformed code"))
    }

    fn constant(&self, index: u32) -> Word {
        let code = self.vm.heap.frame_code(self.fp);
        let consts = self.vm.heap.word(code, CODE_CONSTS).bits();
        self.vm.heap.word(consts, index)
    }

    fn name(&self, index: QstrIndex) -> Qstr {
        self.constant(index.0).as_qstr().unwrap_or(Qstr::EMPTY)
    }

    /// Goes to `target`, relative to this instruction. Every loop comes through here with a target before it.
    #[inline(always)]
    fn jump(&mut self, target: i32) -> Step {
        self.ip.set(self.at.wrapping_add_signed(target));
        if target <= 0 {
            self.vm.countdown -= 1;
            if self.vm.countdown == 0 {
                return self.poll();
            }
        }
        Ok(Flow::Next)
    }

    #[cold]
    fn poll(&mut self) -> Step {
        self.sync();
        self.vm.poll()?;
        self.reload();
        Ok(Flow::Next)
    }

    /// Whether the value on top is true; it stays.
    #[inline(always)]
    fn truth(&mut self) -> Result<bool, Raised> {
        match self.top() {
            Word::TRUE => Ok(true),
            Word::FALSE | Word::NONE => Ok(false),
            word if word.as_int().is_some() => Ok(word != Word::small(0)),
            _ => {
                // Targets count from this instruction, which moves with its code.
                let length = self.ip.get() - self.at;
                let slot = self.slot(0);
                let truth = self.slow(|vm| truth::op_truth(vm, slot))?;
                self.at = self.ip.get() - length;
                Ok(truth)
            }
        }
    }

    #[cold]
    fn raise_unbound(&mut self, _local: u32) -> Raised {
        self.sync();
        self.vm.raise(Type::NameError, "local variable referenced before assignment")
    }

    #[cold]
    fn raise_name(&mut self, name: Qstr) -> Raised {
        self.sync();
        self.vm.raise_parts(Type::NameError, &[Part::Text("name '"), Part::Name(name), Part::Text("' isn't defined")])
    }

    #[inline(always)]
    fn load_local(&mut self, index: u32) -> Step {
        let word = self.read(self.local(index));
        if word.is_null() {
            return Err(self.raise_unbound(index));
        }
        self.push(word);
        Ok(Flow::Next)
    }

    /// The address of the value in the cell that is local `index`.
    fn cell(&mut self, index: u32) -> Result<u32, Raised> {
        let m = self.vm.view();
        match m.object_of(self.vm.value(self.read(self.local(index))), Kind::Cell) {
            Some(cell) => Ok(cell.address() + 4),
            None => Err(self.raise_unbound(index)),
        }
    }

    fn state(&self) -> State {
        State::from_word(self.vm.heap.record(self.fp, Record::State))
    }

    fn set_state(&mut self, state: State) {
        self.vm.heap.set_record(self.fp, Record::State, state.word());
    }

    /// Offset of the next instruction in the code object.
    fn ip_offset(&self) -> u32 {
        self.ip.get() - self.vm.heap.frame_code(self.fp)
    }

    fn set_ip_offset(&mut self, offset: u32) {
        self.ip.set(self.vm.heap.frame_code(self.fp) + offset);
    }

    /// Bottom of the operand stack: the address above its first word.
    fn operands(&self) -> u32 {
        let shape = self.vm.heap.shape(self.vm.heap.frame_code(self.fp));
        self.fp - u32::from(shape.n_exc) * 8
    }

    fn push_handler(&mut self, target: ForwardLabel, is_finally: bool, depth_below_top: u32) {
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
    fn pop_handler(&mut self) -> Word {
        let state = self.state();
        let Some(index) = state.handlers().checked_sub(1) else { return Word::NULL };
        self.set_state(state.with_handlers(index));
        self.read(self.vm.heap.handler_address(self.fp, index))
    }

    /// The innermost handler and the address of its second word.
    fn handler(&self) -> Option<(Handler, u32)> {
        let index = self.state().handlers().checked_sub(1)?;
        let place = self.vm.heap.handler_address(self.fp, index);
        Some((Handler::from_word(self.read(place + 4)), place))
    }

    /// Goes to a handler with the operand stack as deep as when it was set up.
    fn enter_handler(&mut self, handler: Handler) {
        self.sp = self.operands() - handler.depth() * 4;
        self.set_ip_offset(handler.offset());
    }

    /// A `return` or a jump leaves a `finally` that is running: what that interrupted is dropped from below the value
    /// on top.
    fn cancel_finally(&mut self) {
        let word = self.pop();
        if matches!(self.top(), Word::UNWIND_RETURN | Word::UNWIND_JUMP) {
            self.sp += 4;
        }
        self.set_top(word);
    }

    /// Returns the value on top, through the `finally` blocks that have not run.
    fn return_top(&mut self) -> Step {
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
    fn unwind_jump_to(&mut self, target: u32, count: u32, pops_iterator: bool) -> Step {
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
    fn leave(&mut self) -> Step {
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
    fn yield_top(&mut self) -> Step {
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
    fn runs_generator(&self) -> bool {
        let context = self.vm.heap.record(self.fp, Record::Context);
        self.vm.view().kind_of(self.vm.value(context)) == Some(Kind::Generator)
    }

    /// Finds the handler of an exception, leaving frames that have none.
    ///
    /// # Errors
    /// The exception, when the frame that the loop was entered for has no handler.
    fn unwind(&mut self, raised: Raised) -> Result<(), Raised> {
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

    fn call(&mut self, call: Call) -> Step {
        self.sync();
        match self.vm.prepare(call)? {
            Called::Frame => self.load(),
            Called::Done => {
                self.reload();
                self.sp = call.result;
                let word = self.result();
                self.set_top(word);
            }
        }
        Ok(Flow::Next)
    }

    fn set_callee(&mut self, word: Word) {
        self.write(self.vm.heap.root_address(Root::Callee), word);
    }

    /// `f(a, *b, **c)`: flattens the arguments that start at `arguments`, then calls what is in the slot `callee`.
    fn call_flattened(
        &mut self,
        callee: u32,
        receiver: Option<Slot>,
        arguments: u32,
        stars: u32,
        args: CallArgs,
    ) -> Step {
        let last = self.sp;
        let (count, keywords) =
            self.slow(|vm| super::flatten::flatten(vm, receiver, Slot::at(arguments), stars, args))?;
        let word = self.read(callee);
        self.set_callee(word);
        self.sp = self.vm.heap.sp;
        // The first flattened argument stands behind the spare slot that a call may need before it.
        self.call(Call { first: last - 8, count, keywords, result: callee, flags: 0 })
    }

    fn make_function_object(&mut self, child: ChildIndex, cells: u32, with_defaults: bool) -> Step {
        let extra = if with_defaults { 2 } else { 0 };
        let fp = self.fp;
        let (first_cell, defaults) = (self.first_of(cells), self.slot(cells + 1));
        let _ = self.slow(|vm| vm.make_function(fp, child.0, first_cell, cells, with_defaults.then_some(defaults)))?;
        self.sp += (cells + extra) * 4;
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }

    /// The items of the tuple or list in `word`, when there are `count`, are pushed, the first on top.
    fn unpack_quick(&mut self, word: Word, count: u32) -> bool {
        let m = self.vm.view();
        let Some(items) = m.as_tuple(self.vm.value(word)) else { return false };
        if items.len() as u32 != count {
            return false;
        }
        for (index, item) in items.iter().enumerate() {
            self.write(self.sp - (count - index as u32 - 1) * 4, Word::NULL);
            self.write(self.sp - (count - 1) * 4 + index as u32 * 4, item.word());
        }
        self.sp -= count * 4;
        self.sp += 4;
        true
    }

    #[inline(always)]
    fn binary(&mut self, operator: BinaryOp) -> Step {
        let (left, right) = (self.read(self.sp + 4), self.top());
        if operator == BinaryOp::Is {
            self.sp += 4;
            self.set_top(Word::bool(left == right));
            return Ok(Flow::Next);
        }
        if let (Some(a), Some(b)) = (left.as_int(), right.as_int()) {
            let quick = match operator {
                BinaryOp::Add | BinaryOp::InplaceAdd => Word::int(a.wrapping_add(b)),
                BinaryOp::Subtract | BinaryOp::InplaceSubtract => Word::int(a.wrapping_sub(b)),
                BinaryOp::Multiply | BinaryOp::InplaceMultiply => a.checked_mul(b).and_then(Word::int),
                BinaryOp::FloorDivide | BinaryOp::InplaceFloorDivide if b > 0 => {
                    Some(Word::small(int::floor_divide(a, b)))
                }
                BinaryOp::Modulo | BinaryOp::InplaceModulo if b > 0 => Some(Word::small(int::modulo(a, b))),
                BinaryOp::Rshift | BinaryOp::InplaceRshift if b >= 0 => Some(Word::small(a >> b.min(31))),
                BinaryOp::Less => Some(Word::bool(a < b)),
                BinaryOp::More => Some(Word::bool(a > b)),
                BinaryOp::LessEqual => Some(Word::bool(a <= b)),
                BinaryOp::MoreEqual => Some(Word::bool(a >= b)),
                BinaryOp::Equal => Some(Word::bool(a == b)),
                BinaryOp::NotEqual => Some(Word::bool(a != b)),
                BinaryOp::And | BinaryOp::InplaceAnd => Word::int(a & b),
                BinaryOp::Or | BinaryOp::InplaceOr => Word::int(a | b),
                BinaryOp::Xor | BinaryOp::InplaceXor => Word::int(a ^ b),
                _ => None,
            };
            if let Some(word) = quick {
                self.sp += 4;
                self.set_top(word);
                return Ok(Flow::Next);
            }
        }
        let (left, right) = (self.slot(1), self.slot(0));
        self.replace(2, |vm| binary::op_binary(vm, operator, left, right))
    }
}

impl Visit for Run<'_> {
    type Return = Step;

    fn load_const_string(&mut self, qstr: QstrIndex) -> Step {
        let word = self.constant(qstr.0);
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_name(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        self.sync();
        let m = self.vm.view();
        let found = m.object(m.names()).and_then(|names| table::get_name(m, names, name)).map(Value::word);
        match found {
            Some(word) => {
                self.push(word);
                Ok(Flow::Next)
            }
            None => self.load_global(qstr),
        }
    }

    fn load_global(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let m = self.vm.view();
        let found = m.object(m.globals()).and_then(|globals| table::get_name(m, globals, name)).map(Value::word);
        let word = match found {
            Some(word) => word,
            None => {
                let found = self.slow(|vm| vm.load_builtin(name))?;
                match found {
                    Some(_) => self.result(),
                    None => return Err(self.raise_name(name)),
                }
            }
        };
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_attr(&mut self, qstr: QstrIndex) -> Step {
        let (name, object) = (self.name(qstr), self.slot(0));
        self.replace(1, |vm| attr::op_load_attr(vm, object, name))
    }

    fn load_method(&mut self, qstr: QstrIndex) -> Step {
        let (name, object) = (self.name(qstr), self.slot(0));
        let _ = self.slow(|vm| attr::op_load_method(vm, object, name))?;
        let self_argument = self.top();
        let function = self.result();
        self.set_top(function);
        self.push(self_argument);
        Ok(Flow::Next)
    }

    fn load_super_method(&mut self, qstr: QstrIndex) -> Step {
        // Stack: super, class, self.
        let (name, class, object) = (self.name(qstr), self.slot(1), self.slot(0));
        let _ = self.slow(|vm| types::super_::load_method(vm, class, object, name))?;
        let self_argument = self.top();
        let function = self.result();
        self.sp += 4;
        self.write(self.sp + 4, function);
        self.set_top(self_argument);
        Ok(Flow::Next)
    }

    fn store_name(&mut self, qstr: QstrIndex) -> Step {
        let (name, value) = (self.name(qstr), self.slot(0));
        self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.names());
            table::set_name(vm, holder, name, value)
        })?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn store_global(&mut self, qstr: QstrIndex) -> Step {
        let (name, value) = (self.name(qstr), self.slot(0));
        self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.globals());
            table::set_name(vm, holder, name, value)
        })?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn store_attr(&mut self, qstr: QstrIndex) -> Step {
        let (name, value, object) = (self.name(qstr), self.slot(1), self.slot(0));
        if self.read(value.address()).is_null() {
            self.slow(|vm| attr::op_delete_attr(vm, object, name))?;
        } else {
            self.slow(|vm| attr::op_store_attr(vm, object, name, value))?;
        }
        self.sp += 8;
        Ok(Flow::Next)
    }

    fn delete_name(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let found = self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.names());
            table::delete_name(vm, holder, name)
        })?;
        if found { Ok(Flow::Next) } else { Err(self.raise_name(name)) }
    }

    fn delete_global(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let found = self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.globals());
            table::delete_name(vm, holder, name)
        })?;
        if found { Ok(Flow::Next) } else { Err(self.raise_name(name)) }
    }

    fn import_name(&mut self, qstr: QstrIndex) -> Step {
        // Stack: level, names to import.
        let (name, level, names) = (self.name(qstr), self.slot(1), self.slot(0));
        self.replace(2, |vm| crate::import::import_name(vm, name, names, level))
    }

    fn import_from(&mut self, qstr: QstrIndex) -> Step {
        let (name, module) = (self.name(qstr), self.slot(0));
        self.replace(0, |vm| crate::import::import_from(vm, module, name))
    }

    fn make_closure(&mut self, child: ChildIndex, n_cells: ClosedCells) -> Step {
        self.make_function_object(child, u32::from(n_cells.0), false)
    }

    fn make_closure_defargs(&mut self, child: ChildIndex, n_cells: ClosedCells) -> Step {
        self.make_function_object(child, u32::from(n_cells.0), true)
    }

    fn load_const_small_int(&mut self, value: SmallInt) -> Step {
        self.push(Word::small(value.0 as i32));
        Ok(Flow::Next)
    }

    fn load_const_obj(&mut self, constant: ConstantIndex) -> Step {
        let code = self.vm.heap.frame_code(self.fp);
        let consts = self.vm.heap.word(code, CODE_CONSTS).bits();
        // The last word of the constants says how many qstrs stand before the objects.
        let length = self.vm.heap.header(consts).length();
        let qstrs = self.vm.heap.word(consts, length - 1).to_int() as u32;
        let word = self.vm.heap.word(consts, qstrs + constant.0);
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_fast_n(&mut self, slot: LocalSlot) -> Step {
        self.load_local(slot.0)
    }

    fn load_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        let word = self.read(cell);
        if word.is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.push(word);
        Ok(Flow::Next)
    }

    fn store_fast_n(&mut self, slot: LocalSlot) -> Step {
        let word = self.pop();
        self.write(self.local(slot.0), word);
        Ok(Flow::Next)
    }

    fn store_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        let word = self.pop();
        self.write(cell, word);
        Ok(Flow::Next)
    }

    fn delete_fast(&mut self, slot: LocalSlot) -> Step {
        let local = self.local(slot.0);
        if self.read(local).is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.write(local, Word::NULL);
        Ok(Flow::Next)
    }

    fn delete_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        if self.read(cell).is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.write(cell, Word::NULL);
        Ok(Flow::Next)
    }

    fn build_tuple(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| {
            let m = vm.reserve(words_size(n.0))?;
            Ok(m.ret(m.tuple_from(n.0, |index| m.get(first.next(index)))))
        })
    }

    fn build_list(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| build::list_from_slots(vm, first, n.0))
    }

    fn build_map(&mut self, n: Count) -> Step {
        let _ = n;
        self.replace(0, |vm| {
            let m = vm.reserve(words_size(1))?;
            Ok(m.ret(m.alloc(Kind::Dict, 0, &[Value::NULL])))
        })
    }

    fn build_set(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| build::set_from_slots(vm, first, n.0))
    }

    fn build_slice(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| {
            let m = vm.reserve(words_size(3))?;
            let step = if n.0 == 3 { m.get(first.next(2)) } else { Value::NONE };
            Ok(m.ret(m.alloc(Kind::Slice, 0, &[m.get(first), m.get(first.next(1)), step])))
        })
    }

    fn store_comp(&mut self, target: CompTarget) -> Step {
        let collection = self.slot(target.depth);
        self.check_kind(
            collection,
            match target.kind {
                CompKind::List => Kind::List,
                CompKind::Dict => Kind::Dict,
                CompKind::Set => Kind::Set,
            },
        )?;
        match target.kind {
            CompKind::List => {
                let item = self.slot(0);
                self.slow(|vm| build::list_append_slot(vm, collection, item))?;
                self.sp += 4;
            }
            CompKind::Dict => {
                let (key, value) = (self.slot(0), self.slot(1));
                self.slow(|vm| table::set(vm, collection, key, value))?;
                self.sp += 8;
            }
            CompKind::Set => {
                let item = self.slot(0);
                self.slow(|vm| build::set_add(vm, collection, item))?;
                self.sp += 4;
            }
        }
        Ok(Flow::Next)
    }

    fn unpack_sequence(&mut self, n: Count) -> Step {
        let word = self.top();
        if self.unpack_quick(word, n.0) {
            return Ok(Flow::Next);
        }
        self.unpack(n.0, None)
    }

    fn unpack_ex(&mut self, sides: UnpackSides) -> Step {
        self.unpack(u32::from(sides.n_left), Some(u32::from(sides.n_right)))
    }

    fn make_function(&mut self, child: ChildIndex) -> Step {
        self.make_function_object(child, 0, false)
    }

    fn make_function_defargs(&mut self, child: ChildIndex) -> Step {
        self.make_function_object(child, 0, true)
    }

    fn call_function(&mut self, args: CallArgs) -> Step {
        let callee = self.sp + args.slots() * 4;
        let word = self.read(callee);
        self.set_callee(word);
        self.call(Call {
            first: callee - 4,
            count: u32::from(args.n_pos),
            keywords: u32::from(args.n_kw),
            result: callee,
            flags: 0,
        })
    }

    fn call_function_var_kw(&mut self, args: CallArgs) -> Step {
        let stars = self.pop().to_int() as u32;
        let callee = self.sp + args.slots() * 4;
        self.call_flattened(callee, None, callee - 4, stars, args)
    }

    fn call_method(&mut self, args: CallArgs) -> Step {
        let callee = self.sp + (args.slots() + 1) * 4;
        let word = self.read(callee);
        self.set_callee(word);
        let has_self = !self.read(callee - 4).is_null();
        self.call(Call {
            first: if has_self { callee - 4 } else { callee - 8 },
            count: u32::from(args.n_pos) + u32::from(has_self),
            keywords: u32::from(args.n_kw),
            result: callee,
            flags: 0,
        })
    }

    fn call_method_var_kw(&mut self, args: CallArgs) -> Step {
        let stars = self.pop().to_int() as u32;
        let callee = self.sp + (args.slots() + 1) * 4;
        let receiver = (!self.read(callee - 4).is_null()).then(|| Slot::at(callee - 4));
        self.call_flattened(callee, receiver, callee - 8, stars, args)
    }

    fn unwind_jump(&mut self, target: Label, count: UnwindCount) -> Step {
        let target = self.at.wrapping_add_signed(target.0) - self.vm.heap.frame_code(self.fp);
        self.push(Word::NONE);
        self.unwind_jump_to(target, u32::from(count.n_blocks), count.pops_iterator)
    }

    fn jump(&mut self, target: Label) -> Step {
        Run::jump(self, target.0)
    }

    fn pop_jump_if_true(&mut self, target: Label) -> Step {
        let truth = self.truth()?;
        self.sp += 4;
        if truth {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn pop_jump_if_false(&mut self, target: Label) -> Step {
        let truth = self.truth()?;
        self.sp += 4;
        if !truth {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn jump_if_true_or_pop(&mut self, target: ForwardLabel) -> Step {
        if self.truth()? {
            return Run::jump(self, target.0);
        } else {
            self.sp += 4;
        }
        Ok(Flow::Next)
    }

    fn jump_if_false_or_pop(&mut self, target: ForwardLabel) -> Step {
        if self.truth()? {
            self.sp += 4;
        } else {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn setup_with(&mut self, handler: ForwardLabel) -> Step {
        // Stack before: manager; after: __exit__, manager (or null), value.
        let length = self.ip.get() - self.at;
        let manager = self.slot(0);
        self.slow(|vm| {
            let exit_self = vm.push_slot(manager)?;
            let _ = attr::op_load_method(vm, exit_self, crate::q!(__exit__))?;
            let exit = vm.slot()?;
            let m = vm.view();
            m.set(exit, m.root(Root::Result));
            let enter_self = vm.push_slot(manager)?;
            let _ = attr::op_load_method(vm, enter_self, crate::q!(__enter__))?;
            let callee = vm.slot()?;
            let m = vm.view();
            m.set(callee, m.root(Root::Result));
            let receiver = m.get(enter_self);
            m.set(manager, m.get(exit));
            let count = if receiver.is_null() {
                0
            } else {
                vm.push_slot(enter_self)?;
                1
            };
            let ret = vm.call(callee, count, 0)?;
            // Below the manager's slot stands the receiver of `__exit__` already.
            let _ = ret;
            Ok(())
        })?;
        self.at = self.ip.get() - length;
        self.sp -= 4;
        self.push_handler(handler, true, 0);
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }

    fn setup_except(&mut self, handler: ForwardLabel) -> Step {
        self.push_handler(handler, false, 0);
        Ok(Flow::Next)
    }

    fn setup_finally(&mut self, handler: ForwardLabel) -> Step {
        self.push_handler(handler, true, 0);
        Ok(Flow::Next)
    }

    fn pop_except_jump(&mut self, target: ForwardLabel) -> Step {
        self.pop_handler();
        Run::jump(self, target.0)
    }

    fn for_iter(&mut self, target: ForwardLabel) -> Step {
        // Slots, from the deepest: what is iterated over; then for a list or tuple the index, for a range the next
        // value, its end and its step.
        let mut base = self.sp + 12;
        if self.read(base).is_null() {
            // A generator expression has its iterator as an argument, and loads null and it in place of the state.
            base -= 4;
        }
        let over = self.read(base);
        if let (Word::NONE, Some(next), Some(stop), Some(step)) =
            (over, self.read(base - 4).as_int(), self.read(base - 8).as_int(), self.read(base - 12).as_int())
        {
            if if step > 0 { next < stop } else { next > stop } {
                self.write(base - 4, Word::int(next.wrapping_add(step)).unwrap_or(Word::small(stop)));
                self.push(Word::small(next));
            } else {
                self.sp += ITERATOR_SLOTS * 4;
                return Run::jump(self, target.0);
            }
            return Ok(Flow::Next);
        }
        if let Some(index) = self.read(base - 4).as_int() {
            let m = self.vm.view();
            let item = build::item_at(m, self.vm.value(over), index as u32).map(Value::word);
            match item {
                Some(item) => {
                    self.write(base - 4, Word::small(index + 1));
                    self.push(item);
                }
                None => {
                    self.sp += ITERATOR_SLOTS * 4;
                    return Run::jump(self, target.0);
                }
            }
            return Ok(Flow::Next);
        }
        let length = self.ip.get() - self.at;
        let iterator = Slot::at(base);
        if self.vm.view().kind_of(self.vm.value(over)) == Some(Kind::Generator) {
            let exit = target.0 as u32 - length;
            self.push(Word::NULL);
            let result = self.sp;
            self.sync();
            let resumed = self.vm.resume_frame(iterator, None, State::new(State::FOR_ITER).with_exit(exit), result)?;
            if resumed == Resumed::Frame {
                self.load();
                return Ok(Flow::Next);
            }
            self.reload();
            self.sp += (1 + ITERATOR_SLOTS) * 4;
            self.ip.set(self.ip.get() + exit);
            return Ok(Flow::Next);
        }
        let _ = self.slow(|vm| iter::op_next(vm, iterator))?;
        match self.result() {
            Word::STOP => {
                self.sp += ITERATOR_SLOTS * 4;
                self.ip.set((self.ip.get() - length).wrapping_add_signed(target.0));
            }
            word => self.push(word),
        }
        Ok(Flow::Next)
    }

    fn load_const_false(&mut self) -> Step {
        self.push(Word::FALSE);
        Ok(Flow::Next)
    }

    fn load_const_none(&mut self) -> Step {
        self.push(Word::NONE);
        Ok(Flow::Next)
    }

    fn load_const_true(&mut self) -> Step {
        self.push(Word::TRUE);
        Ok(Flow::Next)
    }

    fn load_null(&mut self) -> Step {
        self.push(Word::NULL);
        Ok(Flow::Next)
    }

    fn load_build_class(&mut self) -> Step {
        self.replace(0, |vm| {
            Ok(match vm.load_builtin(crate::q!(__build_class__))? {
                Some(ret) => ret,
                None => vm.ret_none(),
            })
        })
    }

    fn load_subscr(&mut self) -> Step {
        let (object, index) = (self.slot(1), self.slot(0));
        self.replace(2, |vm| subscr::op_load_subscr(vm, object, index))
    }

    fn store_subscr(&mut self) -> Step {
        let (value, object, index) = (self.slot(2), self.slot(1), self.slot(0));
        if self.read(value.address()).is_null() {
            self.slow(|vm| subscr::op_delete_subscr(vm, object, index))?;
        } else {
            self.slow(|vm| subscr::op_store_subscr(vm, object, index, value))?;
        }
        self.sp += 12;
        Ok(Flow::Next)
    }

    fn dup_top(&mut self) -> Step {
        let word = self.top();
        self.push(word);
        Ok(Flow::Next)
    }

    fn dup_top_two(&mut self) -> Step {
        let (second, first) = (self.read(self.sp + 4), self.top());
        self.push(second);
        self.push(first);
        Ok(Flow::Next)
    }

    fn pop_top(&mut self) -> Step {
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn rot_two(&mut self) -> Step {
        let (second, first) = (self.read(self.sp + 4), self.top());
        self.set_top(second);
        self.write(self.sp + 4, first);
        Ok(Flow::Next)
    }

    fn rot_three(&mut self) -> Step {
        let (third, second, first) = (self.read(self.sp + 8), self.read(self.sp + 4), self.top());
        self.write(self.sp + 8, first);
        self.write(self.sp + 4, third);
        self.set_top(second);
        Ok(Flow::Next)
    }

    fn with_cleanup(&mut self) -> Step {
        // Stack: __exit__, receiver, then None, an exception, or a value and what goes on behind the block.
        let top = self.top();
        let is_unwinding = matches!(top, Word::UNWIND_RETURN | Word::UNWIND_JUMP);
        let below = if is_unwinding { 2 } else { 1 };
        let (exit, receiver) = (self.slot(below + 1), self.slot(below));
        let exception = self.slot(0);
        let swallowed = self.slow(|vm| {
            let callee = vm.push_slot(exit)?;
            let m = vm.view();
            let has_receiver = !m.get(receiver).is_null();
            let is_exception = m.kind_of(m.get(exception)) == Some(Kind::Exception);
            if has_receiver {
                vm.push_slot(receiver)?;
            }
            if is_exception {
                let class = vm.slot()?;
                let m = vm.view();
                m.set(class, types::type_of(m, m.get(exception)));
                vm.push_slot(exception)?;
            } else {
                vm.push(Word::NONE)?;
                vm.push(Word::NONE)?;
            }
            vm.push(Word::NONE)?;
            let ret = vm.call(callee, 3 + u32::from(has_receiver), 0)?;
            vm.keep(ret, callee);
            Ok(is_exception && truth::op_truth(vm, callee)?)
        })?;
        if is_unwinding {
            let value = self.read(self.sp + 4);
            self.sp += 8;
            self.set_top(top);
            self.write(self.sp + 4, value);
        } else {
            let top = self.top();
            self.sp += 8;
            self.set_top(if swallowed { Word::NONE } else { top });
        }
        Ok(Flow::Next)
    }

    fn end_finally(&mut self) -> Step {
        let pending = self.pop_handler();
        match self.top() {
            Word::NONE => self.sp += 4,
            Word::UNWIND_RETURN => {
                self.sp += 4;
                return self.return_top();
            }
            Word::UNWIND_JUMP if pending.as_int().is_some() => {
                let rest = pending.to_int() as u32;
                self.sp += 4;
                return self.unwind_jump_to(rest >> 8, rest >> 1 & 0x7f, rest & 1 != 0);
            }
            _ => {
                let exception = self.slot(0);
                self.sync();
                return Err(self.vm.raise_slot(exception));
            }
        }
        Ok(Flow::Next)
    }

    fn get_iter(&mut self) -> Step {
        let object = self.slot(0);
        self.replace(1, |vm| iter::op_iter(vm, object))
    }

    fn get_iter_stack(&mut self) -> Step {
        let over = self.top();
        let m = self.vm.view();
        let value = self.vm.value(over);
        let quick = match m.object(value) {
            Some(object) => match m.kind(object) {
                Kind::List | Kind::Tuple => [over, Word::small(0), Word::NULL, Word::NULL],
                Kind::Range => {
                    let field = |index| m.field(object, index).word();
                    [Word::NONE, field(0), field(1), field(2)]
                }
                Kind::Generator => [over, Word::NULL, Word::NULL, Word::NULL],
                _ => [Word::NULL; 4],
            },
            None => [Word::NULL; 4],
        };
        if quick[0].is_null() {
            let object = self.slot(0);
            let _ = self.replace(1, |vm| iter::op_iter(vm, object))?;
            for _ in 1..ITERATOR_SLOTS {
                self.push(Word::NULL);
            }
        } else {
            self.sp += 4;
            for word in quick {
                self.push(word);
            }
        }
        Ok(Flow::Next)
    }

    fn store_map(&mut self) -> Step {
        let (dict, value, key) = (self.slot(2), self.slot(1), self.slot(0));
        self.check_kind(dict, Kind::Dict)?;
        self.slow(|vm| table::set(vm, dict, key, value))?;
        self.sp += 8;
        Ok(Flow::Next)
    }

    fn return_value(&mut self) -> Step {
        self.return_top()
    }

    fn raise_last(&mut self) -> Step {
        let heap = &self.vm.heap;
        let handled = (0..self.state().handlers())
            .rev()
            .map(|index| heap.handler_address(self.fp, index))
            .find(|&place| heap.read(place).as_address().is_some());
        self.sync();
        Err(match handled {
            Some(place) => self.vm.raise_slot(Slot::at(place)),
            None => self.vm.raise(Type::RuntimeError, "no active exception to reraise"),
        })
    }

    fn raise_obj(&mut self) -> Step {
        let exception = self.slot(0);
        self.sync();
        Err(self.vm.raise_slot(exception))
    }

    fn raise_from(&mut self) -> Step {
        let exception = self.slot(1);
        self.sync();
        Err(self.vm.raise_slot(exception))
    }

    fn yield_value(&mut self) -> Step {
        self.yield_top()
    }

    fn yield_from(&mut self) -> Step {
        self.delegate()
    }

    fn import_star(&mut self) -> Step {
        let module = self.slot(0);
        self.slow(|vm| crate::import::import_star(vm, module))?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    #[inline(always)]
    fn load_const_small_int_multi(&mut self, value: TinyInt) -> Step {
        self.push(Word::small(i32::from(value.get())));
        Ok(Flow::Next)
    }

    #[inline(always)]
    fn load_fast_multi(&mut self, slot: LowSlot) -> Step {
        self.load_local(slot.get().into())
    }

    #[inline(always)]
    fn store_fast_multi(&mut self, slot: LowSlot) -> Step {
        let word = self.pop();
        self.write(self.local(slot.get().into()), word);
        Ok(Flow::Next)
    }

    fn unary_op_multi(&mut self, operator: UnaryOp) -> Step {
        if operator == UnaryOp::Not {
            let truth = self.truth()?;
            self.set_top(Word::bool(!truth));
            return Ok(Flow::Next);
        }
        let operand = self.slot(0);
        self.replace(1, |vm| unary::op_unary(vm, operator, operand))
    }

    #[inline(always)]
    fn binary_op_multi(&mut self, operator: BinaryOp) -> Step {
        self.binary(operator)
    }
}

impl Run<'_> {
    /// Unpacks an iterable: `left` items, or `left`, a list of those between, and `right`.
    fn unpack(&mut self, left: u32, right: Option<u32>) -> Step {
        let object = self.slot(0);
        let items = self.slow(|vm| {
            let items = vm.slot()?;
            let ret = build::list_from_iterable(vm, object)?;
            vm.keep(ret, items);
            let m = vm.view();
            let length = m.object(m.get(items)).map_or(0, |list| m.length(list));
            let wanted = left + right.unwrap_or(0);
            if length < wanted {
                return Err(vm.raise_parts(
                    Type::ValueError,
                    &[Part::Text("need more than "), Part::Int(length as i32), Part::Text(" values to unpack")],
                ));
            }
            match right {
                None if length > wanted => Err(vm.raise_parts(
                    Type::ValueError,
                    &[Part::Text("too many values to unpack (expected "), Part::Int(wanted as i32), Part::Text(")")],
                )),
                None => {
                    let m = vm.view();
                    m.set(object, m.get(items));
                    Ok(length)
                }
                Some(_) => {
                    let middle = build::list_copy_range(vm, items, left, length - wanted)?;
                    let m = vm.view();
                    m.set(object, m.get(items));
                    vm.keep(middle, items);
                    // The middle list waits in the slot below the object's.
                    Ok(length)
                }
            }
        })?;
        let length = items;
        let list = self.top();
        let item = |run: &Self, index: u32| {
            let m = run.vm.view();
            build::item_at(m, run.vm.value(list), index).map_or(Word::NULL, Value::word)
        };
        let middle = self.read(self.sp - 4);
        self.sp += 4;
        if let Some(right) = right {
            for index in (0..right).rev() {
                let word = item(self, length - right + index);
                self.push(word);
            }
            // Read before it was overwritten: `right` items may reach its slot.
            self.push(middle);
        }
        for index in (0..left).rev() {
            let word = item(self, index);
            self.push(word);
        }
        Ok(Flow::Next)
    }
}

impl Vm {
    /// Looks a builtin's name up; the result is it, if there is one.
    pub(crate) fn load_builtin(&mut self, name: Qstr) -> Result<Option<Ret>, Raised> {
        match crate::modules::find_builtin(name) {
            Some(word) => Ok(Some(self.ret(word))),
            None => Ok(None),
        }
    }

    /// Makes a function of child `child` of the frame at `fp`, a closure if there are cells.
    fn make_function(&mut self, fp: u32, child: u32, first_cell: Slot, cells: u32, defaults: Option<Slot>) -> Res {
        let m = self.view();
        // `defaults` is the tuple of positional defaults, the slot after it the dict of the others; either may be null.
        let positional = defaults.map_or(0, |slot| m.as_tuple(m.get(slot)).map_or(0, <[_]>::len)) as u32;
        let has_keywords = defaults.is_some_and(|slot| !m.get(slot.next(1)).is_null());
        let fields = FUNCTION_FIELDS + positional + u32::from(has_keywords);
        let m = self.reserve(words_size(fields) + words_size(1 + cells))?;
        let heap = &m.vm.heap;
        let running = heap.record(fp, Record::Function).bits();
        let children = heap.word(heap.code_of(running), CODE_CHILDREN).bits();
        let code = m.vm.value(heap.word(children, child));
        let module = m.vm.value(heap.word(running, super::frame::FUNCTION_MODULE));
        let kind = if has_keywords { Kind::FunctionKw } else { Kind::Function };
        let items = defaults.and_then(|slot| m.as_tuple(m.get(slot))).unwrap_or(&[]);
        let function = m.alloc_from(kind, fields, |index| match index {
            0 => code,
            1 => module,
            index if index - FUNCTION_FIELDS < positional => items[(index - FUNCTION_FIELDS) as usize],
            _ => defaults.map_or(Value::NULL, |slot| m.get(slot.next(1))),
        });
        if cells == 0 {
            return Ok(m.ret(function));
        }
        let closure = m.alloc_from(Kind::Closure, 1 + cells, |index| match index {
            0 => function.value(),
            index => m.get(first_cell.next(index - 1)),
        });
        Ok(m.ret(closure))
    }
}

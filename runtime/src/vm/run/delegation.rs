//! `yield from`: values and exceptions on their way to who is delegated to.
//!
//! The operand stack holds the iterator and above it what is sent, or thrown. A generator that waits in `yield from`
//! has the address of that instruction as its next one, so resuming it delegates again.

use mpy_format::Opcode;

use super::{Flow, Run, Step};
use crate::exception::{self, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Root, Slot};
use crate::ops::iter::op_next_or_value;
use crate::ops::special::call_special;
use crate::q;
use crate::types::{Res, Type, is_exception_class, is_subclass, type_of};
use crate::value::{Value, Word};
use crate::vm::Vm;
use crate::vm::frame::State;
use crate::vm::generator::Resumed;

impl Run<'_> {
    /// One step of `yield from`.
    pub(super) fn delegate(&mut self) -> Step {
        let (iterator, sent) = (self.slot(1), self.slot(0));
        if self.is_generator(iterator) {
            return match self.enter_delegate(iterator, Some(sent), sent, State::new(State::DELEGATE))? {
                Resumed::Frame => Ok(Flow::Next),
                Resumed::Ended => {
                    self.sp += 4;
                    self.set_top(Word::NONE);
                    Ok(Flow::Next)
                }
            };
        }
        let _ = self.slow(|vm| vm.send_into(iterator, sent))?;
        self.delegated()
    }

    /// Throws what is in `exception` into the running generator, which has just been resumed: where it waits in
    /// `yield from`, the exception goes to who it delegates to, and so on. What is thrown is made an exception only
    /// where it is raised.
    pub(super) fn throw(&mut self, exception: Slot) -> Step {
        let mut exception = exception;
        while self.vm.heap.byte(self.ip.get()) == Opcode::YieldFrom as u8 {
            let thrown = self.read(exception.address());
            self.set_top(thrown);
            self.at = self.ip.get();
            self.ip.set(self.at + 1);
            let iterator = self.slot(1);
            exception = self.slot(0);
            if !self.is_generator(iterator) {
                let _ = self.slow(|vm| vm.throw_into(iterator, exception))?;
                return self.delegated();
            }
            let exits = self.vm.throws_generator_exit(exception);
            let state = State::new(State::DELEGATE).with_exit(exits.into());
            if self.enter_delegate(iterator, None, exception, state)? == Resumed::Ended {
                break;
            }
        }
        self.sync();
        Err(self.vm.raise_slot(exception))
    }

    fn is_generator(&self, slot: Slot) -> bool {
        self.vm.view().kind_of(self.vm.value(self.read(slot.address()))) == Some(Kind::Generator)
    }

    /// Makes the generator in `iterator` the running frame.
    fn enter_delegate(
        &mut self,
        iterator: Slot,
        sent: Option<Slot>,
        result: Slot,
        state: State,
    ) -> Result<Resumed, Raised> {
        self.sync();
        let resumed = self.vm.resume_frame(iterator, sent, state, result.address())?;
        match resumed {
            Resumed::Frame => self.load(),
            Resumed::Ended => self.reload(),
        }
        Ok(resumed)
    }

    /// Goes on with what an iterator that is no generator gave: its result, or a value to yield.
    fn delegated(&mut self) -> Step {
        match self.result() {
            Word::STOP => {
                self.sp += 4;
                let value = self.read(self.vm.heap.root_address(Root::Callee));
                self.set_top(value);
                Ok(Flow::Next)
            }
            value => {
                self.set_top(value);
                self.ip.set(self.ip.get() - 1);
                self.yield_top()
            }
        }
    }
}

impl Vm {
    /// One step of `yield from` over what is no generator: the result is the next value, or [`Word::STOP`] with what
    /// the iteration returned in [`Root::Callee`].
    fn send_into(&mut self, iterator: Slot, sent: Slot) -> Res {
        if !self.view().get(sent).is_none() {
            let result = self.send_method(iterator, sent);
            return self.end_or_value(result);
        }
        let result = match call_special(self, iterator, q!(__next__), &[]) {
            Ok(None) => op_next_or_value(self, iterator),
            Ok(Some(ret)) => Ok(ret),
            Err(raised) => Err(raised),
        };
        self.end_or_value(result)
    }

    fn send_method(&mut self, iterator: Slot, sent: Slot) -> Res {
        let receiver = self.push_slot(iterator)?;
        let _ = crate::ops::attr::op_load_method(self, receiver, q!(send))?;
        let callee = self.slot()?;
        let m = self.view();
        m.set(callee, m.root(Root::Result));
        if !m.get(receiver).is_null() {
            self.push_slot(receiver)?;
        }
        self.push_slot(sent)?;
        let count = callee.address() - self.stack_level().address();
        self.call(callee, count / 4, 0)
    }

    /// Throws into what is no generator: its method `throw` gives the next value as [`Vm::send_into`] does. Only
    /// `close` is told of a `GeneratorExit`, which then goes on; what has no such method lets the exception pass.
    fn throw_into(&mut self, iterator: Slot, exception: Slot) -> Res {
        if self.throws_generator_exit(exception) {
            call_special(self, iterator, q!(close), &[])?;
            return Err(self.raise_slot(exception));
        }
        let result = match call_special(self, iterator, q!(throw), &[exception]) {
            Ok(Some(ret)) => Ok(ret),
            Ok(None) => return Err(self.raise_slot(exception)),
            Err(raised) => Err(raised),
        };
        self.end_or_value(result)
    }

    /// Whether what is thrown, an exception or a class, is a `GeneratorExit`.
    fn throws_generator_exit(&self, exception: Slot) -> bool {
        let m = self.view();
        let thrown = m.get(exception);
        let class = if is_exception_class(m, thrown) { thrown } else { type_of(m, thrown) };
        is_subclass(m, class, Value::type_(Type::GeneratorExit as u16))
    }

    /// `StopIteration` is the end of an iteration, with its value in [`Root::Callee`].
    pub(crate) fn end_or_value(&mut self, result: Res) -> Res {
        match result {
            Err(raised) if self.raised_is(&raised, Type::StopIteration) => {
                let level = self.stack_level();
                let slot = self.slot()?;
                self.caught(raised, slot);
                let m = self.view();
                let args = m.object(m.get(slot)).map_or(Value::EMPTY_TUPLE, |it| m.field(it, exception::field::ARGS));
                let value = m.as_tuple(args).and_then(|args| args.first().copied()).unwrap_or(Value::NONE);
                m.set_root(Root::Callee, value);
                self.release(level);
                Ok(self.ret(Word::STOP))
            }
            other => other,
        }
    }
}

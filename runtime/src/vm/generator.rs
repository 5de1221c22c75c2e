//! Generators: a suspended frame in the heap.
//!
//! ```text
//! function | ip | state | depth | locals … | handlers … | operands …
//! ```
//! `ip` is the offset of the next instruction; `None` when the generator has ended, `True` while it runs. The words are
//! copied to the VM stack to run and back to suspend.

use super::code::{CodeShape, PRELUDE_OFFSET};
use super::frame::{HANDLER_WORDS, RECORD_WORDS, Record, State, frame_words};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Root, Slot};
use crate::types::{Res, Type};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Field numbers of [`Kind::Generator`].
pub(crate) mod field {
    /// The function.
    pub const FUNCTION: u32 = 0;
    /// Offset of the next instruction; `None` at the end, `True` while it runs.
    pub const IP: u32 = 1;
    /// Number of exception handlers.
    pub const HANDLERS: u32 = 2;
    /// Operands on the stack.
    pub const DEPTH: u32 = 3;
    /// Where the saved words start: locals, handlers, operands, each from the first.
    pub const SAVED: u32 = 4;
}

/// How a generator was resumed, told by what goes onto its stack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resumed {
    /// Its frame runs now.
    Frame,
    /// It has ended before.
    Ended,
}

fn saved_words(shape: CodeShape) -> u32 {
    u32::from(shape.n_locals) + u32::from(shape.n_exc) * HANDLER_WORDS + u32::from(shape.n_operands)
}

impl Vm {
    /// Makes a generator of the function in [`Root::Callee`] whose locals start at `locals`; it becomes the result.
    pub(crate) fn make_generator(&mut self, locals: u32) -> Result<(), Raised> {
        let code = self.heap.code_of(self.heap.read(self.heap.root_address(Root::Callee)).bits());
        let shape = self.heap.shape(code);
        let words = field::SAVED + saved_words(shape);
        let m = self.reserve(words_size(words))?;
        let generator = m.alloc_filled(Kind::Generator, words, Value::NULL);
        m.set_field(generator, field::FUNCTION, m.root(Root::Callee));
        m.set_field(generator, field::IP, Value::small((4 + PRELUDE_OFFSET + u32::from(shape.start)) as i32));
        m.set_field(generator, field::HANDLERS, Value::small(0));
        m.set_field(generator, field::DEPTH, Value::small(0));
        for index in 0..u32::from(shape.n_locals) {
            m.set_field(generator, field::SAVED + index, m.get(Slot::at(locals - index * 4)));
        }
        m.set_root(Root::Result, generator.value());
        Ok(())
    }

    /// Makes the generator in `generator` the running frame and pushes what is in `sent` onto its stack, unless it
    /// starts. When it yields or ends, `result` gets the value and the stack ends there.
    ///
    /// # Errors
    /// `ValueError: generator already executing`; `TypeError` when a value is sent to one that has not started.
    pub(crate) fn resume_frame(
        &mut self,
        generator: Slot,
        sent: Option<Slot>,
        state: State,
        result: u32,
    ) -> Result<Resumed, Raised> {
        let m = self.view();
        let Some(object) = m.object_of(m.get(generator), Kind::Generator) else {
            return Err(self.raise(Type::TypeError, "object isn't a generator"));
        };
        let ip = m.field(object, field::IP);
        let Some(ip) = ip.as_int() else {
            if ip.is_none() {
                return Ok(Resumed::Ended);
            }
            return Err(self.raise(Type::ValueError, "generator already executing"));
        };
        let function = m.field(object, field::FUNCTION);
        let code = self.heap.code_of(function.word().bits());
        let shape = self.heap.shape(code);
        let starts = ip as u32 == 4 + PRELUDE_OFFSET + u32::from(shape.start);
        if starts && sent.is_some_and(|sent| !m.get(sent).is_none()) {
            return Err(self.raise(Type::TypeError, "can't send non-None value to a just-started generator"));
        }
        self.reserve_stack(frame_words(shape) + 1)?;

        // Nothing below collects.
        let base = self.heap.sp;
        let fp = base - (u32::from(shape.n_locals) + RECORD_WORDS) * 4;
        let m = self.view();
        let Some(object) = m.object(m.get(generator)) else { return Ok(Resumed::Ended) };
        let saved = object.address() + 4 + field::SAVED * 4;
        let heap = &self.heap;
        let n_locals = u32::from(shape.n_locals);
        for index in 0..n_locals {
            heap.write(base - 4 - index * 4, heap.read(saved + index * 4));
        }
        let function = heap.word(object.address(), field::FUNCTION).bits();
        let depth = heap.word(object.address(), field::DEPTH).to_int() as u32;
        let handlers = heap.word(object.address(), field::HANDLERS).to_int() as u32;
        let address = object.address();
        self.start_frame(fp, function, state.with_handlers(handlers), result, Word::object(address));
        let heap = &mut self.heap;
        let rest = u32::from(shape.n_exc) * HANDLER_WORDS + depth;
        for index in 0..rest {
            let word = heap.read(saved + (n_locals + index) * 4);
            heap.write(fp - 4 - index * 4, word);
        }
        heap.sp = fp - 4 * rest;
        self.ip = heap.code_of(function) + ip as u32;
        heap.write(address + 4 + field::IP * 4, Word::TRUE);
        if !starts {
            heap.sp -= 4;
            let word = sent.map_or(Word::NONE, |sent| heap.read(sent.address()));
            heap.write(heap.sp, word);
        }
        Ok(Resumed::Frame)
    }

    /// Copies the running frame back into its generator. The operand stack ends at `sp`.
    pub(crate) fn suspend(&mut self, sp: u32) {
        let heap = &self.heap;
        let fp = self.fp;
        let generator = heap.record(fp, Record::Context).bits();
        let code = heap.frame_code(fp);
        let shape = heap.shape(code);
        let n_locals = u32::from(shape.n_locals);
        let n_handler_words = u32::from(shape.n_exc) * HANDLER_WORDS;
        let saved = generator + 4 + field::SAVED * 4;
        let first_local = fp + (RECORD_WORDS + n_locals - 1) * 4;
        for index in 0..n_locals {
            heap.write(saved + index * 4, heap.read(first_local - index * 4));
        }
        let used = (fp - sp) / 4;
        for index in 0..n_handler_words + u32::from(shape.n_operands) {
            let word = if index < used { heap.read(fp - 4 - index * 4) } else { Word::NULL };
            heap.write(saved + (n_locals + index) * 4, word);
        }
        let state = State::from_word(heap.record(fp, Record::State));
        heap.write(generator + 4 + field::IP * 4, Word::small((self.ip - code) as i32));
        heap.write(generator + 4 + field::HANDLERS * 4, Word::small(state.handlers() as i32));
        heap.write(generator + 4 + field::DEPTH * 4, Word::small((used - n_handler_words) as i32));
    }

    /// Marks the generator of the running frame as ended and lets go of what it held.
    pub(crate) fn end_generator(&mut self) {
        let generator = self.heap.record(self.fp, Record::Context);
        let m = self.view();
        if let Some(object) = m.object_of(self.value(generator), Kind::Generator) {
            m.set_field(object, field::IP, Value::NONE);
            for index in field::SAVED..m.refs(object) {
                m.set_field(object, index, Value::NULL);
            }
        }
    }

    /// Runs the generator in `generator` to its next `yield`, sending what is in `sent`. The result is the value
    /// yielded; at the end it is [`Word::STOP`] and what the generator returned is in [`Root::Callee`].
    ///
    /// # Errors
    /// What the generator raises.
    pub fn resume(&mut self, generator: Slot, sent: Option<Slot>) -> Res {
        let level = self.heap.sp;
        let result = self.nested(|vm| {
            let result = vm.slot()?;
            match vm.resume_frame(generator, sent, State::new(State::ENTRY), result.address())? {
                Resumed::Frame => vm.run(),
                Resumed::Ended => {
                    vm.view().set_root(Root::Callee, Value::NONE);
                    Ok(vm.ret(Word::STOP))
                }
            }
        });
        self.heap.sp = level;
        result
    }

    /// Raises what is in `exception` inside the generator, where it is suspended, or inside who it delegates to, and runs
    /// it as [`Vm::resume`] does.
    ///
    /// # Errors
    /// What the generator raises; the exception itself when the generator has not started or has ended.
    pub fn throw(&mut self, generator: Slot, exception: Slot) -> Res {
        let level = self.heap.sp;
        let result = self.nested(|vm| {
            let result = vm.slot()?;
            let none = vm.push(Word::NONE)?;
            match vm.resume_frame(generator, Some(none), State::new(State::ENTRY), result.address())? {
                Resumed::Frame => vm.run_thrown(exception),
                Resumed::Ended => Err(vm.raise_slot(exception)),
            }
        });
        self.heap.sp = level;
        result
    }
}

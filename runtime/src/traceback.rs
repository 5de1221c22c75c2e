//! Tracebacks: what an uncaught exception shows.

use crate::exception::{Raised, decimal, field, frames_in};
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::ops::print::{Sink, print_last_line};
use crate::types;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::signature;

impl Vm {
    /// Writes the exception in `exception` as the reference does: the frames, outermost first, then class and message.
    ///
    /// # Errors
    /// What its `__str__` raises; `MemoryError`.
    pub fn print_exception(&mut self, sink: Sink, exception: Slot) -> Result<(), Raised> {
        let m = self.view();
        let frames = m
            .object_of(m.get(exception), Kind::Exception)
            .and_then(|exception| m.object(m.field(exception, field::TRACEBACK)))
            .map_or(0, |items| frames_in(m, items));
        if frames != 0 {
            self.put(sink, b"Traceback (most recent call last):\n")?;
        }
        let (file, name) = (self.slot()?, self.slot()?);
        for frame in (0..frames).rev() {
            let m = self.view();
            let traceback = m.object(m.get(exception)).and_then(|object| m.object(m.field(object, field::TRACEBACK)));
            let Some(items) = traceback else { break };
            let offset = m.field(items, frame * 2 + 1).as_int().unwrap_or(0);
            let line = match m.object_of(m.field(items, frame * 2), Kind::Code) {
                Some(code) => {
                    m.set(file, Value::qstr(signature::qstr(&self.heap, code.address(), 0)));
                    m.set(name, Value::qstr(signature::function_name(&self.heap, code.address())));
                    signature::line(&self.heap, code.address(), offset as u32) as i32
                }
                None => {
                    // A line of source that did not compile: the file's name stands in place of code.
                    m.set(file, m.field(items, frame * 2));
                    m.set(name, Value::NULL);
                    offset
                }
            };
            self.put(sink, b"  File \"")?;
            self.put_slot(sink, file)?;
            self.put(sink, b"\", line ")?;
            let mut digits = [0; 11];
            self.put(sink, decimal(line, &mut digits))?;
            if !self.view().get(name).is_null() {
                self.put(sink, b", in ")?;
                self.put_slot(sink, name)?;
            }
            self.put(sink, b"\n")?;
        }
        print_last_line(self, sink, exception)?;
        self.put(sink, b"\n")
    }

    /// Notes where source that did not compile is wrong, in the exception on its way up.
    #[cfg(feature = "load")]
    pub(crate) fn add_source_line(&mut self, file: Slot, line: u32) {
        let m = match self.reserve(crate::heap::layout::words_size(2)) {
            Ok(m) => m,
            Err(_) => return,
        };
        let Some(exception) = m.object_of(m.root(crate::heap::Root::Raised), Kind::Exception) else { return };
        if m.object(m.get(file)).is_none() && m.get(file).word().as_qstr().is_none() {
            return;
        }
        let items = m.alloc(Kind::Items, 2, &[m.get(file), Value::small(line as i32)]);
        m.set_field(exception, field::TRACEBACK, items.value());
    }

    /// The exit code that an uncaught exception asks for: `SystemExit`'s argument, 1 for any other. `None` if it is to
    /// be shown.
    pub fn exit_code(&mut self, exception: Slot) -> Option<i32> {
        let m = self.view();
        let object = m.object_of(m.get(exception), Kind::Exception)?;
        let class = m.field(object, field::CLASS);
        if !types::is_subclass(m, class, Value::type_(types::Type::SystemExit as u16)) {
            return None;
        }
        let argument = m.as_tuple(m.field(object, field::ARGS)).and_then(|args| args.first().copied());
        Some(match argument {
            None => 0,
            Some(value) if value.is_none() => 0,
            Some(value) => value.as_int().unwrap_or(1),
        })
    }
}

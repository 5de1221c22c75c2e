//! Slots: places on the VM stack, where values survive a collection.

use crate::exception::Raised;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A place on the VM stack. It stays where it is, and what is in it follows the object when that moves.
///
/// A slot ends with the call of the builtin that made it. Using it later is caught, not undefined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot(u32);

impl Slot {
    #[inline(always)]
    pub(crate) const fn at(address: u32) -> Slot {
        Slot(address)
    }

    #[inline(always)]
    pub(crate) const fn address(self) -> u32 {
        self.0
    }

    /// The slot `count` places further on: the next argument.
    #[inline(always)]
    pub const fn next(self, count: u32) -> Slot {
        Slot(self.0 - count * 4)
    }
}

impl Vm {
    /// A new slot with "no value" in it.
    ///
    /// # Errors
    /// `RuntimeError` when the stack has no room left.
    pub fn slot(&mut self) -> Result<Slot, Raised> {
        self.push(Word::NULL)
    }

    /// A new slot with a value that is no address.
    ///
    /// # Errors
    /// As [`Vm::slot`].
    pub fn push(&mut self, word: Word) -> Result<Slot, Raised> {
        assert!(Value::immediate(word).is_some());
        self.reserve_stack(1)?;
        self.heap.sp -= 4;
        self.heap.write(self.heap.sp, word);
        Ok(Slot(self.heap.sp))
    }

    /// A new slot with the value of another.
    ///
    /// # Errors
    /// As [`Vm::slot`].
    pub fn push_slot(&mut self, from: Slot) -> Result<Slot, Raised> {
        let slot = self.push(Word::NULL)?;
        let m = self.view();
        m.set(slot, m.get(from));
        Ok(slot)
    }

    /// Where the stack stands, for [`Vm::release`].
    #[inline(always)]
    pub fn stack_level(&self) -> Slot {
        Slot(self.heap.sp)
    }

    /// Gives back all slots made since [`Vm::stack_level`] said `level`.
    #[inline]
    pub fn release(&mut self, level: Slot) {
        assert!(level.0 >= self.heap.sp && level.0 < self.heap.end);
        self.heap.sp = level.0;
    }
}

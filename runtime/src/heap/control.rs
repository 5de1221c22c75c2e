//! What a program may set: whether and when there are collections, and that nothing is allocated.

use super::Heap;
use crate::exception::Raised;
use crate::types::Type;
use crate::vm::Vm;

/// What a program has set.
pub(crate) struct Control {
    /// Whether memory running short may collect (`gc.disable()`).
    pub(crate) is_collecting: bool,
    /// How often the heap is locked.
    locks: u16,
    /// All ones while the heap is locked: joined to a size it is more than there ever is, so that the short path of
    /// `reserve` asks nothing.
    pub(crate) barrier: u32,
    /// After how many allocated bytes the loop collects, and where the objects ended after the last collection.
    threshold: u32,
    swept: u32,
}

impl Control {
    /// What holds before the program sets anything; the heap begins at `start`.
    pub(crate) const fn new(start: u32) -> Control {
        Control { is_collecting: true, locks: 0, barrier: 0, threshold: u32::MAX, swept: start }
    }
}

impl Heap {
    /// Notes where a collection has left the end of the objects.
    pub(crate) fn note_collection(&mut self) {
        self.collections = self.collections.wrapping_add(1);
        self.control.swept = self.top.get();
    }

    /// Whether as much was allocated since the last collection as the program has set.
    pub(crate) fn is_over_threshold(&self) -> bool {
        self.control.is_collecting && self.top.get() - self.control.swept > self.control.threshold
    }
}

impl Vm {
    /// Sets whether memory running short may collect.
    pub fn set_collecting(&mut self, is_collecting: bool) {
        self.heap.control.is_collecting = is_collecting;
    }

    /// Whether memory running short may collect.
    pub fn is_collecting(&self) -> bool {
        self.heap.control.is_collecting
    }

    /// After how many allocated bytes there is a collection, if the program has set it.
    pub fn threshold(&self) -> Option<u32> {
        (self.heap.control.threshold != u32::MAX).then_some(self.heap.control.threshold)
    }

    /// Sets after how many allocated bytes there is a collection. The loop looks at it every few hundred jumps back.
    pub fn set_threshold(&mut self, bytes: Option<u32>) {
        self.heap.control.threshold = bytes.unwrap_or(u32::MAX);
    }

    /// Sees that allocating raises `MemoryError`, until it was unlocked as often.
    pub fn lock_heap(&mut self) {
        self.heap.control.locks += 1;
        self.heap.control.barrier = u32::MAX;
    }

    /// Takes one lock off; the result is how many are left.
    ///
    /// # Errors
    /// `RuntimeError` when there is none.
    pub fn unlock_heap(&mut self) -> Result<u16, Raised> {
        let Some(locks) = self.heap.control.locks.checked_sub(1) else {
            return Err(self.raise(Type::RuntimeError, "the heap is not locked"));
        };
        if locks == 0 {
            self.open_heap();
        }
        self.heap.control.locks = locks;
        Ok(locks)
    }

    /// Takes all locks off.
    pub(crate) fn open_heap(&mut self) {
        self.heap.control.locks = 0;
        self.heap.control.barrier = 0;
    }

    /// Raises what a stack without room for `bytes` more means: too deep a recursion, or, where the stack is but a small
    /// part of memory, too many objects.
    #[cold]
    pub(crate) fn raise_stack_error(&mut self, bytes: u32) -> Raised {
        if self.stack_used() + bytes < (self.heap.end - self.heap.start) / 8 {
            return self.raise_memory_error(bytes);
        }
        self.raise_recursion_error()
    }

    /// Bytes of the VM stack in use.
    pub fn stack_used(&self) -> u32 {
        self.heap.end - self.heap.sp
    }
}

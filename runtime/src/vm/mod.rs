//! The machine: its registers, its frames, and the calls between Python and builtins.
//!
//! ```text
//!  higher addresses
//!  | callee            |
//!  | argument 0        |  local 0        <- frame.locals
//!  | …                 |  …
//!  |                   |  local n-1
//!  | FUNCTION          |  record          <- vm.fp
//!  | … RECORD_WORDS    |
//!  | handlers          |  2 words for each nested `try`
//!  | operands …        |                  <- sp
//!  lower addresses
//! ```
//! A call with exactly the parameters' number of positional arguments copies nothing: the arguments become the first locals.

pub(crate) mod build;
mod call;
pub mod code;
mod flatten;
pub(crate) mod frame;
pub(crate) mod generator;
mod run;
pub(crate) mod signature;
#[cfg(test)]
pub(crate) mod testing;

use core::cell::Cell;

use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Heap, Root};
use crate::memory::Memory;
use crate::port::Port;
use crate::rom::Rom;
use crate::types::Type;
use crate::value::Value;

/// How deep builtins may call back into Python (`sort(key=…)`, `__eq__` in a dict) before `RuntimeError`.
pub const DEFAULT_NESTING: u16 = 64;

/// Rounds of a loop, be it the program's or a builtin's, between two questions whether the program is to be interrupted.
const POLL_INTERVAL: u32 = 256;

/// A virtual machine. It owns its block of RAM; two of them share nothing.
pub struct Vm {
    pub(crate) heap: Heap,
    pub(crate) rom: Rom,
    /// Out of its place while it is asked something.
    port: Cell<Option<&'static mut dyn Port>>,
    /// Record of the running frame; 0 when none runs.
    pub(crate) fp: u32,
    /// Address of the next instruction of the running frame, or of the running one inside it.
    pub(crate) ip: u32,
    /// How many identities were given out.
    pub(crate) identities: u32,
    /// How many loops run inside one another, and how many may.
    pub(crate) nesting: u16,
    pub(crate) max_nesting: u16,
    /// How far down the machine stack may go when another loop starts, as the machine's own address.
    pub(crate) stack_floor: usize,
    /// Rounds until the board is asked for an interrupt.
    countdown: u32,
}

/// What is asked in place of a port that is being asked already.
struct NoPort;

impl Port for NoPort {
    fn write(&mut self, _: &[u8]) {}

    fn name(&self) -> &'static str {
        ""
    }
}

impl Vm {
    /// A machine over the RAM block `start..end` (multiples of 4) and a ROM image.
    ///
    /// # Safety
    /// The block is RAM of `memory` that nothing else uses as long as the machine lives, and `rom` is an image in it.
    ///
    /// # Panics
    /// If the block is smaller than the machine's own first objects (a few hundred bytes).
    pub unsafe fn new(memory: Memory, start: u32, end: u32, rom: Rom, port: &'static mut dyn Port) -> Vm {
        assert!(end - start >= 512, "the RAM block is too small");
        // SAFETY: passed on.
        let heap = unsafe { Heap::new(memory, start, end) };
        let port = Cell::new(Some(port));
        let mut vm = Vm {
            heap,
            rom,
            port,
            fp: 0,
            ip: 0,
            identities: 0,
            nesting: 0,
            max_nesting: DEFAULT_NESTING,
            stack_floor: 0,
            countdown: POLL_INTERVAL,
        };
        let prepared = vm.preallocate_memory_error().is_ok() && vm.make_modules().is_ok();
        assert!(prepared, "the RAM block is too small");
        vm
    }

    fn make_modules(&mut self) -> Result<(), Raised> {
        let m = self.reserve(words_size(Kind::Dict.size_words()))?;
        let modules = m.alloc(Kind::Dict, 0, &[Value::NULL]);
        m.set_root(Root::Modules, modules.value());
        Ok(())
    }

    /// Sets how deep builtins may call back into Python; the machine stack bounds it.
    pub fn set_max_nesting(&mut self, depth: u16) {
        self.max_nesting = depth;
    }

    /// Sets how far down the machine stack may go, for a board that knows where it ends. Below that must be room for
    /// what a builtin takes that calls nothing back.
    pub fn set_machine_stack(&mut self, floor: usize) {
        self.stack_floor = floor;
    }

    /// Writes to the board's standard output.
    pub fn write(&self, bytes: &[u8]) {
        self.with_port(|port| port.write(bytes));
    }

    /// Asks the board something. It must not be asked from within.
    pub fn with_port<R>(&self, ask: impl FnOnce(&mut dyn Port) -> R) -> R {
        let port = self.port.take();
        let mut absent = NoPort;
        let Some(port) = port else { return ask(&mut absent) };
        let answer = ask(port);
        self.port.set(Some(port));
        answer
    }

    /// Counts a round of a loop in a builtin, which may be long and need no memory: a program that sums up a huge range
    /// can be interrupted like one that loops.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    #[inline]
    pub(crate) fn tick(&mut self) -> Result<(), Raised> {
        self.countdown -= 1;
        if self.countdown == 0 { self.poll() } else { Ok(()) }
    }

    /// Asks the board whether the program is to be interrupted, and collects if the program has asked for that.
    #[cold]
    fn poll(&mut self) -> Result<(), Raised> {
        self.countdown = POLL_INTERVAL;
        if self.heap.is_over_threshold() {
            self.collect();
        }
        if self.is_interrupted() {
            return Err(self.raise_bare(Type::KeyboardInterrupt));
        }
        Ok(())
    }

    /// Asks the board whether the program is to be interrupted.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.with_port(|port| port.is_interrupted())
    }

    /// How many collections there were.
    pub fn collections(&self) -> u32 {
        self.heap.collections
    }
}

impl Kind {
    /// Words after the header of a kind of fixed size.
    pub const fn size_words(self) -> u32 {
        match self.size() {
            crate::heap::layout::Size::Fixed(words) => words,
            _ => 0,
        }
    }
}

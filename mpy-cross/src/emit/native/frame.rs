//! Where a function keeps things: its frame, and what a generator has on the heap.
//!
//! A frame, in words. What is in brackets is there only if the function needs it.
//!
//! ```text
//! native:     [catch: saved registers | result | [unwind]]  code state  operands …        … variables
//! generator:   catch: saved registers | result | unwind | thrown
//!              and on the heap                              code state  operands …        … variables
//! viper:      [catch: saved registers | result | [unwind]]  [function [old globals]]  operands …  … variables
//! ```
//! Variable 0 is the last word. Exceptions that may have to be raised again are kept between operands and variables.
//! The first two variables, or two others (`register`), are in registers instead, if no exception is caught: registers are restored to what they
//! were when catching started.

use super::function::FunctionEmitter;
use super::{Arithmetic, Reg};
use crate::scope::LocalSlot;

/// What of a function does not depend on its target's registers, by word.
mod layout {
    /// Of the state of a running function.
    pub mod code_state {
        pub const FUNCTION: u32 = 0;
        /// Where a generator goes on; in other functions the globals of the caller.
        pub const RESUME: u32 = 1;
        pub const STACK_TOP: u32 = 2;
        pub const N_STATE: u32 = 3;
        pub const SIZE: u32 = 5;
    }

    /// Of a function object.
    pub mod function {
        pub const CONTEXT: u32 = 1;
        pub const CHILDREN: u32 = 2;
    }

    /// Of a module's context.
    pub mod context {
        pub const GLOBALS: u32 = 1;
        pub const QSTRS: u32 = 2;
        pub const OBJECTS: u32 = 3;
    }

    /// Of the record of what is caught: a link, the exception, then the registers.
    pub mod catch {
        pub const EXCEPTION: u32 = 1;
        /// The link, the exception, and one word that some runtimes have.
        pub const N_OTHER_WORDS: u32 = 3;
    }
}

pub(super) use layout::{catch, code_state, context, function as function_object};

/// Variables that can be in registers.
pub(super) const N_REGISTER_VARIABLES: u32 = 2;

impl FunctionEmitter<'_> {
    /// Whether an exception that ends the function has to be caught, to clean up.
    pub(super) fn catches_all(&self) -> bool {
        self.catches || self.is_generator || self.refers_to_globals
    }

    /// Whether the first variables are in registers.
    pub(super) fn has_register_variables(&self) -> bool {
        !self.catches && !self.is_generator
    }

    /// The register of a variable, if it is in one.
    pub(super) fn variable_register(&self, slot: LocalSlot) -> Option<Reg> {
        let index = self.in_registers.iter().position(|&it| it == Some(slot))?;
        self.has_register_variables().then(|| self.regs.locals[index])
    }

    /// The place of a variable.
    ///
    /// In unboxed code, those that are in registers come first, since the frame need have no room for them.
    pub(super) fn variable_place(&self, slot: LocalSlot) -> u32 {
        let mut index = slot.0;
        if self.is_viper && self.has_register_variables() {
            let chosen = || self.in_registers.iter().flatten();
            index = match chosen().position(|&it| it == slot) {
                Some(index) => index as u32,
                None => index + chosen().filter(|it| it.0 > slot.0).count() as u32,
            };
        }
        self.stack_start + self.n_state - 1 - index
    }

    /// The place of the value at an index of the operand stack.
    pub(super) fn operand_place(&self, index: usize) -> u32 {
        self.stack_start + index as u32
    }

    /// The place of the exception that the handler of a block at this depth has got, if it has to be kept: above the
    /// operands.
    pub(super) fn handled_place(&self, depth: usize) -> Option<u32> {
        self.raises_again.then(|| self.operand_place(self.stack.max_depth() + depth))
    }

    /// The place of the function object.
    pub(super) fn function_place(&self) -> u32 {
        self.code_state_start + code_state::FUNCTION
    }

    pub(super) fn catch_size(&self) -> u32 {
        self.machine.n_saved_registers + catch::N_OTHER_WORDS
    }

    /// Where the result is kept while the function is cleaned up.
    pub(super) fn result_place(&self) -> u32 {
        self.catch_size()
    }

    /// Where a jump out of a block with a `finally` leads.
    pub(super) fn unwind_place(&self) -> u32 {
        self.catch_size() + 1
    }

    /// The exception that is thrown into a generator.
    pub(super) fn thrown_place(&self) -> u32 {
        self.catch_size() + 2
    }

    /// Where to go with an exception.
    pub(super) fn handler_place(&self) -> u32 {
        self.machine.saved_local
    }

    /// The register with the state of a generator.
    pub(super) fn state_register(&self) -> Reg {
        self.regs.locals[1]
    }

    /// Writes a register to a place of the function, which generators have on the heap.
    pub(super) fn store_state(&mut self, place: u32, from: Reg) {
        if self.is_generator {
            self.target.store_word(self.code, from, self.state_register(), place);
        } else {
            self.target.store_place(self.code, place, from);
        }
    }

    /// Reads such a place.
    pub(super) fn load_state(&mut self, to: Reg, place: u32) {
        if self.is_generator {
            self.target.load_word(self.code, to, self.state_register(), place);
        } else {
            self.target.load_place(self.code, to, place);
        }
    }

    /// The address of such a place.
    pub(super) fn load_state_address(&mut self, to: Reg, place: u32) {
        if self.is_generator {
            self.target.load_immediate(self.code, to, i64::from(place * self.machine.word_size));
            self.target.arithmetic(self.code, Arithmetic::Add, to, self.state_register());
        } else {
            self.target.load_place_address(self.code, to, place);
        }
    }

    /// Makes a place of the frame null, by way of a register.
    pub(super) fn clear_place(&mut self, place: u32, via: Reg) {
        let zero = match self.regs.zero {
            Some(zero) => zero,
            None => {
                self.target.clear(self.code, via);
                via
            }
        };
        self.target.store_place(self.code, place, zero);
    }
}

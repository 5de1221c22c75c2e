//! What comes before a function's instructions and after them.

use alloc::vec::Vec;

use mpy_format::Constant;
use mpy_format::mpy::ScopeFlags;
use mpy_format::native::Entry;
use mpy_format::operand::write_uint;
use mpy_format::prelude::{Signature, Sizes};

use super::Reg;
use super::frame::{N_REGISTER_VARIABLES, catch, code_state, context, function_object};
use super::function::FunctionEmitter;
use super::generator::ReturnKind;
use super::value::Type;
use crate::emit::Label;
use crate::scope::LocalSlot;

/// Labels that are reserved in every function for entry and exit.
const EXIT: Label = Label(0);
const CATCH: Label = Label(1);
const BODY: Label = Label(2);
const CAUGHT: Label = Label(3);
const WRONG_ARGUMENTS: Label = Label(4);
const RIGHT_ARGUMENTS: Label = Label(5);

impl FunctionEmitter<'_> {
    pub(super) fn start_types(&mut self) {
        let scope = self.scope;
        let stars = [ScopeFlags::VAR_ARGS, ScopeFlags::VAR_KEYWORDS];
        let n_stars = stars.iter().filter(|&&flag| scope.flags.contains(flag)).count() as u32;
        let n_parameters = scope.n_pos_args + scope.n_kwonly_args + n_stars;
        let others = if self.is_viper { Type::Unbound } else { Type::OBJECT };
        // A class that binds `__class__` has a variable that is not counted.
        let n_types = n_parameters.max(scope.n_locals + 1);
        self.types.clear();
        self.types.extend((0..n_types).map(|slot| if slot < n_parameters { Type::OBJECT } else { others }));
        if self.is_viper {
            for binding in scope.bindings.iter().filter(|binding| binding.parameter.is_some()) {
                self.types[binding.slot.0 as usize] = Type::Native(binding.native_type);
            }
        }
    }

    pub(super) fn entry(&mut self, name: &str) {
        self.code_state_start = 0;
        if self.catches_all() {
            let n_others = match (self.is_generator, self.catches) {
                (true, _) => 3,
                (false, true) => 2,
                (false, false) => 1,
            };
            self.code_state_start = self.catch_size() + n_others;
        }
        self.n_state = self.scope.n_locals + self.stack.max_depth() as u32;
        if self.raises_again {
            self.n_state += self.program.functions[self.scope_id.index()].n_blocks;
        }
        let fun_table = self.tables.constants.intern_object(Constant::FunTable).0;
        if self.is_viper {
            self.viper_entry(fun_table, name);
            self.start_catching();
            return;
        }
        self.word(self.program.functions[self.scope_id.index()].children.len() as u64);
        if self.is_generator {
            self.generator_entry(fun_table, name);
        } else {
            self.native_entry(fun_table, name);
        }
        self.start_catching();
        for slot in self.in_registers.into_iter().flatten().filter(|slot| slot.0 < self.scope.n_locals) {
            if let Some(reg) = self.variable_register(slot) {
                let place = self.variable_place(slot);
                self.target.load_place(self.code, reg, place);
            }
        }
    }

    /// A word of data.
    fn word(&mut self, value: u64) {
        let size = self.machine.word_size as usize;
        self.code.push(&value.to_le_bytes()[..size]);
    }

    /// Loads the tables that stay in registers, given the context of the module.
    fn load_tables(&mut self, context: Reg, objects: Reg, fun_table: u32) {
        let regs = self.regs;
        self.target.load_word(self.code, regs.locals[2], context, context::QSTRS);
        self.target.load_word(self.code, objects, context, context::OBJECTS);
        self.target.load_word(self.code, regs.fun_table, objects, fun_table);
    }

    fn native_entry(&mut self, fun_table: u32, name: &str) {
        let regs = self.regs;
        self.stack_start = self.code_state_start + code_state::SIZE;
        self.target.entry(self.code, self.stack_start + self.n_state, name);
        if self.machine.arguments_on_stack {
            for (index, &reg) in regs.own_arguments.iter().enumerate() {
                self.target.load_argument(self.code, reg, index as u32);
            }
        }
        self.target.load_word(self.code, regs.fun_table, regs.own_arguments[0], function_object::CONTEXT);
        self.load_tables(regs.fun_table, regs.fun_table, fun_table);
        self.target.store_place(self.code, self.function_place(), regs.own_arguments[0]);
        self.target.load_immediate(self.code, regs.arguments[0], i64::from(self.n_state));
        self.target.store_place(self.code, self.code_state_start + code_state::N_STATE, regs.arguments[0]);
        self.target.load_place_address(self.code, regs.arguments[0], self.code_state_start);
        for (&to, &from) in regs.arguments.iter().zip(&regs.own_arguments).skip(1) {
            if to != from {
                self.target.move_register(self.code, to, from);
            }
        }
        self.target.call(self.code, Entry::SetupCodeState);
    }

    fn generator_entry(&mut self, fun_table: u32, name: &str) {
        let regs = self.regs;
        let state = self.state_register();
        self.word(self.start_offset.into());
        self.target.entry(self.code, self.code_state_start, name);
        // The state is no part of the frame.
        self.code_state_start = 0;
        self.stack_start = code_state::SIZE;
        if self.machine.arguments_on_stack {
            self.target.load_argument(self.code, state, 0);
            self.target.load_argument(self.code, regs.own_arguments[1], 1);
        } else {
            self.target.move_register(self.code, state, regs.own_arguments[0]);
        }
        self.target.store_place(self.code, self.thrown_place(), regs.own_arguments[1]);
        let scratch = regs.temps[0];
        self.target.load_word(self.code, scratch, state, self.function_place());
        self.target.load_word(self.code, scratch, scratch, function_object::CONTEXT);
        self.load_tables(scratch, scratch, fun_table);
    }

    fn viper_entry(&mut self, fun_table: u32, name: &str) {
        let regs = self.regs;
        let scope = self.scope;
        let n_arguments = scope.n_pos_args;
        // The last register for variables holds the address of the arguments until they are all stored.
        let last = N_REGISTER_VARIABLES as usize - 1;
        let in_last = self.in_registers[last].filter(|slot| slot.0 + 1 < n_arguments);
        let mut n_in_registers = 0;
        if self.has_register_variables() {
            let n_chosen = self.in_registers.iter().flatten().filter(|slot| slot.0 < scope.n_locals).count() as u32;
            n_in_registers = n_chosen - u32::from(in_last.is_some());
        }
        let n_own_words = match (self.catches_all(), self.has_constants) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        self.stack_start = self.code_state_start + n_own_words;
        self.target.entry(self.code, self.stack_start + self.n_state - n_in_registers, name);
        if self.machine.arguments_on_stack {
            self.target.load_argument(self.code, regs.own_arguments[0], 0);
        }
        self.target.load_word(self.code, regs.fun_table, regs.own_arguments[0], function_object::CONTEXT);
        self.load_tables(regs.fun_table, regs.fun_table, fun_table);
        if self.catches || self.refers_to_globals || self.has_constants {
            self.target.store_place(self.code, self.function_place(), regs.own_arguments[0]);
        }
        let arguments = regs.locals[last];
        for (index, to) in [regs.arguments[0], regs.arguments[1], arguments].into_iter().enumerate() {
            if self.machine.arguments_on_stack {
                self.target.load_argument(self.code, to, index as u32 + 1);
            } else {
                self.target.move_register(self.code, to, regs.own_arguments[index + 1]);
            }
        }
        self.check_arguments(n_arguments);
        for slot in (0..n_arguments).map(LocalSlot) {
            let mut from = regs.arguments[0];
            self.target.load_word(self.code, from, arguments, slot.0);
            let kind = self.types[slot.0 as usize];
            if kind != Type::OBJECT {
                self.call_with(Entry::ConvertObjToNative, &[(regs.arguments[1], kind.number())]);
                from = regs.result;
            }
            match self.variable_register(slot) {
                Some(reg) if Some(slot) != in_last => self.target.move_register(self.code, reg, from),
                Some(_) | None => self.store_state(self.variable_place(slot), from),
            }
        }
        if let Some(slot) = in_last.filter(|_| self.has_register_variables()) {
            let place = self.variable_place(slot);
            self.target.load_place(self.code, arguments, place);
        }
    }

    /// Keyword arguments, or another number of them, are for the runtime to complain about.
    fn check_arguments(&mut self, n: u32) {
        let [n_given, n_keyword, wanted, _] = self.regs.arguments;
        self.target.jump_if(self.code, false, n_keyword, WRONG_ARGUMENTS, true);
        self.target.load_immediate(self.code, wanted, n.into());
        self.target.jump_if_equal(self.code, n_given, wanted, RIGHT_ARGUMENTS);
        self.target.label(self.code, WRONG_ARGUMENTS);
        // The signature: at least and at most so many, no keywords.
        self.target.load_immediate(self.code, wanted, (u64::from(n) << 17 | u64::from(n) << 1) as i64);
        self.target.call(self.code, Entry::ArgCheckNumSig);
        self.target.label(self.code, RIGHT_ARGUMENTS);
    }

    /// Gives a place of the frame the address of a label.
    pub(super) fn set_place_to_label(&mut self, place: u32, label: Label) {
        self.target.load_label_address(self.code, self.regs.result, label);
        self.target.store_place(self.code, place, self.regs.result);
    }

    fn swap_globals(&mut self) {
        self.call(Entry::SwapGlobals);
    }

    fn restore_globals(&mut self) {
        let old = self.code_state_start + code_state::RESUME;
        self.load_state(self.regs.arguments[0], old);
        self.swap_globals();
    }

    fn catch(&mut self) {
        let first = self.regs.arguments[0];
        self.target.load_place_address(self.code, first, 0);
        self.call(Entry::NlrPush);
        if self.machine.uses_setjmp {
            self.target.load_place_address(self.code, first, 2);
            self.call(Entry::Setjmp);
        }
    }

    /// Makes the module's globals the current ones, and catches what has to be.
    fn start_catching(&mut self) {
        if !self.catches_all() {
            return;
        }
        let regs = self.regs;
        if !self.is_generator {
            self.load_state(regs.arguments[0], self.function_place());
            self.target.load_word(self.code, regs.arguments[0], regs.arguments[0], function_object::CONTEXT);
            self.target.load_word(self.code, regs.arguments[0], regs.arguments[0], context::GLOBALS);
            self.swap_globals();
            self.store_state(self.code_state_start + code_state::RESUME, regs.result);
        }
        if self.catches {
            let zero = regs.zero.unwrap_or(regs.temps[0]);
            self.clear_place(self.unwind_place(), zero);
            self.target.store_place(self.code, catch::EXCEPTION, zero);
            // The code is entered, and entered again with an exception, by a jump to this register, which is restored.
            self.target.load_label_address(self.code, regs.locals[0], BODY);
            self.place(CATCH);
            self.catch();
            self.target.jump_if(self.code, false, regs.result, CAUGHT, true);
            self.clear_place(self.handler_place(), zero);
            self.target.jump_to(self.code, regs.locals[0]);
            self.place(CAUGHT);
            self.target.load_place(self.code, regs.locals[0], self.handler_place());
            self.target.jump_if(self.code, false, regs.locals[0], CATCH, false);
        } else {
            if !self.is_generator {
                // If the globals are the same there is nothing to clean up.
                self.target.jump_if(self.code, true, regs.result, BODY, false);
            }
            self.catch();
            self.target.jump_if(self.code, true, regs.result, BODY, true);
        }
        if self.is_generator {
            self.target.load_place(self.code, regs.temps[0], catch::EXCEPTION);
            self.target.store_word(self.code, regs.temps[0], self.state_register(), code_state::SIZE);
            self.target.load_immediate(self.code, regs.own_result, ReturnKind::Exception as i64);
            self.target.exit(self.code);
        } else {
            self.restore_globals();
            self.target.load_place(self.code, regs.arguments[0], catch::EXCEPTION);
            self.call(Entry::Raise);
        }
        self.place(BODY);
        if self.is_generator {
            self.load_state(regs.temps[0], self.code_state_start + code_state::RESUME);
            self.target.jump_to(self.code, regs.temps[0]);
            self.start_offset = self.code.position();
            self.raise_thrown();
        }
    }

    /// Raises what has been thrown into the generator, if anything.
    pub(super) fn raise_thrown(&mut self) {
        self.target.load_place(self.code, self.regs.arguments[0], self.thrown_place());
        self.clear_place(self.thrown_place(), self.regs.arguments[1]);
        self.call(Entry::Raise);
    }

    /// Goes to the end of the function.
    pub(super) fn leave(&mut self) {
        let n_blocks = self.blocks.len();
        self.unwind_jump(EXIT, n_blocks);
    }

    /// Where a generator goes on, kept for the next time.
    pub(super) fn set_resume(&mut self, label: Label) {
        self.target.load_label_address(self.code, self.regs.temps[0], label);
        self.store_state(self.code_state_start + code_state::RESUME, self.regs.temps[0]);
    }

    /// Goes to the end of the generator as it is, to be entered again.
    pub(super) fn suspend(&mut self) {
        self.target.jump(self.code, EXIT);
    }

    /// The end of the function and its prelude; gives back where that is.
    pub(super) fn exit(&mut self) -> u32 {
        self.place(EXIT);
        if self.catches_all() {
            if !self.is_generator {
                let old = self.code_state_start + code_state::RESUME;
                self.load_state(self.regs.arguments[0], old);
                if !self.catches {
                    self.target.jump_if(self.code, true, self.regs.arguments[0], CATCH, false);
                }
                self.swap_globals();
            }
            self.call(Entry::NlrPop);
            if !self.is_generator && !self.catches {
                self.place(CATCH);
            }
            let result = self.result_place();
            self.target.load_place(self.code, self.regs.own_result, result);
        }
        self.target.exit(self.code);
        let prelude_offset = self.code.position();
        if !self.is_viper {
            self.prelude();
        }
        prelude_offset
    }

    fn prelude(&mut self) {
        let scope = self.scope;
        let mut info = Vec::new();
        write_uint(&mut info, self.tables.qstrs.intern(scope.name).0.into());
        for name in scope.argument_names() {
            write_uint(&mut info, self.tables.qstrs.intern(name).0.into());
        }
        let cells = scope.cells();
        let mut prelude = Vec::new();
        let signature = Signature {
            n_state: self.n_state,
            n_exc_stack: 0,
            scope_flags: scope.flags,
            n_pos_args: scope.n_pos_args,
            n_kwonly_args: scope.n_kwonly_args,
            n_def_pos_args: scope.n_default_pos_args,
        };
        signature.write(&mut prelude);
        Sizes { n_info: info.len() as u32, n_cells: cells.len() as u32 }.write(&mut prelude);
        prelude.extend_from_slice(&info);
        prelude.extend_from_slice(&cells);
        self.code.push(&prelude);
    }
}

//! One function: its frame, what its passes share, and what comes before and after its instructions.
//!
//! The frame of a function, in words. What is in brackets is there only if the function needs it.
//!
//! ```text
//! native:     [catch: saved registers | result | [unwind]]  code state  operands …        … variables
//! generator:   catch: saved registers | result | unwind | thrown
//!              and on the heap                              code state  operands …        … variables
//! viper:      [catch: saved registers | result | [unwind]]  [function [old globals]]  operands …  … variables
//! ```
//! Variable 0 is the last word. Exceptions that may have to be raised again are kept between operands and variables. The first two variables are in registers instead, if no exception is caught: registers
//! are restored to what they were when catching started.

use alloc::{string::String, vec::Vec};

use mpy_format::mpy::ScopeFlags;
use mpy_format::native::Entry;
use mpy_format::operand::write_uint;
use mpy_format::prelude::{Signature, Sizes};
use mpy_format::{Body, CodeKind, Constant, RawCode, Viper};

use super::block::Blocks;
use super::value::{Stack, Type};
use super::{Arithmetic, Machine, Reg, Registers, Target};
use crate::asm::{Code, Pass};
use crate::emit::error::Refusal;
use crate::emit::{EmitError, Instruction, Label, Program, Tables};
use crate::scope::{BindingKind, LocalSlot, Scope, ScopeId};

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

/// How a generator says that it is done, has yielded, or has raised.
#[derive(Clone, Copy)]
pub(super) enum ReturnKind {
    Normal = 0,
    Yield = 1,
    Exception = 2,
}

/// Variables that can be in registers.
pub(super) const N_REGISTER_VARIABLES: u32 = 2;
/// Labels that are reserved in every function for entry and exit.
const EXIT: Label = Label(0);
const CATCH: Label = Label(1);
const BODY: Label = Label(2);
const CAUGHT: Label = Label(3);
const WRONG_ARGUMENTS: Label = Label(4);
const RIGHT_ARGUMENTS: Label = Label(5);

/// What is kept from one function to the next, to be used again.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub code: Code,
    pub stack: Stack,
    pub types: Vec<Type>,
    pub blocks: Blocks,
}

/// The function that is compiled.
pub(super) struct FunctionEmitter<'a> {
    pub program: &'a Program,
    pub tables: &'a mut Tables,
    pub scope: &'a Scope,
    pub scope_id: ScopeId,
    pub target: &'a mut dyn Target,
    pub machine: &'static Machine,
    pub regs: &'static Registers,
    pub code: &'a mut Code,
    pub stack: &'a mut Stack,
    /// Of the variables, by slot.
    pub types: &'a mut Vec<Type>,
    pub blocks: &'a mut Blocks,
    pub is_viper: bool,
    pub is_generator: bool,
    /// Whether an exception is caught in it.
    pub catches: bool,
    /// Whether a `raise` without an exception is in it, so that handlers keep theirs.
    raises_again: bool,
    /// Whether it has to see to it that the globals are its module's.
    refers_to_globals: bool,
    /// Whether it uses objects of the constant table, or functions.
    pub has_constants: bool,
    /// The type of what is left on the stack by a jump that keeps it.
    pub kept_kind: Type,
    /// Operands and variables.
    n_state: u32,
    /// Words before the code state.
    code_state_start: u32,
    /// Words before the operands, in the frame or in what a generator has on the heap.
    stack_start: u32,
    /// Where a generator starts, from the pass before.
    start_offset: u32,
    /// How many functions it has made so far.
    pub n_children: u32,
    /// An error of types: the last one counts.
    refusal: Option<String>,
    /// Its line, once it is known.
    line: u32,
    /// How deep the stack was where each list began that is open.
    lists: Vec<usize>,
    /// Something that is not done at all; that ends everything.
    pub unsupported: Option<&'static str>,
}

impl<'a> FunctionEmitter<'a> {
    pub fn new(
        program: &'a Program,
        tables: &'a mut Tables,
        scope_id: ScopeId,
        target: &'a mut dyn Target,
        buffers: &'a mut Buffers,
    ) -> FunctionEmitter<'a> {
        let scope = &program.scopes[scope_id];
        let function = &program.functions[scope_id.index()];
        let machine = target.machine();
        let is_viper = scope.code_kind == CodeKind::Viper;
        let has_children = !function.children.is_empty();
        let refers_to_globals = scope.bindings.iter().any(|binding| {
            let is_cast = is_viper && super::cast_from_name(program.names.text(binding.symbol)).is_some_and(is_number);
            binding.kind == BindingKind::GlobalExplicit && !is_cast
        });
        FunctionEmitter {
            program,
            tables,
            scope,
            scope_id,
            target,
            machine,
            regs: &machine.registers,
            code: &mut buffers.code,
            stack: &mut buffers.stack,
            types: &mut buffers.types,
            blocks: &mut buffers.blocks,
            is_viper,
            is_generator: scope.flags.contains(ScopeFlags::GENERATOR),
            catches: function.n_blocks > 0,
            raises_again: function.n_blocks > 0 && program.code(scope_id).contains(&Instruction::Raise(0)),
            refers_to_globals: refers_to_globals || has_children,
            has_constants: has_children,
            kept_kind: Type::OBJECT,
            n_state: 0,
            code_state_start: 0,
            stack_start: 0,
            start_offset: 0,
            n_children: 0,
            refusal: None,
            line: 0,
            lists: Vec::new(),
            unsupported: None,
        }
    }

    /// Finds out how deep its stack is, which is left in the buffers, and whether it uses constants.
    pub fn measure(mut self) -> Result<bool, EmitError> {
        self.pass(Pass::Measure, "")?;
        Ok(self.has_constants)
    }

    /// Compiles it, measuring it first if that has not been done.
    pub fn emit(mut self, name: &str, has_constants: Option<bool>) -> Result<RawCode, EmitError> {
        match has_constants {
            Some(has_constants) => {
                self.target.start_pass(Pass::Measure);
                self.has_constants = has_constants;
            }
            None => {
                self.pass(Pass::Measure, name)?;
            }
        }
        let prelude_offset = loop {
            self.pass(Pass::Size, name)?;
            if self.target.needs_another_round() {
                continue;
            }
            let prelude_offset = self.pass(Pass::Final, name)?;
            if !self.target.needs_another_round() {
                break prelude_offset;
            }
        };
        if let Some(error) = self.code.take_error() {
            let span = self.program.functions[self.scope_id.index()].span;
            return Err(EmitError::OutOfRange { error, span });
        }
        let body = if self.is_viper { Body::Viper(Viper::default()) } else { Body::Native { prelude_offset } };
        Ok(RawCode { code: self.code.bytes().to_vec(), body, children: Vec::new() })
    }

    /// Writes it once; gives back where its prelude is.
    fn pass(&mut self, pass: Pass, name: &str) -> Result<u32, EmitError> {
        self.code.take_error();
        self.code.start(pass, self.program.functions[self.scope_id.index()].n_labels);
        self.target.start_pass(pass);
        self.stack.clear();
        self.blocks.clear();
        self.n_children = 0;
        self.start_types();
        self.entry(name);
        self.instructions()?;
        let prelude_offset = self.exit();
        self.target.end_pass(self.code);
        match self.refusal.take() {
            Some(text) => {
                let function = &self.program.functions[self.scope_id.index()];
                let line = if self.line != 0 { self.line } else { function.line };
                Err(EmitError::WrongType(Refusal::new(text, function.span, line)))
            }
            None => {
                debug_assert_eq!(self.stack.depth(), 0, "a function ends with an empty stack");
                Ok(prelude_offset)
            }
        }
    }

    fn instructions(&mut self) -> Result<(), EmitError> {
        let program = self.program;
        let code = program.code(self.scope_id);
        let mut next = 0;
        while let Some(&instruction) = code.get(next) {
            next += 1;
            match instruction {
                Instruction::StartItems => self.lists.push(self.stack.depth()),
                Instruction::EndItem(line) if self.refusal.is_some() => {
                    if self.line == 0 {
                        self.line = line;
                    }
                    next += items_left(&code[next..]);
                }
                Instruction::EndItems(n_values) => self.end_items(n_values as usize),
                _ => self.instruction(instruction),
            }
            if let Some(text) = self.unsupported {
                let span = program.functions[self.scope_id.index()].span;
                return Err(EmitError::Unsupported { text, span });
            }
        }
        Ok(())
    }

    /// The end of a list of nodes. If an error has ended it before, values are missing.
    fn end_items(&mut self, n_values: usize) {
        let start = self.lists.pop().unwrap_or_default();
        let depth = self.stack.depth();
        self.stack.push_places(Type::OBJECT, (start + n_values).saturating_sub(depth));
    }

    /// Whether an exception that ends the function has to be caught, to clean up.
    pub fn catches_all(&self) -> bool {
        self.catches || self.is_generator || self.refers_to_globals
    }

    /// Whether the first variables are in registers.
    fn has_register_variables(&self) -> bool {
        !self.catches && !self.is_generator
    }

    /// The register of a variable, if it is in one.
    pub fn variable_register(&self, slot: LocalSlot) -> Option<Reg> {
        let is_in_register = slot.0 < N_REGISTER_VARIABLES && self.has_register_variables();
        is_in_register.then(|| self.regs.locals[slot.0 as usize])
    }

    /// The place of a variable.
    pub fn variable_place(&self, slot: LocalSlot) -> u32 {
        self.stack_start + self.n_state - 1 - slot.0
    }

    /// The place of the value at an index of the operand stack.
    pub fn operand_place(&self, index: usize) -> u32 {
        self.stack_start + index as u32
    }

    /// The place of the exception that the handler of a block at this depth has got, if it has to be kept: above the
    /// operands.
    pub fn handled_place(&self, depth: usize) -> Option<u32> {
        self.raises_again.then(|| self.operand_place(self.stack.max_depth() + depth))
    }

    /// The place of the function object.
    pub fn function_place(&self) -> u32 {
        self.code_state_start + code_state::FUNCTION
    }

    fn catch_size(&self) -> u32 {
        self.machine.n_saved_registers + catch::N_OTHER_WORDS
    }

    /// Where the result is kept while the function is cleaned up.
    pub fn result_place(&self) -> u32 {
        self.catch_size()
    }

    /// Where a jump out of a block with a `finally` leads.
    pub fn unwind_place(&self) -> u32 {
        self.catch_size() + 1
    }

    /// The exception that is thrown into a generator.
    pub fn thrown_place(&self) -> u32 {
        self.catch_size() + 2
    }

    /// Where to go with an exception.
    pub fn handler_place(&self) -> u32 {
        self.machine.saved_local
    }

    /// The register with the state of a generator.
    fn state_register(&self) -> Reg {
        self.regs.locals[1]
    }

    /// Writes a register to a place of the function, which generators have on the heap.
    pub fn store_state(&mut self, place: u32, from: Reg) {
        if self.is_generator {
            self.target.store_word(self.code, from, self.state_register(), place);
        } else {
            self.target.store_place(self.code, place, from);
        }
    }

    /// Reads such a place.
    pub fn load_state(&mut self, to: Reg, place: u32) {
        if self.is_generator {
            self.target.load_word(self.code, to, self.state_register(), place);
        } else {
            self.target.load_place(self.code, to, place);
        }
    }

    /// The address of such a place.
    pub fn load_state_address(&mut self, to: Reg, place: u32) {
        if self.is_generator {
            self.target.load_immediate(self.code, to, i64::from(place * self.machine.word_size));
            self.target.arithmetic(self.code, Arithmetic::Add, to, self.state_register());
        } else {
            self.target.load_place_address(self.code, to, place);
        }
    }

    /// Makes a place of the frame null, by way of a register.
    pub fn clear_place(&mut self, place: u32, via: Reg) {
        let zero = match self.regs.zero {
            Some(zero) => zero,
            None => {
                self.target.clear(self.code, via);
                via
            }
        };
        self.target.store_place(self.code, place, zero);
    }

    fn start_types(&mut self) {
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

    fn entry(&mut self, name: &str) {
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
        for slot in (0..self.scope.n_locals.min(N_REGISTER_VARIABLES)).map(LocalSlot) {
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
        let last = N_REGISTER_VARIABLES - 1;
        let has_rest = n_arguments > N_REGISTER_VARIABLES;
        let mut n_in_registers = 0;
        if self.has_register_variables() {
            n_in_registers = scope.n_locals.min(N_REGISTER_VARIABLES) - u32::from(has_rest);
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
        let arguments = regs.locals[last as usize];
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
                Some(reg) if slot.0 != last || !has_rest => self.target.move_register(self.code, reg, from),
                Some(_) | None => self.store_state(self.variable_place(slot), from),
            }
        }
        if has_rest && self.has_register_variables() {
            let place = self.variable_place(LocalSlot(last));
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
    pub fn set_place_to_label(&mut self, place: u32, label: Label) {
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
    pub fn raise_thrown(&mut self) {
        self.target.load_place(self.code, self.regs.arguments[0], self.thrown_place());
        self.clear_place(self.thrown_place(), self.regs.arguments[1]);
        self.call(Entry::Raise);
    }

    /// Goes to the end of the function.
    pub fn leave(&mut self) {
        let n_blocks = self.blocks.len();
        self.unwind_jump(EXIT, n_blocks);
    }

    /// Where a generator goes on, kept for the next time.
    pub fn set_resume(&mut self, label: Label) {
        self.target.load_label_address(self.code, self.regs.temps[0], label);
        self.store_state(self.code_state_start + code_state::RESUME, self.regs.temps[0]);
    }

    /// Goes to the end of the generator as it is, to be entered again.
    pub fn suspend(&mut self) {
        self.target.jump(self.code, EXIT);
    }

    /// The end of the function and its prelude; gives back where that is.
    fn exit(&mut self) -> u32 {
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

    /// An error of types.
    pub fn refuse(&mut self, text: String) {
        self.refusal = Some(text);
    }

    fn instruction(&mut self, instruction: Instruction) {
        match instruction {
            Instruction::Line(_) => {}
            Instruction::StartItems | Instruction::EndItem(_) | Instruction::EndItems(_) => {}
            Instruction::Label(label) => self.place(label),
            Instruction::AdjustStack(by) => self.adjust_stack(by),
            Instruction::Load(id) => self.load(id),
            Instruction::Store(id) => self.store(id),
            Instruction::Delete(id) => self.delete(id),
            Instruction::LoadSelf => self.load_self(),
            Instruction::LoadClassCell(id) => self.load_class_cell(id),
            Instruction::LoadGlobal(name) => self.load_global(name),
            Instruction::ImportName(name) => self.import_name(name),
            Instruction::ImportFrom(name) => self.import_from(name),
            Instruction::ImportStar => self.import_star(),
            Instruction::LoadSingleton(value) => self.load_singleton(value),
            Instruction::LoadSmallInt(value) => self.push_immediate(Type::INT, value),
            Instruction::LoadStr(text) => self.load_str(text),
            Instruction::LoadConstant(index) => self.load_constant(index),
            Instruction::LoadNull => self.push_immediate(Type::OBJECT, 0),
            Instruction::LoadMethod { name, is_super } => self.load_method(name, is_super),
            Instruction::LoadBuildClass => self.load_build_class(),
            Instruction::Subscript(access) => self.subscript(access),
            Instruction::Attribute(access, name) => self.attribute(access, name),
            Instruction::DupTop => self.dup_top(),
            Instruction::DupTopTwo => self.dup_top_two(),
            Instruction::PopTop => self.stack.drop(1),
            Instruction::RotTwo => self.rot_two(),
            Instruction::RotThree => self.rot_three(),
            Instruction::Jump(label) => self.jump(label),
            Instruction::PopJumpIf(condition, label) => self.jump_if(condition, label, true),
            Instruction::JumpIfOrPop(condition, label) => self.jump_if(condition, label, false),
            Instruction::UnwindJump { label, n_blocks, drops_iterator: _ } => {
                self.unwind_jump(label, n_blocks as usize);
            }
            Instruction::SetupBlock(block, label) => self.setup_block(block, label),
            Instruction::WithCleanup { handler, labels } => self.with_cleanup(handler, labels),
            Instruction::AsyncWithCleanup { labels, base_exception: _ } => self.async_with_cleanup(labels),
            Instruction::EndFinally(label) => self.end_finally(label),
            Instruction::GetIter { on_stack } => self.get_iter(on_stack),
            Instruction::ForIter(label) => self.for_iter(label),
            Instruction::ForIterEnd => self.stack.drop(super::call::ITERATOR_SLOTS),
            Instruction::PopExceptJump { label, in_handler } => self.pop_except_jump(label, in_handler),
            Instruction::Unary(op) => self.unary(op),
            Instruction::Binary(op) => self.binary(op, false),
            Instruction::BinaryNot(op) => self.binary(op, true),
            Instruction::Build(what, n) => self.build(what, n),
            Instruction::StoreMap => self.store_map(),
            Instruction::StoreComprehension(collection, depth) => self.store_comprehension(collection, depth),
            Instruction::UnpackSequence(n) => self.unpack(Entry::UnpackSequence, n, n as usize),
            Instruction::UnpackEx(before, after) => {
                self.unpack(Entry::UnpackEx, before | after << 8, (before + after + 1) as usize);
            }
            Instruction::MakeFunction { scope, has_defaults } => self.make_function(scope, has_defaults),
            Instruction::CallFunction(arguments) => self.call_function(arguments),
            Instruction::CallMethod(arguments) => self.call_method(arguments),
            Instruction::ReturnValue => self.return_value(),
            Instruction::Raise(n) => self.raise(n),
            Instruction::Yield(label) => self.yield_value(label),
            Instruction::YieldFrom(labels) => self.yield_from(labels),
            Instruction::StartExceptHandler => self.start_except_handler(),
            Instruction::EndExceptHandler => {}
        }
    }
}

/// How many instructions are left before the end of the current list.
fn items_left(code: &[Instruction]) -> usize {
    let mut n_open = 0_usize;
    for (index, instruction) in code.iter().enumerate() {
        match instruction {
            Instruction::StartItems => n_open += 1,
            Instruction::EndItems(_) if n_open == 0 => return index,
            Instruction::EndItems(_) => n_open -= 1,
            _ => {}
        }
    }
    code.len()
}

fn is_number(kind: mpy_format::native::NativeType) -> bool {
    kind >= mpy_format::native::NativeType::Int
}

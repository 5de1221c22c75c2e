//! One function: what its passes share, and which method each of its instructions is.

use alloc::{string::String, vec::Vec};

use mpy_format::mpy::ScopeFlags;
use mpy_format::native::Entry;
use mpy_format::{Body, CodeKind, RawCode, Viper};

use super::block::Blocks;
use super::register::{self, Chosen};
use super::value::{Stack, Type};
use super::{Machine, Reg, Registers, Target};
use crate::asm::{Code, Pass};
use crate::emit::error::Refusal;
use crate::emit::{EmitError, Instruction, Label, Program, Tables};
use crate::optimize::{self, Passes};
use crate::scope::{BindingKind, Scope, ScopeId};

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
    pub passes: Passes,
    pub is_viper: bool,
    pub is_generator: bool,
    /// The variables that are in registers, if any can be.
    pub in_registers: Chosen,
    /// Whether an exception is caught in it.
    pub catches: bool,
    /// Whether a `raise` without an exception is in it, so that handlers keep theirs.
    pub raises_again: bool,
    /// Whether it has to see to it that the globals are its module's.
    pub refers_to_globals: bool,
    /// Whether it uses objects of the constant table, or functions.
    pub has_constants: bool,
    /// The type of what is left on the stack by a jump that keeps it.
    pub kept_kind: Type,
    /// Operands and variables.
    pub n_state: u32,
    /// Words before the code state.
    pub code_state_start: u32,
    /// Words before the operands, in the frame or in what a generator has on the heap.
    pub stack_start: u32,
    /// Where a generator starts, from the pass before.
    pub start_offset: u32,
    /// Labels that are used so far in this pass.
    pub n_labels: u32,
    /// The register that a number had better be made in.
    pub wanted: Option<Reg>,
    /// The instruction that has just been compiled.
    pub previous: Option<Instruction>,
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
        passes: Passes,
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
            passes,
            is_viper,
            is_generator: scope.flags.contains(ScopeFlags::GENERATOR),
            in_registers: if passes.contains(optimize::Pass::Register) {
                // An argument of boxed code is in its place first.
                register::choose(program, scope_id, if is_viper { 1 } else { 2 })
            } else {
                register::FIRST
            },
            catches: function.n_blocks > 0,
            raises_again: function.n_blocks > 0 && program.code(scope_id).contains(&Instruction::Raise(0)),
            refers_to_globals: refers_to_globals || has_children,
            has_constants: has_children,
            kept_kind: Type::OBJECT,
            n_state: 0,
            code_state_start: 0,
            stack_start: 0,
            start_offset: 0,
            n_labels: 0,
            wanted: None,
            previous: None,
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
        self.code.shorten_jumps(self.passes.contains(optimize::Pass::Branch));
        let prelude_offset = loop {
            self.pass(Pass::Size, name)?;
            if self.target.needs_another_round() {
                continue;
            }
            let prelude_offset = self.pass(Pass::Final, name)?;
            // Both are to know that there is another one.
            if !(self.target.needs_another_round() | self.code.needs_another_round()) {
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
        self.n_labels = self.program.functions[self.scope_id.index()].n_labels;
        self.code.start(pass, self.n_labels);
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
            self.wanted = self.wanted_by(code.get(next));
            match instruction {
                Instruction::StartItems => self.lists.push(self.stack.depth()),
                Instruction::EndItem(line) if self.refusal.is_some() => {
                    if self.line == 0 {
                        self.line = line;
                    }
                    next += items_left(&code[next..]);
                }
                Instruction::EndItems(n_values) => self.end_items(n_values as usize),
                Instruction::DupTop if self.dup_and_store(code.get(next)) => next += 1,
                _ if self.compare_and_jump(instruction, code.get(next)) => next += 1,
                _ => self.instruction(instruction),
            }
            self.previous = Some(instruction);
            if let Some(text) = self.unsupported {
                let span = program.functions[self.scope_id.index()].span;
                return Err(EmitError::Unsupported { text, span });
            }
        }
        Ok(())
    }

    /// A label of the emitter's own.
    pub fn new_label(&mut self) -> Label {
        self.n_labels += 1;
        self.code.add_label();
        Label(self.n_labels - 1)
    }

    /// The register of a variable that the next instruction stores to.
    fn wanted_by(&self, next: Option<&Instruction>) -> Option<Reg> {
        let Some(&Instruction::Store(id)) = next else { return None };
        let binding = &self.scope.bindings[id];
        if binding.kind != BindingKind::Local || !self.passes.contains(optimize::Pass::Register) {
            return None;
        }
        self.variable_register(binding.slot)
    }

    /// Compiles a copy and what stores it as one, if it is stored in a variable. Tells whether it has.
    fn dup_and_store(&mut self, store: Option<&Instruction>) -> bool {
        let Some(&Instruction::Store(id)) = store else { return false };
        let binding = &self.scope.bindings[id];
        let is_variable = binding.kind == BindingKind::Local && self.passes.contains(optimize::Pass::Keep);
        if is_variable {
            self.store_copy(binding);
        }
        is_variable
    }

    /// The end of a list of nodes. If an error has ended it before, values are missing.
    fn end_items(&mut self, n_values: usize) {
        let start = self.lists.pop().unwrap_or_default();
        let depth = self.stack.depth();
        self.stack.push_places(Type::OBJECT, (start + n_values).saturating_sub(depth));
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

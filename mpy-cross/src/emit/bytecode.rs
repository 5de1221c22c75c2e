//! The back end for the virtual machine.

use alloc::vec::Vec;

use mpy_format::operand::{TinyInt, write_uint};
use mpy_format::operator::{BinaryOp, UnaryOp};
use mpy_format::prelude::{Signature, Sizes};
use mpy_format::{Opcode, RawCode};

use super::effect::ITERATOR_SLOTS;
use super::layout::{Mark, MarkKind, lay_out};
use super::{
    Access, Arguments, Block, Build, Collection, Emit, EmitError, Instruction, Label, Program, QstrIndex, Qstrs,
    Singleton, Tables,
};
use crate::scope::{BindingId, BindingKind, LocalSlot, Scope, ScopeId};

/// Most locals that have loads and stores of one byte.
const N_SHORT_LOCALS: u32 = 16;

/// The bytecode back end, with the buffers that one function leaves to the next.
#[derive(Debug, Default)]
pub struct Bytecode {
    code: Vec<u8>,
    marks: Vec<Mark>,
    info: Vec<u8>,
}

impl Emit for Bytecode {
    fn emit(&mut self, program: &Program, tables: &mut Tables, scope_id: ScopeId) -> Result<RawCode, EmitError> {
        self.code.clear();
        self.marks.clear();
        self.info.clear();
        let qstrs = &mut tables.qstrs;
        let scope = &program.scopes[scope_id];
        let function = &program.functions[scope_id.index()];

        write_uint(&mut self.info, qstrs.intern(scope.name).0.into());
        for name in scope.argument_names() {
            write_uint(&mut self.info, qstrs.intern(name).0.into());
        }

        let mut encoder = Encoder {
            program,
            qstrs,
            scope,
            code: &mut self.code,
            marks: &mut self.marks,
            depth: 0,
            max_depth: 0,
            is_dead: false,
            n_children: 0,
        };
        for &instruction in program.code(scope_id) {
            let depth = encoder.depth;
            encoder.instruction(instruction);
            debug_assert_eq!(encoder.depth - depth, instruction.effect(), "{instruction:?}");
        }
        debug_assert_eq!(encoder.depth, 0, "a function ends with an empty stack");
        let n_state = (scope.n_locals + encoder.max_depth as u32).max(1);

        let mut bytecode = Vec::new();
        lay_out(&self.code, &self.marks, function.n_labels, &mut self.info, &mut bytecode)?;

        let cells = scope.cells();
        let mut code = Vec::with_capacity(16 + self.info.len() + cells.len() + bytecode.len());
        let signature = Signature {
            n_state,
            n_exc_stack: function.n_blocks,
            scope_flags: scope.flags,
            n_pos_args: scope.n_pos_args,
            n_kwonly_args: scope.n_kwonly_args,
            n_def_pos_args: scope.n_default_pos_args,
        };
        signature.write(&mut code);
        Sizes { n_info: self.info.len() as u32, n_cells: cells.len() as u32 }.write(&mut code);
        code.extend_from_slice(&self.info);
        code.extend_from_slice(&cells);
        code.extend_from_slice(&bytecode);
        Ok(RawCode::bytecode(code, Vec::new()))
    }
}

/// Writes the instructions of one function, every jump in its long form.
struct Encoder<'a> {
    program: &'a Program,
    qstrs: &'a mut Qstrs,
    scope: &'a Scope,
    code: &'a mut Vec<u8>,
    marks: &'a mut Vec<Mark>,
    /// Values on the stack.
    depth: i32,
    max_depth: i32,
    /// After a jump and before the next label nothing is written, but it still counts for the depth and the tables.
    is_dead: bool,
    n_children: u32,
}

impl Encoder<'_> {
    fn instruction(&mut self, instruction: Instruction) {
        match instruction {
            Instruction::Line(line) => self.mark(MarkKind::Line(line)),
            Instruction::StartItems | Instruction::EndItem(_) | Instruction::EndItems(_) => {}
            Instruction::Label(label) => self.label(label),
            Instruction::AdjustStack(by) => self.adjust(by),

            Instruction::Load(id) => self.load(id),
            Instruction::Store(id) => self.store(id),
            Instruction::Delete(id) => self.delete(id),
            Instruction::LoadSelf => {
                let first = self.scope.first_parameter().expect("lowering checks that there is one");
                self.load_local(first.kind, first.slot);
            }
            Instruction::LoadClassCell(id) => self.load_class_cell(id),
            Instruction::LoadGlobal(name) => self.op_qstr(Opcode::LoadGlobal, 1, name),

            Instruction::ImportName(name) => self.op_qstr(Opcode::ImportName, -1, name),
            Instruction::ImportFrom(name) => self.op_qstr(Opcode::ImportFrom, 1, name),
            Instruction::ImportStar => self.op(Opcode::ImportStar, -1),

            Instruction::LoadSingleton(value) => self.load_singleton(value),
            Instruction::LoadSmallInt(value) => self.load_small_int(value),
            Instruction::LoadStr(text) => self.op_qstr(Opcode::LoadConstString, 1, text),
            Instruction::LoadConstant(index) => self.op_uint(Opcode::LoadConstObj, 1, index.0),
            Instruction::LoadNull => self.op(Opcode::LoadNull, 1),
            Instruction::LoadMethod { name, is_super: false } => self.op_qstr(Opcode::LoadMethod, 1, name),
            Instruction::LoadMethod { name, is_super: true } => self.op_qstr(Opcode::LoadSuperMethod, -1, name),
            Instruction::LoadBuildClass => self.op(Opcode::LoadBuildClass, 1),

            Instruction::Subscript(access) => self.subscript(access),
            Instruction::Attribute(access, name) => self.attribute(access, name),

            Instruction::DupTop => self.op(Opcode::DupTop, 1),
            Instruction::DupTopTwo => self.op(Opcode::DupTopTwo, 2),
            Instruction::PopTop => self.op(Opcode::PopTop, -1),
            Instruction::RotTwo => self.op(Opcode::RotTwo, 0),
            Instruction::RotThree => self.op(Opcode::RotThree, 0),

            Instruction::Jump(label) => self.last_jump(Opcode::Jump, label),
            Instruction::PopJumpIf(true, label) => self.signed_jump(Opcode::PopJumpIfTrue, -1, label),
            Instruction::PopJumpIf(false, label) => self.signed_jump(Opcode::PopJumpIfFalse, -1, label),
            Instruction::JumpIfOrPop(true, label) => self.forward_jump(Opcode::JumpIfTrueOrPop, -1, label),
            Instruction::JumpIfOrPop(false, label) => self.forward_jump(Opcode::JumpIfFalseOrPop, -1, label),
            Instruction::UnwindJump { label, n_blocks, drops_iterator } => {
                self.unwind_jump(label, n_blocks, drops_iterator);
            }
            Instruction::SetupBlock(Block::With, label) => self.forward_jump(Opcode::SetupWith, 2, label),
            Instruction::SetupBlock(Block::Except, label) => self.forward_jump(Opcode::SetupExcept, 0, label),
            Instruction::SetupBlock(Block::Finally, label) => self.forward_jump(Opcode::SetupFinally, 0, label),
            Instruction::WithCleanup { handler, labels: _ } => self.with_cleanup(handler),
            Instruction::AsyncWithCleanup { labels, base_exception } => {
                self.async_with_cleanup(labels, base_exception);
            }
            Instruction::EndFinally(_) => self.op(Opcode::EndFinally, -1),
            Instruction::GetIter { on_stack: true } => self.op(Opcode::GetIterStack, ITERATOR_SLOTS - 1),
            Instruction::GetIter { on_stack: false } => self.op(Opcode::GetIter, 0),
            Instruction::ForIter(label) => self.forward_jump(Opcode::ForIter, 1, label),
            Instruction::ForIterEnd => self.adjust(-ITERATOR_SLOTS),
            Instruction::PopExceptJump { label, in_handler: _ } => {
                self.forward_jump(Opcode::PopExceptJump, 0, label);
                self.is_dead = true;
            }

            Instruction::Unary(operator) => self.op_in_family(Opcode::UnaryOpMulti, operator.number(), 0),
            Instruction::Binary(operator) => self.binary(operator),
            Instruction::BinaryNot(operator) => {
                self.binary(operator);
                self.op_in_family(Opcode::UnaryOpMulti, UnaryOp::Not.number(), 0);
            }
            Instruction::Build(what, n) => self.build(what, n),
            Instruction::StoreMap => self.op(Opcode::StoreMap, -2),
            Instruction::StoreComprehension(collection, depth) => self.store_comprehension(collection, depth),
            Instruction::UnpackSequence(n) => self.op_uint(Opcode::UnpackSequence, n as i32 - 1, n),
            Instruction::UnpackEx(before, after) => {
                self.op_uint(Opcode::UnpackEx, (before + after) as i32, before | after << 8);
            }

            Instruction::MakeFunction { scope, has_defaults } => self.make_function(scope, has_defaults),
            Instruction::CallFunction(arguments) => {
                self.call(Opcode::CallFunction, Opcode::CallFunctionVarKw, 0, arguments);
            }
            Instruction::CallMethod(arguments) => self.call(Opcode::CallMethod, Opcode::CallMethodVarKw, -1, arguments),
            Instruction::ReturnValue => self.last(Opcode::ReturnValue, -1),
            Instruction::Raise(n) => {
                let opcode = match n {
                    0 => Opcode::RaiseLast,
                    1 => Opcode::RaiseObj,
                    _ => Opcode::RaiseFrom,
                };
                self.last(opcode, -(n as i32));
            }
            Instruction::Yield(_) => self.op(Opcode::YieldValue, 0),
            Instruction::YieldFrom(_) => self.op(Opcode::YieldFrom, -1),

            // The exception, and three places for what a jump out of the handler leaves on the stack.
            Instruction::StartExceptHandler => self.adjust(4),
            Instruction::EndExceptHandler => self.adjust(-3),
        }
    }

    fn adjust(&mut self, by: i32) {
        self.depth += by;
        self.max_depth = self.max_depth.max(self.depth);
    }

    fn mark(&mut self, kind: MarkKind) {
        self.marks.push(Mark { at: self.code.len() as u32, kind });
    }

    fn label(&mut self, label: Label) {
        self.is_dead = false;
        self.mark(MarkKind::Label(label));
    }

    fn byte(&mut self, byte: u8) {
        if !self.is_dead {
            self.code.push(byte);
        }
    }

    fn op(&mut self, opcode: Opcode, effect: i32) {
        self.op_in_family(opcode, 0, effect);
    }

    /// An opcode that carries its operand: the first of its family and the operand's index.
    fn op_in_family(&mut self, first: Opcode, index: u8, effect: i32) {
        self.adjust(effect);
        self.byte(first as u8 + index);
    }

    fn op_uint(&mut self, opcode: Opcode, effect: i32, operand: u32) {
        self.op(opcode, effect);
        if !self.is_dead {
            write_uint(self.code, operand.into());
        }
    }

    fn op_qstr(&mut self, opcode: Opcode, effect: i32, name: QstrIndex) {
        self.op_uint(opcode, effect, name.0);
    }

    /// An operation after which the code does not go on.
    fn last(&mut self, opcode: Opcode, effect: i32) {
        self.op(opcode, effect);
        self.is_dead = true;
    }

    fn jump(&mut self, opcode: Opcode, effect: i32, target: Label, is_signed: bool) {
        self.adjust(effect);
        if !self.is_dead {
            self.mark(MarkKind::Jump { target, is_signed });
            self.code.extend_from_slice(&[opcode as u8, 0, 0]);
        }
    }

    fn signed_jump(&mut self, opcode: Opcode, effect: i32, target: Label) {
        self.jump(opcode, effect, target, true);
    }

    fn forward_jump(&mut self, opcode: Opcode, effect: i32, target: Label) {
        self.jump(opcode, effect, target, false);
    }

    fn last_jump(&mut self, opcode: Opcode, target: Label) {
        self.signed_jump(opcode, 0, target);
        self.is_dead = true;
    }

    fn load(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        let opcode = match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                Opcode::LoadName
            }
            BindingKind::GlobalExplicit => Opcode::LoadGlobal,
            BindingKind::Local | BindingKind::Cell | BindingKind::Free => {
                return self.load_local(binding.kind, binding.slot);
            }
        };
        let name = self.qstrs.intern(binding.symbol);
        self.op_qstr(opcode, 1, name);
    }

    fn load_local(&mut self, kind: BindingKind, slot: LocalSlot) {
        if kind == BindingKind::Local { self.load_slot(slot) } else { self.op_uint(Opcode::LoadDeref, 1, slot.0) }
    }

    /// What a slot holds as it is: a cell itself where there is one.
    fn load_slot(&mut self, slot: LocalSlot) {
        if slot.0 < N_SHORT_LOCALS {
            self.op_in_family(Opcode::LoadFastMulti, slot.0 as u8, 1);
        } else {
            self.op_uint(Opcode::LoadFastN, 1, slot.0);
        }
    }

    fn store(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        let slot = binding.slot.0;
        let opcode = match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                Opcode::StoreName
            }
            BindingKind::GlobalExplicit => Opcode::StoreGlobal,
            BindingKind::Local if slot < N_SHORT_LOCALS => {
                return self.op_in_family(Opcode::StoreFastMulti, slot as u8, -1);
            }
            BindingKind::Local => return self.op_uint(Opcode::StoreFastN, -1, slot),
            BindingKind::Cell | BindingKind::Free => return self.op_uint(Opcode::StoreDeref, -1, slot),
        };
        let name = self.qstrs.intern(binding.symbol);
        self.op_qstr(opcode, -1, name);
    }

    fn delete(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        let opcode = match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                Opcode::DeleteName
            }
            BindingKind::GlobalExplicit => Opcode::DeleteGlobal,
            BindingKind::Local => return self.op_uint(Opcode::DeleteFast, 0, binding.slot.0),
            BindingKind::Cell | BindingKind::Free => return self.op_uint(Opcode::DeleteDeref, 0, binding.slot.0),
        };
        let name = self.qstrs.intern(binding.symbol);
        self.op_qstr(opcode, 0, name);
    }

    fn load_class_cell(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        if binding.kind == BindingKind::Local {
            self.load_singleton(Singleton::None);
        } else {
            self.load_slot(binding.slot);
        }
    }

    fn load_singleton(&mut self, value: Singleton) {
        let opcode = match value {
            Singleton::False => Opcode::LoadConstFalse,
            Singleton::None => Opcode::LoadConstNone,
            Singleton::True => Opcode::LoadConstTrue,
        };
        self.op(opcode, 1);
    }

    fn load_small_int(&mut self, value: i64) {
        if (TinyInt::MIN..=TinyInt::MAX).contains(&value) {
            return self.op_in_family(Opcode::LoadConstSmallIntMulti, (value - TinyInt::MIN) as u8, 1);
        }
        self.op(Opcode::LoadConstSmallInt, 1);
        if self.is_dead {
            return;
        }
        // Seven bits a byte, the most significant first; bit 6 of the first byte is the sign.
        let mut n_groups = 1;
        while value >> (7 * n_groups - 1) != 0 && value >> (7 * n_groups - 1) != -1 {
            n_groups += 1;
        }
        for group in (0..n_groups).rev() {
            let more = if group > 0 { 0x80 } else { 0 };
            self.code.push((value >> (7 * group) & 0x7f) as u8 | more);
        }
    }

    fn subscript(&mut self, access: Access) {
        match access {
            Access::Load => self.op(Opcode::LoadSubscr, -1),
            Access::Store => self.op(Opcode::StoreSubscr, -3),
            Access::Delete => {
                self.op(Opcode::LoadNull, 1);
                self.op(Opcode::RotThree, 0);
                self.op(Opcode::StoreSubscr, -3);
            }
        }
    }

    fn attribute(&mut self, access: Access, name: QstrIndex) {
        match access {
            Access::Load => self.op_qstr(Opcode::LoadAttr, 0, name),
            Access::Store => self.op_qstr(Opcode::StoreAttr, -2, name),
            Access::Delete => {
                self.op(Opcode::LoadNull, 1);
                self.op(Opcode::RotTwo, 0);
                self.op_qstr(Opcode::StoreAttr, -2, name);
            }
        }
    }

    fn unwind_jump(&mut self, label: Label, n_blocks: u32, drops_iterator: bool) {
        if n_blocks == 0 {
            if drops_iterator {
                for _ in 0..ITERATOR_SLOTS {
                    self.byte(Opcode::PopTop as u8);
                }
            }
            return self.last_jump(Opcode::Jump, label);
        }
        self.signed_jump(Opcode::UnwindJump, 0, label);
        self.byte(if drops_iterator { 0x80 } else { 0 } | n_blocks as u8);
        self.is_dead = true;
    }

    fn with_cleanup(&mut self, label: Label) {
        self.load_singleton(Singleton::None);
        self.label(label);
        // Two more places are needed to call `__exit__`.
        self.op(Opcode::WithCleanup, 2);
        self.adjust(-4);
    }

    fn async_with_cleanup(&mut self, labels: Label, base_exception: QstrIndex) {
        let (finally, exit_quietly, unwind) = (labels, Label(labels.0 + 1), Label(labels.0 + 2));
        self.load_singleton(Singleton::None);
        self.op(Opcode::RotTwo, 0);
        self.last_jump(Opcode::Jump, exit_quietly);
        // An exception tells that one is on its way; anything else is the state of a `return` or a jump.
        self.label(finally);
        self.op(Opcode::DupTop, 1);
        self.op_qstr(Opcode::LoadGlobal, 1, base_exception);
        self.binary(BinaryOp::ExceptionMatch);
        self.signed_jump(Opcode::PopJumpIfFalse, -1, unwind);
    }

    fn binary(&mut self, operator: BinaryOp) {
        self.op_in_family(Opcode::BinaryOpMulti, operator.number(), -1);
    }

    fn build(&mut self, what: Build, n: u32) {
        let effect = 1 - n as i32;
        match what {
            Build::Tuple => self.op_uint(Opcode::BuildTuple, effect, n),
            Build::List => self.op_uint(Opcode::BuildList, effect, n),
            Build::Map => self.op_uint(Opcode::BuildMap, 1, n),
            Build::Set => self.op_uint(Opcode::BuildSet, effect, n),
            Build::Slice => self.op_uint(Opcode::BuildSlice, effect, n),
        }
    }

    fn store_comprehension(&mut self, collection: Collection, depth: u32) {
        let (n_values, tag) = match collection {
            Collection::List => (1, 0),
            Collection::Dict => (2, 1),
            Collection::Set => (1, 2),
        };
        self.op_uint(Opcode::StoreComp, -n_values, (depth + n_values as u32 - 1) << 2 | tag);
    }

    fn make_function(&mut self, scope: ScopeId, has_defaults: bool) {
        let child = self.n_children;
        self.n_children += 1;
        let defaults = if has_defaults { 2 } else { 0 };
        let captures = &self.program.scopes[scope].captures;
        if captures.is_empty() {
            let opcode = if has_defaults { Opcode::MakeFunctionDefargs } else { Opcode::MakeFunction };
            return self.op_uint(opcode, 1 - defaults, child);
        }
        for &id in captures {
            self.load_slot(self.scope.bindings[id].slot);
        }
        let opcode = if has_defaults { Opcode::MakeClosureDefargs } else { Opcode::MakeClosure };
        self.op_uint(opcode, 1 - defaults - captures.len() as i32, child);
        self.byte(captures.len() as u8);
    }

    fn call(&mut self, plain: Opcode, with_stars: Opcode, effect: i32, arguments: Arguments) {
        let Arguments { n_positional, n_keyword, has_star } = arguments;
        let opcode = if has_star { with_stars } else { plain };
        self.op_uint(opcode, effect - arguments.n_values(), n_keyword << 8 | n_positional);
    }
}

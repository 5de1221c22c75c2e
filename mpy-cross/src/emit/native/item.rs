//! Attributes and items, those of memory among them.

use mpy_format::native::{Entry, NativeType};

use super::function::FunctionEmitter;
use super::value::{Holder, Type};
use super::{Access, Arithmetic, Reg, Width, WrongType};
use crate::emit::{self, QstrIndex};
use crate::optimize::Pass;

/// What a subscript takes for the value that is loaded.
const SENTINEL: i64 = 4;

/// The size of what a pointer points to.
fn width(base: Type) -> Option<Width> {
    match base {
        Type::Native(NativeType::Ptr8) => Some(Width::Byte),
        Type::Native(NativeType::Ptr16) => Some(Width::Half),
        Type::Native(NativeType::Ptr32) => Some(Width::Word32),
        Type::Native(NativeType::Object | NativeType::Bool | NativeType::Int | NativeType::Uint | NativeType::Ptr)
        | Type::None
        | Type::Unbound
        | Type::Cast => None,
    }
}

impl FunctionEmitter<'_> {
    pub(super) fn attribute(&mut self, access: emit::Access, name: QstrIndex) {
        let [first, second, third, _] = self.regs.arguments;
        match access {
            emit::Access::Load => {
                self.pop_object_to(first);
                self.call_with_name(Entry::LoadAttr, name, second);
                self.push_result();
            }
            emit::Access::Store => {
                self.store_attribute();
                self.call_with_name(Entry::StoreAttr, name, second);
            }
            emit::Access::Delete => {
                self.pop_object_to(first);
                self.target.clear(self.code, third);
                self.call_with_name(Entry::StoreAttr, name, second);
            }
        }
    }

    /// `value base --`, into the registers of arguments.
    fn store_attribute(&mut self) {
        let [first, _, third, _] = self.regs.arguments;
        if self.peek_kind(0) != Type::OBJECT {
            self.put_objects(2, first);
        }
        if self.peek_kind(1) == Type::OBJECT {
            self.pop_to(first);
            self.pop_to(third);
            return;
        }
        let kind = self.load_operand(1, first);
        self.make_object(kind);
        self.target.move_register(self.code, third, self.regs.result);
        self.pop_to(first);
        self.stack.drop(1);
    }

    pub(super) fn subscript(&mut self, access: emit::Access) {
        match access {
            emit::Access::Load => self.load_item(),
            emit::Access::Store => self.store_item(),
            emit::Access::Delete => {
                let [base, index, value, _] = self.regs.arguments;
                self.objects_on_top(2);
                self.pop_to(index);
                self.pop_to(base);
                self.call_with(Entry::ObjSubscr, &[(value, 0)]);
            }
        }
    }

    /// `base index -- value`
    fn load_item(&mut self) {
        let [base, index, value, _] = self.regs.arguments;
        if self.peek_kind(1) != Type::OBJECT {
            return self.load_from_memory();
        }
        self.pop_object_to(index);
        self.pop_to(base);
        self.call_with(Entry::ObjSubscr, &[(value, SENTINEL)]);
        self.push_result();
    }

    /// `value base index --`
    fn store_item(&mut self) {
        let [base, index, value, _] = self.regs.arguments;
        if self.peek_kind(1) != Type::OBJECT {
            return self.store_to_memory();
        }
        if self.peek_kind(0) != Type::OBJECT || self.peek_kind(2) != Type::OBJECT {
            // Where they are is not used.
            self.pop_objects(3, base);
            self.stack.push_places(Type::OBJECT, 3);
        }
        self.pop_to(index);
        self.pop_to(base);
        self.pop_to(value);
        self.call(Entry::ObjSubscr);
    }

    /// The index on top, if it is a constant.
    fn constant_index(&self) -> Option<i64> {
        let top = self.stack.peek(0);
        match top.holder {
            Holder::Immediate(index) if top.kind == Type::INT => Some(index),
            Holder::Immediate(_) | Holder::Register(_) | Holder::Place | Holder::Variable(_) => None,
        }
    }

    /// Accesses memory at a constant index. Where there is no instruction with an offset, the address is made in
    /// `scratch`, which is free.
    fn access_at(&mut self, access: Access, width: Width, reg: Reg, base: Reg, index: i64, scratch: Reg) {
        if index == 0 || self.target.has_offset(access, width) {
            return self.target.access(self.code, access, width, reg, base, index);
        }
        if access == Access::Load {
            self.free_register(scratch);
        }
        self.target.load_immediate(self.code, scratch, index << width.log2());
        self.target.arithmetic(self.code, Arithmetic::Add, scratch, base);
        self.target.access(self.code, access, width, reg, scratch, 0);
    }

    fn load_from_memory(&mut self) {
        let [base_argument, index_argument, ..] = self.regs.arguments;
        let result = self.regs.result;
        if let Some(index) = self.constant_index() {
            self.stack.drop(1);
            let (kind, base) = self.pop_flexibly(base_argument, &[index_argument]);
            self.free_register(result);
            match width(kind) {
                Some(width) => self.access_at(Access::Load, width, result, base, index, index_argument),
                None => self.wrong_type(WrongType::LoadFrom(kind)),
            }
        } else {
            let (index_kind, index) = self.pop_flexibly(index_argument, &[base_argument]);
            let (kind, base) = self.pop_base(&[]);
            let result = self.wanted.unwrap_or(result);
            self.free_register(result);
            if !index_kind.is_integer() {
                self.wrong_type(WrongType::LoadIndex(index_kind));
            }
            match width(kind) {
                Some(width) => {
                    self.target.access_indexed(self.code, Access::Load, width, result, base, index);
                }
                None => self.wrong_type(WrongType::LoadFrom(kind)),
            }
            return self.push_register(Type::INT, result);
        }
        self.push_register(Type::INT, result);
    }

    /// Pops the base of an indexed access: where that may be any register, it stays where it is, if that is none of `not`.
    fn pop_base(&mut self, not: &[Reg]) -> (Type, Reg) {
        let base = self.regs.arguments[0];
        // What is last among the scratch registers may be used for the index.
        if self.passes.contains(Pass::Keep)
            && self.target.keeps_base()
            && self.stack.peek(0).holder != Holder::Register(self.regs.temps[2])
        {
            return self.pop_flexibly(base, not);
        }
        (self.pop_to(base), base)
    }

    fn store_to_memory(&mut self) {
        let [base_argument, index_argument, value_argument, _] = self.regs.arguments;
        if let Some(index) = self.constant_index() {
            self.stack.drop(1);
            let (kind, base) = self.pop_flexibly(base_argument, &[index_argument, value_argument]);
            let value = self.pop_stored(&[base, index_argument]);
            match width(kind) {
                Some(width) => self.access_at(Access::Store, width, value, base, index, index_argument),
                None => self.wrong_type(WrongType::StoreTo(kind)),
            }
        } else {
            let (index_kind, index) = self.pop_flexibly(index_argument, &[base_argument, value_argument]);
            let (kind, base) = self.pop_base(&[value_argument]);
            if !index_kind.is_integer() {
                self.wrong_type(WrongType::StoreIndex(index_kind));
            }
            let value = self.pop_stored(&[base, index]);
            match width(kind) {
                Some(width) => {
                    self.target.access_indexed(self.code, Access::Store, width, value, base, index);
                }
                None => self.wrong_type(WrongType::StoreTo(kind)),
            }
        }
    }

    /// Pops a number to be stored into a register that it can be stored from, none of `not`.
    fn pop_stored(&mut self, not: &[Reg]) -> Reg {
        let value = self.regs.arguments[2];
        let (kind, reg) = if self.machine.stores_from_arguments {
            (self.pop_to(value), value)
        } else {
            self.pop_flexibly(value, not)
        };
        if kind != Type::BOOL && !kind.is_integer() {
            self.wrong_type(WrongType::Stored(kind));
        }
        reg
    }
}

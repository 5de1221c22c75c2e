//! Names and constants.

use alloc::borrow::Cow;

use mpy_format::Constant;
use mpy_format::native::{Entry, NativeType};

use super::frame::{context, function_object};
use super::function::FunctionEmitter;
use super::value::Type;
use super::{Access, Reg, Width, WrongType};
use crate::ast::Symbol;
use crate::emit::{ConstantIndex, QstrIndex, Singleton};
use crate::optimize::Pass;
use crate::scope::{Binding, BindingId, BindingKind, LocalSlot};

/// The word of a cell that holds its value.
const CELL_VALUE: u32 = 1;

/// How a name is looked up when code runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// In the current namespace first.
    Current,
    /// In the globals.
    Global,
}

impl FunctionEmitter<'_> {
    /// The text of a name, for messages.
    pub(super) fn name(&self, symbol: Symbol) -> Cow<'_, str> {
        alloc::string::String::from_utf8_lossy(self.program.names.text(symbol))
    }

    /// Loads the number of an interned string.
    fn load_qstr(&mut self, to: Reg, name: QstrIndex) {
        let table = self.regs.locals[2];
        self.target.access(self.code, Access::Load, Width::Half, to, table, name.0.into());
    }

    /// Calls an entry, one of whose arguments is a name.
    pub(super) fn call_with_name(&mut self, entry: Entry, name: QstrIndex, argument: Reg) {
        self.free_for_call();
        self.load_qstr(argument, name);
        self.target.call(self.code, entry);
    }

    /// The same for a name that is not among those of the source.
    pub(super) fn call_with_symbol(&mut self, entry: Entry, symbol: Symbol, argument: Reg) {
        self.free_for_call();
        let name = self.tables.qstrs.intern(symbol);
        self.load_qstr(argument, name);
        self.target.call(self.code, entry);
    }

    /// Pushes an object of the constant table.
    pub(super) fn load_constant(&mut self, index: ConstantIndex) {
        let scratch = self.regs.temps[0];
        self.free_register(scratch);
        self.has_constants = true;
        let function = self.function_place();
        self.load_state(scratch, function);
        self.target.load_word(self.code, scratch, scratch, function_object::CONTEXT);
        self.target.load_word(self.code, scratch, scratch, context::OBJECTS);
        self.target.load_word(self.code, scratch, scratch, index.0);
        self.push_register(Type::OBJECT, scratch);
    }

    pub(super) fn load_str(&mut self, text: QstrIndex) {
        let index = self.tables.string_object(&self.program.names, text);
        self.load_constant(index);
    }

    /// Pushes a string that is not in the source.
    pub(super) fn load_text(&mut self, text: &str) {
        let index = self.tables.constants.intern_object(Constant::Str(text.into()));
        self.load_constant(index);
    }

    pub(super) fn load_singleton(&mut self, value: Singleton) {
        match value {
            Singleton::None => self.push_none(),
            Singleton::False => self.push_immediate(Type::BOOL, 0),
            Singleton::True => self.push_immediate(Type::BOOL, 1),
        }
    }

    pub(super) fn load(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                let name = self.tables.qstrs.intern(binding.symbol);
                self.load_from(Namespace::Current, name);
            }
            BindingKind::GlobalExplicit => {
                // A cast is no use of a name.
                let kind = self.cast(binding.symbol);
                match kind {
                    Some(kind) => self.push_immediate(Type::Cast, kind.number().into()),
                    None => {
                        let name = self.tables.qstrs.intern(binding.symbol);
                        self.load_from(Namespace::Global, name);
                    }
                }
            }
            BindingKind::Local => self.load_variable(binding),
            BindingKind::Cell | BindingKind::Free => self.load_cell(binding),
        }
    }

    fn cast(&self, symbol: Symbol) -> Option<NativeType> {
        if self.is_viper { super::cast_from_name(self.program.names.text(symbol)) } else { None }
    }

    /// `-- value` of a module-level or builtin name.
    pub(super) fn load_global(&mut self, name: QstrIndex) {
        self.load_from(Namespace::Global, name);
    }

    fn load_from(&mut self, namespace: Namespace, name: QstrIndex) {
        let entry = match namespace {
            Namespace::Current => Entry::LoadName,
            Namespace::Global => Entry::LoadGlobal,
        };
        self.call_with_name(entry, name, self.regs.arguments[0]);
        self.push_result();
    }

    fn load_variable(&mut self, binding: &Binding) {
        self.load_slot(binding.slot, binding.symbol);
    }

    /// Pushes what a variable's slot holds: a cell if it has one.
    pub(super) fn load_slot(&mut self, slot: LocalSlot, symbol: Symbol) {
        let kind = self.types[slot.0 as usize];
        if kind == Type::Unbound {
            let name = self.name(symbol).into_owned();
            self.wrong_type(WrongType::UsedBeforeTypeKnown(&name));
        }
        match self.variable_register(slot) {
            Some(reg) => self.push_register(kind, reg),
            None => self.push_variable(kind, slot, self.regs.temps[0]),
        }
    }

    fn load_cell(&mut self, binding: &Binding) {
        let result = self.regs.result;
        self.free_register(result);
        self.load_variable(binding);
        let (_, cell) = self.pop_flexibly(result, &[]);
        self.target.load_word(self.code, result, cell, CELL_VALUE);
        self.push_result();
    }

    pub(super) fn load_self(&mut self) {
        match self.scope.first_parameter() {
            Some(binding) if binding.kind == BindingKind::Local => self.load_variable(binding),
            Some(binding) => self.load_cell(binding),
            None => self.push_none(),
        }
    }

    pub(super) fn load_class_cell(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        if binding.kind == BindingKind::Local { self.push_none() } else { self.load_variable(binding) }
    }

    pub(super) fn store(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                self.store_to(Namespace::Current, binding.symbol);
            }
            BindingKind::GlobalExplicit => self.store_to(Namespace::Global, binding.symbol),
            BindingKind::Local => self.store_variable(binding),
            BindingKind::Cell | BindingKind::Free => self.store_cell(binding),
        }
    }

    fn store_to(&mut self, namespace: Namespace, symbol: Symbol) {
        let entry = match namespace {
            Namespace::Current => Entry::StoreName,
            Namespace::Global => Entry::StoreGlobal,
        };
        self.pop_object_to(self.regs.arguments[1]);
        self.call_with_symbol(entry, symbol, self.regs.arguments[0]);
    }

    fn store_variable(&mut self, binding: &Binding) {
        let slot = binding.slot;
        let kind = match self.variable_register(slot) {
            Some(reg) => self.pop_to(reg),
            None => {
                let scratch = self.regs.temps[0];
                let (kind, from) = if self.passes.contains(Pass::Keep) {
                    self.pop_flexibly(scratch, &[])
                } else {
                    (self.pop_to(scratch), scratch)
                };
                self.release_variable(slot, from);
                let place = self.variable_place(slot);
                self.store_state(place, from);
                kind
            }
        };
        self.variable_has_type(binding, kind);
    }

    /// A value of a type has been stored in a variable.
    pub(super) fn variable_has_type(&mut self, binding: &Binding, kind: Type) {
        let slot = binding.slot;
        let known = &mut self.types[slot.0 as usize];
        if *known == Type::Unbound {
            *known = kind;
        } else if *known != kind {
            let (name, known) = (self.name(binding.symbol).into_owned(), self.types[slot.0 as usize]);
            self.wrong_type(WrongType::OtherVariable { name: &name, known, kind });
        }
    }

    fn store_cell(&mut self, binding: &Binding) {
        let [first, second, _] = self.regs.temps;
        self.free_register(first);
        self.free_register(second);
        self.load_variable(binding);
        let (_, cell) = self.pop_flexibly(first, &[]);
        let (_, value) = self.pop_flexibly(second, &[cell]);
        self.target.store_word(self.code, value, cell, CELL_VALUE);
    }

    pub(super) fn delete(&mut self, id: BindingId) {
        let binding = &self.scope.bindings[id];
        let entry = match binding.kind {
            BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::GlobalImplicitAssigned => {
                Entry::DeleteName
            }
            BindingKind::GlobalExplicit => Entry::DeleteGlobal,
            BindingKind::Local => {
                // There is no value for an unbound variable, but at least the object is let go.
                self.push_none();
                return self.store_variable(binding);
            }
            BindingKind::Cell | BindingKind::Free => return,
        };
        self.call_with_symbol(entry, binding.symbol, self.regs.arguments[0]);
    }
}

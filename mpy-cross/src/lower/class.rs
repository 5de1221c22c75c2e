//! Class definitions.

use super::error::Res;
use super::{Body, Lowerer};
use crate::ast::{ClassId, Symbol};
use crate::emit::Instruction;
use crate::scope::{BindingKind, ScopeKind};
use mpy_format::CodeKind;

impl Lowerer<'_> {
    /// Pushes the class.
    pub(super) fn class(&mut self, id: ClassId, code_kind: CodeKind) -> Res {
        let class = self.ast[id];
        let scope = self.add_child(ScopeKind::Class, class.name.symbol, Body::Class(id));
        self.scopes[scope].code_kind = code_kind;
        self.push(Instruction::LoadBuildClass);
        self.push_function(scope, false);
        self.load_str(class.name.symbol);
        let arguments = self.arguments(class.args, 2)?;
        self.push(Instruction::CallFunction(arguments));
        Ok(())
    }

    /// The body as a function that gives back the cell of `__class__`, if there is one.
    pub(super) fn class_body(&mut self, id: ClassId) -> Res {
        let class = self.ast[id];
        let scope = self.frame.scope;
        let cell = self.scopes[scope].bindings.find_or_add(Symbol::DUNDER_CLASS, BindingKind::Local);
        self.load(Symbol::DUNDER_NAME);
        self.store(Symbol::DUNDER_MODULE);
        self.load_str(class.name.symbol);
        self.store(Symbol::DUNDER_QUALNAME);
        self.block(class.body)?;
        self.push(Instruction::LoadClassCell(cell));
        self.push(Instruction::ReturnValue);
        Ok(())
    }
}

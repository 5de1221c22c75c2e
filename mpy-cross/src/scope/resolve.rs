//! Places: which slot of its frame each variable has.
//!
//! ```text
//! slots:  captured variables | parameters: positional, keyword-only, *args, **kw | other locals | other cells
//! ```
//! A parameter that is captured stays where it is. Captured variables are passed as if they were the first positional
//! parameters, so they are counted as such.

use alloc::vec::Vec;

use super::{BindingKind, LocalSlot, Parameter, ScopeId, ScopeKind, ScopeTree};
use crate::ast::Symbol;
use mpy_format::mpy::ScopeFlags;
use mpy_format::native::NativeType;

impl ScopeTree {
    /// Gives every variable its place. `class_cell` is the name `__class__`.
    pub fn resolve(&mut self, class_cell: Symbol) {
        for scope in self.ids() {
            self.place_star_parameter(scope);
            self.place_own(scope, class_cell);
            self.place_captured(scope);
        }
    }

    /// `*args` comes after the keyword-only parameters: it changes places with the last of them.
    fn place_star_parameter(&mut self, scope: ScopeId) {
        if !self[scope].flags.contains(ScopeFlags::VAR_ARGS) {
            return;
        }
        let bindings = &mut self[scope].bindings;
        let mut last_plain = None;
        let parameters: Vec<_> = bindings.ids().take_while(|&id| bindings[id].parameter.is_some()).collect();
        for &id in parameters.iter().rev() {
            match bindings[id].parameter {
                Some(Parameter::Star) => {
                    if let Some(plain) = last_plain {
                        bindings.exchange(id, plain);
                    }
                    return;
                }
                Some(Parameter::Plain) if last_plain.is_none() && bindings[id].native_type == NativeType::Object => {
                    last_plain = Some(id);
                }
                Some(Parameter::Plain | Parameter::DoubleStar) | None => {}
            }
        }
    }

    fn place_own(&mut self, scope: ScopeId, class_cell: Symbol) {
        let scope = &mut self[scope];
        let mut next = 0;
        let ids: Vec<_> = scope.bindings.ids().collect();
        for &id in &ids {
            let binding = &mut scope.bindings[id];
            if scope.kind == ScopeKind::Class && binding.symbol == class_cell {
                // Only a cell if a method uses it; it never is a local.
                continue;
            }
            if scope.kind.is_function_like() && binding.kind == BindingKind::GlobalImplicit {
                binding.kind = BindingKind::GlobalExplicit;
            }
            if binding.kind == BindingKind::Local || binding.parameter.is_some() {
                binding.slot = LocalSlot(next);
                next += 1;
            }
        }
        for &id in &ids {
            let binding = &mut scope.bindings[id];
            if binding.kind == BindingKind::Cell && binding.parameter.is_none() {
                binding.slot = LocalSlot(next);
                next += 1;
            }
        }
        scope.n_locals = next;
    }

    /// Captured variables take the first slots, in the order that the enclosing scope has them.
    fn place_captured(&mut self, id: ScopeId) {
        let Some(parent) = self[id].parent else { return };
        if !self[id].bindings.iter().any(|binding| binding.kind == BindingKind::Free) {
            return;
        }
        let outer_bindings = &self[parent].bindings;
        let mut pairs: Vec<_> = self[id]
            .bindings
            .ids()
            .filter(|&inner| self[id].bindings[inner].kind == BindingKind::Free)
            .filter_map(|inner| Some((outer_bindings.find(self[id].bindings[inner].symbol)?, inner)))
            .filter(|&(outer, _)| matches!(outer_bindings[outer].kind, BindingKind::Cell | BindingKind::Free))
            .collect();
        pairs.sort_by_key(|&(outer, _)| outer_bindings.position(outer));
        let mut captures = Vec::with_capacity(pairs.len());
        for (outer, inner) in pairs {
            self[id].bindings[inner].slot = LocalSlot(captures.len() as u32);
            captures.push(outer);
        }
        let n_captured = captures.len() as u32;
        let scope = &mut self[id];
        for id in scope.bindings.ids() {
            let binding = &mut scope.bindings[id];
            if binding.kind != BindingKind::Free || binding.parameter.is_some() {
                binding.slot.0 += n_captured;
            }
        }
        scope.n_pos_args += n_captured;
        scope.n_locals += n_captured;
        scope.captures = captures;
    }
}

//! Noting names as the code mentions them, and the rules of `global` and `nonlocal`.

use super::{BindingId, BindingKind, ScopeId, ScopeKind, ScopeTree};
use crate::ast::Symbol;

/// A declaration that contradicts what is known about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeError {
    /// `global x` where `x` is something else already.
    RedefinedAsGlobal,
    /// `nonlocal x` where `x` is something else already.
    RedefinedAsNonlocal,
    /// `nonlocal x` without an `x` in any enclosing function.
    NoBindingForNonlocal,
}

impl ScopeError {
    /// The text of the exception.
    pub const fn text(self) -> &'static str {
        match self {
            ScopeError::RedefinedAsGlobal => "identifier redefined as global",
            ScopeError::RedefinedAsNonlocal => "identifier redefined as nonlocal",
            ScopeError::NoBindingForNonlocal => "no binding for nonlocal found",
        }
    }
}

impl ScopeTree {
    /// Notes that `symbol` is read in `scope`.
    pub fn note_load(&mut self, scope: ScopeId, symbol: Symbol) -> BindingId {
        self[scope].bindings.find_or_add(symbol, BindingKind::GlobalImplicit)
    }

    /// Notes that `symbol` is assigned or deleted in `scope`.
    pub fn note_store(&mut self, scope: ScopeId, symbol: Symbol) -> BindingId {
        let scope = &mut self[scope];
        let id = scope.bindings.find_or_add(symbol, BindingKind::GlobalImplicit);
        let binding = &mut scope.bindings[id];
        if binding.kind == BindingKind::GlobalImplicit {
            binding.kind =
                if scope.kind.is_function_like() { BindingKind::Local } else { BindingKind::GlobalImplicitAssigned };
        }
        id
    }

    /// `global symbol` in `scope`.
    pub fn declare_global(&mut self, scope: ScopeId, symbol: Symbol) -> Result<(), ScopeError> {
        let id = self[scope].bindings.find_or_add(symbol, BindingKind::Undecided);
        self.make_global(scope, id)
    }

    /// `nonlocal symbol` in `scope`.
    pub fn declare_nonlocal(&mut self, scope: ScopeId, symbol: Symbol) -> Result<(), ScopeError> {
        let id = self[scope].bindings.find_or_add(symbol, BindingKind::Undecided);
        self.make_nonlocal(scope, id)
    }

    /// `symbol := …` in `scope`. In a comprehension the name belongs to the scope around it, whose own declarations
    /// are honoured.
    pub fn declare_named(&mut self, scope: ScopeId, symbol: Symbol) -> Result<(), ScopeError> {
        let Some(parent) = self[scope].parent.filter(|_| self[scope].kind.is_comprehension()) else {
            return Ok(());
        };
        let outer = self.note_store(parent, symbol);
        if self[parent].bindings[outer].kind == BindingKind::GlobalExplicit {
            self[scope].bindings.find_or_add(symbol, BindingKind::GlobalExplicit);
            return Ok(());
        }
        let id = self[scope].bindings.find_or_add(symbol, BindingKind::Undecided);
        if parent == ScopeId::MODULE {
            return self.make_global(scope, id);
        }
        let binding = &mut self[scope].bindings[id];
        if binding.kind == BindingKind::GlobalImplicit {
            // Read before it is bound: the scope around it has it only now.
            binding.kind = BindingKind::Undecided;
        }
        self.make_nonlocal(scope, id)
    }

    /// Captures what `scope` reads and enclosing functions bind. Called when all of its code has been seen.
    pub fn complete(&mut self, scope: ScopeId) {
        let ids = self[scope].bindings.ids();
        for id in ids {
            if self[scope].bindings[id].kind == BindingKind::GlobalImplicit {
                self.capture(scope, id);
            }
        }
    }

    fn make_global(&mut self, scope: ScopeId, id: BindingId) -> Result<(), ScopeError> {
        let binding = &mut self[scope].bindings[id];
        if !matches!(binding.kind, BindingKind::Undecided | BindingKind::GlobalExplicit) {
            return Err(ScopeError::RedefinedAsGlobal);
        }
        binding.kind = BindingKind::GlobalExplicit;
        let symbol = binding.symbol;
        let module = &mut self[ScopeId::MODULE].bindings;
        if let Some(id) = module.find(symbol) {
            module[id].kind = BindingKind::GlobalExplicit;
        }
        Ok(())
    }

    fn make_nonlocal(&mut self, scope: ScopeId, id: BindingId) -> Result<(), ScopeError> {
        match self[scope].bindings[id].kind {
            BindingKind::Undecided => {
                self[scope].bindings[id].kind = BindingKind::GlobalImplicit;
                self.capture(scope, id);
                match self[scope].bindings[id].kind {
                    BindingKind::GlobalImplicit => Err(ScopeError::NoBindingForNonlocal),
                    _ => Ok(()),
                }
            }
            BindingKind::Free => Ok(()),
            BindingKind::GlobalImplicit
            | BindingKind::GlobalImplicitAssigned
            | BindingKind::GlobalExplicit
            | BindingKind::Local
            | BindingKind::Cell => Err(ScopeError::RedefinedAsNonlocal),
        }
    }

    /// Makes the binding free if the nearest enclosing scope that knows the name, the module apart, holds it in its
    /// frame. A class that merely mentions the name hides what is further out.
    fn capture(&mut self, scope: ScopeId, id: BindingId) {
        let symbol = self[scope].bindings[id].symbol;
        let mut outer = self[scope].parent;
        while let Some(at) = outer
            && self[at].kind != ScopeKind::Module
        {
            if let Some(found) = self[at].bindings.find(symbol) {
                let kind = self[at].bindings[found].kind;
                if matches!(kind, BindingKind::Local | BindingKind::Cell | BindingKind::Free) {
                    self[scope].bindings[id].kind = BindingKind::Free;
                    self.capture_between(scope, at, symbol);
                }
                return;
            }
            outer = self[at].parent;
        }
    }

    /// Passes a variable of `owner` through every scope between it and `inner`.
    fn capture_between(&mut self, inner: ScopeId, owner: ScopeId, symbol: Symbol) {
        let mut outer = self[inner].parent;
        while let Some(at) = outer {
            let bindings = &mut self[at].bindings;
            let id = bindings.find_or_add(symbol, BindingKind::Free);
            if at == owner {
                if bindings[id].kind == BindingKind::Local {
                    bindings[id].kind = BindingKind::Cell;
                }
                return;
            }
            outer = self[at].parent;
        }
    }
}

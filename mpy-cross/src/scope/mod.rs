//! Scopes: which names a function, class, comprehension or module has, and where each lives.
//!
//! Names are noted in the order in which the code mentions them (`collect`), since that order numbers the locals.
//! Once all code has been seen, `resolve` fixes the places. What a name means is decided breadth first: a scope is
//! complete before the scopes inside it are looked at, so a closure always finds its enclosing functions finished.

mod binding;
mod collect;
mod resolve;

use alloc::{vec, vec::Vec};

pub use binding::{Binding, BindingId, BindingKind, Bindings, LocalSlot, Parameter};
pub use collect::ScopeError;

use crate::ast::Symbol;
use mpy_format::mpy::{CodeKind, ScopeFlags};
use mpy_format::native::NativeType;

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// The top level of a file.
    Module,
    /// A class body.
    Class,
    /// A `lambda`.
    Lambda,
    /// `[e for …]`
    ListComprehension,
    /// `{k: v for …}`
    DictComprehension,
    /// `{e for …}`
    SetComprehension,
    /// `(e for …)`
    Generator,
    /// A `def`.
    Function,
}

impl ScopeKind {
    /// Whether what is assigned here is a local variable rather than an entry of a namespace.
    pub const fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }

    /// Whether it is one of the four comprehensions.
    pub const fn is_comprehension(self) -> bool {
        match self {
            ScopeKind::ListComprehension
            | ScopeKind::DictComprehension
            | ScopeKind::SetComprehension
            | ScopeKind::Generator => true,
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Lambda | ScopeKind::Function => false,
        }
    }

    /// The name that tracebacks show where the source gives none.
    pub const fn fixed_name(self) -> Option<&'static str> {
        match self {
            ScopeKind::Module => Some("<module>"),
            ScopeKind::Lambda => Some("<lambda>"),
            ScopeKind::ListComprehension => Some("<listcomp>"),
            ScopeKind::DictComprehension => Some("<dictcomp>"),
            ScopeKind::SetComprehension => Some("<setcomp>"),
            ScopeKind::Generator => Some("<genexpr>"),
            ScopeKind::Class | ScopeKind::Function => None,
        }
    }
}

/// Index of a scope in its [`ScopeTree`]; enclosing scopes come before those inside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

impl ScopeId {
    /// The module's scope.
    pub const MODULE: ScopeId = ScopeId(0);

    /// The position in the tree.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One scope.
#[derive(Debug)]
pub struct Scope {
    /// What it belongs to.
    pub kind: ScopeKind,
    /// The scope around it; only the module has none.
    pub parent: Option<ScopeId>,
    /// The name that tracebacks show.
    pub name: Symbol,
    /// Its names, in the order in which they were met.
    pub bindings: Bindings,
    /// What its prelude says about how to call it.
    pub flags: ScopeFlags,
    /// What its code becomes.
    pub code_kind: CodeKind,
    /// What it returns, if it is unboxed code.
    pub result_type: NativeType,
    /// Positional parameters; once resolved, the closed-over variables that come before them are counted too.
    pub n_pos_args: u32,
    /// Parameters after a star, not counting `**kw`.
    pub n_kwonly_args: u32,
    /// Positional parameters with a default.
    pub n_default_pos_args: u32,
    /// Slots of the frame that hold variables. Known once resolved.
    pub n_locals: u32,
    /// The variables of the enclosing scope that a closure over this one captures, in the order of the capture.
    pub captures: Vec<BindingId>,
}

impl Scope {
    /// Adds `flags` to those the scope has.
    pub fn add_flags(&mut self, flags: ScopeFlags) {
        self.flags = self.flags.union(flags);
    }

    /// The names by which arguments can be passed, by position. Captured variables come first and cannot be named.
    pub fn argument_names(&self) -> Vec<Symbol> {
        let mut names = vec![Symbol::STAR; (self.n_pos_args + self.n_kwonly_args) as usize];
        for binding in self.bindings.iter().filter(|binding| binding.parameter.is_some()) {
            if let Some(name) = names.get_mut(binding.slot.0 as usize) {
                *name = binding.symbol;
            }
        }
        names
    }

    /// The slots of variables that are captured, as a prelude has them.
    pub fn cells(&self) -> Vec<u8> {
        self.bindings.iter().filter(|it| it.kind == BindingKind::Cell).map(|it| it.slot.0 as u8).collect()
    }

    /// The first parameter in the order that counts when code is emitted, which `super()` takes for `self`.
    pub fn first_parameter(&self) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.parameter.is_some())
    }
}

/// All scopes of a module, breadth first.
#[derive(Debug, Default)]
pub struct ScopeTree {
    scopes: Vec<Scope>,
}

impl ScopeTree {
    /// Adds a scope inside `parent`, whose kind of code it inherits. The module's comes first and has none.
    pub fn add(&mut self, kind: ScopeKind, name: Symbol, parent: Option<ScopeId>) -> ScopeId {
        let id = ScopeId(u32::try_from(self.scopes.len()).expect("fewer scopes than bytes of source"));
        self.scopes.push(Scope {
            kind,
            parent,
            name,
            bindings: Bindings::default(),
            flags: ScopeFlags::default(),
            code_kind: parent.map_or(CodeKind::Bytecode, |parent| self[parent].code_kind),
            result_type: NativeType::Object,
            n_pos_args: 0,
            n_kwonly_args: 0,
            n_default_pos_args: 0,
            n_locals: 0,
            captures: Vec::new(),
        });
        id
    }

    /// The id of the scope at a position; there is one.
    pub fn nth(&self, index: usize) -> ScopeId {
        assert!(index < self.scopes.len());
        ScopeId(index as u32)
    }

    /// The scopes in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter()
    }

    /// Their ids, in the same order.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.scopes.len()).map(|index| ScopeId(index as u32))
    }
}

impl core::ops::Index<ScopeId> for ScopeTree {
    type Output = Scope;
    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }
}

impl core::ops::IndexMut<ScopeId> for ScopeTree {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.index()]
    }
}

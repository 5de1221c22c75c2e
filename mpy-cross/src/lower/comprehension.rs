//! Comprehensions and generator expressions: functions of one argument, the first iterable.

use alloc::vec::Vec;

use super::error::Res;
use super::{Body, Lowerer};
use crate::ast::{Clause, ComprehensionKind, Item, ItemId, List, Symbol};
use crate::emit::{Arguments, Build, Collection, Instruction};
use crate::scope::{BindingKind, ScopeKind};

/// Stack places of a loop over an iterator.
const ITERATOR_SLOTS: u32 = 4;

impl Lowerer<'_> {
    /// Pushes the collection or the generator.
    pub(super) fn comprehension(&mut self, kind: ComprehensionKind, element: ItemId, clauses: List<Clause>) -> Res {
        let (kind, name) = match kind {
            ComprehensionKind::List => (ScopeKind::ListComprehension, Symbol::LISTCOMP),
            ComprehensionKind::Set => (ScopeKind::SetComprehension, Symbol::SETCOMP),
            ComprehensionKind::Dict => (ScopeKind::DictComprehension, Symbol::DICTCOMP),
            ComprehensionKind::Generator => (ScopeKind::Generator, Symbol::GENEXPR),
        };
        let scope = self.add_child(kind, name, Body::Comprehension { element, clauses });
        self.push_function(scope, false);
        if let Some(&Clause::For { iter, .. }) = self.ast[clauses].first() {
            self.expr(iter)?;
        }
        if kind == ScopeKind::Generator {
            self.push(Instruction::GetIter { on_stack: false });
        }
        self.push(Instruction::CallFunction(Arguments::positional(1)));
        Ok(())
    }

    pub(super) fn comprehension_body(&mut self, element: Item, clauses: List<Clause>) -> Res {
        // The argument has a name that no variable can have.
        let scope = &mut self.scopes[self.frame.scope];
        let argument = scope.bindings.find_or_add(Symbol::EMPTY, BindingKind::Local);
        scope.n_pos_args = 1;
        self.line(element.line);

        let collection = match self.frame.kind {
            ScopeKind::ListComprehension => Some((Build::List, Collection::List)),
            ScopeKind::DictComprehension => Some((Build::Map, Collection::Dict)),
            ScopeKind::SetComprehension => Some((Build::Set, Collection::Set)),
            ScopeKind::Generator | ScopeKind::Module | ScopeKind::Class | ScopeKind::Lambda | ScopeKind::Function => {
                None
            }
        };
        if let Some((build, _)) = collection {
            self.push(Instruction::Build(build, 0));
            self.push(Instruction::Load(argument));
            self.push(Instruction::GetIter { on_stack: true });
        } else {
            // The argument is an iterator already; null before it says so.
            self.push(Instruction::LoadNull);
            self.push(Instruction::Load(argument));
            self.push(Instruction::LoadNull);
            self.push(Instruction::LoadNull);
        }
        self.clauses(element, clauses, collection.map(|(_, collection)| collection))?;
        if collection.is_none() {
            self.load_none();
        }
        self.push(Instruction::ReturnValue);
        Ok(())
    }

    fn clauses(&mut self, element: Item, clauses: List<Clause>, collection: Option<Collection>) -> Res {
        let mut loops = Vec::new();
        let mut top = None;
        for clause in &self.ast[clauses] {
            match (*clause, top) {
                (Clause::For { target, iter }, outer) => {
                    if outer.is_some() {
                        self.expr(iter)?;
                        self.push(Instruction::GetIter { on_stack: true });
                    }
                    let start = self.new_label();
                    let end = self.new_label();
                    self.label(start);
                    self.push(Instruction::ForIter(end));
                    self.assign(target)?;
                    loops.push((start, end));
                    top = Some(start);
                }
                (Clause::If(test), Some(top)) => self.condition(test, false, top)?,
                (Clause::If(_), None) => unreachable!("the first clause is a `for`"),
            }
        }
        if element.value.is_some() {
            self.pair(&element)?;
        } else {
            self.expr(element.key)?;
        }
        match collection {
            Some(collection) => {
                // Below the element: an iterator for each loop, the collection, and the element's own place.
                let depth = ITERATOR_SLOTS * loops.len() as u32 + 1;
                self.push(Instruction::StoreComprehension(collection, depth));
            }
            None => {
                self.yield_value();
                self.push(Instruction::PopTop);
            }
        }
        for &(start, end) in loops.iter().rev() {
            self.push(Instruction::Jump(start));
            self.label(end);
            self.push(Instruction::ForIterEnd);
        }
        Ok(())
    }
}

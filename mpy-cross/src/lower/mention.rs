//! Where a name was met before, for errors that say that it was.

use super::error::Related;
use super::{Body, Lowerer};
use crate::ast::binder::{assigned_names, imported_names};
use crate::ast::{Block, Expr, ExprKind, List, Param, Pooled, Root, Stmt, StmtKind, Symbol};
use crate::source::{Span, Spans};

impl Lowerer<'_> {
    /// Where a name was bound first in the scope being lowered, or, if nothing binds it, mentioned first, before this
    /// place. It reads the whole tree, but once: the first error counts.
    pub(super) fn first_mention(&self, symbol: Symbol, before: Span) -> Option<Related> {
        if self.has_failed() {
            return None;
        }
        let (start, params) = self.extent();
        let is_it = |param: &&Param| param.name.is_some_and(|name| name.symbol == symbol);
        if let Some(param) = self.ast[params].iter().find(is_it) {
            return Some(Related { span: param.span, is_binding: true });
        }
        let is_before = |span: Span| start <= span.start && span.end <= before.start;
        let is_scope = |stmt: &&Stmt| matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_));
        let scopes = Stmt::pool(self.ast).iter().filter(is_scope).map(|stmt| stmt.span);
        let inner = Spans::new(scopes.filter(|&span| is_before(span)));
        let first = |names: &mut dyn Iterator<Item = Span>| {
            names.filter(|&span| is_before(span) && !inner.hold(span)).min_by_key(|span| span.start)
        };
        let imported = imported_names(self.ast).map(|(name, _)| name);
        let bound = assigned_names(self.ast).into_iter().chain(imported);
        if let Some(span) = first(&mut bound.filter(|name| name.symbol == symbol).map(|name| name.span)) {
            return Some(Related { span, is_binding: true });
        }
        let names = Expr::pool(self.ast).iter().filter(|expr| expr.kind == ExprKind::Name(symbol));
        let span = first(&mut names.map(|expr| expr.span))?;
        Some(Related { span, is_binding: false })
    }

    /// Where the scope starts, and its parameters.
    fn extent(&self) -> (u32, List<Param>) {
        let start = |block: Block| self.ast[block.stmts].first().map_or(0, |&first| self.ast[first].span.start);
        match self.bodies[self.functions.len()] {
            Body::Module(Root::File(block) | Root::Single(block)) => (start(block), List::EMPTY),
            Body::Module(Root::Eval(expr)) => (self.ast[expr].span.start, List::EMPTY),
            Body::Function(id) => (start(self.ast[id].body), self.ast[id].params),
            Body::Class(id) => (start(self.ast[id].body), List::EMPTY),
            Body::Lambda { params, body, .. } => (self.ast[body].span.start, params),
            Body::Comprehension { element, .. } => (self.ast[self.ast[element].key].span.start, List::EMPTY),
        }
    }
}

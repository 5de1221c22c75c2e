//! Expressions whose value is not what it looks like.

use alloc::vec::Vec;

use hashbrown::HashMap;

use super::{Code, Linter};
use crate::{
    ast::{Ast, CompareOp, Comparison, Const, Expr, ExprId, ExprKind, Item, List, Pooled, Stmt, StmtKind, Symbol},
    source::Span,
};

/// A key that is equal to another exactly if it is the same.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Str(Symbol),
    Int(i64),
    Text(&'a [u8]),
    Bytes(&'a [u8]),
}

impl Linter<'_> {
    pub(super) fn values(&mut self) {
        for expr in Expr::pool(self.ast) {
            match expr.kind {
                ExprKind::Dict(items) | ExprKind::Set(items) => self.repeated_keys(items),
                ExprKind::Compare { first, rest } => self.is_literal(first, &self.ast[rest]),
                _ => {}
            }
        }
        for stmt in Stmt::pool(self.ast) {
            if let StmtKind::Assert { test, .. } = stmt.kind
                && self.is_tuple(test)
            {
                let span = self.ast[test].span;
                let warning =
                    self.warn(Code::AssertTuple, span, "this assertion always holds", "a tuple with items is true");
                warning.hint("write `assert test, message`, without parentheses");
            }
        }
        self.yields_in_async();
    }

    fn is_tuple(&self, expr: ExprId) -> bool {
        match self.ast[expr].kind {
            ExprKind::Tuple { items, .. } => !items.is_empty(),
            ExprKind::Const(id) => matches!(self.ast[id], Const::Tuple(items) if !items.is_empty()),
            _ => false,
        }
    }

    fn repeated_keys(&mut self, items: List<Item>) {
        let ast = self.ast;
        let mut met: HashMap<Key<'_>, Span> = HashMap::new();
        for item in &ast[items] {
            let Some(key) = literal(ast, item.key) else { continue };
            let span = ast[item.key].span;
            match met.get(&key) {
                None => drop(met.insert(key, span)),
                Some(&first) => {
                    let warning = self.warn(Code::KeyRepeated, span, "this key is repeated", "again");
                    warning.note(first, "first here").hint("the last one counts");
                }
            }
        }
    }

    fn is_literal(&mut self, first: ExprId, rest: &[Comparison]) {
        let mut left = first;
        for comparison in rest {
            let right = comparison.value;
            if matches!(comparison.op, CompareOp::Is | CompareOp::IsNot) {
                // A name of `const()` is compared on purpose: which objects those are is known.
                let is_one = |expr| self.ast.constant_at(expr).is_none() && literal(self.ast, expr).is_some();
                if let Some(found) = [left, right].into_iter().find(|&side| is_one(side)) {
                    let (span, message) = (self.ast[found].span, "identity with a literal");
                    let warning =
                        self.warn(Code::IsLiteral, span, message, "which object this is differs from device to device");
                    warning.hint("compare with `==` or `!=`");
                }
            }
            left = right;
        }
    }

    /// `yield from` in functions that are `async`, those inside them apart.
    fn yields_in_async(&mut self) {
        let ast = self.ast;
        let functions = Stmt::pool(ast).iter().filter_map(|stmt| match stmt.kind {
            StmtKind::Function(id) => Some((stmt.span, ast[id].is_async)),
            _ => None,
        });
        let lambdas = Expr::pool(ast).iter().filter(|expr| matches!(expr.kind, ExprKind::Lambda { .. }));
        let mut scopes: Vec<(Span, bool)> = functions.chain(lambdas.map(|lambda| (lambda.span, false))).collect();
        scopes.sort_by_key(|(span, _)| (span.start, u32::MAX - span.end));
        let yields = Expr::pool(ast).iter().filter(|expr| matches!(expr.kind, ExprKind::YieldFrom(_)));
        let mut yields: Vec<Span> = yields.map(|expr| expr.span).collect();
        yields.sort_by_key(|span| span.start);
        let mut scopes = scopes.into_iter().peekable();
        let mut open: Vec<(Span, bool)> = Vec::new();
        for place in yields {
            while let Some(scope) = scopes.next_if(|(span, _)| span.start <= place.start) {
                open.push(scope);
            }
            // Scopes nest: one that is over is never needed again, but one inside it may hide it.
            while open.last().is_some_and(|(span, _)| span.end <= place.start) {
                open.pop();
            }
            if open.iter().rev().find(|(span, _)| place.start < span.end).is_some_and(|&(_, is_async)| is_async) {
                let message = "`yield from` in an `async def`";
                let warning =
                    self.warn(Code::YieldFromInAsync, place, message, "hands on what it yields to the event loop");
                warning.hint("write `await`; CPython refuses this");
            }
        }
    }
}

fn literal(ast: &Ast, expr: ExprId) -> Option<Key<'_>> {
    match ast[expr].kind {
        ExprKind::Str(symbol) => Some(Key::Str(symbol)),
        ExprKind::SmallInt(n) => Some(Key::Int(n)),
        ExprKind::Const(id) => match &ast[id] {
            Const::Str(text) => Some(Key::Text(text)),
            Const::Bytes(bytes) => Some(Key::Bytes(bytes)),
            _ => None,
        },
        _ => None,
    }
}

//! Code that nothing leads to.

use alloc::{vec, vec::Vec};

use super::{Code, Linter};
use crate::{
    ast::{Block, Class, Elif, Function, Handler, Pooled, Root, Stmt, StmtId, StmtKind},
    fold,
};

/// What is known about each statement, by its index.
struct Ends {
    /// Nothing behind it is reached.
    is_end: Vec<bool>,
    /// It leaves the loop round it.
    has_break: Vec<bool>,
}

impl Linter<'_> {
    pub(super) fn flow(&mut self) {
        let ends = self.ends();
        let ast = self.ast;
        let mut blocks = Vec::new();
        if let Root::File(block) | Root::Single(block) = ast.root {
            blocks.push(block);
        }
        for stmt in Stmt::pool(ast) {
            match stmt.kind {
                StmtKind::If { body, otherwise, .. }
                | StmtKind::While { body, otherwise, .. }
                | StmtKind::For { body, otherwise, .. } => blocks.extend([Some(body), otherwise].into_iter().flatten()),
                StmtKind::Try { body, otherwise, cleanup, .. } => {
                    blocks.extend([Some(body), otherwise, cleanup].into_iter().flatten());
                }
                StmtKind::With { body, .. } => blocks.push(body),
                _ => {}
            }
        }
        blocks.extend(Elif::pool(ast).iter().map(|elif| elif.body));
        blocks.extend(Handler::pool(ast).iter().map(|handler| handler.body));
        blocks.extend(Function::pool(ast).iter().map(|function| function.body));
        blocks.extend(Class::pool(ast).iter().map(|class| class.body));
        for block in blocks {
            self.unreachable(&ast[block.stmts], &ends);
        }
    }

    fn unreachable(&mut self, stmts: &[StmtId], ends: &Ends) {
        let Some(end) = stmts.iter().position(|stmt| ends.is_end[stmt.index()]) else { return };
        // A constant does nothing anyhow, and a `yield` that is never reached makes a function a generator.
        let is_harmless = |stmt: &&StmtId| matches!(self.ast[**stmt].kind, StmtKind::Pass | StmtKind::Yield(_));
        let Some(&dead) = stmts[end + 1..].iter().find(|stmt| !is_harmless(stmt)) else { return };
        let (dead, end) = (self.first_line(dead), self.first_line(stmts[end]));
        self.warn(Code::Unreachable, dead, "this code is never reached", "never reached")
            .note(end, "nothing gets past this");
    }

    /// The part of a statement's span that is on its first line.
    fn first_line(&self, stmt: StmtId) -> crate::source::Span {
        let span = self.ast[stmt].span;
        let line = self.source.line_span(self.source.line_of(span.start));
        crate::source::Span::new(span.start, span.end.min(line.end).max(span.start))
    }

    /// Children come before their parents in the pool, so one pass knows all about them.
    fn ends(&self) -> Ends {
        let ast = self.ast;
        let count = Stmt::pool(ast).len();
        let mut ends = Ends { is_end: vec![false; count], has_break: vec![false; count] };
        for (index, stmt) in Stmt::pool(ast).iter().enumerate() {
            let is_end = |block: Block| ast[block.stmts].iter().any(|stmt| ends.is_end[stmt.index()]);
            let breaks = |block: Block| ast[block.stmts].iter().any(|stmt| ends.has_break[stmt.index()]);
            let (end, has_break) = match stmt.kind {
                StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Continue => (true, false),
                StmtKind::Break => (true, true),
                StmtKind::If { body, elifs, otherwise, .. } => {
                    let bodies =
                        || core::iter::once(body).chain(ast[elifs].iter().map(|elif| elif.body)).chain(otherwise);
                    (otherwise.is_some() && bodies().all(is_end), bodies().any(breaks))
                }
                StmtKind::While { test, body, otherwise } => {
                    let is_endless = fold::truth(ast, test) == Some(true) && !breaks(body);
                    (is_endless, otherwise.is_some_and(breaks))
                }
                StmtKind::For { otherwise, .. } => (false, otherwise.is_some_and(breaks)),
                StmtKind::Try { body, handlers, otherwise, cleanup } => {
                    let all = || {
                        let handlers = ast[handlers].iter().map(|handler| handler.body);
                        core::iter::once(body).chain(handlers).chain(otherwise).chain(cleanup)
                    };
                    let is_left = is_end(body) || otherwise.is_some_and(is_end);
                    let is_caught = ast[handlers].iter().all(|handler| is_end(handler.body));
                    (cleanup.is_some_and(is_end) || (is_left && is_caught), all().any(breaks))
                }
                // A context manager may swallow an exception.
                StmtKind::With { body, .. } => (false, breaks(body)),
                _ => (false, false),
            };
            ends.is_end[index] = end;
            ends.has_break[index] = has_break;
        }
        ends
    }
}

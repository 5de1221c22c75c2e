//! Statements.

use super::Lowerer;
use super::error::{LowerError, Res};
use super::expr::inplace_operator;
use crate::ast::{self, Elif, ExprId, ExprKind, List, Name, Root, Stmt, StmtKind, Symbol};
use crate::emit::{Arguments, Instruction};
use crate::fold;
use crate::scope::{BindingKind, ScopeKind};
use mpy_format::mpy::ScopeFlags;

impl Lowerer<'_> {
    pub(super) fn stmt(&mut self, stmt: &Stmt) -> Res {
        self.line(stmt.line);
        match stmt.kind {
            StmtKind::Pass => {}
            StmtKind::Expr(expr) => self.expr_stmt(expr)?,
            StmtKind::Yield(expr) => {
                self.expr(expr)?;
                self.push(Instruction::PopTop);
            }
            StmtKind::Assign { targets, value } => self.assignment(targets, value)?,
            StmtKind::AnnAssign { target, annotation: _, value } => self.annotated(target, value)?,
            StmtKind::AugAssign { target, op, value } => {
                self.load_to_augment(target)?;
                self.expr(value)?;
                self.push(Instruction::Binary(inplace_operator(op)));
                self.store_augmented(target);
            }
            StmtKind::Del(target) => self.delete_target(target)?,
            StmtKind::Break => self.break_or_continue(stmt, true)?,
            StmtKind::Continue => self.break_or_continue(stmt, false)?,
            StmtKind::Return(value) => self.return_stmt(stmt, value)?,
            StmtKind::Raise { exception, cause } => {
                let values = [exception, cause];
                let mut n = 0;
                for value in values.into_iter().flatten() {
                    self.expr(value)?;
                    n += 1;
                }
                self.push(Instruction::Raise(n));
            }
            StmtKind::Import(imports) => self.import(imports),
            StmtKind::ImportFrom { level, module, names } => self.import_from(stmt, level, module, names)?,
            StmtKind::Global(names) => self.global(stmt, names)?,
            StmtKind::Nonlocal(names) => self.nonlocal(stmt, names)?,
            StmtKind::Assert { test, message } => self.assert_stmt(test, message)?,
            StmtKind::If { test, body, elifs, otherwise } => self.if_stmt(test, body, elifs, otherwise)?,
            StmtKind::While { test, body, otherwise } => self.while_loop(test, body, otherwise)?,
            StmtKind::For { is_async: false, line: _, target, iter, body, otherwise } => {
                self.for_loop(target, iter, body, otherwise)?;
            }
            StmtKind::For { is_async: true, line, .. } | StmtKind::With { is_async: true, line, .. }
                if !self.is_in_generator() =>
            {
                self.fail(LowerError::syntax("async for/with outside async function", stmt.span, line))?;
            }
            StmtKind::For { is_async: true, line: _, target, iter, body, otherwise } => {
                self.async_for_loop(target, iter, body, otherwise)?;
            }
            StmtKind::Try { body, handlers, otherwise, cleanup } => {
                self.try_stmt(body, handlers, otherwise, cleanup)?;
            }
            StmtKind::With { is_async: false, line: _, items, body } => self.with_stmt(items, body)?,
            StmtKind::With { is_async: true, line: _, items, body } => {
                self.async_with_stmt(items, body)?;
            }
            StmtKind::Function(id) => {
                let (n_decorators, code_kind) = self.decorators(self.ast[id].decorators)?;
                self.function(id, code_kind)?;
                self.apply_decorators(n_decorators);
                self.store(self.ast[id].name.symbol);
            }
            StmtKind::Class(id) => {
                let (n_decorators, code_kind) = self.decorators(self.ast[id].decorators)?;
                self.class(id, code_kind)?;
                self.apply_decorators(n_decorators);
                self.store(self.ast[id].name.symbol);
            }
        }
        Ok(())
    }

    fn expr_stmt(&mut self, expr: ExprId) -> Res {
        let is_interactive = self.frame.kind == ScopeKind::Module && matches!(self.ast.root, Root::Single(_));
        if is_interactive {
            self.load(Symbol::DUNDER_REPL_PRINT);
            self.expr(expr)?;
            self.push(Instruction::CallFunction(Arguments::positional(1)));
        } else {
            self.expr(expr)?;
        }
        self.push(Instruction::PopTop);
        Ok(())
    }

    /// `a = b = value`
    fn assignment(&mut self, targets: List<ExprId>, value: ExprId) -> Res {
        let targets = &self.ast[targets];
        if let [target] = targets {
            return self.assign_value(*target, value);
        }
        self.expr(value)?;
        for (index, &target) in targets.iter().enumerate() {
            if index + 1 < targets.len() {
                self.push(Instruction::DupTop);
            }
            self.assign(target)?;
        }
        Ok(())
    }

    fn assign_value(&mut self, target: ExprId, value: ExprId) -> Res {
        let Some((targets, values)) = self.pairwise(target, value) else {
            self.expr(value)?;
            return self.assign(target);
        };
        self.exprs(values)?;
        if values.len() == 3 {
            self.push(Instruction::RotThree);
        }
        self.push(Instruction::RotTwo);
        self.ast[targets].iter().try_for_each(|&target| self.assign(target))
    }

    /// The items of `a, b = c, d` and `a, b, c = d, e, f`, which need no tuple.
    fn pairwise(&self, target: ExprId, value: ExprId) -> Option<(List<ExprId>, List<ExprId>)> {
        let ExprKind::Tuple { items: targets, parenthesised: false } = self.ast[target].kind else { return None };
        let ExprKind::Tuple { items: values, parenthesised: false } = self.ast[value].kind else { return None };
        let is_short = targets.len() == values.len() && (2..=3).contains(&targets.len());
        let is_plain = self.ast[targets].iter().all(|&item| !matches!(self.ast[item].kind, ExprKind::Star(_)));
        (is_short && is_plain).then_some((targets, values))
    }

    fn annotated(&mut self, target: ExprId, value: Option<ExprId>) -> Res {
        if let Some(value) = value {
            return self.assign_value(target, value);
        }
        // A name that is only annotated is still a local variable.
        if let (ScopeKind::Function, ExprKind::Name(symbol)) = (self.frame.kind, self.ast[target].kind) {
            self.scopes[self.frame.scope].bindings.find_or_add(symbol, BindingKind::Local);
        }
        Ok(())
    }

    fn return_stmt(&mut self, stmt: &Stmt, value: Option<ExprId>) -> Res {
        if self.frame.kind != ScopeKind::Function {
            return self.fail(LowerError::syntax("'return' outside function", stmt.span, stmt.line));
        }
        match value.map(|value| (value, self.ast[value].kind)) {
            None => self.load_none(),
            Some((_, ExprKind::IfElse { test, then, otherwise })) => {
                // Both values are returned where they are made.
                let fail = self.new_label();
                self.condition(test, false, fail)?;
                self.expr(then)?;
                self.push(Instruction::ReturnValue);
                self.label(fail);
                self.expr(otherwise)?;
            }
            Some((value, _)) => self.expr(value)?,
        }
        self.push(Instruction::ReturnValue);
        Ok(())
    }

    fn global(&mut self, stmt: &Stmt, names: List<Name>) -> Res {
        for name in &self.ast[names] {
            if let Err(error) = self.scopes.declare_global(self.frame.scope, name.symbol) {
                let first = self.first_mention(name.symbol, name.span);
                self.fail(LowerError::syntax(error.text(), name.span, stmt.line).mentioned(first))?;
            }
        }
        Ok(())
    }

    fn nonlocal(&mut self, stmt: &Stmt, names: List<Name>) -> Res {
        if self.frame.kind == ScopeKind::Module {
            return self.fail(LowerError::syntax("can't declare nonlocal in outer code", stmt.span, stmt.line));
        }
        for name in &self.ast[names] {
            if let Err(error) = self.scopes.declare_nonlocal(self.frame.scope, name.symbol) {
                let first = self.first_mention(name.symbol, name.span);
                self.fail(LowerError::syntax(error.text(), name.span, stmt.line).mentioned(first))?;
            }
        }
        Ok(())
    }

    fn assert_stmt(&mut self, test: ExprId, message: Option<ExprId>) -> Res {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.condition(test, true, end)?;
        self.load_global(Symbol::ASSERTION_ERROR);
        if let Some(message) = message {
            self.expr(message)?;
            self.push(Instruction::CallFunction(Arguments::positional(1)));
        }
        self.push(Instruction::Raise(1));
        self.label(end);
        Ok(())
    }

    fn if_stmt(&mut self, test: ExprId, body: ast::Block, elifs: List<Elif>, otherwise: Option<ast::Block>) -> Res {
        let end = self.new_label();
        let is_last = elifs.is_empty() && otherwise.is_none();
        let mut decided = self.branch(test, body, (!is_last).then_some(end))?;
        for elif in &self.ast[elifs] {
            if decided {
                break;
            }
            decided = self.branch(elif.test, elif.body, Some(end))?;
        }
        if !decided {
            self.optional_block(otherwise)?;
        }
        self.label(end);
        Ok(())
    }

    /// One condition and its block, which goes on at `end`, or falls through to it. Tells if nothing else can run,
    /// because the condition is always true; if it is always false, nothing is made of it.
    fn branch(&mut self, test: ExprId, body: ast::Block, end: Option<crate::emit::Label>) -> Res<bool> {
        let truth = fold::truth(self.ast, test);
        if truth == Some(false) {
            return Ok(false);
        }
        let fail = self.new_label();
        self.condition(test, false, fail)?;
        self.block(body)?;
        if truth == Some(true) {
            return Ok(true);
        }
        if let Some(end) = end {
            self.push(Instruction::Jump(end));
        }
        self.label(fail);
        Ok(false)
    }

    fn is_in_generator(&self) -> bool {
        self.scopes[self.frame.scope].flags.contains(ScopeFlags::GENERATOR)
    }
}

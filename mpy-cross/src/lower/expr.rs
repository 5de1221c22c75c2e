//! Expressions.

use mpy_format::operator::{BinaryOp, UnaryOp};

use super::error::{LowerError, Res};
use super::{Body, Lowerer};
use crate::ast::{self, Comparison, Expr, ExprId, ExprKind, Item, List, Operand, Symbol};
use crate::emit::{Access, Build, Instruction, Label, Singleton, nests_deeper};
use crate::scope::ScopeKind;
use crate::source::Span;
use mpy_format::Constant;
use mpy_format::mpy::ScopeFlags;

impl Lowerer<'_> {
    /// Pushes the value of an expression.
    pub(super) fn expr(&mut self, id: ExprId) -> Res {
        let expr = self.ast[id];
        match expr.kind {
            ExprKind::None => self.load_none(),
            ExprKind::False => self.push(Instruction::LoadSingleton(Singleton::False)),
            ExprKind::True => self.push(Instruction::LoadSingleton(Singleton::True)),
            ExprKind::Ellipsis => {
                let index = self.constants.intern_object(Constant::Ellipsis);
                self.push(Instruction::LoadConstant(index));
            }
            ExprKind::SmallInt(value) => self.push(Instruction::LoadSmallInt(value)),
            ExprKind::Str(symbol) => self.load_str(symbol),
            ExprKind::Name(symbol) => self.load(symbol),
            _ => {
                self.line(expr.line);
                return self.nested(expr.span, expr.line, |lowerer| lowerer.compound(&expr));
            }
        }
        Ok(())
    }

    /// The line of an expression for errors: none if it is one word.
    pub(super) fn line_of(&self, id: ExprId) -> u32 {
        let expr = &self.ast[id];
        if expr.is_leaf() { 0 } else { expr.line }
    }

    fn compound(&mut self, expr: &Expr) -> Res {
        match expr.kind {
            ExprKind::None
            | ExprKind::False
            | ExprKind::True
            | ExprKind::Ellipsis
            | ExprKind::SmallInt(_)
            | ExprKind::Str(_)
            | ExprKind::Name(_) => unreachable!("a leaf is no compound"),
            ExprKind::Const(id) => {
                if nests_deeper(self.ast, id, self.options.max_nesting) {
                    return Err(LowerError::too_deep(expr.span, expr.line));
                }
                let index = self.constants.intern(self.ast, &self.names, id);
                self.push(Instruction::LoadConstant(index));
                Ok(())
            }
            ExprKind::Tuple { items, .. } => {
                self.exprs(items)?;
                self.push(Instruction::Build(Build::Tuple, items.len() as u32));
                Ok(())
            }
            ExprKind::List(items) => self.list(items),
            ExprKind::Set(items) => self.set(items, expr),
            ExprKind::Dict(items) => self.dict(items, expr),
            ExprKind::Comprehension { kind, element, clauses } => self.comprehension(kind, element, clauses),
            ExprKind::Postfix { base, trailers } => self.postfix(base, trailers),
            ExprKind::Await { base, trailers } => {
                if !self.is_in_function() {
                    return self.fail(LowerError::syntax("'await' outside function", expr.span, expr.line));
                }
                self.postfix(base, trailers)?;
                self.yield_from();
                Ok(())
            }
            ExprKind::Binary { first, rest } => self.binary(first, rest),
            ExprKind::Unary { op, operand } => {
                self.expr(operand)?;
                self.push(Instruction::Unary(match op {
                    ast::UnaryOp::Positive => UnaryOp::Positive,
                    ast::UnaryOp::Negative => UnaryOp::Negative,
                    ast::UnaryOp::Invert => UnaryOp::Invert,
                }));
                Ok(())
            }
            ExprKind::Not(operand) => {
                self.expr(operand)?;
                self.push(Instruction::Unary(UnaryOp::Not));
                Ok(())
            }
            ExprKind::And(operands) => self.and_or(false, operands),
            ExprKind::Or(operands) => self.and_or(true, operands),
            ExprKind::Compare { first, rest } => self.compare(first, rest),
            ExprKind::IfElse { test, then, otherwise } => self.if_else(test, then, otherwise),
            ExprKind::Lambda { params, body } => {
                let body = Body::Lambda { params, body, line: expr.line };
                let scope = self.add_child(ScopeKind::Lambda, Symbol::LAMBDA, body);
                self.make_function(scope, params)
            }
            ExprKind::Named { target, value } => self.named(target, value),
            ExprKind::Star(_) => self.fail(LowerError::syntax("*x must be assignment target", expr.span, expr.line)),
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) if !self.is_in_function() => {
                self.fail(LowerError::syntax("'yield' outside function", expr.span, expr.line))
            }
            ExprKind::Yield(value) => {
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(),
                }
                self.yield_value();
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value)?;
                self.yield_from();
                Ok(())
            }
            ExprKind::Slice { start, stop, step } => self.slice(start, stop, step),
        }
    }

    pub(super) fn exprs(&mut self, items: List<ExprId>) -> Res {
        self.ast[items].iter().try_for_each(|&item| self.expr(item))
    }

    fn list(&mut self, items: List<ExprId>) -> Res {
        let is_list = items.len() > 1;
        self.start_items(is_list);
        for &item in &self.ast[items] {
            // The items of a list are a list of nodes as statements are: an error in one is charged to it.
            self.expr(item)?;
            if is_list && self.charge_to_item(self.line_of(item))? {
                return Ok(());
            }
        }
        self.end_items(is_list, items.len());
        self.push(Instruction::Build(Build::List, items.len() as u32));
        Ok(())
    }

    fn set(&mut self, items: List<Item>, expr: &Expr) -> Res {
        let first_line = self.first_line(items, expr);
        for item in &self.ast[items] {
            if item.value.is_some() {
                self.pair(item)?;
                let (place, first) = (self.ast[item.key].span, self.first_key(items));
                return self
                    .fail(LowerError::syntax("expecting just a value for set", place, first_line).related(first));
            }
            self.expr(item.key)?;
        }
        self.push(Instruction::Build(Build::Set, items.len() as u32));
        Ok(())
    }

    fn dict(&mut self, items: List<Item>, expr: &Expr) -> Res {
        let first_line = self.first_line(items, expr);
        self.push(Instruction::Build(Build::Map, items.len() as u32));
        for item in &self.ast[items] {
            if item.value.is_none() {
                self.expr(item.key)?;
                let (place, first) = (self.ast[item.key].span, self.first_key(items));
                return self.fail(LowerError::syntax("expecting key:value for dict", place, first_line).related(first));
            }
            self.pair(item)?;
            self.push(Instruction::StoreMap);
        }
        Ok(())
    }

    fn first_key(&self, items: List<Item>) -> Option<Span> {
        self.ast[items].first().map(|item| self.ast[item.key].span)
    }

    fn first_line(&self, items: List<Item>, expr: &Expr) -> u32 {
        self.ast[items].first().map_or(expr.line, |item| item.line)
    }

    /// Pushes the value and above it the key.
    pub(super) fn pair(&mut self, item: &Item) -> Res {
        self.line(item.line);
        if let Some(value) = item.value {
            self.expr(value)?;
        }
        self.expr(item.key)
    }

    fn binary(&mut self, first: ExprId, rest: List<Operand>) -> Res {
        let is_power = matches!(self.ast[rest].first(), Some(Operand { op: ast::BinaryOp::Power, .. }));
        self.start_items(is_power);
        self.expr(first)?;
        if is_power && self.charge_to_item(self.line_of(first))? {
            return Ok(());
        }
        for operand in &self.ast[rest] {
            self.expr(operand.value)?;
            if is_power && self.charge_to_item(self.line_of(operand.value))? {
                return Ok(());
            }
            self.end_items(is_power, 2);
            self.push(Instruction::Binary(operator(operand.op)));
        }
        Ok(())
    }

    fn and_or(&mut self, decisive: bool, operands: List<ExprId>) -> Res {
        let end = self.new_label();
        if let [others @ .., last] = &self.ast[operands] {
            for &operand in others {
                self.expr(operand)?;
                self.push(Instruction::JumpIfOrPop(decisive, end));
            }
            self.expr(*last)?;
        }
        self.label(end);
        Ok(())
    }

    /// `a < b < c` keeps `b` below the result of `a < b`, to go on with it or to drop it.
    fn compare(&mut self, first: ExprId, rest: List<Comparison>) -> Res {
        self.expr(first)?;
        let rest = &self.ast[rest];
        let Some((last, others)) = rest.split_last() else { return Ok(()) };
        if others.is_empty() {
            self.expr(last.value)?;
            self.comparison(last.op);
            return Ok(());
        }
        let fail = self.new_label();
        let end = self.new_label();
        for comparison in others {
            self.expr(comparison.value)?;
            self.push(Instruction::DupTop);
            self.push(Instruction::RotThree);
            self.comparison(comparison.op);
            self.push(Instruction::JumpIfOrPop(false, fail));
        }
        self.expr(last.value)?;
        self.comparison(last.op);
        self.push(Instruction::Jump(end));
        self.label(fail);
        self.push(Instruction::AdjustStack(1));
        self.push(Instruction::RotTwo);
        self.push(Instruction::PopTop);
        self.label(end);
        Ok(())
    }

    fn comparison(&mut self, op: ast::CompareOp) {
        let (operator, negated) = match op {
            ast::CompareOp::Less => (BinaryOp::Less, false),
            ast::CompareOp::More => (BinaryOp::More, false),
            ast::CompareOp::Equal => (BinaryOp::Equal, false),
            ast::CompareOp::LessEqual => (BinaryOp::LessEqual, false),
            ast::CompareOp::MoreEqual => (BinaryOp::MoreEqual, false),
            ast::CompareOp::NotEqual => (BinaryOp::NotEqual, false),
            ast::CompareOp::In => (BinaryOp::In, false),
            ast::CompareOp::NotIn => (BinaryOp::In, true),
            ast::CompareOp::Is => (BinaryOp::Is, false),
            ast::CompareOp::IsNot => (BinaryOp::Is, true),
        };
        self.push(if negated { Instruction::BinaryNot(operator) } else { Instruction::Binary(operator) });
    }

    fn if_else(&mut self, test: ExprId, then: ExprId, otherwise: ExprId) -> Res {
        let fail = self.new_label();
        let end = self.new_label();
        self.condition(test, false, fail)?;
        self.expr(then)?;
        self.push(Instruction::Jump(end));
        self.label(fail);
        self.push(Instruction::AdjustStack(-1));
        self.expr(otherwise)?;
        self.label(end);
        Ok(())
    }

    /// `target := value`, which leaves the value on the stack.
    pub(super) fn named(&mut self, target: ExprId, value: ExprId) -> Res {
        let ExprKind::Name(symbol) = self.ast[target].kind else {
            self.fail(self.no_target(target))?;
            return self.expr(value);
        };
        self.expr(value)?;
        self.push(Instruction::DupTop);
        if let Err(error) = self.scopes.declare_named(self.frame.scope, symbol) {
            let place = self.ast[target].span;
            let first = self.first_mention(symbol, place);
            self.fail(LowerError::syntax(error.text(), place, 0).mentioned(first))?;
        }
        self.store(symbol);
        Ok(())
    }

    fn slice(&mut self, start: Option<ExprId>, stop: Option<ExprId>, step: Option<ExprId>) -> Res {
        for bound in [start, stop] {
            match bound {
                Some(bound) => self.expr(bound)?,
                None => self.load_none(),
            }
        }
        if let Some(step) = step {
            self.expr(step)?;
        }
        self.push(Instruction::Build(Build::Slice, 2 + u32::from(step.is_some())));
        Ok(())
    }

    pub(super) fn attribute(&mut self, access: Access, symbol: Symbol) {
        let name = self.qstr(symbol);
        self.push(Instruction::Attribute(access, name));
    }

    /// Yields the value on the stack.
    pub(super) fn yield_value(&mut self) {
        let resume = self.new_label();
        self.push(Instruction::Yield(resume));
        self.mark_generator();
    }

    /// Yields from the iterable on the stack.
    pub(super) fn yield_from(&mut self) {
        self.push(Instruction::GetIter { on_stack: false });
        self.load_none();
        let labels = self.new_labels(3);
        self.push(Instruction::YieldFrom(labels));
        self.mark_generator();
    }

    fn mark_generator(&mut self) {
        self.scopes[self.frame.scope].add_flags(ScopeFlags::GENERATOR);
    }

    fn is_in_function(&self) -> bool {
        matches!(self.frame.kind, ScopeKind::Function | ScopeKind::Lambda)
    }

    /// An error about an expression.
    pub(super) fn error_at(&self, text: &'static str, id: ExprId) -> LowerError {
        LowerError::syntax(text, self.ast[id].span, self.line_of(id))
    }

    /// Goes to the label if the exception on the stack, which stays, is not what the value above it catches.
    pub(super) fn unless_caught(&mut self, label: Label) {
        self.push(Instruction::Binary(BinaryOp::ExceptionMatch));
        self.push(Instruction::PopJumpIf(false, label));
    }
}

fn operator(op: ast::BinaryOp) -> BinaryOp {
    match op {
        ast::BinaryOp::Or => BinaryOp::Or,
        ast::BinaryOp::Xor => BinaryOp::Xor,
        ast::BinaryOp::And => BinaryOp::And,
        ast::BinaryOp::ShiftLeft => BinaryOp::Lshift,
        ast::BinaryOp::ShiftRight => BinaryOp::Rshift,
        ast::BinaryOp::Add => BinaryOp::Add,
        ast::BinaryOp::Subtract => BinaryOp::Subtract,
        ast::BinaryOp::Multiply => BinaryOp::Multiply,
        ast::BinaryOp::MatrixMultiply => BinaryOp::MatMultiply,
        ast::BinaryOp::FloorDivide => BinaryOp::FloorDivide,
        ast::BinaryOp::TrueDivide => BinaryOp::TrueDivide,
        ast::BinaryOp::Modulo => BinaryOp::Modulo,
        ast::BinaryOp::Power => BinaryOp::Power,
    }
}

/// The operator of an augmented assignment.
pub(super) fn inplace_operator(op: ast::BinaryOp) -> BinaryOp {
    match op {
        ast::BinaryOp::Or => BinaryOp::InplaceOr,
        ast::BinaryOp::Xor => BinaryOp::InplaceXor,
        ast::BinaryOp::And => BinaryOp::InplaceAnd,
        ast::BinaryOp::ShiftLeft => BinaryOp::InplaceLshift,
        ast::BinaryOp::ShiftRight => BinaryOp::InplaceRshift,
        ast::BinaryOp::Add => BinaryOp::InplaceAdd,
        ast::BinaryOp::Subtract => BinaryOp::InplaceSubtract,
        ast::BinaryOp::Multiply => BinaryOp::InplaceMultiply,
        ast::BinaryOp::MatrixMultiply => BinaryOp::InplaceMatMultiply,
        ast::BinaryOp::FloorDivide => BinaryOp::InplaceFloorDivide,
        ast::BinaryOp::TrueDivide => BinaryOp::InplaceTrueDivide,
        ast::BinaryOp::Modulo => BinaryOp::InplaceModulo,
        ast::BinaryOp::Power => BinaryOp::InplacePower,
    }
}

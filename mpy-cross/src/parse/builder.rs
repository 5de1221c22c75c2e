//! The code that the grammar's actions call: it makes nodes, and folds what is constant as it goes.
//!
//! Actions run in the order in which the reference finishes its rules, so constants are known where the reference knows
//! them, and a `const()` that is none is found before anything behind it.

mod arith;

use alloc::vec::Vec;
use core::mem;

use hashbrown::HashMap;

use super::ParseOptions;
use super::error::{ParseError, ParseErrorKind};
use crate::{
    ast::*,
    fold::{self, Folder},
    lex::token::{Kind, Token, Value},
    source::Span,
};

/// A position between tokens: the index of the one that follows.
pub type Position = u32;

/// Makes the tree of a part of a text.
pub struct Builder<'t> {
    pub ast: &'t mut Ast,
    /// The first error that is not one of the grammar.
    pub error: Option<ParseError>,
    pub mode: Mode,
    tokens: &'t [Token],
    annotated_const: bool,
    folder: Folder,
    memory: &'t mut Memory,
}

/// What the parts of a text leave to those behind them.
#[derive(Default)]
pub struct Memory {
    /// The lines of a module.
    lines: Vec<Line>,
    /// The values of `NAME = const(…)` so far, and where they were defined.
    constants: HashMap<Symbol, (ConstId, Name)>,
    /// The values of `math.NAME` so far: the same object each time, which shows in `nan`.
    module_constants: HashMap<Symbol, ConstId>,
    /// Statements that folding left without a line, in order, and the line of their first token.
    folded: Vec<(StmtId, u32)>,
}

/// A logical line.
pub enum Line {
    /// Nothing but its end.
    Blank,
    /// A statement.
    One(StmtId),
    /// Statements with semicolons between, or one with a semicolon behind it.
    Many(Vec<StmtId>),
}

/// What decorators apply to.
pub enum Definition {
    Class(ClassId),
    Function(FunctionId, bool),
}

/// Items with at least one comma.
pub struct Spread {
    items: Vec<ExprId>,
    /// Where the second item starts, if there are three, or two and a comma behind them.
    second: Option<Position>,
}

impl Spread {
    pub fn one(item: ExprId) -> Spread {
        Spread { items: Vec::from([item]), second: None }
    }

    pub fn new(first: ExprId, second: Position, rest: Vec<ExprId>, trailing: bool) -> Spread {
        let second = (rest.len() > 1 || trailing).then_some(second);
        let mut items = Vec::with_capacity(rest.len() + 1);
        items.push(first);
        items.extend(rest);
        Spread { items, second }
    }
}

impl<'t> Builder<'t> {
    pub fn new(tokens: &'t [Token], ast: &'t mut Ast, memory: &'t mut Memory, options: ParseOptions) -> Builder<'t> {
        let ParseOptions { lex, mode, annotated_const } = options;
        let folder = Folder { small_int_bits: lex.small_int_bits };
        Builder { ast, error: None, mode, tokens, annotated_const, folder, memory }
    }

    pub fn line(&self, at: Position) -> u32 {
        self.tokens[at as usize].line
    }

    pub fn list<T: Pooled>(&mut self, nodes: Vec<T>) -> List<T> {
        if nodes.is_empty() { List::EMPTY } else { self.ast.add_list(nodes) }
    }

    pub fn expr(&mut self, l: Position, kind: ExprKind, r: Position) -> ExprId {
        let (span, line) = (self.span(l, r), self.line(l));
        self.ast.add(Expr { kind, span, line })
    }

    pub fn stmt(&mut self, l: Position, kind: StmtKind, r: Position) -> StmtId {
        let (span, line) = (self.span(l, r), self.line(l));
        self.ast.add(Stmt { kind, span, line, is_joined: false })
    }

    fn span(&self, l: Position, r: Position) -> Span {
        let (first, last) = (self.tokens[l as usize].span, self.tokens[(r - 1) as usize].span);
        Span::new(first.start, last.end.max(first.start))
    }

    // Roots and blocks.

    /// The module, once its last part is there.
    pub fn file(&mut self, lines: Vec<Line>) -> Root {
        self.memory.lines.extend(lines);
        if !matches!(self.tokens, [.., Token { kind: Kind::End, .. }]) {
            return self.ast.root;
        }
        let mut lines = mem::take(&mut self.memory.lines);
        // A file of joined lines and nothing else has a line number all the same: that of its end.
        if lines.is_empty() && self.line(0) > 1 {
            lines.push(Line::One(self.stmt(0, StmtKind::Pass, 1)));
        }
        Root::File(self.suite(lines))
    }

    pub fn single(&mut self, line: Option<Line>) -> Root {
        Root::Single(self.suite(line.into_iter().collect()))
    }

    pub fn suite(&mut self, lines: Vec<Line>) -> Block {
        let listed = lines.len() > 1 || matches!(lines[..], [Line::Many(_)]);
        let mut stmts = Vec::with_capacity(lines.len());
        for (index, line) in lines.into_iter().enumerate() {
            match line {
                Line::Blank => {}
                Line::One(stmt) => {
                    if listed && index == 0 {
                        self.start_list(stmt);
                    }
                    stmts.push(stmt);
                }
                Line::Many(many) => {
                    self.start_list(many[0]);
                    many.iter().for_each(|&stmt| self.ast[stmt].is_joined = true);
                    stmts.extend(many);
                }
            }
        }
        Block { stmts: self.list(stmts), listed }
    }

    /// A list node moves the line counter to its first token, also if the statement there has been folded away.
    fn start_list(&mut self, first: StmtId) {
        if let Ok(found) = self.memory.folded.binary_search_by_key(&first, |&(stmt, _)| stmt) {
            self.ast[first].line = self.memory.folded[found].1;
        }
    }

    // Statements.

    pub fn expr_stmt(&mut self, l: Position, expr: ExprId, r: Position) -> StmtId {
        // A constant does nothing; but a prompt prints it.
        let is_dropped = self.mode != Mode::Single
            && match self.ast[expr].kind {
                ExprKind::Name(_) => false,
                ExprKind::Const(_) => true,
                _ => self.ast[expr].is_leaf(),
            };
        self.stmt(l, if is_dropped { StmtKind::Pass } else { StmtKind::Expr(expr) }, r)
    }

    pub fn assign(&mut self, l: Position, target: ExprId, mut values: Vec<ExprId>, r: Position) -> StmtId {
        let mut value = values.pop().unwrap_or(target);
        if values.is_empty()
            && let (ExprKind::Name(name), Some(args)) = (self.ast[target].kind, self.const_call(value))
        {
            let place = Name { symbol: name, span: self.ast[target].span };
            match self.define(place, args, self.ast[value], r) {
                None => {}
                Some(_) if self.ast.names.text(name).first() == Some(&b'_') => {
                    let (kind, span) = (StmtKind::Pass, self.span(l, r));
                    let stmt = self.ast.add(Stmt { kind, span, line: 0, is_joined: false });
                    self.memory.folded.push((stmt, self.line(l)));
                    return stmt;
                }
                Some(constant) => value = constant,
            }
        }
        let targets = self.ast.add_list(core::iter::once(target).chain(values));
        self.stmt(l, StmtKind::Assign { targets, value }, r)
    }

    pub fn annotated(
        &mut self,
        l: Position,
        target: ExprId,
        annotation: ExprId,
        value: Option<ExprId>,
        r: Position,
    ) -> StmtId {
        match value {
            Some(value) if self.annotated_const && self.const_call(value).is_some() => {
                self.assign(l, target, Vec::from([value]), r)
            }
            _ => self.stmt(l, StmtKind::AnnAssign { target, annotation, value }, r),
        }
    }

    /// The arguments, if the expression is a call of `const`.
    fn const_call(&self, expr: ExprId) -> Option<List<Arg>> {
        let ExprKind::Postfix { base, trailers } = self.ast[expr].kind else {
            return None;
        };
        match (self.ast[base].kind, &self.ast[trailers]) {
            (ExprKind::Name(Symbol::CONST), &[Trailer { kind: TrailerKind::Call(args), .. }]) => Some(args),
            _ => None,
        }
    }

    /// Remembers a constant and gives its value.
    fn define(&mut self, name: Name, args: List<Arg>, call: Expr, r: Position) -> Option<ExprId> {
        // `const(x,)` has a list of arguments, which is no constant.
        let has_comma = matches!(self.tokens[..r as usize], [.., Token { kind: Kind::Comma, .. }, _]);
        let (expr, constant) = match self.ast[args] {
            _ if has_comma => (None, None),
            [Arg { kind: ArgKind::Positional(expr), .. }] => (Some(expr), fold::to_const(self.ast, expr)),
            _ => (None, None),
        };
        match constant {
            Some(constant) => {
                self.memory.constants.insert(name.symbol, (constant, name));
                self.ast.named_constants.push(name);
            }
            None => {
                let kind = ParseErrorKind::NotConstant;
                self.error.get_or_insert(ParseError::new(kind, call.span, call.line));
            }
        }
        expr.filter(|_| constant.is_some())
    }

    pub fn handler(
        &mut self,
        l: Position,
        exception: Option<ExprId>,
        name: Option<Name>,
        r: Position,
        body: Block,
    ) -> Handler {
        Handler { exception, name, body, span: self.span(l, r), line: self.line(l) }
    }

    pub fn class(&mut self, l: Position, name: Name, args: List<Arg>, body: Block) -> ClassId {
        let line = self.line(l);
        self.ast.add(Class { decorators: List::EMPTY, line, name, args, body })
    }

    pub fn function(
        &mut self,
        l: Position,
        name: Name,
        params: List<Param>,
        returns: Option<ExprId>,
        body: Block,
    ) -> FunctionId {
        let line = self.line(l);
        self.ast.add(Function { decorators: List::EMPTY, is_async: false, line, name, params, returns, body })
    }

    pub fn param(
        &mut self,
        l: Position,
        kind: ParamKind,
        name: Option<(Name, Option<ExprId>)>,
        default: Option<ExprId>,
        r: Position,
    ) -> Param {
        let annotation = name.and_then(|(_, annotation)| annotation);
        Param { kind, name: name.map(|(name, _)| name), annotation, default, span: self.span(l, r), line: self.line(l) }
    }

    pub fn decorate(&mut self, decorators: Vec<Decorator>, definition: Definition) -> StmtKind {
        let decorators = self.list(decorators);
        match definition {
            Definition::Class(id) => {
                self.ast[id].decorators = decorators;
                StmtKind::Class(id)
            }
            Definition::Function(id, is_async) => {
                self.ast[id].decorators = decorators;
                self.ast[id].is_async = is_async;
                StmtKind::Function(id)
            }
        }
    }

    pub fn make_async(&mut self, mut kind: StmtKind) -> StmtKind {
        match &mut kind {
            StmtKind::For { is_async, .. } | StmtKind::With { is_async, .. } => *is_async = true,
            StmtKind::Function(id) => self.ast[*id].is_async = true,
            _ => unreachable!("the grammar has `async` before these only"),
        }
        kind
    }

    // Atoms.

    pub fn name(&self, l: Position) -> Name {
        let token = self.tokens[l as usize];
        let Value::Symbol(symbol) = token.value else {
            unreachable!("the lexer gives every name a symbol");
        };
        Name { symbol, span: token.span }
    }

    /// A name whose value is wanted, or the value itself if it is known.
    pub fn load(&mut self, l: Position) -> ExprId {
        let name = self.name(l);
        let Some(&(constant, definition)) = self.memory.constants.get(&name.symbol) else {
            return self.expr(l, ExprKind::Name(name.symbol), l + 1);
        };
        let kind = match self.ast[constant] {
            Const::SmallInt(n) => ExprKind::SmallInt(n),
            _ => ExprKind::Const(constant),
        };
        let expr = self.expr(l, kind, l + 1);
        self.ast.constant_uses.push((expr, definition));
        expr
    }

    pub fn literal(&mut self, l: Position) -> ExprId {
        let kind = match self.tokens[l as usize].value {
            Value::Symbol(symbol) => ExprKind::Str(symbol),
            Value::SmallInt(n) => ExprKind::SmallInt(n.into()),
            Value::Const(id) => match self.ast[id] {
                Const::SmallInt(n) => ExprKind::SmallInt(n),
                _ => ExprKind::Const(id),
            },
            // The token after a broken literal is an error, and the parser stops there.
            Value::None => ExprKind::None,
        };
        self.expr(l, kind, l + 1)
    }

    // Tuples and what else is in brackets.

    pub fn bare_tuple(&mut self, l: Position, spread: Spread, r: Position) -> ExprId {
        if let Some(kind) = self.const_tuple(&spread.items) {
            return self.expr(l, kind, r);
        }
        self.target_tuple(l, spread, r)
    }

    /// A bare tuple that is never folded.
    pub fn target_tuple(&mut self, l: Position, spread: Spread, r: Position) -> ExprId {
        let items = self.list(spread.items);
        self.expr(l, ExprKind::Tuple { items, parenthesised: false }, r)
    }

    pub fn paren_tuple(&mut self, l: Position, first: Position, spread: Spread, r: Position) -> ExprId {
        if let Some(kind) = self.const_tuple(&spread.items) {
            let line = self.line(spread.second.unwrap_or(first));
            let span = self.span(l, r);
            return self.ast.add(Expr { kind, span, line });
        }
        let items = self.list(spread.items);
        self.expr(l, ExprKind::Tuple { items, parenthesised: true }, r)
    }

    fn const_tuple(&mut self, items: &[ExprId]) -> Option<ExprKind> {
        if !items.iter().all(|&item| fold::is_const(self.ast, item)) {
            return None;
        }
        let consts = items.iter().map(|&item| fold::to_const(self.ast, item)).collect::<Option<Vec<_>>>()?;
        let consts = self.list(consts);
        let tuple = self.ast.add(Const::Tuple(consts));
        Some(ExprKind::Const(tuple))
    }

    pub fn bracket_list(&mut self, l: Position, items: Vec<ExprId>, r: Position) -> ExprId {
        let items = self.list(items);
        self.expr(l, ExprKind::List(items), r)
    }

    pub fn braces(&mut self, l: Position, items: Vec<Item>, r: Position) -> ExprId {
        let is_dict = items.first().is_some_and(|item| item.value.is_some());
        let items = self.list(items);
        self.expr(l, if is_dict { ExprKind::Dict(items) } else { ExprKind::Set(items) }, r)
    }

    pub fn generator(
        &mut self,
        l: Position,
        first: Position,
        key: ExprId,
        clauses: Vec<Clause>,
        r: Position,
    ) -> ExprId {
        let element = Item { key, value: None, line: self.line(first) };
        self.comprehension(l, ComprehensionKind::Generator, element, clauses, r)
    }

    pub fn list_comprehension(
        &mut self,
        l: Position,
        first: Position,
        key: ExprId,
        clauses: Vec<Clause>,
        r: Position,
    ) -> ExprId {
        let element = Item { key, value: None, line: self.line(first) };
        self.comprehension(l, ComprehensionKind::List, element, clauses, r)
    }

    pub fn brace_comprehension(&mut self, l: Position, element: Item, clauses: Vec<Clause>, r: Position) -> ExprId {
        let kind = if element.value.is_some() { ComprehensionKind::Dict } else { ComprehensionKind::Set };
        self.comprehension(l, kind, element, clauses, r)
    }

    fn comprehension(
        &mut self,
        l: Position,
        kind: ComprehensionKind,
        element: Item,
        clauses: Vec<Clause>,
        r: Position,
    ) -> ExprId {
        let (element, clauses) = (self.ast.add(element), self.list(clauses));
        self.expr(l, ExprKind::Comprehension { kind, element, clauses }, r)
    }

    // Trailers.

    pub fn arg(&mut self, l: Position, kind: ArgKind, r: Position) -> Arg {
        Arg { kind, span: self.span(l, r), line: self.line(l) }
    }

    pub fn trailer(&mut self, l: Position, kind: TrailerKind, r: Position) -> Trailer {
        Trailer { kind, span: self.span(l, r), line: self.line(l) }
    }

    pub fn postfix(&mut self, l: Position, base: ExprId, trailers: Vec<Trailer>, r: Position) -> ExprId {
        if let (ExprKind::Name(module), &[Trailer { kind: TrailerKind::Attr(attr), .. }]) =
            (self.ast[base].kind, &trailers[..])
            && let Some(value) = fold::module_constant(self.ast.names.text(module), self.ast.names.text(attr.symbol))
        {
            let ast = &mut *self.ast;
            let constant =
                *self.memory.module_constants.entry(attr.symbol).or_insert_with(|| ast.add(Const::Float(value)));
            return self.refold(l, ExprKind::Const(constant), r);
        }
        let trailers = self.list(trailers);
        self.expr(l, ExprKind::Postfix { base, trailers }, r)
    }

    pub fn awaited(&mut self, l: Position, base: ExprId, trailers: Vec<Trailer>, r: Position) -> ExprId {
        let trailers = self.list(trailers);
        self.expr(l, ExprKind::Await { base, trailers }, r)
    }

    // Operators.

    /// An expression made by folding, which has no line.
    fn refold(&mut self, l: Position, kind: ExprKind, r: Position) -> ExprId {
        let span = self.span(l, r);
        self.ast.add(Expr { kind, span, line: 0 })
    }

    pub fn unary(&mut self, l: Position, op: UnaryOp, operand: ExprId, r: Position) -> ExprId {
        match self.folder.unary(self.ast, op, operand) {
            Some(kind) => self.refold(l, kind, r),
            None => self.expr(l, ExprKind::Unary { op, operand }, r),
        }
    }

    pub fn power(&mut self, l: Position, base: ExprId, exponent: ExprId, r: Position) -> ExprId {
        let operand = Operand { op: BinaryOp::Power, value: exponent };
        self.binary(l, base, &[operand], r)
    }

    /// A run of operators of one precedence.
    fn binary(&mut self, l: Position, first: ExprId, rest: &[Operand], r: Position) -> ExprId {
        if let Some(kind) = self.folder.binary(self.ast, first, rest) {
            return self.refold(l, kind, r);
        }
        let rest = self.ast.add_list(rest.iter().copied());
        self.expr(l, ExprKind::Binary { first, rest }, r)
    }

    pub fn comparison(&mut self, l: Position, first: ExprId, rest: Vec<Comparison>, r: Position) -> ExprId {
        let rest = self.list(rest);
        self.expr(l, ExprKind::Compare { first, rest }, r)
    }

    pub fn not(&mut self, l: Position, operand: ExprId, r: Position) -> ExprId {
        let kind = match fold::truth(self.ast, operand) {
            Some(true) => ExprKind::False,
            Some(false) => ExprKind::True,
            None => ExprKind::Not(operand),
        };
        self.expr(l, kind, r)
    }

    /// `and`s or `or`s: what comes behind a value that decides is dropped, and so is a value that cannot decide.
    pub fn logical(&mut self, l: Position, op: Kind, first: ExprId, rest: Vec<ExprId>, r: Position) -> ExprId {
        let decisive = op == Kind::Or;
        let n = rest.len();
        let mut kept = Vec::with_capacity(n + 1);
        for (i, value) in core::iter::once(first).chain(rest).enumerate() {
            match fold::truth(self.ast, value) {
                Some(truth) if truth == decisive => {
                    kept.push(value);
                    break;
                }
                Some(_) if i < n => {}
                Some(_) | None => kept.push(value),
            }
        }
        if let [only] = kept[..] {
            return only;
        }
        let values = self.list(kept);
        self.expr(l, if decisive { ExprKind::Or(values) } else { ExprKind::And(values) }, r)
    }
}

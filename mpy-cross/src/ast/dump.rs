//! A tree as text, for tests and for looking at.
//!
//! A statement takes a line, with its line number in front; an expression is in Polish notation, with its line number
//! only where that is not the one of the statement. What stays to be written is on a stack of our own: a tree may be
//! deeper than the machine's.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use super::*;

/// The text of a tree.
pub fn dump(ast: &Ast) -> String {
    let mut dumper = Dumper { ast, out: String::new(), steps: Vec::new(), line: 0 };
    match ast.root {
        Root::File(block) | Root::Single(block) => dumper.steps.push(Step::Block(block, 0)),
        Root::Eval(expr) => dumper.steps.push(Step::Expr(expr)),
    }
    while let Some(step) = dumper.steps.pop() {
        dumper.step(step);
    }
    dumper.out
}

/// Something to be written.
#[derive(Clone)]
enum Step {
    Text(Cow<'static, str>),
    Expr(ExprId),
    /// A block at a depth.
    Block(Block, usize),
    Stmt(StmtId, usize),
}

impl From<&'static str> for Step {
    fn from(text: &'static str) -> Step {
        Step::Text(text.into())
    }
}
impl From<String> for Step {
    fn from(text: String) -> Step {
        Step::Text(text.into())
    }
}
impl From<ExprId> for Step {
    fn from(expr: ExprId) -> Step {
        Step::Expr(expr)
    }
}

macro_rules! steps {
    ($($step:expr),* $(,)?) => { Vec::from([$(Step::from($step)),*]) };
}

struct Dumper<'a> {
    ast: &'a Ast,
    out: String,
    /// Last in, first written.
    steps: Vec<Step>,
    /// The line of the statement being written.
    line: u32,
}

impl Dumper<'_> {
    fn step(&mut self, step: Step) {
        let next = match step {
            Step::Text(text) => {
                self.out += &text;
                return;
            }
            Step::Expr(expr) => self.expr(expr),
            Step::Block(block, depth) => self.ast[block.stmts].iter().map(|&stmt| Step::Stmt(stmt, depth)).collect(),
            Step::Stmt(stmt, depth) => self.stmt(stmt, depth),
        };
        self.steps.extend(next.into_iter().rev());
    }

    fn name(&self, symbol: Symbol) -> String {
        String::from_utf8_lossy(self.ast.names.text(symbol)).into_owned()
    }

    fn names(&self, names: List<Name>) -> String {
        self.ast[names].iter().map(|name| self.name(name.symbol)).collect::<Vec<_>>().join(".")
    }

    /// `(head a b)`
    fn call(head: impl Into<Step>, args: impl IntoIterator<Item = Step>) -> Vec<Step> {
        let mut steps = steps!["("];
        steps.push(head.into());
        for arg in args {
            steps.push(" ".into());
            steps.push(arg);
        }
        steps.push(")".into());
        steps
    }

    fn exprs(&self, exprs: List<ExprId>) -> impl Iterator<Item = Step> {
        self.ast[exprs].iter().map(|&expr| Step::Expr(expr))
    }

    fn expr(&self, id: ExprId) -> Vec<Step> {
        let Expr { kind, line, .. } = self.ast[id];
        let mut steps = self.expr_kind(kind);
        if !self.ast[id].is_leaf() && line != self.line {
            steps.insert(0, format!("{line}:").into());
        }
        steps
    }

    fn expr_kind(&self, kind: ExprKind) -> Vec<Step> {
        match kind {
            ExprKind::None => steps!["None"],
            ExprKind::False => steps!["False"],
            ExprKind::True => steps!["True"],
            ExprKind::Ellipsis => steps!["..."],
            ExprKind::SmallInt(n) => steps![format!("{n}")],
            ExprKind::Str(symbol) => steps![format!("{:?}", self.name(symbol))],
            ExprKind::Name(symbol) => steps![self.name(symbol)],
            ExprKind::Const(id) => steps![self.constant(id)],
            ExprKind::Tuple { items, parenthesised: true } => Self::call("paren-tuple", self.exprs(items)),
            ExprKind::Tuple { items, parenthesised: false } => Self::call("tuple", self.exprs(items)),
            ExprKind::List(items) => Self::call("list", self.exprs(items)),
            ExprKind::Set(items) => Self::call("set", self.items(&self.ast[items])),
            ExprKind::Dict(items) => Self::call("dict", self.items(&self.ast[items])),
            ExprKind::Comprehension { kind, element, clauses } => {
                let mut args = self.items(&[self.ast[element]]);
                for clause in &self.ast[clauses] {
                    args.extend(match *clause {
                        Clause::For { target, iter } => steps!["for", target, "in", iter],
                        Clause::If(test) => steps!["if", test],
                    });
                }
                Self::call(format!("{kind:?}"), args)
            }
            ExprKind::Postfix { base, trailers } => self.postfix("", base, trailers),
            ExprKind::Await { base, trailers } => self.postfix("await ", base, trailers),
            ExprKind::Binary { first, rest } => {
                let operands = self.ast[rest].iter().flat_map(|it| steps![format!("{:?}", it.op), it.value]);
                Self::call(first, operands)
            }
            ExprKind::Unary { op, operand } => Self::call(format!("{op:?}"), steps![operand]),
            ExprKind::Not(operand) => Self::call("not", steps![operand]),
            ExprKind::And(values) => Self::call("and", self.exprs(values)),
            ExprKind::Or(values) => Self::call("or", self.exprs(values)),
            ExprKind::Compare { first, rest } => {
                let operands = self.ast[rest].iter().flat_map(|it| steps![format!("{:?}", it.op), it.value]);
                Self::call(first, operands)
            }
            ExprKind::IfElse { test, then, otherwise } => Self::call("if", steps![test, then, otherwise]),
            ExprKind::Lambda { params, body } => {
                let mut args = self.params(params);
                args.extend(steps![":", body]);
                Self::call("lambda", args)
            }
            ExprKind::Named { target, value } => Self::call(":=", steps![target, value]),
            ExprKind::Star(value) => Self::call("*", steps![value]),
            ExprKind::Yield(value) => Self::call("yield", value.map(Step::Expr)),
            ExprKind::YieldFrom(value) => Self::call("yield-from", steps![value]),
            ExprKind::Slice { start, stop, step } => {
                let part = |part: Option<ExprId>| part.map_or(Step::from("_"), Step::Expr);
                Self::call("slice", [part(start), part(stop), part(step)])
            }
        }
    }

    fn constant(&self, id: ConstId) -> String {
        match &self.ast[id] {
            Const::Str(bytes) => format!("str:{:?}", String::from_utf8_lossy(bytes)),
            Const::Bytes(bytes) => format!("bytes:{:?}", String::from_utf8_lossy(bytes)),
            Const::Interned(symbol) => format!("str:{:?}", self.name(*symbol)),
            Const::BigInt(n) => format!("int:{n}"),
            Const::SmallInt(n) => format!("{n}"),
            Const::Float(x) => format!("float:{x:?}"),
            Const::Imaginary(x) => format!("imaginary:{x:?}"),
            Const::Tuple(items) => format!("const-tuple:{}", items.len()),
            Const::None | Const::False | Const::True | Const::Ellipsis => format!("{:?}", self.ast[id]),
        }
    }

    fn items(&self, items: &[Item]) -> Vec<Step> {
        let mut steps = Vec::new();
        for item in items {
            match item.value {
                Some(value) => steps.extend(steps![item.key, ":", value]),
                None => steps.extend(steps![item.key]),
            }
        }
        steps
    }

    fn postfix(&self, prefix: &'static str, base: ExprId, trailers: List<Trailer>) -> Vec<Step> {
        let mut steps = steps![prefix, base];
        for trailer in &self.ast[trailers] {
            match trailer.kind {
                TrailerKind::Call(args) => {
                    steps.extend(Self::call("call", self.args(args)));
                }
                TrailerKind::Index(index) => steps.extend(steps!["[", index, "]"]),
                TrailerKind::Attr(name) => steps.extend(steps![".", self.name(name.symbol)]),
            }
        }
        steps
    }

    fn args(&self, args: List<Arg>) -> Vec<Step> {
        let arg = |arg: &Arg| match arg.kind {
            ArgKind::Positional(value) | ArgKind::Generator(value) => steps![value],
            ArgKind::Star(value) => steps!["*", value],
            ArgKind::DoubleStar(value) => steps!["**", value],
            ArgKind::Keyword { name, value } => steps![name, "=", value],
            ArgKind::Named { target, value } => steps![target, ":=", value],
        };
        self.ast[args].iter().flat_map(arg).collect()
    }

    fn params(&self, params: List<Param>) -> Vec<Step> {
        let mut steps = Vec::new();
        for param in &self.ast[params] {
            let stars = match param.kind {
                ParamKind::Plain => "",
                ParamKind::Star => "*",
                ParamKind::DoubleStar => "**",
            };
            let name = param.name.map(|name| self.name(name.symbol)).unwrap_or_default();
            steps.extend(steps![format!("{stars}{name}")]);
            if let Some(annotation) = param.annotation {
                steps.extend(steps!["->", annotation]);
            }
            if let Some(default) = param.default {
                steps.extend(steps!["=", default]);
            }
        }
        steps
    }

    fn stmt(&mut self, id: StmtId, depth: usize) -> Vec<Step> {
        let Stmt { kind, line, .. } = self.ast[id];
        self.line = line;
        let mut steps = steps![format!("{line:3} {:width$}", "", width = depth * 2)];
        let head = |steps: &mut Vec<Step>, word: &'static str, args: Vec<Step>| {
            steps.push(word.into());
            for arg in args {
                steps.push(" ".into());
                steps.push(arg);
            }
            steps.push("\n".into());
        };
        let word = |word: &'static str| steps![format!("    {:width$}{word}\n", "", width = depth * 2)];
        let optional = |expr: Option<ExprId>| expr.map(Step::Expr).into_iter().collect::<Vec<_>>();
        let names = |names: List<Name>| {
            self.ast[names].iter().map(|name| Step::from(self.name(name.symbol))).collect::<Vec<_>>()
        };
        match kind {
            StmtKind::Pass => head(&mut steps, "pass", steps![]),
            StmtKind::Expr(expr) | StmtKind::Yield(expr) => head(&mut steps, "do", steps![expr]),
            StmtKind::Assign { targets, value } => {
                let mut args = self.exprs(targets).collect::<Vec<_>>();
                args.extend(steps!["=", value]);
                head(&mut steps, "set", args);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                let mut args = steps![target, ":", annotation];
                args.extend(optional(value));
                head(&mut steps, "annotate", args);
            }
            StmtKind::AugAssign { target, op, value } => {
                head(&mut steps, "augment", steps![target, format!("{op:?}"), value]);
            }
            StmtKind::Del(target) => head(&mut steps, "del", steps![target]),
            StmtKind::Break => head(&mut steps, "break", steps![]),
            StmtKind::Continue => head(&mut steps, "continue", steps![]),
            StmtKind::Return(value) => head(&mut steps, "return", optional(value)),
            StmtKind::Raise { exception, cause } => {
                head(&mut steps, "raise", [optional(exception), optional(cause)].concat());
            }
            StmtKind::Import(imports) => {
                let import = |it: &Import| {
                    let alias = it.alias.map(|alias| format!("={}", self.name(alias.symbol)));
                    Step::from(self.names(it.module) + &alias.unwrap_or_default())
                };
                head(&mut steps, "import", self.ast[imports].iter().map(import).collect());
            }
            StmtKind::ImportFrom { level, module, names } => {
                let mut args = steps![format!("{level}"), self.names(module), "import"];
                match names {
                    None => args.push("*".into()),
                    Some(names) => args.extend(self.ast[names].iter().map(|it| {
                        let alias = it.alias.map(|alias| format!("={}", self.name(alias.symbol)));
                        Step::from(self.name(it.name.symbol) + &alias.unwrap_or_default())
                    })),
                }
                head(&mut steps, "from", args);
            }
            StmtKind::Global(list) => head(&mut steps, "global", names(list)),
            StmtKind::Nonlocal(list) => head(&mut steps, "nonlocal", names(list)),
            StmtKind::Assert { test, message } => {
                head(&mut steps, "assert", [steps![test], optional(message)].concat());
            }
            StmtKind::If { test, body, elifs, otherwise } => {
                head(&mut steps, "if", steps![test]);
                steps.push(Step::Block(body, depth + 1));
                for elif in &self.ast[elifs] {
                    steps.extend(steps![format!("    {:width$}elif ", "", width = depth * 2), elif.test, "\n"]);
                    steps.push(Step::Block(elif.body, depth + 1));
                }
                if let Some(otherwise) = otherwise {
                    steps.extend(word("else"));
                    steps.push(Step::Block(otherwise, depth + 1));
                }
            }
            StmtKind::While { test, body, otherwise } => {
                head(&mut steps, "while", steps![test]);
                steps.push(Step::Block(body, depth + 1));
                if let Some(otherwise) = otherwise {
                    steps.extend(word("else"));
                    steps.push(Step::Block(otherwise, depth + 1));
                }
            }
            StmtKind::For { is_async, target, iter, body, otherwise, .. } => {
                head(&mut steps, if is_async { "async for" } else { "for" }, steps![target, "in", iter]);
                steps.push(Step::Block(body, depth + 1));
                if let Some(otherwise) = otherwise {
                    steps.extend(word("else"));
                    steps.push(Step::Block(otherwise, depth + 1));
                }
            }
            StmtKind::Try { body, handlers, otherwise, cleanup } => {
                head(&mut steps, "try", steps![]);
                steps.push(Step::Block(body, depth + 1));
                for handler in &self.ast[handlers] {
                    steps.extend(steps![format!("{:3} {:width$}except", handler.line, "", width = depth * 2)]);
                    if let Some(exception) = handler.exception {
                        steps.extend(steps![" ", exception]);
                    }
                    if let Some(name) = handler.name {
                        steps.extend(steps![format!(" = {}", self.name(name.symbol))]);
                    }
                    steps.push("\n".into());
                    steps.push(Step::Block(handler.body, depth + 1));
                }
                for (text, block) in [("else", otherwise), ("finally", cleanup)] {
                    if let Some(block) = block {
                        steps.extend(word(text));
                        steps.push(Step::Block(block, depth + 1));
                    }
                }
            }
            StmtKind::With { is_async, items, body, .. } => {
                let item = |it: &WithItem| {
                    let mut steps = steps![it.context];
                    if let Some(target) = it.target {
                        steps.extend(steps!["=", target]);
                    }
                    steps
                };
                let args = self.ast[items].iter().flat_map(item).collect();
                head(&mut steps, if is_async { "async with" } else { "with" }, args);
                steps.push(Step::Block(body, depth + 1));
            }
            StmtKind::Function(id) => {
                let function = self.ast[id];
                steps.extend(self.decorators(function.decorators));
                let mut args = steps![self.name(function.name.symbol)];
                args.extend(self.params(function.params));
                if let Some(returns) = function.returns {
                    args.extend(steps!["returns", returns]);
                }
                head(&mut steps, if function.is_async { "async def" } else { "def" }, args);
                steps.push(Step::Block(function.body, depth + 1));
            }
            StmtKind::Class(id) => {
                let class = self.ast[id];
                steps.extend(self.decorators(class.decorators));
                let mut args = steps![self.name(class.name.symbol)];
                args.extend(self.args(class.args));
                head(&mut steps, "class", args);
                steps.push(Step::Block(class.body, depth + 1));
            }
        }
        steps
    }

    fn decorators(&self, decorators: List<Decorator>) -> Vec<Step> {
        let mut steps = Vec::new();
        for decorator in &self.ast[decorators] {
            steps.extend(steps![format!("@{}", self.names(decorator.name))]);
            if let Some(Trailer { kind: TrailerKind::Call(args), .. }) = decorator.call {
                steps.extend(Self::call("call", self.args(args)));
            }
            steps.push(" ".into());
        }
        steps
    }
}

//! The syntax tree, in flat pools.
//!
//! A node is an index into a pool of the [`Ast`], and a list of nodes is a range of one: dropping a tree frees a few
//! vectors, however deep the program nests. Children are always made before their parents, so a pool's own order is
//! a post-order walk.
//!
//! The tree keeps what code generation can observe and nothing else: parentheses are gone except round a tuple,
//! adjacent string literals are one, f-strings are the calls they stand for, constant expressions are folded
//! while it is parsed, and statements that are a lonely constant are [`StmtKind::Pass`].
//!
//! # Lines
//!
//! `line` is the line a node is charged to: the line of its *first token*, also when an operator further on starts
//! another one. A node inside an f-string counts the newlines of the rewritten text, so `line` cannot be had from
//! `span`. Line 0 stands for "no line": the node was made by folding and moves no line counter.

pub mod binder;
pub mod dump;
mod pool;
pub mod symbol;

use crate::source::Span;

pub use pool::{Ast, ClassId, ConstId, ExprId, FunctionId, ItemId, List, Node, Pooled, StmtId};
pub use symbol::{Interner, Symbol};

/// What a source file is parsed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A module: statements up to the end.
    #[default]
    File,
    /// One expression list, whose value is wanted.
    Eval,
    /// One interactive statement, whose value is printed.
    Single,
}

/// The root of a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Root {
    /// A module ([`Mode::File`]).
    File(Block),
    /// An expression ([`Mode::Eval`]).
    Eval(ExprId),
    /// An interactive statement ([`Mode::Single`]).
    Single(Block),
}

/// A name with its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// The interned text.
    pub symbol: Symbol,
    /// Where it stands.
    pub span: Span,
}

/// A constant object. Numbers that fit the target's small int, interned strings, `None`, `True`, `False` and `...`
/// are expressions of their own ([`ExprKind`]); they are constants only as items of a tuple.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    /// `None`
    None,
    /// `False`
    False,
    /// `True`
    True,
    /// `...`
    Ellipsis,
    /// An integer that fits the target's small int.
    SmallInt(i64),
    /// Any other integer.
    BigInt(num_bigint::BigInt),
    /// A floating-point number.
    Float(f64),
    /// An imaginary number; its real part is 0.
    Imaginary(f64),
    /// A string that was interned when its literal was read.
    Interned(Symbol),
    /// A string that was not: bytes, as they need not be UTF-8.
    Str(alloc::boxed::Box<[u8]>),
    /// A `bytes` object.
    Bytes(alloc::boxed::Box<[u8]>),
    /// A tuple of constants.
    Tuple(List<ConstId>),
}

// A file has more of them than of any other node.
const _: () = assert!(size_of::<Expr>() <= 32);

/// An expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without parentheses round it.
    pub span: Span,
    /// The line it is charged to; see the module's page. [Leaves](Expr::is_leaf) never move the line counter.
    pub line: u32,
}

/// The kinds of expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExprKind {
    // Leaves: they have no line of their own.
    /// `None`
    None,
    /// `False`, also `__debug__` when optimising
    False,
    /// `True`, also `__debug__` when not optimising
    True,
    /// `...`
    Ellipsis,
    /// An integer that fits the target's small int.
    SmallInt(i64),
    /// A string literal that is interned: short, or spelled like a name that was met before it.
    Str(Symbol),
    /// `name`
    Name(Symbol),

    // Everything from here on moves the line counter to its `line`.
    /// Any other constant. Its line is 0 if arithmetic made it.
    Const(ConstId),
    /// `a, b`, or `(a, b)`; `()` is parenthesised and empty. Constant tuples are [`ExprKind::Const`], but the empty one
    /// is always here. `line` of a parenthesised tuple is that of the parenthesis.
    Tuple {
        /// The elements; some may be [`ExprKind::Star`].
        items: List<ExprId>,
        /// Whether parentheses enclose it.
        parenthesised: bool,
    },
    /// `[a, b]`
    List(List<ExprId>),
    /// `{a, b}`: the first item has no value. A later item that has one is an error of a later stage.
    Set(List<Item>),
    /// `{}` and `{a: b, c: d}`: the first item has a value. A later item without is an error of a later stage.
    Dict(List<Item>),
    /// `[e for …]`, `{e for …}`, `{k: v for …}`, `(e for …)`, and the argument of `f(e for …)`.
    /// `line` is that of the bracket; for the bare argument that of its element.
    Comprehension {
        /// Which of the four.
        kind: ComprehensionKind,
        /// What each round yields; for a dict, key and value.
        element: ItemId,
        /// The `for` and `if` parts in order; the first is a `for`.
        clauses: List<Clause>,
    },
    /// `base.attr(args)[index]…`: at least one trailer, innermost first.
    Postfix {
        /// What the first trailer applies to.
        base: ExprId,
        /// The trailers.
        trailers: List<Trailer>,
    },
    /// `await base.attr(args)[index]…`
    Await {
        /// What the first trailer applies to.
        base: ExprId,
        /// The trailers; possibly none.
        trailers: List<Trailer>,
    },
    /// `a + b - c`: one node for a run of operators of one precedence, evaluated left to right. `**` has one operator.
    Binary {
        /// The leftmost operand.
        first: ExprId,
        /// Each operator with its right operand; never empty.
        rest: List<Operand>,
    },
    /// `-a`, `+a`, `~a`
    Unary {
        /// The operator.
        op: UnaryOp,
        /// The operand.
        operand: ExprId,
    },
    /// `not a`
    Not(ExprId),
    /// `a and b and c`: at least two, constants that decide nothing are dropped.
    And(List<ExprId>),
    /// `a or b or c`: at least two, constants that decide nothing are dropped.
    Or(List<ExprId>),
    /// `a < b <= c`
    Compare {
        /// The leftmost operand.
        first: ExprId,
        /// Each operator with its right operand; never empty.
        rest: List<Comparison>,
    },
    /// `then if test else otherwise`
    IfElse {
        /// Decides; evaluated first.
        test: ExprId,
        /// The value if `test` is true.
        then: ExprId,
        /// The value if it is not.
        otherwise: ExprId,
    },
    /// `lambda params: body`
    Lambda {
        /// The parameters; none has an annotation.
        params: List<Param>,
        /// The value.
        body: ExprId,
    },
    /// `target := value`, parenthesised, in a condition or in a comprehension. As a bare argument it is [`ArgKind::Named`].
    Named {
        /// Any expression; other than a name it is an error of a later stage.
        target: ExprId,
        /// The value bound and yielded.
        value: ExprId,
    },
    /// `*a` in a tuple, list or target list. Elsewhere than in a target it is an error of a later stage.
    Star(ExprId),
    /// `yield`, `yield value`
    Yield(Option<ExprId>),
    /// `yield from value`
    YieldFrom(ExprId),
    /// `start:stop:step` in a subscript; an absent step leaves a slice of two.
    Slice {
        /// Before the first colon.
        start: Option<ExprId>,
        /// After the first colon.
        stop: Option<ExprId>,
        /// After the second colon.
        step: Option<ExprId>,
    },
}

impl Expr {
    /// Whether the expression is one word of the source that has no line of its own: compiling it moves no line counter,
    /// and an error in it is charged to what encloses it.
    pub fn is_leaf(&self) -> bool {
        matches!(
            self.kind,
            ExprKind::None
                | ExprKind::False
                | ExprKind::True
                | ExprKind::Ellipsis
                | ExprKind::SmallInt(_)
                | ExprKind::Str(_)
                | ExprKind::Name(_)
        )
    }
}

/// The four comprehensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[e for …]`
    List,
    /// `{e for …}`
    Set,
    /// `{k: v for …}`
    Dict,
    /// `(e for …)`
    Generator,
}

/// `key` or `key: value` between braces, and the element of a comprehension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// The key, or the element of a set.
    pub key: ExprId,
    /// The value, after a colon.
    pub value: Option<ExprId>,
    /// The line of the first token of the key. Compiling a pair moves the line counter to it; and a comprehension's own
    /// scope starts on it.
    pub line: u32,
}

/// `for target in iter` or `if condition` of a comprehension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clause {
    /// `for target in iter`
    For {
        /// Any expression; a bare tuple for `for a, b in …`.
        target: ExprId,
        /// What is iterated over.
        iter: ExprId,
    },
    /// `if condition`
    If(ExprId),
}

/// What may follow an atom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trailer {
    /// What it is.
    pub kind: TrailerKind,
    /// From the opening bracket or the dot to the end.
    pub span: Span,
    /// The line of the opening bracket or the dot.
    pub line: u32,
}

/// The kinds of trailer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TrailerKind {
    /// `(args)`
    Call(List<Arg>),
    /// `[index]`; `a[b, c]` has a bare tuple
    Index(ExprId),
    /// `.name`
    Attr(Name),
}

/// An argument of a call, a class or a decorator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arg {
    /// What it is.
    pub kind: ArgKind,
    /// The whole argument.
    pub span: Span,
    /// The line of its first token; it moves no line counter, errors are charged to it. For [`ArgKind::Positional`]
    /// use the expression's own.
    pub line: u32,
}

/// The kinds of argument. Their order is checked by a later stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArgKind {
    /// `value`
    Positional(ExprId),
    /// `*value`
    Star(ExprId),
    /// `**value`
    DoubleStar(ExprId),
    /// `name=value`; `name` is any expression, other than a name it is an error of a later stage.
    Keyword {
        /// Left of the equals sign.
        name: ExprId,
        /// Right of it.
        value: ExprId,
    },
    /// `target := value`
    Named {
        /// Any expression; other than a name it is an error of a later stage.
        target: ExprId,
        /// The value bound and passed.
        value: ExprId,
    },
    /// `e for …`: always an [`ExprKind::Comprehension`].
    Generator(ExprId),
}

/// An operator and its right operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operand {
    /// The operator.
    pub op: BinaryOp,
    /// The right operand.
    pub value: ExprId,
}

/// A comparison operator and its right operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The operator.
    pub op: CompareOp,
    /// The right operand.
    pub value: ExprId,
}

/// Arithmetic and bit operators of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `&`
    And,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `@`
    MatrixMultiply,
    /// `//`
    FloorDivide,
    /// `/`
    TrueDivide,
    /// `%`
    Modulo,
    /// `**`
    Power,
}

/// Operators of one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`
    Positive,
    /// `-`
    Negative,
    /// `~`
    Invert,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `<`
    Less,
    /// `>`
    More,
    /// `==`
    Equal,
    /// `<=`
    LessEqual,
    /// `>=`
    MoreEqual,
    /// `!=`
    NotEqual,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is`
    Is,
    /// `is not`
    IsNot,
}

/// A parameter of a function or lambda.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its stars.
    pub kind: ParamKind,
    /// Its name; only a bare star has none.
    pub name: Option<Name>,
    /// After the colon.
    pub annotation: Option<ExprId>,
    /// After the equals sign.
    pub default: Option<ExprId>,
    /// The whole parameter.
    pub span: Span,
    /// The line of its first token.
    pub line: u32,
}

impl Param {
    /// Whether the parameter is a lone name, so that an error in it is charged to what encloses it.
    pub fn is_leaf(&self) -> bool {
        self.kind == ParamKind::Plain && self.annotation.is_none() && self.default.is_none()
    }
}

/// The kinds of parameter. Their order is checked by a later stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// `name`
    Plain,
    /// `*name`, or `*` alone
    Star,
    /// `**name`
    DoubleStar,
}

/// The statements of a module or a suite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// The statements; statements joined by semicolons are separate ones.
    pub stmts: List<StmtId>,
    /// Whether they form a list node of their own. An error in a statement that has no line is charged to the line of
    /// the statement if it is in a list, and to that of the enclosing function if it is alone.
    pub listed: bool,
}

/// A statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands, from its first token to its last.
    pub span: Span,
    /// The line it is charged to: that of its first token, decorators and `async` included; 0 if folding made it.
    pub line: u32,
    /// Whether a semicolon stands behind it or before it.
    pub is_joined: bool,
}

/// The kinds of statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StmtKind {
    /// `pass`, a statement that is a constant, and `_NAME = const(…)`
    Pass,
    /// An expression whose value is dropped; a `yield` is [`StmtKind::Yield`].
    Expr(ExprId),
    /// A statement that starts with `yield`. `expr` has the same line.
    Yield(ExprId),
    /// `a = b = value`
    Assign {
        /// From left to right; never empty. Any expressions: what cannot be assigned to is an error of a later stage.
        targets: List<ExprId>,
        /// The last one.
        value: ExprId,
    },
    /// `target: annotation` and `target: annotation = value`
    AnnAssign {
        /// Any expression.
        target: ExprId,
        /// After the colon; not evaluated.
        annotation: ExprId,
        /// After the equals sign.
        value: Option<ExprId>,
    },
    /// `target += value`
    AugAssign {
        /// Any expression.
        target: ExprId,
        /// The operator without its equals sign.
        op: BinaryOp,
        /// The operand.
        value: ExprId,
    },
    /// `del a, b`: a bare tuple for more than one.
    Del(ExprId),
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return`, `return value`
    Return(Option<ExprId>),
    /// `raise`, `raise exception`, `raise exception from cause`
    Raise {
        /// What is raised; `None` raises again.
        exception: Option<ExprId>,
        /// After `from`; only with an exception.
        cause: Option<ExprId>,
    },
    /// `import a.b as c, d`
    Import(List<Import>),
    /// `from ..a.b import c as d, e`
    ImportFrom {
        /// The number of leading dots.
        level: u32,
        /// The dotted name after the dots; empty for `from . import a`.
        module: List<Name>,
        /// What is imported; `None` for `*`.
        names: Option<List<ImportName>>,
    },
    /// `global a, b`
    Global(List<Name>),
    /// `nonlocal a, b`
    Nonlocal(List<Name>),
    /// `assert test, message`
    Assert {
        /// What must be true.
        test: ExprId,
        /// After the comma.
        message: Option<ExprId>,
    },
    /// `if test: body`, `elif …`, `else: otherwise`
    If {
        /// The condition.
        test: ExprId,
        /// Run if it is true.
        body: Block,
        /// The `elif` parts in order.
        elifs: List<Elif>,
        /// After `else`.
        otherwise: Option<Block>,
    },
    /// `while test: body`, `else: otherwise`
    While {
        /// The condition.
        test: ExprId,
        /// The loop.
        body: Block,
        /// After `else`.
        otherwise: Option<Block>,
    },
    /// `for target in iter: body`, `else: otherwise`
    For {
        /// Whether `async` stands before it.
        is_async: bool,
        /// The line of the word `for`.
        line: u32,
        /// Any expression; a bare tuple for `for a, b in …`.
        target: ExprId,
        /// What is iterated over.
        iter: ExprId,
        /// The loop.
        body: Block,
        /// After `else`.
        otherwise: Option<Block>,
    },
    /// `try: body`, `except …`, `else: otherwise`, `finally: cleanup`
    Try {
        /// What is tried.
        body: Block,
        /// The `except` parts in order; empty only if there is a `finally`.
        handlers: List<Handler>,
        /// After `else`.
        otherwise: Option<Block>,
        /// After `finally`.
        cleanup: Option<Block>,
    },
    /// `with a as b, c: body`
    With {
        /// Whether `async` stands before it.
        is_async: bool,
        /// The line of the word `with`.
        line: u32,
        /// The context managers in order; never empty.
        items: List<WithItem>,
        /// The suite.
        body: Block,
    },
    /// `def name(params) -> returns: body`
    Function(FunctionId),
    /// `class name(args): body`
    Class(ClassId),
}

/// A function definition. (In a pool of its own, so that a statement stays small.)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Function {
    /// From first to last, as written above it.
    pub decorators: List<Decorator>,
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// The line of the word `def`, which is the function's own.
    pub line: u32,
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub params: List<Param>,
    /// After the arrow.
    pub returns: Option<ExprId>,
    /// Its suite.
    pub body: Block,
}

/// A class definition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// From first to last, as written above it.
    pub decorators: List<Decorator>,
    /// The line of the word `class`, which is the class's own.
    pub line: u32,
    /// Its name.
    pub name: Name,
    /// Bases and keywords.
    pub args: List<Arg>,
    /// Its suite.
    pub body: Block,
}

/// `@a.b(args)`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decorator {
    /// The dotted name; never empty.
    pub name: List<Name>,
    /// The call, if there is one: always a [`TrailerKind::Call`].
    pub call: Option<Trailer>,
}

/// `elif test: body`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elif {
    /// The condition.
    pub test: ExprId,
    /// Run if it is the first to be true.
    pub body: Block,
}

/// `except exception as name: body`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handler {
    /// What it catches; `None` is everything. That it is last then is checked by a later stage.
    pub exception: Option<ExprId>,
    /// After `as`; only with an exception.
    pub name: Option<Name>,
    /// The suite.
    pub body: Block,
    /// The word `except` to the end of the colon.
    pub span: Span,
    /// The line of the word `except`.
    pub line: u32,
}

/// `context as target`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: ExprId,
    /// After `as`; any expression.
    pub target: Option<ExprId>,
}

/// `a.b.c as d`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Import {
    /// The dotted name; never empty.
    pub module: List<Name>,
    /// After `as`.
    pub alias: Option<Name>,
}

/// `a as b` after `from … import`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImportName {
    /// What is imported.
    pub name: Name,
    /// After `as`.
    pub alias: Option<Name>,
}

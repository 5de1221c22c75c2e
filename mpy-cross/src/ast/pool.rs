//! The pools that own a tree's nodes, and the indices into them.

use alloc::vec::Vec;
use core::{
    fmt,
    marker::PhantomData,
    num::NonZero,
    ops::{Index, IndexMut, Range},
};

use super::{
    Arg, Block, Class, Clause, Comparison, Const, Decorator, Elif, Expr, Function, Handler, Import, ImportName,
    Interner, Item, Name, Operand, Param, Root, Stmt, Trailer, WithItem,
};

/// A whole program: its nodes, its names and its root.
#[derive(Debug)]
pub struct Ast {
    /// Where to start.
    pub root: Root,
    /// The texts of all symbols.
    pub names: Interner,
    /// The names that `NAME = const(…)` defines, in order.
    pub named_constants: Vec<Name>,
    /// Where the value of such a name has taken its place, in order, and the name at its definition.
    pub constant_uses: Vec<(ExprId, Name)>,
    pools: Pools,
}

macro_rules! pools {
    ($($field:ident: $node:ty,)*) => {
        #[derive(Debug, Default)]
        struct Pools { $($field: Vec<$node>,)* }
        $(impl Pooled for $node {
            fn pool(ast: &Ast) -> &[$node] { &ast.pools.$field }
            fn pool_mut(ast: &mut Ast) -> &mut Vec<$node> { &mut ast.pools.$field }
        })*
    };
}
pools! {
    exprs: Expr,
    stmts: Stmt,
    consts: Const,
    functions: Function,
    classes: Class,
    expr_ids: ExprId,
    stmt_ids: StmtId,
    const_ids: ConstId,
    items: Item,
    clauses: Clause,
    trailers: Trailer,
    args: Arg,
    operands: Operand,
    comparisons: Comparison,
    params: Param,
    decorators: Decorator,
    elifs: Elif,
    handlers: Handler,
    with_items: WithItem,
    imports: Import,
    import_names: ImportName,
    name_lists: Name,
}

/// A node type that the tree has a pool for.
pub trait Pooled: Sized {
    /// All nodes of this type, in the order they were made.
    fn pool(ast: &Ast) -> &[Self];
    /// The same, to add to.
    fn pool_mut(ast: &mut Ast) -> &mut Vec<Self>;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $node:ty;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(NonZero<u32>);
        impl $id {
            /// The position in the pool, for tables beside it.
            pub const fn index(self) -> usize { self.0.get() as usize - 1 }
            /// The id of a position in the pool.
            pub fn from_index(index: usize) -> $id { $id(NonZero::<u32>::MIN.saturating_add(index_u32(index))) }
        }
        impl Index<$id> for Ast {
            type Output = $node;
            fn index(&self, id: $id) -> &$node { &<$node as Pooled>::pool(self)[id.index()] }
        }
        impl IndexMut<$id> for Ast {
            fn index_mut(&mut self, id: $id) -> &mut $node { &mut <$node as Pooled>::pool_mut(self)[id.index()] }
        }
        impl Node for $node {
            type Id = $id;
            fn id(index: usize) -> $id { $id::from_index(index) }
        }
    )* };
}
ids! {
    /// An expression of an [`Ast`].
    ExprId => Expr;
    /// A statement of an [`Ast`].
    StmtId => Stmt;
    /// A constant of an [`Ast`].
    ConstId => Const;
    /// An item of an [`Ast`] that is in no list.
    ItemId => Item;
    /// A function definition of an [`Ast`].
    FunctionId => Function;
    /// A class definition of an [`Ast`].
    ClassId => Class;
}

/// A node that is referred to by an id of its own.
pub trait Node: Pooled {
    /// The id's type.
    type Id;
    /// The id of the node at a position of its pool.
    fn id(index: usize) -> Self::Id;
}

/// A run of nodes in the pool of their type.
pub struct List<T> {
    start: u32,
    len: u32,
    nodes: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// A list of nothing.
    pub const EMPTY: List<T> = List { start: 0, len: 0, nodes: PhantomData };

    /// The number of nodes.
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    fn range(self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> List<T> {
        *self
    }
}
impl<T> Copy for List<T> {}
impl<T> PartialEq for List<T> {
    fn eq(&self, other: &List<T>) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}
impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.range())
    }
}

impl<T: Pooled> Index<List<T>> for Ast {
    type Output = [T];
    fn index(&self, list: List<T>) -> &[T] {
        &T::pool(self)[list.range()]
    }
}

impl Default for Ast {
    fn default() -> Ast {
        Ast::new()
    }
}

impl Ast {
    /// The definition of the constant name that stands here, if one does.
    pub fn constant_at(&self, expr: ExprId) -> Option<Name> {
        let found = self.constant_uses.binary_search_by_key(&expr, |&(expr, _)| expr).ok()?;
        Some(self.constant_uses[found].1)
    }

    /// An empty module.
    pub fn new() -> Ast {
        Ast {
            root: Root::File(Block { stmts: List::EMPTY, listed: false }),
            names: Interner::new(),
            named_constants: Vec::new(),
            constant_uses: Vec::new(),
            pools: Pools::default(),
        }
    }

    /// Adds a node.
    pub fn add<T: Node>(&mut self, node: T) -> T::Id {
        let pool = T::pool_mut(self);
        let index = pool.len();
        pool.push(node);
        T::id(index)
    }

    /// Adds a list.
    pub fn add_list<T: Pooled>(&mut self, nodes: impl IntoIterator<Item = T>) -> List<T> {
        let pool = T::pool_mut(self);
        let start = pool.len();
        pool.extend(nodes);
        List { start: index_u32(start), len: index_u32(pool.len() - start), nodes: PhantomData }
    }
}

fn index_u32(i: usize) -> u32 {
    u32::try_from(i).expect("a source file of at most 4 GiB has fewer nodes than that")
}

//! What binds names: assignments of every kind, and what has a name of its own.

use alloc::vec::Vec;

use super::{
    Arg, ArgKind, Ast, Class, Clause, Expr, ExprId, ExprKind, Function, Handler, Import, ImportName, Name, Param,
    Pooled, Stmt, StmtKind, WithItem,
};

/// The names that are assigned to anywhere in a program, in no particular order: by statements, loops, `with`,
/// comprehensions and `:=`.
pub fn assigned_names(ast: &Ast) -> Vec<Name> {
    let mut targets: Vec<ExprId> = Vec::new();
    for stmt in Stmt::pool(ast) {
        match stmt.kind {
            StmtKind::Assign { targets: list, .. } => targets.extend(&ast[list]),
            StmtKind::AnnAssign { target, .. } | StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => {
                targets.push(target)
            }
            _ => {}
        }
    }
    targets.extend(WithItem::pool(ast).iter().filter_map(|item| item.target));
    targets.extend(Clause::pool(ast).iter().filter_map(|clause| match *clause {
        Clause::For { target, .. } => Some(target),
        Clause::If(_) => None,
    }));
    targets.extend(Arg::pool(ast).iter().filter_map(|arg| match arg.kind {
        ArgKind::Named { target, .. } => Some(target),
        _ => None,
    }));
    targets.extend(Expr::pool(ast).iter().filter_map(|expr| match expr.kind {
        ExprKind::Named { target, .. } => Some(target),
        _ => None,
    }));
    let mut names = Vec::new();
    while let Some(target) = targets.pop() {
        let Expr { kind, span, .. } = ast[target];
        match kind {
            ExprKind::Name(symbol) => names.push(Name { symbol, span }),
            ExprKind::Tuple { items, .. } | ExprKind::List(items) => targets.extend(&ast[items]),
            ExprKind::Star(inner) => targets.push(inner),
            _ => {}
        }
    }
    names
}

/// The names of parameters, functions and classes, and what each is.
pub fn defined_names(ast: &Ast) -> impl Iterator<Item = (Name, &'static str)> {
    let params = Param::pool(ast).iter().filter_map(|param| param.name).map(|name| (name, "a parameter"));
    let functions = Function::pool(ast).iter().map(|function| (function.name, "a function"));
    let classes = Class::pool(ast).iter().map(|class| (class.name, "a class"));
    params.chain(functions).chain(classes)
}

/// The names that imports and `except` bind, and what each is.
pub fn imported_names(ast: &Ast) -> impl Iterator<Item = (Name, &'static str)> {
    let handlers = Handler::pool(ast).iter().filter_map(|handler| handler.name).map(|name| (name, "an exception"));
    let import = |import: &Import| import.alias.or_else(|| ast[import.module].first().copied());
    let modules = Import::pool(ast).iter().filter_map(import).map(|name| (name, "a module"));
    let imported = ImportName::pool(ast).iter().map(|import| (import.alias.unwrap_or(import.name), "an import"));
    handlers.chain(modules).chain(imported)
}

//! Names that are bound twice, or never.

use alloc::{format, vec, vec::Vec};

use hashbrown::{HashMap, HashSet};

use super::{Code, Linter};
use crate::{
    ast::{
        Arg, ArgKind, Ast, Decorator, Expr, ExprId, ExprKind, Function, Param, Pooled, Stmt, StmtKind, Symbol,
        binder::{assigned_names, defined_names, imported_names},
    },
    source::{Span, Spans},
};

impl Linter<'_> {
    /// Names of `const()` that something else binds later: what reads them gets the constant all the same.
    pub(super) fn constants(&mut self) {
        if self.ast.named_constants.is_empty() {
            return;
        }
        let mut definitions: HashMap<Symbol, Span> = HashMap::new();
        for name in &self.ast.named_constants {
            definitions.entry(name.symbol).or_insert(name.span);
        }
        for (name, what) in defined_names(self.ast).chain(imported_names(self.ast)) {
            let Some(&definition) = definitions.get(&name.symbol) else { continue };
            if definition.start < name.span.start {
                let message =
                    format!("`{}` is bound again, but stays a constant wherever it is read", self.text(name.symbol));
                let warning = self.warn(Code::ConstantRebound, name.span, message, what);
                warning.note(definition, "defined by `const()`").hint("give one of the two another name");
            }
        }
    }

    /// Names that nothing binds.
    pub(super) fn names(&mut self) {
        let Some(bound) = self.bound_names() else { return };
        let keywords: HashSet<ExprId> = Arg::pool(self.ast)
            .iter()
            .filter_map(|arg| match arg.kind {
                ArgKind::Keyword { name, .. } => Some(name),
                _ => None,
            })
            .collect();
        let unevaluated = unevaluated(self.ast);
        let exprs = Expr::pool(self.ast).iter().enumerate();
        let loaded = exprs.filter_map(|(index, expr)| match expr.kind {
            ExprKind::Name(symbol) if !keywords.contains(&ExprId::from_index(index)) => Some((symbol, expr.span)),
            _ => None,
        });
        let decorators = Decorator::pool(self.ast).iter().filter_map(|decorator| self.ast[decorator.name].first());
        let decorators = decorators.filter(|name| name.symbol != Symbol::MICROPYTHON);
        let mut uses: Vec<_> = loaded.chain(decorators.map(|name| (name.symbol, name.span))).collect();
        uses.sort_by_key(|(_, span)| span.start);
        let builtins: HashSet<&[u8]> = BUILTINS.split_ascii_whitespace().map(str::as_bytes).collect();
        // A constant whose name starts with an underscore is bound to nothing; where it is defined it is not looked up either.
        let definitions: HashSet<Span> = self.ast.named_constants.iter().map(|name| name.span).collect();
        let mut told = HashSet::new();
        for (symbol, span) in uses {
            let is_known = bound[symbol.index()] || builtins.contains(self.ast.names.text(symbol));
            if !is_known && !definitions.contains(&span) && !unevaluated.hold(span) && told.insert(symbol) {
                let message = format!("`{}` is bound nowhere in this file", self.text(symbol));
                self.warn(Code::NameUnbound, span, message, "neither assigned nor imported, and no builtin");
            }
        }
    }

    /// By symbol, what is bound in some scope; nothing if names may come from elsewhere.
    fn bound_names(&self) -> Option<Vec<bool>> {
        let ast = self.ast;
        let is_dynamic = |symbol| matches!(ast.names.text(symbol), b"exec" | b"globals" | b"locals");
        if Expr::pool(ast).iter().any(|expr| matches!(expr.kind, ExprKind::Name(symbol) if is_dynamic(symbol))) {
            return None;
        }
        let mut bound = vec![false; ast.names.len()];
        for stmt in Stmt::pool(ast) {
            match stmt.kind {
                StmtKind::ImportFrom { names: None, .. } => return None,
                StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                    ast[names].iter().for_each(|name| bound[name.symbol.index()] = true);
                }
                _ => {}
            }
        }
        let named = defined_names(ast).chain(imported_names(ast)).map(|(name, _)| name);
        assigned_names(ast).into_iter().chain(named).for_each(|name| bound[name.symbol.index()] = true);
        Some(bound)
    }
}

/// Where names are that are not looked up: annotations, and functions in assembler.
fn unevaluated(ast: &Ast) -> Spans {
    let params = Param::pool(ast).iter().filter_map(|param| param.annotation);
    let returns = Function::pool(ast).iter().filter_map(|function| function.returns);
    let variables = Stmt::pool(ast).iter().filter_map(|stmt| match stmt.kind {
        StmtKind::AnnAssign { annotation, .. } => Some(annotation),
        _ => None,
    });
    let annotations = params.chain(returns).chain(variables).map(|annotation| ast[annotation].span);
    let is_assembler = |decorator: &Decorator| {
        let attribute = ast[decorator.name].last().map(|name| name.symbol);
        matches!(attribute, Some(Symbol::ASM_THUMB | Symbol::ASM_XTENSA | Symbol::ASM_RV32))
    };
    let assembler = Stmt::pool(ast).iter().filter_map(|stmt| match stmt.kind {
        StmtKind::Function(id) if ast[ast[id].decorators].iter().any(is_assembler) => Some(stmt.span),
        _ => None,
    });
    Spans::new(annotations.chain(assembler))
}

/// What is there without an import on some device: builtins, what a module and a class body have, and what the compiler
/// knows: `const`, and the types of `viper`.
pub(super) const BUILTINS: &str = "
    ArithmeticError AssertionError AttributeError BaseException EOFError Ellipsis Exception GeneratorExit
    ImportError IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError
    NotImplemented NotImplementedError OSError OverflowError RuntimeError StopAsyncIteration StopIteration
    SyntaxError SystemExit TypeError UnicodeError ValueError ViperTypeError ZeroDivisionError _ __build_class__
    __class__ __file__ __import__ __module__ __name__ __path__ __qualname__ __repl_print__ __template__ abs all any
    bin bool bytearray bytes callable chr classmethod compile complex const delattr dict dir divmod enumerate eval
    exec execfile filter float frozenset getattr globals hasattr hash help hex id input int isinstance issubclass
    iter len list locals map max memoryview min next object oct open ord pow print property ptr ptr16 ptr32 ptr8
    range repr reversed round set setattr slice sorted staticmethod str sum super tuple type uint zip
";

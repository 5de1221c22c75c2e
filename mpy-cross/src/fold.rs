//! Constant folding: what the reference computes while it parses, and nothing else.
//!
//! Numbers under arithmetic operators, `and`, `or` and `not` of constants, tuples of constants, and some constants of the
//! `math` module. What raises an exception when computed is left alone.

mod number;

use crate::ast::*;

pub use number::Folder;

/// Whether an expression is a constant to the compiler.
pub fn is_const(ast: &Ast, expr: ExprId) -> bool {
    match ast[expr].kind {
        ExprKind::Name(_) => false,
        ExprKind::Const(_) => true,
        ExprKind::Tuple { items, .. } => items.is_empty(),
        _ => ast[expr].is_leaf(),
    }
}

/// The constant that an expression is.
pub fn to_const(ast: &mut Ast, expr: ExprId) -> Option<ConstId> {
    let constant = match ast[expr].kind {
        ExprKind::None => Const::None,
        ExprKind::False => Const::False,
        ExprKind::True => Const::True,
        ExprKind::Ellipsis => Const::Ellipsis,
        ExprKind::SmallInt(n) => Const::SmallInt(n),
        ExprKind::Str(symbol) => Const::Interned(symbol),
        ExprKind::Tuple { items, .. } if items.is_empty() => Const::Tuple(List::EMPTY),
        ExprKind::Const(id) => return Some(id),
        _ => return None,
    };
    Some(ast.add(constant))
}

/// Whether a constant expression is true; nothing for one that is not constant.
pub fn truth(ast: &Ast, expr: ExprId) -> Option<bool> {
    match ast[expr].kind {
        ExprKind::None | ExprKind::False => Some(false),
        ExprKind::Tuple { items, .. } if items.is_empty() => Some(false),
        ExprKind::True | ExprKind::Ellipsis => Some(true),
        ExprKind::SmallInt(n) => Some(n != 0),
        ExprKind::Str(symbol) => Some(symbol != Symbol::EMPTY),
        ExprKind::Const(id) => Some(const_truth(&ast[id])),
        _ => None,
    }
}

fn const_truth(constant: &Const) -> bool {
    match constant {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis => true,
        Const::SmallInt(n) => *n != 0,
        Const::BigInt(n) => n.sign() != num_bigint::Sign::NoSign,
        Const::Float(x) | Const::Imaginary(x) => *x != 0.0,
        Const::Interned(symbol) => *symbol != Symbol::EMPTY,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) => !items.is_empty(),
    }
}

/// The value of `module.name` if it is known when compiling.
pub fn module_constant(module: &[u8], name: &[u8]) -> Option<f64> {
    if module != b"math" {
        return None;
    }
    match name {
        b"e" => Some(core::f64::consts::E),
        b"pi" => Some(core::f64::consts::PI),
        b"tau" => Some(core::f64::consts::TAU),
        b"inf" => Some(f64::INFINITY),
        b"nan" => Some(f64::NAN),
        _ => None,
    }
}

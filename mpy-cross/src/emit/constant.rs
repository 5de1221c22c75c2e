//! The table of the objects that a module's code refers to, each once.

use alloc::{borrow::ToOwned, string::ToString, vec::Vec};

use hashbrown::HashMap;
use mpy_format::Constant;

use crate::ast::{Ast, Const, ConstId, Interner};

/// Index into a module's constant table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConstantIndex(pub u32);

/// A module's constant table while it grows.
#[derive(Debug, Default)]
pub struct Constants {
    order: Vec<Constant>,
    index: HashMap<Constant, ConstantIndex>,
    /// Constants with a `nan` in them, which no hash finds: it equals nothing but itself.
    with_nan: Vec<(ConstId, ConstantIndex)>,
}

impl Constants {
    /// The index of a constant of the tree, the next one if no equal one is there. Equal means of the same type and
    /// value, so `1`, `1.0` and `True` are three, and so are `0.0` and `-0.0` two. A `nan` is only equal to the same node.
    pub fn intern(&mut self, ast: &Ast, names: &Interner, id: ConstId) -> ConstantIndex {
        let constant = to_constant(ast, names, id);
        if !has_nan(ast, id) {
            return self.intern_object(constant);
        }
        if let Some(&(_, index)) = self.with_nan.iter().find(|&&(other, _)| is_same(ast, other, id)) {
            return index;
        }
        let index = ConstantIndex(self.order.len() as u32);
        self.order.push(constant);
        self.with_nan.push((id, index));
        index
    }

    /// The same for an object of the format.
    pub fn intern_object(&mut self, constant: Constant) -> ConstantIndex {
        let next = ConstantIndex(self.order.len() as u32);
        let order = &mut self.order;
        *self.index.entry(constant).or_insert_with_key(|constant| {
            order.push(constant.clone());
            next
        })
    }

    /// The table as a file has it.
    pub fn into_vec(self) -> Vec<Constant> {
        self.order
    }
}

fn has_nan(ast: &Ast, id: ConstId) -> bool {
    match &ast[id] {
        Const::Float(value) | Const::Imaginary(value) => value.is_nan(),
        Const::Tuple(items) => ast[*items].iter().any(|&item| has_nan(ast, item)),
        Const::None | Const::False | Const::True | Const::Ellipsis => false,
        Const::SmallInt(_) | Const::BigInt(_) | Const::Interned(_) | Const::Str(_) | Const::Bytes(_) => false,
    }
}

/// Whether two constants are the same but for where they stand.
fn is_same(ast: &Ast, a: ConstId, b: ConstId) -> bool {
    a == b
        || match (&ast[a], &ast[b]) {
            (Const::Tuple(a), Const::Tuple(b)) => {
                a.len() == b.len() && ast[*a].iter().zip(&ast[*b]).all(|(&a, &b)| is_same(ast, a, b))
            }
            (a, b) => a == b,
        }
}

fn to_constant(ast: &Ast, names: &Interner, id: ConstId) -> Constant {
    match &ast[id] {
        Const::None => Constant::None,
        Const::False => Constant::False,
        Const::True => Constant::True,
        Const::Ellipsis => Constant::Ellipsis,
        Const::SmallInt(value) => Constant::Int(value.to_string().into_bytes()),
        Const::BigInt(value) => Constant::Int(value.to_string().into_bytes()),
        Const::Float(value) => Constant::Float(super::float::to_repr(*value).into_bytes()),
        Const::Imaginary(value) => Constant::Complex(super::float::to_repr_imaginary(*value).into_bytes()),
        Const::Interned(symbol) => Constant::Str(names.text(*symbol).to_owned()),
        Const::Str(text) => Constant::Str(text.to_vec()),
        Const::Bytes(bytes) => Constant::Bytes(bytes.to_vec()),
        Const::Tuple(items) => Constant::Tuple(ast[*items].iter().map(|&item| to_constant(ast, names, item)).collect()),
    }
}

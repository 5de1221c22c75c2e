//! The table of the objects that a module's code refers to, each once.

use alloc::{borrow::ToOwned, string::ToString, vec::Vec};

use hashbrown::HashMap;
use mpy_format::Constant;

use crate::ast::{Ast, Const, ConstId, Interner};
use crate::stack::with_room;

/// Index into a module's constant table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConstantIndex(pub u32);

/// A module's constant table while it grows.
#[derive(Debug, Default)]
pub struct Constants {
    order: Vec<Constant>,
    index: HashMap<Constant, ConstantIndex>,
    /// Constants that no hash finds: with a `nan` in them, which equals nothing but itself, or too deep to hash.
    unhashed: Vec<(ConstId, ConstantIndex)>,
    nest_too_deep: bool,
}

impl Constants {
    /// The index of a constant of the tree, the next one if no equal one is there. Equal means of the same type and
    /// value, so `1`, `1.0` and `True` are three, and so are `0.0` and `-0.0` two. A `nan` is only equal to the same node.
    pub fn intern(&mut self, ast: &Ast, names: &Interner, id: ConstId) -> ConstantIndex {
        let constant = to_constant(ast, names, id);
        if is_hashable(ast, id, MAX_HASHED_DEPTH) {
            return self.intern_object(constant);
        }
        self.nest_too_deep |= nesting_of_numbers(ast, id) > Some(MAX_NESTING);
        if let Some(&(_, index)) = self.unhashed.iter().find(|&&(other, _)| is_same(ast, other, id)) {
            return index;
        }
        let index = ConstantIndex(self.order.len() as u32);
        self.order.push(constant);
        self.unhashed.push((id, index));
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

    /// The object of an index.
    pub fn get(&self, index: ConstantIndex) -> &Constant {
        &self.order[index.0 as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Keeps what is at these positions, each once, and numbers it in this order.
    pub fn keep(&mut self, positions: &[usize]) {
        let mut old: Vec<_> = core::mem::take(&mut self.order).into_iter().map(Some).collect();
        self.order = positions.iter().filter_map(|&position| old[position].take()).collect();
        self.unhashed.clear();
        self.index.clear();
        self.index.extend(self.order.iter().cloned().zip((0..).map(ConstantIndex)));
    }

    /// Whether a number lies in more tuples than can be written.
    pub fn nest_too_deep(&self) -> bool {
        self.nest_too_deep
    }

    /// The table as a file has it.
    pub fn into_vec(self) -> Vec<Constant> {
        self.order
    }
}

/// Whether a constant is in more than `max` tuples, which what handles constants recurses on.
pub fn nests_deeper(ast: &Ast, id: ConstId, max: u32) -> bool {
    if max == u32::MAX {
        return false;
    }
    let mut rest = Vec::from([(id, 0)]);
    while let Some((id, depth)) = rest.pop() {
        if depth > max {
            return true;
        }
        if let Const::Tuple(items) = ast[id] {
            rest.extend(ast[items].iter().map(|&item| (item, depth + 1)));
        }
    }
    false
}

/// How deep tuples may nest to be looked up by their hash, which recurses.
const MAX_HASHED_DEPTH: u32 = 64;

fn is_hashable(ast: &Ast, id: ConstId, max_depth: u32) -> bool {
    match &ast[id] {
        Const::Float(value) | Const::Imaginary(value) => !value.is_nan(),
        Const::Tuple(items) => max_depth > 0 && ast[*items].iter().all(|&item| is_hashable(ast, item, max_depth - 1)),
        Const::None | Const::False | Const::True | Const::Ellipsis => true,
        Const::SmallInt(_) | Const::BigInt(_) | Const::Interned(_) | Const::Str(_) | Const::Bytes(_) => true,
    }
}

/// Tuples that a number may lie in: the reference looks at its stack when it writes a number, and only then.
const MAX_NESTING: u32 = 709;

/// The most tuples that a number lies in, if there is a number.
fn nesting_of_numbers(ast: &Ast, id: ConstId) -> Option<u32> {
    match &ast[id] {
        Const::SmallInt(_) | Const::BigInt(_) | Const::Float(_) | Const::Imaginary(_) => Some(0),
        Const::Tuple(items) => with_room(|| {
            ast[*items].iter().filter_map(|&item| nesting_of_numbers(ast, item)).max().map(|nesting| nesting + 1)
        }),
        Const::None | Const::False | Const::True | Const::Ellipsis => None,
        Const::Interned(_) | Const::Str(_) | Const::Bytes(_) => None,
    }
}

/// Whether two constants are the same but for where they stand.
fn is_same(ast: &Ast, a: ConstId, b: ConstId) -> bool {
    a == b
        || match (&ast[a], &ast[b]) {
            (Const::Tuple(a), Const::Tuple(b)) => {
                with_room(|| a.len() == b.len() && ast[*a].iter().zip(&ast[*b]).all(|(&a, &b)| is_same(ast, a, b)))
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
        Const::Tuple(items) => {
            with_room(|| Constant::Tuple(ast[*items].iter().map(|&item| to_constant(ast, names, item)).collect()))
        }
    }
}

//! `set`, and what it shares with `frozenset`: a table of keys.

#[cfg(test)]
mod tests;

use mpy_format::operator::BinaryOp;

use super::{Args, Method, Res, Type, native_of, signature, table};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Slot};
use crate::ops::iter::for_each;
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A new empty set of this kind in a new slot.
///
/// # Errors
/// `MemoryError`.
pub fn make(vm: &mut Vm, kind: Kind) -> Result<Slot, Raised> {
    let set = vm.slot()?;
    let m = vm.reserve(words_size(1))?;
    m.set(set, m.alloc(kind, 0, &[Value::NULL]).value());
    Ok(set)
}

/// Whether the value is a set or a frozenset.
pub fn is_set<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    matches!(m.kind_of(value), Some(Kind::Set | Kind::FrozenSet))
}

/// Adds the items of what is in `iterable`.
///
/// # Errors
/// What iterating, hashing and comparing raise.
pub fn extend(vm: &mut Vm, set: Slot, iterable: Slot) -> Result<(), Raised> {
    for_each(vm, iterable, &mut |vm, item| table::add(vm, set, item).map(|_| true))
}

/// A new set of this kind with the items of what is in `iterable`, in a new slot.
pub(super) fn from_iterable(vm: &mut Vm, kind: Kind, iterable: Slot) -> Result<Slot, Raised> {
    let set = make(vm, kind)?;
    extend(vm, set, iterable)?;
    Ok(set)
}

/// A copy of the set in `from`, of this kind, in a new slot.
fn copied(vm: &mut Vm, kind: Kind, from: Slot) -> Result<Slot, Raised> {
    let to = make(vm, kind)?;
    table::copy(vm, from, to)?;
    Ok(to)
}

/// What is in `iterable` when that is a set, otherwise a set of its items; in a new slot.
fn as_set(vm: &mut Vm, iterable: Slot) -> Result<Slot, Raised> {
    let m = vm.view();
    if !is_set(m, native_of(m, m.get(iterable))) {
        return from_iterable(vm, Kind::Set, iterable);
    }
    let set = vm.push_slot(iterable)?;
    let m = vm.view();
    m.set(set, native_of(m, m.get(set)));
    Ok(set)
}

fn kind_of(vm: &Vm, set: Slot) -> Kind {
    let m = vm.view();
    m.kind_of(m.get(set)).unwrap_or(Kind::Set)
}

/// What is combined, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    Union,
    Intersection,
    Difference,
    SymmetricDifference,
}

/// A new set of the kind of `left`, which is a set; `right` is any iterable.
fn combine(vm: &mut Vm, operation: Operation, left: Slot, right: Slot) -> Result<Slot, Raised> {
    let kind = kind_of(vm, left);
    match operation {
        Operation::Union => {
            let result = copied(vm, kind, left)?;
            extend(vm, result, right)?;
            Ok(result)
        }
        Operation::Difference => {
            let result = copied(vm, kind, left)?;
            remove_all(vm, result, right)?;
            Ok(result)
        }
        Operation::Intersection => {
            let result = make(vm, kind)?;
            for_each(vm, right, &mut |vm, item| {
                if table::find(vm, left, item)?.is_some() {
                    table::add(vm, result, item)?;
                }
                Ok(true)
            })?;
            Ok(result)
        }
        Operation::SymmetricDifference => {
            let result = copied(vm, kind, left)?;
            let other = as_set(vm, right)?;
            for_each(vm, other, &mut |vm, item| {
                if !table::delete(vm, result, item)? {
                    table::add(vm, result, item)?;
                }
                Ok(true)
            })?;
            Ok(result)
        }
    }
}

fn remove_all(vm: &mut Vm, set: Slot, iterable: Slot) -> Result<(), Raised> {
    for_each(vm, iterable, &mut |vm, item| table::delete(vm, set, item).map(|_| true))
}

/// Gives the set in `set` the entries of the one in `from`.
fn take(vm: &Vm, set: Slot, from: Slot) {
    let m = vm.view();
    if let (Some(set), Some(from)) = (m.object(m.get(set)), m.object(m.get(from))) {
        m.set_field(set, 0, m.field(from, 0));
        m.set_length(set, m.length(from));
    }
}

/// `left | right` and its kin of two sets; in place for a `set` when `in_place`. `None` when one is no set.
pub fn binary(
    vm: &mut Vm,
    op: BinaryOp,
    left: Slot,
    right: Slot,
) -> Option<Res> {
    let (operation, in_place) = match op {
        BinaryOp::Or => (Operation::Union, false),
        BinaryOp::And => (Operation::Intersection, false),
        BinaryOp::Subtract => (Operation::Difference, false),
        BinaryOp::Xor => (Operation::SymmetricDifference, false),
        BinaryOp::InplaceOr => (Operation::Union, true),
        BinaryOp::InplaceAnd => (Operation::Intersection, true),
        BinaryOp::InplaceSubtract => (Operation::Difference, true),
        BinaryOp::InplaceXor => (Operation::SymmetricDifference, true),
        _ => return None,
    };
    let m = vm.view();
    if !is_set(m, native_of(m, m.get(left))) || !is_set(m, native_of(m, m.get(right))) {
        return None;
    }
    Some(as_set(vm, left).and_then(|this| {
        let result = combine(vm, operation, this, right)?;
        if in_place && kind_of(vm, this) == Kind::Set {
            take(vm, this, result);
            return Ok(vm.ret_slot(left));
        }
        Ok(vm.ret_slot(result))
    }))
}

/// Whether all items of the set in `left` are in the set in `right`.
///
/// # Errors
/// What comparing items raises.
pub fn is_subset(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    let mut is_inside = true;
    for_each(vm, left, &mut |vm, item| {
        is_inside = table::find(vm, right, item)?.is_some();
        Ok(is_inside)
    })?;
    Ok(is_inside)
}

/// The set in argument 0; one behind an instance takes its place there.
fn this(vm: &Vm, args: Args) -> Slot {
    let m = vm.view();
    let slot = args.slot(0);
    m.set(slot, native_of(m, m.get(slot)));
    slot
}

/// Makes a set of this kind.
pub(super) fn new_of(vm: &mut Vm, kind: Kind, args: Args) -> Res {
    signature::positional(vm, args, 0, 1)?;
    let set = match args.get(1) {
        Some(iterable) => from_iterable(vm, kind, iterable)?,
        None => make(vm, kind)?,
    };
    Ok(vm.ret_slot(set))
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    new_of(vm, Kind::Set, args)
}

fn add(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    table::add(vm, set, args.slot(1))?;
    Ok(vm.ret_none())
}

fn clear(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let m = vm.view();
    if let Some(object) = m.object(m.get(set)) {
        table::clear(m, object);
    }
    Ok(vm.ret_none())
}

fn discard(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    table::delete(vm, set, args.slot(1))?;
    Ok(vm.ret_none())
}

fn remove(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    if !table::delete(vm, set, args.slot(1))? {
        return Err(vm.raise_with(Type::KeyError, args.slot(1)));
    }
    Ok(vm.ret_none())
}

/// `pop()`: any item, usually the oldest.
fn pop(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let item = vm.slot()?;
    let m = vm.view();
    let first = m.object(m.get(set)).and_then(|set| {
        // Where nothing but `pop` has removed items, the holes are the first entries: no need to look at them again.
        let holes = m.length(set) - table::len(m, set);
        let first = table::next_entry(m, set, holes).or_else(|| table::next_entry(m, set, 0))?;
        table::entry(m, set, first).map(|(key, _)| (first, key))
    });
    let Some((first, key)) = first else { return Err(vm.raise(Type::KeyError, "pop from an empty set")) };
    m.set(item, key);
    table::remove(vm, set, first)?;
    Ok(vm.ret_slot(item))
}

fn update(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    for index in 1..args.count() {
        extend(vm, set, args.slot(index))?;
    }
    Ok(vm.ret_none())
}

fn difference_update(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    for index in 1..args.count() {
        remove_all(vm, set, args.slot(index))?;
    }
    Ok(vm.ret_none())
}

fn in_place(vm: &mut Vm, operation: Operation, args: Args) -> Res {
    let set = this(vm, args);
    let result = combine(vm, operation, set, args.slot(1))?;
    take(vm, set, result);
    Ok(vm.ret_none())
}

fn intersection_update(vm: &mut Vm, args: Args) -> Res {
    in_place(vm, Operation::Intersection, args)
}

fn symmetric_difference_update(vm: &mut Vm, args: Args) -> Res {
    in_place(vm, Operation::SymmetricDifference, args)
}

/// `copy`.
pub(super) fn copy(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let kind = kind_of(vm, set);
    let copy = copied(vm, kind, set)?;
    Ok(vm.ret_slot(copy))
}

/// `__contains__`.
pub(super) fn contains(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let is_found = table::find(vm, set, args.slot(1))?.is_some();
    Ok(vm.ret(Word::bool(is_found)))
}

fn combined(vm: &mut Vm, operation: Operation, args: Args) -> Res {
    let set = this(vm, args);
    let result = combine(vm, operation, set, args.slot(1))?;
    Ok(vm.ret_slot(result))
}

/// `union`.
pub(super) fn union(vm: &mut Vm, args: Args) -> Res {
    combined(vm, Operation::Union, args)
}

/// `intersection`.
pub(super) fn intersection(vm: &mut Vm, args: Args) -> Res {
    combined(vm, Operation::Intersection, args)
}

/// `symmetric_difference`.
pub(super) fn symmetric_difference(vm: &mut Vm, args: Args) -> Res {
    combined(vm, Operation::SymmetricDifference, args)
}

/// `difference`, of any number of others.
pub(super) fn difference(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let kind = kind_of(vm, set);
    let result = copied(vm, kind, set)?;
    for index in 1..args.count() {
        remove_all(vm, result, args.slot(index))?;
    }
    Ok(vm.ret_slot(result))
}

/// `isdisjoint`.
pub(super) fn isdisjoint(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let mut is_disjoint = true;
    for_each(vm, args.slot(1), &mut |vm, item| {
        is_disjoint = table::find(vm, set, item)?.is_none();
        Ok(is_disjoint)
    })?;
    Ok(vm.ret(Word::bool(is_disjoint)))
}

/// `issubset`.
pub(super) fn issubset(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let other = as_set(vm, args.slot(1))?;
    let is_inside = is_subset(vm, set, other)?;
    Ok(vm.ret(Word::bool(is_inside)))
}

/// `issuperset`.
pub(super) fn issuperset(vm: &mut Vm, args: Args) -> Res {
    let set = this(vm, args);
    let is_inside = is_subset(vm, args.slot(1), set)?;
    Ok(vm.ret(Word::bool(is_inside)))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(__contains__), 2, contains),
    Method::fixed(q!(add), 2, add),
    Method::fixed(q!(clear), 1, clear),
    Method::fixed(q!(copy), 1, copy),
    Method::range(q!(difference), 1, Method::ANY, difference),
    Method::range(q!(difference_update), 1, Method::ANY, difference_update),
    Method::fixed(q!(discard), 2, discard),
    Method::fixed(q!(intersection), 2, intersection),
    Method::fixed(q!(intersection_update), 2, intersection_update),
    Method::fixed(q!(isdisjoint), 2, isdisjoint),
    Method::fixed(q!(issubset), 2, issubset),
    Method::fixed(q!(issuperset), 2, issuperset),
    Method::fixed(q!(pop), 1, pop),
    Method::fixed(q!(remove), 2, remove),
    Method::fixed(q!(symmetric_difference), 2, symmetric_difference),
    Method::fixed(q!(symmetric_difference_update), 2, symmetric_difference_update),
    Method::fixed(q!(union), 2, union),
    Method::range(q!(update), 1, Method::ANY, update),
];

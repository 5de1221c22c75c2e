//! Operators on containers, for [`super::binary`] and [`super::compare`]: `None` when the operands are none of ours.

use mpy_format::operator::BinaryOp;

use super::compare::{op_equal, op_order, simple_equal};
use super::number::op_word;
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Slot};
use crate::types::storage::scoped;
use crate::types::{Res, dict, list, native_of, set, table};
use crate::value::Value;
use crate::vm::Vm;

/// What kind of container a value is: lists, tuples, dicts, sets; frozensets count as sets.
fn container_kind<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Kind> {
    let value = native_of(m, value);
    if m.as_tuple(value).is_some() {
        return Some(Kind::Tuple);
    }
    match m.kind_of(value) {
        Some(Kind::FrozenSet) => Some(Kind::Set),
        Some(Kind::OrderedDict) => Some(Kind::Dict),
        kind => kind.filter(|kind| matches!(kind, Kind::List | Kind::Dict | Kind::Set)),
    }
}

/// `left op right` where one operand is a container.
pub fn container_binary(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Option<Res> {
    let m = vm.view();
    let kind = container_kind(m, m.get(left));
    let is_native = native_of(m, m.get(left)) == m.get(left);
    match (op, kind) {
        (BinaryOp::InplaceAdd, Some(Kind::List)) if is_native => {
            Some(list::extend(vm, left, right).map(|()| vm.ret_slot(left)))
        }
        (BinaryOp::InplaceMultiply, Some(Kind::List)) if is_native => match op_word(vm, right).transpose()? {
            Ok(number) => Some(list::repeat_in_place(vm, left, number).map(|()| vm.ret_slot(left))),
            Err(raised) => Some(Err(raised)),
        },
        (BinaryOp::Add | BinaryOp::InplaceAdd, Some(Kind::List | Kind::Tuple)) => list::concatenate(vm, left, right),
        (BinaryOp::Multiply | BinaryOp::InplaceMultiply, Some(Kind::List | Kind::Tuple)) => repeat(vm, left, right),
        (BinaryOp::Multiply | BinaryOp::InplaceMultiply, None)
            if matches!(container_kind(m, m.get(right)), Some(Kind::List | Kind::Tuple)) =>
        {
            repeat(vm, right, left)
        }
        (BinaryOp::Or, Some(Kind::Dict)) => dict::union(vm, left, right),
        (BinaryOp::InplaceOr, Some(Kind::Dict)) if is_native => {
            Some(dict::update(vm, left, right).map(|()| vm.ret_slot(left)))
        }
        (_, Some(Kind::Set)) => set::binary(vm, op, left, right),
        _ => None,
    }
}

/// `items * times`.
fn repeat(vm: &mut Vm, items: Slot, times: Slot) -> Option<Res> {
    match op_word(vm, times).transpose()? {
        Ok(times) => list::repeat(vm, items, times),
        Err(raised) => Some(Err(raised)),
    }
}

/// Whether two containers of the same kind are equal; `None` when the operands are not such.
pub fn equal_containers(vm: &mut Vm, left: Slot, right: Slot) -> Option<Result<bool, Raised>> {
    let m = vm.view();
    let kind = container_kind(m, m.get(left))?;
    if container_kind(m, m.get(right)) != Some(kind) {
        return None;
    }
    Some(scoped(vm, |vm| {
        vm.nested(|vm| {
            let (left, right) = native_slots(vm, left, right)?;
            match kind {
                Kind::Dict if are_ordered(vm, left, right) => equal_ordered(vm, left, right),
                Kind::Dict => equal_dicts(vm, left, right),
                Kind::Set => Ok(same_length(vm, left, right) && set::is_subset(vm, left, right)?),
                _ => {
                    let m = vm.view();
                    let is_same_length = list::len(m, m.get(left)) == list::len(m, m.get(right));
                    Ok(is_same_length && first_difference(vm, left, right)?.is_none())
                }
            }
        })
    }))
}

/// `left op right`, an order, of two lists, two tuples or two sets; `None` for other operands.
pub fn compare_sequences(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Option<Result<bool, Raised>> {
    let m = vm.view();
    let kind = container_kind(m, m.get(left))?;
    if container_kind(m, m.get(right)) != Some(kind) || kind == Kind::Dict {
        return None;
    }
    Some(scoped(vm, |vm| {
        vm.nested(|vm| {
            let (left, right) = native_slots(vm, left, right)?;
            if kind == Kind::Set { compare_sets(vm, op, left, right) } else { compare_items(vm, op, left, right) }
        })
    }))
}

fn are_ordered(vm: &Vm, left: Slot, right: Slot) -> bool {
    let m = vm.view();
    [left, right].iter().all(|&dict| m.kind_of(m.get(dict)) == Some(Kind::OrderedDict))
}

/// Whether two dicts have equal entries in the same order.
fn equal_ordered(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    let slots = [vm.slot()?, vm.slot()?, vm.slot()?, vm.slot()?];
    let mut from = [0; 2];
    loop {
        let m = vm.view();
        let mut ended = 0;
        for (index, &holder) in [left, right].iter().enumerate() {
            let Some(object) = m.object(m.get(holder)) else { return Ok(false) };
            let Some(number) = table::next_entry(m, object, from[index]) else {
                ended += 1;
                continue;
            };
            if let Some((key, value)) = table::entry(m, object, number) {
                m.set(slots[index], key);
                m.set(slots[2 + index], value);
            }
            from[index] = number + 1;
        }
        if ended != 0 {
            return Ok(ended == 2);
        }
        if !op_equal(vm, slots[0], slots[1])? || !op_equal(vm, slots[2], slots[3])? {
            return Ok(false);
        }
    }
}

/// New slots with what is behind two instances, or themselves.
fn native_slots(vm: &mut Vm, left: Slot, right: Slot) -> Result<(Slot, Slot), Raised> {
    let (first, second) = (vm.push_slot(left)?, vm.push_slot(right)?);
    let m = vm.view();
    m.set(first, native_of(m, m.get(first)));
    m.set(second, native_of(m, m.get(second)));
    Ok((first, second))
}

fn holder_len(vm: &Vm, holder: Slot) -> u32 {
    let m = vm.view();
    m.object(m.get(holder)).map_or(0, |holder| table::len(m, holder))
}

fn same_length(vm: &Vm, left: Slot, right: Slot) -> bool {
    holder_len(vm, left) == holder_len(vm, right)
}

/// The first index at which the items of two sequences differ; they then are in the two slots that come with it.
fn first_difference(vm: &mut Vm, left: Slot, right: Slot) -> Result<Option<(Slot, Slot)>, Raised> {
    let (first, second) = (vm.slot()?, vm.slot()?);
    let mut index = 0;
    loop {
        let m = vm.view();
        let items = (list::item(m, m.get(left), index), list::item(m, m.get(right), index));
        let (Some(a), Some(b)) = items else { return Ok(None) };
        m.set(first, a);
        m.set(second, b);
        let is_equal = match simple_equal(m, a, b) {
            Some(is_equal) => is_equal,
            None => op_equal(vm, first, second)?,
        };
        if !is_equal {
            return Ok(Some((first, second)));
        }
        index += 1;
    }
}

fn compare_items(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<bool, Raised> {
    if let Some((first, second)) = first_difference(vm, left, right)? {
        return op_order(vm, op, first, second);
    }
    let m = vm.view();
    Ok(order(op, list::len(m, m.get(left)), list::len(m, m.get(right))))
}

fn order(op: BinaryOp, left: u32, right: u32) -> bool {
    match op {
        BinaryOp::Less => left < right,
        BinaryOp::LessEqual => left <= right,
        BinaryOp::More => left > right,
        _ => left >= right,
    }
}

fn compare_sets(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<bool, Raised> {
    if !order(op, holder_len(vm, left), holder_len(vm, right)) {
        return Ok(false);
    }
    match op {
        BinaryOp::Less | BinaryOp::LessEqual => set::is_subset(vm, left, right),
        _ => set::is_subset(vm, right, left),
    }
}

fn equal_dicts(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    if !same_length(vm, left, right) {
        return Ok(false);
    }
    let (key, value, other) = (vm.slot()?, vm.slot()?, vm.slot()?);
    let mut from = 0;
    loop {
        let m = vm.view();
        let Some(object) = m.object(m.get(left)) else { return Ok(true) };
        let Some(number) = table::next_entry(m, object, from) else { return Ok(true) };
        let Some((entry_key, entry_value)) = table::entry(m, object, number) else { return Ok(true) };
        m.set(key, entry_key);
        m.set(value, entry_value);
        let Some(found) = table::find(vm, right, key)? else { return Ok(false) };
        let m = vm.view();
        let found = m.object(m.get(right)).and_then(|right| table::entry(m, right, found));
        let Some((_, found)) = found else { return Ok(false) };
        m.set(other, found);
        if !op_equal(vm, value, other)? {
            return Ok(false);
        }
        from = number + 1;
    }
}

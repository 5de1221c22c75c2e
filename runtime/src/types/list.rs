//! `list`: a length, and items in storage that grows ([`storage`]).

mod sort;
#[cfg(test)]
mod tests;

pub(crate) use self::sort::sort_with;

use super::storage::{self, scoped};
use super::{Args, Method, Res, Type, attr_tuple, native_of, signature, slice, takes};
use crate::exception::Raised;
use crate::heap::layout::{Kind, MAX_LENGTH, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::ops::compare::{op_equal, simple_equal};
use crate::ops::iter::for_each;
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The items' storage, when the list in `list` has any.
fn items(m: Mutator<'_>, list: Slot) -> Option<Object<'_>> {
    m.object(m.get(list)).and_then(|list| m.object(m.field(list, 0)))
}

/// How many items the list or tuple has; 0 for other values.
pub fn len<'m>(m: Mutator<'m>, sequence: Value<'m>) -> u32 {
    match m.object(sequence) {
        Some(object) if matches!(m.kind(object), Kind::List | Kind::Tuple) => m.length(object),
        Some(object) if m.kind(object) == Kind::AttrTuple => attr_tuple::len(m, object),
        _ => 0,
    }
}

/// Item `index` of a list or tuple.
pub fn item<'m>(m: Mutator<'m>, sequence: Value<'m>, index: u32) -> Option<Value<'m>> {
    let object = m.object(sequence)?;
    match m.kind(object) {
        Kind::Tuple if index < m.length(object) => Some(m.field(object, index)),
        Kind::List if index < m.length(object) => Some(m.field(m.object(m.field(object, 0))?, index)),
        Kind::AttrTuple if index < attr_tuple::len(m, object) => Some(m.field(object, index)),
        _ => None,
    }
}

/// A new empty list with room for `capacity` items, in a new slot.
///
/// # Errors
/// `MemoryError`.
pub fn make(vm: &mut Vm, capacity: u32) -> Result<Slot, Raised> {
    let list = vm.slot()?;
    let m = vm.reserve(words_size(1) + words_size(capacity))?;
    // The items stand behind the list, so that they can grow in place.
    let object = m.alloc(Kind::List, 0, &[Value::NULL]);
    if capacity > 0 {
        m.set_field(object, 0, m.alloc_filled(Kind::Items, capacity, Value::NULL).value());
    }
    m.set(list, object.value());
    Ok(list)
}

/// Makes room for `extra` more items in the list in `list`, and sees that the items are in RAM.
///
/// # Errors
/// `MemoryError`.
pub fn make_room(vm: &mut Vm, list: Slot, extra: u32) -> Result<(), Raised> {
    let m = vm.view();
    let used = len(m, m.get(list));
    let needed = used + extra;
    if needed == 0 {
        return Ok(());
    }
    if needed > MAX_LENGTH / 2 {
        return Err(vm.raise_memory_error(u32::MAX));
    }
    let capacity = match items(m, list) {
        Some(items) if m.is_ram(items) => {
            let capacity = m.refs(items);
            if needed <= capacity || storage::extend(vm, list, needed - capacity)? {
                return Ok(());
            }
            // Three more, for small lists have no eighth to spare.
            storage::with_slack(needed) + 3
        }
        _ => needed,
    };
    let m = vm.reserve(words_size(capacity))?;
    let old = items(m, list);
    let new = m.alloc_from(Kind::Items, capacity, |index| match old {
        Some(old) if index < used => m.field(old, index),
        _ => Value::NULL,
    });
    if let Some(list) = m.object(m.get(list)) {
        m.set_field(list, 0, new.value());
    }
    Ok(())
}

/// Appends what is in `value` to the list in `list`.
///
/// # Errors
/// `MemoryError`.
pub fn append_slot(vm: &mut Vm, list: Slot, value: Slot) -> Result<(), Raised> {
    make_room(vm, list, 1)?;
    let m = vm.view();
    if let (Some(object), Some(items)) = (m.object(m.get(list)), items(m, list)) {
        let length = m.length(object);
        m.set_field(items, length, m.get(value));
        m.set_length(object, length + 1);
    }
    Ok(())
}

/// Sets item `index`, which is there.
///
/// # Errors
/// `MemoryError`: items in ROM are copied.
pub fn store(vm: &mut Vm, list: Slot, index: u32, value: Slot) -> Result<(), Raised> {
    make_room(vm, list, 0)?;
    let m = vm.view();
    if let Some(items) = items(m, list) {
        m.set_field(items, index, m.get(value));
    }
    Ok(())
}

/// Appends all items of what is in `iterable`.
///
/// # Errors
/// `MemoryError`; what iterating raises.
pub fn extend(vm: &mut Vm, list: Slot, iterable: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if m.object_of(m.get(iterable), Kind::List).is_some() || m.as_tuple(m.get(iterable)).is_some() {
        let at = len(m, m.get(list));
        return splice(vm, list, at, at, iterable);
    }
    for_each(vm, iterable, &mut |vm, item| append_slot(vm, list, item).map(|()| true))
}

/// A list of the items of what is in `iterable`, in a new slot.
///
/// # Errors
/// As [`extend`].
pub fn from_iterable(vm: &mut Vm, iterable: Slot) -> Result<Slot, Raised> {
    let list = make(vm, 0)?;
    extend(vm, list, iterable)?;
    Ok(list)
}

/// Replaces the items `start..stop` by those of the list or tuple in `source`, which can be the list itself.
///
/// # Errors
/// `MemoryError`.
pub fn splice(vm: &mut Vm, list: Slot, start: u32, stop: u32, source: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let before = len(m, m.get(list));
    let added = len(m, native_of(m, m.get(source)));
    let after = before - (stop - start) + added;
    make_room(vm, list, after.saturating_sub(before))?;
    let m = vm.view();
    let (Some(object), Some(items)) = (m.object(m.get(list)), items(m, list)) else { return Ok(()) };
    let source = native_of(m, m.get(source));
    let is_itself = source == object.value();
    let move_item = |from: u32, to: u32| m.set_field(items, to, m.field(items, from));
    let tail = before - stop;
    if added > stop - start {
        (0..tail).rev().for_each(|index| move_item(stop + index, start + added + index));
    } else {
        (0..tail).for_each(|index| move_item(stop + index, start + added + index));
    }
    // From the back, for a list that is inserted into itself is written where it is yet to be read otherwise.
    for index in (0..added).rev() {
        // Its own tail has moved already.
        let from = if is_itself && index >= stop { index - stop + start + added } else { index };
        let value = if is_itself { Some(m.field(items, from)) } else { item(m, source, from) };
        m.set_field(items, start + index, value.unwrap_or(Value::NONE));
    }
    for index in after..before {
        m.set_field(items, index, Value::NULL);
    }
    m.set_length(object, after);
    Ok(())
}

/// Removes the items `start..stop`.
///
/// # Errors
/// `MemoryError`: items in ROM are copied.
pub fn remove_range(vm: &mut Vm, list: Slot, start: u32, stop: u32) -> Result<(), Raised> {
    let level = vm.stack_level();
    let nothing = vm.push(Word::EMPTY_TUPLE)?;
    splice(vm, list, start, stop, nothing)?;
    vm.release(level);
    Ok(())
}

/// The items that `bounds` means, of a list as a list and of a tuple as a tuple.
///
/// # Errors
/// `MemoryError`.
pub fn sliced(vm: &mut Vm, sequence: Slot, bounds: slice::Bounds) -> Res {
    let count = bounds.count();
    let m = vm.reserve(words_size(1) + words_size(count))?;
    let of = native_of(m, m.get(sequence));
    let get = |number: u32| item(m, of, bounds.index(number)).unwrap_or(Value::NONE);
    if m.as_tuple(of).is_some() {
        return Ok(m.ret(m.tuple_from(count, get)));
    }
    let list = m.alloc(Kind::List, count, &[Value::NULL]);
    if count > 0 {
        m.set_field(list, 0, m.alloc_from(Kind::Items, count, get).value());
    }
    Ok(m.ret(list))
}

/// `left + right` of two lists or two tuples; `None` for other operands.
pub fn concatenate(vm: &mut Vm, left: Slot, right: Slot) -> Option<Res> {
    let (first, is_tuple) = sequence_length(vm, left)?;
    let (second, also_tuple) = sequence_length(vm, right)?;
    (is_tuple == also_tuple).then(|| build(vm, is_tuple, left, right, first, first + second))
}

/// `sequence * times` of a list or a tuple; `None` for another operand.
pub fn repeat(vm: &mut Vm, sequence: Slot, times: i32) -> Option<Res> {
    let (length, is_tuple) = sequence_length(vm, sequence)?;
    Some(match length.checked_mul(times.max(0) as u32).filter(|&count| count <= MAX_LENGTH / 2) {
        Some(count) => build(vm, is_tuple, sequence, sequence, length, count),
        None => Err(vm.raise_memory_error(u32::MAX)),
    })
}

/// The length of a list or tuple, and whether it is a tuple.
fn sequence_length(vm: &Vm, sequence: Slot) -> Option<(u32, bool)> {
    let m = vm.view();
    let value = native_of(m, m.get(sequence));
    match m.as_tuple(value) {
        Some(items) => Some((items.len() as u32, true)),
        None => m.object_of(value, Kind::List).map(|list| (m.length(list), false)),
    }
}

/// `count` items: those of `left`, which has `first`, then those of `right` over and over.
fn build(vm: &mut Vm, is_tuple: bool, left: Slot, right: Slot, first: u32, count: u32) -> Res {
    let m = vm.reserve(words_size(1) + words_size(count))?;
    let (left, right) = (native_of(m, m.get(left)), native_of(m, m.get(right)));
    let second = len(m, right).max(1);
    let get = |index: u32| {
        let value = if index < first { item(m, left, index) } else { item(m, right, (index - first) % second) };
        value.unwrap_or(Value::NONE)
    };
    if is_tuple {
        return Ok(m.ret(m.tuple_from(count, get)));
    }
    let list = m.alloc(Kind::List, count, &[Value::NULL]);
    if count > 0 {
        m.set_field(list, 0, m.alloc_from(Kind::Items, count, get).value());
    }
    Ok(m.ret(list))
}

/// `list *= times`, in place.
///
/// # Errors
/// `MemoryError`.
pub fn repeat_in_place(vm: &mut Vm, list: Slot, times: i32) -> Result<(), Raised> {
    scoped(vm, |vm| {
        let this = native_slot(vm, list)?;
        match repeat(vm, this, times) {
            Some(ret) => {
                let repeated = vm.slot()?;
                let ret = ret?;
                vm.keep(ret, repeated);
                let m = vm.view();
                let length = len(m, m.get(this));
                splice(vm, this, 0, length, repeated)
            }
            None => Ok(()),
        }
    })
}

/// The index of the first item equal to `value` in `start..stop` of a list or tuple, which may change meanwhile.
///
/// # Errors
/// What `__eq__` raises.
pub fn position(vm: &mut Vm, sequence: Slot, value: Slot, start: u32, stop: u32) -> Result<Option<u32>, Raised> {
    let level = vm.stack_level();
    let other = vm.slot()?;
    let mut found = None;
    for index in start..stop {
        let m = vm.view();
        let Some(item) = item(m, native_of(m, m.get(sequence)), index) else { break };
        let is_equal = match simple_equal(m, item, m.get(value)) {
            Some(is_equal) => is_equal,
            None => {
                m.set(other, item);
                op_equal(vm, other, value)?
            }
        };
        if is_equal {
            found = Some(index);
            break;
        }
    }
    vm.release(level);
    Ok(found)
}

/// A new slot with the list behind an instance, or the list itself.
fn native_slot(vm: &mut Vm, slot: Slot) -> Result<Slot, Raised> {
    let this = vm.push_slot(slot)?;
    let m = vm.view();
    m.set(this, native_of(m, m.get(this)));
    Ok(this)
}

/// The list in argument 0; one behind an instance takes its place there.
fn this(vm: &Vm, args: Args) -> Slot {
    let m = vm.view();
    let slot = args.slot(0);
    m.set(slot, native_of(m, m.get(slot)));
    slot
}

fn this_len(vm: &Vm, args: Args) -> (Slot, u32) {
    let list = this(vm, args);
    let m = vm.view();
    (list, len(m, m.get(list)))
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 1)?;
    let list = match args.get(1) {
        Some(iterable) => from_iterable(vm, iterable)?,
        None => make(vm, 0)?,
    };
    Ok(vm.ret_slot(list))
}

fn append(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    append_slot(vm, list, args.slot(1))?;
    Ok(vm.ret_none())
}

fn clear(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    let m = vm.view();
    if let Some(object) = m.object(m.get(list)) {
        m.set_field(object, 0, Value::NULL);
        m.set_length(object, 0);
    }
    Ok(vm.ret_none())
}

fn copy(vm: &mut Vm, args: Args) -> Res {
    let (list, length) = this_len(vm, args);
    sliced(vm, list, slice::Bounds { start: 0, stop: length as i32, step: 1 })
}

/// `count` of a list or a tuple.
pub(super) fn count(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    let (mut count, mut from) = (0, 0);
    while let Some(index) = position(vm, list, args.slot(1), from, u32::MAX)? {
        count += 1;
        from = index + 1;
    }
    Ok(vm.ret(Word::small(count)))
}

fn extend_method(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    extend(vm, list, args.slot(1))?;
    Ok(vm.ret_none())
}

#[cold]
fn not_in_sequence(vm: &mut Vm) -> Raised {
    vm.raise(Type::ValueError, "object not in sequence")
}

/// `index` of a list or a tuple.
pub(super) fn index(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    let m = vm.view();
    let value = m.get(list);
    let type_ = if m.as_tuple(value).is_some() { Type::Tuple } else { Type::List };
    let length = len(m, value);
    let mut limits = [0, length];
    for (number, limit) in limits.iter_mut().enumerate() {
        if let Some(slot) = args.get(2 + number as u32) {
            *limit = clamped_index(vm, type_, length, slot)?;
        }
    }
    match position(vm, list, args.slot(1), limits[0], limits[1])? {
        Some(index) => Ok(vm.ret(Word::small(index as i32))),
        None => Err(not_in_sequence(vm)),
    }
}

/// A limit of a search: an index that may lie outside.
fn clamped_index(vm: &mut Vm, type_: Type, length: u32, slot: Slot) -> Result<u32, Raised> {
    match vm.view().get(slot).as_int() {
        Some(number) if number < 0 => Ok(length.saturating_sub(number.unsigned_abs())),
        Some(number) => Ok((number as u32).min(length)),
        None => slice::index(vm, type_, length, slot),
    }
}

fn insert(vm: &mut Vm, args: Args) -> Res {
    let (list, length) = this_len(vm, args);
    let number = crate::ops::number::op_index(vm, args.slot(1))?;
    let at = if number < 0 { length.saturating_sub(number.unsigned_abs()) } else { (number as u32).min(length) };
    make_room(vm, list, 1)?;
    let m = vm.view();
    if let (Some(object), Some(items)) = (m.object(m.get(list)), items(m, list)) {
        for index in (at..length).rev() {
            m.set_field(items, index + 1, m.field(items, index));
        }
        m.set_field(items, at, m.get(args.slot(2)));
        m.set_length(object, length + 1);
    }
    Ok(vm.ret_none())
}

fn pop(vm: &mut Vm, args: Args) -> Res {
    let (list, length) = this_len(vm, args);
    if length == 0 {
        return Err(vm.raise(Type::IndexError, "pop from empty list"));
    }
    let at = match args.get(1) {
        Some(index) => slice::index(vm, Type::List, length, index)?,
        None => length - 1,
    };
    let result = vm.slot()?;
    let m = vm.view();
    m.set(result, item(m, m.get(list), at).unwrap_or(Value::NONE));
    remove_range(vm, list, at, at + 1)?;
    Ok(vm.ret_slot(result))
}

fn remove(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    match position(vm, list, args.slot(1), 0, u32::MAX)? {
        Some(at) => {
            remove_range(vm, list, at, at + 1)?;
            Ok(vm.ret_none())
        }
        None => Err(not_in_sequence(vm)),
    }
}

fn reverse(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    reverse_slot(vm, list)?;
    Ok(vm.ret_none())
}

/// Puts the items of the list in `list` into the opposite order.
///
/// # Errors
/// `MemoryError`: items in ROM are copied.
pub fn reverse_slot(vm: &mut Vm, list: Slot) -> Result<(), Raised> {
    make_room(vm, list, 0)?;
    let m = vm.view();
    let length = len(m, m.get(list));
    if let Some(items) = items(m, list) {
        for index in 0..length / 2 {
            let (low, high) = (m.field(items, index), m.field(items, length - 1 - index));
            m.set_field(items, index, high);
            m.set_field(items, length - 1 - index, low);
        }
    }
    Ok(())
}

fn sort_method(vm: &mut Vm, args: Args) -> Res {
    let list = this(vm, args);
    if args.count() > 1 {
        return Err(vm.raise(Type::TypeError, "extra positional arguments given"));
    }
    sort_with(vm, list, args)?;
    Ok(vm.ret_none())
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(append), 2, append),
    Method::fixed(q!(clear), 1, clear),
    Method::fixed(q!(copy), 1, copy),
    Method::fixed(q!(count), 2, count),
    Method::fixed(q!(extend), 2, extend_method),
    Method::range(q!(index), 2, 4, index),
    Method::fixed(q!(insert), 3, insert),
    Method::range(q!(pop), 1, 2, pop),
    Method::fixed(q!(remove), 2, remove),
    Method::fixed(q!(reverse), 1, reverse),
    Method::range(q!(sort), 1, Method::ANY, sort_method).with(takes::KEYWORDS),
];

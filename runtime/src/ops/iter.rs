//! The iteration protocol.

#[cfg(test)]
mod tests;

use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, MAX_LENGTH, bytes_size, words_size};
use crate::heap::{Mutator, Object, Root, Slot};
use crate::ops::special::{call_special, has_special};
use crate::ops::subscr::op_load_subscr;
use crate::ops::truth::op_truth;
use crate::q;
use crate::types::{Res, Type, deque, dict_view, list, native_of, storage, table, text};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// `iter(x)`.
///
/// # Errors
/// `TypeError: 'T' object isn't iterable`; what `__iter__` raises.
pub fn op_iter(vm: &mut Vm, iterable: Slot) -> Res {
    if let Some(ret) = call_special(vm, iterable, q!(__iter__), &[])? {
        return Ok(ret);
    }
    let m = vm.view();
    let value = native_of(m, m.get(iterable));
    let is_sequence = m.as_str(value).is_some() || m.as_tuple(value).is_some() || m.as_bytes(value).is_some();
    let Some(kind) = m.kind_of(value).filter(|_| !is_sequence) else {
        return if is_sequence { sequence_iterator(vm, iterable) } else { Err(not_iterable(vm, iterable)) };
    };
    match kind {
        Kind::List | Kind::ByteArray | Kind::MemoryView | Kind::AttrTuple => sequence_iterator(vm, iterable),
        Kind::Deque => {
            let first = deque::first_place(m, value);
            sequence_iterator_from(vm, iterable, first)
        }
        Kind::Range => {
            let m = vm.reserve(words_size(3))?;
            let Some(range) = m.object(native_of(m, m.get(iterable))) else { return Ok(vm.ret_none()) };
            let fields = [m.field(range, 0), m.field(range, 1), m.field(range, 2)];
            Ok(m.ret(m.alloc(Kind::RangeIterator, 0, &fields)))
        }
        Kind::Dict | Kind::OrderedDict | Kind::Set | Kind::FrozenSet | Kind::DictView => {
            let m = vm.reserve(words_size(2))?;
            let value = native_of(m, m.get(iterable));
            let (holder, what) = match m.object_of(value, Kind::DictView) {
                Some(view) => (m.field(view, 0), m.length(view)),
                None => (value, dict_view::KEYS),
            };
            let used = m.object(holder).map_or(0, |holder| m.length(holder));
            let length = used.min(ITERATED) << 2 | what;
            Ok(m.ret(m.alloc(Kind::TableIterator, length, &[holder, Value::small(0)])))
        }
        _ if is_iterator(kind) => Ok(m.ret(value)),
        _ if has_special(vm, iterable, q!(__getitem__))? => sequence_iterator(vm, iterable),
        _ => Err(not_iterable(vm, iterable)),
    }
}

/// The length of a [`Kind::TableIterator`] has, above what it gives, the number of entries when it was made: those that a
/// loop adds to its own dict are not visited, or it might never end. This many mean no limit.
const ITERATED: u32 = MAX_LENGTH >> 2;

fn is_iterator(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SequenceIterator
            | Kind::RangeIterator
            | Kind::TableIterator
            | Kind::Enumerate
            | Kind::Zip
            | Kind::Map
            | Kind::Filter
            | Kind::Reversed
            | Kind::CallIterator
            | Kind::Generator
    )
}

#[cold]
fn not_iterable(vm: &mut Vm, object: Slot) -> Raised {
    vm.raise_parts(Type::TypeError, &[Part::Text("'"), Part::TypeOf(object), Part::Text("' object isn't iterable")])
}

fn sequence_iterator(vm: &mut Vm, sequence: Slot) -> Res {
    sequence_iterator_from(vm, sequence, 0)
}

fn sequence_iterator_from(vm: &mut Vm, sequence: Slot, first: u32) -> Res {
    let m = vm.reserve(words_size(2))?;
    // An instance with a `__getitem__` of its own is asked for its items, a native sequence behind one is not.
    let sequence = native_of(m, m.get(sequence));
    Ok(m.ret(m.alloc(Kind::SequenceIterator, 0, &[sequence, Value::small(first as i32)])))
}

/// As [`op_next`]; at the end the value that the iterator ends with is in [`Root::Callee`]: what a generator returned, or
/// what a `StopIteration` carries.
///
/// # Errors
/// As [`op_next`].
pub fn op_next_or_value(vm: &mut Vm, iterator: Slot) -> Res {
    let ret = op_next(vm, iterator)?;
    let m = vm.view();
    let gives_value = matches!(
        m.kind_of(m.get(iterator)),
        Some(
            Kind::Generator
                | Kind::Instance
                | Kind::InstanceNative
                | Kind::Enumerate
                | Kind::Zip
                | Kind::Map
                | Kind::Filter
        )
    );
    if m.root(Root::Result) == Value::STOP && !gives_value {
        m.set_root(Root::Callee, Value::NONE);
    }
    Ok(ret)
}

/// The next item of an iterator; [`Word::STOP`](crate::value::Word::STOP) at the end, which is no exception.
///
/// # Errors
/// `TypeError` for what is no iterator; what producing the item raises; `KeyboardInterrupt`.
pub fn op_next(vm: &mut Vm, iterator: Slot) -> Res {
    vm.tick()?;
    let m = vm.view();
    let Some(object) = m.object(m.get(iterator)) else { return Err(not_an_iterator(vm, iterator)) };
    match m.kind(object) {
        Kind::SequenceIterator => next_of_sequence(vm, iterator),
        Kind::RangeIterator => Ok(m.ret(next_of_range(m, object))),
        Kind::TableIterator => next_of_table(vm, iterator),
        Kind::Generator => vm.resume(iterator, None),
        Kind::Enumerate | Kind::Zip | Kind::Map | Kind::Filter | Kind::Reversed => {
            // These ask other iterators, which can be such in turn.
            vm.nested(|vm| {
                let level = vm.stack_level();
                let ret = next_of_adapter(vm, iterator)?;
                vm.release(level);
                Ok(ret)
            })
        }
        Kind::Instance | Kind::InstanceNative => {
            let result = match call_special(vm, iterator, q!(__next__), &[]) {
                Ok(Some(ret)) => Ok(ret),
                Ok(None) => Err(not_an_iterator(vm, iterator)),
                Err(raised) => Err(raised),
            };
            vm.end_or_value(result)
        }
        _ => Err(not_an_iterator(vm, iterator)),
    }
}

#[cold]
fn not_an_iterator(vm: &mut Vm, object: Slot) -> Raised {
    vm.raise_parts(Type::TypeError, &[Part::Text("'"), Part::TypeOf(object), Part::Text("' object isn't an iterator")])
}

/// The iterator in a slot, and a number in one of its fields.
fn iterator_at(m: Mutator<'_>, iterator: Slot, field: u32) -> Option<(Object<'_>, u32)> {
    let object = m.object(native_of(m, m.get(iterator)))?;
    Some((object, m.field(object, field).word().to_int() as u32))
}

fn next_of_sequence(vm: &mut Vm, iterator: Slot) -> Res {
    let m = vm.view();
    let Some((object, index)) = iterator_at(m, iterator, 1) else { return Ok(vm.ret(Word::STOP)) };
    let sequence = m.field(object, 0);
    let advance = |m: Mutator<'_>, by: u32| {
        if let Some((object, index)) = iterator_at(m, iterator, 1) {
            m.set_field(object, 1, Value::small((index + by) as i32));
        }
    };
    if let Some(text) = m.as_str(sequence) {
        // For a string the index is that of the byte.
        let Some(rest) = text.get(index as usize..).filter(|rest| !rest.is_empty()) else {
            return Ok(vm.ret(Word::STOP));
        };
        let length = 1 + rest[1..].iter().take_while(|&&byte| byte & 0xc0 == 0x80).count() as u32;
        let m = vm.reserve(bytes_size(length))?;
        advance(m, length);
        let sequence = iterator_at(m, iterator, 1).map_or(Value::NULL, |(object, _)| m.field(object, 0));
        let text = m.as_str(sequence).unwrap_or(b"");
        return Ok(m.ret(m.str(&text[index as usize..(index + length) as usize])));
    }
    let item = match m.kind_of(sequence) {
        Some(Kind::List | Kind::Tuple | Kind::AttrTuple) => list::item(m, sequence, index),
        Some(Kind::Bytes | Kind::ByteArray | Kind::MemoryView) => text::subscr::byte_at(m, sequence, index),
        Some(Kind::Deque) => {
            let Some((item, place)) = deque::next(m, sequence, index) else { return Ok(vm.ret(Word::STOP)) };
            m.set_field(object, 1, Value::small(place as i32));
            return Ok(m.ret(item));
        }
        Some(Kind::Instance) => return storage::scoped(vm, |vm| next_by_subscr(vm, iterator)),
        _ => None,
    };
    match item {
        Some(item) => {
            advance(m, 1);
            Ok(m.ret(item))
        }
        None => Ok(vm.ret(Word::STOP)),
    }
}

/// The next item of what has a `__getitem__`; `IndexError` ends it.
fn next_by_subscr(vm: &mut Vm, iterator: Slot) -> Res {
    let (sequence, position) = (vm.slot()?, vm.slot()?);
    let m = vm.view();
    let Some((object, index)) = iterator_at(m, iterator, 1) else { return Ok(vm.ret(Word::STOP)) };
    m.set(sequence, m.field(object, 0));
    m.set(position, Value::small(index as i32));
    m.set_field(object, 1, Value::small(index as i32 + 1));
    match op_load_subscr(vm, sequence, position) {
        Err(raised) if vm.raised_is(&raised, Type::IndexError) || vm.raised_is(&raised, Type::StopIteration) => {
            vm.caught(raised, position);
            Ok(vm.ret(Word::STOP))
        }
        result => result,
    }
}

fn next_of_range<'m>(m: Mutator<'m>, object: Object<'m>) -> Value<'m> {
    let [next, stop, step] = [0, 1, 2].map(|field| m.field(object, field).word().to_int());
    if if step > 0 { next >= stop } else { next <= stop } {
        return Value::STOP;
    }
    // The number after the last can be out of the range of small ints; the end will do.
    let after = next + step;
    m.set_field(object, 0, Value::small(if step > 0 { after.min(stop) } else { after.max(stop) }));
    Value::small(next)
}

fn next_of_table(vm: &mut Vm, iterator: Slot) -> Res {
    let m = vm.view();
    let step = |m: Mutator<'_>| {
        let (object, from) = iterator_at(m, iterator, 1)?;
        let (what, limit) = (m.length(object) & 3, m.length(object) >> 2);
        let entry = table::next_entry(m, m.object(m.field(object, 0))?, from)?;
        (entry < limit || limit == ITERATED).then_some((entry, what))
    };
    let Some((entry, what)) = step(m) else { return Ok(vm.ret(Word::STOP)) };
    let m = if what == dict_view::ITEMS { vm.reserve(words_size(2))? } else { m };
    let Some((object, _)) = iterator_at(m, iterator, 1) else { return Ok(vm.ret(Word::STOP)) };
    m.set_field(object, 1, Value::small(entry as i32 + 1));
    let found = m.object(m.field(object, 0)).and_then(|holder| table::entry(m, holder, entry));
    let (key, value) = found.unwrap_or((Value::STOP, Value::STOP));
    Ok(m.ret(match what {
        dict_view::KEYS => key,
        dict_view::VALUES => value,
        _ => m.tuple(&[key, value]),
    }))
}

/// The next item of an iterator that one of the iterators' own asks.
fn next_of(vm: &mut Vm, adapter: Slot, field: u32, item: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    let inner = m.object(native_of(m, m.get(adapter))).map_or(Value::NULL, |object| m.field(object, field));
    m.set(item, inner);
    let ret = op_next_or_value(vm, item)?;
    vm.keep(ret, item);
    Ok(vm.view().get(item) != Value::STOP)
}

fn next_of_adapter(vm: &mut Vm, adapter: Slot) -> Res {
    let m = vm.view();
    let Some(object) = m.object(native_of(m, m.get(adapter))) else { return Ok(vm.ret(Word::STOP)) };
    let (kind, fields) = (m.kind(object), m.refs(object));
    match kind {
        Kind::Enumerate => {
            let item = vm.slot()?;
            if !next_of(vm, adapter, 0, item)? {
                return Ok(vm.ret(Word::STOP));
            }
            let m = vm.reserve(words_size(2))?;
            let Some((object, count)) = iterator_at(m, adapter, 1) else { return Ok(vm.ret(Word::STOP)) };
            m.set_field(object, 1, Value::small(count as i32 + 1));
            Ok(m.ret(m.tuple(&[Value::small(count as i32), m.get(item)])))
        }
        Kind::Zip => {
            let first = vm.stack_level().next(1);
            if fields == 0 {
                vm.view().set_root(Root::Callee, Value::NONE);
                return Ok(vm.ret(Word::STOP));
            }
            for field in 0..fields {
                let item = vm.slot()?;
                if !next_of(vm, adapter, field, item)? {
                    return Ok(vm.ret(Word::STOP));
                }
            }
            let m = vm.reserve(words_size(fields))?;
            Ok(m.ret(m.tuple_from(fields, |index| m.get(first.next(index)))))
        }
        Kind::Map => {
            let callee = vm.slot()?;
            let m = vm.view();
            m.set(callee, m.object(native_of(m, m.get(adapter))).map_or(Value::NULL, |object| m.field(object, 0)));
            for field in 1..fields {
                let item = vm.slot()?;
                if !next_of(vm, adapter, field, item)? {
                    return Ok(vm.ret(Word::STOP));
                }
            }
            vm.call(callee, fields - 1, 0)
        }
        Kind::Filter => {
            let (item, callee, argument) = (vm.slot()?, vm.slot()?, vm.slot()?);
            loop {
                if !next_of(vm, adapter, 1, item)? {
                    return Ok(vm.ret(Word::STOP));
                }
                let m = vm.view();
                let Some(object) = m.object(native_of(m, m.get(adapter))) else { return Ok(vm.ret(Word::STOP)) };
                m.set(argument, m.get(item));
                m.set(callee, m.field(object, 0));
                if !m.field(object, 0).is_none() {
                    let ret = vm.call(callee, 1, 0)?;
                    vm.keep(ret, argument);
                }
                if op_truth(vm, argument)? {
                    return Ok(vm.ret_slot(item));
                }
            }
        }
        _ => {
            let (sequence, index) = (vm.slot()?, vm.slot()?);
            let m = vm.view();
            let Some((object, left)) = iterator_at(m, adapter, 1) else { return Ok(vm.ret(Word::STOP)) };
            let Some(last) = left.checked_sub(1) else { return Ok(vm.ret(Word::STOP)) };
            m.set_field(object, 1, Value::small(last as i32));
            m.set(sequence, m.field(object, 0));
            m.set(index, Value::small(last as i32));
            op_load_subscr(vm, sequence, index)
        }
    }
}

/// Calls `body` with each item of what is in `iterable`, until it says `false`. The item's slot is used again.
///
/// # Errors
/// What iterating and `body` raise.
pub fn for_each(
    vm: &mut Vm,
    iterable: Slot,
    body: &mut dyn FnMut(&mut Vm, Slot) -> Result<bool, Raised>,
) -> Result<(), Raised> {
    let level = vm.stack_level();
    let (iterator, item) = (vm.slot()?, vm.slot()?);
    let ret = op_iter(vm, iterable)?;
    vm.keep(ret, iterator);
    let inner = vm.stack_level();
    loop {
        let ret = op_next(vm, iterator)?;
        vm.keep(ret, item);
        if vm.view().root(Root::Result) == Value::STOP || !body(vm, item)? {
            break;
        }
        vm.release(inner);
    }
    vm.release(level);
    Ok(())
}

//! `dict`: a table with values.

use super::{Args, Method, Res, Type, dict_view, list, native_of, signature, table, takes};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::ops::iter::for_each;
use crate::ops::subscr;
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// A new empty dict in a new slot.
///
/// # Errors
/// `MemoryError`.
pub fn make(vm: &mut Vm) -> Result<Slot, Raised> {
    make_of(vm, Kind::Dict)
}

/// The same of either kind.
fn make_of(vm: &mut Vm, kind: Kind) -> Result<Slot, Raised> {
    let dict = vm.slot()?;
    let m = vm.reserve(words_size(1))?;
    m.set(dict, m.alloc(kind, 0, &[Value::NULL]).value());
    Ok(dict)
}

/// Whether objects of this kind are dicts.
#[inline]
pub(crate) const fn is_dict(kind: Kind) -> bool {
    matches!(kind, Kind::Dict | Kind::OrderedDict)
}

/// The dict, of either kind, that a value is or has behind it.
pub(crate) fn of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Object<'m>> {
    m.object(native_of(m, value)).filter(|&object| is_dict(m.kind(object)))
}

/// Adds what is in `source`, a dict or an iterable of pairs, to the dict in `dict`.
///
/// # Errors
/// `TypeError`, `ValueError` for what is neither; what finding keys and iterating raises.
pub fn update(vm: &mut Vm, dict: Slot, source: Slot) -> Result<(), Raised> {
    let level = vm.stack_level();
    let (from, key, value) = (vm.push_slot(source)?, vm.slot()?, vm.slot()?);
    let m = vm.view();
    m.set(from, native_of(m, m.get(source)));
    if of(m, m.get(from)).is_some() {
        let mut number = 0;
        loop {
            let m = vm.view();
            let Some((object, entry)) = next(m, from, number) else { break };
            let (found, stored) = table::entry(m, object, entry).unwrap_or((Value::NULL, Value::NULL));
            m.set(key, found);
            m.set(value, stored);
            table::set(vm, dict, key, value)?;
            number = entry + 1;
        }
        vm.release(level);
        return Ok(());
    }
    for_each(vm, source, &mut |vm, pair| {
        let inner = vm.stack_level();
        let items = list::from_iterable(vm, pair)?;
        let m = vm.view();
        let list = m.get(items);
        let (Some(first), Some(second), None) = (list::item(m, list, 0), list::item(m, list, 1), list::item(m, list, 2))
        else {
            return Err(vm.raise(Type::ValueError, "dict update sequence has wrong length"));
        };
        m.set(key, first);
        m.set(value, second);
        table::set(vm, dict, key, value)?;
        vm.release(inner);
        Ok(true)
    })?;
    vm.release(level);
    Ok(())
}

fn next(m: Mutator<'_>, dict: Slot, from: u32) -> Option<(Object<'_>, u32)> {
    let object = m.object(m.get(dict))?;
    Some((object, table::next_entry(m, object, from)?))
}

/// `update` with the arguments of the constructor or of the method: something positional, and keywords.
fn update_from(vm: &mut Vm, dict: Slot, args: Args) -> Result<(), Raised> {
    if let Some(source) = args.get(1) {
        update(vm, dict, source)?;
    }
    for index in 0..args.keywords() {
        let (name, value) = args.keyword(index);
        table::set(vm, dict, name, value)?;
    }
    Ok(())
}

/// `left | right`: a new dict; `None` for operands that are no dicts.
pub fn union(vm: &mut Vm, left: Slot, right: Slot) -> Option<Res> {
    let m = vm.view();
    of(m, m.get(left))?;
    Some(copied(vm, left).and_then(|dict| {
        update(vm, dict, right)?;
        Ok(vm.ret_slot(dict))
    }))
}

/// A copy of the dict in `dict`, in a new slot.
fn copied(vm: &mut Vm, dict: Slot) -> Result<Slot, Raised> {
    let from = vm.push_slot(dict)?;
    let m = vm.view();
    let kind = of(m, m.get(from)).map_or(Kind::Dict, |dict| m.kind(dict));
    let to = make_of(vm, kind)?;
    let m = vm.view();
    m.set(from, native_of(m, m.get(from)));
    table::copy(vm, from, to)?;
    Ok(to)
}

/// The dict in argument 0; one behind an instance takes its place there.
fn this(vm: &Vm, args: Args) -> Slot {
    let m = vm.view();
    let slot = args.slot(0);
    m.set(slot, native_of(m, m.get(slot)));
    slot
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    make_from(vm, Kind::Dict, args)
}

/// The constructor of a kind of dict.
pub(super) fn make_from(vm: &mut Vm, kind: Kind, args: Args) -> Res {
    // The dict itself counts.
    signature::number(vm, args.count(), 1, 2)?;
    let dict = make_of(vm, kind)?;
    update_from(vm, dict, args)?;
    Ok(vm.ret_slot(dict))
}

fn clear(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    let m = vm.view();
    if let Some(object) = m.object(m.get(dict)) {
        table::clear(m, object);
    }
    Ok(vm.ret_none())
}

fn copy(vm: &mut Vm, args: Args) -> Res {
    let dict = copied(vm, args.slot(0))?;
    Ok(vm.ret_slot(dict))
}

fn fromkeys(vm: &mut Vm, args: Args) -> Res {
    let dict = make(vm)?;
    let value = match args.get(2) {
        Some(value) => value,
        None => vm.push(Word::NONE)?,
    };
    for_each(vm, args.slot(1), &mut |vm, key| table::set(vm, dict, key, value).map(|()| true))?;
    Ok(vm.ret_slot(dict))
}

/// Returns the value of entry `entry`.
fn ret_value(vm: &Vm, dict: Slot, entry: u32) -> Res {
    let m = vm.view();
    let found = m.object(m.get(dict)).and_then(|dict| table::entry(m, dict, entry));
    Ok(m.ret(found.map_or(Value::NONE, |(_, value)| value)))
}

fn get(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    match (table::find(vm, dict, args.slot(1))?, args.get(2)) {
        (Some(entry), _) => ret_value(vm, dict, entry),
        (None, Some(default)) => Ok(vm.ret_slot(default)),
        (None, None) => Ok(vm.ret_none()),
    }
}

fn pop(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    match (table::find(vm, dict, args.slot(1))?, args.get(2)) {
        (Some(entry), _) => {
            let value = vm.slot()?;
            let ret = ret_value(vm, dict, entry)?;
            vm.keep(ret, value);
            table::remove(vm, dict, entry)?;
            Ok(vm.ret_slot(value))
        }
        (None, Some(default)) => Ok(vm.ret_slot(default)),
        (None, None) => Err(vm.raise_with(Type::KeyError, args.slot(1))),
    }
}

fn popitem(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    let m = vm.view();
    let used = m.object(m.get(dict)).map_or(0, |dict| m.length(dict));
    // The last of the used entries is never a hole.
    let Some(last) = used.checked_sub(1) else {
        return Err(vm.raise(Type::KeyError, "popitem(): dictionary is empty"));
    };
    let pair = vm.slot()?;
    let m = vm.reserve(words_size(2))?;
    if let Some((key, value)) = m.object(m.get(dict)).and_then(|dict| table::entry(m, dict, last)) {
        m.set(pair, m.tuple(&[key, value]));
    }
    table::remove(vm, dict, last)?;
    Ok(vm.ret_slot(pair))
}

fn setdefault(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    if let Some(entry) = table::find(vm, dict, args.slot(1))? {
        return ret_value(vm, dict, entry);
    }
    let value = match args.get(2) {
        Some(value) => value,
        None => vm.push(Word::NONE)?,
    };
    table::set(vm, dict, args.slot(1), value)?;
    Ok(vm.ret_slot(value))
}

fn update_method(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    update_from(vm, dict, args)?;
    Ok(vm.ret_none())
}

fn keys(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    dict_view::make(vm, dict, dict_view::KEYS)
}

fn values(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    dict_view::make(vm, dict, dict_view::VALUES)
}

fn items(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    dict_view::make(vm, dict, dict_view::ITEMS)
}

fn getitem(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    subscr::load_dict(vm, dict, args.slot(1))
}

fn setitem(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    table::set(vm, dict, args.slot(1), args.slot(2))?;
    Ok(vm.ret_none())
}

fn delitem(vm: &mut Vm, args: Args) -> Res {
    let dict = this(vm, args);
    if !table::delete(vm, dict, args.slot(1))? {
        return Err(vm.raise_with(Type::KeyError, args.slot(1)));
    }
    Ok(vm.ret_none())
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(__delitem__), 2, delitem),
    Method::fixed(q!(__getitem__), 2, getitem),
    Method::fixed(q!(__setitem__), 3, setitem),
    Method::fixed(q!(clear), 1, clear),
    Method::fixed(q!(copy), 1, copy),
    Method::range(q!(fromkeys), 2, 3, fromkeys).with(takes::CLASS),
    Method::range(q!(get), 2, 3, get),
    Method::fixed(q!(items), 1, items),
    Method::fixed(q!(keys), 1, keys),
    Method::range(q!(pop), 2, 3, pop),
    Method::fixed(q!(popitem), 1, popitem),
    Method::range(q!(setdefault), 2, 3, setdefault),
    Method::range(q!(update), 1, 2, update_method).with(takes::KEYWORDS),
    Method::fixed(q!(values), 1, values),
];

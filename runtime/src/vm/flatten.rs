//! `f(a, *b, **c)`: the arguments laid out one by one.

use mpy_format::operand::CallArgs;

use crate::exception::{Part, Raised};
use crate::heap::{Root, Slot};
use crate::ops::{attr, iter, subscr};
use crate::q;
use crate::types::{Type, dict, table};
use crate::value::Word;
use crate::vm::Vm;

/// Pushes a spare slot, then `receiver` if there is one, then the arguments of a call that start at `arguments`, with what
/// bit i of `stars` marks and the pairs without a name spread out. Returns the numbers of positional arguments, the
/// receiver included, and of keyword arguments.
///
/// # Errors
/// `TypeError` for a keyword given twice or that is no string; what iterating raises.
pub(super) fn flatten(
    vm: &mut Vm,
    receiver: Option<Slot>,
    arguments: Slot,
    stars: u32,
    args: CallArgs,
) -> Result<(u32, u32), Raised> {
    vm.push(Word::NULL)?;
    let mut count = 0;
    if let Some(receiver) = receiver {
        vm.push_slot(receiver)?;
        count += 1;
    }
    for index in 0..u32::from(args.n_pos) {
        if index < 30 && stars >> index & 1 != 0 {
            count += spread(vm, arguments.next(index))?;
        } else {
            vm.push_slot(arguments.next(index))?;
            count += 1;
        }
    }
    let first_keyword = vm.heap.sp - 4;
    let mut keywords = 0;
    for index in 0..u32::from(args.n_kw) {
        let pair = arguments.next(u32::from(args.n_pos) + index * 2);
        if vm.view().get(pair).is_null() {
            keywords += spread_mapping(vm, pair.next(1), first_keyword, keywords)?;
        } else {
            check_keyword(vm, pair, first_keyword, keywords)?;
            vm.push_slot(pair)?;
            vm.push_slot(pair.next(1))?;
            keywords += 1;
        }
    }
    Ok((count, keywords))
}

/// Pushes the items of the iterable in `slot`.
fn spread(vm: &mut Vm, slot: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    if let Some(items) = m.as_tuple(m.get(slot)) {
        let count = items.len() as u32;
        for index in 0..count {
            let item = vm.slot()?;
            let m = vm.view();
            if let Some(items) = m.as_tuple(m.get(slot)) {
                m.set(item, items[index as usize]);
            }
        }
        return Ok(count);
    }
    // The iterator takes the iterable's place, which nobody reads again.
    let ret = iter::op_iter(vm, slot)?;
    vm.keep(ret, slot);
    let mut count = 0;
    loop {
        let _ = iter::op_next(vm, slot)?;
        let m = vm.view();
        if m.root(Root::Result).word() == Word::STOP {
            return Ok(count);
        }
        let item = vm.push(Word::NULL)?;
        let m = vm.view();
        m.set(item, m.root(Root::Result));
        count += 1;
    }
}

/// Pushes the items of the mapping in `mapping` as pairs; returns how many. What is no dict is asked for its keys, and
/// for the item of each.
fn spread_mapping(vm: &mut Vm, mapping: Slot, first: u32, keywords: u32) -> Result<u32, Raised> {
    let m = vm.view();
    let Some(used) = m.object(m.get(mapping)).filter(|&it| dict::is_dict(m.kind(it))).map(|dict| m.length(dict)) else {
        return spread_keys(vm, mapping, first, keywords);
    };
    let mut pushed = 0;
    for entry in 0..used {
        let level = vm.stack_level();
        let (name, value) = (vm.slot()?, vm.slot()?);
        let m = vm.view();
        let Some((key, item)) = m.object(m.get(mapping)).and_then(|dict| table::entry(m, dict, entry)) else {
            vm.release(level);
            continue;
        };
        m.set(name, key);
        m.set(value, item);
        check_keyword(vm, name, first, keywords + pushed)?;
        pushed += 1;
    }
    Ok(pushed)
}

fn spread_keys(vm: &mut Vm, mapping: Slot, first: u32, keywords: u32) -> Result<u32, Raised> {
    // The slot of the pair's name is free for the iterator over the keys.
    let keys = Slot::at(mapping.address() + 4);
    let level = vm.stack_level();
    let callee = vm.push_slot(mapping)?;
    let ret = attr::op_load_attr(vm, callee, q!(keys))?;
    vm.keep(ret, callee);
    let ret = vm.call(callee, 0, 0)?;
    vm.keep(ret, callee);
    let ret = iter::op_iter(vm, callee)?;
    vm.keep(ret, keys);
    vm.release(level);
    let mut pushed = 0;
    loop {
        let ret = iter::op_next(vm, keys)?;
        if vm.view().root(Root::Result).word() == Word::STOP {
            return Ok(pushed);
        }
        let (name, value) = (vm.slot()?, vm.slot()?);
        vm.keep(ret, name);
        check_keyword(vm, name, first, keywords + pushed)?;
        let ret = subscr::op_load_subscr(vm, mapping, name)?;
        vm.keep(ret, value);
        vm.release(value);
        pushed += 1;
    }
}

/// Refuses a keyword that is no string or one of the `keywords` that stand from `first` on.
fn check_keyword(vm: &mut Vm, name: Slot, first: u32, keywords: u32) -> Result<(), Raised> {
    let m = vm.view();
    let Some(text) = m.as_str(m.get(name)) else {
        return Err(vm.raise_parts(
            Type::TypeError,
            &[Part::Text("can't convert '"), Part::TypeOf(name), Part::Text("' object to str implicitly")],
        ));
    };
    if (0..keywords).any(|index| m.as_str(m.get(Slot::at(first - index * 8))) == Some(text)) {
        return Err(vm.raise_parts(
            Type::TypeError,
            &[Part::Text("function got multiple values for argument '"), Part::Str(name), Part::Text("'")],
        ));
    }
    Ok(())
}

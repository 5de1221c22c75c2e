//! The builtins that iterate: `all`, `any`, `iter`, `max`, `min`, `next`, `sorted`, `sum`.

use mpy_format::operator::BinaryOp;

use crate::heap::{Root, Slot};
use crate::ops::binary::op_binary;
use crate::ops::compare::op_order;
use crate::ops::iter::{for_each, op_iter, op_next};
use crate::ops::special::call_special;
use crate::ops::truth::op_truth;
use crate::q;
use crate::types::{Args, Res, Type, iterator, list};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Whether an item of the iterable in argument 0 has this truth.
fn has_item(vm: &mut Vm, args: Args, wanted: bool) -> Result<bool, crate::exception::Raised> {
    let mut is_found = false;
    for_each(vm, args.slot(0), &mut |vm, item| {
        is_found = op_truth(vm, item)? == wanted;
        Ok(!is_found)
    })?;
    Ok(is_found)
}

/// `all(iterable)`.
pub(super) fn all(vm: &mut Vm, args: Args) -> Res {
    let is_false = has_item(vm, args, false)?;
    Ok(vm.ret(Word::bool(!is_false)))
}

/// `any(iterable)`.
pub(super) fn any(vm: &mut Vm, args: Args) -> Res {
    let is_true = has_item(vm, args, true)?;
    Ok(vm.ret(Word::bool(is_true)))
}

/// `iter(iterable)`.
pub(super) fn iter(vm: &mut Vm, args: Args) -> Res {
    op_iter(vm, args.slot(0))
}

/// `next(iterator)`, `next(iterator, default)`.
pub(super) fn next(vm: &mut Vm, args: Args) -> Res {
    let Some(default) = args.get(1) else {
        // The exception that a `__next__` raises is the program's to see.
        return match call_special(vm, args.slot(0), q!(__next__), &[])? {
            Some(ret) => Ok(ret),
            None => iterator::next(vm, args.slot(0)),
        };
    };
    let ret = op_next(vm, args.slot(0))?;
    if vm.view().root(Root::Result) == Value::STOP { Ok(vm.ret_slot(default)) } else { Ok(ret) }
}

/// `sorted(iterable, key=None, reverse=False)`.
pub(super) fn sorted(vm: &mut Vm, args: Args) -> Res {
    if args.count() > 1 {
        return Err(vm.raise(Type::TypeError, "must use keyword argument for key function"));
    }
    let list = list::from_iterable(vm, args.slot(0))?;
    list::sort_with(vm, list, args)?;
    Ok(vm.ret_slot(list))
}

/// `sum(iterable, start=0)`.
pub(super) fn sum(vm: &mut Vm, args: Args) -> Res {
    let total = match args.get(1) {
        Some(start) => vm.push_slot(start)?,
        None => vm.push(Word::small(0))?,
    };
    for_each(vm, args.slot(0), &mut |vm, item| {
        let ret = op_binary(vm, BinaryOp::Add, total, item)?;
        vm.keep(ret, total);
        Ok(true)
    })?;
    Ok(vm.ret_slot(total))
}

/// `max`.
pub(super) fn max(vm: &mut Vm, args: Args) -> Res {
    best(vm, args, BinaryOp::More)
}

/// `min`.
pub(super) fn min(vm: &mut Vm, args: Args) -> Res {
    best(vm, args, BinaryOp::Less)
}

/// The first item, or argument, than which no other one is better.
fn best(vm: &mut Vm, args: Args, op: BinaryOp) -> Res {
    let (key, default) = (args.find_keyword(vm, q!(key)), args.find_keyword(vm, q!(default)));
    let key = key.filter(|&key| !vm.view().get(key).is_none());
    let (best, best_key) = (vm.slot()?, vm.slot()?);
    let mut consider = |vm: &mut Vm, item: Slot| {
        let level = vm.stack_level();
        let candidate = match key {
            Some(key) => {
                let callee = vm.push_slot(key)?;
                vm.push_slot(item)?;
                let ret = vm.call(callee, 1, 0)?;
                vm.keep(ret, callee);
                callee
            }
            None => item,
        };
        if vm.view().get(best).is_null() || op_order(vm, op, candidate, best_key)? {
            let m = vm.view();
            m.set(best, m.get(item));
            m.set(best_key, m.get(candidate));
        }
        vm.release(level);
        Ok(true)
    };
    if args.count() > 1 {
        for index in 0..args.count() {
            consider(vm, args.slot(index))?;
        }
    } else {
        for_each(vm, args.slot(0), &mut consider)?;
    }
    match (vm.view().get(best).is_null(), default) {
        (false, _) => Ok(vm.ret_slot(best)),
        (true, Some(default)) => Ok(vm.ret_slot(default)),
        (true, None) => Err(vm.raise(Type::ValueError, "arg is an empty sequence")),
    }
}

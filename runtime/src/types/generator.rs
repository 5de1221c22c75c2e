//! `generator`.

use super::{Args, Method, Res, Type};
use crate::heap::{Root, Slot};
use crate::q;
use crate::value::Word;
use crate::vm::Vm;

/// A generator's end is `StopIteration` for who asked by name.
pub(crate) fn stop_or_value(vm: &mut Vm, result: Res) -> Res {
    let ret = result?;
    let m = vm.view();
    if m.root(Root::Result).word() != Word::STOP {
        return Ok(ret);
    }
    if m.root(Root::Callee).is_none() {
        return Err(vm.raise_bare(Type::StopIteration));
    }
    let value = vm.slot()?;
    let m = vm.view();
    m.set(value, m.root(Root::Callee));
    Err(vm.raise_with(Type::StopIteration, value))
}

fn next(vm: &mut Vm, args: Args) -> Res {
    let result = vm.resume(args.slot(0), None);
    stop_or_value(vm, result)
}

fn send(vm: &mut Vm, args: Args) -> Res {
    let result = vm.resume(args.slot(0), Some(args.slot(1)));
    stop_or_value(vm, result)
}

/// `throw(exception)`, `throw(type, value)`, `throw(type, value, traceback)`: the value wins if it is given.
fn throw(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let value = args.get(2).filter(|&slot| !m.get(slot).is_none());
    let result = vm.throw(args.slot(0), value.unwrap_or(args.slot(1)));
    stop_or_value(vm, result)
}

fn close(vm: &mut Vm, args: Args) -> Res {
    let exit: Slot = vm.push(Word::type_(Type::GeneratorExit as u16))?;
    match vm.throw(args.slot(0), exit) {
        Ok(_) if vm.view().root(Root::Result).word() == Word::STOP => Ok(vm.ret_none()),
        Ok(_) => Err(vm.raise(Type::RuntimeError, "generator ignored GeneratorExit")),
        Err(raised) if vm.raised_is(&raised, Type::GeneratorExit) || vm.raised_is(&raised, Type::StopIteration) => {
            vm.caught(raised, exit);
            Ok(vm.ret_none())
        }
        Err(raised) => Err(raised),
    }
}

fn iter(vm: &mut Vm, args: Args) -> Res {
    Ok(vm.ret_slot(args.slot(0)))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(__iter__), 1, iter),
    Method::fixed(q!(__next__), 1, next),
    Method::fixed(q!(close), 1, close),
    Method::fixed(q!(send), 2, send),
    Method::range(q!(throw), 2, 4, throw),
];

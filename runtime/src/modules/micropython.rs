//! `micropython`.

use mpy_format::qstr::Qstr;

use super::Item;
use crate::exception::Part;
use crate::ops::number;
use crate::ops::print::{Sink, put_parts};
use crate::q;
use crate::types::{Args, Method, Res, takes};
use crate::vm::Vm;

/// `const(value)`: the compiler takes it as a constant; at run time it is the value.
fn constant(vm: &mut Vm, args: Args) -> Res {
    Ok(vm.ret_slot(args.slot(0)))
}

/// `heap_lock()`.
fn heap_lock(vm: &mut Vm, _: Args) -> Res {
    vm.lock_heap();
    Ok(vm.ret_none())
}

/// `heap_unlock()`: how many locks are left.
fn heap_unlock(vm: &mut Vm, _: Args) -> Res {
    let locks = vm.unlock_heap()?;
    number::make_int(vm, i64::from(locks))
}

/// `mem_info()`: prints the sizes of stack and heap.
fn mem_info(vm: &mut Vm, _: Args) -> Res {
    let (used, free) = (vm.allocated() as i32, vm.free() as i32);
    let parts = [
        Part::Text("stack: "),
        Part::Int(vm.stack_used() as i32),
        Part::Text("\nGC: total: "),
        Part::Int(used + free),
        Part::Text(", used: "),
        Part::Int(used),
        Part::Text(", free: "),
        Part::Int(free),
        Part::Text("\n"),
    ];
    put_parts(vm, Sink::Port, &parts)?;
    Ok(vm.ret_none())
}

/// `opt_level()`, `opt_level(level)`: of source compiled from now on.
#[cfg(feature = "load")]
fn opt_level(vm: &mut Vm, args: Args) -> Res {
    let level = match args.get(0) {
        Some(level) => Some(number::op_index(vm, level)? as u32),
        None => None,
    };
    let current = vm.with_port(|port| port.optimize(level));
    match level {
        Some(_) => Ok(vm.ret_none()),
        None => number::make_int(vm, i64::from(current)),
    }
}

/// `stack_use()`: bytes of the VM stack in use. Calls take none of the machine's.
fn stack_use(vm: &mut Vm, _: Args) -> Res {
    number::make_int(vm, i64::from(vm.stack_used()))
}

/// The functions of the module. What a feature adds stands last, so that it moves no other number.
pub(super) const FUNCTIONS: &[Method] = &[
    Method::fixed(q!(const), 1, constant),
    Method::fixed(q!(heap_lock), 0, heap_lock),
    Method::fixed(q!(heap_unlock), 0, heap_unlock),
    Method::fixed(q!(mem_info), 0, mem_info).with(takes::IMPURE),
    Method::fixed(q!(stack_use), 0, stack_use),
    #[cfg(feature = "load")]
    Method::range(q!(opt_level), 0, 1, opt_level),
];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[];

//! `gc`.

use crate::ops::number;
use crate::q;
use crate::types::{Args, Method, Res};
use crate::value::Word;
use crate::vm::Vm;

/// `collect()`.
fn collect(vm: &mut Vm, _: Args) -> Res {
    vm.collect();
    Ok(vm.ret_none())
}

/// `disable()`.
fn disable(vm: &mut Vm, _: Args) -> Res {
    vm.set_collecting(false);
    Ok(vm.ret_none())
}

/// `enable()`.
fn enable(vm: &mut Vm, _: Args) -> Res {
    vm.set_collecting(true);
    Ok(vm.ret_none())
}

/// `isenabled()`.
fn isenabled(vm: &mut Vm, _: Args) -> Res {
    Ok(vm.ret(Word::bool(vm.is_collecting())))
}

/// `mem_alloc()`: bytes that objects take, those included that the next collection gives back.
fn mem_alloc(vm: &mut Vm, _: Args) -> Res {
    number::make_int(vm, i64::from(vm.allocated()))
}

/// `mem_free()`: bytes for objects and for the stack.
fn mem_free(vm: &mut Vm, _: Args) -> Res {
    number::make_int(vm, i64::from(vm.free()))
}

/// `threshold()`, `threshold(bytes)`: after how many allocated bytes there is a collection before memory is short; -1:
/// there is none.
fn threshold(vm: &mut Vm, args: Args) -> Res {
    let Some(bytes) = args.get(0) else {
        let bytes = vm.threshold().map_or(-1, i64::from);
        return number::make_int(vm, bytes);
    };
    let bytes = number::op_index(vm, bytes)?;
    vm.set_threshold(u32::try_from(bytes).ok());
    Ok(vm.ret_none())
}

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[
    Method::fixed(q!(collect), 0, collect),
    Method::fixed(q!(disable), 0, disable),
    Method::fixed(q!(enable), 0, enable),
    Method::fixed(q!(isenabled), 0, isenabled),
    Method::fixed(q!(mem_alloc), 0, mem_alloc),
    Method::fixed(q!(mem_free), 0, mem_free),
    Method::range(q!(threshold), 0, 1, threshold),
];

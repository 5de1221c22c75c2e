//! Special methods of classes that programs define.

use mpy_format::qstr::Qstr;

use super::attr::op_special_method;
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Ret, Root, Slot};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Whether `value` is an instance of a class that a program defined: only such have special methods to look up.
pub fn is_instance<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    matches!(m.kind_of(value), Some(Kind::Instance | Kind::InstanceNative | Kind::Exception))
}

/// Calls the special method `name` of what is in `object`; `None` when its class has none.
///
/// # Errors
/// What the method raises.
#[inline(never)]
pub fn call_special(vm: &mut Vm, object: Slot, name: Qstr, args: &[Slot]) -> Result<Option<Ret>, Raised> {
    if !is_instance(vm.view(), vm.view().get(object)) {
        return Ok(None);
    }
    let level = vm.stack_level();
    let callee = vm.slot()?;
    let this = vm.push_slot(object)?;
    let found = op_special_method(vm, this, name)?;
    // Looking it up may have left slots of its own.
    vm.release(this);
    vm.keep(found, callee);
    let m = vm.view();
    if m.get(callee).is_null() {
        vm.release(level);
        return Ok(None);
    }
    // Without a `self` to pass, the function takes its slot: the arguments follow the callee.
    let (callee, count) = if m.get(this).is_null() {
        m.set(this, m.get(callee));
        (this, 0)
    } else {
        (callee, 1)
    };
    for &arg in args {
        vm.push_slot(arg)?;
    }
    let ret = vm.call(callee, count + args.len() as u32, 0)?;
    vm.release(level);
    Ok(Some(ret))
}

/// Calls an operator's special method; `None` when there is none, or it returned `NotImplemented`.
///
/// # Errors
/// What the method raises.
#[inline(never)]
pub fn call_operator(vm: &mut Vm, object: Slot, name: Qstr, other: Slot) -> Result<Option<Ret>, Raised> {
    let ret = call_special(vm, object, name, &[other])?;
    Ok(ret.filter(|_| vm.view().root(Root::Result).word() != Word::NOT_IMPLEMENTED))
}

/// Whether the class of what is in `object` has the special method `name`.
///
/// # Errors
/// What looking it up raises.
pub fn has_special(vm: &mut Vm, object: Slot, name: Qstr) -> Result<bool, Raised> {
    if !is_instance(vm.view(), vm.view().get(object)) {
        return Ok(false);
    }
    let level = vm.stack_level();
    let this = vm.push_slot(object)?;
    let found = op_special_method(vm, this, name)?;
    vm.keep(found, this);
    let has = !vm.view().get(this).is_null();
    vm.release(level);
    Ok(has)
}

//! Attributes.

use mpy_format::qstr::Qstr;

use crate::exception::Raised;
use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `object.name`.
///
/// # Errors
/// `AttributeError: 'T' object has no attribute 'name'`; what a property or `__getattr__` raises.
pub fn op_load_attr(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let _ = (object, name);
    Err(vm.raise(Type::AttributeError, "no such attribute"))
}

/// `object.name` for a call: afterwards the result is the function, and `object`'s slot holds the `self` to pass, or
/// "no value" when there is none. No bound method is made.
///
/// # Errors
/// As [`op_load_attr`].
pub fn op_load_method(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let _ = (object, name);
    Err(vm.raise(Type::AttributeError, "no such attribute"))
}

/// As [`op_load_method`] without an error: [`Word::NULL`](crate::value::Word::NULL) when there is no such method on
/// the *class* of `object` (special methods are not looked up on the instance), and `object`'s slot untouched.
///
/// # Errors
/// What looking it up raises.
pub fn op_special_method(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let _ = (object, name);
    Ok(vm.ret(crate::value::Word::NULL))
}

/// `object.name = value`.
///
/// # Errors
/// `AttributeError`; what a property or `__setattr__` raises.
pub fn op_store_attr(vm: &mut Vm, object: Slot, name: Qstr, value: Slot) -> Result<(), Raised> {
    let _ = (object, name, value);
    Err(vm.raise(Type::AttributeError, "no such attribute"))
}

/// `del object.name`.
///
/// # Errors
/// As [`op_store_attr`].
pub fn op_delete_attr(vm: &mut Vm, object: Slot, name: Qstr) -> Result<(), Raised> {
    let _ = (object, name);
    Err(vm.raise(Type::AttributeError, "no such attribute"))
}

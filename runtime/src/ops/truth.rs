//! Truth and length.

use crate::exception::Raised;
use crate::heap::{Mutator, Slot};
use crate::types::Type;
use crate::value::Value;
use crate::vm::Vm;

/// Whether a value counts as true, where that needs no special method; `None` for instances.
pub fn simple_truth<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<bool> {
    let _ = m;
    value.as_int().map(|number| number != 0)
}

/// `bool(x)`.
///
/// # Errors
/// What `__bool__` or `__len__` raises.
pub fn op_truth(vm: &mut Vm, value: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    Ok(simple_truth(m, m.get(value)).unwrap_or(true))
}

/// `len(x)`.
///
/// # Errors
/// `TypeError: object of type 'T' has no len()`; what `__len__` raises.
pub fn op_len(vm: &mut Vm, value: Slot) -> Result<i32, Raised> {
    let _ = value;
    Err(vm.raise(Type::TypeError, "object has no len()"))
}

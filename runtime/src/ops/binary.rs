//! Binary operators: `a + b`, `a += b`, and comparisons by way of [`super::compare`].

use mpy_format::operator::BinaryOp;

use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `a op b`, reflected and in-place forms tried as Python does.
///
/// # Errors
/// `TypeError` for operands that have no such operator; `ZeroDivisionError`, `OverflowError` …; what a special method
/// raises.
pub fn op_binary(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Res {
    let _ = (op, left, right);
    Err(vm.raise(Type::TypeError, "unsupported types for operator"))
}

//! Unary operators.

use mpy_format::operator::UnaryOp;

use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `-x`, `+x`, `~x`; `not x` and the operators that only builtins ask for have functions of their own.
///
/// # Errors
/// `TypeError` for an operand that has no such operator; what a special method raises.
pub fn op_unary(vm: &mut Vm, op: UnaryOp, operand: Slot) -> Res {
    let _ = (op, operand);
    Err(vm.raise(Type::TypeError, "unsupported type for operator"))
}

//! Unary operators, and `abs`.

use mpy_format::operator::{BinaryOp, UnaryOp};
use mpy_format::qstr::Qstr;

use super::number::{Number, make_int, number_of};
use super::special::call_special;
use crate::exception::{Part, Raised};
use crate::heap::Slot;
use crate::q;
#[cfg(feature = "float")]
use crate::types::float;
use crate::types::int::big::{self, Operand};
use crate::types::{Res, Type, complex, native_of};
use crate::vm::Vm;

/// `-x`, `+x`, `~x`; `not x` and the operators that only builtins ask for have functions of their own.
///
/// # Errors
/// `TypeError` for an operand that has no such operator; what a special method raises.
pub fn op_unary(vm: &mut Vm, op: UnaryOp, operand: Slot) -> Res {
    match op {
        UnaryOp::Positive => unary(vm, q!(__pos__), operand),
        UnaryOp::Invert => unary(vm, q!(__invert__), operand),
        UnaryOp::Negative | UnaryOp::Not => unary(vm, q!(__neg__), operand),
    }
}

/// `abs(x)`.
///
/// # Errors
/// As [`op_unary`].
pub fn op_abs(vm: &mut Vm, operand: Slot) -> Res {
    unary(vm, q!(__abs__), operand)
}

/// The operator whose special method is `method`.
fn unary(vm: &mut Vm, method: Qstr, operand: Slot) -> Res {
    if let Some(ret) = call_special(vm, operand, method, &[])? {
        return Ok(ret);
    }
    let m = vm.view();
    let is_negated = method == q!(__neg__);
    match number_of(m, m.get(operand)) {
        Some(Number::Int(number)) => {
            let wide = i64::from(number);
            let result = match method {
                _ if method == q!(__invert__) => !wide,
                _ if is_negated || method == q!(__abs__) && number < 0 => -wide,
                _ => wide,
            };
            make_int(vm, result)
        }
        Some(Number::Big(integer)) => {
            // `~x` is `-1 - x`, `-x` is `0 - x`.
            let from = if method == q!(__invert__) { -1 } else { 0 };
            let is_changed = is_negated || method == q!(__invert__) || method == q!(__abs__) && integer.is_negative();
            if !is_changed {
                return Ok(m.ret(native_of(m, m.get(operand))));
            }
            match big::binary(vm, BinaryOp::Subtract, Operand::Small(from), Operand::Slot(operand))? {
                Some(ret) => Ok(ret),
                None => Err(raise_unsupported(vm, method, operand)),
            }
        }
        #[cfg(feature = "float")]
        Some(Number::Float(number)) if method != q!(__invert__) => {
            let changes_sign = is_negated || method == q!(__abs__) && number.is_sign_negative();
            float::make(vm, if changes_sign { -number } else { number })
        }
        _ => match complex::op_unary(vm, method, operand)? {
            Some(ret) => Ok(ret),
            None => Err(raise_unsupported(vm, method, operand)),
        },
    }
}

/// `TypeError: unsupported type for __neg__: 'T'`.
#[cold]
pub(crate) fn raise_unsupported(vm: &mut Vm, method: Qstr, operand: Slot) -> Raised {
    let parts = [
        Part::Text("unsupported type for "),
        Part::Name(method),
        Part::Text(": '"),
        Part::TypeOf(operand),
        Part::Text("'"),
    ];
    vm.raise_parts(Type::TypeError, &parts)
}

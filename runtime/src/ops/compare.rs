//! Equality and order.

use core::cmp::Ordering;

use mpy_format::operator::BinaryOp;
use mpy_format::qstr::Qstr;

use super::binary::raise_unsupported;
use super::container::{compare_sequences, equal_containers};
use super::number::{Number, number_of};
use super::special::{call_operator, is_instance};
use super::truth::truth_of_result;
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Slot};
use crate::q;
use crate::types::{Res, complex, native_of, text};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// How two numbers compare; `None` for those that are no numbers, `Some(None)` where one is not a number.
fn compare_numbers<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<Option<Ordering>> {
    match (number_of(m, left)?, number_of(m, right)?) {
        (Number::Int(left), Number::Int(right)) => Some(Some(left.cmp(&right))),
        (Number::Big(left), Number::Big(right)) => Some(Some(left.compare(right))),
        // A small int is between those that are not.
        (Number::Big(left), Number::Int(_)) => Some(Some(false.cmp(&left.is_negative()).then(Ordering::Greater))),
        (Number::Int(_), Number::Big(right)) => Some(Some(right.is_negative().cmp(&false).then(Ordering::Less))),
        #[cfg(feature = "float")]
        (left, right) => Some(left.to_float().partial_cmp(&right.to_float())),
    }
}

/// Whether an order fulfils `op`.
fn fulfils(op: BinaryOp, order: Ordering) -> bool {
    match op {
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessEqual => order.is_le(),
        BinaryOp::More => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn is_container(kind: Option<Kind>) -> bool {
    use Kind::{AttrTuple, Dict, FrozenSet, List, OrderedDict, Set, Tuple};
    matches!(kind, Some(Tuple | AttrTuple | List | Dict | OrderedDict | Set | FrozenSet))
}

/// Whether two values are equal, where no special method and no nesting is involved; `None` where one may be.
pub fn simple_equal<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<bool> {
    let is_same = left == right;
    let (Some(kind), Some(other)) = (m.kind_of(left), m.kind_of(right)) else {
        // An immediate: equal to itself, and to no container.
        return match compare_numbers(m, left, right) {
            _ if is_same => Some(true),
            _ if is_instance(m, left) || is_instance(m, right) => None,
            Some(order) => Some(order == Some(Ordering::Equal)),
            None => Some(text::equal(m, left, right).or_else(|| complex::equal(m, left, right)).unwrap_or(false)),
        };
    };
    match (kind, other) {
        (Kind::Instance | Kind::InstanceNative | Kind::Exception, _) => None,
        (_, Kind::Instance | Kind::InstanceNative | Kind::Exception) => None,
        (Kind::Float | Kind::BigInt, Kind::Float | Kind::BigInt) => {
            Some(compare_numbers(m, left, right) == Some(Some(Ordering::Equal)))
        }
        (Kind::Complex, _) | (_, Kind::Complex) => Some(complex::equal(m, left, right).unwrap_or(false)),
        _ if is_same => Some(true),
        (Kind::BoundMethod, Kind::BoundMethod) => {
            let fields = [left, right].map(|method| m.object(method).map(|it| (m.field(it, 0), m.field(it, 1))));
            Some(fields[0] == fields[1])
        }
        _ if is_container(Some(kind)) && is_container(Some(other)) => None,
        _ => Some(text::equal(m, left, right).unwrap_or(false)),
    }
}

/// `left == right`.
///
/// # Errors
/// What `__eq__` raises.
pub fn op_equal(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    match simple_equal(m, m.get(left), m.get(right)) {
        Some(is_equal) => Ok(is_equal),
        None => {
            let ret = op_compare(vm, BinaryOp::Equal, left, right)?;
            truth_of_result(vm, ret)
        }
    }
}

/// `left < right` and its kin.
///
/// # Errors
/// `TypeError` for values that have no order; what a special method raises.
pub fn op_order(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<bool, Raised> {
    let ret = op_compare(vm, op, left, right)?;
    truth_of_result(vm, ret)
}

/// Any of the six comparisons. What a special method returns is the result as it is.
///
/// # Errors
/// As [`op_order`].
pub fn op_compare(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Res {
    match op {
        BinaryOp::Equal => equality(vm, false, left, right),
        BinaryOp::NotEqual => equality(vm, true, left, right),
        _ => order(vm, op, left, right),
    }
}

/// `left == right`, or `left != right`: each operand is asked in turn.
fn equality(vm: &mut Vm, is_negated: bool, left: Slot, right: Slot) -> Res {
    let m = vm.view();
    if let Some(is_equal) = simple_equal(m, m.get(left), m.get(right)) {
        return Ok(vm.ret(Word::bool(is_equal != is_negated)));
    }
    for (this, other) in [(left, right), (right, left)] {
        if is_negated && let Some(ret) = call_operator(vm, this, q!(__ne__), other)? {
            return Ok(ret);
        }
        if let Some(ret) = call_operator(vm, this, q!(__eq__), other)? {
            return match is_negated {
                false => Ok(ret),
                true => truth_of_result(vm, ret).map(|is_equal| vm.ret(Word::bool(!is_equal))),
            };
        }
    }
    let is_equal = equal_natives(vm, left, right)?;
    Ok(vm.ret(Word::bool(is_equal != is_negated)))
}

/// Equality of what no special method has answered for.
fn equal_natives(vm: &mut Vm, left: Slot, right: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    let (first, second) = (native_of(m, m.get(left)), native_of(m, m.get(right)));
    match simple_equal(m, first, second) {
        Some(is_equal) => Ok(is_equal),
        None => {
            let is_same = first == second;
            equal_containers(vm, left, right).unwrap_or(Ok(is_same))
        }
    }
}

fn order_name(op: BinaryOp) -> Qstr {
    match op {
        BinaryOp::Less => q!(__lt__),
        BinaryOp::LessEqual => q!(__le__),
        BinaryOp::More => q!(__gt__),
        _ => q!(__ge__),
    }
}

/// `left < right` and its kin: there is no reflected form.
fn order(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Res {
    if let Some(ret) = call_operator(vm, left, order_name(op), right)? {
        return Ok(ret);
    }
    let m = vm.view();
    let (first, second) = (native_of(m, m.get(left)), native_of(m, m.get(right)));
    let answer = match compare_numbers(m, first, second).or_else(|| text::order(m, first, second).map(Some)) {
        Some(order) => Some(order.is_some_and(|order| fulfils(op, order))),
        None => compare_sequences(vm, op, left, right).transpose()?,
    };
    match answer {
        Some(answer) => Ok(vm.ret(Word::bool(answer))),
        None => Err(raise_unsupported(vm, order_name(op), left, right)),
    }
}

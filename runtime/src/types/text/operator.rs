//! Operators on text: concatenation, repetition, `%`, and comparison.

use core::cmp::Ordering;

use mpy_format::operator::BinaryOp;

use super::{Text, buffer, get, make, of, percent, reserve};
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Ret, Slot};
use crate::ops::number::op_word;
use crate::types::{Type, bytearray, native_of};
use crate::value::Value;
use crate::vm::Vm;

/// `left op right` where one operand is text; `None` when that is no operation on text.
///
/// # Errors
/// `MemoryError`; what formatting raises.
pub fn op_binary(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let text = of(m, m.get(left)).map(|text| text.type_);
    match (op, text) {
        (BinaryOp::InplaceAdd, Some(Type::ByteArray)) if native_of(m, m.get(left)) == m.get(left) => {
            bytearray::extend_by(vm, left, right)?;
            Ok(Some(vm.ret_slot(left)))
        }
        (BinaryOp::Add | BinaryOp::InplaceAdd, Some(type_)) => concatenate(vm, type_, left, right),
        (BinaryOp::Modulo | BinaryOp::InplaceModulo, Some(Type::Str | Type::Bytes)) => {
            percent::format(vm, left, right).map(Some)
        }
        (BinaryOp::Multiply | BinaryOp::InplaceMultiply, Some(Type::Str | Type::Bytes)) => {
            op_word(vm, right)?.map(|times| repeat(vm, left, times)).transpose()
        }
        (BinaryOp::Multiply | BinaryOp::InplaceMultiply, None)
            if matches!(of(m, m.get(right)), Some(Text { type_: Type::Str | Type::Bytes, .. })) =>
        {
            op_word(vm, left)?.map(|times| repeat(vm, right, times)).transpose()
        }
        _ => Ok(None),
    }
}

fn concatenate(vm: &mut Vm, type_: Type, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    let second = match (type_, of(m, m.get(right))) {
        (Type::Str, Some(text)) if text.is_str() => text.run,
        (Type::Str, _) => return Ok(None),
        _ => match buffer(m, m.get(right)) {
            Some(run) => run,
            None if type_ == Type::Bytes => return Ok(None),
            None => return Err(vm.raise(Type::TypeError, "object with buffer protocol required")),
        },
    };
    let (first, length) = (get(m, left).run.len(), second.len());
    if type_ != Type::ByteArray {
        if length == 0 {
            return Ok(Some(m.ret(native_of(m, m.get(left)))));
        }
        if first == 0 && of(m, m.get(right)).is_some_and(|text| text.type_ == type_) {
            return Ok(Some(m.ret(native_of(m, m.get(right)))));
        }
    }
    let m = reserve(vm, first.saturating_add(length))?;
    let parts = [get(m, left).run, super::get_run(m, right)];
    Ok(Some(m.ret(make(m, type_, first + length, &mut |bytes| {
        let at = parts[0].copy_to(bytes);
        parts[1].copy_to(&mut bytes[at..]);
    }))))
}

fn repeat(vm: &mut Vm, slot: Slot, times: i32) -> Result<Ret, Raised> {
    let text = get(vm.view(), slot);
    let (type_, unit) = (text.type_, text.run.len());
    let length = unit.saturating_mul(times.max(0) as u32);
    let m = reserve(vm, length)?;
    let run = get(m, slot).run;
    Ok(m.ret(make(m, type_, length, &mut |bytes| {
        for part in bytes.chunks_mut(unit.max(1) as usize) {
            run.copy_to(part);
        }
    })))
}

/// Whether two values are equal that have bytes; `None` when one has none.
pub fn equal<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<bool> {
    let strings = (m.as_str(left), m.as_str(right));
    if let (Some(left), Some(right)) = strings {
        return Some(left == right);
    }
    let is_array = |value: Value<'m>| matches!(m.kind_of(value), Some(Kind::ByteArray | Kind::MemoryView));
    // An array is equal to a `str` with the same bytes, a `bytes` is not.
    let can_equal = is_array(left) || is_array(right) || strings.0.is_some() == strings.1.is_some();
    Some(buffer(m, left)?.equals(buffer(m, right)?) && can_equal)
}

/// The order of two values that have bytes, `left` deciding: a `str` with a `str`, others with all that have bytes.
/// `None` for other operands.
// DIFF: in the reference the order of a bytearray and of what has no bytes is false.
pub fn order<'m>(m: Mutator<'m>, left: Value<'m>, right: Value<'m>) -> Option<Ordering> {
    if m.as_str(left).is_some() && m.as_str(right).is_none() {
        return None;
    }
    Some(buffer(m, left)?.order(buffer(m, right)?))
}

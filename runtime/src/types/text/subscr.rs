//! Subscripts of text and of views.

use super::{bounds, cut, get, get_run, of, utf8};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Slot};
use crate::types::{Res, Type, bytearray, memoryview, slice};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The bounds of the slice in `index`.
fn slice_bounds(vm: &mut Vm, object: Slot, type_: Type, index: Slot) -> Result<(u32, u32), Raised> {
    let (start, stop, step) = (vm.slot()?, vm.slot()?, vm.slot()?);
    let m = vm.view();
    if let Some(slice) = m.object_of(m.get(index), Kind::Slice) {
        for (field, slot) in [start, stop, step].into_iter().enumerate() {
            m.set(slot, m.field(slice, field as u32));
        }
    }
    if type_ == Type::Str {
        let step = m.get(step);
        if !step.is_none() && step.as_int() != Some(1) {
            return Err(not_plain(vm));
        }
        let (from, to) = bounds(vm, object, Some(start), Some(stop))?;
        return Ok((from, to.max(from)));
    }
    let length = get_run(m, object).len();
    let bounds = slice::bounds(vm, index, length)?;
    if bounds.step != 1 {
        return Err(not_plain(vm));
    }
    Ok((bounds.start as u32, bounds.stop.max(bounds.start) as u32))
}

#[cold]
fn not_plain(vm: &mut Vm) -> Raised {
    vm.raise(Type::NotImplementedError, "only slices with step=1 (aka None) are supported")
}

/// `object[index]` of a `str`, `bytes`, `bytearray` or `memoryview`.
///
/// # Errors
/// `IndexError`, `TypeError`, `NotImplementedError` for a step.
pub fn load(vm: &mut Vm, object: Slot, index: Slot, type_: Type) -> Res {
    let m = vm.view();
    if slice::is_slice(m, m.get(index)) {
        let (from, to) = slice_bounds(vm, object, type_, index)?;
        return match type_ {
            Type::MemoryView => memoryview::make(vm, object, from, to),
            _ => cut(vm, type_, object, from, to),
        };
    }
    if type_ != Type::Str {
        let length = get_run(m, object).len();
        let at = slice::index(vm, type_, length, index)?;
        let byte = get_run(vm.view(), object).at(at);
        return Ok(vm.ret(Word::small(i32::from(byte))));
    }
    let number = slice::number(vm, type_, index)?;
    let run = get(vm.view(), object).run;
    match utf8::offset(run, number).filter(|&at| at < run.len()) {
        Some(at) => {
            let end = utf8::next(run, at);
            cut(vm, Type::Str, object, at, end)
        }
        None => Err(vm.raise_parts(Type::IndexError, &[Part::Text("string index out of range")])),
    }
}

/// Puts the bytearray that is written to into `array`, and says where `object` starts in it; `None`: it cannot be written.
fn target(m: Mutator<'_>, object: Slot, array: Slot) -> Option<u32> {
    if m.kind_of(m.get(object)) == Some(Kind::ByteArray) {
        m.set(array, m.get(object));
        return Some(0);
    }
    memoryview::target(m, object, array)
}

/// `object[index] = value`; `false` when `object` cannot be written to.
///
/// # Errors
/// As [`load`].
pub fn store(vm: &mut Vm, object: Slot, index: Slot, value: Slot, type_: Type) -> Result<bool, Raised> {
    let array = vm.slot()?;
    let Some(offset) = target(vm.view(), object, array) else { return Ok(false) };
    let m = vm.view();
    if !slice::is_slice(m, m.get(index)) {
        let length = get_run(m, object).len();
        let at = slice::index(vm, type_, length, index)?;
        bytearray::store(vm, array, offset + at, value)?;
        return Ok(true);
    }
    let (from, to) = slice_bounds(vm, object, type_, index)?;
    let m = vm.view();
    let is_str = of(m, m.get(value)).is_some_and(super::Text::is_str);
    if is_str || super::buffer(m, m.get(value)).is_none() {
        return Err(vm.raise(Type::NotImplementedError, "array/bytes required on right side"));
    }
    if type_ == Type::MemoryView {
        memoryview::store(vm, array, offset + from, offset + to, value)?;
    } else {
        bytearray::splice(vm, array, (from, to), value, (0, u32::MAX))?;
    }
    Ok(true)
}

/// Item `index` of what is iterated over: a byte.
pub fn byte_at<'m>(m: Mutator<'m>, sequence: Value<'m>, index: u32) -> Option<Value<'m>> {
    super::buffer(m, sequence)?.get(index).map(|byte| Value::small(i32::from(byte)))
}

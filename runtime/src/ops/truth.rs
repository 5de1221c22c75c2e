//! Truth and length.

use super::number::op_index;
use super::special::{call_special, is_instance};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Ret, Root, Run, Slot};
use crate::q;
use crate::types::{Type, attr_tuple, complex, deque, native_of, range, table, text};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Whether a value counts as true, where that needs no special method; `None` for instances.
pub fn simple_truth<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<bool> {
    match value.word() {
        Word::FALSE | Word::NONE => return Some(false),
        word => {
            if let Some(number) = word.as_int() {
                return Some(number != 0);
            }
        }
    }
    #[cfg(feature = "float")]
    if let Some(number) = m.object_of(value, Kind::Float).and_then(|_| crate::types::float::value_of(m, value)) {
        return Some(number != 0.0);
    }
    match is_instance(m, value) {
        true => None,
        false => Some(complex::truth(m, value).unwrap_or_else(|| simple_len(m, value) != Some(0))),
    }
}

/// How many items a value of a builtin type has; `None` if it is no collection.
fn simple_len<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<u32> {
    if let Some(text) = m.as_str(value) {
        return Some(Run::from(text).count_chars());
    }
    if matches!(value.word(), Word::EMPTY_TUPLE | Word::EMPTY_BYTES) {
        return Some(0);
    }
    let object = m.object(value)?;
    match m.kind(object) {
        Kind::Bytes | Kind::ByteArray | Kind::Tuple | Kind::List => Some(m.length(object)),
        Kind::AttrTuple => Some(attr_tuple::len(m, object)),
        Kind::Dict | Kind::OrderedDict | Kind::Set | Kind::FrozenSet => Some(table::len(m, object)),
        Kind::Deque => Some(deque::len(m, value)),
        Kind::DictView => m.object(native_of(m, m.field(object, 0))).map(|dict| table::len(m, dict)),
        Kind::Range => range::len(m, value),
        Kind::MemoryView => text::buffer(m, value).map(Run::len),
        _ => None,
    }
}

/// `bool(x)`.
///
/// # Errors
/// What `__bool__` or `__len__` raises.
pub fn op_truth(vm: &mut Vm, value: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    if let Some(truth) = simple_truth(m, m.get(value)) {
        return Ok(truth);
    }
    if call_special(vm, value, q!(__bool__), &[])?.is_some() {
        return Ok(vm.view().root(Root::Result).word() == Word::TRUE);
    }
    if let Some(length) = special_len(vm, value)? {
        return Ok(length != 0);
    }
    let m = vm.view();
    Ok(simple_truth(m, native_of(m, m.get(value))).unwrap_or(true))
}

/// The truth of a result.
///
/// # Errors
/// As [`op_truth`].
pub fn truth_of_result(vm: &mut Vm, ret: Ret) -> Result<bool, Raised> {
    let m = vm.view();
    match simple_truth(m, m.root(Root::Result)) {
        Some(truth) => Ok(truth),
        None => {
            let slot = vm.slot()?;
            vm.keep(ret, slot);
            let truth = op_truth(vm, slot);
            vm.release(Slot::at(slot.address() + 4));
            truth
        }
    }
}

/// What `__len__` of an instance returns.
fn special_len(vm: &mut Vm, value: Slot) -> Result<Option<i32>, Raised> {
    let Some(ret) = call_special(vm, value, q!(__len__), &[])? else { return Ok(None) };
    let slot = vm.slot()?;
    vm.keep(ret, slot);
    let length = op_index(vm, slot);
    vm.release(Slot::at(slot.address() + 4));
    length.map(Some)
}

/// `len(x)`.
///
/// # Errors
/// `TypeError: object of type 'T' has no len()`; what `__len__` raises.
pub fn op_len(vm: &mut Vm, value: Slot) -> Result<i32, Raised> {
    if let Some(length) = special_len(vm, value)? {
        return Ok(length);
    }
    let m = vm.view();
    match simple_len(m, native_of(m, m.get(value))) {
        Some(length) => Ok(length as i32),
        None => {
            let parts = [Part::Text("object of type '"), Part::TypeOf(value), Part::Text("' has no len()")];
            Err(vm.raise_parts(Type::TypeError, &parts))
        }
    }
}

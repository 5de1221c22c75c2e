//! Membership: `item in container`.

use super::compare::{op_equal, simple_equal};
use super::iter::for_each;
use super::special::call_special;
use super::truth::op_truth;
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Slot};
use crate::q;
use crate::types::{Type, dict_view, list, native_of, range, storage, table};
use crate::value::Value;
use crate::vm::Vm;

/// `item in container`.
///
/// # Errors
/// `TypeError` for what is no container; what a special method raises.
pub fn op_contains(vm: &mut Vm, container: Slot, item: Slot) -> Result<bool, Raised> {
    storage::scoped(vm, |vm| {
        if let Some(ret) = call_special(vm, container, q!(__contains__), &[item])? {
            let answer = vm.slot()?;
            vm.keep(ret, answer);
            return op_truth(vm, answer);
        }
        let native = vm.push_slot(container)?;
        let m = vm.view();
        m.set(native, native_of(m, m.get(native)));
        contains(vm, native, item)
    })
}

/// Byte `index` of a `str`, `bytes` or `bytearray`.
fn byte_at<'m>(m: Mutator<'m>, value: Value<'m>, index: u32) -> Option<u8> {
    if let Some(text) = m.as_str(value).or_else(|| m.as_bytes(value)) {
        return text.get(index as usize).copied();
    }
    let array = m.object_of(value, Kind::ByteArray).filter(|&array| index < m.length(array))?;
    m.buffer(m.object(m.field(array, 0))?).get(index as usize).map(core::cell::Cell::get)
}

/// Whether `value` is a `bytes` or a `bytearray`.
fn is_bytes<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    m.as_bytes(value).is_some() || m.kind_of(value) == Some(Kind::ByteArray)
}

/// Whether the bytes of `part` stand somewhere in `whole`.
fn contains_bytes<'m>(m: Mutator<'m>, whole: Value<'m>, part: Value<'m>) -> bool {
    let mut start = 0;
    loop {
        let mut index = 0;
        loop {
            match (byte_at(m, whole, start + index), byte_at(m, part, index)) {
                (_, None) => return true,
                (None, Some(_)) => return false,
                (Some(a), Some(b)) if a != b => break,
                _ => index += 1,
            }
        }
        start += 1;
    }
}

/// `item in container` of an object of a builtin type.
fn contains(vm: &mut Vm, container: Slot, item: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    let value = m.get(container);
    let wanted = native_of(m, m.get(item));
    if m.as_str(value).is_some() {
        if m.as_str(wanted).is_none() {
            let parts = [Part::Text("can't convert '"), Part::TypeOf(item), Part::Text("' object to str implicitly")];
            return Err(vm.raise_parts(Type::TypeError, &parts));
        }
        return Ok(contains_bytes(m, value, wanted));
    }
    if is_bytes(m, value) && (is_bytes(m, wanted) || m.as_str(wanted).is_some()) {
        return Ok(contains_bytes(m, value, wanted));
    }
    match m.kind_of(value) {
        Some(Kind::Dict | Kind::Set | Kind::FrozenSet) => Ok(table::find(vm, container, item)?.is_some()),
        Some(Kind::DictView) if m.object(value).is_some_and(|view| m.length(view) == dict_view::KEYS) => {
            let view = m.object(value);
            let dict = view.map_or(value, |view| m.field(view, 0));
            m.set(container, dict);
            Ok(table::find(vm, container, item)?.is_some())
        }
        Some(Kind::List | Kind::Tuple) => Ok(list::position(vm, container, item, 0, u32::MAX)?.is_some()),
        Some(Kind::Range) if m.get(item).as_int().is_some() => {
            let (Some(numbers), Some(number)) = (range::bounds(m, value), m.get(item).as_int()) else {
                return Ok(false);
            };
            let is_inside = if numbers.step > 0 {
                number >= numbers.start && number < numbers.stop
            } else {
                number <= numbers.start && number > numbers.stop
            };
            Ok(is_inside && (number - numbers.start) % numbers.step == 0)
        }
        _ => {
            let mut is_found = false;
            for_each(vm, container, &mut |vm, candidate| {
                let m = vm.view();
                is_found = match simple_equal(m, m.get(candidate), m.get(item)) {
                    Some(is_equal) => is_equal,
                    None => op_equal(vm, candidate, item)?,
                };
                Ok(!is_found)
            })?;
            Ok(is_found)
        }
    }
}

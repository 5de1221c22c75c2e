//! Membership: `item in container`.

use mpy_format::qstr::Qstr;

use super::binary::raise_unsupported;
use super::compare::{op_equal, simple_equal};
use super::iter::for_each;
use super::number;
use super::special::call_special;
use super::truth::op_truth;
use crate::exception::Raised;
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::q;
use crate::types::{Type, dict_view, list, native_of, range, storage, table, text};
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

/// `item in container` of an object of a builtin type.
fn contains(vm: &mut Vm, container: Slot, item: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    let value = m.get(container);
    if let Some(text) = text::of(m, value) {
        if text.is_str() {
            text::check(vm, Type::Str, item)?;
        }
        let m = vm.view();
        // DIFF: the reference does not look for numbers in a bytearray.
        if let (Some(text), Some(part)) = (text::of(m, m.get(container)), text::buffer(m, m.get(item))) {
            return Ok(text.run.find(part).is_some());
        }
    }
    let m = vm.view();
    let value = m.get(container);
    match m.kind_of(value) {
        Some(Kind::Dict | Kind::OrderedDict | Kind::Set | Kind::FrozenSet) => {
            Ok(table::find(vm, container, item)?.is_some())
        }
        Some(Kind::DictView) if m.object(value).is_some_and(|view| m.length(view) == dict_view::KEYS) => {
            let view = m.object(value);
            let dict = view.map_or(value, |view| m.field(view, 0));
            m.set(container, dict);
            Ok(table::find(vm, container, item)?.is_some())
        }
        Some(Kind::List | Kind::Tuple | Kind::AttrTuple) => {
            Ok(list::position(vm, container, item, 0, u32::MAX)?.is_some())
        }
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
        // A long int is asked for its items, like anything else.
        kind if kind != Some(Kind::BigInt)
            && number::number_of(m, m.get(container)).is_some()
            && number::number_of(m, m.get(item)).is_some() =>
        {
            Err(raise_unsupported(vm, Qstr::EMPTY, item, container))
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

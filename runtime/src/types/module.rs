//! `module`: an object around its dict, which is what the module's functions have as globals.

use mpy_format::qstr::Qstr;

use super::table;
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The dict of the module that `value` is.
pub(crate) fn dict<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Object<'m>> {
    m.object_of(value, Kind::Module).and_then(|module| m.object(m.field(module, 0)))
}

/// The module's `__name__`.
pub(crate) fn name<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Qstr> {
    dict(m, value).and_then(|dict| table::get_name(m, dict, q!(__name__)))?.word().as_qstr()
}

/// A new slot with the dict of the module in `module`.
///
/// # Errors
/// `RuntimeError` when the stack has no room left.
pub(crate) fn dict_slot(vm: &mut Vm, module: Slot) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let m = vm.view();
    if let Some(dict) = dict(m, m.get(module)) {
        m.set(slot, dict.value());
    }
    Ok(slot)
}

/// Puts a new module with `__name__` into `slot`.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn make(vm: &mut Vm, name: Qstr, slot: Slot) -> Result<(), Raised> {
    let m = vm.reserve(words_size(Kind::Module.size_words()) + words_size(Kind::Dict.size_words()))?;
    let dict = m.alloc(Kind::Dict, 0, &[Value::NULL]);
    m.set(slot, m.alloc(Kind::Module, 0, &[dict.value()]).value());
    let level = vm.stack_level();
    let dict = dict_slot(vm, slot)?;
    let value = vm.push(Word::qstr(name))?;
    let result = table::set_name(vm, dict, q!(__name__), value);
    vm.release(level);
    result
}

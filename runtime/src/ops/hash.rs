//! Hashes.

use crate::exception::Raised;
use crate::heap::{Mutator, Slot};
use crate::value::Value;
use crate::vm::Vm;

/// The hash of a value of a builtin type that needs no callback: numbers, strings, `bytes`, singletons, types. Equal
/// values have equal hashes (`1`, `True`, `1.0`). `None` for the others.
pub fn simple_hash<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<u32> {
    m.as_str(value)
        .map(|text| u32::from(crate::qstr::hash(text)))
        .or_else(|| value.as_int().map(|number| number as u32))
}

/// `hash(x)`, from which tables index.
///
/// # Errors
/// `TypeError` for what cannot be hashed; what `__hash__` raises.
pub fn op_hash(vm: &mut Vm, value: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    Ok(simple_hash(m, m.get(value)).unwrap_or(0))
}

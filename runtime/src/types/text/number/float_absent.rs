//! Floats in fields, where there are none.

use super::super::spec::Spec;
use crate::exception::{Part, Raised};
use crate::heap::Slot;
use crate::ops::print::Sink;
use crate::types::Type;
use crate::vm::Vm;

/// There is no float that could be in `slot`.
pub fn truncate(_: &mut Vm, _: Slot) -> Result<(), Raised> {
    Ok(())
}

/// An int cannot be written as a float.
pub fn put_float(vm: &mut Vm, _: Sink, _: &Spec, value: Slot, code: u8) -> Result<(), Raised> {
    let parts = [
        Part::Text("unknown format code '"),
        Part::Char(code),
        Part::Text("' for object of type '"),
        Part::TypeOf(value),
        Part::Text("'"),
    ];
    Err(vm.raise_parts(Type::ValueError, &parts))
}

//! `float`.

use super::{Args, Method, Res, Type};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::NotImplementedError, "float"))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

/// Bytes of a float on the heap.
#[cfg(feature = "load")]
pub(crate) const SIZE: u32 = crate::heap::layout::bytes_size(8);

/// The float that `repr` writes so, in what was reserved; `None` where floats are not built in.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(m: crate::heap::Mutator<'m>, text: &[u8]) -> Option<crate::value::Value<'m>> {
    let _ = (m, text);
    None
}

//! `float` where floats are not built in: no program can name or make one.

use super::{Builtin, Method};

/// Programs cannot make one.
pub(super) const NEW: Option<Builtin> = None;

/// The methods.
pub(super) const METHODS: &[Method] = &[];

/// Bytes of a float on the heap.
#[cfg(feature = "load")]
pub(crate) const SIZE: u32 = 0;

/// A file with a float in it is refused.
#[cfg(feature = "load")]
pub(crate) fn from_constant<'m>(_: crate::heap::Mutator<'m>, _: &[u8]) -> Option<crate::value::Value<'m>> {
    None
}

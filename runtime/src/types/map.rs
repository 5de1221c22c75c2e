//! `map`.

use super::{Args, Res, iterator, signature};
use crate::heap::layout::Kind;
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 2, u32::MAX)?;
    iterator::make_adapter(vm, Kind::Map, args, 2)
}

//! `zip`.

use super::{Args, Res, iterator, signature};
use crate::heap::layout::Kind;
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, u32::MAX)?;
    iterator::make_adapter(vm, Kind::Zip, args, 1)
}

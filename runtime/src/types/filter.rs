//! `filter`.

use super::{Args, Res, iterator, signature};
use crate::heap::layout::Kind;
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::exactly(vm, args, 2)?;
    iterator::make_adapter(vm, Kind::Filter, args, 2)
}

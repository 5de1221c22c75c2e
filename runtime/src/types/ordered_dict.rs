//! `OrderedDict`: a `dict` that says its name, and is equal to another only if their orders are.
//!
//! DIFF: its keys are hashed, as those of every dict; the reference looks through them, and takes what cannot be hashed.

use super::{Args, Builtin, Res, dict};
use crate::heap::layout::Kind;
use crate::vm::Vm;

fn new(vm: &mut Vm, args: Args) -> Res {
    dict::make_from(vm, Kind::OrderedDict, args)
}

/// Makes one.
pub(super) const NEW: Option<Builtin> = Some(new);

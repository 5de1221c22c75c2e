//! `frozenset`.

use super::{Args, Method, Res, Type};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::NotImplementedError, "frozenset"))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

//! `bool`.

use super::{Args, Res, signature};
use crate::ops::truth::op_truth;
use crate::value::Word;
use crate::vm::Vm;

/// `bool()`, `bool(x)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 1)?;
    let truth = match args.get(1) {
        Some(value) => op_truth(vm, value)?,
        None => false,
    };
    Ok(vm.ret(Word::bool(truth)))
}

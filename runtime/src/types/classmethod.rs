//! `classmethod`.

use super::{Args, Res, Type};
use crate::heap::layout::{Kind, words_size};
use crate::vm::Vm;

/// `classmethod(function)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    if args.count() != 2 {
        return Err(vm.raise(Type::TypeError, "function takes 1 positional arguments"));
    }
    let m = vm.reserve(words_size(1))?;
    Ok(m.ret(m.alloc(Kind::ClassMethod, 0, &[m.get(args.slot(1))])))
}

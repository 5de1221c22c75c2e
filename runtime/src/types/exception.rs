//! Exceptions as programs make them.

use super::{Args, Method, Res};
use crate::exception::EXCEPTION_SIZE;
use crate::heap::layout::{Kind, words_size};
use crate::value::Value;
use crate::vm::Vm;

/// `E(…)`: the arguments are kept.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    let count = args.count() - 1;
    let m = vm.reserve(EXCEPTION_SIZE + words_size(count))?;
    let values = m.tuple_from(count, |index| m.get(args.slot(1 + index)));
    let class = m.get(args.slot(0));
    Ok(m.ret(m.alloc(Kind::Exception, 0, &[class, values, Value::NULL, Value::NULL])))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

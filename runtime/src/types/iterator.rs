//! `iterator`, and the making of what iterates over other iterators; [`crate::ops::iter`] takes their steps.

use super::{Args, Res};
use crate::heap::layout::{Kind, words_size};
use crate::ops::iter::op_iter;
use crate::value::Value;
use crate::vm::Vm;

/// An object of this kind whose fields are the arguments behind the class, those from `first` on replaced by iterators.
pub(super) fn make_adapter(vm: &mut Vm, kind: Kind, args: Args, first: u32) -> Res {
    for index in first..args.count() {
        let slot = args.slot(index);
        let ret = op_iter(vm, slot)?;
        vm.keep(ret, slot);
    }
    let fields = args.count() - 1;
    let m = vm.reserve(words_size(fields))?;
    let object = m.alloc_filled(kind, fields, Value::NULL);
    for index in 0..fields {
        m.set_field(object, index, m.get(args.slot(index + 1)));
    }
    Ok(m.ret(object))
}

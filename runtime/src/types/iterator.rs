//! `iterator`, and the making of what iterates over other iterators; [`crate::ops::iter`] takes their steps.

use super::{Args, Method, Res, generator, native_of};
use crate::heap::layout::{Kind, words_size};
use crate::heap::Slot;
use crate::ops::iter::{op_iter, op_next_or_value};
use crate::q;
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

/// The next item of the iterator in `iterator`; at its end `StopIteration`, with the value that it ends with.
pub(crate) fn next(vm: &mut Vm, iterator: Slot) -> Res {
    let result = op_next_or_value(vm, iterator);
    generator::stop_or_value(vm, result)
}

/// `iterator.__next__()`, of a class that derives from an iterator's too.
fn dunder_next(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let iterator = args.slot(0);
    m.set(iterator, native_of(m, m.get(iterator)));
    next(vm, iterator)
}

/// The methods of each iterator.
pub(super) const METHODS: &[Method] = &[Method::fixed(q!(__next__), 1, dunder_next)];

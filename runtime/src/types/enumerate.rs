//! `enumerate`.

use super::{Args, Res, Type, signature};
use crate::heap::layout::{Kind, words_size};
use crate::ops::iter::op_iter;
use crate::ops::number::{op_index, raise_word};
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    let keywords = (args.find_keyword(vm, q!(iterable)), args.find_keyword(vm, q!(start)));
    if args.keywords() != u32::from(keywords.0.is_some()) + u32::from(keywords.1.is_some()) {
        return Err(vm.raise(Type::TypeError, "extra keyword arguments given"));
    }
    if args.count() > 3 {
        return Err(vm.raise(Type::TypeError, "extra positional arguments given"));
    }
    let Some(iterable) = args.get(1).or(keywords.0) else {
        return Err(vm.raise(Type::TypeError, "'iterable' argument required"));
    };
    signature::count(vm, args, 0, 2)?;
    let start = match args.get(2).or(keywords.1) {
        Some(start) => op_index(vm, start)?,
        None => 0,
    };
    // DIFF: the reference counts on from what is left of a number beyond 31 bits.
    if Word::int(start).is_none() {
        return Err(raise_word(vm));
    }
    let iterator = vm.slot()?;
    let ret = op_iter(vm, iterable)?;
    vm.keep(ret, iterator);
    let m = vm.reserve(words_size(2))?;
    Ok(m.ret(m.alloc(Kind::Enumerate, 0, &[m.get(iterator), Value::small(start)])))
}

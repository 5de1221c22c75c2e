//! `range`.

use super::{Args, Res, Type, native_of, signature, slice};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Slot};
use crate::ops::number::op_index;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The numbers of a value that is a range.
pub fn bounds<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<slice::Bounds> {
    let range = m.object_of(native_of(m, value), Kind::Range)?;
    let [start, stop, step] = [0, 1, 2].map(|field| m.field(range, field).word().to_int());
    Some(slice::Bounds { start, stop, step })
}

/// How many numbers a value that is a range has.
pub fn len<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<u32> {
    bounds(m, value).map(slice::Bounds::count)
}

fn make(vm: &mut Vm, bounds: slice::Bounds) -> Res {
    let numbers = [bounds.start, bounds.stop, bounds.step];
    if numbers.iter().any(|&number| Word::int(number).is_none()) {
        return Err(vm.raise(Type::OverflowError, "small int overflow"));
    }
    let m = vm.reserve(words_size(3))?;
    Ok(m.ret(m.alloc(Kind::Range, 0, &numbers.map(Value::small))))
}

/// `range[index]`, of a number or a slice.
///
/// # Errors
/// `TypeError`, `IndexError`.
pub fn subscr(vm: &mut Vm, range: Slot, index: Slot) -> Res {
    let m = vm.view();
    let Some(numbers) = bounds(m, m.get(range)) else { return Ok(vm.ret_none()) };
    let count = numbers.count();
    if slice::is_slice(m, m.get(index)) {
        let part = slice::bounds(vm, index, count)?;
        return make(
            vm,
            slice::Bounds {
                start: numbers.start + part.start * numbers.step,
                stop: numbers.start + part.stop * numbers.step,
                step: numbers.step.saturating_mul(part.step),
            },
        );
    }
    let number = slice::index(vm, Type::Range, count, index)?;
    Ok(vm.ret(Word::small(numbers.start + number as i32 * numbers.step)))
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 1, 3)?;
    let mut numbers = [0, 0, 1];
    for index in 1..args.count() {
        numbers[index as usize - 1] = op_index(vm, args.slot(index))?;
    }
    if args.count() == 2 {
        numbers = [0, numbers[0], 1];
    }
    let [start, stop, step] = numbers;
    if step == 0 {
        return Err(vm.raise(Type::ValueError, "zero step"));
    }
    make(vm, slice::Bounds { start, stop, step })
}

//! `slice`, which programs do not make themselves, and what it means for a sequence.

use super::{Args, Method, Res, Type};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Slot};
use crate::ops::number::{make_int, op_index, op_int};
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The items of a sequence that a slice means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The first item.
    pub start: i32,
    /// Where it ends: one step or less behind the last item.
    pub stop: i32,
    /// Never 0.
    pub step: i32,
}

impl Bounds {
    /// How many items.
    pub fn count(self) -> u32 {
        let (from, to, step) =
            if self.step > 0 { (self.start, self.stop, self.step) } else { (self.stop, self.start, -self.step) };
        if from >= to { 0 } else { (to - from - 1) as u32 / step as u32 + 1 }
    }

    /// Index of the slice's item `number`.
    pub fn index(self, number: u32) -> u32 {
        (self.start + number as i32 * self.step) as u32
    }
}

/// Whether the value is a slice.
pub fn is_slice<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    m.kind_of(value) == Some(Kind::Slice)
}

/// What the slice in `slice` means for a sequence of `length` items.
///
/// # Errors
/// `TypeError` for bounds that are no integers, `ValueError` for a step of zero.
pub fn bounds(vm: &mut Vm, slice: Slot, length: u32) -> Result<Bounds, Raised> {
    let level = vm.stack_level();
    let part = vm.slot()?;
    let mut numbers = [None; 3];
    for (index, number) in numbers.iter_mut().enumerate().rev() {
        let m = vm.view();
        let Some(object) = m.object_of(m.get(slice), Kind::Slice) else { continue };
        let value = m.field(object, index as u32);
        if !value.is_none() {
            m.set(part, value);
            *number = Some(op_index(vm, part)?);
        }
    }
    vm.release(level);
    let length = length as i32;
    // No sequence is long enough for the difference to a step of 32 bits.
    let step = numbers[2].unwrap_or(1).clamp(Word::INT_MIN, Word::INT_MAX);
    if step == 0 {
        return Err(vm.raise(Type::ValueError, "slice step can't be zero"));
    }
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let bound = |number: Option<i32>, default: i32| match number {
        None => default,
        Some(number) if number < 0 => (number + length).max(low),
        Some(number) => number.min(high),
    };
    let (first, last) = if step > 0 { (low, high) } else { (high, low) };
    Ok(Bounds { start: bound(numbers[0], first), stop: bound(numbers[1], last), step })
}

/// The name that messages about subscripts of a type have for it.
fn subscripted(type_: Type) -> Part {
    if type_ == Type::Str { Part::Text("string") } else { Part::Name(type_.info().name) }
}

/// The number that a subscript of a sequence of the type `type_` is.
///
/// # Errors
/// `TypeError: T indices must be integers, not …`.
pub fn number(vm: &mut Vm, type_: Type, index: Slot) -> Result<i32, Raised> {
    number_in(vm, subscripted(type_), index)
}

fn number_in(vm: &mut Vm, name: Part, index: Slot) -> Result<i32, Raised> {
    let number = op_int(vm, index)?;
    number.ok_or_else(|| {
        let parts = [name, Part::Text(" indices must be integers, not "), Part::TypeOf(index)];
        vm.raise_parts(Type::TypeError, &parts)
    })
}

/// The index that a subscript means in a sequence of `length` items.
///
/// # Errors
/// As [`number`]; `IndexError: T index out of range`.
pub fn index(vm: &mut Vm, type_: Type, length: u32, index: Slot) -> Result<u32, Raised> {
    index_in(vm, subscripted(type_), length, index)
}

/// The same for a sequence that messages call `name`.
///
/// # Errors
/// As [`index`].
pub fn index_in(vm: &mut Vm, name: Part, length: u32, index: Slot) -> Result<u32, Raised> {
    match number_in(vm, name, index)? {
        number if number >= 0 && (number as u32) < length => Ok(number as u32),
        number if number < 0 && number.unsigned_abs() <= length => Ok(length - number.unsigned_abs()),
        _ => Err(vm.raise_parts(Type::IndexError, &[name, Part::Text(" index out of range")])),
    }
}

/// Programs cannot make one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::TypeError, "can't create 'slice' instances"))
}

fn indices(vm: &mut Vm, args: Args) -> Res {
    let length = op_index(vm, args.slot(1))?;
    let bounds = bounds(vm, args.slot(0), length.max(0) as u32)?;
    let numbers = [vm.slot()?, vm.slot()?, vm.slot()?];
    for (slot, number) in numbers.into_iter().zip([bounds.start, bounds.stop, bounds.step]) {
        let ret = make_int(vm, i64::from(number))?;
        vm.keep(ret, slot);
    }
    let m = vm.reserve(words_size(3))?;
    Ok(m.ret(m.tuple(&numbers.map(|slot| m.get(slot)))))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[Method::fixed(q!(indices), 2, indices)];

//! Sorting lists: a stable merge sort from short runs to long ones, which calls back only to compare.
//!
//! While it runs the list is empty and the items are in the sort's own hands, so that what a key function or `__lt__`
//! does to the list can neither be seen nor do harm. Whatever is raised, the list gets a permutation of its items back.

use mpy_format::operator::BinaryOp;

use super::{items, len, make_room};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::ops::compare::op_order;
use crate::ops::truth::op_truth;
use crate::q;
use crate::types::{Args, Type};
use crate::value::Value;
use crate::vm::Vm;

/// Sorts the list in `list` as the keyword arguments `key` and `reverse` say.
///
/// # Errors
/// `TypeError` for other keyword arguments; as [`sort`].
pub(crate) fn sort_with(vm: &mut Vm, list: Slot, args: Args) -> Result<(), Raised> {
    let (key, reverse) = (args.find_keyword(vm, q!(key)), args.find_keyword(vm, q!(reverse)));
    if args.keywords() != u32::from(key.is_some()) + u32::from(reverse.is_some()) {
        return Err(vm.raise(Type::TypeError, "extra keyword arguments given"));
    }
    let is_reverse = match reverse {
        Some(reverse) => op_truth(vm, reverse)?,
        None => false,
    };
    let key = key.filter(|&key| !vm.view().get(key).is_none());
    sort(vm, list, key, is_reverse)
}

/// Sorts the list in `list`, by what `key` gives for each item if there is one.
///
/// # Errors
/// What comparing and `key` raise; `MemoryError`.
pub fn sort(vm: &mut Vm, list: Slot, key: Option<Slot>, is_reverse: bool) -> Result<(), Raised> {
    let level = vm.stack_level();
    make_room(vm, list, 0)?;
    let m = vm.view();
    let count = len(m, m.get(list));
    if count < 2 {
        return Ok(());
    }
    let values = vm.slot()?;
    let m = vm.view();
    let (Some(object), Some(storage)) = (m.object(m.get(list)), items(m, list)) else { return Ok(()) };
    m.set(values, storage.value());
    m.set_field(object, 0, Value::NULL);
    m.set_length(object, 0);
    let result = sort_values(vm, values, count, key, is_reverse);
    let m = vm.view();
    if let Some(object) = m.object(m.get(list)) {
        m.set_field(object, 0, m.get(values));
        m.set_length(object, count);
    }
    vm.release(level);
    result
}

/// Sorts the first `count` values of the items in `values`.
fn sort_values(vm: &mut Vm, values: Slot, count: u32, key: Option<Slot>, is_reverse: bool) -> Result<(), Raised> {
    let pairs = vm.slot()?;
    let Some(key) = key else {
        return merge_sort(vm, values, count, 1, is_reverse);
    };
    let m = vm.reserve(words_size(count * 2))?;
    let source = m.object(m.get(values));
    let pair = |index: u32| match source {
        Some(source) if index % 2 == 1 => m.field(source, index / 2),
        _ => Value::NULL,
    };
    m.set(pairs, m.alloc_from(Kind::Items, count * 2, pair).value());
    let level = vm.stack_level();
    for index in 0..count {
        let callee = vm.push_slot(key)?;
        let argument = vm.slot()?;
        let m = vm.view();
        m.set(argument, at(m, values, index));
        let ret = vm.call(callee, 1, 0)?;
        vm.keep(ret, callee);
        let m = vm.view();
        put(m, pairs, index * 2, m.get(callee));
        vm.release(level);
    }
    let result = merge_sort(vm, pairs, count, 2, is_reverse);
    let m = vm.view();
    for index in 0..count {
        put(m, values, index, at(m, pairs, index * 2 + 1));
    }
    result
}

fn object(m: Mutator<'_>, slot: Slot) -> Option<Object<'_>> {
    m.object(m.get(slot))
}

fn at(m: Mutator<'_>, items: Slot, index: u32) -> Value<'_> {
    object(m, items).map_or(Value::NULL, |items| m.field(items, index))
}

fn put<'m>(m: Mutator<'m>, items: Slot, index: u32, value: Value<'m>) {
    if let Some(items) = object(m, items) {
        m.set_field(items, index, value);
    }
}

/// A sort under way: `data` holds `count` elements of `stride` words, the first of which is compared.
struct Merge {
    data: Slot,
    scratch: Slot,
    left: Slot,
    right: Slot,
    stride: u32,
    is_reverse: bool,
}

fn merge_sort(vm: &mut Vm, data: Slot, count: u32, stride: u32, is_reverse: bool) -> Result<(), Raised> {
    let (scratch, left, right) = (vm.slot()?, vm.slot()?, vm.slot()?);
    // The longest left run is the largest power of two below `count`.
    let longest = count.next_power_of_two() / 2;
    let m = vm.reserve(words_size(longest * stride))?;
    m.set(scratch, m.alloc_filled(Kind::Items, longest * stride, Value::NULL).value());
    let merge = Merge { data, scratch, left, right, stride, is_reverse };
    let mut width = 1;
    while width < count {
        let mut start = 0;
        while start + width < count {
            merge.runs(vm, start, start + width, count.min(start + width * 2))?;
            start += width * 2;
        }
        width *= 2;
    }
    Ok(())
}

impl Merge {
    /// Whether element `right` of the data must stand before element `left` of `of`.
    fn is_before(&self, vm: &mut Vm, of: Slot, left: u32, right: u32) -> Result<bool, Raised> {
        let m = vm.view();
        let (left, right) = (at(m, of, left * self.stride), at(m, self.data, right * self.stride));
        if let (Some(left), Some(right)) = (left.as_int(), right.as_int()) {
            return Ok(if self.is_reverse { left < right } else { right < left });
        }
        m.set(self.left, left);
        m.set(self.right, right);
        let (first, second) = if self.is_reverse { (self.left, self.right) } else { (self.right, self.left) };
        op_order(vm, BinaryOp::Less, first, second)
    }

    fn copy(&self, vm: &Vm, from: Slot, index: u32, to: Slot, place: u32) {
        let m = vm.view();
        for word in 0..self.stride {
            put(m, to, place * self.stride + word, at(m, from, index * self.stride + word));
        }
    }

    /// Merges the sorted runs `start..middle` and `middle..end`.
    fn runs(&self, vm: &mut Vm, start: u32, middle: u32, end: u32) -> Result<(), Raised> {
        if !self.is_before(vm, self.data, middle - 1, middle)? {
            return Ok(());
        }
        let count = middle - start;
        for index in 0..count {
            self.copy(vm, self.data, start + index, self.scratch, index);
        }
        let (mut left, mut right, mut to) = (0, middle, start);
        let mut result = Ok(());
        while left < count && right < end {
            match self.is_before(vm, self.scratch, left, right) {
                Ok(true) => {
                    self.copy(vm, self.data, right, self.data, to);
                    right += 1;
                }
                Ok(false) => {
                    self.copy(vm, self.scratch, left, self.data, to);
                    left += 1;
                }
                Err(raised) => {
                    result = Err(raised);
                    break;
                }
            }
            to += 1;
        }
        // The gap in front of `right` is as long as what is left in the scratch, also after an error.
        for index in left..count {
            self.copy(vm, self.scratch, index, self.data, to + index - left);
        }
        result
    }
}

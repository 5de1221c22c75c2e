//! `bytearray`: a length, and bytes in storage that grows. Text under construction is one too.

use super::text::{self, get_run, reserve};
use super::{Args, Method, Res, Type, native_of, signature, storage};
use crate::exception::Raised;
use crate::heap::layout::{Kind, MAX_LENGTH, bytes_size, words_size};
use crate::heap::{Mutator, Object, Run, Slot};
use crate::ops::iter::for_each;
use crate::ops::number::{op_index, op_low_word};
use crate::value::Value;
use crate::vm::Vm;

/// The bytes of a [`Kind::ByteArray`].
pub(crate) fn run<'m>(m: Mutator<'m>, array: Object<'m>) -> Run<'m> {
    match m.object(m.field(array, 0)) {
        Some(buffer) => Run::from(m.buffer(buffer)).part(0, m.length(array)),
        None => Run::EMPTY,
    }
}

/// A new empty one, in a new slot.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn make(vm: &mut Vm) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let m = vm.reserve(words_size(1))?;
    m.set(slot, m.alloc(Kind::ByteArray, 0, &[Value::NULL]).value());
    Ok(slot)
}

fn length(m: Mutator<'_>, array: Slot) -> u32 {
    m.object_of(m.get(array), Kind::ByteArray).map_or(0, |array| m.length(array))
}

fn buffer(m: Mutator<'_>, array: Slot) -> Option<Object<'_>> {
    m.object_of(m.get(array), Kind::ByteArray).and_then(|array| m.object(m.field(array, 0)))
}

/// Makes room for `extra` more bytes in the bytearray in `array`, and sees that its bytes are in RAM.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn make_room(vm: &mut Vm, array: Slot, extra: u32) -> Result<(), Raised> {
    let m = vm.view();
    let used = length(m, array);
    let needed = used.saturating_add(extra);
    if needed == 0 {
        return Ok(());
    }
    if needed > MAX_LENGTH / 2 {
        return Err(vm.raise_memory_error(needed));
    }
    let room = match buffer(m, array).filter(|&buffer| m.is_ram(buffer)) {
        Some(buffer) => {
            let room = m.length(buffer);
            if needed <= room {
                return Ok(());
            }
            let more = (needed - room).next_multiple_of(4);
            let m = vm.reserve(more)?;
            if self::buffer(m, array).is_some_and(|buffer| m.extend_buffer(buffer, more)) {
                return Ok(());
            }
            storage::with_slack(needed) + 8
        }
        None => needed,
    };
    let room = room.next_multiple_of(4);
    let m = vm.reserve(bytes_size(room))?;
    let Some(array) = m.object_of(m.get(array), Kind::ByteArray) else { return Ok(()) };
    let old = run(m, array);
    let new = m.alloc_bytes(Kind::Buffer, room, |bytes| {
        old.copy_to(bytes);
    });
    m.set_field(array, 0, new.value());
    Ok(())
}

/// Calls `write` with the bytes of the array in `array`, which are in RAM, after setting how many are used.
fn with_cells(m: Mutator<'_>, array: Slot, used: u32, write: impl FnOnce(&[core::cell::Cell<u8>])) {
    if let (Some(object), Some(buffer)) = (m.object(m.get(array)), buffer(m, array)) {
        m.set_length(object, used);
        write(m.buffer(buffer));
    }
}

/// Appends bytes that are not on the heap.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn push(vm: &mut Vm, array: Slot, bytes: &[u8]) -> Result<(), Raised> {
    make_room(vm, array, bytes.len() as u32)?;
    let m = vm.view();
    let used = length(m, array);
    with_cells(m, array, used + bytes.len() as u32, |cells| Run::from(bytes).copy_to_cells(&cells[used as usize..]));
    Ok(())
}

/// Replaces the bytes `start..stop` by the bytes `from..to` of what is in `source`, which can be the array itself.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn splice(vm: &mut Vm, array: Slot, place: (u32, u32), source: Slot, part: (u32, u32)) -> Result<(), Raised> {
    let (start, stop) = place;
    let m = vm.view();
    let before = length(m, array);
    let added = get_run(m, source).part(part.0, part.1).len();
    let after = before - (stop - start) + added;
    // Bytes of the array itself are moved while they are read: those are copied first, behind the end.
    let is_itself = start < before && shares_storage(m, array, source);
    let scratch = if is_itself { added } else { 0 };
    make_room(vm, array, after.saturating_sub(before) + scratch)?;
    let m = vm.view();
    let Some(object) = m.object(m.get(array)) else { return Ok(()) };
    let (tail, new) = (run(m, object).rest(stop), get_run(m, source).part(part.0, part.1));
    with_cells(m, array, after, |cells| {
        let new = if is_itself {
            let copy = &cells[before.max(after) as usize..][..added as usize];
            new.copy_to_cells(copy);
            Run::from(copy)
        } else {
            new
        };
        tail.copy_to_cells(&cells[(start + added) as usize..]);
        new.copy_to_cells(&cells[start as usize..]);
    });
    Ok(())
}

/// Whether `source` is the bytearray in `array` or a view of it.
fn shares_storage(m: Mutator<'_>, array: Slot, source: Slot) -> bool {
    let value = native_of(m, m.get(source));
    let of = m.object_of(value, Kind::MemoryView).map_or(value, |view| m.field(view, 0));
    native_of(m, of) == m.get(array)
}

/// Sets byte `index`, which is there, to the low byte of the number in `value`.
///
/// # Errors
/// `TypeError` for what is no integer; `MemoryError`: bytes in ROM are copied.
pub(crate) fn store(vm: &mut Vm, array: Slot, index: u32, value: Slot) -> Result<(), Raised> {
    let byte = op_low_word(vm, value)? as u8;
    make_room(vm, array, 0)?;
    let m = vm.view();
    if let Some(cell) = buffer(m, array).and_then(|buffer| m.buffer(buffer).get(index as usize)) {
        cell.set(byte);
    }
    Ok(())
}

/// Appends what has bytes, or the numbers that iterating gives.
///
/// # Errors
/// As iterating and [`push`].
pub(crate) fn extend_by(vm: &mut Vm, array: Slot, source: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if text::buffer(m, m.get(source)).is_some() {
        let end = length(m, array);
        return splice(vm, array, (end, end), source, (0, u32::MAX));
    }
    for_each(vm, source, &mut |vm, item| {
        let byte = op_low_word(vm, item)? as u8;
        push(vm, array, &[byte]).map(|()| true)
    })
}

/// The bytearray in argument 0; one behind an instance takes its place there.
fn this(vm: &Vm, args: Args) -> Slot {
    let m = vm.view();
    let slot = args.slot(0);
    m.set(slot, native_of(m, m.get(slot)));
    slot
}

pub(super) fn append(vm: &mut Vm, args: Args) -> Res {
    let array = this(vm, args);
    let byte = op_low_word(vm, args.slot(1))? as u8;
    push(vm, array, &[byte])?;
    Ok(vm.ret_none())
}

pub(super) fn extend(vm: &mut Vm, args: Args) -> Res {
    let array = this(vm, args);
    extend_by(vm, array, args.slot(1))?;
    Ok(vm.ret_none())
}

/// Makes one: empty, of a number of zeros, of what has bytes, or of numbers.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 0, 3)?;
    let Some(source) = args.get(1) else {
        let array = make(vm)?;
        return Ok(vm.ret_slot(array));
    };
    let m = vm.view();
    if m.get(source).as_int().is_some() || m.kind_of(m.get(source)) == Some(Kind::BigInt) {
        let count = op_index(vm, source)?;
        let m = reserve(vm, count as u32)?;
        return Ok(m.ret(text::make(m, Type::ByteArray, count as u32, &mut |_| {})));
    }
    if m.as_str(native_of(m, m.get(source))).is_some() && args.count() == 2 {
        return Err(vm.raise(Type::TypeError, "string argument without an encoding"));
    }
    let array = make(vm)?;
    extend_by(vm, array, source)?;
    Ok(vm.ret_slot(array))
}

/// The methods.
pub(super) const METHODS: &[Method] = text::BYTEARRAY_METHODS;

//! `bytes`.

use super::text::{self, check_buffer, cut, get_run, make, reserve};
use super::{Args, Method, Res, Type, bytearray, is_subclass, native_of, str};
use crate::exception::Raised;
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::ops::iter::for_each;
use crate::ops::number::op_index;
use crate::value::{Value, Word};
use crate::vm::Vm;

#[cold]
fn wrong_count(vm: &mut Vm) -> Raised {
    vm.raise(Type::TypeError, "wrong number of arguments")
}

/// Makes one: empty, of a `str` and its encoding, of a number of zeros, of what has bytes, or of numbers.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    str::refuse_keywords(vm, args)?;
    let Some(source) = args.get(1) else { return Ok(vm.ret(Word::EMPTY_BYTES)) };
    let m = vm.view();
    let value = native_of(m, m.get(source));
    if m.as_str(value).is_some() {
        return match args.count() {
            3 | 4 => cut(vm, Type::Bytes, source, 0, u32::MAX),
            _ => Err(vm.raise(Type::TypeError, "string argument without an encoding")),
        };
    }
    if m.as_bytes(value).is_some() {
        return Ok(m.ret(value));
    }
    if args.count() > 2 {
        return Err(wrong_count(vm));
    }
    if let Some(count) = value.as_int() {
        if count < 0 {
            return Err(vm.raise_bare(Type::ValueError));
        }
        let m = reserve(vm, count as u32)?;
        return Ok(m.ret(make(m, Type::Bytes, count as u32, &mut |_| {})));
    }
    if text::buffer(m, value).is_some() {
        return cut(vm, Type::Bytes, source, 0, u32::MAX);
    }
    let array = bytearray::make(vm)?;
    push_numbers(vm, array, source)?;
    vm.freeze(array, Kind::Bytes);
    Ok(vm.ret_slot(array))
}

fn push_numbers(vm: &mut Vm, array: Slot, source: Slot) -> Result<(), Raised> {
    for_each(vm, source, &mut |vm, item| {
        let number = op_index(vm, item)?;
        match u8::try_from(number) {
            Ok(byte) => bytearray::push(vm, array, &[byte]).map(|()| true),
            Err(_) => Err(vm.raise(Type::ValueError, "bytes value out of range")),
        }
    })
}

pub(super) fn hex(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let count = get_run(m, args.slot(0)).len();
    let separator = match args.get(1) {
        Some(given) => {
            // DIFF: the reference does not look at the separator of no bytes.
            text::check_text(vm, given)?;
            Some(get_run(vm.view(), given).get(0).unwrap_or(0))
        }
        None => None,
    };
    let width = 2 + u32::from(separator.is_some());
    let length = (count * width).saturating_sub(width - 2);
    let m = reserve(vm, length)?;
    let run = get_run(m, args.slot(0));
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 15)];
    Ok(m.ret(make(m, Type::Str, length, &mut |bytes| {
        for (byte, place) in run.bytes().zip(bytes.chunks_mut(width as usize)) {
            place[0] = digit(byte >> 4);
            place[1] = digit(byte);
            if let (Some(place), Some(separator)) = (place.get_mut(2), separator) {
                *place = separator;
            }
        }
    })))
}

/// `bytes.fromhex(text)`; white space between the pairs is skipped.
pub(super) fn from_hex(vm: &mut Vm, args: Args) -> Res {
    check_buffer(vm, args.slot(1))?;
    let array = bytearray::make(vm)?;
    let mut high = None;
    let mut at = 0;
    while let Some(byte) = get_run(vm.view(), args.slot(1)).get(at) {
        at += 1;
        match (high, (byte as char).to_digit(16)) {
            (None, Some(digit)) => high = Some(digit),
            (Some(first), Some(second)) => {
                bytearray::push(vm, array, &[(first << 4 | second) as u8])?;
                high = None;
            }
            (None, None) if text::change::is_white(byte) => {}
            _ => return Err(vm.raise(Type::ValueError, "non-hex digit")),
        }
    }
    if high.is_some() {
        return Err(vm.raise(Type::ValueError, "non-hex digit"));
    }
    let m = vm.view();
    if !is_subclass(m, m.get(args.slot(0)), Value::type_(Type::ByteArray as u16)) {
        vm.freeze(array, Kind::Bytes);
    }
    Ok(vm.ret_slot(array))
}

/// The methods.
pub(super) const METHODS: &[Method] = text::BYTES_METHODS;

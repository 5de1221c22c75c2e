//! `text % values`.

use super::number::{put_float, put_int, truncate};
use super::spec::{self, Align, Content, Spec};
use super::{cut, get, get_run, of};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Ret, Slot};
use crate::ops::number::{self, is_int, op_index};
use crate::ops::print::{Form, Sink, op_print};
use crate::ops::subscr::load_dict;
use crate::types::{Type, native_of, storage};
use crate::value::Value;
use crate::vm::Vm;

/// The values that are still to be written.
struct Values {
    given: Slot,
    dict: Option<Slot>,
    next: u32,
}

impl Values {
    /// Puts the next value into `slot`.
    fn take(&mut self, vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
        let m = vm.view();
        let value = match m.as_tuple(native_of(m, m.get(self.given))) {
            Some(items) => items.get(self.next as usize).copied(),
            None => Some(m.get(self.given)).filter(|_| self.next == 0),
        };
        self.next += 1;
        match value {
            Some(value) => {
                m.set(slot, value);
                Ok(())
            }
            None => Err(vm.raise(Type::TypeError, "format string needs more arguments")),
        }
    }

    fn are_used(&self, vm: &Vm) -> bool {
        let m = vm.view();
        let count = m.as_tuple(native_of(m, m.get(self.given))).map_or(1, <[Value<'_>]>::len);
        self.dict.is_some() || self.next as usize == count
    }
}

/// A number in the text, or `*` for the next value.
fn number(vm: &mut Vm, text: Slot, at: &mut u32, values: &mut Values, value: Slot) -> Result<Option<i32>, Raised> {
    let run = get_run(vm.view(), text);
    if run.get(*at) != Some(b'*') {
        return Ok(spec::number(run, at).map(|number| i32::try_from(number).unwrap_or(i32::MAX)));
    }
    *at += 1;
    values.take(vm, value)?;
    op_index(vm, value).map(Some)
}

/// `text % values`, the text a `str` or `bytes`.
///
/// # Errors
/// `TypeError`, `ValueError`; what making text of the values raises.
pub fn format(vm: &mut Vm, text: Slot, given: Slot) -> Result<Ret, Raised> {
    let level = vm.stack_level();
    let output = vm.new_text()?;
    let m = vm.view();
    let is_dict = m.kind_of(native_of(m, m.get(given))) == Some(Kind::Dict);
    let is_bytes = get(m, text).type_ == Type::Bytes;
    let mut values = Values { given, dict: is_dict.then_some(given), next: 0 };
    let mut at = 0;
    loop {
        let run = get_run(vm.view(), text);
        let end = (at..run.len()).find(|&at| run.at(at) == b'%').unwrap_or(run.len());
        let is_last = end == run.len();
        vm.put_part(Sink::Text(output), text, at, end)?;
        if is_last {
            break;
        }
        at = end + 1;
        if get_run(vm.view(), text).get(at) == Some(b'%') {
            vm.put(Sink::Text(output), b"%")?;
            at += 1;
            continue;
        }
        storage::scoped(vm, |vm| field(vm, output, text, &mut at, &mut values))?;
    }
    if !values.are_used(vm) {
        return Err(vm.raise(Type::TypeError, "format string didn't convert all arguments"));
    }
    let ret = if is_bytes {
        vm.freeze(output, Kind::Bytes);
        vm.ret_slot(output)
    } else {
        vm.finish_text(output)?
    };
    vm.release(level);
    Ok(ret)
}

/// Writes the field whose first byte behind the `%` is at `at`, and moves `at` behind it.
fn field(vm: &mut Vm, output: Slot, text: Slot, at: &mut u32, values: &mut Values) -> Result<(), Raised> {
    let value = vm.slot()?;
    let mut is_found = false;
    if get_run(vm.view(), text).get(*at) == Some(b'(') {
        let Some(dict) = values.dict else { return Err(vm.raise(Type::TypeError, "format needs a dict")) };
        let run = get_run(vm.view(), text);
        let Some(end) = (*at..run.len()).find(|&at| run.at(at) == b')') else {
            return Err(vm.raise(Type::ValueError, "incomplete format key"));
        };
        let ret = cut(vm, Type::Str, text, *at + 1, end)?;
        vm.keep(ret, value);
        let behind = vm.push_slot(dict)?;
        let m = vm.view();
        m.set(behind, native_of(m, m.get(behind)));
        let ret = load_dict(vm, behind, value)?;
        vm.keep(ret, value);
        (is_found, *at, values.next) = (true, end + 1, 1);
    }
    let mut spec = Spec::PLAIN;
    let run = get_run(vm.view(), text);
    while let Some(flag) = run.get(*at) {
        match flag {
            b'-' => spec.align = Align::Left,
            b'+' => spec.sign = b'+',
            b' ' if spec.sign == 0 => spec.sign = b' ',
            b' ' => {}
            b'#' => spec.alternate = true,
            b'0' => spec.fill = b'0',
            _ => break,
        }
        *at += 1;
    }
    if spec.fill == b'0' && spec.align == Align::Right {
        spec.align = Align::AfterSign;
    }
    spec.width = number(vm, text, at, values, value)?.map_or(0, |width| width.max(0) as u32);
    if get_run(vm.view(), text).get(*at) == Some(b'.') {
        *at += 1;
        let precision = number(vm, text, at, values, value)?.unwrap_or(0);
        spec.precision = u32::try_from(precision).ok();
    }
    let Some(code) = get_run(vm.view(), text).get(*at) else {
        return Err(vm.raise(Type::ValueError, "incomplete format"));
    };
    if !is_found {
        values.take(vm, value)?;
    }
    put(vm, output, text, *at, &spec, code, value)?;
    *at += 1;
    Ok(())
}

/// Writes the value of a field with the letter `code`, which is at `at`.
fn put(vm: &mut Vm, output: Slot, text: Slot, at: u32, spec: &Spec, code: u8, value: Slot) -> Result<(), Raised> {
    let sink = Sink::Text(output);
    match code {
        b'c' => put_char(vm, sink, spec, value),
        b'd' | b'i' | b'u' => {
            truncate(vm, value)?;
            number::to_int(vm, value)?;
            put_int(vm, sink, &Spec { alternate: false, ..*spec }, value, code)
        }
        b'o' | b'x' | b'X' => {
            number::to_int(vm, value)?;
            put_int(vm, sink, spec, value, code)
        }
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => put_float(vm, sink, spec, value, code),
        b'r' | b's' => {
            let m = vm.view();
            let is_raw = code == b's'
                && get(m, text).type_ == Type::Bytes
                && of(m, m.get(value)).is_some_and(|text| text.type_ == Type::Bytes);
            let written = if is_raw {
                value
            } else {
                let written = vm.new_text()?;
                op_print(vm, Sink::Text(written), value, if code == b'r' { Form::Repr } else { Form::Str })?;
                written
            };
            let length = get_run(vm.view(), written).len().min(spec.precision.unwrap_or(u32::MAX));
            spec::put(vm, sink, &field_of_text(spec), Content::Slot(written, 0, length))
        }
        _ => {
            let digit = |value: u8| Part::Char(b"0123456789abcdef"[usize::from(value & 15)]);
            let parts = [
                Part::Text("unsupported format character '"),
                Part::Char(code),
                Part::Text("' (0x"),
                digit(code >> 4),
                digit(code),
                Part::Text(") at index "),
                Part::Int(at as i32),
            ];
            Err(vm.raise_parts(Type::ValueError, &parts))
        }
    }
}

/// Text is padded with spaces whatever the flags, before it or behind it.
fn field_of_text(spec: &Spec) -> Spec {
    let align = if spec.align == Align::Left { Align::Left } else { Align::Right };
    Spec { align, width: spec.width, ..Spec::PLAIN }
}

/// Writes a character: a `str` of one byte, or the low byte of a number.
fn put_char(vm: &mut Vm, sink: Sink, spec: &Spec, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let byte = match (m.as_str(native_of(m, m.get(value))), is_int(m, m.get(value))) {
        (Some(&[byte]), _) => byte,
        (Some(_), _) => return Err(vm.raise(Type::TypeError, "%c needs int or char")),
        (None, true) => op_index(vm, value)? as u8,
        (None, false) => return Err(vm.raise(Type::TypeError, "integer needed")),
    };
    spec::put(vm, sink, &field_of_text(spec), Content::Bytes(&[byte]))
}

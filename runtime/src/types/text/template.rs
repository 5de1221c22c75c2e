//! `text.format(…)`, which f-strings are compiled to as well.

use super::number::{is_number, put_float, put_int};
use super::spec::{self, Align, Content, Spec};
use super::{check_text, cut, get, get_run};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Run, Slot};
use crate::ops::number::{is_int, op_index};
use crate::ops::print::{Form, Sink, op_print};
use crate::types::{Args, Res, Type, storage};
use crate::vm::Vm;

/// Where fields without a name take their values from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// One behind the other; this one is next.
    Automatic(u32),
    Manual,
}

/// A call of `format`: what is written, and how far it got.
struct Format {
    args: Args,
    numbering: Numbering,
}

/// The parts of a field, as places in the text.
struct Field {
    name: (u32, u32),
    /// `r`, `s`, or 0.
    conversion: u8,
    spec: (u32, u32),
    /// Behind the closing brace.
    end: u32,
}

pub(super) fn format(vm: &mut Vm, args: Args) -> Res {
    let output = vm.new_text()?;
    let text = args.slot(0);
    let mut format = Format { args, numbering: Numbering::Automatic(0) };
    let end = get_run(vm.view(), text).len();
    format.write(vm, output, (0, end))?;
    match get(vm.view(), text).type_ {
        Type::Str => return vm.finish_text(output),
        Type::Bytes => vm.freeze(output, Kind::Bytes),
        _ => {}
    }
    Ok(vm.ret_slot(output))
}

impl Format {
    /// Writes the bytes `part` of the text, fields replaced.
    fn write(&mut self, vm: &mut Vm, output: Slot, part: (u32, u32)) -> Result<(), Raised> {
        let (sink, text) = (Sink::Text(output), self.args.slot(0));
        let (mut at, end) = part;
        while at < end {
            let run = get_run(vm.view(), text).part(0, end);
            let brace = (at..end).find(|&at| matches!(run.at(at), b'{' | b'}')).unwrap_or(end);
            let (first, second) = (run.get(brace), run.get(brace + 1));
            vm.put_part(sink, text, at, brace)?;
            at = match first {
                None => end,
                Some(first) if second == Some(first) => {
                    vm.put(sink, &[first])?;
                    brace + 2
                }
                Some(b'}') => {
                    return Err(vm.raise(Type::ValueError, "single '}' encountered in format string"));
                }
                Some(_) => {
                    let field = read_field(vm, text, brace + 1, end)?;
                    storage::scoped(vm, |vm| self.put_field(vm, output, &field))?;
                    field.end
                }
            };
        }
        Ok(())
    }

    /// Puts the value that a field names into `slot`.
    fn find(&mut self, vm: &mut Vm, name: (u32, u32), slot: Slot) -> Result<(), Raised> {
        let text = self.args.slot(0);
        let run = get_run(vm.view(), text).part(name.0, name.1);
        let index = match run.get(0) {
            None => match self.numbering {
                Numbering::Automatic(next) => {
                    self.numbering = Numbering::Automatic(next + 1);
                    next
                }
                Numbering::Manual => {
                    let message = "can't switch from manual field specification to automatic field numbering";
                    return Err(vm.raise(Type::ValueError, message));
                }
            },
            Some(b'0'..=b'9') => {
                if matches!(self.numbering, Numbering::Automatic(1..)) {
                    let message = "can't switch from automatic field numbering to manual field specification";
                    return Err(vm.raise(Type::ValueError, message));
                }
                self.numbering = Numbering::Manual;
                let mut at = 0;
                let index = spec::number(run, &mut at).unwrap_or(0);
                if at < run.len() {
                    return Err(attributes(vm));
                }
                index
            }
            Some(_) => return self.find_keyword(vm, name, slot),
        };
        match self.args.get(index.saturating_add(1)) {
            Some(value) => {
                let m = vm.view();
                m.set(slot, m.get(value));
                Ok(())
            }
            None => Err(vm.raise(Type::IndexError, "tuple index out of range")),
        }
    }

    fn find_keyword(&self, vm: &mut Vm, name: (u32, u32), slot: Slot) -> Result<(), Raised> {
        let text = self.args.slot(0);
        let m = vm.view();
        let run = get_run(m, text).part(name.0, name.1);
        let end = (0..run.len()).find(|&at| matches!(run.at(at), b'.' | b'[')).unwrap_or(run.len());
        let wanted = run.part(0, end);
        let found = (0..self.args.keywords())
            .map(|index| self.args.keyword(index))
            .find(|&(key, _)| m.as_str(m.get(key)).is_some_and(|key| Run::from(key).equals(wanted)));
        let Some((_, value)) = found else {
            let ret = cut(vm, Type::Str, text, name.0, name.0 + end)?;
            vm.keep(ret, slot);
            return Err(vm.raise_with(Type::KeyError, slot));
        };
        if end < run.len() {
            return Err(attributes(vm));
        }
        m.set(slot, m.get(value));
        Ok(())
    }

    fn put_field(&mut self, vm: &mut Vm, output: Slot, field: &Field) -> Result<(), Raised> {
        let (value, sink) = (vm.slot()?, Sink::Text(output));
        self.find(vm, field.name, value)?;
        let has_spec = field.spec.0 < field.spec.1;
        let form = if field.conversion == b'r' { Form::Repr } else { Form::Str };
        if !has_spec {
            return op_print(vm, sink, value, form);
        }
        if field.conversion != 0 {
            let text = vm.new_text()?;
            op_print(vm, Sink::Text(text), value, form)?;
            let ret = vm.finish_text(text)?;
            vm.keep(ret, value);
        }
        let text = self.args.slot(0);
        let run = get_run(vm.view(), text).part(field.spec.0, field.spec.1);
        let has_fields = run.bytes().any(|byte| matches!(byte, b'{' | b'}'));
        let spec = if has_fields {
            let nested = vm.new_text()?;
            vm.nested(|vm| self.write(vm, nested, field.spec))?;
            parse(vm, nested, (0, u32::MAX), value)?
        } else {
            parse(vm, text, field.spec, value)?
        };
        put(vm, sink, &spec, value)
    }
}

#[cold]
fn attributes(vm: &mut Vm) -> Raised {
    vm.raise(Type::NotImplementedError, "attributes not supported")
}

/// Reads the field whose first byte behind the brace is at `at`.
fn read_field(vm: &mut Vm, text: Slot, at: u32, end: u32) -> Result<Field, Raised> {
    let run = get_run(vm.view(), text).part(0, end);
    let name_end = (at..end).find(|&at| matches!(run.at(at), b'}' | b'!' | b':')).unwrap_or(end);
    let name = (at, name_end);
    let mut at = name_end;
    let mut conversion = 0;
    if run.get(at) == Some(b'!') {
        conversion = match run.get(at + 1) {
            Some(letter @ (b'r' | b's')) => letter,
            Some(other) => {
                let parts = [Part::Text("unknown conversion specifier "), Part::Char(other)];
                return Err(vm.raise_parts(Type::ValueError, &parts));
            }
            None => {
                return Err(vm.raise(Type::ValueError, "end of format while looking for conversion specifier"));
            }
        };
        at += 2;
    }
    let mut spec = (at, at);
    if run.get(at) == Some(b':') {
        let start = at + 1;
        let mut depth = 0u32;
        let close = (start..end).find(|&at| {
            match run.at(at) {
                b'{' => depth += 1,
                b'}' if depth == 0 => return true,
                b'}' => depth -= 1,
                _ => {}
            }
            false
        });
        at = close.unwrap_or(end);
        spec = (start, at);
    }
    match run.get(at) {
        Some(b'}') => Ok(Field { name, conversion, spec, end: at + 1 }),
        Some(_) => Err(vm.raise(Type::ValueError, "expected ':' after format specifier")),
        None => Err(vm.raise(Type::ValueError, "unmatched '{' in format")),
    }
}

/// Reads a specification for what is in `value`.
fn parse(vm: &mut Vm, text: Slot, part: (u32, u32), value: Slot) -> Result<Spec, Raised> {
    let m = vm.view();
    match Spec::parse(get_run(m, text).part(part.0, part.1), is_number(m, m.get(value))) {
        Some(spec) => Ok(spec),
        None => Err(vm.raise(Type::ValueError, "invalid format specifier")),
    }
}

/// Writes what is in `value` as `spec` says.
fn put(vm: &mut Vm, sink: Sink, spec: &Spec, value: Slot) -> Result<(), Raised> {
    if spec.sign != 0 && spec.code == b's' {
        return Err(vm.raise(Type::ValueError, "sign not allowed in string format specifier"));
    }
    if spec.sign != 0 && spec.code == b'c' {
        return Err(vm.raise(Type::ValueError, "sign not allowed with integer format specifier 'c'"));
    }
    let m = vm.view();
    let (is_integer, is_number) = (is_int(m, m.get(value)), is_number(m, m.get(value)));
    match spec.code {
        b'c' if is_integer => {
            let byte = op_index(vm, value)? as u8;
            spec::put(vm, sink, spec, Content::Bytes(&[byte]))
        }
        0 | b'n' | b'd' | b'b' | b'o' | b'x' | b'X' if is_integer => {
            // Digits behind a point are none of an integer's.
            put_int(vm, sink, &Spec { precision: None, ..*spec }, value, spec.code)
        }
        0 | b'n' if is_number => put_float(vm, sink, spec, value, b'g'),
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' if is_number => put_float(vm, sink, spec, value, spec.code),
        _ if !is_number && spec.align == Align::AfterSign => {
            Err(vm.raise(Type::ValueError, "'=' alignment not allowed in string format specifier"))
        }
        0 | b's' if !is_number => {
            check_text(vm, value)?;
            let length = get_run(vm.view(), value).len().min(spec.precision.unwrap_or(u32::MAX));
            spec::put(vm, sink, spec, Content::Slot(value, 0, length))
        }
        code => {
            let parts = [
                Part::Text("unknown format code '"),
                Part::Char(code),
                Part::Text("' for object of type '"),
                Part::TypeOf(value),
                Part::Text("'"),
            ];
            Err(vm.raise_parts(Type::ValueError, &parts))
        }
    }
}

//! `str`: UTF-8, interned or on the heap.

use super::text::{self, check_buffer, cut, get_run};
use super::{Args, Method, Res, Type, signature};
use crate::exception::Raised;
use crate::heap::Slot;
use crate::ops::print::{Form, Sink, op_print};
use crate::value::Word;
use crate::vm::Vm;

/// A `str` of the bytes of what is in `slot`.
fn from_buffer(vm: &mut Vm, slot: Slot) -> Res {
    check_buffer(vm, slot)?;
    let run = get_run(vm.view(), slot);
    if !run.is_utf8() {
        return Err(vm.raise_bare(Type::UnicodeError));
    }
    cut(vm, Type::Str, slot, 0, u32::MAX)
}

/// Refuses keyword arguments, which constructors of text do not have.
pub(super) fn refuse_keywords(vm: &mut Vm, args: Args) -> Result<(), Raised> {
    if args.keywords() == 0 {
        return Ok(());
    }
    let message = "keyword argument(s) not implemented - use normal args instead";
    Err(vm.raise(Type::NotImplementedError, message))
}

/// Makes one: `str(object)`, or `str(bytes, encoding)`; there is but one encoding.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    refuse_keywords(vm, args)?;
    signature::count(vm, args, 0, 3)?;
    match (args.get(1), args.get(2)) {
        (None, _) => Ok(vm.ret(Word::qstr(mpy_format::qstr::Qstr::EMPTY))),
        (Some(bytes), Some(_)) => from_buffer(vm, bytes),
        (Some(value), None) => {
            let m = vm.view();
            if m.as_str(m.get(value)).is_some() {
                return Ok(vm.ret_slot(value));
            }
            let text = vm.new_text()?;
            op_print(vm, Sink::Text(text), value, Form::Str)?;
            vm.finish_text(text)
        }
    }
}

pub(super) fn decode(vm: &mut Vm, args: Args) -> Res {
    from_buffer(vm, args.slot(0))
}

pub(super) fn encode(vm: &mut Vm, args: Args) -> Res {
    cut(vm, Type::Bytes, args.slot(0), 0, u32::MAX)
}

/// The methods.
pub(super) const METHODS: &[Method] = text::STR_METHODS;

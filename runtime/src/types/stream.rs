//! `TextIOWrapper`: standard output and standard error.
//!
//! The two are immediates; there are no others, and they are never closed.

use super::{Args, Method, Res, takes, text};
use crate::exception::Raised;
use crate::heap::Slot;
use crate::ops::number;
use crate::ops::print::Sink;
use crate::q;
use crate::types::Type;
use crate::value::Word;
use crate::vm::Vm;

/// The sink that what is in `slot` stands for.
///
/// # Errors
/// `OSError` for what is no stream.
pub(crate) fn sink_of(vm: &mut Vm, slot: Slot) -> Result<Sink, Raised> {
    match vm.view().get(slot).word() {
        Word::STDOUT => Ok(Sink::Port),
        Word::STDERR => Ok(Sink::Error),
        _ => Err(vm.raise(Type::OSError, "stream operation not supported")),
    }
}

/// `stream.write(data)`: how many bytes were written.
fn write(vm: &mut Vm, args: Args) -> Res {
    let sink = sink_of(vm, args.slot(0))?;
    text::check_buffer(vm, args.slot(1))?;
    vm.put_slot(sink, args.slot(1))?;
    let length = text::get_run(vm.view(), args.slot(1)).len();
    number::make_int(vm, i64::from(length))
}

/// `stream.flush()`: nothing is held back.
fn flush(vm: &mut Vm, _: Args) -> Res {
    Ok(vm.ret_none())
}

/// The methods.
pub(super) const METHODS: &[Method] =
    &[Method::fixed(q!(flush), 1, flush), Method::fixed(q!(write), 2, write).with(takes::IMPURE)];

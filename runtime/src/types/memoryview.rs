//! `memoryview`: a stretch of the bytes of something else.

use super::text::{self, check_buffer, get_run};
use super::{Args, Method, Res, Type, bytearray, native_of, signature};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Run, Slot};
use crate::value::Value;
use crate::vm::Vm;

/// Fields of [`Kind::MemoryView`].
mod field {
    pub(super) const OF: u32 = 0;
    pub(super) const START: u32 = 1;
    pub(super) const LENGTH: u32 = 2;
}

/// First byte and number of bytes that a view shows.
fn extent<'m>(m: Mutator<'m>, view: Object<'m>) -> (u32, u32) {
    let number = |field: u32| m.field(view, field).word().to_int() as u32;
    (number(field::START), number(field::LENGTH))
}

/// The bytes of a view; fewer than it was made of when a bytearray has become shorter.
pub(crate) fn run<'m>(m: Mutator<'m>, view: Object<'m>) -> Run<'m> {
    let (start, length) = extent(m, view);
    match text::of(m, m.field(view, field::OF)) {
        Some(text) => text.run.part(start, start + length),
        None => Run::EMPTY,
    }
}

/// The bytes `from..to` of what is in `slot`, as a view.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn make(vm: &mut Vm, slot: Slot, from: u32, to: u32) -> Res {
    let m = vm.reserve(words_size(3))?;
    let length = get_run(m, slot).part(from, to).len();
    let value = native_of(m, m.get(slot));
    let (of, start) = match m.object_of(value, Kind::MemoryView) {
        Some(view) => (m.field(view, field::OF), extent(m, view).0 + from),
        None => (value, from),
    };
    let fields = [of, Value::small(start as i32), Value::small(length as i32)];
    Ok(m.ret(m.alloc(Kind::MemoryView, 0, &fields)))
}

/// Puts the bytearray that the view in `slot` shows into `array`, and says where the view starts in it; `None` when what it
/// shows cannot change.
pub(crate) fn target(m: Mutator<'_>, slot: Slot, array: Slot) -> Option<u32> {
    let view = m.object_of(native_of(m, m.get(slot)), Kind::MemoryView)?;
    let of = m.object_of(m.field(view, field::OF), Kind::ByteArray)?;
    m.set(array, of.value());
    Some(extent(m, view).0)
}

/// Sets the bytes `start..stop` of a view of the bytearray in `array`, counted from its start, to those of what is in `value`.
///
/// # Errors
/// `ValueError` for another number of bytes.
pub(crate) fn store(vm: &mut Vm, array: Slot, start: u32, stop: u32, value: Slot) -> Result<(), Raised> {
    if get_run(vm.view(), value).len() != stop - start {
        return Err(vm.raise(Type::ValueError, "lhs and rhs should be compatible"));
    }
    bytearray::splice(vm, array, (start, stop), value, (0, u32::MAX))
}

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::exactly(vm, args, 1)?;
    check_buffer(vm, args.slot(1))?;
    make(vm, args.slot(1), 0, u32::MAX)
}

/// The methods.
pub(super) const METHODS: &[Method] = text::VIEW_METHODS;

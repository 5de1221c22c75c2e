//! Floats in fields.

use super::super::spec::{self, Align, Content, Spec};
use crate::exception::Raised;
use crate::heap::Slot;
use crate::ops::print::Sink;
use crate::types::float;
use crate::vm::Vm;

/// Replaces the float in `slot`, if there is one, by what is before its point.
///
/// # Errors
/// `OverflowError`, `ValueError` for what is not a number.
pub fn truncate(vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if let Some(number) = float::value_of(m, m.get(slot)) {
        let ret = float::to_int(vm, number)?;
        vm.keep(ret, slot);
    }
    Ok(())
}

/// Writes a number as `code` says: `e`, `f`, `g`, in capitals too, or `%`.
///
/// # Errors
/// `TypeError: can't convert T to float`.
pub fn put_float(vm: &mut Vm, sink: Sink, spec: &Spec, value: Slot, code: u8) -> Result<(), Raised> {
    let number = float::op_float(vm, value)?;
    let (number, letter) = if code == b'%' { (number * 100.0, b'f') } else { (number, code) };
    let mut digits: float::Buffer = [0; _];
    let text = float::format(&mut digits, number, letter, spec.precision, (spec.sign != 0).then_some(spec.sign));
    let mut buffer = [b'%'; size_of::<float::Buffer>() + 1];
    buffer[..text.len()].copy_from_slice(text);
    let text = &buffer[..text.len() + usize::from(code == b'%')];
    match text {
        [sign @ (b'-' | b'+' | b' '), rest @ ..] if spec.align == Align::AfterSign => {
            vm.put(sink, &[*sign])?;
            let spec = Spec { width: spec.width.saturating_sub(1), ..*spec };
            spec::put(vm, sink, &spec, Content::Bytes(rest))
        }
        _ => spec::put(vm, sink, spec, Content::Bytes(text)),
    }
}

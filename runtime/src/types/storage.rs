//! Storage that grows: what stands in field 0 of a list or of a table's holder.
//!
//! Sizes are exact as long as the storage is the last object, for it then grows where it is; storage that has others
//! behind it is copied with an eighth of slack, so that appending costs the same on average.

use crate::exception::Raised;
use crate::heap::Slot;
use crate::value::Value;
use crate::vm::Vm;

/// Extends the storage of `holder` by `words` where it stands; `false` when it is not the last object.
///
/// # Errors
/// `MemoryError`.
pub fn extend(vm: &mut Vm, holder: Slot, words: u32) -> Result<bool, Raised> {
    let m = vm.reserve(words * 4)?;
    let storage = m.object(m.get(holder)).and_then(|holder| m.object(m.field(holder, 0)));
    Ok(storage.is_some_and(|storage| m.is_ram(storage) && m.extend_last(storage, words, Value::NULL)))
}

/// How many items a copy of storage gets room for when `needed` are to fit.
pub fn with_slack(needed: u32) -> u32 {
    needed + needed / 8
}

/// Runs `body` and gives back the slots that it made.
#[inline]
pub fn scoped<R>(vm: &mut Vm, body: impl FnOnce(&mut Vm) -> R) -> R {
    let level = vm.stack_level();
    let result = body(vm);
    vm.release(level);
    result
}

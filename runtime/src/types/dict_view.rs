//! `dict_view`: the keys, values or items of a dict that lives on.

use super::Res;
use crate::heap::Slot;
use crate::heap::layout::{Kind, words_size};
use crate::vm::Vm;

/// Length of a view, and of an iterator over a table: it gives the keys.
pub const KEYS: u32 = 0;
/// It gives the values.
pub const VALUES: u32 = 1;
/// It gives pairs of key and value.
pub const ITEMS: u32 = 2;

/// A view of the dict in `dict`.
pub(super) fn make(vm: &mut Vm, dict: Slot, what: u32) -> Res {
    let m = vm.reserve(words_size(1))?;
    Ok(m.ret(m.alloc(Kind::DictView, what, &[m.get(dict)])))
}

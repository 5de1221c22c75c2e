//! The items of a tuple are read after a slot was made, which can collect.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

use mpy_runtime::heap::Slot;

fn misuse(vm: &mut Vm, slot: Slot) -> Option<i32> {
    let m = vm.view();
    let items = m.as_tuple(m.get(slot))?;
    let _ = vm.slot().ok()?;
    items.first()?.as_int()
}

fn main() {
    let _ = words_size(1);
    let _ = misuse;
}

//! The bytes of a string are read after the string may have moved.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

use mpy_runtime::heap::Slot;

fn misuse(vm: &mut Vm, slot: Slot) -> usize {
    let m = vm.view();
    let text = m.as_str(m.get(slot)).unwrap_or(b"");
    vm.collect();
    text.len() + words_size(1) as usize
}

fn main() {
    let _ = misuse;
}

//! A value read before Python code runs is used after it.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

use mpy_runtime::heap::Slot;

fn misuse(vm: &mut Vm, callee: Slot) -> Option<i32> {
    let value = vm.view().get(callee);
    let _ = vm.call(callee, 0, 0).ok()?;
    value.as_int()
}

fn main() {
    let _ = words_size(1);
    let _ = misuse;
}

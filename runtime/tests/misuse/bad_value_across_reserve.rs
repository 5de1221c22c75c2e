//! A value made before a collection is used after it.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

fn misuse(vm: &mut Vm) -> Option<i32> {
    let m = vm.reserve(words_size(1)).ok()?;
    let tuple = m.tuple(&[]);
    let _ = vm.reserve(words_size(1)).ok()?;
    tuple.as_int()
}

fn main() {
    let _ = misuse;
}

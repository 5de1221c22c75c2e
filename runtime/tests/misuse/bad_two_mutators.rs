//! A mutator is used after a second one was asked for, which may have moved everything.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

fn misuse(vm: &mut Vm) {
    let (Ok(first), Ok(second)) = (vm.reserve(words_size(1)), vm.reserve(words_size(1))) else { return };
    let _ = (first.tuple(&[]), second.tuple(&[]));
}

fn main() {
    let _ = misuse;
}

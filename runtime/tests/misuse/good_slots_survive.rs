//! What sits in a slot survives: the way it is meant to be done.
use mpy_runtime::Vm;
use mpy_runtime::heap::layout::words_size;

fn use_as_meant(vm: &mut Vm) -> Option<i32> {
    let slot = vm.slot().ok()?;
    let m = vm.reserve(words_size(1)).ok()?;
    m.set(slot, m.tuple(&[mpy_runtime::value::Value::small(5)]));
    vm.collect();
    let m = vm.view();
    m.as_tuple(m.get(slot))?.first()?.as_int()
}

fn main() {
    let _ = use_as_meant;
}

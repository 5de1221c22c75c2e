//! Tables against a model, at random, and what they weigh.

use std::string::String;
use std::vec::Vec;

use super::*;
use crate::testing::with_vm;
use crate::value::Word;

fn holder(vm: &mut Vm, kind: Kind) -> Slot {
    let slot = vm.slot().expect("room for a slot");
    let words = kind.size_words();
    let m = vm.reserve(words_size(words)).expect("room for a holder");
    m.set(slot, m.alloc_filled(kind, 0, Value::NULL).value());
    slot
}

fn int(vm: &mut Vm, number: i32) -> Slot {
    vm.push(Word::small(number)).expect("room for a slot")
}

fn text(vm: &mut Vm, text: &str) -> Slot {
    let slot = vm.slot().expect("room for a slot");
    let m = vm.reserve(bytes_size(text.len() as u32)).expect("room for text");
    m.set(slot, m.str(text.as_bytes()));
    slot
}

fn set_int(vm: &mut Vm, dict: Slot, key: i32, value: i32) {
    scoped(vm, |vm| {
        let (key, value) = (int(vm, key), int(vm, value));
        set(vm, dict, key, value).expect("set");
    });
}

fn get_int(vm: &mut Vm, dict: Slot, key: i32) -> Option<i32> {
    scoped(vm, |vm| {
        let key = int(vm, key);
        let entry = find(vm, dict, key).expect("find")?;
        let m = vm.view();
        super::entry(m, m.object(m.get(dict))?, entry)?.1.as_int()
    })
}

fn pairs(vm: &Vm, dict: Slot) -> Vec<(i32, i32)> {
    let m = vm.view();
    let object = m.object(m.get(dict)).expect("a holder");
    (0..m.length(object))
        .filter_map(|number| entry(m, object, number))
        .map(|(key, value)| (key.as_int().expect("an int"), value.as_int().unwrap_or(0)))
        .collect()
}

/// A small generator of numbers: the seed says everything.
struct Random(u32);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }
}

#[test]
fn a_table_behaves_as_its_model() {
    for (seed, keys, steps) in [(1, 6, 2_000), (2, 12, 3_000), (3, 60, 6_000), (4, 700, 12_000), (5, 6_000, 30_000)] {
        std::println!("seed {seed}, {keys} keys");
        with_vm(1 << 20, |vm| {
            let dict = holder(vm, Kind::Dict);
            let mut model: Vec<(i32, i32)> = Vec::new();
            let mut random = Random(seed * 0x1234_5671);
            for step in 0..steps {
                let key = random.below(keys) as i32 * 37 - 500;
                // Phases of growing and of shrinking.
                let growing = step / (steps / 8) % 2 == 0;
                let place = model.iter().position(|&(k, _)| k == key);
                if random.below(10) < if growing { 8 } else { 3 } {
                    set_int(vm, dict, key, step);
                    match place {
                        Some(place) => model[place].1 = step,
                        None => model.push((key, step)),
                    }
                } else {
                    let removed = scoped(vm, |vm| {
                        let key = int(vm, key);
                        delete(vm, dict, key).expect("delete")
                    });
                    assert_eq!(removed, place.is_some());
                    if let Some(place) = place {
                        model.remove(place);
                    }
                }
                let probe = random.below(keys) as i32 * 37 - 500;
                let expected = model.iter().find(|&&(k, _)| k == probe).map(|&(_, value)| value);
                assert_eq!(get_int(vm, dict, probe), expected, "seed {seed}, step {step}");
                let m = vm.view();
                assert_eq!(len(m, m.object(m.get(dict)).expect("a holder")), model.len() as u32);
            }
            assert_eq!(pairs(vm, dict), model, "seed {seed}");
        });
    }
}

#[test]
fn names_and_equal_strings_are_the_same_key() {
    with_vm(1 << 16, |vm| {
        for kind in [Kind::Dict, Kind::Instance] {
            let dict = holder(vm, kind);
            let names: Vec<String> = (0..40).map(|number| std::format!("name{number}")).collect();
            for (number, name) in names.iter().enumerate() {
                scoped(vm, |vm| {
                    let name = vm.intern(name.as_bytes()).expect("interned");
                    // Names in RAM live as long as something refers to them.
                    vm.push(Word::qstr(name)).expect("room for a slot");
                    let value = int(vm, number as i32);
                    set_name(vm, dict, name, value).expect("set");
                });
            }
            for (number, name) in names.iter().enumerate() {
                let found = scoped(vm, |vm| {
                    let key = text(vm, name);
                    find(vm, dict, key).expect("find")
                });
                assert_eq!(found, Some(number as u32));
            }
            let name = vm.intern(b"name7").expect("interned");
            assert!(delete_name(vm, dict, name).expect("delete"));
            assert!(!delete_name(vm, dict, name).expect("delete"));
            let m = vm.view();
            let object = m.object(m.get(dict)).expect("a holder");
            assert_eq!(get_name(m, object, name), None);
            assert_eq!(len(m, object), 39);
        }
    });
}

#[test]
fn no_table_is_larger_than_the_reference_s() {
    let size = |kind: Kind, count: i32| {
        with_vm(1 << 17, |vm| {
            vm.collect();
            let before = vm.allocated();
            let dict = holder(vm, kind);
            for number in 0..count {
                scoped(vm, |vm| {
                    let key = int(vm, number);
                    insert(vm, dict, key, (kind == Kind::Dict).then_some(key)).expect("insert");
                });
            }
            vm.collect();
            vm.allocated() - before
        })
    };
    for (kind, count, limit) in [
        (Kind::Dict, 0, 16),
        (Kind::Dict, 1, 32),
        (Kind::Dict, 4, 48),
        (Kind::Dict, 8, 80),
        (Kind::Dict, 1000, 9_792),
        (Kind::Set, 1, 32),
    ] {
        let bytes = size(kind, count);
        assert!(bytes <= limit, "{kind:?} of {count}: {bytes} bytes");
        std::println!("{kind:?} of {count}: {bytes} bytes");
    }
}

#[test]
fn a_copy_is_independent() {
    with_vm(1 << 16, |vm| {
        for count in [3, 100] {
            let (from, to) = (holder(vm, Kind::Dict), holder(vm, Kind::Dict));
            for number in 0..count {
                set_int(vm, from, number, number);
            }
            copy(vm, from, to).expect("copy");
            set_int(vm, to, 1, -1);
            set_int(vm, to, 1000, 0);
            assert_eq!((get_int(vm, from, 1), get_int(vm, to, 1)), (Some(1), Some(-1)));
            assert_eq!((get_int(vm, from, 1000), get_int(vm, to, 1000)), (None, Some(0)));
            assert_eq!(get_int(vm, to, count - 1), Some(count - 1));
        }
    });
}

#[test]
fn a_table_in_rom_is_copied_before_it_is_written() {
    for count in [4, 8, 50] {
        with_vm(1 << 16, |vm| {
            let frozen = holder(vm, Kind::Dict);
            for number in 0..count {
                set_int(vm, frozen, number, number);
            }
            // What is below the start of the heap is ROM to the machine.
            vm.heap.start = vm.heap.top.get();
            let frozen_pairs = pairs(vm, frozen);
            let shared = |vm: &mut Vm| {
                let dict = holder(vm, Kind::Dict);
                let m = vm.view();
                if let (Some(dict), Some(frozen)) = (m.object(m.get(dict)), m.object(m.get(frozen))) {
                    m.set_field(dict, 0, m.field(frozen, 0));
                    m.set_length(dict, m.length(frozen));
                }
                dict
            };
            let changed = shared(vm);
            set_int(vm, changed, 2, -2);
            assert_eq!((get_int(vm, changed, 2), get_int(vm, changed, count - 1)), (Some(-2), Some(count - 1)));
            let grown = shared(vm);
            set_int(vm, grown, 1000, 1);
            assert_eq!((get_int(vm, grown, 1000), get_int(vm, grown, 0)), (Some(1), Some(0)));
            let shrunk = shared(vm);
            let removed = scoped(vm, |vm| {
                let key = int(vm, 0);
                delete(vm, shrunk, key).expect("delete")
            });
            assert!(removed);
            assert_eq!((get_int(vm, shrunk, 0), get_int(vm, shrunk, 1)), (None, Some(1)));
            assert_eq!(pairs(vm, frozen), frozen_pairs);
        });
    }
}

//! Lists against a model, and what they weigh.

use std::vec::Vec;

use super::*;
use crate::testing::with_vm;
use crate::types::slice::Bounds;

fn push_all(vm: &mut Vm, list: Slot, numbers: impl IntoIterator<Item = i32>) {
    for number in numbers {
        scoped(vm, |vm| {
            let value = vm.push(Word::small(number)).expect("a slot");
            append_slot(vm, list, value).expect("append");
        });
    }
}

fn new_list(vm: &mut Vm, numbers: impl IntoIterator<Item = i32>) -> Slot {
    let list = make(vm, 0).expect("a list");
    push_all(vm, list, numbers);
    list
}

fn numbers(vm: &Vm, list: Slot) -> Vec<i32> {
    let m = vm.view();
    let value = m.get(list);
    (0..len(m, value)).filter_map(|index| item(m, value, index)).filter_map(Value::as_int).collect()
}

/// Calls a method of the list with ints for arguments.
fn call(vm: &mut Vm, list: Slot, name: mpy_format::qstr::Qstr, arguments: &[i32]) -> Result<Option<i32>, Raised> {
    scoped(vm, |vm| {
        let first = vm.push_slot(list)?;
        for &argument in arguments {
            vm.push(Word::small(argument))?;
        }
        let method = METHODS.iter().find(|method| method.name == name).expect("a method");
        let ret = (method.function)(vm, Args::new(first, arguments.len() as u32 + 1, 0))?;
        vm.keep(ret, first);
        Ok(vm.view().get(first).as_int())
    })
}

#[test]
fn methods_do_what_the_model_does() {
    for seed in [7u32, 1001, 77_777] {
        std::println!("seed {seed}");
        let mut state = seed;
        let mut below = |limit: u32| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state % limit
        };
        with_vm(1 << 18, |vm| {
            let list = new_list(vm, []);
            let mut model: Vec<i32> = Vec::new();
            for step in 0..2_000 {
                let length = model.len() as u32;
                let at = below(length + 1);
                match below(8) {
                    0..=2 => {
                        call(vm, list, q!(append), &[step]).expect("append");
                        model.push(step);
                    }
                    3 => {
                        call(vm, list, q!(insert), &[at as i32, step]).expect("insert");
                        model.insert(at as usize, step);
                    }
                    4 if length > 0 => {
                        let at = below(length) as usize;
                        let popped = call(vm, list, q!(pop), &[at as i32 - length as i32]).expect("pop");
                        assert_eq!(popped, Some(model.remove(at)));
                    }
                    5 => {
                        let stop = (at + below(5)).min(length);
                        let added: Vec<i32> = (0..below(6)).map(|index| step * 10 + index as i32).collect();
                        scoped(vm, |vm| {
                            let source = new_list(vm, added.iter().copied());
                            splice(vm, list, at, stop, source).expect("splice");
                        });
                        model.splice(at as usize..stop as usize, added);
                    }
                    6 if length < 200 => {
                        let stop = (at + below(4)).min(length);
                        splice(vm, list, at, stop, list).expect("splice");
                        let copy = model.clone();
                        model.splice(at as usize..stop as usize, copy);
                    }
                    _ => {
                        call(vm, list, q!(reverse), &[]).expect("reverse");
                        model.reverse();
                        let wanted = model.get(at as usize).copied().unwrap_or(-1);
                        let found = call(vm, list, q!(index), &[wanted]).ok().flatten();
                        assert_eq!(found, model.iter().position(|&number| number == wanted).map(|at| at as i32));
                    }
                }
                assert_eq!(numbers(vm, list), model, "seed {seed}, step {step}");
            }
        });
    }
}

#[test]
fn sorting_is_sorting() {
    with_vm(1 << 17, |vm| {
        for (count, factor) in [(0, 1), (1, 1), (2, -1), (3, 7), (8, -1), (9, 5), (100, 37), (1000, 389), (1000, 1)] {
            for is_reverse in [false, true] {
                let mut model: Vec<i32> = (0..count).map(|number| number * factor % 101).collect();
                scoped(vm, |vm| {
                    let list = new_list(vm, model.iter().copied());
                    sort::sort(vm, list, None, is_reverse).expect("sorted");
                    model.sort();
                    if is_reverse {
                        model.reverse();
                    }
                    assert_eq!(numbers(vm, list), model);
                });
            }
        }
    });
}

#[test]
fn what_cannot_be_compared_leaves_a_permutation() {
    with_vm(1 << 16, |vm| {
        let list = new_list(vm, [5, 3, 9, 1]);
        let none = vm.push(Word::NONE).expect("a slot");
        append_slot(vm, list, none).expect("append");
        push_all(vm, list, [4, 2]);
        assert!(sort::sort(vm, list, None, false).is_err());
        let mut left = numbers(vm, list);
        left.sort();
        let m = vm.view();
        assert_eq!((left, len(m, m.get(list))), (std::vec![1, 2, 3, 4, 5, 9], 7));
    });
}

#[test]
fn no_list_is_larger_than_the_reference_s() {
    for (count, limit) in [(0, 32), (4, 32), (8, 48), (1000, 4_080)] {
        let bytes = with_vm(1 << 16, |vm| {
            vm.collect();
            let before = vm.allocated();
            new_list(vm, 0..count);
            vm.collect();
            vm.allocated() - before
        });
        std::println!("list of {count}: {bytes} bytes");
        assert!(bytes <= limit, "list of {count}: {bytes} bytes");
    }
}

#[test]
fn slices_count_their_items() {
    for (start, stop, step) in [(0, 5, 1), (0, 5, 2), (4, -1, -1), (4, -1, -2), (3, 3, 1), (5, 2, 3), (1, 4, 7)] {
        let bounds = Bounds { start, stop, step };
        let mut indices = Vec::new();
        let mut index = start;
        while if step > 0 { index < stop } else { index > stop } {
            indices.push(index as u32);
            index += step;
        }
        let counted: Vec<u32> = (0..bounds.count()).map(|number| bounds.index(number)).collect();
        assert_eq!(counted, indices, "{bounds:?}");
    }
}

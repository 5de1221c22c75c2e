//! Iterating over everything that the VM has, also while it changes.

use std::vec::Vec;

use super::*;
use crate::testing::with_vm;
use crate::types::{Args, dict};

fn ints(vm: &mut Vm, numbers: impl IntoIterator<Item = i32>) -> Slot {
    let list = list::make(vm, 0).expect("a list");
    for number in numbers {
        storage::scoped(vm, |vm| {
            let item = vm.push(Word::small(number)).expect("a slot");
            list::append_slot(vm, list, item).expect("append");
        });
    }
    list
}

/// Calls the type with what is in the slots.
fn make(vm: &mut Vm, type_: Type, arguments: &[Slot]) -> Slot {
    let result = vm.slot().expect("a slot");
    let first = vm.push(Word::type_(type_ as u16)).expect("a slot");
    for &argument in arguments {
        vm.push_slot(argument).expect("a slot");
    }
    let new = type_.info().new.expect("a constructor");
    let ret = new(vm, Args::new(first, arguments.len() as u32 + 1, 0)).expect("made");
    vm.keep(ret, result);
    result
}

/// What iterating gives: ints as they are, tuples as their items one after the other.
fn all(vm: &mut Vm, iterable: Slot) -> Vec<i32> {
    let mut found = Vec::new();
    for_each(vm, iterable, &mut |vm, item| {
        let m = vm.view();
        match m.as_tuple(m.get(item)) {
            Some(items) => found.extend(items.iter().filter_map(|item| item.as_int())),
            None => found.extend(m.get(item).as_int()),
        }
        Ok(true)
    })
    .expect("iterated");
    found
}

#[test]
fn everything_iterable_gives_its_items() {
    with_vm(1 << 16, |vm| {
        let list = ints(vm, [5, 6, 7]);
        let tuple = make(vm, Type::Tuple, &[list]);
        let set = make(vm, Type::Set, &[list]);
        let frozenset = make(vm, Type::FrozenSet, &[list]);
        for iterable in [list, tuple, set, frozenset] {
            assert_eq!(all(vm, iterable), [5, 6, 7]);
        }
        let zip = make(vm, Type::Zip, &[list, tuple, set]);
        assert_eq!(all(vm, zip), [5, 5, 5, 6, 6, 6, 7, 7, 7]);
        assert_eq!(all(vm, zip), [0; 0], "an iterator at its end stays there");
        let enumerate = make(vm, Type::Enumerate, &[tuple]);
        assert_eq!(all(vm, enumerate), [0, 5, 1, 6, 2, 7]);
        let [two, eleven, minus] = [2, 11, -4].map(|number| vm.push(Word::small(number)).expect("a slot"));
        let up = make(vm, Type::Range, &[two, eleven, two]);
        assert_eq!(all(vm, up), [2, 4, 6, 8, 10]);
        let down = make(vm, Type::Range, &[eleven, two, minus]);
        assert_eq!(all(vm, down), [11, 7, 3]);
        let bytes = vm.slot().expect("a slot");
        let m = vm.reserve(bytes_size(3)).expect("room");
        m.set(bytes, m.bytes_object(&[1, 2, 255]));
        assert_eq!(all(vm, bytes), [1, 2, 255]);
    });
}

#[test]
fn text_is_iterated_by_character() {
    with_vm(1 << 14, |vm| {
        let text = vm.slot().expect("a slot");
        let m = vm.reserve(bytes_size(9)).expect("room");
        m.set(text, m.str("aé€b".as_bytes()));
        let mut lengths = Vec::new();
        for_each(vm, text, &mut |vm, item| {
            let m = vm.view();
            lengths.push(m.as_str(m.get(item)).map_or(0, <[u8]>::len));
            Ok(true)
        })
        .expect("iterated");
        assert_eq!(lengths, [1, 2, 3, 1]);
    });
}

#[test]
fn a_dict_can_lose_entries_while_it_is_iterated() {
    with_vm(1 << 16, |vm| {
        for count in [3, 8, 40] {
            let dict = dict::make(vm).expect("a dict");
            let list = ints(vm, 0..count);
            for_each(vm, list, &mut |vm, item| table::set(vm, dict, item, item).map(|()| true)).expect("filled");
            let mut visited = Vec::new();
            for_each(vm, dict, &mut |vm, key| {
                visited.extend(vm.view().get(key).as_int());
                assert!(table::delete(vm, dict, key)?);
                Ok(true)
            })
            .expect("iterated");
            assert_eq!(visited, (0..count).collect::<Vec<_>>());
            let m = vm.view();
            assert_eq!(m.object(m.get(dict)).map(|dict| table::len(m, dict)), Some(0));
        }
    });
}

#[test]
fn a_loop_that_adds_to_its_dict_ends() {
    with_vm(1 << 16, |vm| {
        for count in [3, 20] {
            let dict = dict::make(vm).expect("a dict");
            let list = ints(vm, 0..count);
            for_each(vm, list, &mut |vm, item| table::set(vm, dict, item, item).map(|()| true)).expect("filled");
            for_each(vm, dict, &mut |vm, key| {
                let m = vm.view();
                m.set(key, Value::small(m.get(key).as_int().unwrap_or(0) + 100));
                table::set(vm, dict, key, key).map(|()| true)
            })
            .expect("iterated");
            let m = vm.view();
            assert_eq!(m.object(m.get(dict)).map(|dict| table::len(m, dict)), Some(2 * count as u32));
        }
    });
}

#[test]
fn a_list_can_change_while_it_is_iterated() {
    with_vm(1 << 16, |vm| {
        let list = ints(vm, 0..10);
        let mut visited = 0;
        for_each(vm, list, &mut |vm, _| {
            visited += 1;
            list::remove_range(vm, list, 0, 1)?;
            Ok(true)
        })
        .expect("iterated");
        assert_eq!(visited, 5);
        let list = ints(vm, 0..3);
        let mut visited = 0;
        for_each(vm, list, &mut |vm, item| {
            visited += 1;
            list::append_slot(vm, list, item)?;
            Ok(visited < 100)
        })
        .expect("iterated");
        assert_eq!(visited, 100);
    });
}

#[test]
fn iterators_of_iterators_end_in_an_error_not_in_a_crash() {
    with_vm(1 << 18, |vm| {
        let mut iterator = ints(vm, 0..3);
        for _ in 0..1_000 {
            iterator = make(vm, Type::Enumerate, &[iterator]);
        }
        let item = vm.push_slot(iterator).expect("a slot");
        let raised = op_next(vm, item).expect_err("too deep");
        assert!(vm.raised_is(&raised, Type::RuntimeError));
    });
}

//! The heap keeps what is reachable, in order, whatever moves.

use super::*;
use crate::testing::with_vm;

#[test]
fn a_linked_list_survives_moves() {
    with_vm(4096, |vm| {
        let (list, junk) = (vm.slot().expect("room"), vm.slot().expect("room"));
        for count in 0..2000 {
            let m = vm.reserve(words_size(2) + words_size(5)).expect("room");
            m.set(junk, m.tuple(&[Value::small(7); 5]));
            let rest = if count % 10 == 0 { Value::NONE } else { m.get(list) };
            m.set(list, m.tuple(&[Value::small(count), rest]));
            let m = vm.view();
            let (mut node, mut expected) = (m.get(list), count);
            while let Some(items) = m.as_tuple(node) {
                assert_eq!(items[0].as_int(), Some(expected));
                (node, expected) = (items[1], expected - 1);
            }
        }
        assert!(vm.collections() > 10);
        assert!(vm.reserve(4096).is_err());
    });
}

#[test]
fn marking_needs_no_room() {
    with_vm(4096, |vm| {
        // A tree that is wider and deeper than the gap that is left for the mark stack.
        let tree = vm.slot().expect("room");
        vm.view().set(tree, Value::NONE);
        let mut nodes = 0;
        while let Ok(m) = vm.reserve(words_size(3)) {
            let leaf = m.get(tree);
            m.set(tree, m.tuple(&[Value::small(nodes), leaf, leaf]));
            nodes += 1;
        }
        let before = vm.allocated();
        vm.collect();
        assert_eq!(vm.allocated(), before);
        let m = vm.view();
        let mut node = m.get(tree);
        while let Some(items) = m.as_tuple(node) {
            nodes -= 1;
            assert_eq!(items[0].as_int(), Some(nodes));
            node = items[2];
        }
        assert_eq!(nodes, 0);
    });
}

#[test]
fn interned_strings_are_found_again_and_given_back() {
    with_vm(8192, |vm| {
        let keep = vm.slot().expect("room");
        let name = vm.intern(b"not_a_builtin_name").expect("room");
        vm.view().set(keep, Value::qstr(name));
        for round in 0..100u8 {
            let _ = vm.intern(&[b'_', b'a' + round % 26, b'0' + round / 26]).expect("room");
        }
        vm.collect();
        assert_eq!(vm.intern(b"not_a_builtin_name").expect("room"), name);
        assert_eq!(vm.view().qstr_text(name), b"not_a_builtin_name");
        let before = vm.allocated();
        for round in 0..100u8 {
            let _ = vm.intern(&[b'_', b'a' + round % 26, b'0' + round / 26]).expect("room");
        }
        vm.view().set(keep, Value::NONE);
        vm.collect();
        assert!(vm.allocated() < before + 64, "dead names are collected");
    });
}

#[test]
fn identity_stays_with_its_object() {
    with_vm(8192, |vm| {
        let (first, second) = (vm.slot().expect("room"), vm.slot().expect("room"));
        let m = vm.reserve(2 * words_size(1)).expect("room");
        m.set(first, m.tuple(&[Value::small(1)]));
        m.set(second, m.tuple(&[Value::small(2)]));
        let two = vm.identity(second).expect("room");
        let one = vm.identity(first).expect("room");
        assert_ne!(one, two);
        for _ in 0..3 {
            vm.collect();
            assert_eq!((vm.identity(first).expect("room"), vm.identity(second).expect("room")), (one, two));
        }
    });
}

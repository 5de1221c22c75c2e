//! Sets against the standard library's.

use std::collections::BTreeSet;

use mpy_format::operator::BinaryOp;

use super::*;
use crate::ops::container::{compare_sequences, equal_containers};
use crate::testing::with_vm;
use crate::types::storage::scoped;

fn new_set(vm: &mut Vm, kind: Kind, numbers: &BTreeSet<i32>) -> Slot {
    let set = make(vm, kind).expect("a set");
    for &number in numbers {
        scoped(vm, |vm| {
            let item = vm.push(Word::small(number)).expect("a slot");
            assert!(table::add(vm, set, item).expect("added"));
            assert!(!table::add(vm, set, item).expect("added"));
        });
    }
    set
}

fn numbers(vm: &Vm, set: Slot) -> BTreeSet<i32> {
    let m = vm.view();
    let set = m.object(m.get(set)).expect("a set");
    (0..m.length(set)).filter_map(|entry| table::entry(m, set, entry)).filter_map(|(key, _)| key.as_int()).collect()
}

#[test]
fn operators_do_what_the_model_does() {
    let samples: [BTreeSet<i32>; 5] =
        [BTreeSet::new(), (0..3).collect(), (2..9).collect(), (0..40).collect(), (30..70).step_by(3).collect()];
    with_vm(1 << 18, |vm| {
        for left in &samples {
            for right in &samples {
                for (op, expected) in [
                    (BinaryOp::Or, left | right),
                    (BinaryOp::And, left & right),
                    (BinaryOp::Subtract, left - right),
                    (BinaryOp::Xor, left ^ right),
                    (BinaryOp::InplaceOr, left | right),
                    (BinaryOp::InplaceAnd, left & right),
                    (BinaryOp::InplaceSubtract, left - right),
                    (BinaryOp::InplaceXor, left ^ right),
                ] {
                    scoped(vm, |vm| {
                        let (a, b) = (new_set(vm, Kind::Set, left), new_set(vm, Kind::FrozenSet, right));
                        let result = vm.slot().expect("a slot");
                        let ret = binary(vm, op, a, b).expect("sets").expect("no error");
                        vm.keep(ret, result);
                        assert_eq!(numbers(vm, result), expected, "{op:?}");
                        let m = vm.view();
                        let is_in_place = m.get(result) == m.get(a);
                        assert_eq!(is_in_place, op as u8 <= BinaryOp::InplacePower as u8, "{op:?}");
                        assert_eq!(numbers(vm, b), *right);
                    });
                }
                for (op, expected) in [
                    (BinaryOp::LessEqual, left.is_subset(right)),
                    (BinaryOp::Less, left.is_subset(right) && left != right),
                    (BinaryOp::MoreEqual, left.is_superset(right)),
                    (BinaryOp::More, left.is_superset(right) && left != right),
                ] {
                    scoped(vm, |vm| {
                        let (a, b) = (new_set(vm, Kind::Set, left), new_set(vm, Kind::FrozenSet, right));
                        let answer = compare_sequences(vm, op, a, b).expect("sets").expect("no error");
                        assert_eq!(answer, expected, "{left:?} {op:?} {right:?}");
                        let is_equal = equal_containers(vm, a, b).expect("sets").expect("no error");
                        assert_eq!(is_equal, left == right);
                    });
                }
            }
        }
    });
}

#[test]
fn a_set_combined_with_itself_is_sound() {
    with_vm(1 << 16, |vm| {
        let sample: BTreeSet<i32> = (0..30).collect();
        let set = new_set(vm, Kind::Set, &sample);
        remove_all(vm, set, set).expect("removed");
        assert_eq!(numbers(vm, set), BTreeSet::new());
        let set = new_set(vm, Kind::Set, &sample);
        extend(vm, set, set).expect("extended");
        assert_eq!(numbers(vm, set), sample);
    });
}

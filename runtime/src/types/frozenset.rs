//! `frozenset`: a set without the methods that change it.

use super::{Args, Method, Res, set};
use crate::heap::layout::Kind;
use crate::q;
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    set::new_of(vm, Kind::FrozenSet, args)
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(__contains__), 2, set::contains),
    Method::fixed(q!(copy), 1, set::copy),
    Method::range(q!(difference), 1, Method::ANY, set::difference),
    Method::fixed(q!(intersection), 2, set::intersection),
    Method::fixed(q!(isdisjoint), 2, set::isdisjoint),
    Method::fixed(q!(issubset), 2, set::issubset),
    Method::fixed(q!(issuperset), 2, set::issuperset),
    Method::fixed(q!(symmetric_difference), 2, set::symmetric_difference),
    Method::fixed(q!(union), 2, set::union),
];

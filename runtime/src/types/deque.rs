//! `deque`: a ring of places, as many as its largest length and one more.
//!
//! ```text
//! items | . . a b c . |     first = 2, behind = 5
//! ```
//! One place at least is empty: where `first` and `behind` are the same, all are. Nothing is allocated after it was made.

use super::{Args, Builtin, Method, Res, Type, native_of, signature, slice};
use crate::exception::Raised;
use crate::heap::layout::{Kind, MAX_LENGTH, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::ops::iter::for_each;
use crate::ops::number::op_index;
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

/// Bit of the flags that a program gives: what does not fit is an error.
const CHECKS: i32 = 1;

/// A deque that is being used; `first` and `behind` are what its object says once they are stored.
#[derive(Clone, Copy)]
struct Ring<'m> {
    m: Mutator<'m>,
    deque: Object<'m>,
    items: Object<'m>,
    first: u32,
    behind: u32,
    checks: bool,
}

impl<'m> Ring<'m> {
    fn of(m: Mutator<'m>, value: Value<'m>) -> Option<Ring<'m>> {
        let deque = m.object_of(native_of(m, value), Kind::Deque)?;
        let items = m.object(m.field(deque, 0))?;
        let packed = m.field(deque, 1).word().to_int() as u32;
        Some(Ring { m, deque, items, first: m.length(deque), behind: packed >> 1, checks: packed & 1 != 0 })
    }

    fn store(self) {
        self.m.set_length(self.deque, self.first);
        self.m.set_field(self.deque, 1, packed(self.behind, self.checks));
    }

    fn room(self) -> u32 {
        self.m.refs(self.items)
    }

    fn len(self) -> u32 {
        if self.behind >= self.first { self.behind - self.first } else { self.behind + self.room() - self.first }
    }

    /// The place after `place`.
    fn after(self, place: u32) -> u32 {
        if place + 1 == self.room() { 0 } else { place + 1 }
    }

    /// The place before `place`.
    fn before(self, place: u32) -> u32 {
        if place == 0 { self.room() - 1 } else { place - 1 }
    }

    /// The place of item `index`, which is there.
    fn place(self, index: u32) -> u32 {
        let place = self.first + index;
        if place >= self.room() { place - self.room() } else { place }
    }

    /// Takes what is at `place` away.
    fn take(self, place: u32) -> Value<'m> {
        let item = self.m.field(self.items, place);
        self.m.set_field(self.items, place, Value::NULL);
        item
    }
}

/// Field 1 of a deque.
fn packed<'m>(behind: u32, checks: bool) -> Value<'m> {
    Value::small((behind << 1 | u32::from(checks)) as i32)
}

/// How many items a deque has.
pub(crate) fn len<'m>(m: Mutator<'m>, deque: Value<'m>) -> u32 {
    Ring::of(m, deque).map_or(0, Ring::len)
}

/// The place of the first item, for an iterator.
pub(crate) fn first_place<'m>(m: Mutator<'m>, deque: Value<'m>) -> u32 {
    Ring::of(m, deque).map_or(0, |ring| ring.first)
}

/// The item at `place`, for an iterator that came there, and the place after it. `None` behind the last item, and for a
/// place whose item was taken meanwhile.
pub(crate) fn next<'m>(m: Mutator<'m>, deque: Value<'m>, place: u32) -> Option<(Value<'m>, u32)> {
    let ring = Ring::of(m, deque).filter(|ring| place != ring.behind)?;
    let item = m.field(ring.items, place);
    (!item.is_null()).then(|| (item, ring.after(place)))
}

/// `deque[index]`.
///
/// # Errors
/// As [`slice::index`].
pub(crate) fn load(vm: &mut Vm, deque: Slot, index: Slot) -> Res {
    let m = vm.view();
    let length = len(m, m.get(deque));
    let index = slice::index(vm, Type::Deque, length, index)?;
    let m = vm.view();
    Ok(m.ret(Ring::of(m, m.get(deque)).map_or(Value::NONE, |ring| m.field(ring.items, ring.place(index)))))
}

/// `deque[index] = value`.
///
/// # Errors
/// As [`slice::index`].
pub(crate) fn store(vm: &mut Vm, deque: Slot, index: Slot, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let length = len(m, m.get(deque));
    let index = slice::index(vm, Type::Deque, length, index)?;
    let m = vm.view();
    if let Some(ring) = Ring::of(m, m.get(deque)) {
        m.set_field(ring.items, ring.place(index), m.get(value));
    }
    Ok(())
}

/// Appends what is in `item`; the first item makes room for it if that is needed.
fn push(vm: &mut Vm, deque: Slot, item: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let Some(mut ring) = Ring::of(m, m.get(deque)) else { return Ok(()) };
    let (place, behind) = (ring.behind, ring.after(ring.behind));
    if behind == ring.first {
        if ring.checks {
            return Err(raise_full(vm));
        }
        if ring.room() == 1 {
            return Ok(());
        }
        let _ = ring.take(ring.first);
        ring.first = ring.after(ring.first);
    }
    m.set_field(ring.items, place, m.get(item));
    ring.behind = behind;
    ring.store();
    Ok(())
}

#[cold]
fn raise_full(vm: &mut Vm) -> Raised {
    vm.raise(Type::IndexError, "full")
}

fn append(vm: &mut Vm, args: Args) -> Res {
    push(vm, args.slot(0), args.slot(1))?;
    Ok(vm.ret_none())
}

fn appendleft(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let Some(mut ring) = Ring::of(m, m.get(args.slot(0))) else { return Ok(vm.ret_none()) };
    let first = ring.before(ring.first);
    if first == ring.behind {
        if ring.checks {
            return Err(raise_full(vm));
        }
        if ring.room() == 1 {
            return Ok(vm.ret_none());
        }
        ring.behind = ring.before(ring.behind);
        let _ = ring.take(ring.behind);
    }
    m.set_field(ring.items, first, m.get(args.slot(1)));
    ring.first = first;
    ring.store();
    Ok(vm.ret_none())
}

fn extend(vm: &mut Vm, args: Args) -> Res {
    let deque = args.slot(0);
    for_each(vm, args.slot(1), &mut |vm, item| push(vm, deque, item).map(|()| true))?;
    Ok(vm.ret_none())
}

/// Takes an item away at one end.
fn take_end(vm: &mut Vm, deque: Slot, is_first: bool) -> Res {
    let m = vm.view();
    let ring = Ring::of(m, m.get(deque)).filter(|ring| ring.first != ring.behind);
    let Some(mut ring) = ring else { return Err(vm.raise(Type::IndexError, "empty")) };
    let place = if is_first { ring.first } else { ring.before(ring.behind) };
    if is_first {
        ring.first = ring.after(place);
    } else {
        ring.behind = place;
    }
    ring.store();
    Ok(m.ret(ring.take(place)))
}

fn pop(vm: &mut Vm, args: Args) -> Res {
    take_end(vm, args.slot(0), false)
}

fn popleft(vm: &mut Vm, args: Args) -> Res {
    take_end(vm, args.slot(0), true)
}

/// `deque(iterable, maxlen)`, `deque(iterable, maxlen, flags)`.
fn new(vm: &mut Vm, args: Args) -> Res {
    signature::positional(vm, args, 2, 3)?;
    let length = op_index(vm, args.slot(2))?;
    if length < 0 {
        return Err(vm.raise_bare(Type::ValueError));
    }
    let room = length as u32 + 1;
    if room > MAX_LENGTH / 2 {
        return Err(vm.raise_memory_error(room.saturating_mul(4)));
    }
    let flags = match args.get(3) {
        Some(flags) => op_index(vm, flags)?,
        None => 0,
    };
    let deque = vm.slot()?;
    let m = vm.reserve(words_size(room) + words_size(2))?;
    let items = m.alloc_filled(Kind::Items, room, Value::NULL).value();
    m.set(deque, m.alloc(Kind::Deque, 0, &[items, packed(0, flags & CHECKS != 0)]).value());
    for_each(vm, args.slot(1), &mut |vm, item| push(vm, deque, item).map(|()| true))?;
    Ok(vm.ret_slot(deque))
}

/// Makes one.
pub(super) const NEW: Option<Builtin> = Some(new);

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::fixed(q!(append), 2, append),
    Method::fixed(q!(appendleft), 2, appendleft),
    Method::fixed(q!(extend), 2, extend),
    Method::fixed(q!(pop), 1, pop),
    Method::fixed(q!(popleft), 1, popleft),
];

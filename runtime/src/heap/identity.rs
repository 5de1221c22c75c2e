//! Identity of objects that move: a number given out when it is first asked for.
//!
//! The table holds pairs (object, number) sorted by the object's address; collections slide objects without changing
//! their order, so the table stays sorted. It does not keep its objects alive.

use super::layout::{Kind, words_size};
use super::{Mutator, Object, Root, Slot};
use crate::exception::Raised;
use crate::value::Value;
use crate::vm::Vm;

/// Entries of the table before `address`, and the number there if it is `address`'s.
fn locate(m: Mutator<'_>, table: Object<'_>, address: u32) -> (u32, Option<i32>) {
    for pair in 0..m.refs(table) / 2 {
        if let Some(object) = m.object(m.field(table, pair * 2)) {
            if object.address() == address {
                return (pair, m.field(table, pair * 2 + 1).as_int());
            }
            if object.address() > address {
                return (pair, None);
            }
        }
    }
    (m.refs(table) / 2, None)
}

impl Vm {
    /// A number that no other living object has, and that stays with this one.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn identity(&mut self, slot: Slot) -> Result<i32, Raised> {
        let m = self.view();
        let value = m.get(slot);
        let Some(object) = m.object(value) else { return Ok((value.word().bits() >> 1) as i32) };
        if !m.is_ram(object) {
            return Ok((object.address() >> 1) as i32);
        }
        if let Some(table) = m.object(m.root(Root::Identities))
            && let (_, Some(number)) = locate(m, table, object.address())
        {
            return Ok(number);
        }
        let pairs = m.object(m.root(Root::Identities)).map_or(0, |table| m.refs(table) / 2);
        self.identities += 1;
        let number = (self.heap.start >> 1) as i32 + 2 * self.identities as i32;
        let m = self.reserve(words_size(pairs * 2 + 2))?;
        let Some(object) = m.object(m.get(slot)) else { return Ok(number) };
        let previous = m.object(m.root(Root::Identities));
        // Dead pairs are left out of the copy.
        let alive = |pair: u32| previous.is_some_and(|table| !m.field(table, pair * 2).is_null());
        let (before, count) = (0..pairs).filter(|&pair| alive(pair)).fold((0, 0), |(before, count), pair| {
            let smaller = previous
                .and_then(|table| m.object(m.field(table, pair * 2)))
                .is_some_and(|other| other.address() < object.address());
            (before + u32::from(smaller), count + 1)
        });
        let table = m.alloc_filled(Kind::Weak, count * 2 + 2, Value::NULL);
        let mut to = 0;
        for pair in (0..pairs).filter(|&pair| alive(pair)) {
            let Some(previous) = previous else { break };
            to += u32::from(to == before);
            m.set_field(table, to * 2, m.field(previous, pair * 2));
            m.set_field(table, to * 2 + 1, m.field(previous, pair * 2 + 1));
            to += 1;
        }
        m.set_field(table, before * 2, object.value());
        m.set_field(table, before * 2 + 1, Value::small(number));
        m.set_root(Root::Identities, table.value());
        Ok(number)
    }
}

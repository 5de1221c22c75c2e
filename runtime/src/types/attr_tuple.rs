//! Tuples whose items also have names: `sys.implementation`.
//!
//! The names, a tuple of interned strings, stand behind the items, so that item `n` is field `n`.

use mpy_format::qstr::Qstr;

use crate::heap::layout::Kind;
use crate::heap::{Mutator, Object};
use crate::value::Value;

/// Items in one: the last field is the names.
pub(crate) fn len<'m>(m: Mutator<'m>, tuple: Object<'m>) -> u32 {
    m.length(tuple) - 1
}

/// The names.
fn names<'m>(m: Mutator<'m>, tuple: Object<'m>) -> &'m [Value<'m>] {
    m.as_tuple(m.field(tuple, len(m, tuple))).unwrap_or(&[])
}

/// The name of item `index`.
pub(crate) fn name<'m>(m: Mutator<'m>, tuple: Object<'m>, index: u32) -> Option<Qstr> {
    names(m, tuple).get(index as usize)?.word().as_qstr()
}

/// The item that has this name.
pub(crate) fn get<'m>(m: Mutator<'m>, tuple: Object<'m>, name: Qstr) -> Option<Value<'m>> {
    let index = names(m, tuple).iter().position(|&it| it == Value::qstr(name))?;
    Some(m.field(tuple, index as u32))
}

/// A new one, within what was reserved: an object of `items.len() + 1` words and a tuple of as many names as items.
pub(crate) fn make<'m>(m: Mutator<'m>, names: &[Qstr], items: &[Value<'m>]) -> Object<'m> {
    let count = items.len() as u32;
    assert!(names.len() == items.len());
    let names = m.tuple_from(count, |index| Value::qstr(names[index as usize]));
    m.alloc_from(Kind::AttrTuple, count + 1, |index| items.get(index as usize).copied().unwrap_or(names))
}

//! Tuples whose items also have names: `sys.implementation`, and what `namedtuple` makes.
//!
//! The names, a tuple of interned strings, or the class that has them, stand behind the items, so that item `n` is field `n`.

use mpy_format::qstr::Qstr;

use super::{Type, table};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Object};
use crate::value::{Value, Word};

/// Items in one: the last field is the names.
pub(crate) fn len<'m>(m: Mutator<'m>, tuple: Object<'m>) -> u32 {
    m.length(tuple) - 1
}

/// The key of a class under which the names of its instances' items are: it is no name.
pub(crate) const NAMES_KEY: Word = Word::small(0);

/// The names of the items of a class's instances.
pub(crate) fn names_of_class<'m>(m: Mutator<'m>, class: Value<'m>) -> &'m [Value<'m>] {
    let names = m.object_of(class, Kind::Class).and_then(|class| table::entry(m, class, 0));
    names.filter(|(key, _)| key.word() == NAMES_KEY).and_then(|(_, names)| m.as_tuple(names)).unwrap_or(&[])
}

/// The names.
fn names<'m>(m: Mutator<'m>, tuple: Object<'m>) -> &'m [Value<'m>] {
    let last = m.field(tuple, len(m, tuple));
    m.as_tuple(last).unwrap_or_else(|| names_of_class(m, last))
}

/// The class: `tuple`, or one that `namedtuple` made.
pub(crate) fn class<'m>(m: Mutator<'m>, tuple: Object<'m>) -> Value<'m> {
    let last = m.field(tuple, len(m, tuple));
    if m.kind_of(last) == Some(Kind::Class) { last } else { Value::type_(Type::Tuple as u16) }
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

//! `collections`.

use mpy_format::qstr::Qstr;

use super::Item;
use crate::q;
use crate::types::{Method, Type, named_tuple};
use crate::value::Word;

/// Its name.
pub(super) const NAME: Qstr = q!(collections);

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[Method::fixed(q!(namedtuple), 2, named_tuple::make_class)];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[
    (q!(OrderedDict), Item::Constant(Word::type_(Type::OrderedDict as u16))),
    (q!(deque), Item::Constant(Word::type_(Type::Deque as u16))),
];

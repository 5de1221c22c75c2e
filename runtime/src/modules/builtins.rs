//! `builtins`.

use mpy_format::qstr::Qstr;

use super::{Item, builtins_iter};
use crate::q;
use crate::types::{Method, takes};

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[
    Method::fixed(q!(all), 1, builtins_iter::all),
    Method::fixed(q!(any), 1, builtins_iter::any),
    Method::fixed(q!(iter), 1, builtins_iter::iter),
    Method::range(q!(max), 1, Method::ANY, builtins_iter::max).with(takes::KEYWORDS),
    Method::range(q!(min), 1, Method::ANY, builtins_iter::min).with(takes::KEYWORDS),
    Method::range(q!(next), 1, 2, builtins_iter::next),
    Method::range(q!(sorted), 1, Method::ANY, builtins_iter::sorted).with(takes::KEYWORDS),
    Method::range(q!(sum), 1, 2, builtins_iter::sum),
];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[];

//! `collections` where it is not built in: its number is a hole.

use mpy_format::qstr::Qstr;

use super::Item;
use crate::types::Method;

/// A module without a name is not found.
pub(super) const NAME: Qstr = Qstr::EMPTY;

/// None.
pub(super) const FUNCTIONS: &[Method] = &[];

/// None.
pub(super) const ITEMS: &[(Qstr, Item)] = &[];

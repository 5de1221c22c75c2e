//! `sys`.

use mpy_format::qstr::Qstr;

use super::Item;
use crate::types::Method;

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[];

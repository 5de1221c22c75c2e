//! `gc`.

use crate::types::Method;

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[];

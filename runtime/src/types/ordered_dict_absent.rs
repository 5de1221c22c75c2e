//! `OrderedDict` where `collections` is not built in: no program can name or make one.

use super::Builtin;

/// Programs cannot make one.
pub(super) const NEW: Option<Builtin> = None;

//! `generator`.

use super::Method;

/// The methods.
pub(super) const METHODS: &[Method] = &[];

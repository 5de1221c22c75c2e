//! `function`.


//! `none`.


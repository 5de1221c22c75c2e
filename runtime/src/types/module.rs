//! `module`.


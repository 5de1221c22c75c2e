//! `iterator`.


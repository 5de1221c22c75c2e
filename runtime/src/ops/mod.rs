//! Python's semantics, free of opcodes: what the loop does out of line, and builtins do too.
//!
//! Operands are slots, since most of these can call back into Python and so collect. Results are in
//! [`Root::Result`](crate::heap::Root::Result) ([`Ret`](crate::heap::Ret)) where they are values.

pub mod attr;
pub mod binary;
pub mod compare;
pub mod container;
pub mod contains;
pub mod hash;
pub mod iter;
pub mod number;
pub mod print;
pub mod special;
pub mod subscr;
pub mod truth;
pub mod unary;

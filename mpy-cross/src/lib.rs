//! Compiler from Python to MicroPython `.mpy` modules.
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ast;
pub mod emit;
pub mod lower;
pub mod scope;
pub mod source;

//! Compiler from Python to MicroPython `.mpy` modules.
//!
//! Text becomes tokens ([`lex`]), a tree ([`parse`], [`ast`], constants folded by [`fold`]), and code.
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ast;
pub mod diagnostic;
pub mod emit;
pub mod fold;
pub mod lex;
pub mod lower;
pub mod parse;
pub mod scope;
pub mod source;

//! Machine code: the buffer it grows in, and one assembler for each architecture.
//!
//! An assembler is functions, one for each format of instruction. They know encodings and nothing of Python. What
//! compiled functions look like is the business of [`crate::emit::native`].

pub mod arm;
mod code;
pub mod field;
pub mod rv32;
pub mod thumb;
pub mod x86;
pub mod xtensa;

pub use code::{Code, Pass, RangeError};

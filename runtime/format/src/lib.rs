//! Opcodes, interned strings and the `.mpy` container of MicroPython 1.28 (.mpy 6.3).
//!
//! Everything here knows bytes and nothing else: no execution, no heap, no file system. Without features the crate
//! needs no allocator; `alloc` adds the owned [`Module`], its writer and the disassembler.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

pub mod error;
pub mod mpy;
pub mod native;
pub mod op;
pub mod operand;
pub mod operator;
pub mod prelude;
pub mod qstr;
pub mod read;
pub mod verify;

#[cfg(feature = "alloc")]
pub mod disas;
#[cfg(feature = "alloc")]
pub mod module;
#[cfg(feature = "alloc")]
pub mod write;

pub use error::{DecodeError, ErrorKind};
#[cfg(feature = "alloc")]
pub use module::{Body, Constant, Module, QstrEntry, RawCode, Viper};
pub use mpy::{Arch, CodeKind, Header};
pub use op::{Op, Opcode};
pub use operator::{BinaryOp, UnaryOp};
pub use qstr::Qstr;

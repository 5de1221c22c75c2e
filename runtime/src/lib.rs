//! The virtual machine: runs MicroPython bytecode in one block of RAM.
//!
//! Not here: text of any kind (the compiler is behind [`port::Port::compile`]), addresses and pins (`boards/`).
//!
//! # Invariants
//! Unsafe code cites these by number.
//!
//! - **GC-1** At each `reserve` every live object is reachable from a root or from the VM stack.
//! - **GC-2** An object's header and fields are written before its address escapes; an address in a value is that of an
//!   object in RAM or ROM.
//! - **GC-3** Every word of the VM stack in use, and every reference field of an object, is a valid word: an immediate,
//!   "no value", or the address of an object.
//! - **VM-1** The instruction pointer is at the start of an instruction of verified bytecode.
//! - **VM-2** Local numbers are below the frame's locals, the operand stack stays between the frame's bottom and the depth
//!   that the verifier computed, and a frame was given room for both before it started.
//! - **ROM-1** Objects outside the RAM block are never marked, written or moved.
//! - **ROM-2** A ROM image was made by the freezer for this ABI and this address, and its bytecode was verified then.
#![no_std]

#[cfg(test)]
extern crate std;

pub mod exception;
#[cfg(feature = "load")]
pub mod file;
#[cfg(not(feature = "load"))]
#[path = "file_absent.rs"]
pub mod file;
pub mod heap;
pub mod import;
#[cfg(feature = "load")]
pub mod loader;
pub mod memory;
#[deny(unsafe_code)]
pub mod modules;
#[deny(unsafe_code)]
pub mod ops;
pub mod port;
#[deny(unsafe_code)]
pub mod qstr;
#[deny(unsafe_code)]
pub mod traceback;
#[deny(unsafe_code)]
pub mod types;
pub mod value;
pub mod vm;

pub use heap::rom;
pub use vm::Vm;
#[cfg(test)]
pub(crate) use vm::testing;

//! One board as data: `board.toml`, and what is made from it.
//!
//! A board's build script calls [`build_script`]; the freezer, the tests and the `board` command call
//! [`Board::load`] or [`Board::named`]. Nothing here knows a chip's registers.
#![forbid(unsafe_code)]

mod board;
mod emulator;
mod error;
mod linker;
#[cfg(feature = "cli")]
pub mod size;

pub use board::{Board, Emulator, Memory, Region, Uart};
pub use error::BoardError;
pub use linker::build_script;

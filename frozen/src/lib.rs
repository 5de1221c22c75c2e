//! The freezer: Python modules become a ROM image, and with a board's VM firmware.
//!
//! `app` names the modules, `compile` compiles them, `image` lays them out at the board's addresses, `link` puts the
//! image and the VM together and `out` writes the result. Files, arguments and messages are the command's alone
//! (`cli.rs`): everything here goes from bytes to bytes.
#![forbid(unsafe_code)]

pub mod app;
pub mod compile;
pub mod image;
pub mod link;
pub mod out;
pub mod report;
pub mod tool;
pub mod vm;

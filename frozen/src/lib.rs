//! The freezer: Python modules become a ROM image, and with a board's VM firmware.
#![forbid(unsafe_code)]

pub mod image;
pub mod link;
pub mod out;
pub mod vm;

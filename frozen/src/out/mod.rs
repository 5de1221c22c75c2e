//! Firmware as files: one format a module, bytes only.

pub mod bin;
pub mod elf;
pub mod hex;
pub mod uf2;

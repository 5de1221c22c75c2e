//! The board that is a process, as a library: a simulated memory map and a port, for the command and for tests.

pub mod map;
pub mod port;

//! The board that is a process, as a library: its port, for the command and for tests.
//! Its memory is `chip-host`.
#![forbid(unsafe_code)]

pub mod port;

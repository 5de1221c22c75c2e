//! The board that is a process.
fn main() {}

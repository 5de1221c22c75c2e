//! The `frozen` command.
fn main() {}

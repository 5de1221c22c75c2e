//! A value leaves the borrow that it was read in.
use mpy_runtime::value::Value;

fn misuse<'m>(value: Value<'m>) -> Value<'static> {
    value
}

fn main() {
    let _ = misuse;
}

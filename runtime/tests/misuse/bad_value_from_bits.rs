//! A word that was kept is turned back into a value without a claim that its object is still there.
use mpy_runtime::value::{Value, Word};

fn misuse<'m>(word: Word) -> Value<'m> {
    Value::from_word(word)
}

fn main() {
    let _ = misuse;
}

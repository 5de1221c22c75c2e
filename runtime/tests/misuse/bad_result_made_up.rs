//! A builtin says that it has a result without having put one in place.
use mpy_runtime::heap::Ret;

fn misuse() -> Ret {
    Ret(())
}

fn main() {
    let _ = misuse;
}

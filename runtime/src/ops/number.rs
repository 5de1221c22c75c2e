//! Numbers that builtins ask for.

use crate::exception::Raised;
use crate::heap::Slot;
use crate::types::Type;
use crate::vm::Vm;

/// The integer in `slot`, for an index, a count or a size: `int`, `bool`, or what has `__index__`/`__int__`.
///
/// # Errors
/// `TypeError: can't convert T to int`.
pub fn op_index(vm: &mut Vm, slot: Slot) -> Result<i32, Raised> {
    match vm.view().get(slot).as_int() {
        Some(number) => Ok(number),
        None => Err(vm.raise(Type::TypeError, "can't convert to int")),
    }
}

/// The result of integer arithmetic.
///
/// # Errors
/// `OverflowError: small int overflow` when it needs more than 31 bits and big integers are not built in.
pub fn make_int(vm: &mut Vm, number: i64) -> crate::types::Res {
    match i32::try_from(number).ok().and_then(crate::value::Word::int) {
        Some(word) => Ok(vm.ret(word)),
        None => Err(vm.raise(Type::OverflowError, "small int overflow")),
    }
}

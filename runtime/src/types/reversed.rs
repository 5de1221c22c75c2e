//! `reversed`.

use super::{Args, Res, signature};
use crate::heap::layout::{Kind, words_size};
use crate::ops::special::call_special;
use crate::ops::truth::op_len;
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::exactly(vm, args, 1)?;
    if let Some(ret) = call_special(vm, args.slot(1), q!(__reversed__), &[])? {
        return Ok(ret);
    }
    let length = op_len(vm, args.slot(1))?;
    let m = vm.reserve(words_size(2))?;
    Ok(m.ret(m.alloc(Kind::Reversed, 0, &[m.get(args.slot(1)), Value::small(length)])))
}

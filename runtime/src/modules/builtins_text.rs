//! The builtins that turn characters into numbers and back.

use crate::exception::Part;
use crate::ops::number::op_index;
use crate::types::text::{self, utf8};
use crate::types::{Args, Res, Type};
use crate::value::Word;
use crate::vm::Vm;

/// `chr(number)`.
pub(super) fn chr(vm: &mut Vm, args: Args) -> Res {
    let number = op_index(vm, args.slot(0))?;
    let code = number as u32;
    if code >= 0x11_0000 {
        return Err(vm.raise(Type::ValueError, "chr() arg not in range(0x110000)"));
    }
    let mut buffer = [0; 4];
    let bytes = utf8::encode(code, &mut buffer);
    let m = text::reserve(vm, bytes.len() as u32)?;
    Ok(m.ret(m.str(bytes)))
}

/// `ord(character)`, of a `str` or `bytes`.
pub(super) fn ord(vm: &mut Vm, args: Args) -> Res {
    text::check_text(vm, args.slot(0))?;
    let text = text::get(vm.view(), args.slot(0));
    let length = if text.is_str() { text.run.count_chars() } else { text.run.len() };
    if length != 1 {
        let parts = [
            Part::Text("ord() expected a character, but string of length "),
            Part::Int(length as i32),
            Part::Text(" found"),
        ];
        return Err(vm.raise_parts(Type::TypeError, &parts));
    }
    let code = if text.is_str() { utf8::decode(text.run, 0).0 } else { u32::from(text.run.at(0)) };
    Ok(vm.ret(Word::small(code as i32)))
}

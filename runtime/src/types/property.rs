//! `property`.

use super::{Args, Method, Res};
use crate::heap::layout::{Kind, words_size};
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

/// Field numbers of [`Kind::Property`].
pub(crate) mod field {
    /// The getter.
    pub const GET: u32 = 0;
    /// The setter.
    pub const SET: u32 = 1;
    /// The deleter.
    pub const DELETE: u32 = 2;
}

/// `property(fget, fset, fdel, doc)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    let keywords = [q!(fget), q!(fset), q!(fdel)].map(|name| args.find_keyword(vm, name));
    let m = vm.reserve(words_size(3))?;
    let accessor = |index: u32| {
        args.get(1 + index).or(keywords[index as usize]).map_or(Value::NONE, |slot| m.get(slot))
    };
    Ok(m.ret(m.alloc(Kind::Property, 0, &[accessor(0), accessor(1), accessor(2)])))
}

fn with_accessor(vm: &mut Vm, args: Args, field: u32) -> Res {
    let m = vm.reserve(words_size(3))?;
    let Some(property) = m.object(m.get(args.slot(0))) else { return Ok(vm.ret_none()) };
    let accessor = |index: u32| if index == field { m.get(args.slot(1)) } else { m.field(property, index) };
    Ok(m.ret(m.alloc(Kind::Property, 0, &[accessor(0), accessor(1), accessor(2)])))
}

fn getter(vm: &mut Vm, args: Args) -> Res {
    with_accessor(vm, args, field::GET)
}

fn setter(vm: &mut Vm, args: Args) -> Res {
    with_accessor(vm, args, field::SET)
}

fn deleter(vm: &mut Vm, args: Args) -> Res {
    with_accessor(vm, args, field::DELETE)
}

/// The methods.
pub(super) const METHODS: &[Method] =
    &[Method::fixed(q!(getter), 2, getter), Method::fixed(q!(setter), 2, setter), Method::fixed(q!(deleter), 2, deleter)];

//! `type`.

use super::{Args, Method, Res, Type};
use crate::vm::Vm;

/// Makes one.
pub(super) fn new(vm: &mut Vm, _args: Args) -> Res {
    Err(vm.raise(Type::NotImplementedError, "type"))
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

/// Whether a class has no builtin type behind it and no `__new__`: its instances are made by the loop.
pub(crate) fn is_plain(m: crate::heap::Mutator<'_>, class: crate::heap::Object<'_>) -> bool {
    let _ = (m, class);
    true
}

/// Looks `name` up in a class and its bases.
pub(crate) fn lookup<'m>(
    m: crate::heap::Mutator<'m>,
    class: crate::value::Value<'m>,
    name: mpy_format::qstr::Qstr,
) -> Option<crate::value::Value<'m>> {
    let object = m.object(class)?;
    super::table::get_name(m, object, name)
}

/// Calls a class that is not plain: argument 0 is the class.
pub(crate) fn instantiate(vm: &mut Vm, args: Args) -> Res {
    new(vm, args)
}

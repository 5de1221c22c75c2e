//! `super`: attributes as the bases of a class have them.

use mpy_format::qstr::Qstr;

use super::{Args, Res, Type, is_class, is_instance, is_subclass, signature, type_};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Root, Slot};
use crate::ops::attr;
use crate::value::Value;
use crate::vm::Vm;

/// `super(class, object)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::exactly(vm, args, 2)?;
    let m = vm.view();
    let (class, object) = (m.get(args.slot(1)), m.get(args.slot(2)));
    if !is_class(m, class) {
        return Err(vm.raise(Type::TypeError, "issubclass() arg 2 must be a class or a tuple of classes"));
    }
    if !is_instance(m, object, class) && !is_subclass(m, object, class) {
        return Err(vm.raise_bare(Type::TypeError));
    }
    let m = vm.reserve(words_size(2))?;
    Ok(m.ret(m.alloc(Kind::Super, 0, &[m.get(args.slot(1)), m.get(args.slot(2))])))
}

/// `super().name` for a call; as [`op_load_method`](attr::op_load_method) does: `object`'s slot keeps the `self` to pass,
/// or "no value".
pub(crate) fn load_method(vm: &mut Vm, class: Slot, object: Slot, name: Qstr) -> Res {
    let m = vm.view();
    let class = m.get(class);
    match type_::lookup_bases(m, class, name) {
        Some(member) => {
            m.set_root(Root::Callee, member);
            attr::bind(vm, object, name, attr::Wanted::Method)
        }
        None => Err(raise_no_attribute(vm, name)),
    }
}

/// `super_object.name`.
pub(crate) fn load_attr(vm: &mut Vm, object: Slot, name: Qstr, wanted: attr::Wanted) -> Res {
    let m = vm.view();
    let Some(super_) = m.object_of(m.get(object), Kind::Super) else { return Ok(vm.ret_none()) };
    let member = type_::lookup_bases(m, m.field(super_, 0), name);
    m.set_root(Root::Callee, member.unwrap_or(Value::NULL));
    let own = m.field(super_, 1);
    if member.is_none() {
        return Err(raise_no_attribute(vm, name));
    }
    m.set(object, own);
    attr::bind(vm, object, name, wanted)
}

#[cold]
fn raise_no_attribute(vm: &mut Vm, name: Qstr) -> Raised {
    let parts = [Part::Text("'super' object has no attribute '"), Part::Name(name), Part::Text("'")];
    vm.raise_parts(Type::AttributeError, &parts)
}

//! `object`: what all classes have.

use super::{Args, Method, Res, signature, takes, type_};
use crate::heap::layout::{Kind, words_size};
use crate::q;
use crate::vm::Vm;

/// `object()`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    signature::exactly(vm, args, 0)?;
    let m = vm.reserve(words_size(0))?;
    Ok(m.ret(m.alloc(Kind::Object, 0, &[])))
}

/// `object.__init__(self, …)`: of a class that derives from a builtin type, makes the builtin's object; of an exception,
/// sets the arguments.
fn init(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    match m.kind_of(m.get(args.slot(0))) {
        Some(Kind::InstanceNative) => {
            let instance = vm.push_slot(args.slot(0))?;
            type_::make_native(vm, instance, args)?;
        }
        Some(Kind::Exception) => {
            let count = args.count() - 1;
            let m = vm.reserve(words_size(count))?;
            let values = m.tuple_from(count, |index| m.get(args.slot(1 + index)));
            if let Some(exception) = m.object(m.get(args.slot(0))) {
                m.set_field(exception, crate::exception::field::ARGS, values);
            }
        }
        _ => {}
    }
    Ok(vm.ret_none())
}

/// `object.__new__(cls)`.
fn dunder_new(vm: &mut Vm, args: Args) -> Res {
    type_::make_instance(vm, args)
}

/// `object.__setattr__(self, name, value)`: the program's own is not asked.
fn setattr(vm: &mut Vm, args: Args) -> Res {
    let name = vm.intern_slot(args.slot(1))?;
    crate::ops::attr::store_plain(vm, args.slot(0), name, args.slot(2))?;
    Ok(vm.ret_none())
}

/// `object.__delattr__(self, name)`.
fn delattr(vm: &mut Vm, args: Args) -> Res {
    let name = vm.intern_slot(args.slot(1))?;
    crate::ops::attr::delete_plain(vm, args.slot(0), name)?;
    Ok(vm.ret_none())
}

/// The methods.
pub(super) const METHODS: &[Method] = &[
    Method::range(q!(__init__), 1, Method::ANY, init).with(takes::KEYWORDS),
    Method::fixed(q!(__new__), 1, dunder_new).with(takes::STATIC),
    Method::fixed(q!(__setattr__), 3, setattr),
    Method::fixed(q!(__delattr__), 2, delattr),
];


//! `dir`: the names of what an object, its class and the class's bases have.

use mpy_format::qstr::Qstr;

use super::{BUILTINS, info};
use crate::exception::Raised;
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::ops::special::call_special;
use crate::q;
use crate::types::{Args, Res, Type, attr_tuple, dict, list, module, storage::scoped, table, type_, type_of};
use crate::value::{Tag, Word};
use crate::vm::Vm;

/// The names found, each once: the keys of the dict in a slot.
#[derive(Clone, Copy)]
struct Names(Slot);

impl Names {
    fn add(self, vm: &mut Vm, name: Qstr) -> Result<(), Raised> {
        scoped(vm, |vm| {
            let value = vm.push(Word::NONE)?;
            table::set_name(vm, self.0, name, value)
        })
    }

    /// Adds the names bound in the holder in `holder`.
    fn add_bound(self, vm: &mut Vm, holder: Slot) -> Result<(), Raised> {
        let mut from = 0;
        loop {
            let m = vm.view();
            let Some(object) = m.object(m.get(holder)) else { return Ok(()) };
            let Some(number) = table::next_entry(m, object, from) else { return Ok(()) };
            from = number + 1;
            if let Some(name) = table::entry(m, object, number).and_then(|(key, _)| key.word().as_qstr()) {
                self.add(vm, name)?;
            }
        }
    }

    /// Adds the methods of a builtin type and of its bases, without those that all objects have.
    fn add_methods(self, vm: &mut Vm, mut type_: Type) -> Result<(), Raised> {
        while type_ != Type::Object {
            for method in type_.info().methods {
                self.add(vm, method.name)?;
            }
            type_ = type_.info().base;
        }
        Ok(())
    }

    /// Adds what the class in `class` and its bases have.
    fn add_class(self, vm: &mut Vm, class: Slot) -> Result<(), Raised> {
        let base = vm.slot()?;
        let mut index = 0;
        loop {
            let m = vm.view();
            let Some(next) = type_::nth(m, m.get(class), index) else { return Ok(()) };
            m.set(base, next);
            match next.word().as_type().and_then(Type::from_number) {
                Some(type_) => self.add_methods(vm, type_)?,
                None => self.add_bound(vm, base)?,
            }
            index += 1;
        }
    }

    fn add_builtin_module(self, vm: &mut Vm, number: u16) -> Result<(), Raised> {
        let Some(module) = info(number) else { return Ok(()) };
        for function in module.functions {
            self.add(vm, function.name)?;
        }
        for (name, _) in module.items {
            self.add(vm, *name)?;
        }
        if number == BUILTINS {
            for type_ in Type::ALL.iter().filter(|type_| type_.is_builtin_name()) {
                self.add(vm, type_.info().name)?;
            }
        }
        self.add(vm, q!(__name__))
    }

    /// Adds the names of the attributes that what is in `object` has.
    fn add_attributes(self, vm: &mut Vm, object: Slot) -> Result<(), Raised> {
        self.add(vm, q!(__class__))?;
        let m = vm.view();
        match m.get(object).word().tag() {
            Tag::Module(number) => return self.add_builtin_module(vm, number),
            Tag::Type(_) => {
                self.add(vm, q!(__name__))?;
                return self.add_class(vm, object);
            }
            _ => {}
        }
        match m.kind_of(m.get(object)) {
            Some(Kind::Module) => {
                let dict = module::dict_slot(vm, object)?;
                return self.add_bound(vm, dict);
            }
            Some(Kind::Class) => {
                for name in [q!(__name__), q!(__bases__), q!(__dict__)] {
                    self.add(vm, name)?;
                }
                return self.add_class(vm, object);
            }
            Some(Kind::Instance | Kind::InstanceNative) => {
                self.add(vm, q!(__dict__))?;
                self.add_bound(vm, object)?;
            }
            Some(Kind::AttrTuple) => {
                let mut index = 0;
                while let Some(name) =
                    vm.view().object(vm.view().get(object)).and_then(|tuple| attr_tuple::name(vm.view(), tuple, index))
                {
                    self.add(vm, name)?;
                    index += 1;
                }
            }
            _ => {}
        }
        let class = vm.slot()?;
        let m = vm.view();
        m.set(class, type_of(m, m.get(object)));
        self.add_class(vm, class)
    }
}

/// `dir()`, `dir(object)`.
pub(super) fn dir(vm: &mut Vm, args: Args) -> Res {
    if let Some(object) = args.get(0)
        && let Some(ret) = call_special(vm, object, q!(__dir__), &[])?
    {
        return Ok(ret);
    }
    let names = Names(dict::make(vm)?);
    match args.get(0) {
        Some(object) => names.add_attributes(vm, object)?,
        None => {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.names());
            names.add_bound(vm, holder)?;
        }
    }
    let list = list::from_iterable(vm, names.0)?;
    Ok(vm.ret_slot(list))
}

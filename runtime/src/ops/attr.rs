//! Attributes.
//!
//! An attribute of an instance is its own, or its class's; what a class has is bound to the instance: functions get it as
//! `self`, properties and descriptors are asked.

use mpy_format::qstr::Qstr;

use crate::exception::{Part, Raised, field as exception_field};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Root, Slot};
use crate::modules::{self, Found};
use crate::q;
use crate::types::{self, Res, Type, attr_tuple, class_field, module, property, super_, table, takes, type_, type_of};
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;
use crate::vm::signature;

/// What an attribute is looked up for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Its value: a method is bound to its object.
    Value,
    /// A call: the function is the result, and the object's slot gets the `self` to pass, or "no value".
    Method,
}

/// `object.name`.
///
/// # Errors
/// `AttributeError: 'T' object has no attribute 'name'`; what a property or `__getattr__` raises.
pub fn op_load_attr(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let level = vm.stack_level();
    let copy = vm.push_slot(object)?;
    let result = load(vm, copy, name, Wanted::Value);
    vm.release(level);
    result
}

/// `object.name` for a call: afterwards the result is the function, and `object`'s slot holds the `self` to pass, or
/// "no value" when there is none. No bound method is made.
///
/// # Errors
/// As [`op_load_attr`].
pub fn op_load_method(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let level = vm.stack_level();
    let result = load(vm, object, name, Wanted::Method);
    vm.release(level);
    result
}

/// As [`op_load_method`] without an error: [`Word::NULL`](crate::value::Word::NULL) when there is no such method on
/// the *class* of `object` (special methods are not looked up on the instance), and `object`'s slot untouched.
///
/// # Errors
/// What looking it up raises.
pub fn op_special_method(vm: &mut Vm, object: Slot, name: Qstr) -> Res {
    let m = vm.view();
    let value = m.get(object);
    let class = type_of(m, value);
    if m.kind_of(class) != Some(Kind::Class) {
        return Ok(vm.ret(Word::NULL));
    }
    match type_::lookup(m, class, name) {
        Some(member) => {
            m.set_root(Root::Callee, member);
            bind(vm, object, name, Wanted::Method)
        }
        None => Ok(vm.ret(Word::NULL)),
    }
}

/// Gives `value`, which needs no `self`.
fn plain(vm: &Vm, object: Slot, value: Value<'_>, wanted: Wanted) -> Res {
    let m = vm.view();
    if wanted == Wanted::Method {
        m.set(object, Value::NULL);
    }
    // The value was read through another view of the same state.
    Ok(vm.ret_word(value.word()))
}

/// Gives `function` with the value in `receiver` as `self`.
fn method(vm: &mut Vm, object: Slot, receiver: Slot, wanted: Wanted) -> Res {
    if wanted == Wanted::Method {
        let m = vm.view();
        let receiver = m.get(receiver);
        m.set(object, receiver);
        return Ok(m.ret(m.root(Root::Callee)));
    }
    let m = vm.reserve(words_size(2))?;
    Ok(m.ret(m.alloc(Kind::BoundMethod, 0, &[m.root(Root::Callee), m.get(receiver)])))
}

/// Gives the class member in [`Root::Callee`] as an attribute of the object in `object`.
pub(crate) fn bind(vm: &mut Vm, object: Slot, name: Qstr, wanted: Wanted) -> Res {
    let m = vm.view();
    let member = m.root(Root::Callee);
    match member.word().tag() {
        Tag::Function(number) => {
            let flags = types::method(number).map_or(0, |method| method.flags);
            // What a class got from a module, as in `f = abs`, takes no `self`.
            if flags & takes::STATIC != 0 || types::is_of_module(number) {
                return plain(vm, object, member, wanted);
            }
            if flags & takes::CLASS != 0 {
                return bind_class(vm, object, wanted);
            }
            return method(vm, object, object, wanted);
        }
        Tag::Object(_) => {}
        _ => return plain(vm, object, member, wanted),
    }
    match m.kind_of(member) {
        Some(Kind::Function | Kind::FunctionKw | Kind::Closure) => method(vm, object, object, wanted),
        Some(Kind::StaticMethod) => {
            let function = m.object(member).map_or(Value::NONE, |member| m.field(member, 0));
            plain(vm, object, function, wanted)
        }
        Some(Kind::ClassMethod) => {
            m.set_root(Root::Callee, m.object(member).map_or(Value::NONE, |member| m.field(member, 0)));
            bind_class(vm, object, wanted)
        }
        Some(Kind::Property) => {
            let getter = m.object(member).map_or(Value::NONE, |member| m.field(member, property::field::GET));
            if getter.is_none() {
                return Err(raise_no_attribute(vm, object, name));
            }
            m.set_root(Root::Callee, getter);
            let callee = vm.slot()?;
            let m = vm.view();
            m.set(callee, m.root(Root::Callee));
            vm.push_slot(object)?;
            let _ = vm.call(callee, 1, 0)?;
            let m = vm.view();
            plain(vm, object, m.root(Root::Result), wanted)
        }
        Some(Kind::Instance) => {
            let descriptor = vm.slot()?;
            let m = vm.view();
            m.set(descriptor, m.root(Root::Callee));
            let receiver = vm.push_slot(descriptor)?;
            let _ = op_special_method(vm, receiver, q!(__get__))?;
            let m = vm.view();
            if m.root(Root::Result).is_null() {
                return plain(vm, object, m.get(descriptor), wanted);
            }
            let callee = vm.slot()?;
            let m = vm.view();
            m.set(callee, m.root(Root::Result));
            vm.push_slot(receiver)?;
            let class = vm.push_slot(object)?;
            let of = vm.slot()?;
            let m = vm.view();
            m.set(of, type_of(m, m.get(class)));
            let _ = vm.call(callee, 3, 0)?;
            let m = vm.view();
            plain(vm, object, m.root(Root::Result), wanted)
        }
        _ => plain(vm, object, member, wanted),
    }
}

/// Gives the function in [`Root::Callee`] with the class of what is in `object`, or that class itself, as first argument.
fn bind_class(vm: &mut Vm, object: Slot, wanted: Wanted) -> Res {
    let m = vm.view();
    let value = m.get(object);
    m.set_root(Root::Result, if types::is_class(m, value) { value } else { type_of(m, value) });
    let class = vm.slot()?;
    let m = vm.view();
    m.set(class, m.root(Root::Result));
    method(vm, object, class, wanted)
}

#[cold]
pub(crate) fn raise_no_attribute(vm: &mut Vm, object: Slot, name: Qstr) -> Raised {
    let m = vm.view();
    let value = m.get(object);
    if types::is_class(m, value) {
        let class = types::name_of_type(m, value);
        return vm.raise_parts(
            Type::AttributeError,
            &[
                Part::Text("type object '"),
                Part::Name(class),
                Part::Text("' has no attribute '"),
                Part::Name(name),
                Part::Text("'"),
            ],
        );
    }
    let module = match value.word().tag() {
        Tag::Module(number) => modules::info(number).map(|info| info.name),
        _ => module::name(m, value),
    };
    if let Some(module) = module {
        return vm.raise_parts(
            Type::AttributeError,
            &[
                Part::Text("module '"),
                Part::Name(module),
                Part::Text("' has no attribute '"),
                Part::Name(name),
                Part::Text("'"),
            ],
        );
    }
    raise_not_settable(vm, object, name)
}

/// The message for setting and deleting does not tell classes and modules apart.
#[cold]
fn raise_not_settable(vm: &mut Vm, object: Slot, name: Qstr) -> Raised {
    vm.raise_parts(
        Type::AttributeError,
        &[
            Part::Text("'"),
            Part::TypeOf(object),
            Part::Text("' object has no attribute '"),
            Part::Name(name),
            Part::Text("'"),
        ],
    )
}

/// The attributes that are fields or follow from them, of objects that are no instances.
fn data<'m>(m: Mutator<'m>, value: Value<'m>, name: Qstr) -> Option<Value<'m>> {
    let object = m.object(value)?;
    let field = |index| Some(m.field(object, index));
    match m.kind(object) {
        Kind::Range | Kind::Slice => {
            [q!(start), q!(stop), q!(step)].iter().position(|&it| it == name).and_then(|index| field(index as u32))
        }
        Kind::Function | Kind::FunctionKw if name == q!(__name__) => {
            Some(Value::qstr(signature::function_name(&m.vm.heap, m.vm.heap.code_of(object.address()))))
        }
        Kind::Function | Kind::FunctionKw if name == q!(__globals__) => field(1),
        Kind::Closure | Kind::BoundMethod => {
            let inner = m.field(object, 0);
            matches!(m.kind_of(inner), Some(Kind::Function | Kind::FunctionKw | Kind::Closure))
                .then(|| data(m, inner, name))
                .flatten()
        }
        Kind::Exception => {
            let args = m.as_tuple(m.field(object, exception_field::ARGS)).unwrap_or(&[]);
            match name {
                _ if name == q!(args) => field(exception_field::ARGS),
                _ if name == q!(value) || name == q!(errno) => Some(args.first().copied().unwrap_or(Value::NONE)),
                _ => m
                    .object(m.field(object, exception_field::ATTRIBUTES))
                    .and_then(|attributes| table::get_name(m, attributes, name)),
            }
        }
        // DIFF: the reference has it where all of its features are built in.
        Kind::MemoryView if name == q!(itemsize) => Some(Value::small(1)),
        Kind::AttrTuple => attr_tuple::get(m, object, name),
        _ => None,
    }
}

fn load(vm: &mut Vm, object: Slot, name: Qstr, wanted: Wanted) -> Res {
    let m = vm.view();
    let value = m.get(object);
    if name == q!(__class__) {
        return plain(vm, object, type_of(m, value), wanted);
    }
    match value.word().tag() {
        Tag::Module(number) => return load_builtin_module(vm, object, number, name, wanted),
        Tag::Type(number) => return load_type(vm, object, number, name, wanted),
        _ => {}
    }
    match m.object(value).map(|object| (m.kind(object), object)) {
        Some((Kind::Instance | Kind::InstanceNative, instance)) => {
            if let Some(value) = table::get_name(m, instance, name) {
                return plain(vm, object, value, wanted);
            }
            if name == q!(__dict__) {
                return load_dict(vm, object, wanted);
            }
            match type_::lookup(m, m.field(instance, 1), name) {
                Some(member) => {
                    m.set_root(Root::Callee, member);
                    bind(vm, object, name, wanted)
                }
                None => load_native(vm, object, name, wanted),
            }
        }
        Some((Kind::Class, class)) => {
            match name {
                _ if name == q!(__name__) || name == q!(__qualname__) => {
                    return plain(vm, object, m.field(class, class_field::NAME), wanted);
                }
                _ if name == q!(__bases__) => return plain(vm, object, type_::bases(m, class), wanted),
                _ if name == q!(__dict__) => return load_dict(vm, object, wanted),
                _ => {}
            }
            match type_::lookup(m, value, name) {
                Some(member) => load_unbound(vm, object, member.word(), wanted),
                None => Err(raise_no_attribute(vm, object, name)),
            }
        }
        Some((Kind::Module, _)) => {
            let Some(dict) = module::dict(m, value) else { return Err(raise_no_attribute(vm, object, name)) };
            if let Some(value) = table::get_name(m, dict, name) {
                return plain(vm, object, value, wanted);
            }
            if name == q!(__dict__) {
                return plain(vm, object, dict.value(), wanted);
            }
            if let Some(getattr) = table::get_name(m, dict, q!(__getattr__)) {
                m.set_root(Root::Callee, getattr);
                return call_getattr(vm, object, None, name, wanted);
            }
            Err(raise_no_attribute(vm, object, name))
        }
        Some((Kind::Super, _)) => super_::load_attr(vm, object, name, wanted),
        _ => {
            if let Some(value) = data(m, value, name) {
                return plain(vm, object, value, wanted);
            }
            match type_::lookup(m, type_of(m, value), name) {
                Some(member) => {
                    m.set_root(Root::Callee, member);
                    bind(vm, object, name, wanted)
                }
                None => load_native(vm, object, name, wanted),
            }
        }
    }
}

/// An attribute that neither an instance nor its class has: one of the object behind it, or what `__getattr__` says.
fn load_native(vm: &mut Vm, object: Slot, name: Qstr, wanted: Wanted) -> Res {
    let m = vm.view();
    if let Some(value) = data(m, types::native_of(m, m.get(object)), name) {
        return plain(vm, object, value, wanted);
    }
    match types::complex::load_attr(vm, object, name)? {
        Some(_) => {
            let m = vm.view();
            plain(vm, object, m.root(Root::Result), wanted)
        }
        None => load_fallback(vm, object, name, wanted),
    }
}

/// A class's member as an attribute of the class itself.
fn load_unbound(vm: &mut Vm, object: Slot, member: Word, wanted: Wanted) -> Res {
    let m = vm.view();
    let value = vm.value(member);
    m.set_root(Root::Callee, value);
    match (member.tag(), m.object(value)) {
        (Tag::Function(number), _) if types::method(number).is_some_and(|method| method.flags & takes::CLASS != 0) => {
            bind_class(vm, object, wanted)
        }
        (_, Some(member)) if m.kind(member) == Kind::StaticMethod => plain(vm, object, m.field(member, 0), wanted),
        (_, Some(member)) if m.kind(member) == Kind::ClassMethod => {
            m.set_root(Root::Callee, m.field(member, 0));
            bind_class(vm, object, wanted)
        }
        _ => plain(vm, object, value, wanted),
    }
}

fn load_type(vm: &mut Vm, object: Slot, number: u16, name: Qstr, wanted: Wanted) -> Res {
    let Some(type_) = Type::from_number(number) else { return Err(raise_no_attribute(vm, object, name)) };
    if name == q!(__name__) {
        return plain(vm, object, Value::qstr(type_.info().name), wanted);
    }
    match type_.find_method(name) {
        Some((number, _)) => load_unbound(vm, object, Word::function((number >> 8) as u8, number as u8), wanted),
        None => Err(raise_no_attribute(vm, object, name)),
    }
}

fn load_builtin_module(vm: &mut Vm, object: Slot, number: u16, name: Qstr, wanted: Wanted) -> Res {
    let found = modules::info(number).and_then(|info| info.find(number, name));
    match found {
        Some(Found::Word(word)) => plain(vm, object, vm.value(word), wanted),
        Some(Found::Computed(compute)) => {
            let _ = compute(vm)?;
            let m = vm.view();
            plain(vm, object, m.root(Root::Result), wanted)
        }
        None if name == q!(__name__) => {
            let module = modules::info(number).map_or(Qstr::EMPTY, |info| info.name);
            plain(vm, object, Value::qstr(module), wanted)
        }
        None => {
            // The builtin types are in the module `builtins`.
            let builtin = if number == modules::BUILTINS { modules::find_builtin(name) } else { None };
            match builtin {
                Some(word) => plain(vm, object, vm.value(word), wanted),
                None => Err(raise_no_attribute(vm, object, name)),
            }
        }
    }
}

/// `__dict__`: a dict with the entries, a copy.
fn load_dict(vm: &mut Vm, object: Slot, wanted: Wanted) -> Res {
    let dict = types::dict::make(vm)?;
    table::copy(vm, object, dict)?;
    let m = vm.view();
    plain(vm, object, m.get(dict), wanted)
}

/// `__getattr__` of the class, if it has one.
fn load_fallback(vm: &mut Vm, object: Slot, name: Qstr, wanted: Wanted) -> Res {
    let m = vm.view();
    let value = m.get(object);
    let Some(getattr) = type_::lookup_own(m, type_of(m, value), q!(__getattr__)) else {
        return Err(raise_no_attribute(vm, object, name));
    };
    m.set_root(Root::Callee, getattr);
    call_getattr(vm, object, Some(object), name, wanted)
}

/// Calls the function in [`Root::Callee`] for an attribute that is not there.
fn call_getattr(vm: &mut Vm, object: Slot, receiver: Option<Slot>, name: Qstr, wanted: Wanted) -> Res {
    let callee = vm.slot()?;
    let m = vm.view();
    m.set(callee, m.root(Root::Callee));
    if let Some(receiver) = receiver {
        vm.push_slot(receiver)?;
    }
    vm.push(Word::qstr(name))?;
    let _ = vm.call(callee, 1 + u32::from(receiver.is_some()), 0)?;
    let m = vm.view();
    plain(vm, object, m.root(Root::Result), wanted)
}

/// Calls special method `method` of the value in `object` with these arguments; `false` if it has none.
fn call_special(vm: &mut Vm, object: Slot, method: Qstr, args: &[Slot]) -> Result<bool, Raised> {
    let level = vm.stack_level();
    let receiver = vm.push_slot(object)?;
    let _ = op_special_method(vm, receiver, method)?;
    let callee = vm.slot()?;
    let m = vm.view();
    m.set(callee, m.root(Root::Result));
    if m.get(callee).is_null() {
        vm.release(level);
        return Ok(false);
    }
    let mut count = args.len() as u32;
    if !vm.view().get(receiver).is_null() {
        vm.push_slot(receiver)?;
        count += 1;
    }
    for &arg in args {
        vm.push_slot(arg)?;
    }
    let _ = vm.call(callee, count, 0)?;
    vm.release(level);
    Ok(true)
}

/// `object.name = value`.
///
/// # Errors
/// `AttributeError`; what a property or `__setattr__` raises.
pub fn op_store_attr(vm: &mut Vm, object: Slot, name: Qstr, value: Slot) -> Result<(), Raised> {
    let level = vm.stack_level();
    let m = vm.view();
    let class = type_of(m, m.get(object));
    let asks_class = m.object_of(class, Kind::Class).is_some_and(|class| type_::has_stores(m, class));
    if asks_class {
        if type_::lookup_own(m, class, q!(__setattr__)).is_some() {
            let name = vm.push(Word::qstr(name))?;
            call_special(vm, object, q!(__setattr__), &[name, value])?;
            vm.release(level);
            return Ok(());
        }
        if store_through_class(vm, object, name, Some(value))? {
            vm.release(level);
            return Ok(());
        }
    }
    let result = store_plain(vm, object, name, value);
    vm.release(level);
    result
}

/// Sets or deletes through a property or a descriptor of the class; `false` if there is none.
fn store_through_class(vm: &mut Vm, object: Slot, name: Qstr, value: Option<Slot>) -> Result<bool, Raised> {
    let member_slot = vm.slot()?;
    let m = vm.view();
    let Some(member) = type_::lookup(m, type_of(m, m.get(object)), name) else { return Ok(false) };
    m.set(member_slot, member);
    let Some(member) = m.object(member) else { return Ok(false) };
    match m.kind(member) {
        Kind::Property => {
            let accessor =
                m.field(member, if value.is_some() { property::field::SET } else { property::field::DELETE });
            if accessor.is_none() {
                return Err(raise_not_settable(vm, object, name));
            }
            m.set(member_slot, accessor);
            vm.push_slot(object)?;
            if let Some(value) = value {
                vm.push_slot(value)?;
            }
            let _ = vm.call(member_slot, 1 + u32::from(value.is_some()), 0)?;
            Ok(true)
        }
        Kind::Instance => match value {
            Some(value) => call_special(vm, member_slot, q!(__set__), &[object, value]),
            None => call_special(vm, member_slot, q!(__delete__), &[object]),
        },
        _ => Ok(false),
    }
}

/// Sets an attribute without asking the class.
pub(crate) fn store_plain(vm: &mut Vm, object: Slot, name: Qstr, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    match m.object(m.get(object)).map(|object| (m.kind(object), object)) {
        Some((Kind::Class, class)) => {
            type_::note_attribute(m, class, name, m.get(value));
            table::set_name(vm, object, name, value)
        }
        Some((Kind::Instance | Kind::InstanceNative, _)) => table::set_name(vm, object, name, value),
        Some((Kind::Module, _)) => {
            let dict = module::dict_slot(vm, object)?;
            table::set_name(vm, dict, name, value)
        }
        Some((Kind::Exception, _)) if m.kind_of(type_of(m, m.get(object))) == Some(Kind::Class) => {
            let attributes = attributes_of(vm, object)?;
            table::set_name(vm, attributes, name, value)
        }
        Some((Kind::AttrTuple, _)) => Err(raise_item_not_settable(vm, object, name)),
        _ => Err(raise_not_settable(vm, object, name)),
    }
}

/// The message for setting and deleting an attribute of a tuple, which may be one of a class that names its items.
#[cold]
fn raise_item_not_settable(vm: &mut Vm, tuple: Slot, name: Qstr) -> Raised {
    let m = vm.view();
    match m.kind_of(type_of(m, m.get(tuple))) {
        Some(Kind::Class) => vm.raise(Type::AttributeError, "can't set attribute"),
        _ => raise_not_settable(vm, tuple, name),
    }
}

/// A slot with the dict of a program's attributes of the exception in `object`.
fn attributes_of(vm: &mut Vm, object: Slot) -> Result<Slot, Raised> {
    let slot = types::dict::make(vm)?;
    let m = vm.view();
    let Some(exception) = m.object(m.get(object)) else { return Ok(slot) };
    let attributes = m.field(exception, exception_field::ATTRIBUTES);
    if attributes.is_null() {
        m.set_field(exception, exception_field::ATTRIBUTES, m.get(slot));
    } else {
        m.set(slot, attributes);
    }
    Ok(slot)
}

/// `del object.name`.
///
/// # Errors
/// As [`op_store_attr`].
pub fn op_delete_attr(vm: &mut Vm, object: Slot, name: Qstr) -> Result<(), Raised> {
    let level = vm.stack_level();
    let m = vm.view();
    let class = type_of(m, m.get(object));
    let asks_class = m.object_of(class, Kind::Class).is_some_and(|class| type_::has_stores(m, class));
    if asks_class {
        if type_::lookup_own(m, class, q!(__delattr__)).is_some() {
            let name = vm.push(Word::qstr(name))?;
            call_special(vm, object, q!(__delattr__), &[name])?;
            vm.release(level);
            return Ok(());
        }
        if store_through_class(vm, object, name, None)? {
            vm.release(level);
            return Ok(());
        }
    }
    let result = delete_plain(vm, object, name);
    vm.release(level);
    result
}

/// Deletes an attribute without asking the class.
pub(crate) fn delete_plain(vm: &mut Vm, object: Slot, name: Qstr) -> Result<(), Raised> {
    let m = vm.view();
    let found = match m.kind_of(m.get(object)) {
        Some(Kind::Class | Kind::Instance | Kind::InstanceNative) => table::delete_name(vm, object, name)?,
        Some(Kind::Module) => {
            let dict = module::dict_slot(vm, object)?;
            table::delete_name(vm, dict, name)?
        }
        Some(Kind::Exception) => {
            let attributes = attributes_of(vm, object)?;
            table::delete_name(vm, attributes, name)?
        }
        Some(Kind::AttrTuple) => return Err(raise_item_not_settable(vm, object, name)),
        _ => false,
    };
    if found { Ok(()) } else { Err(raise_not_settable(vm, object, name)) }
}

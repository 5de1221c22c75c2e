//! `type`, and the classes that programs define.
//!
//! What a class has is found through depth-first search of its bases, left to right, as the reference does it. A search
//! takes no machine stack, and a step for each base on its way: it follows the last base of each class, and a class that
//! would have another one followed keeps the order of its search as a list, in which each ancestor stands once.
//!
//! ```text
//!     class A: …          class M: …
//!     class B(A): …       B -> A
//!     class C(M, B): …    C -> M, B -> A                nothing stands behind M
//!     class D(B, M): …    D -> [ B A M ]
//! ```

use mpy_format::qstr::Qstr;

use super::{Args, Method, Res, Type, class_field, dict, is_subclass, list, name_of_type, named_tuple, storage, table, type_of};
use crate::exception::{EXCEPTION_SIZE, Part, Raised};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Object, Root, Slot};
use crate::ops::special::call_special;
use crate::q;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Flags of a class, in [`class_field::FLAGS`].
///
/// ```text
/// | builtin base + 1 (8) | flags (8) |
/// ```
mod flag {
    /// It, or a class it derives from, has `__new__`.
    pub const NEW: u32 = 1;
    /// It, or a class it derives from, has properties, descriptors, `__setattr__` or `__delattr__`.
    pub const STORES: u32 = 2;
    /// `namedtuple` made it, or a class it derives from.
    #[cfg(feature = "collections")]
    pub const NAMED_TUPLE: u32 = 4;
}

fn flags(m: Mutator<'_>, class: Object<'_>) -> u32 {
    m.field(class, class_field::FLAGS).word().to_int() as u32
}

/// The builtin type behind the instances of a class, if it is not `object`.
pub(crate) fn native_base(m: Mutator<'_>, class: Object<'_>) -> Option<Type> {
    (flags(m, class) >> 8).checked_sub(1).and_then(|number| Type::from_number(number as u16))
}

/// Whether a class has no builtin type behind it and no `__new__`: its instances are made by the loop.
pub(crate) fn is_plain(m: Mutator<'_>, class: Object<'_>) -> bool {
    flags(m, class) & 0xff00 == 0 && flags(m, class) & flag::NEW == 0
}

/// Whether `namedtuple` made a class, or one it derives from.
#[cfg(feature = "collections")]
pub(crate) fn is_named_tuple(m: Mutator<'_>, class: Object<'_>) -> bool {
    flags(m, class) & flag::NAMED_TUPLE != 0
}

/// Notes that `namedtuple` made a class.
#[cfg(feature = "collections")]
pub(super) fn mark_named_tuple<'m>(m: Mutator<'m>, class: Object<'m>) {
    let flags = flags(m, class) | flag::NAMED_TUPLE;
    m.set_field(class, class_field::FLAGS, Value::small(flags as i32));
}

/// Whether setting or deleting an attribute of its instances has to look at the class first.
pub(crate) fn has_stores(m: Mutator<'_>, class: Object<'_>) -> bool {
    flags(m, class) & flag::STORES != 0
}

/// Asks `visit` about a class and all that it derives from, in the order of a search, until it gives something. `object`
/// is among them only where a program names it.
#[inline]
pub(crate) fn search<'m, T>(
    m: Mutator<'m>,
    class: Value<'m>,
    mut visit: impl FnMut(Value<'m>) -> Option<T>,
) -> Option<T> {
    let mut class = class;
    loop {
        if let Some(found) = visit(class) {
            return Some(found);
        }
        let bases = m.field(m.object_of(class, Kind::Class)?, class_field::BASES);
        let Some(bases) = m.as_tuple(bases) else {
            let list = m.object_of(bases, Kind::Items)?;
            return (1..m.length(list)).find_map(|index| visit(m.field(list, index)));
        };
        let (last, others) = bases.split_last()?;
        if let Some(found) = others.iter().find_map(|&base| visit(base)) {
            return Some(found);
        }
        class = *last;
    }
}

/// What a search comes to after so many classes.
pub(crate) fn nth<'m>(m: Mutator<'m>, class: Value<'m>, index: u32) -> Option<Value<'m>> {
    let mut n_left = index;
    search(m, class, |it| {
        let is_it = n_left == 0;
        n_left = n_left.saturating_sub(1);
        is_it.then_some(it)
    })
}

/// Looks `name` up in a class and its bases. What `object` has is found through `super` and by naming `object` only.
pub(crate) fn lookup<'m>(m: Mutator<'m>, class: Value<'m>, name: Qstr) -> Option<Value<'m>> {
    search(m, class, |it| member(m, it, name))
}

/// The same in what stands behind a class: its bases, and `object` behind them.
pub(crate) fn lookup_bases<'m>(m: Mutator<'m>, class: Value<'m>, name: Qstr) -> Option<Value<'m>> {
    let mut is_base = false;
    let found = search(m, class, |it| if core::mem::replace(&mut is_base, true) { member(m, it, name) } else { None });
    found.or_else(|| find_builtin(Type::Object, name))
}

/// The same in the classes of a program only.
pub(crate) fn lookup_own<'m>(m: Mutator<'m>, class: Value<'m>, name: Qstr) -> Option<Value<'m>> {
    search(m, class, |it| table::get_name(m, m.object_of(it, Kind::Class)?, name))
}

/// What one class has, without its bases if it is a program's.
fn member<'m>(m: Mutator<'m>, class: Value<'m>, name: Qstr) -> Option<Value<'m>> {
    match m.object_of(class, Kind::Class) {
        Some(object) => table::get_name(m, object, name),
        None => {
            let type_ = class.word().as_type().and_then(Type::from_number);
            find_builtin(type_.filter(|&type_| type_ != Type::Object)?, name)
        }
    }
}

fn find_builtin<'m>(type_: Type, name: Qstr) -> Option<Value<'m>> {
    let (number, _) = type_.find_method(name)?;
    Value::immediate(Word::function((number >> 8) as u8, number as u8))
}

/// The tuple of a class's bases.
pub(crate) fn bases<'m>(m: Mutator<'m>, class: Object<'m>) -> Value<'m> {
    let field = m.field(class, class_field::BASES);
    m.object_of(field, Kind::Items).map_or(field, |list| m.field(list, 0))
}

/// Whether a search need not follow a base: it is a builtin type, or derives from nothing but `object`.
fn is_last(m: Mutator<'_>, base: Value<'_>) -> bool {
    let object = Value::type_(Type::Object as u16);
    search(m, base, |it| (it != base && it != object).then_some(())).is_none()
}

/// Makes the list of a class where a search needs it: what is in `bases` becomes the list, whose first item it was.
fn list_ancestors(vm: &mut Vm, bases: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let others = m.as_tuple(m.get(bases)).and_then(|bases| bases.split_last()).map_or(&[][..], |(_, others)| others);
    if others.iter().all(|&base| is_last(m, base)) {
        return Ok(());
    }
    let found = list::make(vm, 0)?;
    let (base, ancestor) = (vm.slot()?, vm.slot()?);
    let mut index = 0;
    loop {
        let m = vm.view();
        let Some(&next) = m.as_tuple(m.get(bases)).and_then(|bases| bases.get(index)) else { break };
        m.set(base, next);
        let mut position = 0;
        loop {
            let m = vm.view();
            let Some(next) = nth(m, m.get(base), position) else { break };
            m.set(ancestor, next);
            add(vm, found, ancestor)?;
            position += 1;
        }
        index += 1;
    }
    let count = list::len(vm.view(), vm.view().get(found));
    let m = vm.reserve(words_size(1 + count))?;
    let item = |index: u32| match index.checked_sub(1) {
        Some(index) => list::item(m, m.get(found), index).unwrap_or(Value::NONE),
        None => m.get(bases),
    };
    m.set(bases, m.alloc_from(Kind::Items, 1 + count, item).value());
    Ok(())
}

/// Adds a class to the list in `found`, unless it is there.
fn add(vm: &mut Vm, found: Slot, class: Slot) -> Result<(), Raised> {
    vm.tick()?;
    let m = vm.view();
    let (list, wanted) = (m.get(found), m.get(class));
    if (0..list::len(m, list)).any(|index| list::item(m, list, index) == Some(wanted)) {
        return Ok(());
    }
    list::append_slot(vm, found, class)
}

/// `type(x)`, `type(name, bases, namespace)`.
pub(super) fn new(vm: &mut Vm, args: Args) -> Res {
    match args.count() {
        2 => {
            let m = vm.view();
            Ok(m.ret(type_of(m, m.get(args.slot(1)))))
        }
        4 => make(vm, args.slot(1), args.slot(2), args.slot(3)),
        _ => Err(vm.raise(Type::TypeError, "type takes 1 or 3 arguments")),
    }
}

/// Makes a class of a name, a tuple of bases and a dict, whose entries it takes over.
pub(crate) fn make(vm: &mut Vm, name: Slot, bases: Slot, namespace: Slot) -> Res {
    let name = vm.intern_slot(name)?;
    intern_keys(vm, namespace)?;
    let flags = class_flags(vm, bases, namespace)?;
    list_ancestors(vm, bases)?;
    wrap_new(vm, namespace)?;
    let told = members_to_tell(vm, namespace)?;
    let m = vm.reserve(words_size(4))?;
    let Some(dict) = m.object_of(m.get(namespace), Kind::Dict) else {
        return Err(vm.raise(Type::TypeError, "a class needs a dict"));
    };
    let fields = [m.field(dict, 0), Value::qstr(name), m.get(bases), Value::small(flags as i32)];
    let class = m.alloc(Kind::Class, m.length(dict), &fields);
    m.set_field(dict, 0, Value::NULL);
    m.set_length(dict, 0);
    let ret = m.ret(class);
    let Some(members) = told else { return Ok(ret) };
    let class = vm.slot()?;
    vm.keep(ret, class);
    tell_names(vm, class, members)?;
    Ok(vm.ret_slot(class))
}

/// A slot with a copy of the members in `namespace`, if there is one that wants to be told its name: telling can change
/// the class.
fn members_to_tell(vm: &mut Vm, namespace: Slot) -> Result<Option<Slot>, Raised> {
    let m = vm.view();
    let Some(dict) = m.object_of(m.get(namespace), Kind::Dict) else { return Ok(None) };
    let wants = |value| {
        m.object_of(value, Kind::Instance).is_some_and(|it| lookup_own(m, m.field(it, 1), q!(__set_name__)).is_some())
    };
    if !(0..m.length(dict)).any(|entry| table::entry(m, dict, entry).is_some_and(|(_, value)| wants(value))) {
        return Ok(None);
    }
    let members = dict::make(vm)?;
    table::copy(vm, namespace, members)?;
    Ok(Some(members))
}

/// Calls `__set_name__(class, name)` of the members that have it.
fn tell_names(vm: &mut Vm, class: Slot, members: Slot) -> Result<(), Raised> {
    let (name, member) = (vm.slot()?, vm.slot()?);
    let m = vm.view();
    let count = m.object(m.get(members)).map_or(0, |members| m.length(members));
    for entry in 0..count {
        let m = vm.view();
        let found = m.object(m.get(members)).and_then(|members| table::entry(m, members, entry));
        if let Some((key, value)) = found {
            m.set(name, key);
            m.set(member, value);
            call_special(vm, member, q!(__set_name__), &[class, name])?;
        }
    }
    Ok(())
}

/// Sees that the keys of the dict in `namespace` are interned names, as those of a class are.
fn intern_keys(vm: &mut Vm, namespace: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let Some(dict) = m.object_of(m.get(namespace), Kind::Dict) else {
        return Err(vm.raise(Type::TypeError, "a class needs a dict"));
    };
    let used = m.length(dict);
    let is_name = |entry| table::entry(m, dict, entry).is_none_or(|(key, _)| key.word().as_qstr().is_some());
    if (0..used).all(is_name) {
        return Ok(());
    }
    let interned = dict::make(vm)?;
    for entry in 0..used {
        storage::scoped(vm, |vm| {
            let (key, value) = (vm.slot()?, vm.slot()?);
            let m = vm.view();
            let found = m.object(m.get(namespace)).and_then(|dict| table::entry(m, dict, entry));
            let Some((name, member)) = found else { return Ok(()) };
            m.set(key, name);
            m.set(value, member);
            let name = vm.intern_slot(key)?;
            table::set_name(vm, interned, name, value)
        })?;
    }
    let m = vm.view();
    m.set(namespace, m.get(interned));
    Ok(())
}

fn class_flags(vm: &mut Vm, bases: Slot, namespace: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    let (mut own, mut native) = (0, 0);
    if let Some(dict) = m.object_of(m.get(namespace), Kind::Dict) {
        if table::get_name(m, dict, q!(__new__)).is_some() {
            own |= flag::NEW;
        }
        for name in [q!(__setattr__), q!(__delattr__)] {
            if table::get_name(m, dict, name).is_some() {
                own |= flag::STORES;
            }
        }
        for entry in 0..m.length(dict) {
            if let Some((_, value)) = table::entry(m, dict, entry)
                && stores(m, value)
            {
                own |= flag::STORES;
            }
        }
    }
    let Some(bases) = m.as_tuple(m.get(bases)) else {
        return Err(vm.raise(Type::TypeError, "bases must be a tuple"));
    };
    for &base in bases {
        let of_base = match (base.word().as_type().and_then(Type::from_number), m.object_of(base, Kind::Class)) {
            (Some(Type::Object), _) => 0,
            (Some(type_), _) if type_.info().new.is_some() && type_ != Type::Bool => u32::from(type_ as u16 + 1) << 8,
            (_, Some(class)) => flags(m, class),
            _ => {
                let name = name_of_type(m, type_of(m, base));
                return Err(vm.raise_parts(
                    Type::TypeError,
                    &[Part::Text("type '"), Part::Name(name), Part::Text("' isn't an acceptable base type")],
                ));
            }
        };
        own |= of_base & 0xff;
        let of_base = of_base & 0xff00;
        if of_base != 0 {
            if native != 0 && native != of_base {
                return Err(vm.raise(Type::TypeError, "multiple bases have instance lay-out conflict"));
            }
            native = of_base;
        }
    }
    Ok(own | native)
}

/// Whether a class attribute takes part in setting attributes of instances.
fn stores<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    match m.object(value) {
        Some(object) => match m.kind(object) {
            Kind::Property => true,
            Kind::Instance => {
                let class = m.field(object, 1);
                lookup(m, class, q!(__set__)).is_some() || lookup(m, class, q!(__delete__)).is_some()
            }
            _ => false,
        },
        None => false,
    }
}

/// Notes that a class got an attribute after it was made.
pub(crate) fn note_attribute<'m>(m: Mutator<'m>, class: Object<'m>, name: Qstr, value: Value<'m>) {
    let mut flags = flags(m, class);
    if stores(m, value) || name == q!(__setattr__) || name == q!(__delattr__) {
        flags |= flag::STORES;
    }
    if name == q!(__new__) {
        flags |= flag::NEW;
    }
    m.set_field(class, class_field::FLAGS, Value::small(flags as i32));
}

/// `__new__` is a static method without being marked as one.
fn wrap_new(vm: &mut Vm, namespace: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let function = m.object_of(m.get(namespace), Kind::Dict).and_then(|dict| table::get_name(m, dict, q!(__new__)));
    let Some(function) = function else { return Ok(()) };
    if !matches!(m.kind_of(function), Some(Kind::Function | Kind::FunctionKw | Kind::Closure)) {
        return Ok(());
    }
    let slot = vm.slot()?;
    let m = vm.reserve(words_size(1))?;
    let function = m.object(m.get(namespace)).and_then(|dict| table::get_name(m, dict, q!(__new__)));
    m.set(slot, m.alloc(Kind::StaticMethod, 0, &[function.unwrap_or(Value::NONE)]).value());
    table::set_name(vm, namespace, q!(__new__), slot)
}

/// Puts the program's own `name` of the class in `class` into a new slot; "no value" if it has none.
fn own_member(vm: &mut Vm, class: Slot, name: Qstr) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let m = vm.view();
    let member = lookup_own(m, m.get(class), name).unwrap_or(Value::NULL);
    let function = match m.object_of(member, Kind::StaticMethod) {
        Some(method) => m.field(method, 0),
        None => member,
    };
    m.set(slot, function);
    Ok(slot)
}

/// Calls a class that is not plain: argument 0 is the class.
pub(crate) fn instantiate(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    if named_tuple::base_of(m, m.get(args.slot(0))) == Some(m.get(args.slot(0))) {
        return named_tuple::new(vm, args.slot(0), args);
    }
    let class = vm.push_slot(args.slot(0))?;
    let instance = vm.slot()?;
    let new = own_member(vm, class, q!(__new__))?;
    let ret = if vm.view().get(new).is_null() { make_instance(vm, args)? } else { call_with(vm, new, args, 0)? };
    vm.keep(ret, instance);
    let m = vm.view();
    if !is_subclass(m, type_of(m, m.get(instance)), m.get(class)) {
        return Ok(vm.ret_slot(instance));
    }
    let init = own_member(vm, class, q!(__init__))?;
    if !vm.view().get(init).is_null() {
        let m = vm.view();
        m.set(args.slot(0), m.get(instance));
        let ret = call_with(vm, init, args, 0)?;
        vm.keep(ret, init);
        if !vm.view().get(init).is_none() {
            return Err(vm.raise(Type::TypeError, "__init__() should return None"));
        }
        let m = vm.view();
        m.set(args.slot(0), m.get(class));
    }
    let m = vm.view();
    if m.object_of(m.get(instance), Kind::InstanceNative).is_some_and(|instance| m.field(instance, 2).is_null()) {
        make_native(vm, instance, args)?;
    }
    Ok(vm.ret_slot(instance))
}

/// Calls what is in `callee` with the arguments of `args` from the one numbered `from` on.
pub(crate) fn call_with(vm: &mut Vm, callee: Slot, args: Args, from: u32) -> Res {
    let function = vm.push_slot(callee)?;
    for index in from..args.count() {
        vm.push_slot(args.slot(index))?;
    }
    for index in 0..args.keywords() {
        let (name, value) = args.keyword(index);
        vm.push_slot(name)?;
        vm.push_slot(value)?;
    }
    let ret = vm.call(function, args.count() - from, args.keywords())?;
    vm.release(function);
    Ok(ret)
}

/// An instance of the class in argument 0, as `object.__new__` makes it. Exceptions get the other arguments.
pub(crate) fn make_instance(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let Some(class) = m.object_of(m.get(args.slot(0)), Kind::Class) else {
        return Err(vm.raise(Type::TypeError, "arg must be user-type"));
    };
    match native_base(m, class) {
        None => {
            let m = vm.reserve(words_size(2))?;
            Ok(m.ret(m.alloc(Kind::Instance, 0, &[Value::NULL, m.get(args.slot(0))])))
        }
        Some(type_) if type_.derives_from(Type::BaseException) => {
            let count = args.count() - 1;
            let m = vm.reserve(EXCEPTION_SIZE + words_size(count))?;
            let values = m.tuple_from(count, |index| m.get(args.slot(1 + index)));
            Ok(m.ret(m.alloc(Kind::Exception, 0, &[m.get(args.slot(0)), values, Value::NULL, Value::NULL])))
        }
        Some(_) => {
            let m = vm.reserve(words_size(3))?;
            Ok(m.ret(m.alloc(Kind::InstanceNative, 0, &[Value::NULL, m.get(args.slot(0)), Value::NULL])))
        }
    }
}

/// Makes the object of the builtin type behind the instance in `instance`, if it is to have one, anew.
pub(crate) fn make_native(vm: &mut Vm, instance: Slot, args: Args) -> Result<(), Raised> {
    let m = vm.view();
    let Some(object) = m.object_of(m.get(instance), Kind::InstanceNative) else { return Ok(()) };
    if let Some(named) = named_tuple::base_of(m, m.field(object, 1)) {
        m.set_root(Root::Callee, named);
        let class = vm.slot()?;
        let m = vm.view();
        m.set(class, m.root(Root::Callee));
        let _ = named_tuple::new(vm, class, args)?;
        set_native(vm, instance);
        return Ok(());
    }
    let class = m.object_of(m.field(object, 1), Kind::Class);
    let Some(new) = class.and_then(|class| native_base(m, class)).and_then(|type_| type_.info().new) else {
        return Ok(());
    };
    let _ = new(vm, args)?;
    set_native(vm, instance);
    Ok(())
}

/// Puts the result behind the instance in `instance`.
fn set_native(vm: &Vm, instance: Slot) {
    let m = vm.view();
    if let Some(object) = m.object(m.get(instance)) {
        m.set_field(object, 2, m.root(Root::Result));
    }
}

/// The methods.
pub(super) const METHODS: &[Method] = &[];

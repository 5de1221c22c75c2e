//! The classes that `namedtuple` makes: their instances are [`Kind::AttrTuple`] objects that end with the class.
//!
//! The names of the items are in the class, under a key that is no name, so that no program comes upon them.
//!
//! DIFF: the methods of a tuple are found in its instances too; in the reference the names hide them.

use super::text::change::is_white;
use super::{
    Args, Res, Type, attr_tuple, dict, list, name_of_type, native_of, signature, storage, table, tuple, type_,
};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, bytes_size, words_size};
use crate::heap::{Mutator, Slot};
use crate::value::Value;
use crate::vm::Vm;

/// The class made by `namedtuple` that a class is, or derives from.
pub(crate) fn base_of<'m>(m: Mutator<'m>, class: Value<'m>) -> Option<Value<'m>> {
    let mut class = class;
    loop {
        let object = m.object_of(class, Kind::Class).filter(|&class| type_::is_named_tuple(m, class))?;
        let bases = m.as_tuple(type_::bases(m, object))?;
        let is_named =
            |&&base: &&Value<'m>| m.object_of(base, Kind::Class).is_some_and(|it| type_::is_named_tuple(m, it));
        match bases.iter().find(is_named) {
            Some(&base) => class = base,
            None => return Some(class),
        }
    }
}

/// `namedtuple(name, fields)`: a class.
pub(crate) fn make_class(vm: &mut Vm, args: Args) -> Res {
    let name = args.slot(0);
    let _ = vm.intern_slot(name)?;
    let names = field_names(vm, args.slot(1))?;
    let (bases, namespace) = (vm.slot()?, dict::make(vm)?);
    let m = vm.reserve(words_size(1))?;
    m.set(bases, m.tuple(&[Value::type_(Type::Tuple as u16)]));
    let class = vm.slot()?;
    let ret = type_::make(vm, name, bases, namespace)?;
    vm.keep(ret, class);
    let key = vm.push(attr_tuple::NAMES_KEY)?;
    table::set(vm, class, key, names)?;
    let m = vm.view();
    if let Some(object) = m.object(m.get(class)) {
        type_::mark_named_tuple(m, object);
    }
    Ok(vm.ret_slot(class))
}

/// A slot with a tuple of the interned names that `fields` gives: a text of them, or a list or tuple.
fn field_names(vm: &mut Vm, fields: Slot) -> Result<Slot, Raised> {
    let names = list::make(vm, 0)?;
    let m = vm.view();
    let given = native_of(m, m.get(fields));
    if m.as_str(given).is_some() {
        split(vm, fields, names)?;
    } else if m.as_tuple(given).is_some() || m.kind_of(given) == Some(Kind::List) {
        list::extend(vm, names, fields)?;
    } else {
        let parts = [Part::Text("object '"), Part::TypeOf(fields), Part::Text("' isn't a tuple or list")];
        return Err(vm.raise_parts(Type::TypeError, &parts));
    }
    let name = vm.slot()?;
    let mut index = 0;
    loop {
        let m = vm.view();
        let Some(item) = list::item(m, m.get(names), index) else { break };
        m.set(name, item);
        let interned = vm.intern_slot(name)?;
        vm.view().set(name, Value::qstr(interned));
        list::store(vm, names, index, name)?;
        index += 1;
    }
    let ret = tuple::from_list(vm, names)?;
    vm.keep(ret, names);
    Ok(names)
}

/// Appends the words of `text` to the list in `words`.
fn split(vm: &mut Vm, text: Slot, words: Slot) -> Result<(), Raised> {
    let mut at = 0;
    loop {
        let m = vm.view();
        let rest = m.as_str(native_of(m, m.get(text))).and_then(|text| text.get(at..)).unwrap_or(b"");
        let start = at + rest.iter().take_while(|&&byte| is_white(byte)).count();
        let length = rest[start - at..].iter().take_while(|&&byte| !is_white(byte)).count();
        if length == 0 {
            return Ok(());
        }
        at = start + length;
        storage::scoped(vm, |vm| {
            let word = vm.slot()?;
            let m = vm.reserve(bytes_size(length as u32))?;
            let text = m.as_str(native_of(m, m.get(text))).unwrap_or(b"");
            m.set(word, m.str(text.get(start..at).unwrap_or(b"")));
            list::append_slot(vm, words, word)
        })?;
    }
}

/// An instance of the class in `class`, which `namedtuple` made, of the arguments behind argument 0.
///
/// # Errors
/// `TypeError` for arguments that are not one for each name; `MemoryError`.
pub(crate) fn new(vm: &mut Vm, class: Slot, args: Args) -> Res {
    let m = vm.view();
    let names = attr_tuple::names_of_class(m, m.get(class));
    let (count, given) = (names.len() as u32, args.count() - 1 + args.keywords());
    if given != count {
        let name = name_of_type(m, m.get(class));
        return Err(signature::raise_takes(vm, Some(name), count, given));
    }
    for index in 0..args.keywords() {
        check_keyword(vm, class, args, index)?;
    }
    let m = vm.reserve(words_size(count + 1))?;
    let names = attr_tuple::names_of_class(m, m.get(class));
    let item =
        |index: u32| match (args.get(1 + index), names.get(index as usize).and_then(|name| name.word().as_qstr())) {
            (Some(positional), _) => m.get(positional),
            (None, Some(name)) => args.find_keyword(m.vm, name).map_or(Value::NONE, |slot| m.get(slot)),
            (None, None) => m.get(class),
        };
    Ok(m.ret(m.alloc_from(Kind::AttrTuple, count + 1, item)))
}

/// Sees that keyword argument `index` is for an item that no other argument is for.
fn check_keyword(vm: &mut Vm, class: Slot, args: Args, index: u32) -> Result<(), Raised> {
    let m = vm.view();
    let (key, _) = args.keyword(index);
    let text = m.as_str(m.get(key));
    let names = attr_tuple::names_of_class(m, m.get(class));
    let place = names.iter().position(|name| m.as_str(*name) == text);
    let is_given = (0..index).any(|earlier| m.as_str(m.get(args.keyword(earlier).0)) == text);
    let what = match place {
        None => "unexpected keyword argument '",
        Some(place) if is_given || place as u32 + 1 < args.count() => "function got multiple values for argument '",
        Some(_) => return Ok(()),
    };
    Err(vm.raise_parts(Type::TypeError, &[Part::Text(what), Part::Str(key), Part::Text("'")]))
}

//! `builtins`.

use mpy_format::qstr::Qstr;

#[cfg(feature = "load")]
use super::builtins_code;
use super::{Item, builtins_dir, builtins_iter, builtins_number, builtins_text};
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Mutator, Root, Slot};
use crate::import;
use crate::ops::print::{Form, Sink, op_print};
use crate::ops::{attr, hash as hashing, number, truth};
use crate::q;
use crate::types::{self, Args, Method, Res, Type, dict, is_class, is_subclass, stream, takes, text, type_, type_of};
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;

/// `__build_class__(body, name, *bases)`: runs the body of a `class` statement and makes the class of what it bound.
fn build_class(vm: &mut Vm, args: Args) -> Res {
    let namespace = dict::make(vm)?;
    let m = vm.view();
    m.set_root(Root::Callee, m.get(args.slot(0)));
    let cell = vm.slot()?;
    let ret = vm.run_body(namespace)?;
    vm.keep(ret, cell);
    let (bases, class) = (vm.slot()?, vm.slot()?);
    let count = args.count() - 2;
    let m = vm.reserve(words_size(count.max(1)))?;
    let object = Value::type_(Type::Object as u16);
    let tuple = match count {
        0 => m.tuple(&[object]),
        _ => m.tuple_from(count, |index| m.get(args.slot(2 + index))),
    };
    m.set(bases, tuple);
    let ret = type_::make(vm, args.slot(1), bases, namespace)?;
    vm.keep(ret, class);
    let m = vm.view();
    if let Some(cell) = m.object_of(m.get(cell), Kind::Cell) {
        m.set_field(cell, 0, m.get(class));
    }
    Ok(vm.ret_slot(class))
}

/// Writes the `str` that a keyword argument gives, or what stands for it by default.
fn put_separator(vm: &mut Vm, sink: Sink, given: Option<Slot>, default: &'static [u8]) -> Result<(), Raised> {
    match given {
        Some(text) => vm.put_slot(sink, text),
        None => vm.put(sink, default),
    }
}

/// `print(*values, sep=' ', end='\n', file=sys.stdout)`.
fn print(vm: &mut Vm, args: Args) -> Res {
    let (separator, end) = (args.find_keyword(vm, q!(sep)), args.find_keyword(vm, q!(end)));
    let file = args.find_keyword(vm, q!(file));
    let known = [separator, end, file].iter().flatten().count() as u32;
    if known != args.keywords() {
        return Err(vm.raise(Type::TypeError, "extra keyword arguments given"));
    }
    for text in [separator, end].into_iter().flatten() {
        text::check(vm, Type::Str, text)?;
    }
    let sink = match file {
        Some(file) => stream::sink_of(vm, file)?,
        None => Sink::Port,
    };
    for index in 0..args.count() {
        if index > 0 {
            put_separator(vm, sink, separator, b" ")?;
        }
        op_print(vm, sink, args.slot(index), Form::Str)?;
    }
    put_separator(vm, sink, end, b"\n")?;
    Ok(vm.ret_none())
}

/// The name of an attribute.
fn name_of(vm: &mut Vm, slot: Slot) -> Result<Qstr, Raised> {
    text::check(vm, Type::Str, slot)?;
    let m = vm.view();
    m.set(slot, types::native_of(m, m.get(slot)));
    vm.intern_slot(slot)
}

/// `repr(value)`.
fn repr(vm: &mut Vm, args: Args) -> Res {
    let text = vm.new_text()?;
    op_print(vm, Sink::Text(text), args.slot(0), Form::Repr)?;
    vm.finish_text(text)
}

/// `len(value)`.
fn len(vm: &mut Vm, args: Args) -> Res {
    let length = truth::op_len(vm, args.slot(0))?;
    number::make_int(vm, i64::from(length))
}

/// Whether `class` is, or derives from, the class or one of the tuple of classes in `bases`.
fn is_subclass_of<'m>(m: Mutator<'m>, class: Value<'m>, bases: Value<'m>) -> bool {
    match m.as_tuple(bases) {
        Some(bases) => bases.iter().any(|&base| is_subclass(m, class, base)),
        None => is_subclass(m, class, bases),
    }
}

/// Sees that what is in `slot` is a class or a tuple.
fn check_classes(vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    if is_class(m, m.get(slot)) || m.as_tuple(m.get(slot)).is_some() {
        return Ok(());
    }
    Err(vm.raise(Type::TypeError, "issubclass() arg 2 must be a class or a tuple of classes"))
}

/// `isinstance(value, classes)`.
fn isinstance(vm: &mut Vm, args: Args) -> Res {
    check_classes(vm, args.slot(1))?;
    let m = vm.view();
    let result = is_subclass_of(m, type_of(m, m.get(args.slot(0))), m.get(args.slot(1)));
    Ok(vm.ret(Word::bool(result)))
}

/// `issubclass(class, classes)`.
fn issubclass(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    if !is_class(m, m.get(args.slot(0))) {
        return Err(vm.raise(Type::TypeError, "issubclass() arg 1 must be a class"));
    }
    check_classes(vm, args.slot(1))?;
    let m = vm.view();
    let result = is_subclass_of(m, m.get(args.slot(0)), m.get(args.slot(1)));
    Ok(vm.ret(Word::bool(result)))
}

/// `getattr(object, name)`, `getattr(object, name, default)`.
fn getattr(vm: &mut Vm, args: Args) -> Res {
    let name = name_of(vm, args.slot(1))?;
    match (attr::op_load_attr(vm, args.slot(0), name), args.get(2)) {
        (Err(raised), Some(default)) if vm.raised_is(&raised, Type::AttributeError) => {
            vm.caught(raised, args.slot(1));
            Ok(vm.ret_slot(default))
        }
        (result, _) => result,
    }
}

/// `setattr(object, name, value)`.
fn setattr(vm: &mut Vm, args: Args) -> Res {
    let name = name_of(vm, args.slot(1))?;
    attr::op_store_attr(vm, args.slot(0), name, args.slot(2))?;
    Ok(vm.ret_none())
}

/// `delattr(object, name)`.
fn delattr(vm: &mut Vm, args: Args) -> Res {
    let name = name_of(vm, args.slot(1))?;
    attr::op_delete_attr(vm, args.slot(0), name)?;
    Ok(vm.ret_none())
}

/// `hasattr(object, name)`.
fn hasattr(vm: &mut Vm, args: Args) -> Res {
    let name = name_of(vm, args.slot(1))?;
    match attr::op_load_attr(vm, args.slot(0), name) {
        Ok(_) => Ok(vm.ret(Word::TRUE)),
        Err(raised) if vm.raised_is(&raised, Type::AttributeError) => {
            vm.caught(raised, args.slot(1));
            Ok(vm.ret(Word::FALSE))
        }
        Err(raised) => Err(raised),
    }
}

/// `callable(value)`.
fn callable(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let value = m.get(args.slot(0));
    let is_callable = match value.word().tag() {
        Tag::Function(_) | Tag::Type(_) => true,
        _ => match m.kind_of(value) {
            Some(Kind::Function | Kind::FunctionKw | Kind::Closure | Kind::BoundMethod | Kind::Class) => true,
            Some(Kind::Instance | Kind::InstanceNative | Kind::Exception) => {
                type_::lookup(m, type_of(m, value), q!(__call__)).is_some()
            }
            _ => false,
        },
    };
    Ok(vm.ret(Word::bool(is_callable)))
}

/// `id(value)`.
fn id(vm: &mut Vm, args: Args) -> Res {
    let number = vm.identity(args.slot(0))?;
    number::make_int(vm, i64::from(number))
}

/// `hash(value)`.
fn hash(vm: &mut Vm, args: Args) -> Res {
    let hash = hashing::op_hash(vm, args.slot(0))?;
    // A hash is what fits a small int.
    Ok(vm.ret(Word::small(hash as i32)))
}

/// `globals()`.
fn globals(vm: &mut Vm, _: Args) -> Res {
    let m = vm.view();
    Ok(m.ret(m.globals()))
}

/// `locals()`: the names of the module or class body; a function has none to show.
fn locals(vm: &mut Vm, _: Args) -> Res {
    let m = vm.view();
    Ok(m.ret(m.names()))
}

/// `__import__(name, globals, locals, names, level)`.
fn dunder_import(vm: &mut Vm, args: Args) -> Res {
    let name = name_of(vm, args.slot(0))?;
    let names = match args.get(3) {
        Some(names) => names,
        None => vm.push(Word::NONE)?,
    };
    let level = match args.get(4) {
        Some(level) => level,
        None => vm.push(Word::small(0))?,
    };
    import::import_name(vm, name, names, level)
}

/// `__repl_print__(value)`: what an interactive statement does with its value.
fn repl_print(vm: &mut Vm, args: Args) -> Res {
    if !vm.view().get(args.slot(0)).is_none() {
        op_print(vm, Sink::Port, args.slot(0), Form::Repr)?;
        vm.put(Sink::Port, b"\n")?;
    }
    Ok(vm.ret_none())
}

/// The functions of the module. What a feature adds stands last, so that it moves no other number.
pub(super) const FUNCTIONS: &[Method] = &[
    Method::range(q!(__build_class__), 2, Method::ANY, build_class),
    Method::range(q!(__import__), 1, 5, dunder_import),
    Method::fixed(q!(__repl_print__), 1, repl_print).with(takes::IMPURE),
    Method::fixed(q!(abs), 1, builtins_number::abs),
    Method::fixed(q!(all), 1, builtins_iter::all),
    Method::fixed(q!(any), 1, builtins_iter::any),
    Method::fixed(q!(bin), 1, builtins_number::bin),
    Method::fixed(q!(callable), 1, callable),
    Method::fixed(q!(chr), 1, builtins_text::chr),
    Method::fixed(q!(delattr), 2, delattr),
    Method::fixed(q!(divmod), 2, builtins_number::divmod),
    Method::range(q!(dir), 0, 1, builtins_dir::dir),
    Method::range(q!(getattr), 2, 3, getattr),
    Method::fixed(q!(globals), 0, globals),
    Method::fixed(q!(hasattr), 2, hasattr),
    Method::fixed(q!(hash), 1, hash),
    Method::fixed(q!(hex), 1, builtins_number::hex),
    Method::fixed(q!(id), 1, id),
    Method::fixed(q!(isinstance), 2, isinstance),
    Method::fixed(q!(issubclass), 2, issubclass),
    Method::fixed(q!(iter), 1, builtins_iter::iter),
    Method::fixed(q!(len), 1, len),
    Method::fixed(q!(locals), 0, locals),
    Method::range(q!(max), 1, Method::ANY, builtins_iter::max).with(takes::KEYWORDS),
    Method::range(q!(min), 1, Method::ANY, builtins_iter::min).with(takes::KEYWORDS),
    Method::range(q!(next), 1, 2, builtins_iter::next),
    Method::fixed(q!(oct), 1, builtins_number::oct),
    Method::fixed(q!(ord), 1, builtins_text::ord),
    Method::range(q!(pow), 2, 3, builtins_number::pow),
    Method::range(q!(print), 0, Method::ANY, print).with(takes::KEYWORDS | takes::IMPURE),
    Method::fixed(q!(repr), 1, repr),
    Method::range(q!(round), 1, 2, builtins_number::round),
    Method::fixed(q!(setattr), 3, setattr),
    Method::range(q!(sorted), 1, Method::ANY, builtins_iter::sorted).with(takes::KEYWORDS),
    Method::range(q!(sum), 1, 2, builtins_iter::sum),
    #[cfg(feature = "load")]
    Method::fixed(q!(compile), 3, builtins_code::compile),
    #[cfg(feature = "load")]
    Method::range(q!(eval), 1, 3, builtins_code::eval),
    #[cfg(feature = "load")]
    Method::range(q!(exec), 1, 3, builtins_code::exec),
    #[cfg(feature = "load")]
    Method::range(q!(execfile), 1, 3, builtins_code::execfile).with(takes::IMPURE),
];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[
    (q!(Ellipsis), Item::Constant(Word::ELLIPSIS)),
    (q!(NotImplemented), Item::Constant(Word::NOT_IMPLEMENTED)),
    (q!(__debug__), Item::Constant(Word::TRUE)),
    // What a class made by `exec` in a bare dict finds.
    (q!(__name__), Item::Constant(Word::qstr(q!(builtins)))),
];

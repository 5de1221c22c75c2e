//! `sys`.

use mpy_format::qstr::Qstr;

use super::Item;
use crate::exception::Raised;
use crate::heap::Root;
use crate::heap::layout::{Kind, bytes_size, words_size};
use crate::ops::print::{Form, Sink, op_print};
use crate::q;
use crate::types::{Args, Method, Res, Type, attr_tuple, list, stream, takes};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The release of the reference that programs find here.
const VERSION: [i32; 3] = [1, 28, 0];

/// The version of the language that it implements.
const LANGUAGE: [i32; 3] = [3, 4, 0];

/// Version 6.3 of `.mpy`, without native code.
const MPY: i32 = 6 | 3 << 8;

/// `maxsize`: the largest machine word.
#[cfg(feature = "bigint")]
const MAXSIZE: Item = Item::Computed(|vm| crate::ops::number::make_int(vm, i64::from(i32::MAX)));

/// `maxsize`: the largest int there is.
#[cfg(not(feature = "bigint"))]
const MAXSIZE: Item = Item::Constant(Word::small(Word::INT_MAX));

/// `exit()`, `exit(code)`.
fn exit(vm: &mut Vm, args: Args) -> Res {
    Err(match args.get(0) {
        Some(code) => vm.raise_with(Type::SystemExit, code),
        None => vm.raise_bare(Type::SystemExit),
    })
}

/// `print_exception(exception)`, `print_exception(exception, file)`.
fn print_exception(vm: &mut Vm, args: Args) -> Res {
    let sink = match args.get(1) {
        Some(file) => stream::sink_of(vm, file)?,
        None => Sink::Port,
    };
    if vm.view().kind_of(vm.view().get(args.slot(0))) == Some(Kind::Exception) {
        vm.print_exception(sink, args.slot(0))?;
    } else {
        op_print(vm, sink, args.slot(0), Form::Repr)?;
        vm.put(sink, b"\n")?;
    }
    Ok(vm.ret_none())
}

/// The list in `root`; it comes into being, with these strings, when it is first asked for.
fn list_in(vm: &mut Vm, root: Root, strings: &[&[u8]]) -> Res {
    if vm.view().root(root).is_null() {
        let list = list::make(vm, strings.len() as u32)?;
        for text in strings {
            let m = vm.reserve(bytes_size(text.len() as u32))?;
            let string = m.str(text);
            m.set_root(Root::Result, string);
            let item = vm.slot()?;
            let m = vm.view();
            m.set(item, m.root(Root::Result));
            list::append_slot(vm, list, item)?;
        }
        let m = vm.view();
        m.set_root(root, m.get(list));
    }
    let m = vm.view();
    Ok(m.ret(m.root(root)))
}

/// `argv`: [`Vm::set_arguments`] fills it.
fn argv(vm: &mut Vm) -> Res {
    list_in(vm, Root::Arguments, &[])
}

/// `path`: where modules are looked for that are neither builtin nor frozen.
fn path(vm: &mut Vm) -> Res {
    list_in(vm, Root::Path, &[b""])
}

/// `modules`.
fn modules(vm: &mut Vm) -> Res {
    let m = vm.view();
    Ok(m.ret(m.root(Root::Modules)))
}

/// `platform`.
fn platform(vm: &mut Vm) -> Res {
    let name = vm.with_port(|port| port.name());
    let m = vm.reserve(bytes_size(name.len() as u32))?;
    Ok(m.ret(m.str(name.as_bytes())))
}

/// `version_info`.
fn version_info(vm: &mut Vm) -> Res {
    let m = vm.reserve(words_size(3))?;
    Ok(m.ret(m.tuple(&LANGUAGE.map(Value::small))))
}

/// `implementation`.
fn implementation(vm: &mut Vm) -> Res {
    const NAMES: [Qstr; 4] = [q!(name), q!(version), q!(_machine), q!(_mpy)];
    let machine = vm.with_port(|port| port.name());
    let m = vm.reserve(2 * words_size(4) + words_size(5) + bytes_size(machine.len() as u32))?;
    let [major, minor, patch] = VERSION.map(Value::small);
    let version = m.tuple(&[major, minor, patch, Value::qstr(Qstr::EMPTY)]);
    let items = [Value::qstr(q!(micropython)), version, m.str(machine.as_bytes()), Value::small(MPY)];
    Ok(m.ret(attr_tuple::make(m, &NAMES, &items)))
}

impl Vm {
    /// Sets `sys.argv`.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn set_arguments(&mut self, arguments: &[&[u8]]) -> Result<(), Raised> {
        let level = self.stack_level();
        let result = list_in(self, Root::Arguments, arguments);
        self.release(level);
        result.map(|_| ())
    }
}

/// The functions of the module.
pub(super) const FUNCTIONS: &[Method] = &[
    Method::range(q!(exit), 0, 1, exit),
    Method::range(q!(print_exception), 1, 2, print_exception).with(takes::IMPURE),
];

/// Its other names.
pub(super) const ITEMS: &[(Qstr, Item)] = &[
    (q!(argv), Item::Computed(argv)),
    (q!(byteorder), Item::Constant(Word::qstr(q!(little)))),
    (q!(implementation), Item::Computed(implementation)),
    (q!(maxsize), MAXSIZE),
    (q!(modules), Item::Computed(modules)),
    (q!(path), Item::Computed(path)),
    (q!(platform), Item::Computed(platform)),
    (q!(stderr), Item::Constant(Word::STDERR)),
    (q!(stdout), Item::Constant(Word::STDOUT)),
    (q!(version), Item::Constant(Word::qstr(q!("3.4.0; MicroPython v1.28.0")))),
    (q!(version_info), Item::Computed(version_info)),
];

//! `str()` and `repr()`, written piece by piece to the port or to a string under construction.

use mpy_format::qstr::Qstr;

use crate::exception::{Part, Raised, decimal, field as exception_field};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Object, Slot};
use crate::modules;
use crate::ops::special::call_special;
use crate::q;
use crate::types::text::{get_run, repr};
use crate::types::{self, Res, Type, attr_tuple, bytearray, list, module, name_of_type, table, type_of};
use crate::value::{Tag, Value, Word};
use crate::vm::{Vm, signature};

/// Where text goes.
#[derive(Clone, Copy, Debug)]
pub enum Sink {
    /// The board's standard output.
    Port,
    /// Its standard error.
    Error,
    /// The string under construction in this slot; see [`Vm::new_text`].
    Text(Slot),
}

/// Which text of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `str(x)`.
    Str,
    /// `repr(x)`.
    Repr,
}

impl Vm {
    /// A slot with text under construction: a bytearray that only [`Vm::put`] and its kin know of.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn new_text(&mut self) -> Result<Slot, Raised> {
        bytearray::make(self)
    }

    /// Writes text that is not on the heap.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn put(&mut self, sink: Sink, text: &[u8]) -> Result<(), Raised> {
        match sink {
            Sink::Port | Sink::Error => {
                self.write_to(sink, text);
                Ok(())
            }
            Sink::Text(holder) => bytearray::push(self, holder, text),
        }
    }

    /// Writes to one of the board's outputs.
    fn write_to(&self, sink: Sink, bytes: &[u8]) {
        self.with_port(|port| if matches!(sink, Sink::Error) { port.write_error(bytes) } else { port.write(bytes) });
    }

    /// Writes the bytes of the text in a slot.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn put_slot(&mut self, sink: Sink, text: Slot) -> Result<(), Raised> {
        self.put_part(sink, text, 0, u32::MAX)
    }

    /// Writes the bytes `from..to` of the text in a slot.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn put_part(&mut self, sink: Sink, text: Slot, from: u32, to: u32) -> Result<(), Raised> {
        match sink {
            Sink::Port | Sink::Error => {
                let mut rest = get_run(self.view(), text).part(from, to);
                while !rest.is_empty() {
                    let mut chunk = [0; 64];
                    let count = rest.copy_to(&mut chunk);
                    self.write_to(sink, &chunk[..count]);
                    rest = rest.rest(count as u32);
                }
                Ok(())
            }
            Sink::Text(holder) => {
                let m = self.view();
                let end = get_run(m, holder).len();
                bytearray::splice(self, holder, (end, end), text, (from, to))
            }
        }
    }

    /// Ends text under construction: it becomes the result, as a `str`.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn finish_text(&mut self, text: Slot) -> Res {
        let m = self.view();
        let run = get_run(m, text);
        if run.len() == 1 && run.at(0) < 0x80 {
            return Ok(m.ret(m.str(&[run.at(0)])));
        }
        self.freeze(text, Kind::Str);
        Ok(self.ret_slot(text))
    }
}

/// Writes `str(value)` or `repr(value)`.
///
/// # Errors
/// What `__str__` or `__repr__` raises; `RuntimeError` for too deep nesting; `MemoryError`.
pub fn op_print(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<(), Raised> {
    let m = vm.view();
    match m.get(value).word().tag() {
        Tag::Null => vm.put(sink, b"(nil)"),
        Tag::Int(number) => {
            let mut digits = [0; 11];
            vm.put(sink, decimal(number, &mut digits))
        }
        Tag::Qstr(_) if form == Form::Str => vm.put_slot(sink, value),
        Tag::Qstr(_) => repr::put(vm, sink, value, 0, true),
        Tag::Singleton(_) => {
            let text: &[u8] = match m.get(value).word() {
                Word::FALSE => b"False",
                Word::TRUE => b"True",
                Word::ELLIPSIS => b"Ellipsis",
                Word::NOT_IMPLEMENTED => b"NotImplemented",
                Word::EMPTY_TUPLE => b"()",
                Word::EMPTY_BYTES => b"b''",
                Word::STDOUT => b"<io.TextIOWrapper 1>",
                Word::STDERR => b"<io.TextIOWrapper 2>",
                _ => b"None",
            };
            vm.put(sink, text)
        }
        Tag::Function(_) => vm.put(sink, b"<function>"),
        Tag::Type(_) => put_class(vm, sink, value),
        Tag::Module(number) => {
            let name = modules::info(number).map_or(Qstr::EMPTY, |info| info.name);
            put_parts(vm, sink, &[Part::Text("<module '"), Part::Name(name), Part::Text("'>")])
        }
        Tag::Object(_) => {
            let level = vm.stack_level();
            let result = vm.nested(|vm| print_object(vm, sink, value, form));
            vm.release(level);
            result
        }
    }
}

/// Writes pieces of text.
pub(crate) fn put_parts(vm: &mut Vm, sink: Sink, parts: &[Part]) -> Result<(), Raised> {
    for &part in parts {
        let name = match part {
            Part::Text(text) => {
                vm.put(sink, text.as_bytes())?;
                continue;
            }
            Part::Int(number) => {
                let mut digits = [0; 11];
                vm.put(sink, decimal(number, &mut digits))?;
                continue;
            }
            Part::Char(byte) => {
                vm.put(sink, &[byte])?;
                continue;
            }
            Part::Str(text) => {
                vm.put_slot(sink, text)?;
                continue;
            }
            Part::Name(name) => name,
            Part::TypeOf(slot) => {
                let m = vm.view();
                name_of_type(m, type_of(m, m.get(slot)))
            }
        };
        let slot = vm.push(Word::qstr(name))?;
        vm.put_slot(sink, slot)?;
        vm.release(Slot::at(slot.address() + 4));
    }
    Ok(())
}

fn put_class(vm: &mut Vm, sink: Sink, class: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let name = name_of_type(m, m.get(class));
    put_parts(vm, sink, &[Part::Text("<class '"), Part::Name(name), Part::Text("'>")])
}

/// Writes the identity of what is in `slot`, in hexadecimal.
fn put_identity(vm: &mut Vm, sink: Sink, slot: Slot) -> Result<(), Raised> {
    let number = vm.identity(slot)? as u32;
    let mut digits = [0; 8];
    let mut start = digits.len();
    let mut rest = number;
    while rest != 0 || start == digits.len() {
        start -= 1;
        digits[start] = b"0123456789abcdef"[(rest & 15) as usize];
        rest >>= 4;
    }
    vm.put(sink, &digits[start..])
}

/// Field `index` of the object in `object`, in a new slot.
fn field_slot(vm: &mut Vm, object: Slot, index: u32) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let m = vm.view();
    if let Some(object) = m.object(m.get(object)) {
        m.set(slot, m.field(object, index));
    }
    Ok(slot)
}

/// Writes a tuple whose items have names.
fn print_attr_tuple(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let class = type_of(m, m.get(value));
    if m.kind_of(class) == Some(Kind::Class) {
        put_parts(vm, sink, &[Part::TypeOf(value)])?;
    }
    vm.put(sink, b"(")?;
    let mut index = 0;
    loop {
        let m = vm.view();
        let name = m.object(m.get(value)).and_then(|tuple| attr_tuple::name(m, tuple, index));
        let Some(name) = name else { return vm.put(sink, b")") };
        let before = Part::Text(if index == 0 { "" } else { ", " });
        put_parts(vm, sink, &[before, Part::Name(name), Part::Text("=")])?;
        put_field(vm, sink, value, index)?;
        index += 1;
    }
}

fn put_field(vm: &mut Vm, sink: Sink, object: Slot, index: u32) -> Result<(), Raised> {
    let level = vm.stack_level();
    let slot = field_slot(vm, object, index)?;
    op_print(vm, sink, slot, Form::Repr)?;
    vm.release(level);
    Ok(())
}

fn print_object(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<(), Raised> {
    let m = vm.view();
    let Some(object) = m.object(m.get(value)) else { return Ok(()) };
    match m.kind(object) {
        Kind::Str if form == Form::Str => vm.put_slot(sink, value),
        Kind::Str => repr::put(vm, sink, value, 0, true),
        #[cfg(feature = "float")]
        Kind::Float => {
            let number = types::float::value_of(m, object.value()).unwrap_or(0.0);
            vm.put(sink, types::float::repr(&mut [0; 36], number))
        }
        Kind::Complex => types::complex::print(vm, sink, value),
        Kind::BigInt => {
            let text = vm.push_slot(value)?;
            let start = types::int::big::write(vm, text, types::text::number::Look::PLAIN)?;
            vm.put_part(sink, text, start, u32::MAX)
        }
        Kind::Bytes => {
            vm.put(sink, b"b")?;
            repr::put(vm, sink, value, 0, false)
        }
        Kind::ByteArray => {
            vm.put(sink, b"bytearray(b")?;
            repr::put(vm, sink, value, 0, false)?;
            vm.put(sink, b")")
        }
        Kind::Tuple => {
            let count = m.length(object);
            put_items(vm, sink, value, "(", if count == 1 { ",)" } else { ")" })
        }
        Kind::AttrTuple => print_attr_tuple(vm, sink, value),
        Kind::List => put_items(vm, sink, value, "[", "]"),
        Kind::Dict => put_table(vm, sink, value, ["{", "}"], Entries::Pairs),
        Kind::OrderedDict => put_table(vm, sink, value, ["OrderedDict({", "})"], Entries::Pairs),
        Kind::Set | Kind::FrozenSet => print_set(vm, sink, value),
        Kind::DictView => {
            let view = m.length(object);
            let inner = field_slot(vm, value, 0)?;
            let m = vm.view();
            m.set(inner, types::native_of(m, m.get(inner)));
            match view {
                0 => put_table(vm, sink, inner, ["dict_keys([", "])"], Entries::Keys),
                1 => put_table(vm, sink, inner, ["dict_values([", "])"], Entries::Values),
                _ => put_table(vm, sink, inner, ["dict_items([", "])"], Entries::Tuples),
            }
        }
        Kind::Range => {
            let is_short = m.field(object, 2).as_int() == Some(1);
            put_fields(vm, sink, value, "range(", if is_short { 2 } else { 3 })
        }
        Kind::Slice => put_fields(vm, sink, value, "slice(", 3),
        Kind::Function | Kind::FunctionKw => {
            if type_of(m, object.value()).word() == Word::type_(Type::Generator as u16) {
                return vm.put(sink, b"<generator>");
            }
            let name = signature::function_name(&m.vm.heap, m.vm.heap.code_of(object.address()));
            put_parts(vm, sink, &[Part::Text("<function "), Part::Name(name), Part::Text(" at 0x")])?;
            put_identity(vm, sink, value)?;
            vm.put(sink, b">")
        }
        Kind::Closure => print_closure(vm, sink, value),
        Kind::Generator => {
            let function = field_slot(vm, value, 0)?;
            let m = vm.view();
            let name = m.object(m.get(function)).map_or(Qstr::EMPTY, |function| {
                signature::function_name(&m.vm.heap, m.vm.heap.code_of(function.address()))
            });
            put_parts(vm, sink, &[Part::Text("<generator object '"), Part::Name(name), Part::Text("' at ")])?;
            put_identity(vm, sink, value)?;
            vm.put(sink, b">")
        }
        Kind::BoundMethod => {
            vm.put(sink, b"<bound_method ")?;
            put_identity(vm, sink, value)?;
            vm.put(sink, b" ")?;
            put_field(vm, sink, value, 1)?;
            vm.put(sink, b".")?;
            put_field(vm, sink, value, 0)?;
            vm.put(sink, b">")
        }
        Kind::Super => {
            vm.put(sink, b"<super: ")?;
            put_field(vm, sink, value, 0)?;
            vm.put(sink, b", ")?;
            put_field(vm, sink, value, 1)?;
            vm.put(sink, b">")
        }
        Kind::Cell => {
            vm.put(sink, b"<cell ")?;
            put_field(vm, sink, value, 0)?;
            vm.put(sink, b">")
        }
        Kind::Code => vm.put(sink, b"<code>"),
        Kind::Class => put_class(vm, sink, value),
        Kind::Module => print_module(vm, sink, value),
        Kind::Exception => print_exception(vm, sink, value, form),
        Kind::Instance | Kind::InstanceNative => print_instance(vm, sink, value, form),
        _ => put_parts(vm, sink, &[Part::Text("<"), Part::TypeOf(value), Part::Text(">")]),
    }
}

fn put_fields(vm: &mut Vm, sink: Sink, value: Slot, open: &'static str, count: u32) -> Result<(), Raised> {
    vm.put(sink, open.as_bytes())?;
    for index in 0..count {
        if index > 0 {
            vm.put(sink, b", ")?;
        }
        put_field(vm, sink, value, index)?;
    }
    vm.put(sink, b")")
}

/// Writes the items of a list or tuple, which can change while its items are written.
fn put_items(vm: &mut Vm, sink: Sink, value: Slot, open: &str, close: &str) -> Result<(), Raised> {
    vm.put(sink, open.as_bytes())?;
    let item = vm.slot()?;
    let mut index = 0;
    loop {
        let m = vm.view();
        let Some(found) = list::item(m, m.get(value), index) else { break };
        m.set(item, found);
        if index > 0 {
            vm.put(sink, b", ")?;
        }
        op_print(vm, sink, item, Form::Repr)?;
        index += 1;
    }
    vm.put(sink, close.as_bytes())
}

/// What is written of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entries {
    Keys,
    Values,
    Pairs,
    Tuples,
}

fn put_table(vm: &mut Vm, sink: Sink, holder: Slot, around: [&str; 2], entries: Entries) -> Result<(), Raised> {
    vm.put(sink, around[0].as_bytes())?;
    let (key, value) = (vm.slot()?, vm.slot()?);
    let mut from = 0;
    loop {
        let m = vm.view();
        let Some(object) = m.object(m.get(holder)) else { break };
        let Some(number) = table::next_entry(m, object, from) else { break };
        let Some((found, stored)) = table::entry(m, object, number) else { break };
        m.set(key, found);
        m.set(value, stored);
        if from > 0 {
            vm.put(sink, b", ")?;
        }
        from = number + 1;
        if entries == Entries::Tuples {
            vm.put(sink, b"(")?;
        }
        if entries != Entries::Values {
            op_print(vm, sink, key, Form::Repr)?;
        }
        match entries {
            Entries::Pairs => vm.put(sink, b": ")?,
            Entries::Tuples => vm.put(sink, b", ")?,
            Entries::Keys => continue,
            Entries::Values => {}
        }
        op_print(vm, sink, value, Form::Repr)?;
        if entries == Entries::Tuples {
            vm.put(sink, b")")?;
        }
    }
    vm.put(sink, around[1].as_bytes())
}

fn print_set(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let Some(object) = m.object(m.get(value)) else { return Ok(()) };
    let is_empty = table::len(m, object) == 0;
    match (m.kind(object) == Kind::FrozenSet, is_empty) {
        (false, true) => vm.put(sink, b"set()"),
        (true, true) => vm.put(sink, b"frozenset()"),
        (false, false) => put_table(vm, sink, value, ["{", "}"], Entries::Keys),
        (true, false) => put_table(vm, sink, value, ["frozenset({", "})"], Entries::Keys),
    }
}

fn print_closure(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let cells = m.object(m.get(value)).map_or(0, |object| m.refs(object) - 1);
    vm.put(sink, b"<closure ")?;
    put_field(vm, sink, value, 0)?;
    vm.put(sink, b" at ")?;
    put_identity(vm, sink, value)?;
    put_parts(vm, sink, &[Part::Text(", n_closed="), Part::Int(cells as i32), Part::Text(" ")])?;
    for cell in 0..cells {
        put_field(vm, sink, value, 1 + cell)?;
        vm.put(sink, b" ")?;
    }
    vm.put(sink, b">")
}

fn print_module(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let file = vm.slot()?;
    let m = vm.view();
    let name = module::name(m, m.get(value)).unwrap_or(Qstr::EMPTY);
    let found = module::dict(m, m.get(value)).and_then(|dict| table::get_name(m, dict, q!(__file__)));
    m.set(file, found.unwrap_or(Value::NULL));
    if found.is_some() {
        let parts = [Part::Name(name), Part::Text("' from '"), Part::Str(file)];
        vm.put(sink, b"<module '")?;
        put_parts(vm, sink, &parts)?;
        return vm.put(sink, b"'>");
    }
    put_parts(vm, sink, &[Part::Text("<module '"), Part::Name(name), Part::Text("'>")])
}

/// The name of an error number that `str(OSError(n))` gives.
fn errno_name(number: i32) -> Option<&'static str> {
    Some(match number {
        1 => "EPERM",
        2 => "ENOENT",
        5 => "EIO",
        9 => "EBADF",
        11 => "EAGAIN",
        12 => "ENOMEM",
        13 => "EACCES",
        17 => "EEXIST",
        19 => "ENODEV",
        21 => "EISDIR",
        22 => "EINVAL",
        95 => "EOPNOTSUPP",
        98 => "EADDRINUSE",
        103 => "ECONNABORTED",
        104 => "ECONNRESET",
        105 => "ENOBUFS",
        107 => "ENOTCONN",
        110 => "ETIMEDOUT",
        111 => "ECONNREFUSED",
        113 => "EHOSTUNREACH",
        114 => "EALREADY",
        115 => "EINPROGRESS",
        _ => return None,
    })
}

fn exception_args<'m>(m: Mutator<'m>, exception: Option<Object<'m>>) -> &'m [Value<'m>] {
    exception.and_then(|object| m.as_tuple(m.field(object, exception_field::ARGS))).unwrap_or(&[])
}

fn print_exception(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<(), Raised> {
    if print_special(vm, sink, value, form)? {
        return Ok(());
    }
    if form == Form::Repr {
        put_parts(vm, sink, &[Part::TypeOf(value)])?;
        let args = field_slot(vm, value, exception_field::ARGS)?;
        return op_print(vm, sink, args, Form::Repr);
    }
    print_message(vm, sink, value)
}

/// Writes the arguments of an exception as `str()` has them.
fn print_message(vm: &mut Vm, sink: Sink, value: Slot) -> Result<(), Raised> {
    let args = field_slot(vm, value, exception_field::ARGS)?;
    let (first, second) = (vm.slot()?, vm.slot()?);
    let m = vm.view();
    let exception = m.object(m.get(value));
    let items = exception_args(m, exception);
    m.set(first, items.first().copied().unwrap_or(Value::NULL));
    m.set(second, items.get(1).copied().unwrap_or(Value::NULL));
    let is_os_error = type_of(m, m.get(value)).word() == Word::type_(Type::OSError as u16);
    let count = items.len();
    if is_os_error
        && count < 3
        && let Some(number) = m.get(first).as_int()
        && let Some(name) = errno_name(number)
    {
        put_parts(vm, sink, &[Part::Text("[Errno "), Part::Int(number), Part::Text("] "), Part::Text(name)])?;
        if count == 2 {
            vm.put(sink, b": ")?;
            op_print(vm, sink, second, Form::Str)?;
        }
        return Ok(());
    }
    match count {
        0 => Ok(()),
        1 => op_print(vm, sink, first, Form::Str),
        _ => op_print(vm, sink, args, Form::Str),
    }
}

/// Writes the last line of a traceback: class and arguments; a class with its own `__repr__` says it all itself.
pub(crate) fn print_last_line(vm: &mut Vm, sink: Sink, exception: Slot) -> Result<(), Raised> {
    if print_special(vm, sink, exception, Form::Repr)? {
        return Ok(());
    }
    put_parts(vm, sink, &[Part::TypeOf(exception), Part::Text(": ")])?;
    print_message(vm, sink, exception)
}

/// Writes what the program's own `__str__` or `__repr__` gives; `false` if there is none.
fn print_special(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<bool, Raised> {
    let names = [q!(__str__), q!(__repr__)];
    for &name in if form == Form::Str { &names[..] } else { &names[1..] } {
        if let Some(ret) = call_special(vm, value, name, &[])? {
            let text = vm.slot()?;
            vm.keep(ret, text);
            op_print(vm, sink, text, Form::Str)?;
            return Ok(true);
        }
    }
    Ok(false)
}

fn print_instance(vm: &mut Vm, sink: Sink, value: Slot, form: Form) -> Result<(), Raised> {
    if print_special(vm, sink, value, form)? {
        return Ok(());
    }
    let native = vm.slot()?;
    let m = vm.view();
    if let Some(object) = m.object_of(m.get(value), Kind::InstanceNative)
        && !m.field(object, 2).is_null()
    {
        m.set(native, m.field(object, 2));
        return op_print(vm, sink, native, form);
    }
    put_parts(vm, sink, &[Part::Text("<"), Part::TypeOf(value), Part::Text(" object at ")])?;
    put_identity(vm, sink, value)?;
    vm.put(sink, b">")
}

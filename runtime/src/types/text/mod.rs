//! What `str`, `bytes` and `bytearray` have in common: one way to read them, one to make them, and their methods.
//!
//! Positions inside the VM are those of bytes; programs see those of code points where the text is a `str`.

pub mod change;
pub mod number;
pub mod operator;
pub mod percent;
pub mod repr;
pub mod search;
pub mod spec;
pub mod split;
pub mod subscr;
pub mod template;
#[cfg(test)]
mod tests;
pub mod utf8;

pub use self::operator::{equal, op_binary, order};

use super::{Method, Res, Type, bytearray, bytes, memoryview, native_of, slice, str, takes};
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, MAX_LENGTH, bytes_size, words_size};
use crate::heap::{Mutator, Run, Slot};
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

/// A `str`, `bytes` or `bytearray`.
#[derive(Clone, Copy)]
pub struct Text<'m> {
    /// Which of the three.
    pub type_: Type,
    /// Its bytes.
    pub run: Run<'m>,
}

impl Text<'_> {
    /// Whether it is a `str`.
    pub fn is_str(self) -> bool {
        self.type_ == Type::Str
    }
}

/// The text that `value` is, or that is behind an instance.
pub fn of<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Text<'m>> {
    let Some(object) = m.object(value) else {
        return match m.as_str(value) {
            Some(text) => Some(Text { type_: Type::Str, run: text.into() }),
            None => m.as_bytes(value).map(|bytes| Text { type_: Type::Bytes, run: bytes.into() }),
        };
    };
    match m.kind(object) {
        Kind::Str => Some(Text { type_: Type::Str, run: m.bytes(object).into() }),
        Kind::Bytes => Some(Text { type_: Type::Bytes, run: m.bytes(object).into() }),
        Kind::ByteArray => Some(Text { type_: Type::ByteArray, run: bytearray::run(m, object) }),
        // What is behind an instance is no instance.
        Kind::InstanceNative => of(m, native_of(m, value)),
        _ => None,
    }
}

/// The bytes of what has the buffer protocol: text and views of it.
pub fn buffer<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<Run<'m>> {
    match of(m, value) {
        Some(text) => Some(text.run),
        None => m.object_of(value, Kind::MemoryView).map(|view| memoryview::run(m, view)),
    }
}

/// The text in a slot that is known to hold one.
pub(crate) fn get(m: Mutator<'_>, slot: Slot) -> Text<'_> {
    of(m, m.get(slot)).unwrap_or(Text { type_: Type::Bytes, run: Run::EMPTY })
}

/// The bytes of what is in a slot that is known to have some.
pub(crate) fn get_run(m: Mutator<'_>, slot: Slot) -> Run<'_> {
    buffer(m, m.get(slot)).unwrap_or(Run::EMPTY)
}

/// Sees that what is in `slot` has the buffer protocol.
///
/// # Errors
/// `TypeError`.
pub(crate) fn check_buffer(vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    match buffer(m, m.get(slot)) {
        Some(_) => Ok(()),
        None => Err(vm.raise(Type::TypeError, "object with buffer protocol required")),
    }
}

/// Raises the `TypeError` for what is in `slot`, where text of the other sort is needed.
#[cold]
pub(crate) fn raise_implicit(vm: &mut Vm, slot: Slot) -> Raised {
    let m = vm.view();
    let wanted = if of(m, m.get(slot)).is_some_and(Text::is_str) { "bytes" } else { "str" };
    let parts = [
        Part::Text("can't convert '"),
        Part::TypeOf(slot),
        Part::Text("' object to "),
        Part::Text(wanted),
        Part::Text(" implicitly"),
    ];
    vm.raise_parts(Type::TypeError, &parts)
}

/// Sees that what is in `slot` goes with text of this type: a `str` with a `str`, others with others.
///
/// # Errors
/// `TypeError`.
pub(crate) fn check(vm: &mut Vm, type_: Type, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    match of(m, m.get(slot)) {
        Some(text) if text.is_str() == (type_ == Type::Str) => Ok(()),
        _ => Err(raise_implicit(vm, slot)),
    }
}

/// Sees that a `str` or `bytes` is in `slot`.
///
/// # Errors
/// `TypeError`.
pub(crate) fn check_text(vm: &mut Vm, slot: Slot) -> Result<(), Raised> {
    let m = vm.view();
    match of(m, m.get(slot)) {
        Some(text) if text.type_ != Type::ByteArray => Ok(()),
        _ => Err(raise_implicit(vm, slot)),
    }
}

/// Makes room for a new text of `length` bytes.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn reserve(vm: &mut Vm, length: u32) -> Result<Mutator<'_>, Raised> {
    if length > MAX_LENGTH - 4 {
        return Err(vm.raise_memory_error(length));
    }
    vm.reserve(words_size(1) + bytes_size(length))
}

/// A new text of `length` bytes, which `fill` writes, in what [`reserve`] gave.
pub(crate) fn make<'m>(m: Mutator<'m>, type_: Type, length: u32, fill: &mut dyn FnMut(&mut [u8])) -> Value<'m> {
    let kind = match type_ {
        Type::Str if length <= 1 => {
            let mut byte = [0];
            fill(&mut byte[..length as usize]);
            return m.str(&byte[..length as usize]);
        }
        Type::Bytes if length == 0 => return m.bytes_object(b""),
        Type::Str => Kind::Str,
        Type::Bytes => Kind::Bytes,
        _ => Kind::Buffer,
    };
    // The storage stands behind the array, so that it can grow in place.
    let array = (kind == Kind::Buffer).then(|| m.alloc(Kind::ByteArray, length, &[Value::NULL]));
    if let Some(array) = array.filter(|_| length == 0) {
        return array.value();
    }
    let room = if array.is_some() { length.next_multiple_of(4) } else { length };
    let object = m.alloc_bytes(kind, room, |bytes| fill(&mut bytes[..length as usize]));
    match array {
        Some(array) => {
            m.set_field(array, 0, object.value());
            array.value()
        }
        None => object.value(),
    }
}

/// A new text of type `type_` with the bytes `from..to` of what is in `slot`; all of a text that cannot change is itself.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn cut(vm: &mut Vm, type_: Type, slot: Slot, from: u32, to: u32) -> Res {
    let m = vm.view();
    let run = get_run(m, slot);
    let length = run.part(from, to).len();
    if length == run.len() && type_ != Type::ByteArray && of(m, m.get(slot)).is_some_and(|text| text.type_ == type_) {
        return Ok(m.ret(native_of(m, m.get(slot))));
    }
    let m = reserve(vm, length)?;
    let part = get_run(m, slot).part(from, to);
    Ok(m.ret(make(m, type_, length, &mut |bytes| {
        part.copy_to(bytes);
    })))
}

/// The bytes that optional arguments `index` and the one behind it, start and end, mean in the text in `slot`; the start
/// can be behind the end.
///
/// # Errors
/// `TypeError` for what is no integer.
pub(crate) fn bounds(vm: &mut Vm, slot: Slot, start: Option<Slot>, end: Option<Slot>) -> Result<(u32, u32), Raised> {
    let mut numbers = [None; 2];
    for (number, given) in numbers.iter_mut().zip([start, end]) {
        if let Some(given) = given.filter(|&given| !vm.view().get(given).is_none()) {
            let type_ = get(vm.view(), slot).type_;
            *number = Some(slice::number(vm, type_, given)?);
        }
    }
    let text = get(vm.view(), slot);
    let position = |number: i32| match (text.is_str(), number) {
        (true, number) => utf8::offset(text.run, number).unwrap_or(if number < 0 { 0 } else { text.run.len() }),
        (false, number) if number < 0 => text.run.len().saturating_sub(number.unsigned_abs()),
        (false, number) => text.run.len().min(number as u32),
    };
    Ok((numbers[0].map_or(0, position), numbers[1].map_or(text.run.len(), position)))
}

/// The methods of the three types: each has a stretch of them.
static TABLE: [Method; 32] = [
    Method::fixed(q!(append), 2, bytearray::append),
    Method::fixed(q!(extend), 2, bytearray::extend),
    // From here on `bytes`.
    Method::range(q!(hex), 1, 2, bytes::hex),
    Method::fixed(q!(fromhex), 2, bytes::from_hex).with(takes::CLASS),
    Method::range(q!(decode), 1, 3, str::decode),
    // From here on `str`.
    Method::range(q!(find), 2, 4, search::find),
    Method::range(q!(rfind), 2, 4, search::find_last),
    Method::range(q!(index), 2, 4, search::index),
    Method::range(q!(rindex), 2, 4, search::index_last),
    Method::fixed(q!(join), 2, split::join),
    Method::range(q!(split), 1, 3, split::split),
    Method::range(q!(splitlines), 1, Method::ANY, split::split_lines).with(takes::KEYWORDS),
    Method::range(q!(rsplit), 1, 3, split::split_last),
    Method::range(q!(startswith), 2, 4, search::starts_with),
    Method::range(q!(endswith), 2, 4, search::ends_with),
    Method::range(q!(strip), 1, 2, change::strip),
    Method::range(q!(lstrip), 1, 2, change::strip_left),
    Method::range(q!(rstrip), 1, 2, change::strip_right),
    Method::range(q!(format), 1, Method::ANY, template::format).with(takes::KEYWORDS),
    Method::range(q!(replace), 3, 4, change::replace),
    Method::range(q!(count), 2, 4, search::count),
    Method::fixed(q!(partition), 2, split::partition),
    Method::fixed(q!(rpartition), 2, split::partition_last),
    Method::fixed(q!(center), 2, change::center),
    Method::fixed(q!(lower), 1, change::lower),
    Method::fixed(q!(upper), 1, change::upper),
    Method::fixed(q!(isspace), 1, change::is_space),
    Method::fixed(q!(isalpha), 1, change::is_alpha),
    Method::fixed(q!(isdigit), 1, change::is_digit),
    Method::fixed(q!(isupper), 1, change::is_upper),
    Method::fixed(q!(islower), 1, change::is_lower),
    // `bytes` and `bytearray` end here.
    Method::range(q!(encode), 1, 3, str::encode),
];

/// Those of `str`.
pub(super) const STR_METHODS: &[Method] = TABLE.split_at(5).1;
/// Those of `bytes`.
pub(super) const BYTES_METHODS: &[Method] = TABLE.split_at(31).0.split_at(2).1;
/// Those of `bytearray`.
pub(super) const BYTEARRAY_METHODS: &[Method] = TABLE.split_at(31).0;
/// Those of `memoryview`.
pub(super) const VIEW_METHODS: &[Method] = TABLE.split_at(3).0.split_at(2).1;

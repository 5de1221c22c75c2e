//! Exceptions: raising them, what they carry, and where they came from.
//!
//! An exception on its way up sits in [`Root::Raised`]; [`Raised`] says that it does. Raising never fails: where memory
//! for the exception is short, the preallocated `MemoryError` takes its place.

use mpy_format::qstr::Qstr;

use crate::heap::layout::{Kind, bytes_size, words_size};
use crate::heap::{Mutator, Object, Root, Slot};
use crate::types::Type;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Proof that an exception is in [`Root::Raised`].
#[must_use]
#[derive(Debug)]
pub struct Raised(());

const _: () = assert!(size_of::<Raised>() <= 4, "an error is at most one word");

/// Field numbers of [`Kind::Exception`].
pub mod field {
    /// The class: a builtin type or a [`Kind::Class`](crate::heap::layout::Kind::Class).
    pub const CLASS: u32 = 0;
    /// The arguments: a tuple.
    pub const ARGS: u32 = 1;
    /// Items, two for each frame, innermost first: code, and the offset of the instruction in it as a small int.
    pub const TRACEBACK: u32 = 2;
    /// Attributes that the program set: a dict, or "no value".
    pub const ATTRIBUTES: u32 = 3;
}

/// Bytes of an exception without its arguments.
pub const EXCEPTION_SIZE: u32 = words_size(4);

/// A piece of a message.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Fixed text.
    Text(&'static str),
    /// An interned string.
    Name(Qstr),
    /// A number, in decimal.
    Int(i32),
    /// One byte.
    Char(u8),
    /// The `str` in a slot.
    Str(Slot),
    /// The name of the type of what is in a slot.
    TypeOf(Slot),
}

impl Part {
    fn with<'m, R>(self, m: Mutator<'m>, take: impl FnOnce(&[u8]) -> R) -> R {
        match self {
            Part::Text(text) => take(text.as_bytes()),
            Part::Name(name) => take(m.qstr_text(name)),
            Part::Int(number) => {
                let mut digits = [0; 11];
                take(decimal(number, &mut digits))
            }
            Part::Char(byte) => take(&[byte]),
            Part::Str(slot) => take(m.as_str(m.get(slot)).unwrap_or(b"")),
            Part::TypeOf(slot) => {
                take(m.qstr_text(crate::types::name_of_type(m, crate::types::type_of(m, m.get(slot)))))
            }
        }
    }
}

impl Part {
    /// Bytes of the text that parts make.
    pub(crate) fn length(m: Mutator<'_>, parts: &[Part]) -> u32 {
        parts.iter().map(|part| part.with(m, |text| text.len() as u32)).sum()
    }

    /// A new `str` of parts, `length` bytes in all.
    pub(crate) fn build<'m>(m: Mutator<'m>, parts: &[Part], length: u32) -> Object<'m> {
        m.alloc_bytes(Kind::Str, length, |bytes| {
            let mut at = 0;
            for part in parts {
                part.with(m, |text| {
                    bytes[at..at + text.len()].copy_from_slice(text);
                    at += text.len();
                });
            }
        })
    }
}

/// `number` in decimal, written to the end of `buffer`.
pub fn decimal(number: i32, buffer: &mut [u8; 11]) -> &[u8] {
    let mut rest = number.unsigned_abs();
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        start -= 1;
        buffer[start] = b'-';
    }
    &buffer[start..]
}

impl Vm {
    /// Raises `class(message)`.
    #[cold]
    #[inline(never)]
    pub fn raise(&mut self, class: Type, message: &'static str) -> Raised {
        self.raise_parts(class, &[Part::Text(message)])
    }

    /// Raises `class(message)` with the message put together from parts.
    #[cold]
    #[inline(never)]
    pub fn raise_parts(&mut self, class: Type, parts: &[Part]) -> Raised {
        let length = Part::length(self.view(), parts);
        let m = match self.reserve_for_exception(bytes_size(length) + words_size(1) + EXCEPTION_SIZE) {
            Ok(m) => m,
            Err(raised) => return raised,
        };
        let message = Part::build(m, parts, length);
        let args = m.tuple(&[message.value()]);
        raise_new(m, Value::type_(class as u16), args)
    }

    /// Raises `class(value)` with the value in `slot` as only argument, as `KeyError` and `StopIteration` do.
    #[cold]
    pub fn raise_with(&mut self, class: Type, slot: Slot) -> Raised {
        match self.reserve_for_exception(words_size(1) + EXCEPTION_SIZE) {
            Ok(m) => raise_new(m, Value::type_(class as u16), m.tuple(&[m.get(slot)])),
            Err(raised) => raised,
        }
    }

    /// Raises `class()`.
    #[cold]
    pub fn raise_bare(&mut self, class: Type) -> Raised {
        match self.reserve_for_exception(EXCEPTION_SIZE) {
            Ok(m) => raise_new(m, Value::type_(class as u16), m.tuple(&[])),
            Err(raised) => raised,
        }
    }

    /// Raises the preallocated `MemoryError`. Its traceback starts anew.
    #[cold]
    #[inline(never)]
    pub fn raise_memory_error(&mut self, _bytes: u32) -> Raised {
        let m = self.view();
        let error = m.root(Root::MemoryError);
        if let Some(object) = m.object(error)
            && let Some(traceback) = m.object(m.field(object, field::TRACEBACK))
        {
            for index in 0..m.refs(traceback) {
                m.set_field(traceback, index, Value::NULL);
            }
        }
        m.set_root(Root::Raised, error);
        Raised(())
    }

    /// Raises `RuntimeError: maximum recursion depth exceeded`.
    #[cold]
    #[inline(never)]
    pub fn raise_recursion_error(&mut self) -> Raised {
        self.raise(Type::RuntimeError, "maximum recursion depth exceeded")
    }

    /// Raises what is in `slot`: an exception, or an exception class, which is called without arguments.
    pub fn raise_slot(&mut self, slot: Slot) -> Raised {
        let m = self.view();
        if crate::types::is_exception_class(m, m.get(slot)) {
            let level = self.stack_level();
            let result = self.push_slot(slot).and_then(|callee| self.call(callee, 0, 0).map(|ret| (ret, callee)));
            let raised = match result {
                Err(raised) => raised,
                Ok((ret, callee)) => {
                    self.keep(ret, callee);
                    self.raise_made(callee)
                }
            };
            self.release(level);
            return raised;
        }
        self.raise_made(slot)
    }

    /// Raises the exception in `slot`. A class's `__new__` can have made something else.
    fn raise_made(&mut self, slot: Slot) -> Raised {
        let m = self.view();
        let value = m.get(slot);
        if m.kind_of(value) == Some(Kind::Exception) {
            return raise_again(m, value);
        }
        self.raise(Type::TypeError, "exceptions must derive from BaseException")
    }

    /// Takes the exception on its way up: it is caught.
    pub fn caught(&mut self, _: Raised, slot: Slot) {
        let m = self.view();
        m.set(slot, m.root(Root::Raised));
        m.set_root(Root::Raised, Value::NULL);
    }

    /// Whether the exception on its way up is an instance of `class`.
    pub fn raised_is(&self, _: &Raised, class: Type) -> bool {
        let m = self.view();
        m.object_of(m.root(Root::Raised), Kind::Exception).is_some_and(|object| {
            crate::types::is_subclass(m, m.field(object, field::CLASS), Value::type_(class as u16))
        })
    }

    /// Adds a frame, which runs the function in `function`, to the traceback of the exception on its way up, if there
    /// is memory for it.
    pub(crate) fn add_traceback(&mut self, function: Slot, offset: u32) {
        // The first frames have room of their own size, as most exceptions are caught near; then the room doubles.
        const FIRST: u32 = 2;
        let m = self.view();
        let Some(exception) = m.object_of(m.root(Root::Raised), Kind::Exception) else { return };
        let traceback = m.object(m.field(exception, field::TRACEBACK));
        let frames = traceback.map_or(0, |items| m.refs(items) / 2);
        let frame = traceback.map_or(0, |items| frames_in(m, items));
        let frame = match frame < frames {
            true => frame,
            false => {
                let room = (frames * 2).max(FIRST);
                let is_preallocated = m.root(Root::Raised) == m.root(Root::MemoryError);
                if is_preallocated || self.heap.control.barrier != 0 || self.heap.gap() < words_size(room * 2) + 64 {
                    return;
                }
                let Ok(m) = self.reserve_for_exception(words_size(room * 2)) else { return };
                let Some(exception) = m.object(m.root(Root::Raised)) else { return };
                let previous = m.object(m.field(exception, field::TRACEBACK));
                let items = m.alloc_from(Kind::Items, room * 2, |index| match previous {
                    Some(previous) if index < frames * 2 => m.field(previous, index),
                    _ => Value::NULL,
                });
                m.set_field(exception, field::TRACEBACK, items.value());
                frames
            }
        };
        let m = self.view();
        let Some(exception) = m.object(m.root(Root::Raised)) else { return };
        if let Some(items) = m.object(m.field(exception, field::TRACEBACK))
            && let Some(function) = m.object(m.get(function))
        {
            m.set_field(items, frame * 2, m.field(function, 0));
            m.set_field(items, frame * 2 + 1, Value::small(offset as i32));
        }
    }

    /// Allocates the `MemoryError` that is raised when nothing can be allocated, with room for a short traceback.
    pub(crate) fn preallocate_memory_error(&mut self) -> Result<(), Raised> {
        const FRAMES: u32 = 6;
        let m = self.reserve(EXCEPTION_SIZE + words_size(FRAMES * 2))?;
        let traceback = m.alloc_filled(Kind::Items, FRAMES * 2, Value::NULL);
        let class = Value::type_(Type::MemoryError as u16);
        let error = m.alloc(Kind::Exception, 0, &[class, m.tuple(&[]), traceback.value(), Value::NULL]);
        m.set_root(Root::MemoryError, error.value());
        Ok(())
    }
}

/// Frames that a traceback holds: they stand in front, "no value" behind them.
pub(crate) fn frames_in<'m>(m: Mutator<'m>, traceback: Object<'m>) -> u32 {
    let (mut low, mut high) = (0, m.refs(traceback) / 2);
    while low < high {
        let middle = (low + high) / 2;
        if m.field(traceback, middle * 2).is_null() {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn raise_new<'m>(m: Mutator<'m>, class: Value<'m>, args: Value<'m>) -> Raised {
    let exception = m.alloc(Kind::Exception, 0, &[class, args, Value::NULL, Value::NULL]);
    raise_again(m, exception.value())
}

fn raise_again<'m>(m: Mutator<'m>, exception: Value<'m>) -> Raised {
    debug_assert!(!matches!(exception.word(), Word::NULL));
    m.set_root(Root::Raised, exception);
    Raised(())
}

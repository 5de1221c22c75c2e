//! Loading `.mpy`: verify once, then trust.
//!
//! The file is an object on the heap. One walk sizes everything it will become, one `reserve` makes the room, a second
//! walk builds it: nothing moves in between, so the file is read in place and nothing is copied twice.

use mpy_format::error::{DecodeError, ErrorKind};
use mpy_format::mpy::Arch;
use mpy_format::prelude::Prelude;
use mpy_format::read::{BodyRef, ConstantRef, QstrRef, Reader};
use mpy_format::verify::{self, Limits};

use crate::exception::{Part, Raised};
use crate::heap::intern;
use crate::heap::layout::{bytes_size, words_size};
use crate::heap::{Mutator, Slot};
use crate::types::int::big;
use crate::types::{Res, Type, complex, float};
use crate::value::{Value, Word};
use crate::vm::Vm;
use crate::vm::code::{CodeShape, PRELUDE_OFFSET};

/// Functions inside functions, and tuples inside tuples, that a file may have.
const MAX_NESTING: u32 = 32;

/// Bits of the machine's small ints.
const SMALL_INT_BITS: u8 = 31;

/// Why a file is not loaded.
enum LoadError {
    /// It is malformed, or made for another version.
    Decode(DecodeError),
    /// It has native code, which cannot be verified.
    Native,
    /// A constant of a type that the VM is not built with.
    Constant(&'static str),
    /// Larger or deeper than the machine can run.
    TooLarge,
}

impl From<DecodeError> for LoadError {
    fn from(error: DecodeError) -> LoadError {
        LoadError::Decode(error)
    }
}

/// What a file will take.
struct Sizes {
    strings: u32,
    string_bytes: u32,
    objects: u32,
    scratch: u32,
}

impl Vm {
    /// Loads the `.mpy` file that is a `bytes` in `file`: the result is the code object of the module's body.
    ///
    /// # Errors
    /// `ValueError` for a file that is malformed or not for this VM; `MemoryError`.
    pub fn load(&mut self, file: Slot) -> Res {
        let m = self.view();
        let bytes = m.as_bytes(m.get(file)).unwrap_or(b"");
        let sizes = match measure(bytes) {
            Ok(sizes) => sizes,
            Err(error) => return Err(self.raise_load(error)),
        };
        let interning = intern::reserve_size(m, sizes.strings, sizes.string_bytes);
        let m = self.reserve(interning + sizes.objects + sizes.scratch)?;
        let bytes = m.as_bytes(m.get(file)).unwrap_or(b"");
        match build(m, bytes, &sizes) {
            Ok(code) => Ok(m.ret(code)),
            Err(error) => Err(self.raise_load(error)),
        }
    }

    #[cold]
    fn raise_load(&mut self, error: LoadError) -> Raised {
        match error {
            LoadError::Decode(error) => self.raise_parts(
                Type::ValueError,
                &[
                    Part::Text("incompatible .mpy file: "),
                    Part::Text(explain(error.kind)),
                    Part::Text(", at byte "),
                    Part::Int(error.at as i32),
                ],
            ),
            LoadError::Native => self.raise(Type::ValueError, "native code in .mpy unsupported"),
            LoadError::Constant(message) => self.raise(Type::ValueError, message),
            LoadError::TooLarge => self.raise(Type::ValueError, "incompatible .mpy file: code is too large"),
        }
    }
}

/// What is wrong with a file, in the words that a device has room for.
fn explain(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnexpectedEnd => "it ends too early",
        ErrorKind::TrailingBytes => "bytes after its end",
        ErrorKind::NotMpy => "not an .mpy file",
        ErrorKind::Version(_) => "not version 6",
        ErrorKind::SubVersion(_) => "not version 6.3",
        ErrorKind::UnknownOpcode(_) => "no such opcode",
        ErrorKind::JumpTarget(_) => "jump to nowhere",
        ErrorKind::NotUtf8 => "text is not UTF-8",
        _ => "malformed",
    }
}

fn measure(bytes: &[u8]) -> Result<Sizes, LoadError> {
    let mut reader = Reader::open(bytes)?;
    if reader.header().arch != Arch::None && reader.header().arch_flags.is_some() {
        return Err(LoadError::Native);
    }
    let mut sizes = Sizes { strings: 0, string_bytes: 0, objects: 0, scratch: 0 };
    let mut words = 1;
    while let Some(qstr) = reader.next_qstr()? {
        words += 1;
        if let QstrRef::Text(text) = qstr {
            sizes.strings += 1;
            sizes.string_bytes += text.len() as u32;
        }
    }
    let mut constants = 0;
    while let Some(constant) = reader.next_constant()? {
        constants += 1;
        sizes.objects += match constant {
            ConstantRef::Str(text) | ConstantRef::Bytes(text) => bytes_size(text.len() as u32),
            ConstantRef::Int(digits) if small_int(digits).is_none() => big::constant_size(digits),
            ConstantRef::Float(_) => float::SIZE,
            ConstantRef::Complex(_) => complex::SIZE,
            ConstantRef::Tuple(_) => words_size(0),
            _ => 0,
        };
    }
    sizes.objects += words_size(words + constants) + constants * 4;
    while let Some(code) = reader.next_code()? {
        if !matches!(code.body, BodyRef::Bytecode) {
            return Err(LoadError::Native);
        }
        // A child has a byte of its own at least: a number beyond that is not to be calculated with.
        if code.n_children as usize > bytes.len() {
            return Err(LoadError::TooLarge);
        }
        sizes.objects += bytes_size(PRELUDE_OFFSET + code.code.len() as u32) + words_size(code.n_children);
        let scratch = verify::scratch_len(code.code).map_err(|error| error.offset_by(code.at))?;
        sizes.scratch = sizes.scratch.max(scratch as u32 * 4);
        if sizes.objects > 1 << 24 {
            return Err(LoadError::TooLarge);
        }
    }
    reader.finish()?;
    Ok(sizes)
}

fn build<'m>(m: Mutator<'m>, bytes: &'m [u8], sizes: &Sizes) -> Result<Value<'m>, LoadError> {
    let mut reader = Reader::open(bytes)?;
    if !intern::grow_reserved(m, sizes.strings) {
        return Err(LoadError::TooLarge);
    }
    let (n_qstrs, n_constants) = (reader.n_qstrs(), reader.n_constants());
    let consts = m.build_tuple(n_qstrs + n_constants + 1);
    consts.set(n_qstrs + n_constants, Value::small(n_qstrs as i32));
    for index in 0..n_qstrs {
        let name = match reader.next_qstr()? {
            Some(QstrRef::Static(name)) => name,
            Some(QstrRef::Text(text)) => intern::intern_reserved(m, text).ok_or(LoadError::TooLarge)?,
            None => break,
        };
        consts.set(index, Value::qstr(name));
    }
    for index in 0..n_constants {
        consts.set(n_qstrs + index, constant(m, &mut reader, 0)?);
    }
    let limits = Limits { n_qstrs, n_constants, n_children: 0, small_int_bits: SMALL_INT_BITS };
    Codes { m, consts: consts.finish(), limits, scratch: sizes.scratch / 4 }.next(&mut reader, 0)
}

fn constant<'m>(m: Mutator<'m>, reader: &mut Reader<'m>, depth: u32) -> Result<Value<'m>, LoadError> {
    let Some(constant) = reader.next_constant()? else { return Ok(Value::NONE) };
    Ok(match constant {
        ConstantRef::None | ConstantRef::FunTable => Value::NONE,
        ConstantRef::False => Value::bool(false),
        ConstantRef::True => Value::bool(true),
        ConstantRef::Ellipsis => Value::ELLIPSIS,
        ConstantRef::Str(text) => {
            if core::str::from_utf8(text).is_err() {
                return Err(LoadError::Constant("incompatible .mpy file: text is not UTF-8"));
            }
            m.str(text)
        }
        ConstantRef::Bytes(data) => m.bytes_object(data),
        ConstantRef::Int(digits) => int(m, digits)?,
        ConstantRef::Float(text) => {
            float::from_constant(m, text).ok_or(LoadError::Constant("float constant needs floats"))?
        }
        ConstantRef::Complex(text) => {
            complex::from_constant(m, text).ok_or(LoadError::Constant("complex constant needs complex numbers"))?
        }
        ConstantRef::Tuple(count) => {
            if depth >= MAX_NESTING {
                return Err(LoadError::TooLarge);
            }
            if count == 0 {
                return Ok(m.tuple(&[]));
            }
            let tuple = m.build_tuple(count);
            for index in 0..count {
                tuple.set(index, self::constant(m, reader, depth + 1)?);
            }
            tuple.finish()
        }
    })
}

/// The sign of an int and its digits.
fn sign(digits: &[u8]) -> (bool, &[u8]) {
    match digits {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, digits),
    }
}

/// The int written in decimal.
fn int<'m>(m: Mutator<'m>, text: &[u8]) -> Result<Value<'m>, LoadError> {
    let (is_negative, digits) = sign(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(LoadError::Constant("incompatible .mpy file: malformed"));
    }
    small_int(text)
        .or_else(|| big::from_constant(m, is_negative, digits))
        .ok_or(LoadError::Constant("integer constant needs big integers"))
}

/// The small int written in decimal, if it is one.
fn small_int<'m>(digits: &[u8]) -> Option<Value<'m>> {
    let (negative, digits) = sign(digits);
    let mut number = 0i32;
    for &digit in digits {
        number = number.checked_mul(10)?.checked_sub(i32::from(digit.checked_sub(b'0')?))?;
    }
    let number = if negative { number } else { number.checked_neg()? };
    Value::immediate(Word::int(number)?)
}

/// Builds code objects in the order of the file.
struct Codes<'m> {
    m: Mutator<'m>,
    consts: Value<'m>,
    limits: Limits,
    scratch: u32,
}

impl<'m> Codes<'m> {
    fn next(&self, reader: &mut Reader<'m>, depth: u32) -> Result<Value<'m>, LoadError> {
        if depth >= MAX_NESTING {
            return Err(LoadError::TooLarge);
        }
        let Some(code) = reader.next_code()? else { return Ok(Value::NONE) };
        let prelude = Prelude::parse(code.code).map_err(|error| error.offset_by(code.at))?;
        let limits = Limits { n_children: code.n_children, ..self.limits };
        let verified = self
            .m
            .scratch(self.scratch, |scratch| verify::function(code.code, &limits, scratch))
            .map_err(|error| error.offset_by(code.at))?;
        let shape = CodeShape::new(&prelude, &verified).ok_or(LoadError::TooLarge)?;
        let children = if code.n_children == 0 {
            Value::NULL
        } else {
            let children = self.m.build_tuple(code.n_children);
            for index in 0..code.n_children {
                children.set(index, self.next(reader, depth + 1)?);
            }
            children.finish()
        };
        // SAFETY: verified above against the module's constants and as many children.
        let object = unsafe { self.m.code(self.consts, children, shape.to_words(), code.code) };
        Ok(object.value())
    }
}

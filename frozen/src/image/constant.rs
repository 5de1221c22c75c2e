//! Constants as objects: equal ones stand in the image once.

use std::collections::HashMap;

use mpy_format::module::MAX_DEPTH;
use mpy_format::{Constant, Module};
use mpy_runtime::heap::layout::Kind;
use mpy_runtime::rom;
use mpy_runtime::value::Word;

use super::error::FreezeErrorKind;
use super::integer;
use super::object::ObjectWriter;
use super::pool::Pool;

/// How a VM keeps floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatFormat {
    /// It has none.
    None,
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 64 bits.
    F64,
}

impl FloatFormat {
    /// Bytes in a float object.
    pub fn bytes(self) -> u32 {
        match self {
            Self::None => 0,
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

/// What numbers a VM has besides small ints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// How it keeps floats.
    pub float: FloatFormat,
    /// Whether it has complex numbers.
    pub complex: bool,
    /// Whether it has ints beyond 31 bits.
    pub big_ints: bool,
}

impl Numbers {
    /// What a VM has whose images have this number of the layout; `None` for a number that this program does not know.
    pub fn of_abi_word(abi: u32) -> Option<Numbers> {
        let floats = [FloatFormat::None, FloatFormat::F32, FloatFormat::F64];
        let flags = [(false, false), (false, true), (true, false), (true, true)];
        floats
            .into_iter()
            .flat_map(|float| flags.map(|(complex, big_ints)| Numbers { float, complex, big_ints }))
            .find(|numbers| numbers.abi_word() == abi)
    }

    /// The number of the layout of images for such a VM.
    pub fn abi_word(self) -> u32 {
        rom::abi_word(self.float.bytes(), self.complex, self.big_ints)
    }
}

/// The constants written so far, for all modules.
pub(super) struct Constants<'p> {
    pool: &'p Pool,
    numbers: Numbers,
    /// Address by kind and contents. Contents are final words, so what is equal here is one object to a program:
    /// 1 and 1.0 and True differ, and so do 0.0 and -0.0.
    written: HashMap<(u8, Vec<u8>), u32>,
}

impl<'p> Constants<'p> {
    pub fn new(pool: &'p Pool, numbers: Numbers) -> Self {
        Self { pool, numbers, written: HashMap::new() }
    }

    /// The table that a module's code refers to: its names, its objects, and the number of names
    /// (`mpy_runtime::vm::code`).
    pub fn write_table(&mut self, writer: &mut ObjectWriter, module: &Module) -> Result<u32, FreezeErrorKind> {
        let names = module.qstrs.iter().map(|entry| Word::qstr(self.pool.get(entry.as_bytes())));
        let mut words: Vec<u32> = names.map(Word::bits).collect();
        for constant in &module.constants {
            words.push(self.write(writer, constant, 0)?.bits());
        }
        words.push(Word::small(module.qstrs.len() as i32).bits());
        writer.words_object(Kind::Tuple, &words)
    }

    fn write(&mut self, writer: &mut ObjectWriter, constant: &Constant, depth: usize) -> Result<Word, FreezeErrorKind> {
        if depth > MAX_DEPTH {
            return Err(FreezeErrorKind::TooDeep);
        }
        match constant {
            Constant::None => Ok(Word::NONE),
            Constant::False => Ok(Word::FALSE),
            Constant::True => Ok(Word::TRUE),
            Constant::Ellipsis => Ok(Word::ELLIPSIS),
            Constant::FunTable => Err(FreezeErrorKind::FunTable),
            Constant::Str(text) => match self.pool.find(text) {
                Some(name) => Ok(Word::qstr(name)),
                None if std::str::from_utf8(text).is_err() => Err(FreezeErrorKind::BadText),
                None => self.object(writer, Kind::Str, text.clone()),
            },
            Constant::Bytes(bytes) if bytes.is_empty() => Ok(Word::EMPTY_BYTES),
            Constant::Bytes(bytes) => self.object(writer, Kind::Bytes, bytes.clone()),
            Constant::Int(digits) => self.int(writer, digits),
            Constant::Float(text) => self.float(writer, text),
            Constant::Complex(text) => self.complex(writer, text),
            Constant::Tuple(items) if items.is_empty() => Ok(Word::EMPTY_TUPLE),
            Constant::Tuple(items) => {
                let mut words = Vec::with_capacity(items.len() * 4);
                for item in items {
                    words.extend(self.write(writer, item, depth + 1)?.bits().to_le_bytes());
                }
                self.object(writer, Kind::Tuple, words)
            }
        }
    }

    fn int(&mut self, writer: &mut ObjectWriter, digits: &[u8]) -> Result<Word, FreezeErrorKind> {
        let text = std::str::from_utf8(digits).unwrap_or_default();
        let body = text.strip_prefix('-').unwrap_or(text);
        if body.is_empty() || !body.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FreezeErrorKind::BadNumber(shown(digits)));
        }
        if let Some(word) = text.parse().ok().and_then(Word::int) {
            return Ok(word);
        }
        if !self.numbers.big_ints {
            return Err(FreezeErrorKind::BigInt(shown(digits)));
        }
        // The bytes of the limbs, and one more for the sign.
        let mut bytes: Vec<u8> = integer::limbs(body.as_bytes()).into_iter().flat_map(u32::to_le_bytes).collect();
        bytes.extend(text.starts_with('-').then_some(b'-'));
        self.object(writer, Kind::BigInt, bytes)
    }

    fn float(&mut self, writer: &mut ObjectWriter, text: &[u8]) -> Result<Word, FreezeErrorKind> {
        let value = parse(text).ok_or_else(|| FreezeErrorKind::BadNumber(shown(text)))?;
        let bytes = self.float_bytes(value).ok_or_else(|| FreezeErrorKind::Float(shown(text)))?;
        self.object(writer, Kind::Float, bytes)
    }

    /// An imaginary number: `2.5j`.
    fn complex(&mut self, writer: &mut ObjectWriter, text: &[u8]) -> Result<Word, FreezeErrorKind> {
        let imag = text.strip_suffix(b"j").and_then(parse).ok_or_else(|| FreezeErrorKind::BadNumber(shown(text)))?;
        let parts = self.numbers.complex.then(|| [0.0, imag].map(|part| self.float_bytes(part).unwrap_or_default()));
        let parts = parts.ok_or_else(|| FreezeErrorKind::Complex(shown(text)))?;
        self.object(writer, Kind::Complex, parts.concat())
    }

    /// The bytes of a float as the VM keeps it, if it has floats.
    fn float_bytes(&self, value: f64) -> Option<Vec<u8>> {
        match self.numbers.float {
            FloatFormat::None => None,
            FloatFormat::F32 => Some((value as f32).to_le_bytes().to_vec()),
            FloatFormat::F64 => Some(value.to_le_bytes().to_vec()),
        }
    }

    fn object(&mut self, writer: &mut ObjectWriter, kind: Kind, bytes: Vec<u8>) -> Result<Word, FreezeErrorKind> {
        let key = (kind as u8, bytes);
        if let Some(&address) = self.written.get(&key) {
            return Ok(Word::object(address));
        }
        let address = match kind {
            Kind::Tuple => {
                let words = key.1.chunks_exact(4).map(|word| word.try_into().expect("four bytes"));
                writer.words_object(kind, &words.map(u32::from_le_bytes).collect::<Vec<_>>())?
            }
            Kind::BigInt => {
                let (limbs, sign) = key.1.as_chunks();
                let limbs: Vec<u32> = limbs.iter().map(|&limb| u32::from_le_bytes(limb)).collect();
                writer.int_object(!sign.is_empty(), &limbs)?
            }
            _ => writer.bytes_object(kind, &[], &key.1)?,
        };
        self.written.insert(key, address);
        Ok(Word::object(address))
    }
}

fn parse(text: &[u8]) -> Option<f64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// A number's text for a message, cut where it would fill the screen.
fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.into_owned(),
    }
}

//! An image back into modules: what `dump` shows and what tests compare.
//!
//! The image may come from any file. References lead to lower addresses only,
//! as the freezer writes them, so following them ends; each object is looked
//! at a bounded number of times, so it ends soon.

use std::collections::BTreeSet;
use std::fmt;

use mpy_format::module::MAX_DEPTH;
use mpy_format::{Constant, Header as MpyHeader, Module, QstrEntry, RawCode};
use mpy_runtime::heap::layout::{Header, Kind};
use mpy_runtime::qstr;
use mpy_runtime::rom::{self, Field};
use mpy_runtime::value::{Tag, Word};
use mpy_runtime::vm::code::PRELUDE_OFFSET;

use super::{NamedModule, Numbers, integer};
use crate::vm::shown_abi;

/// What an image says of itself, and what is in it.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Layout number.
    pub abi: u32,
    /// Address of the first byte.
    pub base: u32,
    /// Length in bytes.
    pub size: u32,
    /// The interned strings of the image, by number.
    pub strings: Vec<Vec<u8>>,
    /// The modules, in the order of the image.
    pub modules: Vec<ModuleContents>,
}

/// A module as an image holds it.
#[derive(Clone, Debug)]
pub struct ModuleContents {
    /// Address of its body.
    pub address: u32,
    /// Bytes of its code objects.
    pub code_size: u32,
    /// The module, as it was before it was frozen.
    pub module: NamedModule,
}

/// Damage to an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing that begins as an image does.
    NoImage,
    /// An image of another layout.
    Abi {
        /// What it says.
        image: u32,
        /// What this program reads.
        known: u32,
    },
    /// The checksum does not match.
    Crc {
        /// What it says.
        stored: u32,
        /// What the bytes give.
        computed: u32,
    },
    /// A word at an address of the image is not what must stand there.
    Bad {
        /// The address of the word.
        at: u32,
        /// What should be there.
        what: &'static str,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoImage => write!(f, "no ROM image in the slot"),
            Self::Abi { image, known } => {
                write!(f, "the image has ABI {}, this program reads ABI {}", shown_abi(*image), shown_abi(*known))
            }
            Self::Crc { stored, computed } => {
                write!(f, "corrupt image: its checksum is {computed:#010x}, it says {stored:#010x}")
            }
            Self::Bad { at, what } => write!(f, "corrupt image: no {what} at {at:#010x}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads the image that begins with `bytes` and was made for the address `base`.
pub fn read(bytes: &[u8], base: u32) -> Result<Contents, ReadError> {
    let mut reader = Reader { bytes, base, strings: Vec::new(), seen: BTreeSet::new() };
    let field = |reader: &Reader<'_>, field: Field| reader.word(base.wrapping_add(field as u32 * 4));
    if field(&reader, Field::Magic) != Ok(rom::MAGIC) {
        return Err(ReadError::NoImage);
    }
    let abi = field(&reader, Field::Abi)?;
    if Numbers::of_abi_word(abi).is_none() {
        return Err(ReadError::Abi { image: abi, known: rom::ABI_WORD });
    }
    let size = field(&reader, Field::Size)?;
    let bad = |what| ReadError::Bad { at: base, what };
    reader.bytes = bytes.get(..size as usize).ok_or(bad("whole image"))?;
    if field(&reader, Field::Base)? != base || base.checked_add(size).is_none() || size < rom::HEADER_WORDS * 4 {
        return Err(bad("image for this address"));
    }
    let stored = field(&reader, Field::Crc)?;
    let mut zeroed = reader.bytes.to_vec();
    zeroed[Field::Crc as usize * 4..][..4].fill(0);
    let computed = crc32fast::hash(&zeroed);
    if stored != computed {
        return Err(ReadError::Crc { stored, computed });
    }

    let table = field(&reader, Field::QstrTable)?;
    for index in 0..field(&reader, Field::Qstrs)? {
        let address = reader.word(entry(table, index, 1))?;
        let (_, text) = reader.object(address, Kind::Str)?;
        reader.strings.push(text);
    }
    let table = field(&reader, Field::ModuleTable)?;
    let mut modules = Vec::new();
    for index in 0..field(&reader, Field::Modules)? {
        modules.push(reader.module(entry(table, index, rom::MODULE_WORDS))?);
    }
    let strings = reader.strings.iter().map(|text| text.to_vec()).collect();
    Ok(Contents { abi, base, size, strings, modules })
}

/// Address of entry `index` in a table of entries of so many words; wrong for a table that is too long to be there.
fn entry(table: u32, index: u32, words: u32) -> u32 {
    table.wrapping_add(index.wrapping_mul(words * 4))
}

struct Reader<'b> {
    bytes: &'b [u8],
    base: u32,
    strings: Vec<&'b [u8]>,
    /// Code objects that have been read: each belongs to one place.
    seen: BTreeSet<u32>,
}

impl<'b> Reader<'b> {
    fn word(&self, address: u32) -> Result<u32, ReadError> {
        let bytes = self.slice(address, 4, "word")?;
        Ok(u32::from_le_bytes(bytes.try_into().expect("asked for four bytes")))
    }

    fn slice(&self, address: u32, len: u32, what: &'static str) -> Result<&'b [u8], ReadError> {
        let bad = ReadError::Bad { at: address, what };
        let Some(start) = address.checked_sub(self.base).filter(|_| address.is_multiple_of(4)) else { return Err(bad) };
        let (start, len) = (start as usize, len as usize);
        start.checked_add(len).and_then(|end| self.bytes.get(start..end)).ok_or(bad)
    }

    /// The contents of an object of this kind, and the address of the first byte of them.
    fn object(&self, address: u32, kind: Kind) -> Result<(u32, &'b [u8]), ReadError> {
        let header = Header(self.word(address)?);
        let expected = Header::new(kind, header.0 >> 8);
        if header != expected {
            return Err(ReadError::Bad { at: address, what: "object of the right kind" });
        }
        let len = match kind {
            Kind::Tuple | Kind::BigInt => header.words() * 4,
            _ => header.length(),
        };
        let contents = address.wrapping_add(4);
        Ok((contents, self.slice(contents, len, "whole object")?))
    }

    fn words(&self, address: u32) -> Result<Vec<Word>, ReadError> {
        let (_, bytes) = self.object(address, Kind::Tuple)?;
        let words = bytes.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().expect("four bytes")));
        Ok(words.map(Word::from_bits).collect())
    }

    fn text(&self, word: Word, at: u32) -> Result<&'b [u8], ReadError> {
        let Tag::Qstr(name) = word.tag() else { return Err(ReadError::Bad { at, what: "interned string" }) };
        let own = usize::from(name.0).checked_sub(qstr::COUNT + 1).and_then(|index| self.strings.get(index));
        own.copied().or_else(|| qstr::text(name)).ok_or(ReadError::Bad { at, what: "interned string" })
    }

    fn module(&mut self, at: u32) -> Result<ModuleContents, ReadError> {
        let name = self.text(Word::from_bits(self.word(at)?), at)?;
        let address = self.word(at.wrapping_add(4))?;
        let flags = self.word(at.wrapping_add(8))?;
        let (contents, _) = self.object(address, Kind::Code)?;
        let table = self.word(contents)?;
        let (qstrs, constants) = self.constants(table)?;
        let mut code_size = 0;
        let code = self.code(address, table, &mut code_size, 0)?;
        let module = Module { header: MpyHeader::bytecode(), qstrs, constants, code };
        let name = String::from_utf8_lossy(name).into_owned();
        let module = NamedModule { name, is_package: flags & rom::PACKAGE != 0, module };
        Ok(ModuleContents { address, code_size, module })
    }

    fn code(&mut self, address: u32, table: u32, size: &mut u32, depth: usize) -> Result<RawCode, ReadError> {
        let bad = |what| ReadError::Bad { at: address, what };
        if depth > MAX_DEPTH {
            return Err(bad("function so deep in others"));
        }
        let (contents, bytes) = self.object(address, Kind::Code)?;
        if !self.seen.insert(address) {
            return Err(bad("code of its own"));
        }
        let code = bytes.get(PRELUDE_OFFSET as usize..).ok_or(bad("whole code"))?.to_vec();
        if self.word(contents)? != table {
            return Err(bad("code of the same module"));
        }
        *size += 4 + bytes.len().next_multiple_of(4) as u32;
        let mut children = Vec::new();
        let list = Word::from_bits(self.word(contents.wrapping_add(4))?);
        if list != Word::NONE {
            for child in self.words(list.bits())? {
                match child.as_address() {
                    Some(child) if child < address => children.push(self.code(child, table, size, depth + 1)?),
                    _ => return Err(bad("children before their parent")),
                }
            }
        }
        Ok(RawCode::bytecode(code, children))
    }

    /// The names and the objects of a module.
    fn constants(&self, table: u32) -> Result<(Vec<QstrEntry>, Vec<Constant>), ReadError> {
        let words = self.words(table)?;
        let bad = ReadError::Bad { at: table, what: "number of names" };
        let Some((count, words)) = words.split_last() else { return Err(bad) };
        let n_names =
            count.as_int().and_then(|count| usize::try_from(count).ok()).filter(|&count| count <= words.len());
        let (names, objects) = words.split_at(n_names.ok_or(bad)?);
        let names = names.iter().map(|&name| Ok(QstrEntry::new(self.text(name, table)?)));
        let names = names.collect::<Result<_, _>>()?;
        let mut budget = self.bytes.len();
        let objects =
            objects.iter().map(|&word| self.constant(word, table, &mut budget, 0)).collect::<Result<_, _>>()?;
        Ok((names, objects))
    }

    /// The constant that `word` is, in an object at `at`. `budget` bounds how often shared tuples are unfolded.
    fn constant(&self, word: Word, at: u32, budget: &mut usize, depth: usize) -> Result<Constant, ReadError> {
        let bad = |what| ReadError::Bad { at, what };
        *budget = budget.checked_sub(1).ok_or(bad("end of the constants"))?;
        if depth > MAX_DEPTH {
            return Err(bad("tuple so deep in others"));
        }
        Ok(match word {
            Word::NONE => Constant::None,
            Word::FALSE => Constant::False,
            Word::TRUE => Constant::True,
            Word::ELLIPSIS => Constant::Ellipsis,
            Word::EMPTY_TUPLE => Constant::Tuple(Vec::new()),
            Word::EMPTY_BYTES => Constant::Bytes(Vec::new()),
            _ => match word.tag() {
                Tag::Int(value) => Constant::Int(value.to_string().into_bytes()),
                Tag::Qstr(_) => Constant::Str(self.text(word, at)?.to_vec()),
                Tag::Object(address) if address < at => self.constant_object(address, budget, depth)?,
                Tag::Null | Tag::Object(_) | Tag::Singleton(_) | Tag::Type(_) | Tag::Function(_) | Tag::Module(_) => {
                    return Err(bad("constant"));
                }
            },
        })
    }

    fn constant_object(&self, address: u32, budget: &mut usize, depth: usize) -> Result<Constant, ReadError> {
        let number = (self.word(address)? >> 2 & 0x3f) as usize;
        let bytes = |kind| self.object(address, kind).map(|(_, bytes)| bytes.to_vec());
        match Kind::ALL.get(number) {
            Some(Kind::Str) => Ok(Constant::Str(bytes(Kind::Str)?)),
            Some(Kind::Bytes) => Ok(Constant::Bytes(bytes(Kind::Bytes)?)),
            Some(Kind::BigInt) => {
                let (_, bytes) = self.object(address, Kind::BigInt)?;
                let is_negative = match self.word(address).map(|word| Header(word).length() % 4)? {
                    0 => false,
                    3 => true,
                    _ => return Err(ReadError::Bad { at: address, what: "integer of whole limbs" }),
                };
                Ok(Constant::Int(integer::decimal(bytes, is_negative)))
            }
            Some(Kind::Float) => match float_text(&bytes(Kind::Float)?) {
                Some(text) => Ok(Constant::Float(text.into_bytes())),
                None => Err(ReadError::Bad { at: address, what: "float of 4 or 8 bytes" }),
            },
            Some(Kind::Complex) => {
                // A constant is imaginary: its real part is 0.
                let bytes = bytes(Kind::Complex)?;
                match float_text(&bytes[bytes.len() / 2..]) {
                    Some(text) => Ok(Constant::Complex(format!("{text}j").into_bytes())),
                    None => Err(ReadError::Bad { at: address, what: "complex number of 8 or 16 bytes" }),
                }
            }
            Some(Kind::Tuple) => {
                let words = self.words(address)?;
                let items = words.into_iter().map(|word| self.constant(word, address, budget, depth + 1));
                Ok(Constant::Tuple(items.collect::<Result<_, _>>()?))
            }
            _ => Err(ReadError::Bad { at: address, what: "constant object" }),
        }
    }
}

/// The float in `bytes`, as text.
fn float_text(bytes: &[u8]) -> Option<String> {
    match *bytes {
        [a, b, c, d] => Some(format!("{:?}", f32::from_le_bytes([a, b, c, d]))),
        [a, b, c, d, e, f, g, h] => Some(format!("{:?}", f64::from_le_bytes([a, b, c, d, e, f, g, h]))),
        _ => None,
    }
}

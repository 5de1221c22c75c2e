//! Reading a file in the order of its bytes, without memory of its own: nothing is copied and nothing recurses.
//!
//! [`Reader::open`] checks the header; then come all strings, all constants and all raw codes. Tuples and functions
//! contain others: the contained ones simply follow, and their number is known before they come.

use crate::error::{DecodeError, ErrorKind};
use crate::mpy::{
    Arch, CodeKind, ConstantTag, FEATURE_ARCH_FLAGS, FIRST_ENTRY, Header, MAGIC, RELOCATIONS_END, Relocation,
    RelocationTarget, SUB_VERSION, ScopeFlags, Section, VERSION,
};
use crate::operand::{Checked, Reader as _, read_uint};
use crate::qstr::Qstr;

/// A string of the qstr table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QstrRef<'a> {
    /// A string of the format.
    Static(Qstr),
    /// Any other; UTF-8 is not checked, the reference does not either.
    Text(&'a [u8]),
}

/// A constant; numbers are the text that the file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantRef<'a> {
    /// The table of runtime functions that machine code calls.
    FunTable,
    /// `None`.
    None,
    /// `False`.
    False,
    /// `True`.
    True,
    /// `...`
    Ellipsis,
    /// Text; UTF-8 is not checked.
    Str(&'a [u8]),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Decimal digits, perhaps after a sign.
    Int(&'a [u8]),
    /// A float as `repr` writes it.
    Float(&'a [u8]),
    /// An imaginary number as `repr` writes it.
    Complex(&'a [u8]),
    /// So many constants that follow.
    Tuple(u32),
}

/// A raw code; its `n_children` children follow it, each with its own before the next.
#[derive(Clone, Debug)]
pub struct CodeRef<'a> {
    /// Offset of `code` in the file.
    pub at: u32,
    /// Bytecode with its prelude, or machine code.
    pub code: &'a [u8],
    /// What else it takes to run it.
    pub body: BodyRef<'a>,
    /// How many functions it makes.
    pub n_children: u32,
}

impl CodeRef<'_> {
    /// Its kind.
    pub fn kind(&self) -> CodeKind {
        match self.body {
            BodyRef::Bytecode => CodeKind::Bytecode,
            BodyRef::Native { .. } => CodeKind::Native,
            BodyRef::Viper { .. } => CodeKind::Viper,
            BodyRef::Asm { .. } => CodeKind::Asm,
        }
    }
}

/// What a kind of code carries besides its bytes.
#[derive(Clone, Debug)]
pub enum BodyRef<'a> {
    /// Nothing.
    Bytecode,
    /// Machine code followed by a prelude.
    Native {
        /// Byte offset of the prelude in the code, inside it.
        prelude_offset: u32,
    },
    /// Machine code on unboxed values, or a linked native module.
    Viper {
        /// Read-only data.
        rodata: &'a [u8],
        /// Bytes of zeroed data.
        bss_size: u32,
        /// Words to adjust; `None` for code that does not depend on its address.
        relocations: Option<Relocations<'a>>,
    },
    /// An inline assembler function.
    Asm {
        /// How many arguments it takes.
        n_pos_args: u32,
        /// Native types, four bits each.
        type_sig: u32,
    },
}

/// The relocations of a raw code, already checked.
#[derive(Clone, Debug)]
pub struct Relocations<'a> {
    reader: Checked<'a>,
    next: Option<(Section, u32)>,
}

impl Iterator for Relocations<'_> {
    type Item = Relocation;

    fn next(&mut self) -> Option<Relocation> {
        self.decode().ok().flatten()
    }
}

impl Relocations<'_> {
    /// The next relocation, or nothing at the end of them.
    fn decode(&mut self) -> Result<Option<Relocation>, DecodeError> {
        let byte = self.reader.byte()?;
        if byte == RELOCATIONS_END {
            return Ok(None);
        }
        if byte & 1 != 0 {
            let place = read_uint(&mut self.reader)?;
            self.next = Some((if place & 1 == 0 { Section::Text } else { Section::Rodata }, place >> 1));
        }
        let malformed = self.reader.error(ErrorKind::MalformedRelocation);
        let (section, word) = self.next.ok_or(malformed)?;
        let number = byte >> 1;
        let mut count = 1;
        let target = match number {
            0..=5 => {
                if number & 1 != 0 {
                    count = read_uint(&mut self.reader)?;
                }
                match number >> 1 {
                    0 => RelocationTarget::Text,
                    1 => RelocationTarget::Rodata,
                    _ => RelocationTarget::Bss,
                }
            }
            6 => RelocationTarget::QstrTable,
            7 => RelocationTarget::ConstantTable,
            8 => RelocationTarget::FunTable,
            entry => RelocationTarget::FunTableEntry(entry - FIRST_ENTRY),
        };
        self.next = Some((section, word.checked_add(count).ok_or(malformed)?));
        Ok(Some(Relocation { section, word, count, target }))
    }
}

/// Walks through a file.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    input: Checked<'a>,
    header: Header,
    n_qstrs: u32,
    n_constants: u32,
    qstrs_left: u32,
    /// Counts the items of tuples too, as they are met.
    constants_left: u64,
    /// Counts children as they are met; the outermost code is one.
    codes_left: u64,
}

impl<'a> Reader<'a> {
    /// Reads header and table sizes.
    pub fn open(bytes: &'a [u8]) -> Result<Reader<'a>, DecodeError> {
        let mut input = Checked::new(bytes, 0);
        let magic = input.byte()?;
        input.check(magic == MAGIC, ErrorKind::NotMpy)?;
        let version = input.byte()?;
        input.check(version == VERSION, ErrorKind::Version(version))?;
        let features = input.byte()?;
        let unknown = input.error(ErrorKind::UnknownFeature(features));
        let arch = Arch::from_number(features >> 2 & 0xf).ok_or(unknown)?;
        input.check(features & 0x80 == 0, ErrorKind::UnknownFeature(features))?;
        let sub_version = features & 3;
        input.check(arch == Arch::None || sub_version == SUB_VERSION, ErrorKind::SubVersion(sub_version))?;
        let small_int_bits = input.byte()?;
        let arch_flags = if features & FEATURE_ARCH_FLAGS != 0 { Some(read_uint(&mut input)?) } else { None };
        let n_qstrs = read_uint(&mut input)?;
        let n_constants = read_uint(&mut input)?;
        input.check(n_qstrs > 0, ErrorKind::NoSourceFile)?;
        Ok(Reader {
            bytes,
            input,
            header: Header { sub_version, arch, arch_flags, small_int_bits },
            n_qstrs,
            n_constants,
            qstrs_left: n_qstrs,
            constants_left: n_constants.into(),
            codes_left: 1,
        })
    }

    /// What the first bytes say.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Entries of the qstr table. Each takes a byte at least, but nothing has checked yet that they are there.
    pub fn n_qstrs(&self) -> u32 {
        self.n_qstrs
    }

    /// Constants that code can refer to, not counting what is in tuples; not checked to be there either.
    pub fn n_constants(&self) -> u32 {
        self.n_constants
    }

    /// Offset of the next byte.
    pub fn at(&self) -> u32 {
        self.input.at() as u32
    }

    /// The next string, until there are no more.
    pub fn next_qstr(&mut self) -> Result<Option<QstrRef<'a>>, DecodeError> {
        if self.qstrs_left == 0 {
            return Ok(None);
        }
        self.qstrs_left -= 1;
        let length = read_uint(&mut self.input)?;
        let number = length >> 1;
        if length & 1 == 0 {
            return Ok(Some(QstrRef::Text(self.text(number)?)));
        }
        let qstr = u16::try_from(number).map(Qstr).unwrap_or(Qstr::NULL);
        self.input.check(qstr.is_static(), ErrorKind::UnknownQstr(number))?;
        Ok(Some(QstrRef::Static(qstr)))
    }

    /// The next constant or item of a tuple, until there are no more. Skips strings that were not asked for.
    pub fn next_constant(&mut self) -> Result<Option<ConstantRef<'a>>, DecodeError> {
        while self.next_qstr()?.is_some() {}
        if self.constants_left == 0 {
            return Ok(None);
        }
        self.constants_left -= 1;
        let byte = self.input.byte()?;
        let unknown = self.input.error(ErrorKind::UnknownConstant(byte));
        Ok(Some(match ConstantTag::from_number(byte).ok_or(unknown)? {
            ConstantTag::FunTable => ConstantRef::FunTable,
            ConstantTag::None => ConstantRef::None,
            ConstantTag::False => ConstantRef::False,
            ConstantTag::True => ConstantRef::True,
            ConstantTag::Ellipsis => ConstantRef::Ellipsis,
            ConstantTag::Str => ConstantRef::Str(self.counted_text()?),
            ConstantTag::Bytes => ConstantRef::Bytes(self.counted_text()?),
            ConstantTag::Int => ConstantRef::Int(self.number(is_integer)?),
            ConstantTag::Float => ConstantRef::Float(self.number(is_float)?),
            ConstantTag::Complex => ConstantRef::Complex(self.number(is_imaginary)?),
            ConstantTag::Tuple => {
                let n = read_uint(&mut self.input)?;
                self.constants_left += u64::from(n);
                ConstantRef::Tuple(n)
            }
        }))
    }

    /// The next raw code, until there are no more. Skips strings and constants that were not asked for.
    pub fn next_code(&mut self) -> Result<Option<CodeRef<'a>>, DecodeError> {
        while self.next_constant()?.is_some() {}
        if self.codes_left == 0 {
            return Ok(None);
        }
        self.codes_left -= 1;
        let kind_and_length = read_uint(&mut self.input)?;
        let kind = CodeKind::from_number((kind_and_length & 3) as u8).unwrap_or(CodeKind::Bytecode);
        let has_children = kind_and_length & 4 != 0;
        let header_at = self.input.at().saturating_sub(1);
        let native_without_arch = kind != CodeKind::Bytecode && self.header.arch == Arch::None;
        if native_without_arch {
            return Err(DecodeError::new(header_at, ErrorKind::UnknownFeature(self.header.feature_byte())));
        }
        let at = self.input.at() as u32;
        let code = self.take(kind_and_length >> 3)?;
        let (mut wants_relocations, mut rodata_size, mut bss_size) = (false, 0, 0);
        let mut body = match kind {
            CodeKind::Bytecode => BodyRef::Bytecode,
            CodeKind::Native => {
                let prelude_offset = read_uint(&mut self.input)?;
                self.input.check((prelude_offset as usize) < code.len(), ErrorKind::MalformedPrelude)?;
                BodyRef::Native { prelude_offset }
            }
            CodeKind::Viper => {
                let flags = ScopeFlags(read_uint(&mut self.input)?);
                let known = ScopeFlags::VIPER_RELOC.union(ScopeFlags::VIPER_RODATA).union(ScopeFlags::VIPER_BSS);
                self.input.check(known.contains(flags), ErrorKind::UnknownScopeFlags(flags.0))?;
                wants_relocations = flags.contains(ScopeFlags::VIPER_RELOC);
                if flags.contains(ScopeFlags::VIPER_RODATA) {
                    rodata_size = read_uint(&mut self.input)?;
                }
                if flags.contains(ScopeFlags::VIPER_BSS) {
                    bss_size = read_uint(&mut self.input)?;
                }
                BodyRef::Viper { rodata: self.take(rodata_size)?, bss_size, relocations: None }
            }
            CodeKind::Asm => {
                let flags = read_uint(&mut self.input)?;
                self.input.check(flags == 0, ErrorKind::UnknownScopeFlags(flags))?;
                BodyRef::Asm { n_pos_args: read_uint(&mut self.input)?, type_sig: read_uint(&mut self.input)? }
            }
        };
        let n_children = if has_children { read_uint(&mut self.input)? } else { 0 };
        self.codes_left += u64::from(n_children);
        if wants_relocations {
            self.input.check(n_children == 0, ErrorKind::RelocatedCodeWithChildren)?;
            let checked = self.relocations(code.len() as u32, rodata_size, bss_size)?;
            if let BodyRef::Viper { relocations, .. } = &mut body {
                *relocations = Some(checked);
            }
        }
        Ok(Some(CodeRef { at, code, body, n_children }))
    }

    /// Reads what is left, which has to be well formed, up to the last byte.
    pub fn finish(mut self) -> Result<(), DecodeError> {
        while self.next_code()?.is_some() {}
        if !self.input.is_at_end() {
            return Err(DecodeError::new(self.input.at(), ErrorKind::TrailingBytes));
        }
        Ok(())
    }

    /// Reads to the end of the relocations and makes a view of them. Each adjusts whole words inside its section.
    fn relocations(&mut self, text: u32, rodata: u32, bss: u32) -> Result<Relocations<'a>, DecodeError> {
        let start = Relocations { reader: self.input.clone(), next: None };
        let mut walk = start.clone();
        while let Some(relocation) = walk.decode()? {
            let size = match relocation.section {
                Section::Text => text,
                Section::Rodata => rodata,
            };
            let end = u64::from(relocation.word) + u64::from(relocation.count);
            let n_words = u64::from(size / self.header.arch.word_size());
            let target_exists = match relocation.target {
                RelocationTarget::Rodata => rodata != 0,
                RelocationTarget::Bss => bss != 0,
                RelocationTarget::Text | RelocationTarget::QstrTable | RelocationTarget::ConstantTable => true,
                RelocationTarget::FunTable | RelocationTarget::FunTableEntry(_) => true,
            };
            walk.reader.check(end <= n_words && target_exists, ErrorKind::MalformedRelocation)?;
        }
        self.input = walk.reader;
        Ok(start)
    }

    fn counted_text(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = read_uint(&mut self.input)?;
        self.text(length)
    }

    /// Bytes with a final NUL that `length` does not count.
    fn text(&mut self, length: u32) -> Result<&'a [u8], DecodeError> {
        let text = self.take(length)?;
        let nul = self.input.byte()?;
        self.input.check(nul == 0, ErrorKind::MissingNul)?;
        Ok(text)
    }

    fn number(&mut self, is_valid: fn(&[u8]) -> bool) -> Result<&'a [u8], DecodeError> {
        let length = read_uint(&mut self.input)?;
        let at = self.input.at();
        let text = self.take(length)?;
        if is_valid(text) { Ok(text) } else { Err(DecodeError::new(at, ErrorKind::MalformedNumber)) }
    }

    fn take(&mut self, length: u32) -> Result<&'a [u8], DecodeError> {
        let at = self.input.at();
        let end = at.checked_add(length as usize);
        let taken = end.and_then(|end| self.bytes.get(at..end));
        let taken = taken.ok_or(DecodeError::new(self.bytes.len(), ErrorKind::UnexpectedEnd))?;
        self.input = Checked::new(self.bytes, at + taken.len());
        Ok(taken)
    }
}

fn is_integer(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

/// Loose on purpose: digits, points, exponents and signs, `inf` and `nan`; the number's parser has the last word.
fn is_float(text: &[u8]) -> bool {
    let magnitude = text.strip_prefix(b"-").unwrap_or(text);
    let starts = magnitude.first().is_some_and(u8::is_ascii_digit);
    magnitude == b"inf"
        || magnitude == b"nan"
        || starts && magnitude.iter().all(|c| matches!(c, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
}

fn is_imaginary(text: &[u8]) -> bool {
    text.strip_suffix(b"j").is_some_and(is_float)
}

#[cfg(all(test, feature = "alloc"))]
mod tests;

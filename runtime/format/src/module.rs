//! A whole `.mpy` file as owned values.

use alloc::vec::Vec;

use crate::error::{DecodeError, ErrorKind};
use crate::mpy::{CodeKind, Header, Relocation};
use crate::qstr::Qstr;
use crate::read::{BodyRef, CodeRef, ConstantRef, QstrRef, Reader};

/// Functions in functions, and tuples in tuples, that [`Module::from_bytes`] accepts. It bounds the recursion of
/// everything that walks a module, dropping it included.
pub const MAX_DEPTH: usize = 500;

/// A compiled module. Entry 0 of `qstrs` is the name of its source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Version, architecture and integer width.
    pub header: Header,
    /// The strings that code refers to by index.
    pub qstrs: Vec<QstrEntry>,
    /// The objects that code refers to by index.
    pub constants: Vec<Constant>,
    /// The module's body; everything else is among its descendants.
    pub code: RawCode,
}

impl Module {
    /// Reads a whole file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Module, DecodeError> {
        let mut reader = Reader::open(bytes)?;
        let header = *reader.header();
        // No capacity is reserved from numbers that the file merely claims.
        let mut qstrs = Vec::new();
        while let Some(qstr) = reader.next_qstr()? {
            qstrs.push(match qstr {
                QstrRef::Static(qstr) => QstrEntry::Static(qstr),
                QstrRef::Text(text) => QstrEntry::Text(text.into()),
            });
        }
        let constants = read_constants(&mut reader)?;
        let code = read_code(&mut reader)?;
        reader.finish()?;
        Ok(Module { header, qstrs, constants, code })
    }

    /// Bytes of the string at `index` of the qstr table.
    pub fn qstr(&self, index: usize) -> Option<&[u8]> {
        self.qstrs.get(index).map(QstrEntry::as_bytes)
    }

    /// Name of the source file.
    pub fn source_file(&self) -> Option<&[u8]> {
        self.qstr(0)
    }
}

/// One string of a module's qstr table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum QstrEntry {
    /// A string of the format, by its number, which is a static one.
    Static(Qstr),
    /// Any other string.
    Text(Vec<u8>),
}

impl QstrEntry {
    /// The entry that the reference writes for `text`: a number where there is one.
    pub fn new(text: &[u8]) -> QstrEntry {
        match Qstr::find(text) {
            Some(qstr) => QstrEntry::Static(qstr),
            None => QstrEntry::Text(text.into()),
        }
    }

    /// The bytes of the string.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            QstrEntry::Static(qstr) => qstr.as_static_str().unwrap_or_default().as_bytes(),
            QstrEntry::Text(text) => text,
        }
    }
}

/// One object of a module's constant table. Numbers are the text that a file has for them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
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
    /// Text in UTF-8.
    Str(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An integer beyond the small ones, in decimal.
    Int(Vec<u8>),
    /// A float as `repr` writes it.
    Float(Vec<u8>),
    /// An imaginary number as `repr` writes it.
    Complex(Vec<u8>),
    /// A tuple of constants.
    Tuple(Vec<Constant>),
}

/// Without recursion, however deep tuples nest.
impl Drop for Constant {
    fn drop(&mut self) {
        let Constant::Tuple(items) = self else { return };
        let mut rest = core::mem::take(items);
        while let Some(mut item) = rest.pop() {
            if let Constant::Tuple(items) = &mut item {
                rest.append(items);
            }
        }
    }
}

/// One function body (or module, class or comprehension body) and what is nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCode {
    /// Bytecode with its prelude, or machine code.
    pub code: Vec<u8>,
    /// How `code` is run, and what else that takes.
    pub body: Body,
    /// The functions that this one makes, by the index it uses for them.
    pub children: Vec<RawCode>,
}

/// Without recursion, however deep functions nest.
impl Drop for RawCode {
    fn drop(&mut self) {
        let mut rest = core::mem::take(&mut self.children);
        while let Some(mut code) = rest.pop() {
            rest.append(&mut code.children);
        }
    }
}

impl RawCode {
    /// A bytecode function; `code` starts with its prelude.
    pub fn bytecode(code: Vec<u8>, children: Vec<RawCode>) -> RawCode {
        RawCode { code, body: Body::Bytecode, children }
    }

    /// The kind that its body has in a file.
    pub fn kind(&self) -> CodeKind {
        match self.body {
            Body::Bytecode => CodeKind::Bytecode,
            Body::Native { .. } => CodeKind::Native,
            Body::Viper(_) => CodeKind::Viper,
            Body::Asm { .. } => CodeKind::Asm,
        }
    }
}

/// What a kind of code carries besides its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing: the prelude is the start of the code.
    Bytecode,
    /// Machine code followed by a prelude.
    Native {
        /// Byte offset of the prelude in the code.
        prelude_offset: u32,
    },
    /// Machine code on unboxed values, or a linked native module.
    Viper(Viper),
    /// An inline assembler function.
    Asm {
        /// How many arguments it takes.
        n_pos_args: u32,
        /// Native types, four bits each: the result, then the arguments.
        type_sig: u32,
    },
}

/// Data sections and relocations of viper code; all empty for what a compiler makes, not for a linked native module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viper {
    /// Read-only data.
    pub rodata: Vec<u8>,
    /// Bytes of zeroed data.
    pub bss_size: u32,
    /// Words to adjust once addresses are known; `None` for code that does not depend on its address. Code that has
    /// this has no children.
    pub relocations: Option<Vec<Relocation>>,
}

fn too_deep(reader: &Reader<'_>) -> DecodeError {
    DecodeError { at: reader.at(), kind: ErrorKind::TooDeep }
}

fn read_constants(reader: &mut Reader<'_>) -> Result<Vec<Constant>, DecodeError> {
    let mut constants = Vec::new();
    // Tuples that still miss so many items.
    let mut open: Vec<(Vec<Constant>, u32)> = Vec::new();
    while let Some(constant) = reader.next_constant()? {
        let mut complete = match constant {
            ConstantRef::FunTable => Constant::FunTable,
            ConstantRef::None => Constant::None,
            ConstantRef::False => Constant::False,
            ConstantRef::True => Constant::True,
            ConstantRef::Ellipsis => Constant::Ellipsis,
            ConstantRef::Str(text) => Constant::Str(text.into()),
            ConstantRef::Bytes(bytes) => Constant::Bytes(bytes.into()),
            ConstantRef::Int(text) => Constant::Int(text.into()),
            ConstantRef::Float(text) => Constant::Float(text.into()),
            ConstantRef::Complex(text) => Constant::Complex(text.into()),
            ConstantRef::Tuple(0) => Constant::Tuple(Vec::new()),
            ConstantRef::Tuple(n) => {
                open.push((Vec::new(), n));
                if open.len() > MAX_DEPTH {
                    return Err(too_deep(reader));
                }
                continue;
            }
        };
        // The item may complete its tuple, which may complete the one around it.
        loop {
            let Some((items, missing)) = open.last_mut() else {
                constants.push(complete);
                break;
            };
            items.push(complete);
            *missing -= 1;
            if *missing > 0 {
                break;
            }
            complete = Constant::Tuple(open.pop().map(|(items, _)| items).unwrap_or_default());
        }
    }
    Ok(constants)
}

fn read_code(reader: &mut Reader<'_>) -> Result<RawCode, DecodeError> {
    // Functions that still miss so many children.
    let mut open: Vec<(RawCode, u32)> = Vec::new();
    loop {
        let ends_early = DecodeError { at: reader.at(), kind: ErrorKind::UnexpectedEnd };
        let code = reader.next_code()?.ok_or(ends_early)?;
        let n_children = code.n_children;
        let mut complete = RawCode::from(code);
        if n_children > 0 {
            open.push((complete, n_children));
            if open.len() > MAX_DEPTH {
                return Err(too_deep(reader));
            }
            continue;
        }
        loop {
            let Some((parent, missing)) = open.last_mut() else { return Ok(complete) };
            parent.children.push(complete);
            *missing -= 1;
            if *missing > 0 {
                break;
            }
            let Some((parent, _)) = open.pop() else { return Err(ends_early) };
            complete = parent;
        }
    }
}

impl From<CodeRef<'_>> for RawCode {
    /// Without its children.
    fn from(code: CodeRef<'_>) -> RawCode {
        let body = match code.body {
            BodyRef::Bytecode => Body::Bytecode,
            BodyRef::Native { prelude_offset } => Body::Native { prelude_offset },
            BodyRef::Viper { rodata, bss_size, relocations } => {
                Body::Viper(Viper { rodata: rodata.into(), bss_size, relocations: relocations.map(Iterator::collect) })
            }
            BodyRef::Asm { n_pos_args, type_sig } => Body::Asm { n_pos_args, type_sig },
        };
        RawCode { code: code.code.into(), body, children: Vec::new() }
    }
}

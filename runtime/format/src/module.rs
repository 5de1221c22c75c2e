//! A whole `.mpy` file as owned values.

use alloc::vec::Vec;

use crate::mpy::{CodeKind, Header, Relocation};
use crate::qstr::Qstr;

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

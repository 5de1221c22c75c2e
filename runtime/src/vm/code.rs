//! Code objects: what a call needs to know, in front of the bytecode.
//!
//! ```text
//! header | consts | children | shape word 0 | shape word 1 | prelude … bytecode …
//! ```
//! `consts` is a tuple, one for all code of a module: first the qstrs that instructions name by index, then the objects,
//! the last one first ([`constant_word`]). `children` is a tuple of code objects. The shape words are computed when the code is verified: by the freezer for ROM, by the loader for RAM.

/// Bytes of a code object before its prelude: header not included.
pub const PRELUDE_OFFSET: u32 = 16;

/// Which word of `consts`, which has `length` words, is the object that instructions call `index`.
///
/// Counted from the end, so that code need not know how many qstrs its module has.
#[inline(always)]
pub const fn constant_word(length: u32, index: u32) -> u32 {
    length - 1 - index
}

/// What a call needs to know of a function's code.
///
/// ```text
/// word 0   | n_locals (16)   | n_operands (16)  |
/// word 1   | start (16)      | n_exc (8) | flags (8) |
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeShape {
    /// Locals, cells and parameters included.
    pub n_locals: u16,
    /// Deepest operand stack.
    pub n_operands: u16,
    /// Offset of the first instruction from the start of the prelude, in bytes.
    pub start: u16,
    /// Most nested exception handlers.
    pub n_exc: u8,
    /// Of [`shape_flag`].
    pub flags: u8,
}

/// Flags of [`CodeShape`].
pub mod shape_flag {
    /// A call makes a generator.
    pub const GENERATOR: u8 = 1;
    /// More than positional parameters without cells: the call takes the general path.
    pub const COMPLEX: u8 = 2;
}

impl CodeShape {
    /// The two words in front of the prelude.
    pub const fn to_words(self) -> [u32; 2] {
        [
            self.n_locals as u32 | (self.n_operands as u32) << 16,
            self.start as u32 | (self.n_exc as u32) << 16 | (self.flags as u32) << 24,
        ]
    }

    /// The shape in two words.
    #[inline(always)]
    pub const fn from_words(words: [u32; 2]) -> CodeShape {
        CodeShape {
            n_locals: words[0] as u16,
            n_operands: (words[0] >> 16) as u16,
            start: words[1] as u16,
            n_exc: (words[1] >> 16) as u8,
            flags: (words[1] >> 24) as u8,
        }
    }
}

//! Code objects: what a call needs to know, in front of the bytecode.
//!
//! ```text
//! header | consts | children | shape word 0 | shape word 1 | prelude … bytecode …
//! ```
//! `consts` is a tuple, one for all code of a module: the qstrs that instructions name by index, the objects, and last
//! how many qstrs there are, a small int. `children` is a tuple of code objects. The shape words are computed when the
//! code is verified: by the freezer for ROM, by the loader for RAM.

use mpy_format::mpy::ScopeFlags;
use mpy_format::prelude::Prelude;
use mpy_format::verify::Verified;

use super::frame::Handler;

/// Bytes of a code object before its prelude: header not included.
pub const PRELUDE_OFFSET: u32 = 16;

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
    /// The shape of a function that was verified; `None` for one too large for its fields.
    pub fn new(prelude: &Prelude<'_>, verified: &Verified) -> Option<CodeShape> {
        let signature = &prelude.signature;
        let is_generator = signature.scope_flags.contains(ScopeFlags::GENERATOR);
        let takes_more = [ScopeFlags::VAR_ARGS, ScopeFlags::VAR_KEYWORDS];
        let is_complex = signature.n_kwonly_args > 0
            || !prelude.cells.is_empty()
            || takes_more.iter().any(|&flag| signature.scope_flags.contains(flag));
        // A handler's place and depth have few bits.
        let reach = PRELUDE_OFFSET as usize + 4 + prelude.code_at as usize + prelude.code.len();
        let is_reached = verified.max_blocks == 0
            || (reach <= Handler::MAX_OFFSET as usize && verified.max_depth <= Handler::MAX_DEPTH);
        is_reached.then_some(())?;
        Some(CodeShape {
            n_locals: verified.n_locals.try_into().ok()?,
            n_operands: verified.max_depth.try_into().ok()?,
            start: prelude.code_at.try_into().ok()?,
            n_exc: verified.max_blocks.try_into().ok()?,
            flags: (u8::from(is_generator) * shape_flag::GENERATOR) | (u8::from(is_complex) * shape_flag::COMPLEX),
        })
    }

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

//! What a code object's prelude says of its parameters.

use mpy_format::error::ErrorKind;
use mpy_format::mpy::ScopeFlags;
use mpy_format::operand::{Reader, read_uint};
use mpy_format::prelude::{Signature, Sizes};
use mpy_format::qstr::Qstr;

use super::frame::CODE_CONSTS;
use crate::heap::Heap;
use crate::memory::Memory;

/// Reads bytecode that was verified (VM-1): no read can fail.
pub(crate) struct Trusted<'a> {
    memory: Memory,
    ip: &'a core::cell::Cell<u32>,
}

impl<'a> Trusted<'a> {
    /// Reads from the address in `ip` on, and moves it.
    #[inline(always)]
    pub(crate) fn new(memory: Memory, ip: &'a core::cell::Cell<u32>) -> Trusted<'a> {
        Trusted { memory, ip }
    }
}

impl Reader for Trusted<'_> {
    type Error = core::convert::Infallible;

    #[inline(always)]
    fn byte(&mut self) -> Result<u8, Self::Error> {
        let ip = self.ip.get();
        self.ip.set(ip + 1);
        // SAFETY: `ip` is in the bytecode of a code object that was verified (VM-1).
        Ok(unsafe { self.memory.pointer::<u8>(ip).read() })
    }

    #[cold]
    fn error(&self, _: ErrorKind) -> Self::Error {
        unreachable!("verified code")
    }

    #[inline(always)]
    fn check(&self, _: bool, _: ErrorKind) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// The parameters of a function.
#[derive(Clone, Copy)]
pub(crate) struct Parameters {
    pub positional: u32,
    pub keyword_only: u32,
    pub flags: ScopeFlags,
    pub cells: u32,
}

impl Parameters {
    /// Reads them from the prelude of the code object at `code`.
    pub(crate) fn of(heap: &Heap, code: u32) -> Parameters {
        let at = core::cell::Cell::new(heap.prelude(code));
        let mut reader = Trusted::new(heap.memory, &at);
        let Ok(signature) = Signature::decode(&mut reader);
        let Ok(sizes) = Sizes::decode(&mut reader);
        Parameters {
            positional: signature.n_pos_args,
            keyword_only: signature.n_kwonly_args,
            flags: signature.scope_flags,
            cells: sizes.n_cells,
        }
    }

    /// Parameters that have a name of their own.
    pub(crate) fn named(self) -> u32 {
        self.positional + self.keyword_only
    }
}

/// The function's own name for `None`, or the name of a parameter.
fn name(heap: &Heap, code: u32, skip: u32) -> Qstr {
    let at = core::cell::Cell::new(heap.prelude(code));
    let mut reader = Trusted::new(heap.memory, &at);
    let Ok(_) = Signature::decode(&mut reader);
    let Ok(_) = Sizes::decode(&mut reader);
    let mut index = 0;
    for _ in 0..=skip {
        let Ok(next) = read_uint(&mut reader);
        index = next;
    }
    qstr(heap, code, index)
}

/// The name of the function whose code is at `code`.
pub(crate) fn function_name(heap: &Heap, code: u32) -> Qstr {
    name(heap, code, 0)
}

/// The name of parameter `index`.
pub(crate) fn parameter_name(heap: &Heap, code: u32, index: u32) -> Qstr {
    name(heap, code, index + 1)
}

/// Interned string `index` of the code object's constants; 0 is the source file's name.
pub(crate) fn qstr(heap: &Heap, code: u32, index: u32) -> Qstr {
    let consts = heap.word(code, CODE_CONSTS).bits();
    heap.word(consts, index).as_qstr().unwrap_or(Qstr::EMPTY)
}

/// The source line of the instruction `offset` bytes into the code object at `code`.
pub(crate) fn line(heap: &Heap, code: u32, offset: u32) -> u32 {
    let at = core::cell::Cell::new(heap.prelude(code));
    let mut reader = Trusted::new(heap.memory, &at);
    let Ok(signature) = Signature::decode(&mut reader);
    let Ok(sizes) = Sizes::decode(&mut reader);
    let lines_end = at.get() + sizes.n_info;
    let start = lines_end + sizes.n_cells;
    for _ in 0..=signature.n_named_args() {
        let Ok(_) = read_uint(&mut reader);
    }
    let mut left = (code + offset).saturating_sub(start);
    let mut line = 1;
    while at.get() < lines_end {
        let Ok(byte) = reader.byte();
        let (bytes, lines) = if byte & 0x80 == 0 {
            (u32::from(byte & 0x1f), u32::from(byte >> 5))
        } else {
            let Ok(low) = reader.byte();
            (u32::from(byte & 0xf), u32::from(byte & 0x70) << 4 | u32::from(low))
        };
        if left < bytes {
            break;
        }
        left -= bytes;
        line += lines;
    }
    line
}

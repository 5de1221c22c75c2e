//! What comes before the instructions of a function.
//!
//! ```text
//! function   := signature sizes name arg_name* line_step* cell* instruction*
//! signature  := xSSSSEAA (xFSSKAED)*   least significant bits first
//!               S: n_state - 1, E: n_exc_stack, F: scope flags, A: n_pos_args, K: n_kwonly_args, D: n_def_pos_args
//! sizes      := (xIIIIIIC)+            I: bytes of name, arg_name and line_step together, C: cells
//! name       := uint, an index into the qstr table
//! line_step  := 0LLBBBBB | 1LLLBBBB LLLLLLLL   B: bytes of code to skip, L: lines (the second byte has the low ones)
//! cell       := byte, the local variable that is put into a cell on entry
//! ```
//!
//! x says that another byte of the same field follows.

use crate::error::{DecodeError, ErrorKind};
use crate::mpy::ScopeFlags;
#[cfg(feature = "alloc")]
use crate::operand::write_uint;
use crate::operand::{Checked, Output, QstrIndex, Reader, read_uint};

/// What a call needs to know to make a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signature {
    /// Slots of the frame, local variables and stack together; at least 1.
    pub n_state: u32,
    /// Exception blocks that are active at the same time, at most.
    pub n_exc_stack: u32,
    /// Generator, `*args`, `**kwargs`, keyword defaults.
    pub scope_flags: ScopeFlags,
    /// Positional arguments, the cells that a closure passes among them.
    pub n_pos_args: u32,
    /// Keyword-only arguments.
    pub n_kwonly_args: u32,
    /// Positional arguments with a default value.
    pub n_def_pos_args: u32,
}

impl Signature {
    /// Reads it.
    pub fn decode<R: Reader>(reader: &mut R) -> Result<Signature, R::Error> {
        let mut byte = reader.byte()?;
        let mut state = u32::from(byte >> 3 & 0xf);
        let mut n_exc_stack = u32::from(byte >> 2 & 1);
        let mut n_pos_args = u32::from(byte & 3);
        let (mut flags, mut n_kwonly_args, mut n_def_pos_args) = (0, 0, 0);
        let mut n = 0;
        while byte & 0x80 != 0 {
            reader.check(n < 13, ErrorKind::IntegerTooLarge)?;
            byte = reader.byte()?;
            let bit = |at: u32| u32::from(byte >> at & 1) << n;
            state |= u32::from(byte & 0x30) << (2 * n);
            n_exc_stack |= bit(1) << 1;
            flags |= bit(6);
            n_pos_args |= bit(2) << 2;
            n_kwonly_args |= bit(3);
            n_def_pos_args |= bit(0);
            n += 1;
        }
        let scope_flags = ScopeFlags(flags);
        Ok(Signature { n_state: state + 1, n_exc_stack, scope_flags, n_pos_args, n_kwonly_args, n_def_pos_args })
    }

    /// Appends it.
    pub fn write<O: Output + ?Sized>(&self, out: &mut O) {
        let bits = |value: u32, mask: u32, at: u32| ((value & mask) << at) as u8;
        let mut state = self.n_state.saturating_sub(1);
        let mut n_exc_stack = self.n_exc_stack;
        let mut n_pos_args = self.n_pos_args;
        let mut flags = self.scope_flags.0 & ScopeFlags::PRELUDE_MASK;
        let (mut n_kwonly_args, mut n_def_pos_args) = (self.n_kwonly_args, self.n_def_pos_args);
        let mut byte = bits(state, 0xf, 3) | bits(n_exc_stack, 1, 2) | bits(n_pos_args, 3, 0);
        state >>= 4;
        n_exc_stack >>= 1;
        n_pos_args >>= 2;
        while state | n_exc_stack | flags | n_pos_args | n_kwonly_args | n_def_pos_args != 0 {
            out.byte(0x80 | byte);
            byte = bits(flags, 1, 6)
                | bits(state, 3, 4)
                | bits(n_kwonly_args, 1, 3)
                | bits(n_pos_args, 1, 2)
                | bits(n_exc_stack, 1, 1)
                | bits(n_def_pos_args, 1, 0);
            state >>= 2;
            for field in [&mut n_exc_stack, &mut flags, &mut n_pos_args, &mut n_kwonly_args, &mut n_def_pos_args] {
                *field >>= 1;
            }
        }
        out.byte(byte);
    }

    /// Named arguments, which the prelude has a name for each.
    pub const fn n_named_args(&self) -> u32 {
        self.n_pos_args + self.n_kwonly_args
    }

    /// Local variables that a call fills: the named arguments, `*args`, `**kwargs`.
    pub const fn n_arg_slots(&self) -> u32 {
        self.n_named_args()
            + self.scope_flags.contains(ScopeFlags::VAR_ARGS) as u32
            + self.scope_flags.contains(ScopeFlags::VAR_KEYWORDS) as u32
    }
}

/// Lengths of the two variable parts of a prelude.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sizes {
    /// Bytes of names and line table.
    pub n_info: u32,
    /// Cells, a byte each.
    pub n_cells: u32,
}

impl Sizes {
    /// Reads them.
    pub fn decode<R: Reader>(reader: &mut R) -> Result<Sizes, R::Error> {
        let mut sizes = Sizes::default();
        for n in 0.. {
            reader.check(n < 5, ErrorKind::IntegerTooLarge)?;
            let byte = reader.byte()?;
            sizes.n_cells |= u32::from(byte & 1) << n;
            sizes.n_info |= u32::from(byte >> 1 & 0x3f) << (6 * n);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(sizes)
    }

    /// Appends them.
    pub fn write<O: Output + ?Sized>(&self, out: &mut O) {
        let Sizes { mut n_info, mut n_cells } = *self;
        loop {
            let byte = (n_info & 0x3f) << 1 | n_cells & 1;
            n_info >>= 6;
            n_cells >>= 1;
            let more = n_info | n_cells != 0;
            out.byte(byte as u8 | if more { 0x80 } else { 0 });
            if !more {
                break;
            }
        }
    }
}

/// A function taken apart; nothing is copied.
#[derive(Clone, Copy, Debug)]
pub struct Prelude<'a> {
    /// What a call needs.
    pub signature: Signature,
    /// Name of the function.
    pub name: QstrIndex,
    arg_names: &'a [u8],
    /// Which line each instruction comes from.
    pub lines: LineTable<'a>,
    /// Local variables that are put into cells on entry.
    pub cells: &'a [u8],
    /// Byte offset of the first instruction in the function.
    pub code_at: u32,
    /// The instructions.
    pub code: &'a [u8],
}

impl<'a> Prelude<'a> {
    /// Takes `function` apart. Every name and line step is checked to be where the sizes say.
    pub fn parse(function: &'a [u8]) -> Result<Prelude<'a>, DecodeError> {
        let mut reader = Checked::new(function, 0);
        let signature = Signature::decode(&mut reader)?;
        let sizes = Sizes::decode(&mut reader)?;
        let info_at = reader.at();
        let ends_early = DecodeError::new(info_at, ErrorKind::MalformedPrelude);
        let cells_at = info_at.checked_add(sizes.n_info as usize).ok_or(ends_early)?;
        let code_at = cells_at.checked_add(sizes.n_cells as usize).ok_or(ends_early)?;
        let info = function.get(..cells_at).ok_or(ends_early)?;
        let cells = function.get(cells_at..code_at).ok_or(ends_early)?;
        let code = function.get(code_at..).ok_or(ends_early)?;

        let mut reader = Checked::new(info, info_at);
        let name = QstrIndex(read_uint(&mut reader)?);
        let names_at = reader.at();
        // Each takes a byte at least, which bounds the loop whatever the signature says.
        for _ in 0..u64::from(signature.n_pos_args) + u64::from(signature.n_kwonly_args) {
            read_uint(&mut reader)?;
        }
        let lines_at = reader.at();
        let mut n_lines = 0u32;
        while !reader.is_at_end() {
            let step = LineStep::decode(&mut reader)?;
            n_lines = n_lines.checked_add(step.n_lines).ok_or(reader.error(ErrorKind::IntegerTooLarge))?;
        }
        let arg_names = info.get(names_at..lines_at).unwrap_or_default();
        let lines = LineTable { bytes: info.get(lines_at..).unwrap_or_default() };
        Ok(Prelude { signature, name, arg_names, lines, cells, code_at: code_at as u32, code })
    }

    /// Names of the positional and keyword-only arguments.
    pub fn arg_names(&self) -> impl Iterator<Item = QstrIndex> + use<'a> {
        let mut reader = Checked::new(self.arg_names, 0);
        core::iter::from_fn(move || read_uint(&mut reader).ok().map(QstrIndex))
    }
}

/// Puts a function together: the inverse of [`Prelude::parse`]. `lines` are bytes that [`LineStep::write`] made.
#[cfg(feature = "alloc")]
pub fn assemble(
    signature: &Signature,
    name: QstrIndex,
    arg_names: &[QstrIndex],
    lines: &[u8],
    cells: &[u8],
    code: &[u8],
) -> alloc::vec::Vec<u8> {
    let mut info = alloc::vec::Vec::new();
    write_uint(&mut info, name.0.into());
    arg_names.iter().for_each(|name| write_uint(&mut info, name.0.into()));
    info.extend(lines);
    let mut out = alloc::vec::Vec::new();
    signature.write(&mut out);
    Sizes { n_info: info.len() as u32, n_cells: cells.len() as u32 }.write(&mut out);
    for part in [&info, cells, code] {
        out.extend(part);
    }
    out
}

/// "The next `n_bytes` bytes of code belong to the current line; then it is `n_lines` further."
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineStep {
    /// Bytes of code to skip.
    pub n_bytes: u32,
    /// Lines to go on after them.
    pub n_lines: u32,
}

impl LineStep {
    /// Reads one.
    pub fn decode<R: Reader>(reader: &mut R) -> Result<LineStep, R::Error> {
        let byte = u32::from(reader.byte()?);
        if byte & 0x80 == 0 {
            return Ok(LineStep { n_bytes: byte & 0x1f, n_lines: byte >> 5 });
        }
        Ok(LineStep { n_bytes: byte & 0xf, n_lines: (byte & 0x70) << 4 | u32::from(reader.byte()?) })
    }

    /// Appends it, as more than one step where it is too long for one.
    pub fn write<O: Output + ?Sized>(self, out: &mut O) {
        let LineStep { mut n_bytes, mut n_lines } = self;
        while n_bytes > 0 || n_lines > 0 {
            let (bytes, lines);
            if n_lines <= 6 || n_bytes > 0xf {
                bytes = n_bytes.min(0x1f);
                // Lines count from where the bytes end, so all bytes come first.
                lines = if bytes < n_bytes { 0 } else { n_lines.min(3) };
                out.byte((bytes | lines << 5) as u8);
            } else {
                bytes = n_bytes;
                lines = n_lines.min(0x7ff);
                out.byte((0x80 | bytes | lines >> 4 & 0x70) as u8);
                out.byte(lines as u8);
            }
            n_bytes -= bytes;
            n_lines -= lines;
            if n_bytes == 0 {
                n_lines = write_far(n_lines, out);
            }
        }
    }
}

/// Appends the longest steps of lines, as far as there are enough, and gives what is left. Every function counts lines
/// from the first of the file, so in a long one most of its code is such steps.
fn write_far<O: Output + ?Sized>(n_lines: u32, out: &mut O) -> u32 {
    const STEP: [u8; 2] = [0xf0, 0xff];
    const STEPS: &[u8] = [STEP; 64].as_flattened();
    let mut n_steps = (n_lines / 0x7ff) as usize;
    let rest = n_lines % 0x7ff;
    while n_steps > 0 {
        let n = n_steps.min(STEPS.len() / STEP.len());
        out.bytes(&STEPS[..n * STEP.len()]);
        n_steps -= n;
    }
    rest
}

/// Which line each instruction comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineTable<'a> {
    bytes: &'a [u8],
}

impl<'a> LineTable<'a> {
    /// The steps in order.
    pub fn steps(self) -> impl Iterator<Item = LineStep> + use<'a> {
        let mut reader = Checked::new(self.bytes, 0);
        core::iter::from_fn(move || LineStep::decode(&mut reader).ok())
    }

    /// The bytes as they are in the function.
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Line of the instruction at byte `offset` of the code; 1 where there is no table.
    pub fn line_at(self, offset: u32) -> u32 {
        let mut rest = offset;
        let mut line = 1u32;
        for step in self.steps() {
            let Some(left) = rest.checked_sub(step.n_bytes) else { break };
            rest = left;
            line = line.saturating_add(step.n_lines);
        }
        line
    }

    /// Where lines begin: byte offset and line, in order, starting with offset 0.
    pub fn starts(self) -> impl Iterator<Item = (u32, u32)> + use<'a> {
        let mut steps = self.steps();
        let mut next = Some((0u32, 1u32));
        core::iter::from_fn(move || {
            let mut start = next.take()?;
            for step in steps.by_ref() {
                let following = (start.0.saturating_add(step.n_bytes), start.1.saturating_add(step.n_lines));
                if step.n_bytes == 0 {
                    start = following;
                } else {
                    next = Some(following);
                    break;
                }
            }
            Some(start)
        })
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use std::vec::Vec;

    use super::*;

    #[test]
    fn signatures_round_trip() {
        for n in 0..30_000u32 {
            let field = |i: u32, mask: u32| n.wrapping_mul(2_654_435_761).rotate_left(i * 5) & mask;
            let signature = Signature {
                n_state: field(0, 0x7ff) + 1,
                n_exc_stack: field(1, 0xf),
                scope_flags: ScopeFlags(field(2, 0xf)),
                n_pos_args: field(3, 0xff),
                n_kwonly_args: field(4, 0x7f),
                n_def_pos_args: field(5, 0x3f),
            };
            let mut bytes = Vec::new();
            signature.write(&mut bytes);
            assert_eq!(Signature::decode(&mut Checked::new(&bytes, 0)), Ok(signature));
            let sizes = Sizes { n_info: field(6, 0xffff), n_cells: field(7, 0xf) };
            bytes.clear();
            sizes.write(&mut bytes);
            assert_eq!(Sizes::decode(&mut Checked::new(&bytes, 0)), Ok(sizes));
        }
    }

    #[test]
    fn lines_round_trip() {
        let steps = [
            (0, 4),
            (3, 1),
            (40, 2),
            (1, 7),
            (200, 3000),
            (15, 7),
            (16, 7),
            (31, 3),
            (5, 100),
            (40, 500_000),
            (7, 4094),
        ];
        let mut bytes = Vec::new();
        steps.iter().for_each(|&(n_bytes, n_lines)| LineStep { n_bytes, n_lines }.write(&mut bytes));
        let table = LineTable { bytes: &bytes };
        let (mut offset, mut line) = (0, 1);
        for (n_bytes, n_lines) in steps {
            if n_bytes > 0 {
                assert_eq!(table.line_at(offset + n_bytes - 1), line);
            }
            offset += n_bytes;
            line += n_lines;
            assert_eq!(table.line_at(offset), line);
        }
        for (offset, line) in table.starts() {
            assert_eq!(table.line_at(offset), line);
        }
        assert_eq!(table.starts().last(), Some((offset, line)));
    }
}

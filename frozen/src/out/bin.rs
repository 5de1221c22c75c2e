//! Raw flash contents: what a programmer writes from the lowest address on.

use std::fmt;

use crate::link::Firmware;

/// What an erased flash cell reads as, and what fills gaps.
const ERASED: u8 = 0xff;

/// The longest file that is written. Larger than the flash of any board; segments further apart than this
/// belong to memories that no single raw file can describe.
const MAX_LEN: u32 = 64 << 20;

/// The firmware's segments lie too far apart for a raw file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SparseError {
    /// Lowest load address.
    pub start: u32,
    /// Address just past the highest byte.
    pub end: u32,
}

impl fmt::Display for SparseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end } = self;
        write!(f, "a raw file cannot hold {start:#010x}..{end:#010x}: write an ELF or a HEX file")
    }
}

impl std::error::Error for SparseError {}

/// The contents of flash from the lowest load address on, gaps filled as erased.
pub fn encode_bin(firmware: &Firmware<'_>) -> Result<Vec<u8>, SparseError> {
    let pieces = firmware.flash();
    let start = pieces.first().map_or(0, |&(at, _)| at);
    let end = pieces.last().map_or(0, |&(at, bytes)| at + bytes.len() as u32);
    if end - start > MAX_LEN {
        return Err(SparseError { start, end });
    }
    let mut out = Vec::with_capacity((end - start) as usize);
    for (at, bytes) in pieces {
        out.resize((at - start) as usize, ERASED);
        out.extend_from_slice(bytes);
    }
    Ok(out)
}

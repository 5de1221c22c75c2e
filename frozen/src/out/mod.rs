//! Firmware as files: one format a module, bytes only.

pub mod bin;
pub mod elf;
pub mod hex;
pub mod uf2;

use self::bin::SparseError;
use crate::link::Firmware;

/// A format that firmware can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// See [`elf`].
    Elf,
    /// See [`bin`].
    Bin,
    /// See [`hex`].
    Hex,
    /// See [`uf2`].
    Uf2,
}

impl Format {
    /// The ends of file names that stand for a format.
    pub const EXTENSIONS: [&str; 4] = [".elf", ".bin", ".hex", ".uf2"];

    /// The format of files whose name ends in `extension`, given without the dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "elf" => Some(Self::Elf),
            "bin" => Some(Self::Bin),
            "hex" => Some(Self::Hex),
            "uf2" => Some(Self::Uf2),
            _ => None,
        }
    }

    /// The bytes of the file. `family` marks UF2 files for one processor family.
    pub fn encode(self, firmware: &Firmware<'_>, family: Option<u32>) -> Result<Vec<u8>, SparseError> {
        Ok(match self {
            Self::Elf => elf::encode_elf(firmware),
            Self::Bin => bin::encode_bin(firmware)?,
            Self::Hex => hex::encode_hex(firmware).into_bytes(),
            Self::Uf2 => uf2::encode_uf2(firmware, family),
        })
    }
}

//! What can be wrong with a file that should be a VM.

use std::fmt;

use mpy_runtime::rom;

use super::{FROZEN_ABI, FROZEN_START};

/// What is wrong with a file that should be a VM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VmError {
    /// The file does not begin as an ELF file does.
    NotElf,
    /// An ELF file, but not a 32-bit little-endian executable.
    WrongKind(&'static str),
    /// A table or a piece of data reaches past the end of the file, or is malformed.
    Malformed {
        /// The part that is damaged.
        what: String,
        /// Where the part should lie in the file.
        at: u64,
    },
    /// Firmware with an image where a VM with an empty slot is wanted.
    Linked,
    /// A VM with an empty slot where firmware is wanted.
    NotLinked,
    /// There is no symbol table.
    Stripped,
    /// A symbol that every VM defines is not there.
    MissingSymbol(&'static str),
    /// Two symbols contradict each other.
    BadSlot {
        /// The one that should be lower, and its value.
        low: (&'static str, u32),
        /// The one that should not be lower, and its value.
        high: (&'static str, u32),
    },
    /// The slot's first address is not that of a word.
    Unaligned(u32),
    /// Segments of the VM lie in each other, or one lies in the slot for the image.
    Overlap {
        /// Load addresses of one.
        one: (u32, u32),
        /// Load addresses of the other.
        other: (u32, u32),
    },
    /// The ABI word has no bytes in the file.
    NoAbiWord(u32),
}

impl fmt::Display for VmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotElf => write!(f, "not an ELF file"),
            Self::WrongKind(why) => write!(f, "not a VM for a board: {why}"),
            Self::Malformed { what, at } => write!(f, "corrupt ELF file: {what} at byte {at:#x}"),
            Self::Linked => write!(f, "firmware that holds an image already, not a VM with an empty slot"),
            Self::NotLinked => write!(f, "a VM without an image"),
            Self::Stripped => write!(f, "not a Permafrost VM, or a stripped one: no symbol table"),
            Self::MissingSymbol(name) => {
                write!(f, "not a Permafrost VM, or a stripped one: no symbol `{name}`")
            }
            Self::BadSlot { low: (low, low_at), high: (high, high_at) } => {
                write!(f, "corrupt VM: `{low}` ({low_at:#010x}) lies after `{high}` ({high_at:#010x})")
            }
            Self::Unaligned(at) => {
                write!(f, "corrupt VM: `{FROZEN_START}` ({at:#010x}) is not a multiple of 4")
            }
            Self::Overlap { one, other } => write!(
                f,
                "corrupt VM: {:#010x}..{:#010x} and {:#010x}..{:#010x} of flash overlap",
                one.0, one.1, other.0, other.1
            ),
            Self::NoAbiWord(at) => {
                write!(f, "corrupt VM: `{FROZEN_ABI}` ({at:#010x}) points at no bytes of the file")
            }
        }
    }
}

impl std::error::Error for VmError {}

/// The VM reads images of a layout that this program does not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAbi(pub u32);

impl fmt::Display for UnknownAbi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (vm, ours) = (self.0, rom::abi_word(0, false, false));
        write!(f, "the VM reads images of ABI {}, this program writes ABI {}", shown_abi(vm), shown_abi(ours))
    }
}

impl std::error::Error for UnknownAbi {}

/// The number of the layout and the fingerprint of the strings that the VM is built with: images depend on both.
pub fn shown_abi(word: u32) -> String {
    format!("{}.{:04x}", word & 0xff, word >> 16)
}

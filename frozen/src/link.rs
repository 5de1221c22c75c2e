//! An image and a VM become firmware, if they fit each other.

use std::fmt;

use crate::image::Image;
use crate::vm::{Vm, shown_abi};

/// A VM with the image that it runs; `out` writes it to files.
#[derive(Debug)]
pub struct Firmware<'a> {
    pub(crate) vm: &'a Vm<'a>,
    pub(crate) image: &'a Image,
}

/// Why an image and a VM do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// The VM reads another layout of images.
    Abi {
        /// What the VM reads.
        vm: u32,
        /// What the image is.
        image: u32,
    },
    /// The image was laid out for another place.
    Base {
        /// Where the VM expects it.
        slot: u32,
        /// Where its addresses expect it.
        image: u32,
    },
    /// The image is larger than the flash that is left.
    TooBig {
        /// Bytes of the image.
        image: usize,
        /// Bytes of flash for it.
        free: u32,
    },
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abi { vm, image } => {
                write!(f, "the VM reads images of ABI {}, the image has ABI {}", shown_abi(*vm), shown_abi(*image))
            }
            Self::Base { slot, image } => {
                write!(f, "the image is laid out for {image:#010x}, the VM expects it at {slot:#010x}")
            }
            Self::TooBig { image, free } => write!(
                f,
                "the image does not fit: {} bytes of flash are missing ({image} bytes needed, {free} free)",
                image - *free as usize
            ),
        }
    }
}

impl std::error::Error for LinkError {}

/// Puts `image` into the slot of `vm`.
pub fn link<'a>(vm: &'a Vm<'a>, image: &'a Image) -> Result<Firmware<'a>, LinkError> {
    let slot = vm.slot();
    if slot.abi != image.abi {
        return Err(LinkError::Abi { vm: slot.abi, image: image.abi });
    }
    if slot.flash.0 != image.base {
        return Err(LinkError::Base { slot: slot.flash.0, image: image.base });
    }
    if image.bytes.len() > slot.flash_len() as usize {
        return Err(LinkError::TooBig { image: image.bytes.len(), free: slot.flash_len() });
    }
    Ok(Firmware { vm, image })
}

impl Firmware<'_> {
    /// What is written to flash: pieces by rising load address, which do not overlap.
    pub fn flash(&self) -> Vec<(u32, &[u8])> {
        let mut pieces: Vec<_> = self.vm.flash().collect();
        pieces.push((self.image.base, &self.image.bytes));
        pieces.sort_by_key(|&(at, _)| at);
        pieces
    }
}

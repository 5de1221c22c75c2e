//! The board's VM, read from its ELF file: segments, symbols and the slot.
//!
//! Everything is bounds-checked here, once; what comes after may index and
//! slice freely. Only 32-bit little-endian executables are taken, since every
//! board is one.

mod error;
mod parse;

use std::ops::Range;

use goblin::elf::program_header::PT_LOAD;
use goblin::elf::section_header::{SHN_ABS, SHN_UNDEF};

pub use self::error::{UnknownAbi, VmError, shown_abi};
use crate::image::{Numbers, Target};

/// First address that an image may occupy.
pub const FROZEN_START: &str = "__frozen_start";
/// Address just past the flash.
pub const FLASH_END: &str = "__flash_end";
/// First address of RAM.
pub const RAM_START: &str = "__ram_start";
/// Address just past the RAM.
pub const RAM_END: &str = "__ram_end";
/// Address just past the VM's own static data; heap and stack share what follows.
pub const STATIC_END: &str = "__static_end";
/// The word that numbers the layout of images this VM reads.
pub const FROZEN_ABI: &str = "__frozen_abi";

/// A VM for one board, ready to be linked with an image.
#[derive(Debug)]
pub struct Vm<'d> {
    /// Fields of the file header that the firmware keeps.
    pub(crate) header: Header,
    /// Every program header, with its bytes.
    pub(crate) segments: Vec<Segment<'d>>,
    /// Every section but the null one: section `i` is `sections[i - 1]`.
    pub(crate) sections: Vec<Section<'d>>,
    /// Every symbol but the null one, local ones first.
    pub(crate) symbols: Vec<Symbol<'d>>,
    /// One more than the number of local symbols: `sh_info` of the table.
    pub(crate) first_global: u32,
    /// Section index of the symbol table.
    pub(crate) symtab: usize,
    /// Section index of the names of the symbols.
    pub(crate) strtab: usize,
    /// Section index of the names of the sections.
    pub(crate) shstrtab: usize,
    /// What the linker script says of memory.
    slot: Slot,
    /// What the slot holds, if the file is firmware already.
    image: Option<&'d [u8]>,
}

/// The memory that a VM leaves to its application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Layout number of the images this VM reads.
    pub abi: u32,
    /// Flash for the image.
    pub flash: (u32, u32),
    /// All RAM of the board.
    pub ram: (u32, u32),
    /// First byte of RAM after the VM's static data.
    pub static_end: u32,
}

impl Slot {
    /// Bytes of flash for an image.
    pub fn flash_len(&self) -> u32 {
        self.flash.1 - self.flash.0
    }

    /// Bytes of RAM that heap and stack share.
    pub fn ram_len(&self) -> u32 {
        self.ram.1 - self.static_end
    }
}

#[derive(Debug)]
pub(crate) struct Header {
    pub os_abi: u8,
    pub abi_version: u8,
    pub machine: u16,
    pub entry: u32,
    pub flags: u32,
}

#[derive(Debug)]
pub(crate) struct Segment<'d> {
    pub kind: u32,
    pub flags: u32,
    pub vaddr: u32,
    pub paddr: u32,
    pub mem_len: u32,
    /// A power of two; 1 when the file says 0.
    pub align: u32,
    /// Where the bytes lie in the VM's file.
    pub file: Range<usize>,
    pub bytes: &'d [u8],
}

impl Segment<'_> {
    pub fn is_load(&self) -> bool {
        self.kind == PT_LOAD
    }
}

#[derive(Debug)]
pub(crate) struct Section<'d> {
    pub name: &'d str,
    pub kind: u32,
    pub flags: u32,
    pub addr: u32,
    pub size: u32,
    pub link: u32,
    pub info: u32,
    pub align: u32,
    pub entry_size: u32,
    /// Where the bytes lie in the VM's file; empty for what has none.
    pub file: Range<usize>,
    pub bytes: &'d [u8],
}

/// A symbol of the VM.
#[derive(Debug)]
pub(crate) struct Symbol<'d> {
    pub name: &'d str,
    pub info: u8,
    pub other: u8,
    pub section: u16,
    pub value: u32,
    pub size: u32,
}

impl<'d> Vm<'d> {
    /// Reads the VM in `data`, the whole of an ELF file. Its slot is empty.
    pub fn parse(data: &'d [u8]) -> Result<Self, VmError> {
        let vm = Self::parse_any(data)?;
        if vm.image.is_some() { Err(VmError::Linked) } else { Ok(vm) }
    }

    /// Reads firmware: a VM and the bytes of the image in its slot.
    pub fn parse_firmware(data: &'d [u8]) -> Result<(Self, &'d [u8]), VmError> {
        let vm = Self::parse_any(data)?;
        let image = vm.image.ok_or(VmError::NotLinked)?;
        Ok((vm, image))
    }
    fn parse_any(data: &'d [u8]) -> Result<Self, VmError> {
        let mut vm = parse::parse(data)?;
        vm.slot = vm.find_slot()?;
        let image = vm.flash().find(|&(at, _)| at == vm.slot.flash.0);
        vm.image = image.map(|(_, bytes)| bytes);
        vm.check_flash()?;
        Ok(vm)
    }

    /// The memory that this VM leaves to its application.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    /// What an image in the slot is made for.
    pub fn target(&self) -> Result<Target, UnknownAbi> {
        let abi = self.slot.abi;
        let numbers = Numbers::of_abi_word(abi).ok_or(UnknownAbi(abi))?;
        Ok(Target { base: self.slot.flash.0, numbers })
    }

    /// What is written to flash: the load address and the bytes of each segment that has any.
    pub fn flash(&self) -> impl Iterator<Item = (u32, &'d [u8])> + '_ {
        self.segments
            .iter()
            .filter(|segment| segment.is_load() && !segment.bytes.is_empty())
            .map(|segment| (segment.paddr, segment.bytes))
    }

    /// The bytes of flash from `address` on that the file gives, up to `len` of them.
    pub fn read(&self, address: u32, len: u32) -> Option<&'d [u8]> {
        self.segments.iter().filter(|segment| segment.is_load()).find_map(|segment| {
            let at = address.checked_sub(segment.vaddr)? as usize;
            segment.bytes.get(at..at.checked_add(len as usize)?)
        })
    }

    /// Name of the machine, where it is one that boards have.
    pub fn machine(&self) -> &'static str {
        match self.header.machine {
            goblin::elf::header::EM_ARM => "ARM",
            goblin::elf::header::EM_RISCV => "RISC-V",
            goblin::elf::header::EM_XTENSA => "Xtensa",
            _ => "unknown machine",
        }
    }

    /// Value of a symbol that some section or the linker script defines.
    fn symbol(&self, name: &'static str) -> Result<&Symbol<'d>, VmError> {
        self.symbols
            .iter()
            .find(|symbol| symbol.name == name && u32::from(symbol.section) != SHN_UNDEF)
            .ok_or(VmError::MissingSymbol(name))
    }

    fn find_slot(&self) -> Result<Slot, VmError> {
        let value = |name| self.symbol(name).map(|symbol| (name, symbol.value));
        let start = value(FROZEN_START)?;
        let flash_end = value(FLASH_END)?;
        let ram_start = value(RAM_START)?;
        let static_end = value(STATIC_END)?;
        let ram_end = value(RAM_END)?;
        for (low, high) in [(start, flash_end), (ram_start, static_end), (static_end, ram_end)] {
            if low.1 > high.1 {
                return Err(VmError::BadSlot { low, high });
            }
        }
        if !start.1.is_multiple_of(4) {
            return Err(VmError::Unaligned(start.1));
        }
        let abi = self.symbol(FROZEN_ABI)?;
        // A linker script gives the number itself, a `static` the place of a word that holds it.
        let abi = match self.read(abi.value, 4) {
            _ if u32::from(abi.section) == SHN_ABS => abi.value,
            Some(word) => u32::from_le_bytes(word.try_into().expect("asked for four bytes")),
            None => return Err(VmError::NoAbiWord(abi.value)),
        };
        let flash = (start.1, flash_end.1);
        Ok(Slot { abi, flash, ram: (ram_start.1, ram_end.1), static_end: static_end.1 })
    }

    /// Segments lie beside each other in flash, and only an image in the slot.
    fn check_flash(&self) -> Result<(), VmError> {
        let slot = self.slot.flash;
        let mut pieces: Vec<_> = self.flash().map(|(at, bytes)| (at, at + bytes.len() as u32)).collect();
        match self.image {
            Some(image) if image.len() > self.slot.flash_len() as usize => {
                return Err(VmError::Overlap { one: (slot.0, slot.0 + image.len() as u32), other: (slot.1, u32::MAX) });
            }
            Some(_) => {}
            None => pieces.push(slot),
        }
        pieces.sort_unstable();
        match pieces.windows(2).find(|pair| pair[0].1 > pair[1].0) {
            Some(pair) => Err(VmError::Overlap { one: pair[0], other: pair[1] }),
            None => Ok(()),
        }
    }
}

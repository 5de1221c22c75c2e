//! The board's VM, read from its ELF file: segments, symbols and the slot.
//!
//! Everything is bounds-checked here, once; what comes after may index and
//! slice freely. Only 32-bit little-endian executables are taken, since every
//! board is one.

use std::fmt;
use std::ops::Range;

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::header::{EI_CLASS, EI_DATA, ELFCLASS32, ELFDATA2LSB, ELFMAG, ET_EXEC};
use goblin::elf::program_header::PT_LOAD;
use goblin::elf::section_header::{
    SHN_ABS, SHN_LORESERVE, SHN_UNDEF, SHT_NOBITS, SHT_NULL, SHT_STRTAB, SHT_SYMTAB, SHT_SYMTAB_SHNDX,
};
use goblin::elf::sym::Symtab;
use goblin::elf::{Elf, ProgramHeader, SectionHeader};
use goblin::strtab::Strtab;

use mpy_runtime::rom;

use crate::image::{FloatFormat, Target};

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
        let (vm, ours) = (self.0, rom::abi_word(0));
        write!(f, "the VM reads images of ABI {}, this program writes ABI {}", shown_abi(vm), shown_abi(ours))
    }
}

impl std::error::Error for UnknownAbi {}

/// The number of the layout and the fingerprint of the strings that the VM is built with: images depend on both.
pub fn shown_abi(word: u32) -> String {
    format!("{}.{:04x}", word & 0xff, word >> 16)
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
        if !data.starts_with(ELFMAG) {
            return Err(VmError::NotElf);
        }
        match (data.get(EI_CLASS), data.get(EI_DATA)) {
            (Some(&ELFCLASS32), Some(&ELFDATA2LSB)) => {}
            (Some(&ELFCLASS32), Some(_)) => return Err(VmError::WrongKind("it is big-endian")),
            (Some(_), Some(_)) => return Err(VmError::WrongKind("it is not a 32-bit file")),
            _ => return Err(malformed("file header", 0)),
        }
        let header = Elf::parse_header(data).map_err(|_| malformed("file header", 0))?;
        if header.e_type != ET_EXEC {
            return Err(VmError::WrongKind("it is not an executable"));
        }

        let ctx = Ctx::new(Container::Little, Endian::Little);
        let segments = ProgramHeader::parse(data, header.e_phoff as usize, header.e_phnum.into(), ctx)
            .map_err(|_| malformed("program headers", header.e_phoff))?
            .iter()
            .enumerate()
            .map(|(index, segment)| parse_segment(data, index, segment))
            .collect::<Result<Vec<_>, _>>()?;

        // A file with more sections than a half-word counts keeps the number elsewhere.
        if header.e_shnum == 0 || u32::from(header.e_shnum) >= SHN_LORESERVE {
            return Err(malformed("section count", 48));
        }
        let sections = SectionHeader::parse(data, header.e_shoff as usize, header.e_shnum.into(), ctx)
            .map_err(|_| malformed("section headers", header.e_shoff))?;
        let section_names = strings(data, &sections, header.e_shstrndx.into(), "section names")?;
        let sections = sections
            .iter()
            .enumerate()
            .skip(1)
            .map(|(index, section)| parse_section(data, index, section, &section_names))
            .collect::<Result<Vec<_>, _>>()?;
        // Sections refer to each other, and a wrong reference would be carried into the firmware.
        if let Some(section) = sections.iter().find(|section| section.link as usize > sections.len()) {
            return Err(malformed(format!("link of section `{}`", section.name), header.e_shoff));
        }

        let table = sections.iter().position(|section| section.kind == SHT_SYMTAB).ok_or(VmError::Stripped)?;
        let tables = [sections[table].link as usize, header.e_shstrndx.into()];
        if tables.iter().any(|&index| index == 0 || sections[index - 1].kind != SHT_STRTAB) {
            return Err(malformed("links of the string tables", header.e_shoff));
        }
        let (symbols, first_global) = parse_symbols(data, &sections, table, ctx)?;

        let mut vm = Vm {
            header: Header {
                os_abi: data[goblin::elf::header::EI_OSABI],
                abi_version: data[goblin::elf::header::EI_ABIVERSION],
                machine: header.e_machine,
                entry: header.e_entry as u32,
                flags: header.e_flags,
            },
            segments,
            symtab: table + 1,
            strtab: sections[table].link as usize,
            shstrtab: header.e_shstrndx.into(),
            sections,
            symbols,
            first_global,
            slot: Slot { abi: 0, flash: (0, 0), ram: (0, 0), static_end: 0 },
            image: None,
        };
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
        let float = [FloatFormat::None, FloatFormat::F32, FloatFormat::F64]
            .into_iter()
            .find(|float| rom::abi_word(float.bytes()) == abi)
            .ok_or(UnknownAbi(abi))?;
        Ok(Target { base: self.slot.flash.0, float })
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

fn malformed(what: impl Into<String>, at: u64) -> VmError {
    VmError::Malformed { what: what.into(), at }
}

/// The part of the file that `offset` and `len` describe.
fn file_range(data: &[u8], offset: u64, len: u64) -> Option<Range<usize>> {
    let end = offset.checked_add(len)?;
    (end <= data.len() as u64).then_some(offset as usize..end as usize)
}

fn parse_segment<'d>(data: &'d [u8], index: usize, segment: &ProgramHeader) -> Result<Segment<'d>, VmError> {
    let bad = || malformed(format!("segment {index}"), segment.p_offset);
    let file = file_range(data, segment.p_offset, segment.p_filesz).ok_or_else(bad)?;
    let align = (segment.p_align as u32).max(1);
    let ends = [segment.p_vaddr + segment.p_memsz, segment.p_paddr + segment.p_filesz];
    if !align.is_power_of_two()
        || align > MAX_ALIGN
        || ends.iter().any(|&end| end > u64::from(u32::MAX))
        || segment.p_type == PT_LOAD && segment.p_filesz > segment.p_memsz
    {
        return Err(bad());
    }
    Ok(Segment {
        kind: segment.p_type,
        flags: segment.p_flags,
        vaddr: segment.p_vaddr as u32,
        paddr: segment.p_paddr as u32,
        mem_len: segment.p_memsz as u32,
        align,
        bytes: &data[file.clone()],
        file,
    })
}

/// The largest page that a linker for a 32-bit target rounds a segment to.
const MAX_ALIGN: u32 = 1 << 16;

fn parse_section<'d>(
    data: &'d [u8],
    index: usize,
    section: &SectionHeader,
    names: &Strtab<'d>,
) -> Result<Section<'d>, VmError> {
    let bad = || malformed(format!("section {index}"), section.sh_offset);
    let file = match section.sh_type {
        SHT_NULL | SHT_NOBITS => 0..0,
        SHT_SYMTAB_SHNDX => return Err(bad()),
        _ => file_range(data, section.sh_offset, section.sh_size).ok_or_else(bad)?,
    };
    let align = (section.sh_addralign as u32).max(1);
    if !align.is_power_of_two() || align > MAX_ALIGN {
        return Err(bad());
    }
    Ok(Section {
        name: names.get_at(section.sh_name).ok_or_else(bad)?,
        kind: section.sh_type,
        flags: section.sh_flags as u32,
        addr: section.sh_addr as u32,
        size: section.sh_size as u32,
        link: section.sh_link,
        info: section.sh_info,
        align,
        entry_size: section.sh_entsize as u32,
        bytes: &data[file.clone()],
        file,
    })
}

fn strings<'d>(
    data: &'d [u8],
    sections: &[SectionHeader],
    index: usize,
    what: &'static str,
) -> Result<Strtab<'d>, VmError> {
    let section = sections.get(index).ok_or_else(|| malformed(what, 0))?;
    let bad = || malformed(what, section.sh_offset);
    let range = file_range(data, section.sh_offset, section.sh_size).ok_or_else(bad)?;
    Strtab::parse(data, range.start, range.len(), 0).map_err(|_| bad())
}

fn parse_symbols<'d>(
    data: &'d [u8],
    sections: &[Section<'d>],
    table: usize,
    ctx: Ctx,
) -> Result<(Vec<Symbol<'d>>, u32), VmError> {
    let section = &sections[table];
    let at = section.file.start;
    let bad = |what: &str| malformed(what, at as u64);
    let names = (section.link as usize).checked_sub(1).ok_or_else(|| bad("symbol table"))?;
    let names = &sections[names].file;
    let names = Strtab::parse(data, names.start, names.len(), 0).map_err(|_| bad("symbol names"))?;
    let count = section.file.len() / SYMBOL_SIZE;
    let table = Symtab::parse(data, at, count, ctx).map_err(|_| bad("symbol table"))?;
    let mut symbols = Vec::with_capacity(count);
    for symbol in table.iter().skip(1) {
        if u32::from(symbol.st_shndx as u16) < SHN_LORESERVE && symbol.st_shndx > sections.len() {
            return Err(bad("symbol table"));
        }
        symbols.push(Symbol {
            name: names.get_at(symbol.st_name).ok_or_else(|| bad("symbol names"))?,
            info: symbol.st_info,
            other: symbol.st_other,
            section: symbol.st_shndx as u16,
            value: symbol.st_value as u32,
            size: symbol.st_size as u32,
        });
    }
    if section.info as usize > count {
        return Err(bad("symbol table"));
    }
    Ok((symbols, section.info))
}

/// Size of a symbol in a 32-bit file (System V ABI, figure 4-15).
const SYMBOL_SIZE: usize = 16;

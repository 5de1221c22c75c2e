//! From the bytes of an ELF file to segments, sections and symbols that lie where they say.

use std::ops::Range;

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::header::{EI_ABIVERSION, EI_CLASS, EI_DATA, EI_OSABI, ELFCLASS32, ELFDATA2LSB, ELFMAG, ET_EXEC};
use goblin::elf::program_header::PT_LOAD;
use goblin::elf::section_header::{SHN_LORESERVE, SHT_NOBITS, SHT_NULL, SHT_STRTAB, SHT_SYMTAB, SHT_SYMTAB_SHNDX};
use goblin::elf::sym::Symtab;
use goblin::elf::{Elf, ProgramHeader, SectionHeader};
use goblin::strtab::Strtab;

use super::error::VmError;
use super::{Header, Section, Segment, Slot, Symbol, Vm};

/// Reads the file; what its symbols say of memory is not looked at yet.
pub(super) fn parse<'d>(data: &'d [u8]) -> Result<Vm<'d>, VmError> {
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

    Ok(Vm {
        header: Header {
            os_abi: data[EI_OSABI],
            abi_version: data[EI_ABIVERSION],
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
    })
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

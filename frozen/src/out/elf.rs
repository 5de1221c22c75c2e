//! The VM's ELF file with the image as one more segment and section.
//!
//! Sections keep their numbers and symbols their order, so everything that
//! refers to them by number (symbols, relocations, debug information) stays
//! right; `.frozen` and the image's symbols come last.

use std::ops::Range;

use object::elf;
use object::write::StringId;
use object::write::elf::{FileHeader, ProgramHeader, SectionHeader, SectionIndex, Sym, Writer};

use crate::link::Firmware;
use crate::vm::{Section, Segment, Vm};

/// Name of the section that holds the image.
pub const SECTION: &str = ".frozen";

/// The firmware as an executable for debuggers, emulators and programmers.
pub fn encode_elf(firmware: &Firmware<'_>) -> Vec<u8> {
    let Firmware { vm, image } = firmware;
    let mut out = Vec::new();
    let mut writer = Writer::new(object::Endianness::Little, false, &mut out);

    // First pass: everything gets its place.
    writer.reserve_file_header();
    writer.reserve_program_headers(vm.segments.len() as u32 + 1);
    let placed = Placed::reserve(vm, &mut writer);
    let image_offset = writer.reserve(image.bytes.len(), IMAGE_ALIGN);

    writer.reserve_null_section_index();
    let names: Vec<Option<StringId>> =
        (1..=vm.sections.len()).map(|index| reserve_section(vm, index, &mut writer)).collect();
    let image_name = writer.add_section_name(SECTION.as_bytes());
    let image_section = writer.reserve_section_index();
    // A file may keep the names of symbols and sections in one table; the firmware has two.
    if vm.strtab == vm.shstrtab {
        writer.reserve_strtab_section_index();
    }

    writer.reserve_null_symbol_index();
    let mut symbols = Vec::with_capacity(vm.symbols.len() + image.symbols.len());
    for symbol in &vm.symbols {
        symbols.push(Sym {
            name: (!symbol.name.is_empty()).then(|| writer.add_string(symbol.name.as_bytes())),
            section: None,
            st_info: symbol.info,
            st_other: symbol.other,
            st_shndx: symbol.section,
            st_value: symbol.value.into(),
            st_size: symbol.size.into(),
        });
    }
    for symbol in &image.symbols {
        symbols.push(Sym {
            name: Some(writer.add_string(symbol.name.as_bytes())),
            section: Some(image_section),
            st_info: elf::STB_GLOBAL << 4 | elf::STT_OBJECT,
            st_other: elf::STV_DEFAULT,
            st_shndx: 0,
            st_value: symbol.address.into(),
            st_size: symbol.size.into(),
        });
    }
    for symbol in &symbols {
        writer.reserve_symbol_index(symbol.section);
    }
    writer.reserve_symtab();
    writer.reserve_strtab();
    writer.reserve_shstrtab();
    writer.reserve_section_headers();

    // Second pass: everything is written, in the same order.
    writer
        .write_file_header(&FileHeader {
            os_abi: vm.header.os_abi,
            abi_version: vm.header.abi_version,
            e_type: elf::ET_EXEC,
            e_machine: vm.header.machine,
            e_entry: vm.header.entry.into(),
            e_flags: vm.header.flags,
        })
        .expect("the buffer is a Vec");
    writer.write_align_program_headers();
    for (index, segment) in vm.segments.iter().enumerate() {
        let offset = placed.segment_offset(vm, index);
        writer.write_program_header(&ProgramHeader {
            // What describes bytes that are no longer in the file (the headers, say) describes nothing.
            p_type: if offset.is_some() { segment.kind } else { elf::PT_NULL },
            p_flags: segment.flags,
            p_offset: offset.unwrap_or(0),
            p_vaddr: segment.vaddr.into(),
            p_paddr: segment.paddr.into(),
            p_filesz: segment.bytes.len() as u64,
            p_memsz: segment.mem_len.into(),
            p_align: segment.align.into(),
        });
    }
    writer.write_program_header(&ProgramHeader {
        p_type: elf::PT_LOAD,
        p_flags: elf::PF_R,
        p_offset: image_offset as u64,
        p_vaddr: image.base.into(),
        p_paddr: image.base.into(),
        p_filesz: image.bytes.len() as u64,
        p_memsz: image.bytes.len() as u64,
        p_align: IMAGE_ALIGN as u64,
    });
    placed.write(vm, &mut writer);
    writer.write_align(IMAGE_ALIGN);
    writer.write(&image.bytes);

    writer.write_null_symbol();
    for symbol in &symbols {
        writer.write_symbol(symbol);
    }
    writer.write_strtab();
    writer.write_shstrtab();

    writer.write_null_section_header();
    for (index, name) in (1..).zip(names) {
        write_section(vm, index, name, &placed, &mut writer);
    }
    writer.write_section_header(&SectionHeader {
        name: Some(image_name),
        sh_type: elf::SHT_PROGBITS,
        sh_flags: elf::SHF_ALLOC.into(),
        sh_addr: image.base.into(),
        sh_offset: image_offset as u64,
        sh_size: image.bytes.len() as u64,
        sh_link: 0,
        sh_info: 0,
        sh_addralign: IMAGE_ALIGN as u64,
        sh_entsize: 0,
    });
    if vm.strtab == vm.shstrtab {
        writer.write_strtab_section_header();
    }
    out
}

const IMAGE_ALIGN: usize = 4;

/// Where the VM's bytes lie in the new file.
struct Placed {
    /// File offset of each segment's own copy; `None` for what is not loaded or is empty.
    segments: Vec<Option<usize>>,
    /// File offset of the bytes that no loaded segment holds, by section.
    sections: Vec<Option<usize>>,
}

impl Placed {
    fn reserve(vm: &Vm<'_>, writer: &mut Writer<'_>) -> Self {
        let segments = vm
            .segments
            .iter()
            .map(|segment| {
                (segment.is_load() && !segment.bytes.is_empty()).then(|| {
                    // System V ABI, "Program Loading": offset and address agree modulo the alignment.
                    let align = segment.align as usize;
                    let next = writer.reserved_len();
                    let offset = next + (segment.vaddr as usize).wrapping_sub(next) % align;
                    writer.reserve_until(offset);
                    writer.reserve(segment.bytes.len(), 1)
                })
            })
            .collect();
        let mut placed = Self { segments, sections: Vec::new() };
        for (index, section) in (1..).zip(&vm.sections) {
            let own = !section.bytes.is_empty()
                && ![vm.symtab, vm.strtab, vm.shstrtab].contains(&index)
                && placed.in_segment(vm, &section.file).is_none();
            placed.sections.push(own.then(|| writer.reserve(section.bytes.len(), section.align as usize)));
        }
        placed
    }

    fn write(&self, vm: &Vm<'_>, writer: &mut Writer<'_>) {
        let segments = vm.segments.iter().map(|segment| segment.bytes).zip(&self.segments);
        let sections = vm.sections.iter().map(|section| section.bytes).zip(&self.sections);
        for (bytes, offset) in segments.chain(sections) {
            if let Some(offset) = offset {
                writer.pad_until(*offset);
                writer.write(bytes);
            }
        }
    }

    /// New offset of a piece of the VM's file that some loaded segment holds.
    fn in_segment(&self, vm: &Vm<'_>, piece: &Range<usize>) -> Option<u64> {
        let inside = |segment: &Segment<'_>| segment.file.start <= piece.start && piece.end <= segment.file.end;
        vm.segments.iter().zip(&self.segments).find_map(|(segment, offset)| {
            let offset = (*offset)?;
            inside(segment).then(|| (offset + piece.start - segment.file.start) as u64)
        })
    }

    fn segment_offset(&self, vm: &Vm<'_>, index: usize) -> Option<u64> {
        let segment = &vm.segments[index];
        match self.segments[index] {
            Some(offset) => Some(offset as u64),
            None if segment.bytes.is_empty() => Some(0),
            // What is not loaded itself (`PT_ARM_EXIDX`) describes a part of what is.
            None => self.in_segment(vm, &segment.file),
        }
    }

    fn section_offset(&self, vm: &Vm<'_>, index: usize, section: &Section<'_>) -> u64 {
        match self.sections[index - 1] {
            Some(offset) => offset as u64,
            None => self.in_segment(vm, &section.file).unwrap_or(0),
        }
    }
}

/// Gives section `index` of the VM the same number in the firmware.
fn reserve_section<'a>(vm: &Vm<'a>, index: usize, writer: &mut Writer<'a>) -> Option<StringId> {
    let section = &vm.sections[index - 1];
    let name = section.name.as_bytes();
    if index == vm.symtab {
        writer.reserve_symtab_section_index_with_name(name);
        None
    } else if index == vm.shstrtab {
        writer.reserve_shstrtab_section_index_with_name(name);
        None
    } else if index == vm.strtab {
        writer.reserve_strtab_section_index_with_name(name);
        None
    } else {
        let name = writer.add_section_name(name);
        let given: SectionIndex = writer.reserve_section_index();
        debug_assert_eq!(given.0 as usize, index);
        Some(name)
    }
}

fn write_section(vm: &Vm<'_>, index: usize, name: Option<StringId>, placed: &Placed, writer: &mut Writer<'_>) {
    let section = &vm.sections[index - 1];
    if index == vm.symtab {
        writer.write_symtab_section_header(vm.first_global);
    } else if index == vm.shstrtab {
        writer.write_shstrtab_section_header();
    } else if index == vm.strtab {
        writer.write_strtab_section_header();
    } else {
        writer.write_section_header(&SectionHeader {
            name,
            sh_type: section.kind,
            sh_flags: section.flags.into(),
            sh_addr: section.addr.into(),
            sh_offset: placed.section_offset(vm, index, section),
            sh_size: section.size.into(),
            sh_link: section.link,
            sh_info: section.info,
            sh_addralign: section.align.into(),
            sh_entsize: section.entry_size.into(),
        });
    }
}

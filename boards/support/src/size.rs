//! Where flash and RAM of a firmware file went, read from the ELF.

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use goblin::elf::{Elf, program_header::PT_LOAD, section_header};

use crate::Board;

/// Bytes by purpose, of a VM alone or of a VM with a program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Machine code and interrupt vectors.
    pub text: u32,
    /// Constants and tables of the VM.
    pub rodata: u32,
    /// Variables with an initial value: in RAM, and once more in flash.
    pub data: u32,
    /// Variables that start as zero: in RAM only.
    pub bss: u32,
    /// The ROM image: the program.
    pub image: u32,
}

/// One function or constant of the VM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, demangled.
    pub name: String,
    /// Its size in bytes.
    pub size: u32,
}

impl Size {
    /// Measures the firmware file at `path`.
    pub fn of_file(path: &Path) -> Result<Size> {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        Size::of_elf(&bytes).with_context(|| path.display().to_string())
    }

    fn of_elf(bytes: &[u8]) -> Result<Size> {
        let elf = parse(bytes)?;
        let frozen_start = frozen_start(&elf)?;
        let mut size = Size::default();
        for section in &elf.section_headers {
            let flags = u64::from(section_header::SHF_ALLOC);
            let in_vm = section.sh_addr < frozen_start || section.is_writable();
            if section.sh_flags & flags == 0 || !in_vm {
                continue;
            }
            let name = elf.shdr_strtab.get_at(section.sh_name).unwrap_or("");
            let bytes = u32::try_from(section.sh_size).context("a section over 4 GiB")?;
            match (section.sh_type, name) {
                (section_header::SHT_NOBITS, _) => size.bss += bytes,
                (_, ".vector_table") => size.text += bytes,
                _ if section.is_executable() => size.text += bytes,
                _ if section.is_writable() => size.data += bytes,
                _ => size.rodata += bytes,
            }
        }
        for segment in elf.program_headers.iter().filter(|segment| segment.p_type == PT_LOAD) {
            if segment.p_paddr >= frozen_start && segment.p_filesz > 0 {
                size.image += u32::try_from(segment.p_filesz).context("a segment over 4 GiB")?;
            }
        }
        Ok(size)
    }

    /// Flash that the VM takes.
    #[must_use]
    pub fn vm_flash(self) -> u32 {
        self.text + self.rodata + self.data
    }

    /// RAM that the VM takes besides heap and stacks.
    #[must_use]
    pub fn static_ram(self) -> u32 {
        self.data + self.bss
    }
}

/// Where the ROM image starts in the firmware file at `path`: an address in flash.
pub fn image_start(path: &Path) -> Result<u32> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let start = parse(&bytes).and_then(|elf| frozen_start(&elf)).with_context(|| path.display().to_string())?;
    u32::try_from(start).context("an address over 4 GiB")
}

/// The `count` largest functions and constants of the firmware file at `path`, largest first.
pub fn largest_symbols(path: &Path, count: usize) -> Result<Vec<Symbol>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let elf = parse(&bytes).with_context(|| path.display().to_string())?;
    let mut symbols: Vec<Symbol> = elf
        .syms
        .iter()
        .filter(|symbol| symbol.st_size > 0)
        .map(|symbol| Symbol {
            name: format!("{:#}", rustc_demangle::demangle(elf.strtab.get_at(symbol.st_name).unwrap_or(""))),
            size: u32::try_from(symbol.st_size).unwrap_or(u32::MAX),
        })
        .collect();
    symbols.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
    symbols.truncate(count);
    Ok(symbols)
}

fn frozen_start(elf: &Elf<'_>) -> Result<u64> {
    let is_start = |name: usize| elf.strtab.get_at(name) == Some("__frozen_start");
    let symbol = elf.syms.iter().find(|symbol| is_start(symbol.st_name));
    Ok(symbol.context("the symbol `__frozen_start` is missing: not a Permafrost firmware")?.st_value)
}

fn parse(bytes: &[u8]) -> Result<Elf<'_>> {
    let elf = Elf::parse(bytes).context("not a readable ELF file")?;
    if elf.is_64 {
        bail!("a 64-bit ELF file; firmware is 32-bit");
    }
    Ok(elf)
}

/// The table that a person sees after a firmware ran: flash and RAM by purpose.
pub struct Usage<'a> {
    /// The board the firmware is for.
    pub board: &'a Board,
    /// What its file holds.
    pub size: Size,
}

impl fmt::Display for Usage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size { image, .. } = self.size;
        let memory = self.board.memory;
        let (vm, statics) = (self.size.vm_flash(), self.size.static_ram());
        let heap = memory.heap_region(statics).map_or(0, |heap| heap.length);
        let free = memory.flash.length.saturating_sub(vm).saturating_sub(image);
        writeln!(f, "{:<24}{:>12}{:>12}", self.board.name, "flash", "RAM")?;
        for (name, flash, ram) in [
            ("virtual machine", Some(vm), Some(statics)),
            ("program", Some(image), None),
            ("machine stack", None, Some(memory.machine_stack)),
            ("heap and Python stack", None, Some(heap)),
            ("free", Some(free), None),
            ("total", Some(memory.flash.length), Some(memory.ram.length)),
        ] {
            let cell = |bytes: Option<u32>| bytes.map_or(String::new(), grouped);
            writeln!(f, "{}", format!("{name:<24}{:>12}{:>12}", cell(flash), cell(ram)).trim_end())?;
        }
        Ok(())
    }
}

/// `number` with a comma before each group of three digits.
#[must_use]
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_from_the_right() {
        assert_eq!(
            [0, 999, 1_000, 262_144, 4_294_967_295].map(grouped),
            ["0", "999", "1,000", "262,144", "4,294,967,295"]
        );
    }

    #[test]
    fn other_files_are_refused() {
        assert!(Size::of_elf(b"not an ELF file").is_err());
    }
}

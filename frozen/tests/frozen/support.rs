//! A VM small enough to write down, and everything that tests change about it.

use mpy_frozen::image::{Image, Symbol};
use mpy_frozen::report::Sizes;
use object::elf;
use object::write::elf::{FileHeader, ProgramHeader, SectionHeader, SectionIndex, Sym, Writer};

/// Layout number of the VM made here.
pub const ABI: u32 = 7;
/// Where the VM's flash begins.
pub const FLASH: u32 = 0x0800_0000;
/// Where the slot begins.
pub const SLOT: u32 = 0x0800_1000;

/// A VM: vectors and code in flash, initialised data copied to RAM, zeroed data, a debug section.
pub struct TestVm {
    /// Name, value and whether the linker script gives it (absolute) or a section.
    pub symbols: Vec<(&'static str, u32, bool)>,
    pub text: Vec<u8>,
    pub data: Vec<u8>,
    /// Alignment of segments, as a linker's page size makes it.
    pub page: u64,
    pub data_load: u32,
    pub stripped: bool,
}

impl Default for TestVm {
    fn default() -> Self {
        // The word at offset 8 of the code is the ABI number.
        let mut text: Vec<u8> = (0..600u32).map(|i| (i * 7 + 1) as u8).collect();
        text[8..12].copy_from_slice(&ABI.to_le_bytes());
        Self {
            symbols: vec![
                ("_start", FLASH + 16, false),
                ("__frozen_abi", FLASH + 8, false),
                ("__frozen_start", SLOT, true),
                ("__flash_end", SLOT + 0x1000, true),
                ("__ram_start", 0x2000_0000, true),
                ("__static_end", 0x2000_0120, true),
                ("__ram_end", 0x2000_4000, true),
            ],
            text,
            data: (0..20).collect(),
            page: 4,
            data_load: FLASH + 600,
            stripped: false,
        }
    }
}

impl TestVm {
    pub fn set(mut self, name: &str, value: u32) -> Self {
        self.symbols.iter_mut().find(|symbol| symbol.0 == name).expect("a symbol of the VM").1 = value;
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.symbols.retain(|symbol| symbol.0 != name);
        self
    }

    pub fn build(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut w = Writer::new(object::Endianness::Little, false, &mut out);
        w.reserve_file_header();
        w.reserve_program_headers(4);
        let next = w.reserved_len();
        let text_at = next + (FLASH as usize).wrapping_sub(next) % self.page as usize;
        w.reserve_until(text_at);
        w.reserve(self.text.len(), 1);
        let next = w.reserved_len();
        let data_at = next + 0x2000_0000usize.wrapping_sub(next) % self.page as usize;
        w.reserve_until(data_at);
        w.reserve(self.data.len(), 1);
        let debug = b"line numbers";
        let debug_at = w.reserve(debug.len(), 1);

        w.reserve_null_section_index();
        let names = [".text", ".data", ".bss", ".debug_line"].map(|name| {
            let id = w.add_section_name(name.as_bytes());
            w.reserve_section_index();
            id
        });
        if !self.stripped {
            w.reserve_symtab_section_index();
        }
        w.reserve_shstrtab_section_index();
        w.reserve_strtab_section_index();
        if !self.stripped {
            w.reserve_null_symbol_index();
        }
        let local = w.add_string(b"$t");
        let ids: Vec<_> = self.symbols.iter().map(|symbol| w.add_string(symbol.0.as_bytes())).collect();
        if !self.stripped {
            for _ in 0..=ids.len() {
                w.reserve_symbol_index(None);
            }
            w.reserve_symtab();
        }
        w.reserve_strtab();
        w.reserve_shstrtab();
        w.reserve_section_headers();

        w.write_file_header(&FileHeader {
            os_abi: 0,
            abi_version: 0,
            e_type: elf::ET_EXEC,
            e_machine: elf::EM_ARM,
            e_entry: u64::from(FLASH + 17),
            e_flags: 0x0500_0200,
        })
        .expect("the buffer is a Vec");
        w.write_align_program_headers();
        let mut segment = |p_type, p_flags, at: usize, p_vaddr: u32, p_paddr: u32, file: usize, mem: usize| {
            w.write_program_header(&ProgramHeader {
                p_type,
                p_flags,
                p_offset: at as u64,
                p_vaddr: p_vaddr.into(),
                p_paddr: p_paddr.into(),
                p_filesz: file as u64,
                p_memsz: mem as u64,
                p_align: self.page,
            });
        };
        segment(elf::PT_LOAD, elf::PF_R | elf::PF_X, text_at, FLASH, FLASH, self.text.len(), self.text.len());
        segment(elf::PT_LOAD, elf::PF_R | elf::PF_W, data_at, 0x2000_0000, self.data_load, self.data.len(), 0x120);
        segment(elf::PT_ARM_EXIDX, elf::PF_R, text_at + 64, FLASH + 64, FLASH + 64, 8, 8);
        segment(elf::PT_GNU_STACK, elf::PF_R | elf::PF_W, 0, 0, 0, 0, 0);
        w.pad_until(text_at);
        w.write(&self.text);
        w.pad_until(data_at);
        w.write(&self.data);
        w.write(debug);
        if !self.stripped {
            w.write_null_symbol();
            w.write_symbol(&Sym {
                name: Some(local),
                section: Some(SectionIndex(1)),
                st_info: 0,
                st_other: 0,
                st_shndx: 0,
                st_value: FLASH.into(),
                st_size: 0,
            });
            for (symbol, id) in self.symbols.iter().zip(ids) {
                w.write_symbol(&Sym {
                    name: Some(id),
                    section: (!symbol.2).then_some(SectionIndex(1)),
                    st_info: elf::STB_GLOBAL << 4,
                    st_other: 0,
                    st_shndx: elf::SHN_ABS,
                    st_value: symbol.1.into(),
                    st_size: 0,
                });
            }
        }
        w.write_strtab();
        w.write_shstrtab();
        w.write_null_section_header();
        let (code, var) = (elf::SHF_ALLOC | elf::SHF_EXECINSTR, elf::SHF_ALLOC | elf::SHF_WRITE);
        let rows = [
            (elf::SHT_PROGBITS, code, FLASH, text_at, self.text.len(), 0),
            (elf::SHT_PROGBITS, var, 0x2000_0000, data_at, self.data.len(), 0),
            (elf::SHT_NOBITS, var, 0x2000_0014, 0, 0x10c, 0),
            (elf::SHT_PROGBITS, 0, 0, debug_at, debug.len(), 0),
        ];
        for (name, (sh_type, flags, addr, at, size, link)) in names.into_iter().zip(rows) {
            w.write_section_header(&SectionHeader {
                name: Some(name),
                sh_type,
                sh_flags: flags.into(),
                sh_addr: addr.into(),
                sh_offset: at as u64,
                sh_size: size as u64,
                sh_link: link,
                sh_info: 0,
                sh_addralign: 1,
                sh_entsize: 0,
            });
        }
        if !self.stripped {
            w.write_symtab_section_header(2);
        }
        w.write_shstrtab_section_header();
        w.write_strtab_section_header();
        out
    }
}

/// An image of `len` bytes with two named pieces.
pub fn image(len: usize) -> Image {
    let symbols = vec![
        Symbol { name: "frozen:main".into(), address: SLOT, size: 8 },
        Symbol { name: "frozen:main.f".into(), address: SLOT + 8, size: 4 },
    ];
    Image {
        abi: ABI,
        base: SLOT,
        bytes: (0..len).map(|i| (i * 31 + 5) as u8).collect(),
        symbols,
        sizes: Sizes::default(),
    }
}

/// xorshift64*: the same bytes on every run.
pub fn random(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d)
}

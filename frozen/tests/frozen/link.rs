//! Linking: what a firmware file holds, by readers that this crate did not write.

use std::collections::BTreeMap;

use crate::support::{FLASH, SLOT, TestVm, image, random};
use goblin::elf::Elf;
use goblin::elf::program_header::{PT_ARM_EXIDX, PT_LOAD};
use mpy_frozen::link::{Firmware, LinkError, link};
use mpy_frozen::out::{bin, elf, hex, uf2};
use mpy_frozen::vm::{Vm, VmError};

/// The flash that a device has after the pieces are written, byte by byte.
fn flash(firmware: &Firmware<'_>) -> BTreeMap<u32, u8> {
    let pieces = firmware.flash();
    pieces.iter().flat_map(|(at, bytes)| (*at..).zip(bytes.iter().copied())).collect()
}

#[test]
fn firmware_elf_keeps_the_vm_and_adds_the_image() {
    for page in [1, 4, 0x1000, 0x1_0000] {
        let vm_file = TestVm { page, ..TestVm::default() }.build();
        let old = Elf::parse(&vm_file).expect("the test VM is an ELF file");
        let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
        let image = image(0x321 * 4);
        let file = elf::encode_elf(&link(&vm, &image).expect("fits"));
        let new = Elf::parse(&file).expect("the firmware is an ELF file");

        assert_eq!(new.header.e_entry, u64::from(FLASH + 17));
        assert_eq!((new.header.e_machine, new.header.e_flags), (old.header.e_machine, old.header.e_flags));
        assert_eq!(new.program_headers.len(), old.program_headers.len() + 1);
        for (new, old) in new.program_headers.iter().zip(&old.program_headers) {
            assert_eq!(new.p_type, old.p_type);
            assert_eq!((new.p_vaddr, new.p_paddr, new.p_flags), (old.p_vaddr, old.p_paddr, old.p_flags));
            assert_eq!((new.p_filesz, new.p_memsz, new.p_align), (old.p_filesz, old.p_memsz, old.p_align));
            assert_eq!(file[new.file_range()], vm_file[old.file_range()]);
            if new.p_type == PT_LOAD {
                assert_eq!(new.p_offset % page, new.p_vaddr % page);
            }
        }
        assert!(new.program_headers.iter().any(|segment| segment.p_type == PT_ARM_EXIDX));
        let segment = new.program_headers.last().expect("the image's");
        assert_eq!((segment.p_type, segment.p_vaddr, segment.p_paddr), (PT_LOAD, SLOT.into(), SLOT.into()));
        assert_eq!(file[segment.file_range()], image.bytes);

        let names = |elf: &Elf<'_>| -> Vec<String> {
            elf.section_headers.iter().map(|s| elf.shdr_strtab.get_at(s.sh_name).unwrap_or("?").to_string()).collect()
        };
        let mut expected = names(&old);
        expected.push(".frozen".into());
        assert_eq!(names(&new), expected);
        for (new, old) in new.section_headers.iter().zip(&old.section_headers) {
            assert_eq!((new.sh_type, new.sh_flags, new.sh_addr), (old.sh_type, old.sh_flags, old.sh_addr));
            if matches!(new.sh_type, goblin::elf::section_header::SHT_PROGBITS) {
                assert_eq!(file[new.file_range().expect("bytes")], vm_file[old.file_range().expect("bytes")]);
            }
        }

        let symbols = |elf: &Elf<'_>| -> Vec<(String, u64, usize)> {
            elf.syms
                .iter()
                .map(|s| (elf.strtab.get_at(s.st_name).unwrap_or("?").into(), s.st_value, s.st_shndx))
                .collect()
        };
        let mut expected = symbols(&old);
        let section = new.section_headers.len() - 1;
        expected.push(("frozen:main".into(), SLOT.into(), section));
        expected.push(("frozen:main.f".into(), u64::from(SLOT) + 8, section));
        assert_eq!(symbols(&new), expected);

        assert_eq!(Vm::parse(&file).expect_err("no empty slot"), VmError::Linked);
        assert_eq!(Vm::parse_firmware(&file).expect("firmware").1, image.bytes);
        assert_eq!(Vm::parse_firmware(&vm_file).expect_err("no image"), VmError::NotLinked);
    }
}

#[test]
fn bin_hex_and_uf2_hold_the_same_flash() {
    let vm_file = TestVm::default().build();
    let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
    // 0x0800_0000 + 600 is no multiple of a line or a page, and the image ends in the middle of one.
    let image = image(1000);
    let firmware = link(&vm, &image).expect("fits");
    let flash = flash(&firmware);
    assert_eq!(flash.len(), 600 + 20 + 1000);

    let raw = bin::encode_bin(&firmware).expect("near enough");
    assert_eq!(raw.len(), 0x1000 + 1000);
    for (at, byte) in raw.iter().enumerate() {
        assert_eq!(*byte, flash.get(&(FLASH + at as u32)).copied().unwrap_or(0xff), "at {at:#x}");
    }

    let text = hex::encode_hex(&firmware);
    let mut high = 0;
    let mut entry = None;
    let mut from_hex = BTreeMap::new();
    let records: Vec<_> = ihex::Reader::new(&text).map(|record| record.expect("well-formed")).collect();
    for record in &records {
        match record {
            ihex::Record::Data { offset, value } => {
                let start = (u32::from(high) << 16) + u32::from(*offset);
                from_hex.extend((start..).zip(value.iter().copied()));
            }
            ihex::Record::ExtendedLinearAddress(address) => high = *address,
            ihex::Record::StartLinearAddress(address) => entry = Some(*address),
            ihex::Record::EndOfFile => {}
            other => panic!("{other:?} is not written"),
        }
    }
    assert_eq!(records.last(), Some(&ihex::Record::EndOfFile));
    assert_eq!(entry, Some(FLASH + 17));
    assert_eq!(from_hex, flash);

    let (from_uf2, families) =
        uf2_decode::convert_from_uf2(&uf2::encode_uf2(&firmware, Some(0xe48b_ff56))).expect("well-formed");
    assert_eq!(families.keys().copied().collect::<Vec<_>>(), [0xe48b_ff56]);
    assert_eq!(from_uf2[..620], raw[..620]);
    assert_eq!(from_uf2[0x1000..0x1000 + 1000], raw[0x1000..]);
    let plain = uf2::encode_uf2(&firmware, None);
    assert_eq!(plain.len() % 512, 0);
    assert_eq!(plain[8..12], [0; 4]);
}

#[test]
fn hex_crosses_a_high_half_between_lines() {
    let vm_file = TestVm::default().set("__frozen_start", 0x0800_fffc).set("__flash_end", 0x0801_1000).build();
    let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
    let mut image = image(64);
    image.base = 0x0800_fffc;
    let text = hex::encode_hex(&link(&vm, &image).expect("fits"));
    let records: Vec<_> = ihex::Reader::new(&text).map(|record| record.expect("well-formed")).collect();
    let at = records.iter().position(|r| *r == ihex::Record::ExtendedLinearAddress(0x801)).expect("the second half");
    assert!(matches!(&records[at - 1], ihex::Record::Data { offset: 0xfffc, value } if value.len() == 4));
    assert!(matches!(&records[at + 1], ihex::Record::Data { offset: 0, value } if value.len() == 16));
}

#[test]
fn bin_of_far_apart_memories_is_refused() {
    let vm_file = TestVm { data_load: 0x9000_0000, ..TestVm::default() }.build();
    let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
    let image = image(8);
    let firmware = link(&vm, &image).expect("fits");
    let error = bin::encode_bin(&firmware).expect_err("two gigabytes");
    assert_eq!(error, bin::SparseError { start: FLASH, end: 0x9000_0014 });
    assert!(ihex::Reader::new(&hex::encode_hex(&firmware)).all(|record| record.is_ok()));
}

#[test]
fn image_must_fit() {
    let vm_file = TestVm::default().build();
    let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
    assert_eq!((vm.slot().flash_len(), vm.slot().ram_len()), (0x1000, 0x4000 - 0x120));
    assert!(link(&vm, &image(0x1000)).is_ok());
    for missing in [4, 8, 4096] {
        let image = image(0x1000 + missing);
        let error = link(&vm, &image).expect_err("too big");
        assert_eq!(error, LinkError::TooBig { image: 0x1000 + missing, free: 0x1000 });
        assert!(error.to_string().contains(&format!(": {missing} bytes of flash are missing")), "{error}");
    }
}

#[test]
fn image_and_vm_must_agree() {
    let vm_file = TestVm::default().build();
    let vm = Vm::parse(&vm_file).expect("the test VM is a VM");
    let mut other = image(8);
    other.abi = 9;
    assert_eq!(
        link(&vm, &other).expect_err("ABI").to_string(),
        "the VM reads images of ABI 7.0000, the image has ABI 9.0000"
    );
    let mut other = image(8);
    other.base += 4;
    assert_eq!(link(&vm, &other).expect_err("base"), LinkError::Base { slot: SLOT, image: SLOT + 4 });
}

#[test]
fn abi_may_be_a_number_of_the_linker_script() {
    let mut vm = TestVm::default().set("__frozen_abi", 12);
    vm.symbols[1].2 = true;
    assert_eq!(Vm::parse(&vm.build()).expect("a VM").slot().abi, 12);
}

#[test]
fn wrong_files_are_named() {
    let good = TestVm::default().build();
    let mut big_endian = good.clone();
    big_endian[5] = 2;
    let mut wide = good.clone();
    wide[4] = 2;
    let mut relocatable = good.clone();
    relocatable[16] = 1;
    let stripped = TestVm { stripped: true, ..TestVm::default() }.build();
    let cases: [(&[u8], &str); 12] = [
        (b"", "not an ELF file"),
        (b"MZ\x90\0", "not an ELF file"),
        (b"\x7fELF", "corrupt ELF file: file header at byte 0x0"),
        (&good[..40], "corrupt ELF file: file header at byte 0x0"),
        (&big_endian, "not a VM for a board: it is big-endian"),
        (&wide, "not a VM for a board: it is not a 32-bit file"),
        (&relocatable, "not a VM for a board: it is not an executable"),
        (&stripped, "not a Permafrost VM, or a stripped one: no symbol table"),
        (
            &TestVm::default().without("__static_end").build(),
            "not a Permafrost VM, or a stripped one: no symbol `__static_end`",
        ),
        (
            &TestVm::default().set("__flash_end", SLOT - 4).build(),
            "corrupt VM: `__frozen_start` (0x08001000) lies after `__flash_end` (0x08000ffc)",
        ),
        (
            &TestVm::default().set("__frozen_start", SLOT + 2).build(),
            "corrupt VM: `__frozen_start` (0x08001002) is not a multiple of 4",
        ),
        (
            &TestVm::default().set("__frozen_start", FLASH + 604).build(),
            "corrupt VM: 0x08000258..0x0800026c and 0x0800025c..0x08002000 of flash overlap",
        ),
    ];
    for (file, message) in cases {
        assert_eq!(Vm::parse(file).expect_err(message).to_string(), message);
    }
    let far = TestVm::default().set("__frozen_abi", 0x3000_0000).build();
    assert_eq!(Vm::parse(&far).expect_err("no bytes"), VmError::NoAbiWord(0x3000_0000));
    let cut = &good[..good.len() - 20];
    assert!(matches!(Vm::parse(cut), Err(VmError::Malformed { .. })));
}

#[test]
fn damaged_elf_files_give_errors_or_firmware() {
    const SEED: u64 = 0x5eed_0001;
    println!("seed {SEED:#x}");
    let mut state = SEED;
    let good = TestVm::default().build();
    let image = image(64);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..10_000 {
        let mut file = good.clone();
        for _ in 0..1 + random(&mut state) % 6 {
            // Half of the damage goes where the structure is: the headers at both ends.
            let at = match random(&mut state) % 4 {
                0 => random(&mut state) as usize % 180,
                1 => file.len() - 1 - random(&mut state) as usize % (file.len() / 3),
                _ => random(&mut state) as usize % file.len(),
            };
            file[at] = match random(&mut state) % 3 {
                0 => 0xff,
                1 => random(&mut state) as u8,
                _ => file[at] ^ 1 << (random(&mut state) % 8),
            };
        }
        if random(&mut state).is_multiple_of(8) {
            file.truncate(random(&mut state) as usize % file.len());
        }
        match Vm::parse(&file) {
            Ok(vm) => {
                accepted += 1;
                if let Ok(firmware) = link(&vm, &image) {
                    let out = elf::encode_elf(&firmware);
                    Elf::parse(&out).expect("what is written can be read");
                    hex::encode_hex(&firmware);
                    uf2::encode_uf2(&firmware, None);
                    let _sparse = bin::encode_bin(&firmware);
                }
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
        }
    }
    assert!(accepted > 500 && refused > 500, "{accepted} accepted, {refused} refused");
}

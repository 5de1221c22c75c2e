//! Files written by hand from the format's description, and what their damage is called.

use std::string::ToString;
use std::vec::Vec;
use std::{format, vec};

use super::*;
use crate::module::{Body, Constant, Module, QstrEntry, RawCode, Viper};

/// A bytecode file with one function: `m.py`, no constants, returning `None`.
const SMALL: [u8; 20] = [
    b'M', 6, 0, 31, 2, 0, // header, two strings, no constant
    8, b'm', b'.', b'p', b'y', 0,    // "m.py"
    0x0f, // the static string 7, "<module>"
    0x30, // six bytes of bytecode without children
    0x00, 0x02, 0x01, 0x51, 0x63, 0x63,
];

/// A linked native module: sections, and a relocation of each kind.
fn native_module() -> Module {
    let relocation = |section, word, count, target| Relocation { section, word, count, target };
    let relocations = vec![
        relocation(Section::Text, 1, 1, RelocationTarget::Text),
        // The word after the last one: its place is not written.
        relocation(Section::Text, 2, 2, RelocationTarget::Rodata),
        relocation(Section::Text, 0, 1, RelocationTarget::Bss),
        relocation(Section::Rodata, 0, 1, RelocationTarget::QstrTable),
        relocation(Section::Rodata, 1, 1, RelocationTarget::ConstantTable),
        relocation(Section::Rodata, 0, 1, RelocationTarget::FunTable),
        relocation(Section::Text, 3, 1, RelocationTarget::FunTableEntry(70)),
    ];
    Module {
        header: Header { arch_flags: Some(3), ..Header::native(Arch::Rv32imc) },
        qstrs: vec![QstrEntry::new(b"n.py"), QstrEntry::new(b"append")],
        constants: vec![
            Constant::FunTable,
            Constant::Int(b"-123456789012345678901".to_vec()),
            Constant::Float(b"1e+300".to_vec()),
            Constant::Complex(b"0.5j".to_vec()),
            Constant::Tuple(vec![Constant::Tuple(vec![]), Constant::Tuple(vec![Constant::None]), Constant::Ellipsis]),
            Constant::Str(b"text".to_vec()),
            Constant::Bytes(vec![0, 255]),
            Constant::True,
            Constant::False,
        ],
        code: RawCode {
            code: vec![0; 16],
            body: Body::Viper(Viper { rodata: vec![1; 8], bss_size: 300, relocations: Some(relocations) }),
            children: vec![],
        },
    }
}

#[test]
fn a_small_file_is_read() {
    let module = Module::from_bytes(&SMALL).expect("a sound file");
    assert_eq!(module.source_file(), Some(&b"m.py"[..]));
    assert_eq!(module.qstr(1), Some(&b"<module>"[..]));
    assert_eq!(module.code, RawCode::bytecode(SMALL[14..].to_vec(), vec![]));
    assert_eq!(module.to_bytes(), SMALL);
}

#[test]
fn every_kind_of_content_round_trips() {
    let native = native_module();
    let bytes = native.to_bytes();
    assert_eq!(Module::from_bytes(&bytes), Ok(native));
    // By the linker's rules: the target doubled, plus 1 if a place follows, which is the word doubled, plus 1 in rodata.
    // The targets that repeat count double, plus 1 if a number of words follows.
    let relocations = [0x01, 0x02, 0x06, 0x02, 0x09, 0x00, 0x0d, 0x01, 0x0e, 0x11, 0x01, 0x9f, 0x06, 0xff];
    assert_eq!(bytes[bytes.len() - 14..], relocations);

    let module = Module {
        code: RawCode {
            code: vec![9; 300],
            body: Body::Asm { n_pos_args: 2, type_sig: 0x222 },
            children: vec![
                RawCode { code: vec![1; 9], body: Body::Native { prelude_offset: 4 }, children: vec![] },
                RawCode::bytecode(vec![2; 5], vec![RawCode::bytecode(vec![3], vec![])]),
                RawCode { code: vec![], body: Body::Viper(Viper::default()), children: vec![] },
            ],
        },
        ..native_module()
    };
    assert_eq!(Module::from_bytes(&module.to_bytes()), Ok(module));
}

#[test]
fn damage_has_a_name_and_a_place() {
    let damaged = |at: usize, byte| {
        let mut bytes = SMALL;
        bytes[at] = byte;
        Module::from_bytes(&bytes).map_err(|e| e.to_string())
    };
    let refused = |text: &str| Err(text.to_string());
    assert_eq!(damaged(0, b'm'), refused("not an .mpy file at byte 0"));
    let old = "incompatible .mpy file: version 5 (MicroPython 1.12 to 1.18), expected 6 at byte 1";
    assert_eq!(damaged(1, 5), refused(old));
    assert_eq!(damaged(2, 5 << 2 | 2), refused("incompatible .mpy file: native code for 6.2, expected 6.3 at byte 2"));
    assert_eq!(damaged(2, 0x80), refused("incompatible .mpy file: unknown feature byte 0x80 at byte 2"));
    assert_eq!(damaged(2, 14 << 2 | 3), refused("incompatible .mpy file: unknown feature byte 0x3b at byte 2"));
    assert_eq!(damaged(4, 0), refused("no source file name at byte 5"));
    assert_eq!(damaged(11, 1), refused("text without a final NUL at byte 11"));
    assert_eq!(damaged(12, 1), refused("no static string has number 0 at byte 12"));
    assert_eq!(damaged(13, 0x38), refused("the data ends too early at byte 20"));
    assert_eq!(damaged(13, 0x28), refused("data after the end of the module at byte 19"));
    for end in 0..SMALL.len() {
        let error = Module::from_bytes(&SMALL[..end]).expect_err("a part is not the whole");
        assert!(error.at as usize <= end, "{error} in {end} bytes");
    }
    let native = native_module().to_bytes();
    for end in 0..native.len() {
        let error = Module::from_bytes(&native[..end]).expect_err("a part is not the whole");
        assert!(error.at as usize <= end, "{error} in {end} bytes");
    }
}

#[test]
fn relocations_stay_in_their_section() {
    let with = |word, count, target| {
        let mut module = native_module();
        let relocations = Some(vec![Relocation { section: Section::Text, word, count, target }]);
        module.code.body = Body::Viper(Viper { rodata: vec![], bss_size: 0, relocations });
        Module::from_bytes(&module.to_bytes()).map(drop).map_err(|e| e.kind)
    };
    assert_eq!(with(3, 1, RelocationTarget::Text), Ok(()));
    assert_eq!(with(4, 1, RelocationTarget::Text), Err(ErrorKind::MalformedRelocation));
    assert_eq!(with(3, 2, RelocationTarget::Text), Err(ErrorKind::MalformedRelocation));
    assert_eq!(with(0, u32::MAX, RelocationTarget::Text), Err(ErrorKind::MalformedRelocation));
    assert_eq!(with(0, 1, RelocationTarget::Rodata), Err(ErrorKind::MalformedRelocation));
    assert_eq!(with(0, 1, RelocationTarget::Bss), Err(ErrorKind::MalformedRelocation));
}

#[test]
fn lengths_and_depths_are_not_believed() {
    let header = [b'M', 6, 0, 31];
    // Four billion strings in a file of a few bytes.
    let many: Vec<u8> = header.iter().chain(&[0x8f, 0xff, 0xff, 0xff, 0x7f, 0, 0x0f]).copied().collect();
    assert_eq!(Module::from_bytes(&many).map_err(|e| e.kind), Err(ErrorKind::UnexpectedEnd));
    // A tuple in a tuple in a tuple.
    let mut deep: Vec<u8> = header.iter().chain(&[1, 1, 0x0f]).copied().collect();
    deep.extend([10, 1].repeat(200_000));
    assert_eq!(Module::from_bytes(&deep).map_err(|e| e.kind), Err(ErrorKind::TooDeep));
    // A function in a function in a function.
    let mut deep: Vec<u8> = header.iter().chain(&[1, 0, 0x0f]).copied().collect();
    deep.extend([4, 1].repeat(200_000));
    assert_eq!(Module::from_bytes(&deep).map_err(|e| e.kind), Err(ErrorKind::TooDeep));
    assert!(format!("{}", ErrorKind::TooDeep).contains("deep"));
}

#[test]
fn devices_run_what_was_made_for_them() {
    assert!(Arch::Armv7m.runs(Arch::Armv6m) && Arch::Armv7emdp.runs(Arch::Armv7emsp));
    assert!(!Arch::Armv6m.runs(Arch::Armv7m) && !Arch::Armv7m.runs(Arch::Armv6));
    assert!(!Arch::Xtensa.runs(Arch::Armv6m) && Arch::Xtensa.runs(Arch::None));
    for arch in Arch::ALL {
        assert_eq!(Arch::from_number(arch.number()), Some(*arch));
        assert_eq!(Arch::from_name(arch.name()), Some(*arch).filter(|arch| *arch != Arch::None));
    }
}

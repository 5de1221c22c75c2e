//! Images: what goes in comes out, everything once, nothing trusted.

use crate::support::random;
use mpy_format::{Constant, Header, Module, QstrEntry, RawCode};
use mpy_frozen::image::read::{ReadError, read};
use mpy_frozen::image::{FloatFormat, FreezeErrorKind, NamedModule, Numbers, Target, freeze};
use mpy_runtime::heap::layout::{Header as ObjectHeader, Kind};
use mpy_runtime::qstr;
use mpy_runtime::rom::{self, Field};

const TARGET: Target =
    Target { base: 0x0002_4000, numbers: Numbers { float: FloatFormat::F32, complex: false, big_ints: false } };

fn named(name: &str, qstrs: &[&str], constants: Vec<Constant>, code: RawCode) -> NamedModule {
    let qstrs = qstrs.iter().map(|text| QstrEntry::new(text.as_bytes())).collect();
    let module = Module { header: Header::bytecode(), qstrs, constants, code };
    NamedModule { name: name.into(), is_package: name == "pkg", module }
}

/// `def` body: no state, no arguments, no line table, named by the qstr at `name`; returns None.
fn body(name: u8, children: Vec<RawCode>) -> RawCode {
    RawCode::bytecode(vec![0x00, 0x04, name, 0x00, 0x51, 0x63], children)
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn example() -> Vec<NamedModule> {
    let shared = Constant::Tuple(vec![
        Constant::Str(text("inner")),
        Constant::Tuple(vec![Constant::None, Constant::True, Constant::Int(text("-1000000000"))]),
        Constant::Bytes(vec![0, 1, 255]),
    ]);
    let long = "a string constant that is too long to be interned: größer";
    vec![
        named(
            "main",
            &["main.py", "<module>", "inner", "common_name", "sys"],
            vec![Constant::Ellipsis, shared.clone(), Constant::Str(text(long)), Constant::Float(text("1.5"))],
            body(1, vec![body(2, vec![body(3, vec![])]), body(2, vec![])]),
        ),
        named("pkg", &["pkg/__init__.py", "<module>"], vec![], body(1, vec![])),
        named(
            "pkg.x",
            &["pkg/x.py", "<module>", "common_name", "print"],
            vec![
                Constant::Str(text(long)),
                Constant::Tuple(vec![]),
                Constant::Bytes(vec![]),
                shared,
                Constant::Float(text("-0.0")),
                Constant::Str(text("common_name")),
            ],
            body(1, vec![]),
        ),
    ]
}

#[test]
fn image_holds_the_modules() {
    let modules = example();
    let image = freeze(&modules, TARGET).expect("nothing is wrong with it");
    assert!(image.bytes.len().is_multiple_of(4));
    assert_eq!(image.sizes.total(), image.bytes.len() as u64);
    let contents = read(&image.bytes, TARGET.base).expect("whole");
    assert_eq!((contents.size as usize, contents.base), (image.bytes.len(), TARGET.base));
    for (found, expected) in contents.modules.iter().zip(&modules) {
        assert_eq!(found.module.name, expected.name);
        assert_eq!(found.module.is_package, expected.is_package);
        assert_eq!(found.module.module, expected.module);
    }
    assert_eq!(contents.modules.len(), modules.len());

    // Only what the VM does not have, each once, in the order of hashes.
    let mut expected = ["main.py", "inner", "common_name", "pkg/__init__.py", "pkg/x.py", "pkg", "pkg.x"];
    expected.sort_by_key(|text| qstr::hash(text.as_bytes()));
    assert_eq!(contents.strings, expected.map(text));
    assert!(["main", "print", "sys"].iter().all(|name| qstr::find(name.as_bytes()).is_some()));
}

#[test]
fn the_same_modules_give_the_same_image() {
    let image = freeze(&example(), TARGET).expect("nothing is wrong with it");
    assert_eq!(freeze(&example(), TARGET).expect("as before"), image);
}

#[test]
fn symbols_name_every_code_object() {
    let image = freeze(&example(), TARGET).expect("nothing is wrong with it");
    let names: Vec<&str> = image.symbols.iter().map(|symbol| symbol.name.as_str()).collect();
    let expected = [
        "frozen:main.inner.common_name",
        "frozen:main.inner",
        "frozen:main.inner",
        "frozen:main",
        "frozen:pkg",
        "frozen:pkg.x",
    ];
    assert_eq!(names, expected);
    for pair in image.symbols.windows(2) {
        assert!(pair[0].address + pair[0].size <= pair[1].address);
    }
}

#[test]
fn equal_constants_stand_once() {
    let constants = vec![Constant::Bytes(vec![7; 100]), Constant::Float(text("2.5"))];
    let one = freeze(&[named("a", &["a.py"], constants.clone(), body(0, vec![]))], TARGET).expect("freezes");
    let two =
        [named("a", &["a.py"], constants.clone(), body(0, vec![])), named("b", &["a.py"], constants, body(0, vec![]))];
    let two = freeze(&two, TARGET).expect("freezes");
    // The second module adds a table of three, its code, its name and its row, not 100 bytes.
    assert!(two.bytes.len() - one.bytes.len() < 100, "{} and {}", two.bytes.len(), one.bytes.len());
}

#[test]
fn floats_are_those_of_the_vm() {
    let module = |number: &str| vec![named("a", &["a.py"], vec![Constant::Float(text(number))], body(0, vec![]))];
    let thawed = |number: &str, float| {
        let numbers = Numbers { float, ..TARGET.numbers };
        let image = freeze(&module(number), Target { numbers, ..TARGET }).expect("freezes");
        let contents = read(&image.bytes, TARGET.base).expect("whole");
        contents.modules[0].module.module.constants[0].clone()
    };
    assert_eq!(thawed("3.141592653589793", FloatFormat::F64), Constant::Float(text("3.141592653589793")));
    assert_eq!(thawed("3.141592653589793", FloatFormat::F32), Constant::Float(text("3.1415927")));
    assert_eq!(thawed("1e+300", FloatFormat::F32), Constant::Float(text("inf")));
    let numbers = Numbers { float: FloatFormat::None, ..TARGET.numbers };
    let refused = freeze(&module("0.5"), Target { numbers, ..TARGET }).expect_err("no floats");
    assert_eq!(refused.to_string(), "module `a`: the number 0.5 is a float, and this VM has none");
}

#[test]
fn complex_numbers_are_two_floats_of_the_vm() {
    let module = |number: &str| vec![named("a", &["a.py"], vec![Constant::Complex(text(number))], body(0, vec![]))];
    for (float, n_bytes, thawed) in
        [(FloatFormat::F32, 8, "0.33333334j"), (FloatFormat::F64, 16, "0.3333333333333333j")]
    {
        let target = Target { numbers: Numbers { float, complex: true, ..TARGET.numbers }, ..TARGET };
        let image = freeze(&module("0.3333333333333333j"), target).expect("freezes");
        let contents = read(&image.bytes, TARGET.base).expect("whole");
        assert_eq!(contents.modules[0].module.module.constants[0], Constant::Complex(text(thawed)));
        let header = ObjectHeader::new(Kind::Complex, n_bytes).0.to_le_bytes();
        assert!(image.bytes.chunks_exact(4).any(|word| word == header));
    }
}

#[test]
fn long_integers_are_read_back() {
    let numbers = ["1073741824", "-1073741825", "4294967296", "-18446744073709551616", &"9".repeat(200)];
    let constants: Vec<Constant> = numbers.iter().map(|number| Constant::Int(text(number))).collect();
    let module = named("a", &["a.py"], constants.clone(), body(0, vec![]));
    let target = Target { numbers: Numbers { big_ints: true, ..TARGET.numbers }, ..TARGET };
    let image = freeze(&[module], target).expect("freezes");
    let contents = read(&image.bytes, TARGET.base).expect("whole");
    assert_eq!(contents.modules[0].module.module.constants, constants);
}

#[test]
fn what_an_image_cannot_hold_is_named() {
    let with = |constant| freeze(&[named("a.b", &["a/b.py"], vec![constant], body(0, vec![]))], TARGET);
    let cases = [
        (Constant::Int(text("1073741823")), None),
        (Constant::Int(text("-1073741824")), None),
        (
            Constant::Int(text("1073741824")),
            Some("module `a.b`: the integer 1073741824 needs more than the 31 bits of this VM"),
        ),
        (Constant::Int(text("12e3")), Some("module `a.b`: the constant `12e3` is not a number")),
        (
            Constant::Complex(text("2j")),
            Some("module `a.b`: the number 2j is complex, and this VM has no such numbers"),
        ),
        (Constant::Str(vec![0xff]), Some("module `a.b`: a string constant is not UTF-8")),
        (Constant::FunTable, Some("module `a.b`: bytecode refers to the table that only machine code may use")),
    ];
    for (constant, expected) in cases {
        let error = with(constant.clone()).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), expected, "{constant:?}");
    }
    let mut wide = named("w", &["w.py"], vec![], body(0, vec![]));
    wide.module.header.small_int_bits = 63;
    assert_eq!(freeze(&[wide], TARGET).expect_err("wide").kind, FreezeErrorKind::SmallInts(63));
    let huge = with(Constant::Bytes(vec![0; 1 << 24])).expect_err("24 bits of length");
    assert_eq!(huge.kind, FreezeErrorKind::TooLong { kind: "Bytes".into(), length: 1 << 24 });
}

#[test]
fn nesting_has_an_end() {
    let nest = |depth| (0..depth).fold(body(0, vec![]), |inner, _| body(0, vec![inner]));
    let module = |depth| vec![named("deep", &["deep.py"], vec![], nest(depth))];
    let image = freeze(&module(500), TARGET).expect("deep enough");
    read(&image.bytes, TARGET.base).expect("as deep");
    let error = freeze(&module(501), TARGET).expect_err("too deep");
    assert_eq!(error.to_string(), "module `deep`: functions or tuples are nested too deeply");
    let tuple = (0..501).fold(Constant::None, |inner, _| Constant::Tuple(vec![inner]));
    let error = freeze(&[named("deep", &["deep.py"], vec![tuple], body(0, vec![]))], TARGET).expect_err("too deep");
    assert_eq!(error.kind, FreezeErrorKind::TooDeep);
}

#[test]
fn bytecode_is_verified() {
    // Each is a function that a compiler never makes: it ends without a return, takes a value from an empty stack, names a
    // string and a constant that are not there, jumps out of itself.
    for code in [&[0x51][..], &[0x63], &[0x10, 9, 0x63], &[0x23, 3, 0x63], &[0x42, 0x7f, 0x51, 0x63]] {
        let function = RawCode::bytecode([&[0x00, 0x04, 0x00, 0x00], code].concat(), vec![]);
        let error = freeze(&[named("bad", &["bad.py"], vec![], function)], TARGET).expect_err("not verified");
        assert!(matches!(error.kind, FreezeErrorKind::BadCode(_)), "{error}");
        assert!(error.to_string().starts_with("module `bad`: bad bytecode: "), "{error}");
    }
}

#[test]
fn damaged_images_are_refused() {
    let image = freeze(&example(), TARGET).expect("nothing is wrong with it");
    let refused = |bytes: &[u8], base| read(bytes, base).expect_err("damaged");
    assert_eq!(refused(&[], TARGET.base), ReadError::NoImage);
    assert_eq!(refused(&[0xff; 400], TARGET.base), ReadError::NoImage);
    assert!(matches!(refused(&image.bytes[..image.bytes.len() - 1], TARGET.base), ReadError::Bad { .. }));
    assert!(matches!(refused(&image.bytes, TARGET.base + 4), ReadError::Bad { .. }));
    let mut flipped = image.bytes.clone();
    *flipped.last_mut().expect("not empty") ^= 1;
    assert!(matches!(refused(&flipped, TARGET.base), ReadError::Crc { .. }));
    let mut abi = image.bytes.clone();
    abi[Field::Abi as usize * 4] += 1;
    assert!(matches!(refused(&abi, TARGET.base), ReadError::Abi { .. }));

    // With the checksum made good again, damage reaches everything behind it.
    const SEED: u64 = 0x5eed_0002;
    println!("seed {SEED:#x}");
    let mut state = SEED;
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut bytes = image.bytes.clone();
        for _ in 0..1 + random(&mut state) % 3 {
            let word = 4 * (random(&mut state) as usize % (bytes.len() / 4));
            let value = match random(&mut state) % 3 {
                0 => random(&mut state) as u32,
                1 => TARGET.base + 4 * (random(&mut state) as u32 % (bytes.len() as u32 / 4)),
                _ => {
                    u32::from_le_bytes(bytes[word..][..4].try_into().expect("four bytes"))
                        ^ 1 << (random(&mut state) % 32)
                }
            };
            bytes[word..][..4].copy_from_slice(&value.to_le_bytes());
        }
        bytes[Field::Crc as usize * 4..][..4].fill(0);
        let crc = crc32fast::hash(&bytes);
        bytes[Field::Crc as usize * 4..][..4].copy_from_slice(&crc.to_le_bytes());
        match read(&bytes, TARGET.base) {
            Ok(_) => accepted += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(accepted > 1000 && refused > 1000, "{accepted} accepted, {refused} refused");
}

#[test]
fn header_words_are_where_the_vm_looks() {
    let image = freeze(&example(), TARGET).expect("nothing is wrong with it");
    let word =
        |field: Field| u32::from_le_bytes(image.bytes[field as usize * 4..][..4].try_into().expect("four bytes"));
    assert_eq!(word(Field::Magic).to_le_bytes(), *b"PFRZ");
    assert_eq!(word(Field::Abi), rom::abi_word(4, false, false));
    assert_eq!(word(Field::Size), image.bytes.len() as u32);
    assert_eq!(word(Field::Base), TARGET.base);
    assert_eq!(word(Field::Modules), 3);
    assert_eq!((word(Field::PreloadBase), word(Field::PreloadSize), word(Field::PreloadSource)), (0, 0, 0));
}

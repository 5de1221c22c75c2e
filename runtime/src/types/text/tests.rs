//! Text against models of the standard library, and what it weighs.

use std::string::String;
use std::vec::Vec;

use super::*;
use crate::testing::with_vm;
use crate::types::storage::scoped;
use crate::value::Word;

/// Numbers that look random, the same each time.
fn random(seed: u32) -> impl FnMut(u32) -> u32 {
    std::println!("seed {seed}");
    let mut state = seed;
    move |limit| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % limit
    }
}

#[test]
fn code_points_are_encoded_as_rust_does() {
    for char in
        (0..=0x10_ffff).step_by(37).chain([0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x1_0000]).filter_map(char::from_u32)
    {
        let mut expected = [0; 4];
        let expected = char.encode_utf8(&mut expected).as_bytes();
        let mut buffer = [0; 4];
        assert_eq!(utf8::encode(u32::from(char), &mut buffer), expected);
        let run = Run::from(expected);
        assert_eq!(utf8::decode(run, 0), (u32::from(char), expected.len() as u32));
        assert!(run.is_utf8());
    }
}

#[test]
fn bytes_that_are_no_utf8_are_known() {
    for bytes in [&b"\x80"[..], b"a\xc3", b"\xe2\x82", b"\xf0\x90\x80", b"\xff", b"\xc3\x28", b"\xf8\x88\x80\x80\x80"] {
        assert!(!Run::from(bytes).is_utf8(), "{bytes:?}");
        // Decoding ends, whatever stands there.
        let mut at = 0;
        while at < bytes.len() as u32 {
            at = utf8::decode(Run::from(bytes), at).1;
        }
    }
}

#[test]
fn parts_are_found_where_a_model_finds_them() {
    let mut below = random(4242);
    for _ in 0..3_000 {
        let mut bytes = |limit: u32| -> Vec<u8> { (0..below(limit)).map(|_| b'a' + below(2) as u8).collect() };
        let (whole, part) = (bytes(12), bytes(4));
        let at = |index: usize| whole[index..].starts_with(&part);
        let mut places = (0..=whole.len()).filter(|&index| at(index)).map(|index| index as u32);
        let (run, wanted) = (Run::from(&whole[..]), Run::from(&part[..]));
        assert_eq!(run.find_last(wanted), places.clone().next_back(), "{whole:?} {part:?}");
        assert_eq!(run.find(wanted), places.next(), "{whole:?} {part:?}");
    }
}

fn new_bytes(vm: &mut Vm, bytes: &[u8]) -> Slot {
    let slot = bytearray::make(vm).expect("an array");
    bytearray::push(vm, slot, bytes).expect("push");
    slot
}

fn contents(vm: &Vm, slot: Slot) -> Vec<u8> {
    get_run(vm.view(), slot).bytes().collect()
}

#[test]
fn splicing_does_what_the_model_does() {
    let mut below = random(90_210);
    with_vm(1 << 16, |vm| {
        let array = new_bytes(vm, b"");
        let mut model: Vec<u8> = Vec::new();
        for step in 0..4_000u32 {
            let length = model.len() as u32;
            let stop = below(length + 1);
            let start = below(stop + 1);
            scoped(vm, |vm| {
                // Now and then a part of the array itself, or a view of it.
                let (source, bytes) = match below(4) {
                    0 if length < 200 => (array, model.clone()),
                    1 if length < 200 => {
                        let view = vm.slot().expect("a slot");
                        let ret = memoryview::make(vm, array, start, length).expect("a view");
                        vm.keep(ret, view);
                        (view, model[start as usize..].to_vec())
                    }
                    _ => {
                        let bytes: Vec<u8> = (0..below(9)).map(|_| below(256) as u8).collect();
                        (new_bytes(vm, &bytes), bytes)
                    }
                };
                bytearray::splice(vm, array, (start, stop), source, (0, u32::MAX)).expect("splice");
                model.splice(start as usize..stop as usize, bytes);
            });
            if step % 7 == 0 {
                vm.collect();
            }
            assert_eq!(contents(vm, array), model, "step {step}");
        }
    });
}

#[test]
fn text_under_construction_is_not_copied_when_it_ends() {
    with_vm(1 << 16, |vm| {
        let text = vm.new_text().expect("text");
        for _ in 0..100 {
            vm.put(crate::ops::print::Sink::Text(text), b"abcde").expect("put");
        }
        let before = vm.allocated();
        vm.freeze(text, Kind::Str);
        assert_eq!(vm.allocated(), before);
        assert_eq!(contents(vm, text).len(), 500);
        vm.collect();
        assert_eq!(vm.allocated(), bytes_size(500) + preallocated());
        assert!(contents(vm, text).chunks(5).all(|chunk| chunk == b"abcde"));
    });
}

#[test]
fn what_is_left_over_of_text_is_free() {
    with_vm(1 << 16, |vm| {
        let text = vm.new_text().expect("text");
        for _ in 0..50 {
            vm.put(crate::ops::print::Sink::Text(text), b"0123456789").expect("put");
            // Something else stands behind it: the next time it is copied, with room to spare.
            let other = new_bytes(vm, b"x");
            vm.release(Slot::at(other.address() + 4));
        }
        vm.freeze(text, Kind::Bytes);
        vm.collect();
        assert_eq!(vm.allocated(), bytes_size(500) + preallocated());
        assert_eq!(contents(vm, text).len(), 500);
    });
}

/// What a machine has allocated before any program runs.
fn preallocated() -> u32 {
    with_vm(1 << 16, |vm| {
        vm.collect();
        vm.allocated()
    })
}

#[test]
fn text_weighs_its_bytes_and_one_word() {
    with_vm(1 << 16, |vm| {
        // Length, and what the reference takes for it on a 32-bit machine.
        for (length, reference) in [(0, 0), (1, 32), (16, 48), (32, 64)] {
            let text: String = "x".repeat(length);
            vm.collect();
            let before = vm.allocated();
            let m = reserve(vm, length as u32).expect("room");
            let _ = m.str(text.as_bytes());
            let weight = vm.allocated() - before;
            let expected = if length < 2 { 0 } else { bytes_size(length as u32) };
            assert_eq!(weight, expected, "{length}");
            assert!(weight <= reference);
        }
    });
}

#[test]
fn no_string_of_one_character_is_allocated() {
    with_vm(1 << 12, |vm| {
        for char in 0..0x80u8 {
            let name = crate::qstr::find(&[char]).expect("each has a number");
            assert_eq!(vm.view().qstr_text(name), [char]);
            assert_eq!(vm.view().str(&[char]).word(), Word::qstr(name));
            assert_eq!(vm.intern(&[char]).expect("no room is needed"), name);
        }
    });
}

#[test]
fn specifications_are_read_whole_or_not_at_all() {
    let read = |text: &str, is_number| spec::Spec::parse(Run::from(text.as_bytes()), is_number);
    for text in ["", "5", "<5", "*^+#012,.3x", "=+5d", "a>3", "{<4", "0", ".2f", "_b", " e", "-%"] {
        assert!(read(text, true).is_some(), "{text}");
    }
    for text in ["q", "5q", ">>3", "<<<", "+-", "5.2.1", "d5", ",,", "é<5"] {
        assert!(read(text, true).is_none(), "{text}");
    }
    let spec = read("*^+#012,.3x", true).expect("a specification");
    assert_eq!((spec.fill, spec.align, spec.sign, spec.width), (b'*', spec::Align::Center, b'+', 12));
    assert_eq!((spec.alternate, spec.separator, spec.precision, spec.code), (true, b',', Some(3), b'x'));
}

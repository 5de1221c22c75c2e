//! The codec of instructions: its inverse property over random operands, and bytes known from the format's rules.

use std::vec::Vec;

use super::*;
use crate::operand::{CompKind, Counter};

/// Xorshift, enough to wander through operands.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Small and large numbers about equally often, by their length in bits.
    fn bits(&mut self, max: u32) -> u64 {
        let n = self.next() % u64::from(max + 1);
        if n == 0 { 0 } else { self.next() >> (64 - n) }
    }
}

trait Arbitrary {
    fn arbitrary(random: &mut Random) -> Self;
}

macro_rules! arbitrary {
    ($($kind:ident = |$random:ident| $value:expr;)*) => {
        $(impl Arbitrary for $kind { fn arbitrary($random: &mut Random) -> Self { $value } })*
    };
}

arbitrary! {
    LocalSlot = |random| LocalSlot(random.bits(32) as u32);
    QstrIndex = |random| QstrIndex(random.bits(32) as u32);
    ConstantIndex = |random| ConstantIndex(random.bits(32) as u32);
    ChildIndex = |random| ChildIndex(random.bits(32) as u32);
    Count = |random| Count(random.bits(32) as u32);
    CallArgs = |random| CallArgs { n_pos: random.bits(8) as u8, n_kw: random.bits(8) as u8 };
    UnpackSides = |random| UnpackSides { n_left: random.bits(8) as u8, n_right: random.bits(8) as u8 };
    ClosedCells = |random| ClosedCells(random.bits(8) as u8);
    UnwindCount = |random| UnwindCount { n_blocks: random.bits(7) as u8, pops_iterator: random.bits(1) != 0 };
    SmallInt = |random| SmallInt(random.bits(64) as i64 ^ -((random.next() & 1) as i64));
    Label = |random| Label((random.bits(15) as i32 - 0x4000 + 3).max(-0x4000 + 3));
    ForwardLabel = |random| ForwardLabel((random.bits(15) as i32 + 2).min(0x7fff + 3));
    CompTarget = |random| CompTarget {
        kind: [CompKind::List, CompKind::Dict, CompKind::Set][random.next() as usize % 3],
        depth: random.bits(30) as u32,
    };
}

macro_rules! arbitrary_op {
    (ops { $(
        #[doc = $doc:literal]
        $code:literal $snake:ident = $camel:ident { $($field:ident : $kind:ident),* } ($pops:expr, $pushes:expr);
    )* }
    families { $(
        #[doc = $family_doc:literal]
        $first:literal ..= $last:literal $family_snake:ident = $family:ident { $member:ident : $embedded:ident }
            ($family_pops:expr, $family_pushes:expr);
    )* }) => {
        fn arbitrary_op(code: u8, random: &mut Random) -> Option<Op> {
            match code {
                $($code => Some(Op::$camel { $($field: <$kind as Arbitrary>::arbitrary(random)),* }),)*
                $($first..=$last => Some(Op::$family { $member: Embedded::from_index(code - $first) }),)*
                _ => { let _ = random; None }
            }
        }
    };
}
for_each_op!(arbitrary_op);

#[test]
fn decode_inverts_encode() {
    let seed = 0x5eed_0123_4567_89ab;
    std::println!("seed {seed:#x}");
    let mut random = Random(seed);
    for round in 0..2_000 {
        for code in 0..=255 {
            let Some(op) = arbitrary_op(code, &mut random) else { continue };
            let encoded = op.encode().unwrap_or_else(|| panic!("{op:?} does not encode (round {round})"));
            let bytes = encoded.as_bytes();
            assert_eq!(bytes.first(), Some(&code), "{op:?}");
            let mut reader = Checked::new(bytes, 0);
            assert_eq!(Op::decode(&mut reader), Ok(op), "{bytes:02x?}");
            assert!(reader.is_at_end(), "{op:?}");
            let mut counter = Counter(0);
            assert!(op.write(&mut counter) && counter.0 as usize == bytes.len());
        }
    }
}

#[test]
fn every_byte_decodes_or_is_unknown() {
    let mut n_known = 0;
    for code in 0..=255u8 {
        let bytes = [code, 0, 0, 0];
        match (Op::decode(&mut Checked::new(&bytes, 0)), Opcode::from_byte(code)) {
            (Ok(op), Some(opcode)) => {
                assert_eq!(op.opcode(), opcode);
                n_known += 1;
            }
            (Err(e), None) => assert_eq!(e, DecodeError { at: 0, kind: ErrorKind::UnknownOpcode(code) }),
            (decoded, opcode) => panic!("{code:#x}: {decoded:?} but {opcode:?}"),
        }
    }
    assert_eq!(n_known, 72 + 64 + 16 + 16 + 4 + 35);
}

/// Offsets of the format's rules: from the end of the operand, biased by 0x40 in one byte and 0x4000 in two.
#[test]
fn labels_are_as_short_as_they_can_be() {
    let jump = |from_opcode| -> Option<Vec<u8>> {
        Op::Jump { target: Label(from_opcode) }.encode().map(|encoded| encoded.as_bytes().into())
    };
    assert_eq!(jump(2), Some([0x42, 0x40].into()));
    assert_eq!(jump(2 + 63), Some([0x42, 0x7f].into()));
    assert_eq!(jump(2 - 64), Some([0x42, 0x00].into()));
    // One further: two bytes, which put the end of the operand one further too.
    assert_eq!(jump(2 + 64), Some([0x42, 0x80 | 0x3f, 0x80].into()));
    assert_eq!(jump(2 - 65), Some([0x42, 0x80 | 0x3e, 0x7f].into()));
    assert_eq!(jump(3 - 0x4000), Some([0x42, 0x80, 0x00].into()));
    assert_eq!(jump(3 - 0x4001), None);
    assert_eq!(jump(3 + 0x3fff), Some([0x42, 0xff, 0xff].into()));
    assert_eq!(jump(3 + 0x4000), None);
    let forward = |from_opcode| -> Option<Vec<u8>> {
        Op::ForIter { target: ForwardLabel(from_opcode) }.encode().map(|encoded| encoded.as_bytes().into())
    };
    assert_eq!(forward(2 + 127), Some([0x4b, 0x7f].into()));
    assert_eq!(forward(2 + 128), Some([0x4b, 0xff, 0x00].into()));
    assert_eq!(forward(3 + 0x7fff), Some([0x4b, 0xff, 0xff].into()));
    assert_eq!(forward(1), None);
}

#[test]
fn integers_carry_their_sign() {
    let bytes = |value| -> Vec<u8> {
        Op::LoadConstSmallInt { value: SmallInt(value) }.encode().map_or(Vec::new(), |e| e.as_bytes().into())
    };
    assert_eq!(bytes(48), [0x22, 0x30]);
    assert_eq!(bytes(64), [0x22, 0x80, 0x40]);
    assert_eq!(bytes(-17), [0x22, 0x6f]);
    assert_eq!(bytes(-65), [0x22, 0xff, 0x3f]);
    assert_eq!(bytes(0x3fff_ffff), [0x22, 0x83, 0xff, 0xff, 0xff, 0x7f]);
}

#[test]
fn text_has_the_name_in_capitals() {
    assert_eq!(std::format!("{}", Op::LoadFastN { slot: LocalSlot(17) }), "LOAD_FAST_N 17");
    assert_eq!(std::format!("{}", Op::BinaryOpMulti { operator: BinaryOp::Add }), "BINARY_OP_MULTI +");
}

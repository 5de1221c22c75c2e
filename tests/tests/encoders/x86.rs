//! The instructions of x86, of 32 and of 64 bits.

use mpy_cross::asm::x86::{self, Binary, Condition, Mode, Size, Unary};
use mpy_cross::asm::{Code, Pass};
use permafrost_tests::disassembler::{ADDRESS, Encoded};

use super::Table;

const NAMES: [[&str; 16]; 4] = [
    ["al", "cl", "dl", "bl", "", "", "", "", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"],
    ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"],
    [
        "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d",
        "r15d",
    ],
    ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"],
];

/// Numbers at the limits of the short form and of the long one.
const NUMBERS: [i32; 9] = [0, 1, -1, 127, -128, 128, -129, i32::MAX, i32::MIN];

const CONDITIONS: [(Condition, &str); 11] = [
    (Condition::No, "no"),
    (Condition::B, "b"),
    (Condition::Ae, "ae"),
    (Condition::E, "e"),
    (Condition::Ne, "ne"),
    (Condition::Be, "be"),
    (Condition::A, "a"),
    (Condition::L, "l"),
    (Condition::Ge, "ge"),
    (Condition::Le, "le"),
    (Condition::G, "g"),
];

fn name(size: usize, reg: u8) -> &'static str {
    NAMES[size][usize::from(reg)]
}

/// A register as wide as addresses are.
fn full(mode: Mode, reg: u8) -> &'static str {
    name(if mode == Mode::Bits64 { 3 } else { 2 }, reg)
}

fn registers(mode: Mode) -> Vec<u8> {
    (0..if mode == Mode::Bits64 { 16 } else { 8 }).collect()
}

fn add(table: &mut Table, write: impl FnOnce(&mut Code), text: String) {
    let mut code = Code::default();
    code.start(Pass::Final, 0);
    write(&mut code);
    table.codes.push(Encoded { text, bytes: code.bytes().to_vec() });
}

fn memory(mode: Mode, base: u8, displacement: i32) -> String {
    let base = full(mode, base);
    match displacement {
        0 => format!("[{base}]"),
        1.. => format!("[{base} + {displacement}]"),
        _ => format!("[{base} - {}]", displacement.unsigned_abs()),
    }
}

#[test]
fn instructions_of_32_bits_read_as_they_should() {
    check(Mode::Bits32, "x86");
}

#[test]
fn instructions_of_64_bits_read_as_they_should() {
    check(Mode::Bits64, "x64");
}

fn check(mode: Mode, arch: &str) {
    let mut table = Table::default();
    operations(&mut table, mode);
    constants(&mut table, mode);
    moves(&mut table, mode);
    jumps(&mut table, mode);
    table.check(arch);
}

fn operations(table: &mut Table, mode: Mode) {
    let forms = [
        (Binary::Add, "add"),
        (Binary::Or, "or"),
        (Binary::And, "and"),
        (Binary::Sub, "sub"),
        (Binary::Xor, "xor"),
        (Binary::Cmp, "cmp"),
        (Binary::Test, "test"),
        (Binary::Mov, "mov"),
    ];
    for rm in registers(mode) {
        for reg in registers(mode) {
            let operands = format!("{}, {}", full(mode, rm), full(mode, reg));
            for (op, mnemonic) in forms {
                add(table, |code| x86::binary(code, mode, op, rm, reg), format!("{mnemonic} {operands}"));
            }
            add(table, |code| x86::imul(code, mode, rm, reg), format!("imul {operands}"));
            if rm < 4 && reg < 4 {
                let text = format!("test {}, {}", name(0, rm), name(0, reg));
                add(table, |code| x86::test_byte(code, rm, reg), text);
            }
        }
        let forms = [
            (Unary::Not, "not", ""),
            (Unary::Neg, "neg", ""),
            (Unary::Shl, "shl", ", cl"),
            (Unary::Shr, "shr", ", cl"),
            (Unary::Sar, "sar", ", cl"),
        ];
        for (op, mnemonic, by) in forms {
            let text = format!("{mnemonic} {}{by}", full(mode, rm));
            add(table, |code| x86::unary(code, mode, op, rm), text);
        }
        for bit in [0, 1, 31] {
            for (op, mnemonic) in [(Unary::Shl, "shl"), (Unary::Shr, "shr"), (Unary::Sar, "sar")] {
                // The disassembler does not show a shift by 1 in another way, although there is a shorter form of it.
                let text = format!("{mnemonic} {}, {bit}", full(mode, rm));
                add(table, |code| x86::shift_immediate(code, mode, op, rm, bit), text);
            }
            add(table, |code| x86::test_bit(code, rm, bit), format!("bt {}, {bit}", name(2, rm)));
        }
        if rm < 4 {
            for (condition, suffix) in CONDITIONS {
                add(table, |code| x86::set(code, condition, rm), format!("set{suffix} {}", name(0, rm)));
            }
        }
    }
}

fn constants(table: &mut Table, mode: Mode) {
    for reg in registers(mode) {
        let operand = full(mode, reg);
        for number in NUMBERS {
            // The disassembler takes long constants for unsigned numbers of the operand's width.
            let long = match mode {
                Mode::Bits32 => i64::from(number as u32),
                Mode::Bits64 => i64::from(number),
            };
            let either = if i8::try_from(number).is_ok() { i64::from(number) } else { long };
            add(table, |code| x86::add_immediate(code, mode, reg, number), format!("add {operand}, {}", either));
            add(table, |code| x86::sub_immediate(code, mode, reg, number), format!("sub {operand}, {}", either));
            for (op, mnemonic) in [(Binary::Add, "add"), (Binary::Sub, "sub"), (Binary::Cmp, "cmp")] {
                let text = format!("{mnemonic} {operand}, {either}");
                add(table, |code| x86::binary_immediate(code, mode, op, reg, number), text);
            }
            // Of bits, the disassembler takes all constants for unsigned numbers.
            let bits = match mode {
                Mode::Bits32 => u64::from(number as u32),
                Mode::Bits64 => i64::from(number) as u64,
            };
            for (op, mnemonic) in [(Binary::And, "and"), (Binary::Or, "or"), (Binary::Xor, "xor")] {
                let text = format!("{mnemonic} {operand}, {bits}");
                add(table, |code| x86::binary_immediate(code, mode, op, reg, number), text);
            }
            add(table, |code| x86::add_immediate32(code, mode, reg, number), format!("add {operand}, {}", long));
        }
        for number in [0, 1, 0x7fff_ffff, 0x8000_0000, 0x5555_aaaa, u32::MAX] {
            add(table, |code| x86::mov_immediate32(code, reg, number), format!("mov {}, {number}", name(2, reg)));
        }
        if mode == Mode::Bits64 {
            for number in [0, 1, 1 << 32, 0x5555_aaaa_3333_cccc, i64::MAX as u64] {
                add(table, |code| x86::mov_immediate64(code, reg, number), format!("movabs {operand}, {number}"));
            }
        }
    }
}

fn moves(table: &mut Table, mode: Mode) {
    let full_size = if mode == Mode::Bits64 { (3, "qword") } else { (2, "dword") };
    let sizes = [(Size::Byte, 0, "byte"), (Size::Half, 1, "word"), (Size::Word32, 2, "dword")];
    let sizes = sizes.into_iter().chain([(Size::Full, full_size.0, full_size.1)]);
    for (size, width, unit) in sizes {
        for reg in registers(mode) {
            for base in registers(mode) {
                for displacement in NUMBERS {
                    let place = format!("{unit} ptr {}", memory(mode, base, displacement));
                    let to = name(width.max(2), reg);
                    let mnemonic = if width < 2 { "movzx" } else { "mov" };
                    let text = format!("{mnemonic} {to}, {place}");
                    add(table, |code| x86::load(code, mode, size, reg, base, displacement), text);
                    if size == Size::Byte && reg >= 4 {
                        continue;
                    }
                    let text = format!("mov {place}, {}", name(width, reg));
                    add(table, |code| x86::store(code, mode, size, reg, base, displacement), text);
                    if size == Size::Full {
                        let text = format!("lea {}, {}", full(mode, reg), memory(mode, base, displacement));
                        add(table, |code| x86::lea(code, mode, reg, base, displacement), text);
                    }
                }
            }
        }
    }
    if mode == Mode::Bits64 {
        for reg in registers(mode) {
            for displacement in NUMBERS {
                let place = match displacement {
                    0 => "[rip]".to_owned(),
                    1.. => format!("[rip + {displacement}]"),
                    _ => format!("[rip - {}]", displacement.unsigned_abs()),
                };
                let text = format!("lea {}, {place}", full(mode, reg));
                add(table, |code| x86::lea_rip(code, reg, displacement), text);
            }
        }
    }
}

fn jumps(table: &mut Table, mode: Mode) {
    for reg in registers(mode) {
        let operand = full(mode, reg);
        add(table, |code| x86::push(code, reg), format!("push {operand}"));
        add(table, |code| x86::pop(code, reg), format!("pop {operand}"));
        add(table, |code| x86::jmp_register(code, reg), format!("jmp {operand}"));
        add(table, |code| x86::call_register(code, reg), format!("call {operand}"));
    }
    add(table, x86::ret, "ret".into());
    let target = |size: i64, distance: i64| match mode {
        Mode::Bits32 => (i64::from(ADDRESS) + size + distance) as u32 as u64,
        Mode::Bits64 => (i64::from(ADDRESS) + size + distance) as u64,
    };
    for distance in [0, 1, -1, i8::MAX, i8::MIN] {
        let to = target(2, distance.into());
        add(table, |code| x86::jmp8(code, distance), format!("jmp {to}"));
        for (condition, suffix) in CONDITIONS {
            add(table, |code| x86::jcc8(code, condition, distance), format!("j{suffix} {to}"));
        }
    }
    for distance in [0, 1, -1, i32::MAX, i32::MIN] {
        let to = target(5, distance.into());
        add(table, |code| x86::jmp32(code, distance), format!("jmp {to}"));
        add(table, |code| x86::call(code, distance), format!("call {to}"));
        let to = target(6, distance.into());
        for (condition, suffix) in CONDITIONS {
            add(table, |code| x86::jcc32(code, condition, distance), format!("j{suffix} {to}"));
        }
    }
}

//! Where the reference writes other instructions than the source says, or refuses it, or ends in an assertion.
//!
//! What ours writes is read by the disassembler, or made of instructions that it has read. The reference's answer has to
//! be another one: if it is not, the deviation is none any more.
#![forbid(unsafe_code)]

use mpy_cross::Emitter;
use mpy_cross::asm::{rv32, xtensa as lx};
use mpy_format::{Arch, Module};
use permafrost_tests::compile_diff::{Reference, Setting};
use permafrost_tests::disassembler::{Encoded, disassemble};
use permafrost_tests::our_compiler;

/// One function, and how the instruction reads that the reference has no part in.
struct Deviation {
    arch: Arch,
    source: String,
    /// Where the instruction is, and how long it is.
    at: (usize, usize),
    text: &'static str,
}

fn rv32(body: &str, at: (usize, usize), text: &'static str) -> Deviation {
    let source = format!("@micropython.asm_rv32\ndef f(a0):\n    {body}\n");
    Deviation { arch: Arch::Rv32imc, source, at, text }
}

fn xtensa(body: &str, at: (usize, usize), text: &'static str) -> Deviation {
    let source = format!("@micropython.asm_xtensa\ndef f(a2):\n    {body}\n");
    Deviation { arch: Arch::Xtensa, source, at, text }
}

/// The bytes that a function with `call0` starts with.
const ENTRY: usize = 13;

fn deviations() -> Vec<Deviation> {
    vec![
        // It keeps two bits of registers that have three.
        rv32("c_and(a4, a5)", (0, 2), "c.and a4, a5"),
        rv32("c_or(a2, a1)", (0, 2), "c.or a2, a1"),
        rv32("c_sub(a0, a3)", (0, 2), "c.sub a0, a3"),
        rv32("c_xor(s0, a5)", (0, 2), "c.xor s0, a5"),
        // It takes a label that it has not met for the start of the function.
        rv32("data(260, 0)\n    c_beqz(a0, there)\n    c_nop()\n    label(there)", (260, 2), "c.beqz a0, 16777220"),
        // It writes all bits of a number below zero over the rest of the instruction.
        xtensa("addi_n(a2, a3, -1)", (ENTRY, 2), "addi.n a2, a3, -1"),
        // It counts in bytes.
        xtensa("call0(there)\n    nop_n()\n    nop_n()\n    label(there)", (ENTRY, 3), "call0 . +8"),
        // It takes a label that it has not met for the first one of the function, and stops when that gives other code.
        xtensa(
            "label(again)\n    beqz(a2, there)\n    addi(a2, a2, -1)\n    j(again)\n    label(there)",
            (ENTRY, 3),
            "bnez a2, . +6",
        ),
    ]
}

fn function(bytes: &[u8]) -> Vec<u8> {
    let module = Module::from_bytes(bytes).expect("compilers write modules");
    module.code.children[0].code.to_vec()
}

/// The first function of a source: ours, and ours with the faults of the reference.
fn functions(source: &str, setting: Setting) -> (Vec<u8>, Vec<u8>) {
    let ours = our_compiler::compile(source.as_bytes(), "f.py", setting).unwrap_or_else(|err| panic!("{source}{err}"));
    let faulty = our_compiler::compile_with_faults(source.as_bytes(), "f.py", setting);
    (function(&ours), function(&faulty.unwrap_or_else(|| panic!("{source}"))))
}

/// The first function of a source as the reference writes it, if it does.
fn reference_function(source: &str, setting: Setting) -> Option<Vec<u8>> {
    let reference = Reference::open().unwrap_or_else(|err| panic!("{err}"));
    let folder = permafrost_tests::scratch("machine-code-deviations").unwrap_or_else(|err| panic!("{err}"));
    let name = format!("{}.py", setting.arch);
    std::fs::write(folder.join(&name), source).expect("the scratch folder is there");
    let theirs = reference.compile(&folder, &name, source.as_bytes(), setting);
    theirs.unwrap_or_else(|err| panic!("{err}")).and_then(Result::ok).map(|theirs| function(&theirs))
}

#[test]
fn assembled_instructions_are_those_of_the_source() {
    for Deviation { arch, source, at: (at, size), text } in deviations() {
        let setting = Setting::machine(arch, Emitter::Bytecode);
        let (ours, faulty) = functions(&source, setting);
        let family = if arch == Arch::Xtensa { "xtensa" } else { "rv32" };
        let bytes = ours[at..at + size].to_vec();
        let read = disassemble(family, &[Encoded { text: text.into(), bytes }]).unwrap_or_else(|err| panic!("{err}"));
        assert_eq!(read, [text], "{source}");
        if let Some(theirs) = reference_function(&source, setting) {
            assert_ne!(theirs, ours, "the reference writes this too:\n{source}");
            assert_eq!(theirs, faulty, "{source}");
        }
    }
}

/// Instructions of different sizes in a row.
#[derive(Default)]
struct Sequence(Vec<u8>);

impl Sequence {
    fn half(mut self, code: impl Into<Option<u16>>) -> Sequence {
        self.0.extend(code.into().expect("an instruction").to_le_bytes());
        self
    }

    fn word(mut self, code: Option<u32>) -> Sequence {
        self.0.extend(code.expect("an instruction").to_le_bytes());
        self
    }

    fn triple(mut self, code: impl Into<Option<u32>>) -> Sequence {
        self.0.extend(&code.into().expect("an instruction").to_le_bytes()[..3]);
        self
    }
}

/// The function contains the instructions, and the reference's is another one that has its faults.
fn check(source: &str, arch: Arch, instructions: &Sequence) {
    let setting = Setting::machine(arch, Emitter::Bytecode);
    let (ours, faulty) = functions(source, setting);
    let found = ours.windows(instructions.0.len()).any(|it| it == instructions.0);
    assert!(found, "{:02x?} is not in {ours:02x?}:\n{source}", instructions.0);
    assert_ne!(ours, faulty, "{source}");
    assert_eq!(reference_function(source, setting), Some(faulty), "{source}");
}

const LOAD: &str = "@micropython.viper\ndef f(x: int) -> int:\n    return ptr32(x + 4)[5000] + ptr32(x + 4)[300]\n";
const STORE: &str = "@micropython.viper\ndef f(p: ptr32, x: int):\n    p[300] = x\n";

#[test]
fn an_address_outlives_the_offset_that_is_added_to_it() {
    use lx::Reg;
    let far = Sequence::default()
        .half(rv32::C_LUI.encode_upper(rv32::Reg::T3, 5 << 12))
        .half(rv32::C_ADD.encode(rv32::Reg::T3, rv32::Reg::A0))
        .word(rv32::LW.encode(rv32::Reg::A0, rv32::Reg::T3, 20000 - (5 << 12)));
    check(LOAD, Arch::Rv32imc, &far);
    for (arch, base) in [(Arch::Xtensa, Reg::A2), (Arch::Xtensawin, Reg::A10)] {
        let far = Sequence::default()
            .triple(lx::MOVI.encode(Reg::A9, 1200))
            .half(lx::ADD_N.encode(Reg::A9, base, Reg::A9))
            .half(lx::L32I_N.encode_memory(base, Reg::A9, 0));
        check(LOAD, arch, &far);
    }
}

#[test]
fn a_store_far_away_keeps_the_registers_of_a_window() {
    use lx::Reg;
    let far = Sequence::default()
        .triple(lx::MOVI.encode(Reg::A9, 1200))
        .half(lx::ADD_N.encode(Reg::A9, Reg::A4, Reg::A9))
        .half(lx::S32I_N.encode_memory(Reg::A5, Reg::A9, 0));
    check(STORE, Arch::Xtensawin, &far);
}

#[test]
fn a_frame_can_be_larger_than_an_instruction_reaches() {
    use lx::Reg;
    let variables: String = (0..600).map(|index| format!("    v{index} = {index}\n")).collect();
    let source = format!("@micropython.native\ndef f():\n{variables}    return v599\n");
    for (arch, register) in [(Arch::Xtensa, Reg::A2), (Arch::Xtensawin, Reg::A10)] {
        // The last variable has the lowest place, the third one nearly the highest.
        let setting = Setting::machine(arch, Emitter::Bytecode);
        let (ours, _) = functions(&source, setting);
        let is_store = |offset: i32| {
            let far = Sequence::default()
                .triple(lx::MOVI.encode(Reg::A9, offset & 0xff))
                .triple(lx::ADDMI.encode_multiple(Reg::A9, Reg::A9, offset & !0xff))
                .half(lx::ADD_N.encode(Reg::A9, Reg::A9, Reg::A1))
                .half(lx::S32I_N.encode_memory(register, Reg::A9, 0));
            ours.windows(far.0.len()).any(|it| it == far.0)
        };
        let offsets: Vec<_> = (2048..4096).step_by(4).filter(|&offset| is_store(offset)).collect();
        let last = offsets.last().copied().unwrap_or_default();
        assert!(offsets.len() > 80, "{arch}: {offsets:?}");
        let in_a_row: Vec<_> = (2048..=last).step_by(4).collect();
        assert_eq!(offsets, in_a_row, "{arch}: each variable has a place of its own");
    }
}

/// Where the addresses are that a function for Xtensa takes of its own code: a number, then a call of what follows that
/// leaves in a0 what the number is added to.
fn label_addresses(code: &[u8]) -> Vec<usize> {
    let call0 = [5, 0x45].map(|low| [low, 0, 0]);
    let mut addresses = Vec::new();
    for at in 3..code.len() - 3 {
        if !call0.iter().any(|call| code[at..at + 3] == *call) {
            continue;
        }
        let (low, high) = (code[at - 3], i32::from(i16::from_le_bytes([code[at - 2], code[at - 1]])));
        let number = match low & 0xf {
            // movi: the number's bits 11 to 8 are the lowest ones of the second byte, above which there is a 10.
            2 if high >> 4 & 0xf == 10 => ((high & 0xf) << 8 | (high >> 8 & 0xff)) << 20 >> 20,
            // l32r: words from the multiple of four that its end is at or behind, always backwards.
            1 => {
                let distance = (high | -0x1_0000) * 4;
                let word = (at & !3).wrapping_add_signed(distance as isize);
                i32::from_le_bytes(code[word..word + 4].try_into().expect("four bytes"))
            }
            _ => continue,
        };
        addresses.push((at + 3).wrapping_add_signed(number as isize));
    }
    addresses
}

#[test]
fn a_handler_can_be_further_away_than_a_number_in_an_instruction() {
    let source = |n: usize| {
        let body = "        x.a\n".repeat(n);
        format!("@micropython.native\ndef f(x):\n    try:\n{body}    except ValueError:\n        x.b\n")
    };
    for arch in [Arch::Xtensa, Arch::Xtensawin] {
        let setting = Setting::machine(arch, Emitter::Bytecode);
        let (near, _) = functions(&source(3), setting);
        let (far, faulty) = functions(&source(400), setting);
        assert_ne!(far, faulty);
        assert_eq!(reference_function(&source(400), setting), Some(faulty));
        let (near_addresses, far_addresses) = (label_addresses(&near), label_addresses(&far));
        assert!(near_addresses.len() >= 2, "{near_addresses:?}");
        assert_eq!(near_addresses.len(), far_addresses.len());
        assert!(far_addresses.iter().any(|&at| at > 4096), "{far_addresses:?}");
        // What is at the addresses is the same code, but for an address that it may start with itself.
        for (near_at, far_at) in near_addresses.into_iter().zip(far_addresses) {
            assert_eq!(near[near_at + 3..near_at + 12], far[far_at + 3..far_at + 12], "{arch}: {near_at} {far_at}");
        }
    }
}

/// Ours differs from the reference's function, which has nothing but the faults that ours can be given. That ours is
/// right, `machine_code_runs.rs` shows.
fn check_faults(source: &str, arch: Arch) {
    let setting = Setting::machine(arch, Emitter::Bytecode);
    let (ours, faulty) = functions(source, setting);
    assert_ne!(ours, faulty, "{arch}");
    assert_eq!(reference_function(source, setting), Some(faulty), "{arch}");
}

#[test]
fn thumb_has_handlers_further_away_than_half_a_word_can_say() {
    let body = "        a = b + c * 3\n".repeat(2000);
    let source = format!(
        "@micropython.native\ndef f(a, b, c):\n    try:\n{body}    except ValueError:\n        a = b\n    return a\n"
    );
    for arch in [Arch::Armv6m, Arch::Armv7m] {
        check_faults(&source, arch);
    }
}

#[test]
fn armv6_has_more_places_than_an_instruction_reaches() {
    let variables: String = (0..1100).map(|index| format!("    v{index} = {index}\n")).collect();
    check_faults(&format!("@micropython.native\ndef f():\n{variables}    return v7\n"), Arch::Armv6);
}

#[test]
fn what_thumb_cannot_express_is_refused() {
    let cases = [
        ("movw(r15, 1)", "'movw' expects at most r14"),
        ("movt(pc, 1)", "'movt' expects at most r14"),
        ("align(0)", "'align' requires a positive number"),
        ("data(-1, 1)", "too much code for one function"),
        ("beq_w(end)\n    align(1 << 20)\n    data(2, 0, 0, 0)\n    label(end)", "branch not in range"),
    ];
    let setting = Setting::machine(Arch::Armv7m, Emitter::Bytecode);
    for (body, text) in cases {
        let source = format!("@micropython.asm_thumb\ndef f():\n    {body}\n");
        let refusal = our_compiler::compile(source.as_bytes(), "f.py", setting).expect_err(&source);
        assert!(refusal.ends_with(&format!("SyntaxError: {text}\n")), "{source}{refusal}");
        let reference = Reference::open().unwrap_or_else(|err| panic!("{err}"));
        let folder = permafrost_tests::scratch("machine-code-refusals").unwrap_or_else(|err| panic!("{err}"));
        std::fs::write(folder.join("f.py"), &source).expect("the scratch folder is there");
        let theirs =
            reference.compile(&folder, "f.py", source.as_bytes(), setting).unwrap_or_else(|err| panic!("{err}"));
        assert_ne!(theirs, Some(Err(refusal)), "the reference refuses this too:\n{source}");
    }
}

//! Where the reference's assemblers write other instructions than the source says, or refuse it, or end in an assertion.
//!
//! What ours writes is read by the disassembler. The reference's answer has to be another one: if it is not, the
//! deviation is none any more.
#![forbid(unsafe_code)]

use mpy_cross::source::SourceFile;
use mpy_cross::{Emitter, Options, compile};
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

#[test]
fn instructions_are_those_of_the_source() {
    let reference = Reference::open().unwrap_or_else(|err| panic!("{err}"));
    let folder = permafrost_tests::scratch("assembler-deviations").unwrap_or_else(|err| panic!("{err}"));
    for Deviation { arch, source, at: (at, size), text } in deviations() {
        let options = Options { arch, ..Options::default() };
        let (module, errors) = compile(&SourceFile::new("f.py", source.as_str()), &options);
        let module = module.unwrap_or_else(|| panic!("{source}{errors:?}"));
        let ours = function(&module.to_bytes());

        let family = if arch == Arch::Xtensa { "xtensa" } else { "rv32" };
        let bytes = ours[at..at + size].to_vec();
        let read = disassemble(family, &[Encoded { text: text.into(), bytes }]).unwrap_or_else(|err| panic!("{err}"));
        assert_eq!(read, [text], "{source}");

        std::fs::write(folder.join("f.py"), &source).expect("the scratch folder is there");
        let setting = Setting::machine(arch, Emitter::Bytecode);
        let theirs = reference.compile(&folder, "f.py", source.as_bytes(), setting);
        if let Ok(Some(Ok(theirs))) = theirs {
            assert_ne!(function(&theirs), ours, "the reference writes this too:\n{source}");
            let faulty = our_compiler::compile_with_faults(source.as_bytes(), "f.py", setting);
            assert_eq!(faulty.map(|faulty| function(&faulty)), Some(function(&theirs)), "{source}");
        }
    }
}

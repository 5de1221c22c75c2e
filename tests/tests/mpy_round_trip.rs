//! Every `.mpy` that the reference compiler makes of CPython's standard library is decoded, verified and encoded again to
//! the same bytes; damaged ones are refused or read, but never bring anything down.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use mpy_format::module::{Body, Module, RawCode};
use mpy_format::operand::QstrIndex;
use mpy_format::prelude::{LineStep, Prelude, assemble};
use mpy_format::{disas, op, read, verify};
use permafrost_tests::corpus;
use permafrost_tests::standard_library::{Answer, Reference};

/// How the reference is called, and whether it may abort: its native emitter does so on `raise` without a value.
const CONFIGURATIONS: [(&str, &[&str], bool); 3] = [
    ("bytecode -O0", &["-O0"], false),
    ("bytecode -O3", &["-O3"], false),
    ("native armv7m", &["-march=armv7m", "-X", "emit=native"], true),
];

/// What the corpus amounted to.
#[derive(Default)]
struct Totals {
    files: AtomicUsize,
    refused: AtomicUsize,
    aborted: AtomicUsize,
    functions: AtomicUsize,
    instructions: AtomicUsize,
    cut: AtomicUsize,
    failures: Mutex<Vec<String>>,
}

impl Totals {
    fn add(counter: &AtomicUsize, n: usize) {
        counter.fetch_add(n, Ordering::Relaxed);
    }
}

/// What one file amounts to.
#[derive(Default)]
struct Counts {
    functions: usize,
    instructions: usize,
    /// Native functions whose prelude the reference lost.
    cut: usize,
}

/// Decodes, verifies and encodes one file.
fn check(bytes: &[u8]) -> Result<Counts, String> {
    let module = Module::from_bytes(bytes).map_err(|e| e.to_string())?;
    if module.to_bytes() != bytes {
        return Err("encoded to other bytes".into());
    }
    let mut counts = Counts::default();
    let mut rest = vec![&module.code];
    while let Some(code) = rest.pop() {
        if matches!(code.body, Body::Native { prelude_offset } if is_cut(code, prelude_offset)) {
            counts.cut += 1;
        } else {
            verify::raw_code(&module, code).map_err(|e| format!("not verified: {e}"))?;
        }
        counts.functions += 1;
        counts.instructions += check_code(code)?;
        rest.extend(&code.children);
    }
    if counts.cut == 0 && disas::Disassembly::new(&module).to_string().contains("\n  damaged: ") {
        return Err("the disassembly tells of damage".into());
    }
    Ok(counts)
}

/// The reference keeps the offset of a native function's prelude in 16 bits: beyond 64 kB of code it writes another one,
/// where machine code is. No device can call such a function.
fn is_cut(code: &RawCode, prelude_offset: u32) -> bool {
    code.code.len() > 0xffff && (prelude_offset as usize) < code.code.len() - 0x1_0000
}

/// Takes a function apart and puts it together again; gives its instructions.
fn check_code(code: &RawCode) -> Result<usize, String> {
    match &code.body {
        Body::Bytecode => {}
        Body::Native { .. } | Body::Viper(_) | Body::Asm { .. } => return Ok(0),
    }
    let prelude = Prelude::parse(&code.code).map_err(|e| e.to_string())?;
    let names: Vec<QstrIndex> = prelude.arg_names().collect();
    let mut instructions = Vec::new();
    let mut n = 0;
    for instruction in op::Instructions::new(prelude.code, 0) {
        let (at, op) = instruction.map_err(|e| e.to_string())?;
        if !op.write(&mut instructions) {
            return Err(format!("{op} at {at} does not encode"));
        }
        n += 1;
    }
    let mut lines = Vec::new();
    // The compiler writes a step for each line; a longer one is several, of which only the last goes on by lines.
    let mut pending = LineStep { n_bytes: 0, n_lines: 0 };
    for step in prelude.lines.steps() {
        pending = LineStep { n_bytes: pending.n_bytes + step.n_bytes, n_lines: step.n_lines };
        if step.n_lines > 0 {
            pending.write(&mut lines);
            pending = LineStep { n_bytes: 0, n_lines: 0 };
        }
    }
    let again = assemble(&prelude.signature, prelude.name, &names, &lines, prelude.cells, &instructions);
    if again != code.code {
        return Err(format!("a function came out as other bytes:\n{:02x?}\n{again:02x?}", code.code));
    }
    Ok(n)
}

#[test]
fn the_standard_library_round_trips() {
    let reference = Reference::new();
    let (root, files) = corpus::of_standard_library().expect("python3 is installed");
    let mut report = String::new();
    let mut n_files = 0;
    for (title, options, may_abort) in CONFIGURATIONS {
        let totals = Totals::default();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(source) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let name = source.strip_prefix(&root).unwrap_or(source).to_string_lossy();
                match reference.ask(source, &name, options) {
                    Answer::Refused => Totals::add(&totals.refused, 1),
                    Answer::Aborted => Totals::add(&totals.aborted, 1),
                    Answer::Compiled(bytes) => match check(&bytes) {
                        Ok(counts) => {
                            Totals::add(&totals.files, 1);
                            Totals::add(&totals.functions, counts.functions);
                            Totals::add(&totals.instructions, counts.instructions);
                            Totals::add(&totals.cut, counts.cut);
                        }
                        Err(e) => {
                            totals.failures.lock().expect("no thread panicked").push(format!("{name}, {title}: {e}"));
                        }
                    },
                }
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(work);
            work();
        });
        let get = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let failures = totals.failures.into_inner().expect("no thread panicked");
        assert!(failures.is_empty(), "{} files:\n{}", failures.len(), failures.join("\n"));
        assert!(may_abort || get(&totals.aborted) == 0, "{title}: the reference compiler aborted");
        report += &format!(
            "{title}: {} files, {} functions, {} instructions round trip; of the reference: {} refused, {} aborted, \
             {} native preludes lost\n",
            get(&totals.files),
            get(&totals.functions),
            get(&totals.instructions),
            get(&totals.refused),
            get(&totals.aborted),
            get(&totals.cut)
        );
        assert!(get(&totals.cut) <= 1, "{title}: more than html/entities.py is beyond 64 kB of machine code");
        n_files += get(&totals.files);
    }
    report +=
        &format!("{n_files} .mpy files of {} sources decoded, verified and encoded to the same bytes\n", files.len());
    // Past the capture of passing tests: the count belongs to the result.
    std::io::stdout().write_all(report.as_bytes()).expect("standard output");
    assert!(n_files > 1_500, "only {n_files} files");
}

/// A source for all emitters; `%s` is an inline assembler function.
const EMITTERS: &str = "\
import micropython
@micropython.native
def gen(a, *b, c=1.5, **d):
    for x in a:
        yield x, b, lambda: c
@micropython.viper
def peek(p: ptr8, n: int) -> uint:
    s: uint = uint(0)
    for i in range(n):
        s += p[i]
    return s
constants = (1 << 70, -1.5e300, 2.5j, b'bytes', 'a text that is too long for a string of the interned kind', (None, ...), ())
%s";

/// Every architecture with what its emitters understand.
const ARCHITECTURES: [(&str, &str); 12] = [
    ("x86", ""),
    ("x64", ""),
    ("armv6", ""),
    ("armv6m", "@micropython.asm_thumb\ndef add(r0, r1):\n    add(r0, r0, r1)\n"),
    ("armv7m", "@micropython.asm_thumb\ndef f(r0) -> object:\n    movw(r1, 0x1234)\n    label(end)\n    bne(end)\n"),
    ("armv7em", "@micropython.asm_thumb\ndef one() -> uint:\n    mov(r0, 1)\n"),
    ("armv7emsp", ""),
    ("armv7emdp", ""),
    ("xtensa", "@micropython.asm_xtensa\ndef f(a2):\n    addi(a2, a2, 1)\n"),
    ("xtensawin", ""),
    ("rv32imc", "@micropython.asm_rv32\ndef f(a0, a1):\n    add(a0, a0, a1)\n"),
    ("rv64imc", ""),
];

#[test]
fn every_architecture_round_trips() {
    let reference = Reference::new();
    let folder = permafrost_tests::scratch("mpy-architectures").expect("a folder below target can be made");
    let mut kinds = BTreeSet::new();
    let mut n_files = 0;
    for (arch, assembler) in ARCHITECTURES {
        let march = format!("-march={arch}");
        // No machine code is made for 64-bit RISC-V, which the reference says too.
        let emitters = if arch == "rv64imc" { &["bytecode"][..] } else { &["bytecode", "native", "viper"] };
        for emitter in emitters {
            let source = if arch == "rv64imc" { "x = 1 << 70\n".into() } else { EMITTERS.replace("%s", assembler) };
            // Viper has no generators, nor `lambda` with what native makes of them.
            let source = if *emitter == "viper" { source.replace("yield x, b, lambda: c", "x") } else { source };
            let path = folder.join(format!("{arch}-{emitter}.py"));
            fs::write(&path, source).expect("a source can be written");
            let emit = format!("emit={emitter}");
            let mut options = vec![march.as_str(), "-X", &emit];
            if arch == "rv32imc" {
                options.push("-march-flags=zba");
            }
            if *emitter == "bytecode" {
                options.push("-msmall-int-bits=40");
            }
            let Answer::Compiled(bytes) = reference.ask(&path, &format!("{arch}.py"), &options) else {
                panic!("{arch}, {emitter}: the reference refuses the source");
            };
            if let Err(e) = check(&bytes) {
                panic!("{arch}, {emitter}: {e}");
            }
            let module = Module::from_bytes(&bytes).expect("it was just read");
            if arch != "rv64imc" {
                assert_eq!(module.header.arch.name(), arch);
            }
            assert_eq!(module.header.arch_flags, (arch == "rv32imc").then_some(1));
            let mut rest = vec![&module.code];
            while let Some(code) = rest.pop() {
                kinds.insert((module.header.arch.name(), code.kind().name()));
                rest.extend(&code.children);
            }
            n_files += 1;
        }
    }
    println!("{n_files} files round trip: {kinds:?}");
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == "native").count(), 11);
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == "viper").count(), 11);
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == "asm").count(), 5);
}

#[test]
fn damaged_files_do_no_harm() {
    let reference = Reference::new();
    let (root, files) = corpus::of_standard_library().expect("python3 is installed");
    let mut state: u64 = 0x0ddb_1a5e_5bad_b17d;
    println!("seed {state:#x}");
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let mut corpus = Vec::new();
    for source in files.iter().filter(|path| fs::metadata(path).is_ok_and(|m| m.len() < 20_000)).step_by(40) {
        let name = source.strip_prefix(&root).unwrap_or(source).to_string_lossy();
        for (_, options, _) in CONFIGURATIONS {
            if let Answer::Compiled(bytes) = reference.ask(source, &name, options) {
                corpus.push(bytes);
            }
        }
    }
    assert!(corpus.len() > 20, "only {} files to damage", corpus.len());
    let (mut n_accepted, mut n_refused) = (0, 0);
    for round in 0..20_000 {
        let mut bytes = corpus[round % corpus.len()].clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(5) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, random(256) as u8),
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                3 if !bytes.is_empty() => bytes[at] ^= 1 << random(8),
                _ if !bytes.is_empty() => bytes[at] = random(256) as u8,
                _ => {}
            }
        }
        // What the walk without memory refuses, the other refuses too; that one also limits nesting.
        let walked = read::Reader::open(&bytes).and_then(read::Reader::finish);
        assert!(walked.is_ok() || Module::from_bytes(&bytes).is_err(), "{walked:?}");
        let accepted = Module::from_bytes(&bytes).and_then(|module| {
            disas::Disassembly::new(&module).to_string();
            verify::module(&module)?;
            assert_eq!(Module::from_bytes(&module.to_bytes()).as_ref(), Ok(&module));
            Ok(())
        });
        match accepted {
            Ok(()) => n_accepted += 1,
            Err(_) => n_refused += 1,
        }
    }
    println!("{n_accepted} damaged files are sound, {n_refused} are refused");
    assert!(n_refused > n_accepted / 10, "damage goes unnoticed");
}

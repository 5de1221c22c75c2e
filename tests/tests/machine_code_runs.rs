//! Machine code on emulated processors prints what bytecode prints on the reference VM.
//!
//! The fixture programs about the language are compiled with `-X emit=native`, each for one of the architectures.
//! Programs in `tests/native/` have viper functions, functions in assembler, and everything that the reference compiler
//! breaks down on; they are compiled for all architectures that are emulated, or those of their folder. The reference VM
//! runs them as bytecode, without their decorators. Functions beyond the range of jumps are written here, since bytecode
//! ends before that; CPython says what they print. All of them run with `--optimize` as well.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Trial;
use mpy_cross::optimize::Passes;
use mpy_cross::source::SourceFile;
use mpy_cross::{Emitter, Options, compile};
use mpy_format::Arch;
use permafrost_tests::cpython::CPython;
use permafrost_tests::fixture::{Fixture, Oracle};
use permafrost_tests::oracles::Oracles;
use permafrost_tests::reference_vm::ReferenceVm;
use permafrost_tests::{diff, native_machine};

/// Architectures that are emulated.
const EMULATED: [Arch; 6] = [Arch::Armv6m, Arch::Rv32imc, Arch::Armv7m, Arch::X64, Arch::Armv6, Arch::X86];

/// What viper calls casts, for bytecode.
const CASTS: &str = "uint = ptr = ptr8 = ptr16 = ptr32 = lambda value: value\n";

/// What bytecode says about `raise … from …`; there is no entry of the runtime that does.
const CHAINING: &str = "Warning: exception chaining not supported\n";

/// Fixtures about the language that machine code does not run as bytecode does.
const NOT_FOR_MACHINE_CODE: [&str; 21] = [
    // In the reference's machine code, and so in ours, `finally` remembers the last jump through it; deleted and unbound
    // variables are not noticed; the result of a generator is lost if a `finally` yields; `raise None` raises nothing.
    "finally_with_break_and_continue",
    "del_of_every_target",
    "local_used_before_assignment",
    "closure_of_an_unassigned_cell",
    "generator_finally_and_exceptions",
    "exception_raise_errors",
    // The runtime round the emulated processor does not have, or shows otherwise, what these are about.
    "builtin_dir_and_callable",
    "builtin_globals_and_locals",
    "builtin_isinstance_and_issubclass",
    "builtin_type_of_values",
    "bytearray_is_mutable",
    "bytes_hex",
    "dir_of_classes_and_modules",
    "exception_hierarchy",
    "function_name_and_globals",
    "gc_module",
    "generator_yield_from_foreign_iterators",
    "hash_of_equal_values",
    "identity_of_values",
    "module_attributes_of_main",
    "modules_have_dunder_names",
];

/// Modules that the runtime round the emulated processor does not have, and a limit that is another one there.
const NOT_FOR_THE_RUNTIME: [&str; 5] = [
    "collections_named_tuples",
    "collections_ordered_dict",
    "recursion_limit_can_be_caught",
    "sys_module",
    "sys_stdout_write",
];

/// The architectures that a program of `tests/native/` is for: those of its folder, or all.
fn architectures(name: &str) -> Vec<Arch> {
    match name.split_once('/') {
        None => EMULATED.to_vec(),
        Some(("thumb", _)) => vec![Arch::Armv6, Arch::Armv6m, Arch::Armv7m],
        Some((folder, _)) => Arch::from_name(folder).into_iter().collect(),
    }
}

/// The same program without what only machine code has. A function in assembler has another one before it, which is in
/// Python and has the same name.
fn as_bytecode(fixture: &Fixture) -> Fixture {
    let mut fixture = fixture.clone();
    let source = fixture.source();
    if source.contains("@micropython.") {
        let mut text = CASTS.to_owned();
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            if line.starts_with("@micropython.asm_") {
                lines.next();
                while lines.next_if(|line| line.is_empty() || line.starts_with(' ')).is_some() {}
            } else if !line.trim_start().starts_with("@micropython.") {
                text = text + line + "\n";
            }
        }
        fixture.files.insert(fixture.main.clone(), text);
    }
    fixture
}

fn check(fixture: &Fixture, arch: Arch, passes: Passes, want: &str) -> Result<(), String> {
    diff::equal(want, "reference VM", &execute(fixture, arch, passes)?, arch.name())
}

fn execute(fixture: &Fixture, arch: Arch, passes: Passes) -> Result<String, String> {
    let source = SourceFile::new(fixture.main.as_str(), fixture.source());
    let options = Options { arch, emitter: Emitter::Native, passes, ..Options::default() };
    let (module, errors) = compile(&source, &options);
    let module = module.ok_or_else(|| errors.iter().map(|error| error.plain(&source)).collect::<String>())?;
    let ran = native_machine::run(&module, arch.name())?;
    Ok(ran.stdout + &ran.error)
}

/// One program on one processor, compiled as the reference compiles it, and better; beside it stands what it prints.
fn add_trials(trials: &mut Vec<Trial>, name: &str, arch: Arch, shared: &Arc<(Fixture, String)>) {
    for (passes, how) in [(Passes::NONE, ""), (Passes::ALL, "optimised ")] {
        let shared = Arc::clone(shared);
        trials.push(Trial::test(format!("{arch}::{how}{name}"), move || {
            let (fixture, want) = &*shared;
            check(fixture, arch, passes, want)?;
            Ok(())
        }));
    }
}

const FAR_HANDLERS: &str = "\
def f(a, b, c):
    try:
        RUN
        a.nothing
    except AttributeError:
        print('caught', a)
    finally:
        b = 2
    return b
print(f(1, 2, 3))
";

const FAR_LOOPS: &str = "\
def f(a, b, c):
    n = 0
    while n < 3:
        n += 1
        if n == 2:
            continue
        if n > 5:
            break
        RUN
        print(n, a)
    else:
        print('else')
    return a
print(f(1, 2, 3))
";

const FAR_YIELDS: &str = "\
def f(a, b, c):
    try:
        yield a
    except ValueError as error:
        return
    except TypeError as error:
        b = 1
    for x in range(2):
        RUN
        yield a + x
    yield b
print(list(f(1, 2, 3)))
";

const FARTHER: &str = "\
def f(a, b, c):
    while a < b:
        a += 1
        if c:
            SKIPPED
        print(a, b)
    return a
print(f(1, 3, 0))
";

/// Functions whose handlers and loops are further away than short instructions reach: 32 KiB on some processors, a
/// megabyte on others. What is skipped is in the way as well as what is run.
fn far_programs() -> Result<Vec<Fixture>, String> {
    let statements = |n: usize, indent: &str| -> String {
        (0..n).map(|index| format!("{indent}a = b + c * {}\n", index % 7)).collect()
    };
    let (run, skipped) = (statements(1500, "        "), statements(42_000, "            "));
    let programs = [
        ("far_handlers", FAR_HANDLERS.replace("        RUN\n", &run)),
        ("far_loops", FAR_LOOPS.replace("        RUN\n", &run)),
        ("far_yields", FAR_YIELDS.replace("        RUN\n", &run)),
        ("farther_than_a_megabyte", FARTHER.replace("            SKIPPED\n", &skipped)),
    ];
    let folder = permafrost_tests::scratch("far-programs")?;
    for (name, source) in &programs {
        let path = folder.join(name).with_extension("py");
        std::fs::write(&path, source).map_err(|err| format!("{}: {err}", path.display()))?;
    }
    let is_ours = |fixture: &Fixture| programs.iter().any(|(name, _)| fixture.name == *name);
    Ok(Fixture::all(&folder)?.into_iter().filter(is_ours).collect())
}

fn far_trials() -> Result<Vec<Trial>, String> {
    let cpython = CPython::new(&Oracles::locate()?)?;
    let mut trials = Vec::new();
    for fixture in far_programs()? {
        let answer = cpython.run(&fixture)?;
        let shared = Arc::new((fixture, answer.stdout));
        for arch in EMULATED {
            add_trials(&mut trials, &shared.0.name, arch, &shared);
        }
    }
    Ok(trials)
}

/// The programs that `make bench-native` counts, each on one processor: better code prints what the reference's prints.
fn bench_trials() -> Result<Vec<Trial>, String> {
    let mut trials = Vec::new();
    let programs = Fixture::all(&permafrost_tests::root().join("tests/bench-native"))?;
    for (fixture, &arch) in programs.into_iter().zip(EMULATED.iter().cycle()) {
        trials.push(Trial::test(format!("{arch}::{}", fixture.name), move || {
            let plain = execute(&fixture, arch, Passes::NONE)?;
            check(&fixture, arch, Passes::ALL, &plain)?;
            Ok(())
        }));
    }
    Ok(trials)
}

fn trials() -> Result<Vec<Trial>, String> {
    let root = permafrost_tests::root();
    let mut programs = Vec::new();
    for folder in ["tests/native", "tests/py/basics"] {
        for fixture in Fixture::all(&root.join(folder))? {
            let is_plain = fixture.files.len() == 1 && !fixture.uncaught && fixture.exit.is_none();
            if folder == "tests/native" || (is_plain && fixture.oracle == Oracle::Both) {
                programs.push((folder, fixture));
            }
        }
    }
    let left_out = NOT_FOR_MACHINE_CODE.iter().chain(&NOT_FOR_THE_RUNTIME);
    let left_out: Vec<&str> = left_out.copied().collect();
    programs.retain(|(_, fixture)| !left_out.contains(&fixture.name.as_str()));
    let plain: Vec<Fixture> = programs.iter().map(|(_, fixture)| as_bytecode(fixture)).collect();
    let vm = ReferenceVm::new(&Oracles::locate()?)?;
    let answers = vm.run(&plain.iter().collect::<Vec<_>>())?;
    let mut trials = far_trials()?;
    trials.extend(bench_trials()?);
    for (index, ((folder, fixture), answer)) in programs.into_iter().zip(answers).enumerate() {
        let architectures = match folder {
            "tests/native" => architectures(&fixture.name),
            _ => vec![EMULATED[index % EMULATED.len()]],
        };
        let shared = Arc::new((fixture, answer.stdout.replace(CHAINING, "")));
        for arch in architectures {
            add_trials(&mut trials, &format!("{folder}/{}", shared.0.name), arch, &shared);
        }
    }
    Ok(trials)
}

fn main() -> ExitCode {
    permafrost_tests::run_trials(trials())
}

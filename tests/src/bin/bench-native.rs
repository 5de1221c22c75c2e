//! What `--optimize` saves in machine code: the programs of `tests/bench-native`, compiled by the reference and by us, on
//! emulated processors.
//!
//! Three figures of each: bytes of code, instructions executed, and calls of the runtime. Only instructions of the
//! program are counted; what the runtime does in a call is not, since the one around the emulated processor is not the
//! device's. All three are the same in every run. Arguments are names of architectures; without any, it is those of
//! [`ARCHITECTURES`].
#![forbid(unsafe_code)]

use std::ops::AddAssign;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use mpy_cross::optimize::{Pass, Passes};
use mpy_cross::source::SourceFile;
use mpy_cross::{Emitter, Options, compile};
use mpy_format::{Arch, Module};
use permafrost_tests::fixture::Fixture;
use permafrost_tests::native_machine::{Counts, run_counted};
use permafrost_tests::oracles::Oracles;
use permafrost_tests::our_compiler::code_size;
use permafrost_tests::reference_compiler;

/// What is measured if nothing else is asked for.
const ARCHITECTURES: [Arch; 4] = [Arch::Armv6m, Arch::Armv7em, Arch::Rv32imc, Arch::X64];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench-native: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What one program costs, or several.
#[derive(Clone, Copy, Default)]
struct Cost {
    n_bytes: u64,
    n_instructions: u64,
    n_calls: u64,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        self.n_bytes += other.n_bytes;
        self.n_instructions += other.n_instructions;
        self.n_calls += other.n_calls;
    }
}

fn run() -> Result<(), String> {
    let mut architectures = Vec::new();
    for name in std::env::args().skip(1) {
        architectures.push(Arch::from_name(&name).ok_or_else(|| format!("no such architecture: {name}"))?);
    }
    if architectures.is_empty() {
        architectures.extend(ARCHITECTURES);
    }
    let programs = Fixture::all(&permafrost_tests::root().join("tests/bench-native"))?;
    let oracles = Oracles::locate()?;
    for arch in architectures {
        measure_architecture(arch, &programs, &oracles)?;
    }
    Ok(())
}

fn measure_architecture(arch: Arch, programs: &[Fixture], oracles: &Oracles) -> Result<(), String> {
    let folder = permafrost_tests::scratch("bench-native")?;
    let before = measure_all(programs, |program| {
        let path = folder.join(format!("{}-{arch}.mpy", program.name));
        execute(&by_reference(oracles, program, &path, arch)?, arch)
    })?;
    let with = |passes| measure_all(programs, |program| execute(&optimised(program, arch, passes)?, arch));
    let after = with(Passes::ALL)?;
    println!("{:<24}{:>22}{:>27}{:>22}", arch.name(), "bytes of code", "instructions", "calls of the runtime");
    for (index, program) in programs.iter().enumerate() {
        let ((printed, before), (printed_after, after)) = (&before[index], &after[index]);
        if printed != printed_after {
            return Err(format!("{} on {arch}: prints something else when it is optimised", program.name));
        }
        print_row(&program.name, *before, *after);
    }
    let (total, total_after) = (sum(&before), sum(&after));
    print_row("all of them", total, total_after);
    for &pass in Pass::ALL.iter().filter(|pass| pass.is_native()) {
        print_row(&format!("only {}", pass.name()), total, sum(&with(Passes::NONE.with(pass))?));
        print_row(&format!("all but {}", pass.name()), total, sum(&with(Passes::ALL.without(pass))?));
    }
    println!();
    Ok(())
}

fn print_row(name: &str, before: Cost, after: Cost) {
    let change = |before: u64, after: u64| format!("{:+.1} %", (after as f64 / before as f64 - 1.0) * 100.0);
    println!(
        "    {name:<20}{:>7} {:>6} {:>8}{:>9} {:>8} {:>8}{:>7} {:>6} {:>8}",
        before.n_bytes,
        after.n_bytes,
        change(before.n_bytes, after.n_bytes),
        before.n_instructions,
        after.n_instructions,
        change(before.n_instructions, after.n_instructions),
        before.n_calls,
        after.n_calls,
        change(before.n_calls, after.n_calls),
    );
}

fn sum(costs: &[(String, Cost)]) -> Cost {
    let mut total = Cost::default();
    for (_, cost) in costs {
        total += *cost;
    }
    total
}

/// Measures every program, on all processors of this machine.
fn measure_all(
    programs: &[Fixture],
    measure: impl Fn(&Fixture) -> Result<(String, Cost), String> + Sync,
) -> Result<Vec<(String, Cost)>, String> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(vec![Err(String::new()); programs.len()]);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(program) = programs.get(index) else { return };
                    let result = measure(program).map_err(|error| format!("{}: {error}", program.name));
                    results.lock().expect("no thread panics with the lock")[index] = result;
                }
            });
        }
    });
    results.into_inner().expect("no thread panics with the lock").into_iter().collect()
}

fn execute(module: &Module, arch: Arch) -> Result<(String, Cost), String> {
    let (printed, Counts { n_instructions, n_calls }) = run_counted(module, arch.name())?;
    Ok((printed, Cost { n_bytes: code_size(module) as u64, n_instructions, n_calls }))
}

fn by_reference(oracles: &Oracles, program: &Fixture, output: &Path, arch: Arch) -> Result<Module, String> {
    let march = format!("-march={arch}");
    let source = program.folder.join(&program.main);
    reference_compiler::compile(oracles, &source, &program.main, output, &[&march, "-X", "emit=native"])?;
    let bytes = std::fs::read(output).map_err(|err| format!("{}: {err}", output.display()))?;
    Module::from_bytes(&bytes).map_err(|err| err.to_string())
}

fn optimised(program: &Fixture, arch: Arch, passes: Passes) -> Result<Module, String> {
    let source = SourceFile::new(program.main.as_str(), program.source());
    let options = Options { arch, emitter: Emitter::Native, passes, ..Options::default() };
    let (module, errors) = compile(&source, &options);
    module.ok_or_else(|| errors.first().map_or_else(String::new, |error| error.plain(&source)))
}

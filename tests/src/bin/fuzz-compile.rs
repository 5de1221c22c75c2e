//! Mutated programs through our compiler, and through the reference's as well: the same bytes, or the same words.
//!
//! `fuzz-compile [--seed N] [--count N] [--alone] [--arch NAME] [--emit native|viper]`. What our compiler accepts is
//! verified, disassembled and read back; it must not panic, nor must it with `--optimize`. With `--alone` the reference
//! is not asked. A program that fails is kept in `out/fuzz/`, and the seed repeats the run.
#![forbid(unsafe_code)]

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use mpy_cross::Emitter;
use mpy_cross::source::SourceFile;
use mpy_format::Arch;
use permafrost_tests::compile_diff::{self, Compiled, Setting};
use permafrost_tests::mutation::{Random, mutate};
use permafrost_tests::oracles::Oracles;
use permafrost_tests::{corpus, our_compiler, outcome, soundness};
use tempfile::TempDir;

/// About so much of a seed is taken at most, in bytes.
const MAX_SEED: usize = 3_000;
/// The name of every program.
const NAME: &str = "fuzz.py";

fn main() -> ExitCode {
    match Run::from_arguments(std::env::args().skip(1)).and_then(|mut run| run.all()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(n_failed) => {
            eprintln!("fuzz-compile: {n_failed} failed; the programs are in out/fuzz");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("fuzz-compile: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Run {
    seed: u64,
    count: usize,
    /// What both compilers are asked for.
    setting: Setting,
    /// The reference compiler, if it is asked.
    reference: Option<PathBuf>,
    /// Where the reference reads and writes, this run's own.
    scratch: TempDir,
    kept: PathBuf,
}

impl Run {
    fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Run, String> {
        let (mut seed, mut count, mut is_alone) = (1, 20_000, false);
        let mut setting = Setting::bytecode(0);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument}: what?"));
            match argument.as_str() {
                "--seed" => seed = number(&value()?)?,
                "--count" => count = number(&value()?)? as usize,
                "--alone" => is_alone = true,
                "--arch" => setting.arch = Arch::from_name(&value()?).ok_or("--arch: no such architecture")?,
                "--emit" => {
                    setting.emitter = match value()?.as_str() {
                        "native" => Emitter::Native,
                        "viper" => Emitter::Viper,
                        _ => return Err("--emit: native or viper?".to_owned()),
                    }
                }
                _ => return Err(format!("{argument}: no such option")),
            }
        }
        let reference = if is_alone { None } else { Some(Oracles::locate()?.mpy_cross) };
        let below = permafrost_tests::scratch("fuzz-compile")?;
        let scratch = TempDir::new_in(&below).map_err(|err| format!("{}: {err}", below.display()))?;
        let kept = permafrost_tests::root().join("out/fuzz");
        Ok(Run { seed, count, setting, reference, scratch, kept })
    }

    /// The number of programs that fail.
    fn all(&mut self) -> Result<usize, String> {
        let seeds = seeds(self.setting)?;
        println!("seed {}, {} programs from {} sources", self.seed, self.count, seeds.len());
        // A panic is reported with its program, so its own message would only be in the way.
        panic::set_hook(Box::new(|_| {}));
        let mut random = Random::new(self.seed);
        let (mut n_accepted, mut n_refused, mut n_crashed, mut n_failed) = (0, 0, 0, 0);
        for n in 0..self.count {
            let stretch = stretch_that_compiles(&mut random, &seeds, self.setting);
            let other = random.below(seeds.len());
            let program = mutate(&mut random, stretch, &seeds[other]);
            let result = match check_alone(&program, self.setting) {
                Ok(ours) => {
                    if ours.is_ok() {
                        n_accepted += 1
                    } else {
                        n_refused += 1
                    }
                    match self.ask_reference(&program)? {
                        Some(want) => compile_diff::agree(&want, &ours, &program, NAME, self.setting).map(drop),
                        None => {
                            n_crashed += usize::from(self.reference.is_some());
                            Ok(())
                        }
                    }
                }
                Err(error) => Err(error),
            };
            if let Err(error) = result {
                n_failed += 1;
                self.keep(n, &program, &error)?;
            }
        }
        println!("{n_accepted} accepted, {n_refused} refused, {n_failed} failed; the reference crashed on {n_crashed}");
        Ok(n_failed)
    }

    /// What the reference makes of a program; nothing if it crashes.
    fn ask_reference(&self, program: &[u8]) -> Result<Option<Compiled>, String> {
        let Some(reference) = &self.reference else { return Ok(None) };
        let write = |name: &str, bytes: &[u8]| {
            let path = self.scratch.path().join(name);
            std::fs::write(&path, bytes).map_err(|err| format!("{}: {err}", path.display())).map(|()| path)
        };
        write(NAME, program)?;
        let output = self.scratch.path().join("fuzz.mpy");
        let mut command = Command::new(reference);
        command
            .current_dir(&self.scratch)
            .args(self.setting.arguments())
            .args(["-X", "heapsize=64m", "-o"])
            .arg(&output)
            .arg(NAME);
        // One that does not end by itself has crashed as well.
        let Ok(run) = outcome::run(command, &[], Duration::from_secs(20)) else { return Ok(None) };
        match run.code {
            Some(0) => std::fs::read(&output).map(|bytes| Some(Ok(bytes))).map_err(|err| err.to_string()),
            Some(1) if !run.error.starts_with(compile_diff::OUT_OF_MEMORY) => Ok(Some(Err(run.error))),
            _ => Ok(None),
        }
    }

    fn keep(&self, n: usize, program: &[u8], error: &str) -> Result<(), String> {
        let path = self.kept.join(format!("{}-{n}.py", self.seed));
        println!("{}: {error}", path.display());
        std::fs::create_dir_all(&self.kept)
            .and_then(|()| std::fs::write(&path, program))
            .map_err(|err| format!("{}: {err}", path.display()))
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text}: no number"))
}

/// The programs that are changed. Of ours, those that compile are there as often as the library, which has many more.
fn seeds(setting: Setting) -> Result<Vec<Vec<u8>>, String> {
    let read = |file: &PathBuf| std::fs::read(file).map_err(|err| format!("{}: {err}", file.display()));
    let mut seeds: Vec<_> = corpus::of_standard_library()?.1.iter().map(read).collect::<Result<_, _>>()?;
    for folder in ["tests/py", "tests/compile", "tests/bench", "examples"] {
        for file in corpus::python_files(&permafrost_tests::root().join(folder))? {
            let program = read(&file)?;
            let compiles = our_compiler::compile(&program, NAME, setting).is_ok();
            seeds.extend(std::iter::repeat_n(program, if compiles { 4 } else { 1 }));
        }
    }
    Ok(seeds)
}

/// Some whole statements of one of the seeds, which compile as they are unless it is hard to find such.
fn stretch_that_compiles<'s>(random: &mut Random, seeds: &'s [Vec<u8>], setting: Setting) -> &'s [u8] {
    let mut found = stretch(random, seeds);
    for _ in 0..3 {
        if our_compiler::compile(found, NAME, setting).is_ok() {
            break;
        }
        found = stretch(random, seeds);
    }
    found
}

/// Some whole statements of one of the seeds.
fn stretch<'s>(random: &mut Random, seeds: &'s [Vec<u8>]) -> &'s [u8] {
    let source = &seeds[random.below(seeds.len())];
    let start = random.below(source.len() + 1);
    let longest = 1 + random.below(MAX_SEED);
    let statement = |from: usize| {
        let starts = source[from..].windows(2).position(|pair| pair[0] == b'\n' && pair[1].is_ascii_alphabetic());
        starts.map_or(source.len(), |at| from + at + 1)
    };
    let start = if start <= MAX_SEED { 0 } else { statement(start) };
    &source[start..statement((start + longest).min(source.len()))]
}

/// Compiles a program, and checks what can be checked without an oracle.
fn check_alone(program: &[u8], setting: Setting) -> Result<Compiled, String> {
    let source = SourceFile::new(NAME, program);
    panic::catch_unwind(AssertUnwindSafe(|| soundness::compile(&source, &setting.options())))
        .unwrap_or_else(|_| Err("our compiler panics".to_owned()))
}

//! Both compilers side by side: processor time, one process a file, what starting a process costs taken off; and what our
//! compiler does with all files in one process on all processors.
//!
//! Processor time of the child processes is measured, so other load on the machine hardly shows; but for a folder at once
//! it is the time on the clock. Each figure is the least of several rounds.
#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use permafrost_tests::oracles::Oracles;
use permafrost_tests::{corpus, permafrost};
use wait4::Wait4;

/// Rounds over a folder; the least time of each file counts.
const ROUNDS: usize = 3;
/// Rounds over an empty file, to learn what starting a process costs.
const STARTS: usize = 200;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench-compile: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let scratch = permafrost_tests::scratch("bench-compile")?;
    let reference = Compiler::new("reference", Oracles::locate()?.mpy_cross, &scratch)?;
    let ours = Compiler::new("permafrost", permafrost::build("mpy-cross", "mpy-cross", &["--release"])?, &scratch)?;
    println!("process start: reference {:.2} ms, permafrost {:.2} ms", ms(reference.start), ms(ours.start));

    let folder = corpus::standard_library()?;
    let (tests, library): (Vec<_>, Vec<_>) = corpus::python_files(&folder)?
        .into_iter()
        .partition(|path| corpus::is_test(path.strip_prefix(&folder).unwrap_or(path)));
    compare("standard library", &library, &reference, &ours)?;
    compare("its tests", &tests, &reference, &ours)?;
    for name in ["html/entities.py", "test/test_random.py", "_pydecimal.py"] {
        compare(name, &[folder.join(name)], &reference, &ours)?;
    }
    tree(&folder, &reference, &ours, &scratch)?;
    growth(&ours, &scratch)?;

    let [reference, ours] =
        [reference, ours].map(|compiler| compiler.with_options(&["-march=x64", "-X", "emit=native"]));
    // What breaks the reference takes it no time.
    let mut compiled = Vec::new();
    for file in library {
        if reference.compile(&file)?.is_done {
            compiled.push(file);
        }
    }
    compare("standard library as machine code", &compiled, &reference, &ours)
}

/// A compiler's command, and what starting it costs.
struct Compiler {
    command: PathBuf,
    output: PathBuf,
    options: &'static [&'static str],
    start: Duration,
}

impl Compiler {
    fn new(name: &str, command: PathBuf, scratch: &Path) -> Result<Compiler, String> {
        let output = scratch.join(format!("{name}.mpy"));
        let mut compiler = Compiler { command, output, options: &[], start: Duration::ZERO };
        let empty = scratch.join("empty.py");
        write(&empty, "")?;
        compiler.start = compiler.least(STARTS, &empty)?.time;
        Ok(compiler)
    }

    fn with_options(self, options: &'static [&'static str]) -> Compiler {
        Compiler { options, ..self }
    }

    /// Processor time to compile a file, process start included. What is refused costs time like anything else.
    fn compile(&self, file: &Path) -> Result<Cost, String> {
        let failed = |err| format!("{}: {err}", self.command.display());
        let child = Command::new(&self.command)
            .args(self.options)
            .args(["-X", "heapsize=512m", "-o"])
            .arg(&self.output)
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let end = child.wait4().map_err(failed)?;
        let used = end.rusage;
        Ok(Cost { time: used.utime + used.stime, memory: used.maxrss, is_done: end.status.success() })
    }

    /// The least cost of several rounds, without what starting costs.
    fn least(&self, rounds: usize, file: &Path) -> Result<Cost, String> {
        let mut least = self.compile(file)?;
        for _ in 1..rounds {
            let cost = self.compile(file)?;
            least = Cost { time: least.time.min(cost.time), memory: least.memory.min(cost.memory), ..cost };
        }
        least.time = least.time.saturating_sub(self.start);
        Ok(least)
    }
}

/// What one run of a compiler takes.
#[derive(Clone, Copy, Default)]
struct Cost {
    time: Duration,
    /// At its peak, in bytes.
    memory: u64,
    /// Whether it has written a file.
    is_done: bool,
}

fn compare(title: &str, files: &[PathBuf], reference: &Compiler, ours: &Compiler) -> Result<(), String> {
    let (mut n_lines, mut n_bytes) = (0, 0);
    let mut totals = [Cost::default(); 2];
    for file in files {
        let source = std::fs::read(file).map_err(|err| format!("{}: {err}", file.display()))?;
        n_lines += source.iter().filter(|&&byte| byte == b'\n').count();
        n_bytes += source.len();
        for (compiler, total) in [reference, ours].into_iter().zip(&mut totals) {
            let cost = compiler.least(ROUNDS, file)?;
            *total = Cost { time: total.time + cost.time, memory: total.memory.max(cost.memory), ..cost };
        }
    }
    println!("{title} ({} files, {n_lines} lines):", files.len());
    for (name, total) in ["reference", "permafrost"].into_iter().zip(totals) {
        let per_second = |n: usize| n as f64 / total.time.as_secs_f64();
        println!(
            "    {name:<10} {:>9.1} ms, {:>5.0} k lines/s, {:>5.1} MB/s, peak {} kB",
            ms(total.time),
            per_second(n_lines) / 1e3,
            per_second(n_bytes) / 1e6,
            total.memory / 1024
        );
    }
    let [reference, ours] = totals.map(|total| total.time.as_secs_f64());
    println!("    {:.1} times as fast", reference / ours);
    Ok(())
}

/// A whole folder: the reference with a process a file, one after the other, and ours with one process. The reference has
/// its usual heap, which takes it less time to make than a large one.
fn tree(folder: &Path, reference: &Compiler, ours: &Compiler, scratch: &Path) -> Result<(), String> {
    let files = corpus::python_files(folder)?;
    // The library's folder holds more than the library: what was installed beside it.
    let library = scratch.join("library");
    for file in &files {
        let copy = library.join(file.strip_prefix(folder).unwrap_or(file));
        let made = copy.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::copy(file, &copy));
        made.map_err(|err| format!("{}: {err}", copy.display()))?;
    }
    let of_reference = clock(|| {
        files.iter().try_for_each(|file| {
            let mut command = Command::new(&reference.command);
            command.arg("-o").arg(&reference.output).arg(file);
            run_quietly(command)
        })
    })?;
    let of_ours = clock(|| {
        let mut command = Command::new(&ours.command);
        command.arg("-r").arg(&library).arg("-o").arg(scratch.join("tree"));
        run_quietly(command)
    })?;
    let n_processors = std::thread::available_parallelism().map_or(1, usize::from);
    println!("the standard library and its tests at once ({} files):", files.len());
    println!("    reference  {:>9.1} ms, a process a file", ms(of_reference));
    println!("    permafrost {:>9.1} ms, one process on {n_processors} processors", ms(of_ours));
    println!("    {:.1} times as fast", of_reference.as_secs_f64() / of_ours.as_secs_f64());
    Ok(())
}

/// Runs a compiler; what it refuses makes its exit code that of a failure.
fn run_quietly(mut command: Command) -> Result<(), String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().map(drop).map_err(|err| format!("{}: {err}", command.get_program().display()))
}

/// The least time on the clock of several rounds.
fn clock(mut work: impl FnMut() -> Result<(), String>) -> Result<Duration, String> {
    let mut least = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        least = least.min(start.elapsed());
    }
    Ok(least)
}

/// Files of ten thousand to a million lines: the time for a line must not grow. What does grow is the output: each
/// function's table of lines counts from the first line of the file, in steps of 2,047 lines at most.
fn growth(ours: &Compiler, scratch: &Path) -> Result<(), String> {
    let mut per_line = Vec::new();
    for (n_lines, rounds) in [(10_000, 40), (100_000, 10), (1_000_000, 5)] {
        let file = scratch.join(format!("{n_lines}.py"));
        write(&file, &program(n_lines))?;
        let Cost { time, memory, .. } = ours.least(rounds, &file)?;
        let output = std::fs::metadata(&ours.output).map_err(|err| format!("{}: {err}", ours.output.display()))?;
        let nanoseconds = time.as_secs_f64() * 1e9 / n_lines as f64;
        println!(
            "{n_lines} lines: {:.1} ms, {nanoseconds:.0} ns and {:.1} bytes of output a line, peak {} kB",
            ms(time),
            output.len() as f64 / n_lines as f64,
            memory / 1024
        );
        per_line.push(nanoseconds);
    }
    println!("    a line in the largest file takes {:.2} times as long", per_line[2] / per_line[0]);
    Ok(())
}

/// A program of so many lines: functions with the usual statements, names of its own in each.
fn program(n_lines: usize) -> String {
    let mut text = String::new();
    for n in 0..n_lines / 10 {
        let _ = write!(
            text,
            "def function_{n}(first, second={n}):\n    total = first * {n} + second\n    \
             for item in range(first):\n        if item % 3 == {}:\n            total += item ** 2\n        \
             else:\n            total -= len('text {n}')\n    return total\n\nvalue_{n} = function_{n}({n}, second=[1, 2, {n}])\n",
            n % 7
        );
    }
    text
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|err| format!("{}: {err}", path.display()))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

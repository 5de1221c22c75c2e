//! Instruction counts of the benchmark programs on an emulated Cortex-M3.
//!
//! Under `-icount shift=0` the emulator's time is the number of instructions: one in each nanosecond. The figures
//! repeat on every machine; a second run of each program checks that.
#![forbid(unsafe_code)]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use board_support::Board;
use permafrost_tests::{firmware, outcome, permafrost};

const BOARD: &str = "mps2-an385";

/// Two runs of one program may differ by one part in this many.
const REPEATABLE: u64 = 1_000;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    match measure_all(&names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures the programs called `names`, or all.
fn measure_all(names: &[String]) -> Result<(), String> {
    let folder = permafrost_tests::root().join("tests/bench");
    let mut programs: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".py").map(str::to_string))
        .filter(|name| names.is_empty() || names.contains(name))
        .collect();
    programs.sort();
    if programs.is_empty() {
        return Err(format!("no program of that name in {}", folder.display()));
    }
    println!("{:<16}{:>16}    on {BOARD}, start of the VM included", "program", "instructions");
    for name in programs {
        let first = measure(&folder.join(&name).with_extension("py"), &name)?;
        let second = measure(&folder.join(&name).with_extension("py"), &name)?;
        if first.abs_diff(second) > first / REPEATABLE {
            return Err(format!("{name}: {first} instructions, then {second}"));
        }
        println!("{name:<16}{first:>16}");
    }
    Ok(())
}

/// Instructions that the program at `path` takes.
fn measure(path: &Path, name: &str) -> Result<u64, String> {
    let folder = permafrost_tests::scratch("bench")?.join(name);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let (main, elf) = (folder.join("main.py"), folder.with_extension("elf"));
    std::fs::copy(path, &main).map_err(|error| format!("{}: {error}", path.display()))?;

    let mut frozen = Command::new(permafrost::build("mpy-frozen", "frozen", &[])?);
    frozen.arg("build").arg(&main).arg("--quiet").arg("--vm").arg(firmware::built(&format!("{BOARD}-bench"))?);
    frozen.arg("-o").arg(&elf);
    let build = outcome::run(frozen, &[], Duration::from_secs(60))?;
    if build.code != Some(0) {
        return Err(format!("{name}: {}", build.error));
    }

    let boards = permafrost_tests::root().join("boards");
    let board = Board::named(&boards, BOARD).map_err(|error| error.to_string())?;
    let clock_hz = board.uart.clock_hz.ok_or("the board has no `uart.clock_hz`")?;
    let run = firmware::boot(&board, &elf, &["-icount", "shift=0"])?;
    let cycles = run.stdout.lines().last().and_then(|line| line.strip_prefix("cycles ")).and_then(|n| n.parse().ok());
    match (run.code, cycles) {
        (Some(0), Some(cycles)) => Ok(instructions(cycles, clock_hz)),
        _ => Err(format!("{name} ends with {:?}\n{}{}", run.code, run.stdout, run.error)),
    }
}

/// Instructions in `cycles` of the board's clock, at one in each nanosecond of the emulator's time.
fn instructions(cycles: u64, clock_hz: u32) -> u64 {
    cycles * 1_000_000_000 / u64::from(clock_hz)
}

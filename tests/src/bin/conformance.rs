//! Upstream's own test suite, from a checkout that the user names, on the host board.
//!
//! Upstream's rule decides: what `name.py` prints must be `name.py.exp` where that exists, else what CPython prints.
//! A program that prints `SKIP` asks for a feature that is not there; it is counted apart.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use permafrost_tests::oracles::Oracles;
use permafrost_tests::outcome;
use permafrost_tests::permafrost::Build;

/// The folders of upstream's tests that ask for nothing but the language.
const FOLDERS: [&str; 7] = ["basics", "float", "import", "io", "micropython", "misc", "unicode"];

/// What a program prints when it wants a feature that is not there.
const SKIP: &str = "SKIP\n";

/// In what is expected: any number of lines.
const ANY: &str = "########\n";

/// How one program fared.
enum Verdict {
    Passed,
    Skipped,
    Failed(String),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((checkout, folders)) = arguments.split_first() else {
        eprintln!("conformance: name a checkout of MicroPython: make conformance MICROPYTHON=folder");
        return ExitCode::FAILURE;
    };
    match run_all(&Path::new(checkout).join("tests"), folders) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the programs of `folders`, or of all; the result is how many fail.
fn run_all(tests: &Path, folders: &[String]) -> Result<usize, String> {
    let oracles = Oracles::locate()?;
    let folders: Vec<&str> =
        if folders.is_empty() { FOLDERS.to_vec() } else { folders.iter().map(String::as_str).collect() };
    let (mut passed, mut skipped, mut failed) = (0, 0, 0);
    for folder in folders {
        let (mut folder_passed, mut folder_total) = (0, 0);
        for program in programs(&tests.join(folder))? {
            folder_total += 1;
            match judge(&oracles, &program)? {
                Verdict::Passed => folder_passed += 1,
                Verdict::Skipped => skipped += 1,
                Verdict::Failed(why) => {
                    failed += 1;
                    let name = program.file_stem().unwrap_or_default().to_string_lossy();
                    println!("{folder}/{name}: {why}");
                }
            }
        }
        passed += folder_passed;
        println!("== {folder}: {folder_passed} of {folder_total}");
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(failed)
}

fn programs(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut programs: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    programs.sort();
    Ok(programs)
}

fn judge(oracles: &Oracles, program: &Path) -> Result<Verdict, String> {
    let folder = program.parent().ok_or("a program is in a folder")?;
    let name = program.file_name().and_then(|name| name.to_str()).ok_or("a name that is no text")?;
    let expectation = program.with_extension("py.exp");
    let run = match Build::Plain.run(folder, &[name]) {
        Ok(run) => run,
        Err(error) => return Ok(Verdict::Failed(first_line(&error))),
    };
    if run.stdout == SKIP {
        return Ok(Verdict::Skipped);
    }
    let expected = if expectation.is_file() {
        std::fs::read(&expectation)
            .map(|bytes| outcome::text(&bytes))
            .map_err(|error| format!("{}: {error}", expectation.display()))?
    } else {
        let mut command = Command::new(&oracles.cpython);
        command.args(["-B", "-X", "utf8", name]).current_dir(folder);
        outcome::run(command, &[], Duration::from_secs(60))?.stdout
    };
    if agrees(&expected, &run.stdout) {
        return Ok(Verdict::Passed);
    }
    let reason = run.error.lines().last().map(str::to_string);
    Ok(Verdict::Failed(reason.unwrap_or_else(|| difference(&expected, &run.stdout))))
}

/// Whether a program printed what was expected; a line of [`ANY`] stands for any lines.
fn agrees(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split(ANY);
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else { return false };
    let mut is_whole = true;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        is_whole = part.is_empty();
    }
    rest.is_empty() || (expected.contains(ANY) && is_whole)
}

/// The first line that is not as expected.
fn difference(expected: &str, printed: &str) -> String {
    let mut lines = printed.lines();
    let mut number = 0;
    for want in expected.lines() {
        number += 1;
        match lines.next() {
            Some(got) if got == want => {}
            Some(got) => return format!("line {number}: `{got}`, not `{want}`"),
            None => return format!("line {number}: nothing, not `{want}`"),
        }
    }
    format!("line {}: more than expected", number + 1)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_string()
}

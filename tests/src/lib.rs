//! What tests that cross crates share: fixtures, oracles, our own programs and readable differences.
//!
//! An oracle is asked at test time and nothing of it is kept in the project: [`oracles::Oracles`] finds them, and a missing
//! one is an error that names `make setup`, never a silently skipped test.
#![forbid(unsafe_code)]

pub mod cache;
pub mod compile_diff;
pub mod conformity;
pub mod corpus;
pub mod cpython;
pub mod diff;
pub mod disassembler;
pub mod firmware;
pub mod fixture;
pub mod mutation;
pub mod native_machine;
pub mod oracles;
pub mod our_compiler;
pub mod outcome;
pub mod permafrost;
pub mod reference_compiler;
pub mod reference_vm;
pub mod soundness;
pub mod standard_library;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// The project's root folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// A folder for what tests write, below the build's target folder; made when it is not there.
///
/// # Errors
/// The folder cannot be made.
pub fn scratch(name: &str) -> Result<PathBuf, String> {
    // target/<profile>/deps/<test>, or target/<profile>/<command>
    let binary = std::env::current_exe().map_err(|err| format!("this program's own path: {err}"))?;
    let mut folders = binary.ancestors().skip(1).filter(|folder| !folder.ends_with("deps"));
    let target = folders.nth(1).ok_or("the program lies outside a target folder")?;
    let folder = target.join("tmp").join(name);
    std::fs::create_dir_all(&folder).map_err(|err| format!("{}: {err}", folder.display()))?;
    Ok(folder)
}

/// Runs tests that are found at run time, one a file; that they could not be found is a failure, with its reason.
#[must_use]
pub fn run_trials(trials: Result<Vec<Trial>, String>) -> ExitCode {
    match trials {
        Ok(trials) => libtest_mimic::run(&Arguments::from_args(), trials).exit_code(),
        Err(err) => {
            eprintln!("{err}");
            ExitCode::FAILURE
        }
    }
}

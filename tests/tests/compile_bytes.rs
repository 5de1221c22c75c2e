//! Our compiler writes what the reference compiler writes, byte for byte, and refuses what it refuses, in its words.
//!
//! One test a source and optimisation level: the compile-only sources in `compile/`, every module of the fixture
//! programs, and the example.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use permafrost_tests::compile_diff::{self, Reference};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |err| format!("{}: {err}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    Ok(())
}

fn trials() -> Result<Vec<Trial>, String> {
    let reference = Arc::new(Reference::open()?);
    let root = permafrost_tests::root();
    let mut paths = Vec::new();
    for folder in ["tests/compile", "tests/py", "tests/bench", "examples"] {
        let folder = root.join(folder);
        if folder.exists() {
            sources(&folder, &mut paths)?;
        }
    }
    paths.sort();
    let mut trials = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
        for optimize in [0, 3] {
            let (reference, root, name) = (Arc::clone(&reference), root.clone(), name.clone());
            trials.push(Trial::test(format!("O{optimize}::{name}"), move || {
                compile_diff::check(&reference, &root, &name, optimize)?;
                Ok(())
            }));
        }
    }
    Ok(trials)
}

fn main() -> ExitCode {
    match trials() {
        Ok(trials) => libtest_mimic::run(&Arguments::from_args(), trials).exit_code(),
        Err(err) => {
            eprintln!("{err}");
            ExitCode::FAILURE
        }
    }
}

//! CPython's standard library, its own tests included, through both compilers.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use permafrost_tests::compile_diff::{self, Reference, Setting};

/// Fewer sources than this mean that the library has not been found.
const FEWEST: usize = 700;

/// The folder of the standard library that belongs to `python3`.
fn library() -> PathBuf {
    let run = Command::new("python3").args(["-c", "import os; print(os.path.dirname(os.__file__))"]).output();
    let output = run.expect("python3 runs: `make setup`").stdout;
    PathBuf::from(String::from_utf8_lossy(&output).trim())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            // Packages that are installed beside the library are not of it.
            if name != "site-packages" && name != "dist-packages" && name != "__pycache__" {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}

#[derive(Default)]
struct Counts {
    identical: usize,
    refused: usize,
    different: Vec<String>,
}

fn compare(reference: &Reference, folder: &Path, path: &Path, optimize: u32, counts: &Mutex<Counts>) {
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    let result = compile_diff::check(reference, folder, &name, Setting::bytecode(optimize));
    let mut counts = counts.lock().expect("no thread panics with the lock");
    match result {
        Ok(true) => counts.identical += 1,
        Ok(false) => counts.refused += 1,
        Err(err) => counts.different.push(format!("-O{optimize} {name}:\n{err}")),
    }
}

#[test]
fn standard_library_compiles_to_the_same_bytes() {
    let reference = Reference::open().unwrap_or_else(|err| panic!("{err}"));
    let folder = library();
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    assert!(paths.len() >= FEWEST, "{}: only {} sources", folder.display(), paths.len());
    let counts = Mutex::new(Counts::default());
    let jobs: Vec<_> = [0, 3].iter().flat_map(|&optimize| paths.iter().map(move |path| (path, optimize))).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(&(path, optimize)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    compare(&reference, &folder, path, optimize, &counts);
                }
            });
        }
    });
    let counts = counts.into_inner().expect("no thread panics with the lock");
    println!(
        "{} sources at -O0 and -O3: {} identical, {} refused by both, {} different",
        paths.len(),
        counts.identical,
        counts.refused,
        counts.different.len()
    );
    for different in counts.different.iter().take(20) {
        println!("{different}\n");
    }
    assert!(counts.different.is_empty(), "{} differ", counts.different.len());
}

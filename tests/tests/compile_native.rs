//! CPython's standard library as machine code of every architecture: a sample of it.
//!
//! `make conformance-native` compiles all of it.
#![forbid(unsafe_code)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use mpy_cross::source::SourceFile;
use mpy_cross::{Emitter, Options};
use mpy_format::Arch;
use permafrost_tests::compile_diff::Setting;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::{conformity, corpus, diff};

/// Every so many sources one is compiled, another one for each architecture and emitter.
const STEP: usize = 60;

/// Sources of the library, without its tests.
const FEWEST: usize = 500;

#[test]
fn standard_library_compiles_to_the_same_machine_code() {
    let (folder, files) = corpus::of_standard_library().unwrap_or_else(|err| panic!("{err}"));
    let files: Vec<PathBuf> = files.into_iter().filter(|file| !corpus::is_test(file)).collect();
    assert!(files.len() >= FEWEST, "{}: only {} sources", folder.display(), files.len());
    let mut n_different = 0;
    let mut first = 0;
    for emitter in [Emitter::Native, Emitter::Viper] {
        for setting in Setting::machines(emitter) {
            let sample: Vec<PathBuf> = files.iter().skip(first % STEP).step_by(STEP).cloned().collect();
            first += 7;
            let counts = conformity::compare(&folder, &sample, &[setting]).unwrap_or_else(|err| panic!("{err}"));
            println!("{setting}: {counts}");
            for different in counts.different.iter().take(3) {
                println!("{different}\n");
            }
            n_different += counts.different.len();
            if emitter == Emitter::Native {
                assert_eq!(counts.broken_and_refused, 0, "what breaks the reference compiles with ours");
            }
        }
    }
    assert_eq!(n_different, 0);
}

/// What the architecture `debug` lists on standard output.
#[test]
fn operations_are_listed_as_by_the_reference() {
    let folder = permafrost_tests::root().join("tests/compile");
    let files = corpus::python_files(&folder).unwrap_or_else(|err| panic!("{err}"));
    let oracles = Oracles::locate().unwrap_or_else(|err| panic!("{err}"));
    let mut n_lines = 0;
    for file in files.iter().filter(|file| !file.components().any(|part| part.as_os_str() == "refused")) {
        let run = Command::new(&oracles.mpy_cross)
            .args(["-march=debug", "-X", "emit=native", "-o", "/dev/null"])
            .arg(file)
            .output()
            .unwrap_or_else(|err| panic!("the reference compiler: {err}"));
        // What breaks it has no listing to compare with.
        if !run.status.success() {
            continue;
        }
        let want = String::from_utf8_lossy(&run.stdout).into_owned();
        let source = fs::read(file).unwrap_or_else(|err| panic!("{}: {err}", file.display()));
        let options = Options { arch: Arch::Debug, emitter: Emitter::Native, ..Options::default() };
        let source = SourceFile::new(file.to_string_lossy(), source);
        let (_, _, got) = mpy_cross::compile_with_listing(&source, &options);
        diff::equal(&want, "reference", &got, "ours").unwrap_or_else(|err| panic!("{}:\n{err}", file.display()));
        n_lines += want.lines().count();
    }
    assert!(n_lines > 10_000, "only {n_lines} lines");
}

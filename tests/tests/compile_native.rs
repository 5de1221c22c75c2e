//! CPython's standard library as machine code of every architecture: a sample of it.
//!
//! `make conformance-native` compiles all of it.
#![forbid(unsafe_code)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use mpy_cross::Emitter;
use mpy_cross::source::SourceFile;
use mpy_format::Arch;
use permafrost_tests::compile_diff::Setting;
use permafrost_tests::{conformity, corpus, soundness};

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

/// The bytes and what the architecture `debug` lists on standard output.
#[test]
fn operations_are_listed_as_by_the_reference() {
    let folder = permafrost_tests::root().join("tests/compile");
    let mut files = corpus::python_files(&folder).unwrap_or_else(|err| panic!("{err}"));
    files.retain(|file| !file.components().any(|part| part.as_os_str() == "refused"));
    let settings = [Emitter::Native, Emitter::Viper].map(|emitter| Setting::machine(Arch::Debug, emitter));
    let counts = conformity::compare(&folder, &files, &settings).unwrap_or_else(|err| panic!("{err}"));
    println!("{counts}");
    assert_eq!(counts.different, [""; 0]);
    assert!(counts.identical > 100, "only {} are identical", counts.identical);
}

/// With every pass of `--optimize` too; each program for some of the architectures.
#[test]
fn every_program_compiles_with_every_pass() {
    const N_SETTINGS: usize = 5;
    let settings: Vec<Setting> = [Emitter::Native, Emitter::Viper].into_iter().flat_map(Setting::machines).collect();
    let mut settings = settings.into_iter().cycle();
    let (mut n_compiled, mut wrong) = (0, Vec::new());
    for folder in ["tests/compile", "tests/py", "tests/bench", "tests/native"] {
        for file in corpus::python_files(&permafrost_tests::root().join(folder)).unwrap_or_else(|err| panic!("{err}")) {
            let text = std::fs::read(&file).unwrap_or_else(|err| panic!("{}: {err}", file.display()));
            let source = SourceFile::new("test.py", text);
            for setting in settings.by_ref().take(N_SETTINGS) {
                let made = catch_unwind(AssertUnwindSafe(|| soundness::compile(&source, &setting.options())));
                match made.unwrap_or_else(|_| Err("our compiler panics".to_owned())) {
                    Ok(compiled) => n_compiled += usize::from(compiled.is_ok()),
                    Err(error) => wrong.push(format!("{} {setting}: {error}", file.display())),
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(n_compiled > 1_000, "only {n_compiled} compile");
}

/// The variable that such a class has lies outside its frame, by the reference's count, which breaks down on it.
#[test]
fn classes_that_assign_their_cell_compile_with_every_pass() {
    let text = "class A:\n    __class__ = 1\nclass B:\n    try:\n        __class__ = 1\n    except E:\n        pass\n";
    let source = SourceFile::new("test.py", text.as_bytes());
    for setting in [Emitter::Native, Emitter::Viper].into_iter().flat_map(Setting::machines) {
        let compiled = soundness::compile(&source, &setting.options());
        assert!(matches!(compiled, Ok(Ok(_))), "{setting}: {compiled:?}");
    }
}

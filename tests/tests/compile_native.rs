//! CPython's standard library as machine code of every architecture: a sample of it.
//!
//! `make conformance-native` compiles all of it.
#![forbid(unsafe_code)]

use std::path::PathBuf;

use mpy_cross::Emitter;
use permafrost_tests::compile_diff::Setting;
use permafrost_tests::{conformity, corpus};

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
    for arch in Setting::architectures() {
        for emitter in [Emitter::Native, Emitter::Viper] {
            let sample: Vec<PathBuf> = files.iter().skip(first % STEP).step_by(STEP).cloned().collect();
            first += 7;
            let setting = Setting::machine(arch, emitter);
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

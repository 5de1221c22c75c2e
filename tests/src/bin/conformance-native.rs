//! Both compilers on folders of real Python, to machine code of every architecture: the same bytes, or the same words.
//!
//! `conformance-native [--arch NAME] [--micropython CHECKOUT] [--micropython-lib CHECKOUT]`; CPython's standard library
//! without its tests always.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mpy_cross::Emitter;
use mpy_format::Arch;
use permafrost_tests::compile_diff::Setting;
use permafrost_tests::{conformity, corpus};

/// Differences that are shown of each folder.
const N_SHOWN: usize = 10;
/// The folder that is always compared, without its tests.
const STANDARD_LIBRARY: &str = "CPython's standard library";

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(n_different) => {
            eprintln!("conformance-native: {n_different} differ");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("conformance-native: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<usize, String> {
    let mut architectures = Setting::architectures();
    let mut folders = vec![(STANDARD_LIBRARY, corpus::standard_library()?)];
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument}: what?"))?;
        match argument.as_str() {
            "--arch" => architectures = vec![Arch::from_name(&value).ok_or_else(|| format!("{value}: no such arch"))?],
            "--micropython" => folders.push(("MicroPython's tests", PathBuf::from(value).join("tests"))),
            "--micropython-lib" => folders.push(("micropython-lib", PathBuf::from(value))),
            _ => return Err(format!("{argument}: no such option")),
        }
    }
    let mut n_different = 0;
    for (title, folder) in &folders {
        // Sources that ask for machine code by themselves get it from bytecode too.
        for emitter in [Emitter::Bytecode, Emitter::Native, Emitter::Viper] {
            for setting in Setting::machines(emitter).into_iter().filter(|it| architectures.contains(&it.arch)) {
                n_different += compare(title, folder, setting)?;
            }
        }
    }
    Ok(n_different)
}

fn compare(title: &str, folder: &Path, setting: Setting) -> Result<usize, String> {
    let mut files = corpus::python_files(folder)?;
    if title == STANDARD_LIBRARY {
        files.retain(|file| !file.strip_prefix(folder).is_ok_and(corpus::is_test));
    }
    if setting.emitter == Emitter::Bytecode {
        files.retain(|file| conformity::asks_for_machine_code(file));
    }
    if files.is_empty() {
        return Ok(0);
    }
    let counts = conformity::compare(folder, &files, &[setting])?;
    println!("{title}, {setting}: {} files: {counts}", files.len());
    for different in counts.different.iter().take(N_SHOWN) {
        println!("{different}\n");
    }
    Ok(counts.different.len())
}

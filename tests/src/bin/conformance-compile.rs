//! Both compilers on folders of real Python: the same bytes, or the same words of refusal.
//!
//! `conformance-compile [--micropython CHECKOUT] [--micropython-lib CHECKOUT]`; CPython's standard library always.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mpy_format::Arch;
use permafrost_tests::compile_diff::Setting;
use permafrost_tests::{conformity, corpus};

/// Differences that are shown of each folder.
const N_SHOWN: usize = 20;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(n_different) => {
            eprintln!("conformance-compile: {n_different} differ");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("conformance-compile: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<usize, String> {
    let levels = |arch| [0, 1, 3].map(|optimize| Setting { arch, ..Setting::bytecode(optimize) });
    let mut n_different = compare("CPython's standard library", &corpus::standard_library()?, &levels(Arch::None))?;
    while let Some(argument) = arguments.next() {
        let folder = arguments.next().map(PathBuf::from).ok_or_else(|| format!("{argument}: which folder?"))?;
        n_different += match argument.as_str() {
            // Upstream's tests are compiled for a device with machine code, which more of them ask for.
            "--micropython" => compare("MicroPython's tests", &folder.join("tests"), &levels(Arch::Armv7m))?,
            "--micropython-lib" => compare("micropython-lib", &folder, &levels(Arch::None))?,
            _ => return Err(format!("{argument}: no such option")),
        };
    }
    Ok(n_different)
}

fn compare(title: &str, folder: &Path, settings: &[Setting]) -> Result<usize, String> {
    let files = corpus::python_files(folder)?;
    if files.is_empty() {
        return Err(format!("{}: no Python in it", folder.display()));
    }
    let mut n_different = 0;
    for &setting in settings {
        let counts = conformity::compare(folder, &files, &[setting])?;
        println!("{title} at -O{}: {} files: {counts}", setting.optimize, files.len());
        for different in counts.different.iter().take(N_SHOWN) {
            println!("{different}\n");
        }
        n_different += counts.different.len();
    }
    Ok(n_different)
}

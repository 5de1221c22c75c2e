//! Our compiler writes what the reference compiler writes, byte for byte, and refuses what it refuses, in its words.
//!
//! One test a source and optimisation level: the compile-only sources in `compile/`, every module of the fixture
//! programs, and the example. The compile-only sources are also compiled to machine code of each architecture. What is
//! in a folder of `compile/native/` is compiled for each architecture of its family.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Trial;
use mpy_cross::Emitter;
use mpy_format::Arch;
use permafrost_tests::compile_diff::{self, Reference, Setting};
use permafrost_tests::corpus;

/// The architectures whose machine code the sources of a folder below `compile/native/` are about.
fn architectures(folder: &str) -> Result<Vec<Arch>, String> {
    let names: &[&str] = match folder {
        "all" => return Ok(Setting::architectures()),
        "thumb" => &["armv6", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp"],
        "xtensa" => &["xtensa", "xtensawin"],
        "rv32" => &["rv32imc"],
        _ => return Err(format!("tests/compile/native/{folder}: for which architectures?")),
    };
    Ok(names.iter().filter_map(|name| Arch::from_name(name)).collect())
}

fn label(setting: Setting) -> String {
    format!("{}{}", setting.arch, if setting.arch_flags == 0 { "" } else { "_extended" })
}

/// What a source is compiled with, and how that is called.
fn settings(name: &str) -> Result<Vec<(String, Setting)>, String> {
    let Some(native) = name.strip_prefix("tests/compile/native/") else {
        let bytecode = [0, 3].map(|optimize| (format!("O{optimize}"), Setting::bytecode(optimize)));
        let mut settings = bytecode.to_vec();
        if name.starts_with("tests/compile/") && !name.contains("/refused/") {
            let machines = Setting::machines(Emitter::Native).into_iter();
            settings.extend(machines.map(|setting| (format!("native-{}", label(setting)), setting)));
        }
        return Ok(settings);
    };
    let folder = native.split('/').next().unwrap_or_default();
    let architectures = architectures(folder)?;
    let mut settings = Setting::machines(Emitter::Bytecode);
    settings.retain(|setting| architectures.contains(&setting.arch));
    Ok(settings.into_iter().map(|setting| (label(setting), setting)).collect())
}

fn trials() -> Result<Vec<Trial>, String> {
    let reference = Arc::new(Reference::open()?);
    let root = permafrost_tests::root();
    let mut paths = Vec::new();
    for folder in ["tests/compile", "tests/py", "tests/bench", "examples"] {
        let folder = root.join(folder);
        if folder.exists() {
            paths.extend(corpus::python_files(&folder)?);
        }
    }
    paths.sort();
    let mut trials = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
        for (label, setting) in settings(&name)? {
            let (reference, root, name) = (Arc::clone(&reference), root.clone(), name.clone());
            trials.push(Trial::test(format!("{label}::{name}"), move || {
                compile_diff::check(&reference, &root, &name, setting)?;
                Ok(())
            }));
        }
    }
    Ok(trials)
}

fn main() -> ExitCode {
    permafrost_tests::run_trials(trials())
}

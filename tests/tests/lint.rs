//! Warnings against oracles: what CPython accepts is none of what it refuses, and every builtin of the reference is known.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use mpy_cross::Options;
use mpy_cross::lint::{self, Code, Warnings};
use mpy_cross::source::SourceFile;
use permafrost_tests::fixture::Fixture;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::reference_vm::ReferenceVm;
use permafrost_tests::{corpus, scratch};

/// What CPython refuses to compile.
const REFUSED: [Code; 6] = [
    Code::KeywordRepeated,
    Code::ArgumentOrder,
    Code::NumberUnderscore,
    Code::BytesNotAscii,
    Code::IndentationMixed,
    Code::YieldFromInAsync,
];

fn refused() -> Warnings {
    REFUSED.into_iter().fold(Warnings::NONE, Warnings::with)
}

fn is_accepted_by_cpython(python: &Path, file: &Path) -> bool {
    let program = "import sys; compile(open(sys.argv[1], 'rb').read(), 'x.py', 'exec')";
    let run = Command::new(python).args(["-W", "ignore", "-c", program]).arg(file).output();
    run.expect("CPython starts: `make setup`").status.success()
}

#[test]
fn the_standard_library_has_nothing_that_cpython_refuses() {
    let python = Oracles::locate().unwrap_or_else(|err| panic!("{err}")).cpython;
    let (folder, files) = corpus::of_standard_library().unwrap_or_else(|err| panic!("{err}"));
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for file in &files {
        let path = folder.join(file);
        let bytes = fs::read(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        let source = SourceFile::new(file.to_string_lossy(), bytes);
        for warning in lint::check(&source, &Options::default(), Warnings::ALL) {
            *counts.entry(warning.code).or_default() += 1;
            let is_wrong = refused().contains(warning.code) && is_accepted_by_cpython(&python, &path);
            assert!(!is_wrong, "CPython accepts this:\n{}", warning.plain(&source));
        }
    }
    println!("{} files: {counts:?}", files.len());
    assert!(counts.contains_key(&Code::NameUnbound), "CPython has builtins that MicroPython has not");
}

#[test]
fn cpython_refuses_what_is_said_to_be_refused() {
    let python = Oracles::locate().unwrap_or_else(|err| panic!("{err}")).cpython;
    let folder = permafrost_tests::root().join("tests/diagnostics");
    let mut found = Warnings::NONE;
    for entry in fs::read_dir(&folder).expect("it is part of the project").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("warn_") || !name.ends_with(".py") {
            continue;
        }
        let source = SourceFile::new(&name[..], fs::read(&path).expect("it was found"));
        let warnings = lint::check(&source, &Options::default(), refused());
        if !warnings.is_empty() {
            assert!(!is_accepted_by_cpython(&python, &path), "CPython accepts {name}");
        }
        found = warnings.iter().fold(found, |found, warning| found.with(warning.code));
    }
    assert_eq!(found, refused(), "a code without a program");
}

#[test]
fn builtins_of_the_reference_are_known() -> Result<(), String> {
    let oracles = Oracles::locate()?;
    let folder = scratch("builtins")?;
    let failed = |err| format!("{}: {err}", folder.display());
    fs::write(folder.join("main.py"), "import builtins\nprint(*dir(builtins))\n").map_err(failed)?;
    let fixture = Fixture::app("builtins", &folder)?;
    let outcomes = ReferenceVm::new(&oracles)?.run(&[&fixture])?;
    let names: Vec<&str> = outcomes[0].stdout.split_whitespace().collect();
    assert!(names.len() > 50, "{outcomes:?}");
    let source = SourceFile::new("main.py", names.join("\n") + "\n");
    let unknown = lint::check(&source, &Options::default(), Warnings::NONE.with(Code::NameUnbound));
    // The module that a page's own Python has is no builtin on a device.
    let unknown: Vec<_> = unknown.iter().map(|warning| warning.message.clone()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    Ok(())
}

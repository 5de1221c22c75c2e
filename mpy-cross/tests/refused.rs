//! Programs that are refused: both commands end with the same code and the same standard error, there is a program for every
//! text that the front end has, and every error says more than the reference's text.
#![forbid(unsafe_code)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use mpy_cross::{Options, compile, diagnostic::Diagnostic, source::SourceFile};

/// Every text of an error that a program can have without machine code; what comes after `…` differs.
const TEXTS: &[&str] = &[
    "IndentationError: unexpected indent",
    "IndentationError: unindent doesn't match any outer indent level",
    "NotImplementedError: unicode name escapes",
    "RuntimeError: bytecode overflow",
    "RuntimeError: maximum recursion depth exceeded",
    "SyntaxError: 'await' outside function",
    "SyntaxError: 'break'/'continue' outside loop",
    "SyntaxError: 'return' outside function",
    "SyntaxError: 'yield' outside function",
    "SyntaxError: * arg after **",
    "SyntaxError: *x must be assignment target",
    "SyntaxError: LHS of keyword arg must be an id",
    "SyntaxError: argument name reused",
    "SyntaxError: async for/with outside async function",
    "SyntaxError: can't assign to expression",
    "SyntaxError: can't declare nonlocal in outer code",
    "SyntaxError: can't delete expression",
    "SyntaxError: default 'except' must be last",
    "SyntaxError: expecting just a value for set",
    "SyntaxError: expecting key:value for dict",
    "SyntaxError: identifier redefined as global",
    "SyntaxError: identifier redefined as nonlocal",
    "SyntaxError: import * not at module level",
    "SyntaxError: invalid arch",
    "SyntaxError: invalid micropython decorator",
    "SyntaxError: invalid syntax",
    "SyntaxError: invalid syntax for integer with base …",
    "SyntaxError: invalid syntax for number",
    "SyntaxError: malformed f-string",
    "SyntaxError: multiple *x in assignment",
    "SyntaxError: no binding for nonlocal found",
    "SyntaxError: non-default argument follows default argument",
    "SyntaxError: not a constant",
    "SyntaxError: positional arg after **",
    "SyntaxError: positional arg after keyword arg",
    "SyntaxError: super() can't find self",
    "SyntaxError: too many args",
];

/// A jump of more than 32 KiB.
const OVERFLOW: &str = "bytecode_overflow.py";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the crate is in the project")
}

fn reference() -> PathBuf {
    let path = project().join(".oracles/mpy-cross");
    assert!(path.exists(), "the reference compiler is missing ({}): run `make setup`", path.display());
    path
}

/// The programs, by name, in a folder: those of the project, and one that is too long to be kept.
fn programs() -> Vec<(PathBuf, String)> {
    let refused = project().join("tests/compile/refused");
    let mut programs: Vec<_> = fs::read_dir(&refused)
        .expect("the programs are part of the project")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .map(|name| (refused.clone(), name))
        .collect();
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).to_path_buf();
    let text = format!("if a:\n    b = {}c\n", "~".repeat(33_000));
    fs::write(made.join(OVERFLOW), text).expect("the target folder can be written");
    programs.push((made, OVERFLOW.into()));
    programs.sort();
    programs
}

/// The exit code and standard error.
fn run(command: &Path, folder: &Path, name: &str) -> (Option<i32>, String) {
    let mut command = Command::new(command);
    // The reference needs room for the long one.
    let output = command
        .args([name, "-o", "/dev/null", "-X", "heapsize=64m"])
        .current_dir(folder)
        .output()
        .expect("the command starts");
    assert!(output.stdout.is_empty(), "{name}");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn is_of(line: &str, text: &str) -> bool {
    text.strip_suffix('…').map_or(line == text, |start| line.starts_with(start))
}

#[test]
fn the_same_as_the_reference_for_every_text() {
    let programs = programs();
    let (ours, theirs) = (Path::new(env!("CARGO_BIN_EXE_mpy-cross")), reference());
    let mut missing: BTreeSet<&str> = TEXTS.iter().copied().collect();
    for (folder, name) in &programs {
        let expected = run(&theirs, folder, name);
        assert_eq!(expected.0, Some(1), "the reference accepts {name}");
        assert_eq!(run(ours, folder, name), expected, "{name}");
        let last = expected.1.lines().last().unwrap_or_default();
        assert!(TEXTS.iter().any(|text| is_of(last, text)), "{name}: a text that is not in the list: {last}");
        missing.retain(|text| !is_of(last, text));
    }
    println!("{} programs for {} texts", programs.len(), TEXTS.len());
    assert!(programs.len() >= 300, "only {} programs", programs.len());
    assert!(missing.is_empty(), "no program for {missing:?}");
}

/// The list is about texts that there are.
#[test]
fn the_reference_has_every_text() {
    let binary = fs::read(reference()).expect("it exists");
    for text in TEXTS {
        let text = text.split_once(": ").map_or(*text, |(_, text)| text).trim_end_matches('…');
        assert!(binary.windows(text.len()).any(|window| window == text.as_bytes()), "{text}");
    }
}

/// An error has a place with words, or a hint if it has no place.
#[test]
fn every_error_is_explained() {
    for (folder, name) in programs() {
        let source = SourceFile::new(&name[..], fs::read(folder.join(&name)).expect("it was found"));
        let (_, errors) = compile(&source, &Options::default());
        let [Diagnostic { label, notes, hint, .. }] = &errors[..] else { panic!("{name}: one error") };
        let is_placed = label.as_ref().is_some_and(|label| !label.text.is_empty());
        assert!(is_placed || (label.is_none() && hint.is_some()), "{name}: {errors:?}");
        assert!(notes.iter().all(|note| !note.text.is_empty()), "{name}: {errors:?}");
    }
}

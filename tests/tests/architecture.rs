//! Who may depend on whom, and where `unsafe` may stand.
#![forbid(unsafe_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use proc_macro2::{TokenStream, TokenTree};

/// The arrows: a crate, and which crates of the project it may use (at run time or in its build script).
///
/// Board crates are in [`arrows_of_a_board`].
const ARROWS: &[(&str, &[&str])] = &[
    ("mpy-format", &[]),
    ("mpy-runtime", &["mpy-format"]),
    ("mpy-cross", &["mpy-format"]),
    ("board-support", &[]),
    ("mpy-frozen", &["mpy-format", "mpy-runtime", "mpy-cross", "board-support"]),
    ("board-common", &["mpy-runtime"]),
    ("chip-nrf51", &["mpy-runtime"]),
    ("chip-mps2", &["mpy-runtime"]),
    ("chip-host", &["mpy-runtime"]),
    // A board with a compiler.
    ("board-host", &["mpy-format", "mpy-runtime", "mpy-cross", "board-support", "chip-host"]),
];

/// What a board without a compiler may use, besides one `chip-…` crate.
const ARROWS_OF_A_BOARD: &[&str] = &["mpy-runtime", "board-common", "board-support"];

/// Crates that may use every other: they hold nothing that others need.
const FREE: &[&str] = &["permafrost-tests", "permafrost-fuzz"];

/// Crates that run on boards and what they may take from outside the project.
const OUTSIDE: &[(&str, &[&str])] =
    &[("mpy-format", &[]), ("mpy-runtime", &["libm"]), ("board-common", &["cortex-m-rt"])];

/// Files and folders in which `unsafe` may stand; nothing else has it, and each of them does.
const UNSAFE: &[&str] = &[
    "runtime/src/memory.rs",
    "runtime/src/value.rs",
    "runtime/src/heap",
    "runtime/src/vm",
    "runtime/src/loader.rs",
    "boards/common/src",
    "boards/chip-nrf51/src",
    "boards/chip-mps2/src",
    "boards/chip-host/src",
];

/// Crates that say `#![forbid(unsafe_code)]` at the head of each of their roots.
const FORBIDS_UNSAFE: &[&str] =
    &["mpy-format", "mpy-cross", "mpy-frozen", "board-support", "board-host", "permafrost-tests", "permafrost-fuzz"];

fn metadata() -> Metadata {
    let manifest = permafrost_tests::root().join("Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo reads this workspace")
}

fn dependencies(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

fn arrows_of_a_board(name: &str) -> Option<&'static [&'static str]> {
    let board = name.strip_prefix("board-")?;
    let folder = permafrost_tests::root().join("boards").join(board);
    folder.join("board.toml").is_file().then_some(ARROWS_OF_A_BOARD)
}

#[test]
fn crates_depend_on_each_other_as_drawn() {
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let members: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    assert!(arrows.keys().all(|name| members.contains(name)), "a crate of the table is gone: {members:?}");
    let mut wrong = Vec::new();
    for package in &packages {
        let name = package.name.as_str();
        if FREE.contains(&name) {
            continue;
        }
        let Some(allowed) = arrows.get(name).copied().or_else(|| arrows_of_a_board(name)) else {
            wrong.push(format!("{name} is not in the table of arrows"));
            continue;
        };
        for used in dependencies(package).intersection(&members) {
            let chip = used.starts_with("chip-") && allowed == ARROWS_OF_A_BOARD;
            if !allowed.contains(used) && !chip {
                wrong.push(format!("{name} may not depend on {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_runs_on_boards_takes_little_from_outside() {
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let members: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    for (name, allowed) in OUTSIDE {
        let package = packages.iter().find(|package| package.name.as_str() == *name).expect("a crate of the table");
        let outside: Vec<&str> = dependencies(package)
            .into_iter()
            .filter(|used| !members.contains(used) && !allowed.contains(used))
            .collect();
        assert!(outside.is_empty(), "{name} depends on {outside:?}");
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for package in metadata().workspace_packages() {
        let text = read(package.manifest_path.as_std_path());
        assert!(text.contains("[lints]\nworkspace = true\n"), "{}", package.manifest_path);
    }
}

#[test]
fn unsafe_stands_only_in_the_named_files() {
    let mut unused: BTreeSet<&str> = UNSAFE.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in source_files() {
        let tokens = tokens(&path);
        if !tokens.contains(&"unsafe".to_string()) {
            continue;
        }
        match UNSAFE.iter().find(|place| path.starts_with(place)) {
            Some(place) => drop(unused.remove(place)),
            None => wrong.push(path.display().to_string()),
        }
    }
    assert!(wrong.is_empty(), "`unsafe` in {}", wrong.join(", "));
    assert!(unused.is_empty(), "without `unsafe`, so off the list: {unused:?}");
}

#[test]
fn crates_without_unsafe_forbid_it() {
    let metadata = metadata();
    for name in FORBIDS_UNSAFE {
        let package =
            metadata.packages.iter().find(|package| package.name.as_str() == *name).expect("a crate of the table");
        for target in package.targets.iter().filter(|target| !target.is_custom_build()) {
            let text = read(target.src_path.as_std_path());
            assert!(text.contains("#![forbid(unsafe_code)]"), "{}", target.src_path);
        }
    }
}

#[test]
fn no_test_is_ignored() {
    for path in source_files() {
        let tokens = tokens(&path);
        let ignored = tokens.windows(2).any(|pair| pair == ["[", "ignore"]);
        assert!(!ignored, "`#[ignore]` in {}", path.display());
    }
}

/// All Rust files of the project, relative to its root.
fn source_files() -> Vec<PathBuf> {
    let root = permafrost_tests::root();
    let mut files = Vec::new();
    for package in metadata().workspace_packages() {
        let folder = package.manifest_path.parent().expect("a manifest is in a folder");
        collect(folder.as_std_path(), &mut files);
    }
    let files: BTreeSet<PathBuf> =
        files.into_iter().map(|path| path.strip_prefix(&root).unwrap_or(&path).to_path_buf()).collect();
    assert!(files.len() > 20, "only {files:?}");
    files.into_iter().collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of this project").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The words and marks of a Rust file, without comments; text in quotes is one word with its quotes.
fn tokens(path: &Path) -> Vec<String> {
    let text = read(&permafrost_tests::root().join(path));
    let stream = TokenStream::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut words = Vec::new();
    flatten(stream, &mut words);
    words
}

fn flatten(stream: TokenStream, words: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let open = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => "(",
                    proc_macro2::Delimiter::Brace => "{",
                    proc_macro2::Delimiter::Bracket => "[",
                    proc_macro2::Delimiter::None => "",
                };
                words.push(open.to_string());
                flatten(group.stream(), words);
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => words.push(tree.to_string()),
        }
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

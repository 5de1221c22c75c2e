//! Every file of CPython's standard library, its tests included: accepted or refused by our parser as by the reference's,
//! with the same message and line.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use mpy_cross::{ast::Mode, diagnostic::Diagnostic, lex::LexOptions, parse::parse, source::SourceFile};
use permafrost_tests::oracles::Oracles;

/// Fewer files than this are not the library with its tests.
const AT_LEAST: usize = 700;

#[test]
fn standard_library() -> Result<(), String> {
    let oracles = Oracles::locate()?;
    let folder = standard_library_folder(&oracles)?;
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    if files.len() < AT_LEAST {
        return Err(format!("{} has {} files only", folder.display(), files.len()));
    }
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let results = thread::scope(|scope| {
        let handles = (0..workers).map(|_| scope.spawn(|| work(&oracles, &files, &next))).collect::<Vec<_>>();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    let refused = results.iter().filter(|result| matches!(result, Ok(true))).count();
    let differences = results.iter().filter_map(|result| result.as_ref().err()).collect::<Vec<_>>();
    println!("{} files parsed, {refused} refused like the reference, {} differ", results.len(), differences.len());
    if results.len() != files.len() || !differences.is_empty() {
        let shown = differences.iter().take(20).map(|text| format!("{text}\n")).collect::<String>();
        return Err(format!("{} of {} files:\n{shown}", differences.len(), files.len()));
    }
    Ok(())
}

fn work(oracles: &Oracles, files: &[PathBuf], next: &AtomicUsize) -> Vec<Result<bool, String>> {
    let mut results = Vec::new();
    while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        results.push(compare(oracles, file));
    }
    results
}

/// Whether both refuse the file; an error if only one does, or if they say different things.
fn compare(oracles: &Oracles, file: &Path) -> Result<bool, String> {
    let run = Command::new(&oracles.mpy_cross)
        .args(["-X", "heapsize=64m", "-s", "f.py", "-o", "/dev/null", "--"])
        .arg(file)
        .output()
        .map_err(|err| format!("{}: {err}", file.display()))?;
    let said = String::from_utf8_lossy(&run.stderr).replace(&file.display().to_string(), "f.py");
    // What is found after parsing names a scope.
    let theirs = if said.contains(", in ") { String::new() } else { said };
    let bytes = fs::read(file).map_err(|err| format!("{}: {err}", file.display()))?;
    let source = SourceFile::new("f.py", bytes);
    let options = LexOptions { small_int_bits: 31, debug: true };
    let ours = match parse(&source, Mode::File, options) {
        Ok(_) => String::new(),
        Err(error) => Diagnostic::from(error).plain(&source),
    };
    if ours == theirs {
        return Ok(!ours.is_empty());
    }
    Err(format!("{}\n  reference: {theirs:?}\n  ours:      {ours:?}", file.display()))
}

fn standard_library_folder(oracles: &Oracles) -> Result<PathBuf, String> {
    let run = Command::new(&oracles.cpython)
        .args(["-c", "import os; print(os.path.dirname(os.__file__))"])
        .output()
        .map_err(|err| format!("{}: {err}", oracles.cpython.display()))?;
    Ok(PathBuf::from(String::from_utf8_lossy(&run.stdout).trim()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|err| format!("{}: {err}", folder.display()))? {
        let path = entry.map_err(|err| err.to_string())?.path();
        if path.is_dir() && !path.is_symlink() && !path.ends_with("site-packages") && !path.ends_with("dist-packages") {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    Ok(())
}

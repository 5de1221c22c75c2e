//! Folders of real Python.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every Python source below `folder`, in order of their paths.
///
/// # Errors
/// A folder cannot be read.
pub fn python_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let failed = |err| format!("{}: {err}", folder.display());
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                // Packages that are installed beside a standard library are not of it.
                if !path.ends_with("site-packages") && !path.ends_with("dist-packages") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "py") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The folder of CPython's standard library.
///
/// # Errors
/// There is no `python3`.
pub fn standard_library() -> Result<PathBuf, String> {
    let run = Command::new("python3").args(["-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"]).output();
    let output = run.map_err(|err| format!("python3: {err}"))?.stdout;
    Ok(PathBuf::from(String::from_utf8_lossy(&output).trim()))
}

/// Whether a source of the standard library belongs to its own tests.
#[must_use]
pub fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("test" | "tests" | "idle_test")))
}

/// The standard library's folder and all sources in it, its own tests included.
///
/// # Errors
/// There is no `python3`, or a folder cannot be read.
pub fn of_standard_library() -> Result<(PathBuf, Vec<PathBuf>), String> {
    let folder = standard_library()?;
    let files = python_files(&folder)?;
    Ok((folder, files))
}

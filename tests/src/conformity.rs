//! Many sources through both compilers, at several settings, and how they compare.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::compile_diff::{self, Agreement, Reference, Setting};

/// How the compilers' results compare, over all sources and settings.
#[derive(Debug, Default)]
pub struct Counts {
    /// Both accept the source and write the same bytes.
    pub identical: usize,
    /// They write the same bytes but where the reference's machine code is wrong.
    pub corrected: usize,
    /// Both refuse it, in the same words.
    pub refused: usize,
    /// The reference breaks down, and ours compiles the source.
    pub broken: usize,
    /// The reference breaks down, and ours refuses the source.
    pub broken_and_refused: usize,
    /// What differs otherwise: the setting, the source, the first difference.
    pub different: Vec<String>,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.identical += other.identical;
        self.corrected += other.corrected;
        self.refused += other.refused;
        self.broken += other.broken;
        self.broken_and_refused += other.broken_and_refused;
        self.different.extend(other.different);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} identical, {} refused alike", self.identical, self.refused)?;
        if self.corrected > 0 {
            write!(f, ", {} corrected", self.corrected)?;
        }
        if self.broken > 0 {
            write!(f, ", {} that break the reference compiled", self.broken)?;
        }
        if self.broken_and_refused > 0 {
            write!(f, ", {} that break the reference refused", self.broken_and_refused)?;
        }
        write!(f, ", {} different", self.different.len())
    }
}

/// Compiles `files`, which lie below `folder`, with both compilers at each of `settings`, on all processors.
///
/// # Errors
/// The reference compiler is missing.
pub fn compare(folder: &Path, files: &[PathBuf], settings: &[Setting]) -> Result<Counts, String> {
    let reference = Reference::open()?;
    let jobs: Vec<_> = settings.iter().flat_map(|&setting| files.iter().map(move |file| (file, setting))).collect();
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Counts::default());
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                let mut counts = Counts::default();
                while let Some(&(file, setting)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    compare_one(&reference, folder, file, setting, &mut counts);
                }
                total.lock().expect("no thread panics with the lock").add(counts);
            });
        }
    });
    let mut total = total.into_inner().expect("no thread panics with the lock");
    total.different.sort();
    Ok(total)
}

fn compare_one(reference: &Reference, folder: &Path, file: &Path, setting: Setting, counts: &mut Counts) {
    let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
    match compile_diff::check(reference, folder, &name, setting) {
        Ok(Agreement::Identical) => counts.identical += 1,
        Ok(Agreement::Corrected) => counts.corrected += 1,
        Ok(Agreement::Refused) => counts.refused += 1,
        Ok(Agreement::Broken) => counts.broken += 1,
        Ok(Agreement::BrokenAndRefused) => counts.broken_and_refused += 1,
        Err(error) => counts.different.push(format!("{setting} {name}:\n{error}")),
    }
}

/// Whether a decorator in the source chooses a native emitter.
#[must_use]
pub fn asks_for_machine_code(file: &Path) -> bool {
    const DECORATORS: [&str; 5] = ["native", "viper", "asm_thumb", "asm_xtensa", "asm_rv32"];
    let text = fs::read(file).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().any(|line| {
        let decorator = line.trim_start().strip_prefix("@micropython.");
        decorator.is_some_and(|name| DECORATORS.iter().any(|it| name.starts_with(it)))
    })
}

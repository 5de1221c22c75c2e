//! Many files at once: every file and every folder that is named, in parallel, each with its own errors.
//!
//! Messages come in the order of the sources, however many are compiled at the same time.

use std::{
    collections::{BTreeMap, HashMap},
    io,
    num::NonZero,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use indicatif::{ProgressBar, ProgressStyle};
use walkdir::{DirEntry, WalkDir};

use super::{
    Failure, compile_source, file,
    message::Messages,
    options::{Tree, default_output},
    record::{Entry, Record},
    say,
};
use crate::source::SourceFile;

/// One file to compile.
struct Unit {
    source: PathBuf,
    /// The name that the module holds.
    name: String,
    output: PathBuf,
    /// The output's path in the output folder.
    key: String,
}

/// What has become of one.
struct Outcome {
    messages: Messages,
    kind: Kind,
}

enum Kind {
    Compiled(Option<Entry>),
    Unchanged,
    Failed,
}

/// Tells whether all programs are right.
pub(super) fn compile(tree: &Tree) -> Result<bool, Failure> {
    let units = plan(tree)?;
    let old = match &tree.output {
        Some(folder) if tree.changed => Some(Record::read(folder, &tree.settings.options)),
        _ => None,
    };
    let mut new = tree.output.as_ref().map(|folder| Record::read(folder, &tree.settings.options));
    let mut counts = Counts::default();
    let bar = progress(units.len());
    in_order(
        units.len(),
        tree.jobs,
        |index| compile_unit(&units[index], tree, old.as_ref()),
        |index, outcome| {
            counts.add(&outcome);
            bar.suspend(|| outcome.messages.print());
            bar.inc(1);
            if let Some(new) = &mut new {
                match outcome.kind {
                    Kind::Compiled(entry) => new.note(&units[index].key, entry),
                    Kind::Failed => new.note(&units[index].key, None),
                    Kind::Unchanged => {}
                }
            }
        },
    );
    bar.finish_and_clear();
    if let (Some(folder), Some(new), true) = (&tree.output, new, tree.changed) {
        file::make_folder(folder)?;
        new.write(folder)?;
    }
    say(&mut io::stdout(), &format!("{}\n", counts.summary()));
    Ok(counts.failed == 0)
}

/// All sources with their outputs: files as they are named, folders by the names of what they hold.
fn plan(tree: &Tree) -> Result<Vec<Unit>, Failure> {
    let mut units = Vec::new();
    for input in &tree.inputs {
        if !input.is_dir() {
            let name = input.to_string_lossy().into_owned();
            let output = PathBuf::from(default_output(input.as_os_str()));
            let key = output.file_name().map_or_else(|| output.clone(), PathBuf::from);
            units.push(unit(tree, input.clone(), name, output, &key));
            continue;
        }
        let before = units.len();
        let entries = WalkDir::new(input).follow_links(true).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry)) {
            let entry = entry.map_err(|error| walk_failure(input, error))?;
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|extension| extension != "py") {
                continue;
            }
            let below = path.strip_prefix(input).unwrap_or(path);
            let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            units.push(unit(tree, path.into(), name, path.with_extension("mpy"), &below.with_extension("mpy")));
        }
        if units.len() == before {
            return Err(Failure::Arguments(format!("no .py file below {}", input.display())));
        }
    }
    let mut sources: HashMap<&Path, &Path> = HashMap::new();
    for unit in &units {
        if let Some(first) = sources.insert(&unit.output, &unit.source) {
            let (first, second, output) = (first.display(), unit.source.display(), unit.output.display());
            return Err(Failure::Arguments(format!("{first} and {second} would both become {output}")));
        }
    }
    Ok(units)
}

fn unit(tree: &Tree, source: PathBuf, name: String, beside: PathBuf, below: &Path) -> Unit {
    let output = tree.output.as_ref().map_or(beside, |folder| folder.join(below));
    Unit { source, name, output, key: below.to_string_lossy().into_owned() }
}

/// Folders that hold no sources: hidden ones, such as `.git` and `.venv`, and CPython's cache.
fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir() && (name.starts_with('.') || name == "__pycache__")
}

fn walk_failure(input: &Path, error: walkdir::Error) -> Failure {
    let path = error.path().unwrap_or(input).into();
    Failure::Input { path, error: error.into() }
}

fn compile_unit(unit: &Unit, tree: &Tree, record: Option<&Record>) -> Outcome {
    let mut messages = Messages::new(tree.settings.diagnostics);
    if record.is_some_and(|record| record.is_current(&unit.key, &unit.source, &unit.output)) {
        return Outcome { messages, kind: Kind::Unchanged };
    }
    // Taken before the source is read: a change while it is compiled is one that comes later.
    let entry = Entry::of_source(&unit.source);
    let done = file::read(&unit.source).and_then(|bytes| {
        // Errors name the file where it is, so that it can be found.
        let source = SourceFile::with_name_of_bytes(unit.source.as_os_str().as_encoded_bytes(), bytes);
        let source = source.with_embedded_name(unit.name.as_str()).with_errors_by_name();
        let Some(module) = compile_source(&source, &tree.settings, &mut messages) else { return Ok(false) };
        if let Some(folder) = unit.output.parent() {
            file::make_folder(folder)?;
        }
        file::write(&unit.output, &module).map(|()| true)
    });
    let kind = match done {
        // A warning is to be seen again the next time.
        Ok(true) if messages.n_warnings() > 0 => Kind::Compiled(None),
        Ok(true) => Kind::Compiled(entry.and_then(|entry| entry.with_output(&unit.output))),
        Ok(false) => Kind::Failed,
        Err(failure) => {
            messages.failure(&failure);
            Kind::Failed
        }
    };
    Outcome { messages, kind }
}

/// Does the work on several threads, and takes its results on this one, in order.
fn in_order<T: Send>(
    count: usize,
    jobs: Option<NonZero<usize>>,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let n_threads = jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get).min(count);
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (next, work, sender) = (&next, &work, sender.clone());
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    // If nobody takes results any more, this thread has nothing left to do.
                    if index >= count || sender.send((index, work(index))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, result) in results {
            early.insert(index, result);
            while let Some(result) = early.remove(&due) {
                take(due, result);
                due += 1;
            }
        }
    });
}

/// A bar on a terminal, nothing elsewhere.
fn progress(count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64);
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len}").expect("the template is right");
    bar.set_style(style);
    bar
}

#[derive(Default)]
struct Counts {
    compiled: usize,
    unchanged: usize,
    failed: usize,
    warnings: usize,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome) {
        match outcome.kind {
            Kind::Compiled(_) => self.compiled += 1,
            Kind::Unchanged => self.unchanged += 1,
            Kind::Failed => self.failed += 1,
        }
        self.warnings += outcome.messages.n_warnings();
    }

    /// `12 compiled, 3 unchanged, 1 failed, 2 warnings`, without what there is none of.
    fn summary(&self) -> String {
        let mut text = format!("{} compiled", self.compiled);
        for (count, what) in [(self.unchanged, "unchanged"), (self.failed, "failed")] {
            if count > 0 {
                text += &format!(", {count} {what}");
            }
        }
        match self.warnings {
            0 => text,
            1 => text + ", 1 warning",
            count => text + &format!(", {count} warnings"),
        }
    }
}

//! What was compiled when: the file by which `--changed` knows what is up to date.

use std::{collections::BTreeMap, fs, path::Path, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{Failure, file, options};
use crate::Options;

/// The record's name in the output folder.
const NAME: &str = ".mpy-cross.json";

/// The files of an output folder.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The compiler and its options: with others, nothing is up to date.
    made_by: String,
    /// By the output's path in the folder.
    files: BTreeMap<String, Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    source: String,
    source_state: State,
    output_state: State,
}

/// What changes when somebody writes to a file, or puts another in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct State {
    len: u64,
    /// Nanoseconds since 1970.
    modified: u64,
}

impl State {
    fn of(path: &Path) -> Option<State> {
        let metadata = fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(State { len: metadata.len(), modified: u64::try_from(modified.as_nanos()).ok()? })
    }
}

impl Entry {
    /// The state of a source before it is read. The output's is added when there is one.
    pub(super) fn of_source(source: &Path) -> Option<Entry> {
        let none = State { len: 0, modified: 0 };
        let source_state = State::of(source)?;
        Some(Entry { source: source.to_string_lossy().into_owned(), source_state, output_state: none })
    }

    pub(super) fn with_output(self, output: &Path) -> Option<Entry> {
        Some(Entry { output_state: State::of(output)?, ..self })
    }
}

impl Record {
    /// The record of a folder, as far as it is about files that these options made. One that is not there or cannot be
    /// read knows of no file.
    pub(super) fn read(folder: &Path, options: &Options) -> Record {
        let made_by = format!("{} {options:?}", options::version());
        let kept = fs::read(folder.join(NAME)).ok().and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
        match kept {
            Some(record) if record.made_by == made_by => record,
            _ => Record { made_by, files: BTreeMap::new() },
        }
    }

    /// Whether a source and its output are what they were.
    pub(super) fn is_current(&self, key: &str, source: &Path, output: &Path) -> bool {
        let now = Entry::of_source(source).and_then(|entry| entry.with_output(output));
        now.is_some() && self.files.get(key) == now.as_ref()
    }

    /// Notes what has become of an output.
    pub(super) fn note(&mut self, key: &str, entry: Option<Entry>) {
        match entry {
            Some(entry) => drop(self.files.insert(key.into(), entry)),
            None => drop(self.files.remove(key)),
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).expect("keys are text");
        file::write(&folder.join(NAME), &text)
    }
}

//! Remembers what an oracle answered, by the content of the question.
//!
//! The answers lie below the target folder, so they are never part of the project and `cargo clean` forgets them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::outcome::Outcome;

/// Answers of one oracle.
pub struct Cache {
    folder: PathBuf,
    /// What identifies the oracle: another version gives other answers.
    identity: u64,
}

impl Cache {
    /// Opens the cache of the oracle called `name`, whose program is the file `oracle` and whose driver's text is `driver`.
    ///
    /// # Errors
    /// The cache's folder cannot be made, or the oracle's file is not there.
    pub fn open(name: &str, oracle: &Path, driver: &str) -> Result<Self, String> {
        let metadata = fs::metadata(oracle).map_err(|err| format!("{}: {err}", oracle.display()))?;
        let mut hasher = DefaultHasher::new();
        driver.hash(&mut hasher);
        metadata.len().hash(&mut hasher);
        metadata.modified().ok().hash(&mut hasher);
        fs::canonicalize(oracle).ok().hash(&mut hasher);
        Ok(Self { folder: crate::scratch(&format!("oracle-{name}"))?, identity: hasher.finish() })
    }

    fn path(&self, question: &impl Hash) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        self.identity.hash(&mut hasher);
        question.hash(&mut hasher);
        self.folder.join(format!("{:016x}.json", hasher.finish()))
    }

    /// The remembered answer.
    pub fn get(&self, question: &impl Hash) -> Option<Outcome> {
        serde_json::from_slice(&fs::read(self.path(question)).ok()?).ok()
    }

    /// Remembers an answer; one that cannot be written is only asked for again.
    pub fn put(&self, question: &impl Hash, answer: &Outcome) {
        let path = self.path(question);
        let beside = path.with_extension(format!("{}.tmp", std::process::id()));
        if let Ok(text) = serde_json::to_vec(answer)
            && fs::write(&beside, text).is_ok()
        {
            drop(fs::rename(&beside, &path));
        }
    }
}

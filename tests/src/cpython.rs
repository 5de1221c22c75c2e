//! CPython as an oracle: what a program prints where the languages agree.

use std::process::Command;
use std::time::Duration;

use crate::cache::Cache;
use crate::fixture::Fixture;
use crate::oracles::Oracles;
use crate::outcome::{self, Outcome};

/// Options that make a run independent of the machine: no site packages, no environment, no bytecode files, UTF-8.
const OPTIONS: [&str; 6] = ["-S", "-E", "-s", "-B", "-X", "utf8"];

/// A CPython that remembers its answers.
pub struct CPython {
    interpreter: std::path::PathBuf,
    cache: Cache,
}

impl CPython {
    /// The interpreter the set-up installed.
    ///
    /// # Errors
    /// The cache's folder cannot be made.
    pub fn new(oracles: &Oracles) -> Result<Self, String> {
        let interpreter = oracles.cpython.clone();
        Ok(Self { cache: Cache::open("cpython", &interpreter, &OPTIONS.join(" "))?, interpreter })
    }

    /// Runs a fixture.
    ///
    /// # Errors
    /// The interpreter cannot be started or does not end.
    pub fn run(&self, fixture: &Fixture) -> Result<Outcome, String> {
        let question = (&fixture.main, &fixture.files);
        if let Some(answer) = self.cache.get(&question) {
            return Ok(answer);
        }
        let mut command = Command::new(&self.interpreter);
        command.args(OPTIONS).arg(&fixture.main).current_dir(&fixture.folder);
        let answer = outcome::run(command, &[], Duration::from_secs(60))?;
        self.cache.put(&question, &answer);
        Ok(answer)
    }
}

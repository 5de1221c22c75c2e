//! The reference VM as an oracle: what a program prints, traceback included.
//!
//! All programs whose answer is not yet remembered run in one node process, a fresh interpreter each.

use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::fixture::Fixture;
use crate::oracles::Oracles;
use crate::outcome::{self, Outcome};

const DRIVER: &str = include_str!("reference_vm.mjs");

/// The name the reference gives to the text it runs.
const SOURCE_NAME: &str = "\"<stdin>\"";

/// The time that a batch may take; an endless program is a fixture's mistake.
const SECONDS: u64 = 300;

#[derive(Serialize)]
struct Request<'a> {
    main: &'a str,
    files: &'a std::collections::BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Response {
    stdout: String,
    error: Option<String>,
}

/// A reference VM that remembers its answers.
pub struct ReferenceVm {
    interpreter: std::path::PathBuf,
    cache: Cache,
}

impl ReferenceVm {
    /// The interpreter the set-up installed.
    ///
    /// # Errors
    /// The cache's folder cannot be made.
    pub fn new(oracles: &Oracles) -> Result<Self, String> {
        let interpreter = oracles.reference_vm.clone();
        Ok(Self { cache: Cache::open("reference-vm", &interpreter, DRIVER)?, interpreter })
    }

    /// Runs fixtures; the answers are in the fixtures' order.
    ///
    /// # Errors
    /// Node is missing, or the interpreter itself failed.
    pub fn run(&self, fixtures: &[&Fixture]) -> Result<Vec<Outcome>, String> {
        let mut answers: Vec<Option<Outcome>> =
            fixtures.iter().map(|fixture| self.cache.get(&(&fixture.main, &fixture.files))).collect();
        let asked: Vec<usize> = (0..fixtures.len()).filter(|&index| answers[index].is_none()).collect();
        if !asked.is_empty() {
            let batch: Vec<&Fixture> = asked.iter().map(|&index| fixtures[index]).collect();
            for (&index, answer) in asked.iter().zip(self.ask(&batch)?) {
                let fixture = fixtures[index];
                self.cache.put(&(&fixture.main, &fixture.files), &answer);
                answers[index] = Some(answer);
            }
        }
        Ok(answers.into_iter().flatten().collect())
    }

    fn ask(&self, batch: &[&Fixture]) -> Result<Vec<Outcome>, String> {
        let requests: Vec<Request<'_>> =
            batch.iter().map(|fixture| Request { main: fixture.source(), files: &fixture.files }).collect();
        let input = serde_json::to_vec(&requests).map_err(|err| err.to_string())?;
        let mut command = Command::new("node");
        command.args(["--input-type=module", "--eval", DRIVER]).arg(&self.interpreter);
        let run = outcome::run(command, &input, Duration::from_secs(SECONDS))
            .map_err(|err| format!("{err}\nnode runs the reference VM: `make setup` installs it"))?;
        let lines: Vec<&str> = run.stdout.lines().collect();
        if run.code != Some(0) || lines.len() != batch.len() {
            let at = batch.get(lines.len()).map_or("the end", |fixture| fixture.name.as_str());
            return Err(format!("the reference VM stopped at {at}:\n{}", run.error));
        }
        batch.iter().zip(lines).map(|(fixture, line)| answer(fixture, line)).collect()
    }
}

fn answer(fixture: &Fixture, line: &str) -> Result<Outcome, String> {
    let failed = |err: &dyn std::fmt::Display| format!("{}: answer of the reference VM: {err}", fixture.name);
    let response: Response = serde_json::from_str(line).map_err(|err| failed(&err))?;
    let bytes = (0..response.stdout.len())
        .step_by(2)
        .map(|at| response.stdout.get(at..at + 2).map_or(Ok(0), |digits| u8::from_str_radix(digits, 16)))
        .collect::<Result<Vec<u8>, _>>()
        .map_err(|err| failed(&err))?;
    let named = |text: &str| text.replace(SOURCE_NAME, &format!("\"{}\"", fixture.main));
    let error = named(&response.error.unwrap_or_default());
    Ok(Outcome { stdout: named(&outcome::text(&bytes)), error, code: None })
}

//! Our own `permafrost` command: built by cargo when a test first asks for it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::outcome::{self, Outcome};

/// Which build of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// As developers build it.
    Plain,
    /// Collects and moves at every reserve, and poisons what it leaves.
    GcStress,
}

impl Build {
    /// The environment variable that names a binary to use instead of building one.
    fn variable(self) -> &'static str {
        match self {
            Self::Plain => "PERMAFROST",
            Self::GcStress => "PERMAFROST_GC_STRESS",
        }
    }

    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &[],
            // A profile of its own: optimised, and in a folder where it does not overwrite the plain build.
            Self::GcStress => &["--features", "gc-stress", "--profile", "gc-stress"],
        }
    }

    /// The path of the binary.
    ///
    /// # Errors
    /// It does not build.
    pub fn binary(self) -> Result<&'static Path, String> {
        static PLAIN: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        static GC_STRESS: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        let once = match self {
            Self::Plain => &PLAIN,
            Self::GcStress => &GC_STRESS,
        };
        once.get_or_init(|| match std::env::var_os(self.variable()) {
            Some(path) => Ok(path.into()),
            None => build("board-host", "permafrost", self.options()),
        })
        .as_deref()
        .map_err(Clone::clone)
    }

    /// Runs the command with `arguments` in `folder`.
    ///
    /// # Errors
    /// It does not build, cannot be started, does not end or crashes.
    pub fn run(self, folder: &Path, arguments: &[&str]) -> Result<Outcome, String> {
        let mut command = Command::new(self.binary()?);
        command.args(arguments).current_dir(folder);
        outcome::run(command, &[], Duration::from_secs(120))
    }
}

/// Builds the binary `name` of the workspace's package `package` and gives its path.
///
/// # Errors
/// What the compiler says.
pub fn build(package: &str, name: &str, options: &[&str]) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--message-format=json-render-diagnostics", "--package", package, "--bin", name])
        .args(options)
        .current_dir(crate::root());
    let run = outcome::run(command, &[], Duration::from_secs(1200))?;
    if run.code != Some(0) {
        return Err(format!("building {name} {}:\n{}", options.join(" "), run.error));
    }
    run.stdout
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| format!("cargo built no {name}"))
}

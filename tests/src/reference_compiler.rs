//! The reference compiler as an oracle: the bytes of a `.mpy` file, or why the source is refused.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::fixture::Fixture;
use crate::oracles::Oracles;
use crate::outcome;

/// Compiles the file `source` to `output`, under the name `name` in tracebacks, with further `options`.
///
/// # Errors
/// What the compiler says about the source.
pub fn compile(oracles: &Oracles, source: &Path, name: &str, output: &Path, options: &[&str]) -> Result<(), String> {
    let mut command = Command::new(&oracles.mpy_cross);
    command.args(["-s", name, "-o"]).arg(output).args(options).arg("--").arg(source);
    let run = outcome::run(command, &[], Duration::from_secs(60))?;
    if run.code == Some(0) { Ok(()) } else { Err(format!("{}{}", run.stdout, run.error)) }
}

/// Compiles every module of a fixture into `folder`; gives the name of the file to run.
///
/// # Errors
/// A module is refused, or a file cannot be written.
pub fn compile_fixture(oracles: &Oracles, fixture: &Fixture, folder: &Path) -> Result<String, String> {
    for name in fixture.files.keys() {
        let output = folder.join(name).with_extension("mpy");
        if let Some(parent) = output.parent() {
            fs::create_dir_all(parent).map_err(|err| format!("{}: {err}", parent.display()))?;
        }
        compile(oracles, &fixture.folder.join(name), name, &output, &[])?;
    }
    Ok(format!("{}.mpy", fixture.main.trim_end_matches(".py")))
}

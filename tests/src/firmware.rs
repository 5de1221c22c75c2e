//! Firmware in a board's emulator.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use board_support::Board;

use crate::outcome::{self, Outcome};

/// All boards of the project that have firmware and an emulator.
///
/// # Errors
/// A board's description is wrong.
pub fn boards() -> Result<Vec<Board>, String> {
    let folder = crate::root().join("boards");
    let boards: Result<Vec<Board>, _> = Board::names(&folder).iter().map(|name| Board::named(&folder, name)).collect();
    Ok(boards.map_err(|err| err.to_string())?.into_iter().filter(|board| board.emulator.is_some()).collect())
}

/// The file `name.elf` that `make vm BOARD=…` left.
///
/// # Errors
/// It is not there.
pub fn built(name: &str) -> Result<PathBuf, String> {
    let path = crate::root().join("out/vm").join(name).with_extension("elf");
    if path.is_file() { Ok(path) } else { Err(format!("{}: not there; `make vm BOARD=…` builds it", path.display())) }
}

/// Boots `elf` in the board's emulator, with further `arguments` for the emulator.
///
/// # Errors
/// The emulator cannot be started, crashes (a locked-up core does that) or does not end.
pub fn boot(board: &Board, elf: &Path, arguments: &[&str]) -> Result<Outcome, String> {
    let mut command = board.emulate(elf).ok_or_else(|| format!("{} has no emulator", board.name))?;
    command.args(arguments);
    outcome::run(command, &[], Duration::from_secs(60)).map_err(|err| format!("{}: {err}", board.name))
}

/// Freezes `app` for `board` with the command at `frozen`, and boots it.
///
/// # Errors
/// There is no VM for the board, the app cannot be frozen; as [`boot`].
pub fn freeze_and_boot(frozen: &Path, board: &Board, app: &Path) -> Result<Outcome, String> {
    let name = app.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let elf: PathBuf = crate::scratch("firmware")?.join(format!("{name}-{}.elf", board.name));
    let mut command = Command::new(frozen);
    command.arg("build").arg(app).arg("--vm").arg(built(&board.name)?).arg("-q").arg("-o").arg(&elf);
    let run = outcome::run(command, &[], Duration::from_secs(60))?;
    if run.code != Some(0) {
        return Err(format!("{}: {}", board.name, run.error));
    }
    boot(board, &elf, &[])
}

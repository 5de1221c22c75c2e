//! Programs frozen into firmware print on every emulated board what CPython prints.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use board_support::Board;
use permafrost_tests::cpython::CPython;
use permafrost_tests::fixture::Fixture;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::outcome::{self, Outcome};
use permafrost_tests::{diff, firmware, permafrost};

/// Freezes `app` for `board`, and boots it.
fn freeze_and_boot(frozen: &Path, board: &Board, app: &Path) -> Result<Outcome, String> {
    let name = app.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let elf: PathBuf = permafrost_tests::scratch("firmware")?.join(format!("{name}-{}.elf", board.name));
    let mut command = Command::new(frozen);
    command.arg("build").arg(app).arg("--vm").arg(firmware::built(&board.name)?).arg("-q").arg("-o").arg(&elf);
    let run = outcome::run(command, &[], Duration::from_secs(60))?;
    if run.code != Some(0) {
        return Err(format!("{}: {}", board.name, run.error));
    }
    firmware::boot(board, &elf, &[])
}

#[test]
fn example_prints_the_same_on_every_board() -> Result<(), String> {
    let folder = permafrost_tests::root().join("examples/weather");
    let fixture = Fixture::app("weather", &folder)?;
    let expected = CPython::new(&Oracles::locate()?)?.run(&fixture)?;
    assert_eq!((expected.code, expected.error.as_str()), (Some(0), ""));
    let frozen = permafrost::build("mpy-frozen", "frozen", &[])?;
    for board in firmware::boards()? {
        let run = freeze_and_boot(&frozen, &board, &folder)?;
        diff::equal(&expected.stdout, "CPython", &run.stdout, &board.name).map_err(|err| err + "\n" + &run.error)?;
        assert_eq!(run.code, Some(0), "{}", board.name);
    }
    Ok(())
}

//! Starting a firmware file in the board's emulator.

use std::path::Path;
use std::process::Command;

use crate::Board;

impl Board {
    /// The command that runs `elf` with the board's UART on standard output; `None` if the board has no emulator.
    ///
    /// Its exit status is the firmware's. Callers may add arguments (`-icount shift=0` makes time repeatable).
    #[must_use]
    pub fn emulate(&self, elf: &Path) -> Option<Command> {
        let (program, arguments) = self.emulator.as_ref()?.command.split_first()?;
        let mut command = Command::new(program);
        command.args(arguments.iter().map(|argument| argument.replace("{elf}", &elf.to_string_lossy())));
        Some(command)
    }
}

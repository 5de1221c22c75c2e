//! The board that is a process: the `permafrost` command.
#![forbid(unsafe_code)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("permafrost: {error:#}");
            ExitCode::FAILURE
        }
    }
}

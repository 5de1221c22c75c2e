//! The `mpy-cross` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(mpy_cross::cli::run(std::env::args_os()))
}

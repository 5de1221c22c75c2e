//! The `board` command: what the Makefile asks about boards.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use board_support::size::{Size, Usage, grouped, largest_symbols};
use board_support::{Board, BoardError};
use clap::{Parser, Subcommand};

/// Boards as data: keys, sizes, emulators.
#[derive(Parser)]
#[command(name = "board", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Names of all boards.
    List,
    /// The Rust target of a board.
    Target {
        /// The board's name.
        board: String,
    },
    /// The chip family of a board.
    Chip {
        /// The board's name.
        board: String,
    },
    /// The VM features of a board, separated by commas.
    Features {
        /// The board's name.
        board: String,
    },
    /// The features of mpy-runtime that a board can have.
    VmFeatures,
    /// Run a firmware file in the board's emulator; ends with the firmware's exit code.
    Run {
        /// The board's name.
        board: String,
        /// The firmware file.
        elf: PathBuf,
    },
    /// Flash and RAM of one firmware file, by purpose.
    Usage {
        /// The board's name.
        board: String,
        /// The firmware file.
        elf: PathBuf,
    },
    /// One row of sizes for each firmware file.
    Size {
        /// The firmware files.
        elves: Vec<PathBuf>,
        /// Also list this many of the largest functions and constants of each.
        #[arg(long, default_value_t = 0)]
        symbols: usize,
    },
}

/// Features of mpy-runtime that no board has: the set for the host, and what tests switch on.
const NOT_FOR_BOARDS: &[&str] = &["default", "gc-stress"];

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("board: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn named(board: &str) -> Result<Board, BoardError> {
    Board::named(Board::source_folder(), board)
}

fn execute(command: Command) -> Result<ExitCode> {
    match command {
        Command::List => println!("{}", Board::names(Board::source_folder()).join("\n")),
        Command::Target { board } => println!("{}", named(&board)?.target),
        Command::Chip { board } => println!("{}", named(&board)?.chip),
        Command::Features { board } => {
            println!("{}", named(&board)?.features.into_iter().collect::<Vec<_>>().join(","));
        }
        Command::VmFeatures => println!("{}", vm_features()?.join("\n")),
        Command::Run { board, elf } => {
            let board = named(&board)?;
            let mut command = board.emulate(&elf).with_context(|| format!("{} has no emulator", board.name))?;
            let program = command.get_program().to_string_lossy().into_owned();
            let status =
                command.status().with_context(|| format!("{program} does not start; `make setup` installs it"))?;
            let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
            return Ok(ExitCode::from(code));
        }
        Command::Usage { board, elf } => {
            print!("{}", Usage { board: &named(&board)?, size: Size::of_file(&elf)? });
        }
        Command::Size { elves, symbols } => print_sizes(&elves, symbols)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The features in mpy-runtime's manifest, without those that are for tests.
fn vm_features() -> Result<Vec<String>> {
    let path = Board::source_folder().join("../runtime/Cargo.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| path.display().to_string())?;
    let features = manifest.get("features").and_then(toml::Value::as_table).context("no [features]")?;
    Ok(features.keys().filter(|name| !NOT_FOR_BOARDS.contains(&name.as_str())).cloned().collect())
}

fn print_sizes(elves: &[PathBuf], symbols: usize) -> Result<()> {
    println!("{:<28}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}", "", "text", "rodata", "data", "bss", "flash", "RAM");
    for elf in elves {
        let size = Size::of_file(elf)?;
        print!("{:<28}", elf.file_stem().unwrap_or_default().to_string_lossy());
        for bytes in [size.text, size.rodata, size.data, size.bss, size.vm_flash(), size.static_ram()] {
            print!("{:>9}", grouped(bytes));
        }
        println!();
        for symbol in largest_symbols(elf, symbols)? {
            println!("{:>16}  {}", grouped(symbol.size), symbol.name);
        }
    }
    Ok(())
}

//! The command line: the reference's options in the forms it takes, some of which are no usual ones.

use std::{ffi::OsString, io::IsTerminal, path::PathBuf};

use clap::{ArgAction, CommandFactory, Parser, ValueEnum};
use mpy_format::Arch;

use super::Failure;
use crate::{Emitter, Options};

/// What the command is to do.
pub(super) enum Command {
    Compile(Box<Job>),
    Version,
}

/// One compilation.
pub(super) struct Job {
    /// The source; `None` for standard input.
    pub input: Option<PathBuf>,
    /// The module; `None` for standard output.
    pub output: Option<PathBuf>,
    pub embedded_name: Option<String>,
    pub options: Options,
    pub diagnostics: Diagnostics,
}

/// How errors are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Diagnostics {
    /// As the reference does
    Plain,
    /// With the place in the source
    Rich,
}

/// What `--version` prints: the reference's line, which other programs look for, and our own name.
pub(super) fn version() -> String {
    format!("MicroPython v1.28.0 on 2026-04-06; mpy-cross emitting mpy v6.3 (Permafrost {})", env!("CARGO_PKG_VERSION"))
}

/// Compiles Python to a MicroPython .mpy module.
#[derive(Parser)]
#[command(name = "mpy-cross", disable_version_flag = true)]
struct Arguments {
    /// Show version information
    #[arg(long)]
    version: bool,
    /// Output file, `-` for standard output [default: the input's name with .mpy; for standard input standard output]
    #[arg(short, value_name = "FILE", allow_hyphen_values = true)]
    output: Option<OsString>,
    /// Name of the source file to embed in the module [default: the input's]
    #[arg(short, value_name = "NAME", allow_hyphen_values = true)]
    source: Option<String>,
    /// Accepted for compatibility; can be repeated
    #[arg(short, action = ArgAction::Count)]
    verbose: u8,
    /// Optimisation level (-O0, -O1, -O2, -O3): from 1 on without assertions, from 3 on without line numbers
    #[arg(short = 'O', value_name = "N", default_value_t = 0)]
    optimize: u32,
    /// Bits of the target's small int, as -msmall-int-bits=N
    #[arg(long = "msmall-int-bits", value_name = "N", value_parser = integer)]
    small_int_bits: Option<i64>,
    /// Target of machine code, as -march=ARCH: x86, x64, armv6, armv6m, armv7m, armv7em, armv7emsp, armv7emdp, xtensa,
    /// xtensawin, rv32imc, rv64imc, host, debug
    #[arg(long = "march", value_name = "ARCH", value_parser = arch)]
    arch: Option<Arch>,
    /// Extensions of rv32imc, as -march-flags=FLAGS: zba, zcmp, a list of them, or a number
    #[arg(long = "march-flags", value_name = "FLAGS")]
    arch_flags: Option<String>,
    /// emit=bytecode|native|viper: the default kind of code; heapsize=N is accepted for compatibility
    #[arg(short = 'X', value_name = "OPTION", value_parser = implementation_option)]
    implementation: Vec<Implementation>,
    /// How errors are shown [default: rich on a terminal, plain otherwise]
    #[arg(long, value_enum)]
    diagnostics: Option<Diagnostics>,
    /// Source file, `-` for standard input
    input: Vec<OsString>,
}

#[derive(Clone, Copy)]
enum Implementation {
    Emit(Emitter),
    HeapSize,
}

/// Understands a command line; its first argument is the command.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    let arguments = Arguments::try_parse_from(usual(args)).map_err(|error| Failure::Usage(usage(&error)))?;
    if arguments.version {
        return Ok(Command::Version);
    }
    let arch = arguments.arch.unwrap_or(Arch::None);
    let emitter = arguments.implementation.iter().rev().find_map(|option| match option {
        Implementation::Emit(emitter) => Some(*emitter),
        Implementation::HeapSize => None,
    });
    let emitter = emitter.unwrap_or_default();
    let input = match &arguments.input[..] {
        [] => None,
        [input] => Some(input),
        _ => return Err(Failure::Arguments("multiple input files".into())),
    };
    let arch_flags = match (&arguments.arch_flags, arch) {
        (None, _) | (Some(_), Arch::None) => Some(0),
        (Some(flags), Arch::Rv32imc) => rv32_flags(flags),
        (Some(_), _) => None,
    };
    let arch_flags = arch_flags.ok_or_else(|| Failure::Arguments("unrecognised arch flags".into()))?;
    if emitter != Emitter::Bytecode && arch == Arch::None {
        return Err(Failure::Arguments("arch not specified".into()));
    }
    let input = input.ok_or_else(|| Failure::Arguments("no input file".into()))?;
    let input = (input != "-").then(|| slashed(input));
    let output = match arguments.output {
        Some(output) => (output != "-").then(|| output.into()),
        None => input.as_ref().map(default_output),
    };
    let defaults = Options::default();
    let options = Options {
        optimize: arguments.optimize,
        small_int_bits: arguments.small_int_bits.map_or(defaults.small_int_bits, |bits| bits as u32),
        arch,
        arch_flags,
        emitter,
        ..defaults
    };
    let rich_or_plain = || if std::io::stderr().is_terminal() { Diagnostics::Rich } else { Diagnostics::Plain };
    Ok(Command::Compile(Box::new(Job {
        input: input.map(PathBuf::from),
        output,
        embedded_name: arguments.source.map(|name| name.replace('\\', "/")),
        options,
        diagnostics: arguments.diagnostics.unwrap_or_else(rich_or_plain),
    })))
}

/// Options in the form that is usual today: `-march=x` to `--march=x`, `-OO` to `-O2`.
fn usual(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut is_value = true;
    let mut only_files = false;
    let mut usual = Vec::new();
    for arg in args {
        let text = arg.to_string_lossy().into_owned();
        let rewritten = match text.strip_prefix('-') {
            _ if is_value || only_files => arg,
            Some("-") => {
                only_files = true;
                arg
            }
            Some(option) if option.starts_with("march=") || option.starts_with("msmall-int-bits=") => {
                format!("--{option}").into()
            }
            Some(option) if option.starts_with("march-flags=") => format!("--{option}").into(),
            Some(option) if option.starts_with('O') => format!("-O{}", level(option)).into(),
            _ => arg,
        };
        is_value = matches!(text.as_str(), "-o" | "-s" | "-X") && !is_value && !only_files;
        usual.push(rewritten);
    }
    usual
}

/// `O2` is 2, `OO` is 2, and what else follows does not matter.
fn level(option: &str) -> u32 {
    match option.chars().nth(1).and_then(|digit| digit.to_digit(10)) {
        Some(digit) => digit,
        None => option.chars().take_while(|&letter| letter == 'O').count() as u32,
    }
}

fn usage(error: &clap::Error) -> String {
    match error.kind() {
        clap::error::ErrorKind::DisplayHelp => error.to_string(),
        _ => format!("{error}\n{}", Arguments::command().render_help()),
    }
}

fn slashed(input: &OsString) -> OsString {
    match input.to_str() {
        Some(text) => text.replace('\\', "/").into(),
        None => input.clone(),
    }
}

/// The input's name with its last two bytes replaced.
fn default_output(input: &OsString) -> PathBuf {
    let name = input.to_string_lossy();
    let mut end = name.len().saturating_sub("py".len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}mpy", &name[..end]).into()
}

fn arch(name: &str) -> Result<Arch, String> {
    let host = if cfg!(target_arch = "x86_64") {
        Some(Arch::X64)
    } else if cfg!(target_arch = "x86") {
        Some(Arch::X86)
    } else if cfg!(target_arch = "riscv64") {
        Some(Arch::Rv64imc)
    } else {
        None
    };
    match name {
        "host" => host.ok_or_else(|| "unable to determine host architecture for -march=host".into()),
        name => Arch::from_name(name).ok_or_else(|| "no such architecture".into()),
    }
}

fn implementation_option(text: &str) -> Result<Implementation, String> {
    match text.split_once('=') {
        Some(("emit", "bytecode")) => Ok(Implementation::Emit(Emitter::Bytecode)),
        Some(("emit", "native")) => Ok(Implementation::Emit(Emitter::Native)),
        Some(("emit", "viper")) => Ok(Implementation::Emit(Emitter::Viper)),
        Some(("heapsize", _)) => Ok(Implementation::HeapSize),
        _ => Err("no such option".into()),
    }
}

/// A C integer: decimal, hexadecimal with `0x`, octal with `0`.
fn integer(text: &str) -> Result<i64, String> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let parsed = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16),
        None if digits.starts_with('0') => i64::from_str_radix(digits, 8),
        None => digits.parse(),
    };
    parsed.map(|n| sign * n).map_err(|error| error.to_string())
}

const ZBA: u32 = 1;
const ZCMP: u32 = 2;

fn rv32_flags(text: &str) -> Option<u32> {
    let number = match text.get(..2) {
        Some("0x" | "0X") => u32::from_str_radix(&text[2..], 16).ok(),
        Some("0b" | "0B") => u32::from_str_radix(&text[2..], 2).ok(),
        _ => text.parse().ok(),
    };
    let named = || {
        // A comma at the end is all right.
        text.strip_suffix(',').unwrap_or(text).split(',').try_fold(0, |flags, name| match name {
            "zba" => Some(flags | ZBA),
            "zcmp" => Some(flags | ZCMP),
            _ => None,
        })
    };
    number.or_else(named).filter(|flags| flags & !(ZBA | ZCMP) == 0)
}

//! The command line: the reference's options exactly as it takes them, and ours beside them.
//!
//! The reference reads its arguments twice, from left to right: first every `-X`, wherever it stands, then the rest. The
//! first thing that is wrong, or that ends the command, decides. Our own options ([`Extensions`]) are all of a form that
//! the reference refuses, so that no command line that it takes means anything else here.

use std::{
    ffi::{OsStr, OsString},
    io::IsTerminal,
    num::NonZero,
    path::PathBuf,
};

use clap::{CommandFactory, Parser, ValueEnum};
use mpy_format::Arch;

use super::Failure;
use crate::{Emitter, Options, lint::Warnings, optimize::Passes};

/// What the command is to do.
pub(super) enum Command {
    /// Compile one file.
    One(Job),
    /// Compile many.
    Tree(Tree),
    /// Say which version this is.
    Version,
}

/// What all compilations have in common.
pub(super) struct Settings {
    pub options: Options,
    pub diagnostics: Diagnostics,
    /// What to warn of.
    pub warnings: Warnings,
}

/// One compilation.
pub(super) struct Job {
    /// The source; `None` for standard input.
    pub input: Option<OsString>,
    /// The module; `None` for standard output.
    pub output: Option<OsString>,
    /// In the bytes of the command line, which need not be text.
    pub embedded_name: Option<Vec<u8>>,
    pub settings: Settings,
}

/// Compilation of files and folders.
pub(super) struct Tree {
    pub inputs: Vec<PathBuf>,
    /// Where the modules go; `None` for beside their sources.
    pub output: Option<PathBuf>,
    /// Whether to leave out what is up to date.
    pub changed: bool,
    /// How many files are compiled at the same time; `None` for one on each processor.
    pub jobs: Option<NonZero<usize>>,
    pub settings: Settings,
}

/// How errors and warnings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Diagnostics {
    /// As the reference shows them
    Plain,
    /// The same, then the place in the source
    Rich,
    /// One JSON object a line
    Json,
}

/// What `--version` prints: the reference's line, which other programs look for, and our own name.
pub(super) fn version() -> String {
    format!("MicroPython v1.28.0 on 2026-04-06; mpy-cross emitting mpy v6.3 (Permafrost {})", env!("CARGO_PKG_VERSION"))
}

// The descriptions are the second half of the help.
#[derive(Parser)]
#[command(disable_help_flag = true, help_template = "{options}")]
struct Extensions {
    /// Compile each FILE, and each .py file below each FILE that is a folder; -o names a folder
    #[arg(short, long)]
    recursive: bool,
    /// With -r and -o: skip what has not changed since it was last compiled with these options
    #[arg(long)]
    changed: bool,
    /// With -r: compile N files at the same time [default: one on each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// How errors are shown: plain, rich, json [default: rich on a terminal, plain elsewhere]
    #[arg(long, value_enum, value_name = "FORM", hide_possible_values = true)]
    diagnostics: Option<Diagnostics>,
    /// Warn of what compiles but cannot be meant; LIST is of codes to show, or with minus to hide
    #[arg(long, value_name = "LIST", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    warn: Option<Warnings>,
    /// Smaller and faster code than the reference's; LIST is of passes to run, or with minus to leave out
    #[arg(long, value_name = "LIST", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    optimize: Option<Passes>,
}

const OWN_FLAGS: &[&str] = &["-r", "--recursive", "--changed", "--warn", "--optimize"];
const OWN_VALUES: &[&str] = &["--jobs=", "--diagnostics=", "--warn=", "--optimize="];

/// What has been read of the reference's options.
#[derive(Default)]
struct Scan {
    inputs: Vec<OsString>,
    output: Option<OsString>,
    embedded_name: Option<Vec<u8>>,
    optimize: u32,
    small_int_bits: Option<u8>,
    arch: Option<Arch>,
    arch_flags: Option<OsString>,
    emitter: Emitter,
    /// Our own options, as they are.
    own: Vec<OsString>,
    is_recursive: bool,
}

/// Understands a command line; its first argument is the command.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    let mut args = args.into_iter();
    let command = args.next().unwrap_or_else(|| "mpy-cross".into());
    let args: Vec<OsString> = args.collect();
    let usage = |problem: String| Failure::Usage(usage(&command.to_string_lossy(), &problem));
    let mut scan = Scan { emitter: implementation_options(&args).map_err(usage)?, ..Scan::default() };
    // The reference takes one file, and says so at the second; it has not read what follows.
    let mut has_many = false;
    let mut is_option = true;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let text = arg.to_string_lossy();
        if !is_option || !text.starts_with('-') || text == "-" {
            has_many |= !scan.inputs.is_empty() && !scan.is_recursive;
            scan.inputs.push(slashed(arg));
            continue;
        }
        match scan.option(&text, arg, &mut rest) {
            Ok(Step::Next) => {}
            Ok(Step::OnlyFiles) => is_option = false,
            _ if has_many && !scan.is_recursive => return Err(multiple_inputs()),
            Ok(Step::Version) => return Ok(Command::Version),
            Err(problem) => return Err(usage(problem)),
        }
    }
    if has_many && !scan.is_recursive {
        return Err(multiple_inputs());
    }
    scan.finish(usage)
}

fn multiple_inputs() -> Failure {
    Failure::Arguments("multiple input files".into())
}

/// What to do after an option.
enum Step {
    Next,
    OnlyFiles,
    Version,
}

impl Scan {
    fn option<'a>(
        &mut self,
        text: &str,
        arg: &OsString,
        rest: &mut impl Iterator<Item = &'a OsString>,
    ) -> Result<Step, String> {
        let mut value = || rest.next().ok_or_else(|| format!("{text} needs a value"));
        match text {
            // Read before.
            "-X" => drop(value()?),
            "--version" => return Ok(Step::Version),
            "--" => return Ok(Step::OnlyFiles),
            "-v" => {}
            "-o" => self.output = Some(value()?.clone()),
            "-s" => {
                let slash = |&byte: &u8| if byte == b'\\' { b'/' } else { byte };
                self.embedded_name = Some(value()?.as_encoded_bytes().iter().map(slash).collect());
            }
            _ if text.starts_with("-O") => self.optimize = level(&text[1..]),
            _ if OWN_FLAGS.contains(&text) || OWN_VALUES.iter().any(|name| text.starts_with(name)) => {
                self.is_recursive |= text == "-r" || text == "--recursive";
                self.own.push(arg.clone());
            }
            _ => match text.split_once('=') {
                Some(("-march", name)) => self.arch = Some(arch(name)?),
                Some(("-march-flags", flags)) => self.arch_flags = Some(flags.into()),
                Some(("-msmall-int-bits", bits)) => {
                    let bits = c_integer(bits).ok_or_else(|| format!("{text}: not a number"))?;
                    // The header has a byte for it.
                    self.small_int_bits = Some(bits as u8);
                }
                _ => return Err(format!("no such option: {text}")),
            },
        }
        Ok(Step::Next)
    }

    fn finish(self, usage: impl Fn(String) -> Failure) -> Result<Command, Failure> {
        let own = match &self.own[..] {
            [] => None,
            own => Some(
                Extensions::try_parse_from([OsString::new()].iter().chain(own))
                    .map_err(|error| usage(error.to_string().trim_start_matches("error: ").to_string()))?,
            ),
        };
        let arch = self.arch.unwrap_or(Arch::None);
        let arch_flags = match (&self.arch_flags, arch) {
            (None, _) | (Some(_), Arch::None) => Some(0),
            (Some(flags), Arch::Rv32imc) => rv32_flags(&flags.to_string_lossy()),
            (Some(_), _) => None,
        };
        let arch_flags = arch_flags.ok_or_else(|| Failure::Arguments("unrecognised arch flags".into()))?;
        if self.emitter != Emitter::Bytecode && arch == Arch::None {
            return Err(Failure::Arguments("arch not specified".into()));
        }
        let defaults = Options::default();
        let options = Options {
            optimize: self.optimize,
            small_int_bits: self.small_int_bits.map_or(defaults.small_int_bits, u32::from),
            arch,
            arch_flags,
            emitter: self.emitter,
            passes: own.as_ref().and_then(|own| own.optimize).unwrap_or_default(),
            ..defaults
        };
        let rich_or_plain = || if std::io::stderr().is_terminal() { Diagnostics::Rich } else { Diagnostics::Plain };
        let diagnostics = own.as_ref().and_then(|own| own.diagnostics).unwrap_or_else(rich_or_plain);
        let warnings = own.as_ref().and_then(|own| own.warn).unwrap_or_default();
        let settings = Settings { options, diagnostics, warnings };
        let mut inputs = self.inputs;
        let refused = |text: &str| Err(Failure::Arguments(text.into()));
        match own {
            Some(own) if own.recursive => {
                if inputs.is_empty() {
                    return refused("no input file");
                }
                if self.embedded_name.is_some() {
                    return refused("-s names one source: not with -r");
                }
                if inputs.iter().any(|input| input == "-") || self.output.as_ref().is_some_and(|output| output == "-") {
                    return refused("-r takes no standard input and has no standard output");
                }
                if own.changed && self.output.is_none() {
                    return refused("--changed keeps its record in the output folder: name one with -o");
                }
                let inputs = inputs.into_iter().map(PathBuf::from).collect();
                let output = self.output.map(PathBuf::from);
                Ok(Command::Tree(Tree { inputs, output, changed: own.changed, jobs: own.jobs, settings }))
            }
            Some(own) if own.changed || own.jobs.is_some() => refused("--changed and --jobs go with -r"),
            _ => {
                let input = inputs.pop().ok_or_else(|| Failure::Arguments("no input file".into()))?;
                let output = match self.output {
                    Some(output) => (output != "-").then_some(output),
                    None => (input != "-").then(|| default_output(&input)),
                };
                let input = (input != "-").then_some(input);
                Ok(Command::One(Job { input, output, embedded_name: self.embedded_name, settings }))
            }
        }
    }
}

/// Every `-X`, wherever it stands: the reference looks for them first, behind `--` and in place of a value, too.
fn implementation_options(args: &[OsString]) -> Result<Emitter, String> {
    let mut emitter = Emitter::Bytecode;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg != "-X" {
            continue;
        }
        let option = args.next().ok_or("-X needs a value")?.to_string_lossy();
        match option.split_once('=') {
            Some(("emit", "bytecode")) => emitter = Emitter::Bytecode,
            Some(("emit", "native")) => emitter = Emitter::Native,
            Some(("emit", "viper")) => emitter = Emitter::Viper,
            // Memory is there as it is needed.
            Some(("heapsize", _)) => {}
            _ => return Err(format!("no such option: -X {option}")),
        }
    }
    Ok(emitter)
}

/// `O2` is 2, `OO` is 2, and what else follows does not matter.
fn level(option: &str) -> u32 {
    match option.chars().nth(1).and_then(|digit| digit.to_digit(10)) {
        Some(digit) => digit,
        None => option.chars().take_while(|&letter| letter == 'O').count() as u32,
    }
}

fn usage(command: &str, problem: &str) -> String {
    let asked = matches!(problem, "no such option: -h" | "no such option: --help");
    let problem = if asked { String::new() } else { format!("{}\n\n", problem.trim_end()) };
    let own = Extensions::command().render_help();
    format!(
        "{problem}usage: {command} [OPTIONS] [-X OPTION] [--] FILE
Compiles Python to a MicroPython .mpy module. FILE can be - for standard input.

Options:
  --version              Print the version
  -o FILE                Output, - for standard output [default: FILE with .mpy for .py; that of standard
                         input is standard output]
  -s NAME                Name of the source that the module holds [default: FILE]
  -O[N]                  From -O1 on without assertions, from -O3 on without line numbers
  -v                     Taken, and means nothing
  -msmall-int-bits=N     Bits of the target's small int [default: 31]
  -march=ARCH            Target of machine code: x86, x64, armv6, armv6m, armv7m, armv7em, armv7emsp, armv7emdp,
                         xtensa, xtensawin, rv32imc, rv64imc, host, debug
  -march-flags=FLAGS     Extensions of rv32imc: zba, zcmp, both with a comma between, or a number
  -X emit=KIND           Code of functions without a decorator: bytecode, native, viper [default: bytecode]
  -X heapsize=N          Taken, and means nothing: memory is there as it is needed

More, beyond the reference:
{own}
"
    )
}

fn slashed(input: &OsString) -> OsString {
    match input.to_str() {
        Some(text) => text.replace('\\', "/").into(),
        None => input.clone(),
    }
}

/// The input's name with its last two bytes replaced.
pub(super) fn default_output(input: &OsStr) -> OsString {
    let path = std::path::Path::new(input);
    if path.extension().is_some_and(|extension| extension == "py") {
        return path.with_extension("mpy").into();
    }
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
        name => Arch::from_name(name).ok_or_else(|| format!("no such architecture: {name}")),
    }
}

/// An integer as C's `strtol` reads it: space and a sign before it, decimal, hexadecimal with `0x`, octal with `0`; nothing
/// is 0, and what is too large is the largest there is.
fn c_integer(text: &str) -> Option<i64> {
    let unsigned = text.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    let (is_negative, digits) = match unsigned.strip_prefix(['-', '+']) {
        Some(digits) => (unsigned.starts_with('-'), digits),
        None => (false, unsigned),
    };
    let (base, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        _ if digits.starts_with('0') => (8, digits),
        _ => (10, digits),
    };
    if digits.is_empty() {
        // `0x` without digits is a 0 with something behind it; a sign alone is no number.
        return text.is_empty().then_some(0);
    }
    if !digits.chars().all(|digit| digit.is_digit(base)) {
        return None;
    }
    let limit = if is_negative { i64::MIN } else { i64::MAX };
    Some(i64::from_str_radix(digits, base).map_or(limit, |n| if is_negative { -n } else { n }))
}

const ZBA: u32 = 1;
const ZCMP: u32 = 2;

fn rv32_flags(text: &str) -> Option<u32> {
    // A comma at the end is all right.
    let names = text.strip_suffix(',').unwrap_or(text).split(',');
    let named = names.map(|name| match name {
        "zba" => Some(ZBA),
        "zcmp" => Some(ZCMP),
        _ => None,
    });
    let named = || named.reduce(|all, flag| Some(all? | flag?)).flatten();
    flags_number(text).or_else(named).filter(|flags| flags & !(ZBA | ZCMP) == 0)
}

/// A number as Python writes it, without leading zeros; space round it does no harm.
fn flags_number(text: &str) -> Option<u32> {
    let mut is_negative = false;
    let (base, digits) = match text.as_bytes() {
        [b'0', b'b' | b'B', _, ..] => (2, &text[2..]),
        [b'0', b'x' | b'X', _, ..] => (16, &text[2..]),
        [b'0', _, _, ..] => return None,
        _ => {
            let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
            is_negative = text.starts_with('-');
            (10, text.strip_prefix(['+', '-']).unwrap_or(text))
        }
    };
    let digits = digits.trim_end_matches(|c: char| c.is_ascii_whitespace());
    let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    let number = is_number.then(|| u32::from_str_radix(digits, base).ok()).flatten();
    number.filter(|&number| !is_negative || number == 0)
}

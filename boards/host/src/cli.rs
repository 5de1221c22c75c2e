//! The command line: what to run, and on how much RAM.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use board_support::Board;
use clap::Parser;
use mpy_runtime::Vm;
use mpy_runtime::exception::Raised;
use mpy_runtime::heap::Slot;
use mpy_runtime::ops::print::Sink;
use mpy_runtime::port::CompileMode;

use board_host::port::HostPort;
use chip_host::{Map, Ram};

/// Where RAM is when no board says otherwise.
const RAM_START: u32 = 0x2000_0000;

/// How deep builtins may call back into Python here: a process has a large machine stack.
const MAX_NESTING: u16 = 180;

/// Runs MicroPython programs on the permafrost VM.
#[derive(Parser, Debug)]
#[command(name = "permafrost", version, about)]
struct Cli {
    /// A .py or .mpy file, or a folder with a main.py; arguments for the program follow.
    #[arg(value_name = "FILE", trailing_var_arg = true, allow_hyphen_values = true)]
    program: Vec<String>,

    /// Run this code.
    #[arg(short = 'c', value_name = "CODE", conflicts_with = "module")]
    code: Option<String>,

    /// Run this module as __main__.
    #[arg(short = 'm', value_name = "MODULE")]
    module: Option<String>,

    /// Optimisation level of compiled source, as of mpy-cross.
    #[arg(short = 'O', value_name = "LEVEL", default_value_t = 0)]
    optimize: u32,

    /// Bytes of RAM for objects and stack; k and m are known.
    #[arg(long, value_name = "BYTES", value_parser = parse_size, default_value = "1m")]
    heap: u32,

    /// Use the memory map of this board: a name in ./boards, or a board.toml.
    #[arg(long, value_name = "BOARD", conflicts_with = "heap")]
    board: Option<String>,

    /// Print on standard error what the heap holds at the end.
    #[arg(long)]
    stats: bool,
}

/// A size in bytes: digits, then perhaps `k` or `m`.
fn parse_size(text: &str) -> Result<u32, String> {
    let (digits, factor) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1 << 10),
        None => match text.strip_suffix(['m', 'M']) {
            Some(digits) => (digits, 1 << 20),
            None => (text, 1),
        },
    };
    let bytes = digits.parse::<u32>().ok().and_then(|number| number.checked_mul(factor));
    match bytes {
        Some(bytes) if (1024..=512 << 20).contains(&bytes) => Ok(bytes & !3),
        Some(_) => Err("between 1k and 512m".to_owned()),
        None => Err("not a size".to_owned()),
    }
}

impl Cli {
    fn ram(&self) -> anyhow::Result<Ram> {
        let Some(name) = &self.board else { return Ok(Ram { start: RAM_START, end: RAM_START + self.heap }) };
        let path = Path::new(name);
        let board = if path.is_file() { Board::load(path)? } else { Board::named(Path::new("boards"), name)? };
        let memory = board.memory;
        // The machine stack is at the start of RAM; static data behind it is a few hundred bytes more on the device.
        Ok(Ram { start: memory.ram.origin + memory.machine_stack, end: memory.ram.end() })
    }

    /// Where the program's modules are.
    fn root(&self) -> PathBuf {
        let Some(program) = self.program.first().filter(|_| self.code.is_none() && self.module.is_none()) else {
            return PathBuf::from(".");
        };
        let program = Path::new(program);
        if program.is_dir() {
            return program.to_owned();
        }
        match program.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        }
    }

    fn execute(&self, vm: &mut Vm) -> anyhow::Result<Result<(), Raised>> {
        if let Some(code) = &self.code {
            return Ok(run_source(vm, b"<string>", code.as_bytes()));
        }
        if let Some(module) = &self.module {
            return Ok(vm.run_main(module.as_bytes()));
        }
        let Some(program) = self.program.first() else { bail!("nothing to run: name a file, or use -c or -m") };
        let path = Path::new(program);
        if path.is_dir() {
            return Ok(vm.run_main(b"main"));
        }
        let contents = std::fs::read(path).with_context(|| format!("cannot read {program}"))?;
        if path.extension().is_some_and(|extension| extension == "mpy") {
            return Ok(run_mpy(vm, &contents));
        }
        Ok(run_source(vm, program.as_bytes(), &contents))
    }
}

/// Runs the command; the exit code is the program's.
pub fn run() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let port = Box::leak(Box::new(HostPort::new(vec![cli.root()], cli.optimize)));
    let mut vm = Map::leaked()?.machine(cli.ram()?, port)?;
    vm.set_max_nesting(MAX_NESTING);
    let arguments: Vec<&[u8]> = cli.program.iter().map(|argument| argument.as_bytes()).collect();
    let level = vm.stack_level();
    if vm.set_arguments(&arguments).is_err() {
        bail!("the heap is too small for the arguments");
    }
    let result = cli.execute(&mut vm)?;
    vm.release(level);
    let code = match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(raised) => uncaught(&mut vm, raised)?,
    };
    std::io::stdout().flush().context("standard output")?;
    if cli.stats {
        vm.collect();
        eprintln!("{} bytes of objects, {} free, {} collections", vm.allocated(), vm.free(), vm.collections());
    }
    Ok(code)
}

fn run_source(vm: &mut Vm, name: &[u8], source: &[u8]) -> Result<(), Raised> {
    let (code, file_name) = (bytes_slot(vm, source)?, vm.slot()?);
    let name = vm.intern(name)?;
    vm.view().set(file_name, mpy_runtime::value::Value::qstr(name));
    vm.compile(code, file_name, CompileMode::File)?;
    let ret = vm.load(code)?;
    vm.keep(ret, code);
    vm.run_as_main(code)
}

fn run_mpy(vm: &mut Vm, contents: &[u8]) -> Result<(), Raised> {
    let code = bytes_slot(vm, contents)?;
    let ret = vm.load(code)?;
    vm.keep(ret, code);
    vm.run_as_main(code)
}

/// A slot with a `bytes` of `data`.
fn bytes_slot(vm: &mut Vm, data: &[u8]) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let m = vm.reserve(mpy_runtime::heap::layout::bytes_size(data.len() as u32))?;
    m.set(slot, m.bytes_object(data));
    Ok(slot)
}

/// Shows an uncaught exception; the result is the exit code.
fn uncaught(vm: &mut Vm, raised: Raised) -> anyhow::Result<ExitCode> {
    let exception = slot(vm)?;
    vm.caught(raised, exception);
    if let Some(code) = vm.exit_code(exception) {
        return Ok(ExitCode::from(code as u8));
    }
    let shown = vm.new_text().and_then(|text| {
        vm.print_exception(Sink::Text(text), exception)?;
        let ret = vm.finish_text(text)?;
        vm.keep(ret, exception);
        Ok(())
    });
    if shown.is_err() {
        bail!("an exception, and no memory to show it");
    }
    let m = vm.view();
    let text = m.as_str(m.get(exception)).unwrap_or_default();
    std::io::stdout().flush().context("standard output")?;
    std::io::stderr().write_all(text).context("standard error")?;
    Ok(ExitCode::FAILURE)
}

fn slot(vm: &mut Vm) -> anyhow::Result<Slot> {
    vm.slot().map_err(|_| anyhow::anyhow!("out of memory"))
}

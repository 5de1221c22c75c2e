//! Arguments, files and messages: everything that touches the outside world.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail, ensure};
use board_support::Board;
use clap::{Args, Parser, Subcommand};
use mpy_cross::Options;
use mpy_frozen::app::{self, FileKind, ModuleFile};
use mpy_frozen::compile::{self, CompileError, Source};
use mpy_frozen::image;
use mpy_frozen::link::{Firmware, link};
use mpy_frozen::out::Format;
use mpy_frozen::report::Report;
use mpy_frozen::tool;
use mpy_frozen::vm::Vm;
use tempfile::NamedTempFile;
use termcolor::{ColorChoice, StandardStream};

#[derive(Debug, Parser)]
#[command(name = "frozen", version, about = "Freezes Python modules into ROM images and links firmware")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile an app, freeze it and link it into a board's VM
    #[command(visible_alias = "link")]
    Build(Build),
    /// Show what is in a firmware file or a compiled module
    Dump(Dump),
}

#[derive(Debug, Args)]
struct Build {
    /// The app: a folder, or .py and .mpy files that are its top-level modules
    #[arg(required = true)]
    app: Vec<PathBuf>,
    /// The board whose VM is used: `out/vm/BOARD.elf`
    #[arg(long, short, required_unless_present = "vm")]
    board: Option<String>,
    /// The ELF file of the VM, in place of the one of the board
    #[arg(long, value_name = "ELF")]
    vm: Option<PathBuf>,
    /// Where the firmware goes: .elf, .bin, .hex or .uf2; may be given several times
    #[arg(long, short, required = true, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Optimisation level of the compiler: 1 drops `assert`, 3 drops line numbers
    #[arg(short = 'O', value_name = "LEVEL", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=3))]
    optimize: u32,
    /// The processor family that UF2 files are marked with
    #[arg(long, value_name = "ID", value_parser = family)]
    uf2_family: Option<u32>,
    /// Print the size report as JSON
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
    /// Print no size report
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct Dump {
    /// Firmware (.elf) or a compiled module (.mpy)
    file: PathBuf,
}

/// Runs the command; the exit code is 0, or 1 for what the user can mend.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
            // Nothing is left to tell it to when the terminal is gone.
            let _closed = error.print();
            return code;
        }
    };
    let done = match cli.command {
        Command::Build(build) => run_build(&build),
        Command::Dump(dump) => run_dump(&dump),
    };
    match done {
        Ok(text) => match std::io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // `frozen dump … | head` is no failure.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&anyhow!(error).context("standard output")),
        },
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("frozen: {error:#}");
    ExitCode::FAILURE
}

/// A number in C's notation: decimal, or hexadecimal after `0x`.
fn family(text: &str) -> Result<u32, std::num::ParseIntError> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => text.parse(),
    }
}

/// Makes the firmware; the text is the report.
fn run_build(build: &Build) -> Result<String> {
    let outputs = outputs(&build.output)?;
    let vm_path = vm_path(build)?;
    let vm_file = read(&vm_path)?;
    let vm = Vm::parse(&vm_file).with_context(|| vm_path.display().to_string())?;
    let target = vm.target().with_context(|| vm_path.display().to_string())?;

    let sources = read_app(&build.app)?;
    if sources.iter().all(|source| source.file.name != "main") {
        eprintln!("frozen: warning: the app has no main.py, so the board has nothing to run");
    }
    let options = Options { optimize: build.optimize, ..Options::default() };
    let modules = compile::compile(&sources, &options).or_else(|errors| {
        show(&errors)?;
        bail!("{} of {} modules could not be compiled", errors.len(), sources.len())
    })?;
    let image = image::freeze(&modules, target)?;
    let firmware = link(&vm, &image).with_context(|| vm_path.display().to_string())?;
    write_outputs(&firmware, &outputs, build.uf2_family)?;

    let report = Report::new(&firmware);
    Ok(match (build.quiet, build.json) {
        (true, _) => String::new(),
        (false, true) => serde_json::to_string_pretty(&report)? + "\n",
        (false, false) => report.to_string(),
    })
}

/// Prints what is wrong with the files of an app.
fn show(errors: &[CompileError]) -> Result<()> {
    let color = if std::io::stderr().is_terminal() { ColorChoice::Auto } else { ColorChoice::Never };
    let mut out = StandardStream::stderr(color);
    for error in errors {
        match error {
            CompileError::Source(file, diagnostics) => {
                for diagnostic in diagnostics {
                    diagnostic.rich(file, &mut out)?;
                }
            }
            CompileError::Mpy(path, error) => writeln!(out, "{}: {error}", path.display())?,
        }
    }
    Ok(())
}

/// The formats that the names of the output files ask for.
fn outputs(paths: &[PathBuf]) -> Result<Vec<(Format, &Path)>> {
    let mut outputs: Vec<(Format, &Path)> = Vec::with_capacity(paths.len());
    for path in paths {
        let format = path.extension().and_then(|extension| Format::from_extension(extension.to_str()?));
        let Some(format) = format else {
            bail!("{}: the name of an output ends in {}", path.display(), Format::EXTENSIONS.join(", "));
        };
        ensure!(outputs.iter().all(|&(_, other)| other != path), "{}: given twice as an output", path.display());
        outputs.push((format, path));
    }
    Ok(outputs)
}

fn vm_path(build: &Build) -> Result<PathBuf> {
    match (&build.vm, &build.board) {
        (Some(path), _) => Ok(path.clone()),
        (None, Some(board)) => {
            let path = Path::new("out/vm").join(format!("{board}.elf"));
            if !path.is_file() {
                // A board that does not exist has another remedy than one whose VM was not built.
                Board::named(Board::source_folder(), board)?;
                bail!("{}: no such file; `make vm BOARD={board}` makes it, --vm names another", path.display());
            }
            Ok(path)
        }
        (None, None) => unreachable!("one of them is required"),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

/// The modules of an app with their contents.
fn read_app(app: &[PathBuf]) -> Result<Vec<Source>> {
    let mut files: Vec<(PathBuf, PathBuf)> = Vec::new();
    for path in app {
        if path.is_dir() {
            walk(path, Path::new(""), &mut files)?;
        } else {
            let name = path.file_name().with_context(|| format!("{}: not a file", path.display()))?;
            let known = path.extension().is_some_and(|extension| extension == "py" || extension == "mpy");
            ensure!(known, "{}: a module's name ends in .py or .mpy", path.display());
            files.push((PathBuf::from(name), path.clone()));
        }
    }
    let modules = app::modules(files.iter().map(|(below, _)| below.as_path()))?;
    let shown: Vec<_> = app.iter().map(|path| path.display().to_string()).collect();
    ensure!(!modules.is_empty(), "{}: no .py or .mpy files", shown.join(", "));
    let packages = app::packages_without_init(&modules);
    let mut sources = Vec::with_capacity(modules.len() + packages.len());
    for file in modules {
        let (_, path) = files.iter().find(|(below, _)| *below == file.path).expect("made from this list");
        sources.push(Source { bytes: read(path)?, file });
    }
    for name in packages {
        let path = PathBuf::from(name.replace('.', "/")).join("__init__.py");
        let file = ModuleFile { name, is_package: true, path, kind: FileKind::Source };
        sources.push(Source { file, bytes: Vec::new() });
    }
    sources.sort_by(|a, b| a.file.name.cmp(&b.file.name));
    Ok(sources)
}

/// All files below `folder`: the path below the app and the path to open, sorted, without hidden ones and caches.
fn walk(folder: &Path, below: &Path, files: &mut Vec<(PathBuf, PathBuf)>) -> Result<()> {
    let context = || folder.display().to_string();
    let mut entries =
        fs::read_dir(folder).with_context(context)?.collect::<Result<Vec<_>, _>>().with_context(context)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        if shown.starts_with('.') || shown == "__pycache__" {
            continue;
        }
        let (path, below) = (entry.path(), below.join(&name));
        // A link to a folder may lead back to one above it.
        let kind = entry.file_type().with_context(|| path.display().to_string())?;
        if kind.is_dir() {
            walk(&path, &below, files)?;
        } else if path.is_file() {
            files.push((below, path));
        }
    }
    Ok(())
}

/// Writes each file beside its place; when all of them are there they are renamed.
fn write_outputs(firmware: &Firmware<'_>, outputs: &[(Format, &Path)], family: Option<u32>) -> Result<()> {
    let mut written = Vec::with_capacity(outputs.len());
    for &(format, path) in outputs {
        let context = || path.display().to_string();
        let bytes = format.encode(firmware, family).with_context(context)?;
        ensure!(!path.is_dir(), "{}: is a folder", path.display());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut file = new_file(folder).with_context(context)?;
        file.write_all(&bytes).with_context(context)?;
        written.push((file, path));
    }
    for (file, path) in written {
        file.persist(path).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// A file beside the output, with the rights of any new file.
fn new_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".frozen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn run_dump(dump: &Dump) -> Result<String> {
    let bytes = read(&dump.file)?;
    tool::dump::dump(&bytes).with_context(|| dump.file.display().to_string())
}

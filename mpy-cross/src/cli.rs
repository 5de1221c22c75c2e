//! The command: the reference's options, files in and out. The only place that touches the world.

mod options;

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

use codespan_reporting::term::termcolor::{ColorChoice, StandardStream};

use crate::{compile, diagnostic::Diagnostic, source::SourceFile};
use options::{Command, Diagnostics, Job};

/// Runs the command; gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let done = match options::parse(args) {
        Ok(Command::Compile(job)) => build(&job),
        Ok(Command::Version) => {
            say(&mut io::stdout(), &format!("{}\n", options::version()));
            Ok(())
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => {
            failure.show();
            1
        }
    }
}

/// Why there is no output.
#[derive(Debug)]
enum Failure {
    /// The program is wrong.
    Program { source: Box<SourceFile>, diagnostics: Vec<Diagnostic>, style: Diagnostics },
    /// The command line is wrong, in a way that a sentence explains.
    Arguments(String),
    /// The command line is wrong, or asks what it should be.
    Usage(String),
    /// A file cannot be read.
    Input { path: PathBuf, error: io::Error },
    /// A file cannot be written.
    Output { path: PathBuf, error: io::Error },
}

impl Failure {
    fn show(&self) {
        match self {
            Failure::Program { source, diagnostics, style } => {
                let is_rich = *style == Diagnostics::Rich;
                for diagnostic in diagnostics {
                    let mut err = StandardStream::stderr(color_choice());
                    if !is_rich || diagnostic.rich(source, &mut err).is_err() {
                        say(&mut io::stderr(), &diagnostic.plain(source));
                    }
                }
            }
            Failure::Arguments(text) => say(&mut io::stderr(), &format!("{text}\n")),
            Failure::Usage(text) => say(&mut io::stdout(), text),
            Failure::Input { path, error } | Failure::Output { path, error } => {
                // A folder opens, and then cannot be read.
                let is_folder = error.kind() == io::ErrorKind::IsADirectory && matches!(self, Failure::Input { .. });
                let text = match error.raw_os_error() {
                    Some(code) if is_folder => format!("{code}"),
                    Some(code) => format!("({code}, \"can't open {}\")", path.display()),
                    None => error.to_string(),
                };
                say(&mut io::stderr(), &format!("OSError: {text}\n"));
            }
        }
    }
}

/// Writes to a terminal or a pipe; if nobody listens there is nobody to tell.
fn say(out: &mut impl Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn color_choice() -> ColorChoice {
    if io::stderr().is_terminal() { ColorChoice::Auto } else { ColorChoice::Never }
}

fn build(job: &Job) -> Result<(), Failure> {
    let bytes = match &job.input {
        None => read_all(&mut io::stdin().lock()).map_err(|error| Failure::Input { path: "<stdin>".into(), error })?,
        Some(path) => File::open(path)
            .and_then(|mut file| read_all(&mut file))
            .map_err(|error| Failure::Input { path: path.clone(), error })?,
    };
    let name = job.input.as_ref().map_or("<stdin>".into(), |path| path.to_string_lossy());
    let mut source = SourceFile::new(name, bytes);
    if let Some(name) = &job.embedded_name {
        source = source.with_embedded_name(name);
    }
    let (module, diagnostics) = compile(&source, &job.options);
    let Some(module) = module else {
        return Err(Failure::Program { source: source.into(), diagnostics, style: job.diagnostics });
    };
    let bytes = module.to_bytes();
    match &job.output {
        None => {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)
                .and_then(|()| out.flush())
                .map_err(|error| Failure::Output { path: "<stdout>".into(), error })
        }
        Some(path) => write(path, &bytes).map_err(|error| Failure::Output { path: path.clone(), error }),
    }
}

fn read_all(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes beside the file and renames, so that nobody sees half of it. What is no plain file is written as it is.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let is_plain = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    let Some(name) = path.file_name().filter(|_| is_plain) else {
        return fs::write(path, bytes);
    };
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let done = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // The first error says more than one about what may not even be there.
        let _ = fs::remove_file(&beside);
    }
    done
}

//! The command: options, and what is printed. Only this module and the files below it touch the world.

mod file;
mod message;
mod options;
mod record;
mod tree;

use std::{
    ffi::OsString,
    io::{self, Write},
    path::PathBuf,
};

use mpy_format::Module;

use crate::{compile_with_listing, lint, source::SourceFile};
use message::Messages;
use options::{Command, Diagnostics, Job, Settings};

/// Runs the command; gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let (form, done) = match options::parse(args) {
        Ok(Command::One(job)) => (job.settings.diagnostics, compile_one(&job)),
        Ok(Command::Tree(tree)) => (tree.settings.diagnostics, tree::compile(&tree)),
        Ok(Command::Version) => {
            say(&mut io::stdout(), &format!("{}\n", options::version()));
            return 0;
        }
        Err(failure) => (Diagnostics::Plain, Err(failure)),
    };
    match done {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(Failure::Usage(text)) => {
            say(&mut io::stdout(), &text);
            1
        }
        Err(failure) => {
            let mut messages = Messages::new(form);
            messages.failure(&failure);
            messages.print();
            1
        }
    }
}

/// Why there is no output, other than that the program is wrong.
#[derive(Debug)]
enum Failure {
    /// The command line is wrong, in a way that a sentence explains.
    Arguments(String),
    /// The command line is wrong, or asks what it should be.
    Usage(String),
    /// A file cannot be read.
    Input { path: PathBuf, error: io::Error },
    /// A file cannot be written.
    Output { path: PathBuf, error: io::Error },
}

/// Writes to a terminal or a pipe; if nobody listens there is nobody to tell.
fn say(out: &mut impl Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Tells whether the program is right.
fn compile_one(job: &Job) -> Result<bool, Failure> {
    let bytes = match &job.input {
        None => file::read_stdin()?,
        Some(input) => file::read(input.as_ref())?,
    };
    let name = job.input.as_ref().map_or(&b"<stdin>"[..], |path| path.as_encoded_bytes());
    let mut source = SourceFile::with_name_of_bytes(name, bytes);
    if let Some(name) = &job.embedded_name {
        source = source.with_embedded_name(&name[..]);
    }
    let mut messages = Messages::new(job.settings.diagnostics);
    let module = compile_source(&source, &job.settings, &mut messages);
    messages.print();
    match (module, &job.output) {
        (None, _) => Ok(false),
        (Some(module), None) => file::write_stdout(&module).map(|()| true),
        (Some(module), Some(output)) => file::write(output.as_ref(), &module).map(|()| true),
    }
}

/// The module, if the program is right.
fn compile_source(source: &SourceFile, settings: &Settings, messages: &mut Messages) -> Option<Module> {
    let (module, errors, listing) = compile_with_listing(source, &settings.options);
    messages.listing(&listing);
    for warning in lint::check(source, &settings.options, settings.warnings) {
        messages.warning(&warning, source);
    }
    if !errors.is_empty() {
        messages.refusal(&errors, source, &settings.options);
    }
    module
}

//! What is said about sources: errors and warnings to standard error, in the form that is asked for; listings to standard
//! output.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::{Failure, options::Diagnostics, say};
use crate::{
    Options,
    diagnostic::{
        self, Diagnostic, ShowError,
        termcolor::{Buffer, BufferWriter, ColorChoice},
    },
    lint::Warning,
    recover,
    source::SourceFile,
};

/// Messages that are printed together.
pub(super) struct Messages {
    form: Diagnostics,
    text: Buffer,
    listing: String,
    n_warnings: usize,
}

impl Messages {
    pub(super) fn new(form: Diagnostics) -> Messages {
        Messages { form, text: stderr().buffer(), listing: String::new(), n_warnings: 0 }
    }

    pub(super) fn n_warnings(&self) -> usize {
        self.n_warnings
    }

    /// The machine code of the architecture that has none, as text.
    pub(super) fn listing(&mut self, text: &str) {
        self.listing.push_str(text);
    }

    /// An error in a program.
    fn error(&mut self, error: &Diagnostic, source: &SourceFile) {
        let shown = match self.form {
            Diagnostics::Plain => self.line(&error.plain(source)),
            Diagnostics::Rich => error.rich(source, &mut self.text),
            Diagnostics::Json => self.line(&(error.json(source) + "\n")),
        };
        shown.expect(BUFFER);
    }

    /// Why a program is refused: as the reference says it, or as much as there is to say.
    pub(super) fn refusal(&mut self, errors: &[Diagnostic], source: &SourceFile, options: &Options) {
        let more = match self.form {
            Diagnostics::Plain => Vec::new(),
            Diagnostics::Rich | Diagnostics::Json => recover::syntax_errors(source, options.parse_options()),
        };
        for error in errors.iter().chain(more.iter().skip(errors.len())) {
            self.error(error, source);
        }
    }

    /// A warning about a program.
    pub(super) fn warning(&mut self, warning: &Warning, source: &SourceFile) {
        self.n_warnings += 1;
        let shown = match self.form {
            Diagnostics::Plain => self.line(&warning.plain(source)),
            Diagnostics::Rich => warning.rich(source, &mut self.text),
            Diagnostics::Json => self.line(&(warning.json(source) + "\n")),
        };
        shown.expect(BUFFER);
    }

    /// What has no place in a program.
    pub(super) fn failure(&mut self, failure: &Failure) {
        let text = match failure {
            Failure::Arguments(text) | Failure::Usage(text) => format!("{text}\n"),
            Failure::Input { path, error } | Failure::Output { path, error } => {
                // A folder opens, and then cannot be read.
                let is_folder = error.kind() == ErrorKind::IsADirectory && matches!(failure, Failure::Input { .. });
                let text = match error.raw_os_error() {
                    Some(code) if is_folder => format!("{code}"),
                    Some(code) => format!("({code}, \"can't open {}\")", path.display()),
                    None => error.to_string(),
                };
                match self.form {
                    Diagnostics::Plain | Diagnostics::Rich => format!("OSError: {text}\n"),
                    Diagnostics::Json => diagnostic::file_error_json(&path.display().to_string(), &text) + "\n",
                }
            }
        };
        self.line(&text).expect(BUFFER);
    }

    /// Prints them. If nobody listens there is nobody to tell.
    pub(super) fn print(&self) {
        say(&mut io::stdout(), &self.listing);
        let _ = stderr().print(&self.text);
        let _ = io::stderr().flush();
    }

    fn line(&mut self, text: &str) -> Result<(), ShowError> {
        Ok(self.text.write_all(text.as_bytes())?)
    }
}

const BUFFER: &str = "a buffer takes everything, and every place is in the text";

fn stderr() -> BufferWriter {
    BufferWriter::stderr(if io::stderr().is_terminal() { ColorChoice::Auto } else { ColorChoice::Never })
}

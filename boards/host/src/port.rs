//! The process as a port: standard output, files below some folders, and the compiler.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use mpy_cross::Options;
use mpy_cross::ast::Mode;
use mpy_cross::diagnostic::Exception;
use mpy_cross::source::SourceFile;
use mpy_runtime::port::{CompileError, CompileErrorClass, CompileMode, Port};

/// What a running program can reach.
pub struct HostPort {
    /// Where modules are looked for, in order.
    roots: Vec<PathBuf>,
    /// Optimisation level of compiled source.
    optimize: u32,
    /// The file read last: its size is asked before its contents.
    last: Option<(Vec<u8>, Vec<u8>)>,
    /// What was compiled last, or the message.
    compiled: Vec<u8>,
    start: Instant,
}

impl HostPort {
    /// A port whose modules are in `roots`.
    pub fn new(roots: Vec<PathBuf>, optimize: u32) -> HostPort {
        HostPort { roots, optimize, last: None, compiled: Vec::new(), start: Instant::now() }
    }

    fn find(&self, path: &[u8]) -> impl Iterator<Item = PathBuf> {
        let path = String::from_utf8_lossy(path).into_owned();
        self.roots.iter().map(move |root| root.join(&path)).collect::<Vec<_>>().into_iter()
    }
}

impl Port for HostPort {
    fn write(&mut self, bytes: &[u8]) {
        // A closed pipe ends the output, not the program.
        let _ = std::io::stdout().write_all(bytes);
    }

    fn write_error(&mut self, bytes: &[u8]) {
        let _ = std::io::stdout().flush();
        let _ = std::io::stderr().write_all(bytes);
    }

    fn name(&self) -> &'static str {
        std::env::consts::OS
    }

    fn ticks_ms(&mut self) -> u32 {
        self.start.elapsed().as_millis() as u32
    }

    fn read_file(&mut self, path: &[u8], offset: u32, buffer: &mut [u8]) -> Option<u32> {
        if self.last.as_ref().is_none_or(|(name, _)| name != path) || buffer.is_empty() {
            let contents = self.find(path).find_map(|path| std::fs::read(path).ok())?;
            self.last = Some((path.to_vec(), contents));
        }
        let (_, contents) = self.last.as_ref()?;
        let rest = contents.get(offset as usize..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        u32::try_from(contents.len()).ok()
    }

    fn is_directory(&mut self, path: &[u8]) -> bool {
        self.find(path).any(|path| path.is_dir())
    }

    fn compile(&mut self, source: &[u8], file_name: &[u8], mode: CompileMode) -> Result<u32, CompileError> {
        let source = SourceFile::new(String::from_utf8_lossy(file_name), source);
        let mode = match mode {
            CompileMode::File => Mode::File,
            CompileMode::Eval => Mode::Eval,
            CompileMode::Single => Mode::Single,
        };
        let options = Options { mode, optimize: self.optimize, ..Options::default() };
        let (module, diagnostics) = mpy_cross::compile(&source, &options);
        if let Some(module) = module {
            self.compiled = module.to_bytes();
            return Ok(self.compiled.len() as u32);
        }
        let (class, line, message) = match diagnostics.into_iter().next() {
            Some(diagnostic) => {
                let class = match diagnostic.exception {
                    Exception::SyntaxError => CompileErrorClass::Syntax,
                    Exception::IndentationError => CompileErrorClass::Indentation,
                    Exception::NotImplementedError => CompileErrorClass::NotImplemented,
                    Exception::ViperTypeError
                    | Exception::ValueError
                    | Exception::RuntimeError
                    | Exception::OverflowError => CompileErrorClass::Other,
                };
                (class, diagnostic.line.unwrap_or(0), diagnostic.message)
            }
            None => (CompileErrorClass::Syntax, 0, "invalid syntax".to_owned()),
        };
        self.compiled = message.into_bytes();
        Err(CompileError::Source { class, line, message: self.compiled.len() as u32 })
    }

    fn optimize(&mut self, level: Option<u32>) -> u32 {
        let before = self.optimize;
        self.optimize = level.unwrap_or(before);
        before
    }

    fn compiled(&mut self, buffer: &mut [u8]) {
        let count = buffer.len().min(self.compiled.len());
        buffer[..count].copy_from_slice(&self.compiled[..count]);
    }
}

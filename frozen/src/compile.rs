//! Files of an app become modules.

use std::path::PathBuf;

use mpy_cross::Options;
use mpy_cross::diagnostic::Diagnostic;
use mpy_cross::source::SourceFile;
use mpy_format::Module;
use mpy_format::error::DecodeError;

use crate::app::{FileKind, ModuleFile};
use crate::image::NamedModule;

/// A file of an app with its contents.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which module it is.
    pub file: ModuleFile,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// A file that is no module.
#[derive(Debug)]
pub enum CompileError {
    /// Wrong Python.
    Source(Box<SourceFile>, Vec<Diagnostic>),
    /// A damaged `.mpy` file, and where it is below the app.
    Mpy(PathBuf, DecodeError),
}

/// Compiles every source; what is wrong with each that is wrong is reported, not only the first.
pub fn compile(sources: &[Source], options: &Options) -> Result<Vec<NamedModule>, Vec<CompileError>> {
    let mut modules = Vec::with_capacity(sources.len());
    let mut errors = Vec::new();
    for source in sources {
        let module = match source.file.kind {
            FileKind::Source => compile_source(source, options),
            FileKind::Mpy => {
                Module::from_bytes(&source.bytes).map_err(|error| CompileError::Mpy(source.file.path.clone(), error))
            }
        };
        match module {
            Ok(module) => {
                let ModuleFile { name, is_package, .. } = source.file.clone();
                modules.push(NamedModule { name, is_package, module });
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(modules) } else { Err(errors) }
}

/// The module in a Python file. Tracebacks name the file by its path below the app.
fn compile_source(source: &Source, options: &Options) -> Result<Module, CompileError> {
    let parts: Vec<_> = source.file.path.iter().map(|part| part.to_string_lossy()).collect();
    let file = SourceFile::new(parts.join("/"), source.bytes.clone());
    match mpy_cross::compile(&file, options) {
        (Some(module), _) => Ok(module),
        (None, diagnostics) => Err(CompileError::Source(Box::new(file), diagnostics)),
    }
}

//! Our compiler as a library, with what it says about a refused source in the form of the reference.

use mpy_cross::diagnostic::Diagnostic;
use mpy_cross::source::SourceFile;
use mpy_cross::{Options, compile as compile_source};
use mpy_format::Module;

use crate::compile_diff::Setting;

/// Compiles `source` under the name `name`.
///
/// # Errors
/// What the command prints on standard error.
pub fn compile(source: &[u8], name: &str, setting: Setting) -> Result<Vec<u8>, String> {
    let (source, module, errors) = run(source, name, setting, false);
    match module {
        Some(module) => Ok(module.to_bytes()),
        None => Err(errors.first().map_or_else(String::new, |error| error.plain(&source))),
    }
}

/// Compiles `source` to machine code that is wrong where the reference's is; nothing if it is refused.
#[must_use]
pub fn compile_with_faults(source: &[u8], name: &str, setting: Setting) -> Option<Vec<u8>> {
    run(source, name, setting, true).1.map(|module| module.to_bytes())
}

/// Whether each error in `source` has a place.
#[must_use]
pub fn says_where(source: &[u8], name: &str, setting: Setting) -> bool {
    let (_, _, errors) = run(source, name, setting, false);
    errors.iter().all(|error| error.label.is_some())
}

/// What the architecture `debug` lists.
#[must_use]
pub fn listing(source: &[u8], name: &str, setting: Setting) -> String {
    mpy_cross::compile_with_listing(&SourceFile::new(name, source), &setting.options()).2
}

fn run(
    source: &[u8],
    name: &str,
    setting: Setting,
    keeps_faults: bool,
) -> (SourceFile, Option<Module>, Vec<Diagnostic>) {
    let source = SourceFile::new(name, source);
    let options = Options { keeps_faults, ..setting.options() };
    let (module, errors) = compile_source(&source, &options);
    (source, module, errors)
}

/// Bytes of the code of all functions: bytecode with its prelude and line numbers.
#[must_use]
pub fn code_size(module: &Module) -> usize {
    let mut size = 0;
    let mut rest = vec![&module.code];
    while let Some(function) = rest.pop() {
        size += function.code.len();
        rest.extend(&function.children);
    }
    size
}

//! Our compiler as a library, with what it says about a refused source in the form of the reference.

use mpy_cross::source::SourceFile;
use mpy_cross::{Options, compile as compile_source};
use mpy_format::Module;

use crate::compile_diff::Setting;

/// Compiles `source` under the name `name`.
///
/// # Errors
/// What the command prints on standard error.
pub fn compile(source: &[u8], name: &str, setting: Setting) -> Result<Vec<u8>, String> {
    let source = SourceFile::new(name, source);
    let Setting { optimize, arch, arch_flags, emitter } = setting;
    let options = Options { optimize, arch, arch_flags, emitter, ..Options::default() };
    let (module, errors) = compile_source(&source, &options);
    match module {
        Some(module) => Ok(module.to_bytes()),
        None => Err(errors.first().map_or_else(String::new, |error| error.plain(&source))),
    }
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

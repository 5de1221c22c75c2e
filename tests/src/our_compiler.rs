//! Our compiler as a library, with what it says about a refused source in the form of the reference.

use mpy_cross::ast::Mode;
use mpy_cross::diagnostic::Diagnostic;
use mpy_cross::emit::{Bytecode, emit_module};
use mpy_cross::lex::LexOptions;
use mpy_cross::lower::{LowerOptions, lower};
use mpy_cross::parse::parse;
use mpy_cross::source::SourceFile;
use mpy_format::Header;

/// Compiles `source` under the name `name`.
///
/// # Errors
/// What the command prints on standard error.
pub fn compile(source: &[u8], name: &str, optimize: u32) -> Result<Vec<u8>, String> {
    let source = SourceFile::new(name, source);
    let small_int_bits = 31;
    let ast = parse(&source, Mode::File, LexOptions { small_int_bits, debug: optimize == 0 })
        .map_err(|error| Diagnostic::from(error).plain(&source))?;
    let program = lower(ast, name, LowerOptions { optimize, small_int_bits, has_arch: false }).map_err(|error| {
        format!(
            "Traceback (most recent call last):\n  File \"{name}\", line {}, in {}\n{error}\n",
            error.line(),
            error.scope()
        )
    })?;
    let module = emit_module(program, Header::bytecode(), &mut Bytecode::default())
        .map_err(|error| format!("RuntimeError: {}\n", error.text()))?;
    Ok(module.to_bytes())
}

//! What must hold of the compiler alone, whatever text it is given: no oracle is asked.

use mpy_cross::Options;
use mpy_cross::optimize::Passes;
use mpy_cross::source::SourceFile;
use mpy_format::disas::Disassembly;
use mpy_format::error::ErrorKind;
use mpy_format::{Module, verify};

use crate::compile_diff::Compiled;

/// Compiles a program as it is asked for and with every pass of `--optimize`; what the first gives.
///
/// # Errors
/// What does not hold: a refusal without a word, code that cannot be read back or, after the passes, is refused or does not
/// verify any more.
pub fn compile(source: &SourceFile, options: &Options) -> Result<Compiled, String> {
    let (module, errors) = mpy_cross::compile(source, options);
    let (optimised, _) = mpy_cross::compile(source, &Options { passes: Passes::ALL, ..options.clone() });
    match (module, optimised) {
        (Some(module), Some(optimised)) => {
            let is_sound = check(&module)?;
            if is_sound && !check(&optimised)? {
                return Err("what is optimised does not verify".to_owned());
            }
            Ok(Ok(module.to_bytes()))
        }
        (None, _) => match errors.first() {
            Some(error) => Ok(Err(error.plain(source))),
            None => Err("refused without a word".to_owned()),
        },
        (Some(_), None) => Err("refused when optimised".to_owned()),
    }
}

/// Disassembles a module and reads it back; tells whether it verifies, which not all that the reference writes does.
fn check(module: &Module) -> Result<bool, String> {
    if Disassembly::new(module).to_string().is_empty() {
        return Err("disassembles to nothing".to_owned());
    }
    let bytes = module.to_bytes();
    match Module::from_bytes(&bytes) {
        Ok(again) if again == *module => verified(module),
        Ok(_) => Err("reads back as something else".to_owned()),
        // The reader has a limit that the writer has not.
        Err(err) if err.kind == ErrorKind::TooDeep => Ok(false),
        Err(err) => Err(format!("cannot be read back: {err}")),
    }
}

/// Whether a module verifies.
///
/// # Errors
/// It does not, and not for a reason that the reference's bytes have as well.
fn verified(module: &Module) -> Result<bool, String> {
    match verify::module(module) {
        Ok(()) => Ok(true),
        // The reference counts the stack of some long calls too low, and its bytes are what is asked for.
        Err(err) if matches!(err.kind, ErrorKind::FrameTooSmall { .. }) => Ok(false),
        Err(err) => Err(format!("does not verify: {err}")),
    }
}

//! What must hold of the compiler alone, whatever text it is given: no oracle is asked.

use mpy_cross::Options;
use mpy_cross::ast::{Class, Decorator, Pooled as _, Trailer, TrailerKind};
use mpy_cross::optimize::Passes;
use mpy_cross::parse::parse;
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
            for module in [&module, &optimised] {
                check(module, || has_long_call(source, options))?;
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

/// Disassembles a module, reads it back and verifies it, which not all that the reference writes does: it counts the
/// arguments of a long call wrong, and its bytes are what is asked for.
fn check(module: &Module, has_long_call: impl Fn() -> bool) -> Result<(), String> {
    if Disassembly::new(module).to_string().is_empty() {
        return Err("disassembles to nothing".to_owned());
    }
    let bytes = module.to_bytes();
    match Module::from_bytes(&bytes) {
        Ok(again) if again == *module => match verify::module(module) {
            Err(err) if !has_long_call() => Err(format!("does not verify: {err}")),
            Ok(()) | Err(_) => Ok(()),
        },
        Ok(_) => Err("reads back as something else".to_owned()),
        // The reader has a limit that the writer has not.
        Err(err) if err.kind == ErrorKind::TooDeep => Ok(()),
        Err(err) => Err(format!("cannot be read back: {err}")),
    }
}

/// Whether a program has a call of more arguments than its instruction has bits for.
fn has_long_call(source: &SourceFile, options: &Options) -> bool {
    let Ok(ast) = parse(source, options.parse_options()) else { return false };
    let decorators = Decorator::pool(&ast).iter().filter_map(|decorator| decorator.call.as_ref());
    let is_long = |call: &Trailer| matches!(call.kind, TrailerKind::Call(args) if args.len() > 0xff);
    // A class is called with its function and its name before what is written.
    Trailer::pool(&ast).iter().chain(decorators).any(is_long)
        || Class::pool(&ast).iter().any(|class| class.args.len() > 0xff - 2)
}

//! Any bytes through the lexer and the parser: tokens and errors are inside the text, and every error can be shown.
#![no_main]
#![forbid(unsafe_code)]

use libfuzzer_sys::fuzz_target;
use mpy_cross::ast::{Ast, Mode, dump::dump};
use mpy_cross::diagnostic::Diagnostic;
use mpy_cross::lex::lex;
use mpy_cross::parse::parse;
use mpy_cross::source::SourceFile;
use mpy_cross::{Options, optimize::Passes};
use termcolor::NoColor;

fuzz_target!(|data: &[u8]| {
    // A text whose last line has no newline is read as if it had one.
    let length =
        u32::try_from(data.len()).expect("libFuzzer keeps to its maximal length") + u32::from(!data.ends_with(b"\n"));
    let source = SourceFile::new("fuzz.py", data);
    for (mode, passes) in [
        (Mode::File, Passes::NONE),
        (Mode::File, Passes::ALL),
        (Mode::Eval, Passes::NONE),
        (Mode::Single, Passes::NONE),
    ] {
        let options = Options { mode, passes, ..Options::default() }.parse_options();
        let tokens = lex(data, &mut Ast::new(), options.lex);
        for token in &tokens.tokens {
            assert!(
                token.span.start <= token.span.end && token.span.end <= length,
                "{:?} is outside the text",
                token.span
            );
        }
        match parse(&source, options) {
            Ok(ast) => drop(dump(&ast)),
            Err(error) => {
                let diagnostic = Diagnostic::from(error);
                assert!(diagnostic.plain(&source).ends_with('\n'));
                assert!(!diagnostic.json(&source).is_empty());
                diagnostic.rich(&source, &mut NoColor::new(Vec::new())).expect("writing to memory succeeds");
            }
        }
    }
});

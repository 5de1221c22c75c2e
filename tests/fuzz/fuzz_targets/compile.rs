//! Any bytes as source text: a diagnostic, or code that the verifier accepts and that reads back as it was written.
#![no_main]
#![forbid(unsafe_code)]

use libfuzzer_sys::fuzz_target;
use mpy_cross::Options;
use mpy_cross::source::SourceFile;
use mpy_format::Module;
use mpy_format::verify;

fuzz_target!(|data: &[u8]| {
    let source = SourceFile::new("fuzz.py", data);
    let (module, diagnostics) = mpy_cross::compile(&source, &Options::default());
    let Some(module) = module else {
        assert!(!diagnostics.is_empty(), "refused without a word");
        return;
    };
    verify::module(&module).expect("what the compiler makes is accepted");
    let bytes = module.to_bytes();
    let again = Module::from_bytes(&bytes).expect("what the compiler writes can be read");
    assert!(again.to_bytes() == bytes, "reads back as something else");
});

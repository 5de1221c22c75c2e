//! Any bytes as source text: a diagnostic, or code that verifies, can be disassembled and reads back as it was written;
//! the same with every pass, and with every warning asked for.
#![no_main]
#![forbid(unsafe_code)]

use libfuzzer_sys::fuzz_target;
use mpy_cross::Options;
use mpy_cross::lint::{self, Warnings};
use mpy_cross::source::SourceFile;
use permafrost_tests::soundness;

fuzz_target!(|data: &[u8]| {
    let source = SourceFile::new("fuzz.py", data);
    let options = Options::default();
    soundness::compile(&source, &options).expect("what holds of every text").ok();
    for warning in lint::check(&source, &options, Warnings::ALL) {
        assert!(!warning.json(&source).is_empty());
    }
});

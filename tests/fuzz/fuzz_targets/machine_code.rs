//! Any bytes as source text of native and viper functions of the architecture that `PERMAFROST_ARCH` names (`armv7m`): a
//! diagnostic, or code that can be disassembled and reads back as it was written; the same with every pass.
#![no_main]
#![forbid(unsafe_code)]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mpy_cross::source::SourceFile;
use mpy_cross::{Emitter, Options};
use mpy_format::Arch;
use permafrost_tests::soundness;

static ARCH: LazyLock<Arch> = LazyLock::new(|| {
    let name = std::env::var("PERMAFROST_ARCH").unwrap_or_else(|_| "armv7m".to_owned());
    Arch::from_name(&name).unwrap_or_else(|| panic!("PERMAFROST_ARCH: {name} is no architecture"))
});

fuzz_target!(|data: &[u8]| {
    let source = SourceFile::new("fuzz.py", data);
    for emitter in [Emitter::Native, Emitter::Viper] {
        let options = Options { arch: *ARCH, emitter, ..Options::default() };
        soundness::compile(&source, &options).expect("what holds of every text").ok();
    }
});

//! CPython's standard library, its own tests included, through both compilers.
#![forbid(unsafe_code)]

use permafrost_tests::compile_diff::Setting;
use permafrost_tests::{conformity, corpus};

/// Fewer sources than this mean that the library has not been found.
const FEWEST: usize = 700;

#[test]
fn standard_library_compiles_to_the_same_bytes() {
    let (folder, files) = corpus::of_standard_library().unwrap_or_else(|err| panic!("{err}"));
    assert!(files.len() >= FEWEST, "{}: only {} sources", folder.display(), files.len());
    let settings = [0, 1, 3].map(Setting::bytecode);
    let counts = conformity::compare(&folder, &files, &settings).unwrap_or_else(|err| panic!("{err}"));
    println!("{} sources at -O0, -O1 and -O3: {counts}", files.len());
    for different in counts.different.iter().take(20) {
        println!("{different}\n");
    }
    assert!(counts.different.is_empty(), "{} differ", counts.different.len());
}

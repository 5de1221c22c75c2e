//! What would break the heap does not compile: a value, or what was read through one, outlives no collection.

#[test]
fn values_across_a_collection_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/misuse/bad_*.rs");
    cases.pass("tests/misuse/good_*.rs");
}

//! No nesting depth of a source overflows the machine stack: it compiles, or it is refused in words.
//!
//! Tests run on threads with a stack of 2 MiB, a quarter of what a process starts with.
#![forbid(unsafe_code)]

use permafrost_tests::compile_diff::Setting;
use permafrost_tests::our_compiler;

const DEPTH: usize = 100_000;
const BLOCKS: usize = 10_000;

/// Compiles `before`, repeated, then `middle`, then `after`, repeated.
fn compile(start: &str, before: &str, middle: &str, after: &str, end: &str) -> Result<Vec<u8>, String> {
    let source = format!("{start}{}{middle}{}{end}\n", before.repeat(DEPTH), after.repeat(DEPTH));
    our_compiler::compile(source.as_bytes(), "deep.py", Setting::bytecode(0))
}

/// Compiles blocks in each other, `head` before each.
fn compile_blocks(head: &str) -> Result<Vec<u8>, String> {
    let mut source = String::new();
    for depth in 0..BLOCKS {
        source.extend(std::iter::repeat_n(' ', depth));
        source.push_str(head);
        source.push('\n');
    }
    source.extend(std::iter::repeat_n(' ', BLOCKS));
    source.push_str("pass\n");
    our_compiler::compile(source.as_bytes(), "deep.py", Setting::bytecode(0))
}

fn assert_refused(result: Result<Vec<u8>, String>, text: &str) {
    let error = result.expect_err("too deep for the format");
    assert!(error.contains(text), "{error}");
}

#[test]
fn brackets() {
    for (before, middle, after) in [
        ("(", "1", ")"),
        ("(", "f()", ")"),
        ("[", "", "]"),
        ("(", "a", ",)"),
        ("{", "a", "}"),
        ("{a: ", "b", "}"),
        ("f(", "1", ")"),
        ("f(k=", "1", ")"),
        ("f(*", "a", ")"),
        ("a[", "1", "]"),
        ("a[", "1", ":2]"),
        ("(a := ", "1", ")"),
    ] {
        compile("x = ", before, middle, after, "").unwrap_or_else(|err| panic!("{before}: {err}"));
    }
}

#[test]
fn operators() {
    for (before, middle, after) in [
        ("-", "a", ""),
        ("not ", "a", ""),
        ("a ** ", "a", ""),
        ("(", "a", " + b)"),
        ("(", "a", " < b)"),
        ("a + ", "a", ""),
        ("", "a", ".b"),
        ("", "a", "()"),
    ] {
        compile("x = ", before, middle, after, "").unwrap_or_else(|err| panic!("{before}{after}: {err}"));
    }
}

#[test]
fn jumps_in_each_other() {
    compile("if ", "not ", "a", "", ": pass").expect("`not` makes no code here");
    assert_refused(compile("x = ", "a if b else ", "c", "", ""), "bytecode overflow");
    compile("x = ", "(", "a", " and b or c)", "").expect("the jumps are short");
    compile("if ", "(", "a", " and b or c)", ": pass").expect("the jumps are short");
}

#[test]
fn functions_in_each_other() {
    compile("x = ", "lambda: ", "a", "", "").expect("each is a function of its own");
    compile("x = ", "[a for b in ", "c", "]", "").expect("the first iterable belongs outside");
}

#[test]
fn targets() {
    compile("", "[", "a", "]", " = x").expect("an assignment");
    compile("", "(", "a", ",)", " = x").expect("an assignment");
    compile("del ", "(", "a", ",)", "").expect("a deletion");
}

#[test]
fn constants() {
    assert_refused(compile("x = ", "(", "1", ",)", ""), "maximum recursion depth exceeded");
    compile("x = ", "(", "''", ",)", "").expect("no number is written");
}

#[test]
fn blocks() {
    compile_blocks("def f():").expect("each is a function of its own");
    assert_refused(compile_blocks("if a:"), "bytecode overflow");
}

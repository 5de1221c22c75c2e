//! No source overflows the machine stack or stops the compiler, however deep, long or senseless: it compiles, or it is
//! refused in words.
//!
//! Tests run on threads with a stack of 2 MiB, a quarter of what a process starts with.
#![forbid(unsafe_code)]

use permafrost_tests::compile_diff::Setting;
use permafrost_tests::mutation::Random;
use permafrost_tests::our_compiler;

const DEPTH: usize = 100_000;
const BLOCKS: usize = 10_000;

/// Compiles `before`, repeated, then `middle`, then `after`, repeated.
fn compile(start: &str, before: &str, middle: &str, after: &str, end: &str) -> Result<Vec<u8>, String> {
    let source = format!("{start}{}{middle}{}{end}\n", before.repeat(DEPTH), after.repeat(DEPTH));
    our_compiler::compile(source.as_bytes(), "deep.py", Setting::bytecode(0))
}

/// Compiles so many blocks in each other, `head` before each.
fn compile_blocks(n: usize, head: &str) -> Result<Vec<u8>, String> {
    let mut source = String::new();
    for depth in 0..n {
        source.extend(std::iter::repeat_n(' ', depth));
        source.push_str(head);
        source.push('\n');
    }
    source.extend(std::iter::repeat_n(' ', n));
    source.push_str("pass\n");
    our_compiler::compile(source.as_bytes(), "deep.py", Setting::bytecode(0))
}

fn assert_refused(result: Result<Vec<u8>, String>, text: &str) {
    let error = result.map(|bytes| bytes.len()).expect_err("too deep for the format");
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
    compile_blocks(BLOCKS, "def f():").expect("each is a function of its own");
    assert_refused(compile_blocks(BLOCKS, "if a:"), "bytecode overflow");
    // The source grows with the square of the depth.
    for head in ["class a:", "async def f():"] {
        compile_blocks(BLOCKS / 4, head).expect("each is a function of its own");
    }
    for head in ["while a:", "for a in b:", "with a:"] {
        if let Err(error) = compile_blocks(BLOCKS / 4, head) {
            assert!(error.contains("bytecode overflow"), "{head}: {error}");
        }
    }
}

#[test]
fn chains() {
    let chain = |head: &str, link: &str| {
        our_compiler::compile((head.to_owned() + &link.repeat(DEPTH)).as_bytes(), "c.py", Setting::bytecode(0))
    };
    assert_refused(chain("if a: b\n", "elif a: b\n"), "bytecode overflow");
    chain("a = 1\n", "a = a\n").expect("a long file");
    chain("", "def f(): pass\n").expect("many functions");
    chain("", "@f\n").expect_err("a decorator decorates something");
    chain("x = ''", " 'a'").expect("one string");
    chain("x = f'{a}'", " f'{a}'").expect("one call, of as many arguments");
    chain("x = 1", " + 1").expect("one number");
    chain("x = 1", " ** 2").expect("not folded beyond what is sensible");
    chain("", "x = ").expect_err("something is assigned");
}

#[test]
fn long_lines() {
    const LENGTH: usize = 50_000_000;
    let compile = |text: &str| our_compiler::compile(text.as_bytes(), "long.py", Setting::bytecode(0));
    let a = |n: usize| "a".repeat(n);
    compile(&format!("#{}\n", a(LENGTH))).expect("a comment");
    let string = compile(&format!("x = '{}'\n", a(LENGTH))).expect("a string");
    assert!(string.len() > LENGTH, "{} bytes", string.len());
    compile(&format!("{} = 1\n", a(LENGTH))).expect("a name");
    compile(&format!("x = {}1\n", " ".repeat(LENGTH))).expect("spaces");
    compile(&format!("x = [{}]\n", "b,".repeat(LENGTH / 100))).expect("a list");
}

/// Bytes without any sense, and signs without any order, from a seed.
#[test]
fn any_bytes() {
    const SIGNS: &[u8] = b"()[]{}:;,.=+-*/%&|^~<>!@#'\"\\ \n\r\t\x0c\0abefrtu01_\xff\xc3";
    let seed = 20_251_124;
    println!("seed {seed}");
    let mut random = Random::new(seed);
    let mut n_accepted = 0;
    for n in 0..20_000 {
        let len = random.below(120);
        let bytes: Vec<u8> = if n % 2 == 0 {
            (0..len).map(|_| random.below(256) as u8).collect()
        } else {
            (0..len).map(|_| SIGNS[random.below(SIGNS.len())]).collect()
        };
        match our_compiler::compile(&bytes, "any.py", Setting::bytecode(0)) {
            Ok(_) => n_accepted += 1,
            Err(error) => assert!(error.contains("Error"), "{bytes:?}: refused with {error:?}"),
        }
    }
    assert!((1..20_000).contains(&n_accepted), "{n_accepted} accepted");
}

//! How deep a program may nest: `Options::max_nesting` refuses what is deeper, at its place, and what it lets through does
//! not take more of the machine stack than a level may.
//!
//! `cargo test -p mpy-cross --no-default-features --test nesting` runs this where the stack cannot grow.
#![forbid(unsafe_code)]

use std::thread;

use mpy_cross::{
    Options, compile,
    diagnostic::Exception,
    lint,
    source::{Position, SourceFile},
};

/// The stack of a test, for all levels of the limit, the parser and the rest.
const STACK: usize = 256 * 1024;
/// Levels; the default where the stack cannot grow.
const LIMIT: u32 = 50;
/// More than any stack has room for.
const FAR: usize = 20_000;

/// Compiles with the limit on a small stack; gives where the error is: the line that it is charged to, and the place.
fn compiled(text: String) -> Result<(), (u32, Position)> {
    let work = move || {
        let source = SourceFile::new("deep.py", text);
        let options = Options { max_nesting: LIMIT, ..Options::default() };
        lint::check(&source, &options, lint::Warnings::ALL);
        let (module, errors) = compile(&source, &options);
        let Some(error) = errors.first() else {
            assert!(module.is_some());
            return Ok(());
        };
        assert_eq!(error.exception, Exception::RuntimeError, "{}", error.plain(&source));
        assert_eq!(error.message, "maximum recursion depth exceeded");
        let span = error.label.as_ref().expect("it has a place").span;
        Err((error.line.expect("it has a line"), source.position(span.start)))
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread can be had");
    thread.join().expect("the compiler neither panics nor overflows")
}

fn nested(n: usize, before: &str, middle: &str, after: &str) -> String {
    format!("x = y\nx = {}{middle}{}\n", before.repeat(n), after.repeat(n))
}

/// Constructs that nest, one level each.
const SHAPES: &[(&str, &str, &str)] = &[
    ("[", "a", "]"),
    ("(", "a", ",)"),
    ("f(", "a", ")"),
    ("f(k=", "a", ")"),
    ("a[", "b", "]"),
    ("{a: ", "b", "}"),
    ("-", "a", ""),
    ("a ** ", "a", ""),
    ("a if b else ", "c", ""),
    ("(a := ", "1", ")"),
    ("(", "1", ",)"),
];

#[test]
fn expressions_up_to_the_limit() {
    for &(before, middle, after) in SHAPES {
        // A statement is a level, and so may what is innermost be.
        compiled(nested(LIMIT as usize - 2, before, middle, after))
            .unwrap_or_else(|error| panic!("{before}: {error:?}"));
        let (line, place) = compiled(nested(LIMIT as usize + 1, before, middle, after)).expect_err(before);
        assert_eq!((line, place.line), (2, 2), "{before}");
        // A constant is one value, however deep.
        let deepest = "x = ".len() + before.len() * (LIMIT as usize - 2);
        assert!(place.column as usize > deepest || middle == "1", "{before}: at column {}", place.column);
        compiled(nested(FAR, before, middle, after)).expect_err(before);
    }
}

#[test]
fn conditions_and_targets() {
    for (start, before, end) in [("if ", "not ", "a: pass"), ("assert ", "not ", "a")] {
        let text = |n: usize| format!("{start}{}{end}\n", before.repeat(n));
        compiled(text(LIMIT as usize - 2)).expect(start);
        compiled(text(FAR)).expect_err(start);
    }
    for (start, end) in [("", " = x"), ("del ", ""), ("for ", " in x: pass")] {
        let text = |n: usize| format!("{start}{}a{}{end}\n", "(".repeat(n), ",)".repeat(n));
        compiled(text(LIMIT as usize - 2)).expect(start);
        compiled(text(FAR)).expect_err(start);
    }
}

#[test]
fn blocks() {
    let text = |n: usize| {
        let heads: String = (0..n).map(|depth| format!("{}if a:\n", " ".repeat(depth))).collect();
        format!("{heads}{}b\n", " ".repeat(n))
    };
    compiled(text(LIMIT as usize - 1)).expect("as deep as the limit");
    let (line, place) = compiled(text(LIMIT as usize + 5)).expect_err("deeper");
    // What is too deep is the condition of the last one.
    assert_eq!((line, place), (LIMIT, Position { line: LIMIT, column: LIMIT + 3 }));
}

/// A function starts again, and so do a lambda and a comprehension.
#[test]
fn functions_in_each_other() {
    compiled(nested(FAR, "lambda: ", "a", "")).expect("each is a function of its own");
    let n = 500;
    let heads: String = (0..n).map(|depth| format!("{}def f():\n", " ".repeat(depth))).collect();
    compiled(format!("{heads}{}pass\n", " ".repeat(n))).expect("each is a function of its own");
}

#[test]
fn long_is_not_deep() {
    compiled("x = a".to_owned() + &" + a".repeat(FAR) + "\n").expect("one run of operators");
    compiled("x = a".to_owned() + &".b(c)[d]".repeat(FAR) + "\n").expect("one run of trailers");
    compiled("if a: b\n".to_owned() + &"elif a: b\n".repeat(1000) + "else: c\n").expect("one chain");
    compiled("x = [".to_owned() + &"(a, -b), ".repeat(FAR / 10) + "]\n").expect("one list");
}

/// Without a limit the stack grows, also on the smallest one that a thread may start to compile on.
#[cfg(feature = "std")]
#[test]
fn without_a_limit() {
    for &(before, middle, after) in SHAPES {
        let source = SourceFile::new("deep.py", nested(FAR, before, middle, after));
        let work = move || compile(&source, &Options::default());
        let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread can be had");
        let (module, errors) = thread.join().expect("the compiler neither panics nor overflows");
        // Jumps over all the others, and constants so deep, are more than the format can say.
        assert!(module.is_some() || errors.len() == 1, "{before}");
    }
}

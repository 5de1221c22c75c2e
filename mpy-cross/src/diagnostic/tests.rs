use codespan_reporting::term::termcolor::NoColor;

use super::*;
use crate::{Options, compile};

#[track_caller]
fn check(text: &str, expected: &str) {
    let source = SourceFile::new("x.py", text);
    let (_, diagnostics) = compile(&source, &Options::default());
    let mut out = NoColor::new(Vec::new());
    diagnostics[0].rich(&source, &mut out).expect("a vector takes everything");
    let shown = String::from_utf8(out.into_inner()).expect("a report is text");
    let lines = |text: &str| text.trim().lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>();
    assert_eq!(lines(&shown), lines(expected), "\n{shown}");
}

#[test]
fn the_place_is_underlined() {
    check(
        "a = 1\nprint 'x'\n",
        "
Traceback (most recent call last):
  File \"x.py\", line 2
SyntaxError: invalid syntax
error: SyntaxError: invalid syntax
  ┌─ x.py:2:7
  │
2 │ print 'x'
  │       ^^^ unexpected literal
",
    );
}

#[test]
fn an_open_bracket_is_shown() {
    check(
        "a = f(1,\n      2\nb = 3\n",
        "
Traceback (most recent call last):
  File \"x.py\", line 3
SyntaxError: invalid syntax
error: SyntaxError: invalid syntax
  ┌─ x.py:3:1
  │
1 │ a = f(1,
  │      - this bracket is still open
2 │       2
3 │ b = 3
  │ ^ unexpected name
",
    );
}

#[test]
fn a_field_of_a_format_has_its_own_place() {
    check(
        "x = f'{a} {b c}'\n",
        "
Traceback (most recent call last):
  File \"x.py\", line 1
SyntaxError: invalid syntax
error: SyntaxError: invalid syntax
  ┌─ x.py:1:14
  │
1 │ x = f'{a} {b c}'
  │              ^ unexpected name
",
    );
}

#[test]
fn a_hint_follows() {
    check(
        "x = 017\n",
        "
Traceback (most recent call last):
  File \"x.py\", line 1
SyntaxError: invalid syntax for integer with base 0: '017'
error: SyntaxError: invalid syntax for integer with base 0: '017'
  ┌─ x.py:1:5
  │
1 │ x = 017
  │     ^^^ not an integer
  │
  = hint: write octal numbers with `0o`
",
    );
}

/// Text that is not UTF-8 is shown without places: they would be off.
#[test]
fn bytes_that_are_no_text() {
    let source = SourceFile::new("x.py", b"x = '\xff' y\n".to_vec());
    let (_, diagnostics) = compile(&source, &Options::default());
    let mut out = NoColor::new(Vec::new());
    diagnostics[0].rich(&source, &mut out).expect("a vector takes everything");
    assert!(String::from_utf8_lossy(&out.into_inner()).ends_with("error: SyntaxError: invalid syntax\n\n"));
}

use codespan_reporting::term::termcolor::NoColor;

use super::*;
use crate::{Options, compile};

/// Bytes that are no text are shown as question marks, one each, so places stay exact.
#[test]
fn bytes_that_are_no_text() {
    let source = SourceFile::new("x.py", b"x = '\xff\xe2\x82' y\n".to_vec());
    let (_, errors) = compile(&source, &Options::default());
    let mut out = NoColor::new(Vec::new());
    errors[0].rich(&source, &mut out).expect("a vector takes everything");
    let shown = String::from_utf8_lossy(&out.into_inner()).into_owned();
    assert!(shown.contains("1 │ x = '???' y\n  │           ^ unexpected name"), "{shown}");
}

/// The first lines are the reference's, so nothing that looks for them is misled.
#[test]
fn rich_starts_with_plain() {
    for text in ["x = = 1\n", "def f():\n  1 = x\n", "x = '\\N{DASH}'\n", "if a:\nb\n"] {
        let source = SourceFile::new("x.py", text);
        let (_, errors) = compile(&source, &Options::default());
        let mut out = NoColor::new(Vec::new());
        errors[0].rich(&source, &mut out).expect("a vector takes everything");
        let shown = String::from_utf8(out.into_inner()).expect("a report is text");
        let plain = errors[0].plain(&source);
        assert!(shown.len() > plain.len() && shown.starts_with(&plain), "{shown}");
    }
}

#[test]
fn json_has_what_there_is() {
    let source = SourceFile::new("x.py", "def f():\n  x\n  1 = x\n");
    let (_, errors) = compile(&source, &Options::default());
    let json: serde_json::Value = serde_json::from_str(&errors[0].json(&source)).expect("it is an object");
    assert_eq!(json["line"], 3);
    assert_eq!(json["scope"], "f");
    assert_eq!(json["place"]["start"], serde_json::json!({ "line": 3, "column": 3, "byte": 15 }));
    assert_eq!(json["related"], serde_json::Value::Null);
}

/// Of a line without end the part round the place is shown, with its true column.
#[test]
fn a_long_line_is_cut() {
    let source = SourceFile::new("x.py", format!("a = [\n{}, x y{}]\n", "é".repeat(100_000), ", z".repeat(100_000)));
    let (_, errors) = compile(&source, &Options::default());
    let mut out = NoColor::new(Vec::new());
    errors[0].rich(&source, &mut out).expect("a vector takes everything");
    let shown = String::from_utf8(out.into_inner()).expect("a report is text");
    assert!(shown.contains("x.py:2:100005\n"), "{shown}");
    let lines: Vec<_> = shown.lines().collect();
    let line = lines.iter().position(|line| line.contains("é, x y, z")).expect("the place is shown");
    assert!(lines[line].contains("│ …é") && lines[line].ends_with('…') && lines[line].len() < 600, "{shown}");
    let column = |text: &str, of: char| text.chars().position(|found| found == of);
    assert_eq!(column(lines[line + 1], '^'), column(lines[line], 'y'), "{shown}");
}

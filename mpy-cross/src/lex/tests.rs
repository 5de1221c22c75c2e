use alloc::{format, string::String, vec::Vec};

use super::{token::Value, *};

const OPTIONS: LexOptions = LexOptions { small_int_bits: 31, debug: true };

fn lexed(source: &[u8]) -> (Tokens, Ast) {
    let mut ast = Ast::new();
    let tokens = lex(source, &mut ast, OPTIONS);
    (tokens, ast)
}

/// Each token as its spelling or kind, with its value, separated by spaces.
fn shown(source: &[u8]) -> String {
    let (tokens, ast) = lexed(source);
    let show = |token: &Token| {
        let text = |symbol| String::from_utf8_lossy(ast.names.text(symbol)).into_owned();
        match (token.value, token.kind) {
            (Value::Symbol(symbol), Kind::Name) => text(symbol),
            (Value::Symbol(symbol), _) => format!("{:?}", text(symbol)),
            (Value::SmallInt(n), _) => format!("{n}"),
            (Value::Const(id), _) => match &ast[id] {
                Const::Str(bytes) => format!("str:{:?}", String::from_utf8_lossy(bytes)),
                Const::Bytes(bytes) => format!("bytes:{bytes:?}"),
                constant => format!("{constant:?}"),
            },
            (Value::None, kind) if kind.spelling().is_empty() => format!("{kind:?}"),
            (Value::None, kind) => kind.spelling().into(),
        }
    };
    let mut shown = tokens.tokens.iter().map(show).collect::<Vec<_>>().join(" ");
    if let Some(error) = &tokens.error {
        shown += &format!(" {error:?}");
    }
    shown
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(shown(source.as_bytes()), expected, "{source:?}");
}

#[test]
fn words_and_signs() {
    check("if x<<=y: pass", "if x <<= y : pass Newline End");
    check("a.b...c..d", "a . b ... c . . d Newline End");
    check("a:=b!=c->d", "a := b != c -> d Newline End");
    check("élan _x1 match __debug__", "élan _x1 match True Newline End");
    check("a $", "a Invalid");
    check("a ! b", "a Invalid");
}

#[test]
fn blocks() {
    check(
        "if a:\n  b\n  if c:\n\td\ne\n",
        "if a : Newline Indent b Newline if c : Newline Indent d Newline Dedent Dedent e Newline End",
    );
    check("if a:\n    b\n  c\n", "if a : Newline Indent b DedentMismatch");
    check("  a\n", "Indent Newline End");
    check("\n\n  # only this\n", "Newline End");
    check("a\n\n\n  # comment\nb", "a Newline b Newline End");
}

#[test]
fn joined_lines() {
    check("(a,\n  b # c\n )\nd", "( a , b ) Newline d Newline End");
    check("a = \\\n  b\n", "a = b Newline End");
    check("a \\ b\n", "a Invalid");
}

#[test]
fn line_ends() {
    for source in ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\r\nb"] {
        check(source, "a Newline b Newline End");
        let lines = lexed(source.as_bytes()).0.tokens.iter().map(|token| token.line).collect::<Vec<_>>();
        assert_eq!(lines, [1, 1, 2, 2, 3], "{source:?}");
    }
}

#[test]
fn spans_are_places_in_the_file() {
    let source = b"ab\r\ncd \"x\"\r\n";
    let places = lexed(source).0.tokens.iter().map(|token| (token.span.start, token.span.end)).collect::<Vec<_>>();
    assert_eq!(places, [(0, 2), (2, 2), (4, 6), (7, 10), (10, 10), (12, 12)]);
}

#[test]
fn numbers() {
    check("0 00 1_000 0x1F 0b101 0o17", "0 0 1000 31 5 15 Newline End");
    check("1073741823 1073741824", "1073741823 BigInt(1073741824) Newline End");
    check(
        "1.5 .5 1e3 1E-3 2j 0x1e+1",
        "Float(1.5) Float(0.5) Float(1000.0) Float(0.001) Imaginary(2.0) 30 + 1 Newline End",
    );
    check("1if", "Literal Integer { base: 10, digits: \"1if\" }");
    check("012", "Literal Integer { base: 0, digits: \"012\" }");
    check("0b12", "Literal Integer { base: 2, digits: \"12\" }");
    check("1.5x", "Literal Number");
}

#[test]
fn strings() {
    check(r#"'a' "b" r'\n' u'c'"#, r#""ab\\nc" Newline End"#);
    check(r"b'\xff\u' rb'\x'", r"bytes:[255, 92, 117, 92, 120] Newline End");
    check(r"'\x41\u0042\U00000043\104\n\q'", r#""ABCD\n\\q" Newline End"#);
    check("'''a\n\"b'c'''", r#""a\n\"b'c" Newline End"#);
    check("'a\\\nb'", r#""ab" Newline End"#);
    check("'eleven char'", r#"str:"eleven char" Newline End"#);
    check("eleven_char 'eleven_char'", r#"eleven_char "eleven_char" Newline End"#);
    check("'a' b'b'", r#""a" bytes:[98] Newline End"#);
    check("F'a'", r#"F "a" Newline End"#);
    check("'a", "Invalid");
    check(r"'\x4'", "Invalid");
    check(r"b'\400'", "Invalid");
    check(r"'\N{DASH}'", "Invalid UnicodeName");
}

#[test]
fn formats() {
    check("f'{a} {b!r:>{w}}'", r#"str:"{} {!r:>{}}" . format ( ( a ) , ( b ) , ( w ) , ) Newline End"#);
    check("f'{{}}'", r#""{{}}" . format ( ) Newline End"#);
    check("f'{a=}'", r#""a={}" . format ( ( a ) , ) Newline End"#);
    check("'x' f'{a}' f\"{b['c']}\"", r#""x{}{}" . format ( ( a ) , ( b [ "c" ] ) , ) Newline End"#);
    check("f'{f'{a}'}'", r#""{}" . format ( ( "{}" . format ( ( a ) , ) ) , ) Newline End"#);
    check("f'{}'", "MalformedFormat");
    check("t'a{b}'", r#"__template__ ( ( "a" , "" , ) , ( b ) , "b" , None , "" , ) Newline End"#);
}

/// A quote in a field is closed behind the string: the field takes the rest of the line with it.
#[test]
fn a_field_may_end_behind_its_string() {
    check("f\"{'}\"+' ) ) #'\na", r#""{}" . format ( ( "),)+" ) ) Newline a Newline End"#);
}

/// Newlines in a field count twice: in the string and in what it expands to.
#[test]
fn lines_behind_a_format_with_newlines() {
    let (tokens, _) = lexed(b"f'''{a\n}'''\nb\n");
    let b = tokens.tokens.iter().rev().nth(2).map(|token| token.line);
    assert_eq!(b, Some(4));
}

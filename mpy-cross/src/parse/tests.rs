use alloc::{format, string::String, vec::Vec};

use super::*;
use crate::{ast::dump::dump, diagnostic::Diagnostic};

const LEX: LexOptions = LexOptions { small_int_bits: 31, debug: true };

fn parsed(text: &str, mode: Mode) -> Result<String, String> {
    let source = SourceFile::new("x.py", text);
    parse(&source, ParseOptions { lex: LEX, mode, annotated_const: false })
        .map(|ast| dump(&ast))
        .map_err(|error| Diagnostic::from(error).plain(&source))
}

/// One statement or more, and its tree with spaces before and after it cut off.
#[track_caller]
fn check(text: &str, expected: &str) {
    let tree = parsed(text, Mode::File).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let lines = |text: &str| text.lines().map(|line| line.trim_end().into()).collect::<Vec<String>>();
    assert_eq!(lines(tree.trim()), lines(expected.trim()), "{text:?}");
}

#[test]
fn operators_of_one_precedence_are_one_node() {
    check("x = a + b - c", "1 set x = (a Add b Subtract c)");
    check("x = a + b * c - d", "1 set x = (a Add (b Multiply c) Subtract d)");
    check("x = a | b ^ c & d << e", "1 set x = (a Or (b Xor (c And (d ShiftLeft e))))");
    check("x = (a + b) + c", "1 set x = ((a Add b) Add c)");
    check("x = -a ** -b", "1 set x = (Negative (a Power (Negative b)))");
    check("x = a < b <= c not in d is not e", "1 set x = (a Less b LessEqual c NotIn d IsNot e)");
    check("x = not a and b or c", "1 set x = (or (and (not a) b) c)");
    check("x = a if b else c if d else e", "1 set x = (if b a (if d c e))");
}

#[test]
fn numbers_fold() {
    check("x = 1 + 2 * 3 - 4", "1 set x = 3");
    check("x = 1 << 40", "1 set x = 0:int:1099511627776");
    check("x = -7 // 2, -7 % 3, 7 / 2", "1 set x = const-tuple:3");
    check("x = 2 ** -1", "1 set x = 0:float:0.5");
    check("x = 1 / 0", "1 set x = (1 TrueDivide 0)");
    check("x = 1 + a + 2", "1 set x = (1 Add a Add 2)");
    check("x = ~1 & 3", "1 set x = 2");
    check("x = 0 or a or 1 or b", "1 set x = (or a 1)");
    check("x = 1 and a", "1 set x = a");
    check("x = not ()", "1 set x = True");
    check("x = math.pi", "1 set x = 0:float:3.141592653589793");
}

#[test]
fn names_of_constants_are_their_values() {
    check("X = const(3)\ny = X + 1", "1 set X = 3\n  2 set y = 4");
    check("_X = const('s')\nf(_X, a._X)", "1 pass\n  2 do f(call str:\"s\" a._X)");
    check("X = const((1, 2))\ny = X", "1 set X = const-tuple:2\n  2 set y = const-tuple:2");
    check("X: int = const(1)", "1 annotate X : int const(call 1)");
}

#[test]
fn tuples_and_what_looks_like_them() {
    check("x = a, b", "1 set x = (tuple a b)");
    check("x = (a, b)", "1 set x = (paren-tuple a b)");
    check("x = ()", "1 set x = (paren-tuple)");
    check("x = (a)", "1 set x = a");
    check("x = (a,)", "1 set x = (paren-tuple a)");
    check("x = a,", "1 set x = (tuple a)");
    check("x = (1,\n2,\n3)", "1 set x = 2:const-tuple:3");
    check("x = (\n1,\n2)", "1 set x = 2:const-tuple:2");
    check("x = [1, 2]", "1 set x = (list 1 2)");
    check("x = {}, {1}, {1: 2}, {1: 2, 3}", "1 set x = (tuple (dict) (set 1) (dict 1 : 2) (dict 1 : 2 3))");
    check("for a, b in 1, 2: pass", "1 for (tuple a b) in const-tuple:2\n  1   pass");
    check("x[a, 1:, ::2] = y", "1 set x[(tuple a (slice 1 _ _) (slice _ _ 2))] = y");
}

#[test]
fn trailers_stay_in_one_list() {
    check("a.b(c)(d, *e, f=g, **h)[i].j", "1 do a.b(call c)(call d * e f = g ** h)[i].j");
    check("f(a for b in c if d)", "1 do f(call (Generator a for b in c if d))");
    check("f(a := 1)", "1 do f(call a := 1)");
    check("x = (a := 1)", "1 set x = (:= a 1)");
    check("x = {a: b for c in d for e in f}", "1 set x = (Dict a : b for c in d for e in f)");
}

#[test]
fn lines_are_those_of_first_tokens() {
    check("x = (\n  a +\n  b)", "1 set x = 2:(a Add b)");
    check("x = (\n  a\n) + b", "1 set x = (a Add b)");
    check("f(\n  g(\n    1))", "1 do f(call 2:g(call 1))");
    check("@a\n@b.c(1)\ndef f(): pass", "1 @a @b.c(call 1) def f\n  3   pass");
    check("@a\nasync def f(): await b", "1 @a async def f\n  2   do await b");
}

#[test]
fn statements() {
    check("'only a string'\n1\nx\n", "1 pass\n  2 pass\n  3 do x");
    check("a = b = c", "1 set a b = c");
    check("a += yield", "1 augment a Add (yield)");
    check("from ...a.b import (c as d, e,)", "1 from 3 a.b import c=d e");
    check("import a.b as c, d", "1 import a.b=c d");
    check("def f(a, b: c = 1, *, d, **e) -> g: return", "1 def f a b -> c = 1 * d **e returns g\n  1   return");
    check("f = lambda a, *b, c=1: a", "1 set f = (lambda a *b c = 1 : a)");
    check("class A(B, c=D): pass", "1 class A B c = D\n  1   pass");
    check(
        "try:\n  a\nexcept B as c:\n  d\nelse:\n  e\nfinally:\n  f",
        "1 try\n  2   do a\n  3 except B = c\n  4   do d\n    else\n  6   do e\n    finally\n  8   do f",
    );
    check("with a as b, c: d; e", "1 with a = b c\n  1   do d\n  1   do e");
    check("if a: b\nelif c: d\nelse: e", "1 if a\n  1   do b\n    elif c\n  2   do d\n    else\n  3   do e");
}

#[test]
fn modes() {
    assert_eq!(parsed("1 + a\n", Mode::Eval).as_deref(), Ok("1:(1 Add a)"));
    assert_eq!(parsed("1", Mode::Single).as_deref(), Ok("  1 do 1\n"));
    assert_eq!(parsed("", Mode::File).as_deref(), Ok(""));
    assert!(parsed("", Mode::Single).is_err());
    assert!(parsed("a = 1", Mode::Eval).is_err());
    assert!(parsed("a\nb\n", Mode::Single).is_err());
}

#[test]
fn nesting_takes_no_machine_stack() {
    let n = 100_000;
    let deep = |open: &str, inner: &str, close: &str| open.repeat(n) + inner + &close.repeat(n);
    for text in
        [deep("(", "a", ")"), deep("[", "a", "]"), deep("-", "a", ""), deep("f(", "", ")"), deep("(", "a", ",)")]
    {
        let tree = parsed(&text, Mode::File);
        assert!(tree.is_ok_and(|tree| tree.contains("do ")), "{}", &text[..4]);
    }
}

/// A module is the same whether it is parsed at once or statement by statement.
#[test]
fn parts_make_the_whole() {
    const TEXT: &str = "\
X = const(3); _Y = const((1, X))
@a
@b.c(1)
def f(x, y=X):
    '''text'''
    if x:
        return f'{x!r:{y}}' 'more'
    elif y: pass
    else:
        x = (1,
2)

# nothing
  # nothing either
try:
    import a.b as c
except E as e:
    pass
else:
    pass
finally:
    X
@d
async def g():
    async with a as b, c: await d
@e
class C(A, k=1):
    x: int = math.pi
for i in range(3): pass
else:
    y = _Y, math.pi, 'a string of more than ten characters', 12345678901234567890
while 1:
    break
a \\
  @ b
if a: b
else: c
x = lambda: (yield)";
    let source = SourceFile::new("x.py", TEXT);
    let options = ParseOptions { lex: LEX, mode: Mode::File, annotated_const: false };
    let parsed = |n_tokens| {
        let mut ast = new_ast(&source);
        let mut lexer = Lexer::new(source.bytes(), &mut ast, LEX);
        assert!(attempt(&mut lexer, options, n_tokens).is_ok(), "parts of {n_tokens}");
        let n_left = lexer.out.tokens.len();
        (dump(&ast), n_left)
    };
    let (whole, n_tokens) = parsed(usize::MAX);
    assert!(whole.lines().count() > 30, "{whole}");
    for part in [0, 1, 10, 50] {
        let (tree, n_left) = parsed(part);
        assert_eq!(tree, whole, "parts of {part}");
        assert!(n_left < n_tokens / 2, "parts of {part}");
    }
}

/// What is wrong is charged to its place in the whole text, however far behind it is.
#[test]
fn errors_far_behind() {
    let start = "a = b\n".repeat(PART);
    let line = PART + 1;
    for (end, wrong) in [
        ("x = = 1\n", "SyntaxError: invalid syntax"),
        ("else: pass\n", "SyntaxError: invalid syntax"),
        ("x = const(y) 1\n", "SyntaxError: not a constant"),
        ("  x\n", "IndentationError: unexpected indent"),
        ("x = '", "SyntaxError: invalid syntax"),
    ] {
        let error = parsed(&format!("{start}{end}"), Mode::File).expect_err(end);
        assert!(error.ends_with(&format!("line {line}\n{wrong}\n")), "{end:?}: {error}");
    }
}

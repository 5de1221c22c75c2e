use super::*;

/// The codes that a text gives, with their lines.
#[track_caller]
fn check_lines(text: &str, expected: &[(Code, u32)]) {
    let source = SourceFile::new("x.py", text);
    let found = check(&source, &Options::default(), Warnings::ALL);
    let lines: Vec<_> = found.iter().map(|warning| (warning.code, source.line_of(warning.label.span.start))).collect();
    assert_eq!(lines, expected, "{text}\n{found:#?}");
}

#[test]
fn lists_of_codes() {
    assert_eq!("".parse(), Ok(Warnings::ALL));
    assert_eq!("W001,W004".parse(), Ok(Warnings::NONE.with(Code::KeywordRepeated).with(Code::Unreachable)));
    assert_eq!("-w003".parse(), Ok(Warnings::ALL.without(Code::NameUnbound)));
    assert!("W999".parse::<Warnings>().is_err());
    for (index, code) in Code::ALL.iter().enumerate() {
        assert_eq!(code.number(), alloc::format!("W{:03}", index + 1), "numbers never change");
    }
}

#[test]
fn keyword_repeated() {
    let codes = [(Code::KeywordRepeated, 1)];
    check_lines("print(end='', sep='', end='')", &codes);
    check_lines("class A(metaclass=type, metaclass=type): pass", &codes);
    check_lines("def d(**k): pass\n@d(a=1, a=2)\ndef f(): pass", &[(Code::KeywordRepeated, 2)]);
    check_lines("print(end='', sep=print(end=''))\nprint(end='')", &[]);
}

#[test]
fn constant_rebound() {
    check_lines("X = const(1)\ndef f(X):\n return X", &[(Code::ConstantRebound, 2)]);
    check_lines("_X = const(1)\nimport _X", &[(Code::ConstantRebound, 2)]);
    check_lines("X = const(1)\ndef X(): pass", &[(Code::ConstantRebound, 2)]);
    check_lines("X = const(1)\ntry: print(X)\nexcept OSError as X: pass", &[(Code::ConstantRebound, 3)]);
    check_lines("def f(X):\n return X\nX = const(1)\nprint(X)", &[]);
    check_lines("X = const(1)\ndef f(x):\n return X", &[]);
}

#[test]
fn name_unbound() {
    check_lines(
        "def f():\n return nothing\nnothing_else()\nf()\nnothing",
        &[(Code::NameUnbound, 2), (Code::NameUnbound, 3)],
    );
    check_lines("@decorator\ndef f(): pass", &[(Code::NameUnbound, 1)]);
    check_lines("print(f'{value}')", &[(Code::NameUnbound, 1)]);
    check_lines("def f(): return _X\n_X = const(1)\nprint(_X)", &[(Code::NameUnbound, 1)]);
    // Bound in any scope, in any way.
    check_lines("def f():\n global a\n print(a)\n", &[]);
    check_lines("for a, (b, *c) in []: print(a, b, c)\nwith open('') as d.e, open('') as d: print(d)", &[]);
    check_lines("import a.b, c as d\nfrom e import f, g as h\nprint(a, d, f, h)", &[]);
    check_lines("print([x for x in [] if (y := x)], y)\nprint(z := 1, z)", &[]);
    check_lines("def f(a, *b, c=1, **d): return a, b, c, d\nlambda e: e", &[]);
    check_lines("try: pass\nexcept OSError as e: print(e)\nclass A:\n  x = __name__\nA.x = const(1)", &[]);
    // Not looked up: keywords, attributes, annotations.
    check_lines("print(keyword=1).attribute\nx: List[int] = 1\ndef f(a: Any) -> Any: pass", &[]);
    check_lines("@micropython.asm_thumb\ndef f():\n mov(r0, r1)\n@micropython.native\ndef g(): pass", &[]);
    // Names may come from anywhere.
    check_lines("from a import *\nprint(b)", &[]);
    check_lines("exec('a = 1')\nprint(a)", &[]);
}

#[test]
fn unreachable() {
    let second = [(Code::Unreachable, 3)];
    check_lines("def f():\n return 1\n print(2)", &second);
    check_lines("def f():\n raise OSError\n print(2)\n print(3)", &second);
    check_lines("while True:\n break\n print(2)", &second);
    check_lines("for x in []:\n continue\n print(x)", &second);
    check_lines("while True:\n print(1)\nprint(2)", &second);
    check_lines(
        "def f(a):\n if a: return 1\n elif not a: return 3\n else: raise OSError\n print(2)",
        &[(Code::Unreachable, 5)],
    );
    check_lines("def f():\n try: return 1\n except OSError: return 2\n print(3)", &[(Code::Unreachable, 4)]);
    check_lines("def f():\n try: print(1)\n finally: return 2\n print(3)", &[(Code::Unreachable, 4)]);
    check_lines("while True:\n while 1: break\n else: print()\nprint(1)", &[(Code::Unreachable, 4)]);
    check_lines("def f():\n return\n yield", &[]);
    check_lines("def f(a):\n if a: return 1\n print(2)", &[]);
    check_lines("while True:\n if print(): break\nprint(1)", &[]);
    check_lines("while True:\n while 1: print(1)\n else: break\nprint(1)", &[]);
    check_lines("def f():\n try: return 1\n except OSError: print(2)\n print(3)", &[]);
    check_lines("def f(a):\n with a: raise OSError\n print(3)", &[]);
    check_lines("def f():\n return 1\n pass\n 'text'", &[]);
}

#[test]
fn key_repeated() {
    check_lines("x = {'a': 1, 'b': 2, 'a': 3}", &[(Code::KeyRepeated, 1)]);
    check_lines("x = {1, 2,\n1}", &[(Code::KeyRepeated, 2)]);
    check_lines("x = {b'a longer piece of bytes': 1, b'a longer piece of bytes': 3}", &[(Code::KeyRepeated, 1)]);
    check_lines("x = {'a': 1, b'a': 2, 'b': {'a': 1}, 1: 2, '1': 3}", &[]);
}

#[test]
fn assert_tuple() {
    check_lines("assert (print, 'message')", &[(Code::AssertTuple, 1)]);
    check_lines("assert (1, 'message')", &[(Code::AssertTuple, 1)]);
    check_lines("assert print, 'message'\nassert (print)\nassert ()", &[]);
}

#[test]
fn is_literal() {
    check_lines("x = print is 1\ny = 'a' is not x", &[(Code::IsLiteral, 1), (Code::IsLiteral, 2)]);
    check_lines("X = const(1)\nx = print is None is X\ny = x == 1 is True", &[(Code::IsLiteral, 3)]);
    check_lines("X = const(1)\nx = print is None is X\ny = x is ... is x", &[]);
}

#[test]
fn argument_order() {
    check_lines("print(end='', a := 1)", &[(Code::ArgumentOrder, 1)]);
    check_lines("print(x for x in [], 1)", &[(Code::ArgumentOrder, 1)]);
    check_lines("print(a := 1, end='')\nprint(x for x in [])\nprint((x for x in []), 1)", &[]);
}

#[test]
fn number_underscore() {
    check_lines(
        "x = 1__0\ny = 1_\nz = 0x_f\nu = 1_.5",
        &[(Code::NumberUnderscore, 1), (Code::NumberUnderscore, 2), (Code::NumberUnderscore, 4)],
    );
    check_lines("x = 1_000\ny = 0xff_ff\nz = 1_0.0_1\nu = '1__0'\nv = f'1__0{x}'", &[]);
}

#[test]
fn bytes_not_ascii() {
    check_lines("x = b'\u{e9}'", &[(Code::BytesNotAscii, 1)]);
    check_lines("x = (b'a'\n b'\u{e9}')", &[(Code::BytesNotAscii, 2)]);
    check_lines("x = '\u{e9}'\ny = b'\\xe9'\nz = (b'\\'\\xe9' # \u{e9}\n b'b')", &[]);
    check_lines("x = (b'a#\\'' # '\u{e9}\n b'''\n'\u{e9}''')", &[(Code::BytesNotAscii, 3)]);
}

#[test]
fn indentation_mixed() {
    check_lines("if print:\n        if print:\n\t    print(1)\n", &[(Code::IndentationMixed, 3)]);
    check_lines("if print:\n\tprint(1)\n        print(2)\n", &[(Code::IndentationMixed, 3)]);
    check_lines("if print:\n\tif print:\n\t    print(1)\n\tprint(2)\nif print:\n    print(3,\n\t4)\n", &[]);
}

#[test]
fn yield_from_in_async() {
    check_lines("async def f(a):\n yield from a", &[(Code::YieldFromInAsync, 2)]);
    check_lines("async def f(a):\n def g(): pass\n x = yield from a", &[(Code::YieldFromInAsync, 3)]);
    check_lines("async def f(a):\n def g():\n  yield from a\n await a\ndef h(a): yield from a", &[]);
}

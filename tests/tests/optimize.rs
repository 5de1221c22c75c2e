//! `--optimize`: each pass fires where it should and nowhere else, and no program prints anything else because of it.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mpy_cross::optimize::{Pass, Passes};
use mpy_cross::source::SourceFile;
use mpy_cross::{Options, compile};
use mpy_format::{Arch, Module, verify};
use permafrost_tests::fixture::{Fixture, Oracle};
use permafrost_tests::oracles::Oracles;
use permafrost_tests::our_compiler::code_size;
use permafrost_tests::reference_vm::ReferenceVm;
use permafrost_tests::{corpus, diff};

fn compiled(name: &str, source: &str, passes: Passes) -> Module {
    compiled_with(name, source, &Options { passes, ..Options::default() })
}

fn compiled_with(name: &str, source: &str, options: &Options) -> Module {
    let source = SourceFile::new(name, source);
    let (module, errors) = compile(&source, options);
    module.unwrap_or_else(|| panic!("{}", errors.first().map_or_else(String::new, |error| error.plain(&source))))
}

/// A pass, a source that it changes, and one that is much the same and that it must leave alone.
const CASES: &[(Pass, &str, &str)] = &[
    (Pass::Const, "_A: int = const(5)\nprint(_A)\n", "_A: int = 5\nprint(_A)\n"),
    (Pass::Const, "_A: int = const(5)\nprint(_A)\n", "a.b: int = const(5)\n"),
    (Pass::Const, "A: int = const(5)\nprint(A)\n", "A: int = const(5)\nA = 6\n"),
    (Pass::Const, "A: int = const(5)\nprint(A)\n", "A: int = const(5,)\nprint(A)\n"),
    (Pass::Fold, "x = 'long enough ' + 'to be an object'\n", "x = 'text' + b'bytes'\n"),
    (Pass::Fold, "x = b'ab' * 3\n", "x = b'ab' * 300\n"),
    (Pass::Fold, "x = 3 * 'ab'\n", "x = n * 'ab'\n"),
    (Pass::Fold, "x = y and 1 or 0\nif x and ('a' + 'b'):\n    f()\n", "if x and ('a' + b):\n    f()\n"),
    (Pass::Display, "def f(y):\n    return y in [1, 'b', None]\n", "def f(y):\n    return y in {1, 'b', None}\n"),
    (Pass::Display, "for x in [a, b]:\n    f(x)\n", "for x in f([a, b]):\n    f(x)\n"),
    (Pass::Display, "x = y not in [1]\n", "x = y not in []\n"),
    (
        Pass::Unpack,
        "def f(a, b):\n    a, b = b, a\n    return a - b\n",
        "def f(a, b):\n    global c, d\n    c, d = b, a\n",
    ),
    (
        Pass::Unpack,
        "def f(w, x, y, z):\n    a, b, c, d = w, x, y, z\n    return a - b - c - d\n",
        "def f(w, x, y, z):\n    a, b, c, a = w, x, y, z\n    return a - b - c\n",
    ),
    (Pass::Peephole, "if x is not None:\n    f()\n", "y = x is not None\n"),
    (Pass::Peephole, "x = f()\nx.g()\n", "x = f()\ny.g()\n"),
    (Pass::Peephole, "(x := f())\n", "y = (x := f())\n"),
    (Pass::Store, "def f():\n    x = g()\n    return x\n", "def f():\n    global x\n    x = g()\n    return x\n"),
    (
        Pass::Store,
        "def f():\n    x = g()\n    return x\n",
        "def f():\n    x = 1\n    try:\n        x = g()\n        return x\n    finally:\n        h(x)\n",
    ),
    (Pass::Store, "def f():\n    for i in g():\n        h()\n", "def f():\n    for i in g():\n        h(i)\n"),
    (Pass::Store, "def f():\n    x = g()\n", "def f():\n    x = g()\n    return lambda: x\n"),
    (
        Pass::Jump,
        "def f(a, b):\n    if a:\n        if b:\n            g()\n        else:\n            h()\n    else:\n        i()\n",
        "def f(a):\n    if a():\n        g()\n    h()\n",
    ),
    (
        Pass::Dead,
        "def f(a):\n    if a:\n        return 1\n    else:\n        return 2\n",
        "def f(a):\n    if a:\n        return 1\n    a()\n",
    ),
    (
        Pass::Slot,
        "def f():\n    a = b = c = d = e = g = h = i = j = k = l = m = n = o = p = q = r = 0\n    r += r * r\n    return a\n",
        "def f():\n    a = b = c = 0\n    a += a * a\n    return b, c\n",
    ),
    (Pass::Line, "def f():\n    x = 1\n    y = 2\n    return x, y\n", "f()\ng()\n"),
    (Pass::Table, "def f(a): return a\nb = f\nprint(f, b, f)\n", "a()\n"),
    (
        Pass::Branch,
        "@micropython.native\ndef f(a):\n    if a:\n        g()\n",
        "@micropython.native\ndef f(a):\n    raise a\n",
    ),
    (
        Pass::Compare,
        "@micropython.viper\ndef f(a: int):\n    while a:\n        g()\n",
        "@micropython.viper\ndef f(a):\n    while a:\n        g()\n",
    ),
    (
        Pass::Register,
        "@micropython.native\ndef f(a, b, c):\n    while c:\n        c = g(c)\n",
        "@micropython.native\ndef f(a, b):\n    return g(a, a, b, b)\n",
    ),
    (
        Pass::Register,
        "@micropython.viper\ndef f(a: int, b: int, c: int) -> int:\n    return c + c\n",
        "@micropython.viper\ndef f(a: int, b: int) -> int:\n    return a + b\n",
    ),
    (
        Pass::Keep,
        "@micropython.native\ndef f(a):\n    return a - g()\n",
        "@micropython.native\ndef f(a):\n    return g() - a\n",
    ),
    (
        Pass::Operand,
        "@micropython.viper\ndef f(a: int) -> int:\n    return a * 8\n",
        "@micropython.viper\ndef f(a: int) -> int:\n    return a * 9\n",
    ),
    (
        Pass::Operand,
        "@micropython.viper\ndef f(a: int) -> int:\n    return 255 & a\n",
        "@micropython.viper\ndef f(a: int) -> int:\n    return 257 & a\n",
    ),
    (
        Pass::SmallInt,
        "@micropython.native\ndef f(a):\n    return a + 1\n",
        "@micropython.native\ndef f(a):\n    return a + 'text'\n",
    ),
    (
        Pass::SmallInt,
        "@micropython.native\ndef f(a):\n    while a < 5:\n        a = g()\n",
        "@micropython.native\ndef f(a):\n    while a * 5:\n        a = g()\n",
    ),
    (
        Pass::Compare,
        "@micropython.viper\ndef f(a: int, b: int):\n    if a < b:\n        g()\n",
        "@micropython.viper\ndef f(a: int, b: int) -> bool:\n    return a < b\n",
    ),
    (
        Pass::Compare,
        "@micropython.native\ndef f(a):\n    if a is not None:\n        g()\n",
        "@micropython.native\ndef f(a):\n    return a is not None\n",
    ),
];

#[test]
fn every_pass_fires_where_it_should_and_nowhere_else() {
    for &(pass, fires, leaves) in CASES {
        let options = |passes| Options { passes, arch: Arch::Armv7m, ..Options::default() };
        let bytes = |source, passes| compiled_with("fixture.py", source, &options(passes)).to_bytes();
        let passes = Passes::NONE.with(pass);
        assert!(bytes(fires, passes) != bytes(fires, Passes::NONE), "{} leaves this alone:\n{fires}", pass.name());
        assert!(bytes(leaves, passes) == bytes(leaves, Passes::NONE), "{} changes this:\n{leaves}", pass.name());
    }
    for pass in Pass::ALL {
        assert!(CASES.iter().any(|(it, ..)| it == pass), "no case for {}", pass.name());
    }
}

#[test]
fn names_of_passes() {
    for &pass in Pass::ALL {
        assert_eq!(pass.name().parse(), Ok(Passes::NONE.with(pass)));
        assert!(Passes::ALL.contains(pass) && !Passes::ALL.without(pass).contains(pass));
    }
    assert_eq!(Pass::ALL.iter().fold(Passes::NONE, |passes, &pass| passes.with(pass)), Passes::ALL);
}

/// Every pass for bytecode alone, all, and all but one.
fn selections() -> impl Iterator<Item = (String, Passes)> {
    let single = || Pass::ALL.iter().filter(|pass| !pass.is_native());
    let alone = single().map(|&pass| (pass.name().to_owned(), Passes::NONE.with(pass)));
    let but_one = single().map(|&pass| (format!("all but {}", pass.name()), Passes::ALL.without(pass)));
    alone.chain([("all".to_owned(), Passes::ALL)]).chain(but_one)
}

#[test]
fn what_is_optimised_is_verified_and_smaller() {
    let root = permafrost_tests::root();
    let folders = ["tests/py", "tests/compile", "tests/bench", "examples"];
    let files = folders.iter().flat_map(|folder| corpus::python_files(&root.join(folder)).expect("a folder of tests"));
    let mut n_compiled = 0;
    let mut sizes = (0, 0);
    for file in files {
        let source = SourceFile::new("fixture.py", std::fs::read(&file).expect("a readable fixture"));
        let Some(plain) = compile(&source, &Options::default()).0 else { continue };
        // The reference makes frames too small for some calls.
        let is_sound = verify::module(&plain).is_ok();
        for (name, passes) in selections() {
            let (module, _) = compile(&source, &Options { passes, ..Options::default() });
            let module = module.unwrap_or_else(|| panic!("{}: refused with {name}", file.display()));
            let verified = if is_sound { verify::module(&module) } else { Ok(()) };
            verified.unwrap_or_else(|err| panic!("{}: {name}: {err}", file.display()));
            n_compiled += 1;
            if passes == Passes::ALL {
                sizes = (sizes.0 + code_size(&plain), sizes.1 + code_size(&module));
            }
        }
    }
    println!("{} bytes of code become {}", sizes.0, sizes.1);
    assert!(sizes.1 < sizes.0, "{} bytes of code become {}", sizes.0, sizes.1);
    assert!(n_compiled > 1_000, "only {n_compiled} compilations");
}

/// A program for the reference VM that writes the modules of a fixture as `.mpy` files and imports the main one.
fn importing(fixture: &Fixture, passes: Passes) -> Fixture {
    let mut source = "def write(path, data):\n    with open(path, 'wb') as f:\n        f.write(data)\n".to_owned();
    let mut files = BTreeMap::new();
    for (path, text) in &fixture.files {
        let module = compiled(path, text, passes).to_bytes();
        let path = path.trim_end_matches(".py");
        // A file beside it makes the folder.
        files.insert(format!("{path}.keep"), String::new());
        let mut literal = String::new();
        for byte in module {
            let _ = write!(literal, "\\x{byte:02x}");
        }
        let _ = writeln!(source, "write('{path}.mpy', b'{literal}')");
    }
    let main = fixture.main.trim_end_matches(".py");
    let _ = writeln!(source, "del write\n__import__('{main}')");
    let driver = "driver.py".to_owned();
    files.insert(driver.clone(), source);
    Fixture { main: driver, files, ..fixture.clone() }
}

#[test]
fn optimised_programs_print_what_they_printed() {
    let root = permafrost_tests::root().join("tests");
    let mut fixtures = Fixture::all(&root.join("py")).expect("fixtures");
    fixtures.extend(Fixture::all(&root.join("bench")).expect("programs"));
    fixtures.retain(|fixture| fixture.oracle != Oracle::CPython);
    let vm = ReferenceVm::new(&Oracles::locate().expect("make setup")).expect("the reference VM");
    let run = |passes| {
        let programs: Vec<Fixture> = fixtures.iter().map(|fixture| importing(fixture, passes)).collect();
        vm.run(&programs.iter().collect::<Vec<_>>()).expect("answers")
    };
    let (plain, optimised) = (run(Passes::NONE), run(Passes::ALL));
    let mut n_printing = 0;
    let mut different = Vec::new();
    for ((fixture, plain), optimised) in fixtures.iter().zip(plain).zip(optimised) {
        n_printing += usize::from(!plain.stdout.is_empty());
        let text = |it: &permafrost_tests::outcome::Outcome| format!("{}{}", it.stdout, it.error);
        if let Err(error) = diff::equal(&text(&plain), "plain", &text(&optimised), "optimised") {
            different.push(format!("{}:\n{error}", fixture.name));
        }
    }
    println!("{} programs, {n_printing} of which print", fixtures.len());
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(n_printing * 10 >= fixtures.len() * 9, "only {n_printing} of {} programs print", fixtures.len());
}

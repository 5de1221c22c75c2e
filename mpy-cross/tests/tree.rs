//! Many files in one run: what is compiled, what is said, what is skipped. The modules are compared with the reference's.
#![forbid(unsafe_code)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A folder of its own, with a tree of sources in `src`.
struct Place(PathBuf);

const TREE: &[(&str, &str)] = &[
    ("src/main.py", "import pkg.one\nprint(pkg.one.f(1))\n"),
    ("src/pkg/__init__.py", ""),
    ("src/pkg/one.py", "def f(x):\n    return x + 1\n"),
    ("src/pkg/two.py", "x = 'two'\n"),
    ("src/pkg/data.txt", "no source"),
    ("src/.hidden/three.py", "x = = 1\n"),
    ("src/__pycache__/four.py", "x = = 1\n"),
];

impl Place {
    fn new() -> Place {
        // Tests run at the same time.
        static PLACES: AtomicUsize = AtomicUsize::new(0);
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tree{number}"));
        // What an earlier run left may be there, or not.
        let _ = fs::remove_dir_all(&folder);
        let place = Place(folder);
        TREE.iter().for_each(|(path, text)| place.write(path, text));
        place
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it is in the place")).expect("the target folder can be written");
        fs::write(path, text).expect("the target folder can be written");
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpy-cross"));
        let output = command.args(args).current_dir(&self.0).output().expect("the command starts");
        Run::new(&output)
    }

    /// Every file below a folder, by its path.
    fn files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(&self.0).expect("it is in the place").to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// Compares a module with what the reference makes of the source under this name.
    #[track_caller]
    fn same_as_reference(&self, source: &str, name: &str, output: &str, options: &[&str]) {
        let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.oracles/mpy-cross");
        assert!(reference.exists(), "the reference compiler is missing ({}): run `make setup`", reference.display());
        let mut command = Command::new(reference.canonicalize().expect("it exists"));
        let run = command.args(["-s", name, "-o", "-", source]).args(options).current_dir(&self.0).output();
        let expected = run.expect("the reference starts").stdout;
        assert_eq!(fs::read(self.0.join(output)).expect("it was written"), expected, "{output}");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // The target folder may keep it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug, PartialEq)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn new(output: &Output) -> Run {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    #[track_caller]
    fn check(&self, code: i32, stdout: &str, stderr: &str) {
        let expected = Run { code: Some(code), stdout: stdout.into(), stderr: stderr.into() };
        assert_eq!(*self, expected);
    }
}

#[test]
fn a_tree_goes_into_a_folder() {
    let place = Place::new();
    place.run(&["-r", "src", "-o", "out/deep"]).check(0, "4 compiled\n", "");
    let outputs = ["main.mpy", "pkg/__init__.mpy", "pkg/one.mpy", "pkg/two.mpy"].map(|name| format!("out/deep/{name}"));
    assert_eq!(place.files("out"), outputs);
    for name in ["main", "pkg/__init__", "pkg/one", "pkg/two"] {
        let (source, output) = (format!("src/{name}.py"), format!("out/deep/{name}.mpy"));
        place.same_as_reference(&source, &format!("{name}.py"), &output, &[]);
    }
}

#[test]
fn without_a_folder_modules_are_beside_their_sources() {
    let place = Place::new();
    place.run(&["src", "-O3", "--recursive"]).check(0, "4 compiled\n", "");
    place.same_as_reference("src/pkg/one.py", "pkg/one.py", "src/pkg/one.mpy", &["-O3"]);
    assert!(!place.files("src").iter().any(|file| file.contains("hidden") && file.ends_with(".mpy")));
}

#[test]
fn files_and_folders_together() {
    let place = Place::new();
    place.write("more/five.py", "x = 5\n");
    place.run(&["-r", "more/five.py", "src/pkg", "-o", "out"]).check(0, "4 compiled\n", "");
    let outputs = ["__init__.mpy", "five.mpy", "one.mpy", "two.mpy"].map(|name| format!("out/{name}"));
    assert_eq!(place.files("out"), outputs);
    place.same_as_reference("more/five.py", "more/five.py", "out/five.mpy", &[]);
    place.same_as_reference("src/pkg/one.py", "one.py", "out/one.mpy", &[]);
}

/// Every broken file is reported, in the order of the tree whatever the number of jobs, by the name it is found under.
#[test]
fn errors_of_every_file_in_order() {
    let place = Place::new();
    for number in 10..40 {
        place.write(&format!("src/broken/b{number}.py"), &format!("{}return\n", "\n".repeat(number)));
    }
    let expected: String = (10..40)
        .map(|number| {
            let line = number + 1;
            format!(
                "Traceback (most recent call last):\n  File \"src/broken/b{number}.py\", line {line}, in <module>\n\
                 SyntaxError: 'return' outside function\n"
            )
        })
        .collect();
    for jobs in ["--jobs=1", "--jobs=2", "--jobs=7"] {
        place.run(&["-r", "src", "-o", "out", jobs]).check(1, "4 compiled, 30 failed\n", &expected);
    }
    assert_eq!(place.files("out").len(), 4);
}

/// The architecture `debug` prints what it makes; each file's in its turn.
#[test]
fn listings_come_in_order() {
    let place = Place::new();
    let options = ["-march=debug", "-X", "emit=native"];
    let one = |name: &str| place.run(&[&options[..], &[name, "-o", "/dev/null"]].concat());
    let [main, first, second, third] =
        ["src/main.py", "src/pkg/__init__.py", "src/pkg/one.py", "src/pkg/two.py"].map(|name| one(name).stdout);
    assert!(main.len() > 20 && second != main);
    let all = place.run(&[&options[..], &["-r", "src", "-o", "out", "--jobs=4"]].concat());
    all.check(0, &format!("{main}{first}{second}{third}4 compiled\n"), "");
}

#[test]
fn files_that_cannot_be_read_or_written() {
    let place = Place::new();
    place.write("out/main.mpy/file", "in the way");
    let run = place.run(&["-r", "src", "none.py", "-o", "out"]);
    let errors = "OSError: (21, \"can't open out/main.mpy\")\nOSError: (2, \"can't open none.py\")\n";
    run.check(1, "3 compiled, 2 failed\n", errors);
    place.run(&["-r", "src", "-o", "src/main.py"]).check(1, "0 compiled, 4 failed\n", &{
        let folder = |name| format!("OSError: (20, \"can't open {name}\")\n");
        let exists = |name| format!("OSError: (17, \"can't open {name}\")\n");
        exists("src/main.py") + &folder("src/main.py/pkg").repeat(3)
    });
    // Nothing is left lying about.
    assert!(place.files("").iter().all(|file| !file.ends_with(".tmp")));
}

#[test]
fn only_what_has_changed() {
    let place = Place::new();
    let again = |place: &Place, more: &[&str]| place.run(&[&["-r", "src", "-o", "out", "--changed"], more].concat());
    again(&place, &[]).check(0, "4 compiled\n", "");
    again(&place, &[]).check(0, "0 compiled, 4 unchanged\n", "");
    // An older file is another one, too.
    place.write("src/pkg/one.py", "def f(x):\n    return x + 2\n");
    again(&place, &[]).check(0, "1 compiled, 3 unchanged\n", "");
    place.same_as_reference("src/pkg/one.py", "pkg/one.py", "out/pkg/one.mpy", &[]);
    fs::remove_file(place.0.join("out/pkg/two.mpy")).expect("it was written");
    again(&place, &[]).check(0, "1 compiled, 3 unchanged\n", "");
    // With other options everything is another.
    again(&place, &["-O3"]).check(0, "4 compiled\n", "");
    place.same_as_reference("src/main.py", "main.py", "out/main.mpy", &["-O3"]);
    again(&place, &["-O3"]).check(0, "0 compiled, 4 unchanged\n", "");
    // Without `--changed` everything is compiled.
    place.run(&["-r", "src", "-o", "out", "-O3"]).check(0, "4 compiled\n", "");
}

#[test]
fn what_is_broken_or_warned_of_stays_so() {
    let place = Place::new();
    place.write("src/bad.py", "return\n");
    place.write("src/odd.py", "assert (x := 1, 'text')\n");
    for _ in 0..2 {
        let run = place.run(&["-r", "src", "-o", "out", "--changed", "--warn"]);
        let error = "Traceback (most recent call last):\n  File \"src/bad.py\", line 1, in <module>\n\
                     SyntaxError: 'return' outside function\n";
        assert_eq!((run.code, run.stdout.ends_with("1 failed, 1 warning\n")), (Some(1), true), "{}", run.stdout);
        assert!(run.stderr.starts_with(error) && run.stderr.ends_with("[W006]\n"), "{}", run.stderr);
    }
}

#[test]
fn a_damaged_record_is_no_record() {
    let place = Place::new();
    place.write("out/.mpy-cross.json", "{ no JSON");
    place.run(&["-r", "src", "-o", "out", "--changed"]).check(0, "4 compiled\n", "");
    place.run(&["-r", "src", "-o", "out", "--changed"]).check(0, "0 compiled, 4 unchanged\n", "");
}

#[test]
fn refused_command_lines() {
    let place = Place::new();
    let refused = |args: &[&str], text: &str| place.run(args).check(1, "", &format!("{text}\n"));
    refused(&["-r"], "no input file");
    refused(&["-r", "src", "-s", "name"], "-s names one source: not with -r");
    refused(&["-r", "-"], "-r takes no standard input and has no standard output");
    refused(&["-r", "src", "-o", "-"], "-r takes no standard input and has no standard output");
    refused(&["-r", "src", "--changed"], "--changed keeps its record in the output folder: name one with -o");
    refused(&["src/main.py", "--changed"], "--changed and --jobs go with -r");
    refused(&["src/main.py", "src/pkg/one.py", "--warn"], "multiple input files");
    fs::create_dir(place.0.join("empty")).expect("the target folder can be written");
    refused(&["-r", "src", "empty", "-o", "out"], "no .py file below empty");
    refused(
        &["-r", "src/pkg", "src/pkg/one.py", "-o", "out"],
        "src/pkg/one.py and src/pkg/one.py would both become out/one.mpy",
    );
    assert!(place.files("out").is_empty());
    for args in [&["-r", "src", "--jobs=0"][..], &["--diagnostics=odd", "src/main.py"], &["--warn=W999", "src/main.py"]]
    {
        let run = place.run(args);
        assert_eq!((run.code, &run.stderr[..]), (Some(1), ""), "{args:?}");
        assert!(run.stdout.contains("usage: "), "{args:?}");
    }
}

/// One object a line, whatever is wrong.
#[test]
fn json() {
    let place = Place::new();
    place.write("src/bad.py", "s = 'é' + (\n    1]\n");
    place.write("src/odd.py", "print(end='', end='')\n");
    let run = place.run(&["-r", "src", "none.py", "-o", "out", "--diagnostics=json", "--warn=-W003"]);
    let objects: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    let place_of = |line: u32, from: u32, to: u32, byte: u32| {
        let point = |column: u32, byte: u32| serde_json::json!({ "line": line, "column": column, "byte": byte });
        (point(from, byte), point(to, byte + to - from))
    };
    assert_eq!(objects.len(), 3, "{}", run.stderr);
    assert_eq!(objects[0]["file"], "src/bad.py");
    assert_eq!(objects[0]["severity"], "error");
    assert_eq!(objects[0]["code"], "SyntaxError");
    assert_eq!(objects[0]["message"], "invalid syntax");
    assert_eq!(objects[0]["line"], 2);
    let (start, end) = place_of(2, 6, 7, 18);
    assert_eq!((&objects[0]["place"]["start"], &objects[0]["place"]["end"]), (&start, &end));
    // Columns count characters, not bytes.
    let (start, end) = place_of(1, 11, 12, 11);
    assert_eq!((&objects[0]["related"][0]["start"], &objects[0]["related"][0]["end"]), (&start, &end));
    assert_eq!((&objects[1]["severity"], &objects[1]["code"]), (&"warning".into(), &"W001".into()));
    assert_eq!((&objects[2]["file"], &objects[2]["code"]), (&"none.py".into(), &"OSError".into()));
}

//! The command against the reference's: exit code, both outputs and the files written, for every form of the options.
#![forbid(unsafe_code)]

#[cfg(unix)]
use std::os::unix::ffi::OsStrExt;
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// What a run leaves behind.
#[derive(Debug, PartialEq)]
struct Outcome {
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
    files: BTreeMap<String, Vec<u8>>,
}

const SOURCE: &str = "import sys\n\n\ndef f(a):\n    assert a, 'message'\n    return (a, 1 << 40, 1.5)\n";

/// A name in Latin-1.
#[cfg(unix)]
const NO_TEXT: &[u8] = b"caf\xe9.py";

/// Integers at the borders of what small ints can be.
const INTEGERS: &str = "f(0, 1, -1, 2, -2, 127, 128, -128, -129, 32767, -32768, 0x3fffffff, 0x40000000, -0x40000000)
f(0x7fffffff, -0x80000000, 0x3fffffffffffffff, 0x4000000000000000, -0x4000000000000001, 1 << 100)
f(a, b, *c, d)
";

fn reference() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.oracles/mpy-cross");
    assert!(path.exists(), "the reference compiler is missing ({}): run `make setup`", path.display());
    path.canonicalize().expect("it exists")
}

fn run(command: &Path, name: &str, args: &[impl AsRef<OsStr>]) -> Outcome {
    // Tests run at the same time.
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let number = RUNS.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command_line").join(format!("{name}{number}"));
    // What an earlier run left may be there, or not.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("sub")).expect("the target folder can be written");
    for (file, text) in [
        ("a.py", SOURCE),
        ("integers.py", INTEGERS),
        ("x", "x = 1\n"),
        ("xy", "x = 1\n"),
        (".py", "x = 1\n"),
        ("dots.in.name.py", "x = 1\n"),
        ("capital.PY", "x = 1\n"),
        ("old.mpy", "old"),
        ("-o", "x = 1\n"),
        ("noext", "x = 1\n"),
        ("sub/b.py", "y = 2\n"),
        ("bad.py", "x = = 1\n"),
        ("late.py", "def g():\n    1 = x\n"),
    ] {
        fs::write(folder.join(file), text).expect("the target folder can be written");
    }
    #[cfg(unix)]
    for (link, to) in [("link.mpy", "old.mpy"), ("dangling.mpy", "none.mpy")] {
        std::os::unix::fs::symlink(to, folder.join(link)).expect("the target folder can be written");
    }
    #[cfg(unix)]
    fs::write(folder.join(OsStr::from_bytes(NO_TEXT)), "x = 1\n").expect("the target folder can be written");
    let mut child = Command::new(command)
        .args(args)
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input closes it early.
    let _ = child.stdin.take().expect("it is piped").write_all(b"z = 3\n");
    let output = child.wait_with_output().expect("the command ends");
    let mut files = BTreeMap::new();
    for folder in [folder.clone(), folder.join("sub")] {
        for entry in fs::read_dir(&folder).expect("it was made above") {
            let path = entry.expect("it was made above").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).expect("it can be read"));
            }
        }
    }
    fs::remove_dir_all(&folder).expect("it was made above");
    Outcome {
        code: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        files,
    }
}

/// Runs both with the same arguments; all must be the same.
#[track_caller]
fn same<A: AsRef<OsStr> + std::fmt::Debug>(args: &[A]) {
    let ours = run(Path::new(env!("CARGO_BIN_EXE_mpy-cross")), "ours", args);
    let theirs = run(&reference(), "reference", args);
    assert_eq!(ours, theirs, "{args:?}");
}

/// Both say how they are used, each in its words.
#[track_caller]
fn usage(args: &[&str]) {
    let ours = run(Path::new(env!("CARGO_BIN_EXE_mpy-cross")), "ours", args);
    let theirs = run(&reference(), "reference", args);
    assert_eq!((ours.code, ours.stderr, ours.files), (theirs.code, theirs.stderr, theirs.files), "{args:?}");
    for stdout in [&ours.stdout, &theirs.stdout] {
        assert!(String::from_utf8_lossy(stdout).to_lowercase().contains("usage:"), "{args:?}");
    }
}

#[test]
fn options() {
    same(&["a.py"]);
    same(&["a.py", "-o", "out.mpy"]);
    same(&["-o", "-", "a.py"]);
    same(&["-s", "other/name.py", "a.py"]);
    same(&["-s", "a\\b.py", "a.py"]);
    same(&["sub/b.py"]);
    same(&["sub\\b.py"]);
    same(&["noext"]);
    same(&["-"]);
    same(&["-", "-o", "out.mpy"]);
    same(&["-s", "name", "-"]);
    same(&["--", "a.py"]);
    same(&["-v", "-v", "a.py"]);
    same(&["-X", "emit=bytecode", "a.py"]);
    same(&["-X", "heapsize=8m", "a.py"]);
    same(&["-X", "heapsize=8wk", "-X", "emit=bytecode", "a.py"]);
    same(&["a.py", "-o", "/dev/null"]);
    for level in ["-O", "-O0", "-O1", "-O2", "-O3", "-O9", "-OO", "-OOO", "-OOOO", "-Ofoo"] {
        same(&[level, "a.py"]);
    }
    for bits in [
        "31",
        "32",
        "63",
        "0x1f",
        "037",
        "40",
        "16",
        "0",
        "1",
        "2",
        "64",
        "65",
        "127",
        "255",
        "256",
        "287",
        "",
        " 31",
        "+31",
        "-1",
        "-0x1f",
        "99999999999999999999",
        "-99999999999999999999",
    ] {
        same(&[&format!("-msmall-int-bits={bits}"), "a.py"]);
        same(&[&format!("-msmall-int-bits={bits}"), "integers.py"]);
    }
}

/// Options may stand anywhere, and the last of a kind counts.
#[test]
fn order() {
    same(&["a.py", "-O3", "-s", "x", "-o", "out.mpy"]);
    same(&["-o", "one.mpy", "a.py", "-o", "two.mpy"]);
    same(&["-s", "one", "-s", "two", "a.py"]);
    same(&["-O3", "-O", "a.py"]);
    same(&["-march=x64", "-march=armv6m", "a.py"]);
    same(&["-X", "emit=native", "-X", "emit=bytecode", "a.py"]);
    same(&["-X", "emit=bytecode", "-X", "emit=native", "a.py"]);
    // A value is a value, whatever it looks like.
    same(&["-o", "-v", "a.py"]);
    same(&["-s", "--version", "a.py"]);
    same(&["-s", "--", "a.py"]);
    same(&["-o", "--", "a.py"]);
    same(&["a.py", "-o", ""]);
    same(&["-s", "", "a.py"]);
    same(&[""]);
    // Behind `--` there are files only, but `-X` is looked for there, too.
    same(&["--", "-"]);
    same(&["--", "-o"]);
    same(&["-v", "--", "a.py"]);
    same(&["a.py", "--"]);
    same(&["--", "--"]);
    same(&["--", "-X", "emit=bytecode"]);
    usage(&["--", "a.py", "-X", "junk"]);
    usage(&["-o", "-X", "a.py"]);
    same(&["-s", "-X", "heapsize=1m", "a.py"]);
    // The first thing that ends the command decides.
    same(&["a.py", "sub/b.py", "--junk"]);
    usage(&["a.py", "--junk", "sub/b.py"]);
    same(&["a.py", "sub/b.py", "-o"]);
    same(&["a.py", "sub/b.py", "-march=junk"]);
    same(&["a.py", "sub/b.py", "--version"]);
    same(&["-march=rv32imc", "-march-flags=junk", "-X", "emit=native"]);
    same(&["-X", "emit=native", "-march-flags=junk"]);
    same(&["-march-flags=junk", "-march=armv6m", "a.py"]);
    same(&["-march-flags=zba", "-march=rv32imc", "a.py"]);
    same(&["-march-flags=junk", "-march-flags=zba", "-march=rv32imc", "a.py"]);
}

/// Where the module goes if nothing says so: two characters are replaced, whatever they are.
#[test]
fn output_names() {
    same(&["x"]);
    same(&["xy"]);
    same(&[".py"]);
    same(&["dots.in.name.py"]);
    same(&["./a.py"]);
    same(&["sub/../a.py"]);
    same(&["capital.PY"]);
    same(&["sub/b.py", "-o", "b.mpy"]);
}

/// What is there already: it is replaced, links are followed, and what is no plain file is written to.
#[test]
fn outputs_that_exist() {
    same(&["a.py", "-o", "old.mpy"]);
    same(&["a.py", "-o", "link.mpy"]);
    same(&["a.py", "-o", "dangling.mpy"]);
    same(&["a.py", "-o", "a.py"]);
    same(&["bad.py", "-o", "old.mpy"]);
}

#[test]
fn targets() {
    for arch in [
        "x86",
        "x64",
        "armv6",
        "armv6m",
        "armv7m",
        "armv7em",
        "armv7emsp",
        "armv7emdp",
        "xtensa",
        "xtensawin",
        "rv32imc",
        "rv64imc",
        "host",
        "debug",
    ] {
        same(&[&format!("-march={arch}"), "a.py"]);
    }
    for flags in [
        "zba",
        "zcmp",
        "zba,zcmp",
        "zba,",
        "3",
        "0x3",
        "0b11",
        "0",
        "4",
        "junk",
        "",
        "zba,junk",
        "0x",
        "0b",
        "00",
        "01",
        "012",
        "0X3",
        "0B1",
        "+1",
        "-1",
        "-0",
        " 1",
        "1 ",
        " 0x1",
        "0x1 ",
        "1_1",
        "1.0",
        ",",
        "zba,,",
        ",zba",
        "zba,zba",
        "ZBA",
        "zba ",
        "0x4",
        "0x00000003",
        "99999999999999999999",
        "0x",
        "0b2",
        "0xg",
    ] {
        same(&["-march=rv32imc", &format!("-march-flags={flags}"), "a.py"]);
    }
    same(&["-march-flags=zba", "a.py"]);
    same(&["-march=armv7m", "-march-flags=zba", "a.py"]);
    same(&["-X", "emit=native", "a.py"]);
    same(&["-X", "emit=viper", "a.py"]);
}

#[test]
fn refusals() {
    same::<&str>(&[]);
    same(&["a.py", "sub/b.py"]);
    same(&["nofile.py"]);
    same(&["."]);
    same(&["a.py", "-o", "nofolder/x.mpy"]);
    same(&["a.py", "-o", "sub"]);
    same(&["bad.py"]);
    same(&["late.py"]);
    same(&["bad.py", "-s", "other.py"]);
    same(&["late.py", "-s", "other.py"]);
    same(&["late.py", "-o", "out.mpy"]);
}

#[test]
fn usages() {
    usage(&["-h"]);
    usage(&["-o"]);
    usage(&["a.py", "-s"]);
    usage(&["-X"]);
    usage(&["-X", "junk", "a.py"]);
    usage(&["-X", "emit=junk", "a.py"]);
    usage(&["-q", "a.py"]);
    usage(&["--junk", "a.py"]);
    usage(&["-march=junk", "a.py"]);
    usage(&["-msmall-int-bits=junk", "a.py"]);
    usage(&["-msmall-int-bits=31x", "a.py"]);
}

/// Who may read and write the output: as the reference has it for a new one, as before for one that was there.
#[cfg(unix)]
#[test]
fn permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("permissions");
    let modes = |command: &Path| {
        // What an earlier run left may be there, or not.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the target folder can be written");
        fs::write(folder.join("a.py"), SOURCE).expect("the target folder can be written");
        fs::write(folder.join("old.mpy"), "old").expect("the target folder can be written");
        fs::set_permissions(folder.join("old.mpy"), fs::Permissions::from_mode(0o660)).expect("it was written");
        ["new.mpy", "old.mpy"].map(|name| {
            let mut shell = Command::new("sh");
            shell.args(["-c", "umask 0; exec \"$@\"", "sh"]).arg(command).args(["a.py", "-o", name]);
            assert!(shell.current_dir(&folder).status().expect("sh runs").success());
            fs::metadata(folder.join(name)).expect("it was written").permissions().mode() & 0o777
        })
    };
    assert_eq!(modes(Path::new(env!("CARGO_BIN_EXE_mpy-cross"))), modes(&reference()));
}

/// Names are bytes to the reference, and need not be text.
#[cfg(unix)]
#[test]
fn names_that_are_no_text() {
    let name = OsStr::from_bytes(NO_TEXT);
    same(&[name]);
    same(&[name, OsStr::new("-o"), OsStr::from_bytes(b"\xff.mpy")]);
    same(&[OsStr::new("-s"), OsStr::from_bytes(b"\xc3\\\xe9.py"), OsStr::new("a.py")]);
    same(&[OsStr::new("-march=x64"), name]);
}

/// Programs look for this with a regular expression.
#[test]
fn version() {
    let version =
        |command: &Path, name| String::from_utf8_lossy(&run(command, name, &["--version"]).stdout).into_owned();
    let (ours, theirs) =
        (version(Path::new(env!("CARGO_BIN_EXE_mpy-cross")), "ours"), version(&reference(), "reference"));
    let emitting = |text: &str| {
        text.split("; ").nth(1).map(|part| part.trim_end()[.."mpy-cross emitting mpy v6.3".len()].to_string())
    };
    assert_eq!(emitting(&ours), emitting(&theirs));
    assert_eq!(ours.split(" on ").next(), theirs.split(" on ").next());
}

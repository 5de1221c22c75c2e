//! What is shown on a terminal: the place of an error without being asked, and how far a tree is.
#![forbid(unsafe_code)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Runs a command on a terminal of its own and passes on what it writes there.
const ON_TERMINAL: &str = "import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terminal").join(name);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    fs::write(folder.join("good.py"), "x = 1\n").expect("the target folder can be written");
    fs::write(folder.join("bad.py"), "x = f(1,\n  2\ny = 3\n").expect("the target folder can be written");
    folder
}

/// The exit code and everything that is on the screen.
fn on_terminal(folder: &Path, args: &[&str], colour: bool) -> (Option<i32>, String) {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.oracles/venv/bin/python");
    assert!(python.exists(), "Python is missing ({}): run `make setup`", python.display());
    let mut command = Command::new(python);
    command.args(["-c", ON_TERMINAL, env!("CARGO_BIN_EXE_mpy-cross")]).args(args).current_dir(folder);
    command.env("TERM", "xterm").env_remove("NO_COLOR");
    if !colour {
        command.env("NO_COLOR", "1");
    }
    let output = command.output().expect("Python starts");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

#[test]
fn errors_show_their_place() {
    let folder = folder("errors");
    let expected = "Traceback (most recent call last):
  File \"bad.py\", line 3
SyntaxError: invalid syntax
  ┌─ bad.py:3:1
  │
1 │ x = f(1,
  │      - `(` was opened here
2 │   2
3 │ y = 3
  │ ^ unexpected name

";
    assert_eq!(on_terminal(&folder, &["bad.py"], false), (Some(1), expected.into()));
    let (_, coloured) = on_terminal(&folder, &["bad.py"], true);
    assert!(coloured.contains("\u{1b}[31m^"), "{coloured}");
    // Asked for, it is as elsewhere.
    let plain: String = expected.lines().take(3).map(|line| format!("{line}\n")).collect();
    assert_eq!(on_terminal(&folder, &["--diagnostics=plain", "bad.py"], true), (Some(1), plain));
}

#[test]
fn a_tree_shows_how_far_it_is() {
    let folder = folder("tree");
    let (code, screen) = on_terminal(&folder, &["-r", ".", "-o", "out"], false);
    assert_eq!(code, Some(1));
    assert!(screen.contains(" of 2") && screen.ends_with("1 compiled, 1 failed\n"), "{screen:?}");
    assert!(screen.contains("^ unexpected name"), "{screen:?}");
}

//! The command: what it prints, what it writes, and what it leaves behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use mpy_format::{Constant, Header, Module, QstrEntry, RawCode};
use mpy_frozen::vm::Vm;
use mpy_runtime::rom;
use tempfile::TempDir;

use crate::support::{SLOT, TestVm};

/// A folder with a VM and an app of two compiled modules.
fn folder(flash_end: u32) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut vm = TestVm::default().set("__flash_end", flash_end);
    vm.text[8..12].copy_from_slice(&rom::abi_word(4, false, false).to_le_bytes());
    fs::write(folder.path().join("vm.elf"), vm.build()).expect("written");
    fs::create_dir_all(folder.path().join("app/pkg")).expect("made");
    for (path, constant) in [("main", "a first constant, long enough"), ("pkg/__init__", "a second one, no shorter")] {
        let qstrs = [format!("{path}.py"), "<module>".to_string()].map(|text| QstrEntry::new(text.as_bytes()));
        let code = RawCode::bytecode(vec![0x00, 0x04, 0x01, 0x00, 0x51, 0x63], vec![]);
        let constants = vec![Constant::Str(constant.into())];
        let module = Module { header: Header::bytecode(), qstrs: qstrs.to_vec(), constants, code };
        fs::write(folder.path().join(format!("app/{path}.mpy")), module.to_bytes()).expect("written");
    }
    folder
}

const ROOM: u32 = SLOT + 0x1000;

fn frozen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_frozen")).args(arguments).current_dir(folder).output().expect("the command runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are text")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("reports are text")
}

/// Every file in the folder itself, so that a forgotten one shows.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn one_build_writes_every_format() {
    let folder = folder(ROOM);
    let arguments = ["build", "app", "--vm", "vm.elf", "-o", "a.elf", "-o", "a.bin", "-o", "a.hex", "-o", "a.uf2"];
    let output = frozen(folder.path(), &arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(files(folder.path()), ["a.bin", "a.elf", "a.hex", "a.uf2", "app", "vm.elf"]);

    let elf = fs::read(folder.path().join("a.elf")).expect("written");
    let (vm, image) = Vm::parse_firmware(&elf).expect("firmware");
    let raw = fs::read(folder.path().join("a.bin")).expect("written");
    assert_eq!(raw[raw.len() - image.len()..], *image);
    let report = stdout(&output);
    let free = vm.slot().flash_len() as usize - image.len();
    assert!(
        report.contains(&format!("+ {} image, {},{:03} bytes free", image.len(), free / 1000, free % 1000)),
        "{report}"
    );
    assert!(report.starts_with("module "), "{report}");
    assert!(report.contains("\npkg "), "{report}");
}

#[test]
fn json_report_adds_up() {
    let folder = folder(ROOM);
    let output = frozen(folder.path(), &["build", "app", "--vm", "vm.elf", "-o", "a.bin", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let number = |value: &serde_json::Value| value.as_u64().expect("a number");
    let modules = report["modules"].as_array().expect("a list");
    assert_eq!(modules.iter().map(|module| module["name"].as_str()).collect::<Vec<_>>(), [Some("main"), Some("pkg")]);
    let parts: u64 =
        modules.iter().flat_map(|module| ["code", "constants", "strings"].map(|part| number(&module[part]))).sum();
    let image = number(&report["memory"]["flash_image"]);
    assert_eq!(parts + number(&report["shared"]) + number(&report["tables"]), image);
    assert_eq!(number(&report["memory"]["flash_free"]) + image, 0x1000);
    assert_eq!(number(&report["memory"]["ram_free"]), 0x4000 - 0x120);
}

#[test]
fn too_big_says_how_many_bytes_and_writes_nothing() {
    let folder = folder(ROOM);
    let fits = frozen(folder.path(), &["build", "app", "--vm", "vm.elf", "-o", "a.elf"]);
    assert!(fits.status.success(), "{}", stderr(&fits));
    let elf = fs::read(folder.path().join("a.elf")).expect("written");
    let needed = Vm::parse_firmware(&elf).expect("firmware").1.len() as u32;

    // Exactly enough is enough; what was there stays as it was when it is not.
    for (room, missing) in [(needed, 0), (needed - 4, 4), (100, needed - 100)] {
        let folder = self::folder(SLOT + room);
        fs::write(folder.path().join("a.elf"), "what was there").expect("written");
        let output = frozen(folder.path(), &["build", "app", "--vm", "vm.elf", "-o", "a.elf", "-o", "b.hex"]);
        if missing == 0 {
            assert!(output.status.success(), "{}", stderr(&output));
            continue;
        }
        assert_eq!(output.status.code(), Some(1));
        let expected = format!(
            "frozen: vm.elf: the image does not fit: {missing} bytes of flash are missing ({needed} bytes needed, {room} free)\n"
        );
        assert_eq!(stderr(&output), expected);
        assert_eq!(files(folder.path()), ["a.elf", "app", "vm.elf"]);
        assert_eq!(fs::read(folder.path().join("a.elf")).expect("there"), b"what was there");
    }
}

#[test]
fn faults_of_the_user_are_named_and_leave_nothing() {
    let folder = folder(ROOM);
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    fs::create_dir_all(folder.path().join("empty")).expect("made");
    fs::create_dir_all(folder.path().join("twice/a")).expect("made");
    fs::create_dir_all(folder.path().join("broken")).expect("made");
    write("text.elf", b"not a VM");
    write("broken/main.mpy", b"M\x05\x02\x1f");
    let main = fs::read(folder.path().join("app/main.mpy")).expect("there");
    write("broken/cut.mpy", &main[..main.len() - 3]);
    write("twice/a.mpy", &main);
    write("twice/a/__init__.mpy", &main);
    let mut old = TestVm::default();
    old.text[8..12].copy_from_slice(&(rom::abi_word(4, false, false) + 1).to_le_bytes());
    write("old.elf", &old.build());
    let before = files(folder.path());

    let (strings, ours) = (rom::abi_word(0, false, false) >> 16, rom::ABI);
    let cases: [(&[&str], String); 9] = [
        (&["app", "--vm", "none.elf", "-o", "a.elf"], "none.elf: No such file".into()),
        (&["app", "--vm", "text.elf", "-o", "a.elf"], "text.elf: not an ELF file".into()),
        (
            &["app", "--vm", "old.elf", "-o", "a.elf"],
            format!(
                "old.elf: the VM reads images of ABI {}.{strings:04x}, this program writes ABI {ours}.{strings:04x}",
                ours + 1
            ),
        ),
        (&["app", "--board", "no-such-board", "-o", "a.elf"], "no board is called `no-such-board`; there are: ".into()),
        (
            &["app", "--vm", "vm.elf", "-o", "a.exe"],
            "a.exe: the name of an output ends in .elf, .bin, .hex, .uf2".into(),
        ),
        (&["app", "--vm", "vm.elf", "-o", "none/a.elf"], "none/a.elf: No such file".into()),
        (&["empty", "--vm", "vm.elf", "-o", "a.elf"], "empty: no .py or .mpy files".into()),
        (&["twice", "--vm", "vm.elf", "-o", "a.elf"], "module `a` has two files: ".into()),
        (&["broken", "--vm", "vm.elf", "-o", "a.elf"], "2 of 2 modules could not be compiled".into()),
    ];
    for (arguments, expected) in cases {
        let output = frozen(folder.path(), &[&["build"], arguments].concat());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&output).contains(&format!("frozen: {expected}")), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
        assert_eq!(files(folder.path()), before, "{arguments:?}");
    }
    let output = frozen(folder.path(), &["build", "broken", "--vm", "vm.elf", "-o", "a.elf"]);
    let text = stderr(&output);
    assert!(text.contains("cut.mpy: ") && text.contains("main.mpy: "), "{text}");
}

#[test]
fn usage_errors_exit_with_1_and_help_with_0() {
    let folder = folder(ROOM);
    for arguments in [&["build", "app"][..], &["build", "app", "-o", "a.elf"], &["melt"], &[]] {
        assert_eq!(frozen(folder.path(), arguments).status.code(), Some(1), "{arguments:?}");
    }
    let help = frozen(folder.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(stdout(&help).contains("build"));
}

#[test]
fn single_files_and_several_apps_make_one_image() {
    let folder = folder(ROOM);
    let output = frozen(folder.path(), &["link", "app/main.mpy", "app/pkg", "--vm", "vm.elf", "-o", "a.elf", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let names: Vec<_> =
        report["modules"].as_array().expect("a list").iter().map(|module| module["name"].clone()).collect();
    assert_eq!(names, ["__init__", "main"]);
}

#[test]
fn dump_shows_modules_strings_and_code() {
    let folder = folder(ROOM);
    let built = frozen(folder.path(), &["build", "app", "--vm", "vm.elf", "-o", "a.elf", "-q"]);
    assert!(built.status.success() && built.stdout.is_empty(), "{}", stderr(&built));

    let output = frozen(folder.path(), &["dump", "a.elf"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for part in [
        "VM: ARM, 620 bytes of flash, ABI ",
        "slot: 0x08001000..0x08002000, 4,096 bytes\n",
        "RAM: 16,096 of 16,384 bytes for heap and stack\n",
        "modules: 2\n",
        " pkg: 28 bytes of code, a package\n",
        "  \"pkg/__init__.py\"\n",
        "\n=== main ===\n",
        "\"a first constant, long enough\"",
        "LOAD_CONST_NONE",
        "RETURN_VALUE",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }

    let text = stdout(&frozen(folder.path(), &["dump", "app/pkg/__init__.mpy"]));
    assert!(text.contains("pkg/__init__.py") && text.contains("RETURN_VALUE"), "{text}");
    let text = stdout(&frozen(folder.path(), &["dump", "vm.elf"]));
    assert!(text.ends_with("no image\n"), "{text}");
}

#[test]
fn dump_says_what_is_wrong_with_a_file() {
    let folder = folder(ROOM);
    let built = frozen(folder.path(), &["build", "app", "--vm", "vm.elf", "-o", "a.elf", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let mut elf = fs::read(folder.path().join("a.elf")).expect("written");
    let magic = elf.windows(4).position(|bytes| bytes == b"PFRZ").expect("an image");
    elf[magic + 70] ^= 1;
    fs::write(folder.path().join("flipped.elf"), &elf).expect("written");
    let main = fs::read(folder.path().join("app/main.mpy")).expect("there");
    fs::write(folder.path().join("cut.mpy"), &main[..main.len() - 3]).expect("written");
    fs::write(folder.path().join("notes.txt"), "hello").expect("written");
    for (file, expected) in [
        ("flipped.elf", "corrupt image: its checksum is "),
        ("cut.mpy", "at byte "),
        ("notes.txt", "neither a firmware file (.elf) nor a compiled module (.mpy)"),
        ("none.elf", "No such file"),
    ] {
        let output = frozen(folder.path(), &["dump", file]);
        assert_eq!(output.status.code(), Some(1));
        let text = stderr(&output);
        assert!(text.starts_with(&format!("frozen: {file}: ")) && text.contains(expected), "{text}");
    }
}

#[test]
fn python_errors_show_their_places() {
    let folder = folder(ROOM);
    fs::create_dir_all(folder.path().join("src/pkg")).expect("made");
    fs::write(folder.path().join("src/main.py"), "import pkg.a\nprint(pkg.a.x)\n").expect("written");
    fs::write(folder.path().join("src/pkg/a.py"), "x = 1\ny = x +* 2\n").expect("written");
    fs::write(folder.path().join("src/pkg/b.py"), "def f():\nreturn 1\n").expect("written");
    let output = frozen(folder.path(), &["build", "src", "--vm", "vm.elf", "-o", "a.elf"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    for part in [
        "File \"pkg/a.py\", line 2",
        "SyntaxError: invalid syntax",
        "pkg/a.py:2:8",
        "y = x +* 2",
        "^",
        "File \"pkg/b.py\", line 2",
        // The package has no `__init__.py`, and gets an empty one.
        "frozen: 2 of 4 modules could not be compiled",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!folder.path().join("a.elf").exists());

    fs::write(folder.path().join("src/pkg/a.py"), "x = 1\ny = x + 2\n").expect("written");
    fs::write(folder.path().join("src/pkg/b.py"), "def f():\n    return 1\n").expect("written");
    let output = frozen(folder.path(), &["build", "src", "--vm", "vm.elf", "-o", "a.elf", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let names: Vec<_> =
        report["modules"].as_array().expect("a list").iter().map(|module| module["name"].clone()).collect();
    assert_eq!(names, ["main", "pkg", "pkg.a", "pkg.b"]);
}

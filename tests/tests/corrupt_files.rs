//! What is wrong with a `.mpy` file, and at which byte, is told by a `ValueError` that the importing program can catch.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};

use mpy_format::module::Module;
use mpy_format::operand::write_uint;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::permafrost::Build;
use permafrost_tests::reference_compiler;

/// Imports `module`, and tells of its `ValueError`.
const IMPORT: &str = "
try:
    import module
except ValueError as err:
    print(type(err).__name__, err)
print('goes on')
";

fn io<T>(result: std::io::Result<T>, path: &Path) -> Result<T, String> {
    result.map_err(|err| format!("{}: {err}", path.display()))
}

/// A folder for one test, and in it what the reference makes of a small module.
fn compiled(test: &str) -> Result<(PathBuf, Vec<u8>), String> {
    let folder = permafrost_tests::scratch("corrupt")?.join(test);
    io(std::fs::create_dir_all(&folder), &folder)?;
    let (source, output) = (folder.join("source.txt"), folder.join("module.mpy"));
    io(std::fs::write(&source, "def f(x):\n    return [x, 'constant', b'bytes']\nprint(f(1.5))\n"), &source)?;
    reference_compiler::compile(&Oracles::locate()?, &source, "module.py", &output, &[])?;
    let bytes = io(std::fs::read(&output), &output)?;
    Ok((folder, bytes))
}

/// What a program prints that imports the file `bytes`.
fn import(folder: &Path, bytes: &[u8]) -> Result<String, String> {
    let path = folder.join("module.mpy");
    io(std::fs::write(&path, bytes), &path)?;
    let run = Build::Plain.run(folder, &["-c", IMPORT])?;
    assert_eq!((run.code, run.error.as_str()), (Some(0), ""), "{}", run.stdout);
    Ok(run.stdout)
}

#[test]
fn whole_file_is_imported() -> Result<(), String> {
    let (folder, bytes) = compiled("whole")?;
    assert_eq!(import(&folder, &bytes)?, "[1.5, 'constant', b'bytes']\ngoes on\n");
    Ok(())
}

#[test]
fn file_cut_short_tells_where_it_ends() -> Result<(), String> {
    let (folder, bytes) = compiled("short")?;
    for length in 0..bytes.len() {
        let printed = import(&folder, &bytes[..length])?;
        let told = format!("ValueError incompatible .mpy file: it ends too early, at byte {length}\ngoes on\n");
        assert_eq!(printed, told);
    }
    Ok(())
}

#[test]
fn file_for_another_machine_tells_which_byte_says_so() -> Result<(), String> {
    let (folder, bytes) = compiled("foreign")?;
    // Magic, version, and sub-version with architecture; `.mpy` files are described in `mpy_format`.
    for (at, byte) in [(0, b'N'), (1, 5), (1, 7)] {
        let mut changed = bytes.clone();
        changed[at] = byte;
        let printed = import(&folder, &changed)?;
        let place = format!(", at byte {at}\ngoes on\n");
        assert!(printed.starts_with("ValueError incompatible .mpy file: ") && printed.ends_with(&place), "{printed}");
    }
    Ok(())
}

#[test]
fn damaged_code_tells_where() -> Result<(), String> {
    let (folder, bytes) = compiled("code")?;
    // `RETURN_VALUE` is the last instruction of a function: nothing may come behind the last one.
    let at = bytes.iter().rposition(|&byte| byte == 0x63).ok_or("no RETURN_VALUE")?;
    let mut changed = bytes;
    // No instruction has this number.
    changed[at] = 0x0f;
    let printed = import(&folder, &changed)?;
    let place = format!(", at byte {at}\ngoes on\n");
    assert!(printed.starts_with("ValueError incompatible .mpy file: ") && printed.ends_with(&place), "{printed}");
    Ok(())
}

#[test]
fn number_of_functions_beyond_any_file_is_refused() -> Result<(), String> {
    let (folder, bytes) = compiled("functions")?;
    let module = Module::from_bytes(&bytes).map_err(|error| error.to_string())?;
    // Behind a module's bytecode stands how many functions it has.
    let code = &module.code.code;
    let at = bytes.windows(code.len()).position(|window| window == code).ok_or("no code")? + code.len();
    assert_eq!(bytes[at], 1);
    for number in [1 << 24, 1 << 30, u32::MAX] {
        let mut changed = bytes[..at].to_vec();
        write_uint(&mut changed, number.into());
        changed.extend(&bytes[at + 1..]);
        let printed = import(&folder, &changed)?;
        assert!(printed.starts_with("ValueError incompatible .mpy file: "), "{printed}");
        assert!(printed.ends_with("\ngoes on\n"), "{printed}");
    }
    Ok(())
}

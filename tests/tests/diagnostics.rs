//! What a person sees of an error or a warning: the snapshots in `diagnostics/`.
//!
//! `make bless` writes them anew, and is the only way to change one; the change is then read as a person would.
#![forbid(unsafe_code)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::Trial;
use mpy_cross::diagnostic::termcolor::NoColor;
use mpy_cross::lint::{self, Code, Warnings};
use mpy_cross::recover::syntax_errors;
use mpy_cross::source::SourceFile;
use mpy_cross::{Options, compile};
use mpy_format::Arch;
use permafrost_tests::diff;

/// The snapshots that the project's README shows.
const IN_README: [&str; 3] = ["bracket_never_closed", "constant_assigned", "global_after_use"];

/// The errors of a file, and its warnings if its name says that it is about one.
fn shown(name: &str, bytes: Vec<u8>) -> Result<String, String> {
    let source = SourceFile::new(format!("{name}.py"), bytes);
    let mut out = NoColor::new(Vec::new());
    let failed = |err| format!("{name}: {err}");
    // A first line `# march: ARCH` is for machine code.
    let first = source.bytes().split(|&byte| byte == b'\n').next().unwrap_or_default();
    let arch = first.strip_prefix(b"# march: ").map(|arch| String::from_utf8_lossy(arch).into_owned());
    let arch = arch.map_or(Some(Arch::None), |arch| Arch::from_name(&arch)).ok_or("no such architecture")?;
    let options = Options { arch, ..Options::default() };
    let (_, errors) = compile(&source, &options);
    let more = syntax_errors(&source, options.parse_options());
    if !more.is_empty() && more[..1] != errors[..] {
        return Err(format!("{name}: the first syntax error is not the error"));
    }
    for error in errors.iter().chain(more.iter().skip(1)) {
        error.rich(&source, &mut out).map_err(failed)?;
    }
    let warnings = if name.starts_with("warn_") { Warnings::ALL } else { Warnings::NONE };
    // The programs are pieces: most of their names are bound elsewhere.
    let about_names = name.contains("name_unbound");
    let warnings = if about_names { warnings } else { warnings.without(Code::NameUnbound) };
    for warning in lint::check(&source, &Options::default(), warnings) {
        warning.rich(&source, &mut out).map_err(failed)?;
    }
    let text = String::from_utf8(out.into_inner()).map_err(|err| format!("{name}: {err}"))?;
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    if lines.is_empty() { Err(format!("{name}: nothing is wrong with it")) } else { Ok(lines.join("\n") + "\n") }
}

fn check(folder: &Path, name: &str, is_blessing: bool) -> Result<(), String> {
    let path = folder.join(name).with_extension("py");
    let got = shown(name, fs::read(&path).map_err(|err| format!("{}: {err}", path.display()))?)?;
    let snapshot = path.with_extension("snap");
    if is_blessing {
        return fs::write(&snapshot, got).map_err(|err| format!("{}: {err}", snapshot.display()));
    }
    let want = fs::read_to_string(&snapshot).map_err(|err| format!("{}: {err}; `make bless`?", snapshot.display()))?;
    diff::equal(&want, "snapshot", &got, "now")
}

/// What the README shows is what is shown, and the list of warnings is whole.
fn documented(folder: &Path) -> Result<(), String> {
    let root = permafrost_tests::root();
    let read = |path: &Path| fs::read_to_string(path).map_err(|err| format!("{}: {err}", path.display()));
    let readme = read(&root.join("README.md"))?;
    for name in IN_README {
        let snapshot = read(&folder.join(name).with_extension("snap"))?;
        let indented: Vec<_> =
            snapshot.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
        if !readme.contains(&indented.join("\n")) {
            return Err(format!("README.md does not show {name}.snap as it is"));
        }
    }
    let manual = read(&root.join("mpy-cross/README.md"))?;
    match Code::ALL.iter().find(|code| !manual.contains(&format!("\n| {code} | "))) {
        Some(code) => Err(format!("mpy-cross/README.md does not list {code}")),
        None => Ok(()),
    }
}

fn trials() -> Result<Vec<Trial>, String> {
    let folder = permafrost_tests::root().join("tests/diagnostics");
    let failed = |err| format!("{}: {err}", folder.display());
    let is_blessing = env::var_os("BLESS").is_some();
    let readme_folder = folder.clone();
    let mut trials = vec![Trial::test("documentation", move || Ok(documented(&readme_folder)?))];
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = folder.clone();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("py") => {
                trials.push(Trial::test(name.clone(), move || Ok(check(&folder, &name, is_blessing)?)));
            }
            Some("snap") if path.with_extension("py").exists() => {}
            _ => {
                let lost = format!("{}: it belongs to no program", path.display());
                trials.push(Trial::test(format!("lost::{name}"), move || Err(lost.into())));
            }
        }
    }
    Ok(trials)
}

fn main() -> ExitCode {
    permafrost_tests::run_trials(trials())
}

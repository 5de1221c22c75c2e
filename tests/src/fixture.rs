//! Fixture programs: a file `name.py`, or a folder with a `main.py` for those of several modules.
//!
//! A fixture's first lines may be directives:
//!
//! - `# oracle: micropython`: CPython prints something else, or lacks the module;
//! - `# oracle: cpython`: the reference VM differs from what the language promises (the order of a dict, a stable sort),
//!   and CPython decides;
//! - `# uncaught`: the program ends with an exception that nothing catches;
//! - `# exit: N`: the program ends with exit code N.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Who says what a fixture prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oracle {
    /// CPython and the reference VM agree.
    Both,
    /// The reference VM alone.
    MicroPython,
    /// CPython alone.
    CPython,
}

/// A program and its files.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The name tests are listed under: the path below the fixtures' folder, without `.py`.
    pub name: String,
    /// The folder the program runs in.
    pub folder: PathBuf,
    /// The file that is run, in `folder`.
    pub main: String,
    /// Every module of the program by its path in `folder`, `main` included.
    pub files: BTreeMap<String, String>,
    /// Who decides about its output.
    pub oracle: Oracle,
    /// It ends with an exception that nothing catches.
    pub uncaught: bool,
    /// The exit code it asks for.
    pub exit: Option<i32>,
}

impl Fixture {
    /// Every fixture below `folder`, in order of their names.
    ///
    /// # Errors
    /// A file cannot be read, is not UTF-8 or has an unknown directive; or there is no fixture at all.
    pub fn all(folder: &Path) -> Result<Vec<Self>, String> {
        let mut found = Vec::new();
        collect(folder, folder, &mut found)?;
        if found.is_empty() {
            return Err(format!("{}: no fixtures", folder.display()));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// The program in `folder` whose `main.py` is run.
    ///
    /// # Errors
    /// A file cannot be read, is not UTF-8 or has an unknown directive.
    pub fn app(name: &str, folder: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        collect_modules(folder, "", &mut files)?;
        Self::new(name, folder, "main.py", files)
    }

    fn file(name: &str, path: &Path) -> Result<Self, String> {
        let (Some(folder), Some(main)) = (path.parent(), path.file_name().and_then(|main| main.to_str())) else {
            return Err(format!("{}: not a file's path", path.display()));
        };
        Self::new(name, folder, main, BTreeMap::from([(main.to_owned(), read(path)?)]))
    }

    fn new(name: &str, folder: &Path, main: &str, files: BTreeMap<String, String>) -> Result<Self, String> {
        let mut fixture = Self {
            name: name.to_owned(),
            folder: folder.to_owned(),
            main: main.to_owned(),
            files,
            oracle: Oracle::Both,
            uncaught: false,
            exit: None,
        };
        let source = fixture.source().to_owned();
        for line in source.lines().map_while(|line| line.strip_prefix("# ")) {
            // Behind a directive may stand its reason, apart by at least two spaces.
            match line.split("  ").next().unwrap_or(line) {
                "oracle: micropython" => fixture.oracle = Oracle::MicroPython,
                "oracle: cpython" => fixture.oracle = Oracle::CPython,
                "uncaught" => fixture.uncaught = true,
                _ if line.starts_with("oracle:") => return Err(format!("{name}: `{line}`: no such oracle")),
                _ => match line.strip_prefix("exit: ").map(str::parse) {
                    Some(Ok(code)) => fixture.exit = Some(code),
                    Some(Err(err)) => return Err(format!("{name}: `{line}`: {err}")),
                    None => break,
                },
            }
        }
        Ok(fixture)
    }

    /// The source of the file that is run.
    #[must_use]
    pub fn source(&self) -> &str {
        self.files.get(&self.main).map_or("", String::as_str)
    }

    /// The exit code the program ends with.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        self.exit.unwrap_or(i32::from(self.uncaught))
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Fixture>) -> Result<(), String> {
    for path in entries(folder)? {
        let name = path.strip_prefix(root).unwrap_or(&path).with_extension("").to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            if path.join("main.py").exists() {
                found.push(Fixture::app(&name, &path)?);
            } else if path.file_name().is_none_or(|name| name != "__pycache__") {
                collect(root, &path, found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(Fixture::file(&name, &path)?);
        }
    }
    Ok(())
}

fn collect_modules(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), String> {
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            collect_modules(&path, &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".py") {
            files.insert(format!("{prefix}{name}"), read(&path)?);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |err| format!("{}: {err}", folder.display());
    fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|err| format!("{}: {err}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_source(source: &str) -> Result<Fixture, String> {
        Fixture::new("name", Path::new("."), "main.py", BTreeMap::from([("main.py".to_owned(), source.to_owned())]))
    }

    #[test]
    fn directives_are_the_first_comment_lines() -> Result<(), String> {
        let plain = with_source("print(1)\n# uncaught\n")?;
        assert_eq!((plain.oracle, plain.uncaught, plain.exit_code()), (Oracle::Both, false, 0));
        let all = with_source("# oracle: micropython\n# uncaught\nraise ValueError\n")?;
        assert_eq!((all.oracle, all.uncaught, all.exit_code()), (Oracle::MicroPython, true, 1));
        assert_eq!(with_source("# oracle: cpython\n# exit: 3\n")?.exit_code(), 3);
        assert_eq!(with_source("# an ordinary comment\n# uncaught\n")?.exit_code(), 0);
        assert!(with_source("# exit: soon\n").is_err());
        assert!(with_source("# oracle: nobody\n").is_err());
        Ok(())
    }

    #[test]
    fn a_folder_with_a_main_is_one_fixture() -> Result<(), String> {
        let all = Fixture::all(&crate::root().join("tests/py/import"))?;
        let relative = all.iter().find(|fixture| fixture.name == "relative").ok_or("no fixture `relative`")?;
        assert!(relative.files.contains_key("app/inner/leaf.py") && relative.files.contains_key("main.py"));
        assert!(all.iter().all(|fixture| !fixture.name.contains('/')));
        Ok(())
    }

    #[test]
    fn a_folder_without_fixtures_is_an_error() {
        assert!(Fixture::all(&crate::root().join("setup")).is_err());
        assert!(Fixture::all(&crate::root().join("tests/absent")).is_err());
    }
}

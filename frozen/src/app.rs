//! Which files of an app are modules, and how `import` names them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};

/// A file of an app that is a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleFile {
    /// `package.module`
    pub name: String,
    /// Whether the file is the `__init__` of a package.
    pub is_package: bool,
    /// Where it is below the app's folder.
    pub path: PathBuf,
    /// What is in it.
    pub kind: FileKind,
}

/// What a module's file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Python source.
    Source,
    /// A compiled module.
    Mpy,
}

/// Why files cannot be modules of one app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppError {
    /// A file or folder name that no `import` statement can name.
    BadName {
        /// The file.
        path: PathBuf,
        /// The part of its path that is no identifier.
        part: String,
    },
    /// Two files for one module.
    SameName {
        /// The module.
        name: String,
        /// Its files.
        paths: [PathBuf; 2],
    },
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName { path, part } => {
                write!(f, "{}: `{part}` cannot be imported, it is not an identifier", path.display())
            }
            Self::SameName { name, paths: [one, other] } => {
                write!(f, "module `{name}` has two files: {} and {}", one.display(), other.display())
            }
        }
    }
}

impl std::error::Error for AppError {}

/// The modules among `files`, which are given by their paths below the app's folder, in the order of their names.
///
/// `main.py` is `main`, `pkg/__init__.py` is `pkg` and `pkg/x.py` is `pkg.x`; `.mpy` files count like `.py` files.
/// Other files are no modules.
pub fn modules<'p>(files: impl IntoIterator<Item = &'p Path>) -> Result<Vec<ModuleFile>, AppError> {
    let mut found: BTreeMap<String, ModuleFile> = BTreeMap::new();
    for path in files {
        let Some(file) = module_file(path)? else { continue };
        let name = file.name.clone();
        if let Some(other) = found.insert(name.clone(), file) {
            return Err(AppError::SameName { name, paths: [other.path, path.to_path_buf()] });
        }
    }
    Ok(found.into_values().collect())
}

fn module_file(path: &Path) -> Result<Option<ModuleFile>, AppError> {
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("py") => FileKind::Source,
        Some("mpy") => FileKind::Mpy,
        _ => return Ok(None),
    };
    let stem = path.with_extension("");
    let mut parts = Vec::new();
    for component in stem.components() {
        let part = match component {
            Component::Normal(part) => part.to_string_lossy(),
            _ => continue,
        };
        if !is_identifier(&part) {
            return Err(AppError::BadName { path: path.to_path_buf(), part: part.into_owned() });
        }
        parts.push(part.into_owned());
    }
    let is_package = parts.len() > 1 && parts.last().is_some_and(|part| part == "__init__");
    if is_package {
        parts.pop();
    }
    Ok(Some(ModuleFile { name: parts.join("."), is_package, path: path.to_path_buf(), kind }))
}

/// Packages that have modules but no `__init__`: an `import` needs something to find under their names.
pub fn packages_without_init(modules: &[ModuleFile]) -> Vec<String> {
    let mut missing: Vec<String> = modules
        .iter()
        .flat_map(|module| module.name.match_indices('.').map(|(at, _)| module.name[..at].to_string()))
        .filter(|package| modules.iter().all(|module| module.name != *package))
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// The reference takes every character beyond ASCII for a letter.
fn is_identifier(part: &str) -> bool {
    let letter = |c: char| c == '_' || c.is_ascii_alphabetic() || !c.is_ascii();
    part.starts_with(letter) && part.chars().all(|c| letter(c) || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[&str]) -> Result<Vec<(String, bool)>, String> {
        let modules = modules(files.iter().map(Path::new)).map_err(|error| error.to_string())?;
        Ok(modules.into_iter().map(|module| (module.name, module.is_package)).collect())
    }

    #[test]
    fn files_are_named_as_import_names_them() {
        let files =
            ["pkg/x.py", "main.py", "pkg/__init__.py", "pkg/sub/__init__.py", "readme.md", "b.mpy", "data.json"];
        let expected = [("b", false), ("main", false), ("pkg", true), ("pkg.sub", true), ("pkg.x", false)];
        assert_eq!(names(&files).unwrap(), expected.map(|(name, package)| (name.to_string(), package)));
    }

    #[test]
    fn init_at_the_top_is_a_module() {
        assert_eq!(names(&["__init__.py"]).unwrap(), [("__init__".to_string(), false)]);
    }

    #[test]
    fn one_module_has_one_file() {
        let error = "module `a` has two files: a.py and a/__init__.py";
        assert_eq!(names(&["a.py", "a/__init__.py"]).unwrap_err(), error);
        assert!(names(&["a.py", "a.mpy"]).is_err());
    }

    #[test]
    fn what_no_import_can_name_is_refused() {
        for (file, part) in [("my-app.py", "my-app"), ("1st.py", "1st"), ("a.b.py", "a.b"), ("x/y z/w.py", "y z")] {
            let error = format!("{file}: `{part}` cannot be imported, it is not an identifier");
            assert_eq!(names(&[file]).unwrap_err(), error);
        }
        assert!(names(&["größe.py"]).is_ok());
    }

    #[test]
    fn folders_without_init_are_packages() {
        let files = ["a/b/c.py", "a/d.py", "e/__init__.py", "e/f.py"];
        let modules = modules(files.iter().map(Path::new)).unwrap();
        assert_eq!(packages_without_init(&modules), ["a", "a.b"]);
    }
}

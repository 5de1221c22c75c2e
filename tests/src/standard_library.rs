//! CPython's standard library as the reference compiler sees it: thousands of real `.mpy` files.
//!
//! What the compiler answers is remembered below the target folder, by the content of the question.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::oracles::Oracles;

/// What the reference compiler makes of a source.
pub enum Answer {
    /// The bytes of the `.mpy` file.
    Compiled(Vec<u8>),
    /// An error in the source.
    Refused,
    /// The compiler broke down.
    Aborted,
}

/// Asks the reference compiler, and remembers what it said by the content of the question.
pub struct Reference {
    compiler: PathBuf,
    folder: PathBuf,
}

impl Default for Reference {
    fn default() -> Reference {
        Reference::new()
    }
}

impl Reference {
    /// The compiler that the set-up installed. Panics where it is missing.
    #[must_use]
    pub fn new() -> Reference {
        let compiler = Oracles::locate().unwrap_or_else(|message| panic!("{message}")).mpy_cross;
        let folder = crate::scratch("mpy-round-trip").expect("a folder below target can be made");
        Reference { compiler, folder }
    }

    /// Compiles the file `source` under the name `name`.
    #[must_use]
    pub fn ask(&self, source: &Path, name: &str, options: &[&str]) -> Answer {
        let text = fs::read(source).unwrap_or_else(|e| panic!("{}: {e}", source.display()));
        let mut hasher = DefaultHasher::new();
        (fs::metadata(&self.compiler).map(|m| m.len()).ok(), &text, name, options).hash(&mut hasher);
        let cached = self.folder.join(format!("{:016x}", hasher.finish()));
        let (mpy, refused, aborted) =
            (cached.with_extension("mpy"), cached.with_extension("refused"), cached.with_extension("aborted"));
        if refused.exists() {
            return Answer::Refused;
        }
        if aborted.exists() {
            return Answer::Aborted;
        }
        if let Ok(bytes) = fs::read(&mpy) {
            return Answer::Compiled(bytes);
        }
        // Two tests may ask the same at the same time.
        let thread = format!("{:?}", std::thread::current().id());
        let output = cached.with_extension(format!("{}-{thread}", std::process::id()));
        let status = Command::new(&self.compiler)
            .args(options)
            .args(["-s", name, "-o"])
            .arg(&output)
            .arg("--")
            .arg(source)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap_or_else(|e| panic!("the reference compiler does not start: {e}"));
        match status.code() {
            Some(0) => {
                fs::rename(&output, &mpy).expect("the answer can be kept");
                Answer::Compiled(fs::read(&mpy).expect("the answer was just written"))
            }
            Some(1) => {
                fs::write(refused, []).expect("the answer can be kept");
                Answer::Refused
            }
            _ => {
                drop(fs::remove_file(output));
                fs::write(aborted, []).expect("the answer can be kept");
                Answer::Aborted
            }
        }
    }
}

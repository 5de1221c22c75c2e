//! Where the oracles are: `.oracles/` in the project's root, filled by `make setup`.

use std::path::PathBuf;

/// The oracles' places, each checked to exist.
#[derive(Clone, Debug)]
pub struct Oracles {
    /// The reference compiler.
    pub mpy_cross: PathBuf,
    /// The reference VM's JavaScript module.
    pub reference_vm: PathBuf,
    /// A CPython interpreter.
    pub cpython: PathBuf,
}

impl Oracles {
    /// Finds all oracles.
    ///
    /// # Errors
    /// One is missing; the message names it and the command that installs it.
    pub fn locate() -> Result<Self, String> {
        let folder = crate::root().join(".oracles");
        let find = |what: &str, path: &str| {
            let path = folder.join(path);
            if path.exists() {
                Ok(path)
            } else {
                Err(format!("{what} is missing ({}): run `make setup`", path.display()))
            }
        };
        Ok(Self {
            mpy_cross: find("the reference compiler", "mpy-cross")?,
            reference_vm: find(
                "the reference VM",
                "node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs",
            )?,
            cpython: find("CPython", "venv/bin/python")?,
        })
    }
}

//! What can be wrong with a board's description.

use std::fmt;
use std::path::PathBuf;

/// Why a board could not be read; every variant names the file.
#[derive(Debug)]
pub enum BoardError {
    /// The file cannot be read.
    Unreadable {
        /// The `board.toml` asked for.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Not TOML, a key missing, a key unknown or a value of the wrong type; the text carries line and column.
    Malformed {
        /// The `board.toml` at fault.
        path: PathBuf,
        /// Line, column, source line and reason.
        error: Box<toml::de::Error>,
    },
    /// The values are readable and do not fit together.
    Inconsistent {
        /// The `board.toml` at fault.
        path: PathBuf,
        /// Which keys, and what they would have to be.
        reason: String,
    },
    /// No folder with a `board.toml` has this name.
    UnknownBoard {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
}

impl fmt::Display for BoardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BoardError::Unreadable { path, error } => write!(f, "{}: {error}", path.display()),
            BoardError::Malformed { path, error } => write!(f, "{}: {error}", path.display()),
            BoardError::Inconsistent { path, reason } => write!(f, "{}: {reason}", path.display()),
            BoardError::UnknownBoard { name, known } => {
                write!(f, "no board is called `{name}`; there are: {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for BoardError {}

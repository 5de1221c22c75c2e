//! What the VM asks of the world: the one trait a board implements.

/// The board's side of the VM.
pub trait Port {
    /// Writes to standard output.
    fn write(&mut self, bytes: &[u8]);

    /// Writes to standard error; a board with one line writes all to it.
    fn write_error(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// What kind of board this is: `sys.platform`.
    fn name(&self) -> &'static str;

    /// Milliseconds since some start; wraps.
    fn ticks_ms(&mut self) -> u32 {
        0
    }

    /// Whether the running program is to be interrupted, by `KeyboardInterrupt`; asked every few
    /// hundred rounds of the loops that run, those in builtins included.
    fn is_interrupted(&mut self) -> bool {
        false
    }

    /// Reads a whole file into `buffer` from `offset`, and says how many bytes the file has; `None` if there is no such
    /// file. Boards without a file system have no files.
    fn read_file(&mut self, path: &[u8], offset: u32, buffer: &mut [u8]) -> Option<u32> {
        let _ = (path, offset, buffer);
        None
    }

    /// Whether `path` is a directory.
    fn is_directory(&mut self, path: &[u8]) -> bool {
        let _ = path;
        false
    }

    /// Compiles source text to `.mpy` for `exec`, `eval` and import of `.py`, and says how many bytes that is; boards
    /// without a compiler say [`CompileError::Absent`].
    ///
    /// # Errors
    /// What is wrong with the source; [`Port::compiled`] then gives the message.
    fn compile(&mut self, source: &[u8], file_name: &[u8], mode: CompileMode) -> Result<u32, CompileError> {
        let _ = (source, file_name, mode);
        Err(CompileError::Absent)
    }

    /// Sets the optimisation level of what is compiled from now on, if one is given; the result is the one before.
    fn optimize(&mut self, level: Option<u32>) -> u32 {
        let _ = level;
        0
    }

    /// Copies what the last [`Port::compile`] made: the `.mpy`, or the message.
    fn compiled(&mut self, buffer: &mut [u8]) {
        let _ = buffer;
    }
}

/// What kind of text is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileMode {
    /// Statements: a file, `exec`.
    File,
    /// One expression: `eval`.
    Eval,
    /// One interactive statement.
    Single,
}

/// Why source was not compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileError {
    /// The board carries no compiler.
    Absent,
    /// The source is wrong.
    Source {
        /// Whether it is an `IndentationError`, `NotImplementedError` … rather than a `SyntaxError`.
        class: CompileErrorClass,
        /// Line in the source, from 1; 0 unknown.
        line: u32,
        /// Bytes of the message.
        message: u32,
    },
}

/// Class of a compile error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileErrorClass {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `NotImplementedError`.
    NotImplemented,
    /// Any other; raised as `ValueError`.
    Other,
}

//! Files and standard streams, in and out.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, BufWriter, Read, Write},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use mpy_format::Module;
use mpy_format::operand::Output;

use super::Failure;

/// What a file is to hold.
pub(super) trait Contents {
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;
}

impl Contents for String {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.as_bytes())
    }
}

/// Without a copy of the whole file in memory.
impl Contents for Module {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut sink = Sink { out: BufWriter::with_capacity(1 << 16, out), done: Ok(()) };
        Module::write(self, &mut sink);
        sink.done.and_then(|()| sink.out.flush())
    }
}

struct Sink<'w> {
    out: BufWriter<&'w mut dyn Write>,
    /// The first error; nothing is written after it.
    done: io::Result<()>,
}

impl Output for Sink<'_> {
    fn byte(&mut self, byte: u8) {
        self.bytes(&[byte]);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if self.done.is_ok() {
            self.done = self.out.write_all(bytes);
        }
    }
}

/// A whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = File::open(path).and_then(|mut file| read_all(&mut file));
    read.map_err(|error| Failure::Input { path: path.into(), error })
}

/// All of standard input.
pub(super) fn read_stdin() -> Result<Vec<u8>, Failure> {
    read_all(&mut io::stdin().lock()).map_err(|error| Failure::Input { path: "<stdin>".into(), error })
}

/// To standard output.
pub(super) fn write_stdout(contents: &dyn Contents) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = contents.write(&mut out).and_then(|()| out.flush());
    written.map_err(|error| Failure::Output { path: "<stdout>".into(), error })
}

/// Writes beside the file and renames, so that nobody sees half of it. What is no plain file is written as it is.
pub(super) fn write(path: &Path, contents: &dyn Contents) -> Result<(), Failure> {
    let written = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => File::create(path).and_then(|mut file| contents.write(&mut file)),
        Ok(metadata) => replace(path, contents, &metadata),
        // Where a link leads to nothing, that is where the file is made.
        Err(_) if path.is_symlink() => new_file(path).and_then(|mut file| contents.write(&mut file)),
        Err(_) => write_beside(path, contents, None),
    };
    written.map_err(|error| Failure::Output { path: path.into(), error })
}

/// Makes a folder and those it is in.
pub(super) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::Output { path: path.into(), error })
}

/// Puts other contents into a file: it stays where links lead to, and may be written by those who could before.
fn replace(path: &Path, contents: &dyn Contents, metadata: &Metadata) -> io::Result<()> {
    // A file that must not be written is refused although its folder would let it be replaced.
    drop(OpenOptions::new().write(true).open(path)?);
    write_beside(&fs::canonicalize(path)?, contents, Some(metadata))
}

fn write_beside(path: &Path, contents: &dyn Contents, old: Option<&Metadata>) -> io::Result<()> {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    if path.file_name().is_none() {
        return File::create(path).and_then(|mut file| contents.write(&mut file));
    }
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_file_name(format!(".mpy-cross-{}-{number}.tmp", std::process::id()));
    let done = new_file(&beside)
        .and_then(|mut file| contents.write(&mut file))
        .and_then(|()| old.map_or(Ok(()), |old| fs::set_permissions(&beside, old.permissions())))
        .and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // The first error says more than one about what may not even be there.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A new file that its owner may write and all may read, as the reference's are.
#[cfg(unix)]
fn new_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o644).open(path)
}

/// A new file.
#[cfg(not(unix))]
fn new_file(path: &Path) -> io::Result<File> {
    File::create(path)
}

fn read_all(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

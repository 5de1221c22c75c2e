//! What the reference compiler and ours make of the same source, and the first difference in words.

use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use mpy_cross::{Emitter, Options};
use mpy_format::op::Instructions;
use mpy_format::prelude::Prelude;
use mpy_format::{Arch, Body, Module, RawCode};

use crate::oracles::Oracles;
use crate::{diff, our_compiler, outcome};

/// The bytes of a `.mpy` file, or what the compiler prints on standard error.
pub type Compiled = Result<Vec<u8>, String>;

/// How the compilers agree about a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both accept it and write the same bytes.
    Identical,
    /// Both accept it. The reference's machine code is wrong, and ours would be the same if it were.
    Corrected,
    /// Both refuse it, in the same words.
    Refused,
    /// The reference breaks down; ours compiles it.
    Broken,
    /// The reference breaks down; ours refuses it, and says where.
    BrokenAndRefused,
}

/// What both compilers are asked for.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub struct Setting {
    /// `-O`
    pub optimize: u32,
    /// `-march=`
    pub arch: Arch,
    /// `-march-flags=`
    pub arch_flags: u32,
    /// `-X emit=`
    pub emitter: Emitter,
}

impl Setting {
    /// Bytecode.
    #[must_use]
    pub const fn bytecode(optimize: u32) -> Self {
        Self { optimize, arch: Arch::None, arch_flags: 0, emitter: Emitter::Bytecode }
    }

    /// Machine code of an architecture, for what `emitter` or the source asks it for.
    #[must_use]
    pub const fn machine(arch: Arch, emitter: Emitter) -> Self {
        Self { optimize: 0, arch, arch_flags: 0, emitter }
    }

    /// The same with extensions of the architecture.
    #[must_use]
    pub const fn with_flags(self, arch_flags: u32) -> Self {
        Self { arch_flags, ..self }
    }

    /// The architectures that there is machine code for.
    #[must_use]
    pub fn architectures() -> Vec<Arch> {
        Arch::ALL.iter().copied().filter(|&arch| mpy_cross::emit::native::has_target(arch)).collect()
    }

    /// Machine code of every architecture there is; of RISC-V also with all its extensions.
    #[must_use]
    pub fn machines(emitter: Emitter) -> Vec<Self> {
        let machine = |arch| {
            let plain = Self::machine(arch, emitter);
            let extended = (arch == Arch::Rv32imc).then_some(plain.with_flags(3));
            [Some(plain), extended].into_iter().flatten()
        };
        Self::architectures().into_iter().flat_map(machine).collect()
    }

    /// The same for our compiler as a library.
    #[must_use]
    pub fn options(self) -> Options {
        let Self { optimize, arch, arch_flags, emitter } = self;
        Options { optimize, arch, arch_flags, emitter, ..Options::default() }
    }

    /// The same for a command line.
    #[must_use]
    pub fn arguments(self) -> Vec<String> {
        let mut arguments = vec![format!("-O{}", self.optimize)];
        if self.arch != Arch::None {
            arguments.push(format!("-march={}", self.arch));
        }
        if self.arch_flags != 0 {
            arguments.push(format!("-march-flags={}", self.arch_flags));
        }
        match self.emitter {
            Emitter::Bytecode => {}
            Emitter::Native => arguments.extend(["-X", "emit=native"].map(String::from)),
            Emitter::Viper => arguments.extend(["-X", "emit=viper"].map(String::from)),
        }
        arguments
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.arguments().join(" "))
    }
}

/// How an error begins when so much heap is not enough for the reference, as for `data(-1, 0)`: it takes 4 GiB for that.
pub const OUT_OF_MEMORY: &str = "MemoryError: ";

/// Changes with what is kept of an answer.
const FORMAT: u32 = 2;

/// The reference compiler, whose answers are kept below the target folder.
pub struct Reference {
    oracle: PathBuf,
    folder: PathBuf,
    identity: u64,
}

impl Reference {
    /// Finds the compiler.
    ///
    /// # Errors
    /// It is not installed, or the folder cannot be made.
    pub fn open() -> Result<Self, String> {
        let oracle = Oracles::locate()?.mpy_cross;
        let metadata = fs::metadata(&oracle).map_err(|err| format!("{}: {err}", oracle.display()))?;
        let mut hasher = DefaultHasher::new();
        metadata.len().hash(&mut hasher);
        metadata.modified().ok().hash(&mut hasher);
        Ok(Self { oracle, folder: crate::scratch("oracle-mpy-cross")?, identity: hasher.finish() })
    }

    /// Compiles the file `name` in `folder`, which holds `source`; `None` if it breaks down.
    ///
    /// # Errors
    /// The compiler cannot be run or its output not be read; that it refuses the source is an answer.
    pub fn compile(
        &self,
        folder: &Path,
        name: &str,
        source: &[u8],
        setting: Setting,
    ) -> Result<Option<Compiled>, String> {
        let output = self.answer(name, source, setting);
        let refused = output.with_extension("err");
        let broken = output.with_extension("broken");
        let read = |path: &Path| fs::read(path).map_err(|err| format!("{}: {err}", path.display()));
        if output.exists() {
            return Ok(Some(Ok(read(&output)?)));
        }
        if refused.exists() {
            return Ok(Some(Err(String::from_utf8_lossy(&read(&refused)?).into_owned())));
        }
        if broken.exists() {
            return Ok(None);
        }
        // Two threads may ask the same at the same time.
        let beside = output.with_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()));
        let mut command = Command::new(&self.oracle);
        command
            .current_dir(folder)
            .args(setting.arguments())
            .args(["-X", "heapsize=512m", "-o"])
            .arg(&beside)
            .arg(name);
        let run = outcome::run(command, &[], Duration::from_secs(120));
        let breaks_down = match &run {
            Ok(run) => run.error.starts_with(OUT_OF_MEMORY),
            Err(error) => error.contains(outcome::BY_SIGNAL),
        };
        if breaks_down {
            fs::write(&broken, []).map_err(|err| format!("{}: {err}", broken.display()))?;
            return Ok(None);
        }
        let run = run?;
        let failed = |err| format!("{}: {err}", beside.display());
        if run.code == Some(0) {
            if setting.arch == Arch::Debug {
                let listing = beside.with_extension("listing");
                fs::write(&listing, &run.stdout)
                    .and_then(|()| fs::rename(&listing, output.with_extension("listing")))
                    .map_err(failed)?;
            }
            fs::rename(&beside, &output).map_err(failed)?;
            return Ok(Some(Ok(read(&output)?)));
        }
        fs::write(&beside, &run.error).and_then(|()| fs::rename(&beside, &refused)).map_err(failed)?;
        Ok(Some(Err(run.error)))
    }

    /// What the reference listed on standard output when it compiled for the architecture `debug`.
    fn listing(&self, name: &str, source: &[u8], setting: Setting) -> Result<String, String> {
        let path = self.answer(name, source, setting).with_extension("listing");
        fs::read_to_string(&path).map_err(|err| format!("{}: {err}", path.display()))
    }

    /// Where the answer is kept.
    fn answer(&self, name: &str, source: &[u8], setting: Setting) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        (self.identity, FORMAT, source, name, setting).hash(&mut hasher);
        self.folder.join(format!("{:016x}.mpy", hasher.finish()))
    }
}

/// Compiles the file `name` in `folder` with both compilers; tells how they agree.
///
/// # Errors
/// They differ; the message shows the first difference.
pub fn check(reference: &Reference, folder: &Path, name: &str, setting: Setting) -> Result<Agreement, String> {
    let path = folder.join(name);
    let source = fs::read(&path).map_err(|err| format!("{}: {err}", path.display()))?;
    let ours = our_compiler::compile(&source, name, setting);
    let Some(want) = reference.compile(folder, name, &source, setting)? else {
        return match ours {
            Ok(_) => Ok(Agreement::Broken),
            Err(_) if our_compiler::says_where(&source, name, setting) => Ok(Agreement::BrokenAndRefused),
            Err(error) => Err(format!("the reference breaks down, and ours does not say where:\n{error}")),
        };
    };
    let agreement = agree(&want, &ours, &source, name, setting);
    if setting.arch != Arch::Debug {
        return agreement;
    }
    match agreement {
        Ok(Agreement::Identical) => {
            let ours = our_compiler::listing(&source, name, setting);
            diff::equal(&reference.listing(name, &source, setting)?, "reference", &ours, "ours")?;
            Ok(Agreement::Identical)
        }
        // The reference has no assembler for this one and reads behind the end of their table: it goes on as if it had.
        Err(_) if want.is_err() && ours.as_ref().is_err_and(|error| error.ends_with("invalid arch\n")) => {
            Ok(Agreement::BrokenAndRefused)
        }
        other => other,
    }
}

/// How the compilers agree about a source that the reference did not break down on.
///
/// # Errors
/// They differ; the message shows the first difference.
pub fn agree(
    want: &Compiled,
    ours: &Compiled,
    source: &[u8],
    name: &str,
    setting: Setting,
) -> Result<Agreement, String> {
    if let Err(difference) = equal(want, ours) {
        let wrong = our_compiler::compile_with_faults(source, name, setting).map(Ok);
        let is_corrected = wrong.is_some_and(|wrong| want.is_ok() && equal(want, &wrong).is_ok());
        return if is_corrected { Ok(Agreement::Corrected) } else { Err(difference) };
    }
    Ok(if want.is_ok() { Agreement::Identical } else { Agreement::Refused })
}

/// Compares what the compilers made.
///
/// # Errors
/// They differ; the message shows the first difference.
pub fn equal(want: &Compiled, got: &Compiled) -> Result<(), String> {
    match (want, got) {
        (Ok(want), Ok(got)) if want == got || *want == with_short_offsets(got) => Ok(()),
        (Ok(want), Ok(got)) => Err(first_difference(want, got)),
        (Err(want), Err(got)) => diff::equal(want, "reference", got, "ours"),
        (Ok(_), Err(got)) => Err(format!("only the reference accepts this; ours says:\n{got}")),
        (Err(want), Ok(_)) => Err(format!("only ours accepts this; the reference says:\n{want}")),
    }
}

/// A module as the reference writes it, which keeps only 16 bits of where in machine code a prelude is. No device finds
/// the prelude of more than 64 KiB of code then, so ours does not do that.
fn with_short_offsets(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut module) = Module::from_bytes(bytes) else { return bytes.to_vec() };
    let mut rest = vec![&mut module.code];
    while let Some(function) = rest.pop() {
        if let Body::Native { prelude_offset } = &mut function.body {
            *prelude_offset &= 0xffff;
        }
        rest.extend(&mut function.children);
    }
    module.to_bytes()
}

fn first_difference(want: &[u8], got: &[u8]) -> String {
    let read = |bytes: &[u8]| Module::from_bytes(bytes).map_err(|err| err.to_string());
    let (want, got) = match (read(want), read(got)) {
        (Ok(want), Ok(got)) => (want, got),
        (Err(err), _) => return format!("the reference's file cannot be read: {err}"),
        (_, Err(err)) => return format!("our file cannot be read: {err}"),
    };
    let tables = |module: &Module| {
        let mut text = format!("{:?}\n", module.header);
        for (index, qstr) in module.qstrs.iter().enumerate() {
            let _ = writeln!(text, "qstr {index}: {}", String::from_utf8_lossy(qstr.as_bytes()));
        }
        for (index, constant) in module.constants.iter().enumerate() {
            let _ = writeln!(text, "constant {index}: {constant:?}");
        }
        text
    };
    let functions = differing(&want.code, &got.code)
        .and_then(|(a, b)| diff::equal(&listing(&want, a), "reference", &listing(&got, b), "ours").err());
    let tables = diff::equal(&tables(&want), "reference", &tables(&got), "ours").err();
    [functions, tables].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The first functions that differ by themselves, or in how many they contain.
fn differing<'a>(want: &'a RawCode, got: &'a RawCode) -> Option<(&'a RawCode, &'a RawCode)> {
    if want.code != got.code || want.body != got.body || want.children.len() != got.children.len() {
        return Some((want, got));
    }
    want.children.iter().zip(&got.children).find_map(|(want, got)| differing(want, got))
}

fn listing(module: &Module, function: &RawCode) -> String {
    let mut text = format!("{} children\n", function.children.len());
    if function.body != Body::Bytecode {
        return format!("{text}{:?}\n", function.body);
    }
    let prelude = match Prelude::parse(&function.code) {
        Ok(prelude) => prelude,
        Err(err) => return format!("{text}{err}\n"),
    };
    let name =
        |index: u32| module.qstr(index as usize).map_or_else(String::new, |it| String::from_utf8_lossy(it).into());
    let _ = writeln!(text, "{}\n{:?}", name(prelude.name.0), prelude.signature);
    for argument in prelude.arg_names() {
        let _ = writeln!(text, "argument {}", name(argument.0));
    }
    let _ = writeln!(text, "cells {:?}", prelude.cells);
    let mut lines = prelude.lines.starts().peekable();
    let mut instructions = Instructions::new(prelude.code, 0);
    while instructions.at() < prelude.code.len() {
        let at = instructions.at();
        while let Some((_, line)) = lines.next_if(|&(start, _)| start as usize <= at) {
            let _ = writeln!(text, "line {line}");
        }
        match instructions.next() {
            Some(Ok((_, op))) => {
                let _ = writeln!(text, "  {at:4} {op:?}");
            }
            other => {
                let _ = writeln!(text, "  {at:4} {other:?}");
                break;
            }
        }
    }
    text
}

//! An independent disassembler: what the bytes of an instruction mean to others.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::oracles::Oracles;

/// Where every instruction is taken to be.
pub const ADDRESS: u32 = 0x100_0000;

/// One instruction as we encode it, and how it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Its text, with numbers in decimal.
    pub text: String,
    /// Our bytes.
    pub bytes: Vec<u8>,
}

/// What each of the instructions is for the disassembler; nothing if it knows none like that.
///
/// # Errors
/// It cannot be run.
pub fn disassemble(arch: &str, codes: &[Encoded]) -> Result<Vec<String>, String> {
    let script = crate::root().join("tests/src/disassemble.py");
    let mut command = Command::new(Oracles::locate()?.cpython);
    command.arg(&script).arg(arch).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let failed = |err: std::io::Error| format!("the disassembler: {err}");
    let mut child = command.spawn().map_err(failed)?;
    let mut input = String::new();
    for code in codes {
        for byte in &code.bytes {
            input.push_str(&format!("{byte:02x}"));
        }
        input.push('\n');
    }
    // The script prints while it reads: what it prints is taken while it is fed.
    let mut stdin = child.stdin.take().ok_or("the disassembler has no input")?;
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(failed)?;
    let _ = writer.join();
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the disassembler failed: run `make setup`\n{error}"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// Compares how all instructions read; gives their number.
///
/// # Errors
/// Some read differently; the message shows the first ones.
pub fn check(arch: &str, codes: &[Encoded]) -> Result<usize, String> {
    let texts = disassemble(arch, codes)?;
    if texts.len() != codes.len() {
        return Err(format!("{} instructions, {} texts", codes.len(), texts.len()));
    }
    let differing = codes.iter().zip(&texts).filter(|(code, text)| code.text != **text);
    let shown: Vec<_> =
        differing.take(10).map(|(code, text)| format!("{:02x?}: `{}` reads `{text}`", code.bytes, code.text)).collect();
    if shown.is_empty() { Ok(codes.len()) } else { Err(shown.join("\n")) }
}

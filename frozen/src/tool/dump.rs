//! What is in a firmware file or a compiled module, as text.

use std::fmt::{self, Write};

use mpy_format::disas::Disassembly;
use mpy_format::error::DecodeError;
use mpy_format::{Constant, Module};

use crate::image::read::{Contents, ReadError, read};
use crate::report::grouped;
use crate::vm::{Vm, VmError, shown_abi};

/// Why a file cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DumpError {
    /// It begins neither as an ELF file nor as an `.mpy` file.
    Unknown,
    /// An `.mpy` file with something wrong in it.
    Mpy(DecodeError),
    /// An ELF file that is no firmware.
    Vm(VmError),
    /// Firmware with a damaged image.
    Image(ReadError),
}

impl fmt::Display for DumpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => write!(f, "neither a firmware file (.elf) nor a compiled module (.mpy)"),
            Self::Mpy(error) => error.fmt(f),
            Self::Vm(error) => error.fmt(f),
            Self::Image(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DumpError {}

/// The contents of a file, which is told by its first bytes.
pub fn dump(bytes: &[u8]) -> Result<String, DumpError> {
    match bytes {
        [0x7f, b'E', b'L', b'F', ..] => dump_firmware(bytes),
        [b'M', ..] => Module::from_bytes(bytes).map(|module| disassemble(&module)).map_err(DumpError::Mpy),
        _ => Err(DumpError::Unknown),
    }
}

fn dump_firmware(bytes: &[u8]) -> Result<String, DumpError> {
    let (vm, image) = match Vm::parse_firmware(bytes) {
        Ok(parsed) => parsed,
        // A VM without an image is no fault: what there is to show is its room.
        Err(VmError::NotLinked) => {
            let vm = Vm::parse(bytes).map_err(DumpError::Vm)?;
            return Ok(show_vm(&vm) + "no image\n");
        }
        Err(error) => return Err(DumpError::Vm(error)),
    };
    let contents = read(image, vm.slot().flash.0).map_err(DumpError::Image)?;
    let mut out = show_vm(&vm);
    show_image(&mut out, &vm, &contents).expect("a String takes all text");
    Ok(out)
}

fn show_vm(vm: &Vm<'_>) -> String {
    let slot = vm.slot();
    let size: u64 = vm.flash().filter(|&(at, _)| at != slot.flash.0).map(|(_, bytes)| bytes.len() as u64).sum();
    let [ram_free, ram] = [slot.ram_len(), slot.ram.1 - slot.ram.0].map(|bytes| grouped(bytes.into()));
    format!(
        "VM: {}, {} bytes of flash, ABI {}\nslot: {:#010x}..{:#010x}, {} bytes\nRAM: {ram_free} of {ram} bytes for heap and stack\n",
        vm.machine(),
        grouped(size),
        shown_abi(slot.abi),
        slot.flash.0,
        slot.flash.1,
        grouped(slot.flash_len().into()),
    )
}

fn show_image(out: &mut String, vm: &Vm<'_>, contents: &Contents) -> fmt::Result {
    let free = vm.slot().flash_len().saturating_sub(contents.size);
    let [size, free] = [contents.size, free].map(|bytes| grouped(bytes.into()));
    writeln!(out, "image: {size} bytes, {free} bytes of flash free, checksum right\n")?;

    writeln!(out, "modules: {}", contents.modules.len())?;
    for module in &contents.modules {
        let package = if module.module.is_package { ", a package" } else { "" };
        let (address, name) = (module.address, &module.module.name);
        writeln!(out, "  {address:#010x} {name}: {} bytes of code{package}", grouped(module.code_size.into()))?;
    }
    writeln!(out, "\nstrings: {}", contents.strings.len())?;
    for text in &contents.strings {
        writeln!(out, "  {}", quoted(text))?;
    }
    for module in &contents.modules {
        writeln!(out, "\n=== {} ===", module.module.name)?;
        for (index, constant) in module.module.module.constants.iter().enumerate() {
            writeln!(out, "constant[{index}] = {}", shown(constant))?;
        }
        out.push_str(&disassemble(&module.module.module));
    }
    Ok(())
}

/// The constant as Python would write it.
fn shown(constant: &Constant) -> String {
    match constant {
        Constant::FunTable => "the table of runtime functions".into(),
        Constant::None => "None".into(),
        Constant::False => "False".into(),
        Constant::True => "True".into(),
        Constant::Ellipsis => "...".into(),
        Constant::Str(text) => quoted(text),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Int(text) | Constant::Float(text) | Constant::Complex(text) => {
            String::from_utf8_lossy(text).into_owned()
        }
        Constant::Tuple(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" })
        }
    }
}

fn quoted(text: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(text))
}

fn disassemble(module: &Module) -> String {
    Disassembly::new(module).to_string()
}

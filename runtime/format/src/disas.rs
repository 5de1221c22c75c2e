//! Disassembly: a module as text for people.
//!
//! Text that a file carries is shown escaped, so a damaged file cannot drive a terminal.

use core::fmt;

use alloc::vec;

use crate::error::DecodeError;
use crate::module::{Body, Constant, Module, QstrEntry, RawCode};
use crate::mpy::VERSION;
use crate::op::{Instructions, Op};
use crate::operand::Value;
use crate::prelude::Prelude;
use crate::verify;

/// Bytes of machine code in a line.
const HEX_PER_LINE: usize = 16;

/// The text of a module, by its `Display`.
#[derive(Clone, Copy, Debug)]
pub struct Disassembly<'a> {
    module: &'a Module,
}

impl<'a> Disassembly<'a> {
    /// The text of `module`. A damaged function is shown up to the damage, which is named.
    pub fn new(module: &'a Module) -> Disassembly<'a> {
        Disassembly { module }
    }

    /// The name at `index` of the qstr table, or the index where there is none.
    fn name(&self, index: u32) -> Name<'a> {
        Name(self.module.qstr(index as usize), index)
    }
}

impl fmt::Display for Disassembly<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Module { header, qstrs, constants, code } = self.module;
        writeln!(f, "source file: {}", self.name(0))?;
        write!(f, "version: {VERSION}.{}, arch: {}", header.sub_version, header.arch)?;
        if let Some(flags) = header.arch_flags {
            write!(f, ", arch flags: {flags:#x}")?;
        }
        writeln!(f, ", small int bits: {}", header.small_int_bits)?;
        writeln!(f, "qstrs: {}", qstrs.len())?;
        for (index, qstr) in qstrs.iter().enumerate() {
            match qstr {
                QstrEntry::Static(number) => {
                    writeln!(f, "  {index:4} {} (static {})", self.name(index as u32), number.0)?;
                }
                QstrEntry::Text(_) => writeln!(f, "  {index:4} {}", self.name(index as u32))?,
            }
        }
        writeln!(f, "constants: {}", constants.len())?;
        for (index, constant) in constants.iter().enumerate() {
            writeln!(f, "  {index:4} {constant}")?;
        }
        // Functions in the order of the file, each with the indices that lead to it.
        let mut rest = vec![(code, vec![])];
        while let Some((code, path)) = rest.pop() {
            self.raw_code(f, code, &path)?;
            for (index, child) in code.children.iter().enumerate().rev() {
                let mut path = path.clone();
                path.push(index);
                rest.push((child, path));
            }
        }
        Ok(())
    }
}

impl Disassembly<'_> {
    fn raw_code(&self, f: &mut fmt::Formatter<'_>, code: &RawCode, path: &[usize]) -> fmt::Result {
        write!(f, "\ncode ")?;
        path.iter().try_for_each(|index| write!(f, "/{index}"))?;
        if path.is_empty() {
            write!(f, "/")?;
        }
        writeln!(f, ": {}, {} bytes, {} children", code.kind(), code.code.len(), code.children.len())?;
        match &code.body {
            Body::Bytecode => match Prelude::parse(&code.code) {
                Ok(prelude) => {
                    self.prelude(f, &prelude)?;
                    self.instructions(f, &prelude)?;
                    match verify::raw_code(self.module, code) {
                        Ok(()) => Ok(()),
                        Err(e) => damage(f, e),
                    }
                }
                Err(e) => damage(f, e),
            },
            Body::Native { prelude_offset } => {
                writeln!(f, "  prelude at {prelude_offset}")?;
                let (text, prelude) = code.code.split_at_checked(*prelude_offset as usize).unwrap_or((&code.code, &[]));
                match Prelude::parse(prelude) {
                    Ok(prelude) => self.prelude(f, &prelude)?,
                    Err(e) => damage(f, e.offset_by(*prelude_offset))?,
                }
                hex(f, text)
            }
            Body::Viper(viper) => {
                hex(f, &code.code)?;
                if !viper.rodata.is_empty() {
                    writeln!(f, "  rodata: {} bytes", viper.rodata.len())?;
                    hex(f, &viper.rodata)?;
                }
                if viper.bss_size != 0 {
                    writeln!(f, "  bss: {} bytes", viper.bss_size)?;
                }
                for relocation in viper.relocations.iter().flatten() {
                    let last =
                        u64::from(relocation.word) + u64::from(relocation.count) - u64::from(relocation.count != 0);
                    writeln!(
                        f,
                        "  relocation: {:?} words {} to {last} += {:?}",
                        relocation.section, relocation.word, relocation.target
                    )?;
                }
                Ok(())
            }
            Body::Asm { n_pos_args, type_sig } => {
                writeln!(f, "  arguments: {n_pos_args}, types: {type_sig:#x}")?;
                hex(f, &code.code)
            }
        }
    }

    fn prelude(&self, f: &mut fmt::Formatter<'_>, prelude: &Prelude<'_>) -> fmt::Result {
        let signature = &prelude.signature;
        writeln!(f, "  name: {}", self.name(prelude.name.0))?;
        writeln!(
            f,
            "  n_state {}, n_exc_stack {}, flags {}, n_pos_args {}, n_kwonly_args {}, n_def_pos_args {}",
            signature.n_state,
            signature.n_exc_stack,
            signature.scope_flags,
            signature.n_pos_args,
            signature.n_kwonly_args,
            signature.n_def_pos_args
        )?;
        if signature.n_named_args() > 0 {
            write!(f, "  arguments:")?;
            prelude.arg_names().try_for_each(|name| write!(f, " {}", self.name(name.0)))?;
            writeln!(f)?;
        }
        if !prelude.cells.is_empty() {
            writeln!(f, "  cells: {:?}", prelude.cells)?;
        }
        Ok(())
    }

    fn instructions(&self, f: &mut fmt::Formatter<'_>, prelude: &Prelude<'_>) -> fmt::Result {
        let mut lines = prelude.lines.starts().peekable();
        for instruction in Instructions::new(prelude.code, 0) {
            let (at, op) = match instruction {
                Ok(instruction) => instruction,
                Err(e) => return damage(f, e.offset_by(prelude.code_at)),
            };
            let mut line = None;
            while let Some((_, starting)) = lines.next_if(|(offset, _)| *offset <= at) {
                line = Some(starting);
            }
            match line {
                Some(line) => write!(f, "{line:6} ")?,
                None => write!(f, "{:6} ", "")?,
            }
            write!(f, "{at:5}  {}", op.opcode())?;
            self.operands(f, at, &op)?;
            writeln!(f)?;
        }
        Ok(())
    }

    fn operands(&self, f: &mut fmt::Formatter<'_>, at: u32, op: &Op) -> fmt::Result {
        for value in op.operands().into_iter().flatten() {
            match value {
                Value::Qstr(index) => write!(f, " {}", self.name(index))?,
                Value::Constant(index) => match self.module.constants.get(index as usize) {
                    Some(constant) => write!(f, " {constant}")?,
                    None => write!(f, " {value}")?,
                },
                Value::Label(_) => write!(f, " {}", op.target(at).unwrap_or_default())?,
                Value::Slot(_) | Value::Child(_) | Value::Count(_) | Value::Int(_) => write!(f, " {value}")?,
                Value::Args(..) | Value::Unpack(..) | Value::Comp(..) | Value::Unwind(..) => write!(f, " {value}")?,
                Value::Unary(_) | Value::Binary(_) => write!(f, " {value}")?,
            }
        }
        Ok(())
    }
}

fn damage(f: &mut fmt::Formatter<'_>, error: DecodeError) -> fmt::Result {
    writeln!(f, "  damaged: {error}")
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (index, line) in bytes.chunks(HEX_PER_LINE).enumerate() {
        write!(f, "  {:5} ", index * HEX_PER_LINE)?;
        line.iter().try_for_each(|byte| write!(f, " {byte:02x}"))?;
        writeln!(f)?;
    }
    Ok(())
}

/// A string of the qstr table.
struct Name<'a>(Option<&'a [u8]>, u32);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => write!(f, "{}", text.escape_ascii()),
            None => write!(f, "{}", Value::Qstr(self.1)),
        }
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Constant::FunTable => f.write_str("<function table>"),
            Constant::None => f.write_str("None"),
            Constant::False => f.write_str("False"),
            Constant::True => f.write_str("True"),
            Constant::Ellipsis => f.write_str("..."),
            Constant::Str(text) => write!(f, "'{}'", text.escape_ascii()),
            Constant::Bytes(bytes) => write!(f, "b'{}'", bytes.escape_ascii()),
            Constant::Int(text) | Constant::Float(text) | Constant::Complex(text) => {
                write!(f, "{}", text.escape_ascii())
            }
            Constant::Tuple(items) => {
                f.write_str("(")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str(if items.len() == 1 { ",)" } else { ")" })
            }
        }
    }
}

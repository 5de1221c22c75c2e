//! Bytecode as code objects, used in place.

use mpy_format::prelude::Prelude;
use mpy_format::{Body, Module, RawCode};
use mpy_runtime::heap::layout::Kind;
use mpy_runtime::value::Word;

use super::error::FreezeErrorKind;
use super::object::ObjectWriter;
use super::{NamedModule, Symbol};

/// Writes the code of a module, children first; returns the address of its body.
pub(super) fn write_module(
    writer: &mut ObjectWriter,
    named: &NamedModule,
    constants: u32,
    symbols: &mut Vec<Symbol>,
) -> Result<u32, FreezeErrorKind> {
    let module = &named.module;
    if module.header.small_int_bits > SMALL_INT_BITS {
        return Err(FreezeErrorKind::SmallInts(module.header.small_int_bits));
    }
    let mut codes = Codes { writer, module, constants, symbols };
    codes.write(&module.code, format!("frozen:{}", named.name))
}

/// Small ints of the VM, sign included.
const SMALL_INT_BITS: u8 = 31;

struct Codes<'a> {
    writer: &'a mut ObjectWriter,
    module: &'a Module,
    /// Address of the table that all code of the module refers to.
    constants: u32,
    symbols: &'a mut Vec<Symbol>,
}

impl Codes<'_> {
    fn write(&mut self, code: &RawCode, name: String) -> Result<u32, FreezeErrorKind> {
        match code.body {
            Body::Bytecode => {}
            Body::Native { .. } | Body::Viper(_) | Body::Asm { .. } => {
                return Err(FreezeErrorKind::NativeCode(code.kind()));
            }
        }
        let mut children = Vec::with_capacity(code.children.len());
        for child in &code.children {
            let child_name = format!("{name}.{}", self.function_name(child)?);
            children.push(self.write(child, child_name)?);
        }
        let children = match children.is_empty() {
            true => Word::NONE.bits(),
            false => self.writer.words_object(Kind::Tuple, &children)?,
        };
        let address = self.writer.bytes_object(Kind::Code, &[self.constants, children, 0, 0], &code.code)?;
        self.symbols.push(Symbol { name, address, size: self.writer.here() - address });
        Ok(address)
    }

    /// The name of a function as a symbol can have it.
    fn function_name(&self, code: &RawCode) -> Result<String, FreezeErrorKind> {
        match code.body {
            Body::Bytecode => {}
            Body::Native { .. } | Body::Viper(_) | Body::Asm { .. } => return Ok(String::new()),
        }
        let prelude = Prelude::parse(&code.code).map_err(|error| FreezeErrorKind::BadCode(error.to_string()))?;
        let name = self.module.qstr(prelude.name.0 as usize).unwrap_or_default();
        Ok(String::from_utf8_lossy(name).replace(char::is_control, "?"))
    }
}

//! Bytecode as code objects, used in place.

use mpy_format::module::MAX_DEPTH;
use mpy_format::prelude::Prelude;
use mpy_format::verify::{self, Limits};
use mpy_format::{Body, Module, RawCode};
use mpy_runtime::heap::layout::Kind;
use mpy_runtime::value::Word;
use mpy_runtime::vm::code::CodeShape;

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
    let mut codes = Codes { writer, module, constants, symbols, scratch: Vec::new() };
    codes.write(&module.code, format!("frozen:{}", named.name), 0)
}

/// Small ints of the VM, sign included.
const SMALL_INT_BITS: u8 = 31;

struct Codes<'a> {
    writer: &'a mut ObjectWriter,
    module: &'a Module,
    /// Address of the table that all code of the module refers to.
    constants: u32,
    symbols: &'a mut Vec<Symbol>,
    /// Memory of the verifier.
    scratch: Vec<u32>,
}

impl Codes<'_> {
    fn write(&mut self, code: &RawCode, name: String, depth: usize) -> Result<u32, FreezeErrorKind> {
        if depth > MAX_DEPTH {
            return Err(FreezeErrorKind::TooDeep);
        }
        let prelude = self.prelude(code)?;
        let [low, high] = self.shape(code, &prelude)?.to_words();
        let mut children = Vec::with_capacity(code.children.len());
        for child in &code.children {
            let child_name = format!("{name}.{}", self.function_name(&self.prelude(child)?));
            children.push(self.write(child, child_name, depth + 1)?);
        }
        let children = match children.is_empty() {
            true => Word::NONE.bits(),
            false => self.writer.words_object(Kind::Tuple, &children)?,
        };
        let address = self.writer.bytes_object(Kind::Code, &[self.constants, children, low, high], &code.code)?;
        self.symbols.push(Symbol { name, address, size: self.writer.here() - address });
        Ok(address)
    }

    fn prelude<'c>(&self, code: &'c RawCode) -> Result<Prelude<'c>, FreezeErrorKind> {
        match code.body {
            Body::Bytecode => Ok(Prelude::parse(&code.code)?),
            Body::Native { .. } | Body::Viper(_) | Body::Asm { .. } => Err(FreezeErrorKind::NativeCode(code.kind())),
        }
    }

    /// What a call needs to know, once the verifier has accepted the code: the VM runs it without a further look.
    fn shape(&mut self, code: &RawCode, prelude: &Prelude<'_>) -> Result<CodeShape, FreezeErrorKind> {
        let limits = Limits {
            n_qstrs: self.module.qstrs.len() as u32,
            n_constants: self.module.constants.len() as u32,
            n_children: code.children.len() as u32,
            small_int_bits: SMALL_INT_BITS,
        };
        let scratch_len = verify::scratch_len(&code.code)?;
        if self.scratch.len() < scratch_len {
            self.scratch.resize(scratch_len, 0);
        }
        let verified = verify::function(&code.code, &limits, &mut self.scratch)?;
        CodeShape::new(prelude, &verified).ok_or(FreezeErrorKind::TooLarge)
    }

    /// The name of a function as a symbol can have it.
    fn function_name(&self, prelude: &Prelude<'_>) -> String {
        let name = self.module.qstr(prelude.name.0 as usize).unwrap_or_default();
        String::from_utf8_lossy(name).replace(char::is_control, "?")
    }
}

//! Modules from files, and source text: found, compiled by the board's hook, loaded.
//!
//! A VM without the feature `load` has `file_absent.rs` in place of this file.

use mpy_format::qstr::Qstr;

use crate::exception::{Part, Raised};
use crate::heap::Slot;
use crate::heap::layout::{Kind, bytes_size};
use crate::import::{intern_part, no_module};
use crate::port::{CompileError, CompileErrorClass, CompileMode};
use crate::q;
use crate::types::{Type, table};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// Finds the file of a module and puts its code and its path, without the ending, into slots. Says whether it is a package.
pub(crate) fn find_file(vm: &mut Vm, name: Qstr, parent: Slot, code: Slot, path: Slot) -> Result<bool, Raised> {
    let last = vm.push(Word::qstr(name))?;
    let text = vm.view().qstr_text(name);
    let (start, end) = (text.iter().rposition(|&byte| byte == b'.').map_or(0, |dot| dot + 1), text.len());
    let component = intern_part(vm, last, start, end)?;
    vm.view().set(last, Value::qstr(component));
    let directory = vm.slot()?;
    let m = vm.view();
    let in_package =
        m.object_of(m.get(parent), Kind::Module).and_then(|parent| table::get_name(m, parent, q!(__path__)));
    match in_package {
        Some(value) => {
            m.set(directory, value);
            vm.join(path, &[Part::Str(directory), Part::Text("/"), Part::Str(last)])?;
        }
        None => vm.join(path, &[Part::Str(last)])?,
    }
    let file = vm.slot()?;
    let m = vm.view();
    let location = m.as_str(m.get(path)).unwrap_or(b"");
    let is_directory = vm.with_port(|port| port.is_directory(location));
    let endings: &[&'static str] = if is_directory { &["/__init__.py", "/__init__.mpy"] } else { &[".py", ".mpy"] };
    for &ending in endings {
        vm.join(file, &[Part::Str(path), Part::Text(ending)])?;
        if vm.load_file(file, code)? {
            return Ok(is_directory);
        }
    }
    Err(no_module(vm, name))
}

impl Vm {
    /// Reads the file at the path in `path` into a `bytes` in `slot`; `false` if there is none.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn read_file(&mut self, path: Slot, slot: Slot) -> Result<bool, Raised> {
        let m = self.view();
        let name = m.as_str(m.get(path)).unwrap_or(b"");
        let Some(size) = self.with_port(|port| port.read_file(name, 0, &mut [])) else { return Ok(false) };
        let m = self.reserve(bytes_size(size))?;
        let name = m.as_str(m.get(path)).unwrap_or(b"");
        let data = m.alloc_bytes(Kind::Bytes, size, |buffer| {
            m.vm.with_port(|port| port.read_file(name, 0, buffer));
        });
        m.set(slot, data.value());
        Ok(true)
    }

    /// Puts the code of the `.py` or `.mpy` file at the path in `path` into `code`; `false` if there is no such file.
    ///
    /// # Errors
    /// What is wrong with the file; `MemoryError`.
    pub fn load_file(&mut self, path: Slot, code: Slot) -> Result<bool, Raised> {
        if !self.read_file(path, code)? {
            return Ok(false);
        }
        let m = self.view();
        let is_mpy = m.as_str(m.get(path)).is_some_and(|path| path.ends_with(b".mpy"));
        if !is_mpy {
            self.compile(code, path, CompileMode::File)?;
        }
        let ret = self.load(code)?;
        self.keep(ret, code);
        Ok(true)
    }

    /// Compiles the source in `source`, a `str` or `bytes`; the `.mpy` takes its place.
    ///
    /// # Errors
    /// `SyntaxError` and its kin; `NotImplementedError` on a board without a compiler.
    pub fn compile(&mut self, source: Slot, file_name: Slot, mode: CompileMode) -> Result<(), Raised> {
        let m = self.view();
        let text = m.as_bytes(m.get(source)).or_else(|| m.as_str(m.get(source))).unwrap_or(b"");
        let name = m.as_str(m.get(file_name)).unwrap_or(b"<string>");
        match self.with_port(|port| port.compile(text, name, mode)) {
            Ok(size) => {
                let m = self.reserve(bytes_size(size))?;
                let mpy = m.alloc_bytes(Kind::Bytes, size, |buffer| m.vm.with_port(|port| port.compiled(buffer)));
                m.set(source, mpy.value());
                Ok(())
            }
            Err(CompileError::Absent) => Err(self.raise(Type::NotImplementedError, "no compiler on this board")),
            Err(CompileError::Source { class, line, message }) => {
                let m = self.reserve(bytes_size(message))?;
                let text = m.alloc_bytes(Kind::Str, message, |buffer| m.vm.with_port(|port| port.compiled(buffer)));
                m.set(source, text.value());
                let class = match class {
                    CompileErrorClass::Syntax => Type::SyntaxError,
                    CompileErrorClass::Indentation => Type::IndentationError,
                    CompileErrorClass::NotImplemented => Type::NotImplementedError,
                    CompileErrorClass::Other => Type::ValueError,
                };
                let raised = self.raise_with(class, source);
                self.add_source_line(file_name, line);
                Err(raised)
            }
        }
    }
}

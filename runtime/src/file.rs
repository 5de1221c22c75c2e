//! Modules from files, and source text: found, compiled by the board's hook, loaded.
//!
//! A VM without the feature `load` has `file_absent.rs` in place of this file.

use mpy_format::qstr::Qstr;

use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, bytes_size};
use crate::heap::{Root, Slot};
use crate::import::{intern_part, no_module};
use crate::port::{CompileError, CompileErrorClass, CompileMode};
use crate::q;
use crate::types::{Type, list, module, table};
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
    let in_package = module::dict(m, m.get(parent)).and_then(|parent| table::get_name(m, parent, q!(__path__)));
    let is_in_package = in_package.is_some();
    match in_package {
        Some(value) => {
            m.set(directory, value);
            vm.join(path, &[Part::Str(directory), Part::Text("/"), Part::Str(last)])?;
        }
        None => vm.join(path, &[Part::Str(last)])?,
    }
    let file = vm.slot()?;
    let found = match (is_in_package, search_path(vm)?) {
        (false, Some(entries)) => search(vm, entries, last, path, file, code)?,
        _ => look(vm, path, file, code)?,
    };
    found.ok_or_else(|| no_module(vm, name))
}

/// A slot with `sys.path`, if the program has asked for it.
fn search_path(vm: &mut Vm) -> Result<Option<Slot>, Raised> {
    if vm.view().root(Root::Path).is_null() {
        return Ok(None);
    }
    let slot = vm.slot()?;
    let m = vm.view();
    m.set(slot, m.root(Root::Path));
    Ok(Some(slot))
}

/// Looks for the module named in `last` in each of the folders in `entries`, a list; see [`look`].
fn search(vm: &mut Vm, entries: Slot, last: Slot, path: Slot, file: Slot, code: Slot) -> Result<Option<bool>, Raised> {
    let folder = vm.slot()?;
    let mut index = 0;
    loop {
        let m = vm.view();
        let Some(entry) = list::item(m, m.get(entries), index) else { return Ok(None) };
        m.set(folder, entry);
        match m.as_str(entry) {
            Some(b"") => vm.join(path, &[Part::Str(last)])?,
            _ => vm.join(path, &[Part::Str(folder), Part::Text("/"), Part::Str(last)])?,
        }
        if let Some(is_package) = look(vm, path, file, code)? {
            return Ok(Some(is_package));
        }
        index += 1;
    }
}

/// Loads the module whose file without its ending, or whose folder, is at `path`. Says whether it is a package; `None` if
/// there is nothing.
fn look(vm: &mut Vm, path: Slot, file: Slot, code: Slot) -> Result<Option<bool>, Raised> {
    let m = vm.view();
    let location = m.as_str(m.get(path)).unwrap_or(b"");
    let is_directory = vm.with_port(|port| port.is_directory(location));
    let endings: &[&'static str] = if is_directory { &["/__init__.py", "/__init__.mpy"] } else { &[".py", ".mpy"] };
    for &ending in endings {
        vm.join(file, &[Part::Str(path), Part::Text(ending)])?;
        if vm.load_file(file, code)? {
            return Ok(Some(is_directory));
        }
    }
    Ok(None)
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

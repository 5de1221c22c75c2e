//! Modules from files, for a VM without them: there are none, and nothing is compiled or loaded.

use mpy_format::qstr::Qstr;

use crate::exception::Raised;
use crate::heap::Slot;
use crate::import::no_module;
use crate::port::CompileMode;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// Finds no file.
pub(crate) fn find_file(vm: &mut Vm, name: Qstr, _parent: Slot, _code: Slot, _path: Slot) -> Result<bool, Raised> {
    Err(no_module(vm, name))
}

impl Vm {
    /// Compiles nothing.
    ///
    /// # Errors
    /// `NotImplementedError`, always.
    pub fn compile(&mut self, _source: Slot, _file_name: Slot, _mode: CompileMode) -> Result<(), Raised> {
        Err(self.raise(Type::NotImplementedError, "no compiler on this board"))
    }

    /// Loads nothing.
    ///
    /// # Errors
    /// `NotImplementedError`, always.
    pub fn load(&mut self, _file: Slot) -> Res {
        Err(self.raise(Type::NotImplementedError, "this board loads no files"))
    }
}

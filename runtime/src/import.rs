//! Import: modules by name, from ROM, from the VM itself, and from files.

use mpy_format::qstr::Qstr;

use crate::exception::Raised;
use crate::heap::Slot;
use crate::types::{Res, Type};
use crate::vm::Vm;

/// `import name`.
pub(crate) fn import_name(vm: &mut Vm, name: Qstr, names: Slot, level: Slot) -> Res {
    let _ = (name, names, level);
    Err(vm.raise(Type::ImportError, "no module"))
}

/// `from module import name`.
pub(crate) fn import_from(vm: &mut Vm, module: Slot, name: Qstr) -> Res {
    let _ = (module, name);
    Err(vm.raise(Type::ImportError, "no name"))
}

/// `from module import *`.
pub(crate) fn import_star(vm: &mut Vm, module: Slot) -> Result<(), Raised> {
    let _ = module;
    Err(vm.raise(Type::ImportError, "no name"))
}

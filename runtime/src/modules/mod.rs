//! The builtin modules: one table that gives each its stable number.

use mpy_format::qstr::Qstr;

use crate::q;
use crate::types::{Method, Res, Type};
use crate::value::Word;
use crate::vm::Vm;

pub mod builtins;
#[cfg(feature = "load")]
mod builtins_code;
mod builtins_dir;
mod builtins_iter;
mod builtins_number;
mod builtins_text;
#[cfg(feature = "collections")]
mod collections;
#[cfg(not(feature = "collections"))]
#[path = "collections_absent.rs"]
mod collections;
pub mod gc;
pub mod micropython;
pub mod sys;

/// A constant of a module, or something computed when it is asked for.
#[derive(Clone, Copy)]
pub enum Item {
    /// A value that is no object.
    Constant(Word),
    /// Computed at each access.
    Computed(fn(&mut Vm) -> Res),
}

/// What the VM knows of a builtin module.
pub struct ModuleInfo {
    /// Its name.
    pub name: Qstr,
    /// Its functions.
    pub functions: &'static [Method],
    /// Its other names.
    pub items: &'static [(Qstr, Item)],
}

static MODULES: &[ModuleInfo] = &[
    ModuleInfo { name: q!(builtins), functions: builtins::FUNCTIONS, items: builtins::ITEMS },
    ModuleInfo { name: q!(sys), functions: sys::FUNCTIONS, items: sys::ITEMS },
    ModuleInfo { name: q!(gc), functions: gc::FUNCTIONS, items: &[] },
    ModuleInfo { name: q!(micropython), functions: micropython::FUNCTIONS, items: micropython::ITEMS },
    ModuleInfo { name: collections::NAME, functions: collections::FUNCTIONS, items: collections::ITEMS },
];

/// The number of the module `builtins`.
pub const BUILTINS: u16 = 0;

/// The module with this number.
pub fn info(number: u16) -> Option<&'static ModuleInfo> {
    MODULES.get(number as usize)
}

/// The number of the builtin module `name`.
pub fn find(name: Qstr) -> Option<u16> {
    let found = MODULES.iter().position(|module| module.name == name && name != Qstr::EMPTY);
    found.map(|number| number as u16)
}

/// The builtin `name`: a function, a type or a constant.
pub fn find_builtin(name: Qstr) -> Option<Word> {
    if let Some(Found::Word(word)) = info(BUILTINS)?.find(BUILTINS, name) {
        return Some(word);
    }
    let type_ = Type::ALL.iter().find(|type_| type_.info().name == name)?;
    type_.is_builtin_name().then(|| Word::type_(*type_ as u16))
}

/// What `name` is in a builtin module.
pub enum Found {
    /// A value that is no object.
    Word(Word),
    /// Computed at each access.
    Computed(fn(&mut Vm) -> Res),
}

impl ModuleInfo {
    /// Looks `name` up in module number `number`, which this is.
    pub fn find(&self, number: u16, name: Qstr) -> Option<Found> {
        if let Some(entry) = self.functions.iter().position(|function| function.name == name) {
            return Some(Found::Word(Word::function(crate::types::FIRST_MODULE_TABLE + number as u8, entry as u8)));
        }
        self.items.iter().find(|(item, _)| *item == name).map(|(_, item)| match *item {
            Item::Constant(word) => Found::Word(word),
            Item::Computed(function) => Found::Computed(function),
        })
    }
}

//! Import: modules by name, from ROM, from the VM itself, and from files.

use mpy_format::qstr::Qstr;

use crate::exception::{Part, Raised};
use crate::file::find_file;
use crate::heap::layout::{Kind, bytes_size};
use crate::heap::{Object, Root, Slot};
use crate::modules;
use crate::ops::{attr, iter};
use crate::q;
use crate::rom;
use crate::types::{Res, Type, module, table};
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;

/// `import name`, `from name import names`: `level` counts the dots before the name. The result is the first module of
/// a dotted name, or the last one when names are wanted from it.
pub(crate) fn import_name(vm: &mut Vm, name: Qstr, names: Slot, level: Slot) -> Res {
    let level = vm.view().get(level).as_int().unwrap_or(0);
    let full = vm.push(Word::qstr(name))?;
    if level > 0 {
        absolute_name(vm, full, level)?;
    }
    let (first, parent, module) = (vm.slot()?, vm.slot()?, vm.slot()?);
    let mut end = 0;
    loop {
        let m = vm.view();
        let text = m.as_str(m.get(full)).unwrap_or(b"");
        let start = end;
        end += text[end..].iter().position(|&byte| byte == b'.').unwrap_or(text.len() - end);
        let is_last = end == text.len();
        let prefix = intern_part(vm, full, 0, end)?;
        import_one(vm, prefix, parent, module)?;
        if start != 0 {
            let last = intern_part(vm, full, start, end)?;
            let parent = module::dict_slot(vm, parent)?;
            table::set_name(vm, parent, last, module)?;
        } else {
            let m = vm.view();
            m.set(first, m.get(module));
        }
        if is_last {
            let wants_names = !vm.view().get(names).is_none();
            return Ok(vm.ret_slot(if wants_names { module } else { first }));
        }
        let m = vm.view();
        m.set(parent, m.get(module));
        end += 1;
    }
}

/// Interns bytes `start..end` of the `str` in `slot`.
pub(crate) fn intern_part(vm: &mut Vm, slot: Slot, start: usize, end: usize) -> Result<Qstr, Raised> {
    let m = vm.view();
    let text = m.as_str(m.get(slot)).unwrap_or(b"");
    if start == 0 && end == text.len() {
        return vm.intern_slot(slot);
    }
    let level = vm.stack_level();
    let part = vm.slot()?;
    let m = vm.reserve(bytes_size((end - start) as u32))?;
    let text = m.as_str(m.get(slot)).unwrap_or(b"");
    m.set(part, m.str(&text[start..end]));
    let name = vm.intern_slot(part);
    vm.release(level);
    name
}

/// Puts the absolute name of a relative import into `name`.
fn absolute_name(vm: &mut Vm, name: Slot, level: i32) -> Result<(), Raised> {
    let m = vm.view();
    let globals = m.object(m.globals());
    let package = globals.and_then(|globals| table::get_name(m, globals, q!(__name__))).and_then(|name| m.as_str(name));
    let is_package = globals.is_some_and(|globals| table::get_name(m, globals, q!(__path__)).is_some());
    let mut package = package.unwrap_or(b"");
    for _ in 0..level - i32::from(is_package) {
        let end = package.iter().rposition(|&byte| byte == b'.').unwrap_or(0);
        package = &package[..end];
    }
    let length = package.len();
    if length == 0 {
        return Err(vm.raise(Type::ImportError, "can't perform relative import"));
    }
    let m = vm.view();
    let own = m.as_str(m.get(name)).map_or(0, <[u8]>::len);
    let total = length + usize::from(own != 0) + own;
    let m = vm.reserve(bytes_size(total as u32))?;
    let package = m
        .object(m.globals())
        .and_then(|globals| table::get_name(m, globals, q!(__name__)))
        .and_then(|name| m.as_str(name))
        .unwrap_or(b"");
    let own = m.as_str(m.get(name)).unwrap_or(b"");
    let full = m.alloc_bytes(Kind::Str, total as u32, |bytes| {
        bytes[..length].copy_from_slice(&package[..length]);
        if !own.is_empty() {
            bytes[length] = b'.';
            bytes[length + 1..].copy_from_slice(own);
        }
    });
    m.set(name, full.value());
    Ok(())
}

/// Puts the module with this full name into `module`; `parent` is the package that it is in, if it is in one.
fn import_one(vm: &mut Vm, name: Qstr, parent: Slot, module: Slot) -> Result<(), Raised> {
    let m = vm.view();
    let loaded = m.object(m.root(Root::Modules)).and_then(|modules| table::get_name(m, modules, name));
    if let Some(loaded) = loaded {
        m.set(module, loaded);
        return Ok(());
    }
    if let Some(number) = modules::find(name) {
        m.set(module, Value::module(number));
        return Ok(());
    }
    let level = vm.stack_level();
    let (code, path) = (vm.slot()?, vm.slot()?);
    let m = vm.view();
    let is_package = match m.vm.rom.module(m, m.qstr_text(name)) {
        Some((found, flags)) => {
            m.set(code, found);
            m.set(path, Value::qstr(name));
            flags & rom::PACKAGE != 0
        }
        None => find_file(vm, name, parent, code, path)?,
    };
    module::make(vm, name, module)?;
    let globals = module::dict_slot(vm, module)?;
    if is_package {
        table::set_name(vm, globals, q!(__path__), path)?;
    }
    let sys_modules = vm.slot()?;
    let m = vm.view();
    m.set(sys_modules, m.root(Root::Modules));
    table::set_name(vm, sys_modules, name, module)?;
    if let Err(raised) = vm.run_code(code, globals, globals) {
        // What failed to import is not there the next time; the exception stays what it is.
        let exception = vm.slot()?;
        vm.caught(raised, exception);
        table::delete_name(vm, sys_modules, name)?;
        return Err(vm.raise_slot(exception));
    }
    vm.release(level);
    Ok(())
}

/// `ImportError: no module named 'name'`.
pub(crate) fn no_module(vm: &mut Vm, name: Qstr) -> Raised {
    vm.raise_parts(Type::ImportError, &[Part::Text("no module named '"), Part::Name(name), Part::Text("'")])
}

impl Vm {
    /// Puts a `str` made of parts into `slot`.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn join(&mut self, slot: Slot, parts: &[Part]) -> Result<(), Raised> {
        let length = Part::length(self.view(), parts);
        let m = self.reserve(bytes_size(length))?;
        m.set(slot, Part::build(m, parts, length).value());
        Ok(())
    }

    /// Runs the module `name` as `__main__`.
    ///
    /// # Errors
    /// `ImportError` if there is none; what it raises.
    pub fn run_main(&mut self, name: &[u8]) -> Result<(), Raised> {
        let level = self.stack_level();
        let result = self.run_main_inner(name);
        self.release(level);
        result
    }

    fn run_main_inner(&mut self, name: &[u8]) -> Result<(), Raised> {
        let name = self.intern(name)?;
        let (code, path, parent) = (self.slot()?, self.slot()?, self.slot()?);
        let m = self.view();
        match m.vm.rom.module(m, m.qstr_text(name)) {
            Some((found, _)) => m.set(code, found),
            None => {
                find_file(self, name, parent, code, path)?;
            }
        }
        self.run_as_main(code)
    }

    /// Runs the code object in `code` as the body of `__main__`.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_as_main(&mut self, code: Slot) -> Result<(), Raised> {
        let globals = self.main_globals()?;
        let result = self.run_code(code, globals, globals);
        // A lock ends with the program, so that what it raised can be shown.
        self.open_heap();
        result.map(|_| ())
    }

    /// A slot with the dict of the module `__main__`.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn main_globals(&mut self) -> Result<Slot, Raised> {
        let slot = self.slot()?;
        let m = self.view();
        if m.root(Root::Main).is_null() {
            let (module, modules) = (self.slot()?, self.slot()?);
            module::make(self, q!(__main__), module)?;
            let m = self.view();
            m.set(modules, m.root(Root::Modules));
            table::set_name(self, modules, q!(__main__), module)?;
            let m = self.view();
            let dict = module::dict(m, m.get(module)).map_or(Value::NULL, Object::value);
            m.set_root(Root::Main, dict);
            m.set(slot, dict);
        } else {
            m.set(slot, m.root(Root::Main));
        }
        Ok(slot)
    }
}

/// `from module import name`: an attribute, or a module inside the package.
pub(crate) fn import_from(vm: &mut Vm, module: Slot, name: Qstr) -> Res {
    match attr::op_load_attr(vm, module, name) {
        Ok(ret) => Ok(ret),
        Err(raised) if vm.raised_is(&raised, Type::AttributeError) => {
            let scratch = vm.slot()?;
            vm.caught(raised, scratch);
            let m = vm.view();
            let is_package =
                module::dict(m, m.get(module)).is_some_and(|dict| table::get_name(m, dict, q!(__path__)).is_some());
            let package = module::name(m, m.get(module)).filter(|_| is_package);
            let Some(package) = package else { return Err(raise_no_name(vm, name)) };
            m.set(scratch, Value::qstr(package));
            let full = vm.slot()?;
            vm.join(full, &[Part::Str(scratch), Part::Text("."), Part::Name(name)])?;
            let full = vm.intern_slot(full)?;
            let (names, level) = (vm.push(Word::TRUE)?, vm.push(Word::small(0))?);
            import_name(vm, full, names, level)
        }
        Err(raised) => Err(raised),
    }
}

#[cold]
fn raise_no_name(vm: &mut Vm, name: Qstr) -> Raised {
    vm.raise_parts(Type::ImportError, &[Part::Text("can't import name "), Part::Name(name)])
}

/// `from module import *`: what `__all__` lists, or every name without a leading underscore. `sys.modules` can hold
/// what is no module: a class, or an instance.
pub(crate) fn import_star(vm: &mut Vm, module: Slot) -> Result<(), Raised> {
    let (names, value) = (vm.slot()?, vm.slot()?);
    let m = vm.view();
    m.set(names, m.names());
    if let Tag::Module(number) = m.get(module).word().tag() {
        let Some(info) = modules::info(number) else { return Ok(()) };
        for name in info.functions.iter().map(|function| function.name).chain(info.items.iter().map(|item| item.0)) {
            let ret = attr::op_load_attr(vm, module, name)?;
            vm.keep(ret, value);
            table::set_name(vm, names, name, value)?;
        }
        return Ok(());
    }
    match attr::op_load_attr(vm, module, q!(__all__)) {
        Ok(ret) => {
            vm.keep(ret, value);
            return iter::for_each(vm, value, &mut |vm, wanted| {
                let name = vm.intern_slot(wanted)?;
                let ret = attr::op_load_attr(vm, module, name)?;
                vm.keep(ret, wanted);
                table::set_name(vm, names, name, wanted)?;
                Ok(true)
            });
        }
        Err(raised) if vm.raised_is(&raised, Type::AttributeError) => vm.caught(raised, value),
        Err(raised) => return Err(raised),
    }
    let ret = attr::op_load_attr(vm, module, q!(__dict__))?;
    vm.keep(ret, value);
    let holder = vm.push_slot(value)?;
    let used = vm.view().object_of(vm.view().get(holder), Kind::Dict).map_or(0, |dict| vm.view().length(dict));
    for entry in 0..used {
        let m = vm.view();
        let Some((key, item)) = m.object(m.get(holder)).and_then(|dict| table::entry(m, dict, entry)) else { continue };
        let Some(name) = key.word().as_qstr() else { continue };
        if m.qstr_text(name).first() == Some(&b'_') {
            continue;
        }
        m.set(value, item);
        table::set_name(vm, names, name, value)?;
    }
    Ok(())
}

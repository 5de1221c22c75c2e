//! `compile`, `eval`, `exec`, `execfile`: text and code objects that a program runs. What compiles is behind the port.

use crate::exception::Raised;
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::port::CompileMode;
use crate::q;
use crate::types::{Args, Res, Type, native_of, text};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// `ENOENT`.
const NO_SUCH_FILE: i32 = 2;

/// The code object that the text in `source` compiles to, in a new slot; a code object is its own.
fn code_of(vm: &mut Vm, source: Slot, file_name: Slot, mode: CompileMode) -> Result<Slot, Raised> {
    let code = vm.push_slot(source)?;
    if vm.view().kind_of(vm.view().get(code)) == Some(Kind::Code) {
        return Ok(code);
    }
    text::check_buffer(vm, code)?;
    let m = vm.view();
    let value = native_of(m, m.get(code));
    m.set(code, value);
    if m.as_str(value).is_none() && m.as_bytes(value).is_none() {
        // The bytes of a bytearray may change; what is compiled may not.
        let length = text::get_run(m, code).len();
        let m = text::reserve(vm, length)?;
        let run = text::get_run(m, code);
        let bytes = text::make(m, Type::Bytes, length, &mut |to| {
            run.copy_to(to);
        });
        m.set(code, bytes);
    }
    vm.compile(code, file_name, mode)?;
    let ret = vm.load(code)?;
    vm.keep(ret, code);
    Ok(code)
}

/// Argument `index`, if it is given and not `None`.
fn given(vm: &Vm, args: Args, index: u32) -> Option<Slot> {
    let m = vm.view();
    args.get(index).filter(|&slot| !m.get(slot).is_none())
}

/// Puts a namespace into a new slot: the one given, or what `default` says.
fn namespace(vm: &mut Vm, given: Option<Slot>, default: impl FnOnce(&mut Vm, Slot)) -> Result<Slot, Raised> {
    let slot = vm.slot()?;
    let Some(given) = given else {
        default(vm, slot);
        return Ok(slot);
    };
    let m = vm.view();
    m.set(slot, native_of(m, m.get(given)));
    match m.kind_of(m.get(slot)) {
        Some(Kind::Dict) => Ok(slot),
        _ => Err(vm.raise_bare(Type::TypeError)),
    }
}

/// Runs the code object in `code` with the globals and the locals that arguments 1 and 2 give.
fn run(vm: &mut Vm, code: Slot, args: Args) -> Res {
    let globals = namespace(vm, given(vm, args, 1), |vm, slot| {
        let m = vm.view();
        m.set(slot, m.globals());
    })?;
    let has_globals = given(vm, args, 1).is_some();
    let names = namespace(vm, given(vm, args, 2), |vm, slot| {
        let m = vm.view();
        m.set(slot, if has_globals { m.get(globals) } else { m.names() });
    })?;
    vm.run_code(code, globals, names)
}

fn run_text(vm: &mut Vm, args: Args, mode: CompileMode) -> Res {
    let file_name = vm.push(Word::qstr(q!("<string>")))?;
    let code = code_of(vm, args.slot(0), file_name, mode)?;
    run(vm, code, args)
}

/// `eval(source)`, `eval(source, globals)`, `eval(source, globals, locals)`.
pub(super) fn eval(vm: &mut Vm, args: Args) -> Res {
    run_text(vm, args, CompileMode::Eval)
}

/// `exec(source)`, `exec(source, globals)`, `exec(source, globals, locals)`.
pub(super) fn exec(vm: &mut Vm, args: Args) -> Res {
    let _ = run_text(vm, args, CompileMode::File)?;
    Ok(vm.ret_none())
}

/// `compile(source, file_name, mode)`.
pub(super) fn compile(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    let mode = match m.as_str(m.get(args.slot(2))) {
        Some(b"exec") => CompileMode::File,
        Some(b"eval") => CompileMode::Eval,
        Some(b"single") => CompileMode::Single,
        _ => return Err(vm.raise(Type::ValueError, "bad compile mode")),
    };
    let code = code_of(vm, args.slot(0), args.slot(1), mode)?;
    Ok(vm.ret_slot(code))
}

/// `execfile(path)`, `execfile(path, globals)`, `execfile(path, globals, locals)`.
pub(super) fn execfile(vm: &mut Vm, args: Args) -> Res {
    let code = vm.slot()?;
    if !vm.load_file(args.slot(0), code)? {
        let m = vm.view();
        m.set(code, Value::small(NO_SUCH_FILE));
        return Err(vm.raise_with(Type::OSError, code));
    }
    let _ = run(vm, code, args)?;
    Ok(vm.ret_none())
}

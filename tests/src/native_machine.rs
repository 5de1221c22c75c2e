//! Machine code on an emulated processor, with a runtime of Python around it.

use std::fs;
use std::process::Command;
use std::time::Duration;

use mpy_format::native::{Entry, Signature};
use mpy_format::prelude::Prelude;
use mpy_format::{Body, Constant, Module, RawCode};
use serde_json::{Value, json};

use crate::outcome::{self, Outcome};

const MACHINE: &str = include_str!("native_machine.py");

/// What a module has executed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Instructions of its own; what the runtime does is not among them.
    pub n_instructions: u64,
    /// Calls of the runtime.
    pub n_calls: u64,
}

/// Runs a module and gives what it prints.
///
/// # Errors
/// The emulator is missing, or the module does not end.
pub fn run(module: &Module, arch: &str) -> Result<Outcome, String> {
    emulate(module, arch, false)
}

/// The same, counting; the module ends without an exception.
///
/// # Errors
/// The emulator is missing, or the module does not end.
pub fn run_counted(module: &Module, arch: &str) -> Result<(String, Counts), String> {
    let Outcome { stdout, error, .. } = emulate(module, arch, true)?;
    let lines = stdout.strip_suffix('\n').unwrap_or_default();
    let (printed, last) = lines.rsplit_once('\n').unwrap_or(("", lines));
    let numbers = last.split_once(' ').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let Some((n_instructions, n_calls)) = numbers.filter(|_| error.is_empty()) else {
        return Err(format!("no counts: {stdout}{error}"));
    };
    Ok((printed.to_owned(), Counts { n_instructions, n_calls }))
}

fn emulate(module: &Module, arch: &str, counts: bool) -> Result<Outcome, String> {
    let folder = crate::scratch("native-machine")?;
    let script = folder.join("native_machine.py");
    if fs::read_to_string(&script).ok().as_deref() != Some(MACHINE) {
        fs::write(&script, MACHINE).map_err(|err| format!("{}: {err}", script.display()))?;
    }
    let mut command = Command::new(crate::root().join(".oracles/venv/bin/python"));
    command.arg(&script);
    let input = serde_json::to_vec(&description(module, arch, counts)?).map_err(|err| err.to_string())?;
    outcome::run(command, &input, Duration::from_secs(120))
}

fn description(module: &Module, arch: &str, counts: bool) -> Result<Value, String> {
    let entries: Vec<Value> = Entry::ALL
        .iter()
        .map(|entry| json!([entry.name(), matches!(entry.signature(), Signature::Value(_))]))
        .collect();
    let qstrs: Vec<String> = module.qstrs.iter().map(|qstr| text(qstr.as_bytes())).collect();
    let constants: Vec<Value> = module.constants.iter().map(constant).collect();
    Ok(json!({
        "arch": arch, "counts": counts, "entries": entries, "qstrs": qstrs, "constants": constants, "code": code(module, &module.code)?,
    }))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::FunTable => Value::Null,
        Constant::None => json!(["None", null]),
        Constant::False => json!(["bool", false]),
        Constant::True => json!(["bool", true]),
        Constant::Ellipsis => json!(["...", null]),
        Constant::Str(value) => json!(["str", text(value)]),
        Constant::Bytes(value) => json!(["bytes", hex(value)]),
        Constant::Int(value) => json!(["int", text(value)]),
        Constant::Float(value) => json!(["float", text(value)]),
        Constant::Complex(value) => json!(["complex", text(value)]),
        Constant::Tuple(items) => json!(["tuple", items.iter().map(self::constant).collect::<Vec<_>>()]),
    }
}

fn code(module: &Module, function: &RawCode) -> Result<Value, String> {
    let children = function.children.iter().map(|child| code(module, child)).collect::<Result<Vec<_>, _>>()?;
    let prelude = match function.body {
        Body::Native { prelude_offset } => prelude(module, &function.code[prelude_offset as usize..])?,
        Body::Viper(_) | Body::Asm { .. } => Value::Null,
        Body::Bytecode => return Err("not compiled for the emulated processor".to_owned()),
    };
    let assembler = match function.body {
        Body::Asm { n_pos_args, type_sig } => json!([n_pos_args, type_sig]),
        Body::Bytecode | Body::Native { .. } | Body::Viper(_) => Value::Null,
    };
    let (kind, bytes) = (function.kind().number(), hex(&function.code));
    Ok(json!({ "kind": kind, "code": bytes, "prelude": prelude, "assembler": assembler, "children": children }))
}

fn prelude(module: &Module, bytes: &[u8]) -> Result<Value, String> {
    let prelude = Prelude::parse(bytes).map_err(|err| err.to_string())?;
    let signature = prelude.signature;
    let name = |index: u32| module.qstr(index as usize).map(text).unwrap_or_default();
    let names: Vec<String> = prelude.arg_names().map(|index| name(index.0)).collect();
    Ok(json!({
        "name": name(prelude.name.0), "n_state": signature.n_state, "n_pos": signature.n_pos_args, "n_only": signature.n_kwonly_args,
        "flags": signature.scope_flags.0, "names": names, "cells": prelude.cells,
    }))
}

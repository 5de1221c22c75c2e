//! Numbers the strings and constants of a module by how often code refers to them: the first 128 take one byte each time,
//! the others two. What code no longer refers to is left out.

use alloc::{vec, vec::Vec};
use core::cmp::Reverse;

use crate::ast::Symbol;
use crate::emit::{ConstantIndex, Instruction, Program, QstrIndex, Qstrs};
use crate::scope::{BindingKind, Scope};

pub(super) fn rank(program: &mut Program) {
    rank_strings(program);
    rank_constants(program);
}

fn rank_strings(program: &mut Program) {
    // In the order in which code mentions them, so that the result does not depend on anything else.
    let mut order = Vec::new();
    let mut n_uses = vec![0_u32; program.names.len()];
    let mut note = |symbol: Symbol| {
        if n_uses[symbol.index()] == 0 {
            order.push(symbol);
        }
        n_uses[symbol.index()] += 1;
    };
    for id in program.scopes.ids() {
        let scope = &program.scopes[id];
        note(scope.name);
        scope.argument_names().into_iter().for_each(&mut note);
        for instruction in program.code(id) {
            if let Some(symbol) = mentioned(*instruction, program, scope) {
                note(symbol);
            }
        }
    }
    order.sort_by_key(|symbol| Reverse(n_uses[symbol.index()]));
    let source_file = program.tables.qstrs.symbol(QstrIndex(0));
    let mut ranked = Qstrs::new(source_file, program.names.len());
    for symbol in order {
        ranked.intern(symbol);
    }
    for instruction in &mut program.instructions {
        if let Some(name) = name_mut(instruction) {
            *name = ranked.intern(program.tables.qstrs.symbol(*name));
        }
    }
    program.tables.qstrs = ranked;
}

/// The string that an instruction refers to, if its code has the number of one.
fn mentioned(mut instruction: Instruction, program: &Program, scope: &Scope) -> Option<Symbol> {
    if let Some(&mut name) = name_mut(&mut instruction) {
        return Some(program.tables.qstrs.symbol(name));
    }
    let (Instruction::Load(id) | Instruction::Store(id) | Instruction::Delete(id)) = instruction else { return None };
    let binding = &scope.bindings[id];
    match binding.kind {
        BindingKind::Local | BindingKind::Cell | BindingKind::Free => None,
        BindingKind::Undecided | BindingKind::GlobalImplicit => Some(binding.symbol),
        BindingKind::GlobalImplicitAssigned | BindingKind::GlobalExplicit => Some(binding.symbol),
    }
}

fn name_mut(instruction: &mut Instruction) -> Option<&mut QstrIndex> {
    match instruction {
        Instruction::LoadGlobal(name)
        | Instruction::ImportName(name)
        | Instruction::ImportFrom(name)
        | Instruction::LoadStr(name)
        | Instruction::LoadMethod { name, .. }
        | Instruction::Attribute(_, name)
        | Instruction::AsyncWithCleanup { base_exception: name, .. } => Some(name),
        _ => None,
    }
}

fn rank_constants(program: &mut Program) {
    let mut n_uses = vec![0_u32; program.tables.constants.len()];
    for instruction in &program.instructions {
        if let Instruction::LoadConstant(index) = instruction {
            n_uses[index.0 as usize] += 1;
        }
    }
    let mut order: Vec<_> = (0..n_uses.len()).filter(|&index| n_uses[index] > 0).collect();
    order.sort_by_key(|&index| Reverse(n_uses[index]));
    let mut numbers = vec![ConstantIndex(0); n_uses.len()];
    for (number, &index) in order.iter().enumerate() {
        numbers[index] = ConstantIndex(number as u32);
    }
    for instruction in &mut program.instructions {
        if let Instruction::LoadConstant(index) = instruction {
            *index = numbers[index.0 as usize];
        }
    }
    program.tables.constants.keep(&order);
}

//! Which variables are in registers ([`Pass::Register`]): those that are used most, rather than the first ones.
//!
//! A use counts for more inside loops. Where code jumps back is where a loop is.

use alloc::{vec, vec::Vec};

use super::frame::N_REGISTER_VARIABLES;
use crate::emit::{Instruction, Program};
use crate::scope::{Binding, BindingKind, LocalSlot, Scope, ScopeId};

/// The variables in registers, by register.
pub(super) type Chosen = [Option<LocalSlot>; N_REGISTER_VARIABLES as usize];

/// As the reference has them.
pub(super) const FIRST: Chosen = [Some(LocalSlot(0)), Some(LocalSlot(1))];

/// How much more often code in a loop runs than code around it, as a power of two, and up to how many loops count.
const LOOP_SHIFT: u32 = 3;
const MAX_LOOPS: u32 = 6;

/// Chooses the variables that are used at least so often, those in lower slots first.
pub(super) fn choose(program: &Program, id: ScopeId, min_uses: u64) -> Chosen {
    let scope = &program.scopes[id];
    if scope.n_locals == 0 {
        // A class that assigns `__class__` has a variable which the frame has no room for.
        return FIRST;
    }
    let uses = uses(program, id, scope);
    let mut slots: Vec<u32> = (0..scope.n_locals).filter(|&slot| uses[slot as usize] >= min_uses).collect();
    slots.sort_by_key(|&slot| core::cmp::Reverse(uses[slot as usize]));
    slots.truncate(N_REGISTER_VARIABLES as usize);
    // Arguments are unpacked in order, by way of the register that is last.
    slots.sort_unstable();
    let mut chosen = [None; N_REGISTER_VARIABLES as usize];
    for (place, slot) in chosen.iter_mut().zip(slots) {
        *place = Some(LocalSlot(slot));
    }
    chosen
}

/// How often each variable is used.
fn uses(program: &Program, id: ScopeId, scope: &Scope) -> Vec<u64> {
    let code = program.code(id);
    let mut uses = vec![0_u64; scope.n_locals as usize];
    let mut n_loops = 0_u32;
    for (instruction, change) in code.iter().zip(loops(code, program.functions[id.index()].n_labels)) {
        n_loops = n_loops.wrapping_add_signed(change);
        let mut count = |binding: &Binding| {
            let is_variable = matches!(binding.kind, BindingKind::Local | BindingKind::Cell | BindingKind::Free);
            if let Some(uses) = uses.get_mut(binding.slot.0 as usize).filter(|_| is_variable) {
                *uses += 1 << (LOOP_SHIFT * n_loops.min(MAX_LOOPS));
            }
        };
        match *instruction {
            Instruction::Load(id) | Instruction::Store(id) | Instruction::Delete(id) => count(&scope.bindings[id]),
            Instruction::LoadClassCell(id) => count(&scope.bindings[id]),
            Instruction::LoadSelf => scope.first_parameter().into_iter().for_each(count),
            Instruction::MakeFunction { scope: made, .. } => {
                program.scopes[made].captures.iter().for_each(|&id| count(&scope.bindings[id]));
            }
            _ => {}
        }
    }
    uses
}

/// For each instruction, how many loops more it is in than the one before it.
fn loops(code: &[Instruction], n_labels: u32) -> Vec<i32> {
    let mut starts = vec![None; n_labels as usize];
    let mut ends = vec![0; n_labels as usize];
    for (at, instruction) in code.iter().enumerate() {
        match *instruction {
            Instruction::Label(label) => starts[label.index()] = Some(at),
            Instruction::Jump(label)
            | Instruction::PopJumpIf(_, label)
            | Instruction::JumpIfOrPop(_, label)
            | Instruction::UnwindJump { label, .. }
                if starts[label.index()].is_some() =>
            {
                ends[label.index()] = at;
            }
            _ => {}
        }
    }
    let mut changes = vec![0; code.len() + 1];
    for (start, end) in starts.into_iter().zip(ends) {
        if let Some(start) = start.filter(|&start| start < end) {
            changes[start] += 1;
            changes[end + 1] -= 1;
        }
    }
    changes
}

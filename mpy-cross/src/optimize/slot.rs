//! Gives the first slots to the locals that are used most: an access to one of the first sixteen takes one byte, to another
//! two. A local that is never used takes no slot, so no room in the frame.

use alloc::{vec, vec::Vec};

use mpy_format::mpy::ScopeFlags;

use super::code::Code;
use crate::emit::Instruction;
use crate::scope::{BindingId, BindingKind, LocalSlot, Scope};

pub(super) fn rank(code: &Code, scope: &mut Scope) {
    if !scope.kind.is_function_like() {
        return;
    }
    let mut n_uses = vec![0_u32; scope.bindings.len()];
    for step in &code.steps {
        if let Instruction::Load(id) | Instruction::Store(id) | Instruction::Delete(id) = step.instruction {
            n_uses[id.index()] += 1;
        }
    }
    let mut next = n_parameters(scope);
    let is_free_to_move = |id: &BindingId, kind| {
        let binding = &scope.bindings[*id];
        binding.kind == kind && binding.slot.0 >= next
    };
    let mut locals: Vec<_> =
        scope.bindings.ids().filter(|id| is_free_to_move(id, BindingKind::Local) && n_uses[id.index()] > 0).collect();
    locals.sort_by_key(|id| (core::cmp::Reverse(n_uses[id.index()]), scope.bindings[*id].slot));
    let mut cells: Vec<_> = scope.bindings.ids().filter(|id| is_free_to_move(id, BindingKind::Cell)).collect();
    cells.sort_by_key(|id| scope.bindings[*id].slot);
    for id in locals.into_iter().chain(cells) {
        scope.bindings[id].slot = LocalSlot(next);
        next += 1;
    }
    scope.n_locals = next;
}

/// Slots that the caller fills, which cannot move: those of captured variables and of parameters.
fn n_parameters(scope: &Scope) -> u32 {
    let n_stars = [ScopeFlags::VAR_ARGS, ScopeFlags::VAR_KEYWORDS].map(|flag| u32::from(scope.flags.contains(flag)));
    scope.n_pos_args + scope.n_kwonly_args + n_stars.iter().sum::<u32>()
}

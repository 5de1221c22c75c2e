//! Locals that nobody reads, or only right after they are written: their values stay on the stack, or go.
//!
//! ```text
//!     text = f()          CALL_FUNCTION, STORE_FAST text, LOAD_FAST text, RETURN_VALUE
//!     return text         CALL_FUNCTION, RETURN_VALUE
//! ```

use alloc::{vec, vec::Vec};

use super::code::{Code, Step, is_in_frame};
use crate::emit::{Block, Instruction};
use crate::scope::{BindingId, Scope};

pub(super) fn run(code: &mut Code, scope: &Scope) -> bool {
    let is_read = read(code, scope);
    // A `finally` block may look at what a `return` leaves behind.
    let returns_leave = !code.steps.iter().any(|step| {
        matches!(step.instruction, Instruction::SetupBlock(Block::Finally | Block::With | Block::Except, _))
    });
    let is_unread = |id: BindingId| is_in_frame(scope, id) && !is_read[id.index()];
    let mut changed = false;
    let mut out: Vec<Step> = Vec::with_capacity(code.steps.len());
    let mut rest = code.steps.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let next = |at: usize| after.get(at).map(|step: &Step| step.instruction);
        let Instruction::Store(id) = first.instruction else {
            out.push(*first);
            rest = after;
            continue;
        };
        let is_reread = next(0) == Some(Instruction::Load(id));
        let is_returned = is_reread && next(1) == Some(Instruction::ReturnValue) && returns_leave;
        let n_taken = if is_reread && is_unread(id) || is_returned && is_in_frame(scope, id) {
            1
        } else if is_unread(id) {
            out.push(first.with(Instruction::PopTop));
            usize::from(next(0) == Some(Instruction::Delete(id)))
        } else {
            out.push(*first);
            rest = after;
            continue;
        };
        changed = true;
        rest = &after[n_taken..];
    }
    code.steps = out;
    changed
}

/// Which variables are read, or deleted, other than right after they are written.
fn read(code: &Code, scope: &Scope) -> Vec<bool> {
    let mut is_read = vec![false; scope.bindings.len()];
    let mut before = None;
    for step in &code.steps {
        match step.instruction {
            Instruction::Load(id) | Instruction::Delete(id) => {
                is_read[id.index()] |= before != Some(Instruction::Store(id));
            }
            Instruction::LoadSelf => {
                for id in scope.bindings.ids().filter(|&id| scope.bindings[id].parameter.is_some()) {
                    is_read[id.index()] = true;
                }
            }
            _ => {}
        }
        before = Some(step.instruction);
    }
    is_read
}

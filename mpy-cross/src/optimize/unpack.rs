//! Assignments to several locals at once, from values that are on the stack already.
//!
//! ```text
//!     a, b, c, d = w, x, y, z     BUILD_TUPLE 4, UNPACK_SEQUENCE 4, STORE a, STORE b, STORE c, STORE d
//!                                 STORE d, STORE c, STORE b, STORE a
//!     a, b = x, y                 ROT_TWO, STORE a, STORE b
//!                                 STORE b, STORE a
//! ```
//! Nobody sees in which order locals are written, as long as none is written twice.

use alloc::vec::Vec;

use super::code::{Code, Step};
use crate::emit::{Build, Instruction};
use crate::scope::{BindingId, BindingKind, Scope};

pub(super) fn run(code: &mut Code, scope: &Scope) -> bool {
    let mut changed = false;
    let mut out: Vec<Step> = Vec::with_capacity(code.steps.len());
    let mut rest = code.steps.as_slice();
    while let Some((n_head, n_stores)) = head(rest).or(rest.first().map(|_| (1, 0))) {
        let (head, tail) = rest.split_at(n_head);
        match stores(tail, n_stores, scope) {
            Some(stores) if n_stores > 0 => {
                // They take the values from the top down, so from behind.
                let depth = stores.iter().map(|step| step.depth).max().unwrap_or(0);
                let n_lines = stores[0].n_lines;
                out.extend(stores.iter().rev().zip(0..).map(|(step, n)| Step { depth: depth - n, n_lines, ..*step }));
                rest = &tail[n_stores..];
                changed = true;
            }
            _ => {
                out.extend_from_slice(head);
                rest = tail;
            }
        }
    }
    code.steps = out;
    changed
}

/// How many instructions in front turn values about, and how many values.
fn head(rest: &[Step]) -> Option<(usize, usize)> {
    let instruction = |at: usize| rest.get(at).map(|step| step.instruction);
    match (instruction(0)?, instruction(1)?) {
        (Instruction::Build(Build::Tuple | Build::List, n), Instruction::UnpackSequence(m)) if n == m => {
            Some((2, n as usize))
        }
        (Instruction::RotThree, Instruction::RotTwo) => Some((2, 3)),
        (Instruction::RotTwo, _) => Some((1, 2)),
        _ => None,
    }
}

/// As many stores to different variables of the frame.
fn stores<'s>(steps: &'s [Step], n: usize, scope: &Scope) -> Option<&'s [Step]> {
    let stores = steps.get(..n)?;
    let mut written = stores.iter().map(|step| stored(step, scope)).collect::<Option<Vec<BindingId>>>()?;
    written.sort_unstable();
    written.windows(2).all(|pair| pair[0] != pair[1]).then_some(stores)
}

fn stored(step: &Step, scope: &Scope) -> Option<BindingId> {
    let Instruction::Store(id) = step.instruction else { return None };
    match scope.bindings[id].kind {
        BindingKind::Local | BindingKind::Cell | BindingKind::Free => Some(id),
        BindingKind::Undecided | BindingKind::GlobalImplicit => None,
        BindingKind::GlobalImplicitAssigned | BindingKind::GlobalExplicit => None,
    }
}

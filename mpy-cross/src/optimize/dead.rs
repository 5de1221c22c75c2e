//! Takes out what nothing reaches: code behind a jump or a return that no label brings back to life, and unused labels.
//!
//! ```text
//!     return a        LOAD_FAST a
//! # the end           RETURN_VALUE
//!                     LOAD_CONST_NONE     nothing jumps here
//!                     RETURN_VALUE
//! ```

use alloc::{vec, vec::Vec};

use super::code::{Code, is_last, targets};
use crate::emit::Instruction;

pub(super) fn run(code: &mut Code) -> bool {
    let (is_reached, is_used) = reach(code);
    let before = code.steps.len();
    let mut at = 0;
    code.steps.retain(|step| {
        at += 1;
        match step.instruction {
            Instruction::Label(label) => is_used[label.index()],
            // It becomes no code, but keeps the function among the children of this one.
            Instruction::MakeFunction { .. } => true,
            _ => is_reached[at - 1],
        }
    });
    code.steps.len() < before
}

/// Which steps are reached, and which labels are gone to by one of them.
fn reach(code: &Code) -> (Vec<bool>, Vec<bool>) {
    let positions = code.positions();
    let mut is_reached = vec![false; code.steps.len()];
    let mut is_used = vec![false; code.n_labels as usize];
    let mut starts = Vec::from([0]);
    while let Some(start) = starts.pop() {
        let stretch = code.steps.iter().zip(&mut is_reached).skip(start);
        for (step, is_reached) in stretch {
            if core::mem::replace(is_reached, true) {
                break;
            }
            for label in targets(&step.instruction).into_iter().flatten() {
                is_used[label.index()] = true;
                starts.push(positions[label.index()]);
            }
            if is_last(&step.instruction) {
                break;
            }
        }
    }
    (is_reached, is_used)
}

//! Short runs of instructions that a shorter one replaces.

use alloc::vec::Vec;

use mpy_format::operator::UnaryOp;

use super::code::{Code, Step, is_in_frame, is_pure_load};
use crate::emit::Instruction;
use crate::scope::{BindingId, BindingKind, Scope};

pub(super) fn run(code: &mut Code, scope: &Scope) -> bool {
    code.rewrite_tail(|tail| shorten(tail, scope))
}

fn shorten(tail: &mut Vec<Step>, scope: &Scope) -> bool {
    match *tail.as_slice() {
        // `if x is not None`, `if not x` where a value is wanted first: a jump that goes the other way.
        [
            ..,
            not @ Step { instruction: Instruction::Unary(UnaryOp::Not), .. },
            Step { instruction: Instruction::PopJumpIf(truth, label), .. },
        ] => replace(tail, 2, &[not.with(Instruction::PopJumpIf(!truth, label))]),
        [
            ..,
            test @ Step { instruction: Instruction::BinaryNot(operator), .. },
            jump @ Step { instruction: Instruction::PopJumpIf(truth, label), .. },
        ] => {
            let test = test.with(Instruction::Binary(operator));
            replace(tail, 2, &[test, jump.with(Instruction::PopJumpIf(!truth, label))])
        }
        [.., Step { instruction: load, .. }, Step { instruction: Instruction::PopTop, .. }] if is_pure_load(&load) => {
            replace(tail, 2, &[])
        }
        // An assignment expression whose value nobody wants.
        [
            ..,
            dup @ Step { instruction: Instruction::DupTop, .. },
            Step { instruction: store @ Instruction::Store(_), .. },
            Step { instruction: Instruction::PopTop, .. },
        ] => replace(tail, 3, &[dup.with(store)]),
        [.., Step { instruction: Instruction::RotTwo, .. }, Step { instruction: Instruction::RotTwo, .. }] => {
            replace(tail, 2, &[])
        }
        [.., Step { instruction: Instruction::DupTop, .. }, Step { instruction: Instruction::RotTwo, .. }] => {
            replace(tail, 1, &[])
        }
        // Two values that can be pushed in the other order.
        [.., first, second, Step { instruction: Instruction::RotTwo, .. }]
            if can_exchange(&first.instruction, scope) && can_exchange(&second.instruction, scope) =>
        {
            replace(tail, 3, &[first.with(second.instruction), second.with(first.instruction)])
        }
        // A name that has just been written need not be looked up.
        [
            ..,
            store @ Step { instruction: Instruction::Store(written), .. },
            Step { instruction: Instruction::Load(read), .. },
        ] if written == read && is_looked_up(scope, read) => {
            let deeper = Step { depth: store.depth + 1, ..store };
            replace(tail, 2, &[store.with(Instruction::DupTop), deeper])
        }
        _ => false,
    }
}

/// Puts other steps in the place of the last `n`.
fn replace(tail: &mut Vec<Step>, n: usize, by: &[Step]) -> bool {
    tail.truncate(tail.len() - n);
    tail.extend_from_slice(by);
    true
}

/// Whether a load can change places with another of this kind. Locals that are not bound are all the same error.
fn can_exchange(instruction: &Instruction, scope: &Scope) -> bool {
    match instruction {
        Instruction::DupTop | Instruction::LoadNull => false,
        Instruction::Load(id) => is_in_frame(scope, *id),
        other => is_pure_load(other),
    }
}

fn is_looked_up(scope: &Scope, id: BindingId) -> bool {
    match scope.bindings[id].kind {
        BindingKind::GlobalImplicitAssigned | BindingKind::GlobalExplicit => true,
        BindingKind::Cell | BindingKind::Free => true,
        BindingKind::Undecided | BindingKind::GlobalImplicit | BindingKind::Local => false,
    }
}

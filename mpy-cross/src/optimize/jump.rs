//! Jumps that lead to jumps, to returns, or nowhere.

use alloc::vec::Vec;

use super::code::{Code, Step, is_silent};
use crate::emit::{Instruction, Label, Singleton};

/// Jumps that are followed from one. Longer chains take another round.
const MAX_HOPS: usize = 8;

pub(super) fn run(code: &mut Code) -> bool {
    let positions = code.positions();
    let mut changed = false;
    let mut out: Vec<Step> = Vec::with_capacity(code.steps.len());
    let mut at = 0;
    while let Some(&step) = code.steps.get(at) {
        at += 1;
        let way = Way { code, positions: &positions, from: at - 1 };
        let instruction = match step.instruction {
            Instruction::Jump(label) => match way.end(label) {
                End::Here => {
                    changed = true;
                    continue;
                }
                End::Return { none } => {
                    changed = true;
                    out.extend_from_slice(&returning(step, none));
                    continue;
                }
                End::Label(label) => Instruction::Jump(label),
            },
            Instruction::UnwindJump { label, n_blocks: 0, drops_iterator } => match way.end(label) {
                End::Return { none: true } => {
                    changed = true;
                    out.extend_from_slice(&returning(step, true));
                    continue;
                }
                End::Label(label) => Instruction::UnwindJump { label, n_blocks: 0, drops_iterator },
                End::Here | End::Return { none: false } => step.instruction,
            },
            Instruction::PopJumpIf(truth, label) => {
                match (code.steps.get(at).map(|next| next.instruction), way.label(label)) {
                    // A jump over a jump.
                    (Some(Instruction::Jump(other)), _) if way.from(at).is_next(label) => {
                        changed = true;
                        at += 1;
                        out.push(step.with(Instruction::PopJumpIf(!truth, other)));
                        continue;
                    }
                    (_, label) => Instruction::PopJumpIf(truth, label),
                }
            }
            Instruction::JumpIfOrPop(truth, label) => Instruction::JumpIfOrPop(truth, way.forward(label)),
            Instruction::ForIter(label) => Instruction::ForIter(way.forward(label)),
            Instruction::PopExceptJump { label, in_handler } => {
                Instruction::PopExceptJump { label: way.forward(label), in_handler }
            }
            other => other,
        };
        changed |= instruction != step.instruction;
        out.push(step.with(instruction));
    }
    code.steps = out;
    changed
}

/// The function's end in place of a jump to it.
fn returning(step: Step, none: bool) -> Vec<Step> {
    let load = none.then(|| step.with(Instruction::LoadSingleton(Singleton::None)));
    let depth = step.depth + i32::from(none);
    load.into_iter().chain([Step { depth, ..step.with(Instruction::ReturnValue) }]).collect()
}

/// Where a jump ends up.
enum End {
    /// Right behind the jump.
    Here,
    /// At a label.
    Label(Label),
    /// At a return: of `None`, or of the value on the stack.
    Return { none: bool },
}

/// A look along the jumps from one place.
struct Way<'c> {
    code: &'c Code,
    positions: &'c [usize],
    from: usize,
}

impl Way<'_> {
    fn from(&self, from: usize) -> Way<'_> {
        Way { from, ..*self }
    }

    /// The first instruction at or behind a place that becomes code, and its place.
    fn first(&self, at: usize) -> Option<(usize, Instruction)> {
        let steps = self.code.steps.get(at..)?;
        let n_silent = steps.iter().position(|step| !is_silent(&step.instruction))?;
        Some((at + n_silent, steps[n_silent].instruction))
    }

    fn at(&self, label: Label) -> Option<(usize, Instruction)> {
        self.first(self.positions[label.index()])
    }

    /// Whether nothing is between the jump and the label.
    fn is_next(&self, label: Label) -> bool {
        let target = self.positions[label.index()];
        target > self.from && self.first(self.from + 1).is_none_or(|(at, _)| at >= target)
    }

    /// The label that a jump to this one ends up at.
    fn label(&self, mut label: Label) -> Label {
        for _ in 0..MAX_HOPS {
            match self.at(label) {
                Some((
                    _,
                    Instruction::Jump(next)
                    | Instruction::UnwindJump { label: next, n_blocks: 0, drops_iterator: false },
                )) if next != label => label = next,
                _ => break,
            }
        }
        label
    }

    /// The same for a jump that cannot go back.
    fn forward(&self, label: Label) -> Label {
        let end = self.label(label);
        if self.positions[end.index()] > self.from { end } else { label }
    }

    fn end(&self, label: Label) -> End {
        let end = self.label(label);
        match self.at(end) {
            _ if self.is_next(end) => End::Here,
            Some((_, Instruction::ReturnValue)) => End::Return { none: false },
            Some((at, Instruction::LoadSingleton(Singleton::None)))
                if matches!(self.first(at + 1), Some((_, Instruction::ReturnValue))) =>
            {
                End::Return { none: true }
            }
            _ => End::Label(end),
        }
    }
}

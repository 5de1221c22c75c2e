//! The code of one function while it is rewritten.
//!
//! Each step keeps the depth of the stack that the lowering counted for it, and its line. What is left of the code in the
//! end gets its depths and lines back from that, whatever has been taken out in between.

use alloc::{vec, vec::Vec};

use crate::emit::{Instruction, Label};
use crate::scope::{BindingId, BindingKind, Scope};

/// An instruction and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub instruction: Instruction,
    /// Values on the stack before it.
    pub depth: i32,
    /// How many of [`Code::lines`] have begun, so that the last of them is the line it is charged to.
    pub n_lines: usize,
}

impl Step {
    /// Another instruction at the same place.
    pub fn with(self, instruction: Instruction) -> Step {
        Step { instruction, ..self }
    }
}

/// The code of one function. [`Instruction::Line`] does not occur: steps tell. [`Instruction::AdjustStack`] does, for the
/// room that a `finally` needs even where no code is in front of it.
pub(super) struct Code {
    pub steps: Vec<Step>,
    pub n_labels: u32,
    /// The lines of the source that the code comes from.
    lines: Vec<u32>,
}

impl Code {
    pub fn new(instructions: &[Instruction], n_labels: u32) -> Code {
        let mut steps = Vec::with_capacity(instructions.len());
        let mut lines = Vec::new();
        let mut depth = 0;
        for &instruction in instructions {
            match instruction {
                Instruction::Line(line) => lines.push(line),
                _ => steps.push(Step { instruction, depth, n_lines: lines.len() }),
            }
            depth += instruction.effect();
        }
        Code { steps, n_labels, lines }
    }

    /// Appends the code to `out`. With `only_raising`, lines are left out in which nothing can be raised.
    pub fn write(&self, only_raising: bool, scope: &Scope, out: &mut Vec<Instruction>) {
        let mut is_wanted = vec![!only_raising; self.lines.len() + 1];
        for step in self.steps.iter().filter(|step| super::line::can_raise(&step.instruction, scope)) {
            is_wanted[step.n_lines] = true;
        }
        let (mut depth, mut n_lines) = (0, 0);
        for step in &self.steps {
            if step.depth != depth {
                out.push(Instruction::AdjustStack(step.depth - depth));
            }
            if step.n_lines > n_lines && is_wanted[step.n_lines] {
                let first = if only_raising { step.n_lines - 1 } else { n_lines };
                out.extend(self.lines[first..step.n_lines].iter().map(|&line| Instruction::Line(line)));
                n_lines = step.n_lines;
            }
            out.push(step.instruction);
            depth = step.depth + step.instruction.effect();
        }
        if depth != 0 {
            out.push(Instruction::AdjustStack(-depth));
        }
    }

    /// Where each label is. A label that is nowhere is behind the end.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions = vec![self.steps.len(); self.n_labels as usize];
        for (at, step) in self.steps.iter().enumerate() {
            if let Some(label) = defined(&step.instruction) {
                positions[label.index()] = at;
            }
        }
        positions
    }

    /// Goes over the code from the front with `rules`, which look at the end of what is there so far and may shorten or
    /// change it; they are asked again until they say no. Tells whether they ever said yes.
    pub fn rewrite_tail(&mut self, mut rules: impl FnMut(&mut Vec<Step>) -> bool) -> bool {
        let mut changed = false;
        let mut tail = Vec::with_capacity(self.steps.len());
        for &step in &self.steps {
            tail.push(step);
            while rules(&mut tail) {
                changed = true;
            }
        }
        self.steps = tail;
        changed
    }
}

/// The label that is at an instruction.
pub(super) fn defined(instruction: &Instruction) -> Option<Label> {
    match *instruction {
        Instruction::Label(label) | Instruction::WithCleanup { handler: label, .. } => Some(label),
        Instruction::AsyncWithCleanup { labels, .. } => Some(labels),
        _ => None,
    }
}

/// The labels that an instruction may go to, or prepares to be gone to.
pub(super) fn targets(instruction: &Instruction) -> [Option<Label>; 2] {
    match *instruction {
        Instruction::Jump(label)
        | Instruction::PopJumpIf(_, label)
        | Instruction::JumpIfOrPop(_, label)
        | Instruction::UnwindJump { label, .. }
        | Instruction::SetupBlock(_, label)
        | Instruction::ForIter(label)
        | Instruction::PopExceptJump { label, .. } => [Some(label), None],
        Instruction::AsyncWithCleanup { labels, .. } => [Some(Label(labels.0 + 1)), Some(Label(labels.0 + 2))],
        // These have labels for machine code only, or are where their label is.
        Instruction::Label(_) | Instruction::WithCleanup { .. } | Instruction::EndFinally(_) => [None, None],
        Instruction::Yield(_) | Instruction::YieldFrom(_) => [None, None],
        // In unboxed code only.
        Instruction::StartItems | Instruction::EndItem(_) | Instruction::EndItems(_) => [None, None],
        Instruction::Line(_) | Instruction::AdjustStack(_) | Instruction::Load(_) | Instruction::Store(_) => {
            [None, None]
        }
        Instruction::Delete(_) | Instruction::LoadSelf | Instruction::LoadClassCell(_) => [None, None],
        Instruction::LoadGlobal(_) | Instruction::ImportName(_) | Instruction::ImportFrom(_) => [None, None],
        Instruction::ImportStar | Instruction::LoadSingleton(_) | Instruction::LoadSmallInt(_) => [None, None],
        Instruction::LoadStr(_) | Instruction::LoadConstant(_) | Instruction::LoadNull => [None, None],
        Instruction::LoadMethod { .. } | Instruction::LoadBuildClass | Instruction::Subscript(_) => [None, None],
        Instruction::Attribute(..) | Instruction::DupTop | Instruction::DupTopTwo | Instruction::PopTop => [None, None],
        Instruction::RotTwo | Instruction::RotThree | Instruction::GetIter { .. } => [None, None],
        Instruction::ForIterEnd | Instruction::Unary(_) | Instruction::Binary(_) => [None, None],
        Instruction::BinaryNot(_) | Instruction::Build(..) | Instruction::StoreMap => [None, None],
        Instruction::StoreComprehension(..) | Instruction::UnpackSequence(_) => [None, None],
        Instruction::UnpackEx(..) | Instruction::MakeFunction { .. } | Instruction::CallFunction(_) => [None, None],
        Instruction::CallMethod(_) | Instruction::ReturnValue | Instruction::Raise(_) => [None, None],
        Instruction::StartExceptHandler | Instruction::EndExceptHandler => [None, None],
    }
}

/// Whether the code never goes on behind an instruction.
pub(super) fn is_last(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::Jump(_)
            | Instruction::UnwindJump { .. }
            | Instruction::PopExceptJump { .. }
            | Instruction::ReturnValue
            | Instruction::Raise(_)
    )
}

/// Whether an instruction is there to count the depth and becomes no code.
pub(super) fn is_silent(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::Label(_)
            | Instruction::AdjustStack(_)
            | Instruction::ForIterEnd
            | Instruction::StartExceptHandler
            | Instruction::EndExceptHandler
    )
}

/// Whether an instruction pushes one value, cannot fail, and does nothing else.
pub(super) fn is_pure_load(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::LoadSingleton(_)
            | Instruction::LoadSmallInt(_)
            | Instruction::LoadStr(_)
            | Instruction::LoadConstant(_)
            | Instruction::LoadNull
            | Instruction::DupTop
    )
}

/// Whether a variable is in the frame, where nobody else sees when it is written.
pub(super) fn is_in_frame(scope: &Scope, id: BindingId) -> bool {
    match scope.bindings[id].kind {
        BindingKind::Local => scope.kind.is_function_like(),
        BindingKind::Cell | BindingKind::Free => false,
        BindingKind::Undecided | BindingKind::GlobalImplicit => false,
        BindingKind::GlobalImplicitAssigned | BindingKind::GlobalExplicit => false,
    }
}

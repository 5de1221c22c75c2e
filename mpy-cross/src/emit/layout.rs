//! The final form of a function's bytecode: how long each jump is, and which bytes belong to which line.
//!
//! Jumps are written in their long form first. A jump is then shortened if its target is near enough, which may bring
//! other targets nearer; that goes on until nothing changes. Distances only ever shrink, so the order does not matter.

use alloc::{vec, vec::Vec};

use mpy_format::prelude::LineStep;

use super::{EmitError, Label};

/// Something at a place of the code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Byte offset while every jump is long.
    pub at: u32,
    /// What is there.
    pub kind: MarkKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum MarkKind {
    /// The opcode of a jump, followed by two bytes for the distance.
    Jump {
        target: Label,
        /// Whether it can go backwards.
        is_signed: bool,
    },
    /// The target of jumps.
    Label(Label),
    /// The first byte of a line.
    Line(u32),
}

/// Shortens the jumps, and appends the lines table to `lines` and the bytecode to `bytecode`.
pub(super) fn lay_out(
    code: &[u8],
    marks: &[Mark],
    n_labels: u32,
    lines: &mut Vec<u8>,
    bytecode: &mut Vec<u8>,
) -> Result<(), EmitError> {
    let (is_short, offsets) = shorten(marks, n_labels);
    let mut copied = 0;
    let mut jumps = is_short.iter();
    // Where the lines table has got to; it starts at line 1 and never goes back.
    let (mut last_line, mut last_at) = (1, 0);
    bytecode.reserve(code.len());
    let start = bytecode.len();
    for mark in marks {
        let at = mark.at as usize;
        match mark.kind {
            MarkKind::Label(_) => {}
            MarkKind::Line(line) => {
                bytecode.extend_from_slice(&code[copied..at]);
                copied = at;
                let at = (bytecode.len() - start) as u32;
                if line > last_line {
                    LineStep { n_bytes: at - last_at, n_lines: line - last_line }.write(lines);
                    (last_line, last_at) = (line, at);
                }
            }
            MarkKind::Jump { target, is_signed } => {
                bytecode.extend_from_slice(&code[copied..=at]);
                let after_opcode = (bytecode.len() - start) as i64;
                let target = i64::from(offsets[target.index()]);
                if jumps.next() == Some(&true) {
                    let bias = if is_signed { 0x40 } else { 0 };
                    bytecode.push((target - after_opcode - 1 + bias) as u8);
                } else {
                    let bias = if is_signed { 0x4000 } else { 0 };
                    let distance = target - after_opcode - 2 + bias;
                    if !(0..=0x7fff).contains(&distance) {
                        return Err(EmitError::BytecodeOverflow);
                    }
                    bytecode.extend_from_slice(&[0x80 | (distance & 0x7f) as u8, (distance >> 7) as u8]);
                }
                copied = at + 3;
            }
        }
    }
    bytecode.extend_from_slice(&code[copied..]);
    Ok(())
}

/// Which jumps are short, in the order of the marks, and where the labels are then.
fn shorten(marks: &[Mark], n_labels: u32) -> (Vec<bool>, Vec<u32>) {
    let mut offsets = vec![0_u32; n_labels as usize];
    for mark in marks {
        if let MarkKind::Label(label) = mark.kind {
            offsets[label.index()] = mark.at;
        }
    }
    let mut jumps: Vec<Jump> = marks.iter().filter_map(|mark| Jump::new(mark, &offsets)).collect();
    let mut shortened = Vec::new();
    for (index, jump) in jumps.iter_mut().enumerate() {
        jump.shorten_if_near(index, &mut shortened);
    }
    while let Some(index) = shortened.pop() {
        let at = jumps[index].at;
        // Forward jumps over this one come before it, backward jumps after it, and none that matters is far.
        for (other, jump) in jumps[..index].iter_mut().enumerate().rev().take_while(|(_, jump)| at - jump.at <= REACH) {
            if jump.target > at {
                jump.excess -= 1;
                jump.shorten_if_near(other, &mut shortened);
            }
        }
        for (other, jump) in jumps.iter_mut().enumerate().skip(index + 1).take_while(|(_, jump)| jump.at - at <= REACH)
        {
            if jump.target <= at {
                jump.excess -= 1;
                jump.shorten_if_near(other, &mut shortened);
            }
        }
    }

    let mut n_saved = 0;
    let mut next_jump = jumps.iter();
    for mark in marks {
        match mark.kind {
            MarkKind::Label(label) => offsets[label.index()] = mark.at - n_saved,
            MarkKind::Jump { .. } => n_saved += u32::from(next_jump.next().is_some_and(|jump| jump.is_short)),
            MarkKind::Line(_) => {}
        }
    }
    (jumps.iter().map(|jump| jump.is_short).collect(), offsets)
}

/// A jump is short at most over 127 bytes, and every third byte of code saves one at most if it is all jumps. So beyond
/// this many bytes in the long form a jump stays long.
const REACH: u32 = 200;

struct Jump {
    at: u32,
    target: u32,
    /// By how much the target is too far for the short form.
    excess: i64,
    is_short: bool,
}

impl Jump {
    fn new(mark: &Mark, offsets: &[u32]) -> Option<Jump> {
        let MarkKind::Jump { target, is_signed } = mark.kind else { return None };
        let target = offsets[target.index()];
        // From the end of the short form, with the byte that the jump itself would save still in between.
        let distance = i64::from(target) - i64::from(mark.at) - 2;
        let excess = match (is_signed, distance >= 0) {
            (true, true) => distance - 0x3f,
            (true, false) => -distance - 0x40,
            (false, true) => distance - 0x7f,
            (false, false) => i64::MAX,
        };
        Some(Jump { at: mark.at, target, excess, is_short: false })
    }

    fn shorten_if_near(&mut self, index: usize, shortened: &mut Vec<usize>) {
        if self.excess <= 0 && !self.is_short {
            self.is_short = true;
            shortened.push(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of the result: as long as a jump is near enough for the short form, it gets it.
    fn shorten_slowly(marks: &[Mark], n_labels: u32) -> Vec<bool> {
        let n_jumps = marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Jump { .. })).count();
        let mut is_short = vec![false; n_jumps];
        loop {
            let mut offsets = vec![0; n_labels as usize];
            let (mut saved, mut places, mut jump) = (0, Vec::new(), 0);
            for mark in marks {
                match mark.kind {
                    MarkKind::Label(label) => offsets[label.index()] = i64::from(mark.at) - saved,
                    MarkKind::Jump { target, is_signed } => {
                        places.push((i64::from(mark.at) - saved, target, is_signed));
                        saved += i64::from(is_short[jump]);
                        jump += 1;
                    }
                    MarkKind::Line(_) => {}
                }
            }
            let fits = |&(at, target, is_signed): &(i64, Label, bool)| {
                let distance = offsets[target.index()] - at - 2;
                if is_signed { (-0x40..=0x3f).contains(&distance) } else { (0..=0x7f).contains(&distance) }
            };
            let Some(next) = (0..n_jumps).find(|&jump| !is_short[jump] && fits(&places[jump])) else { return is_short };
            is_short[next] = true;
        }
    }

    #[test]
    fn shortening_agrees_with_its_definition() {
        let mut state = 1_u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for round in 0..300 {
            let n_labels = 1 + random(40);
            let mut marks = Vec::new();
            let mut at = 0;
            for label in 0..n_labels {
                // Dense code makes cascades.
                for _ in 0..random(6) {
                    let target = Label(random(n_labels));
                    let is_signed = target.0 <= label || random(2) == 0;
                    marks.push(Mark { at, kind: MarkKind::Jump { target, is_signed } });
                    at += 3 + random(if round % 2 == 0 { 3 } else { 12 });
                }
                marks.push(Mark { at, kind: MarkKind::Label(Label(label)) });
            }
            assert_eq!(shorten(&marks, n_labels).0, shorten_slowly(&marks, n_labels), "round {round}");
        }
    }
}

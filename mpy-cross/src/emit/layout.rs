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

/// Distances up to which a jump has one byte.
const SHORT_SIGNED: core::ops::RangeInclusive<i64> = -0x40..=0x3f;
const SHORT_UNSIGNED: core::ops::RangeInclusive<i64> = 0..=0x7f;

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
    let mut is_short = Vec::new();
    for mark in marks {
        match mark.kind {
            MarkKind::Jump { .. } => is_short.push(false),
            MarkKind::Label(label) => offsets[label.index()] = mark.at,
            MarkKind::Line(_) => {}
        }
    }
    loop {
        let mut n_saved = 0;
        let mut changed = false;
        let mut jumps = is_short.iter_mut();
        for mark in marks {
            let at = mark.at - n_saved;
            match mark.kind {
                MarkKind::Label(label) => offsets[label.index()] = at,
                MarkKind::Line(_) => {}
                MarkKind::Jump { target, is_signed } => {
                    let Some(short) = jumps.next() else { break };
                    if !*short {
                        let distance = i64::from(offsets[target.index()]) - i64::from(at) - 2;
                        let range = if is_signed { SHORT_SIGNED } else { SHORT_UNSIGNED };
                        *short = range.contains(&distance);
                        changed |= *short;
                    }
                    n_saved += u32::from(*short);
                }
            }
        }
        if !changed {
            return (is_short, offsets);
        }
    }
}

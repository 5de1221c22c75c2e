//! The buffer that machine code grows in, with its labels.
//!
//! Code is made in several passes over the same instructions. A jump backwards knows its distance and can be short. A
//! jump forwards does not, and is as long as it may have to be; which bytes it gets is known in the last pass only. So
//! code must be as long in the last pass as in the one before it.

use alloc::vec::Vec;
use core::ops::Range;

use super::field::signed;
use crate::emit::Label;

/// Which time code is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pass {
    /// To know how much room the function needs on the stack, and what it refers to.
    Measure,
    /// To know where its labels are.
    Size,
    /// For good.
    Final,
}

/// Something is too far away, or too large, for the instructions that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeError {
    /// What the exception says.
    pub text: &'static str,
    /// Whether it is a `NotImplementedError` rather than a `RuntimeError`.
    pub is_unsupported: bool,
}

impl RangeError {
    /// A `RuntimeError`.
    pub const fn new(text: &'static str) -> RangeError {
        RangeError { text, is_unsupported: false }
    }

    /// A `NotImplementedError`.
    pub const fn unsupported(text: &'static str) -> RangeError {
        RangeError { text, is_unsupported: true }
    }
}

/// Machine code while it is made.
#[derive(Debug)]
pub struct Code {
    pass: Pass,
    bytes: Vec<u8>,
    /// Where labels are: those of this pass, in the last one all of them.
    labels: Vec<Option<u32>>,
    /// Which of them this pass has met.
    is_met: Vec<bool>,
    /// Whether what comes next cannot run, so that it is left out.
    is_dead: bool,
    error: Option<RangeError>,
    ahead: JumpsAhead,
}

/// Jumps ahead that may be short: which of them are too far, as far as final passes have shown. As long as one shows
/// more of them, there is another round.
#[derive(Debug, Default)]
struct JumpsAhead {
    is_asked_for: bool,
    /// By the order in which jumps come; those beyond the end are short.
    is_far: Vec<bool>,
    /// How many there have been in this pass.
    n: usize,
    has_found_far: bool,
    n_rounds: u32,
    /// The last jump, while nothing follows it: where it leads, starts and ends.
    last: Option<(Label, u32, u32)>,
}

/// After so many rounds all jumps ahead are long.
const MAX_ROUNDS: u32 = 12;

impl Default for Code {
    fn default() -> Code {
        let ahead = JumpsAhead::default();
        let (bytes, labels, is_met) = (Vec::new(), Vec::new(), Vec::new());
        Code { pass: Pass::Measure, bytes, labels, is_met, is_dead: false, error: None, ahead }
    }
}

impl Code {
    /// Starts a pass; in all but the last the labels, so many, are unknown until they are met.
    pub fn start(&mut self, pass: Pass, n_labels: u32) {
        self.pass = pass;
        self.bytes.clear();
        self.is_dead = false;
        self.ahead.n = 0;
        self.ahead.last = None;
        self.is_met.clear();
        self.is_met.resize(self.labels.len().max(n_labels as usize), false);
        if pass != Pass::Final {
            self.labels.clear();
            self.labels.resize(n_labels as usize, None);
        }
    }

    /// There is one label more, unless this is the last pass, where all of them are known.
    pub fn add_label(&mut self) {
        if self.pass != Pass::Final {
            self.labels.push(None);
            self.is_met.push(false);
        }
    }

    /// Which time this is.
    pub fn pass(&self) -> Pass {
        self.pass
    }

    /// How many bytes there are, which is where the next one goes.
    pub fn position(&self) -> u32 {
        self.bytes.len() as u32
    }

    /// What has been made in this pass.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Appends bytes, if they can run.
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.is_dead {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Replaces bytes that are there; none if the place is beyond the end, as it is where code was left out.
    pub fn patch(&mut self, at: u32, bytes: &[u8]) {
        let place = Range { start: at as usize, end: at as usize + bytes.len() };
        if let Some(place) = self.bytes.get_mut(place) {
            place.copy_from_slice(bytes);
        }
    }

    /// Appends zeros until the position is a multiple of a power of two, even where code is left out.
    pub fn align(&mut self, to: u32) {
        let aligned = self.position().next_multiple_of(to);
        self.bytes.resize(aligned as usize, 0);
    }

    /// The label is here, so what comes next can run.
    pub fn place(&mut self, label: Label) {
        if let Some((to, start, end)) = self.ahead.last.take()
            && (to, end) == (label, self.position())
        {
            self.bytes.truncate(start as usize);
        }
        self.is_dead = false;
        let here = self.position();
        let place = &mut self.labels[label.index()];
        assert!(
            *place == if self.pass == Pass::Final { Some(here) } else { None },
            "{label:?} is at {here} and was at {place:?}"
        );
        *place = Some(here);
        self.is_met[label.index()] = true;
    }

    /// Whether the label is here or before. Every pass says the same, also of a jump that it is going to leave out.
    pub fn is_behind(&self, label: Label) -> bool {
        self.is_met[label.index()]
    }

    /// Where a label is, if this pass or the one before the last has met it.
    pub fn label(&self, label: Label) -> Option<u32> {
        self.labels[label.index()]
    }

    /// How far a label is from a place some bytes beyond the position; 0 if nobody knows yet.
    pub fn distance(&self, label: Label, beyond: u32) -> i32 {
        self.label(label).map_or(0, |at| at.wrapping_sub(self.position() + beyond) as i32)
    }

    /// The same for a label that lies before the position, where a jump may be short.
    pub fn distance_back(&self, label: Label, beyond: u32) -> Option<i32> {
        self.label(label).filter(|&at| at < self.position()).map(|_| self.distance(label, beyond))
    }

    /// A function starts, in which jumps ahead are short where they can be, or are not.
    pub fn shorten_jumps(&mut self, is_asked_for: bool) {
        self.ahead.is_asked_for = is_asked_for;
        self.ahead.is_far.clear();
        self.ahead.n_rounds = 0;
    }

    /// Asks whether a jump ahead may be short: how far its label is from a place some bytes beyond the position, if that
    /// is a signed number of so many bits. Until the final pass it is taken to be one.
    pub fn distance_ahead(&mut self, label: Label, beyond: u32, bits: u32) -> Option<i32> {
        if !self.ahead.is_asked_for || self.is_dead {
            return None;
        }
        let index = self.ahead.n;
        self.ahead.n += 1;
        if self.ahead.is_far.get(index) == Some(&true) {
            return None;
        }
        if self.pass != Pass::Final {
            return Some(0);
        }
        let distance = self.distance(label, beyond);
        if signed(distance, bits, 0).is_some() {
            return Some(distance);
        }
        self.ahead.has_found_far = true;
        self.ahead.is_far.resize(self.ahead.is_far.len().max(index + 1), false);
        self.ahead.is_far[index] = true;
        Some(0)
    }

    /// A jump that starts at a position and ends here; where jumps ahead are short, it is left out if its label is next.
    pub fn end_jump(&mut self, label: Label, start: u32) {
        self.ahead.last = (self.ahead.is_asked_for && !self.is_dead).then(|| (label, start, self.position()));
        self.end_of_path();
    }

    /// Whether the final pass has shown that a jump is longer than it was taken to be.
    pub fn needs_another_round(&mut self) -> bool {
        self.ahead.n_rounds += 1;
        if self.ahead.n_rounds == MAX_ROUNDS {
            self.ahead.is_asked_for = false;
        }
        core::mem::take(&mut self.ahead.has_found_far)
    }

    /// What comes next cannot run, up to the next label.
    pub fn end_of_path(&mut self) {
        self.is_dead = true;
    }

    /// Whether what comes next cannot run.
    pub fn is_dead(&self) -> bool {
        self.is_dead
    }

    /// Notes that an instruction cannot express what it should; the first error counts, and only the last pass knows
    /// distances.
    pub fn refuse(&mut self, error: RangeError) {
        if self.error.is_none() {
            self.error = Some(error);
        }
    }

    /// The first error since the last call.
    pub fn take_error(&mut self) -> Option<RangeError> {
        self.error.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_that_is_left_out_leads_ahead_in_every_pass() {
        let (mut code, label) = (Code::default(), Label(0));
        code.shorten_jumps(true);
        for pass in [Pass::Size, Pass::Final] {
            code.start(pass, 1);
            assert!(!code.is_behind(label), "{pass:?}");
            assert_eq!(code.distance_ahead(label, 0, 8), Some(0), "{pass:?}");
            code.push(&[0; 2]);
            code.end_jump(label, 0);
            code.place(label);
            assert_eq!(code.position(), 0, "{pass:?}");
            assert!(code.is_behind(label), "{pass:?}");
        }
    }
}

//! Where straight lines of execution start, and what is known there.

use crate::error::{DecodeError, ErrorKind};
use crate::op::Instructions;

/// What is known when an instruction is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// The innermost block.
    pub(super) block: u16,
    /// Values on the stack, at most.
    pub(super) depth: u16,
}

impl State {
    pub(super) fn to_word(self) -> u32 {
        u32::from(self.block) << 16 | u32::from(self.depth)
    }

    pub(super) fn from_word(word: u32) -> State {
        State { block: (word >> 16) as u16, depth: word as u16 }
    }
}

/// No target.
pub(super) const NONE: u32 = u32::MAX;
/// State of a target that nothing has reached yet.
pub(super) const UNSEEN: u32 = u32::MAX;
/// State of a target that only the `async with` sequence around it may reach.
pub(super) const SEALED: u32 = u32::MAX - 1;

/// Where straight lines of execution start: jump targets, handlers, and what follows an `END_FINALLY`.
/// A record is the offset, the state there, and the next of those that wait to be looked at.
pub(super) struct Targets<'a> {
    pub(super) words: &'a mut [u32],
    pub(super) n: usize,
    /// First of those that wait.
    pub(super) pending: u32,
}

impl Targets<'_> {
    pub(super) const WORDS: usize = 3;

    pub(super) fn at(&self, index: usize) -> Option<u32> {
        self.words.get(index * Self::WORDS).copied()
    }

    /// Index of the first target at `at` or after.
    pub(super) fn position(&self, at: u32) -> usize {
        let (mut low, mut high) = (0, self.n);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at(middle).is_some_and(|found| found < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub(super) fn contains(&self, at: u32) -> bool {
        self.at(self.position(at)) == Some(at)
    }

    /// The state of the target at `at`, which is one.
    pub(super) fn state(&mut self, at: u32) -> Option<(u32, &mut u32)> {
        let index = self.position(at);
        if self.at(index) != Some(at) {
            return None;
        }
        self.words.get_mut(index * Self::WORDS + 1).map(|word| (index as u32, word))
    }

    /// Every target is the start of an instruction.
    pub(super) fn check_starts(&self, code: &[u8]) -> Result<(), DecodeError> {
        let mut index = 0;
        for instruction in Instructions::new(code, 0) {
            let (at, _) = instruction?;
            let target = self.at(index);
            if target == Some(at) {
                index += 1;
            } else if let Some(target) = target.filter(|&target| target < at) {
                return Err(DecodeError { at: target, kind: ErrorKind::JumpTarget(target.into()) });
            }
        }
        match self.at(index) {
            Some(target) => Err(DecodeError { at: target, kind: ErrorKind::JumpTarget(target.into()) }),
            None => Ok(()),
        }
    }

    /// The target at `to` is reached with `state`.
    pub(super) fn flow(&mut self, from: u32, to: u32, state: State) -> Result<(), DecodeError> {
        let pending = self.pending;
        let mismatch = DecodeError { at: from, kind: ErrorKind::StateMismatch };
        let (index, word) = self.state(to).ok_or(mismatch)?;
        if *word == state.to_word() {
            return Ok(());
        }
        if *word != UNSEEN {
            return Err(mismatch);
        }
        *word = state.to_word();
        if let Some(link) = self.words.get_mut(index as usize * Self::WORDS + 2) {
            *link = pending;
        }
        self.pending = index;
        Ok(())
    }

    /// Only the sequence around it may reach the target at `at`, if there is one.
    pub(super) fn seal(&mut self, from: u32, at: u32) -> Result<(), DecodeError> {
        match self.state(at) {
            Some((_, word)) if *word != UNSEEN => Err(DecodeError { at: from, kind: ErrorKind::StateMismatch }),
            Some((_, word)) => {
                *word = SEALED;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// One that waits to be looked at.
    pub(super) fn take_pending(&mut self) -> Option<(u32, State)> {
        let record = self.words.get(self.pending as usize * Self::WORDS..)?.get(..Self::WORDS)?;
        let (at, state, next) = (record[0], record[1], record[2]);
        self.pending = next;
        Some((at, State::from_word(state)))
    }
}

//! Loops and exception blocks, nested as they are when an instruction is reached.

use super::targets::State;
use super::{ITERATOR_SLOTS, TOKEN_SLOTS};
use crate::error::{DecodeError, ErrorKind};

/// What a block is, and in which of its phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// The function's body.
    Root,
    /// A loop over an iterator.
    Iterator,
    /// `SETUP_EXCEPT`, waiting.
    Except,
    /// The same, active.
    ExceptHandler,
    /// `SETUP_FINALLY`, waiting.
    Finally,
    /// The same, active.
    FinallyHandler,
    /// `SETUP_WITH`, waiting.
    With,
    /// The same, active.
    WithHandler,
    /// `SETUP_FINALLY` of an `async with`, waiting. It is never seen active: its handler is one fixed sequence.
    AsyncWith,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Root,
        Kind::Iterator,
        Kind::Except,
        Kind::ExceptHandler,
        Kind::Finally,
        Kind::FinallyHandler,
        Kind::With,
        Kind::WithHandler,
        Kind::AsyncWith,
    ];
}

/// A block, in one of its phases; the active phase of an exception block is the record after the waiting one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Exception blocks around it, itself included.
    pub(super) nesting: u16,
    /// The block around it.
    pub(super) parent: u16,
    /// Depth when it started.
    pub(super) base: u16,
    /// First offset that belongs to it.
    pub(super) low: u32,
    /// First offset after them.
    pub(super) high: u32,
    /// Where its handler starts.
    pub(super) handler: u32,
    /// Where an `async with` goes on that nothing has interrupted.
    pub(super) normal_exit: u32,
}

impl Block {
    pub(super) const WORDS: usize = 6;

    /// Depth below which its instructions do not reach.
    pub(super) fn floor(&self) -> u32 {
        u32::from(self.base)
            + match self.kind {
                Kind::Root | Kind::Except | Kind::ExceptHandler | Kind::Finally | Kind::With | Kind::AsyncWith => 0,
                Kind::Iterator => ITERATOR_SLOTS,
                Kind::FinallyHandler | Kind::WithHandler => TOKEN_SLOTS,
            }
    }

    /// Depth when it has ended by itself.
    pub(super) fn outer_depth(&self) -> u16 {
        match self.kind {
            Kind::Root | Kind::Iterator | Kind::Except | Kind::ExceptHandler => self.base,
            Kind::Finally | Kind::FinallyHandler => self.base,
            Kind::With | Kind::WithHandler => self.base.saturating_sub(2),
            Kind::AsyncWith => self.base.saturating_sub(1),
        }
    }

    /// What is left when it is gone.
    pub(super) fn outside(&self) -> State {
        State { block: self.parent, depth: self.outer_depth() }
    }
}

pub(super) struct Blocks<'a> {
    pub(super) words: &'a mut [u32],
    pub(super) n: u16,
}

impl Blocks<'_> {
    pub(super) fn get(&self, index: u16) -> Block {
        let mut words = [0; Block::WORDS];
        if let Some(record) = self.words.get(usize::from(index) * Block::WORDS..).and_then(|w| w.get(..Block::WORDS)) {
            words.copy_from_slice(record);
        }
        Block {
            kind: Kind::ALL.get((words[0] & 0xff) as usize).copied().unwrap_or(Kind::Root),
            nesting: (words[0] >> 8) as u16,
            parent: (words[1] >> 16) as u16,
            base: words[1] as u16,
            low: words[2],
            high: words[3],
            handler: words[4],
            normal_exit: words[5],
        }
    }

    pub(super) fn add(&mut self, at: u32, block: Block) -> Result<u16, DecodeError> {
        let index = self.n;
        let start = usize::from(index) * Block::WORDS;
        let too_small = DecodeError { at, kind: ErrorKind::ScratchTooSmall };
        let record = self.words.get_mut(start..).and_then(|w| w.get_mut(..Block::WORDS)).ok_or(too_small)?;
        record.copy_from_slice(&[
            u32::from(block.nesting) << 8 | block.kind as u32,
            u32::from(block.parent) << 16 | u32::from(block.base),
            block.low,
            block.high,
            block.handler,
            block.normal_exit,
        ]);
        // The last numbers are those of the special states.
        self.n = index.checked_add(1).filter(|&n| n < 0xfff0).ok_or(DecodeError { at, kind: ErrorKind::TooComplex })?;
        Ok(index)
    }
}

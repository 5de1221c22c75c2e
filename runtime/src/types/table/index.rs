//! The hash index of a large table: one or two bytes a slot.
//!
//! A slot is 0 when empty, else one more than an entry's number modulo the largest that fits: what it says is a hint, the
//! candidates are that entry and those a modulus further on, and the keys decide. So a deleted entry needs no change here.

use core::cell::Cell;

/// The index in its buffer.
#[derive(Clone, Copy)]
pub(super) struct Index<'m> {
    bytes: &'m [Cell<u8>],
    /// Bytes of a slot.
    width: u32,
}

/// Buffers up to this size have slots of one byte.
const NARROW: u32 = 4096;
/// Buffers up to this size have slots of at most two bytes.
const WIDE: u32 = 1 << 21;

/// Bytes of an index for `entries` entries, and a third more before it is full.
pub(super) fn bytes_for(entries: u32) -> u32 {
    let slots = entries + entries / 3 * 2 + 1;
    match slots {
        _ if slots <= NARROW => slots,
        _ if slots <= WIDE / 2 => slots * 2,
        _ => slots * 4,
    }
}

impl<'m> Index<'m> {
    pub(super) fn new(bytes: &'m [Cell<u8>]) -> Index<'m> {
        let length = bytes.len() as u32;
        let width = if length <= NARROW { 1 } else { 2 << u32::from(length > WIDE) };
        Index { bytes, width }
    }

    pub(super) fn slots(self) -> u32 {
        self.bytes.len() as u32 / self.width
    }

    /// Bytes of the buffer.
    pub(super) fn size(self) -> u32 {
        self.bytes.len() as u32
    }

    /// One byte of the buffer, for a copy.
    pub(super) fn byte(self, at: usize) -> u8 {
        self.bytes[at].get()
    }

    /// How many slots may be in use.
    pub(super) fn limit(self) -> u32 {
        let slots = self.slots();
        slots - slots / 5
    }

    /// How far apart the entries are that a slot can mean.
    pub(super) fn modulus(self) -> u32 {
        u32::MAX >> (32 - 8 * self.width)
    }

    /// Where the search for a hash starts.
    pub(super) fn start(self, hash: u32) -> u32 {
        // Fibonacci hashing: neighbours spread, and the high bits, which then pick the slot, depend on all of them.
        let mixed = hash.wrapping_mul(0x9e37_79b1);
        let slots = self.slots();
        match u16::try_from(slots) {
            Ok(_) => ((mixed >> 16) * slots) >> 16,
            Err(_) => ((u64::from(mixed) * u64::from(slots)) >> 32) as u32,
        }
    }

    /// The slot after `slot`.
    pub(super) fn after(self, slot: u32) -> u32 {
        if slot + 1 == self.slots() { 0 } else { slot + 1 }
    }

    /// The lowest entry that `slot` can mean.
    pub(super) fn get(self, slot: u32) -> Option<u32> {
        let first = (slot * self.width) as usize;
        let mut value = 0;
        for byte in self.bytes[first..first + self.width as usize].iter().rev() {
            value = value << 8 | u32::from(byte.get());
        }
        value.checked_sub(1)
    }

    /// Makes the first free slot for `hash` mean `entry`. There is one: less than all are in use.
    pub(super) fn insert(self, hash: u32, entry: u32) {
        let mut slot = self.start(hash);
        while self.get(slot).is_some() {
            slot = self.after(slot);
        }
        let mut value = entry % self.modulus() + 1;
        let first = (slot * self.width) as usize;
        for byte in &self.bytes[first..first + self.width as usize] {
            byte.set(value as u8);
            value >>= 8;
        }
    }
}

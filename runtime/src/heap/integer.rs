//! Objects of [`Kind::BigInt`]: limbs of 32 bits, the lowest first, the highest not 0; the sign is in the header.

use super::layout::{Kind, MAX_LENGTH, words_size};
use super::{Mutator, Object};
use crate::value::{Value, Word};

/// The longest int, in limbs.
pub const MAX_LIMBS: u32 = MAX_LENGTH / 4;

/// The length in the header of an int: its bytes, one less if it is negative.
pub const fn length(limbs: u32, is_negative: bool) -> u32 {
    limbs * 4 - is_negative as u32
}

/// The int of these limbs, the highest not 0, if it is a small one.
pub const fn small(limbs: &[u32], is_negative: bool) -> Option<Word> {
    match *limbs {
        [] => Some(Word::small(0)),
        [limb] if is_negative && limb <= Word::INT_MIN.unsigned_abs() => {
            Some(Word::small((limb as i32).wrapping_neg()))
        }
        [limb] if limb <= Word::INT_MAX as u32 => Some(Word::small(limb as i32)),
        _ => None,
    }
}

impl<'m> Mutator<'m> {
    /// Whether the int in a [`Kind::BigInt`] is negative, and its limbs.
    pub fn limbs(self, object: Object<'m>) -> (bool, &'m [u32]) {
        let header = self.header(object);
        assert!(header.kind() == Kind::BigInt);
        let limbs = self.heap().memory.pointer::<u32>(object.address() + 4);
        // SAFETY: the object has so many initialised words, is never written after its address escaped, and stays for `'m`.
        let limbs = unsafe { core::slice::from_raw_parts(limbs, header.words() as usize) };
        (header.length() & 1 != 0, limbs)
    }

    /// A new int. `work` computes it in room of so many limbs, which are 0, and says whether it is negative and how many low
    /// limbs it has, those that are 0 included; [`words_size`] of the room was reserved.
    ///
    /// # Errors
    /// What `work` says.
    pub fn build_int<E>(
        self,
        words: u32,
        work: impl FnOnce(&mut [u32]) -> Result<(bool, usize), E>,
    ) -> Result<Value<'m>, E> {
        // The word before the limbs becomes the header, and they stay where they are.
        let (is_negative, count, small) = self.scratch(words + 1, |room| {
            let room = &mut room[1..];
            let (is_negative, length) = work(room)?;
            let limbs = crate::types::int::natural::trimmed(&room[..length]);
            Ok((is_negative, limbs.len() as u32, small(limbs, is_negative)))
        })?;
        Ok(match small.and_then(Value::immediate) {
            Some(value) => value,
            None => self.bump(Kind::BigInt, length(count, is_negative), words_size(count)).value(),
        })
    }
}

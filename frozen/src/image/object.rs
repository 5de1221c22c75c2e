//! Objects one after the other at their final addresses.

use mpy_runtime::heap::integer;
use mpy_runtime::heap::layout::{Header, Kind, MAX_LENGTH};

use super::error::FreezeErrorKind;

/// The part of the image that is written already.
pub(super) struct ObjectWriter {
    base: u32,
    /// Always a whole number of words.
    bytes: Vec<u8>,
}

impl ObjectWriter {
    pub fn new(base: u32) -> Self {
        Self { base, bytes: Vec::new() }
    }

    /// Bytes so far.
    pub fn len(&self) -> u32 {
        u32::try_from(self.bytes.len()).expect("objects are far smaller, and modules come from files")
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Address of what is written next.
    pub fn here(&self) -> u32 {
        self.base + self.len()
    }

    /// Words without a header; returns their address.
    pub fn words(&mut self, words: &[u32]) -> u32 {
        let address = self.here();
        self.bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        address
    }

    /// Half-words without a header, padded to a word; returns their address.
    pub fn half_words(&mut self, halves: &[u16]) -> u32 {
        let address = self.here();
        self.bytes.extend(halves.iter().flat_map(|half| half.to_le_bytes()));
        self.pad();
        address
    }

    /// An object of bytes that begin with `words`; returns its address.
    pub fn bytes_object(&mut self, kind: Kind, words: &[u32], bytes: &[u8]) -> Result<u32, FreezeErrorKind> {
        let length = words.len() * 4 + bytes.len();
        let address = self.header(kind, length)?;
        self.words(words);
        self.bytes.extend_from_slice(bytes);
        self.pad();
        Ok(address)
    }

    /// An object of words; returns its address.
    pub fn words_object(&mut self, kind: Kind, words: &[u32]) -> Result<u32, FreezeErrorKind> {
        let address = self.header(kind, words.len())?;
        self.words(words);
        Ok(address)
    }

    /// An int beyond 31 bits; returns its address.
    pub fn int_object(&mut self, is_negative: bool, limbs: &[u32]) -> Result<u32, FreezeErrorKind> {
        let address = self.header(Kind::BigInt, integer::length(limbs.len() as u32, is_negative) as usize)?;
        self.words(limbs);
        Ok(address)
    }

    /// Replaces the word at a byte offset that is written already.
    pub fn set_word(&mut self, offset: u32, word: u32) {
        let offset = offset as usize;
        self.bytes[offset..offset + 4].copy_from_slice(&word.to_le_bytes());
    }

    fn header(&mut self, kind: Kind, length: usize) -> Result<u32, FreezeErrorKind> {
        match u32::try_from(length) {
            Ok(length) if length <= MAX_LENGTH => Ok(self.words(&[Header::new(kind, length).0])),
            _ => Err(FreezeErrorKind::TooLong { kind: format!("{kind:?}"), length }),
        }
    }

    fn pad(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }
}

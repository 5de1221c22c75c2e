//! The interned strings that the VM is built with.
//!
//! Numbers 1 to 165 are those of the `.mpy` format; behind them stand the VM's own, then those of the ROM image, then those
//! that live in RAM. The last 128 numbers are those of the ASCII characters that have none of their own, so that no string of
//! one character is ever allocated. The VM's are one run of text and one table of offsets, made when the VM is compiled.

use mpy_format::qstr::{Qstr, STATIC};

#[path = "qstr_names.rs"]
mod names;
use names::NAMES;

const N_STATIC: usize = STATIC.len();

/// How many strings the VM is built with; the first string of a ROM image has the number after it.
pub const COUNT: usize = N_STATIC + NAMES.len();

const fn name(index: usize) -> &'static str {
    if index < N_STATIC { STATIC[index] } else { NAMES[index - N_STATIC] }
}

const LENGTH: usize = {
    let (mut length, mut index) = (0, 0);
    while index < COUNT {
        length += name(index).len();
        index += 1;
    }
    length
};

static TEXT: [u8; LENGTH] = {
    let mut text = [0; LENGTH];
    let (mut at, mut index) = (0, 0);
    while index < COUNT {
        let bytes = name(index).as_bytes();
        let mut byte = 0;
        while byte < bytes.len() {
            text[at] = bytes[byte];
            at += 1;
            byte += 1;
        }
        index += 1;
    }
    text
};

static OFFSETS: [u16; COUNT + 1] = {
    let mut offsets = [0; COUNT + 1];
    let mut index = 0;
    while index < COUNT {
        offsets[index + 1] = offsets[index] + name(index).len() as u16;
        index += 1;
    }
    offsets
};

/// The number of the first ASCII character; strings in RAM have numbers below it.
pub const FIRST_CHAR: u16 = 0xff80;

static CHARS: [u8; 128] = {
    let (mut chars, mut char) = ([0; 128], 0);
    while char < chars.len() {
        chars[char] = char as u8;
        char += 1;
    }
    chars
};

/// How many of the names are one character.
const N_SHORT: usize = {
    let (mut count, mut index) = (0, 0);
    while index < COUNT {
        count += (name(index).len() == 1) as usize;
        index += 1;
    }
    count
};

/// The characters that are names, with their numbers.
static SHORT: [(u8, Qstr); N_SHORT] = {
    let mut short = [(0, Qstr(0)); N_SHORT];
    let (mut count, mut index) = (0, 0);
    while index < COUNT {
        if name(index).len() == 1 {
            short[count] = (name(index).as_bytes()[0], Qstr(index as u16 + 1));
            count += 1;
        }
        index += 1;
    }
    short
};

/// The number of a text that is empty or one ASCII character.
pub fn short(text: &[u8]) -> Option<Qstr> {
    match *text {
        [] => Some(Qstr::EMPTY),
        [char] if char < 0x80 => {
            let listed = SHORT.iter().find(|(name, _)| *name == char);
            Some(listed.map_or(Qstr(FIRST_CHAR + u16::from(char)), |&(_, number)| number))
        }
        _ => None,
    }
}

static HASHES: [u16; COUNT] = {
    let mut hashes = [0; COUNT];
    let mut index = 0;
    while index < COUNT {
        hashes[index] = hash(name(index).as_bytes());
        index += 1;
    }
    hashes
};

/// A number that changes with the names and their order: what an image and a VM have in common, or have not.
pub const FINGERPRINT: u16 = {
    let (mut mixed, mut index) = (COUNT as u16, 0);
    while index < COUNT {
        mixed = mixed.rotate_left(1) ^ hash(name(index).as_bytes());
        index += 1;
    }
    mixed
};

/// The hash of a string or of bytes, interned or not.
pub const fn hash(text: &[u8]) -> u16 {
    let (mut hash, mut index) = (5381u32, 0);
    while index < text.len() {
        hash = hash.wrapping_mul(33) ^ text[index] as u32;
        index += 1;
    }
    (hash ^ hash >> 16) as u16
}

/// The number of a name that the VM is built with, for use in constants: `q!(append)`, `q!("<module>")`.
#[macro_export]
macro_rules! q {
    ($name:ident) => {
        const { $crate::qstr::of(stringify!($name)) }
    };
    ($name:literal) => {
        const { $crate::qstr::of($name) }
    };
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The number of a name in the tables; a name that is not there does not compile.
pub const fn of(text: &str) -> Qstr {
    let mut index = 0;
    while index < COUNT {
        if equal(name(index).as_bytes(), text.as_bytes()) {
            return Qstr(index as u16 + 1);
        }
        index += 1;
    }
    panic!("not a name of qstr_names.rs")
}

/// The number of `text`, when the VM is built with it.
pub fn find(text: &[u8]) -> Option<Qstr> {
    if let Some(name) = short(text) {
        return Some(name);
    }
    let hash = hash(text);
    (0..COUNT)
        .find(|&index| HASHES[index] == hash && self::text(Qstr(index as u16 + 1)) == Some(text))
        .map(|index| Qstr(index as u16 + 1))
}

/// The text of a string that the VM is built with.
#[inline]
pub fn text(name: Qstr) -> Option<&'static [u8]> {
    if name.0 >= FIRST_CHAR {
        return CHARS.get(usize::from(name.0 - FIRST_CHAR)..).and_then(|chars| chars.get(..1));
    }
    let index = (name.0 as usize).wrapping_sub(1);
    let (start, end) = (*OFFSETS.get(index)?, *OFFSETS.get(index + 1)?);
    TEXT.get(start as usize..end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_twice() {
        for index in 0..COUNT {
            assert_eq!(find(name(index).as_bytes()), Some(Qstr(index as u16 + 1)), "{}", name(index));
        }
    }
}

//! Programs made from real Python by a few random changes. Two in three are changed by tokens and statements and mostly
//! compile; the others are changed by bytes and mostly wrong, but wrong where a person could be.

mod token;

/// Pseudo-random numbers that a seed repeats.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        // SplitMix64's increment keeps a seed of 0 from staying there.
        Self(seed.wrapping_add(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ bits >> 31) % n as u64) as usize
    }

    fn range(&mut self, len: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(longest + 1)).min(len)
    }
}

/// Words and signs that mean something to the compiler.
const WORDS: &[&str] = &[
    "if ",
    "else",
    "elif ",
    "while ",
    "for ",
    " in ",
    "not ",
    " is ",
    "def ",
    "class ",
    "return ",
    "yield ",
    "yield from ",
    "async ",
    "await ",
    "lambda ",
    "lambda: ",
    "with ",
    " as ",
    "try:",
    "except ",
    "finally:",
    "raise ",
    "from ",
    "import ",
    "global ",
    "nonlocal ",
    "del ",
    "assert ",
    "pass",
    "break",
    "continue",
    "and ",
    "or ",
    "None",
    "True",
    "False",
    "...",
    "__debug__",
    "const(",
    "super()",
    "print(",
    "range(",
    "f'{x}'",
    "f\"{a!r:{b}}\"",
    "t'{x}'",
    "b'\\x00'",
    "r'\\'",
    "'''",
    "\"\"\"",
    "\\\n",
    "\n",
    "\n    ",
    "\t",
    ";",
    ":",
    ":=",
    "=",
    "==",
    "->",
    "*",
    "**",
    "@",
    "@x\n",
    "//=",
    ">>",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "0",
    "1",
    "0x1f",
    "1e9",
    "1j",
    "0b12",
    "12345678901234567890",
    "_",
    "x",
    "'",
    "\"",
    "#",
    "~",
    "-",
    "!=",
    "\r\n",
    "\x0c",
    "\0",
    "\u{e9}",
];

/// Changes `seed` in one to three places; `other` lends lines.
#[must_use]
pub fn mutate(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    if random.below(3) > 0 { token::mutate(random, seed, other) } else { mutate_bytes(random, seed, other) }
}

fn mutate_bytes(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut text = seed.to_vec();
    for _ in 0..=random.below(3) {
        match random.below(8) {
            0 => {
                let range = random.range(text.len(), 8);
                text.drain(range);
            }
            1 | 2 => {
                let at = random.below(text.len() + 1);
                let word = WORDS[random.below(WORDS.len())];
                text.splice(at..at, word.bytes());
            }
            3 => {
                let range = random.range(text.len(), 4);
                let word = WORDS[random.below(WORDS.len())];
                text.splice(range, word.bytes());
            }
            4 => {
                let range = random.range(text.len(), 60);
                let copy = text[range].to_vec();
                let at = random.below(text.len() + 1);
                text.splice(at..at, copy);
            }
            5 => change_lines(random, &mut text, other),
            6 if !text.is_empty() => {
                let at = random.below(text.len());
                text[at] ^= 1 << random.below(8);
            }
            _ => {
                let range = random.range(other.len(), 40);
                let at = random.below(text.len() + 1);
                text.splice(at..at, other[range].iter().copied());
            }
        }
    }
    text
}

/// Takes out a line, doubles it, indents it otherwise, or puts one of another program before it.
fn change_lines(random: &mut Random, text: &mut Vec<u8>, other: &[u8]) {
    let mut lines: Vec<Vec<u8>> = text.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let others: Vec<&[u8]> = other.split_inclusive(|&byte| byte == b'\n').collect();
    if lines.is_empty() || others.is_empty() {
        return;
    }
    let at = random.below(lines.len());
    match random.below(5) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => lines[at].splice(0..0, *b"    ").for_each(drop),
        3 => {
            let n_spaces = lines[at].iter().take_while(|&&byte| byte == b' ').count().min(4);
            lines[at].drain(..n_spaces);
        }
        _ => lines.insert(at, others[random.below(others.len())].to_vec()),
    }
    *text = lines.concat();
}

//! The text that tokens are cut from: the source file, and in front of it what f-strings expand to.
//!
//! `f"{a} {b}"` is read as `"{} {}".format((a),(b),)`: after the string token the rest is put in front of the text that
//! follows, where it may expand again. The texts form a stack, and a token that starts in one text and does not end in
//! it (an unbalanced quote in a field) takes lines from the text below.

use alloc::{borrow::Cow, vec::Vec};

use crate::source::Span;

/// A position in the stack of texts.
pub struct Reader<'s> {
    texts: Vec<Text<'s>>,
    /// The current line. It counts newlines of expansions, too, as the reference does.
    pub line: u32,
}

struct Text<'s> {
    bytes: Cow<'s, [u8]>,
    at: usize,
    origin: Origin,
}

/// Where the bytes of a text come from.
enum Origin {
    /// The file; the offsets, in the text, of line feeds whose carriage return was dropped.
    File { dropped: Vec<u32> },
    /// An expansion of a literal at `span`; each piece was copied from the file byte by byte.
    Expansion { span: Span, pieces: Vec<Piece> },
}

/// A run of an expansion that was copied from the file.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its offset in the expansion.
    pub at: u32,
    /// Its length.
    pub len: u32,
    /// Its offset in the file.
    pub source: u32,
}

impl<'s> Reader<'s> {
    /// Starts at the beginning of a file. Line ends become `\n`, the last line gets one if it has none, and NUL becomes a
    /// byte that starts no token.
    pub fn new(source: &'s [u8]) -> Reader<'s> {
        let (bytes, dropped) = normalize(source);
        let file = Text { bytes, at: 0, origin: Origin::File { dropped } };
        Reader { texts: Vec::from([file]), line: 1 }
    }

    /// What is left of the current text. Empty at the end of the file only, if [`Reader::settle`] was called before.
    pub fn rest(&self) -> &[u8] {
        let text = self.top();
        &text.bytes[text.at..]
    }

    /// Leaves texts that are used up.
    pub fn settle(&mut self) {
        while self.texts.len() > 1 && self.top().at >= self.top().bytes.len() {
            self.texts.pop();
        }
    }

    /// The byte `ahead` of the current one, 0 behind the end of the file.
    pub fn peek(&mut self, ahead: usize) -> u8 {
        loop {
            let text = self.top();
            if let Some(&byte) = text.bytes.get(text.at + ahead) {
                return byte;
            }
            if !self.take_line_from_below() {
                return 0;
            }
        }
    }

    /// Goes on by `n` bytes of the current text, none of which is a newline.
    pub fn skip(&mut self, n: usize) {
        self.top_mut().at += n;
    }

    /// Goes on by one byte, which [`Reader::peek`] has seen.
    pub fn advance(&mut self) {
        let text = self.top_mut();
        let newline = text.bytes.get(text.at) == Some(&b'\n');
        text.at += 1;
        self.line += u32::from(newline);
    }

    /// Puts an expansion of the literal at `span` in front of what follows.
    pub fn push(&mut self, mut bytes: Vec<u8>, pieces: Vec<Piece>, span: Span) {
        self.settle();
        if self.rest().is_empty() {
            // The last line gets its end once more: in brackets that are never closed, the end of the text is a line later.
            bytes.push(b'\n');
        }
        self.texts.push(Text { bytes: Cow::Owned(bytes), at: 0, origin: Origin::Expansion { span, pieces } });
    }

    /// The place in the file of the current byte.
    pub fn offset(&self) -> u32 {
        let text = self.top();
        text.source_of(text.at)
    }

    /// The place in the file of the end of the byte before the current one, so of a token that ends here.
    pub fn end_offset(&self) -> u32 {
        let text = self.top();
        match (&text.origin, text.at.checked_sub(1)) {
            (_, None) => text.source_of(0),
            (Origin::File { .. }, Some(last)) => text.source_of(last) + 1,
            (Origin::Expansion { span, .. }, Some(last)) => text.piece(last).map_or(span.end, |source| source + 1),
        }
    }

    fn top(&self) -> &Text<'s> {
        self.texts.last().expect("the file's text is never popped")
    }

    fn top_mut(&mut self) -> &mut Text<'s> {
        self.texts.last_mut().expect("the file's text is never popped")
    }

    /// Lengthens the current text by a line of the one below; false if there is none.
    fn take_line_from_below(&mut self) -> bool {
        let Some(below) = self.texts.len().checked_sub(2) else {
            return false;
        };
        let [.., lower, upper] = &mut self.texts[..] else {
            return false;
        };
        let rest = &lower.bytes[lower.at..];
        if rest.is_empty() {
            if below > 0 {
                self.texts.remove(below);
            }
            return below > 0;
        }
        let len = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |i| i + 1);
        let piece = Piece { at: to_u32(upper.bytes.len()), len: to_u32(len), source: lower.source_of(lower.at) };
        upper.bytes.to_mut().extend_from_slice(&rest[..len]);
        lower.at += len;
        if let Origin::Expansion { pieces, .. } = &mut upper.origin {
            pieces.push(piece);
        }
        true
    }
}

impl Text<'_> {
    fn source_of(&self, at: usize) -> u32 {
        match &self.origin {
            Origin::File { dropped } => {
                let at = to_u32(at);
                at + to_u32(dropped.partition_point(|&newline| newline < at))
            }
            Origin::Expansion { span, .. } => self.piece(at).unwrap_or(span.start),
        }
    }

    fn piece(&self, at: usize) -> Option<u32> {
        let Origin::Expansion { pieces, .. } = &self.origin else {
            return None;
        };
        let at = to_u32(at);
        let piece = pieces[..pieces.partition_point(|piece| piece.at <= at)].last()?;
        (at < piece.at + piece.len).then(|| piece.source + (at - piece.at))
    }
}

fn normalize(source: &[u8]) -> (Cow<'_, [u8]>, Vec<u32>) {
    let plain = memchr::memchr2(b'\r', 0, source).is_none();
    if plain && (source.is_empty() || source.ends_with(b"\n")) {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut text = Vec::with_capacity(source.len() + 1);
    let mut dropped = Vec::new();
    for (i, &byte) in source.iter().enumerate() {
        match byte {
            b'\n' if i > 0 && source[i - 1] == b'\r' => dropped.push(to_u32(text.len() - 1)),
            b'\r' => text.push(b'\n'),
            0 => text.push(NOT_NUL),
            _ => text.push(byte),
        }
    }
    if text.last().is_some_and(|&last| last != b'\n') {
        text.push(b'\n');
    }
    (Cow::Owned(text), dropped)
}

/// What a NUL is read as, so that 0 can stand for the end.
const NOT_NUL: u8 = 1;

fn to_u32(i: usize) -> u32 {
    u32::try_from(i).expect("a source file is at most 4 GiB")
}

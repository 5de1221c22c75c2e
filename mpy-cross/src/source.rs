//! Source text, and places in it.

use alloc::{borrow::Cow, string::String, vec::Vec};

/// One input of the compiler: its bytes and its names.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    /// The name's own bytes, where they are no text.
    name_bytes: Option<Vec<u8>>,
    embedded_name: Option<Vec<u8>>,
    has_errors_by_name: bool,
    bytes: Vec<u8>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// Takes a file's bytes as they are: any encoding, any line ends. At most 4 GiB.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> SourceFile {
        let bytes = bytes.into();
        let mut line_starts = Vec::from([0]);
        for at in memchr::memchr2_iter(b'\n', b'\r', &bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                line_starts.push(offset(at + 1));
            }
        }
        let name = name.into();
        SourceFile { name, name_bytes: None, embedded_name: None, has_errors_by_name: false, bytes, line_starts }
    }

    /// The same for a file whose name need not be text.
    pub fn with_name_of_bytes(name: &[u8], bytes: impl Into<Vec<u8>>) -> SourceFile {
        let text = String::from_utf8_lossy(name);
        let name_bytes = (text.as_bytes() != name).then(|| name.into());
        SourceFile { name_bytes, ..SourceFile::new(text, bytes) }
    }

    /// Gives the module another name than the file; it need not be text.
    #[must_use]
    pub fn with_embedded_name(mut self, name: impl Into<Vec<u8>>) -> SourceFile {
        self.embedded_name = Some(name.into());
        self
    }

    /// Lets all errors be reported with the file's own name.
    #[must_use]
    pub fn with_errors_by_name(mut self) -> SourceFile {
        self.has_errors_by_name = true;
        self
    }

    /// The name that errors in the text are reported with.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that errors which are found when code is generated are reported with: to the reference, the embedded one.
    pub fn late_error_name(&self) -> Cow<'_, str> {
        match &self.embedded_name {
            Some(name) if !self.has_errors_by_name => String::from_utf8_lossy(name),
            _ => Cow::Borrowed(&self.name),
        }
    }

    /// The name's bytes.
    pub fn name_bytes(&self) -> &[u8] {
        self.name_bytes.as_deref().unwrap_or(self.name.as_bytes())
    }

    /// The name that is embedded in the module, so what its tracebacks show.
    pub fn embedded_name(&self) -> &[u8] {
        self.embedded_name.as_deref().unwrap_or(self.name_bytes())
    }

    /// The text, byte for byte.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The line, counted from 1, that holds the byte at `at`.
    pub fn line_of(&self, at: u32) -> u32 {
        offset(self.line_starts.partition_point(|&start| start <= at))
    }

    /// The line and column of the byte at `at`.
    pub fn position(&self, at: u32) -> Position {
        let line = self.line_of(at);
        let start = self.line_starts[line as usize - 1] as usize;
        let before = &self.bytes[start..(at as usize).clamp(start, self.bytes.len())];
        // A character is counted where it starts.
        let is_start = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
        Position { line, column: 1 + offset(before.iter().filter(is_start).count()) }
    }

    /// The span of a line counted from 1, without its line end; empty for a line that does not exist.
    pub fn line_span(&self, line: u32) -> Span {
        let end = offset(self.bytes.len());
        let start = |line: u32| (line as usize).checked_sub(1).and_then(|i| self.line_starts.get(i)).copied();
        let (Some(from), to) = (start(line), start(line + 1).unwrap_or(end)) else {
            return Span::new(end, end);
        };
        let text = &self.bytes[from as usize..to as usize];
        let kept = text.iter().rposition(|&b| b != b'\n' && b != b'\r').map_or(0, |i| i + 1);
        Span::new(from, from + offset(kept))
    }
}

/// A place as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// A range of bytes of one source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Parts of a text.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// In order; none is in another.
    outermost: Vec<Span>,
}

impl Spans {
    /// Parts that do not overlap but by one being inside the other.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Spans {
        let mut outermost: Vec<Span> = spans.into_iter().collect();
        outermost.sort_by_key(|span| (span.start, u32::MAX - span.end));
        let mut end = 0;
        outermost.retain(|span| {
            let is_outer = span.start >= end;
            end = end.max(span.end);
            is_outer
        });
        Spans { outermost }
    }

    /// Whether the place is inside one of the parts.
    pub fn hold(&self, place: Span) -> bool {
        let after = self.outermost.partition_point(|span| span.start <= place.start);
        after.checked_sub(1).is_some_and(|last| place.end <= self.outermost[last].end)
    }
}

fn offset(i: usize) -> u32 {
    u32::try_from(i).expect("a source file is at most 4 GiB")
}

//! A source as it is shown: valid text, and of long lines only what is near the places.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use codespan_reporting::files::{Error, Files};

use crate::source::{SourceFile, Span};

/// Longer lines are cut, in bytes.
const LONGEST: usize = 400;
/// What stays of them before the first place.
const BEFORE: usize = 100;

/// The text to show, line for line that of the source.
pub(super) struct Excerpt<'a> {
    source: &'a SourceFile,
    text: String,
    lines: Vec<Line>,
}

/// Where a line comes from, and where it is in the text.
struct Line {
    /// The part of the source that is kept.
    kept: Range<usize>,
    /// The kept part's place in the text.
    shown: usize,
    /// The line's place in the text: before `shown` there may be a mark that something is left out.
    at: usize,
}

impl<'a> Excerpt<'a> {
    pub(super) fn new(source: &'a SourceFile, places: &[Span]) -> Excerpt<'a> {
        let bytes = source.bytes();
        let mut text = String::with_capacity(bytes.len());
        let mut lines = Vec::new();
        for number in 1..=source.line_of(u32::MAX) {
            let Span { start, end } = source.line_span(number);
            let (start, end) = (start as usize, end as usize);
            let at = text.len();
            let mut kept = start..end;
            if end - start > LONGEST {
                let here = places.iter().map(|span| span.start as usize).filter(|at| (start..=end).contains(at));
                let first = here.min().unwrap_or(start);
                kept.start = boundary(bytes, first.saturating_sub(BEFORE).max(start));
                kept.end = boundary(bytes, (kept.start + LONGEST).min(end)).max(kept.start);
                if kept.start > start {
                    text.push('…');
                }
            }
            let shown = text.len();
            push_same_length(&mut text, &bytes[kept.clone()]);
            if kept.end < end {
                text.push('…');
            }
            text.push('\n');
            lines.push(Line { kept, shown, at });
        }
        Excerpt { source, text, lines }
    }

    /// Where a place of the source is in the text.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    fn offset(&self, at: u32) -> usize {
        let line = &self.lines[self.source.line_of(at) as usize - 1];
        let at = (at as usize).clamp(line.kept.start, line.kept.end);
        self.text.floor_char_boundary(line.shown + at - line.kept.start)
    }

    fn line(&self, index: usize) -> Result<&Line, Error> {
        self.lines.get(index).ok_or(Error::LineTooLarge { given: index, max: self.lines.len() })
    }
}

/// The start of the character that the byte at `at` belongs to.
fn boundary(bytes: &[u8], mut at: usize) -> usize {
    while at > 0 && bytes.get(at).is_some_and(|byte| matches!(byte, 0x80..=0xbf)) {
        at -= 1;
    }
    at
}

/// Adds bytes as text, with a question mark for each that is not UTF-8, so that places stay where they are.
fn push_same_length(text: &mut String, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.source.name())
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), byte_index: usize) -> Result<usize, Error> {
        Ok(self.lines.partition_point(|line| line.at <= byte_index).saturating_sub(1))
    }

    fn line_range(&'a self, (): (), line_index: usize) -> Result<Range<usize>, Error> {
        let end = self.lines.get(line_index + 1).map_or(self.text.len(), |next| next.at);
        Ok(self.line(line_index)?.at..end)
    }

    /// The column in the source, whatever is left out before it.
    fn column_number(&'a self, (): (), line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let line = self.line(line_index)?;
        let at = line.kept.start + byte_index.saturating_sub(line.shown).min(line.kept.len());
        Ok(self.source.position(at as u32).column as usize)
    }
}

//! The source with places underlined. The only file that knows codespan.

use alloc::{format, string::String, vec::Vec};

use codespan_reporting::{
    diagnostic::{Diagnostic, Label as Mark, LabelStyle},
    files::SimpleFile,
    term::{
        self,
        termcolor::{Buffer, WriteColor},
    },
};

use super::{Label, ShowError};
use crate::source::{SourceFile, Span};

/// What is marked, and the advice below it.
pub(super) struct Places<'a> {
    pub primary: Option<&'a Label>,
    pub secondary: &'a [Label],
    pub hint: Option<&'a str>,
}

/// Writes the text, then the places.
pub(super) fn write(
    text: &str,
    places: Places<'_>,
    source: &SourceFile,
    out: &mut dyn WriteColor,
) -> Result<(), ShowError> {
    out.write_all(text.as_bytes())?;
    let shown = same_length(source.bytes());
    let mut marks = Vec::new();
    let primary = places.primary.map(|label| (LabelStyle::Primary, label));
    let secondary = places.secondary.iter().map(|label| (LabelStyle::Secondary, label));
    for (style, label) in primary.into_iter().chain(secondary) {
        marks.push(Mark::new(style, (), clamp(&shown, label.span)).with_message(&label.text));
    }
    if marks.is_empty() && places.hint.is_none() {
        return Ok(());
    }
    let notes = places.hint.map(|hint| format!("hint: {hint}")).into_iter().collect();
    let report = Diagnostic::error().with_labels(marks).with_notes(notes);
    let mut buffer = if out.supports_color() { Buffer::ansi() } else { Buffer::no_color() };
    term::emit(&mut buffer, &term::Config::default(), &SimpleFile::new(source.name(), &shown), &report)?;
    // Codespan's own first line says `error`; the text has said more.
    let report = buffer.as_slice();
    let body = report.iter().position(|&byte| byte == b'\n').map_or(report, |end| &report[end + 1..]);
    out.write_all(body)?;
    Ok(())
}

/// The text with a question mark for each byte that is not UTF-8, so that places stay where they are.
fn same_length(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

fn clamp(text: &str, span: Span) -> core::ops::Range<usize> {
    let (start, end) = (text.floor_char_boundary(span.start as usize), text.floor_char_boundary(span.end as usize));
    start..end.max(start)
}

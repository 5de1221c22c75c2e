//! The source with places underlined. The only file that knows codespan, with `excerpt`, which is what codespan reads.

use alloc::{format, vec::Vec};

use codespan_reporting::{
    diagnostic::{Diagnostic, Label as Mark, LabelStyle, Severity},
    term::{
        self,
        termcolor::{Buffer, WriteColor},
    },
};

use super::{Label, ShowError, excerpt::Excerpt};
use crate::source::SourceFile;

/// What is marked, and the advice below it.
pub(super) struct Places<'a> {
    pub severity: Severity,
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
    let primary = places.primary.map(|label| (LabelStyle::Primary, label));
    let secondary = places.secondary.iter().map(|label| (LabelStyle::Secondary, label));
    let labels: Vec<_> = primary.into_iter().chain(secondary).collect();
    if labels.is_empty() && places.hint.is_none() {
        return Ok(());
    }
    let spans: Vec<_> = labels.iter().map(|(_, label)| label.span).collect();
    let excerpt = Excerpt::new(source, &spans);
    let mark = |&(style, label): &(LabelStyle, &Label)| {
        Mark::new(style, (), excerpt.range(label.span)).with_message(&label.text)
    };
    let notes = places.hint.map(|hint| format!("hint: {hint}")).into_iter().collect();
    let report = Diagnostic::new(places.severity).with_labels(labels.iter().map(mark).collect()).with_notes(notes);
    let mut buffer = if out.supports_color() { Buffer::ansi() } else { Buffer::no_color() };
    term::emit(&mut buffer, &term::Config::default(), &excerpt, &report)?;
    // Codespan's own first line has the severity alone; the text has said more.
    let report = buffer.as_slice();
    let body = report.iter().position(|&byte| byte == b'\n').map_or(report, |end| &report[end + 1..]);
    out.write_all(body)?;
    Ok(())
}

//! Errors and warnings as JSON, for editors and continuous integration.
//!
//! One object a line. `severity` is `error` or `warning`; `code` names the exception of an error and the code of a
//! warning. `line` and `scope` are those of the reference's traceback and may be absent; `place` is exact. Lines and
//! columns count from 1, columns in characters; `byte` counts from 0. `end` is behind the last character.

use alloc::{string::String, vec::Vec};

use serde::Serialize;

use super::{Diagnostic, Label};
use crate::{
    lint::Warning,
    source::{SourceFile, Span},
};

#[derive(Serialize)]
struct Object<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    start: Point,
    end: Point,
    label: &'a str,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    byte: u32,
}

pub(super) fn error(error: &Diagnostic, source: &SourceFile) -> String {
    text(&Object {
        severity: "error",
        code: error.exception.name(),
        message: &error.message,
        file: source.name(),
        line: error.line,
        scope: error.scope.as_deref(),
        place: error.label.as_ref().map(|label| place(label, source)),
        related: error.notes.iter().map(|label| place(label, source)).collect(),
        hint: error.hint.as_deref(),
    })
}

pub(super) fn warning(warning: &Warning, source: &SourceFile) -> String {
    text(&Object {
        severity: "warning",
        code: warning.code.number(),
        message: &warning.message,
        file: source.name(),
        line: Some(source.line_of(warning.label.span.start)),
        scope: None,
        place: Some(place(&warning.label, source)),
        related: warning.notes.iter().map(|label| place(label, source)).collect(),
        hint: warning.hint,
    })
}

pub(super) fn file_error(file: &str, message: &str) -> String {
    text(&Object {
        severity: "error",
        code: "OSError",
        message,
        file,
        line: None,
        scope: None,
        place: None,
        related: Vec::new(),
        hint: None,
    })
}

fn text(object: &Object<'_>) -> String {
    serde_json::to_string(object).expect("the object has text keys and no maps")
}

fn place<'a>(label: &'a Label, source: &SourceFile) -> Place<'a> {
    let Span { start, end } = label.span;
    Place { start: point(start, source), end: point(end, source), label: &label.text }
}

fn point(byte: u32, source: &SourceFile) -> Point {
    let at = source.position(byte);
    Point { line: at.line, column: at.column, byte }
}

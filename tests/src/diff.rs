//! Differences in a form that reads alone.

use similar::TextDiff;

/// Lines shown of one difference.
const LINES: usize = 60;

/// Compares two texts.
///
/// # Errors
/// They differ: the message is a unified diff under the two names.
pub fn equal(want: &str, want_name: &str, got: &str, got_name: &str) -> Result<(), String> {
    if want == got {
        return Ok(());
    }
    let diff = TextDiff::from_lines(want, got);
    let text = diff.unified_diff().context_radius(2).header(want_name, got_name).to_string();
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > LINES {
        let more = lines.len() - LINES;
        lines.truncate(LINES);
        return Err(format!("{}\n… {more} more lines", lines.join("\n")));
    }
    Err(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_where_texts_part() {
        assert_eq!(equal("a\nb\n", "x", "a\nb\n", "y"), Ok(()));
        assert_eq!(equal("a\nb\n", "x", "a\nc\n", "y"), Err("--- x\n+++ y\n@@ -1,2 +1,2 @@\n a\n-b\n+c".to_owned()));
        let long: String = (0..1000).map(|n| format!("{n}\n")).collect();
        assert!(equal(&long, "x", "", "y").is_err_and(|text| text.ends_with("more lines")));
    }
}

//! A passage as a quotation in Markdown, with its source below it:
//!
//! ```text
//! > Nobody at **Bagram** saw it.
//!
//! — Transit Wire, "Two Dead at Air Base", 12 December 2019, <https://…> (cd-88121, 120–148, blake3:…)
//! ```

use super::columns::Row;
use super::render;
use crate::search::{Hit, Passage};
use serde_json::Value;

/// Characters that mean something to Markdown within a line.
const SPECIAL: [char; 13] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '#', '|', '~', '$'];

/// A row: the passage, if there is one, and the line that says where it is
/// from. The usual citation, or the columns of the row in their order.
pub(super) fn quotation(hit: &Hit, passage: Option<&Passage>, row: &Row, cites: bool) -> String {
    let quote = passage.map(|passage| format!("> {}\n\n", quoted(passage))).unwrap_or_default();
    let line = if cites {
        citation(hit, passage, row)
    } else {
        let parts = row.0.iter().filter(|(name, _)| name != "quote");
        parts.filter_map(|(_, value)| plain(value)).collect::<Vec<_>>().join(", ")
    };
    if line.is_empty() { quote } else { format!("{quote}— {line}\n\n") }
}

fn citation(hit: &Hit, passage: Option<&Passage>, row: &Row) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(hit.source.as_deref().map(escaped));
    if !hit.headline.is_empty() {
        parts.push(format!("\"{}\"", escaped(&hit.headline)));
    }
    parts.push(escaped(&render::date(&hit.published)));
    parts.extend(hit.url.as_deref().map(link));
    let mut place = vec![escaped(&hit.id)];
    place.extend(passage.map(|passage| format!("{}–{}", passage.start, passage.end)));
    place.extend(row.0.iter().find(|(name, _)| name == "hash").and_then(|(_, hash)| plain(hash)));
    format!("{} ({})", parts.join(", "), place.join(", "))
}

/// A value as text on one line; nothing where it is unknown.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(escaped(text)).filter(|text| !text.is_empty()),
        other => Some(escaped(&other.to_string())),
    }
}

/// An address that can be followed; one that Markdown can't hold is text.
fn link(url: &str) -> String {
    let fits = url.contains("://")
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'));
    if fits { format!("<{url}>") } else { escaped(url) }
}

/// Text that Markdown shows as it stands, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    put(&crate::article::one_line(&render::harmless(text)), &mut out);
    out
}

fn put(text: &str, out: &mut String) {
    for letter in text.chars() {
        if SPECIAL.contains(&letter) {
            out.push('\\');
        }
        out.push(letter);
    }
}

/// A passage with its evidence bold. Paragraphs stay; other line breaks are spaces.
fn quoted(passage: &Passage) -> String {
    let chars: Vec<char> = render::harmless(&passage.text).chars().collect();
    let mut out = String::with_capacity(passage.text.len() + 16);
    let mut at = 0;
    for span in &passage.highlights {
        let (start, end) = (span.start - passage.start, span.end - passage.start);
        out.push_str(&paragraphs(&chars[at..start]));
        out.push_str("**");
        let lit: String = chars[start..end].iter().collect();
        out.push_str(&escaped(&lit));
        out.push_str("**");
        at = end;
    }
    out.push_str(&paragraphs(&chars[at..]));
    opening(&out)
}

/// Text with the blank lines between its paragraphs as Markdown has them in a
/// quotation.
fn paragraphs(chars: &[char]) -> String {
    let mut out = String::new();
    let mut rest = chars;
    while let Some(first) = rest.first() {
        let space = first.is_whitespace();
        let end = rest.iter().position(|c| c.is_whitespace() != space).unwrap_or(rest.len());
        let piece: String = rest[..end].iter().collect();
        if !space {
            put(&piece, &mut out);
        } else if piece.matches('\n').count() > 1 {
            out.push_str("\n>\n> ");
        } else {
            out.push(' ');
        }
        rest = &rest[end..];
    }
    out
}

/// What would make a list or a heading of a line's beginning is taken as text.
fn opening(text: &str) -> String {
    let line = |line: &str| {
        let (mark, rest) = line.split_at(line.len() - line.trim_start_matches("> ").len());
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        match rest[digits..].chars().next() {
            Some('-' | '+' | '=') if digits == 0 => format!("{mark}\\{rest}"),
            Some('.' | ')') if digits > 0 => {
                format!("{mark}{}\\{}", &rest[..digits], &rest[digits..])
            }
            _ => line.to_owned(),
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Span;

    #[test]
    fn evidence_is_bold_and_nothing_else_means_anything() {
        let text = "1. Nobody *saw* the\nBagram gate.\n\n- It is <gone>.\u{1b}[31m";
        let start = text.find("Bagram").unwrap();
        let passage = Passage {
            text: text.to_owned(),
            start: 100,
            end: 100 + text.chars().count(),
            score: 1.0,
            highlights: vec![Span { start: 100 + start, end: 100 + start + 11 }],
            copies: None,
        };
        assert_eq!(
            quoted(&passage),
            "1\\. Nobody \\*saw\\* the **Bagram gate**.\n>\n> \\- It is \\<gone\\>. \\[31m"
        );
    }

    #[test]
    fn addresses() {
        assert_eq!(link("https://x.example/a_b?c=*"), "<https://x.example/a_b?c=*>");
        assert_eq!(link("https://x.example/a b>"), "https://x.example/a b\\>");
    }
}

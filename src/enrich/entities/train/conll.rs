//! Training data in columns: a token a line, its label in the last column, an
//! empty line after a sentence, `-DOCSTART-` before a text.
//!
//! ```text
//! Maria    B-PER
//! Okonkwo  I-PER
//! left     O
//! ```
//! Labels are `B-`/`I-`, with `B-` before every name or only between two that
//! touch. The text is put together from the tokens with the spaces that English
//! is printed with.

use super::labelled::{Labelled, SENTENCES, kind};
use crate::enrich::EntityKind;

/// The texts in a file of columns.
pub(super) fn read(file: &str) -> Vec<Labelled> {
    let has_documents = file.contains("-DOCSTART-");
    let mut out = Vec::new();
    let mut text = Labelled::default();
    let mut sentence: Vec<(&str, &str)> = Vec::new();
    for line in file.lines().chain([""]) {
        let mut columns = line.split_whitespace();
        let token = columns.next();
        let is_new_text = token == Some("-DOCSTART-");
        match (token, columns.next_back()) {
            (Some(token), Some(label)) if !is_new_text => sentence.push((token, label)),
            _ => {
                if !sentence.is_empty() {
                    append(&mut text, &sentence);
                    sentence.clear();
                }
                if is_new_text || !has_documents && text.starts.len() >= SENTENCES {
                    out.push(std::mem::take(&mut text));
                }
            }
        }
    }
    out.push(text);
    out.retain(|text| !text.is_empty());
    out
}

fn append(text: &mut Labelled, sentence: &[(&str, &str)]) {
    text.begin_sentence();
    let mut spaces = Spaces::default();
    let mut open: Option<(u32, EntityKind, &str)> = None;
    for &(token, label) in sentence {
        let (place, name) = label.split_once('-').unwrap_or(("O", ""));
        let goes_on = place == "I" && open.is_some_and(|(_, _, open)| open == name);
        if !goes_on {
            close(text, open.take());
        }
        let token = bracket(token);
        if spaces.before(token) {
            text.push(" ");
        }
        if !goes_on && place != "O" {
            open = kind(name).map(|kind| (text.here(), kind, name));
        }
        text.push(token);
    }
    close(text, open);
}

fn close(text: &mut Labelled, open: Option<(u32, EntityKind, &str)>) {
    if let Some((start, kind, _)) = open {
        text.names.push((start..text.here(), kind));
    }
}

/// Signs that treebanks spell out.
fn bracket(token: &str) -> &str {
    match token {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "``" | "''" => "\"",
        _ => token,
    }
}

/// Where a printer puts spaces.
struct Spaces {
    is_glued: bool,
    in_quotation: bool,
}

impl Default for Spaces {
    fn default() -> Spaces {
        Spaces { is_glued: true, in_quotation: false }
    }
}

impl Spaces {
    /// Whether a space stands before the next token.
    fn before(&mut self, token: &str) -> bool {
        let glued = std::mem::replace(
            &mut self.is_glued,
            matches!(token, "(" | "[" | "$" | "#" | "£" | "€"),
        );
        if token == "\"" {
            self.in_quotation = !self.in_quotation;
            self.is_glued = self.in_quotation;
            return !glued && self.in_quotation;
        }
        let is_tail = matches!(
            token,
            "." | ","
                | ";"
                | ":"
                | "!"
                | "?"
                | ")"
                | "]"
                | "%"
                | "..."
                | "'"
                | "'s"
                | "'S"
                | "n't"
                | "'re"
                | "'ve"
                | "'ll"
                | "'d"
                | "'m"
        );
        !glued && !is_tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_text_with_names() {
        let file = "-DOCSTART- O\n\n\" O\nOrr B-PER\n's O\nActs B-ORG\nInc. I-ORG\nLagos B-LOC\n\" O\n. O\n\nB x O\n\n-DOCSTART- O\n\nOrr I-PER\nLund B-PER\n";
        let texts = read(file);
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].text, "\"Orr's Acts Inc. Lagos\".\nB");
        let names = |text: &Labelled| -> Vec<String> {
            text.names
                .iter()
                .map(|(bytes, kind)| {
                    format!("{kind:?} {}", &text.text[bytes.start as usize..bytes.end as usize])
                })
                .collect()
        };
        assert_eq!(names(&texts[0]), ["Person Orr", "Organisation Acts Inc.", "Place Lagos"]);
        assert_eq!(names(&texts[1]), ["Person Orr", "Person Lund"]);
    }
}

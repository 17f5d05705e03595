//! TREC's topics.
//!
//! ```text
//! file   = ( ( "<top>" | "<topic" attributes ">" )? field* ( "</top>" | "</topic>" )? )*
//! field  = "<" name ">" label? text ( "</" name ">" )?
//! name   = "num" | "title" | "query" | "desc" | "description" | "question"
//!        | "narr" | "narrative" | others, which are passed over
//! label  = "Number:" | "Topic:" | "Title:" | "Description:" | "Narrative:"
//! ```
//!
//! A field goes on to the next tag. `<topic number="7">` with `<query>` and
//! `<question>` is how TREC-COVID and the Web track write; there the number is an
//! attribute. A `<` that begins no tag is text.

use super::super::lines;
use super::{Part, Record};

/// The field that text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Number,
    Title,
    Description,
    Narrative,
    /// One that is not for searching (`<con>`, `<docid>`), or none.
    Other,
}

/// A tag in angle brackets.
struct Tag<'t> {
    name: String,
    attributes: &'t str,
    is_end: bool,
    /// Its length in bytes.
    length: usize,
}

/// The tag at the beginning of `text`, which is a `<`.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.find(['>', '<'])?;
    if !inside[end..].starts_with('>') || !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let inside = &inside[..end];
    let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte));
    is_name.then(|| Tag {
        name: name.trim_end_matches('/').to_ascii_lowercase(),
        attributes,
        is_end,
        length: 1 + usize::from(is_end) + end + 1,
    })
}

/// Whether there is a tag that only topics have.
pub(super) fn is_it(sample: &[&str]) -> bool {
    sample.iter().any(|line| {
        let line = line.trim_start().to_ascii_lowercase();
        ["<top>", "<topic>", "<topic ", "<num>", "<top "].iter().any(|tag| line.starts_with(tag))
    })
}

/// The value of `number="7"` among attributes.
fn number(attributes: &str) -> &str {
    let after = ["number=", "id=", "num="].iter().find_map(|name| {
        let (_, after) = attributes.split_once(name)?;
        Some(after)
    });
    let value = after.unwrap_or("").trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ' ']).next().unwrap_or("")
}

/// `Number: 301` without its label.
fn without_label<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let text = text.trim();
    for label in labels {
        let Some(start) = text.get(..label.len()) else { continue };
        if start.eq_ignore_ascii_case(label)
            && let Some(rest) = text[label.len()..].trim_start().strip_prefix(':')
        {
            return rest.trim();
        }
    }
    text
}

/// The characters that XML must write otherwise.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

/// Reads all topics.
pub(super) fn read(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut field = Field::Other;
    // whether a new number begins a new topic, where none of them has a <top>
    let mut is_open = false;
    let (mut line, mut from) = (1, 0);
    let mut at = 0;
    while at <= text.len() {
        let next = text[at..].find('<').map_or(text.len(), |found| at + found);
        let tag = tag(&text[next..]);
        if next < text.len() && tag.is_none() {
            at = next + 1;
            continue;
        }
        take(&mut records, field, &text[from..next]);
        line += text[from..next].matches('\n').count();
        let Some(tag) = tag else { break };
        match (tag.name.as_str(), tag.is_end) {
            ("top" | "topic", false) => {
                let id = lines::without_zeros(number(tag.attributes)).to_owned();
                records.push(Record { line, id, usual: Part::Title, ..Record::default() });
                (field, is_open) = (Field::Other, true);
            }
            ("top" | "topic", true) => (field, is_open) = (Field::Other, false),
            (_, true) => field = Field::Other,
            ("num", false) => {
                let has_number = records.last().is_none_or(|record| !record.id.is_empty());
                if !is_open || has_number {
                    records.push(Record { line, usual: Part::Title, ..Record::default() });
                }
                (field, is_open) = (Field::Number, true);
            }
            ("title" | "query", false) => field = Field::Title,
            ("desc" | "description" | "question", false) => field = Field::Description,
            ("narr" | "narrative", false) => field = Field::Narrative,
            (_, false) => field = Field::Other,
        }
        line += text[next..next + tag.length].matches('\n').count();
        at = next + tag.length;
        from = at;
    }
    for record in &mut records {
        // no title: what there is
        if record.title.is_empty() {
            record.usual = Part::Description;
        }
    }
    records
}

/// Gives text to the topic that is open.
fn take(records: &mut [Record], field: Field, text: &str) {
    let Some(record) = records.last_mut() else { return };
    let (into, labels): (&mut String, &[&str]) = match field {
        Field::Other => return,
        Field::Number => {
            let id = without_label(text, &["Number", "Num"]);
            record.id = lines::without_zeros(id).to_owned();
            return;
        }
        Field::Title => (&mut record.title, &["Topic", "Title"]),
        Field::Description => (&mut record.description, &["Description", "Desc"]),
        Field::Narrative => (&mut record.narrative, &["Narrative", "Narr"]),
    };
    let text = without_label(text, labels);
    if !into.is_empty() && !text.is_empty() {
        into.push(' ');
    }
    into.push_str(&unescape(text));
}

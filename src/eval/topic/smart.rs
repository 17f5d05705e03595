//! The topics of the classic collections.
//!
//! ```text
//! fields = ( ".I" id NEWLINE ( "." letter NEWLINE text )* )*    .T title, .W words
//! find   = ( "*FIND" id NEWLINE text )* "*STOP"?
//! npl    = ( id NEWLINE text "/" NEWLINE )*
//! ```

use super::super::lines;
use super::{Part, Record};

/// Adds a line to a text.
fn append(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line.trim());
}

/// Reads `.I` records. Authors and references (`.A`, `.B`) are not searched with.
pub(super) fn read_fields(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut field = ' ';
    for (line, words) in lines::numbered(text) {
        let mark = words.trim_end();
        if mark == ".I" || mark.starts_with(".I ") {
            let id = lines::without_zeros(mark[2..].trim()).to_owned();
            records.push(Record { line, id, usual: Part::Description, ..Record::default() });
            field = ' ';
            continue;
        }
        let mut letters = mark.chars();
        if let (Some('.'), Some(letter @ 'A'..='Z'), None) =
            (letters.next(), letters.next(), letters.next())
        {
            field = letter;
            continue;
        }
        let Some(record) = records.last_mut() else { continue };
        match field {
            'T' => append(&mut record.title, words),
            'W' => append(&mut record.description, words),
            _ => {}
        }
    }
    for record in &mut records {
        if record.description.is_empty() {
            record.usual = Part::Title;
        }
    }
    records
}

/// Reads `*FIND` records.
pub(super) fn read_find(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for (line, words) in lines::numbered(text) {
        if let Some(id) = words.trim_start().strip_prefix("*FIND") {
            let id = lines::without_zeros(id.trim()).to_owned();
            records.push(Record { line, id, ..Record::default() });
        } else if words.trim() == "*STOP" {
            break;
        } else if let Some(record) = records.last_mut() {
            append(&mut record.text, words);
        }
    }
    records
}

/// Reads NPL's records.
pub(super) fn read_npl(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    for (line, words) in lines::numbered(text) {
        if words.trim() == "/" {
            is_open = false;
        } else if !is_open {
            let id = lines::without_zeros(words.trim()).to_owned();
            records.push(Record { line, id, ..Record::default() });
            is_open = true;
        } else if let Some(record) = records.last_mut() {
            append(&mut record.text, words);
        }
    }
    records
}

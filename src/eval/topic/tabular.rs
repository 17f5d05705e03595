//! Topics a line each: tab-separated values and JSON Lines.
//!
//! ```text
//! tsv    = header? ( id TAB text )*          more tabs are spaces of the text
//! header = names parted by tabs; the first is empty or one that ids have
//! json   = object per line, or one array of objects
//! ```
//!
//! A header says which column is what; names are those of the table below, in any
//! spelling of case, `-` and `_`. A value in quotes, as CSV writers make it, loses
//! them if all quotes inside are doubled.

use super::super::error::Warnings;
use super::super::lines;
use super::{Part, Record};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What a column or a field is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Text,
    Title,
    Description,
    Narrative,
    Other,
}

/// The names in use, in lower case with `_`.
fn column(name: &str) -> Column {
    match name.trim().to_lowercase().replace(['-', ' '], "_").as_str() {
        "" | "id" | "_id" | "qid" | "query_id" | "topic_id" | "tweet_id" | "num" | "number"
        | "topic_number" => Column::Id,
        "text" | "query" | "topic" | "question" | "query_text" | "content" | "tweet_content"
        | "tweet" => Column::Text,
        "title" => Column::Title,
        "desc" | "description" => Column::Description,
        "narr" | "narrative" => Column::Narrative,
        _ => Column::Other,
    }
}

/// Puts a value where it belongs; the first of several stays.
fn put(record: &mut Record, column: Column, value: &str) {
    let place = match column {
        Column::Id => &mut record.id,
        Column::Text => &mut record.text,
        Column::Title => &mut record.title,
        Column::Description => &mut record.description,
        Column::Narrative => &mut record.narrative,
        Column::Other => return,
    };
    if place.is_empty() {
        value.trim().clone_into(place);
    }
}

/// Says which part is the topic, once all are known.
fn settle(mut record: Record) -> Record {
    record.usual = if !record.text.is_empty() {
        Part::Usual
    } else if !record.title.is_empty() {
        Part::Title
    } else {
        Part::Description
    };
    record
}

/// A value without the quotes of CSV.
fn unquoted(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    let inside = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inside {
        Some(inside) if inside.replace("\"\"", "").contains('"') => value.into(),
        Some(inside) if inside.contains('"') => inside.replace("\"\"", "\"").into(),
        Some(inside) => inside.into(),
        None => value.into(),
    }
}

/// Reads tab-separated values.
pub(super) fn read_tsv(text: &str, warnings: &mut Warnings) -> Vec<Record> {
    let mut header: Option<Vec<Column>> = None;
    let mut records = Vec::new();
    for (at, (line, words)) in lines::numbered(text).enumerate() {
        if at == 0 {
            let columns: Vec<Column> = words.split('\t').map(column).collect();
            let is_header = columns[0] == Column::Id
                && columns[1..].iter().any(|name| !matches!(name, Column::Other | Column::Id));
            if is_header {
                header = Some(columns);
                continue;
            }
        }
        let mut record = Record { line, ..Record::default() };
        match (&header, words.split_once('\t')) {
            (Some(columns), Some(_)) => {
                for (column, value) in columns.iter().zip(words.split('\t')) {
                    put(&mut record, *column, &unquoted(value));
                }
            }
            (None, Some((id, text))) => {
                put(&mut record, Column::Id, &unquoted(id));
                put(&mut record, Column::Text, &unquoted(text));
            }
            (_, None) => {
                warnings.add(line, "no tab between id and text; the line was skipped");
                continue;
            }
        }
        records.push(settle(record));
    }
    records
}

/// Reads JSON Lines, or an array.
pub(super) fn read_json(text: &str, warnings: &mut Warnings) -> Vec<Record> {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<Value>>(text) {
            Ok(values) => values.iter().filter_map(|value| from_json(0, value, warnings)).collect(),
            Err(error) => {
                warnings.add(error.line(), format!("not valid JSON: {error}"));
                Vec::new()
            }
        };
    }
    let mut records = Vec::new();
    for (line, words) in lines::numbered(text) {
        match serde_json::from_str::<Value>(words) {
            Ok(value) => records.extend(from_json(line, &value, warnings)),
            Err(error) => {
                warnings.add(line, format!("not valid JSON: {error}; the line was skipped"));
            }
        }
    }
    records
}

fn from_json(line: usize, value: &Value, warnings: &mut Warnings) -> Option<Record> {
    let Some(object) = value.as_object() else {
        warnings.add(line, "no JSON object; skipped");
        return None;
    };
    let mut record = Record { line, ..Record::default() };
    for (name, value) in in_order(object) {
        let value = match value {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            Value::Number(number) => Cow::Owned(number.to_string()),
            _ => continue,
        };
        // a topic called "topic": its number, or its text
        let is_id = name == "topic" && !object.contains_key("id") && !has_id(object);
        put(&mut record, if is_id { Column::Id } else { column(name) }, &value);
    }
    Some(settle(record))
}

/// Fields by the weight of their names and not as they stand in the file: `id`
/// before `number`, `text` before `topic`.
fn in_order(object: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let weights = ["_id", "id", "qid", "query_id", "text", "query", "question", "topic"];
    let mut fields: Vec<(&str, &Value)> =
        object.iter().map(|(name, value)| (name.as_str(), value)).collect();
    fields.sort_by_key(|(name, _)| {
        let name = name.to_lowercase();
        weights.iter().position(|known| *known == name).unwrap_or(weights.len())
    });
    fields
}

fn has_id(object: &Map<String, Value>) -> bool {
    object.keys().any(|name| !name.trim().is_empty() && column(name) == Column::Id)
}

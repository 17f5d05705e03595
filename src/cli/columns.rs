//! The rows of an export: one a passage, each column a thing to cite by.

use super::args::Column;
use crate::search::{Hit, Passage};
use crate::store::{Record, StoreError};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The columns of a row unless `--fields` names others: what a citation needs.
pub(super) const CITATION: [Column; 11] = [
    Column::Quote,
    Column::Outlet,
    Column::Headline,
    Column::Date,
    Column::Url,
    Column::Id,
    Column::Start,
    Column::End,
    Column::Score,
    Column::Rank,
    Column::Hash,
];

impl Column {
    /// Its name, as `--fields` takes it.
    pub(super) fn name(self) -> String {
        let value = clap::ValueEnum::to_possible_value(&self);
        value.map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// Columns with their values, in order: an object in JSON.
pub(super) struct Row(pub(super) Vec<(String, Value)>);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The rows of a hit: one a passage, and one without a quote where it has none.
pub(super) fn rows(hit: &Hit, record: &Record, columns: &[Column]) -> Result<Vec<Row>, StoreError> {
    let needs_body = |column: &Column| matches!(column, Column::Hash | Column::Body);
    let body = if columns.iter().any(needs_body) { record.body()? } else { String::new() };
    let row = |passage: Option<&Passage>| {
        let value = |&column: &Column| (column.name(), value(column, hit, passage, &body));
        Row(columns.iter().map(value).collect())
    };
    Ok(if hit.passages.is_empty() {
        vec![row(None)]
    } else {
        hit.passages.iter().map(|passage| row(Some(passage))).collect()
    })
}

fn value(column: Column, hit: &Hit, passage: Option<&Passage>, body: &str) -> Value {
    match column {
        Column::Quote => json!(passage.map(|passage| &passage.text)),
        Column::Outlet | Column::Source => json!(hit.source),
        Column::Headline => json!(hit.headline),
        Column::Date => json!(hit.published.date),
        Column::Url => json!(hit.url),
        Column::Id => json!(hit.id),
        Column::Start => json!(passage.map(|passage| passage.start)),
        Column::End => json!(passage.map(|passage| passage.end)),
        Column::Score => short(hit.score),
        Column::Rank => json!(hit.rank),
        Column::Hash => json!(format!("blake3:{}", blake3::hash(body.as_bytes()).to_hex())),
        Column::Byline => json!(hit.byline),
        Column::Section => json!(hit.section),
        Column::Language => json!(hit.language),
        Column::From => json!(hit.published.from),
        Column::To => json!(hit.published.to),
        Column::Precision => json!(hit.published.precision),
        Column::Origin => json!(hit.origin),
        Column::Copies => json!(passage.and_then(|passage| passage.copies).unwrap_or(hit.copies)),
        Column::PassageScore => passage.map_or(Value::Null, |passage| short(passage.score)),
        Column::Highlights => json!(passage.map(|passage| &passage.highlights)),
        Column::Body => json!(body),
    }
}

/// A score with the digits that tell it from its neighbours, as in `hits[].score`.
fn short(score: f32) -> Value {
    score.to_string().parse::<f64>().map_or(Value::Null, Value::from)
}

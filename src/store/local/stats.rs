//! Figures of a whole index, read from its columns.

use super::mapping::FROM;
use super::snapshot::Snapshot;
use crate::article::Day;
use crate::schema::{FORMAT, Field};
use crate::store::StoreError;
use serde::Serialize;
use std::collections::BTreeMap;

/// How often a value stands in an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The value as written.
    pub value: String,
    /// Articles that have it.
    pub articles: u64,
}

/// The values of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Values {
    /// Articles that have any.
    pub articles: u64,
    /// How many different ones there are.
    pub distinct: u64,
    /// The most frequent, most frequent first.
    pub top: Vec<Tally>,
}

/// Figures of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Bytes on disk.
    pub index_bytes: u64,
    /// Number of the format.
    pub format: u32,
    /// Segments.
    pub segments: usize,
    /// Words in bodies, headlines and leads as they are counted for BM25F.
    pub words: u64,
    /// Articles with a publication date.
    pub dated: u64,
    /// First day of publication.
    pub first_day: Option<String>,
    /// Last day of publication.
    pub last_day: Option<String>,
    /// Articles by the decade of their first day.
    pub decades: BTreeMap<i16, u64>,
    /// Outlets.
    pub outlets: Values,
    /// Sections.
    pub sections: Values,
    /// Languages found in the texts.
    pub languages: Values,
    /// Bylines.
    pub bylines: Values,
    /// The outlets' subject codes.
    pub topics: Values,
    /// The outlets' place codes.
    pub places: Values,
}

pub(super) fn stats(snapshot: &Snapshot, most: usize) -> Result<Stats, StoreError> {
    let values = |field| values(snapshot, field, most);
    let mut words = 0;
    let (mut dated, mut first, mut last) = (0, None::<i64>, None::<i64>);
    let mut decades = BTreeMap::new();
    for segment in snapshot.searcher.segment_readers() {
        let text = segment
            .inverted_index(snapshot.columns.field(Field::Text))
            .map_err(|error| snapshot.failed(&error))?;
        words += text.total_num_tokens();
        let column = segment.fast_fields().column_opt::<i64>(FROM);
        let Some(column) = column.map_err(|error| snapshot.failed(&error))? else { continue };
        for document in segment.doc_ids_alive() {
            let Some(day) = column.first(document) else { continue };
            dated += 1;
            first = Some(first.map_or(day, |first| first.min(day)));
            last = Some(last.map_or(day, |last| last.max(day)));
            *decades.entry(Day::from_number(day).ymd().0.div_euclid(10) * 10).or_default() += 1;
        }
    }
    let bytes = index_bytes(snapshot);
    let day = |day: Option<i64>| day.map(|day| Day::from_number(day).to_string());
    Ok(Stats {
        articles: snapshot.len(),
        index_bytes: bytes,
        format: FORMAT,
        segments: snapshot.segments.len(),
        words,
        dated,
        first_day: day(first),
        last_day: day(last),
        decades,
        outlets: values(Field::Outlet)?,
        sections: values(Field::Section)?,
        languages: values(Field::Language)?,
        bylines: values(Field::Byline)?,
        topics: values(Field::Topic)?,
        places: values(Field::Place)?,
    })
}

/// All files in the directory, the ledger included.
fn index_bytes(snapshot: &Snapshot) -> u64 {
    let Ok(entries) = std::fs::read_dir(&snapshot.path) else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(std::fs::Metadata::is_file)
        .map(|metadata| metadata.len())
        .sum()
}

fn values(snapshot: &Snapshot, field: Field, most: usize) -> Result<Values, StoreError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut out = Values::default();
    for segment in snapshot.searcher.segment_readers() {
        let column = segment.fast_fields().str(field.name());
        let Some(column) = column.map_err(|error| snapshot.failed(&error))? else { continue };
        let mut by_ordinal = vec![0u64; column.num_terms()];
        for document in segment.doc_ids_alive() {
            let mut any = false;
            for ordinal in column.term_ords(document) {
                by_ordinal[ordinal as usize] += 1;
                any = true;
            }
            out.articles += u64::from(any);
        }
        let mut value = String::new();
        for (ordinal, count) in by_ordinal.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            value.clear();
            let known = column.ord_to_str(ordinal as u64, &mut value);
            if known.map_err(|error| snapshot.failed(&error.into()))? {
                *counts.entry(value.clone()).or_default() += count;
            }
        }
    }
    out.distinct = counts.len() as u64;
    let mut top: Vec<Tally> =
        counts.into_iter().map(|(value, articles)| Tally { value, articles }).collect();
    top.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    top.truncate(most);
    out.top = top;
    Ok(out)
}

//! How many of the articles that match have which value: facets.
//!
//! One pass over the matching articles of a segment counts by the ordinals of
//! its columns; ordinals become values, and segments are put together, only
//! for what was counted.

use super::mapping::{FROM, TO};
use super::matching::Matches;
use super::snapshot::Snapshot;
use crate::article::{Day, Interval};
use crate::query::Query;
use crate::schema::Field;
use crate::store::StoreError;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{DocId, SegmentReader};

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetBy {
    /// The values of a field that has a column: outlet, section, language,
    /// byline, topic, place. An article with several counts under each.
    Field(Field),
    /// The year of publication.
    Year,
}

impl FacetBy {
    /// The name under which a query has conditions on it.
    #[must_use]
    pub fn condition(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Year => "published",
        }
    }
}

/// The articles that match, counted by value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Articles by value.
    pub values: BTreeMap<String, u64>,
    /// Articles without a value.
    pub missing: u64,
}

impl Snapshot {
    /// Counts the articles that match `query` by each of `facets`, in one pass.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn facets(&self, query: &Query, facets: &[FacetBy]) -> Result<Vec<Counted>, StoreError> {
        // limits that are met are told by the ranking of the same query
        let mut notes = Vec::new();
        let matches = Matches::new(self, query, &mut notes)?;
        let mut out = vec![Counted::default(); facets.len()];
        for segment in self.searcher.segment_readers() {
            let mut counters = Vec::with_capacity(facets.len());
            for facet in facets {
                counters.push(self.counter(segment, *facet)?);
            }
            matches.each(segment, &mut |documents| {
                counters.iter_mut().for_each(|counter| counter.count(documents));
            })?;
            for (counter, counted) in counters.into_iter().zip(&mut out) {
                counter.add_to(counted).map_err(|error| self.failed(&error.into()))?;
            }
        }
        Ok(out)
    }

    fn counter(&self, segment: &SegmentReader, facet: FacetBy) -> Result<Counter, StoreError> {
        let fast = segment.fast_fields();
        let failed = |error: tantivy::TantivyError| self.failed(&error);
        Ok(match facet {
            FacetBy::Field(field) => match fast.str(field.name()).map_err(failed)? {
                Some(column) => Counter::Values(Values {
                    by_ordinal: vec![0; column.num_terms()],
                    single: column.ords().get_cardinality() != Cardinality::Multivalued,
                    column,
                    missing: 0,
                }),
                None => Counter::Nothing(0),
            },
            FacetBy::Year => {
                let from = fast.column_opt::<i64>(FROM).map_err(failed)?;
                let to = fast.column_opt::<i64>(TO).map_err(failed)?;
                match from.zip(to) {
                    Some((from, to)) => {
                        Counter::Days { from, to, by_days: FxHashMap::default(), missing: 0 }
                    }
                    None => Counter::Nothing(0),
                }
            }
        })
    }
}

/// Counts of one segment.
enum Counter {
    Values(Values),
    Days {
        from: Column<i64>,
        to: Column<i64>,
        /// An interval becomes a year when all are counted: there are far fewer days than articles.
        by_days: FxHashMap<(i64, i64), u64>,
        missing: u64,
    },
    /// No article of the segment has a value.
    Nothing(u64),
}

struct Values {
    column: StrColumn,
    by_ordinal: Vec<u64>,
    single: bool,
    missing: u64,
}

impl Counter {
    fn count(&mut self, documents: &[DocId]) {
        match self {
            Self::Values(values) if values.single => {
                let ordinals = values.column.ords();
                for &document in documents {
                    match ordinals.first(document) {
                        Some(ordinal) => values.by_ordinal[ordinal as usize] += 1,
                        None => values.missing += 1,
                    }
                }
            }
            Self::Values(values) => {
                let mut seen: Vec<u64> = Vec::new();
                for &document in documents {
                    seen.clear();
                    for ordinal in values.column.term_ords(document) {
                        // a record may name a topic twice; it is one article
                        if !seen.contains(&ordinal) {
                            seen.push(ordinal);
                            values.by_ordinal[ordinal as usize] += 1;
                        }
                    }
                    values.missing += u64::from(seen.is_empty());
                }
            }
            Self::Days { from, to, by_days, missing } => {
                for &document in documents {
                    match from.first(document).zip(to.first(document)) {
                        Some(days) => *by_days.entry(days).or_default() += 1,
                        None => *missing += 1,
                    }
                }
            }
            Self::Nothing(missing) => *missing += documents.len() as u64,
        }
    }

    fn add_to(self, counted: &mut Counted) -> std::io::Result<()> {
        match self {
            Self::Values(Values { column, by_ordinal, missing, .. }) => {
                counted.missing += missing;
                let mut ordinals = Vec::new();
                let mut counts = Vec::new();
                for (ordinal, count) in by_ordinal.into_iter().enumerate() {
                    if count > 0 {
                        ordinals.push(ordinal as u64);
                        counts.push(count);
                    }
                }
                // in order: looking up one ordinal after another unpacks a block for each
                let mut counts = counts.into_iter();
                column.dictionary().sorted_ords_to_term_cb(&ordinals, |value| {
                    let count = counts.next().unwrap_or(0);
                    add(&mut counted.values, &String::from_utf8_lossy(value), count);
                })?;
            }
            Self::Days { by_days, missing, .. } => {
                counted.missing += missing;
                // sums: the order of the map does not show
                #[allow(clippy::iter_over_hash_type)]
                for ((from, to), count) in by_days {
                    let days = Interval { from: Day::from_number(from), to: Day::from_number(to) };
                    match days.year_or_decade() {
                        Some(year) => add(&mut counted.values, &year, count),
                        None => counted.missing += count,
                    }
                }
            }
            Self::Nothing(missing) => counted.missing += missing,
        }
        Ok(())
    }
}

fn add(counts: &mut BTreeMap<String, u64>, value: &str, count: u64) {
    match counts.get_mut(value) {
        Some(known) => *known += count,
        None => {
            counts.insert(value.to_owned(), count);
        }
    }
}

//! How many of the articles that match speak of each day, week, month or year,
//! or were published in it.
//!
//! What matches is found once; counting by mention is then one pass over the
//! terms of one size in the annotation dictionary, each list of documents held
//! against what matches. No text and no record is read.

use super::document_sets::Marks;
use super::entities::Selected;
use super::snapshot::Snapshot;
use crate::article::{Day, Interval};
use crate::query::Query;
use crate::schema::days_of_term;
use crate::store::StoreError;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::BTreeMap;
use tantivy::columnar::Column;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader};

/// What puts an article on a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DatedBy {
    /// The days that its text speaks of.
    #[default]
    Mentioned,
    /// Its date of publication.
    Published,
}

/// How long a point of a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Per {
    /// From the finest to the coarsest.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The point that a day lies in.
    #[must_use]
    pub fn around(self, day: Day) -> Interval {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => Interval { from: day, to: day },
            Self::Week => {
                let monday = day.monday();
                Interval { from: monday, to: Day::from_number(monday.number() + 6) }
            }
            Self::Month => {
                Interval { from: Day::first_of_month(year, month), to: day.last_of_month() }
            }
            Self::Year => Interval {
                from: Day::first_of_month(year, 1),
                to: Day::first_of_month(year, 12).last_of_month(),
            },
        }
    }

    /// How long the terms are that are counted: of a week, those of its days.
    fn term_length(self) -> usize {
        match self {
            Self::Day | Self::Week => "when:2019-12-11".len(),
            Self::Month => "when:2019-12".len(),
            Self::Year => "when:2019".len(),
        }
    }
}

/// A day, week, month or year with its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// First and last day.
    pub days: Interval,
    /// Articles; those with the same text are one.
    pub count: u64,
}

/// The articles that match a query, as sets that can be counted over again.
pub struct Matching {
    segments: Vec<Members>,
    /// How many there are, copies included.
    pub total: u64,
}

/// The articles of one segment.
struct Members {
    documents: Vec<DocId>,
    marks: Marks,
    /// Those whose text another one that matches has too; `None` if there are none.
    copied: Option<Marks>,
}

impl Snapshot {
    /// The articles that match `query`; limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn matching(&self, query: &Query, notes: &mut Vec<String>) -> Result<Matching, StoreError> {
        let Selected { segments: found, total } = self.select(query, notes)?;
        let again = self.repeated_texts(&found);
        let mut segments = Vec::with_capacity(found.len());
        for (number, documents) in found.into_iter().enumerate() {
            let max = self.searcher.segment_reader(number as u32).max_doc();
            let copied = (!again.is_empty()).then(|| {
                let is_copied = |&document: &DocId| {
                    self.text_of(number, document).is_some_and(|text| again.contains(&text))
                };
                let copied: Vec<DocId> = documents.iter().copied().filter(is_copied).collect();
                Marks::of(&copied, max)
            });
            segments.push(Members { marks: Marks::of(&documents, max), documents, copied });
        }
        Ok(Matching { segments, total })
    }

    /// The points that have articles of `matching`, in order of time.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn timeline(
        &self,
        matching: &Matching,
        by: DatedBy,
        per: Per,
    ) -> Result<Vec<Point>, StoreError> {
        let mut tallies = BTreeMap::new();
        for (number, members) in matching.segments.iter().enumerate() {
            if members.documents.is_empty() {
                continue;
            }
            let mut counter =
                Counter { snapshot: self, number, members, per, tallies: &mut tallies };
            match by {
                DatedBy::Mentioned => counter.mentioned()?,
                DatedBy::Published => counter.published(),
            }
        }
        let point = |(from, tally): (i64, Tally)| Point {
            days: per.around(Day::from_number(from)),
            count: tally.count(),
        };
        Ok(tallies.into_iter().map(point).collect())
    }

    /// Digests of texts that several of these documents have.
    fn repeated_texts(&self, found: &[Vec<DocId>]) -> FxHashSet<u64> {
        let mut texts = Vec::new();
        for (number, documents) in found.iter().enumerate() {
            texts.extend(documents.iter().filter_map(|&document| self.text_of(number, document)));
        }
        texts.sort_unstable();
        texts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }

    fn text_of(&self, segment: usize, document: DocId) -> Option<u64> {
        let column: &Column<u64> = self.segments[segment].text_digest.as_ref()?;
        column.first(document)
    }
}

/// The articles of a point.
#[derive(Default)]
struct Tally {
    /// Those whose text no other has.
    alone: u64,
    /// Digests of the others' texts.
    texts: Vec<u64>,
}

impl Tally {
    fn count(mut self) -> u64 {
        self.texts.sort_unstable();
        self.texts.dedup();
        self.alone + self.texts.len() as u64
    }
}

/// Counts one segment.
struct Counter<'a> {
    snapshot: &'a Snapshot,
    number: usize,
    members: &'a Members,
    per: Per,
    /// By the first day of the point.
    tallies: &'a mut BTreeMap<i64, Tally>,
}

impl Counter<'_> {
    fn mentioned(&mut self) -> Result<(), StoreError> {
        let snapshot = self.snapshot;
        let failed = |error: std::io::Error| snapshot.failed(&error.into());
        let segment: &SegmentReader = snapshot.searcher.segment_reader(self.number as u32);
        let index = segment.inverted_index(snapshot.columns.annotation);
        let index = index.map_err(|error| snapshot.failed(&error))?;
        // all that begins with a digit: the colon follows the nine
        let dates = index.terms().range().ge(b"when:0").lt(b"when::").into_stream();
        let mut dates = dates.map_err(failed)?;
        let mut point = None;
        let mut documents: Vec<DocId> = Vec::new();
        while dates.advance() {
            if dates.key().len() != self.per.term_length() {
                continue;
            }
            let term = std::str::from_utf8(dates.key()).unwrap_or_default();
            let Some(days) = days_of_term(term) else { continue };
            let from = self.per.around(days.from).from.number();
            // terms are in order of time, so the days of a week follow each other
            if point != Some(from) {
                self.add(point, &mut documents);
                point = Some(from);
            }
            let info = dates.value();
            let postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic);
            let members = self.members;
            let add = &mut |shared: &SegmentPostings| documents.push(shared.doc());
            let postings = postings.map_err(failed)?;
            members.marks.each_shared(&members.documents, postings, info.doc_freq, add);
        }
        self.add(point, &mut documents);
        Ok(())
    }

    fn published(&mut self) {
        let columns = &self.snapshot.segments[self.number];
        let Some((from, to)) = columns.from.as_ref().zip(columns.to.as_ref()) else { return };
        let mut by_point: BTreeMap<i64, Vec<DocId>> = BTreeMap::new();
        for &document in &self.members.documents {
            let Some((from, to)) = from.first(document).zip(to.first(document)) else { continue };
            let days = self.per.around(Day::from_number(from));
            // a date that is no finer than several points is in none of them
            if to <= days.to.number() {
                by_point.entry(days.from.number()).or_default().push(document);
            }
        }
        for (point, mut documents) in by_point {
            self.add(Some(point), &mut documents);
        }
    }

    /// Adds documents to a point, each once; they are gone then.
    fn add(&mut self, point: Option<i64>, documents: &mut Vec<DocId>) {
        if let Some(point) = point
            && !documents.is_empty()
        {
            documents.sort_unstable();
            documents.dedup();
            let tally = self.tallies.entry(point).or_default();
            let copied = self.members.copied.as_ref();
            for &document in documents.iter() {
                match copied.filter(|copied| copied.has(document)) {
                    None => tally.alone += 1,
                    Some(_) => tally.texts.extend(self.snapshot.text_of(self.number, document)),
                }
            }
        }
        documents.clear();
    }
}

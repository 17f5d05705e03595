//! Which articles match a query, without a score: what facets and timelines count.

use super::snapshot::Snapshot;
use super::translate::Translator;
use crate::query::Query;
use crate::store::StoreError;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, SegmentReader};

/// A query, prepared once for all segments.
pub(super) struct Matches<'a> {
    snapshot: &'a Snapshot,
    weight: Box<dyn Weight>,
}

impl<'a> Matches<'a> {
    /// Limits that were met are told to `notes`.
    pub(super) fn new(
        snapshot: &'a Snapshot,
        query: &Query,
        notes: &mut Vec<String>,
    ) -> Result<Self, StoreError> {
        let translated = Translator::new(snapshot, notes).translate(query)?;
        let scoring = EnableScoring::disabled_from_searcher(&snapshot.searcher);
        let weight = translated.weight(scoring).map_err(|error| snapshot.failed(&error))?;
        Ok(Self { snapshot, weight })
    }

    /// The articles of a segment that match, in ascending order, some at a time.
    pub(super) fn each(
        &self,
        segment: &SegmentReader,
        each: &mut dyn FnMut(&[DocId]),
    ) -> Result<(), StoreError> {
        // a deleted article is among those that match until its segment is merged
        let mut alive = Vec::new();
        let mut all = |found: &[DocId]| match segment.alive_bitset() {
            None => each(found),
            Some(bits) => {
                alive.clear();
                alive.extend(found.iter().copied().filter(|&document| bits.is_alive(document)));
                each(&alive);
            }
        };
        let read = self.weight.for_each_no_score(segment, &mut all);
        read.map_err(|error| self.snapshot.failed(&error))
    }
}

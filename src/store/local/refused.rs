//! A query whose articles are refused.
//!
//! tantivy 0.27 asks the excluded side of a query for documents that lie
//! before the one it stands at, which some of its cursors (phrases) do not
//! allow. Behind this wrapper a cursor is only ever moved forward.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader};

/// Wraps a query that stands under a NOT.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Box<dyn Query>);

impl Clone for Refused {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Refused {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RefusedWeight(self.0.weight(scoring)?)))
    }
}

struct RefusedWeight(Box<dyn Weight>);

impl Weight for RefusedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Forward(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

/// A cursor with the careful default of `seek_danger`: it looks before it moves.
struct Forward(Box<dyn Scorer>);

impl DocSet for Forward {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.0.doc() < target { self.0.seek(target) } else { self.0.doc() }
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}

impl Scorer for Forward {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}

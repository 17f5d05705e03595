//! A leaf of positions as a query of tantivy's: candidates from the postings,
//! confirmed at their positions. Scored as BM25 scores a term, with the number
//! of places as frequency and the rarity of its words (of alternatives, all
//! together) added up, as is usual for phrases.

use super::expand::Resolved;
use super::segment::SegmentColumns;
use super::slots::LeafCursor;
use super::snapshot::Snapshot;
use crate::store::StoreError;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field as Column;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// BM25's saturation and length, as tantivy has them (Robertson et al., TREC-3,
/// 1994: 1.2 and 0.75).
pub(super) const K1: f32 = 1.2;
/// See [`K1`].
pub(super) const B: f32 = 0.75;

/// What a leaf needs in each segment.
#[derive(Clone)]
pub(super) struct SpanQuery {
    resolved: Arc<Resolved>,
    segments: Vec<(SegmentId, Arc<SegmentColumns>)>,
    annotation: Column,
    scoring: Scoring,
}

/// How places of a leaf are scored.
#[derive(Clone, Copy)]
pub(super) struct Scoring {
    rarity: f32,
    average_words: f32,
}

impl Scoring {
    pub(super) fn new(snapshot: &Snapshot, resolved: &Resolved) -> Result<Self, StoreError> {
        let rarity = rarity(snapshot.all_documents(), resolved);
        Ok(Self { rarity, average_words: snapshot.average_words(resolved.column)? })
    }

    /// The score of so many places in a text whose length has the code `norm`.
    pub(super) fn score(&self, places: u32, norm: u8) -> Score {
        self.boosted(1.0, places, norm)
    }

    fn boosted(&self, boost: f32, places: u32, norm: u8) -> Score {
        let weight = boost * self.rarity * (1.0 + K1);
        let places = places as f32;
        let words = FieldNormReader::id_to_fieldnorm(norm) as f32;
        weight * places / (places + K1 * (1.0 - B + B * words / self.average_words))
    }
}

impl std::fmt::Debug for SpanQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SpanQuery").field(&self.resolved.leaf).finish()
    }
}

impl SpanQuery {
    pub(super) fn new(snapshot: &Snapshot, resolved: Arc<Resolved>) -> Result<Self, StoreError> {
        let segments = snapshot.searcher.segment_readers().iter().zip(&snapshot.segments);
        Ok(Self {
            scoring: Scoring::new(snapshot, &resolved)?,
            segments: segments.map(|(s, columns)| (s.segment_id(), Arc::clone(columns))).collect(),
            annotation: snapshot.columns.annotation,
            resolved,
        })
    }
}

/// The rarity of a leaf in an index of so many articles.
pub(super) fn rarity(all: u64, resolved: &Resolved) -> f32 {
    let articles = |number: usize| resolved.slots[number].articles();
    crate::store::rarity::rarity(&resolved.leaf.shape, &articles, all)
}

impl Query for SpanQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SpanWeight(self.clone())))
    }
}

struct SpanWeight(SpanQuery);

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let query = &self.0;
        let id = reader.segment_id();
        let Some((_, columns)) = query.segments.iter().find(|(known, _)| *known == id) else {
            return Ok(Box::new(tantivy::query::EmptyScorer));
        };
        let cursor = LeafCursor::open(columns, query.annotation, &query.resolved, reader)?;
        let norms = reader.get_fieldnorms_reader(query.resolved.column)?;
        let mut scorer =
            SpanScorer { cursor, norms, scoring: query.scoring, boost, doc: 0, places: 0 };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = if scorer.seek(doc) == doc { scorer.score() } else { 0.0 };
        Ok(Explanation::new("places of the leaf", score))
    }
}

struct SpanScorer {
    cursor: LeafCursor,
    norms: FieldNormReader,
    scoring: Scoring,
    boost: f32,
    doc: DocId,
    places: u32,
}

impl SpanScorer {
    /// The first article at or after `target` in which the leaf has a place.
    fn settle(&mut self, mut target: DocId) -> DocId {
        loop {
            self.doc = self.cursor.candidate(target);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            // a record that can't be read has no places; `check` names it
            self.places = self.cursor.count(self.doc).map_or(0, |(places, _)| places);
            if self.places > 0 {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.cursor.cost()
    }

    fn cost(&self) -> u64 {
        // positions, and still more the text, cost more than a posting
        u64::from(self.cursor.cost()) * if self.cursor.checks() { 100 } else { 5 }
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        self.scoring.boosted(self.boost, self.places, self.norms.fieldnorm_id(self.doc))
    }
}

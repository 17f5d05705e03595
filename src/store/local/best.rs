//! The best hits so far, over all segments. Scores are final: what is offered
//! needs no second look, and only ties are told apart by id.

use super::snapshot::Snapshot;
use crate::store::{Address, Scored};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::DocId;
use tantivy::columnar::Column;

/// A hit of one segment: the greater, the better.
#[derive(Clone, Copy, PartialEq)]
struct Hit {
    score: f32,
    // ordinals of ids are in the order of ids
    id: Reverse<u64>,
    document: DocId,
}

impl Eq for Hit {}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Hit {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then(self.id.cmp(&other.id))
    }
}

/// Collects the best `most` hits, one segment after another.
pub(super) struct Best<'a> {
    most: usize,
    /// A hit that scores less is none of the best.
    threshold: f32,
    /// The best scores of all segments. They are positive, so their bits order them.
    scores: BinaryHeap<Reverse<u32>>,
    /// The best hits of the segment at hand.
    here: BinaryHeap<Reverse<Hit>>,
    ids: Option<&'a Column<u64>>,
    segment: u32,
    earlier: Vec<(u32, Hit)>,
}

impl<'a> Best<'a> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            threshold: 0.0,
            scores: BinaryHeap::with_capacity(most.min(4096)),
            here: BinaryHeap::with_capacity(most.min(4096)),
            ids: None,
            segment: 0,
            earlier: Vec::new(),
        }
    }

    /// What is offered from now on is of this segment.
    pub(super) fn begin(&mut self, segment: u32, ids: Option<&'a Column<u64>>) {
        self.end();
        self.segment = segment;
        self.ids = ids;
    }

    fn end(&mut self) {
        let segment = self.segment;
        self.earlier.extend(self.here.drain().map(|Reverse(hit)| (segment, hit)));
    }

    /// Whether a score, or what no score is above, is too low to matter.
    pub(super) fn is_below(&self, score: f64) -> bool {
        // a score is rounded once, at the end, and rounding keeps the order
        (score as f32) < self.threshold
    }

    /// Offers a document that is not removed, once. Scores are never negative.
    pub(super) fn offer(&mut self, document: DocId, score: f64) {
        let score = score as f32;
        if score < self.threshold || self.most == 0 {
            return;
        }
        let id = || self.ids.and_then(|ids| ids.first(document)).unwrap_or(u64::MAX);
        if self.here.len() < self.most {
            self.here.push(Reverse(Hit { score, id: Reverse(id()), document }));
        } else if let Some(mut worst) = self.here.peek_mut() {
            if score < worst.0.score {
                return;
            }
            let hit = Hit { score, id: Reverse(id()), document };
            if hit <= worst.0 {
                return;
            }
            *worst = Reverse(hit);
        }
        if self.scores.len() < self.most {
            self.scores.push(Reverse(score.to_bits()));
        } else if let Some(mut least) = self.scores.peek_mut()
            && score.to_bits() > least.0
        {
            *least = Reverse(score.to_bits());
        }
        if self.scores.len() == self.most {
            self.threshold = self.scores.peek().map_or(0.0, |least| f32::from_bits(least.0));
        }
    }

    /// The hits `skip..skip + take`, best first.
    pub(super) fn finish(mut self, snapshot: &Snapshot, skip: usize, take: usize) -> Vec<Scored> {
        self.end();
        let threshold = self.threshold;
        let mut all = self.earlier;
        all.retain(|(_, hit)| hit.score >= threshold);
        all.sort_unstable_by(|(_, a), (_, b)| b.cmp(a));
        let mut before = 0;
        for run in all.chunk_by_mut(|(_, a), (_, b)| a.score == b.score) {
            let wanted = skip.saturating_add(take).saturating_sub(before);
            // ordinals of two segments can't be compared
            if wanted > 0
                && before + run.len() > skip
                && run.iter().any(|(segment, _)| *segment != run[0].0)
            {
                merge(snapshot, run, wanted);
            }
            before += run.len();
        }
        let wanted = all.iter().skip(skip).take(take);
        wanted.map(|hit| Scored { score: hit.1.score, article: article(hit) }).collect()
    }
}

fn article((segment, hit): &(u32, Hit)) -> Address {
    Address { segment: *segment, document: hit.document }
}

/// Puts the first `wanted` hits of a run with one score in the order of their
/// ids. Those of a segment are in order already, so only their first are read.
fn merge(snapshot: &Snapshot, run: &mut [(u32, Hit)], wanted: usize) {
    let old = run.to_vec();
    let id = |place: usize| snapshot.id(article(&old[place])).unwrap_or_default();
    let next = |from: usize, segment| (from..old.len()).find(|&place| old[place].0 == segment);
    let mut segments: Vec<u32> = old.iter().map(|(segment, _)| *segment).collect();
    segments.sort_unstable();
    segments.dedup();
    let mut heads: BinaryHeap<Reverse<(String, usize)>> = segments
        .into_iter()
        .filter_map(|segment| next(0, segment))
        .map(|place| Reverse((id(place), place)))
        .collect();
    for slot in run.iter_mut().take(wanted) {
        let Some(Reverse((_, place))) = heads.pop() else { return };
        *slot = old[place];
        if let Some(place) = next(place + 1, old[place].0) {
            heads.push(Reverse((id(place), place)));
        }
    }
    // what comes after is not asked for
}

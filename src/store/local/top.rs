//! The first hits in order. Ties are broken by id, which no layout of segments
//! and no number of threads changes.

use super::rescore::Rescorer;
use super::snapshot::Snapshot;
use crate::store::{Address, Scored, Sort, StoreError};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::query::Weight;
use tantivy::{DocId, TERMINATED};

/// A hit of one segment: the greater, the better.
#[derive(PartialEq)]
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

/// The best `skip..skip + take` hits by score.
///
/// With a `rescorer` the engine's scores are right but for their last bits, so
/// every article whose score is within its slack of the last one kept is a
/// candidate too; the scores that are added up anew then decide.
pub(super) fn by_score(
    snapshot: &Snapshot,
    weight: &dyn Weight,
    rescorer: Option<&Rescorer>,
    skip: usize,
    take: usize,
) -> Result<Vec<Scored>, StoreError> {
    let most = skip.saturating_add(take).min(snapshot.len() as usize).max(1);
    let mut all = Vec::new();
    // what is worse than the hits of earlier segments need not be looked at
    let mut floor = f32::MIN;
    for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let ids = snapshot.segments[ordinal].ids.as_ref().map(|ids| ids.ords());
        let alive = segment.alive_bitset();
        let mut candidates = Candidates::new(most, floor, rescorer.map_or(0.0, Rescorer::slack));
        weight
            .for_each_pruning(candidates.threshold, segment, &mut |document, score| {
                if !alive.is_some_and(|alive| alive.is_deleted(document)) {
                    let id = ids.and_then(|ids| ids.first(document)).unwrap_or(u64::MAX);
                    candidates.push(Hit { score, id: Reverse(id), document });
                }
                candidates.threshold
            })
            .map_err(|error| snapshot.failed(&error))?;
        floor = candidates.threshold;
        let mut hits = candidates.into_hits();
        if let Some(rescorer) = rescorer {
            hits.sort_unstable_by_key(|hit| hit.document);
            let documents: Vec<DocId> = hits.iter().map(|hit| hit.document).collect();
            let scores = rescorer.score(snapshot, segment, &documents)?;
            for (hit, score) in hits.iter_mut().zip(scores) {
                hit.score = score;
            }
        }
        all.extend(hits.into_iter().map(|hit| Scored {
            score: hit.score,
            article: Address { segment: ordinal as u32, document: hit.document },
        }));
    }
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.article.cmp(&b.article)));
    order_ties(snapshot, &mut all, |a, b| a.score == b.score);
    Ok(all.into_iter().skip(skip).take(take).collect())
}

/// The best hits of a segment, and those too near to the last of them to tell.
struct Candidates {
    most: usize,
    slack: f32,
    /// Scores at or below this are not asked for any more.
    threshold: f32,
    best: BinaryHeap<Reverse<Hit>>,
    near: Vec<Hit>,
    prune_at: usize,
}

impl Candidates {
    fn new(most: usize, floor: f32, slack: f32) -> Self {
        let best = BinaryHeap::with_capacity(most.min(4096) + 1);
        Self { most, slack, threshold: floor, best, near: Vec::new(), prune_at: 64 }
    }

    fn push(&mut self, hit: Hit) {
        let mut left = hit;
        if self.best.len() < self.most {
            self.best.push(Reverse(left));
            if self.best.len() < self.most {
                return;
            }
        } else {
            if let Some(mut worst) = self.best.peek_mut()
                && worst.0 < left
            {
                std::mem::swap(&mut worst.0, &mut left);
            }
            if self.slack > 0.0 {
                self.near.push(left);
            }
        }
        let worst = self.best.peek().map_or(f32::MIN, |worst| worst.0.score);
        // an equal score must still come through: its id may be smaller
        self.threshold = self.threshold.max((worst * (1.0 - self.slack)).next_down());
        if self.near.len() >= self.prune_at {
            let threshold = self.threshold;
            self.near.retain(|hit| hit.score > threshold);
            self.prune_at = (2 * self.near.len()).max(64);
        }
    }

    fn into_hits(mut self) -> Vec<Hit> {
        let threshold = self.threshold;
        self.near.retain(|hit| hit.score > threshold);
        self.near.extend(self.best.into_iter().map(|Reverse(hit)| hit));
        self.near
    }
}

/// Hits `skip..skip + take` by date of publication; by id where no order is asked for.
pub(super) fn by_date(
    snapshot: &Snapshot,
    weight: &dyn Weight,
    sort: Sort,
    skip: usize,
    take: usize,
) -> Result<Vec<Scored>, StoreError> {
    let most = skip.saturating_add(take).min(snapshot.len() as usize).max(1);
    // the smaller the key, the earlier the hit; unknown dates are last in either order
    let mut all: Vec<(i64, Scored)> = Vec::new();
    for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let columns = &snapshot.segments[ordinal];
        let ids = columns.ids.as_ref().map(|ids| ids.ords());
        let key = |document| match sort {
            Sort::Relevance => 0,
            Sort::Newest => {
                columns.to.as_ref().and_then(|to| to.first(document)).map_or(i64::MAX, |day| -day)
            }
            Sort::Oldest => {
                columns.from.as_ref().and_then(|from| from.first(document)).unwrap_or(i64::MAX)
            }
        };
        let mut scorer = weight.scorer(segment, 1.0).map_err(|error| snapshot.failed(&error))?;
        let mut first: BinaryHeap<(i64, u64, DocId)> = BinaryHeap::new();
        let mut document = scorer.doc();
        while document != TERMINATED {
            if !segment.is_deleted(document) {
                let id = ids.and_then(|ids| ids.first(document)).unwrap_or(u64::MAX);
                let hit = (key(document), id, document);
                if first.len() < most {
                    first.push(hit);
                } else if first.peek().is_some_and(|last| hit < *last) {
                    first.pop();
                    first.push(hit);
                }
            }
            document = scorer.advance();
        }
        all.extend(first.into_iter().map(|(key, _, document)| {
            (key, Scored { score: 0.0, article: Address { segment: ordinal as u32, document } })
        }));
    }
    all.sort_by_key(|(key, hit)| (*key, hit.article));
    order_ties(snapshot, &mut all, |a, b| a.0 == b.0);
    Ok(all.into_iter().skip(skip).take(take).map(|(_, hit)| hit).collect())
}

/// What carries an article.
pub(super) trait Located {
    fn article(&self) -> Address;
}

impl Located for Scored {
    fn article(&self) -> Address {
        self.article
    }
}

impl Located for (i64, Scored) {
    fn article(&self) -> Address {
        self.1.article
    }
}

/// Puts neighbours that tie in the order of their ids. Ids are read only where there is a tie.
pub(super) fn order_ties<T: Located>(
    snapshot: &Snapshot,
    hits: &mut [T],
    tie: impl Fn(&T, &T) -> bool,
) {
    for run in hits.chunk_by_mut(tie) {
        if run.len() > 1 {
            run.sort_by_cached_key(|hit| snapshot.id(hit.article()).unwrap_or_default());
        }
    }
}

//! Several orders of articles made one by their ranks: see [`crate::store::Order::Fused`].
//!
//! Articles that tie have the mean of their ranks: which of two copies comes
//! first says nothing of them, and must not count.

use super::SearchError;
use crate::store::{Address, Ranked, Scored, Snapshot};
use std::collections::BTreeMap;

/// So many articles of each order have a rank, or more if more are asked for.
pub(super) const DEPTH: usize = 1000;

/// Each article's sum of `1/(k + rank)`, best first.
pub(super) fn fused(snapshot: &Snapshot, orders: &[Ranked], k: f64) -> Result<Ranked, SearchError> {
    let mut sums: BTreeMap<Address, f64> = BTreeMap::new();
    for order in orders {
        let mut before = 0;
        for tied in order.hits.chunk_by(|a, b| a.score == b.score) {
            let rank = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
            for hit in tied {
                *sums.entry(hit.article).or_default() += 1.0 / (k + rank);
            }
            before += tied.len();
        }
    }
    let hits = sums.into_iter().map(|(article, sum)| Scored { score: sum as f32, article });
    let mut hits: Vec<Scored> = hits.collect();
    snapshot.best_first(&mut hits);
    // words that feedback adds are found in more articles
    let most = orders.iter().max_by_key(|order| order.total);
    Ok(Ranked {
        total: most.map_or(0, |order| order.total),
        at_least: orders.iter().any(|order| order.at_least),
        hits,
    })
}

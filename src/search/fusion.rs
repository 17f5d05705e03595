//! Several orders of articles made one by their ranks: see [`crate::store::Order::Fused`].
//!
//! Articles that tie have the mean of their ranks: which of two copies comes
//! first says nothing of them, and must not count.

use super::SearchError;
use crate::store::{Address, Ranked, Scored, Snapshot};
use std::collections::BTreeMap;

/// So many articles of each order have a rank, or more if more are asked for.
pub(super) const DEPTH: usize = 1000;

/// Adds `1/(k + rank)` of each entry of a ranking, best first and with its score,
/// to the sums of several. Entries with one score share the mean of their ranks.
pub fn add_ranks<K: Ord>(
    sums: &mut BTreeMap<K, f64>,
    ranking: impl Iterator<Item = (K, f32)>,
    k: f64,
) {
    let mut ranking = ranking.peekable();
    let mut before = 0;
    let mut tied = Vec::new();
    while let Some((entry, score)) = ranking.next() {
        tied.push(entry);
        if ranking.peek().is_some_and(|next| next.1 == score) {
            continue;
        }
        let rank = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        before += tied.len();
        for entry in tied.drain(..) {
            *sums.entry(entry).or_default() += 1.0 / (k + rank);
        }
    }
}

/// Each article's sum of `1/(k + rank)`, best first.
pub(super) fn fused(snapshot: &Snapshot, orders: &[Ranked], k: f64) -> Result<Ranked, SearchError> {
    let mut sums: BTreeMap<Address, f64> = BTreeMap::new();
    for order in orders {
        add_ranks(&mut sums, order.hits.iter().map(|hit| (hit.article, hit.score)), k);
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

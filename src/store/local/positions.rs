//! Reads where the leaves of a query match out of the postings.

use super::expand::Resolved;
use super::snapshot::Snapshot;
use super::span_query::rarity;
use crate::store::{Address, Found, Leaf, StoreError};
use std::sync::Arc;

/// See [`Snapshot::weights`].
pub(super) fn weights(snapshot: &Snapshot, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
    let all = snapshot.all_documents();
    let weight = |leaf: &Leaf| Ok(leaf.weight * rarity(all, &Resolved::new(snapshot, leaf)?));
    leaves.iter().map(weight).collect()
}

/// See [`Snapshot::matches`].
pub(super) fn matches(
    snapshot: &Snapshot,
    leaves: &[Leaf],
    articles: &[Address],
    found: &mut dyn FnMut(usize, &mut Found),
) -> Result<(), StoreError> {
    let resolved = leaves.iter().map(|leaf| Resolved::new(snapshot, leaf).map(Arc::new));
    let resolved: Vec<Arc<Resolved>> = resolved.collect::<Result<_, _>>()?;
    // by segment and document: postings only move forward
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&rank| articles[rank]);
    let mut out = Found::default();
    for run in order.chunk_by(|&a, &b| articles[a].segment == articles[b].segment) {
        let segment = articles[run[0]].segment as usize;
        let cursors = resolved.iter().map(|leaf| snapshot.leaf_cursor(leaf, segment));
        let mut cursors: Vec<_> = cursors.collect::<Result<_, _>>()?;
        for &rank in run {
            out.clear();
            for (number, cursor) in cursors.iter_mut().enumerate() {
                cursor.find(articles[rank].document, number as u16, &mut out)?;
            }
            out.sort();
            found(rank, &mut out);
        }
    }
    Ok(())
}

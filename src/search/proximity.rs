//! Words of the query that stand close together count more.
//!
//! The best articles by BM25F, [`WINDOW`] of them, get what their pairs of
//! words add, and are put in order anew; what follows them keeps its place.
//! For each two words that follow each other in the query:
//!
//! ```text
//! near  = Σ 1/d²    over the places of one and the nearest place of the other, d ≤ 5 words apart
//! bonus = λ · min(rarity) · near·(k1+1) / (near + k1)
//! ```
//!
//! Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval
//! Systems" (ECIR 2003), with the nearest place only, and without the article's
//! length, which BM25F has counted already. λ is small: on the abstracts of
//! cranfield, CISI and NPL closeness changes the mean average precision by less
//! than 0.003 either way (`benches/README.md`); it is for names and set phrases.

use super::SearchError;
use crate::query::Query;
use crate::store::{Address, Leaf, Match, Ranked, Snapshot, leaves};

/// So many articles are put in order anew: those of a first page. What twenty or thirty change
/// of the measures is noise, and each costs time.
pub(super) const WINDOW: usize = 10;

/// Places further apart than this many words are not near.
const REACH: u32 = 5;
/// See [`crate::store`]'s BM25F.
const K1: f64 = 1.2;
/// What closeness counts beside the words themselves.
const LAMBDA: f64 = 0.3;

/// Whether a query has words whose closeness can count.
pub(super) fn counts(query: &Query) -> Option<Vec<Leaf>> {
    let leaves = leaves(query);
    (leaves.len() > 1).then_some(leaves)
}

/// Puts the first hits in order anew: all of them, from the first on, must be there.
pub(super) fn reorder(
    snapshot: &Snapshot,
    leaves: &[Leaf],
    ranked: &mut Ranked,
) -> Result<(), SearchError> {
    let window = ranked.hits.len().min(WINDOW);
    let head = &mut ranked.hits[..window];
    let articles: Vec<_> = head.iter().map(|hit| hit.article).collect();
    let bonuses = of(snapshot, leaves, &articles)?;
    for (hit, bonus) in head.iter_mut().zip(&bonuses) {
        hit.score = (f64::from(hit.score) + bonus) as f32;
    }
    // a stable sort: of equals the one that was first, by its words or its id
    head.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(())
}

/// What the closeness of words adds to the scores of articles.
pub(super) fn of(
    snapshot: &Snapshot,
    leaves: &[Leaf],
    articles: &[Address],
) -> Result<Vec<f64>, SearchError> {
    let weights = snapshot.weights(leaves)?;
    let mut bonuses = vec![0.0; articles.len()];
    snapshot.matches(leaves, articles, &mut |rank, found| {
        found.keep_before(snapshot.body_words(articles[rank]));
        bonuses[rank] = bonus(&found.matches, &weights);
    })?;
    Ok(bonuses)
}

/// What the closeness of words adds to an article's score. `matches` are sorted
/// by position.
fn bonus(matches: &[Match], weights: &[f32]) -> f64 {
    let mut sum = 0.0;
    for pair in 0..weights.len().saturating_sub(1) {
        let near = nearness(matches, pair as u16, pair as u16 + 1);
        let rarity = f64::from(weights[pair].min(weights[pair + 1]));
        sum += LAMBDA * rarity * near * (K1 + 1.0) / (near + K1);
    }
    sum
}

/// The sum over the places of `a` of the inverse square of the distance to the
/// nearest place of `b`.
fn nearness(matches: &[Match], a: u16, b: u16) -> f64 {
    let mut sum = 0.0;
    for (at, found) in matches.iter().enumerate() {
        if found.leaf != a {
            continue;
        }
        let mut nearest = u32::MAX;
        for other in matches[at + 1..].iter().take_while(|o| o.start < found.end + REACH) {
            if other.leaf == b && other.start >= found.end {
                nearest = nearest.min(other.start + 1 - found.end);
                break;
            }
        }
        for other in matches[..at].iter().rev().take_while(|o| o.start + 2 * REACH > found.start) {
            if other.leaf == b && other.end <= found.start {
                nearest = nearest.min(found.start + 1 - other.end);
            }
        }
        if nearest <= REACH {
            sum += 1.0 / f64::from(nearest * nearest);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(leaf: u16, start: u32) -> Match {
        Match { start, end: start + 1, leaf }
    }

    #[test]
    fn the_nearer_the_better_in_either_order() {
        assert_eq!(nearness(&[at(0, 3), at(1, 4)], 0, 1), 1.0);
        assert_eq!(nearness(&[at(1, 3), at(0, 4)], 0, 1), 1.0);
        assert_eq!(nearness(&[at(0, 3), at(1, 5)], 0, 1), 0.25);
        assert_eq!(nearness(&[at(0, 3), at(1, 9)], 0, 1), 0.0);
        // the nearest place counts, once for each place of the first word
        assert_eq!(nearness(&[at(1, 1), at(0, 3), at(1, 4), at(0, 20)], 0, 1), 1.0);
    }

    #[test]
    fn only_words_that_follow_each_other_in_the_query_make_a_pair() {
        let weights = [2.0, 4.0, 3.0];
        let apart = bonus(&[at(0, 1), at(2, 2)], &weights);
        assert_eq!(apart, 0.0);
        let close = bonus(&[at(1, 1), at(2, 2)], &weights);
        assert!((close - LAMBDA * 3.0).abs() < 1e-12, "{close}");
    }
}

//! Scores drawn towards those of an article's nearest neighbours: see
//! [`crate::store::Smoothing`].
//!
//! ```text
//! score'  =  (1 − weight) · score  +  weight · Σ near · score of neighbour / Σ near
//! near    =  cosine of the two articles' terms, weighed as BM25 weighs them
//! ```
//!
//! Neighbours are looked for among the best articles only, so their own texts
//! do: nothing is kept in the index for it. Scores are means of the scores that
//! were there, so what follows those articles stays behind them.

use super::SearchError;
use super::terms_of::{Lexicon, TermsOf};
use crate::store::{Ranked, Smoothing, Snapshot};
use rustc_hash::FxHashSet;

/// BM25's, as the index is searched.
const K1: f64 = 1.2;
/// See [`K1`].
const B: f64 = 0.75;

/// Puts the first hits in order anew: all of them, from the first on, must be there.
pub(super) fn smooth(
    snapshot: &Snapshot,
    how: Smoothing,
    ranked: &mut Ranked,
) -> Result<(), SearchError> {
    let number = ranked.hits.len().min(how.docs);
    if number < 3 {
        return Ok(());
    }
    let head = &mut ranked.hits[..number];
    let nearness = Lexicon::lend(|lexicon| {
        let mut articles = Vec::with_capacity(number);
        for hit in head.iter() {
            articles.push(lexicon.read(snapshot, hit.article)?);
        }
        nearness(snapshot, lexicon, &articles)
    })?;
    let scores: Vec<f64> = head.iter().map(|hit| f64::from(hit.score)).collect();
    for (place, hit) in head.iter_mut().enumerate() {
        let row = &nearness[place * number..][..number];
        hit.score = smoothed(place, &scores, row, how) as f32;
    }
    snapshot.best_first(head);
    Ok(())
}

fn smoothed(place: usize, scores: &[f64], near: &[f64], how: Smoothing) -> f64 {
    let others = || (0..scores.len()).filter(move |&other| other != place);
    let mut order: Vec<f64> = others().map(|other| near[other]).collect();
    order.sort_by(|a, b| b.total_cmp(a));
    // those as near as the last one are neighbours too: their order says nothing of them
    let least = order.get(how.near.saturating_sub(1)).copied().unwrap_or(0.0);
    let (mut sum, mut all) = (0.0, 0.0);
    for other in others().filter(|&other| near[other] >= least) {
        sum += near[other] * scores[other];
        all += near[other];
    }
    let neighbours = if all > 0.0 { sum / all } else { scores[place] };
    (1.0 - how.weight) * scores[place] + how.weight * neighbours
}

/// The cosines of all articles with each other, row by row.
fn nearness(
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    articles: &[TermsOf],
) -> Result<Vec<f64>, SearchError> {
    let number = articles.len();
    let all = snapshot.len() as f64;
    let average = articles.iter().map(|article| f64::from(article.words)).sum::<f64>();
    let average = (average / number as f64).max(1.0);
    // a term, an article by its place, and how often it has the term
    let mut counted: Vec<(u32, usize, u32)> = Vec::new();
    for (place, article) in articles.iter().enumerate() {
        let forms = article.forms.iter().map(|&(form, _)| lexicon.form(form));
        let nothing: FxHashSet<u32> =
            forms.filter(|&(.., function_word)| function_word).map(|(_, term, _)| term).collect();
        let says = article.terms.iter().filter(|(term, _)| !nothing.contains(term));
        counted.extend(says.map(|&(term, times)| (term, place, times)));
    }
    counted.sort_unstable();
    // sums of floats are added up in the order of the terms
    let mut terms: Vec<_> = counted.chunk_by(|a, b| a.0 == b.0).collect();
    terms.sort_unstable_by_key(|places| lexicon.term(places[0].0));
    let mut products = vec![0f64; number * number];
    for places in terms {
        let with =
            snapshot.articles_with(lexicon.term(places[0].0))?.max(places.len() as u64) as f64;
        let rarity = (1.0 + (all - with).max(0.0) / (with + 0.5)).ln();
        let weights: Vec<(usize, f64)> = places
            .iter()
            .map(|&(_, place, times)| {
                let (tf, words) = (f64::from(times), f64::from(articles[place].words));
                let long = K1 * (1.0 - B + B * words / average);
                (place, rarity * tf * (K1 + 1.0) / (tf + long))
            })
            .collect();
        for (at, &(place, weight)) in weights.iter().enumerate() {
            for &(other, more) in &weights[at..] {
                products[place * number + other] += weight * more;
            }
        }
    }
    let lengths: Vec<f64> =
        (0..number).map(|place| products[place * (number + 1)].sqrt().max(1e-9)).collect();
    for place in 0..number {
        for other in place..number {
            let cosine = products[place * number + other] / (lengths[place] * lengths[other]);
            products[place * number + other] = cosine;
            products[other * number + place] = cosine;
        }
    }
    Ok(products)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOW: Smoothing = Smoothing { docs: 10, near: 2, weight: 0.5 };

    #[test]
    fn a_score_is_drawn_to_those_of_the_nearest() {
        let scores = [4.0, 2.0, 1.0, 0.5];
        // two nearest of the last: the first, three times as near as the second
        let last = smoothed(3, &scores, &[0.6, 0.2, 0.1, 1.0], HOW);
        assert!((last - (0.25 + 0.5 * 3.5)).abs() < 1e-12, "{last}");
        // nothing is near it: as it was
        assert_eq!(smoothed(1, &scores, &[0.0, 1.0, 0.0, 0.0], HOW), 2.0);
    }
}

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
use super::function_words::is_function_word;
use super::terms_of::TermsOf;
use crate::store::{Ranked, Smoothing, Snapshot};
use rustc_hash::FxHashMap;

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
    let mut articles = Vec::with_capacity(number);
    for hit in head.iter() {
        articles.push(TermsOf::read(snapshot, hit.article)?);
    }
    let nearness = nearness(snapshot, &articles)?;
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
fn nearness(snapshot: &Snapshot, articles: &[TermsOf]) -> Result<Vec<f64>, SearchError> {
    let number = articles.len();
    let all = snapshot.len() as f64;
    let average = articles.iter().map(|article| f64::from(article.words)).sum::<f64>();
    let average = (average / number as f64).max(1.0);
    let mut places: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (place, article) in articles.iter().enumerate() {
        for (term, counted) in &article.terms {
            let says = counted.forms.iter().all(|(form, _)| !is_function_word(form));
            if says {
                places.entry(term).or_default().push((place, counted.times));
            }
        }
    }
    // sums of floats are added up in the order of the terms
    let mut terms: Vec<(&str, Vec<(usize, u32)>)> = places.into_iter().collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    let mut products = vec![0f64; number * number];
    for (term, places) in terms {
        let with = snapshot.articles_with(term)?.max(places.len() as u64) as f64;
        let rarity = (1.0 + (all - with).max(0.0) / (with + 0.5)).ln();
        let weights: Vec<(usize, f64)> = places
            .into_iter()
            .map(|(place, times)| {
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

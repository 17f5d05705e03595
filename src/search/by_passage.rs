//! Passages across articles: the best of the best articles, ranked by
//! themselves. What several articles say word for word is shown once.

use super::SearchError;
use super::hits::Reader;
use super::repeated::folded;
use super::response::Passage;
use crate::store::{Scored, Sort};
use std::collections::HashMap;

/// The passages of so many articles are ranked against each other, the best
/// ones. A passage of an article further down would have to say much more than
/// its article does.
pub const MAX_ARTICLES: usize = 1000;

/// So many articles are open at once.
const BATCH: usize = 64;

/// A passage, and the article that says it first.
pub(super) struct Found {
    pub(super) article: Scored,
    pub(super) passage: Passage,
    place: usize,
}

/// The different passages of ranked articles, in order: by their own score,
/// then by the rank of the article, then by their place in it. Where articles
/// are ordered by date, theirs is the first order.
pub(super) fn rank(
    reader: &Reader<'_>,
    articles: &[Scored],
    sort: Sort,
) -> Result<Vec<Found>, SearchError> {
    let mut found = Vec::new();
    for (batch, articles) in articles.chunks(BATCH).enumerate() {
        for (at, (_, passages)) in reader.passages(articles)?.into_iter().enumerate() {
            let place = batch * BATCH + at;
            found.extend(passages.into_iter().map(|passage| Found {
                article: articles[at],
                passage,
                place,
            }));
        }
    }
    found.sort_by(|a, b| {
        let by_score = b.passage.score.total_cmp(&a.passage.score);
        let by_place = a.place.cmp(&b.place);
        let by_both = match sort {
            Sort::Relevance => by_score.then(by_place),
            Sort::Newest | Sort::Oldest => by_place.then(by_score),
        };
        by_both.then(a.passage.start.cmp(&b.passage.start))
    });
    // of those that say the same, the first stays and counts the others
    let mut first: HashMap<blake3::Hash, usize> = HashMap::with_capacity(found.len());
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut found in found {
        let said = blake3::hash(folded(&found.passage.text).join(" ").as_bytes());
        match first.get(&said) {
            Some(&known) => {
                let copies = &mut out[known].passage.copies;
                *copies = copies.map(|copies| copies + 1);
            }
            None => {
                first.insert(said, out.len());
                found.passage.copies = Some(0);
                out.push(found);
            }
        }
    }
    Ok(out)
}

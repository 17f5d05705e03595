//! How rare what a query asks for is: what it weighs as evidence.

use super::leaf::Shape;

/// BM25's inverse document frequency, the form that is never negative
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
/// Beyond", 2009, with 1 added within the logarithm as Lucene does).
pub(super) fn inverse_frequency(articles: u64, all: u64) -> f32 {
    let (n, all) = (articles.min(all) as f32, all as f32);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}

/// The rarity of a shape: of each slot that it needs, as if its terms were one; `articles` says
/// how many hold a slot.
pub(super) fn rarity(shape: &Shape, articles: &dyn Fn(usize) -> u64, all: u64) -> f32 {
    match shape {
        Shape::Word(number) => inverse_frequency(articles(*number), all),
        Shape::Phrase(slots, _) => {
            slots.iter().map(|&number| inverse_frequency(articles(number), all)).sum()
        }
        Shape::Either(parts) => {
            let least = parts.iter().map(|part| rarity(part, articles, all)).reduce(f32::min);
            least.unwrap_or(0.0)
        }
        Shape::Near { left, refused: true, .. } => rarity(left, articles, all),
        Shape::Near { left, right, .. } => {
            rarity(left, articles, all) + rarity(right, articles, all)
        }
        Shape::AtLeast(_, inner) | Shape::Lead(inner) => rarity(inner, articles, all),
    }
}

//! The formulas, over what is counted of a leaf in an article.

use super::span_query::{B, K1};
use crate::store::Formula;

/// Lucene's baselines in the literature: see [`Formula::Bm25`].
const PLAIN_K1: f64 = 0.9;
/// See [`PLAIN_K1`].
const PLAIN_B: f64 = 0.4;

/// Words that `bm25` finds but does not score, as Lucene's English analysis
/// leaves them out: its default list. BM25F and DPH need none.
const STOP_WORDS: [&str; 33] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it",
    "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
    "they", "this", "to", "was", "will", "with",
];

/// Whether a term is the stem of one of the words that [`Formula::Bm25`] does not score.
pub(super) fn is_stop_word(term: &str) -> bool {
    STOP_WORDS.binary_search(&term).is_ok()
}

/// What is known of a leaf in the whole index.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeafStatistics {
    /// Inverse document frequency (see [`super::span_query::rarity`]).
    pub(super) rarity: f64,
    /// How often it stands in all articles together.
    pub(super) occurrences: f64,
}

/// What is known of all articles.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextStatistics {
    pub(super) articles: f64,
    /// Mean number of words, copies counted.
    pub(super) average_weighted: f64,
    /// Mean number of words of headline and body.
    pub(super) average_once: f64,
}

/// What is counted in one article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    /// Places of the leaf, copies counted.
    pub(super) weighted: f64,
    /// Places in headline and body.
    pub(super) once: f64,
    /// Words, copies counted.
    pub(super) words_weighted: f64,
    /// Words of headline and body.
    pub(super) words_once: f64,
}

/// The score of one leaf in one article; 0 where it has no place.
///
/// ```text
/// BM25, BM25F   idf · tf·(k1+1) / (tf + k1·(1 − b + b·words/average))
/// DPH           (1−f)²/(tf+1) · ( tf·log2(tf·average/words·articles/occurrences)
///                                 + ½·log2(2π·tf·(1−f)) )         f = tf/words
/// ```
pub(super) fn score(
    formula: Formula,
    counted: Counted,
    leaf: LeafStatistics,
    text: TextStatistics,
) -> f64 {
    let saturated = |tf: f64, words: f64, average: f64, k1: f64, b: f64| {
        leaf.rarity * tf * (k1 + 1.0) / (tf + k1 * (1.0 - b + b * words / average.max(1.0)))
    };
    match formula {
        Formula::Bm25 if counted.once > 0.0 => {
            saturated(counted.once, counted.words_once, text.average_once, PLAIN_K1, PLAIN_B)
        }
        Formula::Bm25f if counted.weighted > 0.0 => {
            let (k1, b) = (f64::from(K1), f64::from(B));
            saturated(counted.weighted, counted.words_weighted, text.average_weighted, k1, b)
        }
        Formula::Dph if counted.weighted > 0.0 => dph(counted, leaf, text),
        _ => 0.0,
    }
}

fn dph(counted: Counted, leaf: LeafStatistics, text: TextStatistics) -> f64 {
    let tf = counted.weighted;
    let words = counted.words_weighted.max(tf);
    // an article of nothing but the word would give 0 · log 0
    let share = (tf / words).min(0.999);
    let expected =
        tf * (text.average_weighted / words) * (text.articles / leaf.occurrences.max(1.0));
    let normal = (1.0 - share) * (1.0 - share) / (tf + 1.0);
    let surprise =
        tf * expected.log2() + 0.5 * (2.0 * std::f64::consts::PI * tf * (1.0 - share)).log2();
    // where a word is as frequent as chance has it, the surprise can be below nothing
    (normal * surprise).max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: TextStatistics =
        TextStatistics { articles: 1000.0, average_weighted: 100.0, average_once: 80.0 };
    const LEAF: LeafStatistics = LeafStatistics { rarity: 4.0, occurrences: 20.0 };

    fn counted(times: f64, words: f64) -> Counted {
        Counted { weighted: times, once: times, words_weighted: words, words_once: words }
    }

    #[test]
    fn figures_worked_out_by_hand() {
        // 4 · 2·1.9 / (2 + 0.9·(0.6 + 0.4·80/80)) = 15.2 / 2.9
        let bm25 = score(Formula::Bm25, counted(2.0, 80.0), LEAF, TEXT);
        assert!((bm25 - 15.2 / 2.9).abs() < 1e-12, "{bm25}");
        // 4 · 2·2.2 / (2 + 1.2) = 5.5
        let bm25f = score(Formula::Bm25f, counted(2.0, 100.0), LEAF, TEXT);
        assert!((bm25f - 5.5).abs() < 1e-6, "{bm25f}");
        // f = 0.02; 0.98²/3 · (2·log2(2·1·50) + ½·log2(2π·2·0.98))
        let by_hand = 0.98 * 0.98 / 3.0
            * (2.0 * 100f64.log2() + 0.5 * (4.0 * std::f64::consts::PI * 0.98).log2());
        let dph = score(Formula::Dph, counted(2.0, 100.0), LEAF, TEXT);
        assert!((dph - by_hand).abs() < 1e-12, "{dph} {by_hand}");
    }

    #[test]
    fn stop_words_are_their_own_stems() {
        assert!(STOP_WORDS.is_sorted());
        for word in STOP_WORDS {
            assert!(is_stop_word(&crate::schema::normalise(word, true)), "{word}");
        }
    }

    #[test]
    fn more_places_and_fewer_words_are_better() {
        for formula in [Formula::Bm25, Formula::Bm25f, Formula::Dph] {
            let of = |times, words| score(formula, counted(times, words), LEAF, TEXT);
            assert!(of(3.0, 100.0) > of(1.0, 100.0), "{formula:?}");
            assert!(of(1.0, 50.0) > of(1.0, 200.0), "{formula:?}");
            assert_eq!(of(0.0, 100.0), 0.0);
            assert!(of(5.0, 5.0) > 0.0, "{formula:?}");
        }
    }
}

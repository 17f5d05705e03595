//! The formulas, over what is counted of a leaf in an article.

use crate::schema::{HEADLINE_WEIGHT, LEAD_WORDS};
use crate::store::{Bm25f, Formula};
use std::f64::consts::{LOG2_E, PI};

/// Words that `bm25` finds but does not score, as Lucene's English analysis
/// leaves them out: its default list. In other models such words count less (`search/function_words.rs`).
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
    /// How often it stands in all articles together, copies counted.
    pub(super) occurrences: f64,
    /// How many articles have it.
    pub(super) articles: f64,
}

/// What is known of all articles.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextStatistics {
    pub(super) articles: f64,
    /// Mean number of words, as the formula counts them.
    pub(super) average: f64,
}

/// What is counted in one article, as the formula counts it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    /// Places of the leaf.
    pub(super) places: f64,
    /// Words.
    pub(super) words: f64,
}

/// Places of a leaf in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// With the copies of the headline.
    pub(super) all: u32,
    /// In headline and body.
    pub(super) once: u32,
    /// Of those the ones in the body.
    pub(super) body: u32,
    /// Of those the ones in the lead.
    pub(super) lead: u32,
}

/// What a formula takes for the text of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Text {
    /// The headline repeated as in the index.
    AsIndexed,
    /// Headline and body.
    Once,
    /// The body, and beside it headline and lead with these weights.
    Weighted { headline: f64, lead: f64 },
}

impl Text {
    pub(super) fn of(formula: Formula) -> Self {
        match formula {
            Formula::Bm25 { .. } => Self::Once,
            Formula::Bm25f(Bm25f { headline, lead, .. })
                if (headline, lead) != (HEADLINE_WEIGHT as f64, 0.0) =>
            {
                Self::Weighted { headline, lead }
            }
            _ => Self::AsIndexed,
        }
    }

    /// How often a leaf counts that has so many places.
    pub(super) fn places(self, places: Places) -> f64 {
        let Places { all, once, body, lead: in_lead } = places;
        match self {
            Self::AsIndexed => all.into(),
            Self::Once => once.into(),
            Self::Weighted { headline, lead } => {
                let in_headline = f64::from(once - body);
                f64::from(body) + headline * in_headline + lead * f64::from(in_lead)
            }
        }
    }

    /// The length of an article, or the mean of all: `indexed` with copies.
    pub(super) fn words(self, indexed: f64, body: f64, in_headline: f64, in_lead: f64) -> f64 {
        match self {
            Self::AsIndexed => indexed,
            Self::Once => body + in_headline,
            Self::Weighted { headline, lead } => body + headline * in_headline + lead * in_lead,
        }
    }
}

/// How many words of a body are its lead.
pub(super) fn lead_words(body: u32) -> u32 {
    (LEAD_WORDS as u32).min(body)
}

/// The score of one leaf in one article; 0 where it has no place.
///
/// ```text
/// BM25, BM25F   idf · tf·(k1+1) / (tf + k1·(1 − b + b·words/average))
/// DPH           (1−f)²/(tf+1) · ( tf·log2(tf·average/words·articles/occurrences)
///                                 + ½·log2(2π·tf·(1−f)) )         f = tf/words
/// PL2           1/(t+1) · ( t·log2(t/z) + (z−t)·log2(e) + ½·log2(2π·t) )
///                         t = tf·log2(1 + c·average/words), z = occurrences/articles
/// LGD           ln((t+z)/z)             t the same, z = share of articles that have it
/// Dirichlet     ln(1 + tf/(μ·p))        p = occurrences / words of all articles
/// Jelinek-M.    ln(1 + (1−λ)·tf/(λ·p·words))
/// ```
pub(super) fn score(
    formula: Formula,
    counted: Counted,
    leaf: LeafStatistics,
    text: TextStatistics,
) -> f64 {
    let Counted { places: tf, words } = counted;
    if tf <= 0.0 {
        return 0.0;
    }
    let average = text.average.max(1.0);
    // no article has fewer words than places, but for codes of lengths that round down
    let words = words.max(tf);
    let language = leaf.occurrences.max(1.0) / (text.articles * average).max(1.0);
    let normalised = |c: f64| tf * (1.0 + c * average / words).log2();
    match formula {
        Formula::Bm25 { k1, b } | Formula::Bm25f(Bm25f { k1, b, .. }) => {
            leaf.rarity * tf * (k1 + 1.0) / (tf + k1 * (1.0 - b + b * counted.words / average))
        }
        Formula::Dph => {
            // an article of nothing but the word would give 0 · log 0
            let share = (tf / words).min(0.999);
            let expected = tf * (average / words) * (text.articles / leaf.occurrences.max(1.0));
            let normal = (1.0 - share) * (1.0 - share) / (tf + 1.0);
            let surprise = tf * expected.log2() + 0.5 * (2.0 * PI * tf * (1.0 - share)).log2();
            // where a word is as frequent as chance has it, the surprise can be below nothing
            (normal * surprise).max(f64::MIN_POSITIVE)
        }
        Formula::Pl2 { c } => {
            let (t, z) = (normalised(c), leaf.occurrences.max(1.0) / text.articles.max(1.0));
            let surprise = t * (t / z).log2() + (z - t) * LOG2_E + 0.5 * (2.0 * PI * t).log2();
            (surprise / (t + 1.0)).max(f64::MIN_POSITIVE)
        }
        Formula::Lgd { c } => {
            let z = leaf.articles.max(1.0) / text.articles.max(1.0);
            ((normalised(c) + z) / z).ln()
        }
        Formula::Ql { mu } => (tf / (mu * language)).ln_1p(),
        Formula::Qljm { lambda } => ((1.0 - lambda) * tf / (lambda * language * words)).ln_1p(),
    }
}

/// What an article's length adds to the score of a query whose words weigh so
/// much together: with a Dirichlet prior `ln(μ/(words + μ))` a word, whether
/// the article has it or not.
pub(super) fn of_length(formula: Formula, weight: f64, words: f64) -> f64 {
    match formula {
        Formula::Ql { mu } => weight * (mu / (words + mu)).ln(),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: TextStatistics = TextStatistics { articles: 1000.0, average: 100.0 };
    const LEAF: LeafStatistics = LeafStatistics { rarity: 4.0, occurrences: 20.0, articles: 10.0 };

    fn of(model: &str, places: f64, words: f64) -> f64 {
        let model: crate::store::Model = model.parse().unwrap();
        score(model.formula(), Counted { places, words }, LEAF, TEXT)
    }

    #[test]
    fn figures_worked_out_by_hand() {
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{found}");
        // 4 · 2·1.9 / (2 + 0.9·(0.6 + 0.4·100/100)) = 15.2 / 2.9
        near(of("bm25", 2.0, 100.0), 15.2 / 2.9);
        // 4 · 2·2.2 / (2 + 1.2) = 5.5
        near(of("bm25f", 2.0, 100.0), 5.5);
        // 4 · 2·3 / (2 + 2·(0.5 + 0.5·2)) = 24 / 5
        near(of("bm25f(k1=2,b=0.5)", 2.0, 200.0), 4.8);
        // f = 0.02; 0.98²/3 · (2·log2(2·1·50) + ½·log2(2π·2·0.98))
        let dph = 2.0 * 100f64.log2() + 0.5 * (4.0 * PI * 0.98).log2();
        near(of("dph", 2.0, 100.0), 0.98 * 0.98 / 3.0 * dph);
        // t = 2·log2(1 + 1) = 2, z = 0.02: (2·log2(100) − 1.98·log2(e) + ½·log2(4π)) / 3
        let pl2 = 2.0 * 100f64.log2() - 1.98 * LOG2_E + 0.5 * (4.0 * PI).log2();
        near(of("pl2(c=1)", 2.0, 100.0), pl2 / 3.0);
        // t = 2·log2(1 + 1·100/100) = 2, z = 0.01: ln(201)
        near(of("lgd(c=1)", 2.0, 100.0), 201f64.ln());
        // p = 20/100,000: 1 + 2/(1000 · 0.0002) = 11
        near(of("ql(mu=1000)", 2.0, 100.0), 11f64.ln());
        near(of_length(Formula::Ql { mu: 1000.0 }, 3.0, 1000.0), 3.0 * 0.5f64.ln());
        // 1 + 0.5·2/(0.5·0.0002·100) = 101
        near(of("qljm(lambda=0.5)", 2.0, 100.0), 101f64.ln());
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
        for model in ["bm25", "bm25f", "dph", "pl2", "lgd", "ql", "qljm"] {
            let formula = model.parse::<crate::store::Model>().unwrap().formula();
            let of = |places, words| of(model, places, words) + of_length(formula, 1.0, words);
            assert!(of(3.0, 100.0) > of(1.0, 100.0), "{model}");
            assert!(of(1.0, 50.0) > of(1.0, 200.0), "{model}");
            assert!(of(5.0, 5.0).is_finite(), "{model}");
        }
    }

    #[test]
    fn headline_and_lead_are_told_from_the_body() {
        // 3 in the body, of them 2 in the lead; 1 in the headline, which stands there twice
        let places = Places { all: 3 + 2, once: 3 + 1, body: 3, lead: 2 };
        assert_eq!(Text::AsIndexed.places(places), 5.0);
        assert_eq!(Text::Once.places(places), 4.0);
        assert_eq!(Text::Weighted { headline: 1.5, lead: 0.0 }.places(places), 4.5);
        assert_eq!(Text::Weighted { headline: 2.0, lead: 1.0 }.places(places), 7.0);
    }
}

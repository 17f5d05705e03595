//! Grows a query by words of the best articles of a first search
//! (pseudo-relevance feedback), for `--model bm25f+rm3` and its kin.
//!
//! ```text
//! RM3   of the 5 best: p(w) = Σ score(d) · tf(w,d)/words(d), the 40 heaviest,
//!       0.6 · query + 0.4 · p
//! Bo1   of the 10 best together: tf·log2((1+λ)/λ) + log2(1+λ), λ = occurrences/articles;
//!       the 20 heaviest, at half the weight of the query's own words
//! ```
//!
//! The numbers of articles and words are those that did best in trials on
//! cranfield, CISI and NPL; `benches/README.md` has what they bring.

use super::SearchError;
use crate::query::{Clause, Occur, Query};
use crate::schema::{Field, HEADLINE_WEIGHT, Words, normalise};
use crate::store::{Feedback, Ranked, Snapshot};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a query is grown.
struct Settings {
    articles: usize,
    words: usize,
    /// Weight of what is added, against 1 for all that was asked.
    share: f64,
}

const RM3: Settings = Settings { articles: 5, words: 40, share: 0.4 };
const BO1: Settings = Settings { articles: 10, words: 20, share: 0.5 };

/// A word that feedback added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AddedWord {
    /// As it stands in the articles, in small letters.
    pub word: String,
    /// Beside the weight of a word of the query, which is 1.
    pub weight: f32,
}

/// How many articles a feedback looks at.
pub(super) fn articles(feedback: Feedback) -> usize {
    settings(feedback).articles
}

fn settings(feedback: Feedback) -> Settings {
    match feedback {
        Feedback::Rm3 => RM3,
        Feedback::Bo1 => BO1,
    }
}

/// A word of the articles looked at.
#[derive(Default)]
struct Seen {
    weight: f64,
    /// How often each written form stands there.
    forms: BTreeMap<String, u32>,
}

/// The query with words of `best`, and which they are. A query of which no
/// word can be wished for is left as it is.
pub(super) fn grown(
    snapshot: &Snapshot,
    query: &Query,
    feedback: Feedback,
    best: &Ranked,
) -> Result<(Query, Vec<AddedWord>), SearchError> {
    let own = own_words(query);
    if own.is_empty() || best.hits.is_empty() {
        return Ok((query.clone(), Vec::new()));
    }
    let settings = settings(feedback);
    let scores: f64 = best.hits.iter().map(|hit| f64::from(hit.score)).sum();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for hit in &best.hits {
        let record = snapshot.record(hit.article)?;
        let body = record.body()?;
        let headline = record.about()?.0.headline;
        let words =
            (Words::new(&body).count() + HEADLINE_WEIGHT * Words::new(&headline).count()).max(1);
        let weight = match feedback {
            Feedback::Rm3 => f64::from(hit.score) / scores.max(f64::MIN_POSITIVE) / words as f64,
            Feedback::Bo1 => 1.0,
        };
        for (text, times) in [(&body, 1), (&headline, HEADLINE_WEIGHT)] {
            for word in Words::new(text) {
                let folded = normalise(&text[word.start..word.end], false);
                if folded.is_empty() {
                    continue;
                }
                let entry = seen.entry(normalise(&folded, true)).or_default();
                entry.weight += weight * times as f64;
                *entry.forms.entry(folded).or_default() += 1;
            }
        }
    }
    let mut weighed = Vec::new();
    for (term, entry) in seen {
        // function words and numbers of one digit say nothing of a topic
        if is_function_word(&term, &entry) {
            continue;
        }
        let weight = match feedback {
            Feedback::Rm3 => entry.weight,
            Feedback::Bo1 => {
                let (occurrences, _) = snapshot.occurrences(&term)?;
                let mean = occurrences.max(1) as f64 / snapshot.len().max(1) as f64;
                entry.weight * ((1.0 + mean) / mean).log2() + (1.0 + mean).log2()
            }
        };
        weighed.push((weight, term, entry));
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate(settings.words);
    let all: f64 = weighed.iter().map(|(weight, ..)| weight).sum();
    let heaviest = weighed.first().map_or(1.0, |(weight, ..)| *weight);
    // a word of the query weighs 1, which is (1 - share) / words of it
    let scale = match feedback {
        Feedback::Rm3 => {
            settings.share / all.max(f64::MIN_POSITIVE) * own.len() as f64 / (1.0 - settings.share)
        }
        Feedback::Bo1 => settings.share / heaviest.max(f64::MIN_POSITIVE),
    };
    let added: Vec<AddedWord> = weighed
        .into_iter()
        .map(|(weight, term, entry)| AddedWord {
            word: form(&term, &entry),
            weight: (weight * scale) as f32,
        })
        .filter(|added| added.weight > 0.0)
        .collect();
    Ok((with_words(query, &added), added))
}

/// The most frequent form that is stemmed to the term.
fn form(term: &str, seen: &Seen) -> String {
    let forms = seen.forms.iter().filter(|(form, _)| normalise(form, true) == term);
    let most = forms.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    most.map_or_else(|| term.to_owned(), |(form, _)| form.clone())
}

/// The words that a query wishes for, without those of conditions.
fn own_words(query: &Query) -> Vec<&Query> {
    match query {
        Query::Word(Field::Text, _) | Query::Phrase(Field::Text, ..) => vec![query],
        Query::Boost(inner, _) => own_words(inner),
        Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(own_words).collect(),
        Query::Bag(clauses) => {
            let wished = clauses.iter().filter(|clause| clause.occur != Occur::Not);
            wished.flat_map(|clause| own_words(&clause.query)).collect()
        }
        _ => Vec::new(),
    }
}

/// The words added as wishes, where the query has its own: conditions still hold.
pub(super) fn with_words(query: &Query, added: &[AddedWord]) -> Query {
    if added.is_empty() {
        return query.clone();
    }
    match query {
        // words beside conditions: the words are grown, the conditions stay
        Query::And(parts) => {
            let wishes = |part: &&Query| part.condition_on().is_none() && part.is_scored();
            let mut grown = false;
            let one = parts.iter().filter(wishes).count() == 1;
            let parts = parts
                .iter()
                .map(|part| {
                    if one && !grown && wishes(&part) {
                        grown = true;
                        with_words(part, added)
                    } else {
                        part.clone()
                    }
                })
                .collect();
            if one {
                return Query::And(parts);
            }
            needed(query, added)
        }
        Query::Bag(clauses) => {
            let mut clauses = clauses.clone();
            clauses.extend(wishes(added));
            Query::Bag(clauses)
        }
        Query::Or(_) => needed(query, added),
        word => {
            let own = Clause { occur: Occur::Should, query: word.clone() };
            Query::Bag(std::iter::once(own).chain(wishes(added)).collect())
        }
    }
}

/// The query as it is, the words only for the score.
fn needed(query: &Query, added: &[AddedWord]) -> Query {
    let own = Clause { occur: Occur::Must, query: query.clone() };
    Query::Bag(std::iter::once(own).chain(wishes(added)).collect())
}

fn wishes(added: &[AddedWord]) -> impl Iterator<Item = Clause> {
    added.iter().map(|added| Clause {
        occur: Occur::Should,
        query: Query::Boost(Box::new(Query::Word(Field::Text, added.word.clone())), added.weight),
    })
}

/// Words of the language, not of a topic: the list of Snowball's English
/// stemmer, shortened to what news is full of.
fn is_function_word(term: &str, seen: &Seen) -> bool {
    term.chars().count() < 2
        || seen.forms.keys().any(|form| FUNCTION_WORDS.binary_search(&form.as_str()).is_ok())
}

/// Sorted.
const FUNCTION_WORDS: [&str; 122] = [
    "a", "about", "above", "after", "again", "against", "all", "also", "am", "an", "and", "any",
    "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "could", "did", "do", "does", "doing", "down", "during", "each", "few",
    "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers", "him",
    "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "may", "me", "more",
    "most", "mr", "mrs", "must", "my", "no", "nor", "not", "now", "of", "off", "on", "once",
    "only", "or", "other", "our", "out", "over", "own", "said", "same", "she", "should", "so",
    "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "upon", "very", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
    "would", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn the_list_can_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn conditions_still_hold() {
        let added = [AddedWord { word: "talks".into(), weight: 0.5 }];
        for (typed, grown) in [
            ("taliban", "taliban talks^0.5"),
            ("taliban bounty", "taliban bounty talks^0.5"),
            ("taliban bounty source:ap", "(taliban bounty talks^0.5) AND source:ap"),
            ("+taliban -bounty", "+taliban -bounty talks^0.5"),
            ("taliban AND bounty", "+(taliban AND bounty) talks^0.5"),
            ("taliban OR bounty", "+(taliban OR bounty) talks^0.5"),
        ] {
            assert_eq!(with_words(&parse(typed).query, &added).to_string(), grown, "{typed}");
        }
    }
}

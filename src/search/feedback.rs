//! Grows a query by words of the best articles of a first search
//! (pseudo-relevance feedback), for `--model bm25f+rm3` and its kin.
//!
//! ```text
//! RM3       p(w) = Σ score(d) · tf(w,d)/words(d); the heaviest, so that they have
//!           their share of the weight of all: (1 − weight) · query + weight · p
//! Bo1       of all articles together: tf·log2((1+λ)/λ) + log2(1+λ), λ = occurrences/articles;
//!           the heaviest at `weight`, against 1 for a word of the query
//! Rocchio   alpha · query/|query| + beta · mean of tf(d)/|tf(d)|
//! ```
//!
//! The query's own words keep their weights; what is added is weighed beside
//! them. The numbers of articles and words are those that did best in trials on
//! cranfield, CISI and NPL; `benches/README.md` has what they bring.

use super::SearchError;
use super::function_words::is_function_word;
use super::terms_of::TermsOf;
use crate::query::{Clause, Occur, Query};
use crate::schema::Field;
use crate::store::{Feedback, Formula, Ranked, Snapshot};
use serde::Serialize;
use std::collections::BTreeMap;

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
    match feedback {
        Feedback::Rm3 { docs, .. }
        | Feedback::Bo1 { docs, .. }
        | Feedback::Rocchio { docs, .. } => docs,
    }
}

/// A term of the articles looked at.
#[derive(Default)]
struct Seen {
    weight: f64,
    /// How often each written form stands there.
    forms: BTreeMap<String, u32>,
}

/// The words of `best` that grow a query; none where no word of its own is wished for.
pub(super) fn added(
    snapshot: &Snapshot,
    query: &Query,
    formula: Formula,
    feedback: Feedback,
    best: &Ranked,
) -> Result<Vec<AddedWord>, SearchError> {
    let own: Vec<f64> = own_words(query, 1.0);
    let own_weight: f64 = own.iter().sum();
    if own_weight <= 0.0 || best.hits.is_empty() {
        return Ok(Vec::new());
    }
    let likelihoods = likelihoods(formula, own_weight, best);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (hit, likelihood) in best.hits.iter().zip(likelihoods) {
        let terms = TermsOf::read(snapshot, hit.article)?;
        let weight = match feedback {
            Feedback::Rm3 { .. } => likelihood / terms.words.max(1) as f64,
            Feedback::Bo1 { .. } => 1.0,
            Feedback::Rocchio { .. } => 1.0 / (terms.length() * best.hits.len() as f64),
        };
        for (term, counted) in terms.terms {
            let entry = seen.entry(term).or_default();
            entry.weight += weight * f64::from(counted.times);
            for (form, times) in counted.forms {
                *entry.forms.entry(form).or_default() += times;
            }
        }
    }
    // function words and numbers of one digit say nothing of a topic
    seen.retain(|term, entry| !says_nothing(term, entry));
    let mut weighed: Vec<(f64, String, Seen)> = match feedback {
        Feedback::Bo1 { terms, .. } => divergent(snapshot, seen, terms)?,
        _ => seen.into_iter().map(|(term, entry)| (entry.weight, term, entry)).collect(),
    };
    heaviest_first(&mut weighed);
    let (Feedback::Rm3 { terms, .. }
    | Feedback::Bo1 { terms, .. }
    | Feedback::Rocchio { terms, .. }) = feedback;
    weighed.truncate(terms);
    let all: f64 = weighed.iter().map(|(weight, ..)| weight).sum();
    let heaviest = weighed.first().map_or(1.0, |(weight, ..)| *weight);
    // the query's own words have `own_weight` together
    let scale = match feedback {
        Feedback::Rm3 { weight, .. } => {
            weight / all.max(f64::MIN_POSITIVE) * own_weight / (1.0 - weight)
        }
        Feedback::Bo1 { weight, .. } => weight / heaviest.max(f64::MIN_POSITIVE),
        Feedback::Rocchio { alpha, beta, .. } => {
            beta / alpha * own.iter().map(|weight| weight * weight).sum::<f64>().sqrt()
        }
    };
    Ok(weighed
        .into_iter()
        .map(|(weight, term, entry)| AddedWord {
            word: form(&term, &entry),
            weight: (weight * scale) as f32,
        })
        .filter(|added| added.weight > 0.0)
        .collect())
}

fn heaviest_first(weighed: &mut [(f64, String, Seen)]) {
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
}

/// Terms by how far they diverge from chance: all that may be among the `most`
/// heaviest, each with its weight. How often a term stands in all articles is
/// told by its whole list of postings alone, in how many by the dictionary:
/// with the latter for the former no weight is too low, so what is too light
/// even then needs no list read. (A term that stands more often in the mean
/// article than in these all together could weigh more; such are function words.)
fn divergent(
    snapshot: &Snapshot,
    seen: BTreeMap<String, Seen>,
    most: usize,
) -> Result<Vec<(f64, String, Seen)>, SearchError> {
    let weight = |times: f64, occurrences: u64| {
        let mean = occurrences.max(1) as f64 / snapshot.len().max(1) as f64;
        times * ((1.0 + mean) / mean).log2() + (1.0 + mean).log2()
    };
    let mut bounds = Vec::with_capacity(seen.len());
    for (term, entry) in seen {
        let articles = snapshot.articles_with(&term)?;
        bounds.push((weight(entry.weight, articles), term, entry));
    }
    heaviest_first(&mut bounds);
    let mut out: Vec<(f64, String, Seen)> = Vec::new();
    let mut best: Vec<f64> = Vec::new();
    for (bound, term, entry) in bounds {
        if best.len() == most && best.last().is_some_and(|&least| bound < least) {
            break;
        }
        let weight = weight(entry.weight, snapshot.occurrences(&term)?.0);
        let at = best.partition_point(|&other| other >= weight);
        best.insert(at, weight);
        best.truncate(most);
        out.push((weight, term, entry));
    }
    Ok(out)
}

/// What each article counts, all together 1. Scores do for likelihoods, but for
/// those of a language model, which are logarithms: a word's likelihood each,
/// so that a long query does not believe in one article alone.
fn likelihoods(formula: Formula, own_weight: f64, best: &Ranked) -> Vec<f64> {
    let most = best.hits.first().map_or(0.0, |hit| f64::from(hit.score));
    let likelihood = |score: f32| match formula {
        Formula::Ql { .. } => ((f64::from(score) - most) / own_weight).exp(),
        _ => f64::from(score),
    };
    let out: Vec<f64> = best.hits.iter().map(|hit| likelihood(hit.score)).collect();
    let sum: f64 = out.iter().sum();
    out.into_iter().map(|likelihood| likelihood / sum.max(f64::MIN_POSITIVE)).collect()
}

/// The most frequent form of the term.
fn form(term: &str, seen: &Seen) -> String {
    let most = seen.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    most.map_or_else(|| term.to_owned(), |(form, _)| form.clone())
}

/// The weights of the words that a query wishes for, without those of conditions.
fn own_words(query: &Query, weight: f64) -> Vec<f64> {
    match query {
        Query::Word(Field::Text, _) | Query::Phrase(Field::Text, ..) => vec![weight],
        Query::Boost(inner, more) => own_words(inner, weight * f64::from(*more)),
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().flat_map(|part| own_words(part, weight)).collect()
        }
        Query::Bag(clauses) => {
            let wished = clauses.iter().filter(|clause| clause.occur != Occur::Not);
            wished.flat_map(|clause| own_words(&clause.query, weight)).collect()
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

/// Function words, and what news is full of.
fn says_nothing(term: &str, seen: &Seen) -> bool {
    const NEWS: [&str; 9] = ["also", "may", "mr", "mrs", "must", "now", "said", "upon", "around"];
    let nothing = |form: &String| is_function_word(form) || NEWS.contains(&form.as_str());
    term.chars().count() < 2 || seen.forms.keys().any(nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

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

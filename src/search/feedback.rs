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
use super::terms_of::{Lexicon, TermsOf};
use crate::query::{Clause, Occur, Query};
use crate::schema::Field;
use crate::store::{Feedback, Formula, Ranked, Snapshot};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// What news is full of, beside function words.
const NEWS: [&str; 9] = ["also", "may", "mr", "mrs", "must", "now", "said", "upon", "around"];

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
struct Seen {
    term: u32,
    weight: f64,
    /// It is too common, or too short, to say anything of a topic.
    says_nothing: bool,
}

/// The terms of the articles looked at.
#[derive(Default)]
struct AllSeen {
    terms: Vec<Seen>,
    /// Where a term stands in `terms`.
    places: FxHashMap<u32, usize>,
    /// The forms in each article, and how often each stands there.
    forms: Vec<(u32, u32)>,
}

impl AllSeen {
    fn add(&mut self, lexicon: &Lexicon, article: TermsOf, weight: f64) {
        for (term, times) in article.terms {
            let place = *self.places.entry(term).or_insert_with(|| {
                let says_nothing = lexicon.term(term).chars().nth(1).is_none();
                self.terms.push(Seen { term, weight: 0.0, says_nothing });
                self.terms.len() - 1
            });
            self.terms[place].weight += weight * f64::from(times);
        }
        for &(form, _) in &article.forms {
            let (text, term, function_word) = lexicon.form(form);
            if function_word || NEWS.contains(&text) {
                self.terms[self.places[&term]].says_nothing = true;
            }
        }
        self.forms.extend(article.forms);
    }

    /// The most frequent form of each term, of several the first in the alphabet.
    fn usual_forms(&self, lexicon: &Lexicon, terms: &[(f64, u32)]) -> Vec<String> {
        let places: FxHashMap<u32, usize> =
            terms.iter().enumerate().map(|(place, &(_, term))| (term, place)).collect();
        let mut forms: Vec<Vec<(u32, u32)>> = vec![Vec::new(); terms.len()];
        for &(form, times) in &self.forms {
            let Some(&place) = places.get(&lexicon.form(form).1) else { continue };
            match forms[place].iter_mut().find(|(known, _)| *known == form) {
                Some((_, all)) => *all += times,
                None => forms[place].push((form, times)),
            }
        }
        let usual = |forms: &Vec<(u32, u32)>| {
            let texts = forms.iter().map(|&(form, times)| (times, Reverse(lexicon.form(form).0)));
            texts.max().map_or_else(String::new, |(_, Reverse(text))| text.to_owned())
        };
        forms.iter().map(usual).collect()
    }
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
    Lexicon::lend(|lexicon| {
        let mut seen = AllSeen::default();
        for (hit, likelihood) in best.hits.iter().zip(likelihoods) {
            let article = lexicon.read(snapshot, hit.article)?;
            let weight = match feedback {
                Feedback::Rm3 { .. } => likelihood / article.words.max(1) as f64,
                Feedback::Bo1 { .. } => 1.0,
                Feedback::Rocchio { .. } => 1.0 / (article.length() * best.hits.len() as f64),
            };
            seen.add(lexicon, article, weight);
        }
        let said = seen.terms.iter().filter(|seen| !seen.says_nothing);
        let mut weighed: Vec<(f64, u32)> = said.map(|seen| (seen.weight, seen.term)).collect();
        let (Feedback::Rm3 { terms, .. }
        | Feedback::Bo1 { terms, .. }
        | Feedback::Rocchio { terms, .. }) = feedback;
        if let Feedback::Bo1 { .. } = feedback {
            weighed = divergent(snapshot, lexicon, weighed, terms)?;
        }
        keep_heaviest(&mut weighed, lexicon, terms);
        let all: f64 = weighed.iter().map(|(weight, _)| weight).sum();
        let heaviest = weighed.first().map_or(1.0, |(weight, _)| *weight);
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
        let forms = seen.usual_forms(lexicon, &weighed);
        let added = weighed
            .iter()
            .zip(forms)
            .map(|(&(weight, _), word)| AddedWord { word, weight: (weight * scale) as f32 });
        Ok(added.filter(|added| added.weight > 0.0).collect())
    })
}

/// The `most` heaviest, heaviest first; of equals the first in the alphabet.
fn keep_heaviest(weighed: &mut Vec<(f64, u32)>, lexicon: &Lexicon, most: usize) {
    let order = |a: &(f64, u32), b: &(f64, u32)| {
        b.0.total_cmp(&a.0).then_with(|| lexicon.term(a.1).cmp(lexicon.term(b.1)))
    };
    if most < weighed.len() {
        weighed.select_nth_unstable_by(most, order);
        weighed.truncate(most);
    }
    weighed.sort_unstable_by(order);
}

/// Terms by how far they diverge from chance: all that may be among the `most`
/// heaviest, each with its weight, from how often each stands in these articles.
/// How often it stands in all articles is told by its whole list of postings
/// alone, in how many by the dictionary. Either is at least what is known without
/// them, and with less no weight is too low, so what is too light even then needs
/// no list read, nor a look into the dictionary. (A term that stands more often in
/// the mean article than in these all together could weigh more; such are function
/// words.)
fn divergent(
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    mut seen: Vec<(f64, u32)>,
    most: usize,
) -> Result<Vec<(f64, u32)>, SearchError> {
    let weight = |times: f64, occurrences: f64| {
        let mean = occurrences.max(1.0) / snapshot.len().max(1) as f64;
        times * ((1.0 + mean) / mean).log2() + (1.0 + mean).log2()
    };
    // the more often, the more a term can weigh
    seen.sort_unstable_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| lexicon.term(a.1).cmp(lexicon.term(b.1)))
    });
    let mut out: Vec<(f64, u32)> = Vec::new();
    let mut best: Vec<f64> = Vec::with_capacity(most + 1);
    for (times, term) in seen {
        let least = best.last().copied().filter(|_| best.len() == most);
        let too_light = |bound: f64| least.is_some_and(|least| bound < least);
        if too_light(weight(times, times)) {
            break;
        }
        let text = lexicon.term(term);
        if too_light(weight(times, snapshot.articles_with(text)? as f64)) {
            continue;
        }
        let weight = weight(times, snapshot.occurrences(text)?.0 as f64);
        let at = best.partition_point(|&other| other >= weight);
        best.insert(at, weight);
        best.truncate(most);
        out.push((weight, term));
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

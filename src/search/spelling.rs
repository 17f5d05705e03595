//! "Did you mean": for a word of the query that the index does not know, or
//! hardly, the word it was probably meant to be, from the index's own words.
//!
//! ```text
//! taliban bounteis
//!         bounteis    in no article
//!           stems near it            bounti (13 articles) by an automaton over the dictionary
//!           words one edit from it   bounties → bounti,   for slips in the ending that a stem hides
//!         → bounties                 as the articles write it
//! ```
//!
//! A query of known words costs a look into the dictionary for each word, and
//! no more than that. What is done for the others is bounded: by words and by
//! letters, never by a clock, so that the same index gives the same answer.

use super::SearchError;
use crate::query::{Occur, Query, edits_between};
use crate::schema::{Field, Words, normalise};
use crate::store::Snapshot;
use std::collections::BTreeMap;

/// So many words of a query are looked at, and so many of them replaced.
const WORDS: usize = 32;
const REPLACED: usize = 4;
/// Shorter words are too near to too many others; longer ones are no words.
const SHORTEST: usize = 4;
const LONGEST: usize = 24;
/// Words of so many letters may lie two edits off; shorter ones one.
const TWO_EDITS_FROM: usize = 8;
/// A word is rare in at most one article in so many, and never in more than so many.
const RARE: u64 = 250;
const RARE_AT_MOST: u64 = 20;
/// What is proposed for a rare word is one edit off and so many times as frequent.
const TIMES: u64 = 50;
/// In an index of so many articles a word of a single one is more often a
/// misprint than what somebody meant.
const LARGE: u64 = 1_000;
/// A second edit must be worth a hundred times the frequency, another first
/// letter twenty times: people rarely mistype the first letter (Pollock and
/// Zamora, "Automatic Spelling Correction in Scientific and Scholarly Text",
/// CACM 1984, find 7.8 % of errors there).
const EDIT: f64 = 4.6;
const FIRST_LETTER: f64 = 3.0;

/// The query as typed with its unknown words replaced; `None` where all are
/// known or nothing is near.
pub(super) fn did_you_mean(
    snapshot: &Snapshot,
    text: &str,
    query: &Query,
) -> Result<Option<String>, SearchError> {
    let mut words = Vec::new();
    bare_words(query, &mut words);
    let mut meant: BTreeMap<String, String> = BTreeMap::new();
    for word in words {
        if meant.len() == REPLACED {
            break;
        }
        let Some(typed) = correctable(word) else { continue };
        if let Some(form) = correct(snapshot, &typed)? {
            meant.insert(typed, form);
        }
    }
    Ok(if meant.is_empty() { None } else { replace(text, &meant) })
}

/// Words of the text that are wished for or needed, in the order of the query.
fn bare_words<'a>(query: &'a Query, out: &mut Vec<&'a str>) {
    if out.len() == WORDS {
        return;
    }
    match query {
        Query::Word(Field::Text, word) if !out.contains(&word.as_str()) => out.push(word),
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| bare_words(part, out)),
        Query::Bag(clauses) => {
            let wanted = clauses.iter().filter(|clause| clause.occur != Occur::Not);
            wanted.for_each(|clause| bare_words(&clause.query, out));
        }
        Query::Boost(inner, _) => bare_words(inner, out),
        _ => {}
    }
}

/// The folded form of a word that can be told from a slip: one word of letters
/// alone, neither short nor endless.
fn correctable(word: &str) -> Option<String> {
    let mut found = Words::new(word);
    let only = found.next().filter(|_| found.next().is_none())?;
    let folded = normalise(&word[only.start..only.end], false);
    let letters = folded.chars().count();
    ((SHORTEST..=LONGEST).contains(&letters) && folded.chars().all(char::is_alphabetic))
        .then_some(folded)
}

/// The word that `typed` was probably meant to be, as the articles write it.
fn correct(snapshot: &Snapshot, typed: &str) -> Result<Option<String>, SearchError> {
    let stem = normalise(typed, true);
    let articles = snapshot.articles_with(&stem)?;
    let all = snapshot.len();
    if articles > (all / RARE).clamp(1, RARE_AT_MOST) {
        return Ok(None);
    }
    let least = if articles > 0 {
        articles * TIMES
    } else if all >= LARGE {
        2
    } else {
        1
    };
    let letters = typed.chars().count();
    let edits = if letters >= TWO_EDITS_FROM && articles == 0 { 2 } else { 1 };
    let first = typed.chars().next();
    let mut best: Option<(f64, String)> = None;
    let mut consider = |term: String, articles: u64, edits: usize| {
        if term == stem || articles < least {
            return;
        }
        let other = if term.chars().next() == first { 0.0 } else { FIRST_LETTER };
        let score = (articles as f64).ln_1p() - EDIT * (edits as f64 - 1.0) - other;
        let better = best.as_ref().is_none_or(|(known, before)| {
            score.total_cmp(known).then_with(|| before.cmp(&term)).is_gt()
        });
        if better {
            best = Some((score, term));
        }
    };
    for (term, articles) in snapshot.terms_near(&stem, edits)? {
        let edits = edits_between(&stem, &term);
        consider(term, articles, edits);
    }
    let slips = if articles == 0 { stems_of_edits(typed) } else { Vec::new() };
    for term in slips {
        // most are no words at all
        let articles = snapshot.articles_with(&term)?;
        if articles > 0 {
            consider(term, articles, 1);
        }
    }
    let Some((_, term)) = best else { return Ok(None) };
    let forms = snapshot.forms(&term)?.into_iter();
    let near = |form: &str| edits_between(typed, &normalise(form, false));
    // forms come most frequent first, and the first of those nearest is kept
    Ok(forms.map(|(form, _)| form).min_by_key(|form| near(form)))
}

/// The stems of all words that are one edit from `word`, each once.
fn stems_of_edits(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut out = Vec::with_capacity(letters.len() * 54 + 26);
    let mut add = |edited: &[char]| {
        let edited: String = edited.iter().collect();
        out.push(normalise(&edited, true));
    };
    for at in 0..=letters.len() {
        let mut edited = letters.clone();
        if at < letters.len() {
            edited.remove(at);
            add(&edited);
            edited.insert(at, 'a');
        }
        for letter in 'a'..='z' {
            if at < letters.len() {
                edited[at] = letter;
                add(&edited);
            }
        }
        let mut longer = letters.clone();
        longer.insert(at, 'a');
        for letter in 'a'..='z' {
            longer[at] = letter;
            add(&longer);
        }
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            add(&swapped);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The text with the words of `meant` replaced, but not where they are the
/// value of a field; `None` where none stands in it.
fn replace(text: &str, meant: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for word in Words::new(text) {
        let of_field = text[..word.start].ends_with(':');
        let form = meant.get(&normalise(&text[word.start..word.end], false));
        if let Some(form) = form.filter(|_| !of_field) {
            out.push_str(&text[copied..word.start]);
            out.push_str(form);
            copied = word.end;
        }
    }
    out.push_str(&text[copied..]);
    (copied > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Origin};
    use crate::enrich::enrich;
    use crate::store::{Document, LocalStore, WriterOptions};
    use proptest::prelude::*;

    #[test]
    fn words_are_replaced_where_they_are_words() {
        let meant = BTreeMap::from([("bagrm".to_owned(), "Bagram".to_owned())]);
        let replaced = |text| replace(text, &meant);
        assert_eq!(replaced("+Bagrm (bagrm)^2").as_deref(), Some("+Bagram (Bagram)^2"));
        assert_eq!(replaced("by:bagrm bagrm").as_deref(), Some("by:bagrm Bagram"));
        assert_eq!(replaced("bagrams"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

        // the automaton over the dictionary finds what comparing with every term finds
        #[test]
        fn near_terms_are_all_near_terms(
            words in prop::collection::btree_set("[abc]{1,6}", 1..80),
            queries in prop::collection::vec("[abc]{2,6}", 8),
        ) {
            let directory = tempfile::tempdir().unwrap();
            let store = LocalStore::open_or_create(directory.path()).unwrap();
            let mut writer = store.writer(WriterOptions { threads: 1, memory: 40 << 20 }).unwrap();
            for (number, word) in words.iter().enumerate() {
                let article = Article {
                    id: format!("a{number}"),
                    body: word.clone(),
                    origin: Origin { path: "f".into(), record: None },
                    ..Article::default()
                };
                writer.add(&Document::new(enrich(article), "f")).unwrap();
                if number == words.len() / 2 {
                    writer.commit("").unwrap();
                }
            }
            writer.commit("").unwrap();
            writer.finish().unwrap();
            let snapshot = Snapshot::from(store.snapshot().unwrap());
            let terms = snapshot.terms_from("").unwrap();
            for query in queries {
                for edits in [1, 2] {
                    let found = snapshot.terms_near(&query, edits).unwrap();
                    let slow: Vec<_> = terms.iter()
                        .filter(|(term, _)| edits_between(&query, term) <= edits as usize).cloned().collect();
                    prop_assert_eq!(found, slow, "{} {}", query, edits);
                }
            }
        }
    }
}

//! The terms of one article and how often each stands there, from its stored
//! text: what feedback and smoothing know of it. Those of the headline count
//! as often as in the index.

use super::SearchError;
use crate::schema::{HEADLINE_WEIGHT, Words, normalise};
use crate::store::{Address, Snapshot};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A term in an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) times: u32,
    /// How often each written form of it, in small letters.
    pub(super) forms: Vec<(String, u32)>,
}

/// The terms of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TermsOf {
    pub(super) terms: BTreeMap<String, Times>,
    /// Words of the article, those of the headline as often as they count.
    pub(super) words: u32,
}

impl TermsOf {
    pub(super) fn read(snapshot: &Snapshot, article: Address) -> Result<Self, SearchError> {
        let record = snapshot.record(article)?;
        Ok(Self::of(&record.about()?.0.headline, &record.body()?))
    }

    fn of(headline: &str, body: &str) -> Self {
        // most words stand there several times, and cutting one to its stem costs the most
        let mut raw: FxHashMap<&str, u32> = FxHashMap::default();
        let mut all = 0;
        for (text, times) in [(body, 1), (headline, HEADLINE_WEIGHT as u32)] {
            for word in Words::new(text) {
                *raw.entry(&text[word.start..word.end]).or_default() += times;
                all += times;
            }
        }
        // whole numbers are added up: their order says nothing
        let raw: Vec<(&str, u32)> = raw.into_iter().collect();
        let mut folded: BTreeMap<String, u32> = BTreeMap::new();
        for (word, times) in raw {
            *folded.entry(normalise(word, false)).or_default() += times;
        }
        let mut terms: BTreeMap<String, Times> = BTreeMap::new();
        for (form, times) in folded.into_iter().filter(|(form, _)| !form.is_empty()) {
            let entry = terms.entry(normalise(&form, true)).or_default();
            entry.times += times;
            entry.forms.push((form, times));
        }
        Self { terms, words: all }
    }

    /// The length of the vector of its terms.
    pub(super) fn length(&self) -> f64 {
        let squares = self.terms.values().map(|term| f64::from(term.times) * f64::from(term.times));
        squares.sum::<f64>().sqrt().max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_with_their_forms() {
        let found = TermsOf::of("Talks resume", "The talks: a TALK, resumed.");
        let times = |term: &str| found.terms.get(term).map(|counted| counted.times);
        assert_eq!((times("talk"), times("resum"), times("the")), (Some(4), Some(3), Some(1)));
        let mut forms = found.terms["talk"].forms.clone();
        forms.sort();
        assert_eq!(forms, [("talk".to_owned(), 1), ("talks".to_owned(), 3)]);
        assert_eq!(found.words, 9);
    }
}

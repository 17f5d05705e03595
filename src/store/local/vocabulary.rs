//! The words of an index: how frequent a term is, which terms begin so, which
//! lie near a misspelling, and how a term is written in the articles.
//!
//! Terms of the text are folded stems (`resign`, `bounti`); nobody wants to
//! read those. [`Snapshot::forms`] looks into a few articles for the words
//! they were made from.
//!
//! Frequencies of several terms are the dictionary's: removed articles count
//! until the segment that holds them is merged. That of one term is exact.

use super::snapshot::Snapshot;
use crate::schema::{Field, Words, normalise};
use crate::store::{Address, Record, StoreError};
use std::collections::BTreeMap;
use tantivy::postings::Postings;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// Forms are looked up in so many articles of a segment, and of so many segments.
const ARTICLES: usize = 4;
const SEGMENTS: usize = 4;
/// And at so many places of an article.
const PLACES: usize = 4;

/// A term of the text and the number of articles that hold it.
pub type Frequency = (String, u64);

impl Snapshot {
    /// How many articles hold a term of the text, exactly: where articles of a
    /// segment were removed, its postings are read.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn articles_with(&self, term: &str) -> Result<u64, StoreError> {
        let term = Term::from_field_text(self.columns.field(Field::Text), term);
        let io = |error: std::io::Error| self.failed(&error.into());
        let mut articles = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field()).map_err(|e| self.failed(&e))?;
            let Some(alive) = segment.alive_bitset() else {
                articles += u64::from(index.doc_freq(&term).map_err(io)?);
                continue;
            };
            let postings = index.read_postings(&term, IndexRecordOption::Basic).map_err(io)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                articles += u64::from(alive.is_alive(postings.doc()));
                postings.advance();
            }
        }
        Ok(articles)
    }

    /// The terms of the text that begin with `prefix`, most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn terms_from(&self, prefix: &str) -> Result<Vec<Frequency>, StoreError> {
        let mut found = BTreeMap::new();
        let io = |error: std::io::Error| self.failed(&error.into());
        for segment in self.searcher.segment_readers() {
            let index = segment
                .inverted_index(self.columns.field(Field::Text))
                .map_err(|error| self.failed(&error))?;
            let from = index.terms().range().ge(prefix.as_bytes());
            let mut stream = from.into_stream().map_err(io)?;
            while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                add(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        Ok(by_frequency(found))
    }

    /// The terms of the text that are `distance` edits (1 or 2) from `word` at
    /// most, the exchange of two neighbours being one edit; most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn terms_near(&self, word: &str, distance: u8) -> Result<Vec<Frequency>, StoreError> {
        let field = self.columns.field(Field::Text);
        let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, word), distance.min(2), true);
        let mut found = BTreeMap::new();
        let io = |error: std::io::Error| self.failed(&error.into());
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(|error| self.failed(&error))?;
            let automaton = fuzzy.automaton().map_err(|error| self.failed(&error))?;
            let mut stream = index.terms().search(automaton).into_stream().map_err(io)?;
            while stream.advance() {
                add(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        Ok(by_frequency(found))
    }

    /// How a term of the text is written in a few of the articles that hold
    /// it, with the number of places it was seen so; most frequent first.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn forms(&self, term: &str) -> Result<Vec<Frequency>, StoreError> {
        let mut found = BTreeMap::new();
        let field = self.columns.field(Field::Text);
        let key = Term::from_field_text(field, term);
        let mut searched = 0;
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            if searched == SEGMENTS {
                break;
            }
            let index = segment.inverted_index(field).map_err(|error| self.failed(&error))?;
            let postings = index
                .read_postings(&key, IndexRecordOption::WithFreqsAndPositions)
                .map_err(|error| self.failed(&error.into()))?;
            let Some(mut postings) = postings else { continue };
            searched += 1;
            let mut positions = Vec::new();
            let mut articles = 0;
            while articles < ARTICLES && postings.doc() != TERMINATED {
                let document = postings.doc();
                if !segment.is_deleted(document) {
                    articles += 1;
                    postings.positions(&mut positions);
                    let article = Address { segment: ordinal as u32, document };
                    forms_in(&self.record(article)?, term, &positions, &mut found)?;
                }
                postings.advance();
            }
        }
        Ok(by_frequency(found))
    }
}

fn add(found: &mut BTreeMap<String, u64>, key: &[u8], articles: u32) {
    *found.entry(String::from_utf8_lossy(key).into_owned()).or_default() += u64::from(articles);
}

fn by_frequency(found: BTreeMap<String, u64>) -> Vec<Frequency> {
    let mut found: Vec<Frequency> = found.into_iter().collect();
    // of equals small letters first: the word itself rather than the word in a headline
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
    found
}

/// Adds how `term` is written at some of its positions in an article.
fn forms_in(
    record: &Record,
    term: &str,
    positions: &[u32],
    found: &mut BTreeMap<String, u64>,
) -> Result<(), StoreError> {
    let mut add = |raw: &str| *found.entry(readable(raw)).or_default() += 1;
    let sentences = record.sentences()?;
    let mut body: Vec<u32> = positions.iter().copied().filter(|&at| at < record.words()).collect();
    // from all over the article: it may begin in capital letters
    let step = body.len().div_ceil(PLACES).max(1);
    body = body.into_iter().rev().step_by(step).collect();
    for &position in &body {
        let Some(number) =
            sentences.partition_point(|sentence| sentence.position <= position).checked_sub(1)
        else {
            continue;
        };
        let start = sentences[number].byte as usize;
        let end = sentences.get(number + 1).map_or(record.body_bytes(), |next| next.byte as usize);
        let (text, _) = record.text(start..end)?;
        let word = Words::new(&text).nth((position - sentences[number].position) as usize);
        if let Some(word) = word {
            add(&text[word.start..word.end]);
        }
    }
    if body.is_empty() {
        // it stands in the headline alone
        let (article, _) = record.about()?;
        for word in Words::new(&article.headline) {
            let raw = &article.headline[word.start..word.end];
            if normalise(raw, true) == term {
                add(raw);
            }
        }
    }
    Ok(())
}

/// A word of a text without its possessive, and without what a divided line
/// or a hidden sign left in it.
fn readable(raw: &str) -> String {
    let word = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
    if word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | ',')) {
        word.to_owned()
    } else {
        normalise(raw, false)
    }
}

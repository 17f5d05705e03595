//! The names that an index has, by their keys: one dictionary, in order of the
//! keys, so that all who bear a family name stand side by side.
//!
//! Frequencies are the dictionary's: removed articles count until the segment that
//! holds them is merged.

use super::snapshot::Snapshot;
use crate::schema::{block_of_key, read_name_term};
use crate::store::StoreError;
use std::collections::BTreeMap;

/// A name of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameEntry {
    /// See [`crate::schema::name_key`].
    pub key: String,
    /// Its terms of the annotation stream with the articles that hold each: one for each way
    /// in which it is written.
    pub terms: Vec<(String, u64)>,
}

impl NameEntry {
    /// Articles that name it, at most.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.terms.iter().map(|(_, articles)| articles).sum()
    }

    /// How it is written most often.
    #[must_use]
    pub fn shown(&self) -> String {
        let most =
            self.terms.iter().max_by_key(|(term, articles)| (articles, std::cmp::Reverse(term)));
        let read = most.and_then(|(term, _)| read_name_term(term));
        read.map_or_else(|| self.key.clone(), |name| name.shown)
    }
}

/// What an entity is called beside its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlsoCalled {
    /// The key of what it is called.
    pub called: String,
    /// The key of its name in the same articles.
    pub key: String,
    /// In so many articles.
    pub articles: u64,
}

impl Snapshot {
    /// The names of a kind whose keys are of this block ([`block_of_key`]), by key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn names_of_block(&self, kind: &str, block: &str) -> Result<Vec<NameEntry>, StoreError> {
        self.names_from(kind, block, &|key| block_of_key(key) == block)
    }

    /// The name of a kind that has this key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn name_of_key(&self, kind: &str, key: &str) -> Result<Option<NameEntry>, StoreError> {
        // what begins so stands side by side: a few longer names are passed over
        Ok(self.names_from(kind, key, &|known| known == key)?.into_iter().next())
    }

    /// The names of a kind whose keys `fits` accepts, by key. The whole dictionary is looked
    /// through: a tenth of a second for a million names.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn names_where(
        &self,
        kind: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<NameEntry>, StoreError> {
        self.names_from(kind, "", fits)
    }

    fn names_from(
        &self,
        kind: &str,
        start: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<NameEntry>, StoreError> {
        let mut found: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        self.each_annotation(&format!("{kind}:{start}"), &mut |term, articles| {
            let rest = &term[kind.len() + 1..];
            let key = rest.split('\t').next().unwrap_or(rest);
            if !fits(key) {
                return;
            }
            let entry = match found.get_mut(key) {
                Some(entry) => entry,
                None => found.entry(key.to_owned()).or_default(),
            };
            match entry.get_mut(term) {
                Some(known) => *known += articles,
                None => {
                    entry.insert(term.to_owned(), articles);
                }
            }
        })?;
        let entry = |(key, terms): (String, BTreeMap<String, u64>)| NameEntry {
            key,
            terms: terms.into_iter().collect(),
        };
        Ok(found.into_iter().map(entry).collect())
    }

    /// What things of a kind are also called: of those whose other name is of this block, or of
    /// all; by what they are called, then by key.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn also_called(
        &self,
        kind: &str,
        block: Option<&str>,
    ) -> Result<Vec<AlsoCalled>, StoreError> {
        let mut found: BTreeMap<(String, String), u64> = BTreeMap::new();
        let start = format!("{kind}={}", block.unwrap_or(""));
        self.each_annotation(&start, &mut |term, articles| {
            let Some((called, key)) = term[kind.len() + 1..].split_once('\t') else { return };
            if block.is_none_or(|block| block_of_key(called) == block) {
                *found.entry((called.to_owned(), key.to_owned())).or_default() += articles;
            }
        })?;
        let other = |((called, key), articles)| AlsoCalled { called, key, articles };
        Ok(found.into_iter().map(other).collect())
    }

    /// Gives each annotation term that begins so, with the number of articles of a segment; a
    /// term comes once a segment.
    fn each_annotation(
        &self,
        start: &str,
        each: &mut dyn FnMut(&str, u64),
    ) -> Result<(), StoreError> {
        for segment in self.searcher.segment_readers() {
            let failed = |error: std::io::Error| self.failed(&error.into());
            let index = segment.inverted_index(self.columns.annotation);
            let index = index.map_err(|error| self.failed(&error))?;
            let terms = index.terms().range().ge(start.as_bytes()).into_stream();
            let mut terms = terms.map_err(failed)?;
            while terms.advance() && terms.key().starts_with(start.as_bytes()) {
                if let Ok(term) = std::str::from_utf8(terms.key()) {
                    each(term, u64::from(terms.value().doc_freq));
                }
            }
        }
        Ok(())
    }
}

//! The terms that a slot stands for in one index.

use super::snapshot::Snapshot;
use crate::schema::{DATE_KIND, Field, annotation_kind, matches_pattern, meets, normalise};
use crate::store::glob::{self, Fit};
use crate::store::leaf::{Shape, Slot};
use crate::store::{Leaf, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Column;
use tantivy::{TantivyError, Term};

/// A pattern or a fuzzy word stands for so many terms at most: the most frequent.
pub(super) const MAX_EXPANSIONS: usize = 1024;

/// A term that a slot may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expanded {
    pub(super) term: String,
    /// Whether the words of the text must be looked at: not all of this term are meant.
    pub(super) check: bool,
    pub(super) articles: u64,
}

/// The terms of one slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Expansion {
    /// Most frequent first, [`MAX_EXPANSIONS`] at most.
    pub(super) terms: Vec<Expanded>,
    /// How many there are in all.
    pub(super) found: usize,
}

impl Expansion {
    /// Articles that hold any of the terms, at most.
    pub(super) fn articles(&self) -> u64 {
        self.terms.iter().map(|term| term.articles).sum()
    }
}

/// A leaf with the terms of its slots.
pub(super) struct Resolved {
    pub(super) leaf: Leaf,
    pub(super) slots: Vec<Arc<Expansion>>,
    /// The column that its text is in.
    pub(super) column: Column,
}

impl Resolved {
    pub(super) fn new(snapshot: &Snapshot, leaf: &Leaf) -> Result<Self, StoreError> {
        let field = if leaf.in_headline { Field::Headline } else { Field::Text };
        let column = snapshot.columns.field(field);
        let slots = leaf.slots.iter().map(|slot| expand(snapshot, field, slot));
        Ok(Self { leaf: leaf.clone(), slots: slots.collect::<Result<_, _>>()?, column })
    }

    /// The column that a slot's terms are in.
    pub(super) fn column_of(&self, snapshot: &Snapshot, slot: usize) -> Column {
        match self.leaf.slots.get(slot) {
            Some(Slot::Annotation(_)) => snapshot.columns.annotation,
            _ => self.column,
        }
    }

    /// Whether any of its terms is scored as one term that stands in as many
    /// articles as they do: a rare misprint is no better evidence than the word
    /// itself, and positions need not be read.
    pub(super) fn is_constant(&self) -> bool {
        matches!(
            (&self.leaf.shape, self.leaf.slots.as_slice()),
            (Shape::Word(0), [Slot::Wild(_) | Slot::Fuzzy(..)])
        ) && !self.checks()
    }

    /// Whether words of the text must be looked at.
    pub(super) fn checks(&self) -> bool {
        self.slots.iter().any(|slot| slot.terms.iter().any(|term| term.check))
    }
}

/// The terms of a slot in a field of stemmed text. Remembered by the snapshot.
pub(super) fn expand(
    snapshot: &Snapshot,
    field: Field,
    slot: &Slot,
) -> Result<Arc<Expansion>, StoreError> {
    let key = (field, slot.clone());
    if let Some(known) = snapshot.expansions.get(&key) {
        return Ok(known);
    }
    let expansion = Arc::new(match slot {
        Slot::Term(term) => one(snapshot, snapshot.columns.field(field), term, false)?,
        Slot::Exact(term, _) => one(snapshot, snapshot.columns.field(field), term, true)?,
        Slot::Annotation(terms) => annotations(snapshot, terms)?,
        Slot::Wild(pattern) => pattern_terms(snapshot, field, pattern)?,
        Slot::Fuzzy(word, edits) => fuzzy(snapshot, field, word, *edits)?,
    });
    snapshot.expansions.put(key, &expansion);
    Ok(expansion)
}

/// Those of the terms that the index has.
fn annotations(snapshot: &Snapshot, terms: &[String]) -> Result<Expansion, StoreError> {
    let mut out = Expansion::default();
    let many = |term: &String| annotation_kind(term) == DATE_KIND && term.ends_with('*');
    let mut asked = Vec::with_capacity(terms.len());
    for term in terms {
        if many(term) {
            asked.extend(snapshot.years()?.iter().filter(|year| meets(term, year)));
        } else {
            asked.push(term);
        }
    }
    for term in asked {
        let one = one(snapshot, snapshot.columns.annotation, term, false)?;
        out.terms.extend(one.terms.into_iter().filter(|term| term.articles > 0));
    }
    out.found = out.terms.len();
    Ok(out)
}

fn one(
    snapshot: &Snapshot,
    column: Column,
    text: &str,
    check: bool,
) -> Result<Expansion, StoreError> {
    let term = Term::from_field_text(column, text);
    let articles = snapshot.searcher.doc_freq(&term).map_err(|error| snapshot.failed(&error))?;
    let terms = vec![Expanded { term: text.to_owned(), check, articles }];
    Ok(Expansion { terms, found: 1 })
}

/// The terms whose words match a pattern, or may.
fn pattern_terms(
    snapshot: &Snapshot,
    field: Field,
    pattern: &str,
) -> Result<Expansion, StoreError> {
    let mut found = BTreeMap::new();
    let stemmed = field.is_stemmed();
    let compiled = glob::Pattern::new(pattern);
    let fit = |term: &str| match stemmed {
        true => compiled.fit(term),
        false if matches_pattern(pattern, term) => Fit::Always,
        false => Fit::Never,
    };
    let shorter = if stemmed { glob::shorter_stems(pattern) } else { Vec::new() };
    let start = glob::literal(pattern);
    each_segment(snapshot, field, |terms| {
        for stem in &shorter {
            if let Some(info) = terms.get(stem.as_bytes())? {
                add(&mut found, stem, u64::from(info.doc_freq), &fit);
            }
        }
        let mut stream = terms.range().ge(start.as_bytes()).into_stream()?;
        while stream.advance() && stream.key().starts_with(start.as_bytes()) {
            if let Ok(term) = std::str::from_utf8(stream.key()) {
                add(&mut found, term, u64::from(stream.value().doc_freq), &fit);
            }
        }
        Ok(())
    })
    .map_err(|error| snapshot.failed(&error))?;
    Ok(frequent(found))
}

/// The terms a few letters away from a word, or from its stem.
fn fuzzy(
    snapshot: &Snapshot,
    field: Field,
    word: &str,
    edits: u8,
) -> Result<Expansion, StoreError> {
    let mut found = BTreeMap::new();
    let mut wanted = vec![normalise(word, field.is_stemmed())];
    if wanted[0] != word {
        wanted.push(word.to_owned());
    }
    let column = snapshot.columns.field(field);
    each_segment(snapshot, field, |terms| {
        let mut seen: Vec<String> = Vec::new();
        for word in &wanted {
            // a swap of neighbours counts as one, as typists do
            let query = FuzzyTermQuery::new(Term::from_field_text(column, word), edits, true);
            let mut stream = terms.search(query.automaton()?).into_stream()?;
            while stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                if !seen.iter().any(|known| known == term) {
                    seen.push(term.to_owned());
                    add(&mut found, term, u64::from(stream.value().doc_freq), &|_| Fit::Always);
                }
            }
        }
        Ok(())
    })
    .map_err(|error| snapshot.failed(&error))?;
    Ok(frequent(found))
}

fn add(
    found: &mut BTreeMap<String, (bool, u64)>,
    term: &str,
    articles: u64,
    fit: &dyn Fn(&str) -> Fit,
) {
    if let Some(known) = found.get_mut(term) {
        known.1 += articles;
        return;
    }
    match fit(term) {
        Fit::Never => {}
        fit => {
            found.insert(term.to_owned(), (fit == Fit::Perhaps, articles));
        }
    }
}

fn frequent(found: BTreeMap<String, (bool, u64)>) -> Expansion {
    let mut terms: Vec<Expanded> = found
        .into_iter()
        .map(|(term, (check, articles))| Expanded { term, check, articles })
        .collect();
    let found = terms.len();
    terms.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.term.cmp(&b.term)));
    terms.truncate(MAX_EXPANSIONS);
    Expansion { terms, found }
}

fn each_segment(
    snapshot: &Snapshot,
    field: Field,
    mut each: impl FnMut(&tantivy::termdict::TermDictionary) -> Result<(), TantivyError>,
) -> Result<(), TantivyError> {
    for segment in snapshot.searcher.segment_readers() {
        each(segment.inverted_index(snapshot.columns.field(field))?.terms())?;
    }
    Ok(())
}

/// Expansions that were looked up already, since a query asks for each up to
/// three times: to rank, to score, to light.
#[derive(Default)]
pub(super) struct Expansions {
    known: std::sync::Mutex<rustc_hash::FxHashMap<(Field, Slot), Arc<Expansion>>>,
}

/// So many are remembered; then all are forgotten.
const MOST_KNOWN: usize = 64;

impl Expansions {
    fn get(&self, key: &(Field, Slot)) -> Option<Arc<Expansion>> {
        let known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.get(key).cloned()
    }

    fn put(&self, key: (Field, Slot), expansion: &Arc<Expansion>) {
        // a single term is looked up as fast as it is found here
        if matches!(key.1, Slot::Term(_) | Slot::Exact(..) | Slot::Annotation(_)) {
            return;
        }
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(key, Arc::clone(expansion));
    }
}

//! How many of the articles that match name whom, when, and beside whom.
//!
//! ```text
//! selected ─ tally ─→ names, numbered ─ sets of names ─┬ counted     each article once a set
//!   documents  one pass by ordinals                    ├ over time
//!                                                      └ together    sets in one article
//! ```
//!
//! A pass reads the column of entities by ordinal; ordinals become names once a
//! segment, after it. No text and no record is read.

use super::mapping::ENTITY;
use super::matching::Matches;
use super::snapshot::Snapshot;
use crate::enrich::EntityKind;
use crate::query::Query;
use crate::store::StoreError;
use crate::store::selected::EachOfSets;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// No name, no set.
const NONE: u32 = u32::MAX;

/// The articles that match a query.
pub struct Selected {
    pub(super) segments: Vec<Vec<DocId>>,
    /// How many there are.
    pub total: u64,
}

/// Where something stands: in how many articles, and published when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Articles.
    pub articles: u64,
    /// The first day of the earliest date of publication and the last day of the latest, as numbers;
    /// `None` where none is known.
    pub days: Option<(i64, i64)>,
}

impl Seen {
    pub(in crate::store) fn add(&mut self, days: Option<(i64, i64)>) {
        self.articles += 1;
        self.stretch(days);
    }

    fn stretch(&mut self, days: Option<(i64, i64)>) {
        self.days = match (self.days, days) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (known, None) => known,
            (None, new) => new,
        };
    }
}

/// What is counted of an ordinal: small, since there are many and each article goes to others.
#[derive(Clone, Copy)]
struct Slot {
    articles: u32,
    first: i32,
    last: i32,
}

impl Slot {
    const EMPTY: Self = Self { articles: 0, first: i32::MAX, last: i32::MIN };

    fn add(&mut self, from: i32, to: i32) {
        self.articles += 1;
        self.first = self.first.min(from);
        self.last = self.last.max(to);
    }

    fn seen(self) -> Seen {
        let days = (self.first <= self.last).then(|| (self.first.into(), self.last.into()));
        Seen { articles: self.articles.into(), days }
    }
}

/// A name of the articles that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalliedName {
    /// What is named.
    pub kind: EntityKind,
    /// See [`crate::schema::name_key`].
    pub key: String,
    /// The articles that name it so.
    pub seen: Seen,
}

/// All names of the articles that match, by number.
#[derive(Default)]
pub struct NameTally {
    /// In the order of their numbers.
    pub names: Vec<TalliedName>,
    /// By segment, the number of the name that an ordinal of the column stands for.
    by_ordinal: Vec<Vec<u32>>,
}

/// The numbers of the names of earlier segments: by a digest, which takes less than half the time
/// and memory of a second copy of each name.
#[derive(Default)]
struct Known {
    numbers: FxHashMap<u64, u32>,
    /// Names whose digest another has too.
    clashing: BTreeMap<(EntityKind, String), u32>,
}

impl Known {
    fn digest(kind: EntityKind, key: &str) -> u64 {
        FxBuildHasher.hash_one((kind, key))
    }

    fn number(&self, kind: EntityKind, key: &str, names: &[TalliedName]) -> Option<u32> {
        let &number = self.numbers.get(&Self::digest(kind, key))?;
        let name = &names[number as usize];
        if name.kind == kind && name.key == key {
            return Some(number);
        }
        self.clashing.get(&(kind, key.to_owned())).copied()
    }

    fn add(&mut self, kind: EntityKind, key: &str, number: u32) {
        match self.numbers.entry(Self::digest(kind, key)) {
            Entry::Vacant(free) => {
                free.insert(number);
            }
            Entry::Occupied(_) => {
                self.clashing.insert((kind, key.to_owned()), number);
            }
        }
    }
}

/// Sets of the names of a tally; a name may be in several.
pub struct NameSets {
    /// Where the sets of a name begin, and behind the last name where they end.
    starts: Vec<u32>,
    sets: Vec<u32>,
    count: usize,
}

impl NameSets {
    /// Of so many `names`, sets given by their members.
    #[must_use]
    pub fn new(names: usize, members: &[Vec<u32>]) -> Self {
        let mut starts = vec![0u32; names + 1];
        for &name in members.iter().flatten() {
            starts[name as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut sets = vec![0; starts[names] as usize];
        let mut next = starts.clone();
        for (set, members) in members.iter().enumerate() {
            for &name in members {
                let at = &mut next[name as usize];
                sets[*at as usize] = set as u32;
                *at += 1;
            }
        }
        Self { starts, sets, count: members.len() }
    }

    /// How many there are.
    pub(in crate::store) fn len(&self) -> usize {
        self.count
    }

    /// The sets of several names, each once, ascending.
    pub(in crate::store) fn of_all(&self, names: impl Iterator<Item = u32>, here: &mut Vec<u32>) {
        here.clear();
        names.for_each(|name| here.extend_from_slice(self.of(name)));
        here.sort_unstable();
        here.dedup();
    }

    /// The sets of a name, by its number.
    fn of(&self, name: u32) -> &[u32] {
        let at = name as usize;
        &self.sets[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

impl Snapshot {
    /// The articles that match `query`; limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn select(&self, query: &Query, notes: &mut Vec<String>) -> Result<Selected, StoreError> {
        let matches = Matches::new(self, query, notes)?;
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers() {
            let mut documents: Vec<DocId> = Vec::new();
            matches.each(segment, &mut |matching| documents.extend_from_slice(matching))?;
            segments.push(documents);
        }
        let total = segments.iter().map(|documents| documents.len() as u64).sum();
        Ok(Selected { segments, total })
    }

    /// When the articles were published.
    #[must_use]
    pub fn seen(&self, selected: &Selected) -> Seen {
        let mut seen = Seen { articles: selected.total, days: None };
        for (number, documents) in selected.segments.iter().enumerate() {
            documents.iter().for_each(|&document| seen.stretch(self.days_of(number, document)));
        }
        seen
    }

    fn days_of(&self, segment: usize, document: DocId) -> Option<(i64, i64)> {
        let columns = &self.segments[segment];
        Some((columns.from.as_ref()?.first(document)?, columns.to.as_ref()?.first(document)?))
    }

    fn entity_column(&self, segment: usize) -> Result<Option<StrColumn>, StoreError> {
        let fast = self.searcher.segment_reader(segment as u32).fast_fields();
        fast.str(ENTITY).map_err(|error| self.failed(&error))
    }

    /// The names of some kinds in these articles, each with the articles that have it.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn tally_names(
        &self,
        selected: &Selected,
        kinds: &[EntityKind],
    ) -> Result<NameTally, StoreError> {
        let mut tally = NameTally::default();
        let mut known = Known::default();
        let filled = selected.segments.iter().filter(|documents| !documents.is_empty()).count();
        for (number, documents) in selected.segments.iter().enumerate() {
            let column = if documents.is_empty() { None } else { self.entity_column(number)? };
            let Some(column) = column else {
                tally.by_ordinal.push(Vec::new());
                continue;
            };
            let mut by_ordinal = vec![Slot::EMPTY; column.num_terms()];
            for &document in documents {
                let (from, to) = match self.days_of(number, document) {
                    Some((from, to)) => (from as i32, to as i32),
                    None => (i32::MAX, i32::MIN),
                };
                for ordinal in column.term_ords(document) {
                    by_ordinal[ordinal as usize].add(from, to);
                }
            }
            let here: Vec<u64> = (0..by_ordinal.len())
                .filter(|&ordinal| by_ordinal[ordinal].articles > 0)
                .map(|ordinal| ordinal as u64)
                .collect();
            let mut named = vec![NONE; by_ordinal.len()];
            let mut ordinals = here.iter();
            let names = &mut tally.names;
            // in order: looking up one ordinal after another unpacks a block for each
            let read = column.dictionary().sorted_ords_to_term_cb(&here, |term| {
                let Some(&ordinal) = ordinals.next() else { return };
                let seen = by_ordinal[ordinal as usize].seen();
                let Some((kind, key)) = kind_and_key(term).filter(|(k, _)| kinds.contains(k))
                else {
                    return;
                };
                // a name is in one segment once
                let before = if filled > 1 { known.number(kind, key, names) } else { None };
                if let Some(before) = before {
                    let name = &mut names[before as usize];
                    name.seen.articles += seen.articles;
                    name.seen.stretch(seen.days);
                    named[ordinal as usize] = before;
                    return;
                }
                let number = names.len() as u32;
                if filled > 1 {
                    known.add(kind, key, number);
                }
                names.push(TalliedName { kind, key: key.to_owned(), seen });
                named[ordinal as usize] = number;
            });
            read.map_err(|error| self.failed(&error.into()))?;
            tally.by_ordinal.push(named);
        }
        Ok(tally)
    }

    /// Gives each article that names a member of a set its days of publication and its sets, each
    /// once, ascending.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub(in crate::store) fn each_of_sets(
        &self,
        selected: &Selected,
        tally: &NameTally,
        sets: &NameSets,
        each: EachOfSets<'_>,
    ) -> Result<(), StoreError> {
        let mut here: Vec<u32> = Vec::new();
        for (number, documents) in selected.segments.iter().enumerate() {
            let named = tally.by_ordinal.get(number).filter(|named| !named.is_empty());
            let (Some(named), false) = (named, documents.is_empty()) else { continue };
            let Some(column) = self.entity_column(number)? else { continue };
            for &document in documents {
                let names = column.term_ords(document).map(|ordinal| named[ordinal as usize]);
                sets.of_all(names.filter(|&name| name != NONE), &mut here);
                if !here.is_empty() {
                    each(self.days_of(number, document), &here);
                }
            }
        }
        Ok(())
    }
}

/// `person:soleimani, qassem` in its parts.
pub(super) fn kind_and_key(term: &[u8]) -> Option<(EntityKind, &str)> {
    let (kind, key) = std::str::from_utf8(term).ok()?.split_once(':')?;
    Some((EntityKind::from_name(kind)?, key))
}

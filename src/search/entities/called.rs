//! Which names of a tally a name of a list means: what `who:`, `org:` and `place:` find under it,
//! for thousands of names at once.
//!
//! ```text
//! Qassem Soleimani        soleimani, qassem · soleimani, qasem · soleimani, where he outweighs the others
//! Soleimani               all of the family
//! Department of Defense   department of defense · dod, where articles that have both say so
//! ```

use super::super::names::{Aliases, FullName, are_most, fitting};
use crate::enrich::EntityKind;
use crate::schema::{block_of_key, name_key, said_of_key};
use crate::store::{AlsoCalled, NameTally, Snapshot, StoreError};
use rustc_hash::FxHashMap;

/// The kinds of names that are looked through.
pub(super) const KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// The names of a tally by what they begin with.
pub(super) struct Called<'a> {
    tally: &'a NameTally,
    blocks: FxHashMap<EntityKind, FxHashMap<&'a str, Vec<u32>>>,
    calls: Vec<(EntityKind, Calls)>,
}

/// What things of a kind are also called.
#[derive(Default)]
struct Calls {
    all: Vec<AlsoCalled>,
    by_called: FxHashMap<String, Vec<usize>>,
    by_key: FxHashMap<String, Vec<usize>>,
}

impl Calls {
    fn of(all: Vec<AlsoCalled>) -> Self {
        let mut out = Self { all, ..Self::default() };
        for (at, one) in out.all.iter().enumerate() {
            out.by_called.entry(one.called.clone()).or_default().push(at);
            out.by_key.entry(one.key.clone()).or_default().push(at);
        }
        out
    }

    fn called(&self, called: &str) -> impl Iterator<Item = &AlsoCalled> {
        self.by_called.get(called).into_iter().flatten().map(|&at| &self.all[at])
    }

    /// Whether what is called so is mostly this.
    fn is_mostly(&self, one: &AlsoCalled) -> bool {
        let told: u64 = self.called(&one.called).map(|other| other.articles).sum();
        are_most(one.articles, told)
    }
}

/// A name of a tally.
struct Numbered<'a> {
    number: u32,
    tally: &'a NameTally,
}

impl FullName for Numbered<'_> {
    fn key(&self) -> &str {
        &self.tally.names[self.number as usize].key
    }

    fn articles(&self) -> u64 {
        self.tally.names[self.number as usize].seen.articles
    }
}

impl<'a> Called<'a> {
    pub(super) fn new(snapshot: &Snapshot, tally: &'a NameTally) -> Result<Self, StoreError> {
        let mut blocks: FxHashMap<EntityKind, FxHashMap<&str, Vec<u32>>> = FxHashMap::default();
        for (number, name) in (0u32..).zip(&tally.names) {
            let block = blocks.entry(name.kind).or_default();
            block.entry(block_of_key(&name.key)).or_default().push(number);
        }
        let mut calls = Vec::with_capacity(KINDS.len());
        for kind in KINDS {
            calls.push((kind, Calls::of(snapshot.also_called(kind.name(), None)?)));
        }
        Ok(Self { tally, blocks, calls })
    }

    /// The numbers of the names that are meant, each once, ascending.
    pub(super) fn meant(&self, name: &str, aliases: &Aliases) -> Vec<u32> {
        let mut out = Vec::new();
        for (kind, calls) in &self.calls {
            if let Some(names) = aliases.of(name) {
                out.extend(
                    names
                        .iter()
                        .filter_map(|name| self.exactly(*kind, &name_key(kind.name(), name))),
                );
                continue;
            }
            let key = name_key(kind.name(), name);
            if key.is_empty() {
                continue;
            }
            let mut found = match kind {
                EntityKind::Person => self.people(name, &key, calls),
                _ => self.things(*kind, &key, calls),
            };
            if !aliases.is_empty() {
                // what the list says of another is not meant
                found.retain(|&number| aliases.of(&said_of_key(self.key(number))).is_none());
            }
            out.append(&mut found);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn key(&self, number: u32) -> &'a str {
        &self.tally.names[number as usize].key
    }

    fn block(&self, kind: EntityKind, block: &str) -> &[u32] {
        let blocks = self.blocks.get(&kind);
        blocks.and_then(|blocks| blocks.get(block)).map_or(&[], Vec::as_slice)
    }

    fn exactly(&self, kind: EntityKind, key: &str) -> Option<u32> {
        let block = self.block(kind, block_of_key(key));
        block.iter().copied().find(|&number| self.key(number) == key)
    }

    fn people(&self, name: &str, key: &str, calls: &Calls) -> Vec<u32> {
        let kind = EntityKind::Person;
        let family = block_of_key(key);
        let mut out = Vec::new();
        if key == family {
            out.extend_from_slice(self.block(kind, family));
            out.extend(calls.called(key).filter_map(|other| self.exactly(kind, &other.key)));
            return out;
        }
        let mut blocks = vec![family];
        let said = said_of_key(key);
        // the family name first: Szabó Gábor
        blocks.extend(said.split(' ').next());
        blocks.extend(calls.called(family).map(|other| block_of_key(&other.key)));
        blocks.sort_unstable();
        blocks.dedup();
        let numbers = blocks.into_iter().flat_map(|block| self.block(kind, block));
        let names = numbers.map(|&number| Numbered { number, tally: self.tally });
        let found = fitting(name, family, names);
        out.extend(found.sure.iter().map(|name| name.number));
        out.extend(found.bare.filter(|_| found.is_bare_sure).map(|name| name.number));
        out
    }

    fn things(&self, kind: EntityKind, key: &str, calls: &Calls) -> Vec<u32> {
        let mut mains: Vec<&str> = vec![key];
        let called = calls.called(key).filter(|other| calls.is_mostly(other));
        mains.extend(called.map(|other| other.key.as_str()));
        let mut out: Vec<u32> = mains.iter().filter_map(|main| self.exactly(kind, main)).collect();
        // and what else those are called
        for main in mains {
            for &at in calls.by_key.get(main).into_iter().flatten() {
                let other = &calls.all[at];
                if calls.is_mostly(other) {
                    out.extend(self.exactly(kind, &other.called));
                }
            }
        }
        out
    }
}

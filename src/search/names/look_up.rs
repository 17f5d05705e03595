//! The names of a query, looked up.

use super::Aliases;
use super::{persons, things};
use crate::query::{Named, NamedBy, Query, edits_between};
use crate::schema::{
    PERSON_KIND, fold_pattern, matches_pattern, name_key, said_of_key, speaker_term,
};
use crate::search::SearchError;
use crate::store::{NameEntry, Snapshot};

/// A name stands for so many of the index at most: the most frequent.
const MOST: usize = 1024;

/// The names of an index that one of a query means.
#[derive(Default)]
pub(super) struct Meant {
    pub(super) sure: Vec<NameEntry>,
    pub(super) perhaps: Vec<NameEntry>,
}

impl Meant {
    pub(super) fn is_empty(&self) -> bool {
        self.sure.is_empty() && self.perhaps.is_empty()
    }
}

/// Sets the terms of all names of a query.
pub(super) fn named(
    snapshot: &Snapshot,
    query: &mut Query,
    aliases: &Aliases,
    notes: &mut Vec<String>,
) -> Result<(), SearchError> {
    match query {
        Query::Named(name) => one(snapshot, name, aliases, notes),
        Query::Near { left, right, .. } => {
            named(snapshot, left, aliases, notes)?;
            named(snapshot, right, aliases, notes)
        }
        Query::AtLeast(_, inner) | Query::Boost(inner, _) => named(snapshot, inner, aliases, notes),
        Query::Bag(clauses) => {
            clauses.iter_mut().try_for_each(|one| named(snapshot, &mut one.query, aliases, notes))
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter_mut().try_for_each(|part| named(snapshot, part, aliases, notes))
        }
        _ => Ok(()),
    }
}

fn one(
    snapshot: &Snapshot,
    name: &mut Named,
    aliases: &Aliases,
    notes: &mut Vec<String>,
) -> Result<(), SearchError> {
    let mut found = false;
    for &kind in name.by.kinds() {
        let mut meant = meant(snapshot, kind, &name.name, aliases)?;
        if meant.is_empty() {
            meant.sure = containing(snapshot, kind, &name.name)?;
            if let Some(first) = meant.sure.first() {
                notes.push(match meant.sure.len() {
                    1 => format!("{name} is read as {}", first.shown()),
                    many => {
                        format!("{name} is read as {many} names that hold it, as {}", first.shown())
                    }
                });
            }
        }
        found |= !meant.is_empty();
        for (entries, terms) in [(meant.sure, &mut name.sure), (meant.perhaps, &mut name.perhaps)] {
            let found = frequent(entries);
            for entry in found {
                match name.by {
                    NamedBy::Speaker => terms.push(speaker_term(kind, &entry.key)),
                    _ => terms.extend(entry.terms.into_iter().map(|(term, _)| term)),
                }
            }
        }
    }
    // of a place the records may speak
    if !found && name.by != NamedBy::Place {
        let mut alike = Vec::new();
        for &kind in name.by.kinds() {
            alike.extend(spelled_alike(snapshot, kind, &name.name)?);
        }
        let alike: Vec<String> = frequent(alike).iter().take(3).map(NameEntry::shown).collect();
        notes.push(match alike.is_empty() {
            true => format!("no article names {name}"),
            false => format!("no article names {name}; did you mean {}?", alike.join(", ")),
        });
    }
    Ok(())
}

/// The names of a kind that `name` means.
pub(super) fn meant(
    snapshot: &Snapshot,
    kind: &str,
    name: &str,
    aliases: &Aliases,
) -> Result<Meant, SearchError> {
    if let Some(names) = aliases.of(name) {
        let mut meant = Meant::default();
        for name in names {
            meant.sure.extend(snapshot.name_of_key(kind, &name_key(kind, name))?);
        }
        return Ok(meant);
    }
    if name.contains(['*', '?']) {
        let sure = matching(snapshot, kind, name)?;
        return Ok(Meant { sure, perhaps: Vec::new() });
    }
    let mut meant = match kind {
        PERSON_KIND => persons::meant(snapshot, name)?,
        kind => things::meant(snapshot, kind, name)?,
    };
    // what the list says of another is not meant
    let is_anothers = |entry: &NameEntry| aliases.of(&said_of_key(&entry.key)).is_some();
    if !aliases.is_empty() {
        meant.sure.retain(|entry| !is_anothers(entry));
        meant.perhaps.retain(|entry| !is_anothers(entry));
    }
    Ok(meant)
}

/// Names of which each word of a pattern matches one.
fn matching(snapshot: &Snapshot, kind: &str, pattern: &str) -> Result<Vec<NameEntry>, SearchError> {
    let patterns: Vec<String> = pattern.split_whitespace().map(fold_pattern).collect();
    let fits = |key: &str| {
        let words: Vec<&str> = words(key).collect();
        patterns.iter().all(|pattern| words.iter().any(|word| matches_pattern(pattern, word)))
    };
    Ok(snapshot.names_where(kind, &fits)?)
}

/// Names that hold all words of one.
fn containing(snapshot: &Snapshot, kind: &str, name: &str) -> Result<Vec<NameEntry>, SearchError> {
    let asked = name_key(kind, name);
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let fits = |key: &str| words(&asked).all(|asked| words(key).any(|word| word == asked));
    Ok(frequent(snapshot.names_where(kind, &fits)?))
}

/// Names of which each word that was asked for is a letter or two away from one.
fn spelled_alike(
    snapshot: &Snapshot,
    kind: &str,
    name: &str,
) -> Result<Vec<NameEntry>, SearchError> {
    let asked = name_key(kind, name);
    let near = |asked: &str, word: &str| match asked.chars().count() {
        // a short word is near to half of all others
        0..=3 => asked == word,
        4..=6 => edits_between(asked, word) <= 1,
        _ => edits_between(asked, word) <= 2,
    };
    let fits = |key: &str| {
        !asked.is_empty() && words(&asked).all(|asked| words(key).any(|word| near(asked, word)))
    };
    Ok(snapshot.names_where(kind, &fits)?)
}

fn words(key: &str) -> impl Iterator<Item = &str> {
    key.split([' ', ',']).filter(|word| !word.is_empty())
}

/// Each once, the most frequent first.
fn frequent(mut entries: Vec<NameEntry>) -> Vec<NameEntry> {
    entries.sort_by(|a, b| b.articles().cmp(&a.articles()).then_with(|| a.key.cmp(&b.key)));
    entries.dedup_by(|a, b| a.key == b.key);
    entries.truncate(MOST);
    entries
}

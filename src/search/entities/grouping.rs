//! The names of an index, put together into entities: first by the user's own list,
//! then people by family, all else by what articles call it.

use super::super::SearchError;
use super::super::names::{Aliases, are_most, tell_of_all};
use super::groups::{Name, people, things};
use crate::enrich::EntityKind;
use crate::schema::{block_of_key, said_of_key};
use crate::store::{AlsoCalled, NameTally, Snapshot};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Names that are one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entity {
    /// Numbers of names; what it is called by comes first.
    pub(super) members: Vec<u32>,
    /// What the user's list calls it.
    pub(super) called: Option<String>,
}

/// The entities of a tally, in no order that means something, but always in the same.
pub(super) fn entities(
    snapshot: &Snapshot,
    tally: &NameTally,
    aliases: &Aliases,
) -> Result<Vec<Entity>, SearchError> {
    let mut by_kind: BTreeMap<EntityKind, Vec<u32>> = BTreeMap::new();
    let mut listed: BTreeMap<(EntityKind, String), Vec<u32>> = BTreeMap::new();
    for (number, name) in (0u32..).zip(&tally.names) {
        let line = if aliases.is_empty() { None } else { aliases.of(&said_of_key(&name.key)) };
        match line.and_then(<[String]>::first) {
            Some(first) => listed.entry((name.kind, first.clone())).or_default().push(number),
            None => by_kind.entry(name.kind).or_default().push(number),
        }
    }
    let mut out = Vec::new();
    for ((_, called), members) in listed {
        out.push(Entity { members, called: Some(called) });
    }
    for (kind, numbers) in by_kind {
        let calls = snapshot.also_called(kind.name(), None)?;
        let groups = match kind {
            EntityKind::Person => of_people(tally, &numbers, &calls),
            _ => {
                let names: Vec<Name<'_>> = numbers.iter().map(|&n| name(tally, n)).collect();
                numbered(things(&names, &calls), &numbers)
            }
        };
        out.extend(groups.into_iter().map(|members| Entity { members, called: None }));
    }
    Ok(out)
}

fn name(tally: &NameTally, number: u32) -> Name<'_> {
    let name = &tally.names[number as usize];
    Name { key: &name.key, articles: name.seen.articles }
}

fn numbered(groups: Vec<Vec<usize>>, numbers: &[u32]) -> Vec<Vec<u32>> {
    let number = |group: Vec<usize>| group.into_iter().map(|at| numbers[at]).collect();
    groups.into_iter().map(number).collect()
}

/// People by family; a name that nobody bears with a given name is whoever articles call so.
fn of_people(tally: &NameTally, numbers: &[u32], calls: &[AlsoCalled]) -> Vec<Vec<u32>> {
    let mut families: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for &number in numbers {
        let key = tally.names[number as usize].key.as_str();
        families.entry(block_of_key(key)).or_default().push(number);
    }
    let mut families: Vec<Vec<u32>> = families.into_values().collect();
    families.sort_unstable();
    let mut out = Vec::with_capacity(families.len());
    let mut alone: FxHashMap<&str, usize> = FxHashMap::default();
    let mut group_of: FxHashMap<&str, usize> = FxHashMap::default();
    let targets: rustc_hash::FxHashSet<&str> = calls.iter().map(|one| one.key.as_str()).collect();
    for family in families {
        let names: Vec<Name<'_>> = family.iter().map(|&number| name(tally, number)).collect();
        if let [only] = names.as_slice()
            && !only.key.contains(", ")
        {
            alone.insert(only.key, out.len());
        }
        for group in numbered(people(&names), &family) {
            for &member in &group {
                let key = tally.names[member as usize].key.as_str();
                if targets.contains(key) {
                    group_of.insert(key, out.len());
                }
            }
            out.push(group);
        }
    }
    for alike in calls.chunk_by(|one, two| one.called == two.called) {
        let Some(&from) = alike.first().and_then(|one| alone.get(one.called.as_str())) else {
            continue;
        };
        let told: u64 = alike.iter().map(|one| one.articles).sum();
        let Some(most) = alike.iter().max_by_key(|one| one.articles) else { continue };
        let Some(&to) = group_of.get(most.key.as_str()) else { continue };
        let own = out[from].first().map_or(0, |&number| name(tally, number).articles);
        if from != to && are_most(most.articles, told) && tell_of_all(told, own) {
            let members = std::mem::take(&mut out[from]);
            out[to].extend(members);
        }
    }
    out.retain(|group| !group.is_empty());
    out
}

//! Which mentions of organisations are one: the same name, its acronym, its
//! short form. Events, works and products (`Other`) go the same way.
//!
//! A short form is the beginning or the end of a longer name of the article
//! ("Meridian" of Meridian Foods Group AG, "Security Council" of the U.N.
//! Security Council), unless what it leaves out names another body ("Federal
//! Reserve" is not the Federal Reserve Bank of New York) or what is left is a
//! word that many bodies bear ("Congress").

use super::acronym;
use super::clusters::Clusters;
use super::fold::{Key, Keys};
use super::site::Site;
use crate::enrich::EntityKind;
use rustc_hash::FxHashMap;

/// A name and where it stands.
struct Group {
    words: Vec<Key>,
    cluster: u32,
    first: usize,
    /// A mention to take the spelling from, not in capitals where there is one.
    model: usize,
}

/// The longest name of which beginnings and ends are looked up.
const LONGEST: usize = 14;

/// How many longer names are compared with a short one.
const LOOK: usize = 24;

/// Sets the clusters of the mentions of one kind.
pub(super) fn merge(
    sites: &[Site<'_>],
    kind: EntityKind,
    keys: &mut Keys,
    clusters: &mut Clusters,
) {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_words: FxHashMap<Vec<Key>, usize> = FxHashMap::default();
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, site) in sites.iter().enumerate().filter(|(_, site)| site.kind == kind) {
        let words = normal(&site.words, kind, keys);
        let number = *by_words.entry(words).or_insert_with_key(|words| {
            groups.push(Group {
                words: words.clone(),
                cluster: clusters.add(),
                first: at,
                model: at,
            });
            groups.len() - 1
        });
        let group = &mut groups[number];
        if site.surface().len() > sites[group.model].surface().len()
            || sites[group.model].is_capitals() && !site.is_capitals()
        {
            group.model = at;
        }
        clusters.set(at, group.cluster);
        group_of.insert(at, number);
    }
    join_turned(&groups, keys, clusters);
    join_plurals(&groups, keys, clusters);
    join_acronyms(sites, &groups, &group_of, clusters);
    join_short_forms(sites, &groups, kind, keys, clusters);
}

/// The words of a name without legal form; a demonym in the singular.
fn normal(words: &[Key], kind: EntityKind, keys: &mut Keys) -> Vec<Key> {
    let mut words = words.to_vec();
    match kind {
        EntityKind::Other => {
            if let [only] = words.as_slice()
                && let Some(one) = keys.word(*only).strip_suffix('s').map(str::to_owned)
                && one.len() > 3
            {
                words = vec![keys.folded_key(&one)];
            }
        }
        _ => {
            while words.len() > 1
                && words.last().is_some_and(|word| is_legal_form(keys.word(*word)))
            {
                words.pop();
            }
            if words.len() > 1 && words.last().is_some_and(|word| keys.word(*word) == "and") {
                words.pop();
            }
        }
    }
    words
}

fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "incorporated"
            | "corp"
            | "corporation"
            | "co"
            | "company"
            | "ltd"
            | "limited"
            | "llc"
            | "llp"
            | "lp"
            | "plc"
            | "ag"
            | "gmbh"
            | "sa"
            | "se"
            | "nv"
            | "bv"
            | "spa"
            | "srl"
            | "ab"
            | "asa"
            | "as"
            | "oy"
            | "oyj"
            | "kk"
            | "pty"
            | "pte"
            | "bhd"
            | "sdn"
            | "sas"
            | "sarl"
            | "kg"
            | "aps"
            | "ao"
            | "oao"
            | "pjsc"
            | "jsc"
    )
}

/// "Ministry of Health" and "Health Ministry".
fn join_turned(groups: &[Group], keys: &Keys, clusters: &mut Clusters) {
    let mut by_sorted: FxHashMap<Vec<Key>, u32> = FxHashMap::default();
    for group in groups {
        let mut sorted: Vec<Key> = group
            .words
            .iter()
            .copied()
            .filter(|word| !matches!(keys.word(*word), "of" | "for" | "the" | "and" | "de" | "in"))
            .collect();
        if sorted.len() < 2 || sorted.len() > LONGEST {
            continue;
        }
        sorted.sort_unstable();
        match by_sorted.get(&sorted) {
            Some(other) => clusters.join(*other, group.cluster),
            None => {
                by_sorted.insert(sorted, group.cluster);
            }
        }
    }
}

/// "Springbok" and "Springboks".
fn join_plurals(groups: &[Group], keys: &Keys, clusters: &mut Clusters) {
    let single = |group: &&Group| group.words.len() == 1;
    let by_word: FxHashMap<&str, u32> = groups
        .iter()
        .filter(single)
        .map(|group| (keys.word(group.words[0]), group.cluster))
        .collect();
    for group in groups.iter().filter(single) {
        if let Some(one) = keys.word(group.words[0]).strip_suffix('s')
            && one.len() > 3
            && let Some(other) = by_word.get(one)
        {
            clusters.join(*other, group.cluster);
        }
    }
}

/// Acronyms that the text explains, and those whose letters fit a name.
fn join_acronyms(
    sites: &[Site<'_>],
    groups: &[Group],
    group_of: &FxHashMap<usize, usize>,
    clusters: &mut Clusters,
) {
    let mut explained = vec![false; groups.len()];
    for at in 1..sites.len() {
        let (Some(one), Some(two)) = (group_of.get(&(at - 1)), group_of.get(&at)) else { continue };
        if acronym::explains(&sites[at - 1], &sites[at]) {
            clusters.join(groups[*one].cluster, groups[*two].cluster);
            explained[*one] = true;
            explained[*two] = true;
        }
    }
    let mut by_letters: FxHashMap<String, usize> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        for letters in acronym::of_name(sites[group.model].surface()) {
            by_letters.entry(letters).or_insert(number);
        }
    }
    for (number, group) in groups.iter().enumerate() {
        if explained[number] {
            continue;
        }
        if let Some(letters) = acronym::letters_of(sites[group.model].surface())
            && let Some(long) = by_letters.get(&letters)
        {
            clusters.join(groups[*long].cluster, group.cluster);
        }
    }
}

fn join_short_forms(
    sites: &[Site<'_>],
    groups: &[Group],
    kind: EntityKind,
    keys: &Keys,
    clusters: &mut Clusters,
) {
    // beginnings and ends of the longer names
    let mut parts: FxHashMap<&[Key], Vec<usize>> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        let words = &group.words;
        if words.len() > LONGEST {
            continue;
        }
        for cut in 1..words.len() {
            for part in [&words[..cut], &words[cut..]] {
                let of = parts.entry(part).or_default();
                if of.last() != Some(&number) {
                    of.push(number);
                }
            }
        }
    }
    for group in groups {
        let Some(longer) = parts.get(group.words.as_slice()) else { continue };
        // the one named last before, else the first one after
        let after = longer.partition_point(|number| groups[*number].first < group.first);
        let earlier = longer[..after].iter().rev().take(LOOK);
        let later = longer[after..].iter().take(LOOK);
        let found = earlier
            .chain(later)
            .map(|number| &groups[*number])
            .find(|long| is_short_form(group, long, kind, sites, keys));
        if let Some(long) = found {
            clusters.join(long.cluster, group.cluster);
        }
    }
}

fn is_short_form(
    short: &Group,
    long: &Group,
    kind: EntityKind,
    sites: &[Site<'_>],
    keys: &Keys,
) -> bool {
    let leads = long.words.starts_with(&short.words);
    let rest = if leads {
        &long.words[short.words.len()..]
    } else {
        &long.words[..long.words.len() - short.words.len()]
    };
    if kind == EntityKind::Other {
        // "747" of Boeing 747
        return short.words.len() > 1
            || !leads && keys.word(short.words[0]).starts_with(|c: char| c.is_ascii_digit());
    }
    if leads {
        // an acronym is whole: the EPA is not its Office of Policy
        if acronym::letters_of(sites[short.model].surface()).is_some()
            && !rest.iter().all(|word| is_of_a_firm(keys.word(*word)))
        {
            return false;
        }
        let of = keys.word(rest[0]) == "of" || keys.word(rest[0]) == "for";
        if short.words.len() == 1 {
            let word = keys.word(short.words[0]);
            return !of && !is_shared(word) && !is_seat(word);
        }
        return of || !rest.iter().any(|word| is_part_of_a_body(keys.word(*word)));
    }
    if short.words.len() == 1 {
        let word = keys.word(short.words[0]);
        return !is_shared(word) && !is_seat(word);
    }
    // "Health" of the Ministry of Health is no short form, nor is "of Health"
    !matches!(keys.word(short.words[0]), "of" | "for" | "and")
}

/// Words that firms put behind their name.
fn is_of_a_firm(word: &str) -> bool {
    is_legal_form(word)
        || matches!(
            word,
            "group" | "holdings" | "holding" | "energy" | "airlines" | "bank" | "motors"
        )
}

/// Words that name a part of a body, or another body of its name.
fn is_part_of_a_body(word: &str) -> bool {
    matches!(
        word,
        "office"
            | "division"
            | "department"
            | "school"
            | "hospital"
            | "bank"
            | "institute"
            | "press"
            | "branch"
            | "bureau"
            | "college"
            | "faculty"
            | "foundation"
            | "center"
            | "centre"
            | "committee"
            | "subcommittee"
            | "laboratory"
            | "union"
            | "museum"
    )
}

/// Single words that many bodies bear, or that name a place or a nation first.
fn is_shared(word: &str) -> bool {
    matches!(
        word,
        "national"
            | "royal"
            | "american"
            | "british"
            | "north"
            | "south"
            | "east"
            | "west"
            | "new"
            | "central"
            | "international"
            | "european"
            | "african"
            | "asian"
            | "federal"
            | "state"
            | "supreme"
            | "university"
            | "ministry"
            | "department"
            | "bank"
            | "the"
            | "general"
            | "world"
            | "us"
            | "uk"
            | "un"
            | "eu"
            | "democratic"
            | "republican"
            | "people"
            | "social"
            | "public"
            | "high"
            | "first"
            | "free"
    )
}

/// Single words that name a body of their own, not the end of a longer name.
fn is_seat(word: &str) -> bool {
    matches!(
        word,
        "congress"
            | "senate"
            | "house"
            | "parliament"
            | "cabinet"
            | "court"
            | "council"
            | "party"
            | "ministry"
            | "department"
            | "university"
            | "union"
            | "bank"
            | "assembly"
            | "treasury"
            | "administration"
            | "association"
            | "company"
            | "office"
            | "agency"
    )
}

//! Which mentions of people are one person.
//!
//! First the names of two words and more, longest first: each joins a person
//! whose name it fits, or is a new one. Then the bare names in the order of the
//! text: each goes to the person who bears it and was named last before it, if
//! titles and genders allow; failing that to the next one named later (a
//! headline names people before the text introduces them); failing that it is a
//! person of its own.
//!
//! Only so many persons of a name are looked at ([`LOOK`]), so the time is
//! linear in the mentions.

use super::clusters::Clusters;
use super::fold::{Key, Keys};
use super::gender::{Evidence, Gender};
use super::persona::{Named, look, says_another_name};
use super::personal_name::{Name, sound};
use super::site::Site;
use crate::enrich::EntityKind;
use rustc_hash::FxHashMap;

/// How many persons of one name are compared with a mention.
const LOOK: usize = 24;

struct Person {
    name: Name,
    cluster: u32,
    evidence: Evidence,
    /// Their first mention by a full name.
    first: usize,
    /// Their last mention so far in the second pass.
    last: Option<usize>,
    /// How often they were meant so far by the bare name.
    bare: u32,
    ranks: Vec<Key>,
    /// A family, not one of its members.
    is_family: bool,
    /// Known as Mrs. only, by her husband's name.
    is_wife: bool,
}

/// Sets the clusters of the mentions of people; returns what is known of their
/// genders, by cluster.
pub(super) fn merge(
    sites: &[Site<'_>],
    keys: &mut Keys,
    clusters: &mut Clusters,
) -> FxHashMap<u32, Gender> {
    let order: Vec<usize> =
        (0..sites.len()).filter(|at| sites[*at].kind == EntityKind::Person).collect();
    let named: Vec<Named> = order
        .iter()
        .enumerate()
        .map(|(nth, at)| look(sites, *at, order.get(nth + 1).copied(), keys))
        .collect();
    let mut people = People {
        persons: Vec::new(),
        by_word: FxHashMap::default(),
        by_sound: FxHashMap::default(),
    };
    let mut assigned = people.full_names(&order, &named, sites, keys, clusters);
    people.other_names(&order, &mut assigned, sites, clusters);
    people.bare_names(&order, &named, assigned, sites, keys, clusters);
    let genders = people.persons.iter().rev();
    genders.map(|person| (clusters.root(person.cluster), person.evidence.gender())).collect()
}

struct People {
    persons: Vec<Person>,
    by_word: FxHashMap<Key, Vec<usize>>,
    /// By the sound of a last word, for a name misspelt once.
    by_sound: FxHashMap<String, Vec<usize>>,
}

impl People {
    /// The names of two words and more. Returns who each mention is.
    fn full_names(
        &mut self,
        order: &[usize],
        named: &[Named],
        sites: &[Site<'_>],
        keys: &mut Keys,
        clusters: &mut Clusters,
    ) -> Vec<Option<usize>> {
        let mut groups: FxHashMap<&Name, Vec<usize>> = FxHashMap::default();
        let mut names: Vec<&Name> = Vec::new();
        for (nth, one) in named.iter().enumerate() {
            if one.name.words.len() < 2 {
                continue;
            }
            let group = groups.entry(&one.name).or_default();
            if group.is_empty() {
                names.push(&one.name);
            }
            group.push(nth);
        }
        let length = |name: &Name| {
            let letters = name.words.iter().filter(|word| !keys.is_initial(**word)).count();
            (std::cmp::Reverse(name.words.len()), std::cmp::Reverse(letters))
        };
        names.sort_by_key(|name| length(name));
        let mut assigned = vec![None; order.len()];
        for name in names {
            let group = &groups[name];
            let mut evidence = Evidence::default();
            for nth in group {
                evidence.join(named[*nth].evidence);
            }
            let first = group[0];
            let (fitting, several) = self.fitting(name, evidence, first, keys);
            if several {
                // a family name of two words: each mention is looked at by itself
                continue;
            }
            let who = fitting.unwrap_or_else(|| self.add(name.clone(), first, false, clusters));
            self.index(name, who, keys);
            let person = &mut self.persons[who];
            person.evidence.join(evidence);
            person.first = person.first.min(first);
            for nth in group {
                assigned[*nth] = Some(who);
                clusters.set(order[*nth], person.cluster);
                if let Some(rank) = sites[order[*nth]].title.rank
                    && person.ranks.len() < 4
                    && !person.ranks.contains(&rank)
                {
                    person.ranks.push(rank);
                }
            }
        }
        assigned
    }

    /// The person whose full name fits this one: the one first named last
    /// before it, else the first named after it; and whether it fits several
    /// that are named by more than it.
    fn fitting(
        &self,
        name: &Name,
        evidence: Evidence,
        first: usize,
        keys: &Keys,
    ) -> (Option<usize>, bool) {
        let mut several = false;
        let mut best: Option<(bool, usize, usize)> = None;
        for word in name.words.iter().filter(|word| !keys.is_initial(**word)) {
            let Some(bearers) = self.by_word.get(word) else { continue };
            for who in bearers.iter().rev().take(LOOK) {
                let person = &self.persons[*who];
                if person.name.words.len() < 2
                    || !name.fits(&person.name, keys)
                    || person.evidence.gender().contradicts(evidence.gender())
                {
                    continue;
                }
                several |= best.is_some_and(|(_, _, other)| other != *who)
                    && person.name.words.ends_with(&name.words);
                let earlier = person.first < first;
                let distance = person.first.abs_diff(first);
                let better = best.is_none_or(|(was_earlier, was_distance, _)| {
                    (earlier, std::cmp::Reverse(distance))
                        > (was_earlier, std::cmp::Reverse(was_distance))
                });
                if better {
                    best = Some((earlier, distance, *who));
                }
            }
        }
        (best.map(|(_, _, who)| who), several)
    }

    /// Joins persons whom the text calls by two names: "Samuel Clemens, known
    /// as Mark Twain".
    fn other_names(
        &mut self,
        order: &[usize],
        assigned: &mut [Option<usize>],
        sites: &[Site<'_>],
        clusters: &mut Clusters,
    ) {
        // whom a person turned out to be; none is later than its own number
        let mut became: Vec<usize> = (0..self.persons.len()).collect();
        let root = |became: &mut [usize], mut who: usize| {
            while became[who] != who {
                became[who] = became[became[who]];
                who = became[who];
            }
            who
        };
        let mut any = false;
        for nth in 1..order.len() {
            let (one, two) = (&sites[order[nth - 1]], &sites[order[nth]]);
            let (Some(who), Some(other)) = (assigned[nth - 1], assigned[nth]) else { continue };
            if one.in_headline != two.in_headline
                || !one.text.get(one.end..two.start).is_some_and(says_another_name)
            {
                continue;
            }
            let (who, other) = (root(&mut became, who), root(&mut became, other));
            let (low, high) = (who.min(other), who.max(other));
            if low == high {
                continue;
            }
            any = true;
            became[high] = low;
            clusters.join(self.persons[low].cluster, self.persons[high].cluster);
            let evidence = self.persons[high].evidence;
            self.persons[low].evidence.join(evidence);
        }
        if !any {
            return;
        }
        for who in 0..became.len() {
            // low numbers are settled first
            became[who] = became[became[who]];
        }
        for who in assigned.iter_mut().flatten() {
            *who = became[*who];
        }
        // order within the lists stays, so that it is the same in every run
        for who in self.by_word.values_mut().chain(self.by_sound.values_mut()).flatten() {
            *who = became[*who];
        }
    }

    fn bare_names(
        &mut self,
        order: &[usize],
        named: &[Named],
        mut assigned: Vec<Option<usize>>,
        sites: &[Site<'_>],
        keys: &mut Keys,
        clusters: &mut Clusters,
    ) {
        for (nth, one) in named.iter().enumerate() {
            let site = &sites[order[nth]];
            let who = match assigned[nth] {
                Some(who) => who,
                None => {
                    let found = if one.is_family {
                        self.family(one.name.words[0])
                    } else {
                        self.bearer(one, site, nth, keys)
                    };
                    let who = found.unwrap_or_else(|| {
                        let who = self.add(one.name.clone(), nth, one.is_family, clusters);
                        self.persons[who].is_wife = site.title.married;
                        self.index(&one.name, who, keys);
                        who
                    });
                    clusters.set(order[nth], self.persons[who].cluster);
                    assigned[nth] = Some(who);
                    let person = &mut self.persons[who];
                    person.bare += 1;
                    person.evidence.join(one.evidence);
                    if let Some(rank) = site.title.rank
                        && person.ranks.len() < 4
                        && !person.ranks.contains(&rank)
                    {
                        person.ranks.push(rank);
                    }
                    who
                }
            };
            self.persons[who].last = Some(nth);
        }
    }

    fn family(&self, word: Key) -> Option<usize> {
        let bearers = self.by_word.get(&word)?;
        bearers.iter().rev().take(LOOK).copied().find(|who| self.persons[*who].is_family)
    }

    /// Whom a bare name means.
    fn bearer(&self, one: &Named, site: &Site<'_>, nth: usize, keys: &Keys) -> Option<usize> {
        let word = *one.name.words.last()?;
        let bearers = match self.by_word.get(&word) {
            Some(bearers) => bearers,
            None => self.by_sound.get(&sound(keys.word(word))?)?,
        };
        let mut best: Option<((u32, std::cmp::Reverse<usize>), usize)> = None;
        for who in bearers.iter().rev().take(LOOK) {
            let person = &self.persons[*who];
            if one.name.words.len() > 1 && !one.name.fits(&person.name, keys) {
                continue;
            }
            if person.is_family || site.gender().contradicts(person.evidence.gender()) {
                continue;
            }
            if let (Some(a), Some(b)) = (one.name.generation, person.name.generation)
                && a != b
            {
                continue;
            }
            // Mrs. Kennedy is not the Kennedy of whom nothing says she
            if person.is_wife && !site.title.married && site.gender() != Gender::Female {
                continue;
            }
            let as_surname = person.name.words.last() == Some(&word);
            if site.title.married
                && person.evidence.gender() == Gender::Unknown
                && person.bare > 0
                && person.name.words.len() < 2
            {
                continue;
            }
            let mut score = 0;
            let distance = match person.last {
                Some(last) => {
                    score += 8;
                    nth - last
                }
                None => person.first.saturating_sub(nth),
            };
            if as_surname || (person.name.words.len() > 2 && person.name.words[1] == word) {
                score += 4;
            }
            if site.title.rank.is_some_and(|rank| person.ranks.contains(&rank)) {
                score += 16;
            }
            if site.gender() != Gender::Unknown && site.gender() == person.evidence.gender() {
                score += 2;
            }
            let key = (score, std::cmp::Reverse(distance));
            if best.is_none_or(|(known, _)| key > known) {
                best = Some((key, *who));
            }
        }
        best.map(|(_, who)| who)
    }

    fn add(&mut self, name: Name, first: usize, is_family: bool, clusters: &mut Clusters) -> usize {
        self.persons.push(Person {
            name,
            cluster: clusters.add(),
            evidence: Evidence::default(),
            first,
            last: None,
            bare: 0,
            ranks: Vec::new(),
            is_family,
            is_wife: false,
        });
        self.persons.len() - 1
    }

    /// Makes `who` findable by the words of a name of theirs.
    fn index(&mut self, name: &Name, who: usize, keys: &mut Keys) {
        if let Some(last) = name.words.last()
            && let Some(sound) = sound(keys.word(*last))
        {
            let bearers = self.by_sound.entry(sound).or_default();
            if !bearers.contains_recent(who) {
                bearers.push(who);
            }
        }
        for word in &name.words {
            if name.words.len() > 1 && keys.is_initial(*word) {
                continue;
            }
            let mut words = vec![*word];
            // a Hungarian wife's name is her husband's with -né
            if let Some(husband) = keys.word(*word).strip_suffix("ne").map(str::to_owned)
                && name.words.len() > 1
                && name.words[0] == *word
                && husband.len() > 3
            {
                words.push(keys.folded_key(&husband));
            }
            // either half of a double name
            if let Some((one, two)) = keys.word(*word).split_once('-') {
                let (one, two) = (one.to_owned(), two.to_owned());
                for half in [one, two] {
                    if half.len() > 2 {
                        words.push(keys.folded_key(&half));
                    }
                }
            }
            for word in words {
                let bearers = self.by_word.entry(word).or_default();
                if !bearers.contains_recent(who) {
                    bearers.push(who);
                }
            }
        }
    }
}

/// A list of persons, asked for the newest ones.
trait Recent {
    /// Whether `who` is among the last few.
    fn contains_recent(&self, who: usize) -> bool;
}

impl Recent for Vec<usize> {
    fn contains_recent(&self, who: usize) -> bool {
        self.iter().rev().take(LOOK).any(|other| *other == who)
    }
}

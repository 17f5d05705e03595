//! Which names of a corpus are one person, organisation or place.
//!
//! ```text
//! trump, donald john     3 ┐
//! trump, donald j      300 ├ one: each fits all of them
//! trump, donald     10,000 ┘
//! trump             50,000   him, since he outweighs the others of the name nine to one
//! trump, donald jr     100   another: Jr. keeps apart
//! dod                  120   department of defense, where articles that have both say so
//! ```
//!
//! Whoever has most given names comes first, so that `John A.` and `John B.` are known to be two
//! before `John` asks which of them he is. He joins the one whose names he all fits, or the one who
//! outweighs all others that he fits; else he stands alone. What is put together wrongly can't be
//! told from the table, what is left apart can: so in doubt names stay apart.

use super::super::names::{are_most, outweigh, tell_of_all};
use crate::enrich::PersonNames;
use crate::schema::said_of_key;
use crate::store::AlsoCalled;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// So many names of a family are held against each other, the most frequent: the time is bounded.
const MOST: usize = 2_000;

/// What so many articles call something it is called, also where the two names have nothing in common.
const SURE: u64 = 3;

/// A name of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    pub(super) key: &'a str,
    /// Articles that name it so.
    pub(super) articles: u64,
}

/// Puts the names of one family together; each name is in one group, which what it is called by
/// comes first in.
pub(super) fn people(names: &[Name<'_>]) -> Vec<Vec<usize>> {
    if names.len() == 1 {
        return vec![vec![0]];
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (Reverse(names[at].articles), names[at].key));
    let rest = order.split_off(order.len().min(MOST));
    let parts: Vec<Parts<'_>> = names.iter().map(|name| Parts::of(name.key)).collect();
    order.sort_by_key(|&at| Reverse((parts[at].full, parts[at].initials)));
    let mut known = PersonNames::default();
    let mut numbers = vec![usize::MAX; names.len()];
    let mut letters = vec![0; names.len()];
    for &at in &order {
        numbers[at] = known.add(&said_of_key(names[at].key));
        letters[at] = known.letters(numbers[at]);
    }
    let may_fit = |one: usize, two: usize| {
        letters[one] & letters[two] != 0 || letters[one] == 0 || letters[two] == 0
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut bare = None;
    for at in order {
        if parts[at].is_bare {
            bare = Some(at);
            continue;
        }
        let fits = |group: &Group| {
            let alike = |&member: &usize| {
                parts[member].generation == parts[at].generation
                    && may_fit(member, at)
                    && known.fit(numbers[member], numbers[at])
            };
            group.members.iter().all(alike)
        };
        let fitting: Vec<usize> = (0..groups.len()).filter(|&group| fits(&groups[group])).collect();
        let articles = names[at].articles;
        match heaviest(&fitting, &groups) {
            Some(group) => groups[group].add(at, articles),
            None => groups.push(Group { members: vec![at], articles }),
        }
    }
    if let Some(at) = bare {
        let articles = names[at].articles;
        let all: Vec<usize> = (0..groups.len()).collect();
        // who is hardly ever named in full is not known to be meant
        match heaviest(&all, &groups).filter(|&g| tell_of_all(groups[g].articles, articles)) {
            Some(group) => groups[group].add(at, articles),
            None => groups.push(Group { members: vec![at], articles }),
        }
    }
    let leads = |&at: &usize| {
        let Parts { full, initials, .. } = parts[at];
        let has_initials = full == 0 && initials > 0;
        (full > 0, has_initials, names[at].articles, full, Reverse(names[at].key))
    };
    let mut out: Vec<Vec<usize>> = groups.into_iter().map(|group| group.members).collect();
    out.iter_mut().for_each(|members| members.sort_by_key(|at| Reverse(leads(at))));
    out.extend(rest.into_iter().map(|at| vec![at]));
    out
}

struct Group {
    members: Vec<usize>,
    /// Of all members, added up.
    articles: u64,
}

impl Group {
    fn add(&mut self, member: usize, articles: u64) {
        self.members.push(member);
        self.articles += articles;
    }
}

/// The only one, or the one that outweighs all others together.
fn heaviest(which: &[usize], groups: &[Group]) -> Option<usize> {
    let &most = which.iter().max_by_key(|&&group| groups[group].articles)?;
    let all: u64 = which.iter().map(|&group| groups[group].articles).sum();
    let others = all - groups[most].articles;
    outweigh(groups[most].articles, others).then_some(most)
}

/// What the key of a person's name has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts<'a> {
    /// Given names that are written out.
    full: usize,
    initials: usize,
    generation: Option<&'a str>,
    /// A family name alone, or the one name of somebody.
    is_bare: bool,
}

impl<'a> Parts<'a> {
    fn of(key: &'a str) -> Self {
        let Some((_, given)) = key.split_once(", ") else {
            return Self { full: 0, initials: 0, generation: None, is_bare: true };
        };
        let mut out = Self { full: 0, initials: 0, generation: None, is_bare: false };
        for word in given.split(' ') {
            match generation(word) {
                Some(generation) => out.generation = Some(generation),
                None if word.chars().count() > 1 => out.full += 1,
                None => out.initials += 1,
            }
        }
        out
    }
}

/// Jr., III: one word for each.
fn generation(word: &str) -> Option<&str> {
    match word {
        "jr" | "junior" => Some("jr"),
        "sr" | "senior" => Some("sr"),
        "ii" | "iii" | "iv" => Some(word),
        _ => None,
    }
}

/// Puts organisations, places or other things of one kind together, by what articles call them;
/// the name that the others stand for comes first.
pub(super) fn things(names: &[Name<'_>], calls: &[AlsoCalled]) -> Vec<Vec<usize>> {
    let number: FxHashMap<&str, usize> =
        names.iter().enumerate().map(|(at, name)| (name.key, at)).collect();
    let mut stands_for: Vec<usize> = (0..names.len()).collect();
    // those of one called stand side by side
    for alike in calls.chunk_by(|one, two| one.called == two.called) {
        let Some(&called) = alike.first().and_then(|one| number.get(one.called.as_str())) else {
            continue;
        };
        let told: u64 = alike.iter().map(|one| one.articles).sum();
        let most = alike.iter().max_by_key(|one| (one.articles, Reverse(&one.key)));
        if let Some(most) = most
            && are_most(most.articles, told)
            // what few articles say of it is not said of the many
            && tell_of_all(told, names[called].articles)
            && (told >= SURE || are_alike(&most.called, &most.key))
            && let Some(&main) = number.get(most.key.as_str())
        {
            stands_for[called] = main;
        }
    }
    let mut groups: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for at in 0..names.len() {
        groups.entry(last(at, &stands_for)).or_default().push(at);
    }
    let mut out: Vec<Vec<usize>> = groups
        .into_iter()
        .map(|(main, mut members)| {
            members.sort_by_key(|&at| (at != main, Reverse(names[at].articles), names[at].key));
            members
        })
        .collect();
    out.sort_unstable();
    out
}

/// Whether two names share a word, or one has the first letters of the other's: of one article that
/// says so they may be one.
fn are_alike(called: &str, key: &str) -> bool {
    let words = |key: &str| -> Vec<String> { key.split(' ').map(str::to_owned).collect() };
    let (of_called, of_key) = (words(called), words(key));
    if of_called.iter().any(|word| word.len() > 2 && of_key.contains(word)) {
        return true;
    }
    let initials = |words: &[String], all: bool| -> String {
        let counted =
            |word: &&String| all || !matches!(word.as_str(), "of" | "and" | "the" | "for");
        words.iter().filter(counted).filter_map(|word| word.chars().next()).collect()
    };
    let together = of_called.concat();
    [true, false].into_iter().any(|all| initials(&of_key, all) == together)
}

/// The name at the end of what a name stands for; of names that stand for each other in a circle
/// the lowest.
fn last(from: usize, stands_for: &[usize]) -> usize {
    let mut at = from;
    let mut passed = Vec::new();
    while stands_for[at] != at {
        if let Some(begin) = passed.iter().position(|&before| before == at) {
            return passed[begin..].iter().copied().min().unwrap_or(at);
        }
        passed.push(at);
        at = stands_for[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(names: &[(&str, u64)]) -> Vec<String> {
        let names: Vec<Name<'_>> =
            names.iter().map(|&(key, articles)| Name { key, articles }).collect();
        let said = |group: Vec<usize>| {
            let keys: Vec<&str> = group.into_iter().map(|at| names[at].key).collect();
            keys.join(" | ")
        };
        let mut out: Vec<String> = people(&names).into_iter().map(said).collect();
        out.sort();
        out
    }

    #[test]
    fn one_person_under_several_names() {
        insta::assert_debug_snapshot!(grouped(&[
            ("trump", 50_000),
            ("trump, donald", 10_000),
            ("trump, donald j", 300),
            ("trump, donald john", 3),
            ("trump, donald jr", 100),
            ("trump, melania", 300),
        ]), @r#"
        [
            "trump, donald jr",
            "trump, donald | trump, donald j | trump, donald john | trump",
            "trump, melania",
        ]
        "#);
        insta::assert_debug_snapshot!(grouped(&[
            ("soleimani, qassem", 40), ("soleimani, qasem", 9), ("soleimani, q", 1), ("soleimani", 50),
        ]), @r#"
        [
            "soleimani, qassem | soleimani, qasem | soleimani, q | soleimani",
        ]
        "#);
    }

    #[test]
    fn two_of_a_name_stay_apart() {
        // which Bush is meant by the bare name, or by George alone, nothing says
        insta::assert_debug_snapshot!(grouped(&[
            ("bush, george w", 500), ("bush, george h w", 300), ("bush, george", 1000), ("bush", 90),
        ]), @r#"
        [
            "bush",
            "bush, george",
            "bush, george h w",
            "bush, george w",
        ]
        "#);
        assert_eq!(
            grouped(&[("king, martin luther jr", 5), ("king, martin luther sr", 1)]).len(),
            2
        );
        assert_eq!(
            grouped(&[("louis, joe ii", 5), ("louis, joe iii", 1), ("louis, joe", 9)]).len(),
            3
        );
        // nine to one, and no less
        assert_eq!(grouped(&[("kim, a", 9), ("kim, bo", 1), ("kim", 2)]).len(), 2);
        assert_eq!(grouped(&[("kim, a", 8), ("kim, bo", 1), ("kim", 2)]).len(), 3);
        // one article names him in full: the other hundred are not known to mean him
        assert_eq!(grouped(&[("smith, adam", 1), ("smith", 100)]).len(), 2);
    }

    #[test]
    fn things_by_what_articles_call_them() {
        let calls = |pairs: &[(&str, &str, u64)]| -> Vec<AlsoCalled> {
            let one = |&(called, key, articles): &(&str, &str, u64)| AlsoCalled {
                called: called.to_owned(),
                key: key.to_owned(),
                articles,
            };
            pairs.iter().map(one).collect()
        };
        let names = [
            ("dod", 20),
            ("department of defense", 30),
            ("house", 2000),
            ("white house", 400),
            ("pentagon", 90),
            ("a b", 1),
            ("b", 1),
            ("w h", 1),
            ("maroubra", 1),
        ];
        let names = names.map(|(key, articles)| Name { key, articles });
        let groups = things(
            &names,
            &calls(&[
                ("a b", "b", 3),
                ("b", "a b", 3),
                ("dod", "department of defense", 9),
                ("dod", "department of development", 1),
                ("house", "white house", 5),
                ("pentagon", "dod", 40),
                ("pentagon", "five", 2),
                ("unknown", "dod", 9),
                ("w h", "white house", 1),
                ("maroubra", "pentagon", 2),
            ]),
        );
        assert_eq!(groups, [vec![1, 4, 0], vec![2], vec![3, 7], vec![5, 6], vec![8]]);
    }

    proptest! {
        #[test]
        fn each_name_is_in_one_group_whose_names_fit(
            names in prop::collection::btree_map(
                "lee, (ann|bob|rob|robert|a|b|r|c)( (ann|eve|a|e|b))?( (jr|ii))?|lee", 1u64..60, 0..14,
            ),
        ) {
            let names: Vec<Name<'_>> =
                names.iter().map(|(key, &articles)| Name { key, articles }).collect();
            let groups = if names.is_empty() { Vec::new() } else { people(&names) };
            let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..names.len()).collect::<Vec<_>>());
            let mut known = PersonNames::default();
            for name in &names {
                known.add(&said_of_key(name.key));
            }
            for group in &groups {
                for (i, &one) in group.iter().enumerate() {
                    for &two in &group[i + 1..] {
                        let (a, b) = (Parts::of(names[one].key), Parts::of(names[two].key));
                        let fits = known.fit(one, two) && a.generation == b.generation;
                        let letters = known.letters(one) & known.letters(two);
                        let unknown = known.letters(one) == 0 || known.letters(two) == 0;
                        prop_assert!(!fits || letters != 0 || unknown, "{:?} {:?}", names[one], names[two]);
                        prop_assert!(fits || a.is_bare || b.is_bare, "{:?} {:?}", names[one], names[two]);
                    }
                }
            }
            // whatever the order in which they come
            let keys = |names: &[Name<'_>], groups: Vec<Vec<usize>>| {
                let mut out: Vec<Vec<String>> = groups
                    .into_iter()
                    .map(|group| group.iter().map(|&at| names[at].key.to_owned()).collect())
                    .collect();
                out.sort();
                out
            };
            let backwards: Vec<Name<'_>> = names.iter().rev().copied().collect();
            if !names.is_empty() {
                prop_assert_eq!(keys(&names, groups), keys(&backwards, people(&backwards)));
            }
        }
    }
}

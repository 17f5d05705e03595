//! The slow way: every article is enriched again and its names counted one by one.

use super::*;
use crate::article::{Article, Origin, parse_date};
use crate::enrich::{Enriched, EntityKind, enrich};
use crate::schema::name_key;
use crate::search::indexed::indexed;
use crate::search::names::Aliases;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SENTENCES: [&str; 9] = [
    "Prime Minister Adaeze Okonkwo met Henrik Solberg in Oslo on Monday.",
    "The Department of Fisheries (DOF) set a quota for cod, officials in Bergen said.",
    "Okonkwo told reporters in Lagos that she was tired.",
    "The DOF gave no reason, said Maria Lindqvist, a skipper.",
    "President A. Okonkwo thanked Norway, and Henrik Solberg thanked Adaeze Okonkwo.",
    "Chidi Okonkwo Jr. led the choir of Bergen.",
    "The ferry waits in the fog.",
    "Henrik Solberg, Henrik Solberg and again Henrik Solberg were named in Oslo.",
    "Britons and Norwegians watched the World Cup in Lagos.",
];
const PUBLISHED: [&str; 5] = ["2019-12-03", "2020-02", "2020", "1931-05-02", ""];
const HEADLINES: [&str; 3] = ["", "Okonkwo returns to Lagos", "Fog"];
const QUERIES: [&str; 4] = ["", "fog", "okonkwo -ferry", "who:solberg"];

type Named = BTreeSet<(EntityKind, String)>;

/// Kind and key of each entity of an article.
fn names(enriched: &Enriched) -> Named {
    let entities = enriched.entities.iter();
    let named = entities.map(|entity| (entity.kind, name_key(entity.kind.name(), &entity.name)));
    named.filter(|(_, key)| !key.is_empty()).collect()
}

/// How often an article names an entity, its headline included.
fn mentions(enriched: &Enriched, kind: EntityKind, key: &str) -> u64 {
    let all = enriched.headline_names.iter().chain(&enriched.names);
    let named = all.filter(|mention| {
        let entity = enriched.entities.get(mention.entity as usize);
        entity.is_some_and(|entity| {
            mention.kind == kind && name_key(kind.name(), &entity.name) == key
        })
    });
    named.count() as u64
}

fn days(article: &Article) -> Option<(i64, i64)> {
    article.published.interval.map(|days| (days.from.number(), days.to.number()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_reading_every_article(
        articles in prop::collection::vec(
            (
                prop::collection::vec(0..SENTENCES.len(), 0..4),
                0..PUBLISHED.len(),
                0..HEADLINES.len(),
            ),
            1..24,
        ),
        commit in 0..24usize,
        removed in prop::collection::btree_set(0..24usize, 0..5),
    ) {
        let article = |(number, (body, published, headline)): (usize, (Vec<usize>, usize, usize))| {
            let sentences: Vec<&str> = body.into_iter().map(|at| SENTENCES[at]).collect();
            Article {
                id: format!("a{number}"),
                headline: HEADLINES[headline].to_owned(),
                body: sentences.join(" "),
                published: parse_date(PUBLISHED[published]).unwrap_or_default(),
                origin: Origin { path: "f".into(), record: None },
                ..Article::default()
            }
        };
        let articles: Vec<Enriched> =
            articles.into_iter().enumerate().map(article).map(enrich).collect();
        let (_directory, snapshot) = indexed(articles.iter().cloned(), commit, &removed);
        for text in QUERIES {
            let page = Request {
                take: 100,
                passages: 0,
                ..Request::new(if text.is_empty() { "*" } else { text })
            };
            let hits = crate::search::search(&snapshot, &page).unwrap().hits;
            let matching: Vec<&Enriched> = articles
                .iter()
                .filter(|one| hits.iter().any(|hit| hit.id == one.article.id))
                .collect();
            let query = read(&snapshot, &page.text, None, &Aliases::default()).unwrap().query;
            let selected = snapshot.select(&query, &mut Vec::new()).unwrap();
            prop_assert_eq!(selected.total, matching.len() as u64);
            let kinds = EntityKind::ALL;
            let tally = snapshot.tally_names(&selected, &kinds).unwrap();
            // names, each with its articles
            let mut slow: BTreeMap<(EntityKind, String), u64> = BTreeMap::new();
            for name in matching.iter().flat_map(|one| names(one)) {
                *slow.entry(name).or_default() += 1;
            }
            let fast: BTreeMap<(EntityKind, String), u64> = tally
                .names
                .iter()
                .map(|name| ((name.kind, name.key.clone()), name.seen.articles))
                .collect();
            prop_assert_eq!(&fast, &slow, "{}", text);
            // entities of the whole index, each with the articles that have any of its names
            let everything = snapshot.select(&Query::All, &mut Vec::new()).unwrap();
            let tally = snapshot.tally_names(&everything, &kinds).unwrap();
            let found = grouping::entities(&snapshot, &tally, &Aliases::default()).unwrap();
            let all = text.is_empty();
            let ranked = counted(&snapshot, &selected, all, None, &tally, found).unwrap();
            let named: BTreeSet<(EntityKind, &str)> = ranked
                .iter()
                .flat_map(|one| &one.entity.members)
                .map(|&member| &tally.names[member as usize])
                .map(|name| (name.kind, name.key.as_str()))
                .collect();
            prop_assert!(slow.keys().all(|(kind, key)| named.contains(&(*kind, key.as_str()))));
            let rows = rows(&snapshot, &selected, &tally, &ranked, false).unwrap();
            let members: Vec<Vec<u32>> =
                ranked.iter().map(|one| one.entity.members.clone()).collect();
            let sets = NameSets::new(tally.names.len(), &members);
            let year = |from, to| units::of(crate::store::Per::Year, from, to);
            let over_time = snapshot.sets_over_time(&selected, &tally, &sets, &year).unwrap();
            let has = |one: &Enriched, members: &[u32]| {
                let named = names(one);
                members.iter().any(|&member| {
                    let name = &tally.names[member as usize];
                    named.contains(&(name.kind, name.key.clone()))
                })
            };
            for ((row, members), years) in rows.iter().zip(&members).zip(&over_time) {
                let of: Vec<&&Enriched> =
                    matching.iter().filter(|one| has(one, members)).collect();
                prop_assert_eq!(row.articles, of.len() as u64, "{} {}", text, &row.name);
                let times = members.iter().flat_map(|&member| {
                    let name = &tally.names[member as usize];
                    of.iter().map(|one| mentions(one, name.kind, &name.key))
                });
                prop_assert_eq!(row.mentions, times.sum::<u64>(), "{} {}", text, &row.name);
                let known = || of.iter().filter_map(|one| days(&one.article));
                let day = |number: i64| Day::from_number(number).to_string();
                let first = known().map(|(from, _)| from).min().map(day);
                let last = known().map(|(_, to)| to).max().map(day);
                prop_assert_eq!((&row.first, &row.last), (&first, &last));
                let mut by_year: BTreeMap<i64, u64> = BTreeMap::new();
                for (from, to) in known() {
                    if let Some(year) = year(from, to) {
                        *by_year.entry(year).or_default() += 1;
                    }
                }
                prop_assert_eq!(years, &by_year);
            }
            // pairs
            let mut slow: Vec<(u32, u32, u64)> = Vec::new();
            for one in 0..members.len() {
                for two in one + 1..members.len() {
                    let both = matching
                        .iter()
                        .filter(|article| has(article, &members[one]) && has(article, &members[two]))
                        .count() as u64;
                    if both > 0 {
                        slow.push((one as u32, two as u32, both));
                    }
                }
            }
            prop_assert_eq!(snapshot.sets_together(&selected, &tally, &sets).unwrap(), slow);
        }
    }
}

//! Facets of an answer: what is asked (`source:10`), and how the articles that
//! match divide.
//!
//! Values of one field are alternatives, so the counts of a field are of the
//! query without its own conditions on that field: what another outlet would
//! bring stays in sight once one is chosen.

mod names;

use super::SearchError;
use crate::article::{Day, FIRST_YEAR, Interval, LAST_YEAR};
use crate::enrich::EntityKind;
use crate::query::Query;
use crate::schema::Field;
use crate::store::{Counted, FacetBy, Snapshot};
use serde::Serialize;
use std::str::FromStr;

/// So many values are named unless the request says otherwise.
const VALUES: usize = 10;

/// What can be counted by: the names as hits have them, and what they stand for.
const FACETS: [(&str, CountedBy); 10] = [
    ("source", CountedBy::Values(FacetBy::Field(Field::Outlet))),
    ("section", CountedBy::Values(FacetBy::Field(Field::Section))),
    ("language", CountedBy::Values(FacetBy::Field(Field::Language))),
    ("byline", CountedBy::Values(FacetBy::Field(Field::Byline))),
    ("year", CountedBy::Values(FacetBy::Year)),
    ("topic", CountedBy::Values(FacetBy::Field(Field::Topic))),
    ("place", CountedBy::Values(FacetBy::Field(Field::Place))),
    ("person", CountedBy::Names(EntityKind::Person)),
    ("organisation", CountedBy::Names(EntityKind::Organisation)),
    // `place` are those of the records
    ("location", CountedBy::Names(EntityKind::Place)),
];

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// Values of their records.
    Values(FacetBy),
    /// The names of a kind in their headlines and texts.
    Names(EntityKind),
}

/// A facet that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetAsked {
    /// What to count by.
    pub by: CountedBy,
    /// How many values to name.
    pub most: usize,
}

/// What is written for a facet can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownFacet {
    /// No facet has the name.
    #[error(
        "there is no facet `{0}`; there are source, section, language, byline, year, topic, place, person, organisation and location"
    )]
    Name(String),
    /// What follows the colon is no number.
    #[error("`{0}` is no number of values; write source:20")]
    Number(String),
}

impl FromStr for FacetAsked {
    type Err = UnknownFacet;

    /// Reads `source:20` or `source`; the names that fields have in queries are known too.
    ///
    /// ```
    /// use dateline::search::FacetAsked;
    /// assert_eq!("by:5".parse::<FacetAsked>().unwrap().most, 5);
    /// assert_eq!("by".parse::<FacetAsked>().unwrap().most, 10);
    /// assert!("colour".parse::<FacetAsked>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, UnknownFacet> {
        let (name, most) = match text.split_once(':') {
            Some((name, number)) => {
                let wrong = || UnknownFacet::Number(number.to_owned());
                (name, number.trim().parse().map_err(|_| wrong())?)
            }
            None => (text, VALUES),
        };
        let by = match name.trim().to_ascii_lowercase().as_str() {
            "year" | "years" | "published" => Some(CountedBy::Values(FacetBy::Year)),
            name => names::kind_of(name)
                .map(CountedBy::Names)
                .or_else(|| Field::from_name(name).map(|f| CountedBy::Values(FacetBy::Field(f)))),
        };
        // a field without a column of values, such as the headline, is no facet
        by.filter(|by| FACETS.iter().any(|(_, known)| known == by))
            .map(|by| Self { by, most })
            .ok_or_else(|| UnknownFacet::Name(name.to_owned()))
    }
}

/// The articles that match, counted by one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name: `source`, `section`, `language`, `byline`, `year`, `topic`, `place`, `person`,
    /// `organisation`, `location`.
    pub field: &'static str,
    /// The most frequent values, most frequent first, then by value.
    pub values: Vec<FacetValue>,
    /// How many different values there are.
    pub distinct: usize,
    /// Counts of the values that are not named, together.
    pub other: u64,
    /// Articles without a value.
    pub missing: u64,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// As the articles have it; of a year `1931`, or `1930s` where the date is no finer; of a name
    /// as they write it most often.
    pub value: String,
    /// Articles.
    pub count: u64,
    /// Whether the query asks for it.
    pub selected: bool,
}

/// Counts the facets asked for.
pub(super) fn count(
    snapshot: &Snapshot,
    query: &Query,
    asked: &[FacetAsked],
) -> Result<Vec<Facet>, SearchError> {
    // facets on which the query has no conditions share one pass
    let mut passes: Vec<(Query, Vec<usize>)> = Vec::new();
    let mut out: Vec<Option<Facet>> = vec![None; asked.len()];
    for (place, facet) in asked.iter().enumerate() {
        let by = match facet.by {
            CountedBy::Values(by) => by,
            CountedBy::Names(kind) => {
                out[place] = Some(names::count(snapshot, query, kind, facet.most)?);
                continue;
            }
        };
        let counted = query.without(by.condition());
        match passes.iter_mut().find(|(known, _)| *known == counted) {
            Some((_, places)) => places.push(place),
            None => passes.push((counted, vec![place])),
        }
    }
    for (counted, places) in passes {
        let by = places.iter().filter_map(|&place| match asked[place].by {
            CountedBy::Values(by) => Some(by),
            CountedBy::Names(_) => None,
        });
        let by: Vec<FacetBy> = by.collect();
        let found = snapshot.facets(&counted, &by)?;
        for ((place, by), counts) in places.into_iter().zip(by).zip(found) {
            out[place] = Some(facet(by, asked[place].most, counts, query));
        }
    }
    Ok(out.into_iter().flatten().collect())
}

fn facet(by: FacetBy, most: usize, counted: Counted, query: &Query) -> Facet {
    let distinct = counted.values.len();
    let all: u64 = counted.values.values().sum();
    let mut values: Vec<FacetValue> = counted
        .values
        .into_iter()
        .map(|(value, count)| FacetValue { selected: is_selected(by, &value, query), value, count })
        .collect();
    let order =
        |a: &FacetValue, b: &FacetValue| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value));
    // what is selected is named first of all, however rare: it must be there to be let go
    values.sort_by(|a, b| b.selected.cmp(&a.selected).then_with(|| order(a, b)));
    values.truncate(most);
    values.sort_by(order);
    let other = all - values.iter().map(|value| value.count).sum::<u64>();
    Facet { field: name(CountedBy::Values(by)), values, distinct, other, missing: counted.missing }
}

/// The name of a facet.
fn name(by: CountedBy) -> &'static str {
    FACETS.iter().find(|(_, known)| *known == by).map_or("", |(name, _)| name)
}

fn is_selected(by: FacetBy, value: &str, query: &Query) -> bool {
    match by {
        FacetBy::Field(field) => query.asks_for(field, value),
        FacetBy::Year => days_of(value).is_some_and(|days| query.asks_for_days(days)),
    }
}

/// The days of `1931` or `1930s`.
fn days_of(value: &str) -> Option<Interval> {
    let (first, last): (i16, i16) = match value.strip_suffix('s') {
        Some(decade) => decade.parse().map(|year: i16| (year, year + 9)).ok()?,
        None => value.parse().map(|year| (year, year)).ok()?,
    };
    let (first, last) = (first.max(FIRST_YEAR), last.min(LAST_YEAR));
    Some(Interval { from: Day::from_ymd(first, 1, 1)?, to: Day::from_ymd(last, 12, 31)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Origin};
    use crate::enrich::enrich;
    use crate::query::parse;
    use crate::search::indexed::indexed;
    use crate::store::Sort;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const OUTLETS: [Option<&str>; 5] =
        [None, Some("Transit Wire"), Some("Evening Wire"), Some("Star"), Some("evening star")];
    const BODIES: [&str; 4] = ["fog", "fog and ferry", "ferry", "rain"];
    const QUERIES: [&str; 16] = [
        "*",
        "fog",
        "fog source:star",
        "fog source:wire source:star",
        "source:\"evening wire\"",
        "fog source:even* -ferry",
        "source:w?re rain",
        "source:stra~1",
        "source:*tar",
        "source:=Star fog",
        "+source:star fog",
        "fog -source:wire",
        "source:star -source:evening",
        "source:(evening OR transit) AND source:wire",
        "fog OR source:star",
        "source:\"transit wire\"^2 fog",
    ];

    fn outlets_of(snapshot: &Snapshot, query: &Query) -> BTreeMap<Option<String>, u64> {
        let found = snapshot.rank(query, Sort::Oldest, 0, 1000, &mut Vec::new()).unwrap();
        let mut counts = BTreeMap::new();
        for hit in found.hits {
            let outlet = snapshot.record(hit.article).unwrap().about().unwrap().0.outlet;
            *counts.entry(outlet).or_default() += 1;
        }
        counts
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        // the slow way: every article that matches is read, and its outlet counted
        #[test]
        fn counts_are_those_of_reading_every_article(
            articles in prop::collection::vec((0..OUTLETS.len(), 0..BODIES.len()), 1..40),
            commit in 0..40usize,
            removed in prop::collection::btree_set(0..40usize, 0..6),
        ) {
            let article = |(number, &(outlet, body)): (usize, &(usize, usize))| {
                enrich(Article {
                    id: format!("a{number}"),
                    outlet: OUTLETS[outlet].map(str::to_owned),
                    body: BODIES[body].to_owned(),
                    origin: Origin { path: "f".into(), record: None },
                    ..Article::default()
                })
            };
            let articles = articles.iter().enumerate().map(article);
            let (_directory, snapshot) = indexed(articles, commit, &removed);
            let asked = FacetAsked { by: CountedBy::Values(FacetBy::Field(Field::Outlet)), most: 100 };
            for text in QUERIES {
                let query = parse(text).query;
                let facet = count(&snapshot, &query, &[asked]).unwrap().remove(0);
                let without = query.without("source");
                let all = outlets_of(&snapshot, &without);
                let counted: BTreeMap<Option<String>, u64> = facet
                    .values.iter().map(|value| (Some(value.value.clone()), value.count))
                    .chain((facet.missing > 0).then_some((None, facet.missing)))
                    .collect();
                prop_assert_eq!(&counted, &all, "{}", text);
                // what is selected is in the answer whole, and nothing else is
                if without != query {
                    let hits = outlets_of(&snapshot, &query);
                    for value in &facet.values {
                        let found = hits.get(&Some(value.value.clone())).copied().unwrap_or(0);
                        let expected = if value.selected { value.count } else { 0 };
                        prop_assert_eq!(found, expected, "{} {}", text, value.value);
                    }
                }
            }
        }
    }
}

//! Facets of names: persons, organisations and places that articles name, by their keys.

use super::{CountedBy, Facet, FacetValue, name};
use crate::enrich::EntityKind;
use crate::query::{Named, NamedBy, Occur, Query};
use crate::schema::read_name_term;
use crate::search::SearchError;
use crate::search::entities::by_key;
use crate::store::{NameSets, Snapshot};
use rustc_hash::FxHashSet;

/// The kind that a facet is of, by the names that queries have for it; `place` is the record's.
pub(super) fn kind_of(name: &str) -> Option<EntityKind> {
    Some(match name {
        "person" | "people" | "who" => EntityKind::Person,
        "organisation" | "organization" | "org" => EntityKind::Organisation,
        "location" | "locations" => EntityKind::Place,
        _ => return None,
    })
}

/// What a query asks for such names by.
fn asked_by(kind: EntityKind) -> NamedBy {
    match kind {
        EntityKind::Person => NamedBy::Person,
        EntityKind::Organisation => NamedBy::Organisation,
        EntityKind::Place | EntityKind::Other => NamedBy::Place,
    }
}

/// Counts the articles that match by the names of a kind, without the query's own conditions on them.
pub(super) fn count(
    snapshot: &Snapshot,
    query: &Query,
    kind: EntityKind,
    most: usize,
) -> Result<Facet, SearchError> {
    let by = asked_by(kind);
    let selected = snapshot.select(&query.without(by.field()), &mut Vec::new())?;
    let tally = snapshot.tally_names(&selected, &[kind])?;
    let all: Vec<u32> = (0u32..).zip(&tally.names).map(|(number, _)| number).collect();
    let sets = NameSets::new(all.len(), std::slice::from_ref(&all));
    let named = snapshot.count_sets(&selected, &tally, &sets)?;
    let named = named.first().map_or(0, |seen| seen.articles);
    let mut asked = Vec::new();
    asked_for(query, by, &mut asked);
    let asked: FxHashSet<&str> = asked.into_iter().flat_map(keys).collect();
    let is_asked = |number: u32| asked.contains(tally.names[number as usize].key.as_str());
    let mut order = all;
    order.sort_unstable_by(|&a, &b| {
        let (one, two) = (&tally.names[a as usize], &tally.names[b as usize]);
        let by_count = || two.seen.articles.cmp(&one.seen.articles);
        // what is selected is named first of all, however rare: it must be there to be let go
        is_asked(b).cmp(&is_asked(a)).then_with(by_count).then_with(|| one.key.cmp(&two.key))
    });
    let counts: u64 = tally.names.iter().map(|name| name.seen.articles).sum();
    order.truncate(most);
    let shown: Vec<_> = order.iter().map(|&number| &tally.names[number as usize]).collect();
    let names: Vec<(EntityKind, &str)> =
        shown.iter().map(|name| (name.kind, name.key.as_str())).collect();
    let written = snapshot.writings(&selected, &names)?;
    let mut values: Vec<FacetValue> = Vec::with_capacity(shown.len());
    for (tallied, written) in shown.into_iter().zip(written) {
        values.push(FacetValue {
            value: match written.into_iter().next() {
                Some(most) => most.shown,
                None => by_key(kind.name(), &tallied.key),
            },
            count: tallied.seen.articles,
            selected: asked.contains(tallied.key.as_str()),
        });
    }
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    Ok(Facet {
        field: name(CountedBy::Names(kind)),
        distinct: tally.names.len(),
        other: counts - values.iter().map(|value| value.count).sum::<u64>(),
        values,
        missing: selected.total - named,
    })
}

/// The names of a kind that every article of the answer is asked for, or any of which.
fn asked_for<'a>(query: &'a Query, by: NamedBy, out: &mut Vec<&'a Named>) {
    match query {
        Query::Named(named) if named.by == by => out.push(named),
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| asked_for(part, by, out));
        }
        Query::Bag(clauses) => {
            let wanted = clauses.iter().filter(|clause| clause.occur != Occur::Not);
            wanted.for_each(|clause| asked_for(&clause.query, by, out));
        }
        Query::Boost(inner, _) => asked_for(inner, by, out),
        _ => {}
    }
}

/// The keys that a name surely means; where none does, those that it perhaps means.
fn keys(named: &Named) -> impl Iterator<Item = &str> {
    let terms = if named.sure.is_empty() { &named.perhaps } else { &named.sure };
    terms.iter().filter_map(|term| read_name_term(term).map(|name| name.key))
}

//! How deep a query is nested, so that what is printed can be read again.

use super::condition::with_conditions;
use super::tree::{Clause, Near, Query};

/// The query without what would be printed within more than `most` brackets,
/// and whether anything was left out.
pub(super) fn at_most(mut query: Query, most: usize) -> (Query, bool) {
    let mut cut = false;
    // leaving out a part may bring a condition together with others, one bracket deeper
    while depth(&query) > most {
        query = pruned(query, most).unwrap_or(Query::Nothing);
        cut = true;
    }
    (query, cut)
}

/// The brackets around the innermost part, as the query is printed.
fn depth(query: &Query) -> usize {
    let part = |query: &Query| usize::from(query.is_group()) + depth(query);
    let deepest = |parts: &[Query]| parts.iter().map(part).max().unwrap_or(0);
    match query {
        Query::Near { left, near: Near::Inside, .. } | Query::AtLeast(_, left) => 1 + depth(left),
        Query::Near { left, right, .. } => part(left).max(part(right)),
        Query::Boost(inner, _) => part(inner),
        Query::And(parts) | Query::Or(parts) => deepest(parts),
        Query::Bag(clauses) => clauses.iter().map(|c| part(&c.query)).max().unwrap_or(0),
        _ => 0,
    }
}

fn pruned(query: Query, most: usize) -> Option<Query> {
    let part = |query: Query| match (query.is_group(), most) {
        (true, 0) => None,
        (true, _) => pruned(query, most - 1),
        (false, _) => pruned(query, most),
    };
    match query {
        Query::Near { left, near: Near::Inside, refused, right } => {
            let left = if most == 0 { None } else { pruned(*left, most - 1) };
            Some(near_again(left?, Near::Inside, refused, *right))
        }
        Query::Near { left, near, refused, right } => match (part(*left), part(*right)) {
            (Some(left), Some(right)) => Some(near_again(left, near, refused, right)),
            (Some(left), None) => Some(left),
            (None, right) => right.filter(|_| !refused),
        },
        Query::AtLeast(times, inner) => {
            let inner = if most == 0 { None } else { pruned(*inner, most - 1) };
            Some(Query::AtLeast(times, Box::new(inner?)))
        }
        Query::Boost(inner, weight) => Some(Query::Boost(Box::new(part(*inner)?), weight)),
        Query::And(parts) => several(parts.into_iter().filter_map(part).collect(), Query::And),
        Query::Or(parts) => several(parts.into_iter().filter_map(part).collect(), Query::Or),
        Query::Bag(clauses) => {
            let kept = clauses.into_iter().filter_map(|Clause { occur, query }| {
                part(query).map(|query| Clause { occur, query })
            });
            Some(with_conditions(kept.collect())).filter(|query| *query != Query::Nothing)
        }
        leaf => Some(leaf),
    }
}

fn near_again(left: Query, near: Near, refused: bool, right: Query) -> Query {
    Query::Near { left: Box::new(left), near, refused, right: Box::new(right) }
}

fn several(mut parts: Vec<Query>, build: fn(Vec<Query>) -> Query) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(build(parts)),
    }
}

//! Two operands and how near they must stand, as a tree.
//!
//! ```text
//! a NEAR/5 (b OR c)          as it stands: alternatives are places too
//! a NEAR/5 (b AND c)         (a NEAR/5 b) AND (a NEAR/5 c)
//! a NOT NEAR/5 (b AND c)     (a NOT NEAR/5 b) OR (a NOT NEAR/5 c)
//! a NEAR/5 (b c)             a NEAR/5 (b OR c), said in a note
//! a NEAR/5 source:reuters    a AND source:reuters, said in a note
//! ```

use super::tree::{Clause, Near, Occur, Query};
use crate::schema::Field;

/// So many parts come of taking groups apart at most.
const MOST_PARTS: usize = 64;

/// Builds a query of proximity; what had to be read otherwise is told to
/// `notes`. Taking groups apart may add so many words as there is `room` for.
pub(super) fn near(
    left: Query,
    near: Near,
    refused: bool,
    right: Query,
    room: usize,
    notes: &mut Vec<String>,
) -> Query {
    let (left, left_weight) = unweighted(left);
    let (right, right_weight) = unweighted(right);
    let weight = left_weight * right_weight;
    let built = built(left, near, refused, right, room, notes);
    let sensible = weight.is_finite() && weight > 0.0 && weight != 1.0;
    if sensible { Query::Boost(Box::new(built), weight) } else { built }
}

fn built(
    left: Query,
    near: Near,
    refused: bool,
    right: Query,
    room: usize,
    notes: &mut Vec<String>,
) -> Query {
    let (mut lefts, mut rights) = (conjuncts(left), conjuncts(right));
    if let ([_], [_]) = (lefts.as_slice(), rights.as_slice()) {
        return pair(lefts.remove(0), near, refused, rights.remove(0), notes);
    }
    let words = |parts: &[Query]| parts.iter().map(Query::words).sum::<usize>();
    let added = words(&lefts) * (rights.len() - 1) + words(&rights) * (lefts.len() - 1);
    if lefts.len() * rights.len() > MOST_PARTS || added > room {
        notes.push(format!("too many parts beside this operator; read as {}", plainly(refused)));
        return apart(all(lefts), refused, all(rights));
    }
    let mut parts = Vec::with_capacity(lefts.len() * rights.len());
    for left in &lefts {
        let pairs = rights.iter();
        let mut pairs: Vec<Query> =
            pairs.map(|right| pair(left.clone(), near, refused, right.clone(), notes)).collect();
        // not beside both is without the one or without the other
        if refused && pairs.len() > 1 {
            parts.push(Query::Or(pairs));
        } else {
            parts.append(&mut pairs);
        }
    }
    all(parts)
}

fn all(mut parts: Vec<Query>) -> Query {
    if parts.len() == 1 { parts.remove(0) } else { Query::And(parts) }
}

/// The operator that is left of one of proximity without its distance.
fn plainly(refused: bool) -> &'static str {
    if refused { "NOT" } else { "AND" }
}

/// The two near each other, if they can be.
pub(super) fn pair(
    left: Query,
    near: Near,
    refused: bool,
    right: Query,
    notes: &mut Vec<String>,
) -> Query {
    if !has_places(&left) || !has_places(&right) {
        let read = plainly(refused);
        notes.push(format!(
            "only words, phrases and groups of them stand near each other; read as {read}"
        ));
        return apart(left, refused, right);
    }
    let (left, right) = (placed(left, notes), placed(right, notes));
    if text_of(&left) != text_of(&right) {
        let read = plainly(refused);
        notes.push(format!("words of two fields never stand near each other; read as {read}"));
        return apart(left, refused, right);
    }
    Query::Near { left: Box::new(left), near, refused, right: Box::new(right) }
}

/// The two without a distance: both, or one without the other.
pub(super) fn apart(left: Query, refused: bool, right: Query) -> Query {
    if refused {
        return Query::Bag(vec![
            Clause { occur: Occur::Must, query: left },
            Clause { occur: Occur::Not, query: right },
        ]);
    }
    Query::And(vec![left, right])
}

/// The parts that must each be near: of `(a AND b)`, both.
fn conjuncts(query: Query) -> Vec<Query> {
    match query {
        Query::And(parts) => parts.into_iter().flat_map(conjuncts).collect(),
        Query::Bag(clauses) if clauses.iter().all(|clause| clause.occur == Occur::Must) => {
            clauses.into_iter().flat_map(|clause| conjuncts(clause.query)).collect()
        }
        other => vec![other],
    }
}

/// So many places of the query at least, if it has places.
pub(super) fn counted(times: u32, query: Query, notes: &mut Vec<String>) -> Query {
    if has_places(&query) {
        return Query::AtLeast(times, Box::new(placed(query, notes)));
    }
    notes.push("only words, phrases and alternatives are counted; read as the group alone".into());
    query
}

/// Whether a query has places in a text, all in one field.
fn has_places(query: &Query) -> bool {
    fn alike<'q>(mut parts: impl Iterator<Item = &'q Query> + Clone) -> bool {
        let first = parts.clone().next().map(text_of);
        parts.all(|part| has_places(part) && Some(text_of(part)) == first)
    }
    match query {
        Query::Boost(inner, _) => has_places(inner),
        Query::Or(parts) => alike(parts.iter()),
        Query::Bag(clauses) => {
            clauses.iter().all(|clause| clause.occur == Occur::Should)
                && alike(clauses.iter().map(|clause| &clause.query))
        }
        Query::Near { .. } => true,
        leaf => leaf.leaf_field().is_some_and(Field::is_stemmed),
    }
}

/// The query as places: without weights, its words side by side as alternatives.
fn placed(query: Query, notes: &mut Vec<String>) -> Query {
    let parts = match query {
        Query::Boost(inner, _) => return placed(*inner, notes),
        Query::Or(parts) => parts,
        Query::Bag(clauses) => {
            notes.push("words side by side are alternatives here; read as OR".into());
            clauses.into_iter().map(|clause| clause.query).collect()
        }
        other => return other,
    };
    Query::Or(parts.into_iter().map(|part| placed(part, notes)).collect())
}

/// Which text the places of a query are in: the headline by itself, or the
/// whole text, of which the lead is a part.
fn text_of(query: &Query) -> Field {
    match query {
        Query::Boost(inner, _) => text_of(inner),
        Query::Near { left, .. } => text_of(left),
        Query::Or(parts) => parts.first().map_or(Field::Text, text_of),
        Query::Bag(clauses) => clauses.first().map_or(Field::Text, |c| text_of(&c.query)),
        leaf => match leaf.leaf_field() {
            Some(Field::Headline) => Field::Headline,
            _ => Field::Text,
        },
    }
}

fn unweighted(query: Query) -> (Query, f32) {
    match query {
        Query::Boost(inner, weight) => (*inner, weight),
        other => (other, 1.0),
    }
}

//! Two operands and how near they must stand, as a tree.
//!
//! ```text
//! a NEAR/5 (b OR c)          as it stands: alternatives are places too
//! a NEAR/5 (b AND c)         (a NEAR/5 b) AND (a NEAR/5 c)
//! a NEAR/5 (b c)             a NEAR/5 (b OR c), said in a note
//! a NEAR/5 source:reuters    a AND source:reuters, said in a note
//! ```

use super::tree::{Clause, Near, Occur, Query};
use crate::schema::Field;

/// So many parts come of taking groups apart at most.
const MOST_PARTS: usize = 64;

/// Builds a query of proximity; what had to be read otherwise is told to `notes`.
pub(super) fn near(
    left: Query,
    near: Near,
    refused: bool,
    right: Query,
    notes: &mut Vec<String>,
) -> Query {
    let (left, left_weight) = unweighted(left);
    let (right, right_weight) = unweighted(right);
    let weight = left_weight * right_weight;
    let built = built(left, near, refused, right, notes);
    if weight == 1.0 { built } else { Query::Boost(Box::new(built), weight) }
}

fn built(left: Query, near: Near, refused: bool, right: Query, notes: &mut Vec<String>) -> Query {
    let (lefts, rights) = (conjuncts(left), conjuncts(right));
    if lefts.len() * rights.len() > MOST_PARTS {
        notes.push("too many parts beside this operator; read as AND".into());
        return Query::And(lefts.into_iter().chain(rights).collect());
    }
    let mut parts = Vec::with_capacity(lefts.len() * rights.len());
    for left in &lefts {
        for right in &rights {
            parts.push(pair(left.clone(), near, refused, right.clone(), notes));
        }
    }
    if parts.len() == 1 { parts.remove(0) } else { Query::And(parts) }
}

fn pair(left: Query, near: Near, refused: bool, right: Query, notes: &mut Vec<String>) -> Query {
    let (Some(left), Some(right)) = (place(left.clone(), notes), place(right.clone(), notes))
    else {
        notes.push(if refused {
            "only words, phrases and groups of them stand near each other; read as NOT".into()
        } else {
            "only words, phrases and groups of them stand near each other; read as AND".into()
        });
        return apart(left, refused, right);
    };
    if text_of(&left) != text_of(&right) {
        notes.push("words of two fields never stand near each other; read as AND".into());
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

/// A query that has places in a text, in one field; `None` if it has none.
pub(super) fn place(query: Query, notes: &mut Vec<String>) -> Option<Query> {
    let fits = |field: &Field| field.is_stemmed();
    match query {
        Query::Boost(inner, _) => place(*inner, notes),
        Query::Or(parts) => alternatives(parts, notes),
        Query::Bag(clauses) if clauses.iter().all(|clause| clause.occur == Occur::Should) => {
            notes.push("words side by side are alternatives here; read as OR".into());
            alternatives(clauses.into_iter().map(|clause| clause.query).collect(), notes)
        }
        Query::Near { .. } => Some(query),
        leaf => leaf.leaf_field().as_ref().is_some_and(fits).then_some(leaf),
    }
}

fn alternatives(parts: Vec<Query>, notes: &mut Vec<String>) -> Option<Query> {
    let parts: Vec<Query> =
        parts.into_iter().map(|part| place(part, notes)).collect::<Option<_>>()?;
    let first = text_of(parts.first()?);
    parts.iter().all(|part| text_of(part) == first).then_some(Query::Or(parts))
}

/// Which text the places of a query are in: the headline by itself, or the
/// whole text, of which the lead is a part.
fn text_of(query: &Query) -> Field {
    match query {
        Query::Near { left, .. } => text_of(left),
        Query::Or(parts) => parts.first().map_or(Field::Text, text_of),
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

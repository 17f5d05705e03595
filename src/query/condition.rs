//! Words and conditions side by side, as a tree.
//!
//! ```text
//! bagram source:ap source:reuters      bagram AND (source:ap OR source:reuters)
//! source:ap -kabul                     +source:ap -kabul
//! -soviet                              +* -soviet, said in a note
//! ```

use super::parser::Note;
use super::tree::{Clause, Occur, Query};

/// Parts that a stray bracket parted stand side by side.
pub(super) fn side_by_side(mut parts: Vec<Query>) -> Query {
    parts.retain(|part| *part != Query::Nothing);
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let clauses = parts.into_iter().map(|query| Clause { occur: Occur::Should, query });
    with_conditions(clauses.collect())
}

/// A query that only refuses is read as "everything but".
pub(super) fn only_refusals(query: Query, notes: &mut Vec<Note>) -> Query {
    let Query::Bag(mut clauses) = query else { return query };
    if clauses.iter().all(|clause| clause.occur == Occur::Not) {
        clauses.insert(0, Clause { occur: Occur::Must, query: Query::All });
        notes.push(Note {
            at: 0,
            message: "nothing is asked for, only refused; read as all but these".into(),
        });
    }
    Query::Bag(clauses)
}

/// A group with each of its parts made another; values of one field that come of it side by side
/// are alternatives. What is no group stays.
pub(super) fn each_part(query: Query, make: &mut dyn FnMut(Query) -> Query) -> Query {
    match query {
        Query::Bag(clauses) => {
            let clauses = clauses.into_iter();
            let made = clauses.map(|Clause { occur, query }| Clause { occur, query: make(query) });
            with_conditions(made.collect())
        }
        Query::And(parts) => Query::And(parts.into_iter().map(make).collect()),
        Query::Or(parts) => Query::Or(parts.into_iter().map(make).collect()),
        Query::Boost(inner, weight) => Query::Boost(Box::new(make(*inner)), weight),
        other => other,
    }
}

/// Words wish, fields ask: `bagram source:reuters published:2019-12` are words
/// to rank by and two conditions. Several values of one field are alternatives.
/// A clause with a sign keeps its sign.
pub(super) fn with_conditions(clauses: Vec<Clause>) -> Query {
    let mut words = Vec::new();
    let mut conditions: Vec<(&'static str, Vec<Query>)> = Vec::new();
    for clause in clauses {
        match clause.query.condition_on() {
            Some(name) if clause.occur == Occur::Should => {
                match conditions.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, values)) => values.push(clause.query),
                    None => conditions.push((name, vec![clause.query])),
                }
            }
            _ => words.push(clause),
        }
    }
    if conditions.is_empty() {
        return Query::bag(words);
    }
    let refuses_only = words.iter().all(|clause| clause.occur == Occur::Not);
    let mut parts = Vec::new();
    let mut refused = Vec::new();
    if refuses_only {
        refused = words;
    } else {
        parts.push(Query::bag(words));
    }
    for (_, mut values) in conditions {
        parts.push(if values.len() == 1 { values.remove(0) } else { Query::Or(values) });
    }
    if !refused.is_empty() {
        let needed = parts.into_iter().map(|query| Clause { occur: Occur::Must, query });
        return Query::Bag(needed.chain(refused).collect());
    }
    if parts.len() == 1 { parts.remove(0) } else { Query::And(parts) }
}

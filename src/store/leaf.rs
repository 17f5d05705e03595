//! The leaves of a query that evidence can come from: what is looked for in a
//! body, without what is refused, filtered or asked of another field.

use crate::query::{Occur, Query};
use crate::schema::{Field, Words, normalise};

/// Something to light in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Terms in order, with at most `slop` moves; one term is a word.
    Terms {
        /// As they stand in the index.
        terms: Vec<String>,
        /// Moves allowed.
        slop: u32,
        /// Only in the lead.
        lead: bool,
    },
    /// Terms that begin so.
    Prefix {
        /// Folded, not stemmed.
        stem: String,
        /// Only in the lead.
        lead: bool,
    },
}

impl Leaf {
    /// Whether it counts in the lead alone.
    pub(crate) fn is_lead(&self) -> bool {
        match self {
            Self::Terms { lead, .. } | Self::Prefix { lead, .. } => *lead,
        }
    }
}

/// The terms of a text, as the index has them.
pub(super) fn terms(text: &str, field: Field) -> Vec<String> {
    Words::new(text)
        .map(|word| normalise(&text[word.start..word.end], field.is_stemmed()))
        .collect()
}

/// The prefix that is looked up for what a user typed before a `*`: folded,
/// and the words before the last one dropped.
pub(super) fn prefix(text: &str) -> String {
    Words::new(text)
        .last()
        .map(|word| normalise(&text[word.start..word.end], false))
        .unwrap_or_default()
}

/// The leaves of a query, each once, in the order of the query.
#[must_use]
pub fn leaves(query: &Query) -> Vec<Leaf> {
    let mut out = Vec::new();
    collect(query, &[Field::Text, Field::Lead], &mut out);
    out
}

/// The leaves of a query that can be lit in a headline.
#[must_use]
pub fn headline_leaves(query: &Query) -> Vec<Leaf> {
    let mut out = Vec::new();
    collect(query, &[Field::Text, Field::Headline], &mut out);
    out
}

fn collect(query: &Query, fields: &[Field], out: &mut Vec<Leaf>) {
    let mut add = |leaf: Leaf| {
        if !out.contains(&leaf) {
            out.push(leaf);
        }
    };
    let in_body = |field: &Field| fields.contains(field);
    match query {
        Query::Word(field, text) | Query::Phrase(field, text, _) if in_body(field) => {
            let slop = if let Query::Phrase(_, _, slop) = query { *slop } else { 0 };
            let terms = terms(text, *field);
            if !terms.is_empty() {
                add(Leaf::Terms { terms, slop, lead: *field == Field::Lead });
            }
        }
        Query::Prefix(field, text) if in_body(field) => {
            add(Leaf::Prefix { stem: prefix(text), lead: *field == Field::Lead });
        }
        Query::Bag(clauses) => {
            for clause in clauses.iter().filter(|clause| clause.occur != Occur::Not) {
                collect(&clause.query, fields, out);
            }
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| collect(part, fields, out))
        }
        Query::Boost(inner, _) => collect(inner, fields, out),
        _ => {}
    }
}

//! `a NOT w/5 b` as the cluster's `span_not`: a word that has none of others within so many words.

use super::intervals::{Fields, years};
use super::mapping::ANNOTATION;
use super::source::{AGAIN, one_word};
use crate::query::Near;
use crate::schema::{annotation_kind, end_of_kind, normalise};
use crate::store::leaf::{Shape, Slot};
use crate::store::{ClusterError, Leaf};
use serde_json::{Value, json};

/// The query of a leaf that is `left NOT w/n right`; `None` if it is none.
///
/// # Errors
/// [`ClusterError::CantAnswer`] where an operand is more than words and phrases.
pub(super) fn apart(leaf: &Leaf) -> Result<Option<Value>, ClusterError> {
    let Shape::Near { left, near, refused: true, right } = &leaf.shape else { return Ok(None) };
    let (before, after) = match near {
        Near::Words(words) => (*words, *words),
        // the right one at most so many words after it
        Near::Ordered(words) => (0, *words),
        _ => return Ok(None),
    };
    let fields = Fields::of(leaf);
    let (left, right) = (span(leaf, left, fields)?, span(leaf, right, fields)?);
    let apart = json!({"span_not": {
        "include": left, "exclude": right, "pre": before, "post": after,
    }});
    if leaf.in_headline {
        return Ok(Some(apart));
    }
    // the second copy of the headline has no names and dates: what is near one in the first is not
    // near it there
    let again = json!({"field_masking_span": {"query": mark(AGAIN), "field": fields.stems}});
    Ok(Some(json!({"span_near": {
        "clauses": [apart, again], "slop": i32::MAX, "in_order": true,
    }})))
}

fn span(leaf: &Leaf, shape: &Shape, fields: Fields) -> Result<Value, ClusterError> {
    Ok(match shape {
        Shape::Word(number) => match leaf.slots.get(*number) {
            Some(slot) => slot_span(slot, fields)?,
            None => json!({"match_none": {}}),
        },
        Shape::Phrase(slots, slop) => {
            let parts = slots.iter().filter_map(|&number| leaf.slots.get(number));
            let parts: Vec<Value> =
                parts.map(|slot| slot_span(slot, fields)).collect::<Result<_, _>>()?;
            json!({"span_near": {"clauses": parts, "slop": slop, "in_order": true}})
        }
        Shape::Either(parts) => {
            let parts: Vec<Value> =
                parts.iter().map(|part| span(leaf, part, fields)).collect::<Result<_, _>>()?;
            json!({"span_or": {"clauses": parts}})
        }
        _ => {
            return Err(ClusterError::CantAnswer {
                what: "an operator within NOT NEAR".to_owned(),
                why: "the cluster takes words, phrases and OR there; ask a local index".to_owned(),
            });
        }
    })
}

/// A slot in terms of the stems' field: what is in another is shown under it.
fn slot_span(slot: &Slot, Fields { stems, forms }: Fields) -> Result<Value, ClusterError> {
    let masked = |query: Value| json!({"field_masking_span": {"query": query, "field": stems}});
    let pattern = |field: &str, pattern: &str| {
        json!({"span_multi": {"match": {"wildcard": {field: {
            "value": pattern, "rewrite": "top_terms_1000",
        }}}}})
    };
    Ok(match slot {
        Slot::Term(term) => json!({"span_term": {stems: term}}),
        Slot::Wild(wild) => masked(pattern(forms, wild)),
        Slot::Fuzzy(word, edits) => json!({"span_multi": {"match": {"fuzzy": {stems: {
            "value": normalise(word, true), "fuzziness": edits, "transpositions": true,
        }}}}}),
        Slot::Annotation(terms) => {
            let kind = terms.first().map_or("", |term| annotation_kind(term));
            let one = |term: &String| match years(term) {
                Some(years) => pattern(ANNOTATION, &years),
                None => mark(term),
            };
            let starts: Vec<Value> = terms.iter().map(one).collect();
            masked(place(&json!({"span_or": {"clauses": starts}}), kind))
        }
        Slot::Exact(..) => {
            return Err(ClusterError::CantAnswer {
                what: "a word as written within NOT NEAR".to_owned(),
                why: "the cluster takes words and patterns there; ask a local index".to_owned(),
            });
        }
    })
}

fn mark(term: &str) -> Value {
    json!({"span_term": {ANNOTATION: term}})
}

/// What begins where `start` is, up to the next end of its kind: by itself where that is the same
/// word, since spans in order do not overlap.
fn place(start: &Value, kind: &str) -> Value {
    let one = mark(&one_word(kind));
    let longer = json!({"span_not": {"include": start, "exclude": one}});
    json!({"span_or": {"clauses": [
        {"span_within": {"little": start, "big": one}},
        {"span_near": {
            "clauses": [longer, mark(&end_of_kind(kind))], "slop": i32::MAX, "in_order": true,
        }},
    ]}})
}

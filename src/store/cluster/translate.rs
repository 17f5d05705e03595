//! A query tree as the cluster's query.
//!
//! What a local index ranks by BM25F (words, phrases, bags of them) the cluster ranks by the same
//! statistics of the same terms. A place that only a rule can find is a filter, and its words
//! give the score; a pattern and a fuzzy word by themselves count 1.

use super::apart::apart;
use super::intervals::{Fields, intervals, years};
use super::mapping::{ANNOTATION, FROM, TO, words_of};
use crate::query::{Days, Occur, Query};
use crate::schema::{Field, exact_term, fold_pattern, normalise};
use crate::store::leaf::{self, Shape, Slot};
use crate::store::{ClusterError, Leaf};
use serde_json::{Value, json};

/// So many terms of one slot are scored each by itself: the cluster takes 1,024 clauses.
const MOST_SCORED: usize = 64;

/// The cluster's query of a tree.
///
/// # Errors
/// [`ClusterError::CantAnswer`] names the form that the cluster has no query for.
pub(super) fn translate(query: &Query) -> Result<Value, ClusterError> {
    Ok(match query {
        Query::All => json!({"match_all": {}}),
        Query::Nothing => nothing(),
        Query::Word(field, value) if field.is_whole() => whole(*field, value),
        Query::Word(field, text) if !field.is_stemmed() => name(*field, text, 0),
        Query::Phrase(field, text, slop) if !field.is_stemmed() => name(*field, text, *slop),
        Query::Wild(field, text) if !field.is_stemmed() => {
            filter(json!({"wildcard": {words_of(*field): {"value": fold_pattern(text)}}}))
        }
        Query::Fuzzy(field, text, edits) if !field.is_stemmed() => {
            filter(json!({"fuzzy": {words_of(*field): {
                "value": normalise(text, false), "fuzziness": edits, "transpositions": true,
            }}}))
        }
        Query::Word(..)
        | Query::Phrase(..)
        | Query::Wild(..)
        | Query::Fuzzy(..)
        | Query::Exact(..)
        | Query::Annotation(_)
        | Query::Near { .. }
        | Query::AtLeast(..) => match Leaf::of(query) {
            Some(leaf) => places(&leaf)?,
            None => nothing(),
        },
        Query::When(spoken) => translate(&spoken.lowered())?,
        Query::Named(named) => translate(&named.lowered())?,
        Query::Length(from, to) => filter(range("length", *from, *to)),
        Query::Published(days) => published(*days),
        Query::Bag(clauses) => {
            let (mut must, mut should, mut not) = (Vec::new(), Vec::new(), Vec::new());
            for clause in clauses {
                let list = match clause.occur {
                    Occur::Should => &mut should,
                    Occur::Must => &mut must,
                    Occur::Not => &mut not,
                };
                list.push(translate(&clause.query)?);
            }
            let least = u8::from(must.is_empty() && !should.is_empty());
            json!({"bool": {
                "must": must, "should": should, "must_not": not, "minimum_should_match": least,
            }})
        }
        Query::And(parts) => json!({"bool": {"must": all(parts)?}}),
        Query::Or(parts) => json!({"bool": {"should": all(parts)?, "minimum_should_match": 1}}),
        Query::Boost(inner, weight) => {
            json!({"bool": {"must": [translate(inner)?], "boost": weight}})
        }
    })
}

fn all(parts: &[Query]) -> Result<Vec<Value>, ClusterError> {
    parts.iter().map(translate).collect()
}

fn nothing() -> Value {
    json!({"match_none": {}})
}

/// What matches or does not, and adds nothing to the score.
fn filter(query: Value) -> Value {
    json!({"constant_score": {"filter": query, "boost": 0.0}})
}

fn range(field: &str, from: Option<impl Into<i64>>, to: Option<impl Into<i64>>) -> Value {
    let mut ends = serde_json::Map::new();
    let mut end = |name: &str, value: Option<i64>| {
        if let Some(value) = value {
            ends.insert(name.to_owned(), value.into());
        }
    };
    end("gte", from.map(Into::into));
    end("lte", to.map(Into::into));
    json!({"range": {field: ends}})
}

/// A value that is one term: an id, a language.
fn whole(field: Field, value: &str) -> Value {
    let value = exact_term(value);
    let value = if field == Field::Language { value.to_lowercase() } else { value.to_owned() };
    filter(json!({"term": {field.name(): value}}))
}

/// Words of a name, side by side.
fn name(field: Field, text: &str, slop: u32) -> Value {
    let terms = leaf::terms(text, field);
    if terms.is_empty() {
        return nothing();
    }
    filter(phrase(&words_of(field), &terms, slop))
}

fn phrase(field: &str, terms: &[impl AsRef<str>], slop: u32) -> Value {
    let terms: Vec<&str> = terms.iter().map(AsRef::as_ref).collect();
    match terms.as_slice() {
        [term] => json!({"term": {field: {"value": term}}}),
        terms => json!({"match_phrase": {field: {
            "query": terms.join(" "), "analyzer": "whitespace", "slop": slop,
        }}}),
    }
}

/// What has places in the text.
fn places(leaf: &Leaf) -> Result<Value, ClusterError> {
    let Fields { stems, .. } = Fields::of(leaf);
    if let Some(term) = leaf.term() {
        return Ok(json!({"term": {stems: {"value": term}}}));
    }
    if let Some(terms) = leaf.plain_phrase() {
        return Ok(phrase(stems, &terms, 0));
    }
    if let (Shape::Word(0), [Slot::Annotation(terms)]) = (&leaf.shape, leaf.slots.as_slice()) {
        return Ok(any_annotation(terms));
    }
    if let (Shape::Word(0), [slot]) = (&leaf.shape, leaf.slots.as_slice())
        && let Some(query) = holding(slot, Fields::of(leaf))
    {
        return Ok(json!({"constant_score": {"filter": query}}));
    }
    let found = match apart(leaf)? {
        Some(query) => query,
        None => intervals(leaf)?,
    };
    let mut scored = Vec::new();
    asked(&leaf.shape, &mut |slot| match leaf.slots.get(slot) {
        Some(Slot::Term(term) | Slot::Exact(term, _)) => {
            scored.push(json!({"term": {stems: {"value": term}}}));
        }
        Some(Slot::Annotation(terms)) => scored.push(any_annotation(terms)),
        Some(slot) => {
            let query = holding(slot, Fields::of(leaf));
            scored.extend(query.map(|query| json!({"constant_score": {"filter": query}})));
        }
        None => {}
    });
    Ok(json!({"bool": {"filter": [found], "should": scored, "minimum_should_match": 0}}))
}

/// Gives the slots that a place has: not those that it is refused beside.
fn asked(shape: &Shape, each: &mut dyn FnMut(usize)) {
    match shape {
        Shape::Word(slot) => each(*slot),
        Shape::Phrase(slots, _) => slots.iter().for_each(|&slot| each(slot)),
        Shape::Either(parts) => parts.iter().for_each(|part| asked(part, each)),
        Shape::Near { left, refused, right, .. } => {
            asked(left, each);
            if !refused {
                asked(right, each);
            }
        }
        Shape::AtLeast(_, inner) | Shape::Lead(inner) => asked(inner, each),
    }
}

/// The articles that hold a slot anywhere; `None` of a word as it is written, which takes a rule.
pub(super) fn holding(slot: &Slot, Fields { stems, forms }: Fields) -> Option<Value> {
    Some(match slot {
        Slot::Term(term) => json!({"term": {stems: {"value": term}}}),
        Slot::Exact(..) => return None,
        Slot::Wild(pattern) => json!({"wildcard": {forms: {"value": pattern}}}),
        Slot::Fuzzy(word, edits) => {
            let near = |term: &str| {
                json!({"fuzzy": {stems: {
                    "value": term, "fuzziness": edits, "transpositions": true,
                    "max_expansions": 1000,
                }}})
            };
            let stem = normalise(word, true);
            json!({"bool": {"should": [near(&stem), near(word)], "minimum_should_match": 1}})
        }
        Slot::Annotation(terms) => any_annotation(terms),
    })
}

/// Any of these terms of the annotation stream, scored as words are: of a few each by itself.
fn any_annotation(terms: &[String]) -> Value {
    let (mut exact, mut any) = (Vec::new(), Vec::new());
    for term in terms {
        match years(term) {
            Some(pattern) => any.push(json!({"wildcard": {ANNOTATION: {"value": pattern}}})),
            None => exact.push(term),
        }
    }
    if exact.len() <= MOST_SCORED {
        any.extend(exact.iter().map(|term| json!({"term": {ANNOTATION: {"value": term}}})));
    } else {
        any.push(json!({"terms": {ANNOTATION: exact}}));
    }
    json!({"bool": {"should": any, "minimum_should_match": 1}})
}

/// Articles whose interval of publication meets the days asked for.
fn published(days: Days) -> Value {
    match days {
        Days::Unknown => filter(json!({"bool": {"must_not": [{"exists": {"field": FROM}}]}})),
        Days::Within { from, to } => {
            let none = None::<i64>;
            filter(json!({"bool": {"filter": [
                {"exists": {"field": FROM}},
                range(TO, from.map(crate::article::Day::number), none),
                range(FROM, none, to.map(crate::article::Day::number)),
            ]}}))
        }
    }
}

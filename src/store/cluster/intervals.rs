//! The shape of a leaf as a rule of the cluster's `intervals` query, which finds places in a text.
//!
//! ```text
//! bounties NEAR/5 who:soleimani     any of   bounties … place, 4 words between at most
//!                                            place … bounties, likewise
//!    place of an annotation         any of   the term where a one-word thing is
//!                                            the term elsewhere … the next end of its kind
//! w/s                               … within a place of `sentence`
//! ```
//!
//! The rules give the *shortest* places: of `a a b` only the second `a` is beside `b`. What asks
//! that a word has nothing near can't be said so; see [`super::apart`].

use super::mapping::{ANNOTATION, FORM, HEADLINE, HEADLINE_FORM, TEXT};
use super::source::{AGAIN, LEAD, PARAGRAPH, SENTENCE, WRITTEN_OTHERWISE, as_written, one_word};
use crate::query::Near;
use crate::schema::{DATE_KIND, annotation_kind, end_of_kind, normalise};
use crate::store::leaf::{Shape, Slot};
use crate::store::{ClusterError, Leaf};
use serde_json::{Value, json};

/// A pattern stands for so many words at most within a place: the cluster refuses more clauses
/// than 1,024 in a query.
const MOST_WORDS: u32 = 1_000;

/// A word this often is counted by as many clauses.
const MOST_TIMES: u32 = 200;

/// The words of a leaf's text, as they are indexed and as they are written.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) stems: &'static str,
    pub(super) forms: &'static str,
}

impl Fields {
    pub(super) fn of(leaf: &Leaf) -> Self {
        match leaf.in_headline {
            true => Self { stems: HEADLINE, forms: HEADLINE_FORM },
            false => Self { stems: TEXT, forms: FORM },
        }
    }
}

/// Whether its places are words and phrases, which stand in one sentence.
fn is_of_words(shape: &Shape) -> bool {
    match shape {
        Shape::Word(_) | Shape::Phrase(_, 0) => true,
        Shape::Either(parts) => parts.iter().all(is_of_words),
        _ => false,
    }
}

/// Whether a shape asks for places beside places: the cluster knows the shortest ones only, and may
/// miss an article whose longer ones are near each other.
pub(super) fn may_miss(shape: &Shape) -> bool {
    fn is_pair(shape: &Shape) -> bool {
        match shape {
            Shape::Near { .. } => true,
            Shape::Phrase(_, slop) => *slop > 0,
            Shape::Either(parts) => parts.iter().any(is_pair),
            Shape::Word(_) | Shape::AtLeast(..) | Shape::Lead(_) => false,
        }
    }
    match shape {
        Shape::Near { left, right, near, .. } => {
            *near != Near::Inside && (is_pair(left) || is_pair(right))
        }
        Shape::Either(parts) => parts.iter().any(may_miss),
        Shape::AtLeast(_, inner) | Shape::Lead(inner) => may_miss(inner),
        Shape::Word(_) | Shape::Phrase(..) => false,
    }
}

/// The `intervals` query of a leaf.
///
/// # Errors
/// [`ClusterError::CantAnswer`] where a shape has no rule.
pub(super) fn intervals(leaf: &Leaf) -> Result<Value, ClusterError> {
    let fields = Fields::of(leaf);
    let rule = Rules { leaf, fields }.shape(&leaf.shape)?;
    Ok(json!({"intervals": {fields.stems: rule}}))
}

struct Rules<'a> {
    leaf: &'a Leaf,
    fields: Fields,
}

impl Rules<'_> {
    fn shape(&self, shape: &Shape) -> Result<Value, ClusterError> {
        Ok(match shape {
            Shape::Word(slot) => self.slot(*slot),
            Shape::Phrase(slots, slop) => {
                in_order(slots.iter().map(|&slot| self.slot(slot)).collect(), Some(*slop))
            }
            Shape::Either(parts) => any_of(self.all(parts)?),
            Shape::Near { left, near, refused: false, right } => {
                let (left, right) = (self.shape(left)?, self.shape(right)?);
                let either = |gaps: Option<u32>| {
                    any_of(vec![
                        in_order(vec![left.clone(), right.clone()], gaps),
                        in_order(vec![right.clone(), left.clone()], gaps),
                    ])
                };
                match near {
                    Near::Words(words) => either(Some(words.saturating_sub(1))),
                    Near::Ordered(words) => {
                        in_order(vec![left, right], Some(words.saturating_sub(1)))
                    }
                    Near::Sentence => where_(either(None), "contained_by", stretch(SENTENCE)),
                    Near::Paragraph => where_(either(None), "contained_by", stretch(PARAGRAPH)),
                    Near::Inside => where_(left, "contained_by", right),
                }
            }
            Shape::Near { left, near, refused: true, right } => {
                let of_words = is_of_words(left);
                let (left, right) = (self.shape(left)?, self.shape(right)?);
                match near {
                    Near::Sentence | Near::Paragraph if !of_words => {
                        return Err(ClusterError::CantAnswer {
                            what: "NOT w/s or NOT w/p of more than a word or a phrase".to_owned(),
                            why: "its places may begin in one sentence and end in another; ask a \
                                  local index"
                                .to_owned(),
                        });
                    }
                    Near::Sentence | Near::Paragraph => {
                        let kind = if *near == Near::Sentence { SENTENCE } else { PARAGRAPH };
                        let with_right = where_(stretch(kind), "containing", right);
                        let body = where_(left, "before", mark(AGAIN));
                        where_(body, "not_contained_by", with_right)
                    }
                    Near::Inside => where_(left, "not_contained_by", right),
                    Near::Words(_) | Near::Ordered(_) => {
                        return Err(ClusterError::CantAnswer {
                            what: "NOT NEAR within another operator".to_owned(),
                            why: "the cluster finds such places only by themselves; ask for \
                                  them on their own, or in a local index"
                                .to_owned(),
                        });
                    }
                }
            }
            Shape::AtLeast(times, inner) => {
                if *times > MOST_TIMES {
                    return Err(ClusterError::CantAnswer {
                        what: format!("atleast{times}"),
                        why: format!("the cluster counts up to {MOST_TIMES}; ask a local index"),
                    });
                }
                if !stands_apart(inner) {
                    return Err(ClusterError::CantAnswer {
                        what: format!("atleast{times} of words near each other"),
                        why:
                            "the cluster counts words and phrases, since of places that overlap it \
                              finds one; ask a local index"
                                .to_owned(),
                    });
                }
                let inner = self.shape(inner)?;
                let times = (*times).max(1) as usize;
                where_(in_order(vec![inner; times], None), "before", mark(AGAIN))
            }
            Shape::Lead(inner) => {
                where_(self.shape(inner)?, "contained_by", place(mark(LEAD), LEAD))
            }
        })
    }

    fn all(&self, parts: &[Shape]) -> Result<Vec<Value>, ClusterError> {
        parts.iter().map(|part| self.shape(part)).collect()
    }

    fn slot(&self, slot: usize) -> Value {
        let Some(slot) = self.leaf.slots.get(slot) else { return any_of(Vec::new()) };
        let Fields { stems, forms } = self.fields;
        match slot {
            Slot::Term(term) => word(stems, term),
            Slot::Wild(pattern) => wild(forms, pattern),
            Slot::Fuzzy(word, edits) => {
                let near = |term: &str| {
                    json!({"fuzzy": {
                        "term": term, "fuzziness": edits, "transpositions": true,
                        "use_field": stems, "analyzer": "keyword",
                    }})
                };
                let stem = normalise(word, true);
                if stem == *word { near(word) } else { any_of(vec![near(&stem), near(word)]) }
            }
            Slot::Exact(_, written) => {
                let small = normalise(written, false);
                if small == *written {
                    where_(word(forms, &small), "not_containing", word(forms, WRITTEN_OTHERWISE))
                } else {
                    word(forms, &as_written(written))
                }
            }
            Slot::Annotation(terms) => {
                let kind = terms.first().map_or("", |term| annotation_kind(term));
                place(any_of(terms.iter().map(|term| annotation(term)).collect()), kind)
            }
        }
    }
}

/// Whether no two places of a shape can overlap.
fn stands_apart(shape: &Shape) -> bool {
    match shape {
        Shape::Word(_) | Shape::Phrase(_, 0) => true,
        Shape::Either(parts) => parts.iter().all(|part| matches!(part, Shape::Word(_))),
        Shape::Lead(inner) => stands_apart(inner),
        _ => false,
    }
}

/// A term of a field.
fn word(field: &str, term: &str) -> Value {
    json!({"match": {"query": term, "use_field": field, "analyzer": "keyword"}})
}

fn mark(term: &str) -> Value {
    word(ANNOTATION, term)
}

fn wild(field: &str, pattern: &str) -> Value {
    json!({"wildcard": {
        "pattern": pattern, "use_field": field, "analyzer": "keyword",
        "max_expansions": MOST_WORDS,
    }})
}

/// A term of the annotation stream; `when:193*` is any year that begins so.
fn annotation(term: &str) -> Value {
    match years(term) {
        Some(pattern) => wild(ANNOTATION, &pattern),
        None => mark(term),
    }
}

/// The pattern of the terms that a term with a `*` at its end is met by: see [`crate::schema::meets`].
pub(super) fn years(term: &str) -> Option<String> {
    if annotation_kind(term) != DATE_KIND {
        return None;
    }
    let start = term.strip_suffix('*')?;
    let letters = "when:2019".len().saturating_sub(start.len());
    Some(format!("{start}{}", "?".repeat(letters)))
}

/// The sentences, the paragraphs, the lead: they follow each other, so of a beginning and an end
/// the nearest belong together, and in one of a single word nothing is beside anything.
fn stretch(kind: &str) -> Value {
    in_order(vec![mark(kind), mark(&end_of_kind(kind))], None)
}

/// What begins where `start` is, up to the next end of its kind.
fn place(start: Value, kind: &str) -> Value {
    let one = mark(&one_word(kind));
    any_of(vec![
        where_(start.clone(), "contained_by", one.clone()),
        in_order(vec![where_(start, "not_contained_by", one), mark(&end_of_kind(kind))], None),
    ])
}

fn any_of(rules: Vec<Value>) -> Value {
    json!({"any_of": {"intervals": rules}})
}

/// In this order, with so many words between them all at most.
fn in_order(rules: Vec<Value>, gaps: Option<u32>) -> Value {
    let gaps = gaps.map_or(-1, i64::from);
    json!({"all_of": {"intervals": rules, "ordered": true, "max_gaps": gaps}})
}

/// The places of a rule that stand so to those of another.
fn where_(rule: Value, relation: &str, other: Value) -> Value {
    json!({"any_of": {"intervals": [rule], "filter": {relation: other}}})
}

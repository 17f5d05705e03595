//! The leaves of a query that evidence can come from: what is looked for at
//! the positions of a text, without what is refused or filtered.
//!
//! A leaf is a shape over slots. A slot is what may stand at one position; the
//! shape says how the slots' positions make a match.
//!
//! ```text
//! "peace talks" NEAR/5 kabul      slots  0 peace  1 talk  2 kabul
//!                                 shape  Near(Phrase[0 1], Words(5), Word(2))
//! ```

use crate::query::{Near, Occur, Query};
use crate::schema::{Field, Words, fold_pattern, normalise};

/// What may stand at one position.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// A term, as the index has it.
    Term(String),
    /// Words of a pattern, folded.
    Wild(String),
    /// A word, folded, and how many letters away a word may be.
    Fuzzy(String, u8),
    /// A term, and how its word must be written.
    Exact(String, String),
    /// Any of these terms of the annotation stream, all of one kind.
    Annotation(Vec<String>),
}

/// How positions of slots make a match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Where the slot is.
    Word(usize),
    /// These slots in order, with at most so many other words between them all.
    Phrase(Vec<usize>, u32),
    /// Where any of them is.
    Either(Vec<Shape>),
    /// Where the two are near.
    Near { left: Box<Shape>, near: Near, refused: bool, right: Box<Shape> },
    /// All its places, if they are so many.
    AtLeast(u32, Box<Shape>),
    /// Its places in the lead.
    Lead(Box<Shape>),
}

/// Something to light in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub(crate) slots: Vec<Slot>,
    pub(crate) shape: Shape,
    /// Whether its text is the headline alone.
    pub(crate) in_headline: bool,
    /// What it counts as evidence beside others.
    pub(crate) weight: f32,
}

impl Leaf {
    /// The leaf that a query is; `None` for a group, a filter, a value of a
    /// named field, and for what holds no word.
    pub(crate) fn of(query: &Query) -> Option<Self> {
        let mut builder = Builder { slots: Vec::new(), in_headline: false };
        let shape = builder.shape(query)?;
        Some(Self { slots: builder.slots, shape, in_headline: builder.in_headline, weight: 1.0 })
    }

    /// The one term that it is, if it is no more.
    pub(crate) fn term(&self) -> Option<&str> {
        match (&self.shape, self.slots.as_slice()) {
            (Shape::Word(0), [Slot::Term(term)]) => Some(term),
            _ => None,
        }
    }

    /// The terms that it is a phrase of without gaps, if it is no more.
    pub(crate) fn plain_phrase(&self) -> Option<Vec<&str>> {
        let Shape::Phrase(_, 0) = &self.shape else { return None };
        let terms = self.slots.iter().map(|slot| match slot {
            Slot::Term(term) => Some(term.as_str()),
            _ => None,
        });
        terms.collect()
    }

    /// Whether it counts places, those of the headline among them.
    pub(crate) fn counts(&self) -> bool {
        fn counts(shape: &Shape) -> bool {
            match shape {
                Shape::Word(_) | Shape::Phrase(..) => false,
                Shape::Either(parts) => parts.iter().any(counts),
                Shape::Near { left, right, .. } => counts(left) || counts(right),
                Shape::AtLeast(..) => true,
                Shape::Lead(inner) => counts(inner),
            }
        }
        counts(&self.shape)
    }

    /// Whether it asks for sentences or paragraphs.
    pub(crate) fn needs_sentences(&self) -> bool {
        fn needs(shape: &Shape) -> bool {
            match shape {
                Shape::Word(_) | Shape::Phrase(..) => false,
                Shape::Either(parts) => parts.iter().any(needs),
                Shape::Near { left, near, right, .. } => {
                    matches!(near, Near::Sentence | Near::Paragraph) || needs(left) || needs(right)
                }
                Shape::AtLeast(_, inner) | Shape::Lead(inner) => needs(inner),
            }
        }
        needs(&self.shape)
    }
}

struct Builder {
    slots: Vec<Slot>,
    in_headline: bool,
}

impl Builder {
    fn shape(&mut self, query: &Query) -> Option<Shape> {
        if let Some(field) = field_of(query) {
            if !field.is_stemmed() {
                return None;
            }
            self.in_headline |= field == Field::Headline;
            let shape = self.leaf(query, field)?;
            return Some(if field == Field::Lead { Shape::Lead(Box::new(shape)) } else { shape });
        }
        Some(match query {
            Query::Or(parts) => {
                Shape::Either(parts.iter().map(|part| self.shape(part)).collect::<Option<_>>()?)
            }
            Query::Near { left, near, refused, right } => Shape::Near {
                left: Box::new(self.shape(left)?),
                near: *near,
                refused: *refused,
                right: Box::new(self.shape(right)?),
            },
            Query::AtLeast(times, inner) => Shape::AtLeast(*times, Box::new(self.shape(inner)?)),
            Query::Annotation(terms) if !terms.is_empty() => {
                self.word(Slot::Annotation(terms.clone()))
            }
            Query::When(spoken) => self.shape(&spoken.lowered())?,
            Query::Named(named) => self.shape(&named.places())?,
            // beside another what counts less is still there
            Query::Boost(inner, _) => self.shape(inner)?,
            _ => return None,
        })
    }

    fn leaf(&mut self, query: &Query, field: Field) -> Option<Shape> {
        match query {
            Query::Word(_, text) => self.words(&terms(text, field), 0),
            Query::Phrase(_, text, slop) => {
                let slots = phrase_slots(text, field);
                self.all(slots, *slop)
            }
            Query::Wild(_, text) => Some(self.word(Slot::Wild(fold_pattern(text)))),
            Query::Fuzzy(_, text, edits) => {
                let word = normalise(&text.replace(' ', ""), false);
                (!word.is_empty()).then(|| self.word(Slot::Fuzzy(word, *edits)))
            }
            Query::Exact(_, text) => {
                let slots = Words::new(text).map(|word| {
                    let raw = &text[word.start..word.end];
                    Slot::Exact(normalise(raw, true), super::written::written_form(raw))
                });
                let slots = slots.collect();
                self.all(slots, 0)
            }
            _ => None,
        }
    }

    fn words(&mut self, terms: &[String], slop: u32) -> Option<Shape> {
        let slots = terms.iter().map(|term| Slot::Term(term.clone())).collect();
        self.all(slots, slop)
    }

    fn word(&mut self, slot: Slot) -> Shape {
        self.slots.push(slot);
        Shape::Word(self.slots.len() - 1)
    }

    fn all(&mut self, slots: Vec<Slot>, slop: u32) -> Option<Shape> {
        let from = self.slots.len();
        let count = slots.len();
        self.slots.extend(slots);
        match count {
            0 => None,
            1 => Some(Shape::Word(from)),
            _ => Some(Shape::Phrase((from..from + count).collect(), slop)),
        }
    }
}

fn field_of(query: &Query) -> Option<Field> {
    match query {
        Query::Word(field, _)
        | Query::Phrase(field, ..)
        | Query::Wild(field, _)
        | Query::Fuzzy(field, ..)
        | Query::Exact(field, _) => Some(*field),
        _ => None,
    }
}

/// The terms of a text, as the index has them.
pub(super) fn terms(text: &str, field: Field) -> Vec<String> {
    Words::new(text)
        .map(|word| normalise(&text[word.start..word.end], field.is_stemmed()))
        .collect()
}

/// The slots of a phrase: its words, and among them patterns and annotations.
fn phrase_slots(text: &str, field: Field) -> Vec<Slot> {
    let plain = |text: &str| terms(text, field).into_iter().map(Slot::Term);
    if !text.contains(['*', '?', '{']) {
        return plain(text).collect();
    }
    let mut slots = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        slots.extend(pattern_slots(&rest[..open], &plain));
        slots.push(Slot::Annotation(vec![rest[open + 1..open + close].trim().to_owned()]));
        rest = &rest[open + close + 1..];
    }
    slots.extend(pattern_slots(rest, &plain));
    slots
}

fn pattern_slots<I: Iterator<Item = Slot>>(text: &str, plain: &dyn Fn(&str) -> I) -> Vec<Slot> {
    let mut slots = Vec::new();
    for word in text.split_whitespace() {
        // a final ? is punctuation
        let pattern = word.trim_end_matches('?');
        if !pattern.contains(['*', '?']) {
            slots.extend(plain(word));
            continue;
        }
        // a letter in the place of each sign, and the scanner says where the words are: well-kno*
        let letters = pattern.replace(['*', '?'], "x");
        for found in Words::new(&letters) {
            let part = &pattern[found.start..found.end];
            if !part.contains(['*', '?']) {
                slots.extend(plain(part));
            } else if part.chars().any(char::is_alphanumeric) {
                slots.push(Slot::Wild(fold_pattern(part)));
            }
        }
    }
    slots
}

/// The leaves of a query, each once, in the order of the query.
#[must_use]
pub fn leaves(query: &Query) -> Vec<Leaf> {
    let mut out = Vec::new();
    collect(query, &|leaf| !leaf.in_headline, &mut out);
    out
}

/// The leaves of a query that can be lit in a headline.
#[must_use]
pub fn headline_leaves(query: &Query) -> Vec<Leaf> {
    let mut out = Vec::new();
    collect(query, &|leaf| !asks_for_lead(&leaf.shape), &mut out);
    out
}

fn asks_for_lead(shape: &Shape) -> bool {
    match shape {
        Shape::Lead(_) => true,
        Shape::Word(_) | Shape::Phrase(..) => false,
        Shape::Either(parts) => parts.iter().any(asks_for_lead),
        Shape::Near { left, right, .. } => asks_for_lead(left) || asks_for_lead(right),
        Shape::AtLeast(_, inner) => asks_for_lead(inner),
    }
}

fn collect(query: &Query, wanted: &dyn Fn(&Leaf) -> bool, out: &mut Vec<Leaf>) {
    match query {
        Query::Bag(clauses) => {
            for clause in clauses.iter().filter(|clause| clause.occur != Occur::Not) {
                collect(&clause.query, wanted, out);
            }
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| collect(part, wanted, out));
        }
        Query::Boost(inner, weight) => {
            let before = out.len();
            collect(inner, wanted, out);
            out[before..].iter_mut().for_each(|leaf| leaf.weight *= weight);
        }
        Query::When(spoken) => collect(&spoken.lowered(), wanted, out),
        Query::Named(named) => collect(&named.places(), wanted, out),
        leaf => {
            if let Some(leaf) = Leaf::of(leaf)
                && wanted(&leaf)
                && !out.contains(&leaf)
            {
                out.push(leaf);
            }
        }
    }
}

//! Why a leaf has no place in a text: what is missing, or how far the words
//! are from what was asked.

use super::leaf::{Shape, Slot};
use super::spans::{Frame, count};
use crate::query::Near;
use crate::schema::{DATE_KIND, LEAD_WORDS, annotation_kind};

/// Says in one clause what keeps `shape` from matching.
pub(super) fn why_not(shape: &Shape, slots: &[Slot], frame: &Frame<'_>) -> String {
    let missing = missing(shape, slots, frame);
    if !missing.is_empty() {
        return match missing.as_slice() {
            [one] => format!("{one} is not there"),
            several => format!("{} are not there", several.join(", ")),
        };
    }
    match shape {
        Shape::Word(_) => "it is not there".into(),
        Shape::Phrase(_, slop) => match nearest(shape, frame) {
            Some(words) => format!(
                "the words stand in this order with {words} others between them; {slop} are allowed"
            ),
            None => "the words are there, but never in this order".into(),
        },
        Shape::Either(_) => "none of them is there".into(),
        Shape::Near { refused: true, .. } => {
            "wherever the left one stands, the right one is near".into()
        }
        Shape::Near { left, near, right, .. } => {
            for side in [left, right] {
                if count(side, frame, u32::MAX).0 == 0 {
                    return why_not(side, slots, frame);
                }
            }
            let words = |far: Option<u32>| match far {
                Some(1) => "the nearest are neighbours".to_owned(),
                Some(far) => format!("the nearest are {far} words apart"),
                None => "they are never in one text".to_owned(),
            };
            let any = nearest(&with(shape, Near::Words(0)), frame);
            match near {
                Near::Words(asked) => format!("{}; {asked} are allowed", words(any)),
                Near::Ordered(asked) => match nearest(shape, frame) {
                    Some(far) => format!("{}; {asked} are allowed", words(Some(far))),
                    None => "both are there, but never in this order".into(),
                },
                Near::Sentence => format!("never in one sentence; {}", words(any)),
                Near::Paragraph => format!("never in one paragraph; {}", words(any)),
                Near::Inside => "it is there, but never in what is quoted".into(),
            }
        }
        Shape::AtLeast(times, inner) => {
            let found = count(inner, frame, frame.end_of_once()).1;
            format!("it is there {found} times; {times} are asked for")
        }
        Shape::Lead(inner) => {
            if count(inner, frame, u32::MAX).0 == 0 {
                return why_not(inner, slots, frame);
            }
            format!("it is there, but not in the first {LEAD_WORDS} words")
        }
    }
}

/// The slots that the shape needs and that have no position.
fn missing(shape: &Shape, slots: &[Slot], frame: &Frame<'_>) -> Vec<String> {
    let one = |slot: usize| {
        let absent = frame.lists[slot].is_empty();
        absent.then(|| match &slots[slot] {
            Slot::Term(term) => format!("`{term}`"),
            Slot::Wild(pattern) => format!("a word like `{pattern}`"),
            Slot::Fuzzy(word, edits) => format!("a word {edits} letters from `{word}`"),
            Slot::Exact(_, written) => format!("`{written}`, written so,"),
            Slot::Annotation(terms) => match terms.as_slice() {
                [term] => format!("`{{{term}}}`"),
                [term, ..] if annotation_kind(term) != DATE_KIND => "the name".to_owned(),
                _ => "a date that meets these days".to_owned(),
            },
        })
    };
    match shape {
        Shape::Word(slot) => one(*slot).into_iter().collect(),
        Shape::Phrase(parts, _) => parts.iter().filter_map(|&slot| one(slot)).collect(),
        Shape::Near { left, refused: false, right, .. } => {
            let mut both = missing(left, slots, frame);
            both.extend(missing(right, slots, frame));
            both
        }
        Shape::Near { left, .. } | Shape::AtLeast(_, left) | Shape::Lead(left) => {
            missing(left, slots, frame)
        }
        Shape::Either(parts) => {
            let each: Vec<Vec<String>> =
                parts.iter().map(|part| missing(part, slots, frame)).collect();
            if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
        }
    }
}

/// The same shape with another distance.
fn with(shape: &Shape, wanted: Near) -> Shape {
    match shape {
        Shape::Near { left, refused, right, .. } => Shape::Near {
            left: left.clone(),
            near: wanted,
            refused: *refused,
            right: right.clone(),
        },
        Shape::Phrase(slots, _) => match wanted {
            Near::Words(slop) | Near::Ordered(slop) => Shape::Phrase(slots.clone(), slop),
            _ => shape.clone(),
        },
        other => other.clone(),
    }
}

/// The least distance at which a shape would match.
fn nearest(shape: &Shape, frame: &Frame<'_>) -> Option<u32> {
    let at = |words: u32| match shape {
        Shape::Near { near: Near::Ordered(_), .. } => with(shape, Near::Ordered(words)),
        _ => with(shape, Near::Words(words)),
    };
    let most = frame.words.clamp(1, 1 << 24);
    let found = |words: u32| count(&at(words), frame, u32::MAX).0 > 0;
    if !found(most) {
        return None;
    }
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if found(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

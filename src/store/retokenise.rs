//! The slow way: the matches of leaves found by reading the whole text again.
//!
//! It is the oracle of the fast way in tests, and serves a store that has no
//! positions to give. The positions come from the words of the text; only the
//! shapes are the same code ([`super::spans`], which has an oracle of its own).

use super::document::{AnnotationTerm, annotation_terms, headline_copy};
use super::leaf::{Leaf, Slot};
use super::matching::Found;
use super::spans::{self, Frame};
use super::written::written_form;
use crate::enrich::{Enriched, Sentence, sentences};
use crate::query::edits_between;
use crate::schema::{Words, annotation_kind, end_of_kind, matches_pattern, meets, normalise};

/// All matches of `leaves` in a body, sorted by position.
#[must_use]
pub fn matches_in_text(body: &str, leaves: &[Leaf]) -> Found {
    matches_with(body, "", leaves, &[])
}

/// As [`matches_in_text`], with what was found in the text: its dates and other annotations.
#[must_use]
pub fn matches_in_enriched(enriched: &Enriched, leaves: &[Leaf]) -> Found {
    let article = &enriched.article;
    matches_with(&article.body, &article.headline, leaves, &annotation_terms(enriched))
}

/// As [`matches_in_text`], with the terms of the annotation stream at their positions, and with
/// the headline, which counts where places are counted.
pub(super) fn matches_with(
    body: &str,
    headline: &str,
    leaves: &[Leaf],
    annotations: &[AnnotationTerm],
) -> Found {
    let words: Vec<(usize, usize)> = Words::new(body).map(|word| (word.start, word.end)).collect();
    let begins = Beginnings::of(leaves);
    let asked = Asked::of(leaves);
    let read: Vec<Option<Read>> = words
        .iter()
        .map(|&(start, end)| &body[start..end])
        .map(|raw| (!begins.rule_out(raw)).then(|| Read::of(raw, &asked)))
        .collect();
    let counted = leaves.iter().any(Leaf::counts);
    let headline = if counted { headline } else { "" };
    let headline: Vec<Read> = Words::new(headline)
        .map(|word| Read::of(&headline[word.start..word.end], &asked))
        .collect();
    let first_copy = headline_copy(body.len(), words.len() as u32);
    let (mut starts, mut paragraphs) = (Vec::new(), Vec::new());
    if leaves.iter().any(Leaf::needs_sentences) {
        for Sentence { start: byte, opens_paragraph } in sentences(body) {
            let before = |&(start, _): &(usize, usize)| start < byte as usize;
            let position = words.partition_point(before) as u32;
            starts.push(position);
            if opens_paragraph {
                paragraphs.push(position);
            }
        }
    }
    let mut found = Found::default();
    for (number, leaf) in leaves.iter().enumerate() {
        let annotated = |fits: &dyn Fn(&str) -> bool| -> Vec<u32> {
            let fitting = annotations.iter().filter(|(_, term)| fits(term));
            let mut at: Vec<u32> = fitting.map(|(position, _)| *position).collect();
            at.dedup();
            at
        };
        let lists: Vec<Vec<u32>> = leaf
            .slots
            .iter()
            .map(|slot| {
                if let Slot::Annotation(terms) = slot {
                    return annotated(&|term| terms.iter().any(|asked| meets(asked, term)));
                }
                let fits = |word: &Option<Read>| word.as_ref().is_some_and(|word| word.fits(slot));
                let at = read.iter().enumerate().filter(|(_, word)| fits(word));
                let above = headline.iter().enumerate().filter(|(_, word)| word.fits(slot));
                let above = above.map(|(position, _)| first_copy + position as u32);
                at.map(|(position, _)| position as u32).chain(above).collect()
            })
            .collect();
        let ends = leaf.slots.iter().map(|slot| match slot {
            Slot::Annotation(terms) => {
                let end = end_of_kind(terms.first().map_or("", |term| annotation_kind(term)));
                annotated(&|term| term == end)
            }
            _ => Vec::new(),
        });
        let ends: Vec<Vec<u32>> = ends.collect();
        let frame = Frame {
            lists: &lists,
            ends: &ends,
            words: words.len() as u32,
            sentences: &starts,
            paragraphs: &paragraphs,
        };
        spans::find(&leaf.shape, &frame, number as u16, &mut found);
    }
    found.keep_before(words.len() as u32);
    found.sort();
    found
}

/// A word of the text in the forms that slots ask for.
struct Read {
    stem: String,
    folded: String,
    written: String,
}

/// The forms that slots ask for: each costs what finding the words does.
struct Asked {
    stems: bool,
    folded: bool,
    written: bool,
}

impl Asked {
    fn of(leaves: &[Leaf]) -> Self {
        let any = |asks: &dyn Fn(&Slot) -> bool| leaves.iter().flat_map(|l| &l.slots).any(asks);
        Self {
            stems: any(&|slot| matches!(slot, Slot::Term(_) | Slot::Fuzzy(..) | Slot::Exact(..))),
            folded: any(&|slot| matches!(slot, Slot::Wild(_))),
            written: any(&|slot| matches!(slot, Slot::Exact(..))),
        }
    }
}

impl Read {
    fn of(raw: &str, asked: &Asked) -> Self {
        Self {
            stem: if asked.stems { normalise(raw, true) } else { String::new() },
            folded: if asked.folded { normalise(raw, false) } else { String::new() },
            written: if asked.written { written_form(raw) } else { String::new() },
        }
    }

    fn fits(&self, slot: &Slot) -> bool {
        match slot {
            Slot::Term(term) => self.stem == *term,
            Slot::Wild(pattern) => matches_pattern(pattern, &self.folded),
            Slot::Fuzzy(word, edits) => {
                let edits = usize::from(*edits);
                edits_between(&self.stem, &normalise(word, true)) <= edits
                    || edits_between(&self.stem, word) <= edits
            }
            Slot::Exact(term, written) => self.stem == *term && self.written == *written,
            // looked for among the annotations
            Slot::Annotation(_) => false,
        }
    }
}

/// The letters that words of the slots begin with: stemming a word costs ten
/// times what finding it does, and never changes its first letter.
struct Beginnings([bool; 128]);

impl Beginnings {
    fn of(leaves: &[Leaf]) -> Self {
        let mut letters = [false; 128];
        for slot in leaves.iter().flat_map(|leaf| &leaf.slots) {
            let start = match slot {
                Slot::Term(term) | Slot::Exact(term, _) => term,
                Slot::Wild(pattern) => pattern,
                // the first letter may be the one that differs
                Slot::Fuzzy(..) => "",
                Slot::Annotation(_) => continue,
            };
            match start.as_bytes().first() {
                None | Some(b'*' | b'?') => letters = [true; 128],
                Some(&letter) if letter.is_ascii() => letters[usize::from(letter)] = true,
                // a word that is ruled out begins with an ASCII letter
                Some(_) => {}
            }
        }
        Self(letters)
    }

    fn rule_out(&self, word: &str) -> bool {
        word.as_bytes().first().is_some_and(|letter| {
            letter.is_ascii_alphanumeric() && !self.0[usize::from(letter.to_ascii_lowercase())]
        })
    }
}

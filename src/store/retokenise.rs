//! The slow way: the matches of leaves found by reading the whole text again.
//!
//! It is the oracle of the fast way in tests, and serves a store that has no
//! positions to give. The positions come from the words of the text; only the
//! shapes are the same code ([`super::spans`], which has an oracle of its own).

use super::leaf::{Leaf, Slot};
use super::matching::Found;
use super::spans::{self, Frame};
use super::written::written_form;
use crate::enrich::{Sentence, sentences};
use crate::schema::{Words, matches_pattern, normalise};

/// All matches of `leaves` in a body, sorted by position.
#[must_use]
pub fn matches_in_text(body: &str, leaves: &[Leaf]) -> Found {
    let words: Vec<(usize, usize)> = Words::new(body).map(|word| (word.start, word.end)).collect();
    let read: Vec<Read> = words.iter().map(|&(start, end)| Read::of(&body[start..end])).collect();
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
        let lists: Vec<Vec<u32>> = leaf
            .slots
            .iter()
            .map(|slot| {
                let at = read.iter().enumerate().filter(|(_, word)| word.fits(slot));
                at.map(|(position, _)| position as u32).collect()
            })
            .collect();
        let frame = Frame {
            lists: &lists,
            words: words.len() as u32,
            sentences: &starts,
            paragraphs: &paragraphs,
        };
        spans::find(&leaf.shape, &frame, number as u16, &mut found);
    }
    found.sort();
    found
}

/// A word of the text in the forms that slots ask for.
struct Read {
    stem: String,
    folded: String,
    written: String,
}

impl Read {
    fn of(raw: &str) -> Self {
        Self {
            stem: normalise(raw, true),
            folded: normalise(raw, false),
            written: written_form(raw),
        }
    }

    fn fits(&self, slot: &Slot) -> bool {
        match slot {
            Slot::Term(term) => self.stem == *term,
            Slot::Wild(pattern) => matches_pattern(pattern, &self.folded),
            Slot::Fuzzy(word, edits) => {
                let edits = usize::from(*edits);
                distance(&self.stem, &normalise(word, true)) <= edits
                    || distance(&self.stem, word) <= edits
            }
            Slot::Exact(term, written) => self.stem == *term && self.written == *written,
            // no text says what was annotated
            Slot::Annotation(_) => false,
        }
    }
}

/// How many letters must be put in, taken out, changed or swapped with their
/// neighbour to make one word of the other (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(rows[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    rows[a.len()][b.len()]
}

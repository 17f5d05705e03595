//! The slow way: the matches of leaves found by reading the whole text again.
//!
//! It is the oracle of the fast way in tests, and serves a store that has no
//! positions to give.

use super::leaf::Leaf;
use super::matching::{Match, phrase, word};
use crate::schema::{LEAD_WORDS, Words, normalise};

/// All matches of `leaves` in a body, sorted by position.
#[must_use]
pub fn matches_in_text(body: &str, leaves: &[Leaf]) -> Vec<Match> {
    let begins = Beginnings::of(leaves);
    let terms: Vec<String> = Words::new(body)
        .map(|word| {
            let raw = &body[word.start..word.end];
            if begins.rule_out(raw) {
                return String::new();
            }
            normalise(raw, true)
        })
        .collect();
    let positions = |wanted: &dyn Fn(&str) -> bool, limit: usize| -> Vec<u32> {
        let found = terms.iter().take(limit).enumerate();
        found.filter(|(_, stem)| wanted(stem)).map(|(at, _)| at as u32).collect()
    };
    let mut out = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let number = number as u16;
        let limit = if leaf.is_lead() { LEAD_WORDS } else { usize::MAX };
        match leaf {
            Leaf::Terms { terms: wanted, slop, .. } => {
                let lists: Vec<Vec<u32>> =
                    wanted.iter().map(|term| positions(&|stem| stem == term, limit)).collect();
                if let [only] = lists.as_slice() {
                    word(only, number, &mut out);
                } else {
                    phrase(&lists, *slop, number, &mut out);
                }
            }
            Leaf::Prefix { stem, .. } => {
                let same = normalise(stem, true);
                word(
                    &positions(&|term| term.starts_with(stem.as_str()) || term == same, limit),
                    number,
                    &mut out,
                );
            }
        }
    }
    out.sort_unstable();
    out
}

/// The letters that terms of leaves begin with: stemming a word costs ten times
/// what finding it does, and never changes its first letter.
struct Beginnings([bool; 128]);

impl Beginnings {
    fn of(leaves: &[Leaf]) -> Self {
        let mut letters = [false; 128];
        let mut add = |term: &str| match term.as_bytes().first() {
            Some(&letter) if letter.is_ascii() => letters[usize::from(letter)] = true,
            // a word that is ruled out begins with another letter than this
            Some(_) => {}
            None => letters = [true; 128],
        };
        for leaf in leaves {
            match leaf {
                Leaf::Terms { terms, .. } => terms.iter().for_each(|term| add(term)),
                Leaf::Prefix { stem, .. } => {
                    add(stem);
                    add(&normalise(stem, true));
                }
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

//! What a first pass said of a word, for a second one: "Park" alone is a
//! person where the same text has "Park Geun-ho".
//!
//! A word's own verdict doesn't count for itself, only those on the same word
//! elsewhere in the text.

use super::document::Document;
use super::feature::number;
use super::hash::pair;
use super::label::{KINDS, parts};
use rustc_hash::FxHashMap;

/// The most features that a token has from here.
pub(super) const FEATURES: usize = 4;

/// The first place of these features in the order of all.
const FIRST_PLACE: u32 = 100;

/// The verdict that a word is no part of a name.
const NO_NAME: usize = KINDS.len();

/// Verdicts on the words of a text.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// By lower case: how often each kind was said, and no name.
    said: FxHashMap<u32, [u16; NO_NAME + 1]>,
}

impl Recall {
    /// Takes in the labels of another text, one a token.
    pub(super) fn read(&mut self, document: &Document, labels: &[u8]) {
        self.said.clear();
        for (index, sentence) in document.sentences.iter().enumerate() {
            for at in sentence.tokens() {
                let word = document.word(index, at);
                if word.is_capital {
                    let said = self.said.entry(word.lower).or_default();
                    let count = &mut said[verdict(labels[at])];
                    *count = count.saturating_add(1);
                }
            }
        }
    }

    /// Calls `emit` with each feature of a token; with none where nothing was
    /// said elsewhere. `labels` are those that were taken in.
    pub(super) fn each(
        &self,
        document: &Document,
        sentence: usize,
        at: usize,
        labels: &[u8],
        mut emit: impl FnMut(u32),
    ) {
        let own = self.opinion(document, sentence, at, labels);
        if own == 0 {
            return;
        }
        let tokens = document.sentences[sentence].tokens();
        let near = |at: Option<usize>| {
            at.filter(|at| tokens.contains(at))
                .map_or(0, |at| self.opinion(document, sentence, at, labels))
        };
        let around = document.around(sentence, at);
        let word = around.words[2];
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let values = [
            pair(own, word.runs),
            own + 16 * before + 256 * after,
            pair(own, u32::from(around.is_first) + 2 * around.mode as u32),
            pair(own, u32::from(word.known.lower_case)),
        ];
        for (place, value) in (FIRST_PLACE..).zip(values) {
            emit(number(place, value));
        }
    }

    /// What was mostly said of this word elsewhere: 0 for nothing, else the
    /// verdict and whether it was the only one.
    fn opinion(&self, document: &Document, sentence: usize, at: usize, labels: &[u8]) -> u32 {
        let word = document.word(sentence, at);
        if !word.is_capital {
            return 0;
        }
        let Some(said) = self.said.get(&word.lower) else { return 0 };
        let mut said = *said;
        let own = &mut said[verdict(labels[at])];
        *own = own.saturating_sub(1);
        let (mut most, mut sum) = (0, 0);
        for (verdict, &count) in said.iter().enumerate() {
            sum += u32::from(count);
            if count > said[most] {
                most = verdict;
            }
        }
        if sum == 0 {
            return 0;
        }
        let is_only = u32::from(said[most]) == sum;
        1 + 2 * u32::try_from(most).unwrap_or(0) + u32::from(is_only)
    }
}

fn verdict(label: u8) -> usize {
    parts(usize::from(label)).map_or(NO_NAME, |(kind, _)| kind)
}

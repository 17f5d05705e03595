//! Labelled texts as numbers: the features of each token, counted from 0 in the
//! order in which they were first seen, and its label.

use super::super::document::Document;
use super::super::feature::{self, FEATURES};
use super::super::label::{KINDS, labels_of};
use super::super::lexicon::Lexicon;
use super::super::recall::{self, Recall};
use super::labelled::Labelled;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The number of no feature.
pub(super) const NONE: u32 = u32::MAX;

/// Features of a token: those of the text, and those of a first pass.
pub(super) const SLOTS: usize = FEATURES + recall::FEATURES;

/// A text and how much it counts.
pub(super) struct Weighted {
    pub(super) text: Labelled,
    pub(super) weight: f32,
}

/// A sentence to learn from: tokens of [`Examples`].
pub(super) struct Sentence {
    pub(super) tokens: Range<usize>,
    pub(super) weight: f32,
    /// Which text it is of.
    pub(super) text: usize,
}

/// Texts as numbers.
#[derive(Default)]
pub(super) struct Examples {
    /// [`SLOTS`] for each token.
    features: Vec<u32>,
    pub(super) labels: Vec<u8>,
    pub(super) sentences: Vec<Sentence>,
    numbers: FxHashMap<u32, u32>,
}

/// Sentences of more tokens teach little and cost much.
const LONGEST: usize = 400;

impl Examples {
    /// The texts as numbers. Features that stand in fewer than `least` places
    /// are left out.
    pub(super) fn new(texts: &[Weighted], lexicon: &Lexicon, least: u8) -> Examples {
        let counts = Counts::of(texts, lexicon);
        let mut out = Examples::default();
        let mut document = Document::default();
        for (index, Weighted { text, weight }) in texts.iter().enumerate() {
            document.read(&text.text, text.starts.iter().copied(), lexicon);
            let first = out.labels.len();
            out.labels.extend(labels(text, &document));
            for (sentence, tokens) in
                document.sentences.iter().map(super::super::document::Sentence::tokens).enumerate()
            {
                for at in tokens.clone() {
                    feature::each(&document, sentence, at, |feature| {
                        let number =
                            if counts.get(feature) < least { NONE } else { out.number(feature) };
                        out.features.push(number);
                    });
                    // for what a second pass fills in
                    out.features.extend([NONE; recall::FEATURES]);
                }
                if tokens.len() <= LONGEST {
                    let tokens = first + tokens.start..first + tokens.end;
                    out.sentences.push(Sentence { tokens, weight: *weight, text: index });
                }
            }
        }
        out
    }

    /// Fills in the features of a second pass, after a first that gave these
    /// labels.
    pub(super) fn recall(&mut self, texts: &[Weighted], lexicon: &Lexicon, given: &[u8]) {
        let mut document = Document::default();
        let mut recall = Recall::default();
        let mut first = 0;
        for Weighted { text, .. } in texts {
            document.read(&text.text, text.starts.iter().copied(), lexicon);
            let given = &given[first..first + document.tokens.len()];
            recall.read(&document, given);
            for (index, sentence) in document.sentences.iter().enumerate() {
                for at in sentence.tokens() {
                    let mut slot = (first + at) * SLOTS + FEATURES;
                    recall.each(&document, index, at, given, |feature| {
                        self.features[slot] = self.number(feature);
                        slot += 1;
                    });
                }
            }
            first += document.tokens.len();
        }
    }

    fn number(&mut self, feature: u32) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(NONE);
        *self.numbers.entry(feature).or_insert(next)
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The features of a token, [`NONE`] among them.
    pub(super) fn features(&self, token: usize) -> &[u32] {
        &self.features[token * SLOTS..(token + 1) * SLOTS]
    }

    /// The features by their numbers.
    pub(super) fn by_number(&self) -> Vec<u32> {
        let mut out = vec![0; self.numbers.len()];
        #[allow(clippy::iter_over_hash_type, reason = "each goes to its own place")]
        for (&feature, &number) in &self.numbers {
            out[number as usize] = feature;
        }
        out
    }

    /// Leaves out all features but those that `keep` says, by number.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        for number in &mut self.features {
            if *number != NONE && !keep[*number as usize] {
                *number = NONE;
            }
        }
    }
}

/// The labels of a text's tokens. A name that a sentence's end cuts is a name
/// on both sides.
fn labels(text: &Labelled, document: &Document) -> Vec<u8> {
    let mut out = vec![0_u8; document.tokens.len()];
    let mut names = text.names.iter().peekable();
    for sentence in &document.sentences {
        let tokens = sentence.tokens();
        let mut at = tokens.start;
        while at < tokens.end {
            let token = document.tokens[at];
            while names.next_if(|(bytes, _)| bytes.end <= token.start).is_some() {}
            let Some((bytes, kind)) = names.peek().filter(|(bytes, _)| bytes.start < token.end)
            else {
                at += 1;
                continue;
            };
            let length = document.tokens[at..tokens.end]
                .iter()
                .take_while(|token| token.start < bytes.end)
                .count();
            let kind = KINDS.iter().position(|known| known == kind).unwrap_or(0);
            for (label, here) in labels_of(kind, length).zip(&mut out[at..]) {
                *here = u8::try_from(label).unwrap_or(0);
            }
            at += length;
        }
    }
    out
}

/// How often features are seen, by a hash: never too few.
struct Counts(Vec<u8>);

const COUNT_BITS: u32 = 26;

impl Counts {
    fn of(texts: &[Weighted], lexicon: &Lexicon) -> Counts {
        let mut counts = vec![0_u8; 1 << COUNT_BITS];
        let mut document = Document::default();
        for Weighted { text, .. } in texts {
            document.read(&text.text, text.starts.iter().copied(), lexicon);
            for (index, sentence) in document.sentences.iter().enumerate() {
                for at in sentence.tokens() {
                    feature::each(&document, index, at, |feature| {
                        let count = &mut counts[slot(feature)];
                        *count = count.saturating_add(1);
                    });
                }
            }
        }
        Counts(counts)
    }

    fn get(&self, feature: u32) -> u8 {
        self.0[slot(feature)]
    }
}

fn slot(feature: u32) -> usize {
    (feature >> (feature::BITS - COUNT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::super::super::label::names;
    use super::super::brackets;
    use super::*;

    #[test]
    fn names_become_labels_of_tokens() {
        let text =
            brackets::read("[PER Maria Okonkwo]'s men left [LOC U.S.] soil.").unwrap().remove(0);
        let mut document = Document::default();
        document.read(&text.text, text.starts.iter().copied(), &Lexicon::default());
        let labels = labels(&text, &document);
        assert_eq!(names(&labels).collect::<Vec<_>>(), [(0, 2, 0), (5, 6, 2)]);
    }
}

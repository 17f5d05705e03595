//! Features: what the tagger looks at when it judges a token, each a number of
//! 30 bits that the model may have weights for.
//!
//! The order of the calls in [`each`] is part of the model's format, as the
//! hashes are: a feature's number has its place in that order stirred in.
//! Most are of Lafferty, McCallum and Pereira's and of Ratinov and Roth's
//! taggers (2001, 2009): the word, its shape, its beginnings and endings, its
//! neighbours, pairs of these, clusters, and what the whole text says.

use super::document::{Around, Document};
use super::hash::pair;

/// How many features a token has.
pub(super) const FEATURES: usize = 48;

/// The features, counted from 0, that tell which word it is.
pub(super) const LETTERS: [usize; 8] = [1, 2, 7, 8, 11, 12, 19, 20];

/// Bits of a feature's number.
pub(super) const BITS: u32 = 30;

/// Calls `emit` with each feature of a token.
pub(super) fn each(document: &Document, sentence: usize, at: usize, emit: impl FnMut(u32)) {
    let around = document.around(sentence, at);
    let mut features = Numbered { emit, count: 0 };
    word(&around, &mut features);
    neighbours(&around, &mut features);
    text(&around, &mut features);
    clusters(&around, &mut features);
    debug_assert_eq!(features.count as usize, FEATURES);
}

/// Gives features their numbers, by their place in the order.
struct Numbered<F> {
    emit: F,
    count: u32,
}

impl<F: FnMut(u32)> Numbered<F> {
    fn add(&mut self, value: u32) {
        self.count += 1;
        (self.emit)(number(self.count, value));
    }
}

/// The number of the feature that stands at `place` and has `value`.
pub(super) fn number(place: u32, value: u32) -> u32 {
    pair(value, place.wrapping_mul(0x9e37_79b1)) >> (32 - BITS)
}

fn word(around: &Around<'_>, features: &mut Numbered<impl FnMut(u32)>) {
    let [_, _, word, _, _] = around.words;
    features.add(0);
    features.add(word.written);
    features.add(word.lower);
    features.add(word.shape);
    features.add(word.runs);
    for prefix in word.prefixes {
        features.add(prefix);
    }
    for suffix in word.suffixes {
        features.add(suffix);
    }
}

fn neighbours(around: &Around<'_>, features: &mut Numbered<impl FnMut(u32)>) {
    let [before2, before, word, after, after2] = around.words;
    for near in [before, after, before2, after2] {
        features.add(near.lower);
    }
    features.add(before.runs);
    features.add(after.runs);
    features.add(pair(before.lower, word.lower));
    features.add(pair(word.lower, after.lower));
    let shapes = pair(before.runs, word.runs);
    features.add(pair(shapes, after.runs));
    features.add(pair(before2.runs, shapes));
    features.add(pair(pair(word.runs, after.runs), after2.runs));
    features.add(pair(before.lower, word.runs));
    features.add(pair(word.runs, after.lower));
    features.add(pair(before.suffixes[2], word.runs));
    features.add(pair(after.suffixes[2], word.runs));
    features.add(pair(pair(before2.lower, before.lower), word.runs));
    features.add(pair(pair(after.lower, after2.lower), word.runs));
}

fn text(around: &Around<'_>, features: &mut Numbered<impl FnMut(u32)>) {
    let [_, before, word, after, _] = around.words;
    let mode = around.mode as u32;
    let place = u32::from(around.is_first) + 2 * mode;
    let rate = |word: &super::word::Word| u32::from(word.known.lower_case);
    features.add(pair(mode, word.runs));
    features.add(pair(place, word.runs));
    features.add(pair(u32::from(around.is_first) + 2 * rate(word), word.runs));
    features.add(rate(word) + 16 * rate(after) + 256 * rate(before));
    let elsewhere =
        u32::from(around.is_lower_elsewhere) + 2 * u32::from(around.capital_elsewhere.min(2));
    features.add(pair(elsewhere + 8 * place, word.runs));
    features.add(pair(elsewhere + 8 * rate(word), place));
}

fn clusters(around: &Around<'_>, features: &mut Numbered<impl FnMut(u32)>) {
    let [before2, before, word, after, after2] = around.words;
    let cluster = |word: &super::word::Word, size: usize| u32::from(word.known.clusters[size]);
    for size in 0..3 {
        features.add(cluster(word, size));
    }
    features.add(cluster(before, 0));
    features.add(cluster(after, 0));
    features.add(pair(cluster(before, 1), cluster(word, 1)));
    features.add(pair(cluster(word, 1), cluster(after, 1)));
    features.add(pair(cluster(word, 0), word.runs));
    features.add(pair(cluster(before2, 1), cluster(before, 1)));
    features.add(pair(cluster(after, 1), cluster(after2, 1)));
    features.add(pair(cluster(before, 1), word.runs));
    features.add(pair(cluster(after, 1), word.runs));
}

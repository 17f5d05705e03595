//! How much of the text around the evidence is shown.

use super::passage::Chosen;
use crate::store::SentenceAt;
use std::ops::Range;

/// A passage that is grown to paragraphs has at most so many bytes, some three
/// hundred words; one that is longer as it was chosen stays as it is.
pub const MAX_PARAGRAPH_BYTES: usize = 2000;

/// What a passage is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// The fewest whole sentences that hold the evidence.
    #[default]
    Sentence,
    /// The whole paragraphs that those sentences stand in, or as much of them
    /// as [`MAX_PARAGRAPH_BYTES`] hold.
    Paragraph,
}

impl Context {
    /// The sentences to show for a chosen window. Those of `taken` are shown
    /// elsewhere and end the growth.
    ///
    /// ```text
    /// paragraph   ¶ 3  4 [5] 6  7  8  ¶ 9        window [5], room for four sentences
    /// grown         3 (4 [5] 6  7) 8    9        one after, one before, in turn, while there is room
    /// ```
    pub(super) fn grow(
        self,
        window: &Chosen,
        sentences: &[SentenceAt],
        body_bytes: usize,
        taken: &[Range<usize>],
    ) -> Range<usize> {
        let mut grown = window.first..window.last;
        if self == Self::Sentence {
            return grown;
        }
        let opens = |number: usize| sentences[number].opens_paragraph;
        let lower = (0..=window.first).rev().find(|&at| at == 0 || opens(at)).unwrap_or(0);
        let upper = (window.last..sentences.len()).find(|&at| opens(at));
        let upper = upper.unwrap_or(sentences.len());
        let free = |number: usize| !taken.iter().any(|other| other.contains(&number));
        let fits = |range: Range<usize>| {
            let end = sentences.get(range.end).map_or(body_bytes, |next| next.byte as usize);
            end - sentences[range.start].byte as usize <= MAX_PARAGRAPH_BYTES
        };
        loop {
            let before = grown.clone();
            if grown.end < upper && free(grown.end) && fits(grown.start..grown.end + 1) {
                grown.end += 1;
            }
            if grown.start > lower && free(grown.start - 1) && fits(grown.start - 1..grown.end) {
                grown.start -= 1;
            }
            if grown == before {
                return grown;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences of so many bytes; the marked ones begin a paragraph.
    fn text(lengths: &[(u32, bool)]) -> (Vec<SentenceAt>, usize) {
        let mut byte = 0;
        let sentences = lengths.iter().enumerate().map(|(number, &(length, opens_paragraph))| {
            let at = SentenceAt { position: number as u32, byte, opens_paragraph };
            byte += length;
            at
        });
        let sentences: Vec<_> = sentences.collect();
        (sentences, byte as usize)
    }

    fn window(first: usize, last: usize) -> Chosen {
        Chosen { first, last, score: 1.0 }
    }

    #[test]
    fn whole_paragraphs_where_they_fit() {
        let lengths: Vec<(u32, bool)> = (0..12).map(|i| (100, i % 4 == 0)).collect();
        let (sentences, bytes) = text(&lengths);
        let grow =
            |first, last| Context::Paragraph.grow(&window(first, last), &sentences, bytes, &[]);
        assert_eq!(grow(5, 6), 4..8);
        assert_eq!(grow(3, 5), 0..8);
        assert_eq!(grow(11, 12), 8..12);
        assert_eq!(Context::Sentence.grow(&window(5, 6), &sentences, bytes, &[]), 5..6);
        // what is shown already is not shown again
        let around = std::slice::from_ref(&(6..7));
        assert_eq!(Context::Paragraph.grow(&window(5, 6), &sentences, bytes, around), 4..6);
    }

    #[test]
    fn a_long_paragraph_is_cut_around_the_evidence() {
        let lengths: Vec<(u32, bool)> = (0..20).map(|i| (500, i == 0)).collect();
        let (sentences, bytes) = text(&lengths);
        assert_eq!(Context::Paragraph.grow(&window(10, 11), &sentences, bytes, &[]), 9..13);
        // longer than the bound by itself: left alone
        assert_eq!(Context::Paragraph.grow(&window(10, 15), &sentences, bytes, &[]), 10..15);
    }

    proptest! {
        #[test]
        fn grown_windows_hold_what_was_chosen_and_keep_the_bound(
            lengths in prop::collection::vec((1..900u32, any::<bool>()), 1..30), at in 0..30usize, more in 1..3usize,
        ) {
            let (sentences, bytes) = text(&lengths);
            let first = at % sentences.len();
            let last = (first + more).min(sentences.len());
            let grown = Context::Paragraph.grow(&window(first, last), &sentences, bytes, &[]);
            prop_assert!(grown.start <= first && last <= grown.end && grown.end <= sentences.len());
            let end = |at: usize| sentences.get(at).map_or(bytes, |s| s.byte as usize);
            let size = end(grown.end) - end(grown.start);
            prop_assert!(size <= MAX_PARAGRAPH_BYTES || grown == (first..last));
            // no paragraph begins within it but within what was chosen
            prop_assert!((grown.start + 1..=first).all(|at| !sentences[at].opens_paragraph));
            prop_assert!((last..grown.end).all(|at| !sentences[at].opens_paragraph));
        }
    }
}

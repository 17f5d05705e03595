//! Chooses the passages of an article: whole sentences, the fewest that hold
//! the evidence.
//!
//! A passage is a window of one to [`MAX_SENTENCES`] sentences that begins with
//! a sentence in which something matches. Its score is the weight of the
//! different leaves it holds, a little for repetitions and for leaves that
//! stand close together, less a toll for each further sentence, so that a
//! sentence is added only when it brings something new:
//!
//! ```text
//! query: taliban bounties russia        weights 2.0  6.0  3.0
//!
//! sentence 4   …Taliban… …bounties…     8.0 + near     ←  window 4     8.7
//! sentence 5   …Moscow denied…          0
//! sentence 6   …Russia… …Taliban…       5.0            ←  window 4–6  11.8 − 2 tolls = 11.1
//! ```

use crate::store::{Match, SentenceAt};
use std::ops::Range;

/// A passage has at most so many sentences: three to four lines of a terminal.
pub const MAX_SENTENCES: usize = 3;

/// A passage of several sentences has at most so many bytes; a longer sentence
/// stands alone.
pub const MAX_PASSAGE_BYTES: usize = 640;

/// What a repetition of a leaf adds, as a share of its weight; three count.
const REPETITION: f32 = 0.08;
/// What two leaves side by side add, as a share of the lighter one's weight;
/// falls to half at [`NEAR_WORDS`] words between them. Passage retrieval gains
/// from proximity on top of BM25 (Tao and Zhai, "An Exploration of Proximity
/// Measures in Information Retrieval", SIGIR 2007).
const NEAR: f32 = 0.35;
const NEAR_WORDS: f32 = 6.0;
/// What each sentence after the first costs, as a share of the weight of all leaves.
const TOLL: f32 = 0.06;
/// What beginning a new paragraph within a passage costs, likewise.
const PARAGRAPH_TOLL: f32 = 0.06;
/// How much more evidence in the first sentences counts: news tells the most
/// important first.
const LEAD: f32 = 0.05;
/// Leaves beyond these are not told apart within a passage.
const MAX_LEAVES: usize = 64;

/// A chosen window of sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// First sentence.
    pub first: usize,
    /// Sentence after the last.
    pub last: usize,
    /// Weight of its evidence.
    pub score: f32,
}

/// The best `most` passages that do not overlap, best first. Without any match
/// it is the first sentence: the lead says what the article is about.
///
/// `sentences` are those of the body of `body_bytes` bytes, `matches` are
/// sorted, `weights` holds one weight a leaf.
#[must_use]
pub fn choose(
    sentences: &[SentenceAt],
    body_bytes: usize,
    matches: &[Match],
    weights: &[f32],
    most: usize,
) -> Vec<Chosen> {
    if sentences.is_empty() || most == 0 {
        return Vec::new();
    }
    let mut windows = Windows::new(sentences, body_bytes, matches, weights);
    let mut chosen: Vec<Chosen> = Vec::with_capacity(most);
    while chosen.len() < most {
        let Some(best) = windows.best() else { break };
        windows.take(best.first..best.last);
        chosen.push(best);
    }
    if chosen.is_empty() {
        chosen.push(Chosen { first: 0, last: 1, score: 0.0 });
    }
    chosen
}

/// The windows of a text, from the best down.
pub(super) struct Windows<'a> {
    text: Text<'a>,
    placed: Vec<Placed>,
    taken: Vec<Range<usize>>,
}

impl<'a> Windows<'a> {
    /// All windows of a text, none taken; the arguments are those of [`choose`].
    pub(super) fn new(
        sentences: &'a [SentenceAt],
        body_bytes: usize,
        matches: &[Match],
        weights: &'a [f32],
    ) -> Self {
        let placed = place(sentences, matches);
        let text = Text { sentences, body_bytes, weights, all: weights.iter().sum() };
        Self { text, placed, taken: Vec::new() }
    }

    /// The best window with evidence that overlaps nothing taken; of equals the first.
    pub(super) fn best(&self) -> Option<Chosen> {
        best_window(&self.text, &self.placed, &self.taken)
    }

    /// Takes sentences away, as they are shown or not worth to be.
    pub(super) fn take(&mut self, sentences: Range<usize>) {
        self.taken.push(sentences);
    }

    /// What was taken away.
    pub(super) fn taken(&self) -> &[Range<usize>] {
        &self.taken
    }
}

/// What does not change while windows are weighed.
struct Text<'a> {
    sentences: &'a [SentenceAt],
    body_bytes: usize,
    weights: &'a [f32],
    all: f32,
}

/// A match with the sentence it begins in, and the one it ends in.
type Placed = (usize, usize, Match);

/// The best window that overlaps none of those taken; of equals the first.
fn best_window(text: &Text<'_>, placed: &[Placed], taken: &[Range<usize>]) -> Option<Chosen> {
    let mut best: Option<Chosen> = None;
    let mut from = 0;
    while let Some(&(first, ..)) = placed.get(from) {
        let free = !taken.iter().any(|other| other.contains(&first));
        if free {
            // the window may grow up to the next sentences that are taken already
            let limit = taken.iter().map(|other| other.start).filter(|&other| other > first).min();
            let limit = limit.unwrap_or(text.sentences.len());
            let window = best_from(text, &placed[from..], first, limit);
            if best.as_ref().is_none_or(|best| window.score > best.score) {
                best = Some(window);
            }
        }
        from += placed[from..].partition_point(|(sentence, ..)| *sentence == first);
    }
    best
}

/// Each match with the sentence it begins in, and the one it ends in.
fn place(sentences: &[SentenceAt], matches: &[Match]) -> Vec<Placed> {
    let mut at = 0;
    let sentence_of = |at: &mut usize, position: u32| {
        // matches come in order, and several mostly share a sentence
        if sentences.get(*at + 1).is_some_and(|next| next.position <= position) {
            *at += sentences[*at + 1..].partition_point(|next| next.position <= position);
        }
        *at
    };
    matches
        .iter()
        .map(|&found| {
            let first = sentence_of(&mut at, found.start);
            let mut end = first;
            let last = sentence_of(&mut end, found.end - 1);
            // evidence wider than a passage is shown by its beginning
            (first, last.min(first + MAX_SENTENCES - 1), found)
        })
        .collect()
}

/// The best window that begins with sentence `first`, where `placed` begins,
/// and ends at sentence `limit` at the latest.
fn best_from(text: &Text<'_>, placed: &[Placed], first: usize, limit: usize) -> Chosen {
    let Text { sentences, body_bytes, weights, all } = *text;
    let end_byte = |last: usize| sentences.get(last).map_or(body_bytes, |next| next.byte as usize);
    let start_byte = sentences[first].byte as usize;
    let mut best = Chosen { first, last: first + 1, score: f32::MIN };
    let mut evidence = Evidence::new();
    // phrases that begin in the window and end past it: they count once it has grown
    let mut open: Vec<Placed> = Vec::new();
    let mut toll = 0.0;
    let mut next = 0;
    for last in first + 1..=limit.min(first + MAX_SENTENCES) {
        if last > first + 1 {
            // what belongs together is not torn apart for being long
            let most = if open.is_empty() { MAX_PASSAGE_BYTES } else { 3 * MAX_PASSAGE_BYTES };
            if end_byte(last) - start_byte > most {
                break;
            }
            toll += TOLL * all;
            if sentences[last - 1].opens_paragraph {
                toll += PARAGRAPH_TOLL * all;
            }
        }
        open.retain(|&(_, ends, found)| {
            if ends < last {
                evidence.add(found, weights);
            }
            ends >= last
        });
        while let Some(&(begins, ends, found)) = placed.get(next) {
            if begins >= last {
                break;
            }
            if ends < last {
                evidence.add(found, weights);
            } else {
                open.push((begins, ends, found));
            }
            next += 1;
        }
        let lead = if first < MAX_SENTENCES { LEAD } else { 0.0 };
        let score = evidence.score * (1.0 + lead) - toll;
        if score > best.score {
            best = Chosen { first, last, score };
        }
    }
    best
}

/// What a window holds so far.
struct Evidence {
    score: f32,
    seen: [u8; MAX_LEAVES],
    last: Option<Match>,
    nearest: f32,
}

impl Evidence {
    fn new() -> Self {
        Self { score: 0.0, seen: [0; MAX_LEAVES], last: None, nearest: 0.0 }
    }

    fn add(&mut self, found: Match, weights: &[f32]) {
        let leaf = found.leaf as usize;
        let weight = weights.get(leaf).copied().unwrap_or(0.0);
        let seen = &mut self.seen[leaf.min(MAX_LEAVES - 1)];
        self.score += match *seen {
            0 => weight,
            1..=3 => weight * REPETITION,
            _ => 0.0,
        };
        *seen = seen.saturating_add(1);
        if let Some(before) = self.last.filter(|before| before.leaf != found.leaf) {
            let other = weights.get(before.leaf as usize).copied().unwrap_or(0.0);
            let words = found.start.saturating_sub(before.end) as f32;
            let near = NEAR * weight.min(other) * NEAR_WORDS / (NEAR_WORDS + words);
            // only the closest pair counts
            if near > self.nearest {
                self.score += near - self.nearest;
                self.nearest = near;
            }
        }
        self.last = Some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(count: u32) -> Vec<SentenceAt> {
        (0..count)
            .map(|i| SentenceAt { position: i * 10, byte: i * 60, opens_paragraph: i % 4 == 0 })
            .collect()
    }

    fn at(leaf: u16, start: u32) -> Match {
        Match { start, end: start + 1, leaf }
    }

    #[test]
    fn a_sentence_is_added_only_when_it_brings_something_new() {
        let text = sentences(8);
        let weights = [2.0, 6.0];
        // both words in one sentence: that sentence, not its neighbour with one of them again
        let chosen = choose(&text, 480, &[at(0, 41), at(1, 45), at(0, 52)], &weights, 1);
        assert_eq!((chosen[0].first, chosen[0].last), (4, 5));
        // in two neighbours: both
        let chosen = choose(&text, 480, &[at(0, 45), at(1, 52)], &weights, 1);
        assert_eq!((chosen[0].first, chosen[0].last), (4, 6));
        // too far apart: the rarer word's
        let chosen = choose(&text, 480, &[at(0, 5), at(1, 72)], &weights, 1);
        assert_eq!((chosen[0].first, chosen[0].last), (7, 8));
    }

    #[test]
    fn passages_do_not_overlap_and_come_best_first() {
        let text = sentences(8);
        let matches = [at(0, 5), at(0, 25), at(1, 26), at(0, 65)];
        let chosen = choose(&text, 480, &matches, &[2.0, 6.0], 3);
        let windows: Vec<_> = chosen.iter().map(|c| (c.first, c.last)).collect();
        assert_eq!(windows, [(2, 3), (0, 1), (6, 7)]);
        assert!(chosen[0].score > chosen[1].score);
    }

    #[test]
    fn without_evidence_the_lead_is_shown() {
        let chosen = choose(&sentences(3), 180, &[], &[], 2);
        assert_eq!(chosen, [Chosen { first: 0, last: 1, score: 0.0 }]);
        assert_eq!(choose(&[], 0, &[], &[], 2), []);
    }

    #[test]
    fn a_phrase_across_two_sentences_takes_both() {
        let found = Match { start: 19, end: 21, leaf: 0 };
        let chosen = choose(&sentences(4), 240, &[found], &[3.0], 1);
        assert_eq!((chosen[0].first, chosen[0].last), (1, 3));
    }
}

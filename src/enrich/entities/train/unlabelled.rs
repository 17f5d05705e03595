//! A lexicon out of unlabelled text: how often a word is in lower case where
//! that tells something, and which words are used alike.
//!
//! Words that stand among the same neighbours get near vectors: how much more
//! often than by chance (positive pointwise mutual information) each of the
//! commonest words stands one or two places before or after, of these columns
//! the strongest directions ([`super::directions`]), and of words in these
//! directions three sizes of clusters ([`super::clusters`]).

use super::super::document::{Document, Mode};
use super::super::lexicon::{Entry, Lexicon};
use super::clusters;
use super::directions::{Matrix, strongest};
use rustc_hash::FxHashMap;

/// Rarer words get no cluster.
const LEAST: u32 = 5;
/// Nor do those after so many.
const MOST: usize = 60_000;
/// How many neighbours are told apart.
const NEIGHBOURS: usize = 3_000;
/// Where neighbours stand, seen from the word.
const OFFSETS: [isize; 4] = [-2, -1, 1, 2];
/// A word's share of lower case is not told by fewer occurrences.
const LEAST_CASES: u32 = 3;
/// Smooths how common neighbours are (Levy, Goldberg and Dagan, 2015).
const SMOOTH: f64 = 0.75;

/// Marks the end of a sentence in the stream.
const END: u32 = 0;

/// Collects unlabelled text.
#[derive(Default)]
pub(super) struct Unlabelled {
    /// Words in lower case, by hash, [`END`] after each sentence.
    stream: Vec<u32>,
    cases: FxHashMap<u32, Cases>,
    document: Document,
}

#[derive(Clone, Copy, Default)]
struct Cases {
    /// Everywhere.
    all: u32,
    /// Inside sentences that are no headlines.
    telling: u32,
    /// Of these, in lower case.
    lower: u32,
}

impl Unlabelled {
    /// Takes in a text.
    pub(super) fn read(&mut self, text: &str, starts: impl IntoIterator<Item = u32>) {
        self.document.read(text, starts, &Lexicon::default());
        for (index, sentence) in self.document.sentences.iter().enumerate() {
            for (place, at) in sentence.tokens().enumerate() {
                let word = self.document.word(index, at);
                self.stream.push(word.lower.max(1));
                let cases = self.cases.entry(word.lower).or_default();
                cases.all += 1;
                if place > 0 && sentence.mode == Mode::Plain && word.has_letters {
                    cases.telling += 1;
                    cases.lower += u32::from(word.is_lower);
                }
            }
            self.stream.push(END);
        }
    }

    /// What the texts taught.
    pub(super) fn lexicon(self) -> Lexicon {
        let Unlabelled { stream, cases, .. } = self;
        let mut words: Vec<(u32, Cases)> = cases.into_iter().collect();
        words.sort_unstable_by(|(a, x), (b, y)| y.all.cmp(&x.all).then(a.cmp(b)));
        let common = words.iter().take(MOST).take_while(|(_, cases)| cases.all >= LEAST).count();
        let vocabulary: Vec<u32> = words[..common].iter().map(|&(word, _)| word).collect();
        let clusters = clusters::of(&strongest(&information(&stream, &vocabulary)));
        let entries = words.iter().enumerate().filter_map(|(at, &(word, cases))| {
            let clusters = clusters.get(at).copied().unwrap_or_default();
            let lower_case = match cases.telling {
                0..LEAST_CASES => Entry::UNKNOWN.lower_case,
                _ => {
                    u8::try_from(8 * u64::from(cases.lower) / u64::from(cases.telling)).unwrap_or(8)
                }
            };
            let entry = Entry { clusters, lower_case };
            (entry != Entry::UNKNOWN).then_some((word, entry))
        });
        Lexicon::new(entries)
    }
}

/// A row a word, a column a neighbour at a place: the information that they
/// stand together.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn information(stream: &[u32], vocabulary: &[u32]) -> Matrix {
    let numbers: FxHashMap<u32, u32> = vocabulary.iter().copied().zip(0..).collect();
    let stream: Vec<u32> = stream
        .iter()
        .map(|word| {
            if *word == END { u32::MAX } else { numbers.get(word).copied().unwrap_or(u32::MAX - 1) }
        })
        .collect();
    let neighbours = NEIGHBOURS.min(vocabulary.len()) as u32;
    let mut counts: Vec<(u32, u32, u32)> = Vec::new();
    let mut pairs: Vec<u64> = Vec::new();
    for (block, offset) in (0..).zip(OFFSETS) {
        pairs.clear();
        for (at, &word) in stream.iter().enumerate() {
            let Some(&near) = at.checked_add_signed(offset).and_then(|near| stream.get(near))
            else {
                continue;
            };
            let is_parted =
                offset.abs() == 2 && stream[at.wrapping_add_signed(offset / 2)] == u32::MAX;
            if (word as usize) < vocabulary.len() && near < neighbours && !is_parted {
                pairs.push(u64::from(word) << 32 | u64::from(near + block * neighbours));
            }
        }
        pairs.sort_unstable();
        for same in pairs.chunk_by(|a, b| a == b) {
            counts.push(((same[0] >> 32) as u32, same[0] as u32, same.len() as u32));
        }
    }
    counts.sort_unstable();
    let mut of_word = vec![1.0_f64; vocabulary.len()];
    let mut of_neighbour = vec![0.0_f64; OFFSETS.len() * neighbours as usize];
    for &(word, neighbour, count) in &counts {
        of_word[word as usize] += f64::from(count);
        of_neighbour[neighbour as usize] += f64::from(count);
    }
    let smooth: f64 = of_neighbour.iter().map(|count| count.powf(SMOOTH)).sum();
    let entries = counts.iter().filter_map(|&(word, neighbour, count)| {
        let expected =
            of_word[word as usize] * of_neighbour[neighbour as usize].powf(SMOOTH) / smooth;
        let information = (f64::from(count) / expected).ln() as f32;
        (information > 0.0).then_some((word, neighbour, information))
    });
    Matrix::new(vocabulary.len(), OFFSETS.len() * neighbours as usize, entries)
}

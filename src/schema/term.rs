//! From a word of a text to the term that stands in the index.

use super::fold::fold;
use super::words::Word;
use frostem::{Algorithm, Stemmer};

/// A longer term is cut: what is longer than this in news is an address, a run
/// of OCR noise or encoded data, and keeps its position.
pub const MAX_TERM_BYTES: usize = 64;

/// The term of a word: folded and, where `stemmed`, cut to its stem by the
/// English Snowball stemmer (Porter2), which leaves most words of other
/// languages alone. Words that fold to nothing give an empty term.
///
/// ```
/// use dateline::schema::normalise;
/// assert_eq!(normalise("Resigned", true), "resign");
/// assert_eq!(normalise("U.S.", true), "us");
/// assert_eq!(normalise("Reuters", false), "reuters");
/// ```
#[must_use]
pub fn normalise(word: &str, stemmed: bool) -> String {
    let mut term = String::new();
    fold(word, &mut term);
    if stemmed && term.bytes().any(|b| b.is_ascii_alphabetic()) {
        term = Stemmer::new(Algorithm::English).stem(&term).into_owned();
    }
    if term.len() > MAX_TERM_BYTES {
        let mut end = MAX_TERM_BYTES;
        while !term.is_char_boundary(end) {
            end -= 1;
        }
        term.truncate(end);
    }
    term
}

/// The form of a whole value (a language, an id) as a term: as it stands.
#[must_use]
pub fn exact_term(value: &str) -> &str {
    value.trim()
}

/// Slots of a [`TermCache`]; a power of two. 16 Ki slots of 48 bytes stay in a
/// core's second-level cache and serve some 97 % of the words of English news.
const SLOTS: usize = 1 << 14;
/// Words and terms of up to so many bytes are cached.
const SLOT_BYTES: usize = 22;

#[derive(Clone, Copy)]
struct Slot {
    word: [u8; SLOT_BYTES],
    term: [u8; SLOT_BYTES],
    word_len: u8,
    term_len: u8,
}

const EMPTY: Slot = Slot { word: [0; SLOT_BYTES], term: [0; SLOT_BYTES], word_len: 0, term_len: 0 };

/// Remembers the terms of the words met last, since stemming a word costs ten
/// times as much as finding it. Direct-mapped: a word has one slot, the newest wins.
#[derive(Clone)]
pub struct TermCache {
    // filled at the first word, since tantivy clones an analyser for every field and thread
    slots: Vec<Slot>,
    stemmed: bool,
}

impl TermCache {
    /// An empty cache for stemmed or unstemmed terms.
    #[must_use]
    pub fn new(stemmed: bool) -> Self {
        Self { slots: Vec::new(), stemmed }
    }

    /// Puts the term of `word`, found in `text`, into `term`: the same as [`normalise`].
    pub fn term(&mut self, text: &str, word: Word, term: &mut String) {
        term.clear();
        let raw = &text[word.start..word.end];
        if !word.plain || raw.len() > SLOT_BYTES {
            term.push_str(&normalise(raw, self.stemmed));
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, EMPTY);
        }
        let slot = &mut self.slots[hash(raw.as_bytes())];
        if slot.word_len as usize == raw.len() && slot.word[..raw.len()] == *raw.as_bytes() {
            // only ASCII terms are kept, so this is a check, never a loss
            term.push_str(
                std::str::from_utf8(&slot.term[..slot.term_len as usize]).unwrap_or_default(),
            );
            return;
        }
        term.push_str(&normalise(raw, self.stemmed));
        if term.len() <= SLOT_BYTES && term.is_ascii() {
            slot.word[..raw.len()].copy_from_slice(raw.as_bytes());
            slot.word_len = raw.len() as u8;
            slot.term[..term.len()].copy_from_slice(term.as_bytes());
            slot.term_len = term.len() as u8;
        }
    }
}

/// FxHash's step over eight bytes at a time, folded to a slot.
fn hash(word: &[u8]) -> usize {
    const K: u64 = 0x51_7c_c1_b7_27_22_0a_95;
    let mut state = word.len() as u64;
    for chunk in word.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        state = (state.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(K);
    }
    (state >> (64 - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Words;
    use proptest::prelude::*;

    proptest! {
        // the cache never answers with another word's term
        #[test]
        fn cached_terms_equal_computed_ones(text in "([A-Za-z]{1,24}[ ']|[0-9.,]{1,6} |é[a-z]{1,3} ){0,200}") {
            let mut cache = TermCache::new(true);
            let mut term = String::new();
            for _ in 0..2 {
                for word in Words::new(&text) {
                    cache.term(&text, word, &mut term);
                    prop_assert_eq!(&term, &normalise(&text[word.start..word.end], true));
                }
            }
        }
    }

    #[test]
    fn long_noise_is_cut_at_a_character() {
        let noise = "é".repeat(100);
        assert_eq!(normalise(&noise, false), "e".repeat(MAX_TERM_BYTES));
        assert!(normalise(&"я".repeat(100), true).len() <= MAX_TERM_BYTES);
    }
}

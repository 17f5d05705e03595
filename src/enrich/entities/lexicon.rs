//! What unlabelled text taught about words: clusters of words used alike, at
//! three sizes, and how often a word is written in lower case.

use rustc_hash::FxHashMap;

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Numbers of its clusters, from many small ones to few large ones; 0 is
    /// none.
    pub(super) clusters: [u16; 3],
    /// Of nine occurrences inside sentences, how many are in lower case;
    /// [`Entry::UNKNOWN`] has 9.
    pub(super) lower_case: u8,
}

impl Entry {
    /// Of a word that the lexicon doesn't have.
    pub(super) const UNKNOWN: Entry = Entry { clusters: [0; 3], lower_case: 9 };
}

impl Default for Entry {
    fn default() -> Entry {
        Entry::UNKNOWN
    }
}

/// Words by the hash of their lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    entries: FxHashMap<u32, Entry>,
}

impl Lexicon {
    pub(super) fn new(entries: impl IntoIterator<Item = (u32, Entry)>) -> Lexicon {
        Lexicon { entries: entries.into_iter().collect() }
    }

    pub(super) fn get(&self, lower: u32) -> Entry {
        self.entries.get(&lower).copied().unwrap_or(Entry::UNKNOWN)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All entries, in order of their hashes.
    pub(super) fn sorted(&self) -> Vec<(u32, Entry)> {
        let mut out: Vec<_> = self.entries.iter().map(|(&word, &entry)| (word, entry)).collect();
        out.sort_unstable_by_key(|&(word, _)| word);
        out
    }
}

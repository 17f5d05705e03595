//! Where leaves match in a text.

/// A place where a leaf of the query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Position of the first word.
    pub start: u32,
    /// Position after the last word.
    pub end: u32,
    /// Which leaf, by its rank in [`super::leaves`].
    pub leaf: u16,
}

/// All that was found in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The places, sorted: what a passage must hold whole.
    pub matches: Vec<Match>,
    /// What is lit, sorted: of words near each other the words themselves, not
    /// what stands between them.
    pub lit: Vec<Match>,
}

impl Found {
    pub(crate) fn clear(&mut self) {
        self.matches.clear();
        self.lit.clear();
    }

    pub(crate) fn sort(&mut self) {
        self.matches.sort_unstable();
        self.lit.sort_unstable();
        self.lit.dedup();
    }

    /// Keeps what ends at a position or before: `words` of a body.
    pub fn keep_before(&mut self, words: u32) {
        self.matches.retain(|found| found.end <= words);
        self.lit.retain(|found| found.end <= words);
    }
}

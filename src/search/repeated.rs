//! Tells a passage that says again what was shown: newspaper pages carry one
//! notice twice, updated stories keep paragraphs, boilerplate ends them.

use crate::schema::{Words, normalise};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// So many words in a row are compared at once (shingles: Broder, "On the
/// resemblance and containment of documents", 1997).
const SHINGLE: usize = 3;
/// A passage of which so many hundredths were shown in one other is a repetition.
const CONTAINED: usize = 80;

/// The passages shown so far.
#[derive(Default)]
pub(super) struct Shown(Vec<FxHashSet<u64>>);

impl Shown {
    /// Whether `text` says nothing that a passage shown before does not say.
    /// One that does is shown from now on.
    pub(super) fn repeats(&mut self, text: &str) -> bool {
        let shingles = shingles(text);
        let repeated = self.0.iter().any(|other| {
            let shared = shingles.iter().filter(|shingle| other.contains(shingle)).count();
            !shingles.is_empty() && shared * 100 >= shingles.len() * CONTAINED
        });
        if !repeated {
            self.0.push(shingles);
        }
        repeated
    }
}

/// The folded words of a text.
pub(super) fn folded(text: &str) -> Vec<String> {
    Words::new(text).map(|word| normalise(&text[word.start..word.end], false)).collect()
}

/// All rows of [`SHINGLE`] words of a text; a shorter text is one row.
fn shingles(text: &str) -> FxHashSet<u64> {
    let words = folded(text);
    let row = |row: &[String]| {
        let mut hasher = FxHasher::default();
        row.hash(&mut hasher);
        hasher.finish()
    };
    if words.is_empty() {
        FxHashSet::default()
    } else {
        words.windows(SHINGLE.min(words.len())).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_a_repetition_and_what_is_new_is_not() {
        let mut shown = Shown::default();
        assert!(!shown.repeats("The ferry sails at noon from the old harbour, said the master."));
        // case, accents, signs
        assert!(shown.repeats("THE FERRY SAILS AT NOON — from the old harbour said the master"));
        // a part of it
        assert!(shown.repeats("The ferry sails at noon from the old harbour."));
        // most of it: one word in a dozen is new
        assert!(
            shown.repeats("The ferry sails at noon from the old harbour, said the master today.")
        );
        // the same words, another sentence
        assert!(!shown.repeats("Said the master of the old ferry: from noon the harbour sails."));
        // more than was said
        assert!(!shown.repeats(
            "The ferry sails at noon from the old harbour, said the master, unless fog keeps it, \
             as it did all week, when nothing sailed at all."
        ));
        assert!(!shown.repeats("Fog."));
        assert!(shown.repeats("fog"));
        assert!(!shown.repeats("…"));
    }
}

//! Verbs of saying, as data.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a verb makes of the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Said: what stands in marks beside it was said.
    Saying,
    /// Called, praised: a fragment after it is somebody's words.
    Judging,
}

static VERBS: LazyLock<FxHashMap<&'static str, Verb>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    for (list, verb) in [
        (include_str!("verbs.txt"), Verb::Saying),
        (include_str!("judging_verbs.txt"), Verb::Judging),
    ] {
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            for word in line.split_whitespace() {
                verbs.entry(word).or_insert(verb);
            }
        }
    }
    verbs
});

/// The verb that `word` is; names and first words of sentences are none.
pub(super) fn of(word: &str) -> Option<Verb> {
    VERBS.get(word).copied()
}

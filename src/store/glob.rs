//! Patterns of a word: `*` is any letters, `?` is one.
//!
//! The index holds stems, a pattern speaks of words as they are written. So a
//! pattern is looked up in two steps: the stems that a matching word *may*
//! have ([`may_match`]), and then, for those that are not sure, the words in
//! the text itself.
//!
//! ```text
//! organi*ation     stem "organ":   organ + ization matches → may match; look at the text
//! resign*          stem "resign":  begins so, and so do all its words → sure
//! ```

use crate::schema::{matches_pattern as matches, normalise};

/// Endings that the English stemmer takes off, longest forms included: what a
/// stem may have lost.
const ENDINGS: [&str; 72] = [
    "",
    "s",
    "es",
    "e",
    "ed",
    "d",
    "ing",
    "ings",
    "er",
    "ers",
    "y",
    "ies",
    "ied",
    "ly",
    "al",
    "als",
    "ally",
    "ial",
    "ially",
    "ation",
    "ations",
    "ational",
    "ationally",
    "ative",
    "ator",
    "ators",
    "ate",
    "ates",
    "ated",
    "ating",
    "ion",
    "ions",
    "ional",
    "ionally",
    "ism",
    "isms",
    "ist",
    "ists",
    "istic",
    "ity",
    "ities",
    "ize",
    "izes",
    "ized",
    "izing",
    "izer",
    "izers",
    "ization",
    "izations",
    "ise",
    "ises",
    "ised",
    "ising",
    "isation",
    "isations",
    "ment",
    "ments",
    "ness",
    "ful",
    "fully",
    "fulness",
    "less",
    "able",
    "ible",
    "ably",
    "ance",
    "ence",
    "ant",
    "ent",
    "ive",
    "ively",
    "ous",
];

/// The letters before the first wildcard.
pub(super) fn literal(pattern: &str) -> &str {
    pattern.split(['*', '?']).next().unwrap_or_default()
}

/// Whether it only asks for a beginning.
pub(super) fn is_prefix(pattern: &str) -> bool {
    pattern.strip_suffix('*').is_some_and(|stem| !stem.contains(['*', '?']))
}

/// What is known of the words of a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// None matches the pattern.
    Never,
    /// Some may; the text tells.
    Perhaps,
    /// All do.
    Always,
}

/// Whether words with the stem `stem` match the pattern.
pub(super) fn fit(pattern: &str, stem: &str) -> Fit {
    if is_prefix(pattern) {
        let start = literal(pattern);
        if stem.starts_with(start) {
            // a stem differs from its words at its last letter only (happy: happi,
            // rational: ration, but relate: relat), or is one of the irregular ones
            let changed = stem.ends_with(['i', 'e']) || matches!(stem, "sky");
            return if changed && start.len() + 1 >= stem.len() {
                Fit::Perhaps
            } else {
                Fit::Always
            };
        }
    }
    if may_match(pattern, stem) { Fit::Perhaps } else { Fit::Never }
}

/// Whether a word that is stemmed to `stem` can match the pattern.
fn may_match(pattern: &str, stem: &str) -> bool {
    let mut word = String::with_capacity(stem.len() + 12);
    // what is left of a stem when its last letter was changed, or doubled before
    let mut last = stem.chars();
    let shorter = match last.next_back() {
        Some('i') => Some((last.as_str(), "y")),
        Some('e') => Some((last.as_str(), "")),
        _ => None,
    };
    let doubled = stem.chars().next_back().filter(|c| "bdfgmnprtl".contains(*c));
    ENDINGS.iter().any(|ending| {
        let mut fits = |base: &str, between: &str| {
            word.clear();
            word.push_str(base);
            word.push_str(between);
            word.push_str(ending);
            matches(pattern, &word) && normalise(&word, true) == stem
        };
        let mut buffer = [0; 4];
        fits(stem, "")
            || fits(stem, "e")
            || shorter.is_some_and(|(base, letter)| fits(base, letter) || fits(base, ""))
            || doubled.is_some_and(|letter| fits(stem, letter.encode_utf8(&mut buffer)))
    })
}

/// Stems shorter than the letters before the first wildcard, which words that
/// match may have: `organiz*` has words of the stem `organ`.
pub(super) fn shorter_stems(pattern: &str) -> Vec<String> {
    let start = literal(pattern);
    if start.chars().count() < 3 {
        return Vec::new();
    }
    let mut stems: Vec<String> = Vec::new();
    // the typed beginning may end within an ending: organiz|ation
    for ending in ENDINGS {
        for cut in (0..=ending.len().min(start.len())).filter(|&cut| ending.is_char_boundary(cut)) {
            if !start.ends_with(&ending[..cut]) {
                continue;
            }
            let word = format!("{}{ending}", &start[..start.len() - cut]);
            let stem = normalise(&word, true);
            if !stem.starts_with(start) && !stems.contains(&stem) {
                stems.push(stem);
            }
        }
    }
    stems.sort_unstable();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_found_for_every_word_that_matches() {
        for (pattern, word) in [
            ("organiz*", "organization"),
            ("organi*ation", "organizations"),
            ("organi*ation*", "organizations"),
            ("*gate", "watergate"),
            ("happ?", "happy"),
            ("happi*", "happiness"),
            ("relat*al", "relational"),
            ("stopp*", "stopping"),
            ("m*ies", "monies"),
            ("peacef*", "peaceful"),
        ] {
            if !matches(pattern, word) {
                continue;
            }
            let stem = normalise(word, true);
            let reached =
                stem.starts_with(literal(pattern)) || shorter_stems(pattern).contains(&stem);
            assert!(reached, "{pattern} does not reach {stem}");
            assert_ne!(fit(pattern, &stem), Fit::Never, "{pattern} {stem}");
        }
        assert_eq!(fit("resign*", "resign"), Fit::Always);
        assert_eq!(fit("happi*", "happi"), Fit::Perhaps);
        assert_eq!(fit("wom?n", "womb"), Fit::Never);
    }
}

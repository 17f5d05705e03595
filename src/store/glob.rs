//! Patterns of a word: `*` is any letters, `?` is one.
//!
//! The index holds stems, a pattern speaks of words as they are written. So a
//! pattern is looked up in two steps: the stems that a matching word *may*
//! have ([`Fit`]), and then, for those that are not sure, the words in
//! the text itself.
//!
//! ```text
//! organi*ation     stem "organ":   organ + ization matches → may match; look at the text
//! resign*          stem "resign":  begins so, and so do all its words → sure
//! ```

use super::ending::ENDINGS;
use crate::schema::{matches_pattern as matches, normalise};

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

/// Stems of which some words begin otherwise.
const IRREGULAR: [(&str, &str); 5] =
    [("die", "dying"), ("lie", "lying"), ("tie", "tying"), ("sky", "skies"), ("ski", "skis")];

/// A pattern made ready to be held against many stems.
///
/// All words of a stem have its letters but the last in common (happ|i and
/// happ|y, relat|e and relat|ion), so the pattern is run over those as an
/// automaton of bits, one for each of its signs; which endings can take it
/// from there to its end is known beforehand.
pub(super) struct Pattern<'a> {
    text: &'a str,
    signs: Vec<char>,
    /// For each ending of [`ENDINGS`], from which signs it leads to the end.
    endings: Vec<u128>,
}

impl<'a> Pattern<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let signs: Vec<char> = text.chars().collect();
        let mut pattern = Self { text, signs, endings: Vec::new() };
        if pattern.is_readable() && !is_prefix(text) {
            let all = if pattern.signs.len() == 127 { u128::MAX } else { pattern.end() * 2 - 1 };
            let from = |ending: &str| {
                let leads = |&sign: &usize| {
                    all >> sign & 1 == 1
                        && pattern.after(pattern.closed(1 << sign), ending) & pattern.end() != 0
                };
                (0..=pattern.signs.len()).filter(leads).fold(0, |bits, sign| bits | 1 << sign)
            };
            let endings = ENDINGS.iter().map(|ending| from(ending)).collect();
            pattern.endings = endings;
        }
        pattern
    }

    /// No word of the index is as long as a pattern that is not.
    fn is_readable(&self) -> bool {
        self.signs.len() < 127
    }

    fn end(&self) -> u128 {
        1 << self.signs.len()
    }

    /// A star may also stand for nothing.
    fn closed(&self, mut at: u128) -> u128 {
        for (sign, &c) in self.signs.iter().enumerate() {
            if c == '*' && at >> sign & 1 == 1 {
                at |= 1 << (sign + 1);
            }
        }
        at
    }

    /// Where the pattern stands after these letters.
    fn after(&self, mut at: u128, letters: &str) -> u128 {
        for letter in letters.chars() {
            let mut next = 0;
            for (sign, &c) in self.signs.iter().enumerate() {
                if at >> sign & 1 == 1 {
                    match c {
                        '*' => next |= 1 << sign,
                        c if c == '?' || c == letter => next |= 1 << (sign + 1),
                        _ => {}
                    }
                }
            }
            at = self.closed(next);
            if at == 0 {
                break;
            }
        }
        at
    }

    /// Whether words with the stem `stem` match the pattern.
    pub(super) fn fit(&self, stem: &str) -> Fit {
        if is_prefix(self.text) {
            let start = literal(self.text);
            if stem.starts_with(start) {
                // of the last letter the stem does not say enough, in probabl(e) not of two
                let changed = stem.ends_with(['i', 'e', 'y']) || stem.ends_with("bl");
                let sure = !changed || start.len() + 1 < stem.len();
                return if sure { Fit::Always } else { Fit::Perhaps };
            }
        }
        if self.may_match(stem) { Fit::Perhaps } else { Fit::Never }
    }

    /// Whether a word that is stemmed to `stem` can match.
    fn may_match(&self, stem: &str) -> bool {
        if !self.is_readable() {
            return false;
        }
        let mut last = stem.chars();
        let Some(letter) = last.next_back() else { return false };
        let base = last.as_str();
        let irregular = |(of, word): &(&str, &str)| *of == stem && matches(self.text, word);
        let at_base = self.after(self.closed(1), base);
        if at_base == 0 {
            return IRREGULAR.iter().any(irregular);
        }
        let mut buffer = [0; 4];
        let letter: &str = letter.encode_utf8(&mut buffer);
        let at_stem = self.after(at_base, letter);
        let doubled = self.after(at_stem, letter);
        let base_y = if letter == "i" { self.after(at_base, "y") } else { 0 };
        let from_base = if matches!(letter, "i" | "e" | "l") { at_base } else { 0 };
        let reached = at_stem | doubled | base_y | from_base;
        let mut word = String::with_capacity(stem.len() + 12);
        let mut is_of_stem = |parts: [&str; 3]| {
            word.clear();
            parts.iter().for_each(|part| word.push_str(part));
            matches(self.text, &word) && normalise(&word, true) == stem
        };
        let ends = |number: usize, at: u128| match self.endings.get(number) {
            Some(from) => from & at != 0,
            // a prefix has no table: the few stems that it is held against are read as they are
            None => at != 0,
        };
        ENDINGS.iter().enumerate().any(|(number, ending)| {
            ends(number, reached)
                && ((ends(number, at_stem) && is_of_stem([stem, "", ending]))
                    || (ends(number, from_base) && is_of_stem([base, "", ending]))
                    || (ends(number, base_y) && is_of_stem([base, "y", ending]))
                    || (ends(number, doubled) && is_of_stem([stem, letter, ending])))
        }) || IRREGULAR.iter().any(irregular)
    }
}

/// Stems shorter than the letters before the first wildcard, which words that
/// match may have: `organiz*` has words of the stem `organ`.
pub(super) fn shorter_stems(pattern: &str) -> Vec<String> {
    let start = literal(pattern);
    if start.chars().count() < 3 {
        return Vec::new();
    }
    let mut stems: Vec<String> = Vec::new();
    // no stem is taken off 2019 or of letters that the stemmer does not know
    if !start.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return stems;
    }
    // the typed beginning may end within an ending: organiz|ation; or in a letter that is
    // doubled before one
    for ending in ENDINGS.iter() {
        let from = usize::from(!matches!(ending.as_str(), "" | "ed" | "ing" | "er"));
        for cut in from..=ending.len().min(start.len()) {
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
    for (stem, word) in IRREGULAR {
        if word.starts_with(start) && !stem.starts_with(start) {
            stems.push(stem.to_owned());
        }
    }
    stems.sort_unstable();
    stems.dedup();
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
            ("academic*", "academic"),
            ("electrici*", "electricity"),
            ("critical*", "critically"),
            ("representat*", "representatives"),
            ("capabil*", "capabilities"),
            ("nationali*", "nationality"),
            ("signific*", "significantly"),
            ("*ility", "probability"),
            ("dyi*", "dying"),
            ("*tology", "scientology"),
        ] {
            if !matches(pattern, word) {
                continue;
            }
            let stem = normalise(word, true);
            let reached =
                stem.starts_with(literal(pattern)) || shorter_stems(pattern).contains(&stem);
            assert!(reached, "{pattern} does not reach {stem}");
            assert_ne!(Pattern::new(pattern).fit(&stem), Fit::Never, "{pattern} {stem}");
        }
        for (pattern, stem, fit) in [
            ("resign*", "resign", Fit::Always),
            ("happi*", "happi", Fit::Perhaps),
            // probability does not begin with probabl
            ("probabl*", "probabl", Fit::Perhaps),
            ("wom?n", "womb", Fit::Never),
            ("*gate", "waterg", Fit::Perhaps),
            ("*gate", "water", Fit::Never),
        ] {
            assert_eq!(Pattern::new(pattern).fit(stem), fit, "{pattern} {stem}");
        }
    }
}

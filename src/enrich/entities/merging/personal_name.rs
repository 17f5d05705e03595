//! The parts of a person's name, and when two names can be one person's.
//!
//! ```text
//! Luís Antônio da Silva Neto   given and family names; particles don't count
//! Martin Luther King Jr.       which of the family
//! Abu Nabil                    one name
//! ```
//!
//! A shorter name fits a longer one when its words stand in it in order and end
//! with it (`I. S. Petrov`) or begin it (`Ivan Sergeyevich`, `García` of María
//! García López), or when both have the same words in another order (`Szabó
//! Gábor`). Initials and short forms stand for given names.

use super::fold::{Key, Keys};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A name without particles, and what stood after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Name {
    /// Given and family names as written.
    pub(super) words: Vec<Key>,
    /// Jr., III.
    pub(super) generation: Option<Key>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn new(all: &[Key], keys: &mut Keys) -> Self {
        let mut name = Self::default();
        let mut at = 0;
        while at < all.len() {
            let word = all[at];
            let text = keys.word(word);
            let first = name.words.is_empty();
            if matches!(text, "abu" | "umm" | "um" | "abou" | "oum") && at + 1 < all.len() {
                // "Abu al-Abbas"
                let next =
                    if matches!(keys.word(all[at + 1]), "al" | "el") { at + 2 } else { at + 1 };
                if let Some(child) = all.get(next) {
                    let whole = format!("{text} {}", keys.word(*child));
                    name.words.push(keys.folded_key(&whole));
                }
                at = next + 1;
                continue;
            }
            if !first && at + 1 == all.len() && is_generation(text) {
                name.generation = Some(word);
            } else if !first && text == "of" {
                // "Smith of Wharfedale" is Smith
                break;
            } else if !is_particle(text) {
                name.words.push(word);
            }
            at += 1;
        }
        if name.words.is_empty() {
            name.words.extend_from_slice(all);
        }
        name
    }

    /// Whether both can be one person's name.
    pub(super) fn fits(&self, other: &Self, keys: &Keys) -> bool {
        if let (Some(one), Some(two)) = (self.generation, other.generation)
            && keys.word(one).trim_end_matches('.') != keys.word(two)
        {
            return false;
        }
        let (short, long) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        if short.is_empty() {
            return false;
        }
        same_words(short, long) || ends_with(short, long, keys) || begins_with(short, long, keys)
    }
}

impl Name {
    /// The first letters of all words but the last, and of the short forms for them, a bit each.
    pub(super) fn letters(&self, keys: &Keys) -> u32 {
        let Some((_, given)) = self.words.split_last() else { return 0 };
        let of_word = |&key: &Key| {
            let word = keys.word(key);
            first_letter(word) | SHORT_LETTERS.get(word).copied().unwrap_or(0)
        };
        given.iter().map(of_word).fold(0, |all, letters| all | letters)
    }
}

/// Letters that are not of the alphabet share a few bits.
fn first_letter(word: &str) -> u32 {
    match word.chars().next() {
        Some(letter @ 'a'..='z') => 1 << (letter as u32 - 'a' as u32),
        Some(other) => 1 << (26 + other as u32 % 6),
        None => 0,
    }
}

/// With what the short forms of a given name begin, and what they are short for.
static SHORT_LETTERS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut letters: FxHashMap<&'static str, u32> = FxHashMap::default();
    SHORT_NAMES.iter().for_each(|&(full, short)| {
        *letters.entry(full).or_default() |= first_letter(short);
        *letters.entry(short).or_default() |= first_letter(full);
    });
    letters
});

/// The same words in any order.
fn same_words(short: &[Key], long: &[Key]) -> bool {
    if short.len() != long.len() || short.len() > 8 {
        return short == long;
    }
    let sorted = |words: &[Key]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    sorted(short) == sorted(long)
}

/// All words of the shorter in the longer, in order, the last with the last.
fn ends_with(short: &[Key], long: &[Key], keys: &Keys) -> bool {
    let (Some((last, given)), Some((long_last, rest))) = (short.split_last(), long.split_last())
    else {
        return false;
    };
    if !(last == long_last || is_misspelt(keys.word(*last), keys.word(*long_last))) {
        return false;
    }
    let spelt_alike = last == long_last;
    let mut at = rest.iter();
    let mut left_initial = false;
    let mut own_initial = false;
    for word in given {
        own_initial |= keys.is_initial(*word);
        loop {
            let Some(candidate) = at.next() else { return false };
            if stands_for(*word, *candidate, spelt_alike, keys) {
                break;
            }
            left_initial |= keys.is_initial(*candidate);
        }
    }
    left_initial |= at.any(|word| keys.is_initial(*word));
    // George W. Bush is not George H. W. Bush
    !(own_initial && left_initial)
}

/// The shorter is the beginning of the longer, written out.
fn begins_with(short: &[Key], long: &[Key], keys: &Keys) -> bool {
    long.starts_with(short) && short.iter().any(|word| !keys.is_initial(*word))
}

/// Whether one given name can stand for the other.
fn stands_for(one: Key, two: Key, loosely: bool, keys: &Keys) -> bool {
    if one == two {
        return true;
    }
    let (a, b) = (keys.word(one), keys.word(two));
    if keys.is_initial(one) || keys.is_initial(two) {
        return a.chars().next() == b.chars().next();
    }
    loosely && (are_short_forms(a, b) || is_misspelt(a, b))
}

static SHORT_NAMES: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut pairs = FxHashSet::default();
    for line in include_str!("short_names.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        if let Some(full) = words.next() {
            pairs.extend(words.map(|short| (full, short)));
        }
    }
    pairs
});

fn are_short_forms(one: &str, two: &str) -> bool {
    SHORT_NAMES.contains(&(one, two)) || SHORT_NAMES.contains(&(two, one))
}

/// Whether two words of five letters or more are spellings of one: a letter
/// inside is doubled, left out or another vowel ("Qassem", "Qasem").
pub(super) fn is_misspelt(one: &str, two: &str) -> bool {
    if one.len().min(two.len()) < 5 || one.len().abs_diff(two.len()) > 2 {
        return false;
    }
    let (a, b) = (one.as_bytes(), two.as_bytes());
    if a[0] != b[0] || a[a.len() - 1] != b[b.len() - 1] {
        return false;
    }
    let (one, two) = (skeleton(one), skeleton(two));
    one.len() > 2 && one == two
}

/// What misspellings of a long name have in common.
pub(super) fn sound(word: &str) -> Option<String> {
    if word.len() < 7 {
        return None;
    }
    let mut sound = skeleton(word);
    if sound.len() < 4 {
        return None;
    }
    sound.extend(word.chars().next_back());
    Some(sound)
}

/// The consonants, doubled ones once.
fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h') && !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

fn is_particle(word: &str) -> bool {
    static PARTICLES: LazyLock<FxHashMap<&'static str, ()>> = LazyLock::new(|| {
        "van der den de la le du des da do dos das di del della dello degli von zu zur zum vom bin \
         ibn bint ben al el ul as ash ad ar at av af ter ten te y e the san santa st d l"
            .split_whitespace()
            .map(|word| (word, ()))
            .collect()
    });
    PARTICLES.contains_key(word)
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv" | "junior" | "senior" | "2nd" | "3rd")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(one: &str, two: &str) -> bool {
        let mut keys = Keys::default();
        let mut name = |text: &str| {
            let words: Vec<Key> = text.split([' ', '.']).filter_map(|word| keys.of(word)).collect();
            Name::new(&words, &mut keys)
        };
        let (one, two) = (name(one), name(two));
        let fits = one.fits(&two, &keys);
        assert_eq!(fits, two.fits(&one, &keys), "it goes both ways");
        let letters = [one.letters(&keys), two.letters(&keys)];
        let may_fit = letters.contains(&0) || letters[0] & letters[1] != 0;
        let of_a_family = one.words.last() == two.words.last();
        assert!(may_fit || !(fits && of_a_family), "their letters say otherwise");
        fits
    }

    #[test]
    fn names_of_one_person() {
        for (one, two) in [
            ("Qassem Soleimani", "Qasem Soleimani"),
            ("T. R. Lodewick", "Thomas R. Lodewick"),
            ("Mikhail S. Gorbachev", "Mikhail Gorbachev"),
            ("Szabó Gábor", "Gábor Szabó"),
            ("Ivan Sergeyevich", "Ivan Sergeyevich Petrov"),
            ("Ivan Petrov", "Ivan Sergeyevich Petrov"),
            ("Khalid bin Rashid", "Khalid bin Rashid Al Nuaimi"),
            ("García López", "María García López"),
            ("Bill Clinton", "William Clinton"),
            ("Martin Luther King", "Martin Luther King Jr."),
            ("Georges de La Tour", "La Tour"),
            ("Ludwig van Beethoven", "Beethoven"),
            ("Abu Nabil", "Abu Nabil"),
        ] {
            assert!(fit(one, two), "{one} / {two}");
        }
    }

    #[test]
    fn names_of_two() {
        for (one, two) in [
            ("Haruki Tanaka", "Kenji Tanaka"),
            ("George W. Bush", "George H. W. Bush"),
            ("Martin Luther King Sr.", "Martin Luther King Jr."),
            ("Mario Rossi", "Maria Rossi"),
            ("Abu Nabil", "Nabil"),
            ("Li Na", "Li Jun"),
            ("Otto Hartmann", "Ulrich Hartmann"),
            ("Orville Wright", "Wilbur Wright"),
        ] {
            assert!(!fit(one, two), "{one} / {two}");
        }
    }
}

//! Whether a name, or the words around it, say he or she. Only what keeps two
//! people of one surname apart, and what a "he said" may mean.

use super::fold::{Key, Keys};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What is known of a person's gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    /// Nothing.
    #[default]
    Unknown,
    /// She.
    Female,
    /// He.
    Male,
}

impl Gender {
    /// Whether the two can't be one person's.
    pub(crate) fn contradicts(self, other: Self) -> bool {
        self != Self::Unknown && other != Self::Unknown && self != other
    }
}

/// Evidence for one person: above zero for a woman, below for a man.
#[derive(Clone, Copy, Default)]
pub(super) struct Evidence(i32);

impl Evidence {
    /// Weight of a title.
    pub(super) const TITLE: i32 = 20;
    /// Weight of a given name.
    pub(super) const NAME: i32 = 6;
    /// Weight of a word of kinship before the name.
    pub(super) const KIN: i32 = 6;
    /// Weight of a pronoun that follows.
    pub(super) const PRONOUN: i32 = 2;

    /// Counts `gender` as often as its weight says.
    pub(super) fn add(&mut self, gender: Gender, weight: i32) {
        self.0 = self.0.saturating_add(match gender {
            Gender::Unknown => 0,
            Gender::Female => weight,
            Gender::Male => -weight,
        });
    }

    /// All of `other`.
    pub(super) fn join(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }

    /// What it comes to.
    pub(super) fn gender(self) -> Gender {
        match self.0 {
            2.. => Gender::Female,
            ..=-2 => Gender::Male,
            _ => Gender::Unknown,
        }
    }
}

static GIVEN_NAMES: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in include_str!("given_names.txt").lines() {
        let mut words = line.split_whitespace();
        let gender = match words.next() {
            Some("f") => Gender::Female,
            Some("m") => Gender::Male,
            _ => continue,
        };
        for name in words {
            names
                .entry(name)
                .and_modify(|known| {
                    if *known != gender {
                        *known = Gender::Unknown;
                    }
                })
                .or_insert(gender);
        }
    }
    names
});

/// What the name itself says, by its given name.
pub(super) fn of_given_name(name: Key, keys: &Keys) -> Gender {
    let name = keys.word(name);
    if let Some(gender) = GIVEN_NAMES.get(name) {
        return *gender;
    }
    let first = name.split('-').next().unwrap_or(name);
    GIVEN_NAMES.get(first).copied().unwrap_or_default()
}

/// The first "he", "her" and the like in `text`.
pub(super) fn of_pronoun(text: &str) -> Gender {
    for word in text.split(|c: char| !c.is_alphabetic()) {
        match word {
            "he" | "his" | "him" | "himself" | "He" | "His" => return Gender::Male,
            "she" | "her" | "hers" | "herself" | "She" | "Her" => return Gender::Female,
            _ => {}
        }
    }
    Gender::Unknown
}

/// What a word of kinship or calling that stands right before a name says
/// ("his wife, Winnie", "actress Ada Cole").
pub(super) fn of_calling(word: &str) -> Gender {
    match word {
        "wife" | "widow" | "mother" | "daughter" | "sister" | "granddaughter" | "grandmother"
        | "niece" | "aunt" | "actress" | "spokeswoman" | "businesswoman" | "chairwoman"
        | "policewoman" | "bride" | "girl" | "woman" | "policewomen" | "heroine" | "hostess"
        | "waitress" | "stepdaughter" | "stepmother" | "nun" | "saleswoman" | "sportswoman" => {
            Gender::Female
        }
        "husband" | "widower" | "father" | "son" | "brother" | "grandson" | "grandfather"
        | "nephew" | "uncle" | "spokesman" | "businessman" | "policeman" | "bridegroom" | "boy"
        | "man" | "hero" | "great-grandson" | "stepson" | "stepfather" | "fisherman"
        | "salesman" | "sportsman" | "monk" | "seaman" => Gender::Male,
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_and_pronouns() {
        let mut keys = Keys::default();
        let mut gender = |name: &str| {
            let key = keys.of(name).unwrap();
            of_given_name(key, &keys)
        };
        assert_eq!(gender("Ayşegül"), Gender::Female);
        assert_eq!(gender("Jean-Luc"), Gender::Male);
        assert_eq!(gender("Anne-Sophie"), Gender::Female);
        assert_eq!(gender("Xyz"), Gender::Unknown);
        assert_eq!(of_pronoun(", who lost her boat"), Gender::Female);
        assert_eq!(of_pronoun(" of Lagos said"), Gender::Unknown);
    }
}

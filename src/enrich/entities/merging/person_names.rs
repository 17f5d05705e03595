//! Names of people held against each other across articles.

use super::fold::{Key, Keys};
use super::personal_name::Name;

/// Names of people, taken apart once.
///
/// ```
/// use dateline::enrich::PersonNames;
/// let mut names = PersonNames::default();
/// let all = ["Qassem Soleimani", "Qasem Soleimani", "Hassan Soleimani", "Soleimani"];
/// let [full, spelt, other, bare] = all.map(|name| names.add(name));
/// assert!(names.fit(full, spelt) && names.fit(full, bare) && names.is_bare(bare));
/// assert!(!names.fit(full, other));
/// ```
#[derive(Default)]
pub struct PersonNames {
    keys: Keys,
    names: Vec<Name>,
}

impl PersonNames {
    /// Takes a name apart and gives its number: 0, 1, 2 and so on.
    pub fn add(&mut self, name: &str) -> usize {
        let words = name.split(|c: char| c.is_whitespace() || c == '.');
        let words: Vec<Key> = words.filter_map(|word| self.keys.of(word)).collect();
        let name = Name::new(&words, &mut self.keys);
        self.names.push(name);
        self.names.len() - 1
    }

    /// Whether both can be one person's name: the same words, initials and short forms for given
    /// names, a given or family name alone. Numbers that were not given fit nothing.
    #[must_use]
    pub fn fit(&self, one: usize, two: usize) -> bool {
        let (Some(one), Some(two)) = (self.names.get(one), self.names.get(two)) else {
            return false;
        };
        one.fits(two, &self.keys)
    }

    /// The letters that the given names of those whom it fits may begin with, a bit each; none where
    /// that can't be told. Names of one family that share no bit do not fit: there is no need to ask.
    #[must_use]
    pub fn letters(&self, which: usize) -> u32 {
        self.names.get(which).map_or(0, |name| name.letters(&self.keys))
    }

    /// Whether a name is one word, particles and "Jr." aside.
    #[must_use]
    pub fn is_bare(&self, which: usize) -> bool {
        self.names.get(which).is_some_and(|name| name.words.len() < 2)
    }
}

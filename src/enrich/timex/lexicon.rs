//! The words of a language by what they are: a hash table over words packed
//! into 128 bits, so that a look-up allocates nothing and compares once.

use super::word::Word;

/// Bytes of the longest word that a lexicon can hold.
pub(super) const LONGEST: usize = 16;

/// A word in lower case, packed; 0 for none.
pub(super) type Packed = u128;

/// The classes of a language's words.
pub(super) struct Lexicon {
    /// Open addressing; a power of two, at most a quarter full.
    slots: Box<[(Packed, Word)]>,
    /// A byte of the hash of each slot's word, 0 where there is none: most
    /// words are in no lexicon, and these bytes, which stay in the nearest
    /// cache, say so.
    tags: Box<[u8]>,
}

impl Lexicon {
    /// A lexicon of `(class, words)`, words being separated by spaces and
    /// written in lower case (ASCII capitals are folded in look-ups, others
    /// are not).
    pub(super) fn new(lists: &[(Word, &str)]) -> Self {
        let count: usize = lists.iter().map(|(_, words)| words.split(' ').count()).sum();
        let size = (count * 4).next_power_of_two();
        let mut lexicon =
            Self { slots: vec![(0, Word::Other); size].into(), tags: vec![0; size].into() };
        for &(word, names) in lists {
            for name in names.split(' ').filter(|name| !name.is_empty()) {
                debug_assert!(name.len() <= LONGEST, "`{name}` is too long for the lexicon");
                debug_assert!(lexicon.get(pack(name)) == Word::Other, "`{name}` is listed twice");
                lexicon.insert(pack(name), word);
            }
        }
        lexicon
    }

    fn insert(&mut self, key: Packed, word: Word) {
        let mask = self.slots.len() - 1;
        let (hash, tag) = hash(key);
        let mut at = hash & mask;
        while self.tags[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, word);
        self.tags[at] = tag;
    }

    /// The class of a packed word.
    pub(super) fn get(&self, key: Packed) -> Word {
        let mask = self.tags.len() - 1;
        let (hash, tag) = hash(key);
        let mut at = hash & mask;
        loop {
            match self.tags[at] {
                0 => return Word::Other,
                found if found == tag && self.slots[at].0 == key => return self.slots[at].1,
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// Packs a word, ASCII capitals folded; 0 if it is too long.
pub(super) fn pack(word: &str) -> Packed {
    if word.len() > LONGEST {
        return 0;
    }
    let mut bytes = [0; LONGEST];
    for (to, from) in bytes.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    Packed::from_le_bytes(bytes)
}

/// Where a word's search begins, and its tag, which is never 0.
fn hash(key: Packed) -> (usize, u8) {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    let hash = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash >> 40) as usize, (hash >> 32) as u8 | 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let lexicon = Lexicon::new(&[(Word::Month(1), "january jan"), (Word::Ago, "ago vor")]);
        assert_eq!(lexicon.get(pack("January")), Word::Month(1));
        assert_eq!(lexicon.get(pack("JAN")), Word::Month(1));
        assert_eq!(lexicon.get(pack("ago")), Word::Ago);
        assert_eq!(lexicon.get(pack("agos")), Word::Other);
        assert_eq!(lexicon.get(pack("januaryjanuaryjanuary")), Word::Other);
    }
}

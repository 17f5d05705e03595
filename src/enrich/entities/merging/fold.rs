//! Words of names in the form in which they are compared: small letters,
//! without accents, periods and apostrophes. "O'Neill" is `oneill`, "U.S." is
//! `us`, "Sigurðsson" is `sigurdsson`. A folded word is known by a number.

use crate::article::plain_letters;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded word.
pub(super) type Key = u32;

/// The folded words of an article.
#[derive(Default)]
pub(super) struct Keys {
    numbers: FxHashMap<Box<str>, Key>,
    words: Vec<Box<str>>,
    folded: String,
}

impl Keys {
    /// The number of `word`; `None` where nothing of it is a letter or digit.
    pub(super) fn of(&mut self, word: &str) -> Option<Key> {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold(word, &mut folded);
        let key = (!folded.is_empty()).then(|| self.folded_key(&folded));
        self.folded = folded;
        key
    }

    /// The number of a word that is folded already.
    pub(super) fn folded_key(&mut self, folded: &str) -> Key {
        if let Some(key) = self.numbers.get(folded) {
            return *key;
        }
        let key = Key::try_from(self.words.len()).unwrap_or(Key::MAX);
        self.words.push(folded.into());
        self.numbers.insert(folded.into(), key);
        key
    }

    /// The word that has this number.
    pub(super) fn word(&self, key: Key) -> &str {
        self.words.get(key as usize).map_or("", |word| word)
    }

    /// Whether it is one letter, as initials are.
    pub(super) fn is_initial(&self, key: Key) -> bool {
        let mut letters = self.word(key).chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }
}

/// Appends the folded form of `word` to `out`.
pub(super) fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        for byte in word.bytes() {
            match byte {
                b'A'..=b'Z' => out.push(byte.to_ascii_lowercase() as char),
                b'a'..=b'z' | b'0'..=b'9' | b'-' => out.push(byte as char),
                b'&' => out.push_str("and"),
                _ => {}
            }
        }
        return;
    }
    for letter in word.nfkd().flat_map(char::to_lowercase) {
        if let Some(plain) = plain_letters(letter) {
            out.push_str(plain);
            continue;
        }
        match letter {
            '-' | '\u{2010}' | '\u{2011}' => out.push('-'),
            // the half rings and glottal stops of transliterations are letters to Unicode
            'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => {}
            _ if is_combining_mark(letter) => {}
            _ if letter.is_alphanumeric() => out.push(letter),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (word, expected) in [
            ("O'Neill", "oneill"),
            ("O’Neill", "oneill"),
            ("U.S.", "us"),
            ("Jónsdóttir", "jonsdottir"),
            ("Sigurðsson", "sigurdsson"),
            ("Yılmaz", "yilmaz"),
            ("Müller-Westphal", "muller-westphal"),
            ("Łukasz", "lukasz"),
            ("&", "and"),
            ("“", ""),
        ] {
            let mut out = String::new();
            fold(word, &mut out);
            assert_eq!(out, expected, "{word}");
        }
    }
}

//! Folds a word to the form in which it is compared: small letters, without
//! accents, full-width and ligature forms, joints and the English possessive.

use super::words::{is_invisible, is_mark};
use crate::article::plain_letters;
use unicode_normalization::UnicodeNormalization;

/// Appends the folded form of `word` to `out`. "U.S." is `us`, "Soleimani's"
/// is `soleimani`, "Élysée" is `elysee`, "1,000" is `1000`, "1.5" stays.
pub(super) fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        for byte in word.bytes() {
            match byte {
                b'A'..=b'Z' => out.push(byte.to_ascii_lowercase() as char),
                b'a'..=b'z' | b'0'..=b'9' | b'\'' => out.push(byte as char),
                b'.' if out.as_bytes().last().is_some_and(u8::is_ascii_digit) => out.push('.'),
                _ => {}
            }
        }
    } else {
        for letter in word.nfkd().flat_map(char::to_lowercase) {
            if let Some(plain) = plain_letters(letter) {
                out.push_str(plain);
                continue;
            }
            match letter {
                '\u{2019}' | '\'' => out.push('\''),
                '.' if out.as_bytes().last().is_some_and(u8::is_ascii_digit) => out.push('.'),
                _ if is_mark(letter) || is_invisible(letter) => {}
                _ if letter.is_alphanumeric() => out.push(letter),
                _ => {}
            }
        }
    }
    if let Some(stem) = out.strip_suffix("'s") {
        out.truncate(stem.len());
    }
    if out.contains('\'') {
        out.retain(|letter| letter != '\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold(word, &mut out);
        out
    }

    #[test]
    fn folding() {
        for (word, expected) in [
            ("U.S.", "us"),
            ("Soleimani's", "soleimani"),
            ("Soleimani’s", "soleimani"),
            ("Élysée", "elysee"),
            ("Straße", "strasse"),
            ("ＮＡＴＯ", "nato"),
            ("1,000", "1000"),
            ("1.5", "1.5"),
            ("don't", "dont"),
            ("O'Brien", "obrien"),
            ("govern-\nment", "government"),
            ("co\u{ad}op", "coop"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
    }
}

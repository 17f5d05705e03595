//! What stands before a full stop: a word, an abbreviation, an initial, a number.

use super::abbreviation::{self, Kind};
use super::mark::char_before;

/// No token that matters is longer than this, in bytes.
const REACH: usize = 24;

/// The token before a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// A word, or a sign: nothing that speaks against the end of a sentence.
    Word,
    /// One letter that is no word: part of a name, or the last of a spaced
    /// abbreviation ("z. B.").
    Initial,
    /// Letters with full stops between them ("U.S", "Ph.D", "J.K").
    Acronym,
    /// One of the words of [`abbreviation`].
    Abbreviation(Kind),
    /// One or two digits, or a roman numeral up to 39: perhaps an ordinal
    /// (German "11. Dezember") or the number of an item.
    Ordinal,
}

/// A token and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl<'a> Token<'a> {
    /// The token that ends at byte `end`, or before the space there (OCR puts
    /// space before stops).
    pub(super) fn ending_at(body: &'a str, end: usize) -> Token<'a> {
        let mut word_end = end;
        while word_end > 0 && end - word_end < 2 && body.as_bytes()[word_end - 1] == b' ' {
            word_end -= 1;
        }
        let mut start = word_end;
        while word_end - start < REACH {
            match char_before(body, start) {
                Some(c) if c.is_alphanumeric() || matches!(c, '.' | '\'' | '’') => {
                    start -= c.len_utf8();
                }
                // vowel signs of Indic scripts, accents that are characters of their own
                Some(c) if !c.is_ascii() && is_mark(c) => start -= c.len_utf8(),
                _ => break,
            }
        }
        let text = &body[start..word_end];
        let bare = text.trim_start_matches(['.', '\'', '’']);
        Token { text: bare, start: start + text.len() - bare.len() }
    }

    /// Says what the token, of `body`, is.
    pub(super) fn class(self, body: &str) -> Before {
        let bytes = self.text.as_bytes();
        if bytes.is_empty() {
            return Before::Word;
        }
        if bytes[0].is_ascii_digit() {
            let is_number = bytes.len() <= 2 && bytes.iter().all(u8::is_ascii_digit);
            return if is_number { Before::Ordinal } else { self.time_or_word() };
        }
        let mut chars = self.text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            let is_word = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'è' | 'é' | 'ó' | 'à');
            let is_word = is_word && !follows_initial(body, self.start);
            return if is_word || !c.is_alphabetic() || is_ideograph(c) {
                Before::Word
            } else {
                Before::Initial
            };
        }
        if let Some(kind) = abbreviation::kind(self.text) {
            return Before::Abbreviation(kind);
        }
        if bytes.contains(&b'.') {
            return self.acronym_or_word();
        }
        if is_small_roman(bytes) { Before::Ordinal } else { Before::Word }
    }

    fn acronym_or_word(self) -> Before {
        if self.text.eq_ignore_ascii_case("a.m") || self.text.eq_ignore_ascii_case("p.m") {
            return Before::Abbreviation(Kind::Clock);
        }
        if self.text.eq_ignore_ascii_case("e.g") || self.text.eq_ignore_ascii_case("i.e") {
            return Before::Abbreviation(Kind::Never);
        }
        let is_short = |part: &str| {
            let mut chars = part.chars();
            let is_letters = chars.by_ref().take(2).all(char::is_alphabetic);
            is_letters && chars.next().is_none()
        };
        let parts = || self.text.split('.');
        if parts().all(is_short) {
            return Before::Acronym;
        }
        // "Lt.Gen", "Calif.Rep": abbreviations without a space
        if parts().all(|part| abbreviation::kind(part).is_some() || is_short(part)) {
            return Before::Abbreviation(Kind::Either);
        }
        Before::Word
    }

    /// "5p.m", "10.30a.m"
    fn time_or_word(self) -> Before {
        let letters = self.text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if letters.eq_ignore_ascii_case("a.m") || letters.eq_ignore_ascii_case("p.m") {
            Before::Abbreviation(Kind::Clock)
        } else {
            Before::Word
        }
    }
}

/// Whether one letter and a full stop stand before byte `at`: "u." in "u. a."
fn follows_initial(body: &str, at: usize) -> bool {
    match body.as_bytes()[..at] {
        [.., before, letter, b'.', b' '] => {
            letter.is_ascii_alphabetic() && !before.is_ascii_alphanumeric()
        }
        _ => false,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{64b}'..='\u{65f}')
        && !matches!(c, '।' | '॥')
}

/// Scripts in which one character can be a word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

fn is_small_roman(bytes: &[u8]) -> bool {
    bytes.len() <= 6 && bytes.iter().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

//! The word after a stop, and whether it can begin a sentence there.

use super::abbreviation::Kind;
use super::before::{Before, Token};
use super::mark::{self, char_at};
use super::opening_word::opens_sentences;

/// What may follow "5 p.m." within a sentence.
const ZONES_AND_DAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tues Wed \
    Thurs Fri Sat Sun January February March April May June July August September October November \
    December Jan Feb Mar Apr Aug Sept Oct Nov Dec Eastern Central Mountain Pacific Greenwich GMT BST \
    CET UTC";

/// What "11." is an ordinal before, in German, whatever stands before it.
const COUNTED_IN_GERMAN: &str = "Januar Jänner Februar März April Mai Juni Juli August September \
    Oktober November Dezember Jahrhundert Jahrhunderts Weltkrieg Weltkriegs";

/// What "11." is an ordinal after, in German.
const GERMAN_DETERMINERS: &str = "der die das dem den des im am vom zum zur beim bis ab seit und ein \
    eine einen seinen ihren";

/// What a sentence would begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Small,
    Capital,
    Digit,
    /// A letter of a script without capitals, or a sign.
    Other,
    /// What can't begin a sentence: a comma, a closing bracket.
    Nothing,
}

/// The word after the gap.
pub(super) struct Next<'a> {
    body: &'a str,
    opening: Opening,
    /// Its letters, up to an apostrophe or a stop.
    word: &'a str,
    pub(super) word_at: usize,
    /// Whether a dash stands before it.
    pub(super) is_dash: bool,
}

impl<'a> Next<'a> {
    /// Reads the word after the white space that ends at byte `at`.
    pub(super) fn read(body: &'a str, at: usize) -> Next<'a> {
        let (opening, word_at) = opening(body, at);
        let is_dash = char_at(body, at).is_some_and(mark::is_dash);
        Next { body, opening, word: letters(body, word_at), word_at, is_dash }
    }

    /// Whether a sentence can begin with the word at all.
    pub(super) fn may_open_sentence(&self, no_capitals: bool) -> bool {
        match self.opening {
            Opening::Nothing => false,
            Opening::Small => no_capitals || is_camel(self.word),
            _ => true,
        }
    }

    /// Whether a sentence may begin here after `token` and one full stop.
    pub(super) fn may_begin_after(&self, token: Token<'_>) -> bool {
        match token.class(self.body) {
            Before::Word => true,
            Before::Ordinal => !self.follows_ordinal(token),
            Before::Initial | Before::Acronym => self.opens(),
            Before::Abbreviation(Kind::Never) => false,
            Before::Abbreviation(Kind::Either) => !self.is_dash && self.opens(),
            Before::Abbreviation(Kind::BeforeNumber) => {
                let is_initial = self.word.len() == 1 && self.has_stop();
                // "vol. I" counts, "He said no. I left" doesn't
                let is_count = is_roman(self.word)
                    && !(self.word == "I" && token.text.eq_ignore_ascii_case("no"));
                self.opening != Opening::Digit && !is_count && !is_initial
            }
            Before::Abbreviation(Kind::Clock) => self.opens() || !self.follows_time(),
        }
    }

    /// Whether the word is one that opens sentences: not "A" in "A. Smith",
    /// and "Mr." is one for all its full stop.
    fn opens(&self) -> bool {
        if self.opening == Opening::Digit {
            return false;
        }
        if self.has_stop() {
            return matches!(self.word, "Mr" | "Mrs" | "Ms");
        }
        opens_sentences(self.word)
    }

    fn has_stop(&self) -> bool {
        self.body.as_bytes().get(self.word_at + self.word.len()) == Some(&b'.')
    }

    fn follows_ordinal(&self, token: Token<'_>) -> bool {
        if self.opening == Opening::Digit {
            return token.text.as_bytes()[0].is_ascii_digit();
        }
        if is_counted_in_german(self.word) {
            return true;
        }
        let before = self.body[..token.start].trim_end_matches(' ');
        before.len() < token.start && is_german_determiner(before) && !self.opens()
    }

    fn follows_time(&self) -> bool {
        if self.opening == Opening::Digit {
            return true;
        }
        let is_zone = matches!(self.word.len(), 2..=4)
            && self.word.ends_with('T')
            && self.word.bytes().all(|b| b.is_ascii_uppercase());
        let rest = &self.body.as_bytes()[self.word_at + self.word.len()..];
        is_zone || is_among(ZONES_AND_DAYS, self.word) || rest.starts_with(b" time")
    }
}

/// The opening of a sentence at byte `at`, and where its first word begins.
fn opening(body: &str, mut at: usize) -> (Opening, usize) {
    // a sentence opens with no more marks than this
    for _ in 0..8 {
        let Some(c) = char_at(body, at) else { return (Opening::Nothing, at) };
        if c.is_lowercase() {
            return (Opening::Small, at);
        }
        if c.is_uppercase() {
            return (Opening::Capital, at);
        }
        if c.is_numeric() || matches!(c, '$' | '£' | '€' | '¥') {
            return (Opening::Digit, at);
        }
        if c.is_alphabetic() {
            return (Opening::Other, at);
        }
        let is_skipped = mark::is_opener(c) || mark::is_dash(c) || matches!(c, ' ' | '\u{a0}');
        if !is_skipped {
            let is_sign = !c.is_ascii() && !mark::is_closer(c) && !mark::is_stop(c);
            let is_tag = matches!(c, '@' | '<');
            let begins = is_sign && !matches!(c, '،' | '，' | '、' | '；') || is_tag;
            return (if begins { Opening::Other } else { Opening::Nothing }, at);
        }
        at += c.len_utf8();
    }
    (Opening::Nothing, at)
}

/// The letters from byte `at` on, as many as 24 bytes hold or so.
pub(super) fn letters(body: &str, at: usize) -> &str {
    let mut end = at;
    while end - at < 24 {
        match char_at(body, end) {
            Some(c) if c.is_alphabetic() => end += c.len_utf8(),
            _ => break,
        }
    }
    &body[at..end]
}

/// "iPhone", "eBay" and, from its first word, "al-Qaida" begin as capitals do.
fn is_camel(word: &str) -> bool {
    word == "al"
        || word.bytes().take(3).skip(1).any(|b| b.is_ascii_uppercase())
            && word.bytes().any(|b| b.is_ascii_lowercase())
}

/// Whether `word` is a roman numeral, up to 39 or so.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 6 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether `word` follows an ordinal in German, with or without an article.
fn is_counted_in_german(word: &str) -> bool {
    is_among(COUNTED_IN_GERMAN, word)
}

/// Whether `before` ends in a German word that an ordinal follows.
fn is_german_determiner(before: &str) -> bool {
    is_among(GERMAN_DETERMINERS, before.rsplit([' ', '\n', '(']).next().unwrap_or(before))
}

/// Whether `word` is one of `words`, as written.
fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|w| w == word)
}

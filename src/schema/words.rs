//! Finds the words of a text: the one scanner that the index, the query and
//! the highlighter share, so that they never disagree on what position a word has.
//!
//! ```text
//! word     = run | ideograph
//! run      = piece ( joint piece )*          joints vanish from the term
//! piece    = letters, digits and combining marks
//! joint    = ' or ’ between letters                    don't, Soleimani's
//!          | .      between single letters             U.S.  F.B.I.
//!          | .      between digits                     1.5   (kept)
//!          | ,      before three digits                1,000
//!          | -      line break, before a small letter  govern-⏎ment
//!          | soft hyphen, zero-width joiner
//! ideograph = one Han, Hiragana, Katakana, Thai, Lao or Khmer letter
//! ```
//!
//! A French or Italian elision is not part of the word: "l'élection" is the
//! word "élection". Worked example, with the bytes of each word:
//!
//! ```text
//! "The U.S. govern-⏎ment's $1.5 million"
//!  ^^^ ^^^^ ^^^^^^^^^^^^^   ^^^ ^^^^^^^
//!   0   1        2           3     4      position
//! ```

/// A word of a text: its bytes. Its position is its rank among the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Whether it is nothing but ASCII letters and digits, which is most words
    /// and needs no further look at its inside.
    pub plain: bool,
}

/// Iterates over the words of a text from left to right.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// The words of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            let byte = *bytes.get(at)?;
            if byte.is_ascii_alphanumeric() {
                break;
            }
            if byte < 0x80 {
                at += 1;
                continue;
            }
            let letter = char_at(self.text, at);
            if letter.is_alphanumeric() {
                if is_ideograph(letter) {
                    self.at = at + letter.len_utf8();
                    return Some(Word { start: at, end: self.at, plain: false });
                }
                break;
            }
            at += letter.len_utf8();
        }
        let mut word = Word { start: at, end: at, plain: true };
        self.at = self.run(&mut word);
        Some(word)
    }
}

impl Words<'_> {
    /// Extends `word` from its start to the end of its run; returns where the
    /// search for the next word begins.
    fn run(&self, word: &mut Word) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = word.start;
        // where the piece after the last joint began
        let mut piece = word.start;
        loop {
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            word.end = at;
            let Some(&byte) = bytes.get(at) else { return at };
            match byte {
                b' ' | b'\n' => return at,
                b'\'' => {
                    let next = at + 1;
                    if !self.letter_at(next) || !self.letter_before(at) {
                        return at;
                    }
                    if is_elision(&self.text[word.start..at]) {
                        word.start = next;
                        word.plain = true;
                    } else {
                        word.plain = false;
                    }
                    at = next;
                    piece = next;
                }
                b'.' => {
                    let next = at + 1;
                    let digits = bytes.get(next).is_some_and(u8::is_ascii_digit)
                        && at > word.start
                        && bytes[at - 1].is_ascii_digit();
                    if digits {
                        word.plain = false;
                        at = next;
                        piece = next;
                        continue;
                    }
                    let single = at - piece == 1 && bytes[piece].is_ascii_alphabetic();
                    if !single {
                        return at;
                    }
                    // "U.S": the next piece must be one letter too
                    let letter = bytes.get(next).is_some_and(u8::is_ascii_alphabetic);
                    let alone = !bytes
                        .get(next + 1)
                        .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
                    if letter && alone {
                        word.plain = false;
                        at = next;
                        piece = next;
                        continue;
                    }
                    // the last full stop of "U.S." belongs to it
                    if piece > word.start {
                        word.end = next;
                        return next;
                    }
                    return at;
                }
                b',' => {
                    let group =
                        bytes.get(at + 1..at + 4).is_some_and(|g| g.iter().all(u8::is_ascii_digit));
                    let ends = !bytes.get(at + 4).is_some_and(u8::is_ascii_alphanumeric);
                    if !(group && ends && bytes[at - 1].is_ascii_digit()) {
                        return at;
                    }
                    word.plain = false;
                    at += 1;
                    piece = at;
                }
                b'-' => match self.after_line_end_hyphen(at) {
                    Some(next) => {
                        word.plain = false;
                        at = next;
                        piece = next;
                    }
                    None => return at,
                },
                0..=0x7f => return at,
                _ => {
                    let letter = char_at(self.text, at);
                    if letter == '\u{2019}' {
                        let next = at + letter.len_utf8();
                        if !self.letter_at(next) || !self.letter_before(at) {
                            return at;
                        }
                        word.plain = false;
                        if is_elision(&self.text[word.start..at]) {
                            word.start = next;
                            word.plain = true;
                        }
                        at = next;
                        piece = next;
                    } else if continues(letter) {
                        word.plain = false;
                        at += letter.len_utf8();
                    } else {
                        return at;
                    }
                }
            }
        }
    }

    /// The byte after the line break, if the hyphen at `at` divides a word at
    /// the end of a line.
    fn after_line_end_hyphen(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if !self.letter_before(at) {
            return None;
        }
        let mut next = at + 1;
        while next < at + 4 && matches!(bytes.get(next), Some(b' ' | b'\r')) {
            next += 1;
        }
        if bytes.get(next) != Some(&b'\n') {
            return None;
        }
        next += 1;
        let small = match bytes.get(next)? {
            byte if byte.is_ascii() => byte.is_ascii_lowercase(),
            _ => char_at(self.text, next).is_lowercase(),
        };
        small.then_some(next)
    }

    /// Whether a letter stands at `at` that goes on with a word: an ideograph is one of its own.
    fn letter_at(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            Some(_) => {
                let letter = char_at(self.text, at);
                letter.is_alphabetic() && !is_ideograph(letter)
            }
            None => false,
        }
    }

    fn letter_before(&self, at: usize) -> bool {
        match self.text.as_bytes()[..at].last() {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            Some(_) => self.text[..at].chars().next_back().is_some_and(char::is_alphabetic),
            None => false,
        }
    }
}

/// The character that begins at byte `at`, which must be a boundary within the text.
fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\0')
}

/// Whether a character past ASCII goes on with a word.
fn continues(letter: char) -> bool {
    (letter.is_alphanumeric() && !is_ideograph(letter)) || is_mark(letter) || is_invisible(letter)
}

/// Combining marks that are not letters of their own: Latin, Hebrew, Arabic, Devanagari.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}')
}

/// Soft hyphen, zero-width joiners, byte-order mark: inside a word, never seen.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Scripts that write words without spaces: each letter is a word, a word of
/// several letters is searched as a phrase.
pub(super) fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'
        | '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}')
}

/// Articles and prepositions that French, Italian and Catalan write before an apostrophe.
fn is_elision(before: &str) -> bool {
    const ELISIONS: [&str; 14] = [
        "l", "d", "j", "n", "c", "m", "qu", "dell", "nell", "all", "sull", "un", "lorsqu", "jusqu",
    ];
    before.len() <= 6 && ELISIONS.iter().any(|elision| before.eq_ignore_ascii_case(elision))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        Words::new(text).map(|word| &text[word.start..word.end]).collect()
    }

    #[test]
    fn words_of_news() {
        let table: &[(&str, &[&str])] = &[
            ("The U.S. troops", &["The", "U.S.", "troops"]),
            ("in the U.S", &["in", "the", "U.S"]),
            ("F.B.I. agents.", &["F.B.I.", "agents"]),
            ("It ended. A new day", &["It", "ended", "A", "new", "day"]),
            ("John F. Kennedy", &["John", "F", "Kennedy"]),
            ("$1.5 million, 1,000 men, 3,4", &["1.5", "million", "1,000", "men", "3", "4"]),
            ("Soleimani's don't", &["Soleimani's", "don't"]),
            ("'quoted' words'", &["quoted", "words"]),
            ("l'élection d’Alger O'Brien", &["élection", "Alger", "O'Brien"]),
            ("the govern-\nment said", &["the", "govern-\nment", "said"]),
            ("the Anglo-\nFrench fleet", &["the", "Anglo", "French", "fleet"]),
            ("well-known", &["well", "known"]),
            ("東京 news", &["東", "京", "news"]),
            ("l'ぁ x’東", &["l", "ぁ", "x", "東"]),
            ("co\u{ad}operate", &["co\u{ad}operate"]),
            ("", &[]),
            (" —!? ", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(&words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_are_ordered_ranges_of_characters(text in "\\PC*|[a-z.'’, -]{0,40}|[A-Z.\n-]{0,20}") {
            let mut last = 0;
            for word in Words::new(&text) {
                prop_assert!(last <= word.start && word.start < word.end && word.end <= text.len());
                prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
                if word.plain {
                    prop_assert!(text[word.start..word.end].bytes().all(|b| b.is_ascii_alphanumeric()));
                }
                last = word.end;
            }
        }

        // a passage is highlighted by reading it alone: cut between two words at white space,
        // the words of the parts are the words of the whole
        #[test]
        fn a_text_cut_at_a_space_has_the_same_words(left in "[a-zA-Z0-9.,'é -]{0,30}", right in "[a-zA-Z0-9.,'é -]{0,30}") {
            let whole = format!("{left}  {right}");
            let mut apart: Vec<String> = words(&left).into_iter().map(str::to_owned).collect();
            apart.extend(words(&right).into_iter().map(str::to_owned));
            prop_assert_eq!(words(&whole), apart);
        }
    }
}

//! Whether a stop ends its sentence.
//!
//! ```text
//! body      … in the U.S.) The Senate voted …
//!                     ^^^^ ^
//!       run: "."      │  │ └ the next word, after what opens it
//!     closed: after ")"  └ gap: the white space
//! ```
//!
//! A stop ends its sentence if white space follows, and then a word that can
//! begin one: with a capital, with a digit, or in a script without capitals.
//! A full stop must moreover not belong to the token before it; where it
//! could be both ("U.S.", "Inc.", "Oct."), the next word decides.

use super::before::{Before, Token};
use super::mark::{self, Gap, char_at};
use super::next::{self, Next};
use super::opening_word::opens_sentences;
use super::paragraph::Layout;

/// A run of stops, and what closes after it.
pub(super) struct Stop {
    start: usize,
    /// The byte after the run.
    end: usize,
    /// The byte after the closing marks.
    pub(super) closed: usize,
    /// Whether there is a question mark or an exclamation mark in it.
    is_loud: bool,
    /// Whether a quotation mark is among what closes.
    closes_quotation: bool,
}

impl Stop {
    /// Reads the run of stops at byte `start`, and the marks that close it.
    pub(super) fn read(body: &str, start: usize) -> Stop {
        let bytes = body.as_bytes();
        let mut stop =
            Stop { start, end: start, closed: start, is_loud: false, closes_quotation: false };
        loop {
            match char_at(body, stop.end) {
                Some(c) if mark::is_stop(c) => {
                    stop.is_loud |= !matches!(c, '.' | '…');
                    stop.end += c.len_utf8();
                }
                // ". . ."
                Some(' ') if stop.end > start && is_spaced_dot(&bytes[stop.end + 1..]) => {
                    stop.end += 2;
                }
                _ => break,
            }
        }
        stop.close(body);
        stop
    }

    fn close(&mut self, body: &str) {
        let bytes = body.as_bytes();
        self.closed = self.end;
        loop {
            // French sets » apart, OCR any mark
            let is_apart = bytes.get(self.closed) == Some(&b' ')
                || bytes[self.closed..].starts_with("\u{a0}".as_bytes())
                || bytes[self.closed..].starts_with("\u{202f}".as_bytes());
            let space = match char_at(body, self.closed) {
                Some(c) if is_apart => c.len_utf8(),
                _ => 0,
            };
            let Some(c) = char_at(body, self.closed + space) else { return };
            let after = self.closed + space + c.len_utf8();
            let is_closing = if mark::is_closer(c) {
                true
            } else if mark::is_two_faced(c) {
                !(is_apart && c == '«') && opens_nothing(body, after)
            } else if c == '[' && space == 0 {
                if let Some(length) = footnote(&bytes[self.closed..]) {
                    self.closed += length;
                    continue;
                }
                false
            } else {
                false
            };
            if !is_closing {
                return;
            }
            self.closes_quotation |= mark::is_quote(c);
            self.closed = after;
        }
    }

    /// Whether the run ends the sentence that begins at `sentence_start`, if
    /// `gap`, the white space after it, doesn't do so by itself.
    pub(super) fn ends_sentence(
        &self,
        body: &str,
        sentence_start: usize,
        gap: &Gap,
        layout: &Layout,
    ) -> bool {
        let token = Token::ending_at(body, self.start);
        if gap.start == gap.end {
            return self.end == self.closed && is_space_lost(body, token, self.end);
        }
        let next = Next::read(body, gap.end);
        if !next.may_open_sentence(layout.no_capitals) {
            return false;
        }
        if self.is_loud {
            return !(self.closes_quotation && is_attribution(body, next.word_at));
        }
        // an ellipsis has no word of its own; two stops are a slip for one
        if self.end - self.start > 2 {
            return true;
        }
        if next.is_dash && is_dateline(&body[sentence_start..self.end]) {
            return false;
        }
        if token.start == content_start(body, sentence_start) && is_item_number(token.text) {
            return false;
        }
        next.may_begin_after(token)
    }

    /// Whether the sentence goes on after a stop that else always ends it:
    /// Japanese quotes and goes on with と, a list with a comma.
    pub(super) fn is_carried_on(&self, body: &str, gap: &Gap) -> bool {
        match char_at(body, gap.end) {
            Some('と' | 'っ') => self.closed > self.end,
            Some(c) => matches!(c, ',' | '、' | '，' | '،' | ';' | '；' | ':' | '：'),
            None => false,
        }
    }
}

/// Whether a two-faced mark that ends at byte `after`, and those with it, open
/// no word.
fn opens_nothing(body: &str, after: usize) -> bool {
    // a run of them longer than this is an ornament
    !body[after..].chars().take(4).find(|c| !mark::is_two_faced(*c)).is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '$' | '£' | '€' | '¿' | '¡' | '(' | '„')
    })
}

/// The `.` of ". . ." after the space, if no word or number follows it.
fn is_spaced_dot(rest: &[u8]) -> bool {
    rest.first() == Some(&b'.') && !rest.get(1).is_some_and(u8::is_ascii_alphanumeric)
}

/// The length of `[12]`.
fn footnote(rest: &[u8]) -> Option<usize> {
    let digits = rest[1..].iter().take_while(|b| b.is_ascii_digit()).count();
    ((1..=3).contains(&digits) && rest.get(1 + digits) == Some(&b']')).then_some(digits + 2)
}

/// Whether the space after a full stop was lost ("left the city.The army"): a
/// word in small letters before it, a capitalised one after; no web address.
fn is_space_lost(body: &str, token: Token<'_>, end: usize) -> bool {
    let is_word = |w: &str| w.len() >= 2 && w.bytes().all(|b| b.is_ascii_lowercase());
    if !is_word(token.text) || token.class(body) != Before::Word {
        return false;
    }
    let is_address =
        token.start > 0 && matches!(body.as_bytes()[token.start - 1], b'/' | b'@' | b'_' | b'=');
    let next = next::letters(body, end);
    let after = body.as_bytes().get(end + next.len());
    next.len() >= 2
        && next.starts_with(|c: char| c.is_ascii_uppercase())
        && next[1..].bytes().all(|b| b.is_ascii_lowercase())
        && matches!(after, Some(b' ' | b'\n' | b','))
        && !is_address
}

/// Whether `body` has a speaker and a verb of saying from byte `at` on:
/// `"Who was it?" Mr. Smith asked` is one sentence.
fn is_attribution(body: &str, at: usize) -> bool {
    const VERBS: &str = "said asked says asks told added replied cried shouted wrote writes tweeted \
        exclaimed declared wondered joked answered yelled";
    let bytes = body.as_bytes();
    let near = &bytes[at..bytes.len().min(at + 60)];
    let mut words = near.split(|b| *b == b' ');
    let is_name =
        |w: &[u8]| w.first().is_some_and(u8::is_ascii_uppercase) && !matches!(w.last(), Some(b','));
    let Some(first) = words.next() else { return false };
    if !is_name(first) || std::str::from_utf8(first).is_ok_and(opens_sentences) {
        return false;
    }
    for word in words.take(3) {
        let bare = word.trim_ascii_end().strip_suffix(b".").unwrap_or(word);
        if VERBS.split(' ').any(|verb| verb.as_bytes() == bare) {
            return true;
        }
        if !is_name(word) {
            return false;
        }
    }
    false
}

/// Whether a sentence so far is the place and date of a report, which a dash
/// parts from the text: "LONDON, Jan. 5.".
fn is_dateline(so_far: &str) -> bool {
    let place = so_far.trim_start();
    place.len() <= 60 && place.bytes().take(3).filter(u8::is_ascii_uppercase).count() == 3
}

/// Where the text of a sentence begins, after what opens it.
fn content_start(body: &str, sentence_start: usize) -> usize {
    let mut at = sentence_start;
    while let Some(c) = char_at(body, at) {
        if at - sentence_start > 16 || !(c.is_whitespace() || mark::is_opener(c)) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// The number of an item or a chapter: "1", "IV", "B".
fn is_item_number(token: &str) -> bool {
    let bytes = token.as_bytes();
    let is_number = bytes.len() <= 2 && bytes.iter().all(u8::is_ascii_digit);
    let is_letter = bytes.len() == 1 && bytes[0].is_ascii_alphabetic();
    is_number || is_letter || next::is_roman(token)
}

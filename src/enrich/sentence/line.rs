//! Lines that stand alone in wrapped text, where a line break is else a space:
//! headlines, bylines, subheads, items of lists, ruled lines.
//!
//! A line that stops short of the margin although the next word had room
//! there was ended on purpose. The margin is taken from the lines beside it,
//! since the columns of a scanned page differ in width.

use memchr::memchr2;

use super::mark::{self, Gap};

/// No more of a line than this is looked at.
const REACH: usize = 200;
/// Columns narrower than this say nothing.
const NARROWEST: usize = 20;

/// The line that is being read.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    start: usize,
    /// Length in bytes of the line before, 0 after a blank one.
    previous: usize,
}

/// Whether the line break in `gap` is amid a word that a hyphen breaks.
pub(super) fn is_word_broken(body: &str, gap: &Gap) -> bool {
    let before = &body[..gap.start];
    // the last bytes of the three
    if !matches!(before.as_bytes().last(), Some(b'-' | 0xad | 0xac)) {
        return false;
    }
    let Some(stem) = before.strip_suffix(['-', '\u{ad}', '¬']) else {
        return false;
    };
    mark::char_before(stem, stem.len()).is_some_and(char::is_alphabetic)
        && mark::char_at(body, gap.end).is_some_and(char::is_lowercase)
}

impl Line {
    /// The line after the break in `gap`.
    pub(super) fn next(self, gap: &Gap) -> Line {
        let length = gap.start.saturating_sub(self.start);
        Line { start: gap.end, previous: if gap.breaks > 1 { 0 } else { length } }
    }

    /// Whether the break in `gap` ends the sentence, though no stop does.
    pub(super) fn stands_alone(self, body: &str, gap: &Gap, sentence_start: usize) -> bool {
        // most lines of wrapped text: nothing to see
        let first = |at: usize| body.as_bytes()[at];
        if first(gap.end).is_ascii_lowercase() && first(self.start).is_ascii_alphanumeric() {
            return false;
        }
        let line = self.text(body, gap);
        let next = next_line(body, gap);
        let is_marked = |l: &[u8]| is_heading(l) || is_rule(l) || is_item(l);
        if is_heading(line) || is_rule(line) || is_marked(next) {
            return true;
        }
        if is_numbered(next) {
            let list = body.as_bytes()[sentence_start..].first();
            return matches!(line.last(), Some(b':' | b';'))
                || list.is_some_and(u8::is_ascii_digit) && sentence_start == self.start;
        }
        if !begins_anew(next) || is_unfinished(line) {
            return false;
        }
        is_byline(next) || is_change_of_case(line, next) || self.has_room(line, next, 2, 3)
    }

    /// Whether the first word after `gap` had room in this line, so that the
    /// line is the last of a paragraph.
    pub(super) fn ends_early(self, body: &str, gap: &Gap) -> bool {
        // one word in ten is let off: margins of scanned columns are ragged
        self.has_room(self.text(body, gap), next_line(body, gap), 9, 10)
    }

    /// Whether `line` and the first word of `next` fill no more than `part` of
    /// `whole` of the column.
    fn has_room(self, line: &[u8], next: &[u8], part: usize, whole: usize) -> bool {
        let width = self.previous.max(next.len());
        let word = next.iter().position(u8::is_ascii_whitespace).unwrap_or(next.len());
        width >= NARROWEST && (line.len() + 1 + word) * whole <= width * part
    }

    fn text<'a>(self, body: &'a str, gap: &Gap) -> &'a [u8] {
        let from = self.start.max(gap.start.saturating_sub(REACH)).min(gap.start);
        body.as_bytes()[from..gap.start].trim_ascii_end()
    }
}

fn next_line<'a>(body: &'a str, gap: &Gap) -> &'a [u8] {
    let bytes = body.as_bytes();
    let near = &bytes[gap.end..bytes.len().min(gap.end + REACH)];
    let end = memchr2(b'\n', b'\r', near).unwrap_or(near.len());
    near[..end].trim_ascii_end()
}

/// A Markdown heading.
fn is_heading(line: &[u8]) -> bool {
    let depth = line.iter().take_while(|&&b| b == b'#').count();
    (1..=6).contains(&depth) && line.get(depth) == Some(&b' ')
}

/// A line of signs only: `* * *`, `-----`.
fn is_rule(line: &[u8]) -> bool {
    line.len() >= 3 && line.iter().all(|b| b.is_ascii_punctuation() || b.is_ascii_whitespace())
}

/// An item of a list that a sign or a letter in brackets marks.
fn is_item(line: &[u8]) -> bool {
    let after = |n: usize| line.get(n).is_some_and(u8::is_ascii_whitespace);
    match line {
        // • ‣ ● ▪ ■ ◦ ►
        [0xe2, 0x80, 0xa2 | 0xa3, ..]
        | [0xe2, 0x97, 0x8f | 0xa6, ..]
        | [0xe2, 0x96, 0xaa | 0xa0 | 0xba, ..] => true,
        [b'*', ..] => after(1),
        [b'-' | b'+', _, first, ..] => after(1) && !first.is_ascii_lowercase(),
        [b'(', b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', b')', ..] => after(3),
        [b'(', b'0'..=b'9' | b'i' | b'v', b'0'..=b'9' | b'i' | b'v', b')', ..] => after(4),
        _ => false,
    }
}

/// `1. ` or `12) `: an item, or a number that the wrapping left there.
fn is_numbered(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&digits)
        && matches!(line.get(digits), Some(b'.' | b')'))
        && line.get(digits + 1).is_some_and(u8::is_ascii_whitespace)
}

/// "By Ada Lund", and no more than that on the line.
fn is_byline(line: &[u8]) -> bool {
    matches!(line, [b'B', b'y' | b'Y', b' ', first, ..] if first.is_ascii_uppercase())
        && line.len() <= 60
        && line.split(u8::is_ascii_whitespace).count() <= 7
}

/// Whether a line begins as a sentence does. Any character that is not ASCII
/// is taken for a capital: the margin must tell.
fn begins_anew(line: &[u8]) -> bool {
    line.iter()
        .find(|b| !matches!(b, b'"' | b'\'' | b'(' | b'[' | b'`'))
        .is_some_and(|b| !b.is_ascii_lowercase() && !b.is_ascii_punctuation())
}

/// Whether a line ends amid a phrase: at a comma, a hyphen, or a short word in
/// small letters ("of", "the", "and").
fn is_unfinished(line: &[u8]) -> bool {
    if matches!(line.last(), None | Some(b',' | b'-' | b'&' | b'(' | b'/')) {
        return true;
    }
    let word = line.rsplit(u8::is_ascii_whitespace).next().unwrap_or(line);
    word.len() <= 3 && word.iter().all(u8::is_ascii_lowercase)
}

/// Whether one of the lines is a headline in capitals and the other is not.
fn is_change_of_case(line: &[u8], next: &[u8]) -> bool {
    const WORDS: usize = 8;
    let capitals = |l: &[u8]| l.iter().filter(|b| b.is_ascii_uppercase()).count();
    let has_small = |l: &[u8]| l.iter().any(u8::is_ascii_lowercase);
    match (has_small(line), has_small(next)) {
        (false, true) => capitals(line) >= WORDS && next.get(1).is_some_and(u8::is_ascii_lowercase),
        (true, false) => capitals(next) >= WORDS && next.contains(&b' '),
        _ => false,
    }
}

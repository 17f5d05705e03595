//! What a line break means, decided once for a body.
//!
//! A blank line always parts paragraphs. A single line break is one of three
//! things, and [`Layout::of`] looks at the lines of the body's first 64 KiB
//! to tell which. The first rule that holds decides:
//!
//! 1. Half of the text or more is in lines longer than [`WIDEST`] characters:
//!    nobody wraps at that width, so a line is a paragraph.
//! 2. A quarter of the lines or more begin with a small letter: the breaks
//!    fall amid sentences, so the text is wrapped (typescript, mail, OCR).
//! 3. Half of the lines or more end in a stop: a line is a paragraph.
//! 4. The lines are alike in length (filled to three fifths of the longest on
//!    average, and there are at least [`FEW_LINES`]): wrapped. This is for
//!    capitals and for scripts that have no small letters.
//! 5. Else a line is a paragraph: a headline and a text, a list, a table.
//!
//! In a wrapped body with no blank lines at all, a new paragraph is shown by
//! the line before it: it ends in a stop and short of the margin.

use memchr::memchr2;

use super::mark::{self, is_closer, is_two_faced};

/// The widest column, in characters, that text is wrapped to.
const WIDEST: usize = 130;
/// Fewer lines than this say nothing about a width.
const FEW_LINES: usize = 4;
/// How much of a body is looked at.
const SAMPLE: usize = 64 * 1024;

/// How the text of a body is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Whether a single line break ends a sentence; else it is a space.
    pub(super) lines_end_sentences: bool,
    /// Whether paragraphs are told by lines, there being few or no blank ones.
    pub(super) lines_open_paragraphs: bool,
    /// Whether a sentence may begin with a small letter: the text has no capitals.
    pub(super) no_capitals: bool,
}

impl Layout {
    /// Looks at the lines of `body`.
    pub(super) fn of(body: &str) -> Layout {
        let sample = &body.as_bytes()[..body.len().min(SAMPLE)];
        let no_capitals = has_no_capitals(sample);
        if memchr2(b'\n', b'\r', sample).is_none() {
            return Layout { lines_end_sentences: true, lines_open_paragraphs: true, no_capitals };
        }
        let survey = Survey::of(body, sample.len());
        Layout {
            lines_end_sentences: survey.lines_are_whole(),
            lines_open_paragraphs: survey.blank * 4 < survey.lines,
            no_capitals,
        }
    }
}

/// Whether there are letters enough to tell, none of them a capital.
fn has_no_capitals(sample: &[u8]) -> bool {
    let sample = &sample[..sample.len().min(4096)];
    !sample.iter().any(u8::is_ascii_uppercase)
        && sample.is_ascii()
        && sample.iter().filter(|b| b.is_ascii_lowercase()).count() >= 100
}

/// Counts over the lines that are not blank.
#[derive(Default)]
struct Survey {
    lines: usize,
    /// Blank lines (runs of them) between lines.
    blank: usize,
    /// Lines that end in a stop, all but the last.
    stopped: usize,
    /// Lines that begin with a small letter.
    small: usize,
    chars: usize,
    chars_in_wide_lines: usize,
    longest: usize,
}

impl Survey {
    fn of(body: &str, sample_len: usize) -> Survey {
        let bytes = body.as_bytes();
        let mut survey = Survey::default();
        let mut start = 0;
        let mut blank_since_line = false;
        let mut last_stopped = false;
        while start < sample_len {
            let end = memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |i| start + i);
            let line = body[start..end].trim();
            if line.is_empty() {
                // the line feed of a CRLF is no line
                let is_crlf = bytes.get(end) == Some(&b'\n')
                    && end == start
                    && start > 0
                    && bytes[start - 1] == b'\r';
                blank_since_line |= !is_crlf;
            } else {
                survey.blank += usize::from(blank_since_line && survey.lines > 0);
                blank_since_line = false;
                survey.stopped += usize::from(last_stopped);
                last_stopped = ends_in_stop(line);
                survey.count(line);
            }
            start = end + 1;
        }
        survey
    }

    fn count(&mut self, line: &str) {
        let length = if line.len() > WIDEST || !line.as_bytes()[0].is_ascii() {
            line.chars().count()
        } else {
            line.len()
        };
        self.lines += 1;
        self.chars += length;
        self.longest = self.longest.max(length);
        if length > WIDEST {
            self.chars_in_wide_lines += length;
        }
        self.small += usize::from(mark::char_at(line, 0).is_some_and(char::is_lowercase));
    }

    fn lines_are_whole(&self) -> bool {
        if self.chars_in_wide_lines * 2 >= self.chars {
            return true;
        }
        if self.small * 4 >= self.lines {
            return false;
        }
        if self.stopped * 2 >= self.lines.saturating_sub(1) {
            return true;
        }
        let is_filled = self.chars * 5 >= self.lines * self.longest * 3;
        !(self.lines >= FEW_LINES && is_filled)
    }
}

/// Whether a line ends as a sentence does, quotation marks and brackets aside.
fn ends_in_stop(line: &str) -> bool {
    let bare = line.trim_end_matches(|c| is_closer(c) || is_two_faced(c));
    bare.chars().next_back().is_some_and(|c| mark::is_stop(c) || c == ':')
}

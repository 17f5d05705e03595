//! Where sentences and paragraphs begin.
//!
//! One pass over the bytes, which looks around only where a sentence could
//! end. What each file owns:
//!
//! - `paragraph`: what a line break means, decided once for a body;
//! - `line`: lines that stand alone in hard-wrapped text (headlines, items);
//! - `stop`: whether a full stop, question mark or exclamation mark ends its
//!   sentence; `before` and `next` read the words around it, `abbreviation`
//!   and `opening_word` hold those that decide, as data;
//! - `mark`: which characters are stops, quotation marks, brackets, space;
//! - `overlong`: cuts what has no stops (tables, pages of noisy OCR).
//!
//! White space after a sentence belongs to it, so that sentences cover the
//! body without a gap, and a closing quotation mark belongs to the sentence
//! that it closes.

mod abbreviation;
mod before;
mod line;
mod mark;
mod next;
mod opening_word;
mod overlong;
mod paragraph;
mod stop;

use super::Sentence;
use line::Line;
use mark::{Gap, Wide};
use paragraph::Layout;
use stop::Stop;

/// No sentence is longer than this many bytes.
pub(crate) const LONGEST: usize = 600;

/// Finds the sentences of `body`, in order.
///
/// The first begins at byte 0 and each ends where the next one begins; an
/// empty body has none. Every `start` is the boundary of a character, and no
/// sentence is longer than [`LONGEST`].
pub(crate) fn split(body: &str) -> Vec<Sentence> {
    if body.is_empty() {
        return Vec::new();
    }
    let mut scanner = Scanner {
        body,
        layout: Layout::of(body),
        line: Line::default(),
        start: 0,
        opens_paragraph: true,
        sentences: Vec::with_capacity(body.len() / 96 + 1),
    };
    scanner.scan();
    scanner.close(body.len());
    scanner.sentences
}

/// The state of the pass: the sentence and the line that are being read.
struct Scanner<'a> {
    body: &'a str,
    layout: Layout,
    line: Line,
    start: usize,
    opens_paragraph: bool,
    sentences: Vec<Sentence>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        let bytes = self.body.as_bytes();
        let mut at = 0;
        while let Some(ahead) = bytes[at..].iter().position(|&b| mark::MAY_END[usize::from(b)]) {
            at += ahead;
            at = match bytes[at] {
                b'.' | b'!' | b'?' => self.at_stop(at),
                b'\n' | b'\r' | b'\x0c' => self.at_line_end(at),
                _ => match mark::wide(&bytes[at..]) {
                    Wide::Ellipsis => self.at_stop(at),
                    Wide::Stop => self.at_plain_stop(at),
                    Wide::LineEnd => self.at_line_end(at),
                    Wide::Other => at + 1,
                },
            };
        }
    }

    /// At `.`, `!`, `?` or `…`, which end some sentences. Returns where to go on.
    fn at_stop(&mut self, at: usize) -> usize {
        let stop = Stop::read(self.body, at);
        let gap = Gap::after(self.body, stop.closed);
        if gap.end == self.body.len() {
            return gap.end;
        }
        if self.break_ends(&gap) || stop.ends_sentence(self.body, self.start, &gap, &self.layout) {
            self.begin(&gap, true);
        }
        self.pass(&gap)
    }

    /// At a stop that ends sentences wherever it stands, such as `。` or `؟`.
    fn at_plain_stop(&mut self, at: usize) -> usize {
        let stop = Stop::read(self.body, at);
        let gap = Gap::after(self.body, stop.closed);
        if gap.end == self.body.len() {
            return gap.end;
        }
        if self.break_ends(&gap) || !stop.is_carried_on(self.body, &gap) {
            self.begin(&gap, true);
        }
        self.pass(&gap)
    }

    fn at_line_end(&mut self, at: usize) -> usize {
        let gap = Gap::after(self.body, at);
        if gap.end < self.body.len() && self.break_ends(&gap) {
            self.begin(&gap, false);
        }
        self.pass(&gap)
    }

    /// Whether the line breaks in `gap`, if any, end the sentence by themselves.
    fn break_ends(&self, gap: &Gap) -> bool {
        if gap.breaks == 0 || line::is_word_broken(self.body, gap) {
            return false;
        }
        gap.breaks > 1
            || self.layout.lines_end_sentences
            || self.line.stands_alone(self.body, gap, self.start)
    }

    /// Whether the sentence after `gap` is the first of a paragraph.
    fn opens_paragraph(&self, gap: &Gap, after_stop: bool) -> bool {
        match gap.breaks {
            0 => false,
            1 if self.layout.lines_end_sentences => self.layout.lines_open_paragraphs,
            1 => {
                // what ended without a stop stands alone: a headline, an item
                self.layout.lines_open_paragraphs
                    && (!after_stop || self.line.ends_early(self.body, gap))
            }
            _ => true,
        }
    }

    /// Ends the sentence at `gap` and begins the next one after it.
    fn begin(&mut self, gap: &Gap, after_stop: bool) {
        let opens_paragraph = self.opens_paragraph(gap, after_stop);
        self.close(gap.end);
        self.start = gap.end;
        self.opens_paragraph = opens_paragraph;
    }

    /// Writes the sentence that ends at `end` down, in pieces if it is overlong.
    fn close(&mut self, end: usize) {
        let mut opens_paragraph = self.opens_paragraph;
        let mut start = self.start;
        loop {
            // a body is one article: readers refuse what is longer than 4 GiB long before
            self.sentences.push(Sentence { start: start as u32, opens_paragraph });
            if end - start <= LONGEST {
                return;
            }
            start = overlong::cut(self.body, start, end);
            opens_paragraph = false;
        }
    }

    /// Notes the line break in `gap`, and returns where to go on.
    fn pass(&mut self, gap: &Gap) -> usize {
        if gap.breaks > 0 {
            self.line = self.line.next(gap);
        }
        gap.end
    }
}

#[cfg(test)]
mod tests;

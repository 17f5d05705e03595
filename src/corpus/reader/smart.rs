//! The files of the classic test collections: SMART's (Cranfield, CISI, CACM,
//! Medline) and the NPL collection's.
//!
//! ```text
//! smart    = ( ".I" number line ( section )* )*
//! section  = "." letter line ( line )*            .T title  .A author  .W text, others dropped
//! npl      = ( number line ( line )* "/" line )*  the slash alone on its line
//! ```
//!
//! A text that begins with the title once more (Cranfield) loses it. A letter that comes twice in a document (CISI's authors) goes on with the
//! same section. An `.I` without a number or without any text is the stray end
//! of a file: rejected.

use super::lines::{Line, for_each_line, text_of};
use super::whole::too_long;
use super::{Reader, Sink, Source};
use crate::article::{Article, one_line};
use std::io::{self, BufRead};

/// Reads SMART's and NPL's documents.
pub(crate) struct Smart;

impl Reader for Smart {
    fn name(&self) -> &'static str {
        "smart"
    }

    fn recognises(&self, head: &str, _file_name: &str) -> bool {
        let mut lines = head.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let Some(first) = lines.next() else { return false };
        match opening(first) {
            Some(Opening::Smart(_)) => {
                lines.next().is_some_and(|line| matches!(section(line), Some('A'..='Z')))
            }
            // a list of numbers and a table begin with a number too
            Some(Opening::Npl(_)) => lines.take(40).any(|line| line.trim() == "/"),
            None => false,
        }
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let max = source.max_record_bytes;
        let mut open: Option<Document> = None;
        let mut number = 0;
        let mut goes_on = true;
        for_each_line(input, max, |_, line| {
            let bytes = match line {
                Line::Whole(bytes) => bytes,
                Line::TooLong(length) => {
                    goes_on = sink.reject(Some(number.max(1)), too_long(length, source));
                    return goes_on;
                }
            };
            let text = text_of(bytes);
            let line = text.trim_end();
            let is_npl = open.as_ref().is_some_and(|document| document.is_npl);
            let next = opening(line).filter(|next| match (next, &open) {
                (_, None) => true,
                (Opening::Smart(_), Some(_)) => !is_npl,
                // a number alone on its line, within a text
                (Opening::Npl(_), Some(_)) => false,
            });
            if let Some(next) = next {
                if let Some(document) = open.take() {
                    goes_on = document.hand_on(number, max, source, sink);
                }
                number += 1;
                open = Some(Document::new(next));
            } else if is_npl && line.trim() == "/" {
                if let Some(document) = open.take() {
                    goes_on = document.hand_on(number, max, source, sink);
                }
            } else if let Some(document) = &mut open {
                document.add(line, max);
            }
            goes_on
        })?;
        if let Some(document) = open.filter(|_| goes_on) {
            document.hand_on(number, max, source, sink);
        }
        Ok(())
    }
}

/// What a line that begins a document says: its id.
enum Opening<'a> {
    Smart(&'a str),
    Npl(&'a str),
}

fn opening(line: &str) -> Option<Opening<'_>> {
    if let Some(id) = line.strip_prefix(".I") {
        return (id.is_empty() || id.starts_with([' ', '\t'])).then(|| Opening::Smart(id.trim()));
    }
    let number = line.trim();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(Opening::Npl(number))
}

/// The letter of a line that begins a section.
fn section(line: &str) -> Option<char> {
    let mut letters = line.strip_prefix('.')?.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    letters.as_str().trim().is_empty().then_some(letter)
}

/// A document as far as it was read.
struct Document {
    id: String,
    is_npl: bool,
    section: char,
    title: String,
    author: String,
    text: String,
    bytes: u64,
}

impl Document {
    fn new(opening: Opening<'_>) -> Self {
        let (id, is_npl) = match opening {
            Opening::Smart(id) => (id, false),
            Opening::Npl(id) => (id, true),
        };
        Self {
            id: id.to_owned(),
            is_npl,
            section: if is_npl { 'W' } else { ' ' },
            title: String::new(),
            author: String::new(),
            text: String::new(),
            bytes: 0,
        }
    }

    fn add(&mut self, line: &str, max: usize) {
        if let Some(letter) = section(line).filter(|_| !self.is_npl) {
            self.section = letter;
            return;
        }
        self.bytes += line.len() as u64 + 1;
        // one that is too long is read on only to name its length
        if self.bytes > max as u64 {
            return;
        }
        let part = match self.section {
            'T' => &mut self.title,
            'A' => &mut self.author,
            'W' => &mut self.text,
            _ => return,
        };
        if !part.is_empty() {
            part.push('\n');
        }
        part.push_str(line);
    }

    fn hand_on(self, record: u64, max: usize, source: &Source<'_>, sink: &mut dyn Sink) -> bool {
        if self.bytes > max as u64 {
            return sink.reject(Some(record), too_long(self.bytes, source));
        }
        if self.id.is_empty() || (self.text.trim().is_empty() && self.title.trim().is_empty()) {
            let reason = "it has neither text nor title, or no number after .I";
            return sink.reject(Some(record), reason.to_owned());
        }
        let byline = one_line(&self.author);
        let headline = one_line(&self.title);
        let rest = after_title(&self.text, &headline);
        let repeated = rest.map_or(0, |rest| self.text.len() - rest.len());
        let mut body = self.text;
        body.drain(..repeated);
        let mut article = Article {
            id: self.id,
            headline,
            byline: (!byline.is_empty()).then_some(byline),
            body,
            ..Article::default()
        };
        article.origin.record = Some(record);
        sink.article(article)
    }
}

/// The text after the title, which Cranfield's texts begin with once more; line
/// breaks may lie elsewhere.
fn after_title<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    let mut rest = text.trim_start();
    for word in title.split_whitespace() {
        rest = rest.strip_prefix(word)?.trim_start();
    }
    (!title.is_empty() && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::collected::collected;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_document_has_title_author_and_text() {
        let file = ".I 1\n.T\nwings in a\nslipstream .\n.A\nlee,a.\n.B\nj. ae. 25, 1958.\n.W\nlift rises .\n\
                    12\n.I 2\n.T\nsnow\n.W\n.I 3\n.X\n1 5 3\n.I\n";
        insta::assert_snapshot!(collected(&Smart, file, 10_000), @r#"
        record: 1
        id: 1
        headline: wings in a slipstream .
        byline: lee,a.
        body: "lift rises .\n12"
        --
        record: 2
        id: 2
        headline: snow
        body: ""
        --
        rejected Some(3): it has neither text nor title, or no number after .I
        --
        rejected Some(4): it has neither text nor title, or no number after .I
        --
        "#);
    }

    #[test]
    fn a_title_that_the_text_repeats_is_no_text() {
        let file =
            ".I 1\n.T\nwings in a\nslipstream .\n.W\nwings in\na slipstream .\n  lift rises .\n";
        insta::assert_snapshot!(collected(&Smart, file, 10_000), @r#"
        record: 1
        id: 1
        headline: wings in a slipstream .
        body: "lift rises ."
        --
        "#);
    }

    #[test]
    fn a_document_of_npl_is_a_number_and_lines() {
        let file = "1\ncompact memories\n1984\n   /\n2\nan analogue\ncomputer\n   /\n";
        insta::assert_snapshot!(collected(&Smart, file, 10_000), @r#"
        record: 1
        id: 1
        body: "compact memories\n1984"
        --
        record: 2
        id: 2
        body: "an analogue\ncomputer"
        --
        "#);
        insta::assert_snapshot!(collected(&Smart, file, 20), @r#"
        rejected Some(1): it is 22 bytes long and 20 are allowed; raise --max-record to read it
        --
        rejected Some(2): it is 21 bytes long and 20 are allowed; raise --max-record to read it
        --
        "#);
    }

    #[test]
    fn other_texts_are_not_taken_for_it() {
        let recognises = |head| Smart.recognises(head, "x");
        assert!(recognises(".I 1\n.T\nwings") && recognises("\n.I 7\r\n.W\r\nlift"));
        assert!(recognises("1\na b\n   /\n2\n"));
        assert!(!recognises("1\na b\nc\n") && !recognises(".I think so\nyes") && !recognises(""));
        assert!(!recognises("I 1\n.T") && !recognises(".I 1\nplain"));
    }

    proptest! {
        #[test]
        fn no_file_is_too_odd(file in "(\\.I ?[0-9]{0,2}|\\.[A-Z]|[0-9]|/|[a-zé ]{0,4}|\n|\r\n){0,40}") {
            let _ = collected(&Smart, &file, 30);
        }
    }
}

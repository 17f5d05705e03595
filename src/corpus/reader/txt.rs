//! Plain text: a file is an article.
//!
//! ```text
//! file := [ headline { byline | date | outlet } ] body
//! ```
//!
//! The lines at the top are taken for a headline and what goes with it only if
//! prose follows them: the pages of a scanned paper, transcripts and leaked
//! letters begin with short lines too, and keep their whole text as the body.
//! Apart from the lines that were taken, the body is the file as it is.

use super::whole::whole;
use super::{Reader, Sink, Source};
use crate::article::{Article, DateOrigin, Published, date_in_line};
use std::io::BufRead;

/// Reads plain text.
pub(crate) struct Txt;

/// A longer line is a paragraph.
const LONGEST_HEADLINE: usize = 150;
/// A byline or the name of an outlet is no longer.
const LONGEST_TOP_LINE: usize = 80;
/// What follows a headline is prose from this length on.
const SHORTEST_PROSE: usize = 80;

impl Reader for Txt {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn recognises(&self, head: &str, file_name: &str) -> bool {
        let is_named = match file_name.rsplit_once('.') {
            Some((_, extension)) => matches!(extension, "txt" | "text" | "asc" | "ocr"),
            None => true,
        };
        is_named && !head.contains('\0')
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()> {
        if let Some(text) = whole(source, input, sink)? {
            sink.article(article(text));
        }
        Ok(())
    }
}

fn article(text: String) -> Article {
    let mut article = Article::default();
    let start = match Top::read(&text) {
        Some(top) => {
            article.headline = top.headline.to_owned();
            article.byline = top.byline.map(str::to_owned);
            article.outlet = top.outlet.map(str::to_owned);
            article.published = top.published.claimed_by(DateOrigin::Dateline);
            top.end
        }
        None => 0,
    };
    article.body = text;
    article.body.drain(..start);
    article
}

/// The lines above the body.
struct Top<'a> {
    headline: &'a str,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Published,
    /// Where the body begins.
    end: usize,
}

impl<'a> Top<'a> {
    /// The top of `text`, or `None` if the text has none.
    fn read(text: &'a str) -> Option<Self> {
        let mut lines = Lines { text, at: 0 };
        let (_, first) = lines.next_filled()?;
        if !is_headline(first) {
            return None;
        }
        let mut top = Self {
            headline: first,
            byline: None,
            outlet: None,
            published: Published::unknown(),
            end: 0,
        };
        let mut is_apart = lines.is_at_blank();
        loop {
            let (start, line) = lines.next_filled()?;
            if top.byline.is_none() && is_byline(line) {
                top.byline = Some(line);
                is_apart = true;
            } else if !top.published.is_known()
                && let Some(date) = date_in_line(line)
            {
                top.published = date;
            } else if top.outlet.is_none() && is_outlet(line) {
                top.outlet = Some(line);
            } else {
                top.end = start;
                // without a blank line or a byline the first line is one of a paragraph
                return (is_apart && lines.is_prose_from(start)).then_some(top);
            }
        }
    }
}

/// The lines of a text, one at a time.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// The next line that is not blank, trimmed, and where it starts with its indent.
    fn next_filled(&mut self) -> Option<(usize, &'a str)> {
        while self.at < self.text.len() {
            let start = self.at;
            let rest = &self.text[start..];
            let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
            self.at = start + length;
            let line = rest[..length].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            if !line.is_empty() {
                return Some((start, line));
            }
        }
        None
    }

    fn is_at_blank(&self) -> bool {
        self.text[self.at..].lines().next().is_some_and(|line| line.trim().is_empty())
    }

    /// Whether a paragraph of prose begins at `start`: mostly small letters, long
    /// or ending as a sentence does, and not a line of "NAME: speech".
    fn is_prose_from(&self, start: usize) -> bool {
        let paragraph = &self.text[start..];
        let (mut length, mut small, mut words) = (0, 0, 0);
        let mut is_sentence = false;
        for line in paragraph.lines().map(str::trim) {
            if line.is_empty() || length > 20 * SHORTEST_PROSE {
                break;
            }
            length += line.len();
            small += line.chars().filter(|c| c.is_alphabetic() && !c.is_uppercase()).count();
            words += line.split_whitespace().count();
            is_sentence = ends_like_a_sentence(line);
            if length >= SHORTEST_PROSE && small * 2 >= length {
                return !is_speech(paragraph);
            }
        }
        is_sentence && words >= 4 && small * 2 >= length && !is_speech(paragraph)
    }
}

/// A full stop, question or exclamation mark, perhaps before a closing quote.
fn ends_like_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    line.ends_with(['.', '?', '!']) && !ends_with_initials(line)
}

/// "GILBERT: Thanks for": a name in capitals with a colon.
fn is_speech(text: &str) -> bool {
    let Some((name, _)) = text.split_once(':') else { return false };
    name.len() <= 60
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(char::is_lowercase)
}

/// A short line that does not end like a sentence or go on, and has more
/// letters than other signs. Up to three words with capitals may be a name, two
/// spaces in a row are columns run together, and a release is of any kind.
fn is_headline(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let others = line.chars().filter(|c| !c.is_alphabetic() && !c.is_whitespace()).count();
    let words = line.split_whitespace().count();
    let is_short = line.len() <= LONGEST_TOP_LINE;
    // a question makes a headline, and often a first paragraph
    let ends_well = if line.ends_with(['?', '!']) { is_short } else { !ends_like_a_sentence(line) };
    let lower = line.to_lowercase();
    line.len() <= LONGEST_HEADLINE
        && words > 1
        && letters > 2 * others
        && ends_well
        && !line.ends_with([',', ';', ':', '-', '—', '–', '('])
        && (words > 3 || line.split_whitespace().any(|word| word.starts_with(char::is_lowercase)))
        && !has_two_spaces(line)
        && !["release", "releases", "transcript"].iter().any(|kind| lower.ends_with(kind))
        && date_in_line(line).is_none()
        && !is_byline(line)
}

/// Whether two spaces of any kind stand in a row.
fn has_two_spaces(line: &str) -> bool {
    let mut was_space = false;
    line.chars().any(|c| {
        let is_second = was_space && c.is_whitespace();
        was_space = c.is_whitespace();
        is_second
    })
}

/// "… from the U.S.": the full stop is of the abbreviation.
fn ends_with_initials(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default().as_bytes();
    last.len() >= 4
        && last.iter().skip(1).step_by(2).all(|&b| b == b'.')
        && last.len().is_multiple_of(2)
}

/// "By Ann Lee, Kabul": a few words after "By", the first a name.
fn is_byline(line: &str) -> bool {
    let Some((by, name)) = line.split_once(|c: char| c.is_whitespace()) else { return false };
    let by = by.trim_end_matches(':');
    (by == "By" || by == "BY" || by == "by")
        && line.len() <= LONGEST_TOP_LINE
        && name.trim_start().starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 9
        && (!line.ends_with(['.', '?', '!', ':']) || ends_with_initials(line))
        && !name.chars().any(|c| c.is_ascii_digit())
}

/// "The Northern Star", "BBC News": words with capitals, of which the last is
/// one that papers and stations call themselves.
fn is_outlet(line: &str) -> bool {
    #[rustfmt::skip]
    const LAST: &[&str] = &[
        "news", "times", "post", "herald", "guardian", "tribune", "journal", "telegraph",
        "gazette", "chronicle", "star", "mirror", "observer", "independent", "examiner", "courier",
        "dispatch", "press", "reuters", "ap", "afp", "upi", "xinhua", "bbc", "cnn", "npr",
        "bloomberg",
    ];
    let Some(last) = line.split_whitespace().next_back() else { return false };
    line.len() <= LONGEST_TOP_LINE / 2
        && line.split_whitespace().count() <= 5
        && line.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase) || matches!(word, "of" | "and" | "the" | "&")
        })
        && LAST.iter().any(|known| known.eq_ignore_ascii_case(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reader::collected::collected;
    use proptest::prelude::*;

    const PROSE: &str = "Snow fell on the city for a third day, and the roads to the north were closed to all traffic.";

    #[test]
    fn a_headline_and_its_lines_are_taken_off_the_top() {
        let text = format!(
            "\n Snow closes the roads \n\nBy Ann Lee\nThe Northern Star\nWednesday, December 11, 2019\n\n    {PROSE}\nIt went on.\n"
        );
        insta::assert_snapshot!(collected(&Txt, &text, 10_000), @r#"
        headline: Snow closes the roads
        byline: By Ann Lee
        outlet: The Northern Star
        published: 2019-12-11
        origin: Dateline
        body: "    Snow fell on the city for a third day, and the roads to the north were closed to all traffic.\nIt went on.\n"
        --
        "#);
    }

    #[test]
    fn a_headline_before_prose_is_enough() {
        let short = article("Snow closes roads\n\nIt snowed all day.\n".to_owned());
        assert_eq!(
            (short.headline.as_str(), short.body.as_str()),
            ("Snow closes roads", "It snowed all day.\n")
        );
        let read = article(format!("Snow closes roads in the U.S.\r\n\r\n{PROSE}\r\n"));
        assert_eq!(read.headline, "Snow closes roads in the U.S.");
        assert_eq!(read.body, format!("{PROSE}\r\n"));
    }

    #[test]
    fn without_prose_the_text_is_whole() {
        for text in [
            format!("{PROSE}\n\n{PROSE}"),
            format!("It snowed all day.\n\n{PROSE}"),
            format!("JANE DOE MP\n\nSHADOW MINISTER FOR SNOW  MEMBER FOR ICE\n\n{PROSE}"),
            format!("DOORSTOP INTERVIEW, ADELAIDE\n\nGILBERT: {PROSE}"),
            format!("Snow fell on the city and\nthe roads were closed.\n{PROSE}"),
            format!("VOL 7, Ho. II. 1 1 1 ,. i\n\n{PROSE}"),
            format!("9 July 2014\n\n{PROSE}"),
            format!("Jane Doe\n\n{PROSE}"),
            format!("The Minister for Snow  Media\n\n{PROSE}"),
            format!("Minister for snow: media release\n\n{PROSE}"),
            format!("He said “it snowed all day.”\n\n{PROSE}"),
            format!("NORTHERN MORNING PAPER OF RECORD\nDAILY HERALD\n{PROSE}"),
            "Snow closes the roads".to_owned(),
            "Snow closes the roads\n\nBy Ann Lee\n".to_owned(),
            "\u{feff}\n".to_owned(),
        ] {
            let read = article(text.clone());
            assert_eq!((read.headline.as_str(), &read.body), ("", &text));
        }
    }

    #[test]
    fn a_file_that_is_too_long_is_rejected() {
        insta::assert_snapshot!(collected(&Txt, &PROSE.repeat(3), 100), @r#"
        rejected None: it is 279 bytes long and 100 are allowed; raise --max-record to read it
        --
        "#);
    }

    proptest! {
        #[test]
        fn the_body_is_an_end_of_the_text(text in "([A-Za-z.,é:]{1,12}[ \n]{1,2}){0,40}|.{0,60}") {
            let body = article(text.clone()).body;
            prop_assert!(text.ends_with(&body));
        }
    }
}

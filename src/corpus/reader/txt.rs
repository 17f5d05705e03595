//! Plain text: a file is an article.
//!
//! ```text
//! file   := [ { about } headline { about } ] body
//! about  := byline | date | outlet | outlet mark date | date mark outlet
//! mark   := "," | "|" | "—" | "·" …
//! ```
//!
//! The lines at the top are taken for a headline and what goes with it only if
//! prose follows them: the pages of a scanned paper, transcripts and leaked
//! letters begin with short lines too, and keep their whole text as the body.
//! Apart from the lines that were taken, the body is the file as it is.
//!
//! In "Kabul, 11 December 2019" and "Northern Star, 11 December 2019" only words
//! tell a place from an outlet. Where they don't, the date is taken and the line
//! stays where it is.

use super::whole::whole;
use super::{Reader, Sink, Source};
use crate::article::{Article, DateOrigin, Published, date_in_line};
use crate::corpus::byline::without_lead;
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
#[derive(Default)]
struct Top<'a> {
    headline: &'a str,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Published,
    /// Where the body begins.
    end: usize,
}

/// What a line of the top was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Byline,
    /// A date, perhaps with the outlet.
    Date,
    Outlet,
    /// A date with a name that may be an outlet or a place: the date is known
    /// now, the line stays in the body, where nothing is lost.
    DateOnly,
    Nothing,
}

impl<'a> Top<'a> {
    /// The top of `text`, or `None` if the text has none.
    fn read(text: &'a str) -> Option<Self> {
        // a headline may end in the name of a paper: only a date says that it is a masthead
        Self::masthead_first(text, true)
            .or_else(|| Self::headline_first(Lines { text, at: 0 }, Self::default()))
            .or_else(|| Self::masthead_first(text, false))
    }

    /// A top that begins with what mostly stands below the headline, a date
    /// among it if it `is_dated`.
    fn masthead_first(text: &'a str, is_dated: bool) -> Option<Self> {
        let (mut top, mut lines) = (Self::default(), Lines { text, at: 0 });
        loop {
            let start = lines.at;
            let (_, line) = lines.next_filled()?;
            match top.take(line) {
                Taken::Nothing if start > 0 && (top.published.is_known() || !is_dated) => {
                    return Self::headline_first(Lines { text, at: start }, top);
                }
                Taken::Nothing | Taken::DateOnly => return None,
                Taken::Byline | Taken::Date | Taken::Outlet => {}
            }
        }
    }

    /// The headline, and what follows it up to the body.
    fn headline_first(mut lines: Lines<'a>, mut top: Self) -> Option<Self> {
        (_, top.headline) = lines.next_filled().filter(|(_, line)| is_headline(line))?;
        let mut is_apart = lines.is_at_blank();
        loop {
            let (start, line) = lines.next_filled()?;
            let taken = top.take(line);
            // without such a line or a blank one the first line is one of a paragraph
            is_apart |= match taken {
                Taken::Byline | Taken::Date | Taken::DateOnly => true,
                Taken::Outlet => lines.is_at_blank(),
                Taken::Nothing => false,
            };
            let is_prose = match taken {
                Taken::DateOnly => {
                    lines.next_filled().is_some_and(|(at, _)| lines.is_prose_from(at))
                }
                Taken::Nothing => lines.is_prose_from(start),
                _ => continue,
            };
            top.end = start;
            return (is_apart && is_prose).then_some(top);
        }
    }

    /// Takes a line that says who wrote the text, or when or where it was
    /// published; each is taken once.
    fn take(&mut self, line: &'a str) -> Taken {
        if self.byline.is_none() && is_byline(line) {
            self.byline = Some(line);
            return Taken::Byline;
        }
        if !self.published.is_known() {
            if let Some(date) = date_in_line(line) {
                self.published = date;
                return Taken::Date;
            }
            if let Some((name, date)) = name_and_date(line) {
                self.published = date;
                if self.outlet.is_none() && is_outlet(name) {
                    self.outlet = Some(name);
                    return Taken::Date;
                }
                return Taken::DateOnly;
            }
        }
        if self.outlet.is_none() && is_outlet(line) {
            self.outlet = Some(line);
            return Taken::Outlet;
        }
        Taken::Nothing
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
        && name_and_date(line).is_none()
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

/// "By Ann Lee, Kabul", "Par Luc Roy": a few words after "By", the first a name.
fn is_byline(line: &str) -> bool {
    let Some(name) = without_lead(line) else { return false };
    line.len() <= LONGEST_TOP_LINE
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 9
        && (!line.ends_with(['.', '?', '!', ':']) || ends_with_initials(line))
        && !name.chars().any(|c| c.is_ascii_digit())
        && (line.starts_with(['B', 'b']) || is_name(name))
}

/// Whether every word but particles has a capital: "Par Avion tout arrive" is a
/// headline.
fn is_name(line: &str) -> bool {
    let is_particle = |word: &str| {
        matches!(word, "de" | "du" | "von" | "van" | "der" | "den" | "da" | "dos" | "del" | "la")
            || matches!(word, "y" | "e" | "et" | "und" | "en" | "og" | "och" | "and" | "i")
    };
    line.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || is_particle(word))
}

/// A line of a name and a date, with a mark between them: "Harbour Gazette,
/// December 19, 1903", "7 June 1944 | The Meridian Post".
fn name_and_date(line: &str) -> Option<(&str, Published)> {
    const MARKS: &[&str] = &[", ", " | ", " — ", " – ", " - ", " · ", " • ", ": ", "; ", " / "];
    // most lines of a text go no further
    if line.len() > LONGEST_TOP_LINE || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.split_whitespace().count() <= MOST_OUTLET_WORDS
            && !name.bytes().any(|b| b.is_ascii_digit())
    };
    let halves = || {
        MARKS.iter().flat_map(|mark| {
            line.match_indices(*mark).map(|(at, mark)| (&line[..at], &line[at + mark.len()..]))
        })
    };
    // dates have commas of their own: the half with all of the date counts
    let shortest = |found: &(&str, Published)| found.0.len();
    let name_first = halves().filter_map(|(name, date)| Some((name, date_in_line(date)?)));
    let date_first = halves().filter_map(|(date, name)| Some((name, date_in_line(date)?)));
    let found = name_first.min_by_key(shortest).or_else(|| date_first.min_by_key(shortest));
    found.filter(|(name, _)| is_name(name))
}

/// The name of an outlet has no more words.
const MOST_OUTLET_WORDS: usize = 5;

/// "The Northern Star", "BBC News", "Le Courrier du Matin": words with capitals,
/// of which one is what papers and stations call themselves, at the end or
/// before an "of".
fn is_outlet(line: &str) -> bool {
    #[rustfmt::skip]
    const CALLED: &[&str] = &[
        "news", "times", "post", "herald", "guardian", "tribune", "journal", "telegraph",
        "gazette", "chronicle", "star", "mirror", "observer", "independent", "examiner", "courier",
        "dispatch", "press", "reuters", "ap", "afp", "upi", "xinhua", "bbc", "cnn", "npr",
        "bloomberg", "ledger", "wire", "mail", "express", "globe", "argus", "advertiser",
        "inquirer", "sentinel", "zeitung", "kurier", "anzeiger", "nachrichten", "tagblatt",
        "tageblatt", "presse", "courrier", "gazzetta", "corriere", "giornale", "diario", "prensa",
        "jornal", "correio", "folha", "courant", "dagblad", "tidning", "tidende",
    ];
    let is_small = |word: &str| {
        matches!(
            word,
            "of" | "and"
                | "the"
                | "&"
                | "de"
                | "du"
                | "des"
                | "di"
                | "da"
                | "do"
                | "del"
                | "della"
                | "la"
                | "le"
                | "les"
                | "der"
                | "die"
                | "das"
                | "von"
                | "van"
                | "för"
        )
    };
    let is_called = |word: &str| CALLED.iter().any(|known| known.eq_ignore_ascii_case(word));
    let words = || line.split_whitespace();
    line.len() <= LONGEST_TOP_LINE / 2
        && words().count() <= MOST_OUTLET_WORDS
        && words().all(|word| word.starts_with(char::is_uppercase) || is_small(word))
        && (words().next_back().is_some_and(is_called)
            || words().zip(words().skip(1)).any(|(word, next)| is_called(word) && is_small(next)))
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

    /// Headline, byline, outlet, date and the first word of the body.
    fn shown(text: &str) -> String {
        let read = article(text.to_owned());
        let open = |field: Option<String>| field.unwrap_or_default();
        let body = read.body.split_whitespace().next().unwrap_or_default();
        let (byline, outlet) = (open(read.byline), open(read.outlet));
        format!("{}/{byline}/{outlet}/{}/{body}", read.headline, open(read.published.date()))
    }

    #[test]
    fn top_lines_stand_in_any_usual_order() {
        let headline = "Snow closes the roads";
        for (top, said) in [
            ("H\nNorthern Star, December 11, 2019\n\n", "/Northern Star/2019-12-11/Snow"),
            ("H\nNorthern Star, December 11, 2019\n", "/Northern Star/2019-12-11/Snow"),
            ("H\nNorthern Star — 11 December 2019\n\n", "/Northern Star/2019-12-11/Snow"),
            ("H\n\nThe Star | Wednesday, December 11, 2019\n\n", "/The Star/2019-12-11/Snow"),
            (
                "H\nBy Ann Lee\nNORTHERN STAR, Dec. 11, 2019\n",
                "By Ann Lee/NORTHERN STAR/2019-12-11/Snow",
            ),
            (
                "H\nDec. 11, 2019 | Times of Snow\nBy Ann Lee\n",
                "By Ann Lee/Times of Snow/2019-12-11/Snow",
            ),
            (
                "H\nPar Luc Roy\nLe Courrier du Nord, 22 mai 1927\n\n",
                "Par Luc Roy/Le Courrier du Nord/1927-05-22/Snow",
            ),
            ("H\nDecember 11, 2019\n", "//2019-12-11/Snow"),
            ("H\nNorthern Star\n\n", "/Northern Star//Snow"),
            ("Northern Star, December 11, 2019\n\nH\n\n", "/Northern Star/2019-12-11/Snow"),
            (
                "Le Courrier du Nord\n22 mai 1927\n\nH\nPar Luc Roy\n",
                "Par Luc Roy/Le Courrier du Nord/1927-05-22/Snow",
            ),
            ("December 11, 2019\nH\n\n", "//2019-12-11/Snow"),
            // a place, or an outlet of an unknown name
            ("H\nKABUL, December 11, 2019\n\n", "//2019-12-11/KABUL,"),
            (
                "H\nBy Ann Lee\nWochenblick, 14. August 1961\n\n",
                "By Ann Lee//1961-08-14/Wochenblick,",
            ),
        ] {
            let text = format!("{}{PROSE}\n", top.replace("H\n", &format!("{headline}\n")));
            assert_eq!(shown(&text), format!("{headline}/{said}"), "{top:?}");
        }
    }

    #[test]
    fn a_headline_that_ends_in_the_name_of_a_paper_is_one() {
        let read = article(format!("Fire Destroys the Northern Star\n\n{PROSE}"));
        assert_eq!((&*read.headline, read.outlet), ("Fire Destroys the Northern Star", None));
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
            format!("Northern Star, 9 July 2014\n\n{PROSE}"),
            format!("Kabul, 9 July 2014\nSnow closes the roads\n\n{PROSE}"),
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

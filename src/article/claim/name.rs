//! Finds a date in a URL, the name of a file or the path of a folder.
//!
//! ```text
//! text     := [scheme "://" host] component { ("/" | "!" | "\") component }
//! day      := yyyy "/" mm "/" dd | yyyy "/" month "/" dd      whole components
//!           | yyyy s mm s dd                                  s: - _ .  within one
//!           | yyyymmdd                                        no digit beside it
//!           | dd s mm s yyyy                                  at its start, one reading
//!           | component that is a written date ("11 December 2019")
//! month    := yyyy "/" mm | yyyy s mm                         whole components
//! year     := yyyy | decade                                   a whole component
//! ```
//!
//! The finest wins; of two as fine, folders that spell a date win over a
//! name (`/2019/12/11/the-attack-of-2001-09-11/`), and then the later one.
//! Other runs of digits are numbers of something.

use super::super::Published;
use super::numeric::eight_digits;
use super::parts::{Parts, whole_month};
use super::words::{Folded, month};
use super::{is_digits, partial, scan};

/// Reads the date in a URL, a file name or a folder path, if there is one.
#[must_use]
pub fn date_in_name(text: &str) -> Option<Published> {
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => text,
    };
    // what follows is numbers of records and of pages
    let path = path.split_once(['?', '#']).map_or(path, |(path, _)| path);
    if !path.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut before: [&str; 2] = ["", ""];
    let mut best: Option<(Published, bool)> = None;
    for component in path.split(['/', '\\', '!']) {
        let stem = stem(component);
        let spelled = folders(before, stem);
        let found = spelled.or_else(|| within(stem));
        if let Some(found) = found {
            let is_finer = match &best {
                None => true,
                Some((best, is_spelled)) => {
                    let (new, old) = (found.precision, best.precision);
                    // a date the folders spell is only outdone by a finer one
                    new < old || (new == old && (spelled.is_some() || !is_spelled))
                }
            };
            if is_finer {
                best = Some((found, spelled.is_some()));
            }
        }
        before = [before[1], component];
    }
    best.map(|(found, _)| found)
}

/// A component without its extension: letters and digits after the last dot,
/// with a letter first (`01.txt`, `page.html`, but not `11.12.2019`).
fn stem(component: &str) -> &str {
    match component.rsplit_once('.') {
        Some((stem, extension))
            if extension.len() <= 5 && extension.starts_with(|c: char| c.is_ascii_alphabetic()) =>
        {
            stem
        }
        _ => component,
    }
}

/// A date that folders spell, this component being its last: `2019/12/11`,
/// `2019/dec/11`, `2019/12`.
fn folders(before: [&str; 2], last: &str) -> Option<Published> {
    if let (Some(year), Some(month)) = (year(before[0]), month_name(before[1])) {
        // "01_page2" is a page of the 1st; "11-things-to-know" are eleven things
        let head = last.split_once('_').map_or(last, |(head, _)| head);
        if let Some(day) = small(head) {
            let parts =
                Parts { year: Some(year), month: Some(month), day: Some(day), ..Parts::default() };
            if let Some(found) = parts.resolve() {
                return Some(found);
            }
        }
    }
    whole_month(year(before[1])?, month_name(last)?)
}

/// A date within one component.
fn within(stem: &str) -> Option<Published> {
    if is_digits(stem) {
        return match stem.len() {
            4 => partial::partial(stem),
            8 => eight_digits(stem.as_bytes())?.resolve(),
            _ => None,
        };
    }
    if stem.len() == 5 && stem.ends_with('s') {
        return partial::partial(stem);
    }
    last_day(stem).or_else(|| day_first(stem)).or_else(|| {
        // a component that is nothing but a date: "1918-11", "11 December 2019"
        let scanned = scan::scan(stem).filter(|scanned| scanned.parts.month.is_some())?;
        let is_day = scanned.parts.day.is_some() || stem.len() == 7 || scanned.month_in_words;
        is_day.then(|| scanned.parts.resolve()).flatten()
    })
}

/// The last `yyyy-mm-dd` (with `-`, `_` or `.`) or `yyyymmdd` of a component.
fn last_day(stem: &str) -> Option<Published> {
    let bytes = stem.as_bytes();
    let mut found = None;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + next;
        let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        at = start + digits;
        let parts = match digits {
            8 => eight_digits(&bytes[start..at]),
            4 => separated(&bytes[start..]),
            _ => None,
        };
        if let Some(day) = parts.and_then(Parts::resolve) {
            found = Some(day);
            at = at.max(start + digits);
        }
    }
    found
}

/// `23-01-2022-skiing` and `23.01.2022`: a day before its month, where it can be no month.
fn day_first(stem: &str) -> Option<Published> {
    let date: &[u8; 10] = stem.as_bytes().first_chunk()?;
    let separator = date[2];
    let is_date = matches!(separator, b'-' | b'_' | b'.')
        && date[5] == separator
        && !stem.as_bytes().get(10).is_some_and(u8::is_ascii_digit);
    if !is_date {
        return None;
    }
    let mut digits = [0; 8];
    digits[..4].copy_from_slice(&date[6..]);
    digits[4..6].copy_from_slice(&date[3..5]);
    digits[6..].copy_from_slice(&date[..2]);
    let parts = digits.iter().all(u8::is_ascii_digit).then(|| eight_digits(&digits)).flatten()?;
    (separator == b'.' || parts.day > Some(12)).then(|| parts.resolve()).flatten()
}

/// `yyyy-mm-dd` at the head of `bytes`, two digits each, no digit after it.
fn separated(bytes: &[u8]) -> Option<Parts> {
    let date: &[u8; 10] = bytes.first_chunk()?;
    let separator = date[4];
    let is_date = matches!(separator, b'-' | b'_' | b'.')
        && date[7] == separator
        && !bytes.get(10).is_some_and(u8::is_ascii_digit);
    if !is_date {
        return None;
    }
    let mut digits = [0; 8];
    digits[..4].copy_from_slice(&date[..4]);
    digits[4..6].copy_from_slice(&date[5..7]);
    digits[6..].copy_from_slice(&date[8..]);
    digits.iter().all(u8::is_ascii_digit).then(|| eight_digits(&digits)).flatten()
}

fn year(component: &str) -> Option<i16> {
    if component.len() == 4 && is_digits(component) { component.parse().ok() } else { None }
}

/// One or two digits.
fn small(component: &str) -> Option<i8> {
    if component.len() <= 2 && is_digits(component) { component.parse().ok() } else { None }
}

fn month_name(component: &str) -> Option<i8> {
    small(component).or_else(|| month(Folded::new(component)?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(name: &str) -> Option<String> {
        date_in_name(name)?.date()
    }

    #[test]
    fn dates_are_found_in_urls_and_names() {
        for (name, date) in [
            ("https://news.example/2019/12/11/bagram-attack", "2019-12-11"),
            ("https://news.example/world/2019/dec/11/bagram", "2019-12-11"),
            ("https://news.example/2019/12/bagram.html", "2019-12"),
            ("https://news.example/2019/12/11-things-to-know", "2019-12"),
            ("https://news.example/2019/12/11/ten-years-after-2009-12-10", "2019-12-11"),
            ("https://news.example/2019/bagram", "2019"),
            ("2019-12-11-foo.md", "2019-12-11"),
            ("posts/2016/11/2016-11-09-foo.md", "2016-11-09"),
            ("1916_01_03", "1916-01-03"),
            ("dates/19160103/sn88084272-ed-1_seq-1.txt", "1916-01-03"),
            ("1918/11", "1918-11"),
            ("wire.tar.gz!1916/01/01.txt", "1916-01-01"),
            ("1916/01/03_page2.txt", "1916-01-03"),
            ("archive/1918", "1918"),
            ("archive/1930s/strike.txt", "193X"),
            ("NYT19980601.0001", "1998-06-01"),
            ("11 December 2019.txt", "2019-12-11"),
            ("11.12.2019", "2019-12-11"),
            ("https://news.example/23-01-2022-skiing.html", "2022-01-23"),
            ("13.04.2019_council.txt", "2019-04-13"),
            ("C:\\papers\\1916\\05\\02.txt", "1916-05-02"),
        ] {
            assert_eq!(read(name).as_deref(), Some(date), "{name}");
        }
    }

    #[test]
    fn other_numbers_are_not_dates() {
        for name in [
            "story-191612.html",
            "211410732.txt",
            "text/191601031.txt",
            "2016-10-ways-to-win",
            "the-1984-election",
            "page-1916.txt",
            "sn88084272",
            "20191345.txt",
            "bbc/tech/352.txt",
            "https://news.example?id=1916",
            "https://2019.example/",
            // which of them is the month?
            "https://news.example/02-01-2022-skiing.html",
            "reut2-014.sgm",
            "",
        ] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_name_is_too_odd(name in "[0-9a-zä/_.!-]{0,30}|.{0,30}") {
            let _ = date_in_name(&name);
        }

        #[test]
        fn a_day_in_folders_is_read_back(year in 1600i16..=2100, month in 1i8..=12, day in 1i8..=28) {
            let expected = format!("{year:04}-{month:02}-{day:02}");
            prop_assert_eq!(read(&format!("a/{year:04}/{month:02}/{day:02}/b.txt")), Some(expected.clone()));
            prop_assert_eq!(read(&format!("{expected}-b")), Some(expected.clone()));
            prop_assert_eq!(read(&format!("x{year:04}{month:02}{day:02}.txt")), Some(expected));
        }
    }
}

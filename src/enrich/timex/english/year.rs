//! Years, and ranges of years.
//!
//! ```text
//! years  := year ("-" | "/") (year | two digits)      1914-1918, 1990-91
//! year   := four digits                               1989
//! short  := "'" two digits                            '89
//! spoken := "nineteen" tens | "two thousand" [n]      nineteen eighty-nine
//! ```
//!
//! Four digits may be a number of anything; what stands on both sides decides.

use crate::enrich::timex::reading::{Found, Point};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// A range of years.
pub(super) fn years(text: &Text<'_>, at: usize) -> Option<Found> {
    let from = four_digits(text, at)?;
    // a telephone: 138-2010-2015
    if text.joins(at.wrapping_sub(1)) && text.is_digits(at.wrapping_sub(2)) {
        return None;
    }
    if !(text.joins(at + 1) || text.glued_mark(at + 1, b'/') && text.glued(at + 2)) {
        return None;
    }
    let second = at + 2;
    let number = text.number(second)?;
    let to = match text.width(second) {
        4 => i16::try_from(number).ok()?,
        // the second year of a season or a short form of it: 1989-90, not 1989-12
        2 if number > 12 || number == (from as u32 + 1) % 100 => {
            let century = from / 100 * 100;
            century + number as i16 + if (number as i16) < from % 100 { 100 } else { 0 }
        }
        _ => return None,
    };
    // numbers of a form or a statute are joined too
    let plausible = from < to && to - from <= 150 && to <= LATEST;
    if !plausible || is_counted(text, second + 1) || text.joins(second + 1) {
        return None;
    }
    Found::when(second + 1, Point::Fixed(Span::Years(from, to)))
}

/// A year alone.
pub(super) fn year(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = four_digits(text, at)?;
    let before = text.before(at);
    // "more than 2000", "page 1920", "No. 1914", "Boeing-1999"
    let counts = matches!(before, Word::Than | Word::Least | Word::Nearly | Word::Up)
        || before == Word::To && text.word(at.wrapping_sub(2)) == Word::Up
        || [
            "page", "no", "nos", "flight", "room", "channel", "route", "highway", "number", "than",
            "only", "model", "chapter", "psalm", "lot", "section", "box",
        ]
        .iter()
        .any(|name| text.is(at.wrapping_sub(1), name))
        || before == Word::Mark(b'.')
            && ["no", "nos", "p", "pp", "vol"].iter().any(|name| text.is(at.wrapping_sub(2), name));
    if counts || is_counted(text, at + 1) {
        return None;
    }
    // "About 1,500" has its comma, "about 1500" may not
    let is_early = year < 1500;
    let led = matches!(
        before,
        Word::In
            | Word::Since
            | Word::Of
            | Word::Until
            | Word::By
            | Word::From
            | Word::Before
            | Word::After
            | Word::Between
            | Word::During
            | Word::To
            | Word::Era { .. }
    ) || text.is(at.wrapping_sub(1), "year");
    if (is_early || before == Word::About) && !led && !text.mark(at + 1, b')') {
        return None;
    }
    if matches!(text.word(at + 1), Word::Era { before: true }) {
        return None;
    }
    // phone numbers and codes: 555-1234, 1234-567
    let dashed = |mark: usize, other: usize| {
        text.mark(mark, b'-') && text.glued(mark) && text.is_digits(other)
    };
    if dashed(at.wrapping_sub(1), at.wrapping_sub(2)) && text.glued(at)
        || dashed(at + 1, at + 2) && text.glued(at + 2)
    {
        return None;
    }
    // times and scores: 1945:12, 12:1945, 1930/20
    let glued_to =
        |mark: u8| text.glued_mark(at + 1, mark) && text.glued(at + 2) && text.is_digits(at + 2);
    if glued_to(b':')
        || glued_to(b'/')
        || matches!(before, Word::Mark(b':' | b'/'))
            && text.glued(at)
            && text.is_digits(at.wrapping_sub(2))
    {
        return None;
    }
    let end = if text.word(at + 1) == (Word::Era { before: false }) && text.width(at + 1) > 2 {
        at + 2
    } else {
        at + 1
    };
    Found::when(end, Point::Fixed(Span::Year(year)))
}

/// `'89`.
pub(super) fn short(text: &Text<'_>, at: usize) -> Option<Found> {
    let (year, end) = short_year(text, at)?;
    let is_closing = text.glued(at) && !matches!(text.before(at), Word::Mark(_));
    if is_closing || text.glued(end) && !matches!(text.word(end), Word::Mark(_)) {
        return None;
    }
    Found::when(end, Point::Fixed(Span::Year(year)))
}

/// `nineteen eighty-nine`.
pub(super) fn spoken(text: &Text<'_>, at: usize) -> Option<Found> {
    let (year, end) = spoken_year(text, at)?;
    if is_counted(text, end) || matches!(text.word(end), Word::Units(_) | Word::Unit(_)) {
        return None;
    }
    Found::when(end, Point::Fixed(Span::Year(year)))
}

/// `the year 2000`, `the year two thousand`.
pub(super) fn the_year(text: &Text<'_>, at: usize) -> Option<Found> {
    if !text.is(at + 1, "year") {
        return None;
    }
    let (year, end) = written(text, at + 2).or_else(|| thousand(text, at + 2))?;
    Found::when(end, Point::Fixed(Span::Year(year)))
}

/// A year in any form, where what stands before says that it is one.
pub(super) fn written(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    match text.word(at) {
        Word::Digits(_) => {
            let year = four_digits(text, at)?;
            (!is_counted(text, at + 1)).then_some((year, at + 1))
        }
        Word::Mark(b'\'') => short_year(text, at),
        Word::Count(19 | 20) => spoken_year(text, at),
        _ => None,
    }
}

const EARLIEST: u32 = 1000;
const LATEST: i16 = 2100;

/// Four digits that may be a year.
pub(super) fn four_digits(text: &Text<'_>, at: usize) -> Option<i16> {
    if text.width(at) != 4 {
        return None;
    }
    let year = text.number(at).filter(|year| (EARLIEST..=LATEST as u32).contains(year))?;
    // "1990s", "2000th", "1080p"
    let suffixed = text.glued(at + 1) && !matches!(text.word(at + 1), Word::Mark(_) | Word::Break);
    (!suffixed).then_some(year as i16)
}

fn short_year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    if !text.mark(at, b'\'') || !text.glued(at + 1) || text.width(at + 1) != 2 {
        return None;
    }
    let Word::Digits(year) = text.word(at + 1) else { return None };
    let year = year as i16;
    Some((if year < 30 { 2000 + year } else { 1900 + year }, at + 2))
}

fn spoken_year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    let Word::Count(century @ (18..=20)) = text.word(at) else { return None };
    let Word::Count(rest @ 10..=90) = text.word(at + 1) else { return None };
    let next = text.past_hyphen(at + 2);
    let (ones, end) = match text.word(next) {
        Word::Count(ones @ 1..=9) if rest >= 20 => (ones, next + 1),
        _ => (0, at + 2),
    };
    Some(((century * 100 + rest + ones) as i16, end))
}

/// `two thousand [and] one`.
fn thousand(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    if text.word(at) != Word::Count(2) || text.word(at + 1) != Word::Times(1000) {
        return None;
    }
    let next = if text.word(at + 2) == Word::And { at + 3 } else { at + 2 };
    Some(match text.word(next) {
        Word::Count(ones @ 1..=20) => (2000 + ones as i16, next + 1),
        _ => (2000, at + 2),
    })
}

/// Whether what stands at `at` is counted by the number before it.
pub(super) fn is_counted(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word(at), Word::Counted | Word::Units(_) | Word::Times(_) | Word::Mark(b'%'))
        || text.glued(at) && matches!(text.word(at), Word::Mark(b'$' | b'#' | b'@'))
}

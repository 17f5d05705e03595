//! Dates with the name of a month, full and partial.
//!
//! ```text
//! month first := month ["."] day ["th"] ["-" day] [[","] year]            Dec. 11-13, 2019
//!              | month ["."] [","] ["of"] year                            December 2019
//!              | month ("of" | ",")? ("last" | "this" | "next") "year"
//!              | month                                                    in December
//! day first   := ["the"] day ["th"] ["of"] month ["."] [[","] year]       11 December 2019
//! year        := 1989 | '89 | nineteen eighty-nine
//! ```
//!
//! A month alone must look like one: `may` and `march` are verbs, `April`
//! and `August` first names.

use super::year;
use crate::enrich::timex::reading::{Found, Point, Reading, Which};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};
use jiff::civil::Date;

/// A date that begins with its month.
pub(super) fn month_first(text: &Text<'_>, at: usize) -> Option<Found> {
    let month = month(text, at)?;
    let next = past_abbreviation(text, at + 1);
    if let Some((day, after)) = day(text, next) {
        let found = month_day(text, month, day, after)?;
        return Some(match found.reading {
            Reading::When(Point::MonthDay(month, day, Which::Near)) if is_over(text, at) => {
                Found { reading: Reading::When(Point::MonthDay(month, day, Which::Over)), ..found }
            }
            _ => found,
        });
    }
    if let Some((year, end)) = following_year(text, next) {
        return Found::when(end, Point::Fixed(Span::Month(year, month)));
    }
    if let Some((years, end)) = relative_year(text, next) {
        return Found::when(end, Point::Month(month, Which::YearsOff(years)));
    }
    if !stands_alone(text, at, next) {
        return None;
    }
    let which = if is_over(text, at) { Which::Over } else { Which::Near };
    Found::when(next, Point::Month(month, which))
}

/// Whether what is before `at` says that it is over: `the year ended Jan. 31`.
fn is_over(text: &Text<'_>, at: usize) -> bool {
    text.is(at.wrapping_sub(1), "ended")
}

/// What follows a month and its day: another day, a year, nothing.
fn month_day(text: &Text<'_>, month: i8, day: i8, after: usize) -> Option<Found> {
    if let Some((last, end)) = day_range(text, day, after) {
        return match following_year(text, end) {
            Some((year, end)) => {
                let (from, to) = (date(year, month, day)?, date(year, month, last)?);
                Found::when(end, Point::Fixed(Span::Days(from, to)))
            }
            None => Found::when(end, Point::MonthDays(month, day, last)),
        };
    }
    // "May 20 percent", "March 10 miles"
    if matches!(text.word(after), Word::Counted | Word::Mark(b'%' | b':' | b'$'))
        && text.before(after) != Word::OrdinalEnd
        && !text.mark(after, b':')
    {
        return None;
    }
    with_year(text, month, day, after)
}

pub(super) fn with_year(text: &Text<'_>, month: i8, day: i8, after: usize) -> Option<Found> {
    if let Some((year, end)) = following_year(text, after) {
        // 30 February is a misprint of something
        return Found::when(end, Point::Fixed(Span::Day(date(year, month, day)?)));
    }
    date(2000, month, day)?;
    if let Some((years, end)) = relative_year(text, after) {
        return Found::when(end, Point::MonthDay(month, day, Which::YearsOff(years)));
    }
    Found::when(after, Point::MonthDay(month, day, Which::Near))
}

/// `11 December 2019`, `11th of December`, `2-4 May`, `the` being passed.
pub(super) fn day_first(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, mut next) = match spoken_day(text, at) {
        Some(spoken) => spoken,
        None => day(text, at)?,
    };
    let mut last = None;
    if let Some((to, end)) = day_range(text, first, next) {
        (last, next) = (Some(to), end);
    }
    if text.word(next) == Word::Of {
        next += 1;
    }
    let month = month(text, text.past_hyphen(next))?;
    let after = past_abbreviation(text, text.past_hyphen(next) + 1);
    let joined = text.past_hyphen(after);
    match last {
        Some(last) => match following_year(text, joined) {
            Some((year, end)) => {
                let (from, to) = (date(year, month, first)?, date(year, month, last)?);
                Found::when(end, Point::Fixed(Span::Days(from, to)))
            }
            None => Found::when(after, Point::MonthDays(month, first, last)),
        },
        None if following_year(text, joined).is_some() => with_year(text, month, first, joined),
        // "the first May flowers", "20 May" at the end of a count
        None if spoken_day(text, at).is_some() && text.before(next) != Word::Of => None,
        None => with_year(text, month, first, after),
    }
}

/// `the 11th of December`.
pub(super) fn the_day(text: &Text<'_>, at: usize) -> Option<Found> {
    day_first(text, at + 1)
}

/// Whether a number that ends at `at` counts nothing that follows.
pub(super) fn closes(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        Word::Mark(b'.' | b',' | b';' | b')' | b'~')
            | Word::Break
            | Word::Month(_)
            | Word::In
            | Word::At
            | Word::On
            | Word::Of
            | Word::And
            | Word::For
            | Word::By
    )
}

/// The month at `at`, if it is written as a month is.
pub(super) fn month(text: &Text<'_>, at: usize) -> Option<i8> {
    let Word::Month(month) = text.word(at) else { return None };
    let is_verb = matches!(month, 3 | 5) || text.width(at) < 4;
    (text.capital(at) || !is_verb).then_some(month)
}

/// The token after the full stop of an abbreviated month.
pub(super) fn past_abbreviation(text: &Text<'_>, after: usize) -> usize {
    let is_short =
        text.width(after - 1) <= 4 && !matches!(text.str(after - 1), "May" | "June" | "July");
    if is_short { text.past_stop(after) } else { after }
}

/// A day of the month and the token after it.
pub(super) fn day(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let day = text.number(at).filter(|day| (1..=31).contains(day))?;
    if text.width(at) > 2 {
        return None;
    }
    let after = at + 1;
    if text.glued(after) && text.word(after) == Word::OrdinalEnd {
        return Some((day as i8, after + 1));
    }
    // "10:30", "11 a.m.", "5/8"
    if text.glued(after) && matches!(text.word(after), Word::Mark(b':' | b'/' | b'%' | b'$')) {
        let is_time = text.is_digits(after + 1) && text.glued(after + 1) || text.mark(after, b'%');
        if is_time {
            return None;
        }
    }
    (!matches!(text.word(after), Word::AmPm { .. })).then_some((day as i8, after))
}

/// A day of the month in words, `fourth`, `twenty-second`, and the token after it.
fn spoken_day(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let next = text.past_hyphen(at + 1);
    match (text.word(at), text.word(next)) {
        (Word::Count(tens @ (20 | 30)), Word::Ordinal(ones @ 1..=9)) => {
            Some((tens as i8 + ones as i8, next + 1))
        }
        (Word::Ordinal(day), _) => Some((day as i8, at + 1)),
        _ => None,
    }
    .filter(|(day, _)| *day <= 31)
}

/// The later day of a range of days that began with `first`, `at` being the
/// token after that.
fn day_range(text: &Text<'_>, first: i8, at: usize) -> Option<(i8, usize)> {
    let is_hyphen = text.joins(at) || text.mark(at, b'-') && !text.glued(at);
    let (last, end) = day(text, at + 1).filter(|_| is_hyphen)?;
    (last > first).then_some((last, end))
}

/// A year after a month or a day: `2019`, `, 2019`, `of 2019`, `, '89`.
fn following_year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    let at = match text.word(at) {
        Word::Mark(b',') | Word::Of | Word::In => at + 1,
        _ => at,
    };
    year::written(text, at)
}

/// `last year`, `of this year`.
pub(super) fn relative_year(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let at = match text.word(at) {
        Word::Mark(b',') | Word::Of => at + 1,
        _ => at,
    };
    let years = match text.word(at) {
        Word::Last => -1,
        Word::This => 0,
        Word::Next => 1,
        _ => return None,
    };
    (text.word(at + 1) == Word::Unit(Unit::Year)).then_some((years, at + 2))
}

/// Whether the month at `at`, with `next` after it, is a month without a day
/// or a year to prove it.
fn stands_alone(text: &Text<'_>, at: usize, next: usize) -> bool {
    let before = text.before(at);
    let Word::Month(month) = text.word(at) else { return false };
    if text.width(at) < 4 && !text.glued_mark(at + 1, b'.') && month != 5 {
        return false;
    }
    let leads = matches!(
        before,
        Word::In
            | Word::Since
            | Word::Of
            | Word::Until
            | Word::By
            | Word::From
            | Word::Through
            | Word::Before
            | Word::After
            | Word::Between
            | Word::During
            | Word::Early
            | Word::Late
            | Word::Mid
    ) || before == Word::Mark(b'-') && text.word(at.wrapping_sub(2)) == Word::Mid;
    if matches!(month, 3 | 5) {
        let may_lead = leads
            || matches!(
                before,
                Word::And | Word::To | Word::For | Word::Or | Word::Mark(b'-' | b'/')
            ) && matches!(text.word(at.wrapping_sub(2)), Word::Month(_))
            || is_amid_sentence(text, at);
        if !may_lead {
            return false;
        }
    }
    // a first name: "April Smith", "June Carter", "Aung San Suu May"
    let first_name = text.capital(next) && text.word(next) == Word::Other && next == at + 1;
    let last_name =
        text.capital(at.wrapping_sub(1)) && before == Word::Other && !starts_sentence(text, at - 1);
    leads || !(first_name && matches!(month, 4 | 5 | 6 | 8) || last_name && month != 12)
}

/// Whether a capital stands there for the month's sake: "the May meeting",
/// "their March tour", but not "Women March On", "Theresa May", "the March Hare".
fn is_amid_sentence(text: &Text<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let is_small =
        |at: usize| !text.capital(at) && !matches!(text.word(at), Word::Mark(_) | Word::Break);
    matches!(
        text.word(before),
        Word::The | Word::A | Word::Last | Word::This | Word::Next | Word::Other
    ) && is_small(before)
        && is_small(at + 1)
        && text.width(at) > 2
        && text.str(at)[1..].bytes().all(|byte| byte.is_ascii_lowercase())
}

fn starts_sentence(text: &Text<'_>, at: usize) -> bool {
    matches!(text.before(at), Word::Break | Word::Mark(b'.' | b'_' | b'?' | b'!'))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

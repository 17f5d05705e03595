//! Two dates that a preposition makes a range: `from 2010 to 2012`, `between
//! March and May`, `Monday through Thursday`. Each stays a mention of its own;
//! the first takes in the days up to the end of the second.

use super::reading::{Point, Reading, Which};
use super::span::Span;
use super::token::Text;
use super::word::Word;
use super::{Kind, Mention};
use crate::article::Interval;
use jiff::civil::Date;

/// A mention that may be the first of a range.
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) reading: Reading,
}

/// Lets `first` reach to the end of `second`, which is read at token `at`, if
/// the words around them say so. Of two weekdays the second follows the first.
pub(super) fn join(
    text: &Text<'_>,
    open: &Open,
    first: &mut Mention,
    second: &mut Mention,
    at: usize,
    reading: Reading,
) {
    let is_range = open.end + 1 == at
        && match text.word(open.end) {
            Word::To => matches!(text.before(open.at), Word::From) || names_its_own(open.reading),
            Word::Through | Word::Until => true,
            Word::Mark(b'-') => text.joins(open.end) && names_its_own(open.reading),
            Word::And => matches!(text.before(open.at), Word::Between),
            _ => false,
        };
    share_year(text, open, first, reading, at);
    if !is_range || first.kind == Kind::Duration || second.kind == Kind::Duration {
        return;
    }
    let (Some(from), Some(mut to)) = (first.days, second.days) else { return };
    if is_weekday(open.reading) && is_weekday(reading) && to.from < from.from {
        let Some(later) = later_by_a_week(to) else { return };
        to = later.days();
        second.value = later.value();
        second.days = Some(to);
    }
    // "from the 18th to the 20th": of one month, or two on end
    if let Reading::When(Point::DayOfMonth(_, Which::Near)) = open.reading
        && let Reading::When(Point::DayOfMonth(day, Which::Near)) = reading
    {
        let Some(later) = next_by_number(from, day) else { return };
        to = later.days();
        second.value = later.value();
        second.days = Some(to);
    }
    // "between June and August": of twelve months on end
    if is_month(open.reading) && is_month(reading) && to.from < from.from {
        let Some(later) = later_by_a_year(to, reading) else { return };
        to = later.days();
        second.value = later.value();
        second.days = Some(to);
    }
    if from.from <= to.from && from.to <= to.to {
        first.days = Some(Interval { from: from.from, to: to.to });
    }
}

/// Gives a first date without a year the year of the second: `March and April
/// 1990`, `from Dec. 28 to Jan. 3, 1990`, `Nov. 18-Dec. 19, 2015`.
fn share_year(text: &Text<'_>, open: &Open, first: &mut Mention, second: Reading, at: usize) {
    let joined = open.end + 1 == at
        && matches!(
            text.word(open.end),
            Word::To | Word::Through | Word::Until | Word::And | Word::Or | Word::Mark(b'-')
        );
    let (Reading::When(point), Reading::When(Point::Fixed(second))) = (open.reading, second) else {
        return;
    };
    if !joined || !matches!(second, Span::Day(_) | Span::Month(..)) {
        return;
    }
    let second = second.first();
    let year_of = |month: i8| second.year() - i16::from(month > second.month());
    let span = match point {
        Point::MonthDay(month, day, Which::Near) => {
            Date::new(year_of(month), month, day).ok().map(Span::Day)
        }
        Point::Month(month, Which::Near) => Some(Span::Month(year_of(month), month)),
        _ => None,
    };
    if let Some(span) = span {
        first.value = span.value();
        first.days = Some(span.days());
    }
}

fn is_weekday(reading: Reading) -> bool {
    matches!(reading, Reading::When(Point::Weekday(_, Which::Near)))
}

/// A month, or a day of one, of no year.
fn is_month(reading: Reading) -> bool {
    matches!(
        reading,
        Reading::When(Point::Month(_, Which::Near) | Point::MonthDay(_, _, Which::Near))
    )
}

/// The next day behind `days` that has this number.
fn next_by_number(days: Interval, number: i8) -> Option<Span> {
    let (year, month, day) = days.from.ymd();
    let month = Span::Month(year, month).step(i64::from(number <= day))?.first();
    Date::new(month.year(), month.month(), number).ok().map(Span::Day)
}

fn later_by_a_year(days: Interval, reading: Reading) -> Option<Span> {
    let (year, month, day) = days.from.ymd();
    let span = match reading {
        Reading::When(Point::Month(..)) => Span::Month(year, month),
        _ => Span::Day(Date::new(year, month, day).ok()?),
    };
    span.years_later(1)
}

fn later_by_a_week(days: Interval) -> Option<Span> {
    let (year, month, day) = days.from.ymd();
    Span::Day(Date::new(year, month, day).ok()?).step(7)
}

/// Years and days, which `to` joins without a `from`.
fn names_its_own(reading: Reading) -> bool {
    matches!(reading, Reading::When(Point::Fixed(Span::Year(_)) | Point::MonthDay(..)))
}

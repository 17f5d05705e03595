//! Days of the week.
//!
//! ```text
//! nth     := ["the"] ("first" … | "last") name ("of" | "in") month [year]
//! weekday := name ["."] [","] (month first | day first | numeric)   Monday, Oct. 26
//!          | name ["."] part                                         Friday night
//!          | name ["of"] which "week" | name ("last" | "next")       Tuesday next week
//!          | name                                                    Tuesday
//! ```
//!
//! `last`, `this` and `next` before it are for [`super::relative`].

use super::{absolute, numeric};
use crate::enrich::timex::reading::{Cycle, Found, Point, Reading, TimeOfDay, Which};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// A day of the week, with a date or a part of the day behind it.
pub(super) fn weekday(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Weekday(day) = text.word(at) else { return None };
    let is_short = text.width(at) < 6;
    let after = if is_short { text.past_stop(at + 1) } else { at + 1 };
    let comma = if text.mark(after, b',') { after + 1 } else { after };
    if let Some(found) = date(text, comma) {
        return Some(found);
    }
    // "Sun" shines, "Sat" and "Wed" are verbs, "Mon" is French
    if !text.capital(at) || is_short && after == at + 1 {
        return None;
    }
    if is_named(text, at) {
        return None;
    }
    if let Word::Parts(part) = text.word(after) {
        return Found::new(after + 1, Reading::Every(Cycle::WeekdayPart(day, part)));
    }
    if let Some((point, end)) = of_week(text, day, after) {
        return Found::when(end, point);
    }
    with_part(text, after, Point::Weekday(day, Which::Near))
}

/// What stands behind a weekday and says which one: `Tuesday next week`,
/// `Monday of the following week`, and as it was written once, `Tuesday last`.
fn of_week(text: &Text<'_>, day: i8, at: usize) -> Option<(Point, usize)> {
    let of = text.word(at) == Word::Of;
    let at = if of { at + 1 } else { at };
    let article = of && text.word(at) == Word::The;
    let at = if article { at + 1 } else { at };
    let is_week = text.word(at + 1) == Word::Unit(Unit::Week);
    let (step, is_that) = match text.word(at) {
        Word::Last => (-1, false),
        Word::Previous => (-1, true),
        Word::This => (0, false),
        Word::That | Word::Same => (0, true),
        Word::Next => (1, article),
        Word::Following => (1, true),
        _ => return None,
    };
    if is_week {
        return (of || matches!(text.word(at), Word::Last | Word::This | Word::Next))
            .then_some((Point::WeekdayOf(day, step, is_that), at + 2));
    }
    // "Friday last minute", "Sunday next to"
    let goes_on = matches!(
        text.word(at + 1),
        Word::Unit(_)
            | Word::Units(_)
            | Word::Month(_)
            | Word::Weekday(_)
            | Word::Season(_)
            | Word::Part(_)
            | Word::Digits(_)
            | Word::Count(_)
            | Word::Few
            | Word::Fiscal
            | Word::To
            | Word::Mark(b'-')
    );
    (!of && !goes_on && matches!(text.word(at), Word::Last | Word::Next))
        .then_some((Point::Weekday(day, Which::Step(step as i8)), at + 1))
}

/// `the first Friday of July`, `the last Sunday in October 2019`.
pub(super) fn nth_of_month(text: &Text<'_>, at: usize) -> Option<Found> {
    let name = if text.word(at) == Word::The { at + 1 } else { at };
    let nth = match text.word(name) {
        Word::Ordinal(nth @ 1..=5) => nth as i8,
        Word::Last => -1,
        _ => return None,
    };
    let Word::Weekday(weekday) = text.word(name + 1) else { return None };
    if !matches!(text.word(name + 2), Word::Of | Word::In) {
        return None;
    }
    let found = absolute::month_first(text, name + 3)?;
    let (month, which) = match found.reading {
        Reading::When(Point::Month(month, which)) => (month, which),
        Reading::When(Point::Fixed(Span::Month(year, month))) => (month, Which::In(year)),
        _ => return None,
    };
    Found::when(found.end, Point::NthWeekday(nth, weekday, month, which))
}

/// A day, or a part of it if one follows at `after`.
pub(super) fn with_part(text: &Text<'_>, after: usize, day: Point) -> Option<Found> {
    match text.word(after) {
        Word::Part(part) => Found::new(after + 1, Reading::At(day, TimeOfDay::Part(part))),
        // "Tuesday in the morning"
        Word::In if text.word(after + 1) == Word::The => match text.word(after + 2) {
            Word::Part(part) => Found::new(after + 3, Reading::At(day, TimeOfDay::Part(part))),
            _ => Found::when(after, day),
        },
        _ => Found::when(after, day),
    }
}

/// The date after a weekday, which says more than it.
fn date(text: &Text<'_>, at: usize) -> Option<Found> {
    let at = if text.word(at) == Word::The { at + 1 } else { at };
    let found = match text.word(at) {
        Word::Month(_) => absolute::month_first(text, at)?,
        Word::Digits(_) => numeric::date(text, at).or_else(|| absolute::day_first(text, at))?,
        _ => return None,
    };
    let is_day = !matches!(found.reading, Reading::When(Point::Month(..)));
    is_day.then_some(found)
}

/// Days that are events or works: Bloody Sunday, Black Friday, Super Tuesday.
fn is_named(text: &Text<'_>, at: usize) -> bool {
    const NAMES: &[&str] =
        &["bloody", "black", "super", "cyber", "fat", "giving", "sheffield", "ruby", "joe"];
    text.capital(at.wrapping_sub(1)) && NAMES.iter().any(|name| text.is(at.wrapping_sub(1), name))
}

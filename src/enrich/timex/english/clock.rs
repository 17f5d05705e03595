//! Times by the clock, and the day that goes with them.
//!
//! ```text
//! time := clock [zone] [part] [["," | "on"] day]     9 a.m. EST Tuesday
//!       | day "at" clock [zone] [part]               Tuesday at 8 p.m.
//! zone := EST | "local time" | "Moscow time" | "Eastern" ["Standard" | "Daylight"] ["Time"]
//! part := "in the morning" | "this afternoon" | "tonight"
//! clock := hour [":" minute] ("a.m." | "p.m." | "o'clock")
//!        | hour ":" minute                            after "at", or before a zone
//!        | hhmm zone                                  0735 GMT
//!        | "noon" | "midnight"
//! day  := weekday | "today" … | month day             whatever reads as a day
//! ```

use super::{absolute, relative, weekday};
use crate::enrich::timex::reading::{Found, Point, Reading, TimeOfDay};
use crate::enrich::timex::resolve::today;
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Part, Unit, Word};

/// A time of day, with its day if that follows.
pub(super) fn time(text: &Text<'_>, at: usize) -> Option<Found> {
    // "10:35 a.m. (0735 GMT)" is one time
    let again = text.mark(at.wrapping_sub(1), b'(')
        && matches!(text.word(at.wrapping_sub(2)), Word::AmPm { .. } | Word::Zone | Word::Noon);
    if again {
        return None;
    }
    let (time, end) = clock(text, at)?;
    let (time, end) = in_part(text, time, end);
    let (day, end) = match following_day(text, end) {
        Some((day, end)) => (day, end),
        None => (today(), end),
    };
    Found::new(end, Reading::At(day, time))
}

/// The time with the part of the day behind it, which tells of 5 in which half
/// it is: `five o'clock in the morning`, `2:15 this afternoon`.
fn in_part(text: &Text<'_>, time: TimeOfDay, at: usize) -> (TimeOfDay, usize) {
    let TimeOfDay::Clock(hour, minute) = time else { return (time, at) };
    let (part, end) = match (text.word(at), text.word(at + 1), text.word(at + 2)) {
        (Word::In, Word::The, Word::Part(part)) => (part, at + 3),
        (Word::This, Word::Part(part), _) => (part, at + 2),
        (Word::Tonight, _, _) => (Part::Evening, at + 1),
        _ => return (time, at),
    };
    let is_later =
        part != Part::Morning && (1..12).contains(&hour) && (hour > 4 || part != Part::Night);
    (TimeOfDay::Clock(if is_later { hour + 12 } else { hour }, minute), end)
}

/// The time itself.
fn clock(text: &Text<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    match text.word(at) {
        Word::Noon => return Some((TimeOfDay::Clock(12, 0), at + 1)),
        Word::Midnight => return Some((TimeOfDay::Clock(24, 0), at + 1)),
        Word::Count(hour @ 1..=12) => {
            let end = oclock(text, at + 1).or_else(|| is_half_day(text, at + 1).map(|_| at + 1))?;
            return half_day(text, hour as u8, 0, end);
        }
        _ => {}
    }
    let number = text.number(at).or_else(|| match text.word(at) {
        // "9:30." at the end of a sentence is no decimal
        Word::Digits(number) if text.mark(at + 1, b':') => Some(number),
        _ => None,
    })?;
    if text.glued(at)
        && matches!(text.before(at), Word::Mark(b':' | b'-'))
        && text.is_digits(at.wrapping_sub(2))
    {
        return None;
    }
    // 0735 GMT
    if text.width(at) == 4 && text.word(at + 1) == Word::Zone {
        let (hour, minute) = (number / 100, number % 100);
        let time =
            (hour <= 24 && minute < 60).then_some(TimeOfDay::Clock(hour as u8, minute as u8))?;
        return Some((time, past_zone(text, at + 1)));
    }
    if number > 24 || text.width(at) > 2 {
        return None;
    }
    let hour = number as u8;
    if let Some(end) = oclock(text, at + 1) {
        return half_day(text, hour, 0, end);
    }
    if let Word::Digits(minute @ 0..=59) = text.word(at + 2)
        && text.glued_mark(at + 1, b':')
        && text.glued(at + 2)
        && text.width(at + 2) == 2
    {
        let mut end = at + 3;
        // seconds
        if text.glued_mark(end, b':') && text.glued(end + 1) && text.is_digits(end + 1) {
            end += 2;
        }
        if is_half_day(text, end).is_some() {
            return half_day(text, hour, minute as u8, end);
        }
        let leads = matches!(
            text.before(at),
            Word::At
                | Word::By
                | Word::Until
                | Word::Since
                | Word::About
                | Word::Before
                | Word::After
                | Word::From
                | Word::Between
        );
        let is_time = leads
            || text.word(end) == Word::Zone
            || text.is(end, "hours")
            || in_part(text, TimeOfDay::Clock(hour, minute as u8), end).1 > end;
        return is_time.then(|| (TimeOfDay::Clock(hour, minute as u8), past_zone(text, end)));
    }
    is_half_day(text, at + 1)?;
    half_day(text, hour, 0, at + 1)
}

/// The token after `o'clock` at `at`.
fn oclock(text: &Text<'_>, at: usize) -> Option<usize> {
    (text.is(at, "o") && text.mark(at + 1, b'\'') && text.is(at + 2, "clock")).then_some(at + 3)
}

fn is_half_day(text: &Text<'_>, at: usize) -> Option<bool> {
    match text.word(at) {
        // "I am", "are" and "pm" of a minister stand apart; times do not break off
        Word::AmPm { pm } => Some(pm),
        _ => None,
    }
}

/// The hour with `a.m.`, `p.m.` and a zone, if they follow.
fn half_day(text: &Text<'_>, hour: u8, minute: u8, at: usize) -> Option<(TimeOfDay, usize)> {
    let (hour, end) = match is_half_day(text, at) {
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(true) => (hour % 12 + 12, at + 1),
        Some(false) => (hour % 12, at + 1),
        None if hour > 24 => return None,
        None => (hour, at),
    };
    Some((TimeOfDay::Clock(hour, minute), past_zone(text, end)))
}

fn past_zone(text: &Text<'_>, at: usize) -> usize {
    let is_zone = text.word(at) == Word::Zone && (text.capital(at) || text.is(at, "local"));
    match (is_zone, text.is(at + 1, "time")) {
        _ if text.capital(at) && text.word(at) == Word::Other && !text.glued(at) => {
            let name = at + 1;
            let is_kind = text.is(name, "standard") || text.is(name, "daylight");
            let end = if is_kind { name + 1 } else { name };
            let is_zone = ["eastern", "central", "mountain", "pacific"];
            // "Moscow time", and "Eastern" alone
            if text.is(end, "time") {
                end + 1
            } else if is_kind || is_zone.iter().any(|zone| text.is(at, zone)) {
                end
            } else {
                at
            }
        }
        (true, true) => at + 2,
        // "local people"
        (true, false) if text.is(at, "local") => at,
        (true, false) => at + 1,
        _ => at,
    }
}

/// A day with the time behind it: `Tuesday at 8 p.m.`, `today at noon`.
pub(super) fn behind_day(text: &Text<'_>, day: Found) -> Option<Found> {
    let Reading::When(point) = day.reading else { return None };
    if text.word(day.end) != Word::At || !is_day(point) {
        return None;
    }
    let at = day.end + 1;
    let at = if text.word(at) == Word::About { at + 1 } else { at };
    let (time, end) = clock(text, at)?;
    let (time, end) = in_part(text, time, end);
    Found::new(end, Reading::At(point, time))
}

fn is_day(point: Point) -> bool {
    matches!(
        point,
        Point::Fixed(Span::Day(_))
            | Point::MonthDay(..)
            | Point::Weekday(..)
            | Point::WeekdayOf(..)
            | Point::ThatWeekday(..)
            | Point::Unit(Unit::Day, _)
    )
}

/// The day after a time.
fn following_day(text: &Text<'_>, at: usize) -> Option<(Point, usize)> {
    day(
        text,
        match text.word(at) {
            Word::Mark(b',') | Word::On => at + 1,
            _ => at,
        },
    )
}

/// The day at `at`.
pub(super) fn day(text: &Text<'_>, at: usize) -> Option<(Point, usize)> {
    let found = match text.word(at) {
        Word::Weekday(_) => weekday::weekday(text, at)?,
        Word::Today | Word::Yesterday | Word::Tomorrow => relative::deictic(text, at)?,
        Word::Month(_) => absolute::month_first(text, at)?,
        Word::Digits(_) => absolute::day_first(text, at)?,
        _ => return None,
    };
    match found.reading {
        Reading::When(point) if is_day(point) => Some((point, found.end)),
        _ => None,
    }
}

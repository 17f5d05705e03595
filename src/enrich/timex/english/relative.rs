//! The last, this and the next of something.
//!
//! ```text
//! relative := ["the"] which (unit | weekday [part] | month [day] | season | part | feast)
//!           | ["the"] which "fiscal year"
//! which    := last, past, previous … | this, current, same | next, coming, following …
//! deictic  := (today | yesterday | tomorrow) [part] | tonight
//! beside   := "the" unit ("before" ("yesterday" | "last") | "after" ("tomorrow" | "next"))
//! of name  := "the week of" day | "the month of" month
//! definite := "the" (week | month | year | day | weekend)
//! ```
//!
//! With an article, `the following month` and `the next day` lead on from the
//! date last named; `that` always does.

use super::{absolute, feast, weekday};
use crate::enrich::timex::reading::{Amount, Found, Point, Reading, TimeOfDay, Which};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Part, Unit, Word};

/// The step that a word says: last is -1, this 0, next 1.
fn step(word: Word) -> Option<i8> {
    Some(match word {
        Word::Last | Word::Past | Word::Previous | Word::Latest => -1,
        Word::This | Word::Current | Word::Same | Word::That => 0,
        Word::Next | Word::Coming | Word::Following => 1,
        _ => return None,
    })
}

/// An expression with a word before it that says which one.
pub(super) fn relative(text: &Text<'_>, at: usize) -> Option<Found> {
    let article = text.word(at) == Word::The;
    let head = if article { at + 1 } else { at };
    let which = text.word(head);
    let step = step(which)?;
    let mut noun = head + 1;
    // "this past week", "this coming Friday", "that same day"
    let step = match (which, text.word(noun)) {
        (Word::This, Word::Past | Word::Last) => {
            noun += 1;
            -1
        }
        (Word::This, Word::Coming) => {
            noun += 1;
            1
        }
        (Word::This | Word::That, Word::Same) => {
            noun += 1;
            0
        }
        _ => step,
    };
    let leads_on = matches!(which, Word::That | Word::Same | Word::Following)
        || article && matches!(which, Word::Next | Word::Previous);
    match text.word(noun) {
        Word::Unit(unit) => self::unit(text, noun, which, unit, step, leads_on),
        Word::Fiscal if text.word(noun + 1) == Word::Unit(Unit::Year) => {
            Found::when(noun + 2, Point::Unit(Unit::Year, i32::from(step)))
        }
        Word::Weekday(day) if leads_on && text.capital(noun) => {
            weekday::with_part(text, noun + 1, Point::ThatWeekday(day, step))
        }
        Word::Weekday(day) if which != Word::That && text.capital(noun) => {
            weekday::with_part(text, noun + 1, Point::Weekday(day, Which::Step(step)))
        }
        Word::Month(month) if text.capital(noun) && which != Word::That => {
            match text.number(noun + 1) {
                Some(day @ 1..=31) if text.width(noun + 1) <= 2 => {
                    Found::when(noun + 2, Point::MonthDay(month, day as i8, Which::Step(step)))
                }
                _ => Found::when(noun + 1, Point::Month(month, Which::Step(step))),
            }
        }
        Word::Season(season) => Found::when(noun + 1, Point::Season(season, Which::Step(step))),
        Word::Part(part) => self::part(noun, which, part, step, leads_on),
        Word::Holiday => feast::nth(text, noun, step),
        Word::Few
        | Word::Several
        | Word::Couple
        | Word::Count(_)
        | Word::Digits(_)
        | Word::Units(_)
        | Word::Full
        | Word::Dozen
        | Word::About
        | Word::Half
        | Word::Dozens
        | Word::Nearly
            if which != Word::That =>
        {
            super::duration::span(text, noun)
        }
        _ => None,
    }
}

fn unit(
    text: &Text<'_>,
    noun: usize,
    which: Word,
    unit: Unit,
    step: i8,
    leads_on: bool,
) -> Option<Found> {
    let end = noun + 1;
    // "the last week of July" is July's
    let is_part = text.word(end) == Word::Of && !matches!(which, Word::This | Word::Current);
    if is_part || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    // "this day" of an oath, "last day" of a course
    if unit == Unit::Day
        && matches!(which, Word::This | Word::Last | Word::Latest | Word::Past | Word::Current)
    {
        return None;
    }
    if unit == Unit::Quarter && which == Word::Latest {
        return Found::when(end, Point::Reported(unit, -1));
    }
    // names of programmes: "This Week"
    if text.capital(noun) && text.capital(noun - 1) {
        return None;
    }
    // "the past decade" goes on to this day
    if which == Word::Past && unit > Unit::Year {
        return Found::new(end, Reading::Lasting(Amount::ONE, unit));
    }
    let step = i32::from(step);
    if leads_on {
        return Found::when(end, Point::ThatUnit(unit, step));
    }
    Found::when(end, Point::Unit(unit, step))
}

fn part(noun: usize, which: Word, part: Part, step: i8, leads_on: bool) -> Option<Found> {
    let day = match (which, part) {
        (Word::Last, Part::Night | Part::Evening) | (Word::This, _) => {
            Point::Unit(Unit::Day, i32::from(step))
        }
        (Word::Last | Word::Past | Word::Latest, _) => return None,
        _ if leads_on => Point::ThatUnit(Unit::Day, i32::from(step)),
        _ => Point::Unit(Unit::Day, i32::from(step)),
    };
    Found::new(noun + 1, Reading::At(day, TimeOfDay::Part(part)))
}

/// `today`, `yesterday morning`, `tonight`.
pub(super) fn deictic(text: &Text<'_>, at: usize) -> Option<Found> {
    let steps = match text.word(at) {
        Word::Today => 0,
        Word::Yesterday => -1,
        Word::Tomorrow => 1,
        Word::Tonight => {
            let tonight = Reading::At(Point::Unit(Unit::Day, 0), TimeOfDay::Part(Part::Night));
            return Found::new(at + 1, tonight);
        }
        Word::Overnight => return None,
        _ => return None,
    };
    weekday::with_part(text, at + 1, Point::Unit(Unit::Day, steps))
}

/// `the day before yesterday`, `the week before last`, `the year before`.
pub(super) fn beside(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Unit(unit) = text.word(at + 1) else { return None };
    // "the year before", which figures are compared with
    let is_alone = matches!(text.word(at + 3), Word::Mark(_) | Word::Break | Word::And);
    let is_hyphen = text.mark(at + 3, b'-');
    match text.word(at + 2) {
        Word::Before if is_alone && !is_hyphen && unit == Unit::Year => {
            return Found::when(at + 3, Point::YearBefore);
        }
        Word::Before if is_alone && !is_hyphen && unit >= Unit::Day => {
            return Found::when(at + 3, Point::ThatUnit(unit, -1));
        }
        Word::After if is_alone && !is_hyphen && unit >= Unit::Day => {
            return Found::when(at + 3, Point::ThatUnit(unit, 1));
        }
        _ => {}
    }
    let steps = match (text.word(at + 2), text.word(at + 3)) {
        (Word::Before, Word::Yesterday) | (Word::After, Word::Tomorrow) if unit != Unit::Day => {
            return None;
        }
        (Word::Before, Word::Yesterday | Word::Last) => -2,
        (Word::After, Word::Tomorrow | Word::Next) => 2,
        _ => return None,
    };
    // "the day before last Tuesday"
    let goes_on = matches!(
        text.word(at + 4),
        Word::Unit(_) | Word::Weekday(_) | Word::Month(_) | Word::Season(_) | Word::Part(_)
    );
    (!goes_on).then_some(Point::Unit(unit, steps)).and_then(|point| Found::when(at + 4, point))
}

/// `the week of April 10`, `the month of May`.
pub(super) fn of_name(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Unit(unit @ (Unit::Week | Unit::Month)) = text.word(at + 1) else { return None };
    if text.word(at) != Word::The || text.word(at + 2) != Word::Of {
        return None;
    }
    let found = match text.word(at + 3) {
        Word::Month(_) => absolute::month_first(text, at + 3)?,
        Word::Digits(_) => absolute::day_first(text, at + 3)?,
        Word::The => absolute::the_day(text, at + 3)?,
        _ => return None,
    };
    let point = match (unit, found.reading) {
        (Unit::Week, Reading::When(Point::MonthDay(month, day, which))) => {
            Point::UnitOf(unit, month, day, which)
        }
        (Unit::Week, Reading::When(Point::Fixed(Span::Day(day)))) => Point::Fixed(Span::Week(day)),
        (
            Unit::Month,
            Reading::When(point @ (Point::Month(..) | Point::Fixed(Span::Month(..)))),
        ) => point,
        _ => return None,
    };
    Found::when(found.end, point)
}

/// `the week`, `the year`, `the weekend`, where they stand for this one.
pub(super) fn definite(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Unit(unit) = text.word(at + 1) else { return None };
    let end = at + 2;
    // "the year 379480"
    if text.is_digits(end) {
        return None;
    }
    // "the year-ago results", "the week-long talks"
    if text.word(at) != Word::The || text.joins(end) {
        return None;
    }
    match unit {
        Unit::Weekend => Found::when(end, Point::Reported(unit, 0)),
        // "the year ended March 31" is no calendar year
        Unit::Year if text.is(end, "ended") || text.is(end, "ending") => {
            Found::new(end, Reading::Lasting(Amount::ONE, unit))
        }
        Unit::Year if text.word(end) != Word::Of => Found::when(end, Point::Unit(unit, 0)),
        // "the rest of the month", "in the course of the week"
        Unit::Week | Unit::Month if text.before(at) == Word::Of => {
            Found::when(end, Point::Unit(unit, 0))
        }
        Unit::Week if matches!(text.before(at), Word::For | Word::During) => {
            Found::when(end, Point::Unit(unit, 0))
        }
        _ => None,
    }
}

/// `the month`, as in `the end of the month`, `the` being at `at`.
pub(super) fn the_unit(at: usize, unit: Unit) -> Option<Found> {
    Found::when(at + 2, Point::Unit(unit, 0))
}

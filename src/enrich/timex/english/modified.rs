//! Parts of a span: `early next week`, `mid-November`, `the end of 1990`,
//! `later this year`, `year-end`. The days are those of the whole span, since
//! nobody says where `early` ends.

use super::{read, relative, year};
use crate::enrich::timex::reading::{Found, Point, Reading};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// An expression with a word before it that says which part of it.
pub(super) fn modified(text: &Text<'_>, at: usize) -> Option<Found> {
    let head = if matches!(text.word(at), Word::The | Word::That) { at + 1 } else { at };
    let hyphen = text.past_hyphen(head + 1);
    match text.word(head) {
        Word::Early | Word::Late | Word::Mid => inner(text, hyphen),
        Word::Earlier | Word::Later if head == at => {
            let next = if text.word(hyphen) == Word::In { hyphen + 1 } else { hyphen };
            match text.word(next) {
                Word::The | Word::That | Word::This | Word::Same => inner(text, next),
                Word::Weekday(_) | Word::Today | Word::Yesterday => inner(text, next),
                _ => None,
            }
        }
        Word::End | Word::Beginning | Word::Middle
            if head > at && text.word(hyphen) == Word::Of =>
        {
            inner(text, hyphen + 1)
        }
        // a verb too, and so a cue of the future
        Word::Starts
            if head > at && text.word(hyphen) == Word::Of && text.is(head, "beginning") =>
        {
            inner(text, hyphen + 1)
        }
        _ => None,
    }
}

/// The expression that is modified: a span of the calendar or a time.
fn inner(text: &Text<'_>, at: usize) -> Option<Found> {
    // a modifier of a modifier says nothing
    if matches!(text.word(at), Word::Early | Word::Late | Word::Mid | Word::Earlier | Word::Later) {
        return None;
    }
    let whole = |unit: Unit| {
        matches!(
            unit,
            Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Year
                | Unit::Decade
                | Unit::Century
                | Unit::Quarter
        )
    };
    if text.word(at) == Word::The
        && let Word::Unit(unit) = text.word(at + 1)
        && whole(unit)
    {
        return relative::the_unit(at, unit);
    }
    if text.word(at) == Word::The
        && text.word(at + 1) == Word::Fiscal
        && text.word(at + 2) == Word::Unit(Unit::Year)
    {
        return Found::when(at + 3, Point::Unit(Unit::Year, 0));
    }
    if matches!(text.word(at), Word::Season(_)) {
        return super::season::led(text, at);
    }
    let found = read(text, at)?;
    matches!(found.reading, Reading::When(_) | Reading::At(..)).then_some(found)
}

/// `year-end`, `year end`, `year's end`, `month-end`.
pub(super) fn year_end(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Unit(unit @ (Unit::Year | Unit::Month)) = text.word(at) else { return None };
    let next = if text.mark(at + 1, b'\'') && text.is(at + 2, "s") {
        at + 3
    } else {
        text.past_hyphen(at + 1)
    };
    if !text.is(next, "end") {
        return None;
    }
    if unit == Unit::Year
        && let Some(year) = year::four_digits(text, next + 1)
    {
        return Found::when(next + 2, Point::Fixed(Span::Year(year)));
    }
    Found::when(next + 1, Point::Unit(unit, 0))
}

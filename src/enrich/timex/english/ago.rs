//! So long ago, or so long after.
//!
//! ```text
//! ago         := ["the"] [about] amount unit ["or so"] ("ago" | "earlier" | "hence" | "from now")
//!              | amount unit "later"
//!              | amount "weeks" ("ago" | "from") weekday                a week ago Friday
//!              | ("years" | "long") "ago"
//! year before := ["a" | "the"] "year" ["-"] ("ago" | "earlier") ["quarter" | "period" | nth "quarter"]
//! ```
//!
//! `ago` counts from the article's day, `earlier` and `later` from the date
//! last named. What `a year ago` compares is what figures were given for.

use super::{duration, number};
use crate::enrich::timex::reading::{Amount, Found, Point, Sign, Which};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// An amount of time from some day.
pub(super) fn ago(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Word::Units(unit) = text.word(at) {
        // "years ago"
        return from_when(text, at + 1, Amount::Some, unit);
    }
    let start = if text.word(at) == Word::The { at + 1 } else { at };
    let (amount, next) = number::amount(text, number::past_approximation(text, start))?;
    let next = if text.word(next) == Word::Full { next + 1 } else { next };
    let next = text.past_hyphen(next);
    let unit = match text.word(next) {
        Word::Unit(unit) | Word::Units(unit) => unit,
        _ => return None,
    };
    let mut next = next + 1;
    let half = number::and_a_half(text, next);
    let amount = match amount {
        Amount::Exactly(hundredths) if half.is_some() => Amount::Exactly(hundredths + 50),
        amount => amount,
    };
    next = half.unwrap_or(next);
    if text.word(next) == Word::Or && text.is(next + 1, "so") {
        next += 2;
    }
    from_when(text, next, amount, unit)
}

/// `ago`, `later` and their like at `at`.
fn from_when(text: &Text<'_>, at: usize, amount: Amount, unit: Unit) -> Option<Found> {
    // "a week ago Friday", "two weeks from Friday"
    if unit == Unit::Week
        && matches!(text.word(at), Word::Ago | Word::From)
        && let Word::Weekday(day) = text.word(at + 1)
        && let Some(weeks) = amount.whole().and_then(|weeks| i32::try_from(weeks).ok())
    {
        let weeks = if text.word(at) == Word::Ago { -weeks } else { weeks };
        return Found::when(at + 2, Point::WeekdayOf(day, weeks, false));
    }
    let point = match text.word(at) {
        Word::Ago => Point::Away(amount, unit, Sign::Back),
        Word::Hence => Point::Away(amount, unit, Sign::On),
        Word::From if matches!(text.word(at + 1), Word::Now | Word::Today) => {
            return Found::when(at + 2, Point::Away(amount, unit, Sign::On));
        }
        // minutes and "a few days" lead to no day: they last
        Word::Earlier | Word::Later if amount == Amount::Some || unit < Unit::Day => return None,
        Word::Earlier => Point::Further(amount, unit, Sign::Back),
        Word::Later => Point::Further(amount, unit, Sign::On),
        _ => return None,
    };
    Found::when(at + 1, point)
}

/// `a year earlier`, `year-ago`, `the year-earlier quarter`.
pub(super) fn year_before(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = if matches!(text.word(at), Word::A | Word::The) { at + 1 } else { at };
    if text.word(year) != Word::Unit(Unit::Year) {
        return None;
    }
    let hyphen = text.past_hyphen(year + 1);
    if !matches!(text.word(hyphen), Word::Ago | Word::Earlier) {
        return None;
    }
    let is_joined = hyphen > year + 1;
    let end = hyphen + 1;
    match text.word(end) {
        Word::Unit(Unit::Quarter) | Word::Period if is_joined => {
            Found::when(end + 1, Point::YearBefore)
        }
        Word::Ordinal(number @ 1..=4)
            if is_joined && text.word(end + 1) == Word::Unit(Unit::Quarter) =>
        {
            Found::when(end + 2, Point::Quarter(number as i8, Which::YearsOff(-1)))
        }
        Word::Count(_) | Word::Digits(_) if is_joined => duration::lasting(text, end),
        // "a year-earlier loss": the article is the loss's
        _ if is_joined && year > at => None,
        _ => Found::when(end, Point::YearBefore),
    }
}

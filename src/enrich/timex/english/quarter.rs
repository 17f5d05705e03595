//! Quarters, halves and fiscal years.
//!
//! ```text
//! quarter  := ["the" | year "'s"] [year] ["fiscal"] nth ["-"] ["fiscal"] ("quarter" | "half") [of year]
//! of year  := ["of"] ["fiscal"] (1989 | "last year" | "this year" | "the year")
//! reported := "the" ["latest" | "most recent" | 1988] ("quarter" | "period")
//!           | "the" ("quarter" | "week") before "ended" day
//! fiscal   := "fiscal" (1989 | "year" 1989) | "the" [1989] "fiscal year" ["ended"]
//! short    := "Q3" [year] | "H1" year | "FY" year
//! ```

use super::{absolute, year};
use crate::enrich::timex::reading::{Amount, Found, Point, Reading, Which};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// A numbered quarter or half.
pub(super) fn quarter(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut next = if text.word(at) == Word::The { at + 1 } else { at };
    let mut which = Which::Near;
    // "this year's third quarter"
    if let Some((years, end)) = absolute::relative_year(text, next)
        && matches!(text.word(next), Word::Last | Word::This | Word::Next)
    {
        if !text.mark(end, b'\'') || !text.is(end + 1, "s") {
            return None;
        }
        which = Which::YearsOff(years);
        next = end + 2;
        if text.word(next) == Word::Unit(Unit::Quarter) || text.word(next) == Word::Period {
            return Found::when(next + 1, Point::YearBefore).filter(|_| years == -1);
        }
    }
    if let Some(year) = year::four_digits(text, next) {
        which = Which::In(year);
        next += 1;
        // "1997's first quarter"
        if text.mark(next, b'\'') && text.is(next + 1, "s") {
            next += 2;
        }
    }
    if text.word(next) == Word::Fiscal {
        next = text.past_hyphen(next + 1);
        // "fiscal 1997's fourth quarter"
        if let Some(year) = year::four_digits(text, next).filter(|_| which == Which::Near) {
            which = Which::In(year);
            let owns = text.mark(next + 1, b'\'') && text.is(next + 2, "s");
            next += if owns { 3 } else { 1 };
        }
    }
    let step = match text.word(next) {
        Word::Last => Some(-1),
        Word::Next => Some(1),
        Word::This | Word::Current => Some(0),
        _ => None,
    };
    if let Some(step) = step
        && which == Which::Near
        && matches!(text.word(next + 1), Word::Ordinal(_))
    {
        which = Which::Step(step);
        next += 1;
    }
    let (number, after) = match text.word(next) {
        Word::Ordinal(number @ 1..=4) => (number as i8, next + 1),
        Word::Final => (4, next + 1),
        Word::Digits(number @ 1..=4) if text.word(next + 1) == Word::OrdinalEnd => {
            (number as i8, next + 2)
        }
        _ => return None,
    };
    let joined = text.joins(after);
    let mut noun = text.past_hyphen(after);
    if text.word(noun) == Word::Fiscal {
        noun += 1;
    }
    // "the third-quarter loss": the article is the loss's
    if joined && text.word(at) == Word::The {
        return None;
    }
    let is_half = match text.word(noun) {
        Word::Unit(Unit::Quarter) => false,
        Word::Half if number <= 2 => true,
        _ => return None,
    };
    let mut end = noun + 1;
    if which == Which::Near
        && let Some((of, after)) = of_year(text, end)
    {
        (which, end) = (of, after);
    }
    // games have halves and quarters too
    if is_half && which == Which::Near && !joined {
        return None;
    }
    Found::when(
        end,
        if is_half { Point::Half(number, which) } else { Point::Quarter(number, which) },
    )
}

/// The year of a quarter, behind it.
fn of_year(text: &Text<'_>, at: usize) -> Option<(Which, usize)> {
    let next = match text.word(at) {
        Word::Of | Word::In | Word::Mark(b',') => at + 1,
        _ => at,
    };
    let next = if text.word(next) == Word::Fiscal { next + 1 } else { next };
    if let Some((years, end)) = absolute::relative_year(text, next) {
        return Some((Which::YearsOff(years), end));
    }
    if text.word(at) == Word::Of
        && text.word(next) == Word::The
        && text.word(next + 1) == Word::Unit(Unit::Year)
    {
        return Some((Which::YearsOff(0), next + 2));
    }
    year::written(text, next).map(|(year, end)| (Which::In(year), end))
}

/// `the quarter`, `the latest period`, `the 1988 period`.
pub(super) fn reported(text: &Text<'_>, at: usize) -> Option<Found> {
    let next = at + 1;
    if text.word(at) != Word::The {
        return None;
    }
    let is_period =
        |at: usize| matches!(text.word(at), Word::Unit(Unit::Quarter)) || text.is(at, "period");
    if let Word::Unit(unit @ (Unit::Quarter | Unit::Week)) = text.word(next)
        && (text.is(next + 1, "ended") || text.is(next + 1, "ending"))
        && let Word::Month(_) = text.word(next + 2)
        && let Reading::When(point) = absolute::month_first(text, next + 2)?.reading
    {
        // the one that has the day on which it ends, which is named next
        let point = match point {
            Point::MonthDay(month, day, which) => Point::UnitOf(unit, month, day, which),
            Point::Fixed(Span::Day(day)) => Point::Fixed(Span::of(unit, day)?),
            _ => return None,
        };
        return Found::when(next + 1, point);
    }
    if text.is(next, "most") && text.word(next + 1) == Word::Recent && is_period(next + 2) {
        return Found::when(next + 3, Point::Reported(Unit::Quarter, -1));
    }
    if text.word(next) == Word::Unit(Unit::Quarter) && text.word(next + 1) != Word::Of {
        return Found::when(next + 1, Point::Reported(Unit::Quarter, 0));
    }
    match text.word(next) {
        Word::Latest if is_period(next + 1) => {
            Found::when(next + 2, Point::Reported(Unit::Quarter, -1))
        }
        Word::Digits(_) if is_period(next + 1) => {
            let year = year::four_digits(text, next)?;
            Found::when(next + 2, Point::ReportedIn(year))
        }
        _ => None,
    }
}

/// `Q3`, `Q3 2019`, `H1 2019`, `FY2019`.
pub(super) fn short(text: &Text<'_>, at: usize) -> Option<Found> {
    if !text.capital(at) || text.glued(at) && !matches!(text.before(at), Word::Mark(_)) {
        return None;
    }
    let letters = text.str(at);
    let Word::Digits(number) = text.word(at + 1) else { return None };
    let width = text.width(at + 1);
    if letters == "FY" {
        let year = match width {
            4 => i16::try_from(number).ok().filter(|year| (1900..=2100).contains(year))?,
            2 if number < 50 => 2000 + number as i16,
            2 => 1900 + number as i16,
            _ => return None,
        };
        return Found::when(at + 2, Point::Fixed(Span::Year(year)));
    }
    if !text.glued(at + 1) || width > 1 {
        return None;
    }
    let ends = !text.glued(at + 2) || matches!(text.word(at + 2), Word::Mark(_));
    let of = of_year(text, at + 2);
    let (which, end) = of.unwrap_or((Which::Near, at + 2));
    let point = match (letters, number) {
        ("Q", 1..=4) => Point::Quarter(number as i8, which),
        // H1 is a visa, too
        ("H", 1 | 2) if of.is_some() => Point::Half(number as i8, which),
        _ => return None,
    };
    ends.then_some(point).and_then(|point| Found::when(end, point))
}

/// `the 1990 fiscal year`, `the fiscal year ended June 30`.
pub(super) fn the_fiscal_year(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = year::four_digits(text, at + 1);
    let fiscal = if year.is_some() { at + 2 } else { at + 1 };
    let end = fiscal + 2;
    if text.word(fiscal) != Word::Fiscal || text.word(fiscal + 1) != Word::Unit(Unit::Year) {
        return None;
    }
    if let Some(year) = year {
        return Found::when(end, Point::Fixed(Span::Year(year)));
    }
    // one that ends on some day is no calendar year
    let ends = text.is(end, "ended") || text.is(end, "ending") || text.is(end, "ends");
    ends.then_some(Reading::Lasting(Amount::ONE, Unit::Year))
        .and_then(|reading| Found::new(end, reading))
}

/// `fiscal 1990`, `fiscal year 1990`.
pub(super) fn fiscal_year(text: &Text<'_>, at: usize) -> Option<Found> {
    let next = if text.word(at + 1) == Word::Unit(Unit::Year) { at + 2 } else { at + 1 };
    let (year, end) = year::written(text, next)?;
    Found::when(end, Point::Fixed(Span::Year(year)))
}

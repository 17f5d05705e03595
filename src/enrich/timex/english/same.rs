//! The same part of another year, with which figures are compared.
//!
//! ```text
//! same := "the" ("same" | "corresponding" | "comparable") (unit | "period") year
//! year := "last year" | ("of" | "in") 1997 | ("a" | "the") "year" ("ago" | "earlier" | "before")
//! ```

use super::{absolute, year};
use crate::enrich::timex::reading::{Found, Point, Which};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// A part of another year, `at` being its article.
pub(super) fn same(text: &Text<'_>, at: usize) -> Option<Found> {
    let name = at + 1;
    if text.word(at) != Word::The || !matches!(text.word(name), Word::Same | Word::Alike) {
        return None;
    }
    let unit = match text.word(name + 1) {
        Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter)) => unit,
        // figures are of a quarter unless they say otherwise
        Word::Period => Unit::Quarter,
        _ => return None,
    };
    let (which, end) = other_year(text, name + 2)?;
    let point = match (unit, which) {
        (Unit::Quarter, Which::In(year)) => Point::ReportedIn(year),
        (Unit::Quarter, _) => Point::YearBefore,
        _ => Point::Same(unit, which),
    };
    Found::when(end, point)
}

fn other_year(text: &Text<'_>, at: usize) -> Option<(Which, usize)> {
    let next = if matches!(text.word(at), Word::Of | Word::In) { at + 1 } else { at };
    if let Some((years @ -1, end)) = absolute::relative_year(text, next) {
        return Some((Which::YearsOff(years), end));
    }
    if next > at {
        return year::written(text, next).map(|(year, end)| (Which::In(year), end));
    }
    let is_before = matches!(text.word(at), Word::A | Word::The)
        && text.word(at + 1) == Word::Unit(Unit::Year)
        && matches!(text.word(at + 2), Word::Ago | Word::Earlier | Word::Before);
    is_before.then_some((Which::YearsOff(-1), at + 3))
}

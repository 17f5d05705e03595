//! Decades and centuries: `the 1960s`, `the '80s`, `the nineties`, `the 20th
//! century`, `the nineteenth century`.

use crate::enrich::timex::reading::{Found, Point};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// A decade.
pub(super) fn decade(text: &Text<'_>, at: usize) -> Option<Found> {
    let article = text.word(at) == Word::The;
    let start = if article { at + 1 } else { at };
    if let Word::Tens(tens) = text.word(start) {
        return (article && tens >= 20)
            .then_some(Point::Fixed(Span::Decade(1900 + i16::from(tens))))
            .and_then(|point| Found::when(start + 1, point));
    }
    let quote = text.mark(start, b'\'');
    let digits = if quote { start + 1 } else { start };
    let Word::Digits(number) = text.word(digits) else { return None };
    if quote && !text.glued(digits) {
        return None;
    }
    // "1960s", "1960's"
    let apostrophe = text.glued_mark(digits + 1, b'\'');
    let suffix = if apostrophe { digits + 2 } else { digits + 1 };
    if !text.glued(suffix) || !text.is(suffix, "s") || number % 10 != 0 {
        return None;
    }
    let year = match (text.width(digits), number) {
        (4, 1000..=2090) => number as i16,
        (2, 0..=10) if quote => 2000 + number as i16,
        // "the 90s", but not "in his 30s"
        (2, 20..=90) if quote || article => 1900 + number as i16,
        _ => return None,
    };
    // "1960's" may be of the year: its music, its crisis
    if apostrophe
        && !article
        && text.width(digits) == 4
        && !matches!(text.before(at), Word::Early | Word::Late | Word::Mid | Word::The)
    {
        return None;
    }
    Found::when(suffix + 1, Point::Fixed(Span::Decade(year)))
}

/// A century by its number.
pub(super) fn century(text: &Text<'_>, at: usize) -> Option<Found> {
    let start = if text.word(at) == Word::The { at + 1 } else { at };
    let (number, end) = match text.word(start) {
        Word::Digits(number @ 1..=22)
            if text.glued(start + 1) && text.word(start + 1) == Word::OrdinalEnd =>
        {
            (number as i16, start + 2)
        }
        Word::Ordinal(number @ 5..=20) => (i16::from(number), start + 1),
        // "twenty-first"
        Word::Count(20) if text.joins(start + 1) && text.word(start + 2) == Word::Ordinal(1) => {
            (21, start + 3)
        }
        _ => return None,
    };
    let end = text.past_hyphen(end);
    if text.word(end) != Word::Unit(Unit::Century)
        || matches!(text.word(end + 1), Word::Era { before: true })
    {
        return None;
    }
    Found::when(end + 1, Point::Fixed(Span::Century((number - 1) * 100)))
}

//! Dates in digits.
//!
//! ```text
//! iso     := yyyy ("-" | "/") mm ("-" | "/") dd            2019-12-11
//! slashed := n "/" n "/" (yyyy | yy)                       12/11/2019, 12/11/89
//! dashed  := n "-" n "-" (yyyy | yy)                       12-11-2019, 02-26-98
//! dotted  := dd "." mm "." yyyy                            11.12.2019
//! month   := yyyy "-" mm, in a text that leads to it       in 2019-12
//! ```
//!
//! Of two readings of `12/11/2019` the one nearer to the article's day holds,
//! else the American one. Two numbers and no year (`12/11`, `3-2`) are scores
//! and fractions.

use crate::enrich::timex::reading::{Found, Point};
use crate::enrich::timex::span::Span;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;
use jiff::civil::Date;

/// A date in digits.
pub(super) fn date(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Digits(first) = text.word(at) else { return None };
    let Word::Mark(mark @ (b'-' | b'/' | b'.')) = text.word(at + 1) else { return None };
    let joined = |token: usize| text.glued(token);
    if !(1..=4).all(|step| joined(at + step)) || !text.mark(at + 3, mark) {
        return None;
    }
    let (Word::Digits(second), Word::Digits(third)) = (text.word(at + 2), text.word(at + 4)) else {
        return None;
    };
    // part of something longer: 1-800-555-1234, 10.0.0.1
    let goes_on = text.glued_mark(at + 5, mark) && text.glued(at + 6) && text.is_digits(at + 6);
    let comes_from = text.glued(at)
        && match text.before(at) {
            // "5/1/2019-5/7/2020" is one date and another
            Word::Mark(b'-') => mark == b'-' || !text.is_digits(at.wrapping_sub(2)),
            Word::Mark(b'/' | b'.' | b'#' | b'$') | Word::Other => true,
            _ => false,
        };
    if goes_on || comes_from {
        return None;
    }
    let widths = [0, 2, 4].map(|step| text.width(at + step));
    let numbers = [first, second, third].map(|number| i16::try_from(number).unwrap_or(0));
    let point = match (widths, mark) {
        ([4, 1..=2, 1..=2], b'-' | b'/') => Point::Fixed(Span::Day(day(numbers)?)),
        ([1..=2, 1..=2, 4], b'.') => {
            Point::Fixed(Span::Day(day([numbers[2], numbers[1], numbers[0]])?))
        }
        ([1..=2, 1..=2, 2 | 4], b'/' | b'-') => {
            let year = if widths[2] == 2 {
                // codes and scores are joined by hyphens too
                if mark == b'-' && (widths[0] != 2 || widths[1] != 2) {
                    return None;
                }
                if numbers[2] < 50 { 2000 + numbers[2] } else { 1900 + numbers[2] }
            } else {
                numbers[2]
            };
            let american = day([year, numbers[0], numbers[1]]);
            let european = day([year, numbers[1], numbers[0]]);
            match (american, european) {
                (Some(american), Some(european)) => Point::Either(american, european),
                (Some(date), None) | (None, Some(date)) => Point::Fixed(Span::Day(date)),
                (None, None) => return None,
            }
        }
        _ => return None,
    };
    Found::when(at + 5, point)
}

/// A day that is written as year, month, day, in a year that is believed.
fn day([year, month, day]: [i16; 3]) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (1000..=2100).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

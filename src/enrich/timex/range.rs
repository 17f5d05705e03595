//! Two dates that a preposition makes a range: `from 2010 to 2012`, `between
//! March and May`, `Monday through Thursday`. Each stays a mention of its own;
//! the first takes in the days up to the end of the second.

use super::reading::{Point, Reading};
use super::token::Text;
use super::word::Word;
use super::{Kind, Mention};
use crate::article::Interval;

/// A mention that may be the first of a range.
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) reading: Reading,
}

/// Lets `first` reach to the end of `second`, which begins at token `at`, if
/// the words around them say so.
pub(super) fn join(text: &Text<'_>, open: &Open, first: &mut Mention, second: &Mention, at: usize) {
    let is_range = open.end + 1 == at
        && match text.word(open.end) {
            Word::To => matches!(text.before(open.at), Word::From) || names_its_own(open.reading),
            Word::Through | Word::Until => true,
            Word::And => matches!(text.before(open.at), Word::Between),
            _ => false,
        };
    if !is_range || first.kind == Kind::Duration || second.kind == Kind::Duration {
        return;
    }
    if let (Some(from), Some(to)) = (first.days, second.days)
        && from.from <= to.from
        && from.to <= to.to
    {
        first.days = Some(Interval { from: from.from, to: to.to });
    }
}

/// Years and days, which `to` joins without a `from`.
fn names_its_own(reading: Reading) -> bool {
    matches!(reading, Reading::When(Point::Fixed(super::span::Span::Year(_)) | Point::MonthDay(..)))
}

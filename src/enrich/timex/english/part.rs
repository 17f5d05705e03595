//! Parts of a day without a name of the day: `the morning`, `that night`.

use crate::enrich::timex::reading::{Found, Point, Reading, TimeOfDay};
use crate::enrich::timex::resolve::today;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// `the morning`, `that night`, `the same evening`.
pub(super) fn definite(text: &Text<'_>, at: usize) -> Option<Found> {
    let that = matches!(text.word(at), Word::That | Word::Same) || text.word(at + 1) == Word::Same;
    let at = if text.word(at + 1) == Word::Same { at + 1 } else { at };
    let Word::Part(part) = text.word(at + 1) else { return None };
    let day = if that { Point::ThatUnit(Unit::Day, 0) } else { today() };
    Found::new(at + 2, Reading::At(day, TimeOfDay::Part(part)))
}

//! Parts of a day: `the morning`, `that night`, `the night of March 10`.

use super::clock;
use crate::enrich::timex::reading::{Found, Point, Reading, TimeOfDay};
use crate::enrich::timex::resolve::today;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// `the morning`, `that night`, `the same evening`, `the morning of May 3`.
pub(super) fn definite(text: &Text<'_>, at: usize) -> Option<Found> {
    let that = matches!(text.word(at), Word::That | Word::Same) || text.word(at + 1) == Word::Same;
    let at = if text.word(at + 1) == Word::Same { at + 1 } else { at };
    let Word::Part(part) = text.word(at + 1) else { return None };
    if text.word(at + 2) == Word::Of {
        // "the night of March 10"; of a day that is not named nothing is known
        let (point, end) = clock::day(text, at + 3)?;
        return Found::new(end, Reading::At(point, TimeOfDay::Part(part)));
    }
    let day = if that { Point::ThatUnit(Unit::Day, 0) } else { today() };
    Found::new(at + 2, Reading::At(day, TimeOfDay::Part(part)))
}

//! Days by their number alone, as old newspapers and letters write them.
//!
//! ```text
//! of month := ["the"] nth ("inst." | "ult." | "prox.")      the 12th ult.
//!           | "the" nth "of" ("this" | "last" | "next") "month"
//! alone    := "the" nth, behind a preposition and before a mark     until the 15th.
//! ```

use super::absolute;
use crate::enrich::timex::reading::{Found, Point, Which};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// A day of this month, the last or the next.
pub(super) fn nth(text: &Text<'_>, at: usize) -> Option<Found> {
    let article = text.word(at) == Word::The;
    let number = if article { at + 1 } else { at };
    let (day, end) = absolute::day(text, number)?;
    let is_ordinal = text.before(end) == Word::OrdinalEnd;
    let told = match text.word(end) {
        Word::MonthOf(step) => Some((step, text.past_stop(end + 1))),
        Word::Of if is_ordinal => of_month(text, end + 1),
        _ => None,
    };
    if let Some((step, end)) = told {
        return Found::when(end, Point::DayOfMonth(day, Which::Step(step)));
    }
    let leads = matches!(
        text.before(at),
        Word::On
            | Word::By
            | Word::Until
            | Word::Since
            | Word::From
            | Word::To
            | Word::Through
            | Word::Before
            | Word::After
    );
    let closes = matches!(text.word(end), Word::Mark(b'.' | b',' | b';' | b')') | Word::Break)
        || matches!(text.word(end), Word::To | Word::Until) && text.word(end + 1) == Word::The;
    (article && is_ordinal && leads && closes)
        .then_some(Point::DayOfMonth(day, Which::Near))
        .and_then(|point| Found::when(end, point))
}

/// `this month`, `last month`, `the month`: the step from this one.
fn of_month(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let step = match text.word(at) {
        Word::This | Word::The | Word::Current => 0,
        Word::Last => -1,
        Word::Next => 1,
        _ => return None,
    };
    (text.word(at + 1) == Word::Unit(Unit::Month)).then_some((step, at + 2))
}

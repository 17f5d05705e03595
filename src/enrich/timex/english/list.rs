//! Days of one month that share its name: `18 and 19 June`, `March 3, 4 and 5`.
//!
//! ```text
//! before := day { joint day } ["of"] month [year]          each day but the last, which has the month
//! after  := month day { joint day }                         each day but the first, which has it
//! joint  := "," | "and" | "or" | "to" | "through"
//! ```
//!
//! Behind a comma a number may count something ("on March 3, 5 people"): such a
//! list ends with `and` or `or`, and nothing that is counted follows it.

use super::absolute::{closes, day, month, past_abbreviation, with_year};
use crate::enrich::timex::reading::Found;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// Days in a list, beyond which it is of something else.
const MOST: usize = 6;

fn is_joint(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word(at), Word::Mark(b',') | Word::And | Word::Or | Word::To | Word::Through)
}

/// A day whose month comes at the end of the list: the 18 of `18 and 19 June`.
pub(super) fn before_month(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, first_end) = day(text, at)?;
    let (mut last, mut next) = (first, first_end);
    for step in 0.. {
        // "1, 2, 3 May" climbs; anything else counts
        if !is_joint(text, next) || step == MOST {
            return None;
        }
        let (number, end) = day(text, next + 1).filter(|(number, _)| *number > last)?;
        (last, next) = (number, end);
        if matches!(text.word(next), Word::Month(_) | Word::Of) {
            break;
        }
    }
    if text.word(next) == Word::Of {
        next += 1;
    }
    let month = month(text, next)?;
    let found = with_year(text, month, first, past_abbreviation(text, next + 1))?;
    Some(Found { end: first_end, ..found })
}

/// A further day of the month before it: the 31 of `between March 27 and 31`.
pub(super) fn after_month(text: &Text<'_>, at: usize) -> Option<Found> {
    let joint = at.wrapping_sub(1);
    if !is_joint(text, joint) {
        return None;
    }
    let (number, end) = day(text, at)?;
    // back to the month, over days that climb to this one
    let (mut later, mut back) = (number, joint);
    let mut found = None;
    for _ in 0..MOST {
        // the day may be written "3rd"
        let end_of_day = back.wrapping_sub(1);
        let digits = if text.word(end_of_day) == Word::OrdinalEnd {
            end_of_day.wrapping_sub(1)
        } else {
            end_of_day
        };
        let (earlier, after) = day(text, digits)?;
        if after != back || earlier >= later {
            return None;
        }
        later = earlier;
        let before = digits.wrapping_sub(1);
        if is_joint(text, before) {
            back = before;
            continue;
        }
        let name = if text.glued_mark(before, b'.') { before.wrapping_sub(1) } else { before };
        found = Some(month(text, name)?);
        break;
    }
    let month = found?;
    if !ends_well(text, joint, number, end) {
        return None;
    }
    with_year(text, month, number, end)
}

/// Whether the list goes on from `number`, which ends at `end`, as one of days does.
fn ends_well(text: &Text<'_>, joint: usize, number: i8, end: usize) -> bool {
    let (mut is_told, mut last, mut end) = (!text.mark(joint, b','), number, end);
    for _ in 0..MOST {
        if !is_joint(text, end) {
            break;
        }
        // "3, 4, and 5"
        let skip =
            usize::from(text.mark(end, b',') && matches!(text.word(end + 1), Word::And | Word::Or));
        let Some((next, after)) = day(text, end + skip + 1).filter(|(next, _)| *next > last) else {
            break;
        };
        is_told |= !text.mark(end + skip, b',');
        (last, end) = (next, after);
    }
    is_told && closes(text, end)
}

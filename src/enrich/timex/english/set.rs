//! What comes again: `every Tuesday`, `daily`, `$5 a year`, `Mondays`.

use super::number;
use crate::enrich::timex::reading::{Amount, Cycle, Found, Reading};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// `every day`, `each July`, `every two years`, `every other week`.
pub(super) fn every(text: &Text<'_>, at: usize) -> Option<Found> {
    let (next, amount) = match text.word(at + 1) {
        Word::Another => (at + 2, Amount::Exactly(200)),
        _ => (at + 1, Amount::ONE),
    };
    let cycle = match text.word(next) {
        Word::Unit(unit) => Cycle::Units(amount, unit),
        Word::Weekday(day) => match text.word(next + 1) {
            Word::Part(part) => {
                return Found::new(next + 2, Reading::Every(Cycle::WeekdayPart(day, part)));
            }
            _ => Cycle::Weekday(day),
        },
        Word::Month(month) if text.capital(next) => Cycle::Month(month),
        Word::Season(season) => Cycle::Season(season),
        Word::Part(part) => Cycle::Part(part),
        _ => {
            let (amount, after) = number::amount(text, next)?;
            let Word::Units(unit) = text.word(after) else { return None };
            return Found::new(after + 1, Reading::Every(Cycle::Units(amount, unit)));
        }
    };
    Found::new(next + 1, Reading::Every(cycle))
}

/// `Mondays`, `Monday nights`.
pub(super) fn weekdays(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Weekdays(day) = text.word(at) else { return None };
    text.capital(at).then_some(())?;
    Found::new(at + 1, Reading::Every(Cycle::Weekday(day)))
}

/// `daily`, `annually`.
pub(super) fn periodic(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Periodic(unit) = text.word(at) else { return None };
    // the name of a paper: the Daily Mail
    let is_name = text.capital(at) && text.capital(at + 1);
    (!is_name)
        .then_some(Reading::Every(Cycle::Units(Amount::ONE, unit)))
        .and_then(|reading| Found::new(at + 1, reading))
}

/// `$33 million a year`, `twice a week`: a rate, not a length.
pub(super) fn rate(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Unit(unit @ (Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year)) =
        text.word(at + 1)
    else {
        return None;
    };
    let before = text.before(at);
    let is_rate =
        matches!(
            before,
            Word::Digits(_)
                | Word::Count(_)
                | Word::Times(_)
                | Word::Counted
                | Word::Units(_)
                | Word::Once
                | Word::Mark(b'%')
        ) || ["twice", "times", "cents", "pounds", "barrels", "tons", "more", "hours", "each"]
            .iter()
            .any(|word| text.is(at.wrapping_sub(1), word));
    let is_when = matches!(text.word(at + 2), Word::Ago | Word::Earlier | Word::Later | Word::And);
    (is_rate && !is_when)
        .then_some(Reading::Every(Cycle::Units(Amount::ONE, unit)))
        .and_then(|reading| Found::new(at + 2, reading))
}

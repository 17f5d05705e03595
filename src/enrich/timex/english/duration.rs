//! How long: `three weeks`, `the past two years`, `a four-month ordeal`,
//! `for months`. Ages are no durations.
//!
//! ```text
//! lasting := ["the"] [about] amount ["-"] ["more" | "full" …] unit ["and a half"] ["-" ("long" | "old")]
//! span    := ["the"] ("last" | "next" | "first" …) [about] [amount] units
//! both    := lasting [","] ["and"] amount smaller unit        two hours and 20 minutes
//! bare    := units                                   for years, months of
//! ```

use super::number;
use crate::enrich::timex::reading::{Amount, Found, Reading, Vague};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// An amount of time.
pub(super) fn lasting(text: &Text<'_>, at: usize) -> Option<Found> {
    let start = match text.word(at) {
        // "the nine months", but not "the one day"
        Word::The => {
            // "the first nine months", "the last two years"
            if let Word::Ordinal(1) | Word::Final = text.word(at + 1) {
                return span(text, at + 2);
            }
            at + 1
        }
        Word::These | Word::Those | Word::This => at + 1,
        _ => at,
    };
    if start > at && text.word(start) == Word::A {
        return None;
    }
    length(text, number::past_approximation(text, start), start == at)
}

/// What follows `the last`, `the next`, `the first`: an amount, or units alone.
pub(super) fn span(text: &Text<'_>, start: usize) -> Option<Found> {
    let next = number::past_approximation(text, start);
    if let Word::Units(unit) = text.word(next) {
        // "recent", "coming" and "past" months are told of as vaguely as they are
        let reading = match text.word(next - 1) {
            Word::Coming | Word::Next => Reading::Vague(Vague::Future),
            Word::Past | Word::Last => Reading::Vague(Vague::Past),
            _ => Reading::Lasting(Amount::Some, unit),
        };
        return Found::new(next + 1, reading);
    }
    length(text, next, false)
}

/// The amount and its unit at `at`.
fn length(text: &Text<'_>, at: usize, may_be_one: bool) -> Option<Found> {
    let (amount, after) =
        if text.word(at) == Word::Full { (Amount::Some, at) } else { number::amount(text, at)? };
    let hyphen = text.joins(after);
    let mut next = text.past_hyphen(after);
    while matches!(text.word(next), Word::Full | Word::More) {
        next = text.past_hyphen(next + 1);
    }
    let (unit, plural) = match text.word(next) {
        Word::Unit(unit) => (unit, false),
        Word::Units(unit) => (unit, true),
        Word::Fiscal if matches!(text.word(next + 1), Word::Unit(_) | Word::Units(_)) => {
            next += 1;
            match text.word(next) {
                Word::Unit(unit) => (unit, false),
                Word::Units(unit) => (unit, true),
                _ => return None,
            }
        }
        _ => return None,
    };
    // "three-quarters" are no nine months, "the two-week" is of what it stands before
    if hyphen && (plural && unit == Unit::Quarter || !may_be_one && !plural && next == after + 1) {
        return None;
    }
    let indefinite = text.word(at) == Word::A && amount == Amount::ONE;
    if indefinite && (unit == Unit::Quarter || unit == Unit::Weekend || !may_be_one && plural) {
        return None;
    }
    let mut end = next + 1;
    // "a month-long strike": the article is the strike's
    if text.word(at) == Word::A && text.joins(end) && text.is(end + 1, "long") {
        return None;
    }
    let mut amount = amount;
    if let Some(after) = number::and_a_half(text, end) {
        end = after;
        if let Amount::Exactly(hundredths) = amount {
            amount = Amount::Exactly(hundredths + 50);
        }
    }
    if text.is(at.wrapping_sub(1), "aged") {
        return None;
    }
    // "a year-earlier loss"
    if text.joins(end) && matches!(text.word(end + 1), Word::Ago | Word::Earlier) {
        return None;
    }
    // ages: "52 years old", "a 23-year-old", "years of age"
    let old = if text.glued_mark(end, b'-') { end + 1 } else { end };
    if text.word(old) == Word::Old || text.is(old, "olds") {
        return if hyphen && unit != Unit::Year {
            Found::new(old + 1, Reading::Lasting(amount, unit))
        } else {
            None
        };
    }
    if text.word(end) == Word::Of && text.is(end + 1, "age") {
        return None;
    }
    if hyphen
        && text.joins(end)
        && (text.word(end + 1) == Word::Full || text.word(end + 1) == Word::Period)
    {
        end += 2;
    }
    if !hyphen
        && let Some((second, smaller, end)) = smaller_part(text, end, unit)
        && let Some(first) = amount.whole().and_then(|first| u32::try_from(first).ok())
    {
        return Found::new(end, Reading::LastingBoth(first, unit, second, smaller));
    }
    Found::new(end, Reading::Lasting(amount, unit))
}

/// What follows an amount of `unit` in a smaller one: `[,] [and] three months`.
fn smaller_part(text: &Text<'_>, at: usize, unit: Unit) -> Option<(u32, Unit, usize)> {
    let comma = if text.mark(at, b',') { at + 1 } else { at };
    let at = if text.word(comma) == Word::And { comma + 1 } else { comma };
    if !matches!(text.word(at), Word::Count(_) | Word::Digits(_)) {
        return None;
    }
    let (amount, next) = number::amount(text, at)?;
    let (Word::Unit(smaller) | Word::Units(smaller)) = text.word(next) else { return None };
    let goes_with = match unit {
        Unit::Year => matches!(smaller, Unit::Month | Unit::Week | Unit::Day),
        Unit::Month => matches!(smaller, Unit::Week | Unit::Day),
        Unit::Week => smaller == Unit::Day,
        Unit::Day => smaller == Unit::Hour,
        Unit::Hour => smaller == Unit::Minute,
        Unit::Minute => smaller == Unit::Second,
        _ => false,
    };
    // "two years, three months ago" is of what is said last
    let is_when =
        matches!(text.word(next + 1), Word::Ago | Word::Later | Word::Earlier | Word::Old);
    let count = u32::try_from(amount.whole()?).ok()?;
    (goes_with && !is_when).then_some((count, smaller, next + 1))
}

/// `years`, `months`: some of them.
pub(super) fn bare(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Units(unit) = text.word(at) else { return None };
    if matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend)
        || text.joins(at.wrapping_sub(1))
    {
        return None;
    }
    // "52 years old", "school years", "the years", "these days"
    if matches!(
        text.before(at),
        Word::Digits(_)
            | Word::Count(_)
            | Word::The
            | Word::These
            | Word::Those
            | Word::Mark(b'-')
            | Word::Ordinal(_)
    ) || text.word(at + 1) == Word::Old
    {
        return None;
    }
    // "the early hours", "on days when"
    if unit < Unit::Week && !matches!(text.before(at), Word::For | Word::Over) {
        return None;
    }
    let is_joined = text.joins(at + 1)
        && (text.is(at + 2, "long") || text.word(at + 2) == Word::Old && unit > Unit::Day);
    let end = if is_joined { at + 3 } else { at + 1 };
    Found::new(end, Reading::Lasting(Amount::Some, unit))
}

/// `day-long`, `yearlong`.
pub(super) fn unit_long(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Word::UnitLong(unit) = text.word(at) {
        return Found::new(at + 1, Reading::Lasting(Amount::ONE, unit));
    }
    let Word::Unit(unit) = text.word(at) else { return None };
    (text.joins(at + 1) && text.is(at + 2, "long"))
        .then_some(Reading::Lasting(Amount::ONE, unit))
        .and_then(|reading| Found::new(at + 3, reading))
}

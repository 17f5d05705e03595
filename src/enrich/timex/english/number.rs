//! Numbers and quantities.
//!
//! ```text
//! amount := count [("to" | "or" | "-") count]              12 to 18: some
//! count  := "a" | "a few" | "several" | "a couple of" | "half a" | "a half"
//!         | ["a"] "quarter" before "century"
//!         | digits ["," digits] ["." digits] [n "/" m] [times] ["and a half"]
//!         | words [times] ["and a half"]                   twenty-five, two hundred
//! ```

use crate::enrich::timex::reading::Amount;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Unit, Word};

/// Reads an amount: what it is, and the token after it.
pub(super) fn amount(text: &Text<'_>, at: usize) -> Option<(Amount, usize)> {
    let (first, end) = count(text, at)?;
    // "12 to 18", "two or three", "two- to three-"
    let joint = if text.glued_mark(end, b'-') { end + 1 } else { end };
    let is_joint = matches!(text.word(joint), Word::To | Word::Or) || text.joins(end);
    if is_joint && text.word(at) != Word::A {
        let second = if text.joins(end) && !matches!(text.word(joint), Word::To | Word::Or) {
            joint
        } else {
            joint + 1
        };
        if is_number(text.word(second))
            && let Some((_, end)) = count(text, second)
        {
            return Some((Amount::Some, end));
        }
    }
    Some((first, end))
}

fn is_number(word: Word) -> bool {
    matches!(word, Word::Digits(_) | Word::Count(_))
}

/// Reads one count.
fn count(text: &Text<'_>, at: usize) -> Option<(Amount, usize)> {
    let of = |end: usize| if text.word(end) == Word::Of { end + 1 } else { end };
    let (mut hundredths, mut end) = match text.word(at) {
        Word::A => match text.word(at + 1) {
            Word::Few => return Some((Amount::Some, at + 2)),
            Word::Couple => return Some((Amount::Exactly(200), of(at + 2))),
            Word::Dozen => return Some((Amount::Exactly(1200), of(at + 2))),
            Word::Half => return Some((Amount::Exactly(50), at + 2)),
            _ if is_of_century(text, at + 1) => return Some((Amount::Exactly(25), at + 2)),
            Word::Times(times) => return Some((Amount::Exactly(u64::from(times) * 100), at + 2)),
            _ => return Some((Amount::ONE, at + 1)),
        },
        Word::Several | Word::Few => return Some((Amount::Some, at + 1)),
        Word::Couple if text.word(at + 1) == Word::Of => {
            return Some((Amount::Exactly(200), at + 2));
        }
        Word::Dozen => return Some((Amount::Exactly(1200), of(at + 1))),
        Word::Dozens if text.word(at + 1) == Word::Of => return Some((Amount::Some, at + 2)),
        Word::Half if text.word(at + 1) == Word::A => return Some((Amount::Exactly(50), at + 2)),
        Word::Unit(_) if is_of_century(text, at) => return Some((Amount::Exactly(25), at + 1)),
        Word::Half
            if matches!(
                text.word(at + 1),
                Word::Unit(Unit::Century | Unit::Decade | Unit::Hour)
            ) =>
        {
            return Some((Amount::Exactly(50), at + 1));
        }
        Word::Half if text.joins(at + 1) => return Some((Amount::Exactly(50), at + 1)),
        Word::Count(count) => words(text, at, count),
        Word::Digits(_) => digits(text, at)?,
        _ => return None,
    };
    if let Word::Times(times) = text.word(end) {
        hundredths = hundredths.saturating_mul(u64::from(times));
        end += 1;
    }
    if let Some(after) = and_a_half(text, end) {
        (hundredths, end) = (hundredths.saturating_add(50), after);
    }
    Some((Amount::Exactly(hundredths), end))
}

/// The token after `and a half`, which hyphens may join: `two-and-a-half`.
pub(super) fn and_a_half(text: &Text<'_>, at: usize) -> Option<usize> {
    let and = text.past_hyphen(at);
    let a = text.past_hyphen(and + 1);
    let half = text.past_hyphen(a + 1);
    let is_half =
        text.word(and) == Word::And && text.word(a) == Word::A && text.word(half) == Word::Half;
    is_half.then_some(half + 1)
}

/// Whether `quarter` at `at` is that of a century.
fn is_of_century(text: &Text<'_>, at: usize) -> bool {
    text.word(at) == Word::Unit(Unit::Quarter)
        && text.word(text.past_hyphen(at + 1)) == Word::Unit(Unit::Century)
}

/// `twenty-five`, the first word being `tens`.
fn words(text: &Text<'_>, at: usize, tens: u16) -> (u64, usize) {
    let mut number = u64::from(tens);
    let mut end = at + 1;
    let ones = text.past_hyphen(end);
    if tens >= 20
        && let Word::Count(count @ 1..=9) = text.word(ones)
    {
        number += u64::from(count);
        end = ones + 1;
    }
    (number * 100, end)
}

/// `1,200`, `2.5`, `2 1/2`, in hundredths.
fn digits(text: &Text<'_>, at: usize) -> Option<(u64, usize)> {
    /// Longer groups of thousands are no number of years.
    const GROUPS: usize = 3;
    let Word::Digits(number) = text.word(at) else { return None };
    if number == u32::MAX || is_amid_number(text, at) {
        return None;
    }
    let mut number = u64::from(number);
    let mut end = at + 1;
    for _ in 0..GROUPS {
        match text.word(end + 1) {
            Word::Digits(group)
                if text.glued_mark(end, b',')
                    && text.glued(end + 1)
                    && text.width(end + 1) == 3 =>
            {
                number = number * 1000 + u64::from(group);
                end += 2;
            }
            _ => break,
        }
    }
    let mut hundredths = number.saturating_mul(100);
    if let Word::Digits(fraction) = text.word(end + 1)
        && text.glued_mark(end, b'.')
        && text.glued(end + 1)
    {
        match text.width(end + 1) {
            1 => hundredths += u64::from(fraction) * 10,
            2 => hundredths += u64::from(fraction),
            _ => return None,
        }
        end += 2;
    } else if let (Word::Digits(over), Word::Digits(under @ 2..=8)) =
        (text.word(end), text.word(end + 2))
        && text.glued_mark(end + 1, b'/')
        && over < under
    {
        hundredths += u64::from(over) * 100 / u64::from(under);
        end += 3;
    } else if let Word::Digits(under @ 2..=8) = text.word(end + 1)
        && text.glued_mark(end, b'/')
        && number < u64::from(under)
    {
        hundredths = number * 100 / u64::from(under);
        end += 2;
    }
    Some((hundredths, end))
}

/// Whether the digits at `at` go on from a number, a sum or a name before them.
fn is_amid_number(text: &Text<'_>, at: usize) -> bool {
    let before = text.before(at);
    before == Word::Mark(b'$')
        || (text.glued(at)
            && match before {
                Word::Mark(b',' | b'.' | b':' | b'/') => {
                    text.glued(at - 1) && text.is_digits(at.wrapping_sub(2))
                }
                Word::Mark(b'#' | b'@' | b'+' | b'=') => true,
                Word::Mark(_) | Word::Break => false,
                _ => true,
            })
}

/// Passes over `about`, `nearly`, `more than`, `at least`, `another` at `at`.
pub(super) fn past_approximation(text: &Text<'_>, at: usize) -> usize {
    match (text.word(at), text.word(at + 1)) {
        (Word::About | Word::Nearly, _) => at + 1,
        (Word::More | Word::Less, Word::Than) | (Word::At, Word::Least) => at + 2,
        (Word::Up, Word::To) => at + 2,
        // "another two weeks", "an additional three months"
        (Word::Count(1), next) if is_number(next) && text.is(at, "another") => at + 1,
        (Word::A, Word::Full) if is_number(text.word(at + 2)) => at + 2,
        _ => at,
    }
}

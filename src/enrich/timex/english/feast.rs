//! Holidays by name, and the rule that finds their day.

use super::{absolute, year};
use crate::enrich::timex::holiday::Rule;
use crate::enrich::timex::reading::{Found, Point, Which};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// Names in words, and when they are. Longer names of the same beginning first.
static FEASTS: &[(&[&str], Rule)] = &[
    (&["christmas", "eve"], Rule::On(12, 24)),
    (&["christmas", "day"], Rule::On(12, 25)),
    (&["christmas"], Rule::On(12, 25)),
    (&["xmas"], Rule::On(12, 25)),
    (&["boxing", "day"], Rule::On(12, 26)),
    (&["new", "year", "'", "s", "day"], Rule::On(1, 1)),
    (&["new", "year", "'", "s", "eve"], Rule::On(12, 31)),
    (&["new", "years", "day"], Rule::On(1, 1)),
    (&["new", "years", "eve"], Rule::On(12, 31)),
    (&["new", "year", "'", "s"], Rule::On(1, 1)),
    (&["thanksgiving", "day"], Rule::Nth(4, 4, 11)),
    (&["thanksgiving"], Rule::Nth(4, 4, 11)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter"], Rule::Easter(0)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["palm", "sunday"], Rule::Easter(-7)),
    (&["ash", "wednesday"], Rule::Easter(-46)),
    (&["mardi", "gras"], Rule::Easter(-47)),
    (&["pentecost"], Rule::Easter(49)),
    (&["halloween"], Rule::On(10, 31)),
    (&["independence", "day"], Rule::On(7, 4)),
    (&["labor", "day"], Rule::Nth(1, 1, 9)),
    (&["labour", "day"], Rule::Nth(1, 1, 9)),
    (&["memorial", "day"], Rule::Nth(-1, 1, 5)),
    (&["veterans", "day"], Rule::On(11, 11)),
    (&["armistice", "day"], Rule::On(11, 11)),
    (&["remembrance", "day"], Rule::On(11, 11)),
    (&["columbus", "day"], Rule::Nth(2, 1, 10)),
    (&["presidents", "day"], Rule::Nth(3, 1, 2)),
    (&["presidents", "'", "day"], Rule::Nth(3, 1, 2)),
    (&["martin", "luther", "king", "day"], Rule::Nth(3, 1, 1)),
    (&["martin", "luther", "king", "jr", ".", "day"], Rule::Nth(3, 1, 1)),
    (&["valentine", "'", "s", "day"], Rule::On(2, 14)),
    (&["st", ".", "patrick", "'", "s", "day"], Rule::On(3, 17)),
    (&["mother", "'", "s", "day"], Rule::Nth(2, 7, 5)),
    (&["father", "'", "s", "day"], Rule::Nth(3, 7, 6)),
    (&["groundhog", "day"], Rule::On(2, 2)),
    (&["inauguration", "day"], Rule::On(1, 20)),
    (&["election", "day"], Rule::Election),
    (&["anzac", "day"], Rule::On(4, 25)),
    (&["bastille", "day"], Rule::On(7, 14)),
    (&["australia", "day"], Rule::On(1, 26)),
    (&["canada", "day"], Rule::On(7, 1)),
    (&["earth", "day"], Rule::On(4, 22)),
    (&["flag", "day"], Rule::On(6, 14)),
    (&["juneteenth"], Rule::On(6, 19)),
    (&["guy", "fawkes", "night"], Rule::On(11, 5)),
    (&["cinco", "de", "mayo"], Rule::On(5, 5)),
    (&["epiphany"], Rule::On(1, 6)),
    (&["fourth", "of", "july"], Rule::On(7, 4)),
];

/// `9/11`, which outside its towers is a fraction or a score.
pub(super) fn nine_eleven(text: &Text<'_>, at: usize) -> Option<Found> {
    static ATTACKS: Rule = Rule::Once(2001, 9, 11);
    let end = at + 3;
    let is_written = text.word(at) == Word::Digits(9)
        && text.glued_mark(at + 1, b'/')
        && text.word(at + 2) == Word::Digits(11)
        && text.glued(at + 2);
    let stands_alone = !text.glued(at)
        && !text.is_digits(at.wrapping_sub(1))
        && !matches!(text.word(end), Word::Mark(b'/' | b'-'))
        && !text.glued_mark(end, b':');
    (is_written && stands_alone)
        .then_some(Point::Holiday(&ATTACKS, Which::Near))
        .and_then(|point| Found::when(end, point))
}

/// A holiday, with its year if that follows.
pub(super) fn named(text: &Text<'_>, at: usize) -> Option<Found> {
    let (rule, end) = name(text, at)?;
    if let Some((years, end)) = absolute::relative_year(text, end) {
        return Found::when(end, Point::Holiday(rule, Which::YearsOff(years)));
    }
    let next = if matches!(text.word(end), Word::Of | Word::Mark(b',')) { end + 1 } else { end };
    match year::written(text, next) {
        Some((year, end)) => Found::when(end, Point::Holiday(rule, Which::In(year))),
        // "Easter egg", "Christmas Island"
        None if matches!(rule, Rule::Easter(0) | Rule::On(1, 6))
            && text.word(end) == Word::Other
            && text.capital(end) =>
        {
            None
        }
        None => Found::when(end, Point::Holiday(rule, Which::Near)),
    }
}

/// `the Fourth of July`.
pub(super) fn the_feast(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.word(at + 1) == Word::Ordinal(4) { named(text, at + 1) } else { None }
}

/// A holiday behind `last`, `this` or `next`.
pub(super) fn nth(text: &Text<'_>, at: usize, step: i8) -> Option<Found> {
    let (rule, end) = name(text, at)?;
    Found::when(end, Point::Holiday(rule, Which::Step(step)))
}

fn name(text: &Text<'_>, at: usize) -> Option<(&'static Rule, usize)> {
    if !text.capital(at) {
        return None;
    }
    let found = FEASTS.iter().find(|(words, _)| {
        words.iter().enumerate().all(|(step, word)| match *word {
            "'" => text.mark(at + step, b'\''),
            word => text.is(at + step, word),
        })
    });
    let (words, rule) = found?;
    // "Guy Fawkes night" is a night of a day
    Some((rule, at + words.len()))
}

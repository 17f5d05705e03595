//! The present, the past and the future, no finer: `now`, `recently`, `the
//! near future`. They have a value and no days.

use crate::enrich::timex::reading::{Found, Reading, Vague};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// A word alone.
pub(super) fn word(text: &Text<'_>, at: usize) -> Option<Found> {
    let next = text.word(at + 1);
    match (text.word(at), next) {
        (Word::Now, _) if !text.mark(at.wrapping_sub(1), b'-') => found(at + 1, Vague::Present),
        (Word::Currently, _) => found(at + 1, Vague::Present),
        (Word::Current, Word::Unit(_)) => None,
        (Word::Current, _) => found(at + 1, Vague::Present),
        (Word::Recent, Word::Units(_)) => found(at + 2, Vague::Past),
        (Word::Recent, _) => found(at + 1, Vague::Past),
        (Word::Recently, _) => found(at + 1, Vague::Past),
        (Word::More, Word::Recently) => found(at + 2, Vague::Past),
        (Word::Coming, Word::Units(_)) => found(at + 2, Vague::Future),
        (Word::Past, Word::Units(_)) => found(at + 2, Vague::Past),
        (Word::Future, _) => found(at + 1, Vague::Future),
        _ => None,
    }
}

/// `the future`, `the near future`, `the past`.
pub(super) fn the(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.word(at) != Word::The {
        return None;
    }
    match (text.word(at + 1), text.word(at + 2)) {
        (Word::Future, _) => found(at + 2, Vague::Future),
        (Word::Near | Word::Coming, Word::Future) => found(at + 3, Vague::Future),
        (Word::Past, next)
            if !matches!(
                next,
                Word::Unit(_) | Word::Units(_) | Word::Digits(_) | Word::Count(_)
            ) =>
        {
            found(at + 2, Vague::Past)
        }
        _ => None,
    }
}

/// `these days`.
pub(super) fn these(text: &Text<'_>, at: usize) -> Option<Found> {
    (text.word(at) == Word::These && text.is(at + 1, "days"))
        .then(|| found(at + 2, Vague::Present))
        .flatten()
}

fn found(end: usize, vague: Vague) -> Option<Found> {
    Found::new(end, Reading::Vague(vague))
}

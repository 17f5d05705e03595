//! Where the verbs around an expression point: `said Tuesday`, `will meet Tuesday`.
//!
//! The nearest cue of the clause counts, one before the expression being nearer
//! by [`BEFORE`] tokens than one behind it. Cues are:
//!
//! ```text
//! future  will, would, until, … | ("set" | "agreed" | …) "to" | ("is" | "are") (…"ing" | "to")
//!         | "opens", "meets", …: said in the present of a day to come
//! past    was, said, … | since | a word in "ed" that is a verb
//! ```

use crate::enrich::timex::resolve::Direction;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// A verb further away than so many tokens is of another clause.
const REACH: usize = 18;

/// What a cue before the expression is ahead of one behind it.
const BEFORE: usize = 2;

/// The direction of the nearest cue.
pub(super) fn direction(text: &Text<'_>, from: usize, to: usize) -> Direction {
    let (mut back, mut on) = (true, true);
    for distance in 0..REACH + BEFORE {
        if back {
            let at = from.wrapping_sub(distance + 1);
            match cue(text, at, true, distance) {
                Some(direction) => return direction,
                None => back = !ends_sentence(text, at),
            }
        }
        if on && distance >= BEFORE {
            let distance = distance - BEFORE;
            let at = to + distance;
            match cue(text, at, false, distance) {
                Some(direction) => return direction,
                None => on = !ends_sentence(text, at) && !ends_clause(text, at, distance),
            }
        }
        if !back && !on {
            break;
        }
    }
    Direction::Unknown
}

/// Whether a word of the future is one here: not "would have", "due to bad
/// weather", "than expected", "two points ahead".
fn is_to_come(text: &Text<'_>, at: usize) -> bool {
    let after = at + 1;
    let is = |word: &str| text.is(at, word);
    if is("due") && text.word(after) == Word::To {
        let word = text.str(after + 1);
        let is_noun = word.ends_with('s') || word.ends_with("ion") || word.ends_with("ing");
        return text.word(after + 1) == Word::Other && !text.capital(after + 1) && !is_noun;
    }
    if is("expected") {
        return !matches!(text.word(at.wrapping_sub(1)), Word::Than | Word::Mark(b'-') | Word::A);
    }
    if is("ahead") {
        return text.word(after) == Word::Of;
    }
    !text.is(after, "have")
}

/// The direction that a word says, so many tokens before or behind the expression.
fn cue(text: &Text<'_>, at: usize, is_before: bool, distance: usize) -> Option<Direction> {
    match text.word(at) {
        // "plans" are a noun, too
        Word::Plans => (text.word(at + 1) == Word::To).then_some(Direction::Future),
        // "it had been due to expire Friday"
        Word::Will if text.is(at.wrapping_sub(1), "been") && text.is(at.wrapping_sub(2), "had") => {
            Some(Direction::Past)
        }
        Word::Will if is_to_come(text, at) => Some(Direction::Future),
        // "starting Friday", but not "since starting in May"
        Word::Starts => (distance < 3).then_some(Direction::Future),
        Word::Until | Word::Soon | Word::Tomorrow => Some(Direction::Future),
        Word::Opens => (!text.capital(at)).then_some(Direction::Future),
        // "is to meet", "are meeting"
        Word::Is if text.word(at + 1) == Word::To || text.str(at + 1).ends_with("ing") => {
            Some(Direction::Future)
        }
        Word::Was | Word::Since => Some(Direction::Past),
        // "after winning the cup Friday", but not "after Friday"
        Word::After if is_before && distance > 0 => Some(Direction::Past),
        Word::Other if is_past(text, at) => Some(Direction::Past),
        _ => None,
    }
}

/// Whether a word is a verb in its past by its ending: no "United", no "need",
/// no "unspecified date", and not what "will be" or "a" stands before.
fn is_past(text: &Text<'_>, at: usize) -> bool {
    let word = text.str(at);
    let before = at.wrapping_sub(1);
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !word.starts_with("un")
        && !text.capital(at)
        && !matches!(text.word(before), Word::A | Word::The)
        && !text.is(before, "be")
}

fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    match text.word(at) {
        Word::Break | Word::Mark(b'?' | b'!') => true,
        // the stop of an abbreviation is followed by a small letter or a digit
        Word::Mark(b'.') => {
            text.capital(at + 1) && !text.glued(at + 1) && text.width(at.wrapping_sub(1)) > 3
        }
        _ => false,
    }
}

/// Whether the clause that an expression began ends at `at`, so many tokens
/// behind it: a comma right behind it opens the clause (`On Friday, …`).
fn ends_clause(text: &Text<'_>, at: usize, distance: usize) -> bool {
    match text.word(at) {
        Word::Mark(b',') => distance > 0,
        Word::And | Word::After | Word::That | Word::Mark(b';' | b'~') => true,
        Word::Other => ["but", "because", "while"].iter().any(|word| text.is(at, word)),
        _ => false,
    }
}

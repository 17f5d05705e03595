//! Where the verbs around an expression point: `said Tuesday`, `will meet Tuesday`.

use crate::enrich::timex::resolve::Direction;
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::Word;

/// A verb further away than so many tokens is of another clause.
const REACH: usize = 18;

/// The direction of the nearest verb of the sentence, the one before winning
/// over one as near behind.
pub(super) fn direction(text: &Text<'_>, from: usize, to: usize) -> Direction {
    let (mut back, mut on) = (true, true);
    for distance in 0..REACH {
        if back {
            let at = from.wrapping_sub(distance + 1);
            match cue(text, at) {
                Some(direction) => return direction,
                None => back = !ends_sentence(text, at),
            }
        }
        if on {
            let at = to + distance;
            match cue(text, at) {
                Some(direction) => return direction,
                None => on = !ends_sentence(text, at),
            }
        }
        if !back && !on {
            break;
        }
    }
    Direction::Unknown
}

/// The direction that a word says.
fn cue(text: &Text<'_>, at: usize) -> Option<Direction> {
    match text.word(at) {
        Word::Will | Word::Until | Word::Soon | Word::Tomorrow | Word::Opens => {
            Some(Direction::Future)
        }
        // "is to meet", "ahead of Sunday's vote"
        Word::To if text.is(at.wrapping_sub(1), "is") || text.is(at.wrapping_sub(1), "are") => {
            Some(Direction::Future)
        }
        Word::Was | Word::Since => Some(Direction::Past),
        Word::Other if text.width(at) > 4 && text.str(at).ends_with("ed") => Some(Direction::Past),
        _ => None,
    }
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

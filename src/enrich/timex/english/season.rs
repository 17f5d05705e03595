//! Seasons: `the summer of 1998`, `summer 2019`, `in the spring`. `spring` and
//! `fall` are verbs, so a season alone needs a word that leads to it.

use super::{absolute, year};
use crate::enrich::timex::reading::{Found, Point, Which};
use crate::enrich::timex::token::Text;
use crate::enrich::timex::word::{Season, Word};

/// A season of a year.
pub(super) fn of_year(text: &Text<'_>, at: usize) -> Option<Found> {
    let name = if text.word(at) == Word::The { at + 1 } else { at };
    let Word::Season(season) = text.word(name) else { return None };
    let next = if matches!(text.word(name + 1), Word::Of | Word::Mark(b',')) {
        name + 2
    } else {
        name + 1
    };
    if let Some((years, end)) = absolute::relative_year(text, next) {
        return Found::when(end, Point::Season(season, Which::YearsOff(years)));
    }
    let (year, end) = year::written(text, next)?;
    Found::when(end, Point::Season(season, Which::In(year)))
}

/// `the summer`, `in spring`.
pub(super) fn bare(text: &Text<'_>, at: usize) -> Option<Found> {
    let (name, article) = if text.word(at) == Word::The { (at + 1, true) } else { (at, false) };
    let Word::Season(season) = text.word(name) else { return None };
    let leads = matches!(
        text.before(at),
        Word::In
            | Word::Since
            | Word::By
            | Word::During
            | Word::Until
            | Word::Through
            | Word::Over
            | Word::Before
            | Word::After
    );
    let is_noun = match season {
        Season::Spring | Season::Summer | Season::Winter => leads,
        Season::Autumn => {
            leads
                && (text.is(name, "autumn")
                    || matches!(text.before(at), Word::In | Word::By) && article)
        }
    };
    // "in spring training", "the winter games"
    let goes_on = text.capital(name + 1) || text.word(name + 1) == Word::Of;
    if !is_noun || goes_on {
        return None;
    }
    Found::when(name + 1, Point::Season(season, Which::Near))
}

/// A season behind `early`, `late` or `mid`.
pub(super) fn led(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Season(season) = text.word(at) else { return None };
    of_year(text, at).or_else(|| Found::when(at + 1, Point::Season(season, Which::Near)))
}

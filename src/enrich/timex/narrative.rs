//! Whether a text tells of long ago: then its dates lead on from one another
//! (`In 1942 … in March … two days later`), not from the article's own day.

use super::token::Text;
use super::word::Word;
use crate::article::Published;

/// A text with fewer years than this tells no history.
const FEWEST_YEARS: usize = 5;
/// So many years must be for one word that speaks of the article's own days.
const YEARS_A_DAY: usize = 3;

/// Whether years that are not the article's own outnumber the words that only
/// make sense from its day (`Tuesday`, `yesterday`, `last`, `ago`).
pub(super) fn is_narrative(text: &Text<'_>, published: &Published) -> bool {
    let own = published.interval.map(|interval| i64::from(interval.from.ymd().0));
    let (mut years, mut deictic) = (0, 0);
    for at in 0..text.len() {
        match text.word(at) {
            Word::Digits(year @ 1000..=2100) if text.width(at) == 4 => {
                let is_other = own.is_none_or(|own| (own - i64::from(year)).abs() > 2);
                years += usize::from(is_other && text.number(at).is_some());
            }
            Word::Weekday(_)
            | Word::Today
            | Word::Yesterday
            | Word::Tomorrow
            | Word::Tonight
            | Word::Last
            | Word::Ago => deictic += 1,
            _ => {}
        }
    }
    years >= FEWEST_YEARS && years >= YEARS_A_DAY * deictic
}

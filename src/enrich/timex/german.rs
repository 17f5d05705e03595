//! The German rules: weekdays, dates, days around today, units, decades.

use super::Rules;
use super::lexicon::Lexicon;
use super::reading::Found;
use super::resolve::Direction;
use super::token::Text;
use super::word::Word;
use std::sync::LazyLock;

/// German.
pub(super) struct German;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[(Word::Month(1), "januar")]));

impl Rules for German {
    fn lexicon(&self) -> &Lexicon {
        &LEXICON
    }

    fn read(&self, _text: &Text<'_>, _at: usize) -> Option<Found> {
        None
    }

    fn direction(&self, _text: &Text<'_>, _from: usize, _to: usize) -> Direction {
        Direction::Unknown
    }
}

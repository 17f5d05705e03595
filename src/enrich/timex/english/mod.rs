//! The English rules: which words begin which families of expressions.
//!
//! A family is a file; each of its functions reads one form at a place and
//! says where it ends. Of the families of a word the first that reads
//! something wins, so longer forms come first.

mod absolute;
mod ago;
mod clock;
mod decade;
mod duration;
mod feast;
mod list;
mod modified;
mod nth;
mod number;
mod numeric;
mod part;
mod quarter;
mod relative;
mod same;
mod season;
mod set;
mod tense;
mod vague;
mod weekday;
mod words;
mod year;

use super::Rules;
use super::lexicon::Lexicon;
use super::reading::Found;
use super::resolve::Direction;
use super::token::Text;
use super::word::{Unit, Word};
use std::sync::LazyLock;

/// English.
pub(super) struct English;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(words::WORDS));

/// Reads one form of expression at a token.
type Family = fn(&Text<'_>, usize) -> Option<Found>;

impl Rules for English {
    fn lexicon(&self) -> &Lexicon {
        &LEXICON
    }

    fn read(&self, text: &Text<'_>, at: usize) -> Option<Found> {
        read(text, at)
    }

    fn direction(&self, text: &Text<'_>, from: usize, to: usize) -> Direction {
        tense::direction(text, from, to)
    }
}

/// The expression that begins at `at`.
fn read(text: &Text<'_>, at: usize) -> Option<Found> {
    // what a rule needs after a little word is never a word of no interest
    let word = text.word(at);
    if is_little(word) && text.word(at + 1) == Word::Other {
        return None;
    }
    let found = families(word).iter().find_map(|family| family(text, at))?;
    Some(clock::behind_day(text, found).unwrap_or(found))
}

fn is_little(word: Word) -> bool {
    matches!(word, Word::The | Word::A | Word::At | Word::In | Word::This | Word::That)
}

/// The families that a word may begin, in the order in which they are tried.
fn families(word: Word) -> &'static [Family] {
    match word {
        Word::Digits(_) => &[
            numeric::date,
            feast::nine_eleven,
            clock::time,
            absolute::day_first,
            list::before_month,
            list::after_month,
            nth::nth,
            quarter::quarter,
            decade::century,
            decade::decade,
            ago::ago,
            duration::lasting,
            year::years,
            year::year,
        ],
        Word::Mark(b'\'') => &[decade::decade, year::short],
        Word::Month(_) => &[absolute::month_first],
        Word::Weekday(_) => &[weekday::weekday],
        Word::Weekdays(_) => &[set::weekdays],
        Word::Season(_) => &[season::of_year, season::bare],
        Word::Holiday | Word::OrdinalEnd => &[feast::named],
        Word::The | Word::That | Word::Same => &[
            modified::modified,
            ago::year_before,
            absolute::the_day,
            nth::nth,
            weekday::nth_of_month,
            relative::beside,
            relative::of_name,
            same::same,
            feast::the_feast,
            decade::century,
            decade::decade,
            quarter::quarter,
            quarter::the_fiscal_year,
            quarter::reported,
            relative::relative,
            ago::ago,
            duration::lasting,
            season::of_year,
            season::bare,
            year::the_year,
            relative::definite,
            part::definite,
            vague::the,
        ],
        Word::A => &[ago::year_before, ago::ago, set::rate, duration::lasting],
        Word::This | Word::These | Word::Those => {
            &[quarter::quarter, relative::relative, vague::these, duration::lasting]
        }
        Word::Last
        | Word::Past
        | Word::Previous
        | Word::Latest
        | Word::Next
        | Word::Coming
        | Word::Following
        | Word::Current
        | Word::Final => &[quarter::quarter, relative::relative, vague::word],
        Word::Ordinal(_) => {
            &[weekday::nth_of_month, decade::century, quarter::quarter, absolute::day_first]
        }
        Word::Fiscal => &[quarter::quarter, quarter::fiscal_year],
        Word::Each | Word::Every => &[set::every],
        Word::Periodic(_) => &[set::periodic],
        Word::Early | Word::Late | Word::Mid | Word::Earlier | Word::Later => {
            &[modified::modified, vague::word]
        }
        Word::End | Word::Beginning | Word::Middle => &[modified::modified],
        Word::Today | Word::Yesterday | Word::Tomorrow | Word::Tonight | Word::Overnight => {
            &[relative::deictic]
        }
        Word::Noon | Word::Midnight => &[clock::time],
        Word::Count(_) | Word::Dozens | Word::Half | Word::Several | Word::Few => {
            &[clock::time, ago::ago, duration::lasting, year::spoken, absolute::day_first]
        }
        Word::Couple | Word::Dozen => &[ago::ago, duration::lasting],
        Word::About | Word::More | Word::Less | Word::At | Word::Nearly | Word::Up => {
            &[vague::word, ago::ago, duration::lasting]
        }
        Word::Unit(Unit::Quarter) => &[duration::lasting],
        Word::Unit(_) => &[ago::year_before, modified::year_end, duration::unit_long],
        Word::UnitLong(_) => &[duration::unit_long],
        Word::InShort => &[quarter::short],
        Word::Units(_) => &[ago::ago, duration::bare],
        Word::Now
        | Word::Currently
        | Word::Recent
        | Word::Recently
        | Word::Future
        | Word::Soon
        | Word::Once => &[vague::word],
        _ => &[],
    }
}

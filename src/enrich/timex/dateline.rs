//! The day in the dateline of a story, which its `yesterday` is told from:
//! `NAIROBI, August 21 (Xinhua) -- `, `PARIS, 11 Dec. —`.

use super::token::Text;
use super::word::Word;
use super::{Kind, Mention};
use crate::article::Day;
use jiff::civil::Date;

/// A dateline is at the very start; so many bytes, so many tokens of agency.
const LONGEST: u32 = 100;
const AGENCY: usize = 8;
/// A dispatch runs within so many days of being filed.
const DAYS: i64 = 31;

/// The day of a first mention that is a dateline's, the token after it being
/// `end` and the article of `published`, if it is known.
pub(super) fn day(
    text: &Text<'_>,
    end: usize,
    mention: &Mention,
    published: Option<Date>,
) -> Option<Day> {
    if mention.kind != Kind::Date || mention.end > LONGEST {
        return None;
    }
    let days = mention.days.filter(|days| days.from == days.to)?;
    if let Some(published) = published {
        let span = super::span::Span::Day(published).days();
        let days_before = span.from.number() - days.from.number();
        if !(0..=DAYS).contains(&days_before) {
            return None;
        }
    }
    follows_dash(text, end).then_some(days.from)
}

/// Whether a dash follows, perhaps behind an agency in brackets.
fn follows_dash(text: &Text<'_>, end: usize) -> bool {
    let mut at = end;
    if text.mark(at, b'(') {
        let close = (at..at + AGENCY).find(|&at| text.mark(at, b')'));
        let Some(close) = close else { return false };
        at = close + 1;
    }
    matches!(text.word(text.past_stop(at)), Word::Mark(b'-' | b'~' | b'_'))
}

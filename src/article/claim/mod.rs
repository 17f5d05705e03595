//! Reads the dates that records, pages, names of files and lines of text claim.
//!
//! A claim is read as fine as it is and no finer: what has two readings gives
//! only what both share, what has none gives `None`. Nothing here knows today.
//!
//! ```text
//! claim    := partial | digits | parts
//! partial  := 1930 | 1930-05 | 193X | 1930s | 1930~ | 1930/1932 …   (partial.rs)
//! digits   := year | yyyymmdd | yyyymmddhhmm[ss] | count since 1970 (numeric.rs)
//! parts    := part { separator part }                               (scan.rs)
//! part     := ymd | dmy | weekday | month | day [ordinal] | year
//!           | time [zone] | filler | label
//! ymd      := yyyy sep mm [sep dd]          sep: - / _ and, with a day, . :
//! dmy      := dd "." mm "." yyyy            the day first where dots are; a blank behind each allowed
//!           | n ("/" | "-") n ("/" | "-") yyyy
//! time     := 15:04[:05[.6]] | 3:04 pm | 12h30 | T1504[05]          (time.rs)
//! ```
//!
//! Decisions that are not in any standard:
//! - `04/13/2019` and `13/04/2019` have one reading and are days;
//!   `03/04/2019` has two and is either of two days ([`Precision::Either`]),
//!   until something else of its source tells which.
//! - Two digits are a year only in mail style, with a time and a zone.
//! - `1900s` is the century, since its first decade is in it.
//! - The second in which 1970 began is what systems write for no date, and no
//!   claim; its day, written as a day, is one.
//! - An impossible time ("25:61") leaves its day; an impossible day is no claim.

mod doubt;
mod line;
mod name;
mod numeric;
mod partial;
mod parts;
mod scan;
mod time;
mod words;

pub use doubt::{DateDoubt, DoubtReason};
pub use line::date_in_line;
pub use name::date_in_name;

#[cfg(doc)]
use super::Precision;
use super::Published;

/// Longer texts are not dates, whatever words they have.
const LONGEST_CLAIM: usize = 120;

/// Reads a date claim as a record, a meta tag or a person may write it.
///
/// The days are those of the claim's own zone; [`Published::origin`] is for
/// the caller to set. `None` if it is no date, or lies outside
/// [`super::FIRST_YEAR`]..=[`super::LAST_YEAR`].
///
/// ```
/// use dateline::article::{Precision, parse_date};
///
/// let claim = parse_date("Wednesday, December 11, 2019 3:04 pm EST").unwrap();
/// assert_eq!(claim.date().as_deref(), Some("2019-12-11"));
/// assert_eq!(claim.second_of_day, Some(15 * 3600 + 4 * 60));
///
/// assert_eq!(parse_date("193X").unwrap().precision, Precision::Decade);
/// assert_eq!(parse_date("last Tuesday"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Published> {
    let is_second_zero = |date: &Published| {
        date.second_of_day == Some(0) && date.interval.is_some_and(|days| days.from.number() == 0)
    };
    read(text).filter(|date| !is_second_zero(date))
}

fn read(text: &str) -> Option<Published> {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '\u{feff}')
    });
    if text.is_empty() || text.len() > LONGEST_CLAIM {
        return None;
    }
    // open at an end ("1930/..", "1930/"): the other end is not known
    if text.ends_with("..")
        || text.starts_with("..")
        || text.ends_with('/')
        || text.starts_with('/')
    {
        return None;
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
        let whole = match unsigned.split_once('.') {
            // Python writes a time stamp as 1576076640.0
            Some((whole, fraction)) if whole.len() >= 9 && is_digits(fraction) => whole,
            _ => unsigned,
        };
        if is_digits(whole) {
            return if unsigned.len() == text.len() {
                numeric::digits_alone(whole)
            } else {
                // before 1970; four digits below zero are a year before Christ
                let seconds = whole.parse::<i64>().ok().filter(|_| (5..=10).contains(&whole.len()));
                seconds.and_then(|seconds| numeric::epoch(-seconds))
            };
        }
        if unsigned.len() != text.len() {
            return None;
        }
    }
    partial::partial(text).or_else(|| scan::scan(text)?.parts.resolve())
}

/// A day of a month whose year the text may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31; the month may have fewer in some years.
    pub day: i8,
    /// The year, if given.
    pub year: Option<i16>,
}

/// Reads a day as a dateline names it: `Dec. 11`, `19 Oct`, `April 16, 1912`.
/// The month is a word; a time of day is not part of it.
#[must_use]
pub fn parse_month_day(text: &str) -> Option<MonthDay> {
    if text.len() > 40 {
        return None;
    }
    let scanned = scan::scan(text.trim())?;
    let parts = scanned.parts;
    if !scanned.month_in_words || parts.second_of_day.is_some() {
        return None;
    }
    let (month, day) = (parts.month?, parts.day?);
    // 2000 was a leap year: 29 February is a day of some year
    super::Day::from_ymd(parts.year.unwrap_or(2000), month, day)?;
    Some(MonthDay { month, day, year: parts.year })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests;

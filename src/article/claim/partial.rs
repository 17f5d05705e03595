//! Claims that are less than a day: what the Extended Date/Time Format
//! (EDTF, ISO 8601-2) writes, and what people write for it.
//!
//! ```text
//! partial  := interval | [about] simple ["?" | "~" | "%"]
//! interval := simple ("/" | "–" | "-") simple | "[" simple ".." simple "]"
//!           | "[" day "," day "]"                  one of the two
//! about    := "c." | "ca." | "circa" | "~"
//! simple   := year | year "-" month | year "-" month "-" day | decade | century
//!           | year "-" season | year "-W" week ["-" weekday] | year "-" day-of-year
//! decade   := 193X, 193x, 1930s         (but 1900s: the decade or the century)
//! century  := 19XX
//! season   := 21 to 24; which months that is depends on the hemisphere, so it is its year
//! ```

use super::super::{Day, Precision, Published};
use super::parts::{whole_month, whole_year, years};

/// Reads a partial claim; `None` if it is none, or open at an end (`1930/..`).
pub(super) fn partial(text: &str) -> Option<Published> {
    if let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        if let Some((one, other)) = inner.split_once(',') {
            return either(one.trim(), other.trim());
        }
        let (from, to) = inner.split_once("..")?;
        return interval(from, to);
    }
    if let Some(both) = text.split_once('/').or_else(|| text.split_once('–'))
        && both.0.trim().len() >= 4
        && both.1.trim().len() >= 4
        && let Some(found) = interval(both.0, both.1)
    {
        return Some(found);
    }
    if let Some((from, to)) = text.split_once('-')
        && is_four_digits(from.trim())
        && is_four_digits(to.trim())
    {
        return interval(from, to);
    }
    simple(text)
}

fn interval(from: &str, to: &str) -> Option<Published> {
    let read = |text: &str| simple(text).or_else(|| super::scan::scan(text)?.parts.resolve());
    let (first, last) = (read(from.trim())?, read(to.trim())?);
    if first.interval == last.interval {
        return Some(first);
    }
    let (from, to) = (first.interval?.from, last.interval?.to);
    (from <= to).then(|| Published::days(from, to, Precision::Range))
}

/// One of two days, as we write it; which of them was written with the day
/// first, nobody knows any more.
fn either(one: &str, other: &str) -> Option<Published> {
    let day = |text: &str| {
        let read = super::scan::scan(text)?.parts.resolve()?;
        read.interval.filter(|_| read.precision == Precision::Day).map(|days| days.from)
    };
    let (one, other) = (day(one)?, day(other)?);
    (one != other).then(|| Published { order: None, ..Published::either(one, other) })
}

fn simple(text: &str) -> Option<Published> {
    unqualified(text).or_else(|| {
        // a whole day that is not sure
        let day = text.strip_suffix(['?', '~', '%'])?;
        let read =
            super::scan::scan(day).filter(|_| day.starts_with(|c: char| c.is_ascii_digit()))?;
        read.parts.resolve()
    })
}

fn unqualified(text: &str) -> Option<Published> {
    let about = ["circa ", "ca. ", "ca.", "ca ", "c. ", "c.", "c ", "~"];
    let stripped = about.iter().find_map(|about| {
        let head = text.get(..about.len())?;
        head.eq_ignore_ascii_case(about).then(|| &text[about.len()..])
    });
    let text = stripped.unwrap_or(text).trim_end_matches(['?', '~', '%']);
    let bytes = text.as_bytes();
    let year = bytes.get(..4)?;
    let rest = text.get(4..)?;
    let unspecified = |b: u8| matches!(b, b'X' | b'x' | b'u');
    if !year[..2].iter().all(u8::is_ascii_digit) {
        return None;
    }
    if unspecified(year[3]) && rest.is_empty() {
        let tens: i16 = if unspecified(year[2]) {
            let century: i16 = text[..2].parse().ok()?;
            return years(century * 100, century * 100 + 99, Precision::Range);
        } else {
            text[..3].parse().ok()?
        };
        return years(tens * 10, tens * 10 + 9, Precision::Decade);
    }
    if !is_four_digits(&text[..4]) {
        return None;
    }
    let year: i16 = text[..4].parse().ok()?;
    match rest {
        "" => return whole_year(year),
        "s" | "'s" | "’s" if year % 100 == 0 => return years(year, year + 99, Precision::Range),
        "s" | "'s" | "’s" if year % 10 == 0 => return years(year, year + 9, Precision::Decade),
        "-XX" | "-xx" | "-XX-XX" | "-xx-xx" => return whole_year(year),
        // the 12th of some month
        _ if rest.starts_with("-XX-") && rest.len() == 6 => {
            return whole_year(year).filter(|_| rest[4..].bytes().all(|b| b.is_ascii_digit()));
        }
        _ => {}
    }
    let rest = rest.strip_prefix('-')?;
    if let Some(week) = rest.strip_prefix('W') {
        return iso_week(year, week);
    }
    let (number, tail) = rest.split_at_checked(rest.find('-').unwrap_or(rest.len()))?;
    let value: i16 = if number.bytes().all(|b| b.is_ascii_digit()) {
        number.parse().ok()?
    } else {
        return None;
    };
    match (number.len(), tail) {
        (2, "" | "-XX" | "-xx") if value <= 12 => whole_month(year, i8::try_from(value).ok()?),
        (2, "") if (21..=24).contains(&value) => whole_year(year),
        (3, "") => {
            let first = Day::from_ymd(year, 1, 1)?;
            let day = Day::from_number(first.number() + i64::from(value) - 1);
            (day.ymd().0 == year && value > 0).then(|| Published::days(day, day, Precision::Day))
        }
        _ => None,
    }
}

/// `50` and `50-3` of `2019-W50-3`. Week 1 is the one with 4 January.
fn iso_week(year: i16, text: &str) -> Option<Published> {
    let (week, weekday) = match text.split_once('-') {
        Some((week, weekday)) => (week, Some(weekday)),
        None => (text, None),
    };
    let week: i64 = if week.len() == 2 { week.parse().ok()? } else { return None };
    let fourth = Day::from_ymd(year, 1, 4)?;
    let monday = fourth.monday().number() + (week - 1) * 7;
    let thursday = Day::from_number(monday + 3);
    if thursday.ymd().0 != year {
        return None;
    }
    match weekday {
        None => {
            let (from, to) = (Day::from_number(monday), Day::from_number(monday + 6));
            Some(Published::days(from, to, Precision::Range))
        }
        Some(weekday) => {
            let weekday: i64 = weekday.parse().ok().filter(|day| (1..=7).contains(day))?;
            let day = Day::from_number(monday + weekday - 1);
            Some(Published::days(day, day, Precision::Day))
        }
    }
}

fn is_four_digits(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

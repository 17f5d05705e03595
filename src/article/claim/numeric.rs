//! Dates in digits: with separators, of eight digits, and as a count of
//! seconds since 1970.

use super::super::{Day, DayOrder, Precision, Published, Zone};
use super::parts::{Parts, whole_year};
use super::time::{number, seconds};

/// A date in digits at the head of `text`, and the bytes it takes:
/// `2019-12-11`, `2019/12`, `20191211`, `11.12.2019`, `11. 12. 2019`, `04/13/2019`.
pub(super) fn date(text: &str) -> Option<(Parts, usize)> {
    let bytes = text.as_bytes();
    let (first, digits) = number(bytes)?;
    let (read, taken) = match digits {
        8 => (eight_digits(&bytes[..8])?, 8),
        4 => year_first(first, bytes)?,
        1 | 2 => year_last(first, digits, bytes)?,
        _ => return None,
    };
    let next = bytes.get(taken);
    let ends = match next {
        Some(b'T' | b't') => bytes.get(taken + 1).is_some_and(u8::is_ascii_digit),
        Some(b) => !b.is_ascii_alphanumeric(),
        None => true,
    };
    ends.then_some((read, taken))
}

/// `yyyymmdd`.
pub(super) fn eight_digits(bytes: &[u8]) -> Option<Parts> {
    let year = i16::try_from(number(bytes.get(..4)?)?.0).ok()?;
    let month = i8::try_from(number(bytes.get(4..6)?)?.0).ok()?;
    let day = i8::try_from(number(bytes.get(6..8)?)?.0).ok()?;
    Some(Parts { year: Some(year), month: Some(month), day: Some(day), ..Parts::default() })
}

/// `2019-12-11` and `2019-12`, with `-`, `/`, `_`; the day also with `.` and
/// `:`. A month or day of `00` is one that was left open (MySQL, METS).
fn year_first(year: u32, bytes: &[u8]) -> Option<(Parts, usize)> {
    let separator = *bytes.get(4)?;
    if !matches!(separator, b'-' | b'/' | b'_' | b'.' | b':') {
        return None;
    }
    let (month, month_digits) = number(&bytes[5..])?;
    if month_digits > 2 {
        return None;
    }
    let mut taken = 5 + month_digits;
    let mut parts = Parts { year: i16::try_from(year).ok(), ..Parts::default() };
    let mut day = None;
    if bytes.get(taken) == Some(&separator)
        && let Some((read, digits @ (1 | 2))) = number(&bytes[taken + 1..])
    {
        day = Some(read);
        taken += 1 + digits;
    } else if matches!(separator, b'.' | b':') || month_digits == 1 {
        return None;
    }
    if month > 0 {
        parts.month = i8::try_from(month).ok();
        parts.day = day.filter(|&day| day > 0).and_then(|day| i8::try_from(day).ok());
    } else if day.is_some_and(|day| day > 0) {
        return None;
    }
    Some((parts, taken))
}

/// `11.12.2019` (the day first, as wherever dots are written), `13/04/2019`,
/// `04/13/2019`; `03/04/2019` has two readings and stays open.
fn year_last(first: u32, first_digits: usize, bytes: &[u8]) -> Option<(Parts, usize)> {
    let separator = *bytes.get(first_digits)?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let second_at = after_separator(bytes, first_digits);
    let (second, second_digits) = number(&bytes[second_at..])?;
    let at = second_at + second_digits;
    if second_digits > 2 || bytes.get(at) != Some(&separator) {
        return None;
    }
    let year_at = after_separator(bytes, at);
    let (year, year_digits) = number(&bytes[year_at..])?;
    let year = i16::try_from(year).ok()?;
    if year_digits != 4 {
        return None;
    }
    let taken = year_at + 4;
    let day_first = (1..=12).contains(&second) && (1..=31).contains(&first);
    let month_first = (1..=12).contains(&first) && (1..=31).contains(&second);
    let is_same = first == second || separator == b'.';
    let (day, month, order) = match (day_first, month_first) {
        (true, true) => (first, second, None),
        (true, false) => (first, second, Some(DayOrder::DayFirst)),
        (false, true) => (second, first, Some(DayOrder::MonthFirst)),
        (false, false) => return None,
    };
    let parts = Parts {
        year: Some(year),
        month: i8::try_from(month).ok(),
        day: i8::try_from(day).ok(),
        // dots have an order of their own, which says nothing of slashes
        order: order.filter(|_| separator != b'.'),
        is_open: day_first && month_first && !is_same,
        ..Parts::default()
    };
    Some((parts, taken))
}

/// Where the number behind the separator at `at` begins: behind a dot a blank
/// is allowed (`4. 2. 2022`), which printers like to set narrow.
fn after_separator(bytes: &[u8], at: usize) -> usize {
    const BLANKS: &[&str] = &[" ", "\u{a0}", "\u{2009}", "\u{202f}"];
    let after = at + 1;
    if bytes.get(at) != Some(&b'.') {
        return after;
    }
    let blank = BLANKS.iter().find(|blank| bytes[after..].starts_with(blank.as_bytes()));
    after + blank.map_or(0, |blank| blank.len())
}

/// A claim of digits alone: a year, `yyyymmdd`, `yyyymmddhhmm[ss]`, or a count
/// since 1970 of seconds (9 or 10 digits), of thousandths (11 to 13), of
/// millionths (16) or of milliardths (19).
///
/// Six digits are not a date: `191912` may be a month or a day of 2019 or 1912.
pub(super) fn digits_alone(digits: &str) -> Option<Published> {
    let bytes = digits.as_bytes();
    let count = |divisor: i64| digits.parse::<i64>().ok().map(|count| count / divisor);
    match bytes.len() {
        4 => whole_year(digits.parse().ok()?),
        8 => eight_digits(bytes)?.resolve(),
        9 | 10 => epoch(count(1)?),
        // twelve digits that are a minute of some day are meant as one: as
        // thousandths they would all lie before 2002
        12 => compact(bytes).or_else(|| epoch(count(1000)?)),
        14 => compact(bytes),
        11 | 13 => epoch(count(1000)?),
        16 => epoch(count(1_000_000)?),
        19 => epoch(count(1_000_000_000)?),
        _ => None,
    }
}

/// `yyyymmddhhmm[ss]`.
fn compact(bytes: &[u8]) -> Option<Published> {
    let mut parts = eight_digits(bytes)?;
    parts.second_of_day = Some(compact_time(&bytes[8..])?);
    parts.resolve()
}

/// `hhmm[ss]`.
pub(super) fn compact_time(bytes: &[u8]) -> Option<u32> {
    let second = if bytes.len() > 4 { number(bytes.get(4..6)?)?.0 } else { 0 };
    seconds(number(bytes.get(..2)?)?.0, number(bytes.get(2..4)?)?.0, second)
}

/// A count of seconds since the start of 1970 in Greenwich.
pub(super) fn epoch(seconds: i64) -> Option<Published> {
    const DAY: i64 = 86_400;
    let (year, month, day) = Day::from_number(seconds.div_euclid(DAY)).ymd();
    // out of range is unknown here as everywhere
    let day = Day::from_ymd(year, month, day)?;
    Some(Published {
        second_of_day: u32::try_from(seconds.rem_euclid(DAY)).ok(),
        zone: Zone::Known,
        ..Published::days(day, day, Precision::Second)
    })
}

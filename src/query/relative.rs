//! Days that are said as seen from today: `yesterday`, `"last 7 days"`.
//!
//! ```text
//! relative := "today" | "yesterday"
//!           | "this" unit                     the whole unit that today is in
//!           | "last" unit                     the whole unit before it
//!           | "last" weekday | "last" month   the latest one that is over
//!           | "last" n units                  as long, today being the last day
//!           | n unit "ago"                    the day, week, month … so far back
//! unit     := day | week | month | quarter | year | decade        with or without s
//! ```
//!
//! `past` and `previous` are `last`. Weeks begin on Monday. Today is whatever
//! the caller says; nothing here looks at a clock.

use crate::article::{Day, Interval};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

/// More units lie before the first newspaper.
const MOST: i64 = 200_000;

/// The days that `text` means on the day `today`; `None` if it means none.
pub(super) fn relative(text: &str, today: Day) -> Option<Interval> {
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '_').filter(|w| !w.is_empty()).collect();
    let is_last = |word: &str| matches!(word, "last" | "past" | "previous");
    match words.as_slice() {
        ["today"] => Some(Unit::Day.around(today, 0)?),
        ["yesterday"] => Unit::Day.around(today, -1),
        ["this", unit] => Unit::named(unit)?.around(today, 0),
        [last, name] if is_last(last) => match Unit::named(name) {
            Some(unit) => unit.around(today, -1),
            None => named_before(name, today),
        },
        [last, count, unit] if is_last(last) => {
            let (count, unit) = (number(count)?, Unit::named(unit)?);
            let from = unit.back(today, count)?;
            Some(Interval { from: Day::from_number(from.number() + 1), to: today })
        }
        [count, unit, "ago"] => {
            let (count, unit) = (number(count)?, Unit::named(unit)?);
            unit.around(today, -count)
        }
        _ => None,
    }
}

impl Unit {
    fn named(word: &str) -> Option<Self> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            _ => return None,
        })
    }

    fn months(self) -> i64 {
        match self {
            Self::Day | Self::Week => 0,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Decade => 120,
        }
    }

    /// The whole unit that `day` is in, or the one so many units after it.
    fn around(self, day: Day, after: i64) -> Option<Interval> {
        let number = day.number();
        let days = |from: i64, to: i64| {
            Some(Interval { from: Day::from_number(from), to: Day::from_number(to) })
        };
        match self {
            Self::Day => days(number + after, number + after),
            Self::Week => {
                let monday = day.monday().number() + 7 * after;
                days(monday, monday + 6)
            }
            _ => {
                let (year, month, _) = day.ymd();
                let months = i64::from(year) * 12 + i64::from(month) - 1;
                let length = self.months();
                let first = months - months.rem_euclid(length) + after * length;
                let to = first_of(first + length)?.number() - 1;
                Some(Interval { from: first_of(first)?, to: Day::from_number(to) })
            }
        }
    }

    /// The day so many units before `day`; the last of its month where that is shorter.
    fn back(self, day: Day, count: i64) -> Option<Day> {
        match self {
            Self::Day => Some(Day::from_number(day.number() - count)),
            Self::Week => Some(Day::from_number(day.number() - 7 * count)),
            _ => {
                let (year, month, of_month) = day.ymd();
                let months = i64::from(year) * 12 + i64::from(month) - 1 - count * self.months();
                let first = first_of(months)?;
                let same = Day::from_number(first.number() + i64::from(of_month) - 1);
                Some(same.min(first.last_of_month()))
            }
        }
    }
}

/// The first day of a month, counted from the year 0.
fn first_of(months: i64) -> Option<Day> {
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Day::from_ymd(year, i8::try_from(months.rem_euclid(12) + 1).ok()?, 1)
}

/// The latest day or month of this name that is over.
fn named_before(name: &str, today: Day) -> Option<Interval> {
    const WEEKDAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Some(weekday) = WEEKDAYS.iter().position(|known| *known == name) {
        let back = (today.since_monday() - i64::try_from(weekday).ok()? - 1).rem_euclid(7) + 1;
        return Unit::Day.around(today, -back);
    }
    let month = i64::try_from(MONTHS.iter().position(|known| *known == name)?).ok()?;
    let back = (i64::from(today.ymd().1) - 1 - month - 1).rem_euclid(12) + 1;
    Unit::Month.around(today, -back)
}

fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number = match word {
        "a" | "an" => 1,
        _ => match WORDS.iter().position(|known| *known == word) {
            Some(place) => i64::try_from(place).ok()? + 1,
            None => word.parse().ok()?,
        },
    };
    (1..=MOST).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, today: &str) -> Option<String> {
        let today = crate::article::parse_date(today)?.interval?.from;
        let Interval { from, to } = relative(text, today)?;
        Some(if from == to { from.to_string() } else { format!("{from}..{to}") })
    }

    #[test]
    fn days_are_counted_from_today() {
        // a Tuesday
        let today = "2020-03-31";
        for (text, days) in [
            ("today", "2020-03-31"),
            ("Yesterday", "2020-03-30"),
            ("this week", "2020-03-30..2020-04-05"),
            ("last week", "2020-03-23..2020-03-29"),
            ("this month", "2020-03-01..2020-03-31"),
            ("last month", "2020-02-01..2020-02-29"),
            ("last quarter", "2019-10-01..2019-12-31"),
            ("this year", "2020-01-01..2020-12-31"),
            ("previous year", "2019-01-01..2019-12-31"),
            ("last decade", "2010-01-01..2019-12-31"),
            ("last 7 days", "2020-03-25..2020-03-31"),
            ("past two weeks", "2020-03-18..2020-03-31"),
            // February has no 31st
            ("last 1 month", "2020-03-01..2020-03-31"),
            ("last 12 months", "2019-04-01..2020-03-31"),
            ("3 days ago", "2020-03-28"),
            ("a week ago", "2020-03-23..2020-03-29"),
            ("2 months ago", "2020-01-01..2020-01-31"),
            ("100 years ago", "1920-01-01..1920-12-31"),
            ("last monday", "2020-03-30"),
            ("last Tuesday", "2020-03-24"),
            ("last march", "2019-03-01..2019-03-31"),
            ("last december", "2019-12-01..2019-12-31"),
        ] {
            assert_eq!(read(text, today).as_deref(), Some(days), "{text}");
        }
        assert_eq!(read("last 1 month", "2019-03-31").as_deref(), Some("2019-03-01..2019-03-31"));
    }

    #[test]
    fn what_means_no_days_is_none() {
        for text in [
            "",
            "soon",
            "last",
            "last 0 days",
            "last -1 days",
            "next week",
            "ago",
            "last moon",
            "999999999999 years ago",
            "5000 years ago",
            "last 99999 decades",
        ] {
            assert_eq!(read(text, "2020-03-31"), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_too_odd(
            text in "(this|last|past)? ?[0-9]{0,12} ?(days?|weeks?|months?|decades?|may|x)?( ago)?|.{0,30}",
            today in -135_140i64..=47_846,
        ) {
            if let Some(Interval { from, to }) = relative(&text, Day::from_number(today)) {
                prop_assert!(from <= to);
            }
        }
    }
}

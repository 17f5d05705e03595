//! Spans of the calendar: a day, a week, a quarter, a century; their TIMEX3
//! values, the days they cover, and the spans next to them.
//!
//! Weeks are those of ISO 8601. Seasons are northern and of whole months;
//! winter is named after the year of its December. The 20th century is 1901 to
//! 2000, though its value is `19`, the first digits of most of its years.

use super::word::{Season, Unit};
use crate::article::{Day, Interval};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A span of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Day(Date),
    /// The week that has this day.
    Week(Date),
    /// The Saturday and Sunday of the week that has this day.
    Weekend(Date),
    /// Year and month.
    Month(i16, i8),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and half, 1 or 2.
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// A year of it.
    Decade(i16),
    /// A year of it, but for the last.
    Century(i16),
    /// From one day to another, both included.
    Days(Date, Date),
    /// From one month of a year to another.
    Months(i16, i8, i8),
    /// From one year to another.
    Years(i16, i16),
}

/// Years that are believed; also what jiff can count in without care.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9000;

impl Span {
    /// The span of a unit that has a day; `None` for units below the day.
    pub(super) fn of(unit: Unit, day: Date) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Weekend => Self::Weekend(day),
            Unit::Week => Self::Week(day),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, quarter(month)),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year),
            Unit::Century => Self::Century(year),
        })
    }

    /// The span so many steps of its own size later; earlier below 0.
    pub(super) fn step(self, steps: i64) -> Option<Self> {
        let in_parts = |year: i16, part: i8, parts: i64| {
            let count = i64::from(year) * parts + i64::from(part) - 1 + steps;
            Some((believed(count.div_euclid(parts))?, (count.rem_euclid(parts) + 1) as i8))
        };
        let in_years =
            |year: i16, size: i64| believed(i64::from(year).checked_add(steps.checked_mul(size)?)?);
        let steps_ok = steps.checked_abs().filter(|&steps| steps <= 4_000_000)?;
        let days = |day: Date, size: i64| {
            let span = jiff::Span::new().try_days(steps.signum() * steps_ok * size).ok()?;
            day.checked_add(span).ok().filter(|day| YEARS.contains(&i64::from(day.year())))
        };
        Some(match self {
            Self::Day(day) => Self::Day(days(day, 1)?),
            Self::Week(day) => Self::Week(days(day, 7)?),
            Self::Weekend(day) => Self::Weekend(days(day, 7)?),
            Self::Month(year, month) => {
                let (year, month) = in_parts(year, month, 12)?;
                Self::Month(year, month)
            }
            Self::Quarter(year, part) => {
                let (year, part) = in_parts(year, part, 4)?;
                Self::Quarter(year, part)
            }
            Self::Half(year, part) => {
                let (year, part) = in_parts(year, part, 2)?;
                Self::Half(year, part)
            }
            Self::Season(year, season) => Self::Season(in_years(year, 1)?, season),
            Self::Year(year) => Self::Year(in_years(year, 1)?),
            Self::Decade(year) => Self::Decade(in_years(year, 10)?),
            Self::Century(year) => Self::Century(in_years(year, 100)?),
            Self::Days(..) | Self::Months(..) | Self::Years(..) => return None,
        })
    }

    /// The same span so many years later; earlier below 0.
    pub(super) fn years_later(self, years: i64) -> Option<Self> {
        let shifted = |year: i16| believed(i64::from(year).checked_add(years)?);
        let day = |day: Date| day.checked_add(jiff::Span::new().try_years(years).ok()?).ok();
        Some(match self {
            Self::Day(date) => Self::Day(day(date)?),
            Self::Week(date) => Self::Week(day(date)?),
            Self::Weekend(date) => Self::Weekend(day(date)?),
            Self::Month(year, month) => Self::Month(shifted(year)?, month),
            Self::Quarter(year, part) => Self::Quarter(shifted(year)?, part),
            Self::Half(year, part) => Self::Half(shifted(year)?, part),
            Self::Season(year, season) => Self::Season(shifted(year)?, season),
            Self::Year(year) => Self::Year(shifted(year)?),
            Self::Decade(year) => Self::Decade(shifted(year)?),
            Self::Century(year) => Self::Century(shifted(year)?),
            Self::Days(from, to) => Self::Days(day(from)?, day(to)?),
            Self::Months(year, from, to) => Self::Months(shifted(year)?, from, to),
            Self::Years(from, to) => Self::Years(shifted(from)?, shifted(to)?),
        })
    }

    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => week(day),
            Self::Weekend(day) => format!("{}-WE", week(day)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, part) => format!("{year:04}-Q{part}"),
            Self::Half(year, part) => format!("{year:04}-H{part}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.code()),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Century(year) => format!("{:02}", year / 100),
            Self::Days(from, to) => format!("{from}/{to}"),
            Self::Months(year, from, to) => format!("{year:04}-{from:02}/{year:04}-{to:02}"),
            Self::Years(from, to) => format!("{from:04}/{to:04}"),
        }
    }

    /// The first day.
    pub(super) fn first(self) -> Date {
        let date = |year, month| Date::new(year, month, 1).unwrap_or(Date::MIN);
        match self {
            Self::Day(day) => day,
            Self::Week(day) => monday(day),
            Self::Weekend(day) => monday(day).saturating_add(5.days()),
            Self::Month(year, month) | Self::Months(year, month, _) => date(year, month),
            Self::Quarter(year, part) => date(year, part * 3 - 2),
            Self::Half(year, part) => date(year, part * 6 - 5),
            Self::Season(year, season) => date(year, season.first_month()),
            Self::Year(year) | Self::Years(year, _) => date(year, 1),
            Self::Decade(year) => date((year / 10 * 10).max(1), 1),
            Self::Century(year) => date(year / 100 * 100 + 1, 1),
            Self::Days(from, _) => from,
        }
    }

    /// The last day.
    pub(super) fn last(self) -> Date {
        let end = |months: i64| {
            self.first().saturating_add(jiff::Span::new().months(months)).saturating_sub(1.days())
        };
        match self {
            Self::Day(day) => day,
            Self::Week(day) => monday(day).saturating_add(6.days()),
            Self::Weekend(day) => monday(day).saturating_add(6.days()),
            Self::Month(..) => end(1),
            Self::Quarter(..) | Self::Season(..) => end(3),
            Self::Half(..) => end(6),
            Self::Year(_) => end(12),
            Self::Decade(year) => Self::Year(year / 10 * 10 + 9).last(),
            Self::Century(_) => end(1200),
            Self::Days(_, to) => to,
            Self::Months(year, _, to) => Self::Month(year, to).last(),
            Self::Years(_, to) => Self::Year(to).last(),
        }
    }

    /// The days it covers.
    pub(super) fn days(self) -> Interval {
        Interval { from: number(self.first()), to: number(self.last()) }
    }

    /// The year it begins in.
    pub(super) fn year(self) -> i16 {
        self.first().year()
    }
}

impl Season {
    /// Its code in TIMEX3.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The first of its three months.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A year, if it is one that is believed.
pub(super) fn believed(year: i64) -> Option<i16> {
    YEARS.contains(&year).then_some(year as i16)
}

/// The quarter of a month, 1 to 4.
pub(super) fn quarter(month: i8) -> i8 {
    (month - 1) / 3 + 1
}

/// A weekday as a number from 1, Monday, to 7.
pub(super) fn weekday_number(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// The Monday of the week that has `day`.
pub(super) fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(weekday_number(day) - 1).days())
}

/// `2019-W50`.
fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The nth such weekday of a month; the last for -1.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

fn number(date: Date) -> Day {
    let epoch = Date::constant(1970, 1, 1);
    // the largest unit of a difference of dates is the day
    Day::from_number(i64::from((date - epoch).get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(span: Span) -> String {
        let days = span.days();
        format!("{} {}..{}", span.value(), days.from, days.to)
    }

    #[test]
    fn spans_have_values_and_days() {
        let day = Date::constant(2019, 12, 11);
        let spans: Vec<String> = [
            Span::Day(day),
            Span::Week(day),
            Span::Weekend(day),
            Span::Month(2020, 2),
            Span::Quarter(2019, 4),
            Span::Half(2019, 1),
            Span::Season(2019, Season::Winter),
            Span::Year(2019),
            Span::Decade(2019),
            Span::Century(1916),
            Span::Months(2019, 4, 6),
            Span::Years(1914, 1918),
        ]
        .map(shown)
        .to_vec();
        insta::assert_snapshot!(spans.join("\n"), @r"
    2019-12-11 2019-12-11..2019-12-11
    2019-W50 2019-12-09..2019-12-15
    2019-W50-WE 2019-12-14..2019-12-15
    2020-02 2020-02-01..2020-02-29
    2019-Q4 2019-10-01..2019-12-31
    2019-H1 2019-01-01..2019-06-30
    2019-WI 2019-12-01..2020-02-29
    2019 2019-01-01..2019-12-31
    201 2010-01-01..2019-12-31
    19 1901-01-01..2000-12-31
    2019-04/2019-06 2019-04-01..2019-06-30
    1914/1918 1914-01-01..1918-12-31
    ");
    }

    #[test]
    fn steps_are_of_the_spans_own_size_and_end_where_years_end() {
        assert_eq!(Span::Month(2020, 1).step(-1), Some(Span::Month(2019, 12)));
        assert_eq!(Span::Quarter(2019, 4).step(1), Some(Span::Quarter(2020, 1)));
        assert_eq!(Span::Decade(2019).step(-2), Some(Span::Decade(1999)));
        assert_eq!(Span::Year(2019).step(-2018), Some(Span::Year(1)));
        assert_eq!(Span::Year(2019).step(-2019), None);
        assert_eq!(Span::Day(Date::constant(2019, 1, 1)).step(i64::MIN), None);
        assert_eq!(Span::Century(2019).step(i64::MAX), None);
    }
}

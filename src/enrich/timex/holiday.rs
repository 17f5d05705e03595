//! On which day a feast falls.

use super::span::nth_weekday;
use jiff::ToSpan;
use jiff::civil::Date;

/// How the day of a feast is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Month and day.
    On(i8, i8),
    /// The nth weekday (Monday is 1) of a month; the last for -1: (nth, weekday, month).
    Nth(i8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i16),
    /// The Tuesday after the first Monday of November.
    Election,
    /// One day of history: year, month, day.
    Once(i16, i8, i8),
}

impl Rule {
    /// The day in `year`.
    pub(super) fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::On(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(nth, weekday, month) => nth_weekday(year, month, nth, weekday),
            Self::Easter(days) => easter(year)?.checked_add(i64::from(days).days()).ok(),
            Self::Once(once, month, day) if year >= once => Date::new(once, month, day).ok(),
            Self::Once(..) => None,
            Self::Election => nth_weekday(year, 11, 1, 1)?.checked_add(1.days()).ok(),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, after the rule of 1876 ("anonymous").
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let century = year / 100;
    let correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = correction - correction / 28 * (1 - 29 / (correction + 1) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year as i16, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_move_as_their_rules_say() {
        for (rule, year, day) in [
            (Rule::On(12, 25), 2019, "2019-12-25"),
            (Rule::Nth(4, 4, 11), 1999, "1999-11-25"),
            (Rule::Nth(-1, 1, 5), 2021, "2021-05-31"),
            (Rule::Election, 1998, "1998-11-03"),
            (Rule::Easter(0), 1916, "1916-04-23"),
            (Rule::Easter(0), 2000, "2000-04-23"),
            (Rule::Easter(0), 2019, "2019-04-21"),
            (Rule::Easter(0), 2024, "2024-03-31"),
            (Rule::Easter(-2), 2038, "2038-04-23"),
        ] {
            assert_eq!(rule.day(year).unwrap().to_string(), day, "{rule:?}");
        }
    }
}

//! A civil day as a number, over the four centuries that newspapers have existed.

use jiff::civil::Date;

/// First year a publication date may lie in (the first newspapers are of 1605).
pub const FIRST_YEAR: i16 = 1600;
/// Last year a publication date may lie in.
pub const LAST_YEAR: i16 = 2100;

/// Days since 1970-01-01 in the proleptic Gregorian calendar; negative before.
///
/// tantivy's own dates are nanoseconds in an `i64` and wrap outside 1677 to
/// 2262; a day number does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day of a civil date; `None` where there is no such day or its year
    /// is outside [`FIRST_YEAR`]..=[`LAST_YEAR`].
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// The first day of a month, also of years in which nothing was published:
    /// what a text speaks of may be long past. Years 1 to 9999, months 1 to 12;
    /// what lies outside is the nearest that does not.
    #[must_use]
    pub(crate) fn first_of_month(year: i16, month: i8) -> Self {
        let date = Date::new(year.clamp(1, 9999), month.clamp(1, 12), 1);
        Self::from_date(date.unwrap_or_else(|_| Date::constant(1, 1, 1)))
    }

    /// The day with this number; any number is a day.
    #[must_use]
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Year, month (1 to 12) and day (1 to 31).
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.to_date();
        (date.year(), date.month(), date.day())
    }

    /// Days since the Monday of this day's week: 0 on a Monday, 6 on a Sunday.
    #[must_use]
    pub const fn since_monday(self) -> i64 {
        // day 0 was a Thursday
        (self.0 + 3).rem_euclid(7)
    }

    /// The Monday of this day's week.
    #[must_use]
    pub const fn monday(self) -> Self {
        Self(self.0 - self.since_monday())
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        Self::from_date(self.to_date().last_of_month())
    }

    fn from_date(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        // both lie within jiff's range, and the largest unit of a difference of dates is the day
        Self(i64::from((date - epoch).get_days()))
    }

    fn to_date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        let days = jiff::Span::new().try_days(self.0).unwrap_or_default();
        epoch.saturating_add(days)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_reach_back_to_1600() {
        assert_eq!(Day::from_ymd(1970, 1, 1).unwrap().number(), 0);
        assert_eq!(Day::from_ymd(1969, 12, 31).unwrap().number(), -1);
        // 2000-03-01 is 11,017 days after the epoch
        assert_eq!(Day::from_ymd(2000, 3, 1).unwrap().number(), 11_017);
        assert_eq!(Day::from_ymd(1600, 1, 1).unwrap().to_string(), "1600-01-01");
        assert_eq!(Day::from_ymd(1599, 12, 31), None);
        assert_eq!(Day::from_ymd(2019, 2, 29), None);
        assert_eq!(Day::from_ymd(2020, 2, 1).unwrap().last_of_month().to_string(), "2020-02-29");
    }
}
